//! Requests of the window to the desk that no command of the terminal makes: people looked for, children beside their
//! guardians, decisions about somebody, terms of the vendor, lists before they are named; and faults that must not come
//! into a case, whatever is saved in it.

use crate::case::sample;
use crate::casefile::{Desk, PASSPHRASE};
use crate::incidents::{HEAD, list};
use desk::casefile::id::PersonId;
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case, LATEST};
use desk::roster::{GuardianFilter, PersonQuery, Roster};
use desk::session::Session;
use desk::snapshot::CaseSnapshot;
use desk::stage::export::plan;
use desk::stage::incident::{form, vendor};
use desk::stage::letters::{preview, wording};
use desk::stage::lists::inspect;
use desk::task::CommandContext;
use notice::finding::FaceProblem;
use std::path::Path;
use zeroize::Zeroizing;

fn opened(desk: &Desk) -> Session {
    let secret = Secret::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
    Session::lasting(Case::open(&desk.case(), &secret, Access::Exclusive).expect("opens"))
}

fn roster(case: &mut Session) -> Roster {
    Roster::open(case, None, &CommandContext::default(), &mut |_| {}).expect("laid out")
}

const CHILD: &str = "2015-05-0";

fn people() -> Vec<String> {
    let row = |id: &str, name: &str, born: &str, guardian: &str| {
        let number = &id[id.len() - 3..];
        format!("{id},{name},{born},,,{guardian},{number} Invented Road,Austin,TX,78745")
    };
    vec![
        row("MR-101", "Ada,O'Quill", "1980-02-03", ","),
        row("MR-102", "Bram,Quill", &format!("{CHILD}1"), "Edith,Quill"),
        row("MR-103", "Calla,Drake", &format!("{CHILD}2"), "Fabian,Frost"),
        row("78746", "Dorian,Eames", "1981-02-03", ","),
    ]
}

fn filled() -> Desk {
    let desk = Desk::new();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &people()), "--by", "A. Clerk"]);
    desk
}

#[test]
fn people_are_found_by_whatever_one_knows_of_them() {
    let desk = filled();
    let mut case = opened(&desk);
    let roster = roster(&mut case);
    let found = |search: &str| -> Vec<String> {
        let page = roster.page(&PersonQuery { search: search.into(), limit: 10, ..PersonQuery::default() });
        page.rows.into_iter().map(|row| row.name).collect()
    };
    for (search, names) in [
        ("quill", &["Ada O'Quill", "Bram Quill"][..]),
        ("O’Quill", &["Ada O'Quill"]),
        ("Quill, Bram", &["Bram Quill"]),
        ("bram quill", &["Bram Quill"]),
        ("MR-103", &["Calla Drake"]),
        ("mr-103", &["Calla Drake"]),
        ("MR-10", &[]),
        ("787", &["Ada O'Quill", "Bram Quill", "Calla Drake", "Dorian Eames"]),
        ("78746", &["Dorian Eames"]),
        ("#2", &["Bram Quill"]),
        ("nobody", &[]),
    ] {
        assert_eq!(found(search), names, "{search}");
    }
}

#[test]
fn children_stand_beside_their_guardians() {
    let desk = filled();
    let mut case = opened(&desk);
    let roster = roster(&mut case);
    let all = roster.guardian_page(GuardianFilter::All, 0, 50).expect("read");
    assert_eq!((all.same, all.other), (1, 1));
    let pairs: Vec<_> = all.rows.iter().map(|own| (own.child.as_str(), own.guardian.as_str(), own.one_name)).collect();
    assert_eq!(pairs, [("Calla Drake", "Fabian Frost", false), ("Bram Quill", "Edith Quill", true)]);
    assert!(all.rows.iter().all(|own| own.by_line.is_none() && own.one_home.is_none()), "the list names both");
    assert_eq!(roster.guardian_page(GuardianFilter::Same, 0, 50).expect("read").rows.len(), 1);
    assert_eq!(roster.guardian_page(GuardianFilter::Other, 1, 50).expect("read").rows.len(), 0);
}

