//! Redlines of letters against what counsel signed last: exactly what changed, whatever changed it.

use crate::case::{outcome, sample};
use crate::casefile::{Desk, copy};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Random edits that are tried; two hundred were tried once.
const RANDOM_EDITS: u32 = 12;

fn signed() -> Desk {
    let desk = Desk::new();
    desk.json("import", &[&sample("patients.csv")]);
    desk.json("approve", &["--by", "C. Counsel", "--all"]);
    desk
}

fn changes(desk: &Desk, more: &[&str]) -> Vec<Value> {
    desk.json("changes", more).as_array().expect("a list").clone()
}

fn of<'a>(changes: &'a [Value], variant: &str) -> &'a Value {
    changes.iter().find(|change| change["variant"] == variant).unwrap_or_else(|| panic!("{variant}"))
}

#[test]
fn a_fact_that_changed_is_marked_in_every_letter_that_lost_its_approval() {
    let desk = signed();
    assert_eq!(changes(&desk, &[]), Vec::<Value>::new());
    let text = fs::read_to_string(sample("incident.toml")).expect("the sample");
    let other = text.replace("toll_free = \"1-800-555-0100\"", "toll_free = \"1-800-555-0199\"");
    assert_ne!(text, other);
    for enclosed in ["logo.svg", "signature.png"] {
        fs::copy(sample(enclosed), desk.path(enclosed)).expect("copied");
    }
    let file = desk.path("other.toml");
    fs::write(&file, other).expect("written");
    desk.json("amend", &["--incident", &file.display().to_string()]);
    let unsigned = desk.json("status", &[])["unsigned"].as_array().map_or(0, Vec::len);
    let all = changes(&desk, &[]);
    assert_eq!(all.len(), unsigned, "every letter that lost its approval has its changes");
    for change in &all {
        let redlines = change["redlines"].as_array().expect("redlines");
        assert!(!redlines.is_empty() && change["words_unknown"] == false, "{change}");
        for redline in redlines {
            let redline = redline.as_str().expect("text");
            assert!(redline.contains("[-1-800-555-0100") && redline.contains("{+1-800-555-0199"), "{redline}");
            let marked = redline.matches("[-").count() + redline.matches("{+").count();
            let numbers = redline.matches("555-0100").count() + redline.matches("555-0199").count();
            assert_eq!(marked, numbers, "nothing else is marked: {redline}");
        }
        assert_eq!(change["beside"], serde_json::json!([]));
        assert_eq!(change["signed_by"], "C. Counsel");
    }
    let (code, out, _) = outcome(&desk.run("changes", &["--variant", "TX-adult-en"]));
    assert!(code == 1 && out.starts_with("TX-adult-en: changes since C. Counsel approved it"), "{out}");
    assert!(!out.contains("NY-adult-en"));

    // The pack for counsel has the same redlines.
    let out = desk.path("pack").display().to_string();
    let pack = desk.json("proofs", &["--counsel", "--out", &out]);
    let folder = PathBuf::from(pack["folder"].as_str().expect("a folder"));
    let own = fs::read_to_string(folder.join("27_TX-adult-en.changes.txt")).expect("the changes");
    assert!(own.contains("{+1-800-555-0199"), "{own}");
    assert!(folder.join("12_sources.txt").exists());

    desk.json("approve", &["--by", "D. Counsel", "--all"]);
    assert_eq!(changes(&desk, &[]), Vec::<Value>::new());
}

