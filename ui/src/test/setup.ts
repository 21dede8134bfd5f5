import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);
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
