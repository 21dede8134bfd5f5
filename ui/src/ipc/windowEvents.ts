// What happens to the window from outside its pages, told to every page that listens.
import { subscribeWindowEvents } from './bindings/commands';
import type { WindowEvent } from './bindings/WindowEvent';

const event = new Set<(happening: WindowEvent) => void>();
let begun = false;

/** Calls back with everything that happens to the window, until what it gives is called. */
export function onWindowEvent(listener: (happening: WindowEvent) => void): () => void {
  event.add(listener);
  if (!begun) {
    begun = true;
    subscribeWindowEvents((happening) => [...event].forEach((hear) => hear(happening))).catch(() => {
      begun = false;
    });
  }
  return () => event.delete(listener);
}
