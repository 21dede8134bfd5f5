import { useState } from 'react';
import { useAct, useAsked } from '../../app/ask';
import { useDesk, useUnsaved } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import type { Purged } from '../../ipc/bindings/Purged';
import { Ask } from '../../parts/Ask';
import { ChooseBackups } from '../../parts/Backups';
import { Button } from '../../parts/Button';
import { Field } from '../../parts/Field';
import { Note } from '../../parts/Note';
import { Refusal } from '../../parts/Refusal';
import { Tick } from '../../parts/Tick';
import { day, digits } from '../../parts/words';
import { NewSecret, Secret } from '../start/Secret';

/** Copies, passphrase, the end of the case, the program. */
export default function SettingsScreen() {
  const { standing } = useDesk();
  const about = useAsked(host.about, []);
  return (
    <div className="stack">
      <h1>Settings</h1>
      <Automatic />
      <Backup />
      {standing && !standing.plain && <Key />}
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
          The case: <code className="path">{standing?.path}</code>
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
  const { turn, say } = useDesk();
  const keeping = useAsked(host.safekeepingStatus, [turn]);
  const { value, put } = keeping;
  return (
    <section className="stack panel" aria-labelledby="automatic">
      <h2 id="automatic">Automatic backups</h2>
      <p>
        Each time you close the case after a change, a copy of it goes to this folder. Copies open with the passphrase of the
        case. The newest ten are kept, and the newest of each of the last thirty days.
      </p>
      <Refusal said={keeping.refused} />
      <ChooseBackups
        backups={value?.backups}
        onChange={(backups) => {
          if (value) put({ ...value, backups });
          say(backups.to ? 'The first backup is made.' : 'Automatic backups are off.');
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
  const { standing, say } = useDesk();
  const [passphrase, setPassphrase] = useState('');
  const [made, setMade] = useState('');
  const { busy, refused, run } = useAct();
  const copy = () =>
    run(async () => {
      const target = await host.choose('copy');
      if (!target) return;
      setMade(await host.backUp(target.token, passphrase));
      setPassphrase('');
      say('The copy is made.');
    });
  return (
    <section className="stack panel" aria-labelledby="backup">
      <h2 id="backup">A copy of the case</h2>
      <p>As it is now, whole, to another disk. Six years of proof should not lie in one place.</p>
      {standing && !standing.plain && (
        <Secret label="Passphrase of the case" help="The copy opens with it." value={passphrase} onChange={setPassphrase} />
      )}
      <Refusal said={refused} />
      <div className="row">
        <Button isDisabled={busy || (standing?.plain === false && passphrase === '')} onPress={() => void copy()}>
          {busy ? 'Copying …' : 'Make a copy …'}
        </Button>
      </div>
      {made && <Note of="done" title={`The copy is ${made}`} />}
    </section>
  );
}

function Key() {
  const { say } = useDesk();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [sound, setSound] = useState(false);
  const [recovery, setRecovery] = useState('');
  const [told, setTold] = useState('');
  // Until somebody says that it is locked away, closing would lose it.
  useUnsaved('settings', recovery !== '');
  const { busy, refused, run } = useAct();
  const change = () =>
    run(async () => {
      const recovery = await host.changePassphrase(passphrase);
      // Somebody said no: it is the old one still.
      if (recovery === null) return;
      setRecovery(recovery);
      setPassphrase('');
      setAgain('');
      say('The passphrase is changed.');
    });
  const forget = () =>
    run(async () => {
      setTold((await host.forgetKey()) ? 'The keyring has the key no longer.' : 'The keyring did not have the key.');
    });
  return (
    <section className="stack panel" aria-labelledby="key">
      <h2 id="key">Passphrase</h2>
      <NewSecret
        label="New passphrase"
        value={passphrase}
        again={again}
        onChange={(value, again) => {
          setPassphrase(value);
          setAgain(again);
        }}
        onReady={setSound}
      />
      <Refusal said={refused} />
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
  const { standing, leave } = useDesk();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  const [early, setEarly] = useState(false);
  const [gone, setGone] = useState<Purged | null>(null);
  const { busy, refused, run } = useAct();
  return (
    <section className="stack panel" aria-labelledby="purge">
      <h2 id="purge">The end of the case</h2>
      <p>
        {standing?.keep_until
          ? `The case is the proof of what was done. It must be kept until ${day(standing.keep_until)}.`
          : 'The case is the proof of what was done.'}
      </p>
      <div className="row">
        <Button look="danger" onPress={() => setAsking(true)}>
          Remove the case for good …
        </Button>
      </div>
      <Ask
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
            <Field
              label="Type the name of the case"
              help={standing?.name}
              value={name}
              onChange={setName}
            />
            <Tick on={early} set={setEarly}>
              Counsel says in writing that it may go before its time
            </Tick>
            <Refusal said={refused} />
            <div className="row">
              <Button
                look="danger"
                isDisabled={busy || name !== standing?.name}
                onPress={() => void run(async () => setGone(await host.purgeCase(early)))}
              >
                Remove it
              </Button>
              <Button onPress={() => setAsking(false)}>Back</Button>
            </div>
          </>
        )}
      </Ask>
    </section>
  );
}
