import { useState } from 'react';
import { useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { StateCount } from '../../ipc/bindings/StateCount';
import { Button } from '../../parts/Button';
import { ListMissing } from '../../parts/ListMissing';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { StatusIcon } from '../../parts/StatusIcon';
import { count, day, daysIn, duty, left, many, plain, variant } from '../../parts/format';
import { TILES } from './stateTiles';

type Shown = 'letters' | 'minors' | 'held';
const SHOWN: readonly { word: Shown; label: string }[] = [
  { word: 'letters', label: 'Letters' },
  { word: 'minors', label: 'Letters about children' },
  { word: 'held', label: 'Held' },
];

/** Who gets what, where, by when. */
export default function BreakdownScreen() {
  const { revision, go, status } = useSession();
  const spread = useQuery(host.mailingBreakdown, [revision]);
  const [shown, setShown] = useState<Shown>('letters');
  const value = spread.value;
  if (status?.rows === 0) {
    return (
      <ListMissing page="Who gets what" title="No list yet">
        Import a list first. This page then shows states, letters, and deadlines.
      </ListMissing>
    );
  }
  return (
    <div className="stack">
      <h1>Who gets what</h1>
      <ErrorNotice error={spread.error} />
      {!value && spread.busy && <p role="status">Counting…</p>}
      {value && (
        <>
          <section className="stack" aria-labelledby="states">
            <div className="row between">
              <h2 id="states">States</h2>
              <fieldset className="switch">
                <legend className="unseen">Show</legend>
                {SHOWN.map((own) => (
                  <label key={own.word}>
                    <input type="radio" name="shown" checked={shown === own.word} onChange={() => setShown(own.word)} />
                    <span>{own.label}</span>
                  </label>
                ))}
              </fieldset>
            </div>
            <Tiles states={value.states} shown={shown} open={(code) => go('review', { jurisdiction: code })} />
            <details>
              <summary>Show as table</summary>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">State</th>
                    <th scope="col">People</th>
                    <th scope="col">Letters</th>
                    <th scope="col">About children</th>
                    <th scope="col">Held</th>
                  </tr>
                </thead>
                <tbody>
                  {value.states.map((state) => (
                    <tr key={state.code}>
                      <th scope="row">{state.name || 'Unknown'}</th>
                      <td>{count(state.people)}</td>
                      <td>{count(state.letters)}</td>
                      <td>{count(state.minors)}</td>
                      <td>{count(state.held)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          </section>
          <section className="stack" aria-labelledby="clocks">
            <h2 id="clocks">Deadlines</h2>
            <ol className="clocks" tabIndex={0} aria-label="Deadlines, earliest first">
              {value.deadlines.map((due, at) => (
                <li key={at} className={due.days_left < 0 ? 'clock clock-past' : due.days_left < 15 ? 'clock clock-near' : 'clock'}>
                  <span className="clock-day">
                    <StatusIcon of={due.days_left < 0 ? 'error' : due.days_left < 15 ? 'warning' : 'notice'} /> {day(due.last_day)}{' '}
                    <span className="small">({left(due.days_left)})</span>
                  </span>
                  <span>
                    {due.jurisdiction ? `${due.jurisdiction}: ` : ''}
                    {duty(due.duty)}
                    {due.whom && due.duty !== 'individuals' ? `, ${due.whom}` : ''}. {many(due.people, 'person', 'people')}.
                    {due.in_doubt && <strong> Ask counsel: the rule is uncertain.</strong>}
                  </span>
                  <span className="quiet small">
                    {due.citation}. {daysIn(due.note)}
                  </span>
                </li>
              ))}
            </ol>
          </section>
          <section className="stack" aria-labelledby="variants">
            <h2 id="variants">Letters</h2>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">Version</th>
                  <th scope="col">People</th>
                  <th scope="col">Pages</th>
                  <th scope="col">Approval</th>
                </tr>
              </thead>
              <tbody>
                {value.variants.map((own) => (
                  <tr key={own.variant}>
                    <th scope="row">
                      <button type="button" className="link" onClick={() => go('review', { variant: own.variant })}>
                        {variant(own.variant)}
                      </button>{' '}
                      <code className="quiet small">{own.variant}</code>
                    </th>
                    <td>{count(own.letters)}</td>
                    <td>{count(own.pages)}</td>
                    <td>
                      {own.unsigned === null ? (
                        <span className="mark-done">
                          <StatusIcon of="done" /> Approved by {own.signed_by}
                        </span>
                      ) : (
                        <span className="mark-todo">
                          <StatusIcon of="todo" /> {plain(own.unsigned)}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <section className="stack" aria-labelledby="turning">
            <h2 id="turning">Children turning 18</h2>
            <p>
              {value.turning === 0
                ? 'No child becomes an adult between the list date and the last day to enroll.'
                : `${many(value.turning, 'child becomes an adult', 'children become adults')} between the list date and the last day to enroll.`}
            </p>
            {value.turning > 0 && (
              <div className="row">
                <Button onPress={() => go('review', { code: 'turns_of_age' })}>Show people</Button>
              </div>
            )}
          </section>
        </>
      )}
    </div>
  );
}

interface TilesProps {
  states: readonly StateCount[];
  shown: Shown;
  open: (code: string) => void;
}

/** A square for each state, where it lies; every square of one size. */
function Tiles({ states, shown, open }: TilesProps) {
  const counts = new Map(states.map((state) => [state.code, state]));
  const most = Math.max(1, ...states.map((state) => state[shown]));
  const placed = new Set(TILES.map(([code]) => code));
  const others = states.filter((state) => !placed.has(state.code));
  const tile = (code: string, style?: React.CSSProperties) => {
    const state = counts.get(code);
    const number = state?.[shown] ?? 0;
    // Four steps; the number says the same.
    const step = number === 0 ? 0 : Math.max(1, Math.ceil((Math.log(number + 1) / Math.log(most + 1)) * 4));
    return (
      <li key={code} style={style}>
        <button
          type="button"
          className={`tile tile-${step}`}
          disabled={!state}
          onClick={() => open(code)}
        >
          <span className="tile-code">{code}</span>
          <span className="tile-number">{number > 0 ? count(number) : ''}</span>
          <span className="unseen">
            {state?.name || 'unknown'}
            {number === 0 && ', none'}
          </span>
        </button>
      </li>
    );
  };
  return (
    <div className="stack">
      <ul className="tiles">{TILES.map(([code, column, row]) => tile(code, { gridColumn: column, gridRow: row }))}</ul>
      {others.length > 0 && <ul className="tiles tiles-others">{others.map((state) => tile(state.code))}</ul>}
    </div>
  );
}
