import { useState, type FormEvent } from 'react';
import { useAction } from '../../app/query';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { Restored } from '../../ipc/bindings/Restored';
import { Button } from '../../parts/Button';
import { TextInput } from '../../parts/TextInput';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { PassphraseField } from './PassphraseField';

interface Props {
  file: Chosen;
  onBack: () => void;
  onOpen: () => void;
}

/** Puts a backup in the place of a case that cannot be opened. The file that was there is kept. */
export function RestoreCase({ file, onBack, onOpen }: Props) {
  const [backup, setBackup] = useState<Chosen | null>(null);
  const [typed, setTyped] = useState('');
  const [by, setBy] = useState('');
  const [why, setWhy] = useState('');
  const [restored, setRestored] = useState<Restored | null>(null);
  const { busy, error, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!backup) return;
    void run(async () => setRestored(await host.restoreCase(file.token, backup.token, typed, by, why)));
  };
  if (restored) {
    return (
      <main className="start" id="page">
        <h1>Case restored</h1>
        <div className="stack narrow">
          <Note of="warning" title="Changes made after the backup are missing">
            <p>
              Before you export again, check the latest actions on the Audit page and the packages you have already exported.
            </p>
            {restored.unknown_packages.length > 0 && (
              <p>
                <strong>These exported packages are not recorded in this backup:</strong>{' '}
                {restored.unknown_packages.join(', ')}. People in these packages would be mailed again.
              </p>
            )}
            {!restored.compared && <p>Noticepress could not confirm that the backup belongs to this case.</p>}
            {restored.kept && (
              <p>
                The previous file was kept: <code className="path">{restored.kept}</code>
              </p>
            )}
          </Note>
          <div className="row">
            <Button
              look="first"
              isDisabled={busy}
              onPress={() => void run(() => host.openCase(file.token, typed, false)).then((done) => done && onOpen())}
            >
              Open case
            </Button>
          </div>
          <ErrorNotice error={error} />
        </div>
      </main>
    );
  }
  return (
    <main className="start" id="page">
      <h1>Restore from backup</h1>
      <p className="quiet">{file.place}</p>
      <form className="stack narrow" onSubmit={submit}>
        <div className="row">
          <Button onPress={() => void host.choose('backup').then((chosen) => chosen && setBackup(chosen))}>
            Choose backup…
          </Button>
          {backup && <code className="path">{backup.place}</code>}
        </div>
        <PassphraseField
          label="Backup passphrase"
          help="The passphrase the case had when the backup was made, or its recovery key."
          value={typed}
          onChange={setTyped}
        />
        <TextInput label="Your name" help="Saved in the audit log." value={by} onChange={setBy} />
        <TextInput label="Reason" value={why} onChange={setWhy} lines={2} />
        <ErrorNotice error={error} />
        <div className="row">
          <Button type="submit" look="first" isDisabled={busy || !backup || by.trim() === '' || why.trim() === ''}>
            {busy ? 'Restoring…' : 'Restore'}
          </Button>
          <Button onPress={onBack}>Back</Button>
        </div>
      </form>
    </main>
  );
}
