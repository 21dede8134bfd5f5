import { Activity, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import * as host from '../ipc/bindings/commands';
import type { IpcError } from '../ipc/bindings/IpcError';
import { StartScreen } from '../screens/start/StartScreen';
import { useAsked } from './ask';
import { Broke } from './Broke';
import { DeskProvider, useDesk } from './desk';
import { Leave } from './Leave';
import { OlderFile } from './OlderFile';
import { STOPS, type Place } from './places';
import { Rail } from './Rail';
import { Strip } from './Strip';

const SCREENS: Record<Place, React.LazyExoticComponent<() => React.JSX.Element>> = {
  incident: lazy(() => import('../screens/incident/IncidentScreen')),
  lists: lazy(() => import('../screens/lists/ListsScreen')),
  review: lazy(() => import('../screens/review/ReviewScreen')),
  who: lazy(() => import('../screens/who/WhoScreen')),
  letters: lazy(() => import('../screens/letters/LettersScreen')),
  sign: lazy(() => import('../screens/sign/SignScreen')),
  export: lazy(() => import('../screens/export/ExportScreen')),
  regulators: lazy(() => import('../screens/regulators/RegulatorsScreen')),
  audit: lazy(() => import('../screens/audit/AuditScreen')),
  settings: lazy(() => import('../screens/settings/SettingsScreen')),
};

export function App() {
  const [open, setOpen] = useState(false);
  const [missed, setMissed] = useState<IpcError | null>(null);
  const closed = useCallback((missed: IpcError | null) => {
    setMissed(missed);
    setOpen(false);
  }, []);
  if (!open) return <StartScreen missed={missed} onOpen={() => setOpen(true)} />;
  return (
    <DeskProvider onClosed={closed}>
      <Shell />
    </DeskProvider>
  );
}

/** Says on every other page that work goes on, and the way to it. */
function Elsewhere() {
  const { stakes, place, go } = useDesk();
  const at = STOPS.find((stop) => stakes[stop.place] === 'working' && stop.place !== place);
  if (!at) return null;
  return (
    <div className="elsewhere">
      <p>
        Work goes on under {at.title}. People and letters can be looked at meanwhile; whatever else this page asks for
        comes when it has ended.
      </p>
      <button type="button" className="button" onClick={() => go(at.place)}>
        Go there
      </button>
    </div>
  );
}

function Shell() {
  const { place, said, standing, turn } = useDesk();
  const keeping = useAsked(host.safekeepingStatus, [turn]);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // Pages stay as they were left: what was typed, looked for and begun is there when one comes back.
  const [seen, setSeen] = useState<readonly Place[]>([place]);
  if (!seen.includes(place)) setSeen([...seen, place]);
  // Whoever goes somewhere by key is there: the page has the focus.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    main.current?.focus();
    if (main.current) main.current.scrollTop = 0;
  }, [place]);
  return (
    <div className="shell">
      <a className="skip" href="#page">
        To the page
      </a>
      <Rail keeping={keeping.value} />
      <main id="page" ref={main} tabIndex={-1} className="page" data-place={place}>
        <Elsewhere />
        {standing ? (
          seen.map((own) => {
            const Screen = SCREENS[own];
            return (
              <Activity key={own} mode={own === place ? 'visible' : 'hidden'}>
                <Broke of={own}>
                  <Suspense fallback={<p className="quiet">One moment …</p>}>
                    <Screen />
                  </Suspense>
                </Broke>
              </Activity>
            );
          })
        ) : (
          <p className="quiet" role="status">
            The case is being laid out …
          </p>
        )}
      </main>
      <Strip />
      <Leave />
      <OlderFile keeping={keeping.value} again={keeping.again} />
      <div className="unseen" role="status" aria-live="polite">
        {said}
      </div>
    </div>
  );
}
