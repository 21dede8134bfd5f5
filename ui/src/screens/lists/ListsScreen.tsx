import { useEffect, useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession, useUnsaved, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { ImportReport } from '../../ipc/bindings/ImportReport';
import type { GuardianReport } from '../../ipc/bindings/GuardianReport';
import type { ListInspection } from '../../ipc/bindings/ListInspection';
import { onWindowEvent } from '../../ipc/windowEvents';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { Empty, Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { CheckboxField } from '../../parts/CheckboxField';
import { count, many } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';
import { FirstRows } from './FirstRows';
import { MappingTable } from './MappingTable';
import { ExcludeListDialog } from './ExcludeListDialog';
import { found as foundUses, joined, named, open, wanting, type Uses } from './columnMapping';

/** Lists come in: looked at, columns named, counted. */
export default function ListsScreen() {
  const { status, refresh, actor, announce, go } = useSession();
  const [over, setOver] = useState(false);
  const [file, setFile] = useState<Chosen | null>(null);
  const [surveyed, setSurveyed] = useState<ListInspection | null>(null);
  const [uses, setUses] = useState<Uses>(new Map());
  const [dateOrder, setDateOrder] = useState('');
  const [headed, setHeaded] = useState<boolean | null>(null);
  const [together, setTogether] = useState(false);
  const [adds, setAdds] = useState(false);
  const [result, setResult] = useState<ImportReport | null>(null);
  const [joinedFile, setJoinedFile] = useState<GuardianReport | null>(null);
  const [guardians, setGuardians] = useState<Chosen | null>(null);
  const [whole, setWhole] = useState('');
  const words = useQuery(host.columnUses, []);
  const look = useAction();
  const bring = useTask('lists');
  const [going, hear, clear] = useProgress();
  useUnsaved('lists', surveyed !== null);

  const survey = (file: Chosen, headed: boolean | null = null) =>
    look.run(async () => {
      setResult(null);
      setJoinedFile(null);
      bring.clear();
      const found = await host.inspectList(file.token, headed === null ? null : { columns: [], date_order: '', headed });
      setFile(file);
      setSurveyed(found);
      setUses(foundUses(found));
      setDateOrder('');
      setTogether(false);
      // Where nobody can tell, what was guessed is said, so that the list is read just so.
      setHeaded(headed ?? (found.headings_open ? found.heading_line !== null : null));
    });
  useEffect(
    () =>
      onWindowEvent((event) => {
        if (event.kind === 'drag_enter' || event.kind === 'drag_leave') setOver(event.kind === 'drag_enter');
        if (event.kind !== 'drop') return;
        setOver(false);
        if (event.files[0]) void survey(event.files[0]);
      }),
    // The zone is the whole window while this page is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [],
  );
  const several = surveyed ? joined(surveyed, uses) : new Map<string, never>();
  const left = surveyed ? open(surveyed, uses) : [];
  const todo = !surveyed
    ? ''
    : surveyed.rows === 0
      ? 'The list has no row'
      : left.length > 0
        ? `${many(left.length, 'column')} not decided yet`
        : (wanting(uses) ??
          (several.size > 0 && !together
            ? 'Say whether columns are joined'
            : surveyed.which_first.length > 0 && dateOrder === ''
              ? 'Say which of day and month comes first'
              : actor.trim() === ''
                ? 'Your name is missing'
                : ''));
  const importList = async () => {
    if (!file || !surveyed) return;
    clear();
    const done = await bring.run(async () => {
      const told = await host.importList(file.token, named(surveyed, uses, { dateOrder, headed }), null, adds, actor, hear);
      setResult(told);
      setSurveyed(null);
      setFile(null);
      await refresh();
      announce(`The list is in: ${many(told.new, 'new person', 'new people')}, ${count(told.held)} held.`);
    });
    if (!done) announce('The list was not brought in.');
  };
  const join = async () => {
    if (!guardians) return;
    clear();
    const done = await bring.run(async () => {
      setJoinedFile(await host.joinGuardians(guardians.token, actor, hear));
      await refresh();
    });
    if (done) setGuardians(null);
  };

  return (
    <div className="stack">
      <h1>Lists</h1>
      <p className="lead">Lists as they came from the forensic firm or out of the practice’s system. They are kept byte for byte.</p>
      {status && status.lists.length > 0 && (
        <table className="table">
          <caption className="unseen">Lists of the case</caption>
          <thead>
            <tr>
              <th scope="col">List</th>
              <th scope="col">Stands in the place of</th>
              <th scope="col">
                <span className="unseen">Everybody of it</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {status.lists.map((list) => (
              <tr key={list.list}>
                <td>{list.name}</td>
                <td>{status.lists.find((older) => older.list === list.amends)?.name ?? '—'}</td>
                <td>
                  <Button look="quiet" onPress={() => setWhole(list.name)}>
                    Take everybody out …<span className="unseen"> {list.name}</span>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {whole && <ExcludeListDialog list={whole} onClose={() => setWhole('')} />}
      {!surveyed && (
        <div className={over ? 'drop drop-over' : 'drop'}>
          <p className="empty-title">Drop a list here</p>
          <p className="quiet">CSV, tab-separated text, or the first sheet of an Excel workbook.</p>
          <div className="row">
            <Button
              look="first"
              isDisabled={look.busy}
              onPress={() => void host.choose('list').then((file) => (file ? survey(file) : undefined))}
            >
              Choose a list …
            </Button>
            {status && status.lists.length > 0 && (
              <Button onPress={() => void host.choose('list').then((file) => file && setGuardians(file))}>
                Join a file of guardians …
              </Button>
            )}
          </div>
        </div>
      )}
      {look.busy && <p role="status">Looking at the list …</p>}
      <ErrorNotice error={look.error} />
      {result && <Result result={result} onReview={() => go('review')} />}
      {joinedFile && <JoinedNote joined={joinedFile} onLook={() => go('review')} />}
      {surveyed && (
        <section className="stack" aria-labelledby="mapping">
          <h2 id="mapping">{surveyed.name}</h2>
          <p>
            {many(surveyed.rows, 'row')},{' '}
            {surveyed.name.toLowerCase().endsWith('.xlsx')
              ? 'the first sheet of the workbook'
              : `${surveyed.encoding}, cells parted by ${delimiter(surveyed.delimiter)}`}
            {surveyed.heading_line ? `, headings in line ${surveyed.heading_line}` : ', without headings'}.
          </p>
          <FirstRows surveyed={surveyed} />
          {surveyed.headings_open && file && (
            <fieldset className="group">
              <legend>The first row</legend>
              <p>Nothing tells whether it holds headings or is a person already.</p>
              {[true, false].map((own) => (
                <label key={String(own)} className="radio">
                  <input type="radio" name="headed" checked={headed === own} onChange={() => void survey(file, own)} />
                  {own ? 'It holds headings' : 'It is a person already; the list has no headings'}
                </label>
              ))}
            </fieldset>
          )}
          <MappingTable surveyed={surveyed} uses={uses} words={words.value ?? []} onChange={setUses} />
          {several.size > 0 && (
            <CheckboxField on={together} set={setTogether}>
              That several columns are joined into one, in the order of the list, is right
            </CheckboxField>
          )}
          {surveyed.which_first.length > 0 && (
            <DateOrder samples={surveyed.which_first} value={dateOrder} set={setDateOrder} />
          )}
          {status && status.lists.length > 0 && (
            <fieldset className="group">
              <legend>How it stands to the lists that are there</legend>
              <label className="radio">
                <input type="radio" name="adds" checked={!adds} onChange={() => setAdds(false)} />
                If half of the people of an older list are in it, it stands in that list’s place
              </label>
              <label className="radio">
                <input type="radio" name="adds" checked={adds} onChange={() => setAdds(true)} />
                It stands beside all others, whoever is in it
              </label>
            </fieldset>
          )}
          <ActorField />
          <ErrorNotice error={bring.error} />
          {bring.busy ? (
            <TaskProgress title="Bringing the list in" progress={going} controls />
          ) : (
            <div className="row sticky">
              <Button look="first" isDisabled={todo !== ''} onPress={() => void importList()}>
                Bring the list in
              </Button>
              <Button
                onPress={() => {
                  setSurveyed(null);
                  bring.clear();
                }}
              >
                Another list
              </Button>
              <span className="quiet small" role="status">
                {todo}
              </span>
            </div>
          )}
        </section>
      )}
      {status?.lists.length === 0 && !surveyed && (
        <Empty title="Next step: bring a list in">
          <p>You will see what each column would be used for before anything is kept.</p>
        </Empty>
      )}
      <ModalDialog title="Join a file of guardians" open={guardians !== null} onClose={() => setGuardians(null)}>
        <p>
          The join is by record number alone, and only where family names bear it out. The first row that does not fit is
          named, and then nothing is joined.
        </p>
        <p className="quiet">{guardians?.place}</p>
        <ActorField />
        <ErrorNotice error={bring.error} />
        {bring.busy && <TaskProgress title="Joining" progress={going} />}
        <div className="row">
          <Button look="first" isDisabled={bring.busy || actor.trim() === ''} onPress={() => void join()}>
            Join
          </Button>
          <Button onPress={() => setGuardians(null)}>Back</Button>
        </div>
      </ModalDialog>
    </div>
  );
}

function delimiter(sign: string): string {
  const names: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'upright strokes' };
  return names[sign] ?? sign;
}

function Result({ result, onReview }: { result: ImportReport; onReview: () => void }) {
  const known = result.lists.every((list) => list.known);
  return (
    <Note of="done" title={known ? 'This list was in the case already; nothing was added' : 'The list is in'}>
      <p>
        {many(result.rows, 'row')}: {count(result.new)} new, {count(result.changed)} changed, {count(result.unchanged)} the
        same, {count(result.gone)} gone
        {result.gone > 0 && ', who are held until somebody decides'}.
      </p>
      <p>
        The case has {count(result.case_rows)} rows now: {count(result.letters)} letters, {count(result.held)} held,{' '}
        {count(result.merged)} joined, {count(result.excluded)} taken out.
      </p>
      <div className="row">
        <Button look="first" onPress={onReview}>
          Next: review what was found
        </Button>
      </div>
    </Note>
  );
}

function JoinedNote({ joined, onLook }: { joined: GuardianReport; onLook: () => void }) {
  const { families, homes } = joined;
  return (
    <Note of="done" title="Guardians are joined">
      <p>
        {many(joined.joined, 'child has', 'children have')} a guardian by the file;{' '}
        {many(joined.strangers, 'number', 'numbers')} of it {joined.strangers === 1 ? 'is' : 'are'} nobody’s.
      </p>
      <Button onPress={onLook}>Look at them side by side, under Review</Button>
      <dl className="figures">
        <div>
          <dt>One family name</dt>
          <dd>{count(families.same)}</dd>
        </div>
        <div>
          <dt>None in common</dt>
          <dd>{count(families.other)}</dd>
        </div>
        <div>
          <dt>One home</dt>
          <dd>{count(homes.same)}</dd>
        </div>
        <div>
          <dt>Two homes</dt>
          <dd>{count(homes.other)}</dd>
        </div>
        <div>
          <dt>The list names another</dt>
          <dd>{count(joined.other_in_list)}</dd>
        </div>
      </dl>
    </Note>
  );
}

const ORDERS = [
  ['mdy', 'Month, day, year'],
  ['dmy', 'Day, month, year'],
] as const;

function DateOrder({ samples, value, set }: { samples: string[]; value: string; set: (order: string) => void }) {
  return (
    <fieldset className="group">
      <legend>Which comes first?</legend>
      <p>No date of the list tells. It has dates such as {samples.join(', ')}.</p>
      {ORDERS.map(([word, label]) => (
        <label key={word} className="radio">
          <input type="radio" name="order" checked={value === word} onChange={() => set(word)} />
          {label}: {read(samples[0] ?? '', word)}
        </label>
      ))}
    </fieldset>
  );
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A date of the list as it would be read. */
function read(sample: string, order: string): string {
  const [a = 0, b = 0, year = ''] = sample.split(/\D+/).map((part, at) => (at === 2 ? part : Number(part))) as [number, number, string];
  const [month, day] = order === 'mdy' ? [a, b] : [b, a];
  return `${sample} is ${MONTHS[month - 1] ?? '?'} ${day}, ${year}`;
}
