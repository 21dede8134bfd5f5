use super::{Code, FaceProblem};

macro_rules! problem_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $advice:literal;)+) => {
        /// Kinds of problems. The word is what machines see; the advice is what people read, where all faces of the program
        /// say the same.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum ProblemCode {
            $($(#[doc = $doc])+ $name,)+
            /// A fault that a finding names, too.
            Finding(Code),
            /// A fault for which each face has words of its own.
            Face(Box<FaceProblem>),
            /// A fault that no machine need tell from others, with its advice.
            Plain(Box<str>),
        }

        impl ProblemCode {
            /// The code of a word among those that have one advice for all faces.
            pub fn shared(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)+
                    _ => None,
                }
            }

            /// The stable word in machine output.
            pub fn word(&self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                    Self::Finding(code) => code.word(),
                    Self::Face(face) => face.word(),
                    Self::Plain(_) => "plain",
                }
            }

            /// Returns the advice; `None` where each face has words of its own.
            pub fn advice(&self) -> Option<&str> {
                match self {
                    $(Self::$name => Some($advice),)+
                    Self::Finding(code) => Some(code.advice()),
                    Self::Face(_) => None,
                    Self::Plain(advice) => Some(advice),
                }
            }
        }
    };
}

problem_codes! {
    /// A file is not UTF-8 text.
    EncodingWrong = "encoding_wrong", "Save it as UTF-8.";
    /// A letter is not text.
    TemplateEncodingWrong = "template_encoding_wrong", "Save templates as UTF-8.";
    /// A fault of the program itself.
    Internal = "internal", "Please report this.";
    /// A fault of the program itself, seen before anything was exported.
    InternalUnexported = "internal_unexported", "Nothing was exported. Please report this.";
    /// A fault of the program itself that changed nothing.
    InternalUnchanged = "internal_unchanged", "Nothing was changed. Please report this.";
    /// A fault of the program itself, seen in the press.
    InternalPress = "internal_press", "Please report this as a problem with the program.";
    /// A letter came out otherwise than it was decided.
    LetterDiffers = "letter_differs", "Nothing was exported. Please report this with the version number of the program.";
    /// The program was built without a file.
    BuildIncomplete = "build_incomplete", "Build it again.";
    /// There is no such row.
    RowGone = "row_gone", "Search for it again.";
    /// Something stands twice where it may stand once.
    Repeated = "repeated", "Keep only one of them.";
    /// A logo is of no kind that can be read.
    LogoUnreadable = "logo_unreadable", "Save it as PNG or SVG.";
    /// A logo uses what cannot be printed.
    LogoUnsupported = "logo_unsupported", "Save the logo as a PNG file, or use only plain fills, strokes, and outlines.";
    /// A logo draws nothing.
    LogoEmpty = "logo_empty", "Convert text to paths, or save the logo as a PNG file.";
    /// A logo is too large to be printed on every letter.
    LogoHeavy = "logo_heavy", "Save the logo in a simpler form, or as a PNG file.";
    /// A line of a logo has too many dashes.
    LogoDashed = "logo_dashed", "Make the line solid, or its dashes longer.";
    /// A picture cannot be read.
    PictureUnreadable = "picture_unreadable", "Save the picture again as a PNG file.";
    /// A picture has too many pixels.
    PictureLarge = "picture_large", "Save it with at most 4,000 pixels on each side.";
    /// A picture of a signature is empty or too large.
    SignatureLarge = "signature_large", "Use an image of at most 3600 x 1200 dots.";
    /// A letterhead has too large pictures.
    LetterheadPictures = "letterhead_pictures", "Use smaller pictures in it.";
    /// A letterhead is too large to be printed on every letter.
    LetterheadHeavy = "letterhead_heavy", "Export it with smaller pictures, or as outlines.";
    /// A letterhead is no ordinary PDF.
    LetterheadUnusual = "letterhead_unusual", "Export it again as a standard PDF.";
    /// A letterhead could not be written.
    LetterheadUnwritten = "letterhead_unwritten", "Use a simpler logo.";
    /// A case without a key is to get a passphrase.
    PlainCasePassphrase = "plain_case_passphrase", "Create a new case with one.";
    /// A case is to lose its passphrase.
    PassphraseEmpty = "passphrase_empty", "Enter a new passphrase.";
    /// A case is encrypted.
    PassphraseWanted = "passphrase_wanted", "Enter its passphrase.";
    /// Something that was chosen cannot be used.
    PassphraseUnusable = "passphrase_unusable", "Choose another one.";
    /// A text is not the recovery key of a case.
    RecoveryKeyWrong = "recovery_key_wrong", "Enter it as printed; hyphens are optional.";
    /// A case without a key has none to remember.
    KeyNeedless = "key_needless", "It opens without one.";
    /// Another program works on a case.
    CaseInUse = "case_in_use", "Close it there, or wait until it finishes. Nothing was changed.";
    /// A case that was not closed lies where nothing can be written.
    CaseUnclosedReadOnly = "case_unclosed_read_only", "Copy the case and the file whose name ends in -wal to a folder where you can save files, and open the copy.";
    /// Another program makes the same folder.
    OutputBusy = "output_busy", "Wait until it finishes, or choose another output folder.";
    /// Another folder stands where one is to be made.
    OutputStands = "output_stands", "Move it, or choose another output folder. It was not changed.";
    /// A folder was named as a list.
    ListIsFolder = "list_is_folder", "Choose the list file in it.";
    /// A file is larger than it can be.
    FileLarge = "file_large", "Check that it is the right file.";
    /// There is no file of a name.
    FileMissing = "file_missing", "Check the name and the folder.";
    /// A folder of templates is empty.
    TemplatesEmpty = "templates_empty", "Choose a folder made from templates/.";
    /// A folder of templates holds other files.
    TemplatesForeign = "templates_foreign", "Choose a folder made from templates/ and nothing else.";
    /// There is no package of a name.
    PackageMissing = "package_missing", "Choose the folder that contains SHA256SUMS.";
    /// A folder is not a package.
    PackageUnknown = "package_unknown", "Choose one package: a folder that ends in -r1 or -r1-PROOF and contains SHA256SUMS.";
    /// An address that is given by hand is abroad.
    AddressAbroad = "address_abroad", "Import a corrected list.";
    /// A reprint was begun and not finished.
    ReprintUnfinished = "reprint_unfinished", "First, reprint again with the same pieces, to the same folder.";
    /// A reprint of other pieces was begun and not finished.
    ReprintOfOthers = "reprint_of_others", "Run it again with the same piece list, to the same folder; it finishes the same package.";
    /// A job has no numbers left.
    ReprintLarge = "reprint_large", "Reprint fewer of them; a job can have 999,999 pieces.";
    /// An export was begun and not finished.
    ExportUnfinished = "export_unfinished", "First, export again to the same folder; it finishes the same package.";
    /// An export was begun with other templates or another program.
    ExportMadeOtherwise = "export_made_otherwise", "Export again with the same ones; then release the mailing again for the changes.";
    /// The program that reads files of others could not be started.
    ReaderFailed = "reader_failed", "Check that memory is available and that the program is installed completely.";
    /// A sheet of a workbook is empty, or all of them are.
    SheetEmpty = "sheet_empty", "Choose the sheet with the list, and save the workbook after you add the list.";
    /// A sheet is too large.
    SheetLarge = "sheet_large", "Export it as CSV (UTF-8).";
    /// There are too many lists.
    ListsMany = "lists_many", "Combine some of them.";
    /// There is no rate table.
    RatesMissing = "rates_missing", "Add one to templates/rates.";
    /// A rate table does not know a paper.
    RatesLackPaper = "rates_lack_paper", "Add the paper of the vendor profile under [weights.sheet].";
    /// An answer of a provider has no ids.
    AnswerIdsMissing = "answer_ids_missing", "Return the IDs of the file that was sent.";
    /// A provider answered twice about somebody.
    AnswerTwice = "answer_twice", "Keep one answer per person.";
    /// A provider did not answer about somebody.
    AnswerMissing = "answer_missing", "Choose people who are in the file.";
    /// A file cannot be written where it is wanted.
    RequestUnwritable = "request_unwritable", "Choose another file.";
    /// Two wishes bar each other.
    WishUnclear = "wish_unclear", "Keep only one of them.";
    /// An older file of a case was put in place after a release.
    ReleaseOlderFile = "release_older_file", "Check the exported packages, then release the mailing again.";
    /// A sheet of facts cannot be read any more.
    FactsUnreadable = "facts_unreadable", "Reload the incident and start again.";
    /// There is no rule for the state of the practice.
    PracticeStateUnknown = "practice_state_unknown", "Choose the state where the practice is located.";
    /// A case does not hold a file that its facts name.
    FileUnheld = "file_unheld", "Choose the file again, or leave it empty.";
    /// A file that facts name was not chosen.
    FileUnchosen = "file_unchosen", "Choose it, or leave it empty.";
    /// A vendor's profile cannot be read any more.
    ProfileUnreadable = "profile_unreadable", "Load the vendor profile again.";
    /// There is no such envelope.
    EnvelopeUnknown = "envelope_unknown", "Choose one, or load the vendor profile.";
    /// A document could not be made.
    DocumentUnwritten = "document_unwritten", "Try again. Nothing was saved.";
    /// A question is not asked about a list of the case.
    QuestionGone = "question_gone", "Review the questions about the lists again.";
    /// There are no letters in a language.
    LanguageMissing = "language_missing", "Choose English or Spanish.";
    /// No letter can be made of a row.
    LetterImpossible = "letter_impossible", "Its issues show what is missing.";
    /// Nobody said why a text changes.
    WordingReasonMissing = "wording_reason_missing", "Give a short reason for the change; it is saved in the case.";
    /// A text is the one that counts already.
    WordingUnchanged = "wording_unchanged", "Change it, or cancel.";
    /// A line of a table cannot be read.
    PieceListUnreadable = "piece_list_unreadable", "Save the file as CSV again.";
    /// A line names several pieces.
    PieceListCrowded = "piece_list_crowded", "Enter one piece ID per line.";
    /// Many lines of a file are wrong.
    PieceListWrong = "piece_list_wrong", "Check that this is the right file.";
    /// A file names pieces of another case.
    PieceListOfOthers = "piece_list_of_others", "Open the case of that job, or choose the file of this one.";
    /// An authority is not known.
    AuthorityUnknown = "authority_unknown", "Enter HHS, or the two letters of the state.";
    /// A filing is of a day to come.
    FilingEarly = "filing_early", "Record a notification after it was made, with its date.";
    /// A filing is of a day before the breach was known.
    FilingBeforeDiscovery = "filing_before_discovery", "Record the date on which they were notified.";
    /// One address was given for several people.
    PeopleMany = "people_many", "Decide for one person at a time; an address belongs to one person.";
    /// Everybody of a list stands in another one.
    ListIndispensable = "list_indispensable", "Excluding the list would change nothing for them. Exclude people one by one.";
    /// There is no such decision.
    DecisionUnknown = "decision_unknown", "Its number was shown when it was made, and is in the audit log.";
    /// A decision is about somebody else.
    DecisionOfAnother = "decision_of_another", "Choose that person, or no one; the number alone identifies the decision.";
    /// A decision counts no longer.
    DecisionUndone = "decision_undone", "There is nothing to undo.";
    /// An adult's letter was given an addressee.
    AddresseeOfAdult = "addressee_of_adult", "Leave out the addressee.";
    /// No older file is to be acknowledged.
    OlderFileUnknown = "older_file_unknown", "Continue with the case.";
    /// A font file cannot be used.
    FontMissing = "font_missing", "Put back the font file that came with the program.";
    /// A font cannot be embedded.
    FontUnusable = "font_unusable", "Use a TrueType font file (.ttf) that may be embedded.";
    /// A document could not be written with its typefaces.
    TypefaceUnreadable = "typeface_unreadable", "Check the typefaces under templates/fonts.";
    /// The typeface cannot print a tagline.
    TaglineUnprintable = "tagline_unprintable", "Remove it, and enclose your own page for this language.";
    /// A file of page sizes cannot be read.
    StyleUnreadable = "style_unreadable", "Compare the file with the built-in one.";
    /// A list cannot be read.
    ListUnreadable = "list_unreadable", "Check that the file exists and is complete.";
    /// A row of a list does not end.
    RowEndless = "row_endless", "Look for a missing closing quotation mark, or export the list again with line ends.";
    /// A file without headings names columns by them.
    ColumnsUnnumbered = "columns_unnumbered", "Name columns by number from 1.";
    /// A letter does not say that it is a second copy.
    SecondCopyUnsaid = "second_copy_unsaid", "Place {{> second-copy}} before the greeting of every letter.";
    /// The templates lack a language.
    LanguageUntranslated = "language_untranslated", "Have the letters translated, or send them in English.";
    /// A letter does not print its code.
    CodeUnprinted = "code_unprinted", "Place {{code}} in the passage that explains how to enroll.";
    /// A letter does not pass the checklist.
    ChecklistFailed = "checklist_failed", "Correct the passage, or the words of the incident file that it prints, and have counsel look at it.";
    /// A voice of the letters has other words than the adult's.
    VoicesDiffer = "voices_differ", "Use the same words for every voice.";
    /// A line holds braces that stand for nothing.
    LeadInBraces = "lead_in_braces", "Write only words, {{person}} and {{addressee}}.";
    /// A file of phrases cannot be read.
    PhrasesUnreadable = "phrases_unreadable", "Correct the line; the built-in file shows the shape.";
    /// A template cannot be read.
    TemplateUnreadable = "template_unreadable", "See that every {{ has its }} and every {{#if}} and {{#each}} its end.";
    /// A letter could grow beyond all bounds.
    TemplateUnbounded = "template_unbounded", "Print fewer lists within lists and fewer passages within passages.";
    /// No letter prints a passage.
    PassageUnused = "passage_unused", "Give the file the name of the passage that it stands for.";
    /// A letter tells a count that a law bars.
    CountForbidden = "count_forbidden", "Move the sentence to a passage of the states that require it.";
    /// A translation is of no English file.
    TranslationUnknown = "translation_unknown", "Give it the name of the English file, or remove it.";
    /// Lists changed while they were used.
    ListsChanged = "lists_changed", "Close them in other programs and start again.";
    /// A list changed while it was used.
    ListChanged = "list_changed", "Close it in other programs and start again.";
    /// A disk could not be read.
    DiskUnread = "disk_unread", "Check the drive and try again.";
    /// A seed address cannot be printed.
    SeedUnprintable = "seed_unprintable", "Check its name and address: every character needs a glyph, and the block three to six lines.";
    /// A line of the table of ZIP prefixes cannot be read.
    GazetteerUnreadable = "gazetteer_unreadable", "Write it as 787,TX.";
    /// A rule cannot be read.
    RuleUnreadable = "rule_unreadable", "Correct the line; templates/hipaa/rule.toml explains the words under [vocabulary].";
    /// A question of a form has no answer.
    FormUnanswered = "form_unanswered", "Enter an answer.";
}

impl From<FaceProblem> for ProblemCode {
    fn from(face: FaceProblem) -> Self {
        Self::Face(Box::new(face))
    }
}

impl From<Code> for ProblemCode {
    fn from(code: Code) -> Self {
        Self::Finding(code)
    }
}

impl From<String> for ProblemCode {
    fn from(advice: String) -> Self {
        Self::Plain(advice.into())
    }
}

impl From<&str> for ProblemCode {
    fn from(advice: &str) -> Self {
        Self::Plain(advice.into())
    }
}
