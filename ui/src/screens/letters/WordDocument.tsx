import { useState } from 'react';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { ReturnedTemplate } from '../../ipc/bindings/ReturnedTemplate';
import type { ReturnedWording } from '../../ipc/bindings/ReturnedWording';
import type { Untaken } from '../../ipc/bindings/Untaken';
import { ActorField } from '../../parts/ActorField';
import { Button } from '../../parts/Button';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { ModalDialog } from '../../parts/ModalDialog';
import { Note } from '../../parts/Note';
import { Redline } from '../../parts/Redline';
import { TextInput } from '../../parts/TextInput';
import { sentence } from '../../advice';
import { many, variant } from '../../parts/format';

const UNTAKEN: Record<Untaken, string> = {
  table: 'a table',
  text_box: 'a text box',
  picture: 'a picture',
  footnote: 'a footnote',
  formula: 'a formula',
  formatting: 'formatting, such as bold or color',
  automatic_list: 'automatic bullets or numbers',
  hidden_text: 'hidden text',
};

interface Props {
  onClose: () => void;
  /** The wording of the case is another now. */
  onSaved: () => void;
}

/** The wording as a Word document: out, to be edited with tracked changes, and back. */
export function WordDocument({ onClose, onSaved }: Props) {
  const { actor, announce } = useSession();
  const { busy, error, run } = useAction();
  const [written, setWritten] = useState('');
  const [file, setFile] = useState<Chosen | null>(null);
  const [returned, setReturned] = useState<ReturnedWording | null>(null);
  const [why, setWhy] = useState('');
  const write = () =>
    run(async () => {
      const out = await host.choose('new_wording');
      if (!out) return;
      const name = await host.exportWordingDocx(out.token);
      setWritten(name);
      announce(`Wording saved: ${name}`);
    });
  const read = () =>
    run(async () => {
      const chosen = await host.choose('edited_wording');
      if (!chosen) return;
      setReturned(null);
      setFile(chosen);
      setReturned(await host.readWordingDocx(chosen.token, null, null));
    });
  const save = () =>
    run(async () => {
      if (!file) return;
      const saved = await host.readWordingDocx(file.token, actor, why);
      setReturned(saved);
      if (saved.saved) onSaved();
    });
  const changed = returned?.templates.filter((own) => own.redline !== '').length ?? 0;
  const canSave = returned !== null && returned.effect !== null && !returned.saved;
  return (
    <ModalDialog title="Edit wording in Word" open onClose={onClose} wide>
      <p>
        Save all wording as one Word document, edit it in Word or LibreOffice with tracked changes and comments, and
        open it here again. Nothing changes until you save.
      </p>
      <div className="row">
        <Button isDisabled={busy} onPress={() => void write()}>
          Save as Word document…
        </Button>
        <Button isDisabled={busy} onPress={() => void read()}>
          Open edited document…
        </Button>
      </div>
      {written !== '' && <p className="quiet small">Saved: {written}</p>}
      {busy && <p role="status">Reading…</p>}
      <ErrorNotice error={error} />
      {returned && (
        <div className="stack" data-testid="returned-wording">
          <p role="status">
            {file?.name}: {many(returned.read, 'template')} read, {changed === 0 ? 'no wording has changed' : `${changed} changed`}.
          </p>
          {returned.problem && (
            <Note of="warning" title="These changes cannot be saved">
              <p>{sentence(returned.problem)}</p>
            </Note>
          )}
          {returned.templates.map((own) => (
            <Template key={own.path} own={own} />
          ))}
          {returned.effect && (
            <Note of={returned.effect.voids.length > 0 ? 'warning' : 'notice'} title={title(returned)}>
              {returned.effect.voids.length > 0 && <p>{returned.effect.voids.map(variant).join('; ')}</p>}
              <p>Letter versions with other words: {returned.effect.changes.length}.</p>
            </Note>
          )}
        </div>
      )}
      {canSave && (
        <>
          <TextInput label="Reason" help="A few words. Shown in the history." value={why} onChange={setWhy} />
          <ActorField />
        </>
      )}
      <div className="row">
        {canSave && (
          <Button look="first" isDisabled={busy || why.trim() === '' || actor.trim() === ''} onPress={() => void save()}>
            Save changes
          </Button>
        )}
        <Button onPress={onClose}>Close</Button>
      </div>
    </ModalDialog>
  );
}

/** What saving does or did to approvals. */
function title({ effect, saved }: ReturnedWording): string {
  const voids = effect?.voids.length ?? 0;
  if (voids === 0) return saved ? 'Saved' : 'No approvals affected';
  return saved ? `Saved. ${many(voids, 'approval')} withdrawn` : `${many(voids, 'approval')} will be withdrawn`;
}

/** A template that came back. */
function Template({ own }: { own: ReturnedTemplate }) {
  return (
    <section aria-label={own.path}>
      <h3>{own.path}</h3>
      {own.changed_by.length > 0 && <p className="small">Changes tracked for {own.changed_by.join('; ')}.</p>}
      {own.untracked && <p className="small">Something was changed without being tracked.</p>}
      {own.not_taken.length > 0 && (
        <p className="small">Not taken, as letters cannot have it: {own.not_taken.map((what) => UNTAKEN[what]).join('; ')}.</p>
      )}
      {own.problem && (
        <Note of="warning" title="This template cannot be taken">
          <p>{sentence(own.problem)}</p>
        </Note>
      )}
      {own.comments.length > 0 && (
        <ul>
          {own.comments.map((comment, at) => (
            <li key={at}>
              <strong>{comment.by}:</strong> {comment.words} <span className="quiet small">(beside “{comment.beside}”)</span>
            </li>
          ))}
        </ul>
      )}
      {own.redline !== '' && (
        <pre className="paper redline">
          <Redline marked={own.redline} />
        </pre>
      )}
    </section>
  );
}
