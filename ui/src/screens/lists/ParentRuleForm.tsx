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
      <h3 id="several-parents">Children with several parents in the file</h3>
      <p>
        {many(several.children, 'child has', 'children have')} several parents.{' '}
        {several.undecided > 0 && (
          <strong>
            {count(several.undecided)} {several.undecided === 1 ? 'is' : 'are'} held until you say who is written to.{' '}
          </strong>
        )}
        {several.copies > 0 && <>{many(several.copies, 'copy goes', 'copies go')} to further parents. </>}
        {several.unmailable > 0 && (
          <>
            Of {count(several.unmailable)} a further parent has no complete address; no copy can go there.{' '}
          </>
        )}
        {several.addresses_of_others > 0 && (
          <>
            Of {count(several.addresses_of_others)} a decided address was given for another parent than is written to now; it is not
            used.
          </>
        )}
      </p>
      <SelectField
        label="Who is written to"
        help="Marks of custody in the file come first: a parent without custody, or who is not to be contacted, gets nothing. You can choose otherwise for each child."
        none="Not chosen yet; these children are held"
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
          Use this for all of them
        </Button>
        <Button onPress={onLook}>Look at parents side by side</Button>
      </div>
    </section>
  );
}
