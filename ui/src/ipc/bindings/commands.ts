// Written from the program by a test; UPDATE=1 writes it anew.
import { call, hearing } from '../host';
import type { About } from './About';
import type { AcceptanceReasons } from './AcceptanceReasons';
import type { Act } from './Act';
import type { ApprovalReport } from './ApprovalReport';
import type { BackupStatus } from './BackupStatus';
import type { CaseStatus } from './CaseStatus';
import type { Chosen } from './Chosen';
import type { ColumnUseWord } from './ColumnUseWord';
import type { CounselPack } from './CounselPack';
import type { DecisionInput } from './DecisionInput';
import type { DecisionReport } from './DecisionReport';
import type { DialogKind } from './DialogKind';
import type { DocumentLabel } from './DocumentLabel';
import type { DuplicatePair } from './DuplicatePair';
import type { EnvelopeZone } from './EnvelopeZone';
import type { ExportMade } from './ExportMade';
import type { ExportPlan } from './ExportPlan';
import type { Filing } from './Filing';
import type { FilingRequest } from './FilingRequest';
import type { FindingCount } from './FindingCount';
import type { GuardianFilter } from './GuardianFilter';
import type { GuardianPage } from './GuardianPage';
import type { GuardianReport } from './GuardianReport';
import type { Household } from './Household';
import type { ImportReport } from './ImportReport';
import type { IncidentForm } from './IncidentForm';
import type { IncidentPreview } from './IncidentPreview';
import type { IpcError } from './IpcError';
import type { LetterText } from './LetterText';
import type { ListInspection } from './ListInspection';
import type { ListView } from './ListView';
import type { MailingBreakdown } from './MailingBreakdown';
import type { MemoFolder } from './MemoFolder';
import type { Named } from './Named';
import type { NewCase } from './NewCase';
import type { OlderFileReport } from './OlderFileReport';
import type { OpenPoint } from './OpenPoint';
import type { Opened } from './Opened';
import type { OwedNotice } from './OwedNotice';
import type { PackageReport } from './PackageReport';
import type { ParentRule } from './ParentRule';
import type { PastDecision } from './PastDecision';
import type { PersonDetail } from './PersonDetail';
import type { PersonPage } from './PersonPage';
import type { PersonQuery } from './PersonQuery';
import type { PreviewOptions } from './PreviewOptions';
import type { PreviewTarget } from './PreviewTarget';
import type { ProgressUpdate } from './ProgressUpdate';
import type { ProofsMade } from './ProofsMade';
import type { PurgeReport } from './PurgeReport';
import type { RecentCase } from './RecentCase';
import type { RegulatorFolder } from './RegulatorFolder';
import type { ReleaseReport } from './ReleaseReport';
import type { ReprintAnswer } from './ReprintAnswer';
import type { Restored } from './Restored';
import type { ReturnedWording } from './ReturnedWording';
import type { RowSelection } from './RowSelection';
import type { SafekeepingStatus } from './SafekeepingStatus';
import type { SentenceReach } from './SentenceReach';
import type { SeveralParents } from './SeveralParents';
import type { SheetSummary } from './SheetSummary';
import type { TemplateEffect } from './TemplateEffect';
import type { TemplateFile } from './TemplateFile';
import type { TemplatePath } from './TemplatePath';
import type { TemplateText } from './TemplateText';
import type { TemplateVersion } from './TemplateVersion';
import type { TermsChange } from './TermsChange';
import type { Token } from './Token';
import type { Tried } from './Tried';
import type { VariantLight } from './VariantLight';
import type { VendorTerms } from './VendorTerms';
import type { WindowEvent } from './WindowEvent';

/** All acts in order; with `verify` only after file and chain were found sound. */
export const listActs = (verify: boolean): Promise<Array<Act>> => call('list_acts', { verify });

/** Writes the acts as a file that can be verified without this program. */
export const exportActs = (out: Token): Promise<string> => call('export_acts', { out });

/** Writes every page that counsel signed elsewhere. */
export const signedPages = (out: Token): Promise<Array<string>> => call('signed_pages', { out });

