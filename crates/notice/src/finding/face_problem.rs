use serde::Serialize;

/// Role in which a person gives a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum NamedAs {
    /// The person who acts.
    Actor,
    /// The person who attests a run.
    Attestant,
    /// The person who wants a large part of a run printed or mailed again.
    LargePart,
}

/// Faults for which each face of the program words its advice itself, since it names a command, an option, a key of a file or
/// a page. What the words need is carried along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FaceProblem {
    /// The case file is not what was written.
    CaseUnsound,
    /// There is no case of a name.
    CaseMissing,
    /// A file is not a case.
    CaseNotFile,
    /// The file of a case has several names.
    CaseLinked,
    /// The file with the latest changes of a case is missing.
    LatestChangesMissing {
        /// Name of the file of the case.
        #[serde(serialize_with = "as_shown")]
        name: String,
    },
    /// The file beside an open case was taken away.
    LatestChangesTaken,
    /// The case was opened to be looked at.
    OpenReadOnly,
    /// An action is in the case, but the disk did not confirm that it stays.
    ActionUnconfirmed {
        /// Kind of the action.
        kind: String,
    },
    /// Nobody can tell whether an action was recorded.
    ActionUnknown {
        /// Kind of the action.
        kind: String,
    },
    /// A case could not be opened again after the disk failed.
    CaseNotReopened,
    /// The file of a case or its folder is for reading only.
    CaseReadOnly,
    /// A case of which nothing is missing is to be restored.
    NothingMissing,
    /// A passphrase is too easy to guess.
    PassphraseWeak,
    /// Work was stopped after something of it was recorded.
    StoppedAfterRecording,
    /// A file that is to be written stands already.
    FileStands,
    /// A folder of templates is not there.
    TemplatesMissing,
    /// A day is not a date.
    DayUnreadable,
    /// A file that is to be written is a folder.
    PreviewFolder,
    /// There is no letter in Spanish.
    SpanishMissing,
    /// Nobody attests a run.
    AttestantMissing,
    /// A name of whoever acts cannot be used.
    NameNotPlain {
        /// Role in which the name was given.
        named_as: NamedAs,
        /// Most characters of a name.
        #[ts(type = "number")]
        longest: usize,
    },
    /// A case does not hold a file that its incident file names.
    FileNotHeld,
    /// A case has no incident file.
    IncidentMissing,
    /// A pool lost a code that somebody has.
    PoolLacksCodes,
    /// No provider of addresses has answered.
    ProviderSilent,
    /// A correction of an address cannot be taken.
    CorrectionBarred,
    /// A correction is of somebody whom the case does not have.
    CorrectionOfStranger,
    /// A correction is of somebody about whom nobody asked.
    CorrectionUnasked,
    /// A case has no signed page.
    SignedPageMissing,
    /// A case must be kept.
    CaseKept,
    /// The clock of the computer is in doubt.
    ClockOdd,
    /// A vendor's profile names no agreement.
    AgreementMissing,
    /// Something changed after a release.
    ReleaseVoid,
    /// Nobody has released a run.
    ReleaseMissing,
    /// Counsel has not signed a letter.
    SignatureMissing,
    /// Nothing was given to amend.
    AmendmentMissing,
    /// No template of letters has a path.
    TemplateUnknown,
    /// A workbook has several sheets, or a hidden one, and none was chosen.
    SheetUnchosen {
        /// Names of the sheets that look like lists.
        sheets: Vec<String>,
    },
    /// A workbook has no sheet of a name.
    SheetUnknown {
        /// Names of those that it has.
        sheets: Vec<String>,
    },
    /// A list is in a case and another stands in its place.
    ListReplaced {
        /// Name of the list in its place.
        #[serde(serialize_with = "as_shown")]
        newer: String,
    },
    /// A file has many pieces of a run.
    PiecesMany,
    /// No reason was given.
    ReasonMissing,
    /// A second copy of a letter was sent already.
    SecondCopySent,
    /// Somebody gets no letter.
    LetterBarred,
    /// A case does not know that a letter came back.
    ReturnUnrecorded,
    /// The templates are not those of the run.
    TemplatesDiffer,
    /// An authority has no offices.
    OfficeNeedless,
    /// An authority has several offices.
    OfficeUnclear {
        /// Names of the offices.
        offices: Vec<String>,
    },
    /// Nothing that holds rows can be ended by deciding.
    HoldsUnendable,
    /// A decision is about nobody.
    DecisionOfNobody,
    /// There is no such finding.
    FindingUnknown,
    /// There is no such person.
    PersonUnknown,
    /// No row starts on a line.
    LineUnknown,
    /// There is no such row in a case.
    RowUnknown,
    /// Somebody who is guarded needs one address.
    AddressNotChosen,
    /// Nothing says that two rows are one person.
    PairUnproved,
    /// A pair does not have two people.
    PairIncomplete,
    /// There is no folder in which the program remembers anything.
    HomeUnknown,
    /// No backup could be made.
    BackupMissed,
    /// Nobody said why an older file was put in place.
    OlderFileUnexplained,
    /// No letter is needed, so no text can be signed.
    TextsMissing,
    /// A file is not the list of texts of counsel's pack.
    PackUnreadable,
    /// There is nobody to write to.
    LettersMissing,
    /// Children and guardians have other names.
    FamiliesDiffer,
    /// Letters are to go before an office is told, and nobody said why.
    WaitUnexplained,
    /// There is no rule for a jurisdiction.
    RuleUnknown,
    /// There are no templates in Spanish.
    SpanishTemplatesMissing,
    /// An adult's letter is to somebody else.
    AdultAddressee,
    /// The letter about a child who has died goes with the standing deceased alone.
    DeceasedChildAddressee,
    /// A letter is to either of two.
    EitherAddressee,
    /// A representative is unnamed.
    RepresentativeAddressee,
    /// A kind of information is not in the vocabulary.
    ElementUnknown {
        /// The vocabulary.
        known: Vec<String>,
    },
    /// The return address cannot be printed.
    ReturnAddressUnprintable,
    /// The return address does not fit its window.
    ReturnAddressLarge,
    /// The name or address of the practice cannot be printed.
    LetterheadUnprintable,
    /// A column that letters need is missing.
    ColumnMissing,
    /// Two columns carry the same heading.
    HeadingsAlike,
    /// No row of headings could be recognised.
    HeadingsMissing,
    /// The column of the state holds no states.
    StatesMissing,
    /// The paragraph of one state tells what the law of another bars.
    AddendaBarred,
    /// No exposed kind of information is known.
    ElementsMissing,
    /// A code is to be printed and nothing is offered.
    ProductMissing,
    /// Counsel has not decided about the letters to Massachusetts.
    DescriptionMissing,
    /// A file of the templates is missing.
    TemplateMissing,
    /// The templates have no rule of any jurisdiction.
    RulesMissing,
    /// An authority must be told before letters go out.
    MustBeTold {
        /// Name of the authority that must be told.
        whom: String,
        /// The date of the letters.
        mailing: String,
        /// The last day on which they may be told.
        last_day: String,
        /// The law.
        citation: String,
        /// The day on which they were told, if the case knows one.
        told: Option<String>,
        /// Letters of the state.
        place: String,
        /// Name of the office, or empty where the state has no other.
        office: String,
    },
    /// Rows of a list are held.
    RecordLines,
    /// A row of a list gets no letter.
    RecordBarred,
    /// Everybody was written to.
    NobodyLeft,
    /// There is nobody to write to.
    NobodyToWriteTo,
    /// Rows may be people who were written to.
    PerhapsMailed {
        /// Number of such rows.
        #[ts(type = "number")]
        rows: u64,
    },
    /// Rows stay held.
    RowsHeld {
        /// Number of held rows.
        #[ts(type = "number")]
        held: u64,
        /// Number of all rows.
        #[ts(type = "number")]
        people: u64,
    },
    /// Counsel has not signed letters of the run.
    RunUnsigned {
        /// Number of letters.
        #[ts(type = "number")]
        letters: usize,
    },
    /// Nobody has released the run.
    RunUnreleased,
    /// The vendor's profile names no agreement for the run.
    RunWithoutAgreement,
}

