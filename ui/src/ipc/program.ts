// The program as pages see it, answered by a test: each command by a function, and what was asked of it kept in order.
import { mockIPC } from '@tauri-apps/api/mocks';
import type { Chosen } from './bindings/Chosen';
import type { SafekeepingStatus } from './bindings/SafekeepingStatus';
import type { CaseStatus } from './bindings/CaseStatus';

type Answer = (given: Record<string, unknown>) => unknown;

export interface Asked {
  command: string;
  given: Record<string, unknown>;
}

/** Answers commands; one that no test answers is an error of the test. */
export function program(answers: Record<string, Answer>): Asked[] {
  const asked: Asked[] = [];
  mockIPC((command, given) => {
    // What the shell of the pages asks on every page.
    if (command === 'subscribe_window_events' || command === 'note_unsaved') return null;
    if (command === 'safekeeping_status' && !answers[command]) return keeping();
    asked.push({ command, given: (given ?? {}) as Record<string, unknown> });
    const answer = answers[command];
    if (!answer) throw new Error(`no test answers ${command}`);
    return answer((given ?? {}) as Record<string, unknown>);
  });
  return asked;
}

/** How a case of invented people stands. */
export function caseStatus(change: Partial<CaseStatus> = {}): CaseStatus {
  return {
    path: 'somewhere/Sample.noticecase',
    name: 'Sample.noticecase',
    plain: false,
    practice: 'Invented Practice',
    title: 'Notice of Data Breach',
    mailing: '2025-03-21',
    spanish: true,
    rows: 12,
    letters: 9,
    held: 2,
    questions: 0,
    held_by_questions: 0,
    merged: 1,
    excluded: 0,
    mailed: 0,
    lists: [{ list: 1, name: 'patients.csv', amends: null, read_anew: false }],
    variants: 2,
    unsigned: { 'TX-minor-en': 'not approved yet' },
    released: false,
    why_not_released: 'The mailing has not been released.',
    runs: [],
    unfinished: null,
    families: { same: 0, other: 0 },
    returned: 0,
    addresses_waiting: 0,
    deadlines: [],
    filings: [],
    keep_until: '2031-03-21',
    ...change,
  };
}

/** How a case is kept that nothing is to be said about. */
export function keeping(change: Partial<SafekeepingStatus> = {}): SafekeepingStatus {
  return {
    head: { act: 2, hash: '3f9ac01b'.repeat(8) },
    older_file: null,
    place: null,
    backups: { to: null, last: null, last_head: null, note: null },
    ...change,
  };
}

/** A file or folder that somebody chose: pages send the token back, never the place. */
export const chosen = (place: string): Chosen => ({
  token: `token of ${place}`,
  name: place.split('/').at(-1) ?? '',
  place,
});

/** What the program says when it refuses. */
export const refused = (message: string, advice = 'Do otherwise.') => ({
  kind: 'input' as const,
  reasons: [{ file: '', line: 0, column: 0, field: '', code: 'plain', message, advice: [{ text: advice }] }],
});
