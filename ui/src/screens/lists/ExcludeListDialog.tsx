import { useState } from 'react';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import { ModalDialog } from '../../parts/ModalDialog';
import { ReasonFooter } from '../../parts/ReasonFooter';
import { many } from '../../parts/format';

/** Takes everybody of a list out, or puts them back: for a list that should not have come in. */
export function ExcludeListDialog({ list, onClose }: { list: string; onClose: () => void }) {
  const { actor, refresh, announce } = useSession();
  const [back, setBack] = useState(false);
  const [reason, setReason] = useState('');
  const { busy, error, run } = useAction();
  const decide = async () => {
    const done = await run(async () => {
      const whom = { people: [], list, code: null, jurisdiction: null };
      const told = await host.decideAbout(whom, { kind: back ? 'include' : 'exclude' }, actor, reason);
      announce(`${many(told.people, 'person', 'people')} of ${list} ${back ? 'are in again' : 'are taken out'}.`);
    });
    if (!done) return;
    onClose();
    await refresh();
  };
  return (
    <ModalDialog title={`Everybody of ${list}`} open onClose={onClose}>
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
      <ReasonFooter
        reason={reason}
        setReason={setReason}
        refused={error}
        busy={busy}
        words={back ? 'Put them back' : 'Take them out'}
        onDecide={() => void decide()}
        onClose={onClose}
      />
    </ModalDialog>
  );
}