/** Removes the case for good; nothing where the person did not agree. It is the one act that nothing brings back, so the person is asked by the system and not by a page, and only the case of the question goes. */
export const purgeCase = (early: boolean): Promise<PurgeReport | null> => call('purge_case', { early });

/** Plans the next export: the package that it would be, and everything that stands in its way. */
export const planExport = (told: (step: ProgressUpdate) => void): Promise<ExportPlan> => call('plan_export', { told: hearing(told) });

/** Exports the run that was released, or the same letters as proofs. An export that was begun is ended by the same. */
export const exportRun = (out: Token, proof: boolean, told: (step: ProgressUpdate) => void): Promise<ExportMade> => call('export_run', { out, proof, told: hearing(told) });

/** The folder of the last export of the case, where it is remembered. */
export const lastExportFolder = (): Promise<Chosen | null> => call('last_export_folder');

/** Holds a package against itself: every file, every page, every letter. */
export const verifyPackage = (folder: Token): Promise<PackageReport> => call('verify_package', { folder });

/** The facts of the case. */
export const incidentForm = (): Promise<IncidentForm> => call('incident_form');

/** A sheet with another value for a fact; nothing is kept. */
export const setFormField = (text: string, key: string, value: string): Promise<IncidentForm> => call('set_form_field', { text, key, value });

/** The letter beside the sheet, with what changed against the facts before, and the sentences that a fact feeds. */
export const previewIncidentLetter = (before: string, now: string, key: string, child: boolean): Promise<IncidentPreview> => call('preview_incident_letter', { before, now, key, child });

/** Gives the case other facts. */
export const saveIncidentForm = (text: string, files: Array<[string, Token]>, by: string): Promise<IncidentForm> => call('save_incident_form', { text, files, by });

/** Returns the terms on which letters are printed and mailed. */
export const vendorTerms = (): Promise<VendorTerms> => call('vendor_terms');

/** Changes envelope, letters in a file and agreement of the profile that counts. */
export const changeVendorTerms = (wanted: TermsChange, by: string): Promise<null> => call('change_vendor_terms', { wanted, by });

/** Gives the case a vendor's profile. */
export const setVendor = (profile: Token, by: string): Promise<null> => call('set_vendor', { profile, by });

/** Every template that can be edited. */
export const listTemplates = (): Promise<Array<TemplateFile>> => call('list_templates');

/** Every name that a template can print or ask for. */
export const templateNames = (): Promise<Array<string>> => call('template_names');

/** One template. */
export const templateText = (path: TemplatePath): Promise<TemplateText> => call('template_text', { path });

/** Everything that counted under a path, newest first. */
export const templateHistory = (path: TemplatePath): Promise<Array<TemplateVersion>> => call('template_history', { path });

/** Compares two texts word by word. */
export const compareWording = (before: string, after: string): Promise<string> => call('compare_wording', { before, after });

/** Returns the effect that saving a text would have on letters and signatures. */
export const previewTemplateEffect = (tried: Tried): Promise<TemplateEffect> => call('preview_template_effect', { tried });

/** Saves a text as the one that counts. */
export const saveTemplate = (tried: Tried, by: string, why: string): Promise<TemplateEffect> => call('save_template', { tried, by, why });

/** A letter as a PDF, with the words that count or with others. */
export const renderLetter = (reader: PreviewTarget, manner: PreviewOptions, tried: Tried | null): Promise<ArrayBuffer> => call('render_letter', { reader, manner, tried });

/** A letter in words, with its checks. */
export const letterText = (reader: PreviewTarget, manner: PreviewOptions, tried: Tried | null): Promise<LetterText> => call('letter_text', { reader, manner, tried });

/** Checks every variant that letters need against the checklist. */
export const checkLetters = (): Promise<Array<VariantLight>> => call('check_letters');

/** Writes a letter as a .docx file, to read and to mark up. */
export const exportLetterDocx = (reader: PreviewTarget, manner: PreviewOptions, tried: Tried | null, out: Token): Promise<string> => call('export_letter_docx', { reader, manner, tried, out });

