//! Advice of the command line: where advice names a command or an option, its words are here.

use notice::finding::{FaceProblem as Face, NamedAs, Problem, ProblemCode};
use serde_json::{Value, json};
use std::borrow::Cow;

/// A problem on one line: where it is, what is wrong, what to do.
pub fn line(problem: &Problem) -> String {
    problem.line_with(&message(problem), &advice(problem))
}

/// A problem as machines get it.
pub fn value(problem: &Problem) -> Value {
    json!({
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "field": problem.place.field,
        "code": problem.code.word(),
        "message": message(problem),
        "advice": advice(problem),
    })
}

/// Returns the message of a problem; where it is about an option of the command line, with the name of the option.
fn message(problem: &Problem) -> Cow<'_, str> {
    let ProblemCode::Face(face) = &problem.code else { return Cow::Borrowed(&problem.message) };
    match face.as_ref() {
        Face::NameNotPlain { named_as, .. } => {
            let option = match named_as {
                NamedAs::Actor => "--by",
                NamedAs::Attestant => "--approved-by",
                NamedAs::LargePart => "--large-by",
            };
            format!("The name after {option} has characters that cannot be used.").into()
        }
        Face::AttestantMissing => "The name after --approved-by is empty.".into(),
        Face::DayUnreadable => problem.message.replacen("The day", "The day after --on or --law-of", 1).into(),
        Face::PreviewFolder => "The name after --out is a folder.".into(),
        Face::ElementUnknown { .. } => "A word after --elements is not in the vocabulary of the incident file.".into(),
        _ => Cow::Borrowed(&problem.message),
    }
}

/// Returns the advice of a problem.
fn advice(problem: &Problem) -> String {
    problem.advice_with(|code| match code {
        ProblemCode::Face(face) => words(face),
        other => other.advice().unwrap_or_default().to_owned(),
    })
}

