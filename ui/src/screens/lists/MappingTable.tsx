import type { FieldWord } from '../../ipc/bindings/FieldWord';
import type { Named } from '../../ipc/bindings/Named';
import type { Surveyed } from '../../ipc/bindings/Surveyed';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { Sign } from '../../parts/Sign';
import { plain } from '../../parts/words';

const IGNORE = '-';

interface Props {
  surveyed: Surveyed;
  named: Named;
  words: readonly FieldWord[];
  onChange: (named: Named) => void;
}

/** Columns of which nobody has said whether they are used. */
export function openColumns(surveyed: Surveyed, named: Named): string[] {
  const said = new Set(named.columns.map((column) => column.heading));
  return surveyed.columns.filter((column) => !said.has(column.heading) && !column.spare).map((column) => column.heading);
}

/** Every column with cells of it, and what it is used for. */
export function MappingTable({ surveyed, named, words, onChange }: Props) {
  const said = new Map(named.columns.map((column) => [column.heading, column.field]));
  const options = [
    { word: IGNORE, label: 'Not needed' },
    ...words.map(({ word, element }) => ({ word, label: element ? `Was exposed: ${plain(word)}` : plain(word) })),
  ];
  const say = (heading: string, field: string) => {
    const others = named.columns.filter((column) => column.heading !== heading);
    onChange({ ...named, columns: [...others, { heading, field: field === IGNORE ? '' : field }] });
  };
  const open = openColumns(surveyed, named);
  return (
    <div className="stack">
      <table className="table mapping">
        <caption className="unseen">Columns of the list</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">For example</th>
            <th scope="col">Used as</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {surveyed.columns.map((column) => {
            const field = said.get(column.heading);
            const state = column.spare
              ? 'second address'
              : field === undefined
                ? 'not decided'
                : field === ''
                  ? 'not needed'
                  : 'used';
            return (
              <tr key={column.heading}>
                <th scope="row">{column.heading}</th>
                <td className="quiet">{column.samples.join(' · ') || 'empty'}</td>
                <td>
                  {column.spare ? (
                    plain(column.field)
                  ) : (
                    <Choice
                      hidden
                      label={`What ${column.heading} is used as`}
                      options={options}
                      value={field === undefined ? '' : field === '' ? IGNORE : field}
                      onChange={(word) => say(column.heading, word)}
                    />
                  )}
                </td>
                <td className="nowrap">
                  <Sign of={state === 'not decided' ? 'todo' : 'done'} /> {state}
                  {column.looks_like_flag && state === 'not needed' && (
                    <p className="fault">It looks like a mark for custody, safety or death.</p>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {open.length > 0 && (
        <div className="row">
          <Button
            onPress={() =>
              onChange({ ...named, columns: [...named.columns, ...open.map((heading) => ({ heading, field: '' }))] })
            }
          >
            None of the {open.length} others is needed
          </Button>
        </div>
      )}
    </div>
  );
}
