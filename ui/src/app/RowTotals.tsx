import { count } from '../parts/format';
import { useSession } from './session';

/** The row equation: every number opens its people. */
export function RowTotals() {
  const { status, go } = useSession();
  if (!status) return <footer className="strip" />;
  const part = (number: number, word: string, disposition: string) => (
    <button type="button" className="strip-part" onClick={() => go('review', { disposition })}>
      {count(number)} {word}
    </button>
  );
  return (
    <footer className="strip" aria-label="Row totals">
      {status.rows === 0 ? (
        <span className="quiet">No list imported yet.</span>
      ) : (
        <>
          {part(status.rows, 'rows', '')} = {part(status.letters, 'letters', 'letter')} +{' '}
          {part(status.held, 'held', 'held')} + {part(status.merged, 'merged', 'merged')} +{' '}
          {part(status.excluded, 'excluded', 'excluded')}
        </>
      )}
    </footer>
  );
}
