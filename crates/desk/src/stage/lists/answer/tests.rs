//! Answers to questions about a list of the case. Everybody is invented.

use super::answer_questions;
use crate::casefile::fact::InputFile;
use crate::casefile::id::{ListId, PersonId};
use crate::casefile::input_files::{NAME, read_enclosed};
use crate::casefile::key::Secret;
use crate::casefile::{Access, Case, LATEST};
use crate::io::embedded;
use crate::reader::made::{rows, xlsx};
use crate::roster::Roster;
use crate::session::Session;
use crate::stage::lists::import::{self, ImportRequest};
use crate::stage::lists::inspect::inspect_list;
use crate::stage::lists::report::ImportReport;
use crate::stage::review::decide::{DecisionInput, RowSelection, decide};
use crate::stage::start::create::create_from_files;
use crate::stage::start::status::status;
use crate::task::CommandContext;
use std::path::PathBuf;
use tempfile::TempDir;

/// A plain case, open, and a folder for its lists.
struct Office {
    folder: TempDir,
    case: Session,
    command: CommandContext,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let text = String::from_utf8_lossy(embedded::sample("incident.toml").expect("built in")).into_owned();
        let read = &mut |_: &str, _: &str, name: &str| Ok(embedded::sample(name).expect("built in").to_vec());
        let files: Vec<InputFile> = read_enclosed((NAME, NAME), &text, read).expect("files");
        let (path, command) = (folder.path().join("x.case"), CommandContext::default());
        create_from_files(&path, &Secret::Plain, &files, &command).expect("made");
        let case = Case::open(&path, &Secret::Plain, Access::Exclusive).expect("opens");
        Self { folder, case: Session::lasting(case), command }
    }

    /// A list of thirty people of whom every third is dead by a column that is not used.
    fn list(&self, name: &str, word: &str) -> PathBuf {
        let rows = (1..=30).map(|n| {
            let status = if n % 3 == 0 { word } else { "Active" };
            format!("R{n},Ann{n},Alder{n},1970-02-0{},{} Quarry Bend,Austin,TX,78701,{status}\n", n % 9 + 1, n + 10)
        });
        let head = "MRN,First Name,Last Name,DOB,Address,City,State,Zip,Patient Status\n".to_owned();
        let path = self.folder.path().join(name);
        std::fs::write(&path, rows.fold(head, |text, row| text + &row)).expect("written");
        path
    }

    fn import(&mut self, path: PathBuf) -> ImportReport {
        let arrival = ImportRequest { lists: vec![path], by: "A. Clerk".into(), ..ImportRequest::default() };
        import::import(&mut self.case, &arrival, &self.command, &mut |_| {}).expect("imported")
    }

    fn answer(&mut self, list: ListId, key: &str, word: &str) -> Result<ImportReport, crate::CommandError> {
        let answers = [(key.to_owned(), word.to_owned())];
        answer_questions(&mut self.case, list, &answers, "A. Clerk", &self.command, &mut |_| {})
    }

    /// Questions of the newest list: its number, and of each question the key and the answer.
    fn asked(&mut self) -> (ListId, Vec<(String, Option<&'static str>)>) {
        let roster = Roster::open(&mut self.case, None, &self.command, &mut |_| {}).expect("laid out");
        let views = roster.list_views();
        let view = views.last().expect("a list");
        let questions = view.questions.iter().map(|question| (question.key.clone(), question.answer));
        (view.list.expect("a number"), questions.collect())
    }

    fn counts(&mut self) -> (u64, u64, u64, u64) {
        let stands = status(&mut self.case, &self.command, &mut |_| {}).expect("a status");
        (stands.letters, stands.held, stands.questions, stands.held_by_questions)
    }
}

