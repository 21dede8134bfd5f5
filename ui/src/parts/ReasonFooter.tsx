import type { IpcError } from '../ipc/bindings/IpcError';
import { useSession } from '../app/session';
import { Button } from './Button';
import { ActorField } from './ActorField';
import { TextInput } from './TextInput';
import { ErrorNotice } from './ErrorNotice';

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
export function ReasonFooter({ reason, setReason, refused, busy, lacks = false, words, onDecide, onClose }: Props) {
  const { actor } = useSession();
  return (
    <>
      <TextInput label="Reason" help="A few words. Saved in the audit log." value={reason} onChange={setReason} lines={2} />
      <ActorField />
      <ErrorNotice error={refused} />
      <div className="row">
        <Button look="first" isDisabled={busy || lacks || reason.trim() === '' || actor.trim() === ''} onPress={onDecide}>
          {busy ? 'Saving…' : words}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </>
  );
}
