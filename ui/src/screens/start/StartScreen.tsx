import { useCallback, useEffect, useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { RecentCase } from '../../ipc/bindings/RecentCase';
import type { IpcError } from '../../ipc/bindings/IpcError';
import { onWindowEvent } from '../../ipc/windowEvents';
import { lastBackup } from '../safekeeping/BackupFolderPicker';
import { Button } from '../../parts/Button';
import { advice } from '../../advice';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { day } from '../../parts/format';
import { NewCase } from './NewCase';
import { Passphrase } from './Passphrase';
import { RestoreCase } from '../safekeeping/RestoreCase';

interface Props {
  /** Why no backup could be made of the case that was closed, where one was wanted. */
  missed?: IpcError | null;
  onOpen: () => void;
}

/** Cases that were open before, a new one, the sample. */
export function StartScreen({ missed = null, onOpen }: Props) {
  const recent = useQuery(host.recentCases, []);
  const [asking, setAsking] = useState<Chosen | null>(null);
  const [making, setMaking] = useState(false);
  const [tried, setTried] = useState<Chosen | null>(null);
  const [restoring, setRestoring] = useState<Chosen | null>(null);
  const { busy, error, run } = useAction();

  const open = useCallback(
    (file: Chosen) =>
      run(async () => {
        setTried(file);
        if ((await host.openCase(file.token, '', false)) === 'open') onOpen();
        else setAsking(file);
      }),
    [run, onOpen],
  );
  // Whoever opened the program by a case wants that case.
  useEffect(() => {
    void host.requestedCase().then((file) => (file ? open(file) : undefined));
    return onWindowEvent((event) => event.kind === 'open_requested' && void open(event.case));
  }, [open]);
  if (making) return <NewCase onBack={() => setMaking(false)} onOpen={onOpen} />;
  if (asking) return <Passphrase file={asking} onBack={() => setAsking(null)} onOpen={onOpen} />;
  if (restoring) return <RestoreCase file={restoring} onBack={() => setRestoring(null)} onOpen={onOpen} />;
  return (
    <main className="start" id="page">
      <header>
        <h1>Noticepress</h1>
        <p className="lead">
          Breach notification letters: the right letter for each person on your list. Everything stays on this computer.
        </p>
      </header>
      <div className="row start-acts">
        <Button look="first" onPress={() => setMaking(true)} isDisabled={busy}>
          New case
        </Button>
        <Button
          isDisabled={busy}
          onPress={() => void host.choose('case').then((file) => (file ? open(file) : undefined))}
        >
          Open case…
        </Button>
        <Button
          isDisabled={busy}
          onPress={() => void run(() => host.openSample(false)).then((done) => done && onOpen())}
        >
          Try sample case
        </Button>
      </div>
      {busy && (
        <p role="status" className="quiet">
          Opening…
        </p>
      )}
      <ErrorNotice error={error} />
      {error?.kind === 'input' && tried && (
        <Button onPress={() => setRestoring(tried)}>Restore from backup…</Button>
      )}
      {missed && (
        <Note of="warning" title="Case closed without a backup">
          {missed.reasons.map((reason) => (
            <p key={reason.message}>
              {reason.message} <span className="advice">{advice(reason)}</span>
            </p>
          ))}
        </Note>
      )}
      <section aria-labelledby="recent">
        <h2 id="recent">Recent cases</h2>
        {recent.value?.length === 0 && (
          <p className="quiet">
            None yet. The sample case shows every step with invented people. It opens in a few seconds, and nothing is
            mailed.
          </p>
        )}
        <ul className="cards">
          {recent.value?.map((one) => (
            <RecentCard
              key={one.case.place}
              one={one}
              busy={busy}
              onOpen={() => void open(one.case)}
              onForget={recent.reload}
            />
          ))}
        </ul>
      </section>
    </main>
  );
}

interface CardProps {
  one: RecentCase;
  busy: boolean;
  onOpen: () => void;
  onForget: () => void;
}

function RecentCard({ one, busy, onOpen, onForget }: CardProps) {
  return (
    <li className="card">
      <div>
        <p className="card-title">{one.practice || one.case.name}</p>
        <p>{one.title}</p>
        <p className="quiet small">
          {one.mailing && `Mailing date ${day(one.mailing)}. `}
          {one.case.place}
        </p>
        <p className="quiet small">{lastBackup(one.last_backup)}</p>
        {!one.there && <p className="fault">File not found. It may have been moved or renamed.</p>}
      </div>
      <div className="row">
        <Button isDisabled={busy || !one.there} onPress={onOpen} aria-label={`Open ${one.case.name}`}>
          Open
        </Button>
        <Button
          look="quiet"
          aria-label={`Remove from list: ${one.case.name}`}
          onPress={() => void host.forgetRecent(one.case.token).then(onForget)}
        >
          Remove from list
        </Button>
      </div>
    </li>
  );
}
