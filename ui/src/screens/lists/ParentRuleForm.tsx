import { useState } from 'react';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { SeveralParents } from '../../ipc/bindings/SeveralParents';
import { ActorField } from '../../parts/ActorField';
import { Button } from '../../parts/Button';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { SelectField } from '../../parts/SelectField';
import { count, many } from '../../parts/format';
import { PARENT_RULES, parentRule } from '../../parts/parentRules';

type Props = { several: SeveralParents; onChange: (several: SeveralParents) => void; onLook: () => void };

/** Children with several parents in the file of guardians: what comes of it, and who is written to. */
export function ParentRuleForm({ several, onChange, onLook }: Props) {
  const { actor, refresh } = useSession();
  const [rule, setRule] = useState<string>(several.rule ?? '');
  const change = useAction();
  const chosen = parentRule(rule);
  const set = () =>
    change.run(async () => {
      if (!chosen) return;
      onChange(await host.setParentRule(chosen, actor, () => undefined));
      await refresh();
    });
  return (
    <section className="stack" aria-labelledby="several-parents">
      <h3 id="several-parents">Children with several parents</h3>
      <p>
        {many(several.children, 'child has', 'children have')} several parents in the file.{' '}
        {several.undecided > 0 && (
          <strong>
            {count(several.undecided)} {several.undecided === 1 ? 'is' : 'are'} held until you choose who gets the letter.{' '}
          </strong>
        )}
        {several.copies > 0 && <>{many(several.copies, 'copy goes', 'copies go')} to other parents. </>}
        {several.unmailable > 0 && (
          <>
            For {count(several.unmailable)}, the other parent’s address is incomplete, so no copy can be sent.
          </>
        )}
        {several.addresses_of_others > 0 && (
          <>
            For {count(several.addresses_of_others)}, an address was entered for another parent than the one who gets the letter now; it
            is not used.
          </>
        )}
      </p>
      <SelectField
        label="Who gets the letter"
        help="Custody information in the file comes first: a parent without custody, or marked “do not contact”, gets nothing. You can change this for each child."
        none="Not decided (these children are held)"
        options={PARENT_RULES}
        value={rule}
        onChange={setRule}
      />
      <ActorField />
      <ErrorNotice error={change.error} />
      <div className="row">
        <Button
          look="first"
          isDisabled={change.busy || !chosen || chosen === several.rule || actor.trim() === ''}
          onPress={() => void set()}
        >
          Apply to all
        </Button>
        <Button onPress={onLook}>Compare parents</Button>
      </div>
    </section>
  );
}
