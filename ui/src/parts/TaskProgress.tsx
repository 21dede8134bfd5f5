// Long work: how it comes along, with what holds it back and stops it.
import { useEffect, useRef, useState } from 'react';
import * as host from '../ipc/bindings/commands';
import type { ProgressUpdate } from '../ipc/bindings/ProgressUpdate';
import { Button } from './Button';
import { count, time } from './format';

const STAGES: Record<string, string> = {
  prepare: 'Getting ready',
  compare: 'Compared with the list before',
  read: 'Rows read',
  match: 'Duplicates checked',
  'set and preflight': 'Letters prepared',
  reckon: 'Totals counted',
  write: 'Saved in the case',
  names: 'Names listed',
};

export interface Progress {
  stage: string;
  done: number;
  of: number;
  rate: number;
  left: number;
}

/** Keeps the newest step; drawn at most once a frame, however often the program speaks. */
export function useProgress(): [Progress, (step: ProgressUpdate) => void, () => void] {
  const [going, setGoing] = useState<Progress>({ stage: '', done: 0, of: 0, rate: 0, left: 0 });
  const next = useRef<Progress>(going);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const hear = useRef((step: ProgressUpdate) => {
    next.current =
      step.kind === 'stage'
        ? { ...next.current, stage: STAGES[step.name] ?? step.name }
        : { ...next.current, done: step.done, of: step.of, rate: step.rate, left: step.left };
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => setGoing(next.current));
  });
  const clear = useRef(() => {
    next.current = { stage: '', done: 0, of: 0, rate: 0, left: 0 };
    setGoing(next.current);
  });
  return [going, hear.current, clear.current];
}

interface Props {
  title: string;
  progress: Progress;
  /** Whether it can be held back and stopped. */
  controls?: boolean;
}

/** Shows work that goes on. */
export function TaskProgress({ title, progress, controls = false }: Props) {
  const [held, setHeld] = useState(false);
  const share = progress.of > 0 ? progress.done / progress.of : undefined;
  return (
    <section className="work" aria-label={title}>
      <p className="work-title">{held ? `${title}: paused` : title}</p>
      <div
        className="bar"
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === undefined ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <div
          className={share === undefined ? 'bar-fill bar-moving' : 'bar-fill'}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
      <p className="quiet work-words">
        {progress.of > 0
          ? `${count(progress.done)} of ${count(progress.of)} letters, ${count(Math.round(progress.rate))} per second, ${time(progress.left)} left`
          : progress.stage || 'Starting…'}
      </p>
      {controls && (
        <div className="row">
          <Button
            onPress={() => {
              void (held ? host.resumeTask() : host.pauseTask());
              setHeld(!held);
            }}
          >
            {held ? 'Resume' : 'Pause'}
          </Button>
          <Button look="danger" onPress={() => void host.cancelTask()}>
            Cancel
          </Button>
        </div>
      )}
    </section>
  );
}