/** Writes every template as one Word document, to be edited and read back. */
export const exportWordingDocx = (out: Token): Promise<string> => call('export_wording_docx', { out });

/** Reads an edited Word document back and tells what changed; with a person and a reason, the changes are saved. */
export const readWordingDocx = (file: Token, by: string | null, why: string | null): Promise<ReturnedWording> => call('read_wording_docx', { file, by, why });

/** Returns the people, states and variants whose letters have a sentence. */
export const sentenceReach = (sentence: string, tried: Tried | null): Promise<SentenceReach> => call('sentence_reach', { sentence, tried });

/** Returns the zones of the first page that the envelope's windows show. */
export const envelopeZones = (): Promise<Array<EnvelopeZone>> => call('envelope_zones');

/** Returns the meanings that a column can have. */
export const columnUses = (): Promise<Array<ColumnUseWord>> => call('column_uses');

/** The sheets of a workbook that hold something; none of a list in text. */
export const listSheets = (list: Token): Promise<Array<SheetSummary>> => call('list_sheets', { list });

/** Looks at a list; nothing comes in. `sheet` is the name of a sheet where the list is one of a workbook with several. */
export const inspectList = (list: Token, sheet: string | null, named: Named | null): Promise<ListInspection> => call('inspect_list', { list, sheet, named });

/** Brings a list in. `answers` are to questions about it, by key; `amends` names the list in whose place it stands; `adds` keeps it beside all others. */
export const importList = (list: Token, sheet: string | null, named: Named | null, answers: Array<[string, string]>, amends: string | null, adds: boolean, by: string, told: (step: ProgressUpdate) => void): Promise<ImportReport> => call('import_list', { list, sheet, named, answers, amends, adds, by, told: hearing(told) });

/** Returns each list of the case as a whole: profiles of its columns, and the questions about it. */
export const listViews = (): Promise<Array<ListView>> => call('list_views');

/** Answers questions about a list of the case, each by its key and the word of a choice. */
export const answerQuestions = (list: number, answers: Array<[string, string]>, by: string, told: (step: ProgressUpdate) => void): Promise<ImportReport> => call('answer_questions', { list, answers, by, told: hearing(told) });

/** Joins a file of guardians by record number, if the join is proved. */
export const joinGuardians = (list: Token, sheet: string | null, parents: ParentRule | null, by: string, told: (step: ProgressUpdate) => void): Promise<GuardianReport> => call('join_guardians', { list, sheet, parents, by, told: hearing(told) });

/** Sets which parents are written to, of children who have several in the file of guardians. */
export const setParentRule = (parents: ParentRule, by: string, told: (step: ProgressUpdate) => void): Promise<SeveralParents> => call('set_parent_rule', { parents, by, told: hearing(told) });

/** Prints the pieces of a file again. A large part of the run is printed only where `large_by` names who wants it. */
export const reprintPieces = (pieces: Token, out: Token, by: string, largeBy: string | null, told: (step: ProgressUpdate) => void): Promise<ReprintAnswer> => call('reprint_pieces', { pieces, out, by, largeBy, told: hearing(told) });

/** Returns the notices that are owed beside those to the people themselves, first due first. */
export const owedNotices = (): Promise<Array<OwedNotice>> => call('owed_notices');

/** Makes the folder with worksheets, counts and specimens. */
export const makeRegulatorsFolder = (out: Token, told: (step: ProgressUpdate) => void): Promise<RegulatorFolder> => call('make_regulators_folder', { out, told: hearing(told) });

/** Records what was told. */
export const recordFiling = (told: FilingRequest, by: string): Promise<Array<Filing>> => call('record_filing', { told, by });

/** Withdraws a notice that was recorded by mistake; none was given in its place. */
export const withdrawFiling = (authority: string, offices: Array<string>, wrongDay: string, reason: string, by: string): Promise<null> => call('withdraw_filing', { authority, offices, wrongDay, reason, by });

