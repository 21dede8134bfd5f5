import type { ReactNode } from 'react';
import { useSession } from '../app/session';
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
export function ListMissing({ page, title, children }: Props) {
  const { go } = useSession();
  return (
    <div className="stack">
      <h1>{page}</h1>
      <Empty title={title}>
        <p>{children}</p>
        <Button look="first" onPress={() => go('lists')}>
          Go to lists
        </Button>
      </Empty>
    </div>
  );
}
