import { useState } from 'react';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { GuardianRow } from '../../ipc/bindings/GuardianRow';
import type { ParentRow } from '../../ipc/bindings/ParentRow';
import { Button } from '../../parts/Button';
import { ModalDialog } from '../../parts/ModalDialog';
import { ReasonFooter } from '../../parts/ReasonFooter';
import { SelectField } from '../../parts/SelectField';
import { PARENT_RULES, parentRule } from '../../parts/parentRules';

/** What the mail brings a parent, in words. */
function receives(parent: ParentRow): string {
  if (parent.is_barred) return 'do not contact';
  if (parent.receives === 'letter') return 'gets the letter';
  if (parent.receives === 'copy') return 'gets a copy';
  return 'gets nothing';
}

const custody = (parent: ParentRow) =>
  parent.custody === null ? '' : parent.custody ? 'has custody' : 'does not have custody';

/** The parents of a child side by side. */
function ParentList({ parents }: { parents: readonly ParentRow[] }) {
  return (
    <ul className="parents">
      {parents.map((parent) => (
        <li key={parent.line}>
          {parent.name}
          {parent.relation && ` (${parent.relation.toLowerCase()})`}
          <br />
          <span className="quiet small">{parent.address || 'incomplete address in the file'}</span>
          <br />
          <span className="small">{[receives(parent), custody(parent)].filter(Boolean).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** The parents of a child, with the way to choose among them. */
export function ParentsOfChild({ own, onChoose }: { own: GuardianRow; onChoose: () => void }) {
  return (
    <>
      <ParentList parents={own.parents} />
      <Button aria-label={`Choose for ${own.child}`} onPress={onChoose}>
        Choose…
      </Button>
    </>
  );
}

/** Who is written to about one child, whatever holds for the others. */
export function ParentChoiceDialog({ own, onClose }: { own: GuardianRow; onClose: () => void }) {
  const { actor, refresh, announce } = useSession();
  const [rule, setRule] = useState('');
  const [reason, setReason] = useState('');
  const { busy, error, run } = useAction();
  const value = parentRule(rule);
  const decide = () =>
    run(async () => {
      if (!value) return;
      const about = { people: [own.person], list: null, code: null, jurisdiction: null };
      await host.decideAbout(about, { kind: 'parents', value }, actor, reason);
      await refresh();
      announce('Saved for this child.');
      onClose();
    });
  return (
    <ModalDialog title={`Who gets the letter about ${own.child}`} open onClose={onClose}>
      <ParentList parents={own.parents} />
      <SelectField label="Who gets the letter" options={PARENT_RULES} value={rule} onChange={setRule} />
      <ReasonFooter
        reason={reason}
        setReason={setReason}
        refused={error}
        busy={busy}
        lacks={!value}
        words="Save for this child"
        onDecide={() => void decide()}
        onClose={onClose}
      />
    </ModalDialog>
  );
}
