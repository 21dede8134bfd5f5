import { useState } from 'react';
import { useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { CounselPack } from '../../ipc/bindings/CounselPack';
import type { DocumentLabel } from '../../ipc/bindings/DocumentLabel';
import type { MemoFolder } from '../../ipc/bindings/MemoFolder';
import type { ProofsMade } from '../../ipc/bindings/ProofsMade';
import { Button } from '../../parts/Button';
import { CheckboxField } from '../../parts/CheckboxField';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { many, toCount } from '../../parts/format';
import { Note } from '../../parts/Note';
import { PathPicker } from '../../parts/PathPicker';
import { TaskProgress, useProgress } from '../../parts/TaskProgress';
import { TextInput } from '../../parts/TextInput';
import { ProofsTable } from './ProofsTable';

/** The labels that counsel may choose for a packet and for memos. */
const LABELS: readonly (readonly [DocumentLabel, string])[] = [
  ['privileged', 'Privileged and confidential'],
  ['draft', 'Draft'],
];

/** Proofs for the practice; the packet and the memos for counsel. */
export function MakeProofs() {
  const [out, setOut] = useState<Chosen | null>(null);
  const [random, setRandom] = useState('10');
  const [proofs, setProofs] = useState<ProofsMade | null>(null);
  const [pack, setPack] = useState<CounselPack | null>(null);
  const [memos, setMemos] = useState<MemoFolder | null>(null);
  const [labels, setLabels] = useState<readonly DocumentLabel[]>([]);
  const { busy, error, run } = useTask('signoff');
  const [going, hear, clear] = useProgress();
  const make = (work: () => Promise<void>) => {
    clear();
    setProofs(null);
    setPack(null);
    setMemos(null);
    void run(work);
  };
  return (
    <section className="stack panel" aria-labelledby="proofs">
      <h2 id="proofs">Proofs</h2>
      <p>
        Proofs are sample letters to check: the first of each version, the longest and shortest, unusual ones, and a
        random sample, each with the reason. Every page is marked as a proof. Proofs contain personal information and
        stay with the practice. The counsel packet and the memos have no personal information. A memo says for one
        version what the law asks, what was checked, what is not settled, and who accepted it.
      </p>
      <PathPicker label="Folder" wanted="folder" shown={out?.place ?? ''} set={setOut} />
      <TextInput
        label="Random sample letters"
        value={random}
        onChange={setRandom}
        inputMode="numeric"
        faults={toCount(random) === null ? ['Enter a whole number.'] : []}
      />
      <fieldset className="group">
        <legend>Label on the counsel packet and the memos (optional)</legend>
        {LABELS.map(([label, words]) => (
          <CheckboxField
            key={label}
            on={labels.includes(label)}
            set={(on) => setLabels(on ? [...labels, label] : labels.filter((own) => own !== label))}
          >
            {words}
          </CheckboxField>
        ))}
      </fieldset>
      <ErrorNotice error={error} />
      {busy ? (
        <TaskProgress title="Creating proofs" progress={going} controls />
      ) : (
        <div className="row">
          <Button
            isDisabled={out === null || toCount(random) === null}
            onPress={() =>
              out && make(async () => setProofs(await host.makeProofs(out.token, toCount(random) ?? 0, 1, hear)))
            }
          >
            Create proofs
          </Button>
          <Button
            isDisabled={out === null}
            onPress={() => out && make(async () => setPack(await host.makePack(out.token, [...labels], hear)))}
          >
            Create counsel packet
          </Button>
          <Button
            isDisabled={out === null}
            onPress={() => out && make(async () => setMemos(await host.makeMemos(out.token, [...labels], hear)))}
          >
            Create memos
          </Button>
        </div>
      )}
      {proofs && <ProofsTable proofs={proofs} />}
      {pack && (
        <Note of="done" title={`Counsel packet created with ${many(pack.texts, 'version')}`}>
          <p>{pack.folder}</p>
        </Note>
      )}
      {memos && (
        <Note of="done" title={`${many(memos.memos, 'memo')} created`}>
          {memos.not_approved > 0 && <p>{many(memos.not_approved, 'version')} not approved yet.</p>}
          <p>{memos.folder}</p>
        </Note>
      )}
    </section>
  );
}
