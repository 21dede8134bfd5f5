use serde::{Serialize, Serializer};

/// The effect of a finding on its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For the record; nothing to do.
    Notice,
    /// The letter is mailed; a person should look.
    Warning,
    /// The record gets no letter until a person decides.
    Hold,
    /// The whole input cannot be used as it is.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $severity:ident, $message:literal, $advice:literal;)+) => {
        /// Every kind of finding. The word is what machines see; message and advice are what people read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Code { $($(#[doc = $doc])+ $name),+ }

        impl Code {
            /// All codes in order.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The stable word in files and machine output.
            pub fn word(self) -> &'static str { match self { $(Code::$name => $word),+ } }

            /// The effect of the finding on its record.
            pub fn severity(self) -> Severity { match self { $(Code::$name => Severity::$severity),+ } }

            /// The fault, in plain words.
            pub fn message(self) -> &'static str { match self { $(Code::$name => $message),+ } }

            /// The way out, in plain words.
            pub fn advice(self) -> &'static str { match self { $(Code::$name => $advice),+ } }
        }
    };
}

codes! {
    // The file and its columns
    /// A source column that no field takes.
    ColumnIgnored = "column_ignored", Notice, "This column of the list is not used.", "Nothing to do if the letters do not need this column; otherwise name it in a mapping file.";
    /// A column whose heading looks like a hold, custody or death flag, but which no field takes.
    ColumnLooksLikeFlag = "column_looks_like_flag", Hold, "A column that is not used looks like a hold, custody, safety, or death flag, and this row's value is not a clear no.", "Map the column to the field it means, or list it under [ignore] in the mapping file.";
    /// Day and month cannot be told apart in this column.
    DateOrderAssumed = "date_order_assumed", Warning, "No date in this column shows whether the day or the month comes first; month first was assumed.", "Set date_order in the mapping file to confirm the format.";
    /// Days or words in a column of dates that stand for an empty cell in some program.
    DateBlank = "date_blank", Notice, "A date column has values that programs enter for a blank date (1900-01-01, 0000-00-00, Invalid date); they were read as blank.", "Nothing to do if these dates are unknown.";
    /// Numbers of days in a column of dates.
    DateSerial = "date_serial", Notice, "A date column has spreadsheet date numbers; they were converted to dates.", "Compare some of the dates with the source.";
    /// An answer for which there is no question.
    AnswerUnused = "answer_unused", Warning, "An answer matches no question about this list. The list differs from the one the answer was given for.", "Review the questions about the list and answer them again.";
    /// A list that is read by the recipe of a program.
    RecipeUsed = "recipe_used", Notice, "The headings match a known program's export; its columns, codes, and blanks were read as that program defines them.", "Compare some of the letters with the source; the report names the program.";
    /// A list that may be the export of several programs.
    RecipesInDoubt = "recipes_in_doubt", Warning, "The headings match the exports of several programs, so none of them was used.", "Choose the program the list comes from; the report names those that match.";
    /// A code that the recipe of a list does not know.
    RecipeValueUnknown = "recipe_value_unknown", Hold, "A column for deaths or holds has a code that is not known for the program that made the list.", "Look up the code in that program and add it to the recipe, or decide about the row.";
    /// A question about the list that holds rows.
    QuestionOpen = "question_open", Hold, "An open question about the list affects this row.", "Answer the question; one answer releases all of its rows.";
    /// A column that was hidden in the workbook.
    ColumnHidden = "column_hidden", Warning, "A column was hidden in the workbook; it is read like any other.", "Check its content: it may have death, custody, or hold flags that no one has seen.";
    /// A row with values of merged cells.
    CellsMerged = "cells_merged", Warning, "Cells were merged across several rows in the workbook; each of these rows has their value.", "Compare the rows with the workbook.";
    /// A row that was hidden in the workbook, left out by an answer.
    HiddenLeftOut = "hidden_left_out", Notice, "The row was hidden or filtered in the workbook and was excluded, as the answer to the question says.", "Nothing to do; change the answer if these people should get a letter.";
    /// Letters that were encoded twice, as they were before.
    LettersRepaired = "letters_repaired", Warning, "Damaged characters in the name or address were repaired.", "Compare the printed name with the source.";
    /// A list that ends where programs cut lists.
    ListCut = "list_cut", Warning, "The list ends where spreadsheets cut lists off (65,536 or 1,048,576 rows), or in the middle of a row; people may be missing at the end.", "Compare the number of rows with the source; if the source has more, export the list again as CSV without opening it in a spreadsheet.";
    /// A line of the list that tells of more people than the list has.
    ListShort = "list_short", Warning, "A line of the list gives a higher number of people than the list has; people may be missing.", "Compare the number of rows with that line and with the source; export the whole list if some are missing.";
    /// A column whose longest cells end where programs cut cells.
    CellsCut = "cells_cut", Warning, "The longest cells of a column all have the same number of characters, so a program may have cut them off.", "Compare some of these cells with the source.";
    /// The incident file counts other people than the list holds.
    PeopleTotalDiffers = "people_total_differs", Warning, "The number of people on the lists differs from people_total in the incident file.", "Check which number is right before you file anything.";
    /// A company at which the breach took place, of which it is not said whether it is the practice's agent.
    VendorAgentUnknown = "vendor_agent_unknown", Warning, "The breach took place at a company that works for the practice, and the incident file does not say whether the company is the practice's agent.", "Ask counsel, then set acts_as under [incident.vendor] to agent or independent. If it is an agent, what it knew counts as known to the practice, and deadlines start earlier (45 CFR 164.404(a)(2)).";
    /// An incident file that tells the response in sentences alone.
    ResponseUnsorted = "response_unsorted", Notice, "The incident file does not say which of its steps investigate, limit the harm, or prevent another breach.", "Sort the steps under [incident.response]; letters then say what each step is for.";
    /// The letters would be mailed while police still ask that they wait.
    PoliceDelay = "police_delay", Warning, "The mailing date is before the end of the delay that law enforcement requested.", "Ask law enforcement in writing whether letters may go out, or move the mailing date past the delay.";

    // The row as such
    /// A quotation mark that swallows lines.
    RowRunsOn = "row_runs_on", Hold, "A quotation mark opens and the row continues over several lines; other people may be in it.", "Correct the quotation mark in the source list and import the list again.";
    /// More or fewer cells than the header.
    RowRagged = "row_ragged", Hold, "The row has more or fewer cells than the heading row.", "Correct the row in the source list; cells are never shifted or filled in.";
    /// A line of a FHIR file that is no patient.
    RowNoPatient = "row_no_patient", Hold, "The line is not a FHIR patient: its JSON is damaged, or it is another resource.", "Export the patients again as NDJSON, or correct the line; each line holds one Patient.";
    /// Bytes that are not text in the file's encoding.
    RowUndecodable = "row_undecodable", Hold, "The row has bytes that are not text in the encoding of the file.", "Export the list again as UTF-8, or name the encoding in the mapping file.";
    /// A NUL byte.
    RowNul = "row_nul", Hold, "The row contains a NUL byte.", "Export the list again; the row was damaged in transfer.";
    /// A control or private-use character.
    RowControlCharacter = "row_control_character", Hold, "The row contains a control or private-use character.", "Remove the character in the source list.";
    /// A row longer than any real person's.
    RowTooLong = "row_too_long", Hold, "The row is far longer than one person's record can be.", "Look for a missing closing quotation mark before this row.";

    /// A line of the report among people.
    PageLine = "page_line", Notice, "The row is not a person but part of the printed report: a page number, repeated headings, a title, a print date, or a total. It is excluded and counted.", "Nothing to do; these rows are in the list of exceptions.";
    /// A cell of a name or an address that ends where programs cut.
    CellCut = "cell_cut", Hold, "A cell of the name or address is exactly as long as the source program allows, so its end may be missing.", "Compare the cell with the source and correct it.";

    // Name
    /// No name.
    NameMissing = "name_missing", Hold, "The name is missing.", "Add the first and last name.";
    /// A name that is not a person's.
    NamePlaceholder = "name_placeholder", Hold, "The name is a placeholder (test, unknown, baby boy), not a person's name.", "Add the person's name or exclude the row.";
    /// A mark of the chart in the name, or several people.
    NameMarked = "name_marked", Hold, "The name includes a chart note (zzz, do not use, merged), or the cell names several people.", "Enter the name of one person as it should be printed.";
    /// A letter of the name that was lost.
    NameDamaged = "name_damaged", Hold, "A character of the name was lost or damaged in transfer.", "Correct the name, or export the list again as UTF-8.";
    /// A name that a spreadsheet would run, or that holds digits or markup.
    NameUnusual = "name_unusual", Warning, "The name has characters that are rare in names; it is printed exactly as written.", "Compare the printed name with the source.";
    /// A cell that a spreadsheet would run as a formula.
    NameFormula = "name_formula", Hold, "The name starts with = + - @ or a tab, which a spreadsheet would run as a formula.", "Correct the name in the source list.";
    /// More characters than vendors take.
    NameLong = "name_long", Warning, "The printed name is longer than 40 characters.", "Check the proof of this letter.";
    /// First and last name in one column could not be told apart for sure.
    NameOrderAssumed = "name_order_assumed", Notice, "The full name was read as first name first.", "Nothing to do if the proofs read well.";

    // Address
    /// No street line.
    AddressMissing = "address_missing", Hold, "The street address is missing.", "Find the last known address, or count the person for substitute notice.";
    /// "Unknown", "no fixed abode", "return mail" and the like.
    AddressPlaceholder = "address_placeholder", Hold, "The address is a placeholder (unknown, homeless, returned mail), not a deliverable address.", "Find the last known address, or count the person for substitute notice.";
    /// A note in the place of an address line.
    AddressNote = "address_note", Hold, "An address line is a note, a date, or a second address, not part of one address; it would show in the window.", "Correct the address lines.";
    /// A letter of the address that was lost.
    AddressDamaged = "address_damaged", Hold, "A character of the address was lost or damaged in transfer.", "Correct the address, or export the list again as UTF-8.";
    /// A line that a spreadsheet would run.
    AddressFormula = "address_formula", Hold, "An address line starts with = + - @ or a tab, which a spreadsheet would run as a formula.", "Correct the line in the source list.";
    /// Too few or too many lines, or too wide.
    AddressFit = "address_fit", Hold, "The address block does not fit the window: it needs 3 to 6 lines, each no wider than the window.", "Shorten the address lines.";
    /// A line above 50 characters.
    AddressLong = "address_long", Warning, "An address line is longer than 50 characters.", "Check the proof of this letter.";
    /// No city.
    CityMissing = "city_missing", Hold, "The city is missing.", "Add the city.";
    /// No state; the ZIP belongs to one only.
    StateFilled = "state_filled", Warning, "The state is missing; the ZIP code is in only one state, which was used.", "Confirm the state.";
    /// No state, and the ZIP does not tell.
    StateMissing = "state_missing", Hold, "The state is missing, and the ZIP code does not identify it.", "Add the state.";
    /// A state that is none.
    StateUnknown = "state_unknown", Hold, "The state is not a state, territory or military code.", "Correct the state.";
    /// No ZIP.
    ZipMissing = "zip_missing", Hold, "The ZIP code is missing.", "Add the ZIP code.";
    /// A ZIP of the wrong shape.
    ZipInvalid = "zip_invalid", Hold, "The ZIP code is not five or nine digits.", "Correct the ZIP code.";
    /// A ZIP whose first three digits are not assigned.
    ZipUnassigned = "zip_unassigned", Hold, "The first three digits of the ZIP code are not in use.", "Correct the ZIP code.";
    /// A lost leading zero put back.
    ZipRestored = "zip_restored", Warning, "A leading zero of the ZIP code was missing and was restored; the state confirms it.", "Export ZIP codes as text.";
    /// ZIP and state contradict each other.
    ZipStateConflict = "zip_state_conflict", Hold, "The ZIP code is not in the state.", "Correct the state or the ZIP code.";
    /// A foreign address.
    AddressForeign = "address_foreign", Notice, "The address is outside the United States.", "Nothing to do; the letter goes into a separate file.";
    /// A foreign address without a country in English, or a country that is unknown.
    CountryUnknown = "country_unknown", Hold, "The country is not recognized.", "Enter the country's full English name.";
    /// A confidential-communication address was used.
    ConfidentialAddressUsed = "confidential_address_used", Notice, "The confidential-communication address was used instead of any other address.", "Never send it for address correction.";
    /// A confidential-communication address that is not whole.
    ConfidentialAddressIncomplete = "confidential_address_incomplete", Hold, "The confidential-communication address is incomplete.", "Complete it; no other address may be used.";
    /// The address can slide out of the always-visible zone.
    WindowTravel = "window_travel", Warning, "The address block can leave the always-visible part of the window when the sheet slides.", "See the job ticket for the fold that this run needs, or use a taller window.";
    /// The same, where the vendor is strict.
    WindowTravelStrict = "window_travel_strict", Hold, "The address block can slide out of the window, and the vendor profile is strict.", "Shorten the address to four lines, or use an envelope with a taller window.";
    /// A character for which no embedded face has a glyph.
    GlyphMissing = "glyph_missing", Hold, "The name or address has a character that the typeface cannot print.", "Enter the name in Latin letters, as the person would write it.";

    // Dates and standing
    /// No birth date.
    BirthMissing = "birth_missing", Hold, "The date of birth is missing, so it is not known whether this is a child.", "Add the date of birth, or have counsel decide with no_birth_date in the incident file.";
    /// No birth date, and counsel decided.
    BirthMissingDecided = "birth_missing_decided", Warning, "The date of birth is missing; the letter follows counsel's decision in the incident file.", "Nothing to do if that decision is right.";
    /// A birth date that is no date.
    BirthUnreadable = "birth_unreadable", Hold, "The date of birth is not a valid date.", "Correct the date of birth.";
    /// A birth date after the mailing date.
    BirthFuture = "birth_future", Hold, "The date of birth is in the future.", "Correct the date of birth.";
    /// A birth date too long ago.
    BirthImpossible = "birth_impossible", Hold, "The date of birth is more than 120 years ago.", "Correct the date of birth.";
    /// Day and month that could change places, and standing with them.
    BirthAmbiguous = "birth_ambiguous", Hold, "The day and month of the date of birth can be read in either order, which decides whether this is a child or an adult.", "Say which comes first: date_order in the mapping file.";
    /// A time of day that can have moved the day, where the day decides.
    BirthMoved = "birth_moved", Hold, "The date of birth has a time of day, as if it had been shifted from another time zone, and one day decides whether this is a child.", "Compare the date of birth with the source.";
    /// An age in another column that makes a child of an adult, or an adult of a child.
    BirthAgeConflict = "birth_age_conflict", Hold, "The date of birth and the age in another column disagree about whether this is a child.", "Compare the date of birth with the source.";
    /// A two-digit year that could be two centuries.
    BirthTwoDigitYear = "birth_two_digit_year", Hold, "The birth year has two digits and could be in either of two centuries.", "Enter the year with four digits.";
    /// A death date that is no date.
    DeathUnreadable = "death_unreadable", Hold, "The date of death is not a valid date.", "Correct the date of death, or clear it if the person is living.";
    /// A death date after the mailing date.
    DeathFuture = "death_future", Hold, "The date of death is in the future.", "Correct the date of death.";
    /// A death before the birth.
    DeathBeforeBirth = "death_before_birth", Hold, "The date of death is before the date of birth.", "Correct one of the two.";
    /// A deceased flag without the death date for which the list has a column.
    DeathFlagAlone = "death_flag_alone", Notice, "The person is marked as deceased, but there is no date of death.", "Nothing to do if the date is unknown.";
    /// A death date without the deceased flag for which the list has a column.
    DeathDateAlone = "death_date_alone", Notice, "There is a date of death, but the deceased flag is empty.", "Nothing to do if the date is right.";
    /// The two on neighbouring rows.
    DeathSlipped = "death_slipped", Hold, "A deceased flag without a date is next to a date without a flag; one of the columns may be off by a row.", "Compare both rows with the source; then correct the list, or release the hold.";
    /// A death flag that is neither yes nor no.
    DeathUnclear = "death_unclear", Hold, "The deceased flag is not a clear yes or no, or it contradicts the date of death.", "Change it to yes or no.";
    /// A row that says no to everything.
    NothingExposed = "nothing_exposed", Hold, "The list says that none of this person's information was exposed.", "Find out whether the person is affected; correct the row, or exclude it.";
    /// The return address can slide out of its window.
    ReturnTravel = "return_travel", Warning, "The return address can slide out of its window.", "Choose a taller return window, a longer first panel, or a shorter return address.";
    /// A yes-or-no cell about an element that is neither.
    ElementUnclear = "element_unclear", Warning, "A yes/no cell about what was exposed is not a clear yes or no; it was read as yes.", "Change it to yes or no.";
    /// 18 or older, but not of age in the state.
    MajorityLater = "majority_later", Warning, "The person is 18 or older but not yet an adult under state law; the letter goes to the person.", "Counsel may change letter_age in the state's rule.";
    /// A child who turns 18 between list date and enrolment deadline.
    TurnsOfAge = "turns_of_age", Notice, "The person becomes an adult between the list date and the enrollment deadline.", "See the turning-of-age list.";
    /// A guardian column that does not turn into an addressee.
    GuardianNotNamed = "guardian_not_named", Notice, "The list names a guardian; the letter is addressed to the parent or guardian without a name.", "Set named_guardians in the incident file to address guardians by name.";
    /// A guardian who is the child.
    GuardianIsChild = "guardian_is_child", Hold, "The guardian's name is the child's own name.", "Correct the guardian.";
    /// A represented person without a representative's name.
    RepresentativeUnclear = "representative_unclear", Hold, "The row says that someone acts for this person but does not clearly say who.", "Add the representative's name, or clear the type.";
    /// A language for which there is no letter.
    LanguageUnavailable = "language_unavailable", Warning, "There is no letter in this person's language; the letter is in English.", "Have the letter translated, or add a language line; for Spanish, check that the incident file has [incident.es].";
    /// E-mail consent.
    EmailConsent = "email_consent", Notice, "The person agreed to email; a letter is mailed anyway.", "Nothing to do: first-class mail is always allowed.";

    // Holds that somebody asked for
    /// A hold mark in the list.
    HoldMarked = "hold_marked", Hold, "The list marks this row as held.", "Decide about the row and record the decision.";
    /// Custody.
    CustodyMarked = "custody_marked", Hold, "The list marks a custody matter.", "Choose one addressee and address.";
    /// Safe address.
    SafeAddressMarked = "safe_address_marked", Hold, "The list marks a protected or safe address.", "Choose one addressee and address.";
    /// Do not contact.
    DoNotContactMarked = "do_not_contact_marked", Hold, "The list marks this person as “do not contact”.", "Decide how to give notice.";

    /// Words of custody, orders or danger in a column that is not used.
    WarningNoted = "warning_noted", Hold, "A column that is not used mentions custody, court orders, danger, a shelter, or mail that must not be sent.", "Read the note, and decide who gets the letter and where.";
    /// A wish about contact in a column that is not used.
    ContactNoted = "contact_noted", Hold, "A column that is not used has a note about how to contact this person.", "Answer the question about the notes, or decide about the row.";

    /// A cell that a person mended.
    CellMended = "cell_mended", Notice, "A value in this row was corrected by a person; the list itself is unchanged.", "Nothing to do; the decision is shown with the row.";
    /// A cell that was mended and reads something else in a newer list.
    CorrectionOutdated = "correction_outdated", Hold, "A value in this row was corrected, and a newer list has a different value.", "Check the value; correct it again, or undo the correction.";
    /// Care to which a minor consented alone, by a column that is not used.
    MinorConsentNoted = "minor_consent_noted", Hold, "A column that is not used says that this minor consented to their own care.", "Answer the question about these children, or choose the addressee of each letter.";

    // What people decided about the row in the case
    /// Gone from a newer list.
    GoneFromList = "gone_from_list", Hold, "This person is no longer on the newer list.", "Find out why; then exclude the person, or release the hold.";
    /// Held by a named person.
    HoldDecided = "hold_decided", Hold, "A person decided to hold this row.", "Release the hold when the letter may go.";
    /// A hold that a named person ended.
    HoldEnded = "hold_ended", Notice, "A person reviewed the hold on this row and released it.", "Nothing to do; the decision is in the audit log.";
    /// Left out by a named person.
    ExcludedDecided = "excluded_decided", Notice, "A person decided that there is no letter for this row.", "Nothing to do; the decision and its reason are in the audit log.";
    /// A resident of a state whose office must be told first.
    AuthorityFirst = "authority_first", Hold, "The law wants an office of this state notified before its residents, and no such notice is recorded.", "Notify the office, record the filing and release again; or release without waiting and give the reason.";
    /// Written to in an earlier run.
    AlreadyMailed = "already_mailed", Notice, "This person was mailed in an earlier run.", "Nothing to do; no one is mailed twice.";
    /// A guardian from a second file, for a number that several people have.
    GuardianDoubtful = "guardian_doubtful", Hold, "The guardian file matches this child by a record number that several people on the lists share.", "Correct the record numbers, or choose the addressee.";
    /// A child with several parents in a file of guardians, and nobody said who is written to.
    ParentsUndecided = "parents_undecided", Hold, "The guardian file names several parents of this child, or has contradictory custody information, and no one has decided who gets the letter.", "Choose for the file or for the child: both parents, the first, the second, or the one who has custody.";
    /// A choice among parents whom the file no longer names so.
    ParentsChanged = "parents_changed", Hold, "It was decided which parent of this child gets the letter, and the guardian file now has different parents or addresses.", "Decide again for this child.";
    /// A letter about a child that goes to a parent's own address.
    ParentAddressUsed = "parent_address_used", Notice, "The letter goes to the chosen parent's own address, from the guardian file.", "Nothing to do; compare the child and the parents if in doubt.";
    /// A copy for a further parent.
    ParentCopy = "parent_copy", Notice, "Another parent of this child gets a copy of the letter at their own address.", "Nothing to do; copies are counted separately from letters.";
    /// A further parent without a usable address.
    CopyUnmailable = "copy_unmailable", Warning, "Another parent of this child should get a copy of the letter, but their address is missing, incomplete, or cannot be printed.", "Complete the address in the guardian file, or choose one parent for this child.";
    /// A decided address that was given for another addressee than the letter has now.
    AddressOfAnother = "address_of_another", Warning, "An address was entered for a different addressee than the letter has now; it is not used.", "Check the address of the letter; if this addressee lives elsewhere, enter the address for them.";
    /// A decided address, and a newer list that says something else of the person.
    AddressOutdated = "address_outdated", Hold, "An address was entered for this person, and a newer list has changed the row since.", "Enter the address again, or undo it to use the list's own.";
    /// A row that looks like somebody who was written to, and is not proved to be.
    PerhapsMailed = "perhaps_mailed", Hold, "This row may be someone who was already mailed, listed with another date of birth, address, or number.", "Compare the possible duplicates; the letter goes out if they are different people.";
    /// An address that a named person or an accepted correction put in the place of the list's.
    AddressDecided = "address_decided", Notice, "The letter goes to an address entered in the case, not the one on the list.", "Nothing to do; the audit log shows where it came from.";
    /// A name that a person gave in the place of the list's.
    NameDecided = "name_decided", Notice, "The name was entered by a person and replaces the one on the list.", "Nothing to do; the decision is shown with the row.";
    /// A birth date that a person gave in the place of the list's.
    BirthDecided = "birth_decided", Notice, "The date of birth was entered by a person and replaces the one on the list.", "Nothing to do; the decision is shown with the row.";
    /// An addressee whom a named person chose.
    AddresseeDecided = "addressee_decided", Notice, "A person chose the addressee of the letter.", "Nothing to do; the decision is in the audit log.";

    // Matching
    /// One person in several rows, joined.
    Merged = "merged", Notice, "The row is the same person as an earlier row and was merged with it.", "Nothing to do; the merge is listed and can be undone.";
    /// Rows of one person that disagree about status.
    DuplicateStatusConflict = "duplicate_status_conflict", Hold, "Rows for the same person disagree about death, a hold, or who acts for the person.", "Decide which row is right.";
    /// Rows of one person that disagree about the address.
    DuplicateAddressConflict = "duplicate_address_conflict", Hold, "Rows that look like the same person have different addresses.", "Decide which address is right.";
    /// Rows that look alike but stay apart.
    NearDuplicate = "near_duplicate", Warning, "The row looks like another row but is not the same; both are mailed.", "Compare the two rows.";
    /// One record number for different people.
    RecordIdShared = "record_id_shared", Warning, "Different people have the same record number; rows are never merged by record number alone.", "Check the record numbers.";
    /// A block of rows whose columns disagree as if shifted.
    ShiftSuspected = "shift_suspected", Hold, "Near this row, ZIP codes and states, dates of birth, or family last names disagree far more often than elsewhere; a column may have been shifted or sorted separately.", "Compare these rows with the source before anything is mailed.";

    // Law and letters
    /// No rule for the jurisdiction.
    LawUnknown = "law_unknown", Hold, "There is no rule for the place where this person lives.", "Add a rule under templates/jurisdictions.";
    /// Counsel has not chosen for Massachusetts.
    MassachusettsUndecided = "massachusetts_undecided", Hold, "Counsel has not chosen how a Massachusetts letter describes the incident.", "Set massachusetts_description in the incident file.";
    /// The mailing date is past a deadline.
    LetterLate = "letter_late", Warning, "The mailing date is after a legal deadline for this person's letter.", "Mail at once and tell counsel.";
    /// Less monitoring than the law of residence asks for.
    OfferShort = "offer_short", Warning, "The monitoring offer is shorter than this person's state requires, or there is none.", "Lengthen the offer in the incident file, or have counsel confirm it.";
    /// More sheets than a #10 envelope takes.
    SheetsMany = "sheets_many", Warning, "The letter has more than six sheets and does not fit a #10 envelope.", "Ask the vendor for a flat envelope.";
    /// Printing where the window can show it.
    ForeignInk = "foreign_ink", Error, "Something other than the address would show in the envelope window.", "Move the letterhead or the text out of the area that the window can show.";
    /// Fewer codes than people.
    CodesDry = "codes_dry", Error, "There are fewer enrollment codes than people who need one.", "Ask the monitoring provider for more codes before anything is printed.";
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A set of codes in sixteen bytes, so that a million people's findings fit in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeSet(u128);

const _: () = assert!(Code::ALL.len() <= 128);

impl CodeSet {
    /// No code.
    pub const EMPTY: Self = Self(0);

    /// Puts a code in.
    pub fn insert(&mut self, code: Code) {
        self.0 |= 1 << code as u8;
    }

    /// Puts all codes of another set in.
    pub fn extend(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Takes all codes of another set out; whether there was one of them.
    pub fn remove(&mut self, other: Self) -> bool {
        let had = self.0 & other.0 != 0;
        self.0 &= !other.0;
        had
    }

    /// Returns whether the code is in.
    pub fn contains(self, code: Code) -> bool {
        self.0 & (1 << code as u8) != 0
    }

    /// Returns whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The codes in order.
    pub fn iter(self) -> impl Iterator<Item = Code> {
        // Bit by bit: rows have few codes, and all of them are counted at every decision.
        let mut left = self.0;
        std::iter::from_fn(move || {
            let code = Code::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(*code)
        })
    }

    /// The worst severity in the set.
    pub fn worst(self) -> Option<Severity> {
        self.iter().map(Code::severity).max()
    }
}

impl FromIterator<Code> for CodeSet {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Self {
        let mut set = Self::EMPTY;
        for code in codes {
            set.insert(code);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, CodeSet, Severity};

    #[test]
    fn words_are_unique_and_texts_are_sentences() {
        let mut words: Vec<_> = Code::ALL.iter().map(|c| c.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.message().ends_with('.') && code.advice().ends_with('.'), "{}", code.word());
        }
    }

    #[test]
    fn a_set_keeps_what_it_is_given() {
        let set: CodeSet = [Code::CodesDry, Code::RowNul].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Code::RowNul, Code::CodesDry]);
        assert_eq!(set.worst(), Some(Severity::Error));
        assert!(!set.contains(Code::Merged));
    }
}