/** Kinds of findings with how many rows have each, worst first. */
export const findingKinds = (): Promise<Array<FindingCount>> => call('finding_kinds');

/** A page of people. */
export const peoplePage = (query: PersonQuery): Promise<PersonPage> => call('people_page', { query });

/** One row with its cells. */
export const personDetail = (row: number): Promise<PersonDetail> => call('person_detail', { row });

/** Decides about one person or a group. */
export const decideAbout = (whom: RowSelection, decision: DecisionInput, by: string, reason: string): Promise<DecisionReport> => call('decide_about', { whom, decision, by, reason });

/** Returns the decisions about one person, oldest first. */
export const decisionsAbout = (person: number): Promise<Array<PastDecision>> => call('decisions_about', { person });

/** Pairs of rows that may be one person, about which nobody has decided. */
export const openPairs = (): Promise<Array<DuplicatePair>> => call('open_pairs');

/** Says of a pair whether it is one person; the answer is the number by which it is taken back. */
export const answerPair = (people: [number, number], same: boolean, by: string): Promise<number> => call('answer_pair', { people, same, by });

/** Takes an answer back. */
export const undoPairAnswer = (decision: number, person: number, by: string): Promise<null> => call('undo_pair_answer', { decision, person, by });

/** A page of children beside their guardians. */
export const guardianPairs = (wanted: GuardianFilter, offset: number, limit: number): Promise<GuardianPage> => call('guardian_pairs', { wanted, offset, limit });

/** People who share an address. */
export const listHouseholds = (): Promise<Array<Household>> => call('list_households');

/** Returns the breakdown of the mailing. */
export const mailingBreakdown = (): Promise<MailingBreakdown> => call('mailing_breakdown');

/** Returns the safekeeping of the case on this computer: its place, its backups, and signs of an older file. */
export const safekeepingStatus = (): Promise<SafekeepingStatus> => call('safekeeping_status');

/** Chooses the folder for backups and makes the first one; or none any longer. */
export const chooseBackupFolder = (to: Token | null): Promise<BackupStatus> => call('choose_backup_folder', { to });

/** Records who put an older file of the case in place, and why. */
export const acknowledgeOlderFile = (by: string, reason: string): Promise<OlderFileReport> => call('acknowledge_older_file', { by, reason });

/** Puts a backup in the place of a case; nothing where the person did not agree. `typed` is the passphrase or the recovery key of the backup; empty where it is plain. The file that lies there is kept, but an older one counts from then on, and whoever was written to since would be written to again: so the person is asked by the system, with both places. */
export const restoreCase = (file: Token, backup: Token, typed: string, by: string, reason: string): Promise<Restored | null> => call('restore_case', { file, backup, typed, by, reason });

/** Makes a copy of the case, under the same passphrase or another. */
export const backUp = (target: Token, passphrase: string): Promise<string> => call('back_up', { target, passphrase });

/** Gives the case another passphrase; the answer is the new recovery key, or nothing where the person did not agree. A page that is not ours could lock the practice out of its own case, so the person is asked by the system. */
export const changePassphrase = (passphrase: string): Promise<string | null> => call('change_passphrase', { passphrase });

/** Takes the key of the case out of the keyring; whether there was one. */
export const forgetKey = (): Promise<boolean> => call('forget_key');

/** Makes proofs of letters in which something can go wrong, and of some by chance. */
export const makeProofs = (out: Token, random: number, seed: number, told: (step: ProgressUpdate) => void): Promise<ProofsMade> => call('make_proofs', { out, random, seed, told: hearing(told) });

/** Makes counsel's pack. */
export const makePack = (out: Token, labels: Array<DocumentLabel>, told: (step: ProgressUpdate) => void): Promise<CounselPack> => call('make_pack', { out, labels, told: hearing(told) });

/** Makes memos to the file, one for each version that letters need. */
export const makeMemos = (out: Token, labels: Array<DocumentLabel>, told: (step: ProgressUpdate) => void): Promise<MemoFolder> => call('make_memos', { out, labels, told: hearing(told) });

