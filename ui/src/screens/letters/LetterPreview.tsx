import { useEffect, useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useAction, useQuery, useDebounced } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { LetterText } from '../../ipc/bindings/LetterText';
import type { PreviewOptions } from '../../ipc/bindings/PreviewOptions';
import type { PreviewTarget } from '../../ipc/bindings/PreviewTarget';
import type { IpcError } from '../../ipc/bindings/IpcError';
import type { PersonRow } from '../../ipc/bindings/PersonRow';
import type { VariantLight } from '../../ipc/bindings/VariantLight';
import type { Tried } from '../../ipc/bindings/Tried';
import { AS_PRINTED, PreviewSettings } from '../../parts/PreviewSettings';
import { Button } from '../../parts/Button';
import { SelectField } from '../../parts/SelectField';
import { TextInput } from '../../parts/TextInput';
import { LetterView } from '../../parts/LetterView';
import { ChecklistResults } from '../../parts/ChecklistResults';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { useZones } from '../../parts/zones';
import { count, many, variant } from '../../parts/format';

interface Props {
  reader: PreviewTarget;
  setReader: (reader: PreviewTarget) => void;
  variants: readonly string[];
  /** How each of them stands on the checklist, with the words that count. */
  lights: readonly VariantLight[];
  tried: Tried | null;
  /** Hears what is wrong with the words, or that nothing is. */
  onSaid: (said: IpcError | null) => void;
}

/** The page as somebody reads it, with the words that are being tried. */
export function LetterPreview({ reader, setReader, variants, lights, tried, onSaid }: Props) {
  const { revision, announce } = useSession();
  const saving = useAction();
  const [manner, setManner] = useState(AS_PRINTED);
  const [written, setWritten] = useState('');
  const [somebody, setSomebody] = useState('');
  const weigh = new Set(lights.filter((own) => own.light !== 'green').map((own) => own.variant));
  const key = 'row' in reader ? reader.row : reader.variant;
  const page = useQuery(() => host.renderLetter(reader, manner, tried), [key, manner, tried, revision]);
  const zones = useZones();
  const [bytes, setBytes] = useState<ArrayBuffer | null>(null);
  useEffect(() => {
    if (page.value) setBytes(page.value);
  }, [page.value]);
  useEffect(() => onSaid(page.error), [page.error, onSaid]);
  const write = () =>
    saving.run(async () => {
      setWritten('');
      const out = await host.choose('new_docx');
      if (!out) return;
      const file = await host.exportLetterDocx(reader, manner, tried, out.token);
      setWritten(file);
      announce(`Letter saved: ${file}`);
    });
  return (
    <section className="studio-page" aria-label="Letter preview">
      <div className="row filters">
        <SelectField
          label="Preview for"
          options={variants.map((word) => ({ word, label: `${variant(word)}${weigh.has(word) ? ' (needs review)' : ''}` }))}
          value={'variant' in reader ? reader.variant : ''}
          onChange={(variant) => setReader({ variant })}
        />
        <Somebody shown={'row' in reader ? somebody : ''} onChoose={(row) => {
            setSomebody(`${row.name}, ${row.city} ${row.jurisdiction}`);
            setReader({ row: row.row });
          }}
        />
      </div>
      <div className="row">
        <PreviewSettings manner={manner} set={setManner} />
        <Button isDisabled={saving.busy} onPress={() => void write()}>
          Save as Word file…
        </Button>
      </div>
      <p className="quiet small studio-state" role="status">
        {page.error
          ? 'This is the last version that worked. Fix the errors to update it.'
          : written
            ? `Word file saved: ${written}`
            : tried
              ? 'Preview of unsaved changes.'
              : 'Preview of the saved wording.'}
      </p>
      <ErrorNotice error={saving.error} />
      {page.error && !ofWords(page.error) && <ErrorNotice error={page.error} />}
      <Tabs className="tabs fill">
        <TabList className="tab-list" aria-label="Preview view">
          <Tab className="tab" id="page">
            Page
          </Tab>
          <Tab className="tab" id="sentences">
            Sentences
          </Tab>
          <Tab className="tab" id="lights">
            Checklist
          </Tab>
        </TabList>
        <TabPanel id="page" className="tab-panel">
          <LetterView bytes={bytes} zones={zones} label="Letter" />
        </TabPanel>
        <TabPanel id="sentences" className="tab-panel">
          <InWords reader={reader} manner={manner} tried={tried}>
            {(words) => <Sentences paragraphs={words.paragraphs} tried={tried} />}
          </InWords>
        </TabPanel>
        <TabPanel id="lights" className="tab-panel">
          <InWords reader={reader} manner={manner} tried={tried}>
            {(words) => (
              <div className="stack">
                {words.statute && words.statute !== 'none' && <p className="small quiet">{words.statute}</p>}
                <ChecklistResults checks={words.checks} />
              </div>
            )}
          </InWords>
        </TabPanel>
      </Tabs>
    </section>
  );
}

