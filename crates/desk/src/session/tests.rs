//! A session in which much is done says what working everything out from nothing says, to the byte; and nothing is worked out
//! twice. Everybody is invented.

use super::Session;
use crate::casefile::fact::InputFile;
use crate::casefile::id::PersonId;
use crate::casefile::input_files::{NAME, read_enclosed};
use crate::casefile::key::Secret;
use crate::casefile::ledger::Summary;
use crate::casefile::{Access, Case, LATEST};
use crate::io::embedded;
use crate::ledger::{FirstMailings, TextCache, build_records, compute_summary};
use crate::snapshot::{CaseSnapshot, MailingScope};
use crate::stage::letters::wording;
use crate::stage::lists::import::{self, ImportRequest};
use crate::stage::review::correct::CellInput;
use crate::stage::review::decide::{DecisionInput, RowSelection, decide};
use crate::stage::signoff::release::ReleaseRequest;
use crate::stage::signoff::{approve, release};
use crate::stage::start::create::create_from_files;
use crate::stage::start::status::status;
use crate::task::CommandContext;
use notice::line::Decision;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A release of everybody, with the reason that the sample's families want.
fn released(vendor: Option<&Path>) -> ReleaseRequest<'_> {
    ReleaseRequest { by: "A. Practice", vendor, families: Some("right"), ..ReleaseRequest::default() }
}

/// A plain case with an invented list, open.
struct Room {
    folder: TempDir,
    command: CommandContext,
    lists: u32,
    words: u32,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, command: CommandContext::default(), lists: 0, words: 0 }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The sample incident with the pools of codes that it leaves out, in other words.
    fn files(change: impl Fn(String) -> String) -> Vec<InputFile> {
        let text = String::from_utf8_lossy(embedded::sample("incident.toml").expect("built in")).into_owned();
        let text = change(text.replace("# codes = ", "codes = "));
        let code = |mark: &str, n: u32| format!("{mark}{:06}\n", n * 7919 + 100_000);
        let codes = |mark: &str| (0..30).fold(String::new(), |codes, n| codes + &code(mark, n));
        let read = &mut |_: &str, _: &str, name: &str| match name {
            "codes-adult.csv" => Ok(format!("code\n{}", codes("AD")).into_bytes()),
            "codes-minor.csv" => Ok(format!("code\n{}", codes("MN")).into_bytes()),
            _ => Ok(embedded::sample(name).expect("built in").to_vec()),
        };
        read_enclosed((NAME, NAME), &text, read).expect("files")
    }

    fn list(people: u64, seed: u64) -> Vec<String> {
        let templates = embedded::templates();
        let table = templates.text("zip3-state.csv").expect("a table");
        let mut bytes = Vec::new();
        notice::specimen::sample_list(people, seed, table, &mut bytes).expect("written");
        String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
    }

    fn import(&mut self, case: &mut Session, name: &str, lines: &[String], adds: bool) {
        let path = self.path(name);
        self.lists += 1;
        // No two lists have the same bytes.
        std::fs::write(&path, format!("{}\r\n{}", lines.join("\r\n"), "\r\n".repeat(self.lists as usize)))
            .expect("written");
        let arrival = ImportRequest { lists: vec![path], by: "A. Clerk".into(), adds, ..ImportRequest::default() };
        import::import(case, &arrival, &self.command, &mut |_| {}).expect("imported");
    }

    /// A case with so many people; what is changed about the incident file.
    fn case(&mut self, people: u64, seed: u64) -> Session {
        let path = self.path("x.case");
        create_from_files(&path, &Secret::Plain, &Self::files(|text| text), &self.command).expect("made");
        let case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opens");
        let mut case = Session::lasting(case);
        let list = Self::list(people, seed);
        self.import(&mut case, "list.csv", &list, true);
        case
    }
}

/// Act that can be done in a case.
#[derive(Clone, Debug)]
enum Step {
    Decide(prop::sample::Index, u8),
    Group(u8, u8),
    Undo(prop::sample::Index),
    Facts(u8),
    Words(u8),
    TryWords(u8),
    Newer(prop::sample::Index),
    Another(u64),
    Approve,
    Release,
    Wave,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (any::<prop::sample::Index>(), 0u8..7).prop_map(|(at, what)| Step::Decide(at, what)),
        3 => (0u8..4, 0u8..3).prop_map(|(group, what)| Step::Group(group, what)),
        3 => any::<prop::sample::Index>().prop_map(Step::Undo),
        2 => (0u8..3).prop_map(Step::Facts),
        2 => (0u8..3).prop_map(Step::Words),
        1 => (0u8..3).prop_map(Step::TryWords),
        1 => any::<prop::sample::Index>().prop_map(Step::Newer),
        1 => (1u64..9).prop_map(Step::Another),
        1 => Just(Step::Approve),
        1 => Just(Step::Release),
        1 => Just(Step::Wave),
        1 => Just(Step::Reopen),
    ]
}

