import type { IpcError } from '../ipc/bindings/IpcError';
import { useDesk } from '../app/desk';
import { Button } from './Button';
import { By } from './By';
import { Field } from './Field';
import { Refusal } from './Refusal';

interface Props {
  reason: string;
  setReason: (reason: string) => void;
  refused: IpcError | null;
  busy: boolean;
  /** Whether something else is wanted still. */
  lacks?: boolean;
  /** What the button says. */
  words: string;
  onDecide: () => void;
  onClose: () => void;
}

/** The foot of every decision about people: why, who, and the act itself. */
export function Reasoned({ reason, setReason, refused, busy, lacks = false, words, onDecide, onClose }: Props) {
  const { by } = useDesk();
  return (
    <>
      <Field label="Why" help="In a few words; it stays in the case." value={reason} onChange={setReason} lines={2} />
      <By />
      <Refusal said={refused} />
      <div className="row">
        <Button look="first" isDisabled={busy || lacks || reason.trim() === '' || by.trim() === ''} onPress={onDecide}>
          {busy ? 'Deciding …' : words}
        </Button>
        <Button onPress={onClose}>Back</Button>
      </div>
    </>
  );
}
