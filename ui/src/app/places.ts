// The line itself, in the order of the work.
import type { CaseStatus } from '../ipc/bindings/CaseStatus';
import { count } from '../parts/words';

export type Place =
  | 'incident'
  | 'lists'
  | 'review'
  | 'who'
  | 'letters'
  | 'sign'
  | 'export'
  | 'regulators'
  | 'audit'
  | 'settings';

export type Mark = 'done' | 'todo' | 'waiting' | 'none';

export interface Stop {
  place: Place;
  title: string;
  /** How it stands, in a few words, with a sign that says the same. */
  state: (standing: CaseStatus) => { mark: Mark; words: string };
}

const none = () => ({ mark: 'none' as const, words: '' });

export const STOPS: readonly Stop[] = [
  { place: 'incident', title: 'Incident', state: () => ({ mark: 'done', words: 'filled in' }) },
  {
    place: 'lists',
    title: 'Lists',
    state: ({ lists }) =>
      lists.length === 0
        ? { mark: 'todo', words: 'nothing yet' }
        : { mark: 'done', words: lists.length === 1 ? '1 list' : `${lists.length} lists` },
  },
  {
    place: 'review',
    title: 'Review',
    state: ({ held, rows }) =>
      rows === 0
        ? { mark: 'waiting', words: 'after a list' }
        : held > 0
          ? { mark: 'todo', words: `${count(held)} held` }
          : { mark: 'done', words: 'nobody held' },
  },
  {
    place: 'who',
    title: 'Who gets what',
    state: ({ rows, letters }) =>
      rows === 0 ? { mark: 'waiting', words: 'after a list' } : { mark: 'done', words: `${count(letters)} letters` },
  },
  {
    place: 'letters',
    title: 'Letters',
    state: ({ variants }) =>
      variants === 0
        ? { mark: 'waiting', words: 'after a list' }
        : { mark: 'done', words: variants === 1 ? '1 variant' : `${count(variants)} variants` },
  },
  {
    place: 'sign',
    title: 'Proofs and sign-off',
    state: ({ unsigned, released, rows }) => {
      const open = Object.keys(unsigned).length;
      if (rows === 0) return { mark: 'waiting', words: 'after a list' };
      if (open > 0) return { mark: 'todo', words: `${count(open)} unsigned` };
      return released ? { mark: 'done', words: 'released' } : { mark: 'todo', words: 'not released' };
    },
  },
  {
    place: 'export',
    title: 'Export',
    state: ({ runs, unfinished, released, unsigned }) => {
      if (unfinished) return { mark: 'todo', words: 'to be finished' };
      const made = runs.filter((run) => run.finished).length;
      if (made > 0) return { mark: 'done', words: made === 1 ? '1 package' : `${made} packages` };
      return released && Object.keys(unsigned).length === 0
        ? { mark: 'todo', words: 'ready' }
        : { mark: 'waiting', words: 'after sign-off' };
    },
  },
  {
    place: 'regulators',
    title: 'Regulators',
    state: ({ deadlines, rows }) => {
      const owed = deadlines.filter((due) => due.duty !== 'individuals').length;
      return rows === 0 ? { mark: 'waiting', words: 'after a list' } : { mark: owed ? 'todo' : 'done', words: `${owed} owed` };
    },
  },
  { place: 'audit', title: 'Audit', state: none },
  { place: 'settings', title: 'Settings', state: none },
];
