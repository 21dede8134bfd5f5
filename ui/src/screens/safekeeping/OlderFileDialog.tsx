import { useState } from 'react';
import * as host from '../../ipc/bindings/commands';
import type { SafekeepingStatus } from '../../ipc/bindings/SafekeepingStatus';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { TextInput } from '../../parts/TextInput';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';

interface Props {
  keeping: SafekeepingStatus | undefined;
  again: () => void;
}

/** Asks who put an older file of the case in place. Whoever did not, closes the case and restores the newest backup. */
export function OlderFileDialog({ keeping, again }: Props) {
  const { actor, leave, refresh, announce } = useSession();
  const [why, setWhy] = useState('');
  const [later, setLater] = useState('');
  const { busy, error, run } = useAction();
  const older = keeping?.older_file;
  if (!older) return null;
  const acknowledge = async () => {
    const done = await run(() => host.acknowledgeOlderFile(actor, why));
    if (!done) return;
    announce('Older file confirmed.');
    again();
    await refresh();
  };
  return (
    <ModalDialog title="This is an older version of the case file" open={later !== older.known.hash} onClose={() => setLater(older.known.hash)}>
      <p>{older.message}</p>
      {keeping.backups.to && (
        <p>
          The newest backups are in <code className="path">{keeping.backups.to}</code>
        </p>
      )}
      <p>
        If you did not put this file here on purpose, close the case and restore the newest backup. If you did,
        confirm it below. Your answer is saved in the audit log.
      </p>
      <ActorField label="Your name" />
      <TextInput label="Reason" value={why} onChange={setWhy} lines={2} />
      <ErrorNotice error={error} />
      <div className="row">
        <Button look="first" onPress={() => void leave()}>
          Close case
        </Button>
        <Button isDisabled={busy || actor.trim() === '' || why.trim() === ''} onPress={() => void acknowledge()}>
          Use this file
        </Button>
      </div>
    </ModalDialog>
  );
}
