import type { SafekeepingStatus } from '../ipc/bindings/SafekeepingStatus';
import { StatusIcon } from '../parts/StatusIcon';
import { useSession } from './session';
import { PAGES } from './pages';

const NOTHING = { mark: 'none' as const, words: '' };
const STAKES = {
  unsaved: { mark: 'todo' as const, words: 'not saved' },
  working: { mark: 'todo' as const, words: 'running' },
};

/** The line, with how each stop stands. Nothing is locked away. */
export function SideNav({ keeping }: { keeping: SafekeepingStatus | undefined }) {
  const { status, page, go, close, pending } = useSession();
  return (
    <nav className="rail" aria-label="Case steps">
      <div className="rail-head">
        <p className="rail-name">{status?.practice ?? ''}</p>
        <p className="quiet small">{status?.name ?? ''}</p>
        {status?.plain && (
          <p className="small rail-plain">
            <StatusIcon of="warning" /> Not encrypted
          </p>
        )}
        {keeping?.older_file && (
          <p className="small rail-plain">
            <StatusIcon of="warning" /> Older file
          </p>
        )}
        {keeping?.place && (
          <details className="small rail-place">
            <summary className="rail-plain">
              <StatusIcon of="warning" /> {keeping.place.kind === 'share' ? 'On a network drive' : `In a ${keeping.place.name} folder`}
            </summary>
            <p>
              {keeping.place.message} {keeping.place.advice}
            </p>
          </details>
        )}
      </div>
      <ol className="rail-stops">
        {PAGES.map((stop) => {
          const stake = pending[stop.name];
          const state = stake ? STAKES[stake] : status ? stop.summarize(status) : NOTHING;
          return (
            <li key={stop.name}>
              <button
                type="button"
                className="rail-stop"
                aria-current={page === stop.name ? 'page' : undefined}
                data-place={stop.name}
                onClick={() => go(stop.name)}
              >
                <span className="rail-title">{stop.title}</span>
                {state.words && (
                  <span className={`rail-state mark-${state.mark}`}>
                    <StatusIcon of={state.mark} /> {state.words}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      <button type="button" className="button quiet-button" onClick={close}>
        Close case
      </button>
    </nav>
  );
}
