import { useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import type { ActKind } from '../../ipc/bindings/ActKind';
import * as host from '../../ipc/bindings/commands';
import { Button } from '../../parts/Button';
import { SelectField } from '../../parts/SelectField';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { count, daysIn, many, moment, plain } from '../../parts/format';

const SHOWN = 200;

/** Every user action, bound to the one before. */
export default function AuditScreen() {
  const { revision, announce } = useSession();
  const acts = useQuery(() => host.listActs(false), [revision]);
  const [kind, setKind] = useState('');
  const [by, setBy] = useState('');
  const [told, setTold] = useState('');
  const [shown, setShown] = useState(SHOWN);
  const { busy, error, run } = useAction();
  const all = acts.value ?? [];
  const words = (pick: (act: (typeof all)[number]) => string, say: (word: string) => string) =>
    [...new Set(all.map(pick))].filter(Boolean).sort().map((word) => ({ word, label: say(word) }));
  const fits = all.filter((act) => (kind === '' || act.kind === kind) && (by === '' || act.by === by)).reverse();
  const verify = () =>
    run(async () => {
      const sound = await host.listActs(true);
      setTold(`${many(sound.length, 'action')}, complete and unaltered.`);
      announce(`Verified: ${many(sound.length, 'action')}, complete and unaltered.`);
    });
  const save = () =>
    run(async () => {
      const file = await host.choose('new_file');
      if (file) setTold(`Audit log saved: ${await host.exportActs(file.token)}`);
    });
  const pages = () =>
    run(async () => {
      const folder = await host.choose('folder');
      if (folder) setTold(`${many((await host.signedPages(folder.token)).length, 'signed page')} saved in ${folder.place}.`);
    });
  return (
    <div className="stack">
      <h1>Audit</h1>
      <p className="lead">
        Everything done in this case. Each action is sealed to the one before it, so no action can be changed or
        removed without being noticed. The log has numbers and counts, never the names of affected people.
      </p>
      <div className="row">
        <Button look="first" isDisabled={busy} onPress={() => void verify()}>
          {busy ? 'Verifying…' : 'Verify log'}
        </Button>
        <Button isDisabled={busy} onPress={() => void save()}>
          Save log…
        </Button>
        <Button isDisabled={busy} onPress={() => void pages()}>
          Save signed pages…
        </Button>
      </div>
      <ErrorNotice error={acts.error ?? error} />
      {told && <Note of="done" title={told} />}
      <div className="row filters">
        <SelectField label="Action" none="All actions" options={words((act) => act.kind, kindOf)} value={kind} onChange={setKind} />
        <SelectField label="Person" none="Everyone" options={words((act) => act.by, (name) => name)} value={by} onChange={setBy} />
        <span className="quiet small" role="status">
          {count(fits.length)} of {many(all.length, 'action')}
        </span>
      </div>
      <table className="table">
        <caption className="unseen">Actions, newest first</caption>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Date and time</th>
            <th scope="col">Person</th>
            <th scope="col">Action</th>
            <th scope="col">Seal</th>
          </tr>
        </thead>
        <tbody>
          {fits.slice(0, shown).map((act) => (
            <tr key={act.seq}>
              <td>{act.seq}</td>
              <td className="nowrap">{moment(act.at)}</td>
              <td>{act.by || '—'}</td>
              <td>
                {kindOf(act.kind)}
                <details>
                  <summary className="small quiet">Details</summary>
                  <dl className="told small">
                    {spoken(act.detail).map(([key, value]) => (
                      <div key={key}>
                        <dt>{plain(key)}</dt>
                        <dd className="path">{value}</dd>
                      </div>
                    ))}
                  </dl>
                </details>
              </td>
              <td>
                <code className="small quiet" title={act.hash}>
                  {act.hash.slice(0, 12)}
                </code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown < fits.length && <Button onPress={() => setShown(shown + SHOWN)}>Show more</Button>}
    </div>
  );
}

/** What each kind of act is called on the page; the file has the words of the program. */
const KINDS: Record<ActKind, string> = {
  new: 'Case created',
  amend: 'Incident or vendor changed',
  import: 'List imported',
  guardians: 'Guardians matched',
  decide: 'Decision about people',
  wording: 'Letter wording changed',
  approve: 'Letters approved',
  release: 'Mailing released',
  filed: 'Regulator notified',
  'export begun': 'Export started',
  'export finished': 'Export finished',
  'proof exported': 'Exported as proofs',
  'older file acknowledged': 'Older file confirmed',
  'proofs made': 'Proofs created',
  'counsel pack made': 'Counsel packet created',
  'addresses asked': 'Addresses sent for correction',
  'addresses answered': 'Corrected addresses received',
  returns: 'Returned mail recorded',
  remail: 'Remailed',
  'reprint begun': 'Reprint started',
  'reprint finished': 'Reprint finished',
  passphrase: 'Passphrase changed',
  "regulators' folder made": 'Regulator folder created',
  restored: 'Restored from backup',
  seal: 'Case from an older version sealed',
};

/** What an act is called; a case of a newer version may have kinds that are not known here. */
const kindOf = (kind: string): string => (KINDS as Partial<Record<string, string>>)[kind] ?? plain(kind);

/** The keys and values of an act, one beside the other. */
function spoken(detail: string): [string, string][] {
  const parsed: unknown = JSON.parse(detail || '{}');
  if (typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(parsed).map(([key, value]) => [key, daysIn(typeof value === 'string' ? value : JSON.stringify(value).replace(/[{}[\]"]/g, ' ').trim())]);
}
