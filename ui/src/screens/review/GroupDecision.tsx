import { useState } from 'react';
import { useAct } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import type { Decided } from '../../ipc/bindings/Decided';
import type { KindCount } from '../../ipc/bindings/KindCount';
import { Ask } from '../../parts/Ask';
import { Button } from '../../parts/Button';
import { By } from '../../parts/By';
import { Field } from '../../parts/Field';
import { Note } from '../../parts/Note';
import { Refusal } from '../../parts/Refusal';
import { count } from '../../parts/words';
import { outcome } from './decisions';

const GROUP = [
  { kind: 'end_hold', label: 'Let the letters go' },
  { kind: 'exclude', label: 'Take them out' },
] as const;

interface Props {
  kind: KindCount;
  open: boolean;
  onClose: () => void;
}

/** One recorded act about everybody with a finding. */
export function GroupDecision({ kind, open, onClose }: Props) {
  const { by, refresh, say } = useDesk();
  const [what, setWhat] = useState<(typeof GROUP)[number]['kind']>('end_hold');
  const [reason, setReason] = useState('');
  const [decided, setDecided] = useState<Decided | null>(null);
  const { busy, refused, run } = useAct();
  const decide = async () => {
    const done = await run(async () => {
      const choice = what === 'end_hold' ? { kind: what, address: null, addressee: null } : { kind: what };
      const answer = await host.decideAbout({ people: [], code: kind.code, jurisdiction: null }, choice, by, reason);
      setDecided(answer);
      say(outcome(answer));
    });
    if (done) await refresh();
  };
  return (
    <Ask
      title={`Decide about ${count(kind.count)} rows`}
      open={open}
      onClose={() => {
        setDecided(null);
        onClose();
      }}
    >
      <p>{kind.message}</p>
      {decided ? (
        <Note of={decided.still_held > 0 ? 'warning' : 'done'} title="Decided">
          <p>{outcome(decided)}</p>
        </Note>
      ) : (
        <>
          <fieldset className="group">
            <legend>What becomes of them</legend>
            {GROUP.map((own) => (
              <label key={own.kind} className="radio">
                <input type="radio" name="what" checked={what === own.kind} onChange={() => setWhat(own.kind)} />
                {own.label}
              </label>
            ))}
          </fieldset>
          <Field label="Why" help="In a few words; it stays in the case." value={reason} onChange={setReason} lines={2} />
          <By />
          <Refusal said={refused} />
          <div className="row">
            <Button
              look="first"
              isDisabled={busy || reason.trim() === '' || by.trim() === ''}
              onPress={() => void decide()}
            >
              {busy ? 'Deciding …' : `Decide about ${count(kind.count)} rows`}
            </Button>
          </div>
        </>
      )}
      <Button onPress={onClose}>Back</Button>
    </Ask>
  );
}