#[test]
fn an_answer_is_one_act_and_leaves_the_bytes_and_everybody_as_they_were() {
    let mut office = Office::new();
    let path = office.list("people.csv", "Deceased");
    office.import(path.clone());
    assert_eq!(office.counts(), (20, 10, 1, 10), "one question, and its rows are no tasks");
    let (list, asked) = office.asked();
    let key = asked[0].0.clone();
    let people = office.case.row_people(list).expect("people");

    let acts = office.case.acts().expect("acts").len();
    let report = office.answer(list, &key, "alive").expect("answered");
    assert_eq!((report.letters, report.held, report.new, report.gone), (30, 0, 0, 0));
    assert!(report.questions.is_empty());
    assert_eq!(office.counts(), (30, 0, 0, 0));
    let told = office.case.acts().expect("acts");
    assert_eq!(told.len(), acts + 1, "one act");
    let act = told.last().expect("an act");
    assert!(act.by == "A. Clerk" && act.detail.contains(&format!("\"{key}\":\"alive\"")), "{}", act.detail);

    let lists = office.case.lists(LATEST).expect("lists");
    assert_eq!((lists.len(), lists[1].amends, lists[0].sha256), (2, Some(lists[0].id), lists[1].sha256));
    let again = office.case.row_people(lists[1].id).expect("people");
    assert!(people.iter().eq(again.iter()), "everybody keeps the number");
    let written = std::fs::read(&path).expect("the list");
    let mut kept = vec![0; lists[1].length as usize];
    let bytes = office.case.bytes(&lists[1]).expect("bytes");
    notice::intake::ListBytes::read_at(&bytes, 0, &mut kept).expect("read");
    assert!(written == kept);
    // Said again, it changes nothing; another answer does.
    let (list, asked) = office.asked();
    assert_eq!(asked, [(key.clone(), Some("alive"))]);
    office.answer(list, &key, "alive").expect("the same");
    assert_eq!(office.case.acts().expect("acts").len(), acts + 1);
    let report = office.answer(list, &key, "hold").expect("taken back");
    assert_eq!((report.letters, report.held, report.questions.len()), (20, 10, 1));
}

#[test]
fn an_answer_is_void_for_a_list_that_looks_different_and_kept_for_one_that_does_not() {
    let mut office = Office::new();
    let path = office.list("people.csv", "Deceased");
    office.import(path);
    let (list, asked) = office.asked();
    let key = asked[0].0.clone();
    office.answer(list, &key, "alive").expect("answered");

    let other = office.list("people.csv", "Deceased (2019)");
    let seen = inspect_list(&office.case, &other, None, None, &office.command).expect("looked at");
    assert!(seen.view.questions.iter().all(|question| question.key != key && question.answer.is_none()));
    office.import(other);
    assert_eq!(office.counts(), (20, 10, 1, 10));
    let (newest, asked) = office.asked();
    assert!(newest > list && asked.iter().all(|(own, answer)| *own != key && answer.is_none()), "{asked:?}");
    // The same words again: the answer that was given counts.
    let same = office.list("people.csv", "Deceased");
    std::fs::write(&same, std::fs::read_to_string(&same).expect("a list").replace("Ann1,", "Anna1,")).expect("written");
    let seen = inspect_list(&office.case, &same, None, None, &office.command).expect("looked at");
    assert_eq!(seen.view.questions.iter().find(|own| own.key == key).and_then(|own| own.answer), Some("alive"));
}

#[test]
fn what_is_not_asked_or_replaced_is_refused_and_nothing_is_done() {
    let mut office = Office::new();
    let path = office.list("people.csv", "Deceased");
    office.import(path);
    let (list, asked) = office.asked();
    let acts = office.case.acts().expect("acts").len();
    assert!(office.answer(list, "death-9-0000", "alive").is_err());
    assert!(office.answer(list, &asked[0].0, "perhaps").is_err());
    assert!(office.answer(list.next(), &asked[0].0, "alive").is_err());
    let nobody = [(asked[0].0.clone(), "alive".to_owned())];
    assert!(answer_questions(&mut office.case, list, &nobody, " ", &office.command, &mut |_| {}).is_err());
    assert_eq!(office.case.acts().expect("acts").len(), acts);
    office.answer(list, &asked[0].0, "dead").expect("answered");
    assert!(office.answer(list, &asked[0].0, "alive").is_err(), "another stands in its place");
}

#[test]
fn what_was_decided_about_people_stays_where_the_list_says_the_same_of_them() {
    let mut office = Office::new();
    let path = office.list("people.csv", "Deceased");
    office.import(path);
    let whom = |person| RowSelection { people: vec![PersonId::new(person)], ..RowSelection::default() };
    let (command, quiet) = (office.command.clone(), &mut |_: crate::task::Progress| {});
    decide(&mut office.case, &whom(1), &DecisionInput::Exclude, "A. Clerk", "a test chart", &command, quiet)
        .expect("decided");
    let (list, asked) = office.asked();
    let report = office.answer(list, &asked[0].0, "alive").expect("answered");
    assert_eq!(report.excluded, 1);
    assert!(report.changed <= 10 && report.unchanged >= 20, "{report:?}");
}

