// What every page shares: how the case stands, who is acting, what goes on, and what was said last.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import * as host from '../ipc/bindings/commands';
import type { Said } from '../ipc/bindings/Said';
import type { Standing } from '../ipc/bindings/Standing';
import { Refused } from '../ipc/host';
import type { Place } from './places';

/** What a person sees of a row before going to it. */
export interface Filter {
  disposition?: string;
  code?: string;
  jurisdiction?: string;
  variant?: string;
  search?: string;
}

export interface Desk {
  standing: Standing | null;
  place: Place;
  filter: Filter;
  go: (place: Place, filter?: Filter) => void;
  /** Reads anew how the case stands. */
  refresh: () => Promise<void>;
  /** Leaves the case. */
  close: () => Promise<void>;
  /** Who acts for the practice, as they named themselves. */
  by: string;
  setBy: (name: string) => void;
  /** Says something once to whoever listens to the page instead of seeing it. */
  say: (words: string) => void;
  said: string;
  /** The change of the case that pages follow. */
  turn: number;
}

const Shared = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(Shared);
  if (!desk) throw new Error('a page outside of a case');
  return desk;
}

export function DeskProvider({ onClosed, children }: { onClosed: () => void; children: ReactNode }) {
  const [standing, setStanding] = useState<Standing | null>(null);
  const [place, setPlace] = useState<Place>('incident');
  const [filter, setFilter] = useState<Filter>({});
  const [by, setBy] = useState('');
  const [said, setSaid] = useState('');
  const [turn, setTurn] = useState(0);
  const [broken, setBroken] = useState<Said | null>(null);

  const refresh = useCallback(async () => {
    try {
      setStanding(await host.standing());
      setBroken(null);
      setTurn((turn) => turn + 1);
    } catch (why) {
      if (why instanceof Refused) setBroken(why.said);
      else throw why;
    }
  }, []);
  useEffect(() => {
    void refresh();
  }, [refresh]);

  const go = useCallback((place: Place, filter: Filter = {}) => {
    setFilter(filter);
    setPlace(place);
  }, []);
  const close = useCallback(async () => {
    await host.closeCase();
    onClosed();
  }, [onClosed]);
  // The same words twice in a row are said twice.
  const again = useRef(false);
  const say = useCallback((words: string) => {
    again.current = !again.current;
    setSaid(again.current ? words : `${words}\u00a0`);
  }, []);

  const desk = useMemo<Desk>(
    () => ({ standing, place, filter, go, refresh, close, by, setBy, say, said, turn }),
    [standing, place, filter, go, refresh, close, by, say, said, turn],
  );
  return (
    <Shared.Provider value={desk}>
      {broken ? <Broken said={broken} close={close} /> : children}
    </Shared.Provider>
  );
}

function Broken({ said, close }: { said: Said; close: () => Promise<void> }) {
  return (
    <main className="broken">
      <h1>The case cannot be shown</h1>
      <ul>
        {said.reasons.map((reason, at) => (
          <li key={at}>
            {reason.message} {reason.advice}
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => void close()}>
        Back to the start
      </button>
    </main>
  );
}
