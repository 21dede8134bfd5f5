import type { Keeping } from '../ipc/bindings/Keeping';
import { Sign } from '../parts/Sign';
import { useDesk } from './desk';
import { STOPS } from './places';

const NOTHING = { mark: 'none' as const, words: '' };
const STAKES = {
  unsaved: { mark: 'todo' as const, words: 'not saved' },
  working: { mark: 'todo' as const, words: 'at work' },
};

/** The line, with how each stop stands. Nothing is locked away. */
export function Rail({ keeping }: { keeping: Keeping | undefined }) {
  const { standing, place, go, close, stakes } = useDesk();
  return (
    <nav className="rail" aria-label="The steps of this case">
      <div className="rail-head">
        <p className="rail-name">{standing?.practice ?? ''}</p>
        <p className="quiet small">{standing?.name ?? ''}</p>
        {standing?.plain && (
          <p className="small rail-plain">
            <Sign of="warning" /> Not encrypted
          </p>
        )}
        {keeping?.older_file && (
          <p className="small rail-plain">
            <Sign of="warning" /> Older file
          </p>
        )}
        {keeping?.place && (
          <details className="small rail-place">
            <summary className="rail-plain">
              <Sign of="warning" /> {keeping.place.kind === 'share' ? 'On a network share' : `In a ${keeping.place.name} folder`}
            </summary>
            <p>
              {keeping.place.message} {keeping.place.advice}
            </p>
          </details>
        )}
      </div>
      <ol className="rail-stops">
        {STOPS.map((stop) => {
          const stake = stakes[stop.place];
          const state = stake ? STAKES[stake] : standing ? stop.state(standing) : NOTHING;
          return (
            <li key={stop.place}>
              <button
                type="button"
                className="rail-stop"
                aria-current={place === stop.place ? 'page' : undefined}
                data-place={stop.place}
                onClick={() => go(stop.place)}
              >
                <span className="rail-title">{stop.title}</span>
                {state.words && (
                  <span className={`rail-state mark-${state.mark}`}>
                    <Sign of={state.mark} /> {state.words}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      <button type="button" className="button quiet-button" onClick={close}>
        Close the case
      </button>
    </nav>
  );
}
