import { Activity, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import * as host from '../ipc/bindings/commands';
import type { IpcError } from '../ipc/bindings/IpcError';
import { StartScreen } from '../screens/start/StartScreen';
import { useQuery } from './query';
import { ErrorBoundary } from './ErrorBoundary';
import { SessionProvider, useSession } from './session';
import { CloseGuard } from './CloseGuard';
import { OlderFileDialog } from '../screens/safekeeping/OlderFileDialog';
import { PAGES, type PageName } from './pages';
import { SideNav } from './SideNav';
import { RowTotals } from './RowTotals';

const SCREENS: Record<PageName, React.LazyExoticComponent<() => React.JSX.Element>> = {
  incident: lazy(() => import('../screens/incident/IncidentScreen')),
  lists: lazy(() => import('../screens/lists/ListsScreen')),
  review: lazy(() => import('../screens/review/ReviewScreen')),
  breakdown: lazy(() => import('../screens/review/BreakdownScreen')),
  letters: lazy(() => import('../screens/letters/LettersScreen')),
  signoff: lazy(() => import('../screens/signoff/SignoffScreen')),
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
    <SessionProvider onClosed={closed}>
      <Shell />
    </SessionProvider>
  );
}

/** Says on every other page that work goes on, and the way to it. */
function Elsewhere() {
  const { pending, page, go } = useSession();
  const at = PAGES.find((stop) => pending[stop.name] === 'working' && stop.name !== page);
  if (!at) return null;
  return (
    <div className="elsewhere">
      <p>
        Still running: {at.title}. You can look at people and letters now. Everything else on this page appears when
        it finishes.
      </p>
      <button type="button" className="button" onClick={() => go(at.name)}>
        Go to {at.title}
      </button>
    </div>
  );
}

function Shell() {
  const { page, announcement, status, revision } = useSession();
  const keeping = useQuery(host.safekeepingStatus, [revision]);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // Pages stay as they were left: what was typed, looked for and begun is there when one comes back.
  const [seen, setSeen] = useState<readonly PageName[]>([page]);
  if (!seen.includes(page)) setSeen([...seen, page]);
  // Whoever goes somewhere by key is there: the page has the focus.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    main.current?.focus();
    if (main.current) main.current.scrollTop = 0;
  }, [page]);
  return (
    <div className="shell">
      <a className="skip" href="#page">
        Skip to page
      </a>
      <SideNav keeping={keeping.value} />
      <main id="page" ref={main} tabIndex={-1} className="page" data-place={page}>
        <Elsewhere />
        {status ? (
          seen.map((own) => {
            const Screen = SCREENS[own];
            return (
              <Activity key={own} mode={own === page ? 'visible' : 'hidden'}>
                <ErrorBoundary of={own}>
                  <Suspense fallback={<p className="quiet">Loading…</p>}>
                    <Screen />
                  </Suspense>
                </ErrorBoundary>
              </Activity>
            );
          })
        ) : (
          <p className="quiet" role="status">
            Loading the case…
          </p>
        )}
      </main>
      <RowTotals />
      <CloseGuard />
      <OlderFileDialog keeping={keeping.value} again={keeping.reload} />
      <div className="unseen" role="status" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}
