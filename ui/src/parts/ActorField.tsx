import { useSession } from '../app/session';
import { TextInput } from './TextInput';

/** Who acts: it stands in the audit beside what was done. */
export function ActorField({ label = 'Your name' }: { label?: string }) {
  const { actor, setActor } = useSession();
  return <TextInput label={label} help="It is kept in the case beside what you do." value={actor} onChange={setActor} />;
}
