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
  const what = closing === 'window' ? 'Noticepress' : 'case';
  if (given !== '' && closing === null) {
    return (
      <ModalDialog title="Another case is open" open onClose={() => setGiven('')}>
        <p className="path">{given}</p>
        <p>Only one case can be open at a time. To open the other case, first close this one with “Close case” at the bottom left.</p>
        <div className="row">
          <Button look="first" onPress={() => setGiven('')}>
            Keep this case open
          </Button>
        </div>
      </ModalDialog>
    );
  }
  return (
    <ModalDialog title={`Close ${what}?`} open={closing !== null} onClose={() => setClosing(null)}>
      {(working.length > 0 || unsaved.length === 0) && (
        <p>
          Still running{working.length > 0 && `: ${working.join(', ')}`}. Closing stops it and removes unfinished
          files. Your next export completes an interrupted one with the same letters, and no one is mailed twice.
        </p>
      )}
      {unsaved.length > 0 && <p>Unsaved changes will be lost: {unsaved.join(', ')}.</p>}
      <ErrorNotice error={error} />
      <div className="row">
        <Button look="first" onPress={() => setClosing(null)}>
          Keep open
        </Button>
        <Button
          look="danger"
          isDisabled={busy}
          onPress={() => void run(closeTarget)}
        >
          {busy ? 'Closing…' : working.length > 0 ? 'Stop and close' : 'Close without saving'}
        </Button>
      </div>
    </ModalDialog>
  );
}