fn what(at: u8) -> DecisionInput {
    let name = |first: &str, last: &str| crate::casefile::ruling::StoredName { first: first.into(), last: last.into() };
    match at {
        0 => DecisionInput::Hold,
        1 => DecisionInput::Exclude,
        2 => DecisionInput::Include,
        3 => DecisionInput::Name(name("Quilla", "Grantley")),
        6 => DecisionInput::Cell(CellInput { heading: "last_name".into(), text: "Grantley".into() }),
        4 => DecisionInput::Born(chrono::NaiveDate::from_ymd_opt(2012, 4, 5).expect("a day")),
        _ => DecisionInput::EndHold { address: None, addressee: None },
    }
}

const WORDS: [&str; 3] =
    ["passages/closing.md.hbs", "jurisdictions/tx/addendum.md.hbs", "passages/owed-number-of-residents.md.hbs"];

impl Room {
    /// Does something; what is refused changes nothing.
    fn carry_out(&mut self, mut case: Session, step: &Step) -> Session {
        let (command, by) = (self.command.clone(), "A. Clerk");
        let quiet = &mut |_: crate::task::Progress| {};
        match step {
            Step::Decide(at, kind) => {
                let records = case.records(&command, quiet).expect("records");
                let person = at.get(&records).person;
                let whom = RowSelection { people: vec![person], ..RowSelection::default() };
                let _ = decide(&mut case, &whom, &what(*kind), by, "asked for it", &command, quiet);
            }
            Step::Group(group, kind) => {
                let code = ["near_duplicate", "zip_restored", "name_unusual", "hold_decided"][usize::from(*group)];
                let whom = RowSelection { code: Some(code.into()), ..RowSelection::default() };
                let _ = decide(&mut case, &whom, &what([0, 1, 5][usize::from(*kind)]), by, "a group", &command, quiet);
            }
            Step::Undo(at) => {
                let decisions = case.decisions(LATEST).expect("decisions");
                if !decisions.is_empty() {
                    let undo = DecisionInput::Undo(at.get(&decisions).id);
                    let _ = decide(&mut case, &RowSelection::default(), &undo, by, "after all", &command, quiet);
                }
            }
            Step::Facts(which) => {
                let files = Self::files(|text| match which {
                    0 => text.replace("named_guardians = false", "named_guardians = true"),
                    1 => text.replace("people_total = ", "people_total = 1"),
                    _ => text,
                });
                let by = crate::actor::Actor::parse(by).expect("a name");
                let _ = case.amend(&files, by, &command);
            }
            Step::Words(which) | Step::TryWords(which) => {
                let path = WORDS[usize::from(*which)];
                let files = case.files(&command).expect("files");
                self.words += 1;
                let text = files.templates.text(path).expect("a template");
                let text =
                    format!("{text}\nThis letter has {} more sentences.\n", ["no", "some"][self.words as usize % 2]);
                if matches!(step, Step::Words(_)) {
                    let _ = wording::save(&mut case, &[(path, &text)], "C. Counsel", "kinder", &command, quiet);
                } else {
                    let _ = wording::effect(&mut case, &[(path, &text)], &command);
                }
            }
            Step::Newer(at) => {
                let mut lines = Self::list(40, 1);
                lines.remove(1 + at.index(lines.len() - 1));
                self.import(&mut case, "list.csv", &lines, false);
            }
            Step::Another(seed) => {
                let lines = Self::list(12, 100 + seed);
                self.import(&mut case, &format!("more-{}.csv", self.lists), &lines, true);
            }
            Step::Approve => {
                let signing = approve::ApprovalRequest { by: "C. Counsel".into(), ..Default::default() };
                let _ = approve::approve(&mut case, &signing, &command, quiet);
            }
            Step::Release => drop(release::release(&mut case, &released(None), &command, quiet)),
            Step::Wave => drop(case.decide(MailingScope::NotMailedBefore(LATEST), &command, quiet)),
            Step::Reopen => {
                let path = case.path().to_owned();
                case.into_case().close().expect("closed");
                case = Session::lasting(Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opens"));
            }
        }
        case
    }
}

/// Everything that a decision says, as text of which the first difference is easily found.
fn told(decision: &Decision) -> Vec<String> {
    let mut told: Vec<String> = decision.entries.iter().map(|entry| format!("{entry:?}")).collect();
    told.extend(decision.variants.iter().cloned());
    told.extend(decision.samples.iter().map(|sample| format!("{sample:?}")));
    told.push(serde_json::to_string(&decision.tally).expect("a tally"));
    told.push(format!("{:?}", (&decision.columns, &decision.residents, decision.mail_by, decision.tallest)));
    told.push(format!("{:?} {:?}", decision.seeds, decision.codes_short()));
    told
}

/// Holds a session against working everything out from nothing.
fn hold_against_nothing(case: &mut Session, command: &CommandContext) {
    let snapshot = CaseSnapshot::open(case, command, LATEST, MailingScope::Everyone).expect("laid out");
    let sources = snapshot.sources();
    let nothing = snapshot.decide(&sources, &mut |_| {}).expect("decided");
    let all = 0..nothing.entries.len();
    let records = build_records(&snapshot, &nothing, all, |file, line| snapshot.person(file, line));
    let summary =
        compute_summary(&snapshot, &nothing, &FirstMailings::new(), &mut TextCache::default()).expect("a summary");
    let json = |summary: &Summary| serde_json::to_string(summary).expect("a summary");

    assert_eq!(json(&case.refresh(command, &mut |_| {}).expect("refreshed")), json(&summary));
    assert_eq!(*case.records(command, &mut |_| {}).expect("records"), *records);
    let decided = case.decide(MailingScope::Everyone, command, &mut |_| {}).expect("decided");
    assert_eq!(told(&decided.decision), told(&nothing));
    let stored = case.ledger().expect("read").expect("stored");
    assert_eq!((stored.act, stored.basis), (case.last_cause().expect("a cause"), snapshot.basis));
    assert_eq!(json(&stored.summary), json(&summary));
    let case: &Case = case;
    assert_eq!(case.records().expect("read").expect("whole"), records);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_session_says_what_deciding_from_nothing_says(steps in prop::collection::vec(step(), 4..10)) {
        let mut room = Room::new();
        let mut case = room.case(40, 1);
        let command = room.command.clone();
        for step in &steps {
            case = room.carry_out(case, step);
            hold_against_nothing(&mut case, &command);
        }
    }
}

/// A case with a list, opened anew for one command.
fn reopened(room: &mut Room) -> Session {
    let case = room.case(40, 1);
    let path = case.path().to_owned();
    case.into_case().close().expect("closed");
    Session::new(Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opens"))
}

#[test]
fn a_release_to_another_vendor_decides_about_the_case_once() {
    let mut room = Room::new();
    let mut case = reopened(&mut room);
    let profile = embedded::templates().text("vendors/default.toml").expect("a profile").to_owned();
    let path = room.path("vendor.toml");
    std::fs::write(&path, profile.replace("baa_reference = \"\"", "baa_reference = \"printed here\""))
        .expect("written");
    let command = room.command.clone();
    let made = release::release(&mut case, &released(Some(&path)), &command, &mut |_| {});
    assert!(made.expect("released").letters > 0);
    assert_eq!(case.sweeps(), 1);
    hold_against_nothing(&mut case, &command);
    assert_eq!(case.sweeps(), 1, "and whoever asks is given the same");
}

#[test]
fn what_was_decided_is_handed_down() {
    let mut room = Room::new();
    let mut case = reopened(&mut room);
    let command = room.command.clone();
    let quiet = &mut |_: crate::task::Progress| {};
    status(&mut case, &command, quiet).expect("a status");
    assert_eq!(case.sweeps(), 0, "the ledger of the import is at hand");
    let whom = RowSelection { people: vec![PersonId::new(2)], ..RowSelection::default() };
    decide(&mut case, &whom, &DecisionInput::Exclude, "A. Clerk", "asked for it", &command, quiet).expect("decided");
    status(&mut case, &command, quiet).expect("a status");
    crate::stage::export::plan::plan(&mut case, &command, quiet).expect("a plan");
    release::release(&mut case, &released(None), &command, quiet).expect("released");
    assert_eq!(case.sweeps(), 1);
}

#[test]
fn in_a_lasting_session_nothing_is_decided_from_nothing_again() {
    let mut room = Room::new();
    let mut case = room.case(40, 1);
    let command = room.command.clone();
    for step in [Step::Words(0), Step::Group(1, 1), Step::Facts(1), Step::Approve, Step::Release] {
        case = room.carry_out(case, &step);
    }
    case.decide(MailingScope::Everyone, &command, &mut |_| {}).expect("decided");
    assert!(case.sweeps() <= 1, "{}", case.sweeps());
}