#[test]
fn a_sentence_of_one_passage_and_a_rule_are_told_apart() {
    let desk = signed();
    let folder = desk.path("templates");
    copy(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates"), &folder);
    let passage = folder.join("passages/check-this-letter.md.hbs");
    let text = fs::read_to_string(&passage).expect("a passage");
    fs::write(&passage, format!("{}\nThis sentence is new.\n", text.trim_end())).expect("written");
    let rule = folder.join("jurisdictions/ny/rule.toml");
    let text = fs::read_to_string(&rule).expect("a rule");
    fs::write(&rule, format!("# Read once more.\n{text}")).expect("written");
    let templates = folder.display().to_string();
    let all = changes(&desk, &["--templates", &templates]);
    let texas = of(&all, "TX-adult-en");
    assert!(texas["redlines"].to_string().contains("This sentence is new."), "{texas}");
    assert_eq!(texas["beside"], serde_json::json!([]));
    let york = of(&all, "NY-adult-en");
    assert_eq!(york["beside"], serde_json::json!(["the state's rule"]));
}

/// An edit of one file of the templates or to the incident file.
#[derive(Clone, Debug)]
enum Edit {
    /// A word in place of another in a line of prose.
    Replace,
    /// A word more.
    Insert,
    /// A word less.
    Delete,
    /// A remark in the rule of a state.
    Rule,
    /// Another value of the incident file.
    Fact,
}

/// The word that no letter has.
const MARK: &str = "Xylophones";

/// Passages that letters print, with a line of prose each that stands outside braces.
fn prose(folder: &Path) -> Vec<(PathBuf, usize)> {
    let mut found = Vec::new();
    for part in ["passages", "letters"] {
        let mut files: Vec<_> =
            fs::read_dir(folder.join(part)).expect("templates").flatten().map(|e| e.path()).collect();
        files.sort();
        for file in files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "hbs")) {
            let text = fs::read_to_string(&file).expect("a template");
            let mut in_comment = false;
            for (at, line) in text.lines().enumerate() {
                in_comment |= line.contains("{{!--");
                let is_prose = !line.starts_with(['#', ':']) && !line.contains(['*', '[', '<', '\\']);
                if !in_comment && is_prose && plain_words(line).len() > 4 {
                    found.push((file.clone(), at));
                }
                in_comment &= !line.contains("--}}");
            }
        }
    }
    found
}

/// The places of words of nothing but small letters, outside braces.
fn plain_words(line: &str) -> Vec<usize> {
    let mut inside = 0;
    let mut places = Vec::new();
    for (at, word) in line.split(' ').enumerate() {
        if inside == 0 && word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()) {
            places.push(at);
        }
        inside += word.matches("{{").count();
        inside -= word.matches("}}").count().min(inside);
    }
    places
}

/// Words that were left out and words that were put in, over all redlines of a letter.
fn marked(change: &Value) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut left_out, mut put_in) = (BTreeSet::new(), BTreeSet::new());
    for redline in change["redlines"].as_array().expect("redlines") {
        let text = redline.as_str().expect("text");
        for (start, end, found) in [("[-", "-]", &mut left_out), ("{+", "+}", &mut put_in)] {
            found.extend(
                text.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(words, _)| words.to_owned()),
            );
        }
    }
    (left_out, put_in)
}

/// A case that is signed, with a folder of templates that may be edited.
struct Edited {
    desk: Desk,
    folder: PathBuf,
    prose: Vec<(PathBuf, usize)>,
}

