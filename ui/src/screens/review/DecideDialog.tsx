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
  const name = row.name || `person ${row.person}`;
  const addressed = row.standing !== 'adult';
  const day = toDay(born);
  const lacks =
    (kind === 'cell' && (!cell || text === (cell.mended ?? cell.text))) ||
    (kind === 'address' && !given) || (kind === 'name' && (first.trim() === '' || last.trim() === '')) || (kind === 'born' && day === null);

  const choice = (): DecisionInput => {
    if (kind === 'address') return { kind, value: address };
    if (kind === 'name') return { kind, value: { first, last } };
    if (kind === 'born') return { kind, value: day ?? '' };
    if (kind === 'cell') return { kind, value: { heading: cell?.heading ?? '', text } };
    if (kind === 'end_hold')
      return { kind, value: { address: given ? address : null, addressee: last.trim() ? { first, last } : null } };
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
          <legend>{kind === 'address' ? 'Where the letter goes' : 'Another address, where the list’s may not be used'}</legend>
          <TextInput label="Street" value={address.line_1} onChange={(line_1) => setAddress({ ...address, line_1 })} />
          <TextInput label="Second line" value={address.line_2} onChange={(line_2) => setAddress({ ...address, line_2 })} />
          <div className="row">
            <TextInput label="City" value={address.city} onChange={(city) => setAddress({ ...address, city })} />
            <TextInput label="State" value={address.state} onChange={(state) => setAddress({ ...address, state })} />
            <TextInput label="ZIP" value={address.zip} onChange={(zip) => setAddress({ ...address, zip })} />
          </div>
        </fieldset>
      )}
      {kind === 'cell' && cell && (
        <>
          <p>
            In the list, under “{cell.heading}”: {cell.text ? <q>{cell.text}</q> : <span className="quiet">empty</span>}
          </p>
          <TextInput label="Read it as" value={text} onChange={setText} />
        </>
      )}
      {kind === 'name' && (
        <div className="row">
          <TextInput label="Given name" value={first} onChange={setFirst} />
          <TextInput label="Family name" value={last} onChange={setLast} />
        </div>
      )}
      {kind === 'born' && (
        <TextInput
          label="Birth date"
          help="As in 03/21/2015."
          value={born}
          onChange={setBorn}
          faults={born.length >= 8 && day === null ? ['This is no day. Write month/day/year.'] : []}
        />
      )}
      {kind === 'end_hold' && addressed && (
        <fieldset className="group">
          <legend>One addressee, where custody or safety asks for it</legend>
          <div className="row">
            <TextInput label="Given name" value={first} onChange={setFirst} />
            <TextInput label="Family name" value={last} onChange={setLast} />
          </div>
        </fieldset>
      )}
      <ReasonFooter
        reason={reason}
        setReason={setReason}
        refused={error}
        busy={busy}
        lacks={lacks}
        words="Decide about 1 person"
        onDecide={() => void decide()}
        onClose={onClose}
      />
    </ModalDialog>
  );
}
