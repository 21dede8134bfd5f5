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
            format!("The name after {option} is not a plain name.").into()
        }
        Face::AttestantMissing => "The name after --approved-by is empty.".into(),
        Face::DayUnreadable => problem.message.replacen("The day", "The day after --on", 1).into(),
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
        Face::CaseUnsound => "Do not work on with it. restore CASE --from BACKUP --by NAME --reason WHY puts a backup in its place; any command that only looks opens it with --read-only. Nothing was changed.".to_owned(),
        Face::CaseMissing => "Check the name, or make it with new.".to_owned(),
        Face::CaseNotFile => "Name the file that new made.".to_owned(),
        Face::CaseLinked => "Remove the other names, or make a copy with backup and work on that.".to_owned(),
        Face::LatestChangesMissing { name } => format!("Put {name}-wal beside it, under the name that this case has now with -wal behind it. If it is lost: restore CASE --by NAME goes on with what is here, restore CASE --from BACKUP --by NAME with a backup."),
        Face::LatestChangesTaken => "Leave the files beside a case alone while it is open. Close the case, open it and look at its last actions with audit.".to_owned(),
        Face::OpenReadOnly => "Leave out --read-only to work on it. Nothing was changed.".to_owned(),
        Face::ActionUnconfirmed { kind } => format!("The case was looked at again: this action ({kind}) is in it, but the disk did not confirm that it stays. Look with audit before it is done again."),
        Face::ActionUnknown { kind } => format!("Whether this action ({kind}) was recorded cannot be told while the disk fails: look with audit before it is done again."),
        Face::CaseNotReopened => "Check the disk, open the case again and look at its last actions with audit.".to_owned(),
        Face::CaseReadOnly => "Add --read-only to look at it, or copy it with backup to a folder that you may write to and work on the copy. Nothing was changed.".to_owned(),
        Face::NothingMissing => "Open it as always; to put a backup in its place, name that with --from.".to_owned(),
        Face::PassphraseWeak => "Take five or more words that nobody would put together, or have one made with --generate-passphrase.".to_owned(),
        Face::StoppedAfterRecording => "Look with audit which of its actions are recorded before it is done again.".to_owned(),
        Face::FileStands => "Name another file, or add --force to write over it; it was not touched.".to_owned(),
        Face::TemplatesMissing => "Check the path after --templates.".to_owned(),
        Face::DayUnreadable => "Write year, month and day, as in 2025-03-21.".to_owned(),
        Face::PreviewFolder => "Name the PDF file to write.".to_owned(),
        Face::SpanishMissing => "Leave out --language, or write [incident.es] in the incident file.".to_owned(),
        Face::AttestantMissing => "Write who attests, or leave it out for a proof.".to_owned(),
        Face::NameNotPlain { longest, .. } => format!("Write a name of at most {longest} characters."),
        Face::FileNotHeld => "Give the incident file anew with amend.".to_owned(),
        Face::IncidentMissing => "Make the case again with new.".to_owned(),
        Face::PoolLacksCodes => "Give the incident file anew with a pool that holds the old codes and the new ones.".to_owned(),
        Face::ProviderSilent => "Ask one with addresses --out.".to_owned(),
        Face::CorrectionBarred => "Leave the person out of --accept and --answers, or decide the address by hand.".to_owned(),
        Face::CorrectionOfStranger => "Ask with the file that addresses --out wrote for this very case.".to_owned(),
        Face::CorrectionUnasked => "Give back the rows of the file that addresses --out wrote.".to_owned(),
        Face::SignedPageMissing => "approve --from FILE puts one in.".to_owned(),
        Face::CaseKept => "Keep it. If counsel says in writing that it may go, say --before-its-time.".to_owned(),
        Face::ClockOdd => "Look at the date of this computer. If it is right, say --clock-is-right.".to_owned(),
        Face::AgreementMissing => "Write its reference under baa_reference in the profile and release the run with it; or export a proof.".to_owned(),
        Face::ReleaseVoid => "Look at status, then release the run anew.".to_owned(),
        Face::ReleaseMissing => "Let the practice release it: release CASE --by NAME; or export a proof with --proof.".to_owned(),
        Face::SignatureMissing => "Let counsel read and sign it: approve CASE --by NAME --variant NAME, or --all.".to_owned(),
        Face::AmendmentMissing => "Give --incident, --vendor, or both.".to_owned(),
        Face::TemplateUnknown => "See wording CASE for the paths; rules and rates are changed with --templates.".to_owned(),
        Face::SheetUnchosen { sheets } => choose_sheets(sheets),
        Face::SheetUnknown { sheets } => format!("The sheets that hold something are: {}.", sheets.join(", ")),
        Face::ListReplaced { newer } => format!("To go back to it, say so: --amends \"{newer}\"."),
        Face::PiecesMany => "Check that the file has only the pieces that are meant. If it does, say who wants this with --large-by NAME; it is kept in the audit.".to_owned(),
        Face::ReasonMissing => "Say why with --reason; it stays in the case.".to_owned(),
        Face::SecondCopySent => "Name the newer piece; or take the decision before back with decide --undo.".to_owned(),
        Face::LetterBarred => "See findings for why and what to do.".to_owned(),
        Face::ReturnUnrecorded => "Record it first with returns; a letter that arrived needs no second copy.".to_owned(),
        Face::TemplatesDiffer => "Reprint with the templates of the run: --templates DIR.".to_owned(),
        Face::OfficeNeedless => "Leave out --office.".to_owned(),
        Face::OfficeUnclear { offices } => {
            let offices: Vec<String> = offices.iter().map(|name| format!("\"{name}\"")).collect();
            format!("Name each office that was told with --office and a part of its name, or --office all: {}. --office media and --office bureaus are for the media and the credit bureaus.", offices.join(", "))
        }
        Face::HoldsUnendable => "See findings for what is missing and how to mend it.".to_owned(),
        Face::DecisionOfNobody => "Say about whom: --person NUMBER, --row LIST:LINE, or --code FINDING or --list NAME for a whole group.".to_owned(),
        Face::FindingUnknown => "See findings for the words.".to_owned(),
        Face::PersonUnknown => "See findings for the numbers.".to_owned(),
        Face::LineUnknown => "See findings.".to_owned(),
        Face::RowUnknown => "See findings for what there is.".to_owned(),
        Face::AddressNotChosen => "Choose one address with --address-1, --city, --state and --zip; for anybody but an adult also one addressee, with --addressee-first and --addressee-last.".to_owned(),
        Face::PairUnproved => "pairs shows the rows that may be one. Who is in the list twice by mistake is taken out with --exclude and a reason.".to_owned(),
        Face::PairIncomplete => "Name one with --person and the other after --same-as or --apart-from.".to_owned(),
        Face::HomeUnknown => "Set HOME or XDG_DATA_HOME, or make backups with backup CASE --out DIR.".to_owned(),
        Face::BackupMissed => "The case itself is whole. Connect the disk or choose another folder for backups: backups CASE --to DIR.".to_owned(),
        Face::OlderFileUnexplained => "Say why an older file was put in place: --reason WHY.".to_owned(),
        Face::TextsMissing => "Bring a list in; see findings for what is held and why.".to_owned(),
        Face::PackUnreadable => "Name the folder that proofs --counsel made.".to_owned(),
        Face::LettersMissing => "See status and findings for what is held and why.".to_owned(),
        Face::FamiliesDiffer => "Compare the list with its source. If it is right, say why: release CASE --by NAME --families-differ WHY.".to_owned(),
        Face::RuleUnknown => "See noticepress templates list for the codes.".to_owned(),
        Face::SpanishTemplatesMissing => "Leave out --language, or add the folder es/ to the templates.".to_owned(),
        Face::AdultAddressee => "Leave --addressee out, or write --addressee either.".to_owned(),
        Face::EitherAddressee => "Write --standing adult, or --addressee named or unnamed.".to_owned(),
        Face::RepresentativeAddressee => "Leave --addressee out.".to_owned(),
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
        Face::MustBeTold { whom, mailing, last_day, citation, told, place, office } => {
            must_be_told([whom, mailing, last_day, citation, place, office], told.as_deref())
        }
        Face::RecordLines => "See the lines that check --records names.".to_owned(),
        Face::RecordBarred => "Run check to see why and what to do.".to_owned(),
        Face::NobodyLeft => "Everybody who can be written to has been written to: there is nothing to export.".to_owned(),
        Face::NobodyToWriteTo => "There is nobody to write to: see status and findings for who is held and why.".to_owned(),
        Face::PerhapsMailed { rows } => format!("{rows} rows may be people who were written to already, under another birth date, address or number: pairs CASE shows them; nobody of them gets a letter before somebody says that they are two."),
        Face::RowsHeld { held, people } => format!("{held} of {people} rows stay held: findings CASE says why."),
        Face::RunUnsigned { letters } => format!("Counsel has not signed {letters} of the letters that are needed, as they are now: approve CASE --by NAME."),
        Face::RunUnreleased => "Nobody has released the run: release CASE --by NAME.".to_owned(),
        Face::RunWithoutAgreement => "The vendor profile names no business associate agreement: write its reference under baa_reference.".to_owned(),
    }
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
            format!("The case has them told on {day}, which is not before. If they were told earlier, record it")
        }
        None => "The case has no day on which they were told. File with them, then record it".to_owned(),
    };
    let office = if office.is_empty() { String::new() } else { format!(" --office \"{office}\"") };
    format!(
        "{whom} must be told before the letters, which are dated {mailing}; the last day is {last_day} ({citation}). {gap}: filed \
         CASE --authority {place}{office} --day YYYY-MM-DD --by NAME."
    )
}
