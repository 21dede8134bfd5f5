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
    asks: 'Have these people died?',
    because: 'This column is not used, but some of its values say so.',
    labels: { dead: 'Yes, they have died', alive: 'No, they are alive' },
  },
  'death-section': {
    asks: 'Have the people in this part of the list died?',
    because: 'A line above them, a title, or the name of the list or sheet says so.',
    labels: { dead: 'Yes, they have died', alive: 'No, they are alive' },
  },
  'death-group': {
    asks: 'Have the people in the rows below died, too?',
    because: 'This column is filled in only where its value changes, and one value says that people have died.',
    labels: { dead: 'Yes, everyone down to the next value', alive: 'No, only the person in the row itself' },
  },
  'death-day': {
    asks: 'Is this a real day of death?',
    because: 'It stands on many rows. Some programs write such a day where nothing is known.',
    labels: { blank: 'No, it stands for an empty cell', dead: 'Yes, they died on that day' },
  },
  'death-most': {
    asks: 'Have most people of this list died?',
    because: 'The column for deaths is filled for most of them.',
    labels: { dead: 'Yes, they have died', other: 'No, the column is about something else' },
  },
  'birth-day': {
    asks: 'Is this a real birth date?',
    because: 'It is the first of January and stands on many rows. Some programs write it where the birth date is not known.',
    labels: { known: 'Yes, it is their birth date', blank: 'No, it stands for an empty cell' },
  },
  'birth-century': {
    asks: 'Are these people children?',
    because: 'They have no guardian and stand among adults. Years of two digits may have been read as 20xx.',
    labels: { children: 'Yes, they are children', adults: 'No, they were born a hundred years earlier' },
  },
  newborn: {
    asks: 'To whom do the letters about these newborns go?',
    because: 'Instead of a name they have a placeholder, such as Baby Boy.',
    labels: { guardian: 'To the parent or guardian' },
  },
  'adult-guardian': {
    asks: 'Does the guardian act for these adults today?',
    because: 'The list names a guardian for them, and they are long past childhood.',
    labels: { guardian: 'Yes, write to the guardian', self: 'No, write to the adults themselves' },
  },
  letters: {
    asks: 'Shall damaged letters be mended?',
    because: 'Some names or addresses were saved the wrong way, so that one letter became two or three others.',
    labels: { repair: 'Mend them' },
  },
  notes: {
    asks: 'May these people be written to by mail?',
    because: 'Columns that are not used hold notes about how to reach them.',
    labels: { send: 'Yes, mail the letters' },
  },
  'minor-consent': {
    asks: 'May the letters about these children go to a parent or guardian?',
    because: 'Notes say that they consented to care alone. The letter could tell the family of it.',
    labels: { guardian: 'Yes, as for other children' },
  },
  part2: {
    asks: 'Were records of treatment for substance use exposed?',
    because: 'Notes about these people speak of it (42 CFR Part 2). If so, their letters must list such records.',
    labels: { exposed: 'Yes, list them in these letters', other: 'No, list what the others list' },
  },
  'hidden-rows': {
    asks: 'Are people in hidden rows to get a letter?',
    because: 'Rows of this sheet were hidden in the workbook, by hand or by a filter.',
    labels: { mail: 'Yes, like everybody else', 'leave-out': 'No, leave them out' },
  },
  'address-part': {
    asks: 'Does this column belong on the envelope?',
    because: 'It looks like a part of the address and is not used.',
    labels: { add: 'Yes, put it on the envelope', ignore: 'No, it is something else' },
  },
};

const HOLD = 'hold';

export const asks = ({ kind }: Question): string => WORDS[kind].asks;
export const because = ({ kind }: Question): string => WORDS[kind].because;

/** The label of a choice. */
export function choiceLabel({ kind }: Question, word: string): string {
  if (word === HOLD) return kind === 'letters' ? 'Hold these rows instead' : 'I do not know yet';
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