interface InWordsProps {
  reader: PreviewTarget;
  manner: PreviewOptions;
  tried: Tried | null;
  children: (words: LetterText) => ReactNode;
}

/** The letter in words, asked for where somebody looks at them and nowhere else. */
function InWords({ reader, manner, tried, children }: InWordsProps) {
  const { revision } = useSession();
  const key = 'row' in reader ? reader.row : reader.variant;
  const words = useQuery(() => host.letterText(reader, manner, tried), [key, manner, tried, revision]);
  return (
    <>
      <ErrorNotice error={words.error} />
      {words.value ? children(words.value) : !words.error && <p role="status">Loading…</p>}
    </>
  );
}

/** Whether a refusal is about the words of templates. */
const ofWords = (said: IpcError) => said.reasons.some((reason) => reason.file.includes('templates/'));

/** Somebody of the case, looked for by name. */
function Somebody({ shown, onChoose }: { shown: string; onChoose: (row: PersonRow) => void }) {
  const [search, setSearch] = useState('');
  const settled = useDebounced(search, 150);
  const found = useQuery(
    async () =>
      settled.trim().length < 2
        ? []
        : (
            await host.peoplePage({
              search: settled,
              disposition: 'letter',
              standing: '',
              jurisdiction: '',
              code: '',
              variant: '',
              sort: 'name',
              descending: false,
              offset: 0,
              limit: 6,
            })
          ).rows,
    [settled],
  );
  return (
    <div className="somebody">
      <TextInput
        label="Or a person"
        placeholder="Name or ZIP code"
        help={shown && `Showing: ${shown}`}
        value={search}
        onChange={setSearch}
      />
      {found.value && found.value.length > 0 && search !== '' && (
        <ul className="plain-list somebody-found">
          {found.value.map((row) => (
            <li key={row.row}>
              <button
                type="button"
                className="leaf"
                onClick={() => {
                  onChoose(row);
                  setSearch('');
                }}
              >
                {row.name}, {row.city} {row.jurisdiction}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Each sentence a button: whom does it reach? */
function Sentences({ paragraphs, tried }: { paragraphs: readonly string[]; tried: Tried | null }) {
  const [sentence, setSentence] = useState('');
  // A sentence that is on the page no more reaches nobody.
  const stands = paragraphs.some((paragraph) => splitSentences(paragraph).includes(sentence));
  const wanted = stands ? sentence : '';
  return (
    <div className="halves">
      <div>
        <p className="quiet small">Names and codes here are invented. Select a sentence to see who receives it.</p>
        <div className="paper">
          {paragraphs.map((paragraph, at) => (
            <p key={at}>
              {splitSentences(paragraph).map((own, at) => (
                <button
                  key={at}
                  type="button"
                  className="sentence"
                  aria-pressed={own === wanted}
                  onClick={() => setSentence(own)}
                >
                  {own}
                </button>
              ))}
            </p>
          ))}
        </div>
      </div>
      <aside className="stack" aria-label="Who receives this sentence" aria-live="polite">
        {wanted !== '' && (
          <>
            <Reach key={wanted} sentence={wanted} tried={tried} />
            <Button look="quiet" onPress={() => setSentence('')}>
              Close
            </Button>
          </>
        )}
      </aside>
    </div>
  );
}

/** Whom one sentence reaches. */
function Reach({ sentence, tried }: { sentence: string; tried: Tried | null }) {
  const { revision } = useSession();
  const reached = useQuery(() => host.sentenceReach(sentence, tried), [sentence, tried, revision]);
  if (reached.error) return <ErrorNotice error={reached.error} />;
  if (!reached.value || reached.busy) return <p>Searching all letters…</p>;
  const { people, states, names } = reached.value;
  return (
    <>
      <p>
        <strong>{many(people, 'person receives', 'people receive')}</strong> this sentence, in {many(Object.keys(states).length, 'state')}.
      </p>
      <p className="small">
        {Object.entries(states)
          .map(([state, people]) => `${state} ${count(people ?? 0)}`)
          .join(', ')}
      </p>
      <ul className="plain-list small">
        {names.map((row) => (
          <li key={row.row}>
            {row.name}, {row.city} {row.jurisdiction}
          </li>
        ))}
      </ul>
      {people > names.length && names.length > 0 && (
        <p className="quiet small">First {names.length}, in list order.</p>
      )}
      {people === 0 && (
        <p className="quiet">
          No letter has exactly this sentence: it includes a person’s own details, or it does not apply to anyone on
          your lists.
        </p>
      )}
    </>
  );
}

/** A paragraph in its sentences; points within numbers, web addresses and after initials end none. */
export function splitSentences(paragraph: string): string[] {
  const found = paragraph.split(/(?<=[.?!][”’)]?)(?<!\b\p{Lu}\.)\s+(?=[“‘(]?[A-ZÁÉÍÓÚÑ¿¡])/u);
  return found.filter((sentence) => sentence.trim() !== '');
}
