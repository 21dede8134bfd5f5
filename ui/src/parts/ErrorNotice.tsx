import type { IpcError } from '../ipc/bindings/IpcError';
import { advice } from '../advice';
import { daysIn } from './format';
import { StatusIcon } from './StatusIcon';

const TITLES: Record<IpcError['kind'], string> = {
  input: 'Couldn’t complete',
  machine: 'Couldn’t complete because of a computer problem',
  stopped: 'Stopped',
  closed: 'No case is open',
};

/** Why something was not done, where, and what to do. */
export function ErrorNotice({ error }: { error: IpcError | null }) {
  if (!error) return null;
  return (
    <div className="notice notice-error" role="alert">
      <p className="notice-title">
        <StatusIcon of="error" /> {TITLES[error.kind]}
      </p>
      <ul className="plain-list">
        {error.reasons.slice(0, 20).map((reason, at) => (
          <li key={at}>
            {reason.file && (
              <span className="quiet">
                {reason.file}
                {reason.line > 0 && `, line ${reason.line}`}
                {reason.column > 0 && `, column ${reason.column}`}:{' '}
              </span>
            )}
            {daysIn(reason.message)} <span className="advice">{advice(reason)}</span>
          </li>
        ))}
      </ul>
      {error.reasons.length > 20 && <p className="quiet">And {error.reasons.length - 20} more.</p>}
    </div>
  );
}
