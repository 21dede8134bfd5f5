// What every page shares: how the case stands, who is acting, what goes on, and what was said last.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import * as host from '../ipc/bindings/commands';
import type { IpcError } from '../ipc/bindings/IpcError';
import type { CaseStatus } from '../ipc/bindings/CaseStatus';
import { Refused } from '../ipc/host';
import { onHappening } from '../ipc/window';
import { useAct, type Act } from './ask';
import type { Place } from './places';
import { sentence } from '../advice';

/** What a person sees of a row before going to it. */
export interface Filter {
  disposition?: string;
  code?: string;
  jurisdiction?: string;
  variant?: string;
  search?: string;
}

export type Stake = 'unsaved' | 'working';
export type Stakes = Partial<Record<Place, Stake>>;
export type Leaving = 'case' | 'window';

export interface Desk {
  standing: CaseStatus | null;
  place: Place;
  filter: Filter;
  go: (place: Place, filter?: Filter) => void;
  /** What on each page would be lost by closing. */
  stakes: Stakes;
  /** Says whether words stand on a page that are saved nowhere. */
  keepUnsaved: (place: Place, unsaved: boolean) => void;
  /** Counts work that was begun on a page, and that ended. */
  countWork: (place: Place, by: 1 | -1) => void;
  /** Reads anew how the case stands. */
  refresh: () => Promise<void>;
  /** Leaves the case; asks first where something would be lost. */
  close: () => void;
  /** Leaves the case, whatever is lost. */
  leave: () => Promise<void>;
  /** The case was closed otherwise, and no backup could be made. */
  closed: (missed: IpcError) => void;
  /** Whether somebody wants to leave while something would be lost, and what they want to close. */
  leaving: Leaving | null;
  setLeaving: (leaving: Leaving | null) => void;
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

interface ProviderProps {
  /** Is given why no backup could be made, where one was wanted. */
  onClosed: (missed: IpcError | null) => void;
  children: ReactNode;
}

export function DeskProvider({ onClosed, children }: ProviderProps) {
  const [standing, setStanding] = useState<CaseStatus | null>(null);
  const [place, setPlace] = useState<Place>('incident');
  const [filter, setFilter] = useState<Filter>({});
  const [by, setBy] = useState('');
  const [said, setSaid] = useState('');
  const [turn, setTurn] = useState(0);
  const [broken, setBroken] = useState<IpcError | null>(null);
  const [unsavedOn, setUnsavedOn] = useState<Partial<Record<Place, boolean>>>({});
  const [workOn, setWorkOn] = useState<Partial<Record<Place, number>>>({});
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const keepUnsaved = useCallback((place: Place, unsaved: boolean) => {
    setUnsavedOn((on) => ({ ...on, [place]: unsaved }));
  }, []);
  const countWork = useCallback((place: Place, by: 1 | -1) => {
    setWorkOn((on) => ({ ...on, [place]: (on[place] ?? 0) + by }));
  }, []);
  const stakes = useMemo<Stakes>(() => {
    const all: Stakes = {};
    for (const [place, unsaved] of Object.entries(unsavedOn)) if (unsaved) all[place as Place] = 'unsaved';
    for (const [place, work] of Object.entries(workOn)) if (work > 0) all[place as Place] = 'working';
    return all;
  }, [unsavedOn, workOn]);

  const refresh = useCallback(async () => {
    try {
      setStanding(await host.caseStatus());
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

  // A page that one comes back to is as it was left, unless one comes for certain people.
  const go = useCallback((place: Place, filter?: Filter) => {
    if (filter) setFilter(filter);
    setPlace(place);
  }, []);
  const leave = useCallback(async () => {
    let missed: IpcError | null = null;
    try {
      missed = await host.closeCase();
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      // The case is let go of all the same; what is beside it is taken in at the next opening.
      console.warn(why.message);
    }
    onClosed(missed);
  }, [onClosed]);
  // The window was to be closed, the case is, and the reason is to be read.
  useEffect(() => onHappening((happening) => happening.kind === 'backup_missed' && onClosed(happening.said)), [onClosed]);
  const close = useCallback(() => {
    if (Object.keys(stakes).length > 0) setLeaving('case');
    else void leave();
  }, [stakes, leave]);
  const unsaved = Object.values(stakes).includes('unsaved');
  useEffect(() => {
    void host.noteUnsaved(unsaved);
    return () => void host.noteUnsaved(false);
  }, [unsaved]);
  // The same words twice in a row are said twice.
  const again = useRef(false);
  const say = useCallback((words: string) => {
    again.current = !again.current;
    setSaid(again.current ? words : `${words}\u00a0`);
  }, []);

  const desk = useMemo<Desk>(
    () => ({ standing, place, filter, go, stakes, keepUnsaved, countWork, refresh, close, leave, closed: onClosed, leaving, setLeaving, by, setBy, say, said, turn }),
    [standing, place, filter, go, stakes, keepUnsaved, countWork, refresh, close, leave, onClosed, leaving, by, say, said, turn],
  );
  return (
    <Shared.Provider value={desk}>
      {broken ? <Broken said={broken} close={leave} /> : children}
    </Shared.Provider>
  );
}

/** Says whether words stand on a page that are saved nowhere. */
export function useUnsaved(place: Place, unsaved: boolean): void {
  const { keepUnsaved } = useDesk();
  // Not taken back when the page is only out of sight: what stands on it is there still.
  useEffect(() => keepUnsaved(place, unsaved), [place, unsaved, keepUnsaved]);
}

/** Long work of a page, which goes on and is counted wherever one looks meanwhile. */
export function useWork(place: Place): Act {
  const { countWork } = useDesk();
  const act = useAct();
  const begin = act.run;
  const run = useCallback(
    async (work: () => Promise<unknown>) => {
      countWork(place, 1);
      try {
        return await begin(work);
      } finally {
        countWork(place, -1);
      }
    },
    [begin, countWork, place],
  );
  return { ...act, run };
}

function Broken({ said, close }: { said: IpcError; close: () => Promise<void> }) {
  return (
    <main className="broken">
      <h1>The case cannot be shown</h1>
      <ul>
        {said.reasons.map((reason, at) => (
          <li key={at}>{sentence(reason)}</li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => void close()}>
        Back to the start
      </button>
    </main>
  );
}
