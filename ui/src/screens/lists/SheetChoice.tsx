import type { SheetSummary } from '../../ipc/bindings/SheetSummary';
import { Button } from '../../parts/Button';
import { count, many } from '../../parts/format';

type Props = {
  file: string;
  sheets: readonly SheetSummary[];
  /** Names of sheets that were brought in or joined already. */
  done: ReadonlySet<string>;
  words: string;
  onChoose: (sheet: SheetSummary) => void;
  onClose: () => void;
};

/** What is hidden in a sheet, in words; nothing where all of it can be seen. */
export function hiddenWords(sheet: SheetSummary): string {
  const rows = sheet.hidden_rows > 0 ? `${many(sheet.hidden_rows, 'row')} hidden${sheet.is_filtered ? ' by a filter' : ''}` : '';
  const columns = sheet.hidden_columns > 0 ? `${many(sheet.hidden_columns, 'column')} hidden` : '';
  const whole = sheet.visibility === 'visible' ? '' : 'hidden sheet';
  return [whole, rows, columns].filter(Boolean).join(', ');
}

/** The sheets of a workbook, one of which is looked at next. None is taken in silence, and none is left out in silence. */
export function SheetChoice({ file, sheets, done, words, onChoose, onClose }: Props) {
  const left = sheets.filter((sheet) => !done.has(sheet.name));
  return (
    <section className="stack" aria-labelledby="sheets">
      <h2 id="sheets">Sheets in {file}</h2>
      <p>
        {many(sheets.length, 'sheet has', 'sheets have')} data. Import each list of people separately. You can skip
        cover pages and code keys.
      </p>
      <table className="table">
        <caption className="unseen">Sheets in this workbook</caption>
        <thead>
          <tr>
            <th scope="col">Sheet</th>
            <th scope="col">Rows</th>
            <th scope="col">Columns</th>
            <th scope="col">Hidden</th>
            <th scope="col">Content</th>
            <th scope="col">
              <span className="unseen">Choose</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sheets.map((sheet) => (
            <tr key={sheet.number}>
              <th scope="row">{sheet.name}</th>
              <td>{count(sheet.rows)}</td>
              <td>{count(sheet.columns)}</td>
              <td>{hiddenWords(sheet) || 'none'}</td>
              <td>{sheet.looks_like_list ? 'list of people' : 'not a list of people'}</td>
              <td>
                {done.has(sheet.name) ? (
                  'imported'
                ) : (
                  <Button
                    look={sheet.looks_like_list ? 'first' : 'second'}
                    aria-label={`${words}: ${sheet.name}`}
                    onPress={() => onChoose(sheet)}
                  >
                    {words}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button onPress={onClose}>{left.length === 0 ? 'Close' : done.size > 0 ? 'Skip the other sheets' : 'Choose another file'}</Button>
      </div>
    </section>
  );
}
