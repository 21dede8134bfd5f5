import { useDesk } from '../app/desk';
import type { Manner } from '../ipc/bindings/Manner';
import { Choice } from './Choice';
import { Tick } from './Tick';

interface Props {
  manner: Manner;
  set: (manner: Manner) => void;
}

/** In which language, and how large, a letter is shown. */
export function AsRead({ manner, set }: Props) {
  const { standing } = useDesk();
  return (
    <>
      {standing?.spanish && (
        <Choice
          hidden
          label="Language"
          none="Reader’s own"
          options={[
            { word: 'en', label: 'English' },
            { word: 'es', label: 'Spanish' },
          ]}
          value={manner.language}
          onChange={(language) => set({ ...manner, language })}
        />
      )}
      <Tick on={manner.large} set={(large) => set({ ...manner, large })}>
        Large print
      </Tick>
    </>
  );
}

/** A letter as it will be printed, until something else is asked for. */
export const AS_PRINTED: Manner = { language: '', large: false };