impl FaceProblem {
    /// The stable word of the fault in machine output.
    pub fn word(&self) -> &'static str {
        match self {
            Self::CaseUnsound => "case_unsound",
            Self::CaseMissing => "case_missing",
            Self::CaseNotFile => "case_not_file",
            Self::CaseLinked => "case_linked",
            Self::LatestChangesMissing { .. } => "latest_changes_missing",
            Self::LatestChangesTaken => "latest_changes_taken",
            Self::OpenReadOnly => "open_read_only",
            Self::ActionUnconfirmed { .. } => "action_unconfirmed",
            Self::ActionUnknown { .. } => "action_unknown",
            Self::CaseNotReopened => "case_not_reopened",
            Self::CaseReadOnly => "case_read_only",
            Self::NothingMissing => "nothing_missing",
            Self::PassphraseWeak => "passphrase_weak",
            Self::StoppedAfterRecording => "stopped_after_recording",
            Self::FileStands => "file_stands",
            Self::TemplatesMissing => "templates_missing",
            Self::DayUnreadable => "day_unreadable",
            Self::PreviewFolder => "preview_folder",
            Self::SpanishMissing => "spanish_missing",
            Self::AttestantMissing => "attestant_missing",
            Self::NameNotPlain { .. } => "name_not_plain",
            Self::FileNotHeld => "file_not_held",
            Self::IncidentMissing => "incident_missing",
            Self::PoolLacksCodes => "pool_lacks_codes",
            Self::ProviderSilent => "provider_silent",
            Self::CorrectionBarred => "correction_barred",
            Self::CorrectionOfStranger => "correction_of_stranger",
            Self::CorrectionUnasked => "correction_unasked",
            Self::SignedPageMissing => "signed_page_missing",
            Self::CaseKept => "case_kept",
            Self::ClockOdd => "clock_odd",
            Self::AgreementMissing => "agreement_missing",
            Self::ReleaseVoid => "release_void",
            Self::ReleaseMissing => "release_missing",
            Self::SignatureMissing => "signature_missing",
            Self::AmendmentMissing => "amendment_missing",
            Self::TemplateUnknown => "template_unknown",
            Self::SheetUnchosen { .. } => "sheet_unchosen",
            Self::SheetUnknown { .. } => "sheet_unknown",
            Self::ListReplaced { .. } => "list_replaced",
            Self::PiecesMany => "pieces_many",
            Self::ReasonMissing => "reason_missing",
            Self::SecondCopySent => "second_copy_sent",
            Self::LetterBarred => "letter_barred",
            Self::ReturnUnrecorded => "return_unrecorded",
            Self::TemplatesDiffer => "templates_differ",
            Self::OfficeNeedless => "office_needless",
            Self::OfficeUnclear { .. } => "office_unclear",
            Self::HoldsUnendable => "holds_unendable",
            Self::DecisionOfNobody => "decision_of_nobody",
            Self::FindingUnknown => "finding_unknown",
            Self::PersonUnknown => "person_unknown",
            Self::LineUnknown => "line_unknown",
            Self::RowUnknown => "row_unknown",
            Self::AddressNotChosen => "address_not_chosen",
            Self::PairUnproved => "pair_unproved",
            Self::PairIncomplete => "pair_incomplete",
            Self::HomeUnknown => "home_unknown",
            Self::BackupMissed => "backup_missed",
            Self::OlderFileUnexplained => "older_file_unexplained",
            Self::TextsMissing => "texts_missing",
            Self::PackUnreadable => "pack_unreadable",
            Self::LettersMissing => "letters_missing",
            Self::FamiliesDiffer => "families_differ",
            Self::WaitUnexplained => "wait_unexplained",
            Self::RuleUnknown => "rule_unknown",
            Self::SpanishTemplatesMissing => "spanish_templates_missing",
            Self::AdultAddressee => "adult_addressee",
            Self::DeceasedChildAddressee => "deceased_child_addressee",
            Self::EitherAddressee => "either_addressee",
            Self::RepresentativeAddressee => "representative_addressee",
            Self::ElementUnknown { .. } => "element_unknown",
            Self::ReturnAddressUnprintable => "return_address_unprintable",
            Self::ReturnAddressLarge => "return_address_large",
            Self::LetterheadUnprintable => "letterhead_unprintable",
            Self::ColumnMissing => "column_missing",
            Self::HeadingsAlike => "headings_alike",
            Self::HeadingsMissing => "headings_missing",
            Self::StatesMissing => "states_missing",
            Self::AddendaBarred => "addenda_barred",
            Self::ElementsMissing => "elements_missing",
            Self::ProductMissing => "product_missing",
            Self::DescriptionMissing => "description_missing",
            Self::TemplateMissing => "template_missing",
            Self::RulesMissing => "rules_missing",
            Self::MustBeTold { .. } => "must_be_told",
            Self::RecordLines => "record_lines",
            Self::RecordBarred => "record_barred",
            Self::NobodyLeft => "nobody_left",
            Self::NobodyToWriteTo => "nobody_to_write_to",
            Self::PerhapsMailed { .. } => "perhaps_mailed",
            Self::RowsHeld { .. } => "rows_held",
            Self::RunUnsigned { .. } => "run_unsigned",
            Self::RunUnreleased => "run_unreleased",
            Self::RunWithoutAgreement => "run_without_agreement",
        }
    }
}

/// A name that others gave, with every hidden character as an escape.
fn as_shown<S: serde::Serializer>(name: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&super::escape_line(name))
}