/** Lists the open points of versions that are to be approved. */
export const listOpenPoints = (variants: Array<string>): Promise<Array<OpenPoint>> => call('list_open_points', { variants });

/** Counsel signs texts; all that letters need where none is named. */
export const approveTexts = (by: string, recordedBy: string, variants: Array<string>, from: Token | null, pack: Token | null, reasons: AcceptanceReasons): Promise<ApprovalReport> => call('approve_texts', { by, recordedBy, variants, from, pack, reasons });

/** The practice releases the run, for the vendor whose profile the case has. */
export const releaseRun = (by: string, families: string | null, withoutWaiting: Array<string>, reason: string | null, told: (step: ProgressUpdate) => void): Promise<ReleaseReport> => call('release_run', { by, families, withoutWaiting, reason, told: hearing(told) });

/** Cases that were open before, newest first. */
export const recentCases = (): Promise<Array<RecentCase>> => call('recent_cases');

/** The case by which the program was started, said once. */
export const requestedCase = (): Promise<Chosen | null> => call('requested_case');

/** Takes a case off the list; the case itself stays. */
export const forgetRecent = (file: Token): Promise<Array<RecentCase>> => call('forget_recent', { file });

/** Asks for a file or a folder; nothing where nobody chose. */
export const choose = (wanted: DialogKind): Promise<Chosen | null> => call('choose', { wanted });

/** A sheet of facts on which nothing is filled in yet. */
export const blankIncidentForm = (): Promise<IncidentForm> => call('blank_incident_form');

/** The sheet of an incident file on the disk. */
export const readIncidentForm = (incident: Token): Promise<IncidentForm> => call('read_incident_form', { incident });

/** Makes a case from a sheet and opens it. Without a passphrase it lies open on the disk. `incident` is the incident file that the sheet was read from: files that it names itself are looked for beside it. */
export const newCase = (place: Token, passphrase: string, text: string, files: Array<[string, Token]>, incident: Token | null): Promise<NewCase> => call('new_case', { place, passphrase, text, files, incident });

/** Opens a case: with what was typed, passphrase or recovery key, else with what the keyring has. */
export const openCase = (file: Token, typed: string, remember: boolean): Promise<Opened> => call('open_case', { file, typed, remember });

/** Opens the sample case, which is made where there is none yet; `anew` makes it anew. */
export const openSample = (anew: boolean): Promise<null> => call('open_sample', { anew });

/** Closes the case. Work that goes on is stopped first, and leaves nothing half made. The answer is why no backup could be made, where one was wanted. */
export const closeCase = (): Promise<IpcError | null> => call('close_case');

/** A passphrase of words that chance put together. It is kept nowhere. */
export const makePassphrase = (): Promise<string> => call('make_passphrase');

/** Returns the weakness of a passphrase in plain words; nothing where it is strong enough. */
export const checkPassphrase = (passphrase: string): Promise<string | null> => call('check_passphrase', { passphrase });

/** Returns the status of the case now. */
export const caseStatus = (): Promise<CaseStatus> => call('case_status');

/** Returns the version and the data folder of the program. */
export const about = (): Promise<About> => call('about');

/** Holds back the work that goes on. */
export const pauseTask = (): Promise<null> => call('pause_task');

/** Lets held work go on. */
export const resumeTask = (): Promise<null> => call('resume_task');

/** Stops the work that goes on; nothing half made is left behind. */
export const cancelTask = (): Promise<null> => call('cancel_task');

/** Tells the pages from now on what happens to the window. */
export const subscribeWindowEvents = (told: (step: WindowEvent) => void): Promise<null> => call('subscribe_window_events', { told: hearing(told) });

/** Notes whether something stands on the pages that is saved nowhere. On the window's own thread, so that notes keep their order. */
export const noteUnsaved = (unsaved: boolean): Promise<null> => call('note_unsaved', { unsaved });

/** Closes the case and then the window. Work that goes on is stopped first, and leaves nothing half made. The answer is why no backup could be made, where one was wanted: then the window stays, so that it is read. */
export const closeWindow = (): Promise<IpcError | null> => call('close_window');
