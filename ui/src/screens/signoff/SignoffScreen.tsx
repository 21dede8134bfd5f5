import { useState } from 'react';
import { useQuery } from '../../app/query';
import { useSession, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { ApprovalReport } from '../../ipc/bindings/ApprovalReport';
import type { ReleaseReport } from '../../ipc/bindings/ReleaseReport';
import type { WaitingState } from '../../ipc/bindings/WaitingState';
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
import { count, day, digits, many, plain, variant } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';
import { ApproveDialog } from './ApproveDialog';
import { MakeProofs } from './MakeProofs';
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

function Counsel() {
  const { revision } = useSession();
  const spread = useQuery(host.mailingBreakdown, [revision]);
  const leaves = useQuery(host.listTemplates, [revision]);
  const asked = useQuery(host.checkLetters, [revision]);
  const lights = new Map(asked.value?.map((own) => [own.variant, own.light]));
  const grades = new Map(asked.value?.map((own) => [own.variant, own.grade]));
  const outdated = leaves.value?.filter((leaf) => leaf.stale) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<string | null>(null);
  const [signing, setSigning] = useState(false);
  const [approved, setApproved] = useState<ApprovalReport | null>(null);
  const variants = spread.value?.variants ?? [];
  const languages = spread.value?.languages ?? null;
  const open = variants.filter((own) => own.unsigned !== null);
  const wanted = open.filter((own) => chosen.has(own.variant));
  const all = open.length > 0 && wanted.length === open.length;

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
      {signing && (
        <ApproveDialog
          wanted={wanted}
          languages={languages}
          outdated={outdated.map((leaf) => leaf.path)}
          onClose={() => setSigning(false)}
          onApproved={(report) => {
            setApproved(report);
            setSigning(false);
            setChosen(new Set());
          }}
        />
      )}
      {shown && <VariantLetter variant={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function Practice() {
  const { status, actor, setActor, refresh, announce, go, revision } = useSession();
  const spread = useQuery(host.mailingBreakdown, [revision]);
  const [why, setWhy] = useState('');
  const plan = useQuery(() => host.planExport(() => undefined), [revision]);
  const waiting = plan.value?.waiting ?? [];
  const [notAwaited, setNotAwaited] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [releasing, setReleasing] = useState(false);
  const [released, setReleased] = useState<ReleaseReport | null>(null);
  const { busy, error, run } = useTask('signoff');
  const [going, hear, clear] = useProgress();
  if (!status) return null;
  const { families } = status;
  // Until the plan is there, everybody who was not written to is counted.
  const letters = plan.value?.letters ?? status.letters - status.mailed;
  const held = plan.value?.held ?? status.held;
  const chosen = waiting.filter((state) => notAwaited.has(state.jurisdiction));
  const sent = chosen.reduce((sum, state) => sum + state.letters, 0);
  const counsels = (spread.value?.variants ?? []).map((own) => (own.signed_by ?? '').trim().toLowerCase()).filter(Boolean);
  const doubt = families.same + families.other >= 20 && 5 * families.other > 2 * (families.same + families.other);
  const close = () => {
    setReleasing(false);
    setNotAwaited(new Set());
    setReason('');
    setWhy('');
  };
  const release = async () => {
    clear();
    const done = await run(async () => {
      const states = chosen.map((state) => state.jurisdiction);
      setReleased(
        await host.releaseRun(actor, doubt ? why : null, states, states.length > 0 ? reason : null, hear),
      );
    });
    if (!done) return;
    close();
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
        Next mailing: {many(letters, 'letter')}. {many(held, 'row')} held.
      </p>
      {plan.busy && !plan.value && <p role="status">Preparing the next mailing…</p>}
      <ErrorNotice error={plan.error} />
      <WaitingStates waiting={waiting} />
      {released && (
        <Note of={released.owed_before.length > 0 || released.after_last_day || released.without_agreement ? 'warning' : 'done'} title={`${released.by} released ${many(released.letters, 'letter')}${released.copies > 0 ? ` and ${many(released.copies, 'copy', 'copies')}` : ''}`}>
          {released.without_agreement && (
            <p>The vendor profile has no business associate agreement, so nothing can be exported for mailing.</p>
          )}
          <p>
            Write this down, or keep the page <code>60_release.pdf</code> from the export. If the case is ever missing
            this action, you have an older version of the case file: action {released.head.act}, <code>{digits(released.head.hash)}</code>
          </p>
          {released.waiting.length > 0 && (
            <p>
              {many(
                released.waiting.reduce((sum, state) => sum + state.letters, 0),
                'letter',
              )}{' '}
              to {released.waiting.map((state) => state.name).join(', ')} wait for the next mailing.
            </p>
          )}
          {released.after_last_day && <p>{sentence(released.after_last_day)}</p>}
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
        <Button look="first" isDisabled={status.released || !plan.value} onPress={() => setReleasing(true)}>
          Release mailing…
        </Button>
        {status.released && <Button onPress={() => go('export')}>Next: export</Button>}
      </div>
      <ModalDialog title="Release mailing" open={releasing} onClose={close}>
        <p>
          You are releasing this mailing with the current lists, decisions, envelope, enrollment codes, and mailing
          date. If any of these change, you must release it again before anything can be mailed.
        </p>
        <dl className="figures">
          <div>
            <dt>Letters</dt>
            <dd>{count(letters + sent)}</dd>
          </div>
          <div>
            <dt>Held</dt>
            <dd>{count(held - sent)}</dd>
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
        {waiting.length > 0 && (
          <fieldset className="stack">
            <legend>Letters that wait for a regulator</legend>
            {waiting.map((state) => (
              <CheckboxField
                key={state.jurisdiction}
                on={notAwaited.has(state.jurisdiction)}
                set={(on) => {
                  const next = new Set(notAwaited);
                  if (on) next.add(state.jurisdiction);
                  else next.delete(state.jurisdiction);
                  setNotAwaited(next);
                }}
              >
                Mail {many(state.letters, 'letter')} to {state.name} now, without waiting
              </CheckboxField>
            ))}
            {chosen.length > 0 && (
              <TextInput
                label="Why do these letters not wait?"
                help="Kept in the audit log with your name. Ask counsel first."
                value={reason}
                onChange={setReason}
                lines={2}
              />
            )}
          </fieldset>
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
            isDisabled={
              busy ||
              actor.trim() === '' ||
              (doubt && why.trim() === '') ||
              (chosen.length > 0 && reason.trim() === '') ||
              letters + sent + (plan.value?.copies ?? 0) === 0
            }
            onPress={() => void release()}
          >
            Release
          </Button>
          <Button onPress={close}>Cancel</Button>
        </div>
      </ModalDialog>
    </section>
  );
}

/** The states whose letters wait for the next mailing, as a regulator must be notified first. */
function WaitingStates({ waiting }: { waiting: readonly WaitingState[] }) {
  const { go } = useSession();
  if (waiting.length === 0) return null;
  return (
    <Note of="warning" title="Some letters wait for a regulator">
      <p>
        The law of these states wants an office notified before their residents. Their letters wait for the next
        mailing; all others go now. Notify the office, mark it as notified on the Regulators page, and release again.
      </p>
      <ul>
        {waiting.map((state) => (
          <li key={state.jurisdiction}>
            {state.name}: {many(state.letters, 'letter')}, to be mailed by {day(state.mail_by)}. First notify{' '}
            {state.offices.join('; ')}.
            {state.told_too_late !== null &&
              ` It was notified on ${day(state.told_too_late)}, which is not before the mailing date: set a later mailing date on the Incident page.`}
          </li>
        ))}
      </ul>
      <div className="row">
        <Button onPress={() => go('regulators')}>Go to Regulators</Button>
      </div>
    </Note>
  );
}
