import { useId } from 'react';
import type { ListView } from '../../ipc/bindings/ListView';
import type { Question } from '../../ipc/bindings/Question';
import { StatusIcon } from '../../parts/StatusIcon';
import { many } from '../../parts/format';
import { headingOf } from './columnProfile';
import { asks, because, choiceLabel, holds, isOpen, seenWords, untilAnswered, wordOf, type Chosen } from './questions';

interface Props {
  view: ListView;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

/** The questions about a list, open ones first, each with its choices. */
export function QuestionCards({ view, chosen, onChoose }: Props) {
  const inOrder = [...view.questions].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  return (
    <ul className="question-list">
      {inOrder.map((question) => (
        <li key={question.key} className={isOpen(question) ? 'question question-open' : 'question'}>
          <QuestionCard
            question={question}
            view={view}
            word={wordOf(question, chosen)}
            onChoose={(word) => onChoose(new Map(chosen).set(question.key, word))}
          />
        </li>
      ))}
    </ul>
  );
}

interface CardProps {
  question: Question;
  view: ListView;
  word: string;
  onChoose: (word: string) => void;
}

function QuestionCard({ question, view, word, onChoose }: CardProps) {
  const id = useId();
  const open = isOpen(question);
  const columns = question.columns.flatMap((number) => view.columns.find((column) => column.number === number) ?? []);
  return (
    <fieldset className="question-body" data-question={question.kind} aria-describedby={id}>
      <legend className="question-asks">{asks(question)}</legend>
      <div id={id} className="question-about">
        <p>
          {columns.length > 0 && <strong>{columns.map(headingOf).join(', ')}. </strong>}
          {because(question)}
        </p>
        <p className="question-facts">
          <span>
            <StatusIcon of={holds(question) ? 'hold' : open ? 'warning' : question.answer === null ? 'none' : 'done'} /> {effectOnRows(question)}
          </span>
          {question.seen.length > 0 && <span>Values: {question.seen.map((value) => seenWords(question, value)).join(', ')}</span>}
          {question.lines.length > 0 && <span>First rows: {question.lines.join(', ')}</span>}
        </p>
      </div>
      {question.kind === 'letters' && <Repairs repairs={view.repairs} />}
      {question.choices.map((choice) => (
        <label key={choice.word} className="radio question-choice">
          <input
            type="radio"
            name={id}
            value={choice.word}
            checked={word === choice.word}
            onChange={() => onChoose(choice.word)}
          />
          <span>
            {choiceLabel(question, choice.word)}
            <span className="quiet small question-effect">
              {choice.effect}
              {open && choice.word === untilAnswered(question) && ' This applies until you answer.'}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** How many rows a question is about, and what becomes of them. */
function effectOnRows(question: Question): string {
  const { people, answer } = question;
  if (holds(question)) return `${many(people, 'row is', 'rows are')} held until you answer.`;
  if (isOpen(question)) return `${many(people, 'row')} affected. No rows are held.`;
  return `${many(people, 'row', 'rows')}, ${answer === null ? 'done unless you choose otherwise' : 'answered'}.`;
}

/** Some of the cells that would be mended, before and after. */
function Repairs({ repairs }: { repairs: ListView['repairs'] }) {
  if (repairs.length === 0) return null;
  return (
    <table className="table small repairs">
      <caption className="unseen">Examples of repaired cells</caption>
      <thead>
        <tr>
          <th scope="col">In the list</th>
          <th scope="col">In letters</th>
        </tr>
      </thead>
      <tbody>
        {repairs.map(([before, after]) => (
          <tr key={before}>
            <td>
              <del>{before}</del>
            </td>
            <td>
              <ins>{after}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
