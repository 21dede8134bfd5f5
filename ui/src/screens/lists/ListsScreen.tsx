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
      ? 'The list has no rows'
      : asksRecipe(surveyed) && recipe === null
        ? 'Choose where the list comes from'
      : left.length > 0
        ? `${many(left.length, 'column')} to assign`
        : (wanting(uses) ??
          (several.size > 0 && !together
            ? 'Confirm the combined columns'
            : surveyed.which_first.length > 0 && dateOrder === ''
              ? 'Choose the date format'
              : actor.trim() === ''
                ? 'Enter your name'
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
      announce(`List imported: ${many(told.new, 'new person', 'new people')}, ${count(told.held)} held.`);
    });
    if (!done) announce('The list was not imported.');
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
      <p className="lead">Import the lists from your forensic firm or practice management system. The case keeps each list exactly as you received it.</p>
      {status && status.lists.length > 0 && <CaseLists lists={status.lists} onTakeOut={setWhole} onChosen={setAnswering} />}
      {whole && <ExcludeListDialog list={whole} onClose={() => setWhole('')} />}
      {book && !surveyed && (
        <SheetChoice
          file={book.file.name}
          sheets={book.sheets}
          done={sheetsDone}
          words="Open"
          onChoose={(chosen) => void survey(book.file, chosen.name)}
          onClose={() => setBook(null)}
        />
      )}
      {!surveyed && !book && (
        <div className={over ? 'drop drop-over' : 'drop'}>
          <p className="empty-title">Drop a list here</p>
          <p className="quiet">
            CSV or tab-separated text, an Excel or OpenDocument workbook (.xlsx, .xls, .ods), or Patient.ndjson from a FHIR export.
          </p>
          <div className="row">
            <Button
              look="first"
              isDisabled={look.busy}
              onPress={() => void host.choose('list').then((file) => (file ? openFile(file) : undefined))}
            >
              Choose list…
            </Button>
            {status && status.lists.length > 0 && (
              <Button onPress={() => void host.choose('list').then((file) => (file ? openGuardians(file) : undefined))}>
                Add a guardian file…
              </Button>
            )}
          </div>
        </div>
      )}
      {look.busy && <p role="status">Reading the list…</p>}
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
                ? 'a FHIR export, one patient per line'
                : `${surveyed.encoding}, separated by ${delimiter(surveyed.delimiter)}`}
            {surveyed.heading_line ? `, headings in line ${surveyed.heading_line}` : ', no headings'}.
          </p>
          <FirstRows surveyed={surveyed} />
          {surveyed.headings_open && file && (
            <fieldset className="group">
              <legend>First row</legend>
              <p>Does the first row hold column headings or a person?</p>
              {[true, false].map((own) => (
                <label key={String(own)} className="radio">
                  <input type="radio" name="headed" checked={headed === own} onChange={() => void survey(file, sheet, own, recipe)} />
                  {own ? 'Column headings' : 'A person (the list has no headings)'}
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
              Yes, combine these columns in this order
            </CheckboxField>
          )}
          {surveyed.which_first.length > 0 && (
            <DateOrder samples={surveyed.which_first} value={dateOrder} set={setDateOrder} />
          )}
          {view && view.questions.length > 0 && (
            <section className="stack" aria-labelledby="asked">
              <h3 id="asked">Questions about this list</h3>
              <p>Answer now or after the import. Rows affected by an open question are held until then.</p>
              <QuestionCards view={view} chosen={answers} onChoose={setAnswers} />
            </section>
          )}
          {view && (
            <details className="group">
              <summary>Column details</summary>
              <ColumnProfiles view={view} />
            </details>
          )}
          {status && status.lists.length > 0 && (
            <fieldset className="group">
              <legend>Replace or add to an existing list?</legend>
              <label className="radio">
                <input type="radio" name="adds" checked={!adds} onChange={() => setAdds(false)} />
                Replace an older list if at least half of its people are on this one
              </label>
              <label className="radio">
                <input type="radio" name="adds" checked={adds} onChange={() => setAdds(true)} />
                Add as a new list
              </label>
            </fieldset>
          )}
          <ActorField />
          <ErrorNotice error={bring.error} />
          {bring.busy ? (
            <TaskProgress title="Importing" progress={going} controls />
          ) : (
            <div className="row sticky">
              <Button look="first" isDisabled={todo !== ''} onPress={() => void importList()}>
                Import list
              </Button>
              <Button
                onPress={() => {
                  setSurveyed(null);
                  bring.clear();
                }}
              >
                Choose another list
              </Button>
              <span className="quiet small" role="status">
                {todo}
              </span>
            </div>
          )}
        </section>
      )}
      {status?.lists.length === 0 && !surveyed && (
        <Empty title="Next: import a list">
          <p>You can check how each column is used before anything is saved.</p>
        </Empty>
      )}
      <ModalDialog title="Add a guardian file" open={guardians !== null} onClose={() => setGuardians(null)}>
        <p>
          Guardians are matched by record number and checked against last names. If a row does not fit, you will see
          which one, and nothing is changed.
        </p>
        <p className="quiet">{guardians?.place}</p>
        {guardianSheets.length > 0 && (
          <SelectField
            label="Sheet with the guardians"
            options={guardianSheets.map((own) => ({
              word: own.name,
              label: [`${own.name}, ${many(own.rows, 'row')}`, hiddenWords(own)].filter(Boolean).join(', '),
            }))}
            value={guardianSheet ?? ''}
            onChange={setGuardianSheet}
          />
        )}
        <SelectField
          label="If the file lists several parents for a child"
          help="Custody information in the file comes first. You can change this for each child in Review."
          none="Decide later (these children are held)"
          options={PARENT_RULES}
          value={parents}
          onChange={setParents}
        />
        <ActorField />
        <ErrorNotice error={bring.error} />
        {bring.busy && <TaskProgress title="Matching guardians" progress={going} />}
        <div className="row">
          <Button look="first" isDisabled={bring.busy || actor.trim() === '' || (guardianSheets.length > 0 && !guardianSheet)} onPress={() => void join()}>
            Match guardians
          </Button>
          <Button onPress={() => setGuardians(null)}>Cancel</Button>
        </div>
      </ModalDialog>
    </div>
  );
}

function delimiter(sign: string): string {
  const names: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'pipes' };
  return names[sign] ?? sign;
}
