import { useEffect, useState } from 'react';
import * as host from '../ipc/bindings/commands';
import { onWindowEvent } from '../ipc/windowEvents';
import { ModalDialog } from '../parts/ModalDialog';
import { Button } from '../parts/Button';
import { ErrorNotice } from '../parts/ErrorNotice';
import { useAction } from './query';
import { useSession } from './session';
import { PAGES } from './pages';

/** Asks once before something is lost, and says what is and what is not. */
export function CloseGuard() {
  const { pending, leave, closed, closing, setClosing, status } = useSession();
  const { busy, error, run } = useAction();
  const [given, setGiven] = useState('');
  useEffect(
    () =>
      onWindowEvent((event) => {
        if (event.kind === 'close_requested') setClosing('window');
        if (event.kind === 'open_requested' && event.case.place !== status?.path) setGiven(event.case.place);
      }),
    [setClosing, status?.path],
  );
  const closeTarget = async () => {
    if (closing !== 'window') return leave();
    // The case is closed by then; without a backup the window stays, so that the reason is read.
    const missed = await host.closeWindow();
    if (missed) closed(missed);
  };
  const titles = (stake: string) => PAGES.filter((stop) => pending[stop.name] === stake).map((stop) => stop.title);
  const unsaved = titles('unsaved');
  const working = titles('working');
  const what = closing === 'window' ? 'Noticepress' : 'the case';
  if (given !== '' && closing === null) {
    return (
      <ModalDialog title="Another case was to be opened" open onClose={() => setGiven('')}>
        <p className="path">{given}</p>
        <p>One case is open at a time. Close this one first, at the foot of the steps on the left, then open the other.</p>
        <div className="row">
          <Button look="first" onPress={() => setGiven('')}>
            Stay with this case
          </Button>
        </div>
      </ModalDialog>
    );
  }
  return (
    <ModalDialog title={`Close ${what}?`} open={closing !== null} onClose={() => setClosing(null)}>
      {(working.length > 0 || unsaved.length === 0) && (
        <p>
          Work goes on{working.length > 0 && `: ${working.join(', ')}`}. It is stopped, and nothing half made is left
          behind. An export that was begun is finished by the next one, with the same letters and nobody twice.
        </p>
      )}
      {unsaved.length > 0 && <p>Not saved, and lost by closing: {unsaved.join(', ')}.</p>}
      <ErrorNotice error={error} />
      <div className="row">
        <Button look="first" onPress={() => setClosing(null)}>
          Stay
        </Button>
        <Button
          look="danger"
          isDisabled={busy}
          onPress={() => void run(closeTarget)}
        >
          {busy ? 'Closing …' : working.length > 0 ? 'Stop and close' : 'Close without saving'}
        </Button>
      </div>
    </ModalDialog>
  );
}
