import { Sign } from '../parts/Sign';
import { useDesk } from './desk';
import { STOPS } from './places';

/** The line, with how each stop stands. Nothing is locked away. */
export function Rail() {
  const { standing, place, go, close } = useDesk();
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
      </div>
      <ol className="rail-stops">
        {STOPS.map((stop) => {
          const state = standing ? stop.state(standing) : { mark: 'none' as const, words: '' };
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
      <button type="button" className="button quiet-button" onClick={() => void close()}>
        Close the case
      </button>
    </nav>
  );
}
