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
      announce('The pieces are printed again.');
    });
  };
  return (
    <details>
      <summary>Print spoiled pieces again</summary>
      <div className="stack">
        <p>
          A file with only the spoiled or lost pieces, and the columns piece_id and, if known, reason. The new pieces have the
          same pages and new ids.
        </p>
        <PathPicker label="File of pieces" wanted="list" shown={pieces?.place ?? ''} set={setPieces} />
        <PathPicker label="Folder for the package" wanted="folder" shown={out?.place ?? ''} set={setOut} />
        <ActorField />
        <ErrorNotice error={error} />
        {busy ? (
          <TaskProgress title="Printing again" progress={going} controls />
        ) : (
          <div className="row">
            <Button isDisabled={pieces === null || out === null || actor.trim() === ''} onPress={() => void again(null)}>
              Print again
            </Button>
          </div>
        )}
        {made && (
          <Note of="done" title={`${many(made.produced.pieces, 'piece')} printed again, run ${made.run}`}>
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
    <ModalDialog title="A large part of the run" open onClose={onClose}>
      <p>
        {many(all, 'letter')} would be printed again
        {large.before > 0 && ` (${count(large.before)} of them before)`}: {large.percent}% of the {count(large.of)} letters of
        the run.
      </p>
      <p>Check that the file has only spoiled or lost pieces. If so many are right, enter who wants them printed again.</p>
      <TextInput label="Requested by" help="The name is kept in the audit." value={name} onChange={setName} />
      <div className="row">
        <Button look="first" isDisabled={name.trim() === ''} onPress={() => onNamed(name)}>
          Print {many(large.pieces, 'letter')} again
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}
