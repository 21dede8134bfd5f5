import { useMemo } from 'react';
import { useQuery } from '../app/query';
import { useSession } from '../app/session';
import * as host from '../ipc/bindings/commands';
import type { Zone } from './LetterView';

/** Where the envelope's window shows what on the first page. */
export function useZones(): readonly Zone[] {
  const { revision } = useSession();
  const zones = useQuery(host.envelopeZones, [revision]);
  return useMemo(
    () =>
      zones.value?.map(({ words, always, left, top, width, height }) => ({
        words,
        look: always ? ('shown' as const) : ('travel' as const),
        left,
        top,
        width,
        height,
      })) ?? [],
    [zones.value],
  );
}
