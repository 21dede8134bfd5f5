import { useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../app/query';
import * as host from '../../ipc/bindings/commands';
import type { IncidentPreview } from '../../ipc/bindings/IncidentPreview';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { FormField } from '../../ipc/bindings/FormField';
import type { IncidentForm } from '../../ipc/bindings/IncidentForm';
import type { Token } from '../../ipc/bindings/Token';
import { SelectField } from '../../parts/SelectField';
import { TextInput } from '../../parts/TextInput';
import { Note } from '../../parts/Note';
import { Redline } from '../../parts/Redline';
import { CheckboxField } from '../../parts/CheckboxField';
import { sentence } from '../../advice';
import { PathPicker } from '../../parts/PathPicker';
import { day, toCount, toDay, typedDay } from '../../parts/format';
import { stateCode, stateOptions } from '../../parts/states';

/** Chosen files by the fact that names them. */
export type Files = ReadonlyMap<string, Token>;

interface Props {
  sheet: IncidentForm;
  /** The facts as they count now; what is typed is shown against them. */
  before: string;
  onChange: (sheet: IncidentForm) => void;
  onFile: (key: string, file: Chosen | null) => void;
  /** Whether everything that is missing is told: somebody wanted to go on. */
  touched?: boolean;
}

/** Facts on the left, the letter that they make on the right, changing as one types. */
export function IncidentFields({ sheet, before, onChange, onFile, touched = true }: Props) {
  const [key, setKey] = useState('');
  // What is typed is on the screen at once; the program hears of it after a moment.
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const text = useRef(sheet.text);
  text.current = sheet.text;
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const put = (entered: FormField, value: string) => {
    setKey(entered.key);
    setTyped((typed) => new Map(typed).set(entered.key, value));
    // One after the other, each on what the one before made.
    queue.current = queue.current.then(async () => {
      const next = await host.setFormField(text.current, entered.key, value);
      text.current = next.text;
      onChange(next);
    });
  };
  return (
    <div className="halves">
      <div className="stack facts">
        <Days sheet={sheet} />
        {sheet.faults.length > 0 && (
          <Note of="warning" title="There is a problem with the incident file">
            <ul>
              {sheet.faults.map((fault, at) => (
                <li key={at}>{sentence(fault)}</li>
              ))}
            </ul>
          </Note>
        )}
        {sheet.groups.map((group) => (
          <fieldset key={group.title} className="group">
            <legend>{group.title}</legend>
            <p className="help">{group.about}</p>
            {group.fields.map((field) => (
              <div key={field.key} data-fact={field.key} onFocus={() => setKey(field.key)}>
                <Fact
                  field={field}
                  quiet={!touched && field.value === '' && !typed.has(field.key)}
                  value={typed.get(field.key) ?? (field.kind === 'day' ? typedDay(field.value) : field.value)}
                  put={(value) => put(field, value)}
                  onFile={onFile}
                />
              </div>
            ))}
          </fieldset>
        ))}
      </div>
      <Letter sheet={sheet} before={before} factKey={key} />
    </div>
  );
}

interface FactProps {
  field: FormField;
  /** Nothing was filled in yet: that it is missing is no fault so far. */
  quiet: boolean;
  value: string;
  put: (value: string) => void;
  onFile: (key: string, file: Chosen | null) => void;
}

function Fact({ field, quiet, value, put, onFile }: FactProps) {
  const label = field.optional ? `${field.label} (optional)` : field.label;
  const faults = quiet ? [] : faultsOf(field, value);
  switch (field.kind) {
    case 'yes_no':
      return (
        <div className="field">
          <CheckboxField on={value === 'true'} set={(on) => put(on ? 'true' : 'false')}>
            {field.label}
          </CheckboxField>
          <p className="help">{field.help}</p>
          <Faults faults={faults} />
        </div>
      );
    case 'choice':
      return (
        <div>
          <SelectField
            label={label}
            help={field.help}
            options={field.choices}
            value={value}
            onChange={put}
            {...(field.optional ? { none: 'None' } : {})}
          />
          <Faults faults={faults} />
        </div>
      );
    case 'many': {
      const chosen = value.split('\n').filter(Boolean);
      return (
        <fieldset className="field many">
          <legend className="label">{field.label}</legend>
          <p className="help">{field.help}</p>
          <div className="many-ticks">
            {field.choices.map((choice) => (
              <CheckboxField
                key={choice.word}
                on={chosen.includes(choice.word)}
                set={(on) =>
                  put(
                    field.choices
                      .map((own) => own.word)
                      .filter((word) => (word === choice.word ? on : chosen.includes(word)))
                      .join('\n'),
                  )
                }
              >
                {choice.label}
              </CheckboxField>
            ))}
          </div>
          <Faults faults={faults} />
        </fieldset>
      );
    }
    case 'file':
      return (
        <div className="field">
          <PathPicker
            label={label}
            wanted="picture"
            shown={value}
            optional={field.optional}
            set={(file) => {
              onFile(field.key, file);
              put(file?.name ?? '');
            }}
          />
          <p className="help">{field.help}</p>
          <Faults faults={faults} />
        </div>
      );
    default:
      if (field.key === 'practice.state') {
        return (
          <div>
            <SelectField label={label} help={field.help} options={stateOptions(value)} value={stateCode(value)} onChange={put} />
            <Faults faults={faults} />
          </div>
        );
      }
      return (
        <TextInput
          label={label}
          help={field.kind === 'day' ? `${field.help} MM/DD/YYYY.` : field.help}
          value={value}
          onChange={put}
          faults={faults}
          {...(field.kind === 'long' ? { lines: 3 } : field.kind === 'lines' ? { lines: Math.max(2, value.split('\n').length) } : {})}
        />
      );
  }
}

/** What is wrong with a fact, in the words of the sheet and not of the file. */
function faultsOf(field: FormField, value: string): string[] {
  if (field.faults.length === 0) return [];
  if (value.trim() === '') return ['Required.'];
  if (field.kind === 'day' && toDay(value) === null)
    return ['Enter a valid date, such as 03/21/2025.'];
  if (field.kind === 'number' && toCount(value) === null) return ['Enter a whole number.'];
  return field.faults.map(sentence);
}

function Faults({ faults }: { faults: string[] }) {
  return faults.length > 0 ? <p className="fault">{faults.join(' ')}</p> : null;
}

const DAYS = [
  ['incident.occurred_from', 'Started'],
  ['incident.occurred_to', 'Ended'],
  ['incident.discovered', 'Discovered'],
  ['incident.review_completed', 'Review completed'],
  ['mailing.date', 'Mailing'],
] as const;

/** The days in the order in which they came. */
function Days({ sheet }: { sheet: IncidentForm }) {
  const values = new Map(sheet.groups.flatMap((group) => group.fields).map((field) => [field.key, field.value]));
  const known = DAYS.map(([key, words]) => ({ words, at: values.get(key) ?? '' }))
    .filter(({ at }) => /^\d{4}-\d{2}-\d{2}$/.test(at))
    .sort((a, b) => a.at.localeCompare(b.at));
  if (known.length < 2) return null;
  return (
    <ol className="days" aria-label="Timeline">
      {known.map(({ words, at }) => (
        <li key={words}>
          <span className="days-dot" aria-hidden="true" />
          <span className="small">{words}</span>
          <time className="quiet small" dateTime={at}>
            {day(at)}
          </time>
        </li>
      ))}
    </ol>
  );
}

function Letter({ sheet, before, factKey }: { sheet: IncidentForm; before: string; factKey: string }) {
  const [child, setChild] = useState(false);
  const [beside, setBeside] = useState<IncidentPreview | null>(null);
  const text = useDebounced(sheet.text, 150);
  const sound = sheet.sound;
  useEffect(() => {
    if (!sound) return;
    let counts = true;
    host.previewIncidentLetter(before, text, factKey, child).then(
      (next) => counts && setBeside(next),
      () => undefined,
    );
    return () => {
      counts = false;
    };
  }, [before, text, factKey, child, sound]);
  return (
    <aside className="beside" aria-label="Letter preview">
      <div className="row between">
        <h2>Letter preview</h2>
        <CheckboxField on={child} set={setChild}>
          Letter about a child
        </CheckboxField>
      </div>
      {!sheet.sound && (
        <p className="quiet">
          {beside ? 'Last complete version. The preview updates when all required fields are filled in.' : 'The preview appears when all required fields are filled in.'}
        </p>
      )}
      {beside && (
        <div className="paper" tabIndex={0} role="group" aria-label="Letter text">
          {beside.paragraphs.map((paragraph, at) => (
            <p key={at} className={beside.fed.includes(at) ? 'fed' : undefined}>
              <Redline marked={paragraph} />
            </p>
          ))}
        </div>
      )}
    </aside>
  );
}

/** Chosen files by the fact that names them; nothing chosen takes one off. */
export function withFile(files: Files, key: string, file: Chosen | null): Files {
  const next = new Map(files);
  if (file) next.set(key, file.token);
  else next.delete(key);
  return next;
}
