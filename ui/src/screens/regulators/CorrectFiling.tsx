import { useState } from 'react';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Filing } from '../../ipc/bindings/Filing';
import { ActorField } from '../../parts/ActorField';
import { Button } from '../../parts/Button';
import { CheckboxField } from '../../parts/CheckboxField';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { day } from '../../parts/format';
import { ModalDialog } from '../../parts/ModalDialog';
import { TextInput } from '../../parts/TextInput';
import { FilingFields, readFiling, type FilingEntry } from './FilingFields';

/** A notice was recorded with a wrong date, or none was given: the record is replaced or withdrawn, and stays in the audit log. */
export function CorrectFiling({ filing, onClose }: { filing: Filing; onClose: () => void }) {
  const { actor, refresh, announce } = useSession();
  const [entry, setEntry] = useState<FilingEntry>({ on: '', people: String(filing.people), remark: filing.remark });
  const [none, setNone] = useState(false);
  const [reason, setReason] = useState('');
  const { busy, error, run } = useAction();
  const told = readFiling(entry);
  const offices = filing.office === '' ? [] : [filing.office];
  const ready = reason.trim() !== '' && actor.trim() !== '' && (none || told !== null);
  const correct = async () => {
    const done = await run(async () => {
      if (none) {
        await host.withdrawFiling(filing.authority, offices, filing.day, reason, actor);
      } else if (told) {
        const wrong = { day: filing.day, reason };
        await host.recordFiling({ authority: filing.authority, offices, ...told, instead_of: wrong }, actor);
      }
    });
    if (!done) return;
    onClose();
    await refresh();
    announce('Record corrected.');
  };
  return (
    <ModalDialog title={`Correct: ${filing.authority} ${filing.office}`} open onClose={onClose}>
      <p>Recorded as notified on {day(filing.day)}. The record stays in the audit log, but does not count any longer.</p>
      <CheckboxField on={none} set={setNone}>
        No notice was given
      </CheckboxField>
      {!none && <FilingFields label="Correct date" entry={entry} set={setEntry} />}
      <TextInput label="Reason for the correction" value={reason} onChange={setReason} lines={2} />
      <ActorField />
      <ErrorNotice error={error} />
      <div className="row">
        <Button look="first" isDisabled={busy || !ready} onPress={() => void correct()}>
          Correct
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}
