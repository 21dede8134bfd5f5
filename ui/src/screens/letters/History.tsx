import { useState } from 'react';
import { useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { SelectField } from '../../parts/SelectField';
import { Redline } from '../../parts/Redline';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { moment } from '../../parts/format';

interface Props {
  path: string;
  onClose: () => void;
  /** Takes an older text into the editor; nothing is saved by it. */
  onTake: (text: string) => void;
}

/** Who changed these words, when and why; any two versions beside each other. */
export function History({ path, onClose, onTake }: Props) {
  const { revision } = useSession();
  const versions = useQuery(() => host.templateHistory(path), [path, revision]);
  const all = versions.value ?? [];
  const [older, setOlder] = useState('');
  const [newer, setNewer] = useState('');
  const of = (act: string, at: number) => all.find((version) => String(version.act) === act) ?? all[at];
  const one = of(older, Math.min(1, all.length - 1));
  const other = of(newer, 0);
  const marked = useQuery(
    async () => (one && other ? host.compareWording(one.text, other.text) : ''),
    [one?.act, other?.act, all.length],
  );
  const options = all.map((version) => ({
    word: String(version.act),
    label: version.act === 0 ? 'Original wording' : `${moment(version.at)}, ${version.by}`,
  }));
  return (
    <ModalDialog title={`History of ${path}`} open onClose={onClose} wide>
      <ErrorNotice error={versions.error} />
      <table className="table">
        <caption className="unseen">Revisions, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Date and time</th>
            <th scope="col">Person</th>
            <th scope="col">Reason</th>
            <th scope="col">
              <span className="unseen">Restore</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((version) => (
            <tr key={version.act}>
              <td className="nowrap">{moment(version.at) || '—'}</td>
              <td>{version.by || '—'}</td>
              <td>{version.why}</td>
              <td>
                <Button look="quiet" onPress={() => onTake(version.text)}>
                  Restore this wording
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > 1 && (
        <>
          <div className="row">
            <SelectField label="From" options={options} value={String(one?.act ?? '')} onChange={setOlder} />
            <SelectField label="To" options={options} value={String(other?.act ?? '')} onChange={setNewer} />
          </div>
          <pre className="paper redline">{marked.value !== undefined && <Redline marked={marked.value} />}</pre>
        </>
      )}
    </ModalDialog>
  );
}
