import { useState } from 'react';
import { useSession, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { LargePart } from '../../ipc/bindings/LargePart';
import type { LeftOutPiece } from '../../ipc/bindings/LeftOutPiece';
import type { ReprintReport } from '../../ipc/bindings/ReprintReport';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { TextInput } from '../../parts/TextInput';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { PathPicker } from '../../parts/PathPicker';
import { count, many } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';

/** Prints the pieces of a file again. A large part of a run is printed only when somebody gives the name of who wants it. */
export function ReprintPanel() {
  const { actor, refresh, announce } = useSession();
  const [pieces, setPieces] = useState<Chosen | null>(null);
  const [out, setOut] = useState<Chosen | null>(null);
  const [made, setMade] = useState<ReprintReport | null>(null);
  const [large, setLarge] = useState<LargePart | null>(null);
  const { busy, error, run } = useTask('export');
  const [going, hear, clear] = useProgress();
  const again = async (largeBy: string | null) => {
    if (!pieces || !out) return;
    clear();
    setLarge(null);
    setMade(null);
    await run(async () => {
      const answer = await host.reprintPieces(pieces.token, out.token, actor, largeBy, hear);
      if ('asked' in answer) {
        setLarge(answer.asked);
        return;
      }
      setMade(answer.made);
      await refresh();
      announce('Reprint created.');
    });
  };
  return (
    <details>
      <summary>Reprint spoiled or lost pieces</summary>
      <div className="stack">
        <p>
          Choose a CSV file that lists only the spoiled or lost pieces, with a piece_id column and, if known, a reason
          column. The reprinted pieces have the same pages and new piece IDs.
        </p>
        <PathPicker label="Piece list" wanted="list" shown={pieces?.place ?? ''} set={setPieces} />
        <PathPicker label="Package folder" wanted="folder" shown={out?.place ?? ''} set={setOut} />
        <ActorField />
        <ErrorNotice error={error} />
        {busy ? (
          <TaskProgress title="Reprinting" progress={going} controls />
        ) : (
          <div className="row">
            <Button isDisabled={pieces === null || out === null || actor.trim() === ''} onPress={() => void again(null)}>
              Reprint
            </Button>
          </div>
        )}
        {made && (
          <Note of="done" title={`${many(made.produced.pieces, 'piece')} reprinted as run ${made.run}`}>
            <p className="path">{made.package}</p>
            {made.left_out.length > 0 && <LeftOut pieces={made.left_out} />}
          </Note>
        )}
        {large && <LargeQuestion large={large} onClose={() => setLarge(null)} onNamed={(name) => void again(name)} />}
      </div>
    </details>
  );
}

/** Pieces that were not printed again, as somebody in them is not written to so any more. */
function LeftOut({ pieces }: { pieces: LeftOutPiece[] }) {
  return (
    <>
      <p>{many(pieces.length, 'piece')} left out, as the case stands now:</p>
      <ul>
        {pieces.map((piece) => (
          <li key={piece.piece_id}>
            {piece.piece_id}, {piece.list}, line {piece.line}: {piece.message}
          </li>
        ))}
      </ul>
    </>
  );
}

interface Question {
  large: LargePart;
  onClose: () => void;
  onNamed: (name: string) => void;
}

/** Asks who wants so large a part of a run again. */
function LargeQuestion({ large, onClose, onNamed }: Question) {
  const [name, setName] = useState('');
  const all = large.pieces + large.before;
  return (
    <ModalDialog title="Large reprint" open onClose={onClose}>
      <p>
        This reprints {many(all, 'letter')}
        {large.before > 0 && ` (including ${count(large.before)} reprinted before)`}: {large.percent}% of the {count(large.of)} letters in the run.
      </p>
      <p>Check that the list has only spoiled or lost pieces. If the number is right, enter who requested the reprint.</p>
      <TextInput label="Requested by" help="Saved in the audit log." value={name} onChange={setName} />
      <div className="row">
        <Button look="first" isDisabled={name.trim() === ''} onPress={() => onNamed(name)}>
          Reprint {many(large.pieces, 'letter')}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}
