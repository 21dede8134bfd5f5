import { useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession, useUnsaved } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { PurgeReport } from '../../ipc/bindings/PurgeReport';
import { ModalDialog } from '../../parts/ModalDialog';
import { BackupFolderPicker } from '../safekeeping/BackupFolderPicker';
import { Button } from '../../parts/Button';
import { TextInput } from '../../parts/TextInput';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { CheckboxField } from '../../parts/CheckboxField';
import { day, digits } from '../../parts/format';
import { NewPassphraseFields, PassphraseField } from '../safekeeping/PassphraseField';

/** Copies, passphrase, the end of the case, the program. */
export default function SettingsScreen() {
  const { status } = useSession();
  const about = useQuery(host.about, []);
  return (
    <div className="stack">
      <h1>Settings</h1>
      <Automatic />
      <Backup />
      {status && !status.plain && <Key />}
      <Purge />
      <section className="stack panel" aria-labelledby="about">
        <h2 id="about">About</h2>
        <dl className="figures">
          <div>
            <dt>Version</dt>
            <dd>{about.value?.version}</dd>
          </div>
        </dl>
        <p>
          The case: <code className="path">{status?.path}</code>
        </p>
        <p>
          The program’s own folder: <code className="path">{about.value?.home}</code>
        </p>
        <p className="quiet small">
          Free software under MIT or Apache-2.0. The letters are set in Source Serif 4 (SIL Open Font License 1.1). The
          program opens no connection to any machine.
        </p>
      </section>
    </div>
  );
}

function Automatic() {
  const { revision, announce } = useSession();
  const keeping = useQuery(host.safekeepingStatus, [revision]);
  const { value, set: put } = keeping;
  return (
    <section className="stack panel" aria-labelledby="automatic">
      <h2 id="automatic">Automatic backups</h2>
      <p>
        Each time you close the case after a change, a copy of it goes to this folder. Copies open with the passphrase of the
        case. The newest ten are kept, and the newest of each of the last thirty days.
      </p>
      <ErrorNotice error={keeping.error} />
      <BackupFolderPicker
        backups={value?.backups}
        onChange={(backups) => {
          if (value) put({ ...value, backups });
          announce(backups.to ? 'The first backup is made.' : 'Automatic backups are off.');
        }}
      />
      {value?.place && (
        <Note of="warning" title="Where this case is">
          <p>
            {value.place.message} {value.place.advice}
          </p>
        </Note>
      )}
      {value && (
        <p className="quiet small">
          Last action of the case: {value.head.act}, <code>{digits(value.head.hash)}</code>
        </p>
      )}
    </section>
  );
}

function Backup() {
  const { status, announce } = useSession();
  const [passphrase, setPassphrase] = useState('');
  const [made, setMade] = useState('');
  const { busy, error, run } = useAction();
  const copy = () =>
    run(async () => {
      const target = await host.choose('copy');
      if (!target) return;
      setMade(await host.backUp(target.token, passphrase));
      setPassphrase('');
      announce('The copy is made.');
    });
  return (
    <section className="stack panel" aria-labelledby="backup">
      <h2 id="backup">A copy of the case</h2>
      <p>As it is now, whole, to another disk. Six years of proof should not lie in one place.</p>
      {status && !status.plain && (
        <PassphraseField label="Passphrase of the case" help="The copy opens with it." value={passphrase} onChange={setPassphrase} />
      )}
      <ErrorNotice error={error} />
      <div className="row">
        <Button isDisabled={busy || (status?.plain === false && passphrase === '')} onPress={() => void copy()}>
          {busy ? 'Copying …' : 'Make a copy …'}
        </Button>
      </div>
      {made && <Note of="done" title={`The copy is ${made}`} />}
    </section>
  );
}

function Key() {
  const { announce } = useSession();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [sound, setSound] = useState(false);
  const [recovery, setRecovery] = useState('');
  const [told, setTold] = useState('');
  // Until somebody says that it is locked away, closing would lose it.
  useUnsaved('settings', recovery !== '');
  const { busy, error, run } = useAction();
  const change = () =>
    run(async () => {
      const recovery = await host.changePassphrase(passphrase);
      // Somebody said no: it is the old one still.
      if (recovery === null) return;
      setRecovery(recovery);
      setPassphrase('');
      setAgain('');
      announce('The passphrase is changed.');
    });
  const forget = () =>
    run(async () => {
      setTold((await host.forgetKey()) ? 'The keyring has the key no longer.' : 'The keyring did not have the key.');
    });
  return (
    <section className="stack panel" aria-labelledby="key">
      <h2 id="key">Passphrase</h2>
      <NewPassphraseFields
        label="New passphrase"
        value={passphrase}
        again={again}
        onChange={(value, again) => {
          setPassphrase(value);
          setAgain(again);
        }}
        onReady={setSound}
      />
      <ErrorNotice error={error} />
      <div className="row">
        <Button isDisabled={busy || !sound} onPress={() => void change()}>
          Change the passphrase
        </Button>
        <Button isDisabled={busy} onPress={() => void forget()}>
          Forget it in this computer’s keyring
        </Button>
      </div>
      {told && <Note of="done" title={told} />}
      {recovery && (
        <Note of="warning" title="The old recovery key opens nothing now. The new one is shown this once">
          <p className="key">{recovery}</p>
          <div className="row">
            <Button onPress={() => window.print()}>Print this page</Button>
            <Button onPress={() => setRecovery('')}>It is locked away</Button>
          </div>
        </Note>
      )}
    </section>
  );
}

function Purge() {
  const { status, leave } = useSession();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  const [early, setEarly] = useState(false);
  const [gone, setGone] = useState<PurgeReport | null>(null);
  const { busy, error, run } = useAction();
  return (
    <section className="stack panel" aria-labelledby="purge">
      <h2 id="purge">The end of the case</h2>
      <p>
        {status?.keep_until
          ? `The case is the proof of what was done. It must be kept until ${day(status.keep_until)}.`
          : 'The case is the proof of what was done.'}
      </p>
      <div className="row">
        <Button look="danger" onPress={() => setAsking(true)}>
          Remove the case for good …
        </Button>
      </div>
      <ModalDialog
        title="Remove the case for good"
        open={asking}
        onClose={() => {
          if (gone) void leave().catch(() => undefined);
          setAsking(false);
        }}
      >
        {gone ? (
          <>
            <Note of="done" title="The case is gone">
              <p>What remains elsewhere:</p>
              <ul>
                {gone.remains.map((what) => (
                  <li key={what}>{what}</li>
                ))}
              </ul>
            </Note>
            <Button look="first" onPress={() => void leave()}>
              To the start
            </Button>
          </>
        ) : (
          <>
            <TextInput
              label="Type the name of the case"
              help={status?.name}
              value={name}
              onChange={setName}
            />
            <CheckboxField on={early} set={setEarly}>
              Counsel says in writing that it may go before its time
            </CheckboxField>
            <ErrorNotice error={error} />
            <div className="row">
              <Button
                look="danger"
                isDisabled={busy || name !== status?.name}
                onPress={() => void run(async () => setGone(await host.purgeCase(early)))}
              >
                Remove it
              </Button>
              <Button onPress={() => setAsking(false)}>Back</Button>
            </div>
          </>
        )}
      </ModalDialog>
    </section>
  );
}