/// The words of the command line for a fault for which each face has words of its own.
pub fn words(face: &Face) -> String {
    match face {
        Face::CaseUnsound => "Stop using this file. Restore a backup with restore CASE --from BACKUP --by NAME --reason WHY; to look at it, add --read-only to a command that changes nothing. Nothing was changed.".to_owned(),
        Face::CaseMissing => "Check the name, or create a case with new.".to_owned(),
        Face::CaseNotFile => "Name a case file that new created.".to_owned(),
        Face::CaseLinked => "Remove the other names, or make a copy with backup and use that.".to_owned(),
        Face::LatestChangesMissing { name } => format!("Put {name}-wal in the same folder, renamed to this case's file name followed by -wal. If it is lost, restore CASE --by NAME continues with this file, and restore CASE --from BACKUP --by NAME restores a backup."),
        Face::LatestChangesTaken => "While a case is open, do not move or delete the files beside it. Close the case, open it again, and check its latest actions with audit.".to_owned(),
        Face::OpenReadOnly => "Leave out --read-only to make changes. Nothing was changed.".to_owned(),
        Face::ActionUnconfirmed { kind } => format!("The case now includes this action ({kind}), but the drive did not confirm that it was saved. Check with audit before you repeat it."),
        Face::ActionUnknown { kind } => format!("The drive has a problem, so it is not known whether this action ({kind}) was saved. Check with audit before you repeat it."),
        Face::CaseNotReopened => "Check the drive, open the case again, and check its latest actions with audit.".to_owned(),
        Face::CaseReadOnly => "Add --read-only to look at it, or copy it with backup to a folder where you can save files, and use the copy. Nothing was changed.".to_owned(),
        Face::NothingMissing => "Open it as usual; to restore a backup instead, name it with --from.".to_owned(),
        Face::PassphraseWeak => "Use five or more unrelated words, or generate a passphrase with --generate-passphrase.".to_owned(),
        Face::StoppedAfterRecording => "Check with audit which actions were saved before you repeat it.".to_owned(),
        Face::FileStands => "Choose another file name, or add --force to overwrite it. The existing file was not changed.".to_owned(),
        Face::TemplatesMissing => "Check the path after --templates.".to_owned(),
        Face::DayUnreadable => "Enter year, month, and day, such as 2025-03-21.".to_owned(),
        Face::PreviewFolder => "Choose a name for the PDF file.".to_owned(),
        Face::SpanishMissing => "Leave out --language, or add [incident.es] to the incident file.".to_owned(),
        Face::AttestantMissing => "Enter who attests, or leave it out for a proof.".to_owned(),
        Face::NameNotPlain { longest, .. } => format!("Enter a name of up to {longest} characters."),
        Face::FileNotHeld => "Add the incident file again with amend.".to_owned(),
        Face::IncidentMissing => "Create the case again with new.".to_owned(),
        Face::PoolLacksCodes => "Add the incident file again with a code file that has both the old and the new codes.".to_owned(),
        Face::ProviderSilent => "Create a request with addresses --out.".to_owned(),
        Face::CorrectionBarred => "Leave the person out of --accept and --answers, or enter the address yourself.".to_owned(),
        Face::CorrectionOfStranger => "Use the file that addresses --out wrote for this case.".to_owned(),
        Face::CorrectionUnasked => "Return the rows of the file that addresses --out wrote.".to_owned(),
        Face::SignedPageMissing => "Add one with approve --from FILE.".to_owned(),
        Face::CaseKept => "Keep it. If counsel has agreed in writing to early deletion, add --before-its-time.".to_owned(),
        Face::ClockOdd => "Check the date of this computer. If it is right, add --clock-is-right.".to_owned(),
        Face::AgreementMissing => "Enter its reference under baa_reference in the profile and release the mailing with it; or export a proof.".to_owned(),
        Face::ReleaseVoid => "Check status, then release the mailing again.".to_owned(),
        Face::ReleaseMissing => "Have the practice release it: release CASE --by NAME; or export a proof with --proof.".to_owned(),
        Face::SignatureMissing => "Have counsel read and approve it: approve CASE --by NAME --variant NAME, or --all.".to_owned(),
        Face::AmendmentMissing => "Give --incident, --vendor, or both.".to_owned(),
        Face::TemplateUnknown => "Run wording CASE for the paths; rules and rates can only be changed with --templates.".to_owned(),
        Face::SheetUnchosen { sheets } => choose_sheets(sheets),
        Face::SheetUnknown { sheets } => format!("These sheets have data: {}.", sheets.join(", ")),
        Face::ListReplaced { newer } => format!("To go back to it, add --amends \"{newer}\"."),
        Face::PiecesMany => "Check that the file has only the pieces you mean. If it does, say who requested this with --large-by NAME; it is saved in the audit log.".to_owned(),
        Face::ReasonMissing => "Give a reason with --reason; it is saved in the case.".to_owned(),
        Face::SecondCopySent => "Name the newer piece, or undo the earlier decision with decide --undo.".to_owned(),
        Face::LetterBarred => "Run findings to see the reason and what to do.".to_owned(),
        Face::ReturnUnrecorded => "Record it first with returns; a letter that was delivered needs no second copy.".to_owned(),
        Face::TemplatesDiffer => "Reprint with the templates of the run: --templates DIR.".to_owned(),
        Face::OfficeNeedless => "Leave out --office.".to_owned(),
        Face::OfficeUnclear { offices } => choose_offices(offices),
        Face::HoldsUnendable => "Run findings to see what is missing and how to correct it.".to_owned(),
        Face::DecisionOfNobody => "Choose people with --person NUMBER or --row LIST:LINE, or a group with --code CODE or --list NAME.".to_owned(),
        Face::FindingUnknown => "Run findings to see the codes.".to_owned(),
        Face::PersonUnknown => "Run findings to see the numbers.".to_owned(),
        Face::LineUnknown => "Run findings.".to_owned(),
        Face::RowUnknown => "Run findings to see the rows.".to_owned(),
        Face::AddressNotChosen => "Enter one address with --address-1, --city, --state, and --zip; for anyone but an adult, also one addressee with --addressee-first and --addressee-last.".to_owned(),
        Face::PairUnproved => "Run pairs to see rows that may be the same person. If someone is on the list twice by mistake, exclude one row with --exclude and a reason.".to_owned(),
        Face::PairIncomplete => "Name one with --person and the other after --same-as or --apart-from.".to_owned(),
        Face::HomeUnknown => "Set HOME or XDG_DATA_HOME, or make backups with backup CASE --out DIR.".to_owned(),
        Face::BackupMissed => "The case itself is safe. Connect the drive, or choose another backup folder: backups CASE --to DIR.".to_owned(),
        Face::OlderFileUnexplained => "Give the reason why an older file was put in place: --reason WHY.".to_owned(),
        Face::TextsMissing => "Import a list; then run findings to see what is held and why.".to_owned(),
        Face::PackUnreadable => "Name the folder that proofs --counsel created.".to_owned(),
        Face::LettersMissing => "Run status and findings to see what is held and why.".to_owned(),
        Face::FamiliesDiffer => "Compare the list with its source. If it is right, give the reason: release CASE --by NAME --families-differ WHY.".to_owned(),
        Face::RuleUnknown => "Run noticepress templates list to see the codes.".to_owned(),
        Face::SpanishTemplatesMissing => "Leave out --language, or add the es/ folder to the templates.".to_owned(),
        Face::DeceasedChildAddressee => "Use --standing deceased with --addressee child or child-named.".to_owned(),
        Face::AdultAddressee => "Leave out --addressee, or use --addressee either.".to_owned(),
        Face::EitherAddressee => "Use --standing adult, or --addressee named or unnamed.".to_owned(),
        Face::RepresentativeAddressee => "Leave out --addressee.".to_owned(),
        Face::ElementUnknown { known } => format!("Choose from: {}.", known.join(", ")),
        Face::ReturnAddressUnprintable => "Correct practice.return_address in the incident file or endorsement in the vendor profile.".to_owned(),
        Face::ReturnAddressLarge => "Shorten practice.return_address in the incident file, or use an envelope with a larger return window.".to_owned(),
        Face::LetterheadUnprintable => "Correct practice.name or practice.address in the incident file, or use your own letterhead PDF.".to_owned(),
        Face::ColumnMissing => "Name the column in a mapping file under [columns].".to_owned(),
        Face::HeadingsAlike => "Rename one of them, or map the columns by number in a mapping file.".to_owned(),
        Face::HeadingsMissing => "Give the columns headings such as First Name, Last Name, Date of Birth, Address, City, State, ZIP, or name them by number in a mapping file.".to_owned(),
        Face::StatesMissing => "Name the column of the state in a mapping file.".to_owned(),
        Face::AddendaBarred => "Set addenda = \"own\" under [mailing] in the incident file, so that each letter has its own state's paragraph only.".to_owned(),
        Face::ElementsMissing => "Name what was exposed in the incident file.".to_owned(),
        Face::ProductMissing => "Name the product in the incident file.".to_owned(),
        Face::DescriptionMissing => "Set massachusetts_description in the incident file.".to_owned(),
        Face::TemplateMissing => "Put it back, or leave out --templates to use the built-in ones.".to_owned(),
        Face::RulesMissing => "Put the rules back, or leave out --templates to use the built-in ones.".to_owned(),
        Face::WaitUnexplained => "Give the reason: release CASE --by NAME --without-waiting XX --reason WHY.".to_owned(),
        Face::MustBeTold { whom, mailing, last_day, citation, told, place, office } => {
            must_be_told([whom, mailing, last_day, citation, place, office], told.as_deref())
        }
        Face::RecordLines => "See the lines listed by check --records.".to_owned(),
        Face::RecordBarred => "Run check to see the reason and what to do.".to_owned(),
        Face::NobodyLeft => "Everyone who can be mailed has been mailed. There is nothing to export.".to_owned(),
        Face::NobodyToWriteTo => "No one can be mailed. Run status and findings to see who is held and why.".to_owned(),
        Face::PerhapsMailed { rows } => format!("{rows} rows may be people who were already mailed, listed with another date of birth, address, or number. Run pairs CASE to compare them; they get no letter until you decide that they are different people."),
        Face::RowsHeld { held, people } => format!("{held} of {people} rows are held. Run findings CASE to see why."),
        Face::RunUnsigned { letters } => format!("Counsel has not approved {letters} of the letters in their current wording: approve CASE --by NAME."),
        Face::RunUnreleased => "The mailing has not been released: release CASE --by NAME.".to_owned(),
        Face::RunWithoutAgreement => "The vendor profile has no business associate agreement. Enter its reference under baa_reference.".to_owned(),
    }
}