#[test]
fn a_file_of_guardians_is_seen_line_by_line() {
    let desk = Desk::new();
    let rows: Vec<String> =
        people().iter().map(|row| row.replace("Edith,Quill", ",").replace("Fabian,Frost", ",")).collect();
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    let file = list(
        &desk,
        "guardians.csv",
        "record_id,guardian_first,guardian_last,address_1,zip",
        &["MR-102,Edith,Quill,102 Invented Rd,78745".into(), "MR-103,Fabian,Drake,9 Elsewhere Road,78701".into()],
    );
    desk.json("guardians", &[&file, "--by", "A. Clerk"]);
    let mut case = opened(&desk);
    let kin = roster(&mut case).guardian_page(GuardianFilter::All, 0, 50).expect("read");
    let seen: Vec<_> = kin.rows.iter().map(|own| (own.child.as_str(), own.by_line)).collect();
    assert_eq!(seen, [("Bram Quill", Some(2)), ("Calla Drake", Some(3))]);
    let homes: Vec<_> = kin.rows.iter().map(|own| own.one_home).collect();
    assert_eq!(homes, [Some(true), Some(false)]);
}

#[test]
fn what_was_decided_about_somebody_is_there_to_be_read_and_taken_back() {
    let desk = filled();
    desk.json("decide", &["--person", "1", "--hold", "--by", "A. Clerk", "--reason", "asked to wait"]);
    let taken = desk.json("decide", &["--person", "1", "--exclude", "--by", "B. Clerk", "--reason", "wrong list"]);
    let number = taken["decisions"][0].as_i64().expect("a number");
    desk.json("decide", &["--undo", &number.to_string(), "--by", "B. Clerk", "--reason", "right after all"]);
    let case = opened(&desk);
    let told: Vec<_> = case
        .decisions_about(PersonId::new(1))
        .expect("read")
        .into_iter()
        .map(|own| (own.what, own.by, own.why, own.undone))
        .collect();
    assert_eq!(
        told,
        [
            ("Held.".into(), "A. Clerk".into(), "asked to wait".into(), false),
            ("Excluded.".into(), "B. Clerk".into(), "wrong list".into(), true),
        ]
    );
    assert!(case.decisions_about(PersonId::new(2)).expect("read").is_empty());
}

#[test]
fn terms_of_the_vendor_are_changed_and_void_the_release_alone() {
    let desk = filled();
    desk.signed_and_released();
    {
        let mut case = opened(&desk);
        let command = CommandContext::default();
        let terms = vendor::terms(&case, &command).expect("terms");
        assert_eq!((terms.own, terms.letters_per_file, terms.envelope.as_str()), (false, 2500, "10-double"));
        let wanted = |envelope: &str, letters| vendor::TermsChange {
            envelope: envelope.into(),
            letters_per_file: letters,
            agreement: "printed by the practice".into(),
        };
        assert!(vendor::change_terms(&mut case, &wanted("11-none", 2), "A. Clerk", &command).is_err());
        assert!(vendor::change_terms(&mut case, &wanted("10-single", 0), "A. Clerk", &command).is_err());
        assert!(!vendor::terms(&case, &command).expect("terms").own, "what is refused changes nothing");
        vendor::change_terms(&mut case, &wanted("10-single", 2), "A. Clerk", &command).expect("changed");
        let terms = vendor::terms(&case, &command).expect("terms");
        assert_eq!((terms.own, terms.letters_per_file, terms.envelope.as_str()), (true, 2, "10-single"));
        assert_eq!(terms.envelopes[0].word, "10-single");
    }
    let status = desk.json("status", &[]);
    assert_eq!(status["released"], false);
    assert!(status["unsigned"].as_array().expect("variants").is_empty(), "{status}");
    desk.json("release", &["--by", "A. Practice"]);
    let package = desk.export("out");
    let files =
        std::fs::read_dir(&package).expect("a folder").flatten().map(|f| f.file_name().into_string().expect("text"));
    assert_eq!(files.filter(|name| name.starts_with("10_")).count(), 2, "two letters in a file");
}

