// The line itself, in the order of the work.
import type { CaseStatus } from '../ipc/bindings/CaseStatus';
import { count, many } from '../parts/format';
import { currentLists } from '../screens/lists/currentLists';

export type PageName =
  | 'incident'
  | 'lists'
  | 'review'
  | 'breakdown'
  | 'letters'
  | 'signoff'
  | 'export'
  | 'regulators'
  | 'audit'
  | 'settings';

export type Mark = 'done' | 'todo' | 'waiting' | 'none';

export interface Page {
  name: PageName;
  title: string;
  /** Status of the page in a few words. Only what a person did has a check mark: what is merely there has none. */
  summarize: (standing: CaseStatus) => { mark: Mark; words: string };
}

const none = () => ({ mark: 'none' as const, words: '' });

export const PAGES: readonly Page[] = [
  { name: 'incident', title: 'Incident', summarize: none },
  {
    name: 'lists',
    title: 'Lists',
    summarize: ({ lists, questions }) => {
      if (lists.length === 0) return { mark: 'todo', words: 'none yet' };
      if (questions > 0) return { mark: 'todo', words: many(questions, 'question') };
      return { mark: 'none', words: many(currentLists(lists).length, 'list') };
    },
  },
  {
    name: 'review',
    title: 'Review',
    summarize: ({ held, held_by_questions, rows }) => {
      if (rows === 0) return { mark: 'waiting', words: 'needs a list' };
      // Rows that wait for an answer alone are one task each question, and no tasks here.
      const own = held - held_by_questions;
      if (own > 0) return { mark: 'todo', words: `${count(own)} held` };
      return held > 0 ? { mark: 'waiting', words: 'needs answers' } : { mark: 'none', words: 'none held' };
    },
  },
  {
    name: 'breakdown',
    title: 'Who gets what',
    summarize: ({ rows, letters }) =>
      rows === 0 ? { mark: 'waiting', words: 'needs a list' } : { mark: 'none', words: many(letters, 'letter') },
  },
  {
    name: 'letters',
    title: 'Letters',
    summarize: ({ variants }) =>
      variants === 0
        ? { mark: 'waiting', words: 'needs a list' }
        : { mark: 'none', words: many(variants, 'version') },
  },
  {
    name: 'signoff',
    title: 'Proofs and sign-off',
    summarize: ({ unsigned, released, rows }) => {
      const open = Object.keys(unsigned).length;
      if (rows === 0) return { mark: 'waiting', words: 'needs a list' };
      if (open > 0) return { mark: 'todo', words: `${count(open)} not approved` };
      return released ? { mark: 'done', words: 'released' } : { mark: 'todo', words: 'not released' };
    },
  },
  {
    name: 'export',
    title: 'Export',
    summarize: ({ runs, unfinished, released, unsigned }) => {
      if (unfinished) return { mark: 'todo', words: 'not finished' };
      const made = runs.filter((run) => run.finished).length;
      if (made > 0) return { mark: 'none', words: many(made, 'package') };
      return released && Object.keys(unsigned).length === 0
        ? { mark: 'todo', words: 'ready' }
        : { mark: 'waiting', words: 'needs sign-off' };
    },
  },
  {
    name: 'regulators',
    title: 'Regulators',
    summarize: ({ deadlines, rows }) => {
      const owed = deadlines.filter((due) => due.duty !== 'individuals').length;
      if (rows === 0) return { mark: 'waiting', words: 'needs a list' };
      return { mark: owed ? 'todo' : 'none', words: owed ? `${count(owed)} to notify` : 'none due' };
    },
  },
  { name: 'audit', title: 'Audit', summarize: none },
  { name: 'settings', title: 'Settings', summarize: none },
];
