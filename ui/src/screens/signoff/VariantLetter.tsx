import { useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import { AS_PRINTED } from '../../parts/PreviewSettings';
import { ModalDialog } from '../../parts/ModalDialog';
import { ChecklistResults } from '../../parts/ChecklistResults';
import { LetterView } from '../../parts/LetterView';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { useZones } from '../../parts/zones';
import { variant as named } from '../../parts/format';

/** What is signed: the letter to an invented person, its law, its checks. */
export function VariantLetter({ variant, onClose }: { variant: string; onClose: () => void }) {
  const { revision } = useSession();
  const page = useQuery(() => host.renderLetter({ variant }, AS_PRINTED, null), [variant, revision]);
  const words = useQuery(() => host.letterText({ variant }, AS_PRINTED, null), [variant, revision]);
  const zones = useZones();
  return (
    <ModalDialog title={named(variant)} open onClose={onClose} wide>
      <ErrorNotice error={page.error} />
      <div className="halves">
        <LetterView bytes={page.value ?? null} zones={zones} label="Sample letter" />
        <div className="stack">
          {words.value && (
            <>
              <p className="quiet small">{words.value.statute}</p>
              {words.value.uncertain.length > 0 && (
                <details>
                  <summary>Uncertain points of law ({words.value.uncertain.length})</summary>
                  <ul>
                    {words.value.uncertain.map((doubt) => (
                      <li key={doubt}>{doubt}</li>
                    ))}
                  </ul>
                </details>
              )}
              <ChecklistResults checks={words.value.checks} />
            </>
          )}
        </div>
      </div>
    </ModalDialog>
  );
}
