import { useState } from 'react';
import { useAsked } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import { Ask } from '../../parts/Ask';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { Redline } from '../../parts/Redline';
import { Refusal } from '../../parts/Refusal';
import { moment } from '../../parts/words';

interface Props {
  path: string;
  onClose: () => void;
  /** Takes an older text into the editor; nothing is saved by it. */
  onTake: (text: string) => void;
}

/** Who changed these words, when and why; any two versions beside each other. */
export function History({ path, onClose, onTake }: Props) {
  const { turn } = useDesk();
  const versions = useAsked(() => host.templateHistory(path), [path, turn]);
  const all = versions.value ?? [];
  const [older, setOlder] = useState('');
  const [newer, setNewer] = useState('');
  const of = (act: string, at: number) => all.find((version) => String(version.act) === act) ?? all[at];
  const one = of(older, Math.min(1, all.length - 1));
  const other = of(newer, 0);
  const marked = useAsked(
    async () => (one && other ? host.compareWording(one.text, other.text) : ''),
    [one?.act, other?.act, all.length],
  );
  const options = all.map((version) => ({
    word: String(version.act),
    label: version.act === 0 ? 'As it came with the program' : `${moment(version.at)}, ${version.by}`,
  }));
  return (
    <Ask title={`History of ${path}`} open onClose={onClose} wide>
      <Refusal said={versions.refused} />
      <table className="table">
        <caption className="unseen">Versions, newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Why</th>
            <th scope="col">
              <span className="unseen">Take</span>
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
                  Take into the editor
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > 1 && (
        <>
          <div className="row">
            <Choice label="From" options={options} value={String(one?.act ?? '')} onChange={setOlder} />
            <Choice label="To" options={options} value={String(other?.act ?? '')} onChange={setNewer} />
          </div>
          <pre className="paper redline">{marked.value !== undefined && <Redline marked={marked.value} />}</pre>
        </>
      )}
    </Ask>
  );
}
