// Asking the program from a page: what came back, what was refused, whether it is being waited for.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { IpcError } from '../ipc/bindings/IpcError';
import { CommandError } from '../ipc/host';

export interface QueryState<T> {
  value: T | undefined;
  error: IpcError | null;
  busy: boolean;
  reload: () => void;
  /** Takes a value that is known without asking, as after saving it. */
  set: (value: T) => void;
}

/**
 * Asks when the page opens and whenever `when` changes; only the newest answer counts. One question is out at a time: what
 * changes meanwhile is asked once, when the answer is there, so that fast keys never pile questions up.
 */
export function useQuery<T>(ask: () => Promise<T>, when: readonly unknown[]): QueryState<T> {
  const [state, setState] = useState<Omit<QueryState<T>, 'reload' | 'set'>>({ value: undefined, error: null, busy: true });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  const out = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    let counts = true;
    setState((state) => ({ ...state, busy: true }));
    const begin = () => {
      if (!counts) return;
      const answer = latest.current();
      out.current = answer.catch(() => undefined);
      return answer.then(
        (value) => counts && setState({ value, error: null, busy: false }),
        (why: unknown) => {
          if (!counts) return;
          if (why instanceof CommandError) setState((state) => ({ ...state, error: why.error, busy: false }));
          else throw why;
        },
      );
    };
    void out.current.then(begin);
    return () => {
      counts = false;
    };
    // `when` is what the caller's question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [...when, round]);
  return {
    ...state,
    reload: useCallback(() => setRound((round) => round + 1), []),
    set: useCallback((value: T) => setState((state) => ({ ...state, value })), []),
  };
}

export interface Action {
  busy: boolean;
  error: IpcError | null;
  /** Does it; whether it was done. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** Something that a person does by a button: it is busy while it lasts, and says why where it was refused. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (why) {
      if (why instanceof CommandError) setError(why.error);
      else throw why;
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, error, run, clear: useCallback(() => setError(null), []) };
}

/** A value that follows another after it has stood still for a while. */
export function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