#[test]
fn a_recipe_that_somebody_names_is_kept_with_the_list() {
    let mut office = Office::new();
    let path = office.folder.path().join("people.csv");
    let row = |n: u32, status: u32| {
        format!("{n},Alder{n},Ann{n},{status},1970-02-03,{n} Quarry Bend,Austin,TX,78701,0001-01-01 00:00:00\n")
    };
    let head = "PatNum,LName,FName,PatStatus,Birthdate,Address,City,State,Zip,DateTimeDeceased\n";
    std::fs::write(&path, format!("{head}{}{}{}", row(1, 0), row(2, 5), row(3, 4))).expect("written");
    let mut import = |recipe: Option<&str>| {
        let recipe = recipe.map(str::to_owned);
        let arrival =
            ImportRequest { lists: vec![path.clone()], recipe, by: "A. Clerk".into(), ..ImportRequest::default() };
        import::import(&mut office.case, &arrival, &office.command, &mut |_| {})
    };
    assert!(import(Some("kite")).is_err(), "no recipe of this name");
    let report = import(None).expect("imported");
    assert_eq!((report.letters, report.held), (2, 1), "the deleted record waits");
    let report = import(Some("none")).expect("imported");
    assert_eq!((report.letters, report.held), (2, 1), "without the recipe a status of five is asked about");
    let lists = office.case.lists(LATEST).expect("lists");
    let kept = lists.last().and_then(|list| list.mapping.clone()).expect("a mapping");
    assert!(kept.contains("[file]") && kept.contains("recipe = \"none\""), "{kept}");
    let report = office.case.refresh(&office.command, &mut |_| {}).expect("worked out");
    assert_eq!(report.held, 1);
}

/// A workbook of a cover, a sheet of four people of whom one row is hidden, and one of two.
fn workbook(last_name: &str) -> Vec<u8> {
    let head: &[&str] = &["MRN", "First Name", "Last Name", "DOB", "Address", "City", "State", "Zip"];
    let people: Vec<[String; 8]> = (1..=6)
        .map(|n| {
            let own = [format!("R{n}"), format!("Ann{n}"), last_name.into(), format!("1970-02-0{n}")];
            let [a, b, c, d] = own;
            [a, b, c, d, format!("{n} Quarry Bend"), "Austin".into(), "TX".into(), "78701".into()]
        })
        .collect();
    let cells: Vec<Vec<&str>> = people.iter().map(|own| own.iter().map(String::as_str).collect()).collect();
    let row = |n: usize, hidden| (if hidden { r#"hidden="1""# } else { "" }, cells[n].as_slice());
    let adults = rows(&[("", head), row(0, false), row(1, true), row(2, false), row(3, false)]);
    let others = rows(&[("", head), row(4, false), row(5, false)]);
    let cover = rows(&[("", &["Cover"])]);
    let sheet = |name, rows| (name, "visible", ["", rows, ""]);
    xlsx(&[sheet("Cover", cover.as_str()), sheet("Adults", adults.as_str()), sheet("Others", others.as_str())], &[])
}

#[test]
fn each_sheet_is_a_list_that_stands_in_the_place_of_the_one_before() {
    let mut office = Office::new();
    let path = office.folder.path().join("book.xlsx");
    let mut bring = |name: &str, sheets: &[&str]| {
        std::fs::write(&path, workbook(name)).expect("written");
        let sheets = sheets.iter().map(|name| (*name).to_owned()).collect();
        let arrival =
            ImportRequest { lists: vec![path.clone()], sheets, by: "A. Clerk".into(), ..ImportRequest::default() };
        import::import(&mut office.case, &arrival, &office.command, &mut |_| {})
    };
    assert!(bring("Alder", &[]).is_err(), "somebody must choose");
    let report = bring("Alder", &["Adults", "Others"]).expect("imported");
    assert_eq!((report.rows, report.letters, report.held), (6, 5, 1));
    let names: Vec<&str> = report.lists.iter().map(|list| list.list.as_str()).collect();
    assert_eq!(names, ["book.xlsx (Adults)", "book.xlsx (Others)"]);
    let again = bring("Alder", &["Others", "Adults"]).expect("imported");
    assert!(again.lists.iter().all(|list| list.known) && again.unchanged == 6);
    let newer = bring("Aldermann", &["Adults", "Others"]).expect("imported");
    let amends: Vec<Option<&str>> = newer.lists.iter().map(|list| list.amends.as_deref()).collect();
    assert_eq!(amends, [Some("book.xlsx (Adults)"), Some("book.xlsx (Others)")]);
    assert_eq!((newer.new, newer.changed, newer.case_rows), (0, 6, 6));
    let (list, key) = (ListId::new(3), newer.questions[0].questions[0].key.clone());
    let report = office.answer(list, &key, "leave-out").expect("answered");
    assert_eq!((report.letters, report.held, report.excluded), (5, 0, 1));
}
