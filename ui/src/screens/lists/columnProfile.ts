// What the cells of a column are, in words, and its days as the bars of a small picture.
import type { ColumnView } from '../../ipc/bindings/ColumnView';
import type { ValueKind } from '../../ipc/bindings/ValueKind';
import { count, many } from '../../parts/format';

const KINDS: Record<ValueKind, [one: string, more: string]> = {
  nothing: ['blank value', 'blank values'],
  date: ['date', 'dates'],
  serial: ['spreadsheet date number', 'spreadsheet date numbers'],
  zip: ['ZIP code', 'ZIP codes'],
  state: ['state', 'states'],
  phone: ['phone number', 'phone numbers'],
  money: ['dollar amount', 'dollar amounts'],
  yes_no: ['yes/no value', 'yes/no values'],
  number: ['other number', 'other numbers'],
  words: ['text value', 'text values'],
  prose: ['sentence', 'sentences'],
  code: ['code', 'codes'],
};

/** A kind of cells with its number: 12 dates. */
export const kindWords = ([kind, cells]: readonly [ValueKind, number]): string => many(cells, ...KINDS[kind]);

/** The heading of a column, or its number where it has none. */
export const headingOf = (column: ColumnView): string => column.heading || `Column ${column.number}`;

/** How many cells are filled, in hundredths; never all or none where that is not so. */
export function filledShare(column: ColumnView, rows: number): number {
  if (rows === 0 || column.filled === 0) return 0;
  if (column.filled >= rows) return 100;
  return Math.min(99, Math.max(1, Math.round((column.filled / rows) * 100)));
}

/** How many different values a column has, in words. */
export function distinctWords(column: ColumnView): string {
  if (column.filled === 0) return 'none';
  return column.has_more ? `more than ${count(column.distinct)}` : count(column.distinct);
}

/** A bar of the picture of days: the years that it stands for, and how many days lie in them. */
export interface Bar {
  from: number;
  to: number;
  days: number;
}

const MOST_BARS = 50;
const EARLIEST = 1880;

/**
 * The days of a column in bars of as many years each. Years before 1880, and years more than a hundred after the next earlier one,
 * stand for nothing in most programs: they have bars of their own at the ends, so that the others keep their shape.
 */
export function barsOf(years: readonly (readonly [number, number])[]): Bar[] {
  const whole = (part: readonly (readonly [number, number])[]): Bar[] => {
    const [first, last] = [part[0], part.at(-1)];
    return first && last ? [{ from: first[0], to: last[0], days: part.reduce((sum, [, days]) => sum + days, 0) }] : [];
  };
  const early = years.filter(([year]) => year < EARLIEST);
  const rest = years.slice(early.length);
  const gap = rest.findIndex(([year], at) => at > 0 && year - (rest[at - 1]?.[0] ?? year) > 100);
  const middle = gap < 0 ? rest : rest.slice(0, gap);
  const late = gap < 0 ? [] : rest.slice(gap);
  const [first, last] = [middle[0]?.[0], middle.at(-1)?.[0]];
  if (first === undefined || last === undefined) return [...whole(early), ...whole(late)];
  const width = Math.ceil((last - first + 1) / MOST_BARS);
  const bars: Bar[] = [];
  for (let from = first; from <= last; from += width) {
    const to = Math.min(from + width - 1, last);
    const days = middle.filter(([year]) => year >= from && year <= to).reduce((sum, [, days]) => sum + days, 0);
    bars.push({ from, to, days });
  }
  return [...whole(early), ...bars, ...whole(late)];
}

const span = ({ from, to }: Bar): string => (from === to ? `${from}` : `${from} to ${to}`);

/** The picture of days in words: its first and last year, and where most of them lie. */
export function barsWords(bars: readonly Bar[]): string {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return 'No dates';
  if (first.from === last.to) return `All dates are in ${first.from}`;
  const most = bars.reduce((most, bar) => (bar.days > most.days ? bar : most));
  return `Dates from ${first.from} to ${last.to}, most of them in ${span(most)}`;
}

/** What the length of the cells says. */
export function lengthWords(column: ColumnView): string {
  const longest = `The longest cell has ${many(column.longest, 'character')}`;
  const others = column.as_long === 1 ? 'no other cell is that long' : `${count(column.as_long)} cells are that long`;
  return column.is_cut_off
    ? `${longest}; ${others}. They may have been cut off.`
    : `${longest}; ${others}.`;
}

/** Of which cells the kinds and days were counted, where it was not all of them. */
export const judgedWords = (column: ColumnView): string =>
  column.judged < column.filled ? `Counted on ${count(column.judged)} of ${count(column.filled)} cells.` : '';
