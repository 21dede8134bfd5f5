// What was said of the columns of a list, and what is still to be said before it can come in.
import type { InspectedColumn } from '../../ipc/bindings/InspectedColumn';
import type { Named } from '../../ipc/bindings/Named';
import type { ListInspection } from '../../ipc/bindings/ListInspection';

/** What each column is used as, by its number; nothing where it is not needed, no entry where nobody said. */
export type Uses = ReadonlyMap<number, string>;

/** What the program found by itself. */
export function found(surveyed: ListInspection): Uses {
  const known = surveyed.columns.filter((column) => (column.field !== '' || column.ignored) && !column.spare);
  return new Map(known.map((column) => [column.number, column.field]));
}

/** Whether a column looks like a mark that keeps a letter back. Nobody may wave it through with others. */
export const isMark = (column: InspectedColumn) => column.looks_like_flag;

/** Columns of which nobody has said whether they are used. */
export function open(surveyed: ListInspection, uses: Uses): InspectedColumn[] {
  return surveyed.columns.filter((column) => !column.spare && !uses.has(column.number));
}

/** Fields that several columns feed, with their columns. */
export function joined(surveyed: ListInspection, uses: Uses): ReadonlyMap<string, readonly InspectedColumn[]> {
  const fed = new Map<string, InspectedColumn[]>();
  for (const column of surveyed.columns) {
    const use = column.spare ? '' : (uses.get(column.number) ?? '');
    if (use) fed.set(use, [...(fed.get(use) ?? []), column]);
  }
  return new Map([...fed].filter(([, columns]) => columns.length > 1));
}

/** What no column is used as and no letter can do without. */
export function wanting(uses: Uses): string | null {
  const fed = new Set(uses.values());
  if (!fed.has('full_name') && !fed.has('last_name')) return 'Assign a column to the name';
  if (!fed.has('address_1')) return 'Assign a column to the street address';
  if (!fed.has('city_state_zip') && !(fed.has('city') && fed.has('zip'))) return 'Assign columns to the city and ZIP code';
  return null;
}

interface Answers {
  dateOrder: string;
  headed: boolean | null;
  /** The recipe, or that none is wanted; nothing where nobody said. */
  recipe?: string | null;
}

/** What was said, for the program; nothing where it found just the same by itself. */
export function named(surveyed: ListInspection, uses: Uses, { dateOrder, headed, recipe = null }: Answers): Named | null {
  const same = surveyed.columns.every((column) => column.spare || uses.get(column.number) === column.field);
  const allUsed = surveyed.columns.every((column) => column.field !== '');
  if (same && allUsed && dateOrder === '' && headed === null && recipe === null) return null;
  const said = surveyed.columns.filter((column) => uses.has(column.number));
  return {
    columns: said.map(({ number, heading }) => ({ number, heading, field: uses.get(number) ?? '' })),
    date_order: dateOrder,
    headed,
    recipe,
  };
}
