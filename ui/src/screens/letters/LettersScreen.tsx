import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession, useUnsaved } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { TemplateEffect } from '../../ipc/bindings/TemplateEffect';
import type { PreviewTarget } from '../../ipc/bindings/PreviewTarget';
import type { IpcError } from '../../ipc/bindings/IpcError';
import type { Tried } from '../../ipc/bindings/Tried';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { TextInput } from '../../parts/TextInput';
import { ListMissing } from '../../parts/ListMissing';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { many, variant } from '../../parts/format';
import { History } from './History';
import { TemplateList } from './TemplateList';
import { WordDocument } from './WordDocument';
import { LetterPreview } from './LetterPreview';

const Editor = lazy(() => import('./Editor'));

/** Counsel's studio: the words on the left, the page that they make on the right. */
export default function LettersScreen() {
  const { status, revision, refresh, announce } = useSession();
  const leaves = useQuery(host.listTemplates, [revision]);
  const names = useQuery(host.templateNames, []);
  const spread = useQuery(host.mailingBreakdown, [revision]);
  const lights = useQuery(host.checkLetters, [revision]);
  const [path, setPath] = useState('letters/adult.md.hbs');
  const saved = useQuery(() => host.templateText(path), [path, revision]);
  // What was typed and is not saved: of one template at a time, so that the page shows just what is tried.
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? saved.value?.text ?? '';
  const [reader, setReader] = useState<PreviewTarget | null>(null);
  const [faults, setFaults] = useState<IpcError | null>(null);
  const [saving, setSaving] = useState(false);
  const [history, setHistory] = useState(false);
  const [word, setWord] = useState(false);
  const [tree, setTree] = useState(true);
  useEffect(() => {
    const first = leaves.value?.[0];
    if (first && !leaves.value?.some((leaf) => leaf.path === path)) setPath(first.path);
  }, [leaves.value, path]);
  const variants = useMemo(() => spread.value?.variants.map((own) => own.variant) ?? [], [spread.value]);
  useEffect(() => {
    const first = variants[0];
    if (reader === null && first) setReader({ variant: first });
  }, [variants, reader]);

  const changed = saved.value !== undefined && saved.value.path === path && text !== saved.value.text;
  useUnsaved('letters', changed);
  const tried = useMemo<Tried | null>(
    () => (saved.value?.path === path && text !== saved.value.text ? { path, text } : null),
    [saved.value, path, text],
  );
  const choose = (path: string) => {
    setDraft(null);
    setPath(path);
    // The page beside it is one on which these words stand.
    const reads = reader !== null && 'variant' in reader && !fits(path, reader.variant);
    const first = reads ? variants.find((variant) => fits(path, variant)) : undefined;
    if (first) setReader({ variant: first });
  };
  // What is wrong with the words, and not with whom they are shown to.
  const hear = useCallback(
    (said: IpcError | null) => setFaults(said?.reasons.some((reason) => reason.file.includes('templates/')) ? said : null),
    [],
  );
  const marks = useDeferredValue(faults);

  if (status?.rows === 0) {
    return (
      <ListMissing page="Letters" title="No list yet">
        The letter templates are ready. Import a list to preview the letters each person will receive.
      </ListMissing>
    );
  }
  return (
    <div className="stack fill">
      <div className="row between">
        <h1>Letters</h1>
        <div className="row">
          <Button onPress={() => setTree(!tree)} aria-expanded={tree}>
            {tree ? 'Hide templates' : 'Show templates'}
          </Button>
          <Button onPress={() => setHistory(true)}>History</Button>
          <Button isDisabled={changed} onPress={() => setWord(true)}>
            Word…
          </Button>
          <Button isDisabled={!changed} onPress={() => setDraft(null)}>
            Discard changes
          </Button>
          <Button look="first" isDisabled={!changed || faults !== null} onPress={() => setSaving(true)}>
            Save…
          </Button>
        </div>
      </div>
      <div className={tree ? 'studio' : 'studio studio-wide'}>
        {tree && <TemplateList leaves={leaves.value ?? []} path={path} onChoose={choose} changed={changed} />}
        <section className="studio-words" aria-label="Wording">
          <p className="small quiet">
            templates/{path}
            {saved.value?.own && ' · edited in this case'}
          </p>
          <ErrorNotice error={saved.error} />
          <Suspense fallback={<p className="quiet">Loading…</p>}>
            {saved.value?.path === path && (
              <Editor path={path} value={text} onChange={setDraft} said={marks} leaves={leaves.value ?? []} names={names.value ?? []} />
            )}
          </Suspense>
          {faults && (
            <div className="studio-faults">
              <ErrorNotice error={faults} />
            </div>
          )}
        </section>
        {reader && (
          <LetterPreview
            reader={reader}
            setReader={setReader}
            variants={variants}
            lights={lights.value ?? []}
            tried={tried}
            onSaid={hear}
          />
        )}
      </div>
      {saving && tried && (
        <Save
          tried={{ path, text }}
          onClose={() => setSaving(false)}
          onSaved={(effect) => {
            setSaving(false);
            if (saved.value) saved.set({ ...saved.value, text, own: true });
            setDraft(null);
            announce(effect.voids.length === 0 ? 'Saved.' : `Saved. ${many(effect.voids.length, 'approval')} withdrawn.`);
            void refresh();
          }}
        />
      )}
      {word && <WordDocument onClose={() => setWord(false)} onSaved={() => void refresh()} />}
      {history && (
        <History
          path={path}
          onClose={() => setHistory(false)}
          onTake={(text) => {
            setDraft(text);
            setHistory(false);
          }}
        />
      )}
    </div>
  );
}