#[test]
fn who_is_written_to_already_stands_in_nobody_s_way() {
    let desk = filled();
    desk.signed_and_released();
    desk.export("out");
    let mut case = opened(&desk);
    let next = plan::plan(&mut case, &CommandContext::default(), &mut |_| {}).expect("a plan");
    assert!(next.blockers.len() == 1 && next.blockers[0].code == FaceProblem::NobodyLeft.into());
}

#[test]
fn a_list_that_nobody_has_named_yet_can_be_looked_at() {
    let desk = Desk::new();
    let case = opened(&desk);
    let look = |file: &str, mapping: Option<&str>| {
        inspect::inspect_list(&case, Path::new(&sample(file)), None, mapping, &CommandContext::default())
            .expect("looked at")
    };
    let odd = look("odd-headings.csv", None);
    assert!(odd.headings_open && odd.wanting.is_some(), "{odd:?}");
    assert_eq!((odd.heading_line, odd.columns[0].heading.as_str()), (Some(1), "K01"));
    let none = look("no-header.csv", None);
    assert!(none.headings_open && none.heading_line.is_none(), "somebody's number is no heading");
    assert_eq!((none.columns[0].heading.as_str(), none.first.len()), ("Column 1", 5.min(none.rows as usize)));
    let said = inspect::mapping(&[], "", Some(true), None);
    assert_eq!(look("no-header.csv", Some(&said)).heading_line, Some(1), "unless somebody says that it is");
    let known = look("patients.csv", None);
    assert!(!known.headings_open && known.wanting.is_none());
}

#[test]
fn facts_with_which_a_letter_cannot_go_out_are_not_kept() {
    let desk = Desk::new();
    // California wants plain words, and measures them.
    desk.json("import", &[&sample("patients.csv")]);
    let mut case = opened(&desk);
    let command = CommandContext::default();
    let sheet = form::of_case(&case).expect("facts");
    let text = form::set(&sheet.text, "incident.what_happened", "Somebody \u{1F600} came in.").expect("set");
    assert!(form::amend(&mut case, &text, &[], "A. Clerk", &command).is_err(), "what no typeface has");
    // A sentence of its own, long enough that with the one behind it nobody could read it.
    let open = "On a day in winter somebody who had no business there came into the system of the practice and took copies \
                of files that held names, birth dates and records of people who had been cared for";
    let text = form::set(&sheet.text, "incident.what_happened", open).expect("set");
    form::amend(&mut case, &text, &[], "A. Clerk", &command).expect("a sentence whose point was left out");
    drop(case);
    desk.json("status", &[]);
}

#[test]
fn words_with_which_a_letter_cannot_go_out_are_not_kept() {
    let desk = filled();
    for (path, words) in [
        ("letters/minor.md.hbs", ""),
        ("letters/minor.md.hbs", "{{> date-line}}\n"),
        ("passages/opening.md.hbs", "We are sorry \u{1F600}.\n"),
    ] {
        let file = desk.path("words.hbs");
        std::fs::write(&file, words).expect("written");
        let file = file.display().to_string();
        desk.refused("wording", &[path, "--from", &file, "--by", "C. Counsel", "--reason", "tried"]);
        let case = opened(&desk);
        assert!(
            !wording::text(&case.input_files(LATEST).expect("facts"), path, &CommandContext::default())
                .expect("text")
                .own
        );
        drop(case);
        desk.json("status", &[]);
    }
}

