// Questions about a list in the words of the window, and the answers to them.
import type { Question } from '../../ipc/bindings/Question';
import type { QuestionKind } from '../../ipc/bindings/QuestionKind';
import { day, plain } from '../../parts/format';

interface Words {
  asks: string;
  because: string;
  /** A label for each choice but that of waiting. */
  labels: Record<string, string>;
}

const WORDS: Record<QuestionKind, Words> = {
  death: {
    asks: 'Are these people deceased?',
    because: 'This column is skipped, but some of its values say so.',
    labels: { dead: 'Yes, they are deceased', alive: 'No, they are living' },
  },
  'death-section': {
    asks: 'Have the people in this part of the list died?',
    because: 'A line above them, a title, or the name of the list or sheet says so.',
    labels: { dead: 'Yes, they have died', alive: 'No, they are alive' },
  },
  'report-section': {
    asks: 'Are these lines plain headings of the report?',
    because: 'Lines between the rows, a title or a legend may mean that the people below them get no ordinary letter (restricted, test, excluded).',
    labels: { headings: 'Yes, everyone below them gets the usual letter' },
  },
  'death-group': {
    asks: 'Have the people in the rows below died, too?',
    because: 'This column is filled in only where its value changes, and one value says that people have died.',
    labels: { dead: 'Yes, everyone down to the next value', alive: 'No, only the person in the row itself' },
  },
  'death-day': {
    asks: 'Is this a real date of death?',
    because: 'Many rows have it. Some programs enter a date like this when the date is blank.',
    labels: { blank: 'No, treat it as blank', dead: 'Yes, they died on that date' },
  },
  'death-most': {
    asks: 'Are most people on this list deceased?',
    because: 'The deceased column is filled in for most of them.',
    labels: { dead: 'Yes, they are deceased', other: 'No, the column means something else' },
  },
  'birth-day': {
    asks: 'Is this a real date of birth?',
    because: 'It is January 1, and many rows have it. Some programs enter it when the date of birth is unknown.',
    labels: { known: 'Yes, it is their date of birth', blank: 'No, treat it as blank' },
  },
  'birth-century': {
    asks: 'Are these people children?',
    because: 'They have no guardian and are listed among adults. Two-digit years may have been read as 20xx.',
    labels: { children: 'Yes, they are children', adults: 'No, they were born 100 years earlier' },
  },
  newborn: {
    asks: 'Who gets the letters about these newborns?',
    because: 'They have a placeholder name, such as Baby Boy.',
    labels: { guardian: 'The parent or guardian' },
  },
  'adult-guardian': {
    asks: 'Does the guardian act for these adults today?',
    because: 'The list names a guardian for them, and they are long past childhood.',
    labels: { guardian: 'Yes, write to the guardian', self: 'No, write to the adults themselves' },
  },
  letters: {
    asks: 'Repair damaged characters?',
    because: 'Some names or addresses were saved in the wrong text format, so one character shows as two or three others.',
    labels: { repair: 'Repair them' },
  },
  notes: {
    asks: 'May letters be mailed to these people?',
    because: 'Skipped columns have notes about how to contact them.',
    labels: { send: 'Yes, mail the letters' },
  },
  'minor-consent': {
    asks: 'May the letters about these children go to a parent or guardian?',
    because: 'Notes say that they consented to their own care. The letter could reveal it to the family.',
    labels: { guardian: 'Yes, as for other children' },
  },
  part2: {
    asks: 'Were substance use disorder treatment records exposed?',
    because: 'Notes about these people mention such treatment (42 CFR Part 2). If its records were exposed, their letters must say so.',
    labels: { exposed: 'Yes, list them in these letters', other: 'No, use the same list as for everyone else' },
  },
  'hidden-rows': {
    asks: 'Do people in hidden rows get a letter?',
    because: 'Some rows of this sheet are hidden in the workbook, by hand or by a filter.',
    labels: { mail: 'Yes, like everyone else', 'leave-out': 'No, exclude them' },
  },
  'address-part': {
    asks: 'Does this column belong on the envelope?',
    because: 'It looks like part of the address, but it is skipped.',
    labels: { add: 'Yes, add it to the address', ignore: 'No, skip it' },
  },
};

const HOLD = 'hold';

export const asks = ({ kind }: Question): string => WORDS[kind].asks;
export const because = ({ kind }: Question): string => WORDS[kind].because;

/** The label of a choice. */
export function choiceLabel({ kind }: Question, word: string): string {
  if (word === HOLD) return kind === 'letters' ? 'Hold these rows instead' : 'Not sure yet';
  return WORDS[kind].labels[word] ?? plain(word);
}

/** A value that was seen, as people read it. */
export const seenWords = ({ kind }: Question, value: string): string =>
  kind === 'death-day' || kind === 'birth-day' ? day(value) : `“${value}”`;

/** What is done as long as nobody answers; nothing is chosen where nobody waits. */
export function untilAnswered({ kind }: Question): string {
  if (kind === 'letters') return 'repair';
  return kind === 'part2' ? '' : HOLD;
}

/** Whether rows are held as long as nobody answers. */
export const holds = (question: Question): boolean => isOpen(question) && question.kind !== 'part2';

/** Whether rows wait for an answer. */
export const isOpen = (question: Question): boolean =>
  question.kind !== 'letters' && (question.answer === null || question.answer === HOLD);

/** What was chosen for each question, by its key. */
export type Chosen = ReadonlyMap<string, string>;

/** The word that counts for a question: chosen just now, given before, or what is done anyway. */
export const wordOf = (question: Question, chosen: Chosen): string =>
  chosen.get(question.key) ?? question.answer ?? untilAnswered(question);

/** Answers that say something else than what was given before. */
export function changedAnswers(questions: readonly Question[], chosen: Chosen): [string, string][] {
  const changed = questions.filter((own) => wordOf(own, chosen) !== (own.answer ?? untilAnswered(own)));
  return changed.map((own) => [own.key, wordOf(own, chosen)]);
}

/** Every answer that was given, for a list that comes in. */
export function allAnswers(questions: readonly Question[], chosen: Chosen): [string, string][] {
  const said = questions.filter((own) => own.answer !== null || wordOf(own, chosen) !== untilAnswered(own));
  return said.map((own) => [own.key, wordOf(own, chosen)]);
}
