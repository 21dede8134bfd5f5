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
  const whole = sheet.visibility === 'visible' ? '' : 'the sheet itself is hidden';
  return [whole, rows, columns].filter(Boolean).join(', ');
}

/** The sheets of a workbook, one of which is looked at next. None is taken in silence, and none is left out in silence. */
export function SheetChoice({ file, sheets, done, words, onChoose, onClose }: Props) {
  const left = sheets.filter((sheet) => !done.has(sheet.name));
  return (
    <section className="stack" aria-labelledby="sheets">
      <h2 id="sheets">The sheets of {file}</h2>
      <p>
        {many(sheets.length, 'sheet holds', 'sheets hold')} something. Each list of people comes in by itself; a cover or a key of codes
        can stay out.
      </p>
      <table className="table">
        <caption className="unseen">Sheets of the workbook</caption>
        <thead>
          <tr>
            <th scope="col">Sheet</th>
            <th scope="col">Rows</th>
            <th scope="col">Columns</th>
            <th scope="col">Hidden</th>
            <th scope="col">Looks like</th>
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
              <td>{hiddenWords(sheet) || 'nothing'}</td>
              <td>{sheet.looks_like_list ? 'a list of people' : 'no list of people'}</td>
              <td>
                {done.has(sheet.name) ? (
                  'done'
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
        <Button onPress={onClose}>{left.length === 0 ? 'Close' : done.size > 0 ? 'The others stay out' : 'Another file'}</Button>
      </div>
    </section>
  );
}
