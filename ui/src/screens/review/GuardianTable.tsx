import { useState } from 'react';
import { useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { GuardianFilter } from '../../ipc/bindings/GuardianFilter';
import type { GuardianRow } from '../../ipc/bindings/GuardianRow';
import { Button } from '../../parts/Button';
import { SelectField } from '../../parts/SelectField';
import { Empty } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { StatusIcon } from '../../parts/StatusIcon';
import { count, many } from '../../parts/format';
import { ParentChoiceDialog, ParentsOfChild } from './ParentsOfChild';

const PAGE = 50;
const WANTED = [
  { word: 'other', label: 'No family name in common' },
  { word: 'same', label: 'A family name in common' },
];

/** Children beside the guardians who are joined to them: who slipped by a row is seen here before anybody is written to. */
export function GuardianTable() {
  const { revision, go } = useSession();
  const [wanted, setWanted] = useState<GuardianFilter>('all');
  const [offset, setOffset] = useState(0);
  const [choosing, setChoosing] = useState<GuardianRow | null>(null);
  const page = useQuery(() => host.guardianPairs(wanted, offset, PAGE), [wanted, offset, revision]);
  const all = page.value;
  if (!all) return page.error ? <ErrorNotice error={page.error} /> : <p role="status">Guardians are being looked up …</p>;
  const total = { all: all.same + all.other, other: all.other, same: all.same }[wanted];
  if (all.same + all.other === 0) {
    return (
      <Empty title="No child of the lists has a guardian by name">
        <p>Guardians come in columns of a list, or in a file of their own that is joined on the page Lists.</p>
        <Button onPress={() => go('lists')}>To the lists</Button>
      </Empty>
    );
  }
  return (
    <section className="stack" aria-label="Children and guardians">
      <ErrorNotice error={page.error} />
      <p>
        {many(all.same, 'child has', 'children have')} a family name in common with the guardian, {count(all.other)} have
        none. Two names are no fault; many beside each other mean that rows have slipped.
      </p>
      <div className="row filters">
        <SelectField
          label="Show"
          none="All, those without a name in common first"
          options={WANTED}
          value={wanted === 'all' ? '' : wanted}
          onChange={(word) => {
            setWanted((word || 'all') as GuardianFilter);
            setOffset(0);
          }}
        />
      </div>
      <table className="table">
        <caption className="unseen">Children and guardians side by side</caption>
        <thead>
          <tr>
            <th scope="col">Child</th>
            <th scope="col">Guardian</th>
            <th scope="col">Family name</th>
            <th scope="col">Home</th>
            <th scope="col">Row</th>
          </tr>
        </thead>
        <tbody>
          {all.rows.map((own) => (
            <tr key={own.row}>
              <th scope="row">
                {own.child}
                <br />
                <span className="quiet small">{own.address}</span>
              </th>
              <td>
                {own.parents.length > 0 ? (
                  <ParentsOfChild own={own} onChoose={() => setChoosing(own)} />
                ) : (
                  <>
                    {own.guardian}
                    <br />
                    <span className="quiet small">
                      {own.by_line === null ? 'from the list' : `from the file of guardians, line ${own.by_line}`}
                    </span>
                  </>
                )}
              </td>
              <td>
                {own.one_name ? (
                  'in common'
                ) : (
                  <span className="mark-warning">
                    <StatusIcon of="warning" /> none in common
                  </span>
                )}
              </td>
              <td>{own.parents.length > 0 ? '' : own.one_home === null ? 'not known' : own.one_home ? 'one' : 'two'}</td>
              <td className="quiet small">
                {own.list}, line {own.line}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {choosing && <ParentChoiceDialog own={choosing} onClose={() => setChoosing(null)} />}
      {total > PAGE && (
        <div className="row">
          <Button isDisabled={offset === 0} onPress={() => setOffset(Math.max(0, offset - PAGE))}>
            Before
          </Button>
          <span className="quiet small" role="status">
            {count(offset + 1)} to {count(Math.min(offset + PAGE, total))} of {count(total)}
          </span>
          <Button isDisabled={offset + PAGE >= total} onPress={() => setOffset(offset + PAGE)}>
            Next
          </Button>
        </div>
      )}
    </section>
  );
}
