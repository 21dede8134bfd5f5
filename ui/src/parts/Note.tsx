import type { ReactNode } from 'react';
import { StatusIcon } from './StatusIcon';

const LOOKS = { done: 'Done', notice: 'Note', warning: 'Needs review' } as const;

/** A word beside the work: its kind is said by word and sign. */
export function Note({ of, title, children }: { of: keyof typeof LOOKS; title?: string; children?: ReactNode }) {
  return (
    <div className={`notice notice-${of}`}>
      <p className="notice-title">
        <StatusIcon of={of} /> {title ?? LOOKS[of]}
      </p>
      {children}
    </div>
  );
}

/** What a page says where there is nothing yet: the next step. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
