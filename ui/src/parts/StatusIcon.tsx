// A sign beside a word: what it says is said by the word, too.
export type IconName =
  | 'done'
  | 'todo'
  | 'waiting'
  | 'none'
  | 'notice'
  | 'warning'
  | 'hold'
  | 'error'
  | 'green'
  | 'amber'
  | 'red';

const PATHS: Record<Exclude<IconName, 'none'>, string> = {
  done: 'M3 8.5 6.5 12 13 4.5',
  todo: 'M8 3v6M8 12v.5',
  waiting: 'M4 8h8',
  notice: 'M8 7v5M8 4v.5',
  warning: 'M8 3v6M8 12v.5',
  hold: 'M5.5 3.5v9M10.5 3.5v9',
  error: 'M4 4l8 8M12 4l-8 8',
  // The program found it by itself: a circle, and no check mark.
  green: 'M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5',
  amber: 'M8 3v6M8 12v.5',
  red: 'M4 4l8 8M12 4l-8 8',
};

export function StatusIcon({ of }: { of: IconName }) {
  if (of === 'none') return null;
  return (
    <svg className={`sign sign-${of}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      <path d={PATHS[of]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
