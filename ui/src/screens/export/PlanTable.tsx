import type { ExportPlan } from '../../ipc/bindings/ExportPlan';
import { count, day, many, plain } from '../../parts/format';

/** What the next run comes to. */
export function PlanTable({ plan }: { plan: ExportPlan }) {
  const postage = plan.unpriced >= plan.letters + plan.seeds ? 'set by the vendor' : plan.postage_low === plan.postage_high ? `$${plan.postage_low}` : `$${plan.postage_low} to $${plan.postage_high}`;
  const figures: [string, string][] = [
    ['Letters', count(plan.letters)],
    ['Decoy pieces (seeds)', count(plan.seeds)],
    ['Letter files', count(plan.files.length)],
    ['Sheets', count(plan.sheets)],
    ['Weight', `${plan.pounds} lb`],
    ['Postage', postage],
    ['Mailing date', day(plan.mailing)],
    ['Mail by', plan.mail_by ? day(plan.mail_by) : '—'],
    ['Envelope', plan.envelope],
    ['Paper', `${plan.paper}, ${plan.duplex ? 'two-sided' : 'one-sided'}`],
    ['PDF type', plain(plan.edition)],
    ['Mailing number', count(plan.wave)],
    ['Already mailed', count(plan.mailed_before)],
    ['Held', count(plan.held)],
  ];
  for (const [label, pool] of [
    ['Enrollment codes for adults', plan.adult_codes],
    ['Enrollment codes for children', plan.minor_codes],
  ] as const) {
    if (pool) figures.push([label, `${count(pool.needed)} needed, ${count(pool.spare)} spare`]);
  }
  return (
    <>
      <dl className="figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {plan.files.length > 0 && (
        <details>
          <summary>{many(plan.files.length, 'file')}</summary>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Pieces</th>
                <th scope="col">Sheets per piece</th>
                <th scope="col">Destination</th>
              </tr>
            </thead>
            <tbody>
              {plan.files.map((file) => (
                <tr key={`${file.job} ${file.file}`}>
                  <th scope="row">{String(file.file).padStart(4, '0')}</th>
                  <td>{count(file.pieces)}</td>
                  <td>{count(file.sheets_each)}</td>
                  <td>{file.foreign ? 'international' : 'United States'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}
