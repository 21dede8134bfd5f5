import { useEffect, useRef, useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { CellDetail } from '../../ipc/bindings/CellDetail';
import type { DecisionReport } from '../../ipc/bindings/DecisionReport';
import type { PersonRow } from '../../ipc/bindings/PersonRow';
import { Button } from '../../parts/Button';
import { findingAdvice } from '../../advice';
import { Note } from '../../parts/Note';
import { PersonLetter } from '../../parts/PersonLetter';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { StatusIcon } from '../../parts/StatusIcon';
import { day, dispositionWord, moment, standingWord as life, variant } from '../../parts/format';
import { DecideDialog } from './DecideDialog';
import { ACTS, outcome, type Kind } from './decisions';

/** One row: what is wrong with it, what can be done, what was decided, its cells, its letter. */
export function PersonDialog({ seen, onClose }: { seen: PersonRow; onClose: () => void }) {
  const { revision, actor, refresh, announce } = useSession();
  const whole = useQuery(() => host.personDetail(seen.row), [seen.row, revision]);
  const [kind, setKind] = useState<Kind | null>(null);
  const [cell, setCell] = useState<CellDetail | null>(null);
  const [decided, setDecided] = useState<DecisionReport | null>(null);
  const [letter, setLetter] = useState(false);
  const { busy, error, run } = useAction();
  const own = useRef<HTMLElement>(null);
  // Once, and to its head: what comes later grows below it, and no button moves away under the hand.
  useEffect(() => own.current?.scrollIntoView({ block: 'start' }), [seen.row]);
  const all = whole.value;
  const row = all?.row ?? seen;
  const name = row.name || 'a person without a name';

  const undo = (decisions: readonly number[]) =>
    run(async () => {
      for (const decision of decisions) {
        await host.decideAbout({ people: [row.person], list: null, code: null, jurisdiction: null }, { kind: 'undo', value: decision }, actor, 'undone');
      }
      setDecided(null);
      await refresh();
      announce('Decision undone.');
    });

  return (
    <section ref={own} className="person" aria-label={`Row of ${name}`}>
      <div className="row between">
        <h2>{row.name || '(no name)'}</h2>
        <Button look="quiet" onPress={onClose} aria-label="Close this row">
          Close
        </Button>
      </div>
      <p className="quiet">
        {life(row.standing)}, {row.jurisdiction || 'state unknown'}. {dispositionWord(row.disposition)}.{' '}
        {row.variant && `${variant(row.variant)}. `}
        {row.due && `Deadline ${day(row.due)}. `}Person {row.person}; {row.list}, row {row.line}.
      </p>
      <ErrorNotice error={whole.error} />
      {/* All at once, so that no button moves away under the hand. */}
      {all && (
        <>
          {all.findings.length > 0 && (
            <ul className="plain-list findings">
              {all.findings.map((finding) => (
                <li key={finding.code}>
                  <span className={`mark-${finding.severity}`}>
                    <StatusIcon of={finding.severity} /> {finding.message}
                  </span>{' '}
                  <span className="advice">{findingAdvice(finding)}</span> <code className="quiet small">{finding.code}</code>
                </li>
              ))}
            </ul>
          )}
          <div className="row">
            {ACTS.filter((act) => act.for.includes(row.disposition)).map((act) => (
              <Button key={act.kind} onPress={() => setKind(act.kind)}>
                {act.label}…
              </Button>
            ))}
            {row.disposition !== 'excluded' && row.disposition !== 'merged' && (
              <Button onPress={() => setLetter(true)}>Open letter</Button>
            )}
          </div>
          {decided && (
            <Note of={decided.still_held > 0 ? 'warning' : 'done'} title="Saved">
              <p>{outcome(decided)}</p>
              <Button isDisabled={busy} onPress={() => void undo(decided.decisions)}>
                Undo
              </Button>
            </Note>
          )}
          <ErrorNotice error={error} />
          <Past person={row.person} busy={busy} onUndo={(decision) => void undo([decision])} />
          <h3>Values in the list</h3>
          <dl className="cells">
            {all.cells.map((own, at) => (
              <div key={at}>
                <dt>{own.heading}</dt>
                <dd>
                  {own.mended !== null && (
                    <>
                      {own.mended || <span className="quiet">empty</span>} <span className="quiet">corrected; in the list: </span>
                    </>
                  )}
                  {own.mended === null ? own.text || <span className="quiet">empty</span> : <s>{own.text || 'empty'}</s>}{' '}
                  {own.is_correctable && (
                    <Button
                      look="quiet"
                      aria-label={`Correct ${own.heading}`}
                      onPress={() => {
                        setCell(own);
                        setKind('cell');
                      }}
                    >
                      Correct…
                    </Button>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {kind && (
        <DecideDialog
          kind={kind}
          row={row}
          cell={cell}
          onClose={() => setKind(null)}
          onDecided={async (answer) => {
            setKind(null);
            setDecided(answer);
            announce(outcome(answer));
            await refresh();
          }}
        />
      )}
      <PersonLetter row={row} open={letter} onClose={() => setLetter(false)} />
    </section>
  );
}

interface PastProps {
  person: number;
  busy: boolean;
  onUndo: (decision: number) => void;
}

/** What was decided about somebody, by whom and why; each can be taken back. */
function Past({ person, busy, onUndo }: PastProps) {
  const { revision, actor } = useSession();
  const past = useQuery(() => host.decisionsAbout(person), [person, revision]);
  if (!past.value || past.value.length === 0) return <ErrorNotice error={past.error} />;
  return (
    <>
      <h3>Decisions</h3>
      <ul className="plain-list">
        {past.value.map((own) => (
          <li key={own.decision} className="past">
            <p>
              {own.undone ? <s>{own.what}</s> : own.what}
              {own.undone && <span className="quiet"> Undone.</span>}
            </p>
            <p className="quiet small">
              {[own.by, moment(own.at), own.why && `“${own.why}”`].filter(Boolean).join(' · ')}
            </p>
            {!own.undone && own.by !== '' && (
              <Button
                look="quiet"
                isDisabled={busy || actor.trim() === ''}
                aria-label={`Undo decision ${own.decision}`}
                onPress={() => onUndo(own.decision)}
              >
                Undo
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
