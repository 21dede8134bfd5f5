import { useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession, useUnsaved } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { IncidentForm } from '../../ipc/bindings/IncidentForm';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { IncidentFields, withFile, type Files } from './IncidentFields';

/** The facts of the case. */
export default function IncidentScreen() {
  const { refresh, actor, announce, go, status } = useSession();
  const facts = useQuery(host.incidentForm, []);
  const [draft, setDraft] = useState<IncidentForm | null>(null);
  const sheet = draft ?? facts.value ?? null;
  const [files, setFiles] = useState<Files>(new Map());
  const [saving, setSaving] = useState(false);
  const [round, setRound] = useState(0);
  const { busy, error, run } = useAction();
  const changed = sheet !== null && facts.value !== undefined && (sheet.text !== facts.value.text || files.size > 0);
  useUnsaved('incident', changed);

  const save = async () => {
    if (!sheet) return;
    const done = await run(() => host.saveIncidentForm(sheet.text, [...files], actor));
    if (!done) return;
    setSaving(false);
    setFiles(new Map());
    facts.set(sheet);
    setDraft(null);
    facts.reload();
    await refresh();
    announce('Incident saved.');
  };
  return (
    <div className="stack">
      <h1>Incident</h1>
      <p className="lead">
        Describe the incident once. Every letter, deadline, and filing uses these answers. The preview on the right
        highlights the sentences that use the field you are editing.
      </p>
      <ErrorNotice error={facts.error} />
      {sheet && (
        <IncidentFields
          key={round}
          sheet={sheet}
          before={facts.value?.text ?? sheet.text}
          onChange={setDraft}
          onFile={(key, file) => setFiles((files) => withFile(files, key, file))}
        />
      )}
      <div className="row sticky">
        <Button look="first" isDisabled={!changed || !sheet?.sound} onPress={() => setSaving(true)}>
          Save…
        </Button>
        <Button
          isDisabled={!changed}
          onPress={() => {
            setDraft(null);
            setFiles(new Map());
            setRound((round) => round + 1);
          }}
        >
          Discard changes
        </Button>
        {!changed && status?.lists.length === 0 && (
          <Button look="quiet" onPress={() => go('lists')}>
            Next: import a list
          </Button>
        )}
      </div>
      <ModalDialog title="Save incident" open={saving} onClose={() => setSaving(false)}>
        <p>
          Letters whose wording changes lose counsel’s approval; all others keep it. If the sender, dates, or
          enrollment codes change, the mailing must be released again.
        </p>
        <ActorField />
        <ErrorNotice error={error} />
        <div className="row">
          <Button look="first" isDisabled={busy || actor.trim() === ''} onPress={() => void save()}>
            {busy ? 'Saving…' : 'Save'}
          </Button>
          <Button onPress={() => setSaving(false)}>Cancel</Button>
        </div>
      </ModalDialog>
    </div>
  );
}
