import * as host from '../ipc/bindings/commands';
import type { Wanted } from '../ipc/bindings/Wanted';
import { Button } from './Button';

interface Props {
  label: string;
  wanted: Wanted;
  path: string;
  set: (path: string) => void;
  /** Whether it may be left out, so that what was chosen can be taken off again. */
  optional?: boolean;
}

/** A file or folder of the disk, chosen and shown. */
export function Where({ label, wanted, path, set, optional = false }: Props) {
  return (
    <div className="where">
      <span className="label">{label}</span>
      <span className={path ? 'where-path' : 'where-path quiet'}>{path || 'Not chosen yet'}</span>
      <Button
        aria-label={`${label}: choose`}
        onPress={() => void host.choose(wanted).then((chosen) => chosen && set(chosen))}
      >
        Choose …
      </Button>
      {optional && path !== '' && (
        <Button look="quiet" aria-label={`${label}: take off`} onPress={() => set('')}>
          Take off
        </Button>
      )}
    </div>
  );
}
