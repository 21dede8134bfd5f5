// The program's advice names commands and files; in the window, it names pages and fields.
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/,? (?:then )?record it: filed CASE.*$/, ', then record it under Regulators.'],
  [/: pairs CASE shows them/, ': Review, “Perhaps one person”, shows them'],
  [/^pairs shows the rows that may be one\. .*$/, 'Review, “Perhaps one person”, shows the rows that may be one. Who is in the list twice by mistake is taken out.'],
  [/: findings CASE says why\./, ': Review says why.'],
  [/: (?:approve|release) CASE[^.;]*/g, ''],
  [/; or export a proof with --proof/, '; or export as proofs'],
  [/(?:see|See) (?:status and )?findings for (what is held and why|who is held and why|why and what to do|what is missing and how to mend it)/g, 'Review shows $1'],
  [/See (?:status and )?findings(?: for [^.]*)?\./g, 'Look under Review.'],
  [/See the lines that check --records names\./, 'Look under Review.'],
  [/Bring a list in; Review shows/, 'Bring a list in; Review then shows'],
  [/Set named_guardians in the incident file to name guardians\./, 'To name guardians, tick “Name guardians” under Incident.'],
  [/Set massachusetts_description in the incident file\./, 'Choose under Incident, “Massachusetts”.'],
  [/or let counsel decide with no_birth_date in the incident file/, 'or let counsel decide under Incident, “People without a birth date”'],
  [/Set date_order in the mapping file to record the decision\./, 'Say under Lists which of day and month comes first.'],
  [/Say which comes first: date_order in the mapping file\./, 'Say which comes first.'],
  [/Name the column (?:of the state )?in a mapping file(?: under \[columns\])?\./, 'Choose in the table of columns which one it is.'],
  [/or list it under \[ignore\] in the mapping file/, 'or choose “Not needed” for it'],
  [/otherwise name it in a mapping file/, 'otherwise choose what it is used as'],
  [/or map the columns by number in a mapping file/, 'or choose for each what it is used as'],
  [/, or name the encoding in the mapping file/, ''],
  [/, or name them by number in a mapping file\./, ', or choose for each column what it is used as.'],
  [/The day after --on is not a date\./, 'The day is not a date.'],
  [/The name after --by is not a plain name\./, 'Your name is not a plain name.'],
  [/If it does, say who wants this with --large-by NAME; it is kept in the audit\./, 'If it does, enter who wants them; the name is kept in the audit.'],
  [/The name after --large-by is not a plain name\./, 'The name is not a plain name.'],
  [/The name after --approved-by is (?:empty|not a plain name)\./, 'The name is not a plain name.'],
  [/Say why with --reason; it stays in the case\./, 'Say why in a few words; it stays in the case.'],
  [/Choose one address with --address-1.*$/, 'Give one address; for anybody but an adult also one addressee.'],
  [/say why: release CASE --by NAME --families-differ WHY/, 'say why'],
  [/Give the incident file anew with (?:amend\.|a pool)/, 'Under Incident, choose the file anew, with a pool'],
  [/in the incident file/g, 'under Incident'],
  [/To go back to it, say so: --amends ".*"\./, 'Take that list out of the way first, or bring this one in beside all others.'],
  [/Keep it\. If counsel says in writing that it may go, say --before-its-time\./, 'Keep it. If counsel says in writing that it may go, tick that.'],
  [/write its reference under baa_reference/, 'write its reference under Export, “Vendor and envelope”'],
  [/Write its reference under baa_reference in the profile/, 'Write its reference under Export, “Vendor and envelope”,'],
  [/Name the folder that proofs --counsel made\./, 'Name the folder of counsel’s pack.'],
  [/,? or have one made with --generate-passphrase\./, ', or have one made.'],
  [/Look at the date of this computer\. If it is right, say --clock-is-right\./, 'Look at the date of this computer. If it is right, tick that counsel agrees.'],
  [/Make the case again with new\./, 'Make a new case.'],
];

/** The same advice for whoever sits at the window. */
export const here = (advice: string): string => {
  const said = PAGES.reduce((text, [command, page]) => text.replace(command, page), advice).trim();
  return said.charAt(0).toUpperCase() + said.slice(1);
};
