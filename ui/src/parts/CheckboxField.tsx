import { Checkbox } from 'react-aria-components';
import type { ReactNode } from 'react';

/** Yes or no. */
export function CheckboxField({ on, set, children }: { on: boolean; set: (on: boolean) => void; children: ReactNode }) {
  return (
    <Checkbox className="tick" isSelected={on} onChange={set}>
      <span className="tick-box" aria-hidden="true">
        <svg viewBox="0 0 16 16" width="12" height="12">
          <path d="M3 8.5 6.5 12 13 4.5" fill="none" stroke="currentColor" strokeWidth="2.5" />
        </svg>
      </span>
      {children}
    </Checkbox>
  );
}
