// What the window advises: where advice names a page or a button, its words are here.
import type { FaceFinding } from './ipc/bindings/FaceFinding';
import type { FaceProblem } from './ipc/bindings/FaceProblem';
import type { Problem } from './ipc/bindings/Problem';
import { day, daysIn } from './parts/format';

type Fault = FaceProblem['code'];

/** The words for each fault: a sentence, or one that is made of what the fault carries. */
type Words = { [K in Fault]: string | ((fault: Extract<FaceProblem, { code: K }>) => string) };

const FAULTS: Words = {
  case_unsound: 'Stop using this file and restore a backup. Nothing was changed.',
  case_missing: 'Check the file name, or create a new case.',
  case_not_file: 'Choose a case file (.noticecase).',
  case_linked: 'Remove the other names of the file, or make a backup and use that.',
  latest_changes_missing: (fault) => `Put ${fault.name}-wal in the same folder, renamed to this case’s file name followed by -wal. If you can’t find it, restore the case from a backup.`,
  latest_changes_taken: 'While a case is open, do not move or delete the files beside it. Close the case, open it again, and check the latest actions on the Audit page.',
  open_read_only: 'Open it again to make changes. Nothing was changed.',
  action_unconfirmed: (fault) => `The case now includes this action (${fault.kind}), but the drive did not confirm that it was saved. Check the latest actions on the Audit page before you repeat it.`,
  action_unknown: (fault) => `The drive has a problem, so it is not known whether this action (${fault.kind}) was saved. Check the latest actions on the Audit page before you repeat it.`,
  case_not_reopened: 'Check the drive, open the case again, and check the latest actions on the Audit page.',
  case_read_only: 'Copy it to a folder where you can save files, and open the copy. Nothing was changed.',
  nothing_missing: 'Open it as usual. To restore a backup instead, choose the backup.',
  passphrase_weak: 'Use five or more unrelated words, or generate a passphrase.',
  stopped_after_recording: 'Check on the Audit page which actions were saved before you repeat it.',
  file_stands: 'Choose another file name. The existing file was not changed.',
  templates_missing: 'Check the folder path.',
  day_unreadable: 'Enter a valid date, such as 03/21/2025.',
  preview_folder: 'Choose a name for the PDF file.',
  spanish_missing: 'Fill in the Spanish fields on the Incident page.',
  attestant_missing: 'Enter who attests, or leave it empty for a proof.',
  name_not_plain: (fault) => `Enter a name of up to ${fault.longest} characters.`,
  file_not_held: 'Choose the file again on the Incident page.',
  incident_missing: 'Create a new case.',
  pool_lacks_codes: 'On the Incident page, choose a code file that has both the old and the new codes.',
  provider_silent: 'Send an address request first.',
  correction_barred: 'Leave this person out, or enter the address yourself.',
  correction_of_stranger: 'Use the file that was written for this case.',
  correction_unasked: 'Return the rows of the file that was written for the provider.',
  signed_page_missing: 'Add one when you record counsel’s approval.',
  case_kept: 'Keep the case. If counsel has agreed in writing to early deletion, check that box.',
  clock_odd: 'Check the date and time of this computer. If they are right, confirm that counsel agrees.',
  agreement_missing: 'Enter its reference on the Export page under “Print vendor and envelope”, and release the mailing again. Or export proofs.',
  release_void: 'Review what changed, then release the mailing again.',
  release_missing: 'Ask the practice to release the mailing, or export proofs.',
  signature_missing: 'Ask counsel to read and approve it.',
  amendment_missing: 'Change the incident, the vendor profile, or both.',
  template_unknown: 'Choose one of the templates. State rules and rates can only be changed in a templates folder.',
  list_replaced: 'Exclude that list first, or import this one as a new list.',
  pieces_many: 'Check that the list has only the pieces you mean. If it does, enter who requested them. The name is saved in the audit log.',
  reason_missing: 'Enter a reason. It is saved in the audit log.',
  second_copy_sent: 'Choose the newer piece, or undo the earlier decision.',
  letter_barred: 'See the Review page for the reason and what to do.',
  return_unrecorded: 'Record it as returned first. A letter that was delivered needs no second copy.',
  templates_differ: 'Reprint with the same templates as the run.',
  office_needless: 'Leave the office empty.',
  office_unclear: (fault) => `Choose each office that was notified: ${fault.offices.map((name) => `“${name}”`).join(', ')}.`,
  holds_unendable: 'See the Review page for what is missing and how to correct it.',
  decision_of_nobody: 'Choose people or a group.',
  finding_unknown: 'Check the Review page.',
  person_unknown: 'Check the Review page.',
  line_unknown: 'Check the Review page.',
  row_unknown: 'Check the Review page.',
  address_not_chosen: 'Enter one address. For anyone but an adult, also enter one addressee.',
  pair_unproved: 'See Review, “Possible duplicates”, for rows that may be the same person. If someone is on the list twice by mistake, exclude one row.',
  pair_incomplete: 'Choose both rows.',
  home_unknown: 'Set HOME or XDG_DATA_HOME, and start Noticepress again.',
  backup_missed: 'The case itself is safe. Connect the drive, or choose another backup folder in Settings.',
  older_file_unexplained: 'Enter why an older file was put in place.',
  texts_missing: 'Import a list. The Review page then shows what is held and why.',
  pack_unreadable: 'Choose the folder of the counsel packet.',
  letters_missing: 'The Review page shows what is held and why.',
  families_differ: 'Compare the list with its source. If it is right, enter why.',
  rule_unknown: 'Choose another state.',
  spanish_templates_missing: 'Choose English, or add the es/ folder to the templates.',
  deceased_child_addressee: 'Choose the letter for someone who has died.',
  adult_addressee: 'Leave the addressee empty.',
  either_addressee: 'Choose an adult, or a single addressee.',
  representative_addressee: 'Leave the addressee empty.',
  element_unknown: (fault) => `Choose from: ${fault.known.join(', ')}.`,
  return_address_unprintable: 'Correct the return address on the Incident page, or the endorsement in the vendor profile.',
  return_address_large: 'Shorten the return address on the Incident page, or use an envelope with a larger return window.',
  letterhead_unprintable: 'Correct the practice name or address on the Incident page, or use your own letterhead PDF.',
  sheet_unchosen: 'Choose one of its sheets.',
  sheet_unknown: (fault) => `These sheets have data: ${fault.sheets.join(', ')}.`,
  column_missing: 'Assign a column to it in the column table.',
  headings_alike: 'Rename one of them, or choose a use for each in the column table.',
  headings_missing: 'Give the columns headings such as First Name, Last Name, Date of Birth, Address, City, State, ZIP, or choose a use for each column.',
  states_missing: 'Assign a column to the state in the column table.',
  addenda_barred: 'On the Incident page, choose that each letter has only the paragraph of its own state.',
  elements_missing: 'Choose the information that was exposed on the Incident page.',
  product_missing: 'Enter the product on the Incident page.',
  description_missing: 'Choose an option for Massachusetts on the Incident page.',
  template_missing: 'Put the template back, or use the built-in templates.',
  rules_missing: 'Put the rules back, or use the built-in templates.',
  wait_unexplained: 'Enter the reason.',
  must_be_told: (fault) =>
    `Notify ${fault.whom} before the mailing date of ${day(fault.mailing)}, and by ${day(fault.last_day)} (${fault.citation}). ${
      fault.told
        ? `They are marked as notified on ${day(fault.told)}, which is not before the mailing date. If that is the day, set a later mailing date on the Incident page. If it is not, enter the day on the Regulators page.`
        : 'Then mark them as notified on the Regulators page.'
    }`,
  record_lines: 'Check the Review page.',
  record_barred: 'See the Review page for the reason and what to do.',
  nobody_left: 'Everyone who can be mailed has been mailed. There is nothing to export.',
  nobody_to_write_to: 'No one can be mailed. The Review page shows who is held and why.',
  perhaps_mailed: (fault) => `${fault.rows} rows may be people who were already mailed, listed with another date of birth, address, or number. Compare them in Review, “Possible duplicates”. They get no letter until you choose “Different people”.`,
  rows_held: (fault) => `${fault.held} of ${fault.people} rows are held. The Review page shows why.`,
  run_unsigned: (fault) => `Counsel has not approved ${fault.letters} of the letters in their current wording.`,
  run_unreleased: 'The mailing has not been released.',
  run_without_agreement: 'The vendor profile has no business associate agreement. Enter its reference on the Export page under “Print vendor and envelope”.',
};

