// What can be decided about somebody, in the words of the page.
import type { DecisionInput } from '../../ipc/bindings/DecisionInput';
import type { DecisionReport } from '../../ipc/bindings/DecisionReport';
import { count, many } from '../../parts/format';

export type Kind = DecisionInput['kind'];

export const ACTS: readonly { kind: Kind; label: string; about: string; for: readonly string[] }[] = [
  {
    kind: 'end_hold',
    label: 'Let the letter go',
    about: 'Whatever holds the row and a person can end holds it no longer.',
    for: ['held'],
  },
  { kind: 'address', label: 'Give another address', about: 'The letter goes there.', for: ['held', 'letter'] },
  { kind: 'name', label: 'Correct the name', about: 'The letter calls the person so.', for: ['held', 'letter'] },
  { kind: 'born', label: 'Correct the birth date', about: 'Whether this is a child is counted by it.', for: ['held', 'letter'] },
  { kind: 'cell', label: 'Correct a cell', about: 'The letter is made from the corrected text. The list itself stays as it came.', for: [] },
  { kind: 'hold', label: 'Hold', about: 'No letter until somebody decides.', for: ['letter'] },
  { kind: 'exclude', label: 'Take out', about: 'No letter at all.', for: ['letter', 'held'] },
  { kind: 'include', label: 'Put back in', about: 'A letter again.', for: ['excluded'] },
];

/** What came of a decision, in words. */
export function outcome(decided: DecisionReport): string {
  const about = many(decided.people, 'person', 'people');
  const unused =
    decided.addresses_of_others > 0
      ? ` Of ${count(decided.addresses_of_others)} a decided address was given for another addressee than the letter has now; it is not used.`
      : '';
  if (decided.still_held === 0) return `Decided about ${about}. Nobody of them is held any more.${unused}`;
  return `Decided about ${about}; ${count(decided.still_held)} held still: ${Object.values(decided.why).join(' ')}${unused}`;
}