/** Whether a template can stand in a letter of a variant, as far as its place says. */
function fits(path: string, variant: string): boolean {
  const standing = /letters\/(?:.*\/)?(adult|minor|deceased|represented)\.md/.exec(path)?.[1];
  const state = /jurisdictions\/([a-z]{2})\//.exec(path)?.[1];
  return (
    (!path.startsWith('es/') || variant.endsWith('-es')) &&
    (!standing || variant.includes(`-${standing}-`)) &&
    (!state || variant.startsWith(`${state.toUpperCase()}-`))
  );
}

interface SaveProps {
  tried: Tried;
  onClose: () => void;
  onSaved: (effect: TemplateEffect) => void;
}

/** Says whose signature falls before it is saved. */
function Save({ tried, onClose, onSaved }: SaveProps) {
  const { actor } = useSession();
  const effect = useQuery(() => host.previewTemplateEffect(tried), [tried.path, tried.text]);
  const [why, setWhy] = useState('');
  const { busy, error, run } = useAction();
  const others = effect.value?.changes.filter((name) => !effect.value?.voids.includes(name)) ?? [];
  const list = (names: string[]) => names.map(variant).join('; ');
  const save = () =>
    run(async () => {
      onSaved(await host.saveTemplate(tried, actor, why));
    });
  return (
    <ModalDialog title="Save wording" open onClose={onClose}>
      {effect.busy && <p role="status">Checking which letters change…</p>}
      <ErrorNotice error={effect.error} />
      {effect.value && (
        <Note
          of={effect.value.voids.length > 0 ? 'warning' : 'notice'}
          title={
            effect.value.voids.length > 0
              ? `${many(effect.value.voids.length, 'approval')} will be withdrawn`
              : 'No approvals affected'
          }
        >
          {effect.value.voids.length > 0 && <p data-testid="voids">{list(effect.value.voids)}</p>}
          <p>
            {effect.value.changes.length === 0
              ? 'No letters in this case change.'
              : others.length === 0
                ? 'No other letters change.'
                : `Also changes ${many(others.length, 'version')} not approved yet: ${list(others)}`}
          </p>
          {effect.value.signed_again.length > 0 && (
            <p>Already approved with this wording, so approved again: {list(effect.value.signed_again)}</p>
          )}
        </Note>
      )}
      {effect.value && effect.value.stale.length > 0 && (
        <Note of="warning" title="The Spanish translation is out of date">
          <p>{effect.value.stale.join('; ')}</p>
          <p>Update the Spanish wording or have it translated. Until then, Spanish letters keep the old wording.</p>
        </Note>
      )}
      <TextInput label="Reason" help="A few words. Shown in the history." value={why} onChange={setWhy} />
      <ActorField />
      <ErrorNotice error={error} />
      <div className="row">
        <Button
          look="first"
          isDisabled={busy || !effect.value || why.trim() === '' || actor.trim() === ''}
          onPress={() => void save()}
        >
          {busy ? 'Saving…' : 'Save'}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}
