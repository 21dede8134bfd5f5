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
          Case file: <code className="path">{status?.path}</code>
        </p>
        <p>
          Program folder: <code className="path">{about.value?.home}</code>
        </p>
        <p className="quiet small">
          Free software under the MIT or Apache 2.0 license. Letters use the Source Serif 4 typeface (SIL Open Font
          License 1.1). Noticepress never connects to the internet.
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
        Each time you close the case after a change, a backup is saved in this folder. Backups open with the
        passphrase of the case. The ten newest are kept, plus the newest from each of the last 30 days.
      </p>
      <ErrorNotice error={keeping.error} />
      <BackupFolderPicker
        backups={value?.backups}
        onChange={(backups) => {
          if (value) put({ ...value, backups });
          announce(backups.to ? 'First backup saved.' : 'Automatic backups are off.');
        }}
      />
      {value?.place && (
        <Note of="warning" title="Location of this case file">
          <p>
            {value.place.message} {value.place.advice}
          </p>
        </Note>
      )}
      {value && (
        <p className="quiet small">
          Latest action: {value.head.act}, <code>{digits(value.head.hash)}</code>
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
      announce('Backup saved.');
    });
  return (
    <section className="stack panel" aria-labelledby="backup">
      <h2 id="backup">Back up now</h2>
      <p>Save a complete backup on another drive. HIPAA requires these records for six years; keep them in more than one place.</p>
      {status && !status.plain && (
        <PassphraseField label="Case passphrase" help="The backup opens with the same passphrase." value={passphrase} onChange={setPassphrase} />
      )}
      <ErrorNotice error={error} />
      <div className="row">
        <Button isDisabled={busy || (status?.plain === false && passphrase === '')} onPress={() => void copy()}>
          {busy ? 'Backing up…' : 'Back up…'}
        </Button>
      </div>
      {made && <Note of="done" title={`Backup saved: ${made}`} />}
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
      announce('Passphrase changed.');
    });
  const forget = () =>
    run(async () => {
      setTold((await host.forgetKey()) ? 'This computer no longer remembers the passphrase.' : 'This computer did not remember the passphrase.');
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
          Change passphrase
        </Button>
        <Button isDisabled={busy} onPress={() => void forget()}>
          Forget on this computer
        </Button>
      </div>
      {told && <Note of="done" title={told} />}
      {recovery && (
        <Note of="warning" title="New recovery key: shown only once. The old one no longer works">
          <p className="key">{recovery}</p>
          <div className="row">
            <Button onPress={() => window.print()}>Print</Button>
            <Button onPress={() => setRecovery('')}>I’ve saved it</Button>
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
      <h2 id="purge">Delete case</h2>
      <p>
        {status?.keep_until
          ? `This case is your record of the notification. It must be kept until ${day(status.keep_until)}.`
          : 'This case is your record of the notification.'}
      </p>
      <div className="row">
        <Button look="danger" onPress={() => setAsking(true)}>
          Delete case…
        </Button>
      </div>
      <ModalDialog
        title="Delete case permanently"
        open={asking}
        onClose={() => {
          if (gone) void leave().catch(() => undefined);
          setAsking(false);
        }}
      >
        {gone ? (
          <>
            <Note of="done" title="Case deleted">
              <p>Still stored elsewhere:</p>
              <ul>
                {gone.remains.map((what) => (
                  <li key={what}>{what}</li>
                ))}
              </ul>
            </Note>
            <Button look="first" onPress={() => void leave()}>
              Back to start
            </Button>
          </>
        ) : (
          <>
            <TextInput
              label="Type the case name to confirm"
              help={status?.name}
              value={name}
              onChange={setName}
            />
            <CheckboxField on={early} set={setEarly}>
              Counsel has agreed in writing to early deletion
            </CheckboxField>
            <ErrorNotice error={error} />
            <div className="row">
              <Button
                look="danger"
                isDisabled={busy || name !== status?.name}
                onPress={() => void run(async () => setGone(await host.purgeCase(early)))}
              >
                Delete permanently
              </Button>
              <Button onPress={() => setAsking(false)}>Cancel</Button>
            </div>
          </>
        )}
      </ModalDialog>
    </section>
  );
}
