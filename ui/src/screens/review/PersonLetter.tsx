import { useState } from 'react';
import { useAsked } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import type { Seen } from '../../ipc/bindings/Seen';
import { Ask } from '../../parts/Ask';
import { Choice } from '../../parts/Choice';
import { LetterView } from '../../parts/LetterView';
import { Note } from '../../parts/Note';
import { Refusal } from '../../parts/Refusal';
import { Tick } from '../../parts/Tick';
import { useZones } from '../../parts/zones';

/** The letter of one row, in any language, in large print. */
export function PersonLetter({ row, open, onClose }: { row: Seen; open: boolean; onClose: () => void }) {
  return (
    <Ask title={`Letter of ${row.name || 'nobody by name'}`} open={open} onClose={onClose} wide>
      {open && <Shown row={row} />}
    </Ask>
  );
}

function Shown({ row }: { row: Seen }) {
  const { standing, turn } = useDesk();
  const [language, setLanguage] = useState('');
  const [large, setLarge] = useState(false);
  const zones = useZones();
  const page = useAsked(() => host.letterPage({ row: row.row }, { language, large }, null), [row.row, language, large, turn]);
  return (
    <div className="stack">
      {row.disposition === 'held' && (
        <Note of="warning" title="Held: no letter goes out">
          <p>It would look like this. Whatever holds it is said at the row.</p>
        </Note>
      )}
      <div className="row">
        {standing?.spanish && (
          <Choice
            label="Language"
            none="The reader’s own"
            options={[
              { word: 'en', label: 'English' },
              { word: 'es', label: 'Spanish' },
            ]}
            value={language}
            onChange={setLanguage}
          />
        )}
        <Tick on={large} set={setLarge}>
          Large print
        </Tick>
        {page.busy && (
          <span role="status" className="quiet small">
            The letter is being set …
          </span>
        )}
      </div>
      <Refusal said={page.refused} />
      <LetterView bytes={page.refused ? null : (page.value ?? null)} zones={zones} label="Letter" />
    </div>
  );
}
