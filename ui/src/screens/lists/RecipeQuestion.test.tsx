import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { ListInspection } from '../../ipc/bindings/ListInspection';
import type { SheetSummary } from '../../ipc/bindings/SheetSummary';
import { RecipeQuestion, asksRecipe } from './RecipeQuestion';
import { SheetChoice, hiddenWords } from './SheetChoice';

const LIST: ListInspection = {
  name: 'people.csv',
  rows: 3,
  encoding: 'utf-8',
  delimiter: ',',
  heading_line: 1,
  headings_open: false,
  wanting: null,
  columns: [],
  first: [],
  findings: [],
  which_first: [],
  view: { list: null, name: 'people.csv', rows: 3, columns: [], questions: [], repairs: [] },
  is_sheet: false,
  recipe: {
    name: 'open-dental',
    title: 'Open Dental patient table',
    chosen: 'by_headings',
    as_of: null,
    doubt: '',
    unknown_codes: [],
  },
  recipes_in_doubt: [],
};

describe('where a list comes from', () => {
  it('is shown and confirmed with one click', async () => {
    const answer = vi.fn();
    render(<RecipeQuestion surveyed={LIST} answer={null} onAnswer={answer} />);
    expect(asksRecipe(LIST)).toBe(true);
    await userEvent.setup().click(screen.getByRole('radio', { name: /yes: open dental/i }));
    expect(answer).toHaveBeenCalledWith('open-dental');
  });

  it('is asked of two programs, and not of a list of none', () => {
    const two = { ...LIST, recipe: null, recipes_in_doubt: [{ name: 'a', title: 'Program A' }, { name: 'b', title: 'Program B' }] };
    render(<RecipeQuestion surveyed={two} answer={null} onAnswer={() => undefined} />);
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(asksRecipe(two)).toBe(true);
    expect(asksRecipe({ ...LIST, recipe: null })).toBe(false);
  });
});

const SHEET: SheetSummary = {
  number: 1,
  name: 'Cover',
  visibility: 'visible',
  rows: 2,
  columns: 1,
  hidden_rows: 0,
  hidden_columns: 0,
  is_filtered: false,
  looks_like_list: false,
};

describe('the sheets of a workbook', () => {
  it('are all named, with what is hidden in them', async () => {
    const people = { ...SHEET, number: 2, name: 'Adults', rows: 4, columns: 8, hidden_rows: 1, is_filtered: true, looks_like_list: true };
    expect(hiddenWords(people)).toBe('1 row hidden by a filter');
    expect(hiddenWords({ ...SHEET, visibility: 'very_hidden' })).toBe('hidden sheet');
    const choose = vi.fn();
    render(
      <SheetChoice file="book.xlsx" sheets={[SHEET, people]} done={new Set(['Cover'])} words="Open" onChoose={choose} onClose={() => undefined} />,
    );
    expect(screen.getByRole('rowheader', { name: 'Cover' })).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Open: Adults' }));
    expect(choose).toHaveBeenCalledWith(people);
  });
});
