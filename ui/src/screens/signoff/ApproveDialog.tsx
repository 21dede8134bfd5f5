import { useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import type { AcceptanceReasons } from '../../ipc/bindings/AcceptanceReasons';
import type { ApprovalReport } from '../../ipc/bindings/ApprovalReport';
import type { Chosen } from '../../ipc/bindings/Chosen';
import * as host from '../../ipc/bindings/commands';
import type { LanguageReview } from '../../ipc/bindings/LanguageReview';
import type { VariantCount } from '../../ipc/bindings/VariantCount';
import { Button } from '../../parts/Button';
import { CheckboxField } from '../../parts/CheckboxField';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { many, variant } from '../../parts/format';
import { ModalDialog } from '../../parts/ModalDialog';
import { Note } from '../../parts/Note';
import { PathPicker } from '../../parts/PathPicker';
import { TextInput } from '../../parts/TextInput';
import { OpenPoints, pointsWithoutReason } from './OpenPoints';

/** Counsel approves versions, with the open points that they have. */
export function ApproveDialog({
  wanted,
  languages,
  outdated,
  onClose,
  onApproved,
}: {
  wanted: readonly VariantCount[];
  languages: LanguageReview | null;
  outdated: readonly string[];
  onClose: () => void;
  onApproved: (report: ApprovalReport) => void;
}) {
  const { revision, refresh, announce } = useSession();
  const [name, setName] = useState('');
  const [recorded, setRecorded] = useState('');
  const [from, setFrom] = useState<Chosen | null>(null);
  const [pack, setPack] = useState<Chosen | null>(null);
  const [accepted, setAccepted] = useState(false);
  const [reasons, setReasons] = useState<AcceptanceReasons>({ all: '', each: {} });
  const { busy, error, run } = useAction();
  const names = wanted.map((own) => own.variant);
  const points = useQuery(() => host.listOpenPoints(names), [revision]);
  const lacking = pointsWithoutReason(points.value ?? [], reasons);
  const unreviewed = languages?.unreviewed ?? [];

  const sign = async () => {
    let report: ApprovalReport | null = null;
    const done = await run(async () => {
      report = await host.approveTexts(name, recorded, names, from?.token ?? null, pack?.token ?? null, reasons);
      announce(`${many(report.approved.length, 'version')} approved.`);
    });
    if (!done || !report) return;
    onApproved(report);
    await refresh();
  };
  return (
    <ModalDialog title={`Approve ${many(wanted.length, 'version')}`} open onClose={onClose}>
      <p>
        Approval covers all wording these letters can print, the state’s rules, the typefaces, and this version of
        Noticepress. It covers {many(wanted.reduce((sum, own) => sum + own.letters, 0), 'letter')} with the current
        lists.
      </p>
      <details>
        <summary>What is approved</summary>
        <ul className="signed-list">
          {wanted.map((own) => (
            <li key={own.variant}>
              {variant(own.variant)}, {many(own.letters, 'letter')} <code className="quiet small">{own.digest}</code>
            </li>
          ))}
        </ul>
      </details>
      {points.busy && !points.value && <p role="status">Reading the open points…</p>}
      {points.value && <OpenPoints points={points.value} reasons={reasons} set={setReasons} />}
      <ErrorNotice error={points.error} />
      {outdated.length > 0 && wanted.some((own) => own.variant.includes('-es')) && (
        <Note of="warning" title="Some Spanish translations are out of date">
          <p>The English wording changed after these were translated: {outdated.join('; ')}</p>
        </Note>
      )}
      {languages && <LanguageHelp review={languages} />}
      {unreviewed.length > 0 && (
        <CheckboxField on={accepted} set={setAccepted}>
          Print the page about language help with words that no one has reviewed
        </CheckboxField>
      )}
      <TextInput label="Counsel’s name" help="Shown in the audit log and on the job ticket." value={name} onChange={setName} />
      <TextInput label="Recorded by (optional)" help="If counsel signed on paper and you enter it here." value={recorded} onChange={setRecorded} />
      <PathPicker
        label="Signed page (optional)"
        wanted="signed_page"
        shown={from?.place ?? ''}
        set={setFrom}
        optional
      />
      <PathPicker
        label="Counsel packet that was approved (optional)"
        wanted="counsel_pack"
        shown={pack?.place ?? ''}
        set={setPack}
        optional
      />
      <ErrorNotice error={error} />
      <div className="row">
        <Button
          look="first"
          isDisabled={
            busy || name.trim() === '' || !points.value || lacking > 0 || (unreviewed.length > 0 && !accepted)
          }
          onPress={() => void sign()}
        >
          {busy ? 'Approving…' : 'Approve'}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}

/** What counsel should know of the languages of the page about language help. */
function LanguageHelp({ review }: { review: LanguageReview }) {
  if (review.unreviewed.length === 0 && review.missing.length === 0 && review.doubt === '') return null;
  return (
    <Note of="warning" title="Page about language help">
      {review.unreviewed.length > 0 && <p>No one has reviewed the words in: {review.unreviewed.join(', ')}.</p>}
      {review.missing.length > 0 && (
        <p>The state’s list of languages also has these, for which there is no text: {review.missing.join(', ')}.</p>
      )}
      {review.doubt !== '' && <p>{review.doubt}</p>}
    </Note>
  );
}
