import { useEffect, useState } from 'react';
import { useQuery } from '../../app/query';
import { useSession, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { ImportReport } from '../../ipc/bindings/ImportReport';
import type { ListStatus } from '../../ipc/bindings/ListStatus';
import type { ListView } from '../../ipc/bindings/ListView';
import { ActorField } from '../../parts/ActorField';
import { Button } from '../../parts/Button';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { Note } from '../../parts/Note';
import { StatusIcon } from '../../parts/StatusIcon';
import { TaskProgress, useProgress } from '../../parts/TaskProgress';
import { count, many } from '../../parts/format';
import { ColumnProfiles } from './ColumnProfiles';
import { QuestionCards } from './QuestionCards';
import { currentLists } from './currentLists';
import { changedAnswers, isOpen, type Chosen } from './questions';

interface Props {
  lists: readonly ListStatus[];
  onTakeOut: (list: string) => void;
  /** Says whether answers were chosen that are not used yet. */
  onChosen: (chosen: boolean) => void;
}

/** The lists of the case, what is asked about each, and what its columns hold. */
export function CaseLists({ lists, onTakeOut, onChosen }: Props) {
  const { revision } = useSession();
  const views = useQuery(host.listViews, [revision]);
  const [chosen, setChosen] = useState<ReadonlyMap<number, Chosen>>(new Map());
  const [result, setResult] = useState<ImportReport | null>(null);
  const of = (view: ListView) => chosen.get(view.list ?? 0) ?? NONE;
  const some = views.value?.some((view) => changedAnswers(view.questions, of(view)).length > 0) ?? false;
  useEffect(() => onChosen(some), [some, onChosen]);
  return (
    <>
      <table className="table">
        <caption className="unseen">Lists in this case</caption>
        <thead>
          <tr>
            <th scope="col">List</th>
            <th scope="col">Replaces</th>
            <th scope="col">
              <span className="unseen">Exclude</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {currentLists(lists).map(({ list, older }) => (
            <tr key={list.list}>
              <td>{list.name}</td>
              <td>{older?.name ?? '—'}</td>
              <td>
                <Button look="quiet" onPress={() => onTakeOut(list.name)}>
                  Exclude this list…<span className="unseen"> {list.name}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ErrorNotice error={views.error} />
      {result && <AnswersUsed result={result} />}
      {views.value?.map((view) => (
        <CaseList
          key={view.list}
          view={view}
          chosen={of(view)}
          onChoose={(answers) => setChosen(new Map(chosen).set(view.list ?? 0, answers))}
          onUsed={setResult}
        />
      ))}
    </>
  );
}

interface ListProps {
  view: ListView;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  onUsed: (result: ImportReport) => void;
}

const NONE: Chosen = new Map();

/** One list of the case: its questions, with one button for all answers, and its columns. */
function CaseList({ view, chosen, onChoose, onUsed }: ListProps) {
  const { actor, refresh, announce } = useSession();
  const answer = useTask('lists');
  const [going, hear, clear] = useProgress();
  const open = view.questions.filter(isOpen).length;
  const changed = changedAnswers(view.questions, chosen);
  const use = async () => {
    clear();
    const done = await answer.run(async () => {
      const told = await host.answerQuestions(view.list ?? 0, changed, actor, hear);
      onUsed(told);
      onChoose(NONE);
      await refresh();
      announce(`Answers applied: ${many(told.letters, 'letter')}, ${count(told.held)} held.`);
    });
    if (!done) announce('The answers were not applied.');
  };
  const todo = changed.length === 0 ? 'No changes yet' : actor.trim() === '' ? 'Enter your name' : '';
  const cards = (
    <div className="stack">
      <QuestionCards view={view} chosen={chosen} onChoose={onChoose} />
      <ErrorNotice error={answer.error} />
      {answer.busy ? (
        <TaskProgress title="Applying your answers" progress={going} controls />
      ) : (
        <div className="stack narrow">
          {changed.length > 0 && <ActorField />}
          <div className="row">
            <Button look="first" isDisabled={todo !== ''} onPress={() => void use()}>
              Apply answers
            </Button>
            <span className="quiet small" role="status">
              {todo}
            </span>
          </div>
        </div>
      )}
    </div>
  );
  return (
    <section className="stack case-list" aria-label={view.name} data-list={view.list}>
      {open > 0 && (
        <>
          <h2>
            <StatusIcon of="todo" /> {many(open, 'question')} about {view.name}
          </h2>
          {cards}
        </>
      )}
      {open === 0 && view.questions.length > 0 && (
        <details className="group">
          <summary>All questions about {view.name} answered</summary>
          {cards}
        </details>
      )}
      <details className="group">
        <summary>Column details for {view.name}</summary>
        <ColumnProfiles view={view} />
      </details>
    </section>
  );
}

function AnswersUsed({ result }: { result: ImportReport }) {
  return (
    <Note of="done" title="Answers applied">
      <p>
        {result.changed === 0
          ? 'Nothing changed for anyone.'
          : `${many(result.changed, 'person', 'people')} changed. Earlier decisions about them must be made again.`}
      </p>
      <p>
        This case now has {many(result.letters, 'letter')}, {count(result.held)} held, {count(result.merged)} merged
        duplicates, and {count(result.excluded)} excluded.
      </p>
    </Note>
  );
}
