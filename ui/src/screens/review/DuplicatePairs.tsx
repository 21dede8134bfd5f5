import { useCallback, useEffect, useRef, useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { DuplicatePair } from '../../ipc/bindings/DuplicatePair';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { Empty } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { dispositionWord, many } from '../../parts/format';

/** Rows that may be one person, gone through by key; each answer is one act and can be taken back. */
export function DuplicatePairs() {
  const { actor, announce, refresh, revision } = useSession();
  const asked = useQuery(host.openPairs, [revision]);
  const [queue, setQueue] = useState<DuplicatePair[]>([]);
  const [given, setGiven] = useState<{ pair: DuplicatePair; decision: number }[]>([]);
  const { busy, error, run } = useAction();
  const stand = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asked.value) setQueue(asked.value);
  }, [asked.value]);
  // Counted anew once nobody answers any more, and when one goes elsewhere: at many people it takes a moment.
  const counted = useRef(0);
  const latest = useRef(() => {});
  latest.current = () => {
    if (counted.current === given.length) return;
    counted.current = given.length;
    void refresh();
  };
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), 2_000);
    return () => clearTimeout(timer);
  }, [given.length]);
  useEffect(() => () => latest.current(), []);
  const pair = queue[0];

  const answer = useCallback(
    (same: boolean) => {
      if (!pair || busy || actor.trim() === '') return;
      void run(async () => {
        const decision = await host.answerPair(pair.people, same, actor);
        setGiven((given) => [...given, { pair, decision }]);
        setQueue((queue) => queue.slice(1));
        announce(same ? 'Same person.' : 'Different people.');
      });
    },
    [pair, busy, actor, run, announce],
  );
  const takeBack = useCallback(() => {
    const last = given.at(-1);
    if (!last || busy) return;
    void run(async () => {
      await host.undoPairAnswer(last.decision, last.pair.people[0], actor);
      setGiven((given) => given.slice(0, -1));
      setQueue((queue) => [last.pair, ...queue]);
      announce('Answer undone.');
    });
  }, [given, busy, actor, run, announce]);
  const keys = (event: React.KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    if (key === 's') answer(true);
    else if (key === 'd') answer(false);
    else if (key === 'z') takeBack();
    else return;
    event.preventDefault();
  };

  if (!asked.value) return asked.error ? <ErrorNotice error={asked.error} /> : <p role="status">Comparing rows…</p>;
  return (
    <section ref={stand} className="stack" aria-label="Possible duplicates" onKeyDown={keys} tabIndex={-1}>
      <ErrorNotice error={asked.error ?? error} />
      <ActorField />
      {pair ? (
        <>
          <p role="status">{many(queue.length, 'pair')} to review. Keyboard: S same person, D different people, Z undo.</p>
          <table className="table pair">
            <caption className="unseen">Two rows compared</caption>
            <thead>
              <tr>
                <th scope="col">Column</th>
                {pair.lists.map((list, at) => (
                  <th key={at} scope="col">
                    {list}, row {pair.lines[at]} <span className="quiet">({dispositionWord(pair.dispositions[at] ?? '')})</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pair.cells.map(([heading, one, other], at) => (
                <tr key={at} className={one === other ? 'pair-same' : 'pair-other'}>
                  <th scope="row">
                    {heading}
                    {one !== other && <span className="unseen"> differs</span>}
                  </th>
                  <td>{one || '—'}</td>
                  <td>{other || '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="row">
            <Button look="first" isDisabled={busy || actor.trim() === ''} onPress={() => answer(true)}>
              Same person (S)
            </Button>
            <Button isDisabled={busy || actor.trim() === ''} onPress={() => answer(false)}>
              Different people (D)
            </Button>
            <Button look="quiet" isDisabled={busy || given.length === 0} onPress={takeBack}>
              Undo last answer (Z)
            </Button>
          </div>
        </>
      ) : (
        <Empty title="No possible duplicates">
          <p>Every pair has been reviewed, or no rows look alike.</p>
        </Empty>
      )}
    </section>
  );
}
