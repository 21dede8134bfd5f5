import type { ParentRule } from '../ipc/bindings/ParentRule';

/** Who is written to, of several parents of a child, in words for a form. */
export const PARENT_RULES: readonly { word: ParentRule; label: string }[] = [
  { word: 'both', label: 'Both parents, each at their own address' },
  { word: 'custody', label: 'The parent with custody, as the file shows' },
  { word: 'first', label: 'The first parent listed in the file' },
  { word: 'second', label: 'The second parent listed in the file' },
];

/** The rule of a word that a form gave; nothing where none was chosen. */
export const parentRule = (word: string): ParentRule | null =>
  PARENT_RULES.find((rule) => rule.word === word)?.word ?? null;
