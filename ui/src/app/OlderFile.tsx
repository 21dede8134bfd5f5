import { useState } from 'react';
import * as host from '../ipc/bindings/commands';
import type { Keeping } from '../ipc/bindings/Keeping';
import { Ask } from '../parts/Ask';
import { Button } from '../parts/Button';
import { By } from '../parts/By';
import { Field } from '../parts/Field';
import { Refusal } from '../parts/Refusal';
import { useAct } from './ask';
import { useDesk } from './desk';

interface Props {
  keeping: Keeping | undefined;
  again: () => void;
}

/** Asks who put an older file of the case in place. Whoever did not, closes the case and restores the newest backup. */
export function OlderFile({ keeping, again }: Props) {
  const { by, leave, refresh, say } = useDesk();
  const [why, setWhy] = useState('');
  const [later, setLater] = useState('');
  const { busy, refused, run } = useAct();
  const older = keeping?.older_file;
  if (!older) return null;
  const acknowledge = async () => {
    const done = await run(() => host.acknowledgeOlderFile(by, why));
    if (!done) return;
    say('The older file is acknowledged.');
    again();
    await refresh();
  };
  return (
    <Ask title="This is an older file of the case" open={later !== older.known.hash} onClose={() => setLater(older.known.hash)}>
      <p>{older.message}</p>
      {keeping.backups.to && (
        <p>
          The newest backups are in <code className="path">{keeping.backups.to}</code>
        </p>
      )}
      <p>
        If you did not put this file here on purpose, close the case and put the newest backup in its place. If you did, say so
        once. It is kept in the case.
      </p>
      <By label="Who put the older file here" />
      <Field label="Why" value={why} onChange={setWhy} lines={2} />
      <Refusal said={refused} />
      <div className="row">
        <Button look="first" onPress={() => void leave()}>
          Close case
        </Button>
        <Button isDisabled={busy || by.trim() === '' || why.trim() === ''} onPress={() => void acknowledge()}>
          Use this file from now on
        </Button>
      </div>
    </Ask>
  );
}
