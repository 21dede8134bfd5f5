import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ColumnView } from '../../ipc/bindings/ColumnView';
import type { ListView } from '../../ipc/bindings/ListView';
import { ColumnProfiles } from './ColumnProfiles';
import { barsOf, barsWords, distinctWords, filledShare, lengthWords } from './columnProfile';

const column = (change: Partial<ColumnView>): ColumnView => ({
  number: 1,
  heading: 'Column',
  field: '',
  filled: 10,
  distinct: 2,
  has_more: false,
  values: [],
  judged: 10,
  kinds: [['words', 10]],
  years: [],
  peaks: [],
  longest: 8,
  as_long: 1,
  is_cut_off: false,
  ...change,
});

const view: ListView = {
  list: 1,
  name: 'list.csv',
  rows: 1000,
  columns: [
    column({ number: 1, heading: 'Status', filled: 990, values: [['Active', 900], ['Deceased', 90]] }),
    column({
      number: 2,
      heading: 'DOB',
      field: 'date_of_birth',
      filled: 1000,
      judged: 400,
      distinct: 512,
      has_more: true,
      kinds: [['date', 399], ['nothing', 1]],
      years: [[1900, 39], [1930, 10], [1975, 200], [2019, 150]],
      peaks: [['1900-01-01', 39]],
    }),
    column({ number: 3, heading: '', filled: 0, distinct: 0, kinds: [] }),
  ],
  questions: [],
  repairs: [],
};

describe('a profile of columns', () => {
  it('says every figure in words and opens more of a column by key', async () => {
    render(<ColumnProfiles view={view} />);
    const table = screen.getByRole('table', { name: 'Column details for list.csv' });
    const [, status, dob, empty] = within(table).getAllByRole('row');
    expect(status?.textContent).toContain('Status not used99%, 990 cells2');
    expect(dob?.textContent).toContain('DOB Date of birth100%, 1,000 cellsmore than 512399 dates and more');
    expect(within(dob as HTMLElement).getByRole('img', { name: 'Dates from 1900 to 2019, most of them in 1975 to 1977' })).toBeTruthy();
    expect(empty?.textContent).toContain('Column 3 not used0%');
    expect(within(empty as HTMLElement).queryByRole('button')).toBeNull();

    const more = screen.getByRole('button', { name: 'More about DOB' });
    more.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'Less about DOB' }).getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByText('January 1, 1900 appears in 39 of 399 dates')).toBeTruthy();
    expect(screen.getByText('Counted on 400 of 1,000 cells.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'More about Status' }));
    const values = screen.getByRole('table', { name: 'Most common values of Status' });
    expect(within(values).getByRole('row', { name: 'Deceased 90' })).toBeTruthy();
  });

  it('never rounds a column to full or empty', () => {
    expect(filledShare(column({ filled: 999 }), 1000)).toBe(99);
    expect(filledShare(column({ filled: 1 }), 1000)).toBe(1);
    expect(filledShare(column({ filled: 0 }), 0)).toBe(0);
    expect(distinctWords(column({ distinct: 512, has_more: true }))).toBe('more than 512');
    expect(lengthWords(column({ longest: 20, as_long: 40, is_cut_off: true }))).toContain('cut off');
  });

  it('keeps its shape where some days stand for nothing', () => {
    const years: [number, number][] = [[1753, 5], [1900, 1], [1960, 3], [2020, 2], [9999, 4]];
    const bars = barsOf(years);
    expect(bars[0]).toEqual({ from: 1753, to: 1753, days: 5 });
    expect(bars.at(-1)).toEqual({ from: 9999, to: 9999, days: 4 });
    expect(bars.length).toBeLessThanOrEqual(52);
    expect(bars.reduce((sum, bar) => sum + bar.days, 0)).toBe(15);
    expect(barsWords(barsOf([[2024, 7]]))).toBe('All dates are in 2024');
    expect(barsWords([])).toBe('No dates');
  });
});
