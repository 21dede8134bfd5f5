import { useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { ApprovalReport } from '../../ipc/bindings/ApprovalReport';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { CounselPack } from '../../ipc/bindings/CounselPack';
import type { ProofsMade } from '../../ipc/bindings/ProofsMade';
import type { ReleaseReport } from '../../ipc/bindings/ReleaseReport';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { sentence } from '../../advice';
import { TextInput } from '../../parts/TextInput';
import { ListMissing } from '../../parts/ListMissing';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { CheckIcon, ReadingGrade } from '../../parts/ChecklistResults';
import { StatusIcon } from '../../parts/StatusIcon';
import { CheckboxField } from '../../parts/CheckboxField';
import { PathPicker } from '../../parts/PathPicker';
import { count, digits, many, plain, toCount, variant } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';
import { ProofsTable } from './ProofsTable';
import { VariantLetter } from './VariantLetter';

/** Two acts of two people: counsel approves texts, the practice releases the run. */
export default function SignoffScreen() {
  const { status } = useSession();
  if (status?.rows === 0) {
    return (
      <ListMissing page="Proofs and sign-off" title="No letters yet">
        Import a list first.
      </ListMissing>
    );
  }
  return (
    <div className="stack">
      <h1>Proofs and sign-off</h1>
      <p className="lead">
        Counsel approves what the letters say. The practice releases the mailing. If wording changes, only the letters
        it affects need approval again.
      </p>
      <MakeProofs />
      <Counsel />
      <Practice />
    </div>
  );
}

function MakeProofs() {
  const [out, setOut] = useState<Chosen | null>(null);
  const [random, setRandom] = useState('10');
  const [proofs, setProofs] = useState<ProofsMade | null>(null);
  const [pack, setPack] = useState<CounselPack | null>(null);
  const { busy, error, run } = useTask('signoff');
  const [going, hear, clear] = useProgress();
  const make = (work: () => Promise<void>) => {
    clear();
    setProofs(null);
    setPack(null);
    void run(work);
  };
  return (
    <section className="stack panel" aria-labelledby="proofs">
      <h2 id="proofs">Proofs</h2>
      <p>
        Proofs are sample letters to check: the first of each version, the longest and shortest, unusual ones, and a
        random sample, each with the reason. Every page is marked as a proof. Proofs contain personal information and
        stay with the practice. The counsel packet has no personal information.
      </p>
      <PathPicker label="Folder" wanted="folder" shown={out?.place ?? ''} set={setOut} />
      <TextInput
        label="Random sample letters"
        value={random}
        onChange={setRandom}
        inputMode="numeric"
        faults={toCount(random) === null ? ['Enter a whole number.'] : []}
      />
      <ErrorNotice error={error} />
      {busy ? (
        <TaskProgress title="Creating proofs" progress={going} controls />
      ) : (
        <div className="row">
          <Button
            isDisabled={out === null || toCount(random) === null}
            onPress={() =>
              out && make(async () => setProofs(await host.makeProofs(out.token, toCount(random) ?? 0, 1, hear)))
            }
          >
            Create proofs
          </Button>
          <Button
            isDisabled={out === null}
            onPress={() => out && make(async () => setPack(await host.makePack(out.token, hear)))}
          >
            Create counsel packet
          </Button>
        </div>
      )}
      {proofs && <ProofsTable proofs={proofs} />}
      {pack && (
        <Note of="done" title={`Counsel packet created with ${many(pack.texts, 'version')}`}>
          <p>{pack.folder}</p>
        </Note>
      )}
    </section>
  );
}

function Counsel() {
  const { revision, refresh, announce } = useSession();
  const spread = useQuery(host.mailingBreakdown, [revision]);
  const leaves = useQuery(host.listTemplates, [revision]);
  const asked = useQuery(host.checkLetters, [revision]);
  const lights = new Map(asked.value?.map((own) => [own.variant, own.light]));
  const grades = new Map(asked.value?.map((own) => [own.variant, own.grade]));
  const outdated = leaves.value?.filter((leaf) => leaf.stale) ?? [];
  const [name, setName] = useState('');
  const [recorded, setRecorded] = useState('');
  const [from, setFrom] = useState<Chosen | null>(null);
  const [pack, setPack] = useState<Chosen | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<string | null>(null);
  const [signing, setSigning] = useState(false);
  const [approved, setApproved] = useState<ApprovalReport | null>(null);
  const { busy, error, run } = useAction();
  const variants = spread.value?.variants ?? [];
  const open = variants.filter((own) => own.unsigned !== null);
  const wanted = open.filter((own) => chosen.has(own.variant));
  const all = open.length > 0 && wanted.length === open.length;

  const sign = async () => {
    const done = await run(async () => {
      const told = await host.approveTexts(
        name,
        recorded,
        wanted.map((own) => own.variant),
        from?.token ?? null,
        pack?.token ?? null,
      );
      setApproved(told);
      announce(`${many(told.approved.length, 'version')} approved.`);
    });
    if (!done) return;
    setSigning(false);
    setChosen(new Set());
    await refresh();
  };
  return (
    <section className="stack panel" aria-labelledby="counsel">
      <h2 id="counsel">Counsel approval</h2>
      <ErrorNotice error={spread.error} />
      <table className="table">
        <caption className="unseen">Letter versions to approve</caption>
        <thead>
          <tr>
            <th scope="col">
              <CheckboxField on={all} set={(on) => setChosen(new Set(on ? open.map((own) => own.variant) : []))}>
                Version
              </CheckboxField>
            </th>
            <th scope="col">Letters</th>
            <th scope="col">Checklist</th>
            <th scope="col">Approval</th>
            <th scope="col">
              <span className="unseen">View</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {variants.map((own) => (
            <tr key={own.variant} data-variant={own.variant} data-signed={own.unsigned === null}>
              <th scope="row">
                {own.unsigned === null ? (
                  variant(own.variant)
                ) : (
                  <CheckboxField
                    on={chosen.has(own.variant)}
                    set={(on) => {
                      const next = new Set(chosen);
                      if (on) next.add(own.variant);
                      else next.delete(own.variant);
                      setChosen(next);
                    }}
                  >
                    {variant(own.variant)}
                  </CheckboxField>
                )}
              </th>
              <td>{count(own.letters)}</td>
              <td className="nowrap">
                <CheckIcon light={lights.get(own.variant)} />
                <ReadingGrade grade={grades.get(own.variant)} />
              </td>
              <td>
                {own.unsigned === null ? (
                  <span className="mark-done">
                    <StatusIcon of="done" /> {own.signed_by}
                  </span>
                ) : (
                  <span className="mark-todo">
                    <StatusIcon of="todo" /> {plain(own.unsigned)}
                  </span>
                )}{' '}
                <code className="quiet small">{own.digest}</code>
              </td>
              <td>
                <Button look="quiet" onPress={() => setShown(own.variant)} aria-label={`View ${own.variant}`}>
                  View
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button look="first" isDisabled={wanted.length === 0} onPress={() => setSigning(true)}>
          Approve {many(wanted.length, 'version')}…
        </Button>
      </div>
      {approved && approved.changed.length + approved.not_in_pack.length > 0 && (
        <Note of="warning" title="Some versions were not approved">
          <p>
            Their wording differs from the counsel packet, or they are not in it:{' '}
            {[...approved.changed, ...approved.not_in_pack].join(', ')}.
          </p>
        </Note>
      )}
      <ModalDialog title={`Approve ${many(wanted.length, 'version')}`} open={signing} onClose={() => setSigning(false)}>
        <p>
          Approval covers all wording these letters can print, the state’s rules, the typefaces, and this version of
          Noticepress. It covers {many(wanted.reduce((sum, own) => sum + own.letters, 0), 'letter')} with the current
          lists.
        </p>
        <details>
          <summary>What is approved</summary>
          <ul className="signed-list">
            {wanted.map((own) => (
              <li key={own.variant}>
                {variant(own.variant)}, {many(own.letters, 'letter')} <code className="quiet small">{own.digest}</code>
              </li>
            ))}
          </ul>
        </details>
        {outdated.length > 0 && wanted.some((own) => own.variant.includes('-es')) && (
          <Note of="warning" title="Some Spanish translations are out of date">
            <p>The English wording changed after these were translated: {outdated.map((leaf) => leaf.path).join('; ')}</p>
          </Note>
        )}
        <TextInput label="Counsel’s name" help="Shown in the audit log and on the job ticket." value={name} onChange={setName} />
        <TextInput label="Recorded by (optional)" help="If counsel signed on paper and you enter it here." value={recorded} onChange={setRecorded} />
        <PathPicker
          label="Signed page (optional)"
          wanted="signed_page"
          shown={from?.place ?? ''}
          set={setFrom}
          optional
        />
        <PathPicker
          label="Counsel packet that was approved (optional)"
          wanted="counsel_pack"
          shown={pack?.place ?? ''}
          set={setPack}
          optional
        />
        <ErrorNotice error={error} />
        <div className="row">
          <Button look="first" isDisabled={busy || name.trim() === ''} onPress={() => void sign()}>
            {busy ? 'Approving…' : 'Approve'}
          </Button>
          <Button onPress={() => setSigning(false)}>Cancel</Button>
        </div>
      </ModalDialog>
      {shown && <VariantLetter variant={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function Practice() {
  const { status, actor, setActor, refresh, announce, go, revision } = useSession();
  const spread = useQuery(host.mailingBreakdown, [revision]);
  const [why, setWhy] = useState('');
  const [releasing, setReleasing] = useState(false);
  const [released, setReleased] = useState<ReleaseReport | null>(null);
  const { busy, error, run } = useTask('signoff');
  const [going, hear, clear] = useProgress();
  if (!status) return null;
  const { families } = status;
  const counsels = (spread.value?.variants ?? []).map((own) => (own.signed_by ?? '').trim().toLowerCase()).filter(Boolean);
  const doubt = families.same + families.other >= 20 && 5 * families.other > 2 * (families.same + families.other);
  const release = async () => {
    clear();
    const done = await run(async () => {
      setReleased(await host.releaseRun(actor, doubt ? why : null, hear));
    });
    if (!done) return;
    setReleasing(false);
    await refresh();
    announce('Mailing released.');
  };
  return (
    <section className="stack panel" aria-labelledby="practice">
      <h2 id="practice">Practice release</h2>
      <p>
        {status.released ? (
          <span className="mark-done">
            <StatusIcon of="done" /> Mailing released.
          </span>
        ) : (
          <span className="mark-todo">
            <StatusIcon of="todo" /> {status.why_not_released}
          </span>
        )}
      </p>
      <p>
        Next mailing: {many(status.letters - status.mailed, 'letter')}. {many(status.held, 'row')} held.
      </p>
      {released && (
        <Note of={released.owed_before.length > 0 || released.without_agreement ? 'warning' : 'done'} title={`${released.by} released ${many(released.letters, 'letter')}${released.copies > 0 ? ` and ${many(released.copies, 'copy', 'copies')}` : ''}`}>
          {released.without_agreement && (
            <p>The vendor profile has no business associate agreement, so nothing can be exported for mailing.</p>
          )}
          <p>
            Write this down, or keep the page <code>60_release.pdf</code> from the export. If the case is ever missing
            this action, you have an older version of the case file: action {released.head.act}, <code>{digits(released.head.hash)}</code>
          </p>
          {released.owed_before.length > 0 && (
            <>
              <p>Notify these regulators before the letters are mailed:</p>
              <ul>
                {released.owed_before.map((owed) => (
                  <li key={sentence(owed)}>{sentence(owed)}</li>
                ))}
              </ul>
            </>
          )}
        </Note>
      )}
      <div className="row">
        <Button look="first" isDisabled={status.released} onPress={() => setReleasing(true)}>
          Release mailing…
        </Button>
        {status.released && <Button onPress={() => go('export')}>Next: export</Button>}
      </div>
      <ModalDialog title="Release mailing" open={releasing} onClose={() => setReleasing(false)}>
        <p>
          You are releasing this mailing with the current lists, decisions, envelope, enrollment codes, and mailing
          date. If any of these change, you must release it again before anything can be mailed.
        </p>
        <dl className="figures">
          <div>
            <dt>Letters</dt>
            <dd>{count(status.letters - status.mailed)}</dd>
          </div>
          <div>
            <dt>Held</dt>
            <dd>{count(status.held)}</dd>
          </div>
          <div>
            <dt>Already mailed</dt>
            <dd>{count(status.mailed)}</dd>
          </div>
        </dl>
        {doubt && (
          <TextInput
            label="Why do so many children and guardians have different last names?"
            help={`${count(families.other)} of ${count(families.same + families.other)}. Rows or columns may be misaligned.`}
            value={why}
            onChange={setWhy}
            lines={2}
          />
        )}
        <TextInput label="Your name" help="Shown in the audit log and on the job ticket." value={actor} onChange={setActor} />
        {counsels.includes(actor.trim().toLowerCase()) && (
          <Note of="warning" title="This person also approved as counsel">
            <p>The job ticket will show the same person in both roles. Two people should sign off: one on the wording, one on the mailing.</p>
          </Note>
        )}
        <ErrorNotice error={error} />
        {busy && <TaskProgress title="Releasing" progress={going} />}
        <div className="row">
          <Button
            look="first"
            isDisabled={busy || actor.trim() === '' || (doubt && why.trim() === '')}
            onPress={() => void release()}
          >
            Release
          </Button>
          <Button onPress={() => setReleasing(false)}>Cancel</Button>
        </div>
      </ModalDialog>
    </section>
  );
}
