import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useAct, useAsked, useSettled } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import type { Reached } from '../../ipc/bindings/Reached';
import type { Reader } from '../../ipc/bindings/Reader';
import type { Said } from '../../ipc/bindings/Said';
import type { Tried } from '../../ipc/bindings/Tried';
import { AS_PRINTED, AsRead } from '../../parts/AsRead';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { Field } from '../../parts/Field';
import { LetterView } from '../../parts/LetterView';
import { Lights } from '../../parts/Lights';
import { Refusal } from '../../parts/Refusal';
import { useZones } from '../../parts/zones';
import { count, many, variant } from '../../parts/words';

interface Props {
  reader: Reader;
  setReader: (reader: Reader) => void;
  variants: readonly string[];
  tried: Tried | null;
  /** Hears what is wrong with the words, or that nothing is. */
  onSaid: (said: Said | null) => void;
}

/** The page as somebody reads it, with the words that are being tried. */
export function Page({ reader, setReader, variants, tried, onSaid }: Props) {
  const { turn, say } = useDesk();
  const saving = useAct();
  const [manner, setManner] = useState(AS_PRINTED);
  const key = 'row' in reader ? reader.row : reader.variant;
  const page = useAsked(() => host.letterPage(reader, manner, tried), [key, manner, tried, turn]);
  const words = useAsked(() => host.letterWords(reader, manner, tried), [key, manner, tried, turn]);
  const zones = useZones();
  const [bytes, setBytes] = useState<ArrayBuffer | null>(null);
  useEffect(() => {
    if (page.value) setBytes(page.value);
  }, [page.value]);
  useEffect(() => onSaid(page.refused), [page.refused, onSaid]);
  return (
    <section className="studio-page" aria-label="The page">
      <div className="row filters">
        <Choice
          label="As seen by"
          options={variants.map((word) => ({ word, label: variant(word) }))}
          value={'variant' in reader ? reader.variant : ''}
          onChange={(variant) => setReader({ variant })}
        />
        <Somebody onChoose={(row) => setReader({ row })} />
      </div>
      <div className="row">
        <AsRead manner={manner} set={setManner} />
        <Button
          isDisabled={saving.busy}
          onPress={() =>
            void saving.run(async () => {
              const out = await host.choose('new_docx');
              if (out) say(`The letter is in ${await host.letterDocx(reader, manner, tried, out)}.`);
            })
          }
        >
          Save as .docx for reading …
        </Button>
        <span className="quiet small" role="status">
          {page.busy ? 'Setting …' : page.refused ? 'The page before; the words cannot be set.' : tried ? 'With the words on the left, not saved.' : ''}
        </span>
      </div>
      <Refusal said={saving.refused} />
      <Tabs className="tabs fill">
        <TabList className="tab-list" aria-label="How the letter is shown">
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
          <Sentences paragraphs={words.value?.paragraphs ?? []} tried={tried} />
        </TabPanel>
        <TabPanel id="lights" className="tab-panel">
          <Refusal said={words.refused} />
          {words.value && (
            <div className="stack">
              <p className="small quiet">{words.value.statute}</p>
              <Lights checks={words.value.checks} />
            </div>
          )}
        </TabPanel>
      </Tabs>
    </section>
  );
}

/** Somebody of the case, looked for by name. */
function Somebody({ onChoose }: { onChoose: (row: number) => void }) {
  const [search, setSearch] = useState('');
  const settled = useSettled(search, 150);
  const found = useAsked(
    async () =>
      settled.trim().length < 2
        ? []
        : (
            await host.people({
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
      <Field label="Or by somebody" placeholder="Name, ZIP code" value={search} onChange={setSearch} />
      {found.value && found.value.length > 0 && search !== '' && (
        <ul className="plain-list somebody-found">
          {found.value.map((row) => (
            <li key={row.row}>
              <button
                type="button"
                className="leaf"
                onClick={() => {
                  onChoose(row.row);
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
  const [reached, setReached] = useState<Reached | null>(null);
  const { busy, refused, run } = useAct();
  const look = (sentence: string) => {
    setSentence(sentence);
    void run(async () => setReached(await host.letterReach(sentence, tried)));
  };
  return (
    <div className="halves">
      <div className="paper">
        {paragraphs.map((paragraph, at) => (
          <p key={at}>
            {sentences(paragraph).map((own, at) => (
              <button
                key={at}
                type="button"
                className="sentence"
                aria-pressed={own === sentence}
                onClick={() => look(own)}
              >
                {own}
              </button>
            ))}
          </p>
        ))}
      </div>
      <aside className="stack" aria-label="Whom it reaches" aria-live="polite">
        {sentence === '' && <p className="quiet">Choose a sentence to see whom it reaches.</p>}
        {busy && <p>Looking through all letters …</p>}
        <Refusal said={refused} />
        {reached && !busy && sentence !== '' && (
          <>
            <p>
              <strong>{many(reached.people, 'person reads', 'people read')}</strong> this sentence, in{' '}
              {many(Object.keys(reached.states).length, 'state')}.
            </p>
            <p className="small">
              {Object.entries(reached.states)
                .map(([state, people]) => `${state} ${count(people ?? 0)}`)
                .join(', ')}
            </p>
            <ul className="plain-list small">
              {reached.names.map((row) => (
                <li key={row.row}>
                  {row.name}, {row.city} {row.jurisdiction}
                </li>
              ))}
            </ul>
            {reached.people > reached.names.length && reached.names.length > 0 && (
              <p className="quiet small">The first {reached.names.length}, in the order of the lists.</p>
            )}
            {reached.people === 0 && <p className="quiet">Words of a person’s own stand in it, so no other letter has it.</p>}
          </>
        )}
        {sentence !== '' && (
          <Button
            look="quiet"
            onPress={() => {
              setSentence('');
              setReached(null);
            }}
          >
            Put away
          </Button>
        )}
      </aside>
    </div>
  );
}

/** A paragraph in its sentences; points within numbers, web addresses and initials end none. */
export function sentences(paragraph: string): string[] {
  const found = paragraph.split(/(?<=[.?!][”’)]?)\s+(?=[“‘(]?[A-ZÁÉÍÓÚÑ¿¡])/u);
  return found.filter((sentence) => sentence.trim() !== '');
}
