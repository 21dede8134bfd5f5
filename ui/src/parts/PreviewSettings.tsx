import { useSession } from '../app/session';
import type { PreviewOptions } from '../ipc/bindings/PreviewOptions';
import { SelectField } from './SelectField';
import { CheckboxField } from './CheckboxField';

interface Props {
  manner: PreviewOptions;
  set: (manner: PreviewOptions) => void;
}

/** In which language, and how large, a letter is shown. */
export function PreviewSettings({ manner, set }: Props) {
  const { status } = useSession();
  return (
    <>
      {status?.spanish && (
        <SelectField
          hidden
          label="Language"
          none="Recipient’s language"
          options={[
            { word: 'en', label: 'English' },
            { word: 'es', label: 'Spanish' },
          ]}
          value={manner.language}
          onChange={(language) => set({ ...manner, language })}
        />
      )}
      <CheckboxField on={manner.large} set={(large) => set({ ...manner, large })}>
        Large print
      </CheckboxField>
    </>
  );
}

/** A letter as it will be printed, until something else is asked for. */
export const AS_PRINTED: PreviewOptions = { language: '', large: false };
