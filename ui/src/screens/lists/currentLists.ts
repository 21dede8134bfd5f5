// The lists of a case as they are shown: a list that was read anew is one list and no two.
import type { ListStatus } from '../../ipc/bindings/ListStatus';

export interface CurrentList {
  list: ListStatus;
  /** The list in whose place it stands; nothing where there is none. */
  older: ListStatus | undefined;
}

/** Every list once, with the other list in whose place it stands. */
export function currentLists(lists: readonly ListStatus[]): CurrentList[] {
  const before = (list: ListStatus) => lists.find((older) => older.list === list.amends);
  const reread = new Set(lists.filter((list) => list.read_anew).map((list) => list.amends));
  return lists
    .filter((list) => !reread.has(list.list))
    .map((list) => {
      let first = list;
      while (first.read_anew) {
        const older = before(first);
        if (!older) break;
        first = older;
      }
      return { list, older: before(first) };
    });
}
