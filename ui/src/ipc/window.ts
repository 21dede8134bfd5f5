// What happens to the window from outside its pages, told to every page that listens.
import { heedWindow } from './bindings/commands';
import type { Happening } from './bindings/Happening';

const hearers = new Set<(happening: Happening) => void>();
let begun = false;

/** Calls back with everything that happens to the window, until what it gives is called. */
export function onHappening(hear: (happening: Happening) => void): () => void {
  hearers.add(hear);
  if (!begun) {
    begun = true;
    heedWindow((happening) => [...hearers].forEach((hear) => hear(happening))).catch(() => {
      begun = false;
    });
  }
  return () => hearers.delete(hear);
}
