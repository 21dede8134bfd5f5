import { useState } from 'react';
import { useAction } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { DecisionInput } from '../../ipc/bindings/DecisionInput';
import type { CellDetail } from '../../ipc/bindings/CellDetail';
import type { DecisionReport } from '../../ipc/bindings/DecisionReport';
import type { PersonRow } from '../../ipc/bindings/PersonRow';
import type { AddressInput } from '../../ipc/bindings/AddressInput';
import { ModalDialog } from '../../parts/ModalDialog';
import { TextInput } from '../../parts/TextInput';
import { ReasonFooter } from '../../parts/ReasonFooter';
import { toDay } from '../../parts/format';
import { stateCode } from '../../parts/states';
import { ACTS, type Kind } from './decisions';

const NOWHERE: AddressInput = { line_1: '', line_2: '', city: '', state: '', zip: '' };

interface Props {
  kind: Kind;
  row: PersonRow;
  /** The cell to correct, where one was chosen. */
  cell?: CellDetail | null;
  onClose: () => void;
  onDecided: (answer: DecisionReport) => Promise<void>;
}

/** One decision about one person. It is made anew each time it opens: nothing of one person ever stands in another's. */
export function DecideDialog({ kind, row, cell, onClose, onDecided }: Props) {
  const { actor } = useSession();
  const [reason, setReason] = useState('');
  const [address, setAddress] = useState<AddressInput>(NOWHERE);
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [born, setBorn] = useState('');
  const [text, setText] = useState(cell?.mended ?? cell?.text ?? '');
  const { busy, error, run } = useAction();
  const act = ACTS.find((act) => act.kind === kind);
  const given = address.line_1.trim() !== '';
  const typed = { ...address, state: stateCode(address.state) };
  const name = row.name || `person ${row.person}`;
  const addressed = row.standing !== 'adult';
  const day = toDay(born);
  const lacks =
    (kind === 'cell' && (!cell || text === (cell.mended ?? cell.text))) ||
    (kind === 'address' && !given) || (kind === 'name' && (first.trim() === '' || last.trim() === '')) || (kind === 'born' && day === null);

  const choice = (): DecisionInput => {
    if (kind === 'address') return { kind, value: typed };
    if (kind === 'name') return { kind, value: { first, last } };
    if (kind === 'born') return { kind, value: day ?? '' };
    if (kind === 'cell') return { kind, value: { heading: cell?.heading ?? '', text } };
    if (kind === 'end_hold')
      return { kind, value: { address: given ? typed : null, addressee: last.trim() ? { first, last } : null } };
    return { kind } as DecisionInput;
  };
  const decide = () =>
    run(async () =>
      onDecided(await host.decideAbout({ people: [row.person], list: null, code: null, jurisdiction: null }, choice(), actor, reason)),
    );
  return (
    <ModalDialog title={`${act?.label ?? ''}: ${name}`} open onClose={onClose}>
      <p>{act?.about}</p>
      {(kind === 'address' || kind === 'end_hold') && (
        <fieldset className="group">
          <legend>{kind === 'address' ? 'Mailing address' : 'Different address (if the one on the list can’t be used)'}</legend>
          <TextInput label="Street address" value={address.line_1} onChange={(line_1) => setAddress({ ...address, line_1 })} />
          <TextInput label="Address line 2 (optional)" value={address.line_2} onChange={(line_2) => setAddress({ ...address, line_2 })} />
          <div className="row">
            <TextInput label="City" value={address.city} onChange={(city) => setAddress({ ...address, city })} />
            <TextInput label="State" value={address.state} onChange={(state) => setAddress({ ...address, state })} />
            <TextInput label="ZIP code" value={address.zip} onChange={(zip) => setAddress({ ...address, zip })} />
          </div>
        </fieldset>
      )}
      {kind === 'cell' && cell && (
        <>
          <p>
            In the list, “{cell.heading}”: {cell.text ? <q>{cell.text}</q> : <span className="quiet">empty</span>}
          </p>
          <TextInput label="Corrected value" value={text} onChange={setText} />
        </>
      )}
      {kind === 'name' && (
        <div className="row">
          <TextInput label="First name" value={first} onChange={setFirst} />
          <TextInput label="Last name" value={last} onChange={setLast} />
        </div>
      )}
      {kind === 'born' && (
        <TextInput
          label="Date of birth"
          help="MM/DD/YYYY."
          value={born}
          onChange={setBorn}
          faults={born.length >= 8 && day === null ? ['Enter a valid date, such as 03/21/2015.'] : []}
        />
      )}
      {kind === 'end_hold' && addressed && (
        <fieldset className="group">
          <legend>Single addressee (if custody or safety requires it)</legend>
          <div className="row">
            <TextInput label="First name" value={first} onChange={setFirst} />
            <TextInput label="Last name" value={last} onChange={setLast} />
          </div>
        </fieldset>
      )}
      <ReasonFooter
        reason={reason}
        setReason={setReason}
        refused={error}
        busy={busy}
        lacks={lacks}
        words="Save"
        onDecide={() => void decide()}
        onClose={onClose}
      />
    </ModalDialog>
  );
}
