// What the window advises: where advice names a page or a button, its words are here.
import type { FaceFinding } from './ipc/bindings/FaceFinding';
import type { FaceProblem } from './ipc/bindings/FaceProblem';
import type { Problem } from './ipc/bindings/Problem';

type Fault = FaceProblem['code'];

/** The words for each fault: a sentence, or one that is made of what the fault carries. */
type Words = { [K in Fault]: string | ((fault: Extract<FaceProblem, { code: K }>) => string) };

const FAULTS: Words = {
  case_unsound: 'Do not work on with it. Restore it from a backup. Nothing was changed.',
  case_missing: 'Check the name, or make a new case.',
  case_not_file: 'Choose the file of a case.',
  case_linked: 'Remove the other names, or make a backup and work on that.',
  latest_changes_missing: (fault) => `Put ${fault.name}-wal beside it, under the name that this case has now with -wal behind it. If it is lost, restore the case from a backup.`,
  latest_changes_taken: 'Leave the files beside a case alone while it is open. Close the case, open it and look at its last actions under Audit.',
  open_read_only: 'Open it anew to work on it. Nothing was changed.',
  action_unconfirmed: (fault) => `The case was looked at again: this action (${fault.kind}) is in it, but the disk did not confirm that it stays. Look at its last actions under Audit before it is done again.`,
  action_unknown: (fault) => `Whether this action (${fault.kind}) was recorded cannot be told while the disk fails: look at its last actions under Audit before it is done again.`,
  case_not_reopened: 'Check the disk, open the case again and look at its last actions under Audit.',
  case_read_only: 'Copy it to a folder that you may write to and work on the copy. Nothing was changed.',
  nothing_missing: 'Open it as always; to put a backup in its place, choose the backup.',
  passphrase_weak: 'Take five or more words that nobody would put together, or have one made.',
  stopped_after_recording: 'Look under Audit which of its actions are recorded before it is done again.',
  file_stands: 'Name another file; it was not touched.',
  templates_missing: 'Check the path.',
  day_unreadable: 'Write year, month and day, as in 2025-03-21.',
  preview_folder: 'Name the PDF file to write.',
  spanish_missing: 'Write the facts in Spanish on the page Incident.',
  attestant_missing: 'Write who attests, or leave it out for a proof.',
  name_not_plain: (fault) => `Write a name of at most ${fault.longest} characters.`,
  file_not_held: 'Under Incident, choose the file anew.',
  incident_missing: 'Make a new case.',
  pool_lacks_codes: 'Under Incident, choose the file anew, with a pool that holds the old codes and the new ones.',
  provider_silent: 'Ask one first.',
  correction_barred: 'Leave the person out, or decide the address by hand.',
  correction_of_stranger: 'Ask with the file that was written for this very case.',
  correction_unasked: 'Give back the rows of the file that was written for the provider.',
  signed_page_missing: 'Put one in with counsel’s approval.',
  case_kept: 'Keep it. If counsel says in writing that it may go, tick that.',
  clock_odd: 'Look at the date of this computer. If it is right, tick that counsel agrees.',
  agreement_missing: 'Write its reference under Export, “Vendor and envelope”, and release the run with it; or export a proof.',
  release_void: 'Look at what changed, then release the run anew.',
  release_missing: 'Let the practice release it; or export as proofs.',
  signature_missing: 'Let counsel read and sign it.',
  amendment_missing: 'Give the facts, the vendor’s profile, or both.',
  template_unknown: 'Choose one of the texts; rules and rates are changed in a folder of templates.',
  list_replaced: 'Take that list out of the way first, or bring this one in beside all others.',
  pieces_many: 'Check that the file has only the pieces that are meant. If it does, enter who wants them; the name is kept in the audit.',
  reason_missing: 'Say why in a few words; it stays in the case.',
  second_copy_sent: 'Name the newer piece; or take the decision before back.',
  letter_barred: 'Review shows why and what to do.',
  return_unrecorded: 'Record it first as returned; a letter that arrived needs no second copy.',
  templates_differ: 'Reprint with the templates of the run.',
  office_needless: 'Leave the office out.',
  office_unclear: (fault) => `Choose each office that was told: ${fault.offices.map((name) => `“${name}”`).join(', ')}.`,
  holds_unendable: 'Review shows what is missing and how to mend it.',
  decision_of_nobody: 'Choose people, or a whole group.',
  finding_unknown: 'Look under Review.',
  person_unknown: 'Look under Review.',
  line_unknown: 'Look under Review.',
  row_unknown: 'Look under Review.',
  address_not_chosen: 'Give one address; for anybody but an adult also one addressee.',
  pair_unproved: 'Review, “Perhaps one person”, shows the rows that may be one. Who is in the list twice by mistake is taken out.',
  pair_incomplete: 'Name both.',
  home_unknown: 'Set HOME or XDG_DATA_HOME, and start the program again.',
  backup_missed: 'The case itself is whole. Connect the disk or choose another backup folder under Settings.',
  older_file_unexplained: 'Say why an older file was put in place.',
  texts_missing: 'Bring a list in; Review then shows what is held and why.',
  pack_unreadable: 'Name the folder of counsel’s pack.',
  letters_missing: 'Review shows what is held and why.',
  families_differ: 'Compare the list with its source. If it is right, say why.',
  rule_unknown: 'Choose another one.',
  spanish_templates_missing: 'Choose English, or add the folder es/ to the templates.',
  adult_addressee: 'Leave the addressee out.',
  either_addressee: 'Choose an adult, or one addressee.',
  representative_addressee: 'Leave the addressee out.',
  element_unknown: (fault) => `Choose from: ${fault.known.join(', ')}.`,
  return_address_unprintable: 'Correct practice.return_address under Incident or endorsement in the vendor profile.',
  return_address_large: 'Shorten practice.return_address under Incident, or use an envelope with a larger return window.',
  letterhead_unprintable: 'Correct practice.name or practice.address under Incident, or use your own letterhead PDF.',
  sheet_unchosen: 'Choose one of its sheets.',
  sheet_unknown: (fault) => `The sheets that hold something are: ${fault.sheets.join(', ')}.`,
  column_missing: 'Choose in the table of columns which one it is.',
  headings_alike: 'Rename one of them, or choose for each what it is used as.',
  headings_missing: 'Give the columns headings such as First Name, Last Name, Date of Birth, Address, City, State, ZIP, or choose for each column what it is used as.',
  states_missing: 'Choose in the table of columns which one it is.',
  addenda_barred: "Choose under Incident that each letter has its own state's paragraph only.",
  elements_missing: 'Name what was exposed under Incident.',
  product_missing: 'Name the product under Incident.',
  description_missing: 'Choose under Incident, “Massachusetts”.',
  template_missing: 'Put it back, or use the built-in templates.',
  rules_missing: 'Put the rules back, or use the built-in templates.',
  must_be_told: (fault) =>
    `${fault.whom} must be told before the letters, which are dated ${fault.mailing}; the last day is ${fault.last_day} (${fault.citation}). ${
      fault.told
        ? `The case has them told on ${fault.told}, which is not before. If they were told earlier, record it under Regulators.`
        : 'The case has no day on which they were told. File with them, then record it under Regulators.'
    }`,
  record_lines: 'Look under Review.',
  record_barred: 'Review shows why and what to do.',
  nobody_left: 'Everybody who can be written to has been written to: there is nothing to export.',
  nobody_to_write_to: 'There is nobody to write to: Review shows who is held and why.',
  perhaps_mailed: (fault) => `${fault.rows} rows may be people who were written to already, under another birth date, address or number: Review, “Perhaps one person”, shows them; nobody of them gets a letter before somebody says that they are two.`,
  rows_held: (fault) => `${fault.held} of ${fault.people} rows stay held: Review says why.`,
  run_unsigned: (fault) => `Counsel has not signed ${fault.letters} of the letters that are needed, as they are now.`,
  run_unreleased: 'Nobody has released the run.',
  run_without_agreement: 'The vendor profile names no business associate agreement: write its reference under Export, “Vendor and envelope”.',
};

