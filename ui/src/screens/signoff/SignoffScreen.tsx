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
import { CheckIcon } from '../../parts/ChecklistResults';
import { StatusIcon } from '../../parts/StatusIcon';
import { CheckboxField } from '../../parts/CheckboxField';
import { PathPicker } from '../../parts/PathPicker';
import { count, digits, many, toCount, variant } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';
import { ProofsTable } from './ProofsTable';
import { VariantLetter } from './VariantLetter';

/** Two acts of two people: counsel approves texts, the practice releases the run. */
export default function SignoffScreen() {
  const { status } = useSession();
  if (status?.rows === 0) {
    return (
      <ListMissing page="Proofs and sign-off" title="There is no letter to sign yet">
        Bring a list in first.
      </ListMissing>
    );
  }
  return (
    <div className="stack">
      <h1>Proofs and sign-off</h1>
      <p className="lead">
        Counsel signs what letters say. The practice signs whom they go to. One changed comma takes away the signatures that
        it touches, and no others.
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
      <h2 id="proofs">Proofs to look at</h2>
      <p>
        The first letter of each variant, the longest and shortest, the trickiest, and some by chance, each with the reason.
        Proofs are marked across every page and stay with the practice. Counsel’s pack holds nobody’s data.
      </p>
      <PathPicker label="Folder" wanted="folder" shown={out?.place ?? ''} set={setOut} />
      <TextInput
        label="Letters by chance"
        value={random}
        onChange={setRandom}
        inputMode="numeric"
        faults={toCount(random) === null ? ['Write a whole number in digits.'] : []}
      />
      <ErrorNotice error={error} />
      {busy ? (
        <TaskProgress title="Making proofs" progress={going} controls />
      ) : (
        <div className="row">
          <Button
            isDisabled={out === null || toCount(random) === null}
            onPress={() =>
              out && make(async () => setProofs(await host.makeProofs(out.token, toCount(random) ?? 0, 1, hear)))
            }
          >
            Make proofs
          </Button>
          <Button
            isDisabled={out === null}
            onPress={() => out && make(async () => setPack(await host.makePack(out.token, hear)))}
          >
            Make counsel’s pack
          </Button>
        </div>
      )}
      {proofs && <ProofsTable proofs={proofs} />}
      {pack && (
        <Note of="done" title={`Counsel’s pack holds ${many(pack.texts, 'text')}`}>
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
      announce(`${many(told.approved.length, 'text')} signed.`);
    });
    if (!done) return;
    setSigning(false);
    setChosen(new Set());
    await refresh();
  };
  return (
    <section className="stack panel" aria-labelledby="counsel">
      <h2 id="counsel">Counsel: what the letters say</h2>
      <ErrorNotice error={spread.error} />
      <table className="table">
        <caption className="unseen">Texts to sign</caption>
        <thead>
          <tr>
            <th scope="col">
              <CheckboxField on={all} set={(on) => setChosen(new Set(on ? open.map((own) => own.variant) : []))}>
                Text
              </CheckboxField>
            </th>
            <th scope="col">Letters</th>
            <th scope="col">Checklist</th>
            <th scope="col">Signature</th>
            <th scope="col">
              <span className="unseen">Look</span>
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
              </td>
              <td>
                {own.unsigned === null ? (
                  <span className="mark-done">
                    <StatusIcon of="done" /> {own.signed_by}
                  </span>
                ) : (
                  <span className="mark-todo">
                    <StatusIcon of="todo" /> {own.unsigned}
                  </span>
                )}{' '}
                <code className="quiet small">{own.digest}</code>
              </td>
              <td>
                <Button look="quiet" onPress={() => setShown(own.variant)} aria-label={`Look at ${own.variant}`}>
                  Look
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button look="first" isDisabled={wanted.length === 0} onPress={() => setSigning(true)}>
          Sign {many(wanted.length, 'text')} …
        </Button>
      </div>
      {approved && approved.changed.length + approved.not_in_pack.length > 0 && (
        <Note of="warning" title="Some were not signed">
          <p>
            Their text is another than in the pack, or the pack does not hold them:{' '}
            {[...approved.changed, ...approved.not_in_pack].join(', ')}.
          </p>
        </Note>
      )}
      <ModalDialog title={`Sign ${many(wanted.length, 'text')}`} open={signing} onClose={() => setSigning(false)}>
        <p>
          A signature covers every passage that such a letter can print, the rule of the state, the typefaces and this
          version of the program. It covers {many(wanted.reduce((sum, own) => sum + own.letters, 0), 'letter')} as the lists
          are now.
        </p>
        <details>
          <summary>What exactly is signed</summary>
          <ul className="signed-list">
            {wanted.map((own) => (
              <li key={own.variant}>
                {variant(own.variant)}, {many(own.letters, 'letter')} <code className="quiet small">{own.digest}</code>
              </li>
            ))}
          </ul>
        </details>
        {outdated.length > 0 && wanted.some((own) => own.variant.includes('-es')) && (
          <Note of="warning" title="Some Spanish words are older than the English">
            <p>The English has changed since these were translated: {outdated.map((leaf) => leaf.path).join('; ')}</p>
          </Note>
        )}
        <TextInput label="Who signs" help="Counsel’s name, as it will stand in the audit and on the job ticket." value={name} onChange={setName} />
        <TextInput label="Who records it (may be left out)" help="Where counsel signed on paper." value={recorded} onChange={setRecorded} />
        <PathPicker
          label="Signed page (may be left out)"
          wanted="signed_page"
          shown={from?.place ?? ''}
          set={setFrom}
          optional
        />
        <PathPicker
          label="Counsel’s pack that was signed (may be left out)"
          wanted="counsel_pack"
          shown={pack?.place ?? ''}
          set={setPack}
          optional
        />
        <ErrorNotice error={error} />
        <div className="row">
          <Button look="first" isDisabled={busy || name.trim() === ''} onPress={() => void sign()}>
            {busy ? 'Signing …' : 'Sign'}
          </Button>
          <Button onPress={() => setSigning(false)}>Back</Button>
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
    announce('The run is released.');
  };
  return (
    <section className="stack panel" aria-labelledby="practice">
      <h2 id="practice">The practice: whom they go to</h2>
      <p>
        {status.released ? (
          <span className="mark-done">
            <StatusIcon of="done" /> The run is released.
          </span>
        ) : (
          <span className="mark-todo">
            <StatusIcon of="todo" /> {status.why_not_released}
          </span>
        )}
      </p>
      <p>
        The next run: {many(status.letters - status.mailed, 'letter')}; {count(status.held)} rows stay held.
      </p>
      {released && (
        <Note of={released.owed_before.length > 0 || released.without_agreement ? 'warning' : 'done'} title={`${released.by} released ${many(released.letters, 'letter')}${released.copies > 0 ? ` and ${many(released.copies, 'copy', 'copies')}` : ''}`}>
          {released.without_agreement && (
            <p>The vendor’s profile names no business associate agreement: nothing can be exported to the vendor.</p>
          )}
          <p>
            Write this down, or keep the page <code>60_release.pdf</code> of the export. A case without this action is an older
            file: action {released.head.act}, <code>{digits(released.head.hash)}</code>
          </p>
          {released.owed_before.length > 0 && (
            <>
              <p>Authorities that must be told before these letters:</p>
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
          Release the run …
        </Button>
        {status.released && <Button onPress={() => go('export')}>Next: export</Button>}
      </div>
      <ModalDialog title="Release the run" open={releasing} onClose={() => setReleasing(false)}>
        <p>
          This says: these lists, these decisions, this envelope, these codes, this mailing date. If any of them changes, the
          release is void and nothing is mailed.
        </p>
        <dl className="figures">
          <div>
            <dt>Letters</dt>
            <dd>{count(status.letters - status.mailed)}</dd>
          </div>
          <div>
            <dt>Stay held</dt>
            <dd>{count(status.held)}</dd>
          </div>
          <div>
            <dt>Mailed before</dt>
            <dd>{count(status.mailed)}</dd>
          </div>
        </dl>
        {doubt && (
          <TextInput
            label="Why so many children and guardians have no name in common"
            help={`${count(families.other)} of ${count(families.same + families.other)}, as if a column had slipped.`}
            value={why}
            onChange={setWhy}
            lines={2}
          />
        )}
        <TextInput label="Who releases" help="Your name, as it will stand in the audit and on the job ticket." value={actor} onChange={setActor} />
        {counsels.includes(actor.trim().toLowerCase()) && (
          <Note of="warning" title="The same name has signed as counsel">
            <p>The job ticket will attest one person in both parts. Two people should look: one at the words, one at the run.</p>
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
          <Button onPress={() => setReleasing(false)}>Back</Button>
        </div>
      </ModalDialog>
    </section>
  );
}
