import { toCount, toDay } from '../../parts/format';
import { TextInput } from '../../parts/TextInput';

/** A notice to an office, as it is typed. */
export type FilingEntry = { on: string; people: string; remark: string };

/** The notice; nothing while the date or the number is not valid. */
export function readFiling({ on, people, remark }: FilingEntry): { day: string; people: number; remark: string } | null {
  const [told, of] = [toDay(on), toCount(people)];
  return told === null || of === null ? null : { day: told, people: of, remark };
}

/** Fields for the date of a notice, the number of people, and a note. */
export function FilingFields({
  label,
  entry,
  set,
}: {
  label: string;
  entry: FilingEntry;
  set: (entry: FilingEntry) => void;
}) {
  const { on, people, remark } = entry;
  return (
    <>
      <TextInput
        label={label}
        help="MM/DD/YYYY."
        value={on}
        onChange={(on) => set({ ...entry, on })}
        faults={on.length >= 8 && toDay(on) === null ? ['Enter a valid date, such as 03/21/2025.'] : []}
      />
      <TextInput
        label="Number of people reported"
        value={people}
        onChange={(people) => set({ ...entry, people })}
        inputMode="numeric"
        faults={toCount(people) === null ? ['Enter a whole number.'] : []}
      />
      <TextInput
        label="Receipt or note (optional)"
        value={remark}
        onChange={(remark) => set({ ...entry, remark })}
      />
    </>
  );
}
