import { useState } from 'react';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { DecisionReport } from '../../ipc/bindings/DecisionReport';
import type { DecisionInput } from '../../ipc/bindings/DecisionInput';
import type { FindingCount } from '../../ipc/bindings/FindingCount';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { Note } from '../../parts/Note';
import { ReasonFooter } from '../../parts/ReasonFooter';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { findingAdvice } from '../../advice';
import { many } from '../../parts/format';
import { outcome } from './decisions';

const GROUP = [
  { kind: 'end_hold', label: 'Release hold' },
  { kind: 'exclude', label: 'Exclude' },
] as const;

interface Props {
  kind: FindingCount;
  onClose: () => void;
}

/** One recorded act about everybody with a finding. It offers what can be done about that finding, and nothing else. */
export function GroupDecision({ kind, onClose }: Props) {
  const { actor, refresh, announce } = useSession();
  const can = kind.endable && !kind.one_by_one;
  const offered = GROUP.filter((own) => own.kind !== 'end_hold' || can);
  const [what, setWhat] = useState<(typeof GROUP)[number]['kind']>(can ? 'end_hold' : 'exclude');
  const [reason, setReason] = useState('');
  const [decided, setDecided] = useState<DecisionReport | null>(null);
  const { busy, error, run } = useAction();
  const rows = many(kind.count, 'row');
  const decide = async () => {
    const done = await run(async () => {
      const choice: DecisionInput = what === 'end_hold' ? { kind: what, value: { address: null, addressee: null } } : { kind: what };
      const answer = await host.decideAbout({ people: [], list: null, code: kind.code, jurisdiction: null }, choice, actor, reason);
      setDecided(answer);
      announce(said(what, answer));
    });
    if (done) await refresh();
  };
  const undo = async () => {
    const done = await run(async () => {
      for (const decision of decided?.decisions ?? []) {
        await host.decideAbout({ people: [], list: null, code: null, jurisdiction: null }, { kind: 'undo', value: decision }, actor, 'undone right away');
      }
    });
    if (!done) return;
    await refresh();
    announce('Decision undone.');
    onClose();
  };
  return (
    <ModalDialog title={`Resolve ${rows}`} open onClose={onClose}>
      <p>{kind.message}</p>
      {decided ? (
        <>
          <Note of={decided.still_held > 0 ? 'warning' : 'done'} title="Saved">
            <p>{said(what, decided)}</p>
          </Note>
          <ErrorNotice error={error} />
          <div className="row">
            <Button look="first" onPress={onClose}>
              Done
            </Button>
            {decided.decisions.length <= MOST_UNDONE && (
              <Button isDisabled={busy} onPress={() => void undo()}>
                {busy ? 'Undoing…' : 'Undo'}
              </Button>
            )}
          </div>
        </>
      ) : (
        <>
          {kind.one_by_one && (
            <p>Each of these letters needs its own address, and often its own addressee. Open each row to enter them.</p>
          )}
          {!kind.endable && <p>{findingAdvice(kind)} Until then, you can only hold or exclude these rows.</p>}
          <fieldset className="group">
            <legend>Action</legend>
            {offered.map((own) => (
              <label key={own.kind} className="radio">
                <input type="radio" name="what" checked={what === own.kind} onChange={() => setWhat(own.kind)} />
                {own.label}
              </label>
            ))}
          </fieldset>
          <ReasonFooter
            reason={reason}
            setReason={setReason}
            refused={error}
            busy={busy}
            words={`Save for ${rows}`}
            onDecide={() => void decide()}
            onClose={onClose}
          />
        </>
      )}
    </ModalDialog>
  );
}

/** Decisions are taken back one by one, each with a look at the whole case; of a large group that would take too long. */
const MOST_UNDONE = 20;

const said = (what: string, decided: DecisionReport) =>
  what === 'exclude' ? `${many(decided.people, 'person', 'people')} excluded.` : outcome(decided);
