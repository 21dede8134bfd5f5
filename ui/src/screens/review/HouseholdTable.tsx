import { useState } from 'react';
import { useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import { Button } from '../../parts/Button';
import { Empty } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { dispositionWord, many, standingWord } from '../../parts/format';

const PAGE = 50;

/** People who share an address: never joined, an envelope each. */
export function HouseholdTable() {
  const { revision } = useSession();
  const families = useQuery(host.listHouseholds, [revision]);
  const [shown, setShown] = useState(PAGE);
  if (families.busy) return <p role="status">Comparing addresses…</p>;
  const all = families.value ?? [];
  return (
    <section className="stack" aria-label="Households">
      <ErrorNotice error={families.error} />
      {all.length === 0 ? (
        <Empty title="No shared addresses" />
      ) : (
        <p>{many(all.length, 'address', 'addresses')} with several people. Each person gets a separate envelope.</p>
      )}
      <ul className="cards">
        {all.slice(0, shown).map((family, at) => (
          <li key={at} className="card">
            <table className="table">
              <caption className="small quiet">
                {family.members[0]?.city}, {family.members[0]?.jurisdiction} {family.members[0]?.zip}
                {family.one_guardian && ' · same guardian for all children'}
              </caption>
              <tbody>
                {family.members.map((member) => (
                  <tr key={member.row}>
                    <th scope="row">{member.name}</th>
                    <td>{standingWord(member.standing)}</td>
                    <td>{dispositionWord(member.disposition)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </li>
        ))}
      </ul>
      {shown < all.length && <Button onPress={() => setShown(shown + PAGE)}>Show {PAGE} more</Button>}
    </section>
  );
}