const FINDINGS: Record<FaceFinding, string> = {
  column_ignored: 'Nothing to do if the letters don’t need this column. Otherwise, choose how to use it.',
  column_looks_like_flag: 'Choose what the column means, or choose “Skip” for it.',
  date_order_assumed: 'Choose the date format on the Lists page.',
  row_undecodable: 'Export the list again as UTF-8.',
  birth_missing: 'Add the date of birth, or have counsel decide on the Incident page under “People without a date of birth”.',
  birth_ambiguous: 'Choose the date format.',
  guardian_not_named: 'To address letters to guardians by name, turn on “Name guardians” on the Incident page.',
  language_unavailable: 'Have the letter translated, or add a language line. For Spanish, check that the Spanish fields on the Incident page are filled in.',
  massachusetts_undecided: 'Choose an option for Massachusetts on the Incident page.',
  offer_short: 'Lengthen the offer on the Incident page, or have counsel confirm it.',
};

const isFaced = (code: string): code is FaceFinding => Object.hasOwn(FINDINGS, code);

/** What to do about a fault for which the window has words of its own. */
export function faultAdvice(fault: FaceProblem): string {
  // A fault and its words have the same code, which the compiler cannot follow through the table.
  const words = FAULTS[fault.code] as string | ((fault: FaceProblem) => string);
  return typeof words === 'string' ? words : words(fault);
}

/** What to do about a finding. */
export const findingAdvice = (finding: { code: string; advice: string }): string =>
  isFaced(finding.code) ? FINDINGS[finding.code] : finding.advice;

/** What to do about a problem. */
export const advice = (problem: Problem): string =>
  problem.advice
    .map((one) => {
      if ('text' in one) return daysIn(one.text);
      if ('face' in one) return faultAdvice(one.face);
      return findingAdvice({ code: one.finding.code, advice: one.finding.text });
    })
    .filter((text) => text !== '')
    .join(' ');

/** A problem in one text: what is wrong and what to do. */
export const sentence = (problem: Problem): string =>
  [daysIn(problem.message), advice(problem)].filter((text) => text !== '').join(' ');
