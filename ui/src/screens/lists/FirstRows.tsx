import type { ListInspection } from '../../ipc/bindings/ListInspection';

/** The first rows of a list as they stand in it. */
export function FirstRows({ surveyed }: { surveyed: ListInspection }) {
  if (surveyed.first.length === 0) return null;
  return (
    <div className="first-rows" tabIndex={0} role="group" aria-label="First rows of the list">
      <table className="table small">
        <caption>First rows of the list</caption>
        <thead>
          <tr>
            {surveyed.columns.map((column, at) => (
              <th key={at} scope="col">
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {surveyed.first.map((row, at) => (
            <tr key={at}>
              {row.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
