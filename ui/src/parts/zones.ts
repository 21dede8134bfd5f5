import { useMemo } from 'react';
import { useAsked } from '../app/ask';
import { useDesk } from '../app/desk';
import * as host from '../ipc/bindings/commands';
import type { Zone } from './LetterView';

/** Where the envelope's window shows what on the first page. */
export function useZones(): readonly Zone[] {
  const { turn } = useDesk();
  const zones = useAsked(host.envelopeZones, [turn]);
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