const FINDINGS: Record<FaceFinding, string> = {
  column_ignored: 'Nothing to do if the column does not matter for the letters; otherwise choose what it is used as.',
  column_looks_like_flag: 'Map the column to the field it means, or choose “Not needed” for it.',
  date_order_assumed: 'Say under Lists which of day and month comes first.',
  row_undecodable: 'Export the list again as UTF-8.',
  birth_missing: 'Add the birth date, or let counsel decide under Incident, “People without a birth date”.',
  birth_ambiguous: 'Say which comes first.',
  guardian_not_named: 'To name guardians, tick “Name guardians” under Incident.',
  language_unavailable: 'Have the letter translated, or add a language line; for Spanish, see that the facts have Spanish text.',
  massachusetts_undecided: 'Choose under Incident, “Massachusetts”.',
  offer_short: 'Lengthen the offer under Incident, or have counsel confirm it.',
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
      if ('text' in one) return one.text;
      if ('face' in one) return faultAdvice(one.face);
      return findingAdvice({ code: one.finding.code, advice: one.finding.text });
    })
    .filter((text) => text !== '')
    .join(' ');

/** A problem in one text: what is wrong and what to do. */
export const sentence = (problem: Problem): string => [problem.message, advice(problem)].filter((text) => text !== '').join(' ');
