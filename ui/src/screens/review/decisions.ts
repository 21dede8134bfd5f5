// What can be decided about somebody, in the words of the page.
import type { DecisionInput } from '../../ipc/bindings/DecisionInput';
import type { DecisionReport } from '../../ipc/bindings/DecisionReport';
import { count, many } from '../../parts/format';

export type Kind = DecisionInput['kind'];

export const ACTS: readonly { kind: Kind; label: string; about: string; for: readonly string[] }[] = [
  {
    kind: 'end_hold',
    label: 'Release hold',
    about: 'Releases every hold on this row that does not need a correction first.',
    for: ['held'],
  },
  { kind: 'address', label: 'Change address', about: 'The letter is mailed to this address.', for: ['held', 'letter'] },
  { kind: 'name', label: 'Correct name', about: 'The letter uses this name.', for: ['held', 'letter'] },
  { kind: 'born', label: 'Correct date of birth', about: 'It decides whether the letter goes to a parent or guardian.', for: ['held', 'letter'] },
  { kind: 'cell', label: 'Correct value', about: 'The letter uses the corrected value. The list itself is not changed.', for: [] },
  { kind: 'hold', label: 'Hold', about: 'No letter is mailed until the hold is released.', for: ['letter'] },
  { kind: 'exclude', label: 'Exclude', about: 'This person gets no letter.', for: ['letter', 'held'] },
  { kind: 'include', label: 'Include again', about: 'This person gets a letter again.', for: ['excluded'] },
];

/** What came of a decision, in words. */
export function outcome(decided: DecisionReport): string {
  const about = many(decided.people, 'person', 'people');
  const unused =
    decided.addresses_of_others > 0
      ? ` For ${count(decided.addresses_of_others)}, an address was entered for a different addressee; it is not used.`
      : '';
  if (decided.still_held === 0) return `Saved for ${about}. None of them is held now.${unused}`;
  return `Saved for ${about}. ${count(decided.still_held)} still held: ${Object.values(decided.why).join(' ')}${unused}`;
}
