// What every page shares: how the case stands, who is acting, what goes on, and what was said last.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import * as host from '../ipc/bindings/commands';
import type { IpcError } from '../ipc/bindings/IpcError';
import type { CaseStatus } from '../ipc/bindings/CaseStatus';
import { CommandError } from '../ipc/host';
import { onWindowEvent } from '../ipc/windowEvents';
import { useAction, type Action } from './query';
import type { PageName } from './pages';
import { sentence } from '../advice';

/** What a person sees of a row before going to it. */
export interface Filter {
  disposition?: string;
  code?: string;
  jurisdiction?: string;
  variant?: string;
  search?: string;
}

export type PendingKind = 'unsaved' | 'working';
export type PendingByPage = Partial<Record<PageName, PendingKind>>;
export type CloseTarget = 'case' | 'window';

export interface CaseSession {
  status: CaseStatus | null;
  page: PageName;
  filter: Filter;
  go: (place: PageName, filter?: Filter) => void;
  /** What on each page would be lost by closing. */
  pending: PendingByPage;
  /** Says whether words stand on a page that are saved nowhere. */
  setUnsaved: (place: PageName, unsaved: boolean) => void;
  /** Counts work that was begun on a page, and that ended. */
  countTasks: (place: PageName, by: 1 | -1) => void;
  /** Reads anew how the case stands. */
  refresh: () => Promise<void>;
  /** Leaves the case; asks first where something would be lost. */
  close: () => void;
  /** Leaves the case, whatever is lost. */
  leave: () => Promise<void>;
  /** The case was closed otherwise, and no backup could be made. */
  closed: (missed: IpcError) => void;
  /** Whether somebody wants to leave while something would be lost, and what they want to close. */
  closing: CloseTarget | null;
  setClosing: (leaving: CloseTarget | null) => void;
  /** Who acts for the practice, as they named themselves. */
  actor: string;
  setActor: (name: string) => void;
  /** Says something once to whoever listens to the page instead of seeing it. */
  announce: (words: string) => void;
  announcement: string;
  /** The change of the case that pages follow. */
  revision: number;
}

const SessionContext = createContext<CaseSession | null>(null);

export function useSession(): CaseSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('a page outside of a case');
  return session;
}

interface ProviderProps {
  /** Is given why no backup could be made, where one was wanted. */
  onClosed: (missed: IpcError | null) => void;
  children: ReactNode;
}

export function SessionProvider({ onClosed, children }: ProviderProps) {
  const [status, setStatus] = useState<CaseStatus | null>(null);
  const [page, setPage] = useState<PageName>('incident');
  const [filter, setFilter] = useState<Filter>({});
  const [actor, setActor] = useState('');
  const [announcement, setAnnouncement] = useState('');
  const [revision, setRevision] = useState(0);
  const [broken, setBroken] = useState<IpcError | null>(null);
  const [unsavedOn, setUnsavedOn] = useState<Partial<Record<PageName, boolean>>>({});
  const [workOn, setWorkOn] = useState<Partial<Record<PageName, number>>>({});
  const [closing, setClosing] = useState<CloseTarget | null>(null);
  const setUnsaved = useCallback((place: PageName, unsaved: boolean) => {
    setUnsavedOn((on) => ({ ...on, [place]: unsaved }));
  }, []);
  const countTasks = useCallback((place: PageName, by: 1 | -1) => {
    setWorkOn((on) => ({ ...on, [place]: (on[place] ?? 0) + by }));
  }, []);
  const pending = useMemo<PendingByPage>(() => {
    const all: PendingByPage = {};
    for (const [place, unsaved] of Object.entries(unsavedOn)) if (unsaved) all[place as PageName] = 'unsaved';
    for (const [place, work] of Object.entries(workOn)) if (work > 0) all[place as PageName] = 'working';
    return all;
  }, [unsavedOn, workOn]);

  const refresh = useCallback(async () => {
    try {
      setStatus(await host.caseStatus());
      setBroken(null);
      setRevision((turn) => turn + 1);
    } catch (why) {
      if (why instanceof CommandError) setBroken(why.error);
      else throw why;
    }
  }, []);
  useEffect(() => {
    void refresh();
  }, [refresh]);

  // A page that one comes back to is as it was left, unless one comes for certain people.
  const go = useCallback((place: PageName, filter?: Filter) => {
    if (filter) setFilter(filter);
    setPage(place);
  }, []);
  const leave = useCallback(async () => {
    let missed: IpcError | null = null;
    try {
      missed = await host.closeCase();
    } catch (why) {
      if (!(why instanceof CommandError)) throw why;
      // The case is let go of all the same; what is beside it is taken in at the next opening.
      console.warn(why.message);
    }
    onClosed(missed);
  }, [onClosed]);
  // The window was to be closed, the case is, and the reason is to be read.
  useEffect(() => onWindowEvent((event) => event.kind === 'backup_missed' && onClosed(event.said)), [onClosed]);
  const close = useCallback(() => {
    if (Object.keys(pending).length > 0) setClosing('case');
    else void leave();
  }, [pending, leave]);
  const unsaved = Object.values(pending).includes('unsaved');
  // One word for each change: a second one in between could overtake it, and the window would close without asking.
  useEffect(() => void host.noteUnsaved(unsaved), [unsaved]);
  useEffect(() => () => void host.noteUnsaved(false), []);
  // The same words twice in a row are said twice.
  const again = useRef(false);
  const announce = useCallback((words: string) => {
    again.current = !again.current;
    setAnnouncement(again.current ? words : `${words}\u00a0`);
  }, []);

  const session = useMemo<CaseSession>(
    () => ({ status, page, filter, go, pending, setUnsaved, countTasks, refresh, close, leave, closed: onClosed, closing, setClosing, actor, setActor, announce, announcement, revision }),
    [status, page, filter, go, pending, setUnsaved, countTasks, refresh, close, leave, onClosed, closing, actor, announce, announcement, revision],
  );
  return (
    <SessionContext.Provider value={session}>
      {broken ? <CaseUnavailable said={broken} close={leave} /> : children}
    </SessionContext.Provider>
  );
}

/** Says whether words stand on a page that are saved nowhere. */
export function useUnsaved(place: PageName, unsaved: boolean): void {
  const { setUnsaved } = useSession();
  // Not taken back when the page is only out of sight: what stands on it is there still.
  useEffect(() => setUnsaved(place, unsaved), [place, unsaved, setUnsaved]);
}

/** Long work of a page, which goes on and is counted wherever one looks meanwhile. */
export function useTask(place: PageName): Action {
  const { countTasks } = useSession();
  const act = useAction();
  const begin = act.run;
  const run = useCallback(
    async (work: () => Promise<unknown>) => {
      countTasks(place, 1);
      try {
        return await begin(work);
      } finally {
        countTasks(place, -1);
      }
    },
    [begin, countTasks, place],
  );
  return { ...act, run };
}

function CaseUnavailable({ said, close }: { said: IpcError; close: () => Promise<void> }) {
  return (
    <main className="broken">
      <h1>This case can’t be shown</h1>
      <ul>
        {said.reasons.map((reason, at) => (
          <li key={at}>{sentence(reason)}</li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => void close()}>
        Back to start
      </button>
    </main>
  );
}
