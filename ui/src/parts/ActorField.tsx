import { useSession } from '../app/session';
import { TextInput } from './TextInput';

/** Who acts: it stands in the audit beside what was done. */
export function ActorField({ label = 'Your name' }: { label?: string }) {
  const { actor, setActor } = useSession();
  return <TextInput label={label} help="Saved in the audit log with what you do." value={actor} onChange={setActor} />;
}
