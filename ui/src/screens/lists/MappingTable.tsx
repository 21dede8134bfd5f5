import type { InspectedColumn } from '../../ipc/bindings/InspectedColumn';
import type { ColumnUseWord } from '../../ipc/bindings/ColumnUseWord';
import type { ListInspection } from '../../ipc/bindings/ListInspection';
import { Button } from '../../parts/Button';
import { SelectField } from '../../parts/SelectField';
import { StatusIcon } from '../../parts/StatusIcon';
import { field as fieldWords } from '../../parts/format';
import { found as foundUses, isMark, joined, open, type Uses } from './columnMapping';

const IGNORE = '-';

interface Props {
  surveyed: ListInspection;
  uses: Uses;
  words: readonly ColumnUseWord[];
  onChange: (uses: Uses) => void;
}

/** Every column with cells of it, and what it is used for. */
export function MappingTable({ surveyed, uses, words, onChange }: Props) {
  const options = [
    { word: IGNORE, label: 'Skip' },
    ...words.map(({ word }) => ({ word, label: fieldWords(word) })),
  ];
  const say = (column: InspectedColumn, field: string) => onChange(new Map(uses).set(column.number, field === IGNORE ? '' : field));
  const left = open(surveyed, uses).filter((column) => !isMark(column));
  const together = joined(surveyed, uses);
  const guessed = foundUses(surveyed);
  return (
    <div className="stack">
      <table className="table mapping">
        <caption className="unseen">Columns in this list</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Sample values</th>
            <th scope="col">Used as</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {surveyed.columns.map((column) => {
            const use = uses.get(column.number);
            const others = use ? together.get(use)?.filter((other) => other !== column) : undefined;
            const state = column.spare
              ? 'alternate address'
              : use === undefined
                ? 'needs a choice'
                : use === ''
                  ? 'skipped'
                  : 'used';
            return (
              <tr key={column.number}>
                <th scope="row">{column.heading || `Column ${column.number}`}</th>
                <td className="quiet samples">{column.samples.map(short).join(' · ') || 'empty'}</td>
                <td>
                  {column.spare ? (
                    fieldWords(column.field)
                  ) : (
                    <SelectField
                      hidden
                      label={`Use ${column.heading || `column ${column.number}`} as`}
                      options={options}
                      value={use === undefined ? '' : use === '' ? IGNORE : use}
                      onChange={(word) => say(column, word)}
                    />
                  )}
                </td>
                <td>
                  <span className="nowrap">
                    <StatusIcon of={state === 'needs a choice' ? 'todo' : use !== undefined && use !== guessed.get(column.number) ? 'done' : 'none'} /> {state}
                  </span>
                  {others && (
                    <p className="fault">
                      Combined with {others.map((other) => `“${other.heading}”`).join(', ')} as{' '}
                      {fieldWords(use ?? '').toLowerCase()}.
                    </p>
                  )}
                  {isMark(column) && (use === undefined || use === '') && (
                    <p className="fault">This may be a custody, safety, or death flag. Choose how to use it.</p>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {left.length > 0 && (
        <div className="row">
          <Button onPress={() => onChange(new Map([...uses, ...left.map((column) => [column.number, ''] as const)]))}>
            {left.length === 1 ? 'Skip the other column' : `Skip the other ${left.length} columns`}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The beginning of a long cell. */
const short = (cell: string) => (cell.length > 40 ? `${cell.slice(0, 39)}…` : cell);
