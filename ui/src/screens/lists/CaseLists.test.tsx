import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { SessionProvider } from '../../app/session';
import type { ListView } from '../../ipc/bindings/ListView';
import type { Question } from '../../ipc/bindings/Question';
import { caseStatus, program } from '../../ipc/program';
import { CaseLists } from './CaseLists';
import { currentLists } from './currentLists';
import { allAnswers, changedAnswers, isOpen } from './questions';

const DEATH: Question = {
  key: 'death-4-ab12',
  kind: 'death',
  columns: [4],
  seen: ['Deceased'],
  people: 10,
  lines: [4, 7],
  choices: [
    { word: 'dead', effect: 'The letters go to the next of kin.' },
    { word: 'alive', effect: 'The letters go to the people.' },
    { word: 'hold', effect: 'The rows stay held.' },
  ],
  answer: null,
};

const LETTERS: Question = {
  key: 'letters-cd34',
  kind: 'letters',
  columns: [],
  seen: [],
  people: 2,
  lines: [3],
  choices: [
    { word: 'repair', effect: 'The letters are printed as they were before.' },
    { word: 'hold', effect: 'The rows stay held.' },
  ],
  answer: null,
};

const BEFORE = 'JosÃ©';
const view = (questions: Question[]): ListView => ({ list: 1, name: 'patients.csv', rows: 30, columns: [], questions, repairs: [[BEFORE, 'José']] });
const lists = [{ list: 1, name: 'patients.csv', amends: null, read_anew: false }];

describe('questions about a list of the case', () => {
  it('are answered with one button, and say what came of it', async () => {
    const told = { rows: 30, new: 0, unchanged: 20, changed: 10, gone: 0, held: 0, merged: 0, excluded: 0, letters: 30, case_rows: 30, lists: [], questions: [], timings: [] };
    let answered = false;
    const asked = program({
      case_status: () => caseStatus(),
      list_views: () => [view(answered ? [{ ...DEATH, answer: 'dead' }, LETTERS] : [LETTERS, DEATH])],
      answer_questions: () => {
        answered = true;
        return told;
      },
    });
    render(
      <SessionProvider onClosed={() => undefined}>
        <CaseLists lists={lists} onTakeOut={() => undefined} onChosen={() => undefined} />
      </SessionProvider>,
    );
    const death = await screen.findByRole('group', { name: 'Are these people deceased?' });
    expect(screen.getByRole('heading', { name: '1 question about patients.csv' })).toBeTruthy();
    expect(screen.getAllByRole('group').filter((own) => own.dataset['question'])[0]).toBe(death);
    expect(death.textContent).toContain('10 rows are held until you answer.');
    expect(death.textContent).toContain('Values: “Deceased”');
    expect(death.textContent).toContain('First rows: 4, 7');
    const mended = screen.getByRole('table', { name: 'Examples of repaired cells' });
    expect(within(mended).getByRole('row', { name: `${BEFORE} José` })).toBeTruthy();

    const use = screen.getByRole<HTMLButtonElement>('button', { name: 'Apply answers' });
    expect(use.disabled).toBe(true);
    await userEvent.click(within(death).getByRole('radio', { name: /^Yes, they are deceased/ }));
    await userEvent.type(screen.getByLabelText('Your name'), 'A. Clerk');
    await userEvent.click(use);
    expect(await screen.findByText('Answers applied')).toBeTruthy();
    expect(screen.getByText(/10 people changed/)).toBeTruthy();
    const given = asked.find((one) => one.command === 'answer_questions')?.given;
    expect(given).toMatchObject({ list: 1, answers: [['death-4-ab12', 'dead']], by: 'A. Clerk' });
  });

  it('go along only where something else is said than before', () => {
    expect(changedAnswers([DEATH, LETTERS], new Map())).toEqual([]);
    expect(changedAnswers([DEATH, LETTERS], new Map([['letters-cd34', 'hold']]))).toEqual([['letters-cd34', 'hold']]);
    const before = { ...DEATH, answer: 'dead' };
    expect(changedAnswers([before], new Map([[DEATH.key, 'dead']]))).toEqual([]);
    expect(changedAnswers([before], new Map([[DEATH.key, 'hold']]))).toEqual([[DEATH.key, 'hold']]);
    expect(allAnswers([before, LETTERS], new Map())).toEqual([[DEATH.key, 'dead']]);
    expect([isOpen(DEATH), isOpen(before), isOpen(LETTERS)]).toEqual([true, false, false]);
  });
});

describe('the lists of a case', () => {
  it('show a list once, however often it was read anew', () => {
    const list = (number: number, amends: number | null, read_anew: boolean) => ({ list: number, name: `${number}`, amends, read_anew });
    const all = [list(1, null, false), list(2, 1, false), list(3, 2, true), list(4, 3, true), list(5, null, false)];
    expect(currentLists(all).map(({ list, older }) => [list.list, older?.list])).toEqual([
      [1, undefined],
      [4, 1],
      [5, undefined],
    ]);
  });
});
