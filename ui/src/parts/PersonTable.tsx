// Everybody of a case, page by page from the program: sorted, searched and filtered there, drawn here as far as the eye sees.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useDebounced } from '../app/query';
import * as host from '../ipc/bindings/commands';
import type { SortKey } from '../ipc/bindings/SortKey';
import type { PersonQuery } from '../ipc/bindings/PersonQuery';
import type { IpcError } from '../ipc/bindings/IpcError';
import type { PersonRow } from '../ipc/bindings/PersonRow';
import { CommandError } from '../ipc/host';
import { ErrorNotice } from './ErrorNotice';
import { count, dispositionWord, shortDay, standingWord } from './format';
import { useSession } from '../app/session';

const PAGE = 100;
const HEIGHT = 34;

interface Column {
  key: SortKey | null;
  title: string;
  width: string;
  cell: (row: PersonRow) => string;
}

const COLUMNS: readonly Column[] = [
  { key: 'name', title: 'Name', width: 'minmax(9rem, 2fr)', cell: (row) => row.name || '(no name)' },
  { key: 'standing', title: 'Type', width: '6.2rem', cell: (row) => standingWord(row.standing) },
  { key: null, title: 'City', width: 'minmax(5rem, 1fr)', cell: (row) => row.city },
  { key: 'state', title: 'State', width: '3.6rem', cell: (row) => row.jurisdiction },
  { key: 'zip', title: 'ZIP', width: '4.4rem', cell: (row) => row.zip.slice(0, 5) },
  { key: 'disposition', title: 'Status', width: '8.6rem', cell: (row) => dispositionWord(row.disposition) },
  { key: 'due', title: 'Deadline', width: '7.2rem', cell: (row) => shortDay(row.due) },
];
/** Shown once a package was made. */
const PIECE: Column = { key: null, title: 'Piece', width: '8.2rem', cell: (row) => row.piece };

export type Narrowed = Pick<PersonQuery, 'search' | 'disposition' | 'standing' | 'jurisdiction' | 'code' | 'variant'>;
export const EVERYBODY: Narrowed = {
  search: '',
  disposition: '',
  standing: '',
  jurisdiction: '',
  code: '',
  variant: '',
};

interface Props {
  narrowed: Narrowed;
  /** Changes when the people may have changed. */
  turn: number;
  chosen: number | null;
  onChoose: (row: PersonRow) => void;
  onTotal?: (total: number) => void;
  label: string;
}

export function PersonTable({ narrowed, turn, chosen, onChoose, onTotal, label }: Props) {
  const { status } = useSession();
  const made = (status?.runs.length ?? 0) > 0;
  const columns = useMemo(() => (made ? [...COLUMNS, PIECE] : COLUMNS), [made]);
  const widths = columns.map((column) => column.width).join(' ');
  const [sort, setSort] = useState<{ key: SortKey; descending: boolean }>({ key: 'row', descending: false });
  const [total, setTotal] = useState(0);
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<IpcError | null>(null);
  const [pages, setPages] = useState<ReadonlyMap<number, readonly PersonRow[]>>(new Map());
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const pending = useRef(new Set<number>());
  const round = useRef(0);
  const search = useDebounced(narrowed.search, 120);
  const { disposition, standing: life, jurisdiction, code, variant } = narrowed;

  const fetch = useCallback(
    (page: number) => {
      if (pending.current.has(page)) return;
      pending.current.add(page);
      const mine = round.current;
      const query: PersonQuery = {
        search,
        disposition,
        standing: life,
        jurisdiction,
        code,
        variant,
        sort: sort.key,
        descending: sort.descending,
        offset: page * PAGE,
        limit: PAGE,
      };
      host.peoplePage(query).then(
        (answer) => {
          if (mine !== round.current) return;
          pending.current.delete(page);
          setRefused(null);
          setTotal(answer.total);
          setAsked(true);
          onTotal?.(answer.total);
          setPages((pages) => new Map(pages).set(page, answer.rows));
        },
        (why: unknown) => {
          pending.current.delete(page);
          if (mine === round.current && why instanceof CommandError) setRefused(why.error);
        },
      );
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `turn` asks anew.
    [search, disposition, life, jurisdiction, code, variant, sort, turn, onTotal],
  );
  useEffect(() => {
    round.current += 1;
    pending.current.clear();
    setPages(new Map());
    setActive(0);
    scroller.current?.scrollTo({ top: 0 });
    fetch(0);
  }, [fetch]);

  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 12,
    // The headings stay above the rows.
    scrollPaddingStart: HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const firstPage = Math.floor((items[0]?.index ?? 0) / PAGE);
  const lastPage = Math.floor((items.at(-1)?.index ?? 0) / PAGE);
  useEffect(() => {
    for (let page = firstPage; page <= lastPage; page += 1) {
      if (total > 0 && !pages.has(page)) fetch(page);
    }
  }, [firstPage, lastPage, pages, fetch, total]);

  const at = (index: number): PersonRow | undefined => pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  const move = (to: number) => {
    const next = Math.max(0, Math.min(total - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const keys = (event: React.KeyboardEvent) => {
    // A heading that is hit by key sorts, and opens nobody.
    if (event.target !== event.currentTarget) return;
    const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 15, PageUp: -15 };
    const step = steps[event.key];
    if (step !== undefined) move(active + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(total - 1);
    else if (event.key === 'Enter' || event.key === ' ') {
      const row = at(active);
      if (row) onChoose(row);
    } else return;
    event.preventDefault();
  };

  return (
    <div className="people">
      <ErrorNotice error={refused} />
      <div
        ref={scroller}
        className="people-body"
        role="grid"
        tabIndex={0}
        aria-label={`${label}: ${count(total)}. Arrow keys move, Enter opens.`}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={total > 0 ? `person-${active}` : undefined}
        data-total={asked ? total : ''}
        onKeyDown={keys}
      >
        <div role="rowgroup" className="people-heads">
          <div className="people-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: widths }}>
            {columns.map((column) => {
              const own = column.key !== null && sort.key === column.key;
              return (
                <div
                  key={column.title}
                  role="columnheader"
                  aria-sort={own ? (sort.descending ? 'descending' : 'ascending') : 'none'}
                >
                  {column.key === null ? (
                    column.title
                  ) : (
                    <button
                      type="button"
                      className="people-sort"
                      onClick={() => setSort({ key: column.key ?? 'row', descending: own && !sort.descending })}
                    >
                      {column.title}
                      {own && <span aria-hidden="true">{sort.descending ? ' ▾' : ' ▴'}</span>}
                    </button>
                  )}
                </div>
              );
            })}
          </div>
        </div>
        {asked && total === 0 && <p className="people-none quiet">No one matches.</p>}
        <div role="rowgroup" className="people-rows" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = at(item.index);
            return (
              <div
                key={item.key}
                id={`person-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={row !== undefined && row.row === chosen}
                className={`people-row${item.index === active ? ' is-active' : ''}${row?.disposition === 'held' ? ' is-held' : ''}`}
                style={{ gridTemplateColumns: widths, height: HEIGHT, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  setActive(item.index);
                  if (row) onChoose(row);
                }}
              >
                {columns.map((column) => (
                  <div key={column.title} role="gridcell">
                    {row ? column.cell(row) : '…'}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
