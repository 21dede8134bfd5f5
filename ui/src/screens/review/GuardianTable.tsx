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
  { word: 'other', label: 'Different last names' },
  { word: 'same', label: 'Same last name' },
];

/** Children beside the guardians who are joined to them: who slipped by a row is seen here before anybody is written to. */
export function GuardianTable() {
  const { revision, go } = useSession();
  const [wanted, setWanted] = useState<GuardianFilter>('all');
  const [offset, setOffset] = useState(0);
  const [choosing, setChoosing] = useState<GuardianRow | null>(null);
  const page = useQuery(() => host.guardianPairs(wanted, offset, PAGE), [wanted, offset, revision]);
  const all = page.value;
  if (!all) return page.error ? <ErrorNotice error={page.error} /> : <p role="status">Loading guardians…</p>;
  const total = { all: all.same + all.other, other: all.other, same: all.same }[wanted];
  if (all.same + all.other === 0) {
    return (
      <Empty title="No guardians listed">
        <p>Guardian names come from columns in a list, or from a guardian file you add on the Lists page.</p>
        <Button onPress={() => go('lists')}>Go to lists</Button>
      </Empty>
    );
  }
  return (
    <section className="stack" aria-label="Children and guardians">
      <ErrorNotice error={page.error} />
      <p>
        {many(all.same, 'child has', 'children have')} the same last name as the guardian; {count(all.other)}{' '}
        {all.other === 1 ? 'has' : 'have'} a different one. Different last names are fine, but many in a row may mean
        that rows are misaligned.
      </p>
      <div className="row filters">
        <SelectField
          label="Show"
          none="All (different last names first)"
          options={WANTED}
          value={wanted === 'all' ? '' : wanted}
          onChange={(word) => {
            setWanted((word || 'all') as GuardianFilter);
            setOffset(0);
          }}
        />
      </div>
      <table className="table">
        <caption className="unseen">Children and their guardians</caption>
        <thead>
          <tr>
            <th scope="col">Child</th>
            <th scope="col">Guardian</th>
            <th scope="col">Last name</th>
            <th scope="col">Address</th>
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
                      {own.by_line === null ? 'from the list' : `from the guardian file, row ${own.by_line}`}
                    </span>
                  </>
                )}
              </td>
              <td>
                {own.one_name ? (
                  'same'
                ) : (
                  <span className="mark-warning">
                    <StatusIcon of="warning" /> different
                  </span>
                )}
              </td>
              <td>{own.parents.length > 0 ? '' : own.one_home === null ? 'unknown' : own.one_home ? 'same' : 'different'}</td>
              <td className="quiet small">
                {own.list}, row {own.line}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {choosing && <ParentChoiceDialog own={choosing} onClose={() => setChoosing(null)} />}
      {total > PAGE && (
        <div className="row">
          <Button isDisabled={offset === 0} onPress={() => setOffset(Math.max(0, offset - PAGE))}>
            Previous
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
