// What happens to the window from outside its pages, told to every page that listens.
import { subscribeWindowEvents } from './bindings/commands';
import type { WindowEvent } from './bindings/WindowEvent';

const hearers = new Set<(happening: WindowEvent) => void>();
let begun = false;

/** Calls back with everything that happens to the window, until what it gives is called. */
export function onHappening(hear: (happening: WindowEvent) => void): () => void {
  hearers.add(hear);
  if (!begun) {
    begun = true;
    subscribeWindowEvents((happening) => [...hearers].forEach((hear) => hear(happening))).catch(() => {
      begun = false;
    });
  }
  return () => hearers.delete(hear);
}
