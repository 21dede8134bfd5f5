import type { ReactNode } from 'react';
import { useDesk } from '../app/desk';
import { Button } from './Button';
import { Empty } from './Note';

interface Props {
  /** The page's own title. */
  page: string;
  /** What is not there yet. */
  title: string;
  children: ReactNode;
}

/** A page of a case without a list: what it will show, and the way to the lists. */
export function NoList({ page, title, children }: Props) {
  const { go } = useDesk();
  return (
    <div className="stack">
      <h1>{page}</h1>
      <Empty title={title}>
        <p>{children}</p>
        <Button look="first" onPress={() => go('lists')}>
          To the lists
        </Button>
      </Empty>
    </div>
  );
}
