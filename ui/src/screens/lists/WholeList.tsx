import { useState } from 'react';
import { useAct } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import { Ask } from '../../parts/Ask';
import { Reasoned } from '../../parts/Reasoned';
import { many } from '../../parts/words';

/** Takes everybody of a list out, or puts them back: for a list that should not have come in. */
export function WholeList({ list, onClose }: { list: string; onClose: () => void }) {
  const { by, refresh, say } = useDesk();
  const [back, setBack] = useState(false);
  const [reason, setReason] = useState('');
  const { busy, refused, run } = useAct();
  const decide = async () => {
    const done = await run(async () => {
      const whom = { people: [], list, code: null, jurisdiction: null };
      const told = await host.decideAbout(whom, { kind: back ? 'include' : 'exclude' }, by, reason);
      say(`${many(told.people, 'person', 'people')} of ${list} ${back ? 'are in again' : 'are taken out'}.`);
    });
    if (!done) return;
    onClose();
    await refresh();
  };
  return (
    <Ask title={`Everybody of ${list}`} open onClose={onClose}>
      <p>
        A list that came in stays in the case, as the proof of what was there. Its people get no letter once they are taken
        out. Who stands in another list too keeps the letter of that list.
      </p>
      <fieldset className="group">
        <legend>What becomes of them</legend>
        {[false, true].map((own) => (
          <label key={String(own)} className="radio">
            <input type="radio" name="whole" checked={back === own} onChange={() => setBack(own)} />
            {own ? 'Put everybody back in' : 'Take everybody out'}
          </label>
        ))}
      </fieldset>
      <Reasoned
        reason={reason}
        setReason={setReason}
        refused={refused}
        busy={busy}
        words={back ? 'Put them back' : 'Take them out'}
        onDecide={() => void decide()}
        onClose={onClose}
      />
    </Ask>
  );
}
