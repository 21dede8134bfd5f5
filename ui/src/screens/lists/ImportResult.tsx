import type { GuardianReport } from '../../ipc/bindings/GuardianReport';
import type { ImportReport } from '../../ipc/bindings/ImportReport';
import { Button } from '../../parts/Button';
import { Note } from '../../parts/Note';
import { count, many } from '../../parts/format';
import { ParentRuleForm } from './ParentRuleForm';

/** What came of a list that was brought in, and what is still asked about it. */
export function ImportResult({ result, onReview }: { result: ImportReport; onReview: () => void }) {
  const known = result.lists.every((list) => list.known);
  const asked = result.questions.reduce((sum, list) => sum + list.questions.length, 0);
  return (
    <Note of="done" title={known ? 'This list is already in the case; nothing was added' : 'List imported'}>
      <p>
        {many(result.rows, 'row')}: {count(result.new)} new, {count(result.changed)} changed, {count(result.unchanged)}{' '}
        unchanged, {count(result.gone)} no longer on the list{result.gone > 0 && ' (held until you decide)'}.
      </p>
      <p>
        This case now has {many(result.case_rows, 'row')}: {many(result.letters, 'letter')}, {count(result.held)}{' '}
        held, {count(result.merged)} merged duplicates, {count(result.excluded)} excluded.
      </p>
      {asked > 0 && (
        <p>
          <strong>{many(asked, 'question')}</strong> about the list {asked === 1 ? 'needs' : 'need'} an answer, above.
          One answer releases every row held by that question.
        </p>
      )}
      <div className="row">
        <Button look="first" onPress={onReview}>
          Next: review issues
        </Button>
      </div>
    </Note>
  );
}

type JoinedProps = { joined: GuardianReport; onChange: (joined: GuardianReport) => void; onLook: () => void };

/** What came of a file of guardians. */
export function JoinedNote({ joined, onChange, onLook }: JoinedProps) {
  const { families, homes, several, left_out: leftOut } = joined;
  return (
    <Note of="done" title="Guardians matched">
      <p>
        {many(joined.joined, 'child was', 'children were')} matched with a guardian in the file.{' '}
        {many(joined.strangers, 'record number', 'record numbers')} in the file {joined.strangers === 1 ? 'matches' : 'match'}{' '}
        no one on your lists.
      </p>
      {joined.other_child.rows > 0 && (
        <p>
          <strong>
            {many(joined.other_child.rows, 'row names', 'rows name')} a different child than the record number in the case, and{' '}
            {joined.other_child.rows === 1 ? 'is' : 'are'} not matched:
          </strong>{' '}
          {joined.other_child.lines.length === 1 ? 'line' : 'lines'} {joined.other_child.lines.join(', ')}.
        </p>
      )}
      <Button onPress={onLook}>Compare in Review</Button>
      <dl className="figures">
        <div>
          <dt>Same last name</dt>
          <dd>{count(families.same)}</dd>
        </div>
        <div>
          <dt>Different last names</dt>
          <dd>{count(families.other)}</dd>
        </div>
        <div>
          <dt>Same address</dt>
          <dd>{count(homes.same)}</dd>
        </div>
        <div>
          <dt>Different addresses</dt>
          <dd>{count(homes.other)}</dd>
        </div>
        <div>
          <dt>List names a different guardian</dt>
          <dd>{count(joined.other_in_list)}</dd>
        </div>
        {joined.adults > 0 && (
          <div>
            <dt>Record numbers of adults</dt>
            <dd>{count(joined.adults)}</dd>
          </div>
        )}
        {leftOut.incomplete > 0 && (
          <div>
            <dt>Skipped: no record number or no guardian’s name</dt>
            <dd>{count(leftOut.incomplete)}</dd>
          </div>
        )}
        {leftOut.no_parents + leftOut.ended > 0 && (
          <div>
            <dt>Skipped: not a parent or guardian</dt>
            <dd>{count(leftOut.no_parents + leftOut.ended)}</dd>
          </div>
        )}
      </dl>
      {several.children > 0 && (
        <ParentRuleForm several={several} onChange={(now) => onChange({ ...joined, several: now })} onLook={onLook} />
      )}
    </Note>
  );
}
