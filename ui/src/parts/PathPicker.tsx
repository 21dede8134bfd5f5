import * as host from '../ipc/bindings/commands';
import type { Chosen } from '../ipc/bindings/Chosen';
import type { DialogKind } from '../ipc/bindings/DialogKind';
import { Button } from './Button';

interface Props {
  label: string;
  wanted: DialogKind;
  /** What is shown of what was chosen; nothing where nothing was. */
  shown: string;
  set: (chosen: Chosen | null) => void;
  /** Whether it may be left out, so that what was chosen can be taken off again. */
  optional?: boolean;
}

/** A file or folder of the disk, chosen and shown. */
export function PathPicker({ label, wanted, shown, set, optional = false }: Props) {
  return (
    <div className="where">
      <span className="label">{label}</span>
      <span className={shown ? 'where-path' : 'where-path quiet'}>{shown || 'None chosen'}</span>
      <Button
        aria-label={`${label}: choose`}
        onPress={() => void host.choose(wanted).then((chosen) => chosen && set(chosen))}
      >
        Choose…
      </Button>
      {optional && shown !== '' && (
        <Button look="quiet" aria-label={`${label}: remove`} onPress={() => set(null)}>
          Remove
        </Button>
      )}
    </div>
  );
}
