import { useDesk } from '../app/desk';
import { Field } from './Field';

/** Who acts: it stands in the audit beside what was done. */
export function By({ label = 'Your name' }: { label?: string }) {
  const { by, setBy } = useDesk();
  return <Field label={label} help="It is kept in the case beside what you do." value={by} onChange={setBy} />;
}
