import { useEffect, useState } from 'react';
import { useAction, useDebounced, useQuery } from '../../app/query';
import { useSession, useUnsaved, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { ImportReport } from '../../ipc/bindings/ImportReport';
import type { GuardianReport } from '../../ipc/bindings/GuardianReport';
import type { ListInspection } from '../../ipc/bindings/ListInspection';
import type { SheetSummary } from '../../ipc/bindings/SheetSummary';
import { onWindowEvent } from '../../ipc/windowEvents';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { Empty } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { CheckboxField } from '../../parts/CheckboxField';
import { SelectField } from '../../parts/SelectField';
import { PARENT_RULES, parentRule } from '../../parts/parentRules';
import { count, many } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';
import { CaseLists } from './CaseLists';
import { ColumnProfiles } from './ColumnProfiles';
import { DateOrder } from './DateOrder';
import { FirstRows } from './FirstRows';
import { ImportResult, JoinedNote } from './ImportResult';
import { QuestionCards } from './QuestionCards';
import { allAnswers, type Chosen as ChosenAnswers } from './questions';
import { MappingTable } from './MappingTable';
import { RecipeQuestion, asksRecipe, type RecipeAnswer } from './RecipeQuestion';
import { SheetChoice, hiddenWords } from './SheetChoice';
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
  const [answers, setAnswers] = useState<ChosenAnswers>(new Map());
  const [answering, setAnswering] = useState(false);
  const [together, setTogether] = useState(false);
  const [adds, setAdds] = useState(false);
  const [result, setResult] = useState<ImportReport | null>(null);
  const [joinedFile, setJoinedFile] = useState<GuardianReport | null>(null);
  const [guardians, setGuardians] = useState<Chosen | null>(null);
  const [parents, setParents] = useState('');
  const [guardianSheets, setGuardianSheets] = useState<readonly SheetSummary[]>([]);
  const [guardianSheet, setGuardianSheet] = useState<string | null>(null);
  const [book, setBook] = useState<{ file: Chosen; sheets: readonly SheetSummary[] } | null>(null);
  const [sheetsDone, setSheetsDone] = useState<ReadonlySet<string>>(new Set());
  const [sheet, setSheet] = useState<string | null>(null);
  const [recipe, setRecipe] = useState<RecipeAnswer>(null);
  const [whole, setWhole] = useState('');
  const words = useQuery(host.columnUses, []);
  const look = useAction();
  const bring = useTask('lists');
  const [going, hear, clear] = useProgress();
  useUnsaved('lists', surveyed !== null || answering);

  const survey = (file: Chosen, wanted: string | null = sheet, headed: boolean | null = null, said: RecipeAnswer = null) =>
    look.run(async () => {
      setResult(null);
      setJoinedFile(null);
      bring.clear();
      const told = headed === null && said === null ? null : { columns: [], date_order: '', headed, recipe: said };
      const found = await host.inspectList(file.token, wanted, told);
      setFile(file);
      setSheet(wanted);
      setRecipe(said);
      setSurveyed(found);
      setUses(foundUses(found));
      setDateOrder('');
      setAnswers(new Map());
      setTogether(false);
      // Where nobody can tell, what was guessed is said, so that the list is read just so.
      setHeaded(headed ?? (found.headings_open ? found.heading_line !== null : null));
    });
  /** A workbook with several sheets asks which; anything else is looked at. */
  const openFile = (file: Chosen) =>
    look.run(async () => {
      const sheets = await host.listSheets(file.token);
      setSheetsDone(new Set());
      if (sheets.length > 1) {
        setResult(null);
        setJoinedFile(null);
        setSurveyed(null);
        setBook({ file, sheets });
        return;
      }
      setBook(null);
      await survey(file, null);
    });
  useEffect(
    () =>
      onWindowEvent((event) => {
        if (event.kind === 'drag_enter' || event.kind === 'drag_leave') setOver(event.kind === 'drag_enter');
        if (event.kind !== 'drop') return;
        setOver(false);
        if (event.files[0]) void openFile(event.files[0]);
      }),
    // The zone is the whole window while this page is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [],
  );
  const mapped = surveyed ? named(surveyed, uses, { dateOrder, headed, recipe }) : null;
  const mapping = useDebounced(JSON.stringify(mapped), 300);
  // What is asked depends on what the columns are used as.
  const asked = useQuery(async () => {
    const said = JSON.parse(mapping) as typeof mapped;
    return file && surveyed ? { of: surveyed, view: said ? (await host.inspectList(file.token, sheet, said)).view : surveyed.view } : null;
  }, [file, sheet, surveyed, mapping]);
  const view = surveyed && asked.value?.of === surveyed ? asked.value.view : surveyed?.view;
  const several = surveyed ? joined(surveyed, uses) : new Map<string, never>();
  const left = surveyed ? open(surveyed, uses) : [];
  const todo = !surveyed
    ? ''
    : surveyed.rows === 0
      ? 'The list has no row'
      : asksRecipe(surveyed) && recipe === null
        ? 'Say where the list comes from'
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
      const told = await host.importList(file.token, sheet, mapped, allAnswers(view?.questions ?? [], answers), null, adds, actor, hear);
      setResult(told);
      setSurveyed(null);
      setFile(null);
      if (sheet !== null) setSheetsDone((done) => new Set(done).add(sheet));
      await refresh();
      announce(`The list is in: ${many(told.new, 'new person', 'new people')}, ${count(told.held)} held.`);
    });
    if (!done) announce('The list was not brought in.');
  };
  const openGuardians = (file: Chosen) =>
    look.run(async () => {
      const sheets = await host.listSheets(file.token);
      setGuardianSheets(sheets.length > 1 ? sheets : []);
      setGuardianSheet(null);
      setGuardians(file);
    });
  const join = async () => {
    if (!guardians) return;
    clear();
    const done = await bring.run(async () => {
      setJoinedFile(await host.joinGuardians(guardians.token, guardianSheet, parentRule(parents), actor, hear));
      await refresh();
    });
    if (done) setGuardians(null);
  };

  return (
    <div className="stack">
      <h1>Lists</h1>
      <p className="lead">Lists as they came from the forensic firm or out of the practice’s system. They are kept byte for byte.</p>
      {status && status.lists.length > 0 && <CaseLists lists={status.lists} onTakeOut={setWhole} onChosen={setAnswering} />}
      {whole && <ExcludeListDialog list={whole} onClose={() => setWhole('')} />}
      {book && !surveyed && (
        <SheetChoice
          file={book.file.name}
          sheets={book.sheets}
          done={sheetsDone}
          words="Look at it"
          onChoose={(chosen) => void survey(book.file, chosen.name)}
          onClose={() => setBook(null)}
        />
      )}
      {!surveyed && !book && (
        <div className={over ? 'drop drop-over' : 'drop'}>
          <p className="empty-title">Drop a list here</p>
          <p className="quiet">
            CSV or tab-separated text, a workbook (xlsx, xls, ods), or the Patient.ndjson of a FHIR export.
          </p>
          <div className="row">
            <Button
              look="first"
              isDisabled={look.busy}
              onPress={() => void host.choose('list').then((file) => (file ? openFile(file) : undefined))}
            >
              Choose a list …
            </Button>
            {status && status.lists.length > 0 && (
              <Button onPress={() => void host.choose('list').then((file) => (file ? openGuardians(file) : undefined))}>
                Join a file of guardians …
              </Button>
            )}
          </div>
        </div>
      )}
      {look.busy && <p role="status">Looking at the list …</p>}
      <ErrorNotice error={look.error} />
      {result && <ImportResult result={result} onReview={() => go('review')} />}
      {joinedFile && <JoinedNote joined={joinedFile} onChange={setJoinedFile} onLook={() => go('review')} />}
      {surveyed && (
        <section className="stack" aria-labelledby="mapping">
          <h2 id="mapping">{surveyed.name}</h2>
          <p>
            {many(surveyed.rows, 'row')},{' '}
            {surveyed.is_sheet
              ? 'a sheet of a workbook'
              : surveyed.delimiter === '\n'
                ? 'a FHIR export, one patient on each line'
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
                  <input type="radio" name="headed" checked={headed === own} onChange={() => void survey(file, sheet, own, recipe)} />
                  {own ? 'It holds headings' : 'It is a person already; the list has no headings'}
                </label>
              ))}
            </fieldset>
          )}
          {file && (
            <RecipeQuestion
              surveyed={surveyed}
              answer={recipe}
              onAnswer={(answer) => void survey(file, sheet, headed, answer)}
            />
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
          {view && view.questions.length > 0 && (
            <section className="stack" aria-labelledby="asked">
              <h3 id="asked">Questions about this list</h3>
              <p>Answer them now, or after the list is in. Rows that an open question concerns are held until then.</p>
              <QuestionCards view={view} chosen={answers} onChoose={setAnswers} />
            </section>
          )}
          {view && (
            <details className="group">
              <summary>What each column holds</summary>
              <ColumnProfiles view={view} />
            </details>
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
        {guardianSheets.length > 0 && (
          <SelectField
            label="The sheet with the guardians"
            options={guardianSheets.map((own) => ({
              word: own.name,
              label: [`${own.name}, ${many(own.rows, 'row')}`, hiddenWords(own)].filter(Boolean).join(', '),
            }))}
            value={guardianSheet ?? ''}
            onChange={setGuardianSheet}
          />
        )}
        <SelectField
          label="Where a child has several parents in the file"
          help="Marks of custody in the file come first. You can choose otherwise for each child, under Review."
          none="Ask me when the file is in; such children are held until then"
          options={PARENT_RULES}
          value={parents}
          onChange={setParents}
        />
        <ActorField />
        <ErrorNotice error={bring.error} />
        {bring.busy && <TaskProgress title="Joining" progress={going} />}
        <div className="row">
          <Button look="first" isDisabled={bring.busy || actor.trim() === '' || (guardianSheets.length > 0 && !guardianSheet)} onPress={() => void join()}>
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
