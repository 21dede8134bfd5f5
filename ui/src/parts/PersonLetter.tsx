import { useState } from 'react';
import { useAsked } from '../app/ask';
import { useDesk } from '../app/desk';
import * as host from '../ipc/bindings/commands';
import type { Seen } from '../ipc/bindings/Seen';
import { AS_PRINTED, AsRead } from './AsRead';
import { Ask } from './Ask';
import { LetterView } from './LetterView';
import { Note } from './Note';
import { Refusal } from './Refusal';
import { useZones } from './zones';

/** The letter of one row, in any language, in large print. */
export function PersonLetter({ row, open, onClose }: { row: Seen; open: boolean; onClose: () => void }) {
  return (
    <Ask title={`Letter of ${row.name || 'nobody by name'}`} open={open} onClose={onClose} wide>
      {open && <Shown row={row} />}
    </Ask>
  );
}

function Shown({ row }: { row: Seen }) {
  const { turn } = useDesk();
  const [manner, setManner] = useState(AS_PRINTED);
  const zones = useZones();
  const page = useAsked(() => host.renderLetter({ row: row.row }, manner, null), [row.row, manner, turn]);
  return (
    <div className="stack">
      {row.disposition === 'held' && !page.refused && (
        <Note of="warning" title="Held: no letter goes out">
          <p>It would look like this. Whatever holds it is said at the row.</p>
        </Note>
      )}
      <div className="row">
        <AsRead manner={manner} set={setManner} />
        {page.busy && (
          <span role="status" className="quiet small">
            The letter is being set …
          </span>
        )}
      </div>
      <Refusal said={page.refused} />
      {!page.refused && <LetterView bytes={page.value ?? null} zones={zones} label="Letter" />}
    </div>
  );
}