/// The words that tell how offices are chosen.
fn choose_offices(offices: &[String]) -> String {
    let offices: Vec<String> = offices.iter().map(|name| format!("\"{name}\"")).collect();
    format!(
        "Name each office that was notified with --office and part of its name, or --office all: {}. Use --office media and \
         --office bureaus for the news media and the credit bureaus.",
        offices.join(", ")
    )
}

/// The words that tell how sheets of a workbook are chosen, with those that look like lists.
fn choose_sheets(sheets: &[String]) -> String {
    let options: Vec<String> = sheets.iter().map(|sheet| format!("--sheet \"{sheet}\"")).collect();
    if options.is_empty() {
        "Choose one or more by name or number, such as --sheet 2.".into()
    } else {
        format!("Choose one or more by name or number: {}.", options.join(" "))
    }
}

/// Returns the advice about a notice that is owed before letters go out. The texts are: whom to tell, the date of the
/// letters, the last day, the law, the state and its office.
fn must_be_told([whom, mailing, last_day, citation, place, office]: [&String; 6], told: Option<&str>) -> String {
    let gap = match told {
        Some(day) => {
            format!(
                "They are recorded as notified on {day}, which is not before the mailing date. If that is the day, set a later mailing date in the incident file and amend the case. If it is not, record the day"
            )
        }
        None => "The case has no date on which they were notified. Notify them, then record it".to_owned(),
    };
    let office = if office.is_empty() { String::new() } else { format!(" --office \"{office}\"") };
    format!(
        "Notify {whom} before the mailing date of {mailing}, and by {last_day} ({citation}). {gap}: filed CASE --authority {place}{office} --day YYYY-MM-DD --by NAME."
    )
}
