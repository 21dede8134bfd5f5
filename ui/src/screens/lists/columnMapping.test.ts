import { describe, expect, it } from 'vitest';
import type { InspectedColumn } from '../../ipc/bindings/InspectedColumn';
import type { ListInspection } from '../../ipc/bindings/ListInspection';
import { found, joined, named, open, wanting } from './columnMapping';

const column = (number: number, heading: string, field: string, change: Partial<InspectedColumn> = {}): InspectedColumn => ({
  number,
  heading,
  field,
  spare: false,
  ignored: false,
  looks_like_flag: false,
  samples: [],
  ...change,
});

const list = (...columns: InspectedColumn[]): ListInspection => ({
  name: 'list.csv',
  rows: 2,
  encoding: 'utf-8',
  delimiter: ',',
  heading_line: 1,
  headings_open: false,
  wanting: null,
  columns,
  first: [],
  findings: [],
  which_first: [],
  view: { list: null, name: 'list.csv', rows: 2, columns: [], questions: [], repairs: [] },
  is_sheet: false,
  recipe: null,
  recipes_in_doubt: [],
});

const WHOLE = list(
  column(1, 'Last', 'last_name'),
  column(2, 'Street', 'address_1'),
  column(3, 'Town', 'city'),
  column(4, 'Code', 'zip'),
);
const ASKED = { dateOrder: '', headed: null };

describe('columns of a list', () => {
  it('say nothing where the program found everything by itself', () => {
    const uses = found(WHOLE);
    expect(wanting(uses)).toBeNull();
    expect(open(WHOLE, uses)).toEqual([]);
    expect(named(WHOLE, uses, ASKED)).toBeNull();
    expect(named(WHOLE, uses, { dateOrder: 'dmy', headed: null })?.date_order).toBe('dmy');
  });

  it('name what no letter can do without', () => {
    const uses = new Map(found(WHOLE));
    uses.delete(2);
    expect(wanting(uses)).toBe('Assign a column to the street address');
    expect(open(WHOLE, uses).map((own) => own.number)).toEqual([2]);
  });

  it('are told where several make one', () => {
    const twice = list(...WHOLE.columns, column(5, 'Second line', ''));
    const uses = new Map(found(twice)).set(5, 'city');
    expect([...joined(twice, uses)].map(([field, all]) => [field, all.map((own) => own.heading)])).toEqual([
      ['city', ['Town', 'Second line']],
    ]);
    expect(joined(twice, new Map(uses).set(5, '')).size).toBe(0);
  });

  it('go to the program by number, what is not needed included', () => {
    const blank = list(...WHOLE.columns, column(5, '', ''));
    const said = named(blank, new Map(found(blank)).set(5, ''), { dateOrder: '', headed: false });
    expect(said?.headed).toBe(false);
    expect(said?.columns.at(-1)).toEqual({ number: 5, heading: '', field: '' });
  });
});
