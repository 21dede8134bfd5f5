import { useEffect, useState } from 'react';
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
  const { stakes, leave, closed, leaving, setLeaving, standing } = useDesk();
  const { busy, refused, run } = useAct();
  const [given, setGiven] = useState('');
  useEffect(
    () =>
      onHappening((happening) => {
        if (happening.kind === 'close_requested') setLeaving('window');
        if (happening.kind === 'open_requested' && happening.case.place !== standing?.path) setGiven(happening.case.place);
      }),
    [setLeaving, standing?.path],
  );
  const closing = async () => {
    if (leaving !== 'window') return leave();
    // The case is closed by then; without a backup the window stays, so that the reason is read.
    const missed = await host.closeWindow();
    if (missed) closed(missed);
  };
  const titles = (stake: string) => STOPS.filter((stop) => stakes[stop.place] === stake).map((stop) => stop.title);
  const unsaved = titles('unsaved');
  const working = titles('working');
  const what = leaving === 'window' ? 'Noticepress' : 'the case';
  if (given !== '' && leaving === null) {
    return (
      <Ask title="Another case was to be opened" open onClose={() => setGiven('')}>
        <p className="path">{given}</p>
        <p>One case is open at a time. Close this one first, at the foot of the steps on the left, then open the other.</p>
        <div className="row">
          <Button look="first" onPress={() => setGiven('')}>
            Stay with this case
          </Button>
        </div>
      </Ask>
    );
  }
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
          onPress={() => void run(closing)}
        >
          {busy ? 'Closing …' : working.length > 0 ? 'Stop and close' : 'Close without saving'}
        </Button>
      </div>
    </Ask>
  );
}
