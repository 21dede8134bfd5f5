import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);
// A machine that builds beside the tests is slow, and no test measures time.
configure({ asyncUtilTimeout: 15_000 });
// What jsdom lacks and React Aria and the tables ask for.
class Nothing {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(globalThis, { ResizeObserver: Nothing });
Element.prototype.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
Object.assign(globalThis, { DOMMatrix: class {}, Path2D: class {} });

// jsdom has no CSS.escape, which dialogs look their own parts up by.
globalThis.CSS ??= {} as typeof CSS;
CSS.escape ??= (text: string) => text.replace(/[^\w-]/g, (sign) => `\\${sign}`);
