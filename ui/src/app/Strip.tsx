import { count } from '../parts/words';
import { useDesk } from './desk';

/** The row equation: every number opens its people. */
export function Strip() {
  const { standing, go } = useDesk();
  if (!standing) return <footer className="strip" />;
  const part = (number: number, word: string, disposition: string) => (
    <button type="button" className="strip-part" onClick={() => go('review', { disposition })}>
      {count(number)} {word}
    </button>
  );
  return (
    <footer className="strip" aria-label="Where every row went">
      {standing.rows === 0 ? (
        <span className="quiet">No list has come in yet.</span>
      ) : (
        <>
          {part(standing.rows, 'rows', '')} = {part(standing.letters, 'letters', 'letter')} +{' '}
          {part(standing.held, 'held', 'held')} + {part(standing.merged, 'joined', 'merged')} +{' '}
          {part(standing.excluded, 'taken out', 'excluded')}
        </>
      )}
    </footer>
  );
}
