import type { Check } from '../ipc/bindings/Check';
import { StatusIcon } from './StatusIcon';

const LIGHTS: Record<Check['light'], string> = { red: 'Missing or not allowed', amber: 'Needs review', green: 'Complete' };

/** The checklist of a letter: each thing that the law asks for, and where it stands. */
export function ChecklistResults({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="plain-list lights" aria-label="Checklist">
      {once(checks).map((check, at) => (
        <li key={`${check.item} ${at}`} data-light={check.light}>
          <span className={`mark-${check.light}`}>
            <StatusIcon of={check.light} /> {LIGHTS[check.light]}
          </span>
          : {check.asks} <span className="quiet small">{check.note}</span>
        </li>
      ))}
    </ul>
  );
}

/** Each check once: a letter in two languages has many twice, and two laws may ask for one thing. */
function once(checks: readonly Check[]): Check[] {
  const of = (check: Check) => [check.light, check.asks, check.note].join('\n');
  return [...new Map(checks.map((check) => [of(check), check])).values()];
}

const IN_SHORT: Record<Check['light'], string> = { red: 'Not allowed', amber: 'Needs review', green: 'Complete' };

/** The worst light of a letter, in a word. */
export function CheckIcon({ light }: { light: Check['light'] | undefined }) {
  if (!light) return <span className="quiet">…</span>;
  return (
    <span className={`mark-${light}`} data-light={light}>
      <StatusIcon of={light} /> {IN_SHORT[light]}
    </span>
  );
}

/** The reading grade of a letter: years of school that somebody needs to read it with ease. */
export function ReadingGrade({ grade }: { grade: number | null | undefined }) {
  if (grade === null || grade === undefined) return null;
  return <div className="quiet small">Reading grade {grade.toFixed(1)}</div>;
}
