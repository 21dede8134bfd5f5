import { Fragment, useId, useState } from 'react';
import type { ColumnView } from '../../ipc/bindings/ColumnView';
import type { ListView } from '../../ipc/bindings/ListView';
import { count, day, field as fieldWords, many } from '../../parts/format';
import { barsOf, barsWords, distinctWords, filledShare, headingOf, judgedWords, kindWords, lengthWords } from './columnProfile';
import { DaySparkline } from './DaySparkline';

/** Every column of a list with what its cells are; more of each on demand. */
export function ColumnProfiles({ view }: { view: ListView }) {
  return (
    <table className="table profiles">
      <caption className="unseen">Column details for {view.name}</caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Filled</th>
          <th scope="col">Distinct values</th>
          <th scope="col">Content</th>
          <th scope="col">
            <span className="unseen">More</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {view.columns.map((column) => (
          <ColumnRows key={column.number} column={column} rows={view.rows} />
        ))}
      </tbody>
    </table>
  );
}

function ColumnRows({ column, rows }: { column: ColumnView; rows: number }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const heading = headingOf(column);
  const share = filledShare(column, rows);
  const bars = barsOf(column.years);
  return (
    <Fragment>
      <tr>
        <th scope="row">
          {heading} <span className="quiet small profile-use">{column.field ? fieldWords(column.field) : 'not used'}</span>
        </th>
        <td className="profile-filled">
          <svg className="fill-bar" role="img" aria-label={`${share}% filled`} viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect className="fill-bar-all" width="100" height="8" />
            <rect className="fill-bar-part" width={share} height="8" />
          </svg>
          <span className="small">
            {share}%, {many(column.filled, 'cell')}
          </span>
        </td>
        <td>{distinctWords(column)}</td>
        <td>
          {column.kinds[0] ? kindWords(column.kinds[0]) : 'empty'}
          {column.kinds.length > 1 && ' and more'}
          {bars.length > 1 && (
            <span className="profile-days">
              <DaySparkline bars={bars} />
              <span className="quiet small">
                {bars[0]?.from} to {bars.at(-1)?.to}
              </span>
            </span>
          )}
          {column.is_cut_off && <span className="fault profile-use">may be cut off</span>}
        </td>
        <td>
          {column.filled > 0 && (
            <button type="button" className="link nowrap" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              {open ? 'Less' : 'More'} <span className="unseen">about {heading}</span>
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr id={id} className="profile-more">
          <td colSpan={5}>
            <ColumnDetail column={column} heading={heading} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function ColumnDetail({ column, heading }: { column: ColumnView; heading: string }) {
  const bars = barsOf(column.years);
  const dates = column.years.reduce((sum, [, days]) => sum + days, 0);
  return (
    <div className="profile-detail">
      <div>
        <h4>Most common values</h4>
        {column.values.length > 0 ? (
          <table className="table small">
            <caption className="unseen">Most common values of {heading}</caption>
            <thead className="unseen">
              <tr>
                <th scope="col">Value</th>
                <th scope="col">Cells</th>
              </tr>
            </thead>
            <tbody>
              {column.values.map(([value, cells]) => (
                <tr key={value}>
                  <th scope="row">{value}</th>
                  <td className="number">{count(cells)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className="quiet small">Too many distinct values to list.</p>
        )}
      </div>
      <div>
        <h4>Content</h4>
        <ul className="plain-list small">
          {column.kinds.map((kind) => (
            <li key={kind[0]}>{kindWords(kind)}</li>
          ))}
        </ul>
        {judgedWords(column) && <p className="quiet small">{judgedWords(column)}</p>}
      </div>
      <div>
        <h4>{dates > 0 ? 'Dates and length' : 'Length'}</h4>
        {dates > 0 && <p className="small">{barsWords(bars)}.</p>}
        {column.peaks.length > 0 && (
          <ul className="plain-list small">
            {column.peaks.map(([own, cells]) => (
              <li key={own}>
                {day(own)} appears in {count(cells)} of {many(dates, 'date')}
              </li>
            ))}
          </ul>
        )}
        <p className="small">{lengthWords(column)}</p>
      </div>
    </div>
  );
}