#[test]
fn a_translation_whose_english_changes_is_named() {
    let desk = filled();
    let mut case = opened(&desk);
    let path = "passages/opening.md.hbs";
    let command = CommandContext::default();
    let text = wording::text(&case.input_files(LATEST).expect("facts"), path, &command).expect("text").text;
    let new = format!("{} We are here to help.\n", text.trim_end());
    let effect = wording::effect(&mut case, &[(path, &new)], &command).expect("an effect");
    assert_eq!(effect.stale, ["es/passages/opening.md.hbs"]);
    wording::save(&mut case, &[(path, &new)], "C. Counsel", "kinder", &command, &mut |_| {}).expect("saved");
    let leaves = wording::list_templates(&case.input_files(LATEST).expect("facts"), &command).expect("leaves");
    let stale: Vec<_> = leaves.iter().filter(|leaf| leaf.stale).map(|leaf| leaf.path.as_str()).collect();
    assert_eq!(stale, ["es/passages/opening.md.hbs"]);
}

#[test]
fn a_name_or_a_birth_date_is_mended_where_it_stands() {
    let desk = Desk::new();
    let mut rows = people();
    rows[0] = rows[0].replace("Ada,O'Quill,1980-02-03", ",,1980-02-03");
    rows[3] = rows[3].replace("1981-02-03", "31/31/1981");
    let before = desk.json("import", &[&list(&desk, "list.csv", HEAD, &rows)]);
    assert_eq!(before["held"], 2, "{before}");
    let why = ["--by", "A. Clerk", "--reason", "told by telephone"];
    let decide = |more: &[&str]| desk.json("decide", &[more, &why].concat());
    for (wrong, said) in [
        (&["--row", "list.csv:2", "--rename", "--name-first", "=cmd", "--name-last", "Quill"][..], "spreadsheet"),
        (&["--row", "list.csv:2", "--rename", "--name-first", "Test", "--name-last", "Patient"], "placeholder"),
        (&["--row", "list.csv:5", "--born", "2090-01-01"], "future"),
        (&["--row", "list.csv:5", "--born", "1801-01-01"], "120 years"),
        (&["--row", "list.csv:5", "--rename"], "No name was given"),
    ] {
        let told = desk.refused("decide", &[wrong, &why].concat());
        assert!(told.contains(said), "{told}");
    }
    assert_eq!(
        decide(&["--row", "list.csv:2", "--rename", "--name-first", "Ada", "--name-last", "O'Quill"])["held"],
        1
    );
    // Whoever was born on that day is a child, and the letter is to the parent.
    let mended = decide(&["--row", "list.csv:5", "--born", "2016-02-03"]);
    assert_eq!((&mended["held"], &mended["letters"]), (&0.into(), &4.into()));
    let number = mended["decisions"][0].as_i64().expect("a number");
    {
        let mut case = opened(&desk);
        let roster = roster(&mut case);
        let row = |search: &str| {
            roster.page(&PersonQuery { search: search.into(), limit: 2, ..PersonQuery::default() }).rows.remove(0)
        };
        assert!(row("Ada O'Quill").codes.contains(&"name_decided".to_owned()));
        assert_eq!(row("Dorian").standing, "minor");
    }
    let back = desk.json("decide", &[&["--undo", &number.to_string()][..], &why].concat());
    assert_eq!(back["held"], 1);
    decide(&["--row", "list.csv:5", "--born", "2016-02-03"]);
    // A newer list that says something else of somebody is believed; what it does not mend holds again.
    rows[3] = rows[3].replace("78745", "78746");
    assert_eq!(desk.json("import", &[&list(&desk, "newer.csv", HEAD, &rows)])["held"], 1);
}

