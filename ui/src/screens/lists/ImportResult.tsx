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
    <Note of="done" title={known ? 'This list was in the case already; nothing was added' : 'The list is in'}>
      <p>
        {many(result.rows, 'row')}: {count(result.new)} new, {count(result.changed)} changed, {count(result.unchanged)} the
        same, {count(result.gone)} gone
        {result.gone > 0 && ', who are held until somebody decides'}.
      </p>
      <p>
        The case has {count(result.case_rows)} rows now: {count(result.letters)} letters, {count(result.held)} held,{' '}
        {count(result.merged)} joined, {count(result.excluded)} taken out.
      </p>
      {asked > 0 && (
        <p>
          <strong>{many(asked, 'question')}</strong> about the list {asked === 1 ? 'is' : 'are'} open, above. One answer ends the
          hold of all its rows.
        </p>
      )}
      <div className="row">
        <Button look="first" onPress={onReview}>
          Next: review what was found
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
    <Note of="done" title="Guardians are joined">
      <p>
        {many(joined.joined, 'child has', 'children have')} a guardian by the file;{' '}
        {many(joined.strangers, 'number', 'numbers')} of it {joined.strangers === 1 ? 'is' : 'are'} nobody’s.
      </p>
      {joined.other_child.rows > 0 && (
        <p>
          <strong>
            {many(joined.other_child.rows, 'row names', 'rows name')} another child than the number has in the case, and{' '}
            {joined.other_child.rows === 1 ? 'is' : 'are'} not joined:
          </strong>{' '}
          {joined.other_child.lines.length === 1 ? 'line' : 'lines'} {joined.other_child.lines.join(', ')}.
        </p>
      )}
      <Button onPress={onLook}>Look at them side by side, under Review</Button>
      <dl className="figures">
        <div>
          <dt>One family name</dt>
          <dd>{count(families.same)}</dd>
        </div>
        <div>
          <dt>None in common</dt>
          <dd>{count(families.other)}</dd>
        </div>
        <div>
          <dt>One home</dt>
          <dd>{count(homes.same)}</dd>
        </div>
        <div>
          <dt>Two homes</dt>
          <dd>{count(homes.other)}</dd>
        </div>
        <div>
          <dt>The list names another</dt>
          <dd>{count(joined.other_in_list)}</dd>
        </div>
        {joined.adults > 0 && (
          <div>
            <dt>Numbers of adults</dt>
            <dd>{count(joined.adults)}</dd>
          </div>
        )}
        {leftOut.no_parents + leftOut.ended > 0 && (
          <div>
            <dt>Left out: no parent or guardian</dt>
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
