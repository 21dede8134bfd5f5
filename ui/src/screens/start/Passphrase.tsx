import { useState, type FormEvent } from 'react';
import { useAction } from '../../app/query';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import { Button } from '../../parts/Button';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { CheckboxField } from '../../parts/CheckboxField';
import { RestoreCase } from '../safekeeping/RestoreCase';
import { PassphraseField } from '../safekeeping/PassphraseField';

interface Props {
  file: Chosen;
  onBack: () => void;
  onOpen: () => void;
}

/** Asks for what opens an encrypted case. */
export function Passphrase({ file, onBack, onOpen }: Props) {
  const [typed, setTyped] = useState('');
  const [remember, setRemember] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const { busy, error, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      if ((await host.openCase(file.token, typed, remember)) === 'not_remembered') setForgotten(true);
      else onOpen();
    });
  };
  if (restoring) return <RestoreCase file={file} onBack={() => setRestoring(false)} onOpen={onOpen} />;
  if (forgotten) {
    return (
      <main className="start" id="page">
        <h1>The case is open</h1>
        <div className="stack narrow">
          <Note of="warning" title="The passphrase was not saved">
            <p>This computer has no keychain to save it in. You will be asked for the passphrase next time.</p>
          </Note>
          <div className="row">
            <Button look="first" onPress={onOpen}>
              Continue
            </Button>
          </div>
        </div>
      </main>
    );
  }
  return (
    <main className="start" id="page">
      <h1>Open a case</h1>
      <p className="quiet">{file.place}</p>
      <form className="stack narrow" onSubmit={submit}>
        <PassphraseField label="Passphrase" help="Or the recovery key that was shown when the case was created." value={typed} onChange={setTyped} />
        <CheckboxField on={remember} set={setRemember}>
          Remember on this computer
        </CheckboxField>
        <ErrorNotice error={error} />
        <div className="row">
          <Button type="submit" look="first" isDisabled={busy || typed === ''}>
            {busy ? 'Opening…' : 'Open'}
          </Button>
          {error && <Button onPress={() => setRestoring(true)}>Restore from backup…</Button>}
          <Button onPress={onBack}>Back</Button>
        </div>
      </form>
    </main>
  );
}
