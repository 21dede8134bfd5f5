import { useEffect } from 'react';
import * as host from '../ipc/bindings/commands';
import { onHappening } from '../ipc/window';
import { Ask } from '../parts/Ask';
import { Button } from '../parts/Button';
import { Refusal } from '../parts/Refusal';
import { useAct } from './ask';
import { useDesk } from './desk';
import { STOPS } from './places';

/** Asks once before something is lost, and says what is and what is not. */
export function Leave() {
  const { stakes, leave, leaving, setLeaving } = useDesk();
  const { busy, refused, run } = useAct();
  useEffect(
    () => onHappening((happening) => happening.kind === 'closing' && setLeaving('window')),
    [setLeaving],
  );
  const titles = (stake: string) => STOPS.filter((stop) => stakes[stop.place] === stake).map((stop) => stop.title);
  const unsaved = titles('unsaved');
  const working = titles('working');
  const what = leaving === 'window' ? 'Noticepress' : 'the case';
  return (
    <Ask title={`Close ${what}?`} open={leaving !== null} onClose={() => setLeaving(null)}>
      {(working.length > 0 || unsaved.length === 0) && (
        <p>
          Work goes on{working.length > 0 && `: ${working.join(', ')}`}. It is stopped, and nothing half made is left
          behind. An export that was begun is finished by the next one, with the same letters and nobody twice.
        </p>
      )}
      {unsaved.length > 0 && <p>Not saved, and lost by closing: {unsaved.join(', ')}.</p>}
      <Refusal said={refused} />
      <div className="row">
        <Button look="first" onPress={() => setLeaving(null)}>
          Stay
        </Button>
        <Button
          look="danger"
          isDisabled={busy}
          onPress={() => void run(() => (leaving === 'window' ? host.closeWindow() : leave()))}
        >
          {busy ? 'Closing …' : working.length > 0 ? 'Stop and close' : 'Close without saving'}
        </Button>
      </div>
    </Ask>
  );
}
