import { useAsked } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import { AS_PRINTED } from '../../parts/AsRead';
import { Ask } from '../../parts/Ask';
import { Lights } from '../../parts/Lights';
import { LetterView } from '../../parts/LetterView';
import { Refusal } from '../../parts/Refusal';
import { useZones } from '../../parts/zones';
import { variant as named } from '../../parts/words';

/** What is signed: the letter to an invented person, its law, its checks. */
export function VariantLetter({ variant, onClose }: { variant: string; onClose: () => void }) {
  const { turn } = useDesk();
  const page = useAsked(() => host.renderLetter({ variant }, AS_PRINTED, null), [variant, turn]);
  const words = useAsked(() => host.letterText({ variant }, AS_PRINTED, null), [variant, turn]);
  const zones = useZones();
  return (
    <Ask title={named(variant)} open onClose={onClose} wide>
      <Refusal said={page.refused} />
      <div className="halves">
        <LetterView bytes={page.value ?? null} zones={zones} label="Specimen" />
        <div className="stack">
          {words.value && (
            <>
              <p className="quiet small">{words.value.statute}</p>
              {words.value.uncertain.length > 0 && (
                <details>
                  <summary>In doubt ({words.value.uncertain.length})</summary>
                  <ul>
                    {words.value.uncertain.map((doubt) => (
                      <li key={doubt}>{doubt}</li>
                    ))}
                  </ul>
                </details>
              )}
              <Lights checks={words.value.checks} />
            </>
          )}
        </div>
      </div>
    </Ask>
  );
}
