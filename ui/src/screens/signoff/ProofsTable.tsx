import { useState } from 'react';
import type { ProofsMade } from '../../ipc/bindings/ProofsMade';
import type { PersonRow } from '../../ipc/bindings/PersonRow';
import { Button } from '../../parts/Button';
import { Note } from '../../parts/Note';
import { PersonLetter } from '../../parts/PersonLetter';
import { count, many, variant } from '../../parts/format';

/** Every letter that was picked, with the reason, to be looked at here or on paper. */
export function ProofsTable({ proofs }: { proofs: ProofsMade }) {
  const [shown, setShown] = useState<PersonRow | null>(null);
  const { made, people } = proofs;
  return (
    <>
      <Note
        of="done"
        title={`${count(made.picked)} of ${count(made.letters)} letters selected${made.copies > 0 ? `, with ${many(made.copies, 'copy', 'copies')}` : ''}`}
      >
        <p className="path">{made.folder}</p>
        <p>Random sample number {made.seed}. The same number selects the same letters.</p>
      </Note>
      <div className="proofs">
        <table className="table">
          <caption className="unseen">Selected letters</caption>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">Person</th>
              <th scope="col">Version</th>
              <th scope="col">File</th>
              <th scope="col">
                <span className="unseen">View</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {made.index.map((own, at) => {
              const person = people[at];
              return (
                <tr key={own.proof}>
                  <th scope="row">{own.reasons}</th>
                  <td>{person?.name ?? '—'}</td>
                  <td>{variant(own.variant)}</td>
                  <td className="quiet small">
                    {own.pdf_file}, pages {own.page_start} to {own.page_end}
                  </td>
                  <td>
                    {person && (
                      <Button look="quiet" aria-label={`View proof ${own.proof}`} onPress={() => setShown(person)}>
                        View
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown && <PersonLetter row={shown} open onClose={() => setShown(null)} />}
    </>
  );
}
