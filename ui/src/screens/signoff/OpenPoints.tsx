import type { AcceptanceReasons } from '../../ipc/bindings/AcceptanceReasons';
import type { OpenPoint } from '../../ipc/bindings/OpenPoint';
import type { OpenPointKind } from '../../ipc/bindings/OpenPointKind';
import { many } from '../../parts/format';
import { Note } from '../../parts/Note';
import { TextInput } from '../../parts/TextInput';

const KINDS: Record<OpenPointKind, string> = {
  deadline: 'Deadline',
  not_met: 'Requirement not met',
  checklist: 'Checklist',
  law: 'State law',
  contact: 'Address or number',
  translation: 'Translation',
  language_help: 'Language help',
};

/** The reason that will stand beside a point: its own, else the one given before, else that for all. */
const reasonFor = (point: OpenPoint, reasons: AcceptanceReasons): string =>
  reasons.each[point.key]?.trim() || point.reason || reasons.all.trim();

/** The number of points for which no reason was given. */
export const pointsWithoutReason = (points: readonly OpenPoint[], reasons: AcceptanceReasons): number =>
  points.filter((point) => reasonFor(point, reasons) === '').length;

/** What is not settled about the versions to approve, and why it is accepted: one reason for all, or one each. */
export function OpenPoints({
  points,
  reasons,
  set,
}: {
  points: readonly OpenPoint[];
  reasons: AcceptanceReasons;
  set: (reasons: AcceptanceReasons) => void;
}) {
  if (points.length === 0) return <p>Nothing about these letters is open.</p>;
  const lacking = pointsWithoutReason(points, reasons);
  return (
    <section className="stack" aria-labelledby="open-points">
      <h3 id="open-points">{many(points.length, 'open point')}</h3>
      <p>
        These points are not settled. Approval accepts them. Give one reason for all, or open the list and give a reason
        for single points. The reasons stand in the memos.
      </p>
      <TextInput
        label="Reason for accepting the open points"
        value={reasons.all}
        onChange={(all) => set({ ...reasons, all })}
        lines={2}
      />
      <details>
        <summary>Open points</summary>
        <ol className="open-points">
          {points.map((point) => (
            <li key={point.key} className="stack">
              <span>
                <strong>{KINDS[point.kind]}</strong>, {many(point.letters, 'letter')}: {point.words}
                {point.accepted_by !== '' && (
                  <span className="quiet">
                    {' '}
                    Accepted before by {point.accepted_by}
                    {point.reason !== '' && `: ${point.reason}`}
                    {point.reason !== '' && point.reason_by !== point.accepted_by && ` (reason given by ${point.reason_by})`}
                  </span>
                )}
              </span>
              <TextInput
                label="Reason for this point (optional)"
                value={reasons.each[point.key] ?? ''}
                onChange={(own) => set({ ...reasons, each: { ...reasons.each, [point.key]: own } })}
              />
            </li>
          ))}
        </ol>
      </details>
      {lacking > 0 && (
        <Note of="warning" title={`${many(lacking, 'open point')} without a reason`}>
          <p>Give a reason for all of them, or for each.</p>
        </Note>
      )}
    </section>
  );
}
