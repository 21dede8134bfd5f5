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
      announce(`${many(told.people, 'person', 'people')} from ${list} ${back ? 'included again' : 'excluded'}.`);
    });
    if (!done) return;
    onClose();
    await refresh();
  };
  return (
    <ModalDialog title={`Exclude or include ${list}`} open onClose={onClose}>
      <p>
        The list stays in the case as a record. People who are excluded get no letter from this list. Anyone who is
        also on another list still gets the letter from that list.
      </p>
      <fieldset className="group">
        <legend>Action</legend>
        {[false, true].map((own) => (
          <label key={String(own)} className="radio">
            <input type="radio" name="whole" checked={back === own} onChange={() => setBack(own)} />
            {own ? 'Include everyone again' : 'Exclude everyone'}
          </label>
        ))}
      </fieldset>
      <ReasonFooter
        reason={reason}
        setReason={setReason}
        refused={error}
        busy={busy}
        words={back ? 'Include everyone' : 'Exclude everyone'}
        onDecide={() => void decide()}
        onClose={onClose}
      />
    </ModalDialog>
  );
}
