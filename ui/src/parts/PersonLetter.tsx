import { useState } from 'react';
import { useQuery } from '../app/query';
import { useSession } from '../app/session';
import * as host from '../ipc/bindings/commands';
import type { PersonRow } from '../ipc/bindings/PersonRow';
import { AS_PRINTED, PreviewSettings } from './PreviewSettings';
import { ModalDialog } from './ModalDialog';
import { LetterView } from './LetterView';
import { Note } from './Note';
import { ErrorNotice } from './ErrorNotice';
import { useZones } from './zones';

/** The letter of one row, in any language, in large print. */
export function PersonLetter({ row, open, onClose }: { row: PersonRow; open: boolean; onClose: () => void }) {
  return (
    <ModalDialog title={`Letter to ${row.name || 'a person without a name'}`} open={open} onClose={onClose} wide>
      {open && <Shown row={row} />}
    </ModalDialog>
  );
}

function Shown({ row }: { row: PersonRow }) {
  const { revision } = useSession();
  const [manner, setManner] = useState(AS_PRINTED);
  const zones = useZones();
  const page = useQuery(() => host.renderLetter({ row: row.row }, manner, null), [row.row, manner, revision]);
  return (
    <div className="stack">
      {row.disposition === 'held' && !page.error && (
        <Note of="warning" title="Held: this letter will not be mailed">
          <p>This is how it would look. The row shows why it is held.</p>
        </Note>
      )}
      <div className="row">
        <PreviewSettings manner={manner} set={setManner} />
        {page.busy && (
          <span role="status" className="quiet small">
            Preparing the letter…
          </span>
        )}
      </div>
      <ErrorNotice error={page.error} />
      {!page.error && <LetterView bytes={page.value ?? null} zones={zones} label="Letter" />}
    </div>
  );
}
