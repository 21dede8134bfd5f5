import { useState } from 'react';
import { useAction } from '../../app/query';
import * as host from '../../ipc/bindings/commands';
import type { BackupStatus } from '../../ipc/bindings/BackupStatus';
import type { Token } from '../../ipc/bindings/Token';
import { Button } from '../../parts/Button';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { dayOf } from '../../parts/format';

/** When the last backup was made. */
export const lastBackup = (at: string | null | undefined): string =>
  at ? `Last backup: ${dayOf(at)}` : 'No backup yet';

interface Props {
  backups: BackupStatus | undefined;
  onChange: (backups: BackupStatus) => void;
}

/** The folder for backups, chosen and shown; the first backup is made at once. */
export function BackupFolderPicker({ backups, onChange }: Props) {
  const { busy, error, run } = useAction();
  const [stopped, setStopped] = useState(false);
  const choose = async (to: Token | null) => {
    setStopped(false);
    await run(async () => {
      onChange(await host.chooseBackupFolder(to));
      setStopped(to === null);
    });
  };
  return (
    <>
      {backups?.to && (
        <p>
          Backups go to <code className="path">{backups.to}</code>
        </p>
      )}
      <p>{lastBackup(backups?.last)}</p>
      {backups?.note && <Note of="warning" title={backups.note} />}
      {stopped && <Note of="notice" title="Automatic backups are off. Existing backups are kept." />}
      <ErrorNotice error={error} />
      <div className="row">
        <Button
          isDisabled={busy}
          onPress={() => void host.choose('backup_folder').then((folder) => (folder ? choose(folder.token) : undefined))}
        >
          {busy ? 'Backing up…' : backups?.to ? 'Change folder…' : 'Choose backup folder…'}
        </Button>
        {backups?.to && (
          <Button look="quiet" isDisabled={busy} onPress={() => void choose(null)}>
            Turn off automatic backups
          </Button>
        )}
      </div>
    </>
  );
}