#[test]
fn other_words_on_the_same_ground_make_the_page_that_a_new_ground_makes() {
    let desk = filled();
    let mut case = opened(&desk);
    let roster = roster(&mut case);
    let (command, manner) = (CommandContext::default(), preview::PreviewOptions::default());
    let facts = case.input_files(LATEST).expect("facts");
    let new = |tried| preview::preview_setup(&facts, tried, &manner, &command).expect("laid out");
    let page =
        |ground: &CaseSnapshot| preview::render_page(&roster, ground, &preview::PreviewTarget::Row(1)).expect("a page");
    let text = |path: &str| wording::text(&facts, path, &command).expect("text").text;
    let one = format!("{} We are here to help.\n", text("passages/opening.md.hbs").trim_end());
    let other = format!("{}\nOnce more.\n", text("letters/minor.md.hbs"));
    let (one, other) =
        (Some(("passages/opening.md.hbs", one.as_str())), Some(("letters/minor.md.hbs", other.as_str())));
    let mut ground = new(None);
    let plain = page(&ground);
    let mut was = None;
    for tried in [one, other, one, None, other, None] {
        preview::replace_template(&mut ground, &roster, was, tried).expect("laid out");
        assert!(page(&ground) == page(&new(tried)), "{tried:?}");
        assert_eq!(page(&ground) == plain, tried.is_none());
        was = tried.map(|(path, _)| path);
    }
    let broken = Some(("letters/minor.md.hbs", "{{#if"));
    assert!(preview::replace_template(&mut ground, &roster, was, broken).is_err());
    assert!(preview::replace_template(&mut ground, &roster, None, Some(("rates/x.toml", ""))).is_err());
}

#[test]
fn a_list_that_should_not_have_come_in_is_taken_out_and_nobody_is_lost_with_it() {
    let desk = filled();
    let mut more = people()[..1].to_vec();
    more.push("X-1,Zadie,Pemberton,1970-02-03,,,,,5 Other Road,Austin,TX,78745".into());
    desk.json("import", &[&list(&desk, "wrong.csv", HEAD, &more), "--adds"]);
    let why = ["--by", "A. Clerk", "--reason", "of another practice"];
    let decide = |more: &[&str]| desk.json("decide", &[more, &why].concat());
    assert!(desk.refused("decide", &[&["--list", "none.csv", "--exclude"][..], &why].concat()).contains("list.csv"));
    let out = decide(&["--list", "wrong.csv", "--exclude"]);
    assert_eq!((&out["people"], &out["letters"], &out["excluded"]), (&1.into(), &4.into(), &1.into()), "{out}");
    let back = decide(&["--list", "wrong.csv", "--include"]);
    assert_eq!((&back["letters"], &back["excluded"]), (&5.into(), &0.into()), "{back}");
}

#[test]
fn every_variant_has_its_light() {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    let mut case = opened(&desk);
    let roster = roster(&mut case);
    // A sentence of the practice's own that is too long for California to call it plain.
    let long = "On a day in winter somebody who had no business there came into the system of the practice and took copies \
                of files that held names, birth dates and records of many people who had been cared for by the practice \
                over the years before, and of some who had only once asked for a day on which to come.";
    let sheet = form::of_case(&case).expect("facts");
    let text = form::set(&sheet.text, "incident.what_happened", long).expect("set");
    let mut facts = case.input_files(LATEST).expect("facts");
    facts.iter_mut().filter(|fact| fact.role == "incident").for_each(|fact| fact.bytes = text.clone().into_bytes());
    let ground = preview::preview_setup(&facts, None, &preview::PreviewOptions::default(), &CommandContext::default())
        .expect("laid out");
    let lights = preview::check_variants(&roster, &ground).expect("gone over");
    let needed = desk::ledger::count_letters_per_variant(roster.decided.rows()).len();
    assert_eq!(lights.len(), needed);
    assert!(lights.iter().all(|own| own.light != notice::letter::Light::Red), "none that may not go out");
    assert!(lights.iter().any(|own| own.light == notice::letter::Light::Amber), "one that somebody should look at");
    for own in &lights {
        let reader = preview::PreviewTarget::Variant(own.variant.clone());
        let words = preview::letter_text(&roster, &ground, &reader).expect("words");
        assert_eq!(words.checks.first().map(|check| check.light), Some(own.light), "{}", own.variant);
    }
}