impl Edited {
    fn new() -> Self {
        let desk = signed();
        let folder = desk.path("templates");
        copy(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates"), &folder);
        for enclosed in ["logo.svg", "signature.png"] {
            fs::copy(sample(enclosed), desk.path(enclosed)).expect("copied");
        }
        let prose = prose(&folder);
        assert!(prose.len() > 40, "{}", prose.len());
        Self { desk, folder, prose }
    }

    fn changes(&self) -> Vec<Value> {
        changes(&self.desk, &["--templates", &self.folder.display().to_string()])
    }

    /// Returns whether the templates pass the checklist: words that the law asks for can be edited away.
    fn passes_checklist(&self) -> bool {
        let templates = self.folder.display().to_string();
        let (code, _, why) = outcome(&self.desk.run("changes", &["--templates", &templates]));
        assert!(code < 2 || why.contains("does not pass the checklist"), "{why}");
        code < 2
    }

    /// Letters that have the word, as the packet prints them with everything that was taken.
    fn with_mark(&self) -> BTreeSet<String> {
        let (out, templates) = (self.desk.path("pack").display().to_string(), self.folder.display().to_string());
        let pack = self.desk.json("proofs", &["--counsel", "--force", "--out", &out, "--templates", &templates]);
        let entries = fs::read_dir(pack["folder"].as_str().expect("a folder")).expect("the packet").flatten();
        let texts = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let variant = name.strip_prefix("20_")?.strip_suffix(".txt")?.to_owned();
            fs::read_to_string(entry.path()).expect("text").contains(MARK).then_some(variant)
        });
        texts.collect()
    }

    fn hold(&self, edit: &Edit, which: usize, word: usize) {
        match edit {
            Edit::Replace | Edit::Insert | Edit::Delete => self.hold_words(edit, which, word),
            Edit::Rule => {
                let states = ["tx", "ny", "ma", "ca", "me"];
                let state = states[which % states.len()];
                let file = self.folder.join(format!("jurisdictions/{state}/rule.toml"));
                let rule = fs::read_to_string(&file).expect("a rule");
                fs::write(&file, format!("# Read once more.\n{rule}")).expect("written");
                let all = self.changes();
                fs::write(&file, rule).expect("written");
                assert!(!all.is_empty());
                for change in &all {
                    assert!(change["variant"].as_str().expect("a name").starts_with(&state.to_uppercase()), "{change}");
                    assert_eq!(change["beside"], serde_json::json!(["the state's rule"]));
                    assert_eq!(marked(change), (BTreeSet::new(), BTreeSet::new()));
                }
            }
            Edit::Fact => {
                let facts = ["Larkspur Identity Services", "Jordan A. Ellery", "Monday through Friday"];
                let old = facts[which % facts.len()];
                let text = fs::read_to_string(sample("incident.toml")).expect("the sample");
                assert!(text.contains(old));
                let file = self.desk.path("other.toml");
                fs::write(&file, text.replace(old, &format!("{old} {MARK}"))).expect("written");
                self.desk.json("amend", &["--incident", &file.display().to_string()]);
                let all = self.changes();
                let back = sample("incident.toml");
                self.desk.json("amend", &["--incident", &back]);
                assert!(!all.is_empty());
                for change in &all {
                    let (_, put_in) = marked(change);
                    assert!(put_in.iter().all(|words| words.contains(MARK)) && !put_in.is_empty(), "{change}");
                }
            }
        }
        assert_eq!(self.changes(), Vec::<Value>::new(), "what was changed back is signed still");
    }

    fn hold_words(&self, edit: &Edit, which: usize, word: usize) {
        let (file, at) = &self.prose[which % self.prose.len()];
        let text = fs::read_to_string(file).expect("a template");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut words: Vec<String> = lines[*at].split(' ').map(str::to_owned).collect();
        let places = plain_words(&lines[*at]);
        let place = places[word % places.len()];
        let old = words[place].clone();
        match edit {
            Edit::Replace => MARK.clone_into(&mut words[place]),
            Edit::Insert => words.insert(place, MARK.to_owned()),
            _ => drop(words.remove(place)),
        }
        lines[*at] = words.join(" ");
        fs::write(file, format!("{}\n", lines.join("\n"))).expect("written");
        if !self.passes_checklist() {
            return fs::write(file, text).expect("written");
        }
        let all = self.changes();
        let with_mark = if matches!(edit, Edit::Delete) { BTreeSet::new() } else { self.with_mark() };
        fs::write(file, text).expect("written");
        let shown: BTreeSet<String> =
            all.iter().map(|change| change["variant"].as_str().expect("a name").to_owned()).collect();
        assert!(with_mark.is_subset(&shown), "{:?}", with_mark.difference(&shown));
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
        let expected = match edit {
            Edit::Replace => (set(&[&old]), set(&[MARK])),
            Edit::Insert => (set(&[]), set(&[MARK])),
            _ => (set(&[&old]), set(&[])),
        };
        for change in &all {
            assert_eq!(marked(change), expected, "{} {at}: {change}", file.display());
            assert_eq!(change["beside"], serde_json::json!([]));
        }
    }
}

/// Every letter that lost its signature has a redline that shows exactly the change, whatever was changed, and no other letter has.
#[test]
fn a_redline_shows_exactly_what_was_changed_at_random() {
    let edited = Edited::new();
    let kinds = prop_oneof![
        3 => Just(Edit::Replace), 2 => Just(Edit::Insert), 2 => Just(Edit::Delete), 1 => Just(Edit::Rule), 1 => Just(Edit::Fact)
    ];
    let config = ProptestConfig {
        cases: RANDOM_EDITS,
        failure_persistence: None,
        max_shrink_iters: 0,
        ..ProptestConfig::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let held = runner.run(&(kinds, 0..usize::MAX, 0..usize::MAX), |(edit, which, word)| {
        edited.hold(&edit, which, word);
        Ok(())
    });
    held.expect("every edit");
}
