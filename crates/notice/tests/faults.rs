//! Wrong templates: every fault is told with file, line, column and what to do, and nothing hangs or ends the program.

// The pipeline itself may not touch disk, environment or clock; a test on the repository's own files must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

#[path = "repository/mod.rs"]
mod repository;

use notice::finding::Problem;
use notice::letter::{Catalog, Facts};
use notice::party::{Addressee, Elements, Family, Incident, Jurisdiction, Language, Standing, Templates, Variant};
use notice::routing::RuleBook;
use repository::{incident, templates};

const CLOSING: &str = "passages/closing.md.hbs";

/// Returns the faults of the whole folder where one file of it has other contents.
fn faults(path: &str, bytes: impl Into<Vec<u8>>) -> Vec<Problem> {
    let mut templates = templates();
    templates.insert(path, bytes);
    match RuleBook::load(&templates) {
        Ok(book) => Catalog::compile(&templates, &incident(), &book).err().unwrap_or_default(),
        Err(refusal) => vec![refusal],
    }
}

/// The fault that speaks these words; it names the file, a place in it, and what to do.
fn told(path: &str, bytes: impl Into<Vec<u8>>, words: &str) -> Problem {
    let faults = faults(path, bytes);
    let hit = faults.iter().find(|f| f.message.contains(words)).unwrap_or_else(|| panic!("{words}: {faults:?}"));
    assert_eq!(hit.place.file, format!("templates/{path}"));
    assert!(hit.message.ends_with('.') && hit.code.advice().is_none_or(|advice| advice.ends_with('.')), "{hit}");
    hit.clone()
}

#[test]
fn a_fault_is_found_at_its_place() {
    for (text, line, column, words) in [
        ("a\n{{nobody}}\n", 2, 1, "Nothing is named"),
        ("a\n{{#if nobody}}b{{/if}}\n", 2, 1, "Nothing is named"),
        ("a\n{{shout practice.name}}\n", 2, 1, "no helper"),
        ("a\n{{lookup practice 'name'}}\n", 2, 1, "no helper"),
        ("a\n{{#with practice}}b{{/with}}\n", 2, 1, "no block"),
        ("a\n\n{{> nowhere}}\n", 3, 1, "no passage"),
        ("a\n\n{{> closing}}\n", 3, 1, "prints itself"),
        ("a\n {{{practice.name}}}\n", 2, 2, "raw"),
        ("a\n{{& practice.name}}\n", 2, 1, "raw"),
        ("a\n{{{{raw}}}}b{{{{/raw}}}}\n", 2, 1, "raw"),
        ("a\n{{practice.address}}\n", 2, 1, "not a text"),
        ("a\n{{date practice.address}}\n", 2, 1, "cannot print"),
        ("a\n{{state.residents}}\n", 2, 1, "may not print"),
        ("a\n{{#if product}}\nb\n", 2, 1, "{{#if}} is not closed"),
        (
            "a\n{{#if product}}\n{{#each elements}}\nb\n{{/if}}\n",
            5,
            1,
            "is used while {{#each}} of line 3 is still open",
        ),
        ("a\nb{{/if}}\n", 2, 2, "closes nothing"),
        ("a\nb {{practice.name} c\n\n{{#if is.minor}}\nd\n{{/if}}\n", 2, 3, "no closing ones"),
        ("a\nb {{else}} c\n", 2, 3, "outside any block"),
        ("a\n{{#if product}}b{{else if nobody}}c{{/if}}\n", 2, 17, "a question of its own"),
        ("a\n{{#if product}}b{{~ else if nobody}}c{{/if}}\n", 2, 17, "a question of its own"),
        ("a\nb {{practice.name\n", 2, 3, "no closing ones"),
        ("a\nb {{!-- c }}\n", 2, 3, "no closing ones"),
        ("a\n{{practice.name}} b}} c\n", 2, 20, "close nothing"),
        ("a\n{{#if (and}}b{{/if}}\n", 2, 0, "cannot be read"),
        ("a\n\u{1}\n", 2, 1, "control"),
        ("a\n[b](c)\n", 2, 1, "link"),
    ] {
        let hit = told(CLOSING, text, words);
        assert_eq!(hit.place.line, line, "{text}: {hit}");
        assert!(column == 0 || hit.place.column == column, "{text}: {hit}");
    }
}

#[test]
fn escaped_braces_and_comments_are_no_tags() {
    for text in ["a \\{{#if}} b\n", "{{! {{#if a }}\nb\n", "{{!-- {{#if}} {{/each}} --}}\nb\n"] {
        let faults = faults(CLOSING, text);
        assert!(!faults.iter().any(|f| f.message.contains("close")), "{faults:?}");
    }
}

#[test]
fn two_passages_that_print_each_other_are_found() {
    let mut templates = templates();
    templates.insert(CLOSING, "{{> ping}}\n");
    templates.insert("passages/ping.md.hbs", "{{> pong}}\n");
    templates.insert("passages/pong.md.hbs", "a\n{{> ping}}\n");
    let book = RuleBook::load(&templates).unwrap();
    let faults = Catalog::compile(&templates, &incident(), &book).err().unwrap();
    let hit = faults.iter().find(|f| &*f.message == "The passage ping prints itself.").unwrap();
    assert_eq!((hit.place.file.as_str(), hit.place.line, hit.place.column), ("templates/passages/pong.md.hbs", 2, 1));
}

#[test]
fn passages_within_passages_without_end_are_found() {
    let mut templates = templates();
    templates.insert(CLOSING, "{{> n0}}\n");
    for n in 0..5_000 {
        templates.insert(format!("passages/n{n}.md.hbs"), format!("{{{{> n{}}}}}\n", n + 1));
    }
    templates.insert("passages/n5000.md.hbs", "the end\n");
    let book = RuleBook::load(&templates).unwrap();
    let faults = Catalog::compile(&templates, &incident(), &book).err().unwrap();
    assert!(faults.iter().any(|f| f.message.contains("deep") && f.place.line == 1), "{:?}", faults.first());
}

#[test]
fn nothing_nests_so_deep_that_the_program_ends() {
    let many = 100_000;
    // Too long to be looked at.
    let long = "{{#if product}}".repeat(many) + &"{{/if}}".repeat(many);
    assert_eq!(told(CLOSING, long, "longer than 64 KiB").place.line, 1);
    // Short enough to be looked at.
    let blocks = "{{#if is.adult}}".repeat(2_000) + &"{{/if}}".repeat(2_000);
    assert_eq!(told(CLOSING, blocks, "Blocks are nested").place.column, 16 * 16 + 1);
    let lines = "{{#if is.adult}}\n".repeat(2_000) + &"{{/if}}\n".repeat(2_000);
    assert_eq!(told(CLOSING, lines, "Blocks are nested").place.line, 17);
    let conditions = format!("{{{{#if {}is.adult{}}}}}a{{{{/if}}}}\n", "(not ".repeat(9_000), ")".repeat(9_000));
    told(CLOSING, conditions, "Parentheses are nested");
    let lists = format!("{{{{date {}1{}}}}}\n", "[".repeat(9_000), "]".repeat(9_000));
    told(CLOSING, lists, "Parentheses are nested");
    for text in [
        "{{".repeat(30_000),
        "}}".repeat(30_000),
        "> ".repeat(30_000),
        "- ".repeat(30_000),
        "*a **".repeat(10_000),
        "{{a}}".repeat(12_000),
        "\\".repeat(30_000) + &"{{a}}".repeat(6_000),
        ":::keep\n".repeat(8_000),
    ] {
        assert!(!faults(CLOSING, text.as_str()).is_empty(), "{}", &text[..8]);
    }
    // Brackets without braces are plain words, as long as there are no more than the parser bears.
    assert!(faults(CLOSING, "[".repeat(500)).is_empty());
    for heap in ["[".repeat(60_000), "*a_ ".repeat(15_000)] {
        assert_eq!(told(CLOSING, format!("a\n\n{heap}"), "brackets, stars").place.line, 3);
    }
    let rule = format!("code = {}1{}\n", "[".repeat(100_000), "]".repeat(100_000));
    told("jurisdictions/tx/rule.toml", rule, "cannot be read");
    let voice = format!("adult = {}1{}\n", "{a=".repeat(100_000), "}".repeat(100_000));
    told("letters/voice.toml", voice, "cannot be read");
}

#[test]
fn a_passage_of_ten_megabytes_is_refused_at_once() {
    let hit = told(CLOSING, "word \n".repeat(10 << 18), "longer than 64 KiB");
    assert_eq!((hit.place.line, hit.place.column), ((64 << 10) / 6 + 1, (64 << 10) % 6 + 1));
}

#[test]
fn a_file_that_is_not_text_is_told_with_its_place() {
    for (path, before) in [
        (CLOSING, "Sincerely,\nyours "),
        ("jurisdictions/tx/rule.toml", "# Texas\ncode "),
        ("letters/voice.toml", "# a\n[ad] "),
        ("contacts.toml", "# a\n[ad] "),
    ] {
        let bytes = [before.as_bytes(), b"\xC3\x28 and more\n"].concat();
        let hit = told(path, bytes, "not UTF-8");
        let column = before.lines().last().unwrap().len() as u32 + 1;
        assert_eq!((hit.place.line, hit.place.column), (2, column), "{path}");
    }
}

#[test]
fn a_rule_with_an_unknown_word_or_key_is_told_with_its_place() {
    let path = "jurisdictions/tx/rule.toml";
    let text = templates().text(path).unwrap().to_owned();
    for (from, to, words) in [
        ("general_statute = true", "general_statut = true", "is not a key here"),
        ("deadline_from = \"determination\"", "deadline_from = \"determinaton\"", "determinaton"),
        ("submission = \"portal\"", "submission = \"pigeon\"", "pigeon"),
        ("as_of = \"2026-08-01\"", "as_of = \"2026-13-01\"", "cannot be read"),
        ("code = \"TX\"", "code = \"Texas\"", "cannot be read"),
        ("letter_must_include = []", "letter_must_include = [", "cannot be read"),
    ] {
        assert!(text.contains(from), "{from}");
        let line = text[..text.find(from).unwrap()].matches('\n').count() as u32 + 1;
        let hit = told(path, text.replacen(from, to, 1), words);
        assert!(hit.place.line >= line && hit.place.column > 0, "{hit}");
        assert!(from.starts_with("letter_must") || hit.place.line == line, "{hit}");
    }
}

#[test]
fn a_file_that_no_letter_prints_is_told() {
    told("jurisdictions/tx/adendum.md.hbs", "a\n", "No letter prints");
}

fn texas() -> Variant {
    Variant {
        jurisdiction: Jurisdiction::parse("TX").unwrap(),
        standing: Standing::Adult,
        addressee: Addressee::Person,
        family: Family::Standard,
        language: Language::En,
        elements: Elements::from_bits(u32::MAX),
        code: false,
        second_copy: false,
    }
}

/// Returns the problem of a letter that is written with this passage and this incident.
fn written(text: &str, incident: &Incident) -> Problem {
    let mut changed: Templates = templates();
    changed.insert(CLOSING, text);
    let book = RuleBook::load(&changed).unwrap();
    let catalog = Catalog::compile(&changed, incident, &book).map_err(|f| format!("{f:?}")).unwrap();
    catalog.draft(&texas(), &Facts::default()).unwrap_err()
}

#[test]
fn a_letter_of_ten_megabytes_is_refused_where_it_grows() {
    let mut long = incident();
    long.event.what_happened = "a".repeat(10 << 20);
    let once = written("Sincerely,\n", &long);
    assert!(once.message.contains("beyond a megabyte"), "{once}");

    let mut many = incident();
    many.event.steps.other = vec!["b".repeat(590); 40];
    let loops = "Sincerely,\n\n{{#each incident.what_we_are_doing}}{{#each @root.incident.what_we_are_doing}}{{this}} \
                 {{/each}}{{/each}}\n{{#each incident.what_we_are_doing}}{{#each @root.incident.what_we_are_doing}}{{this}} \
                 {{/each}}{{/each}}\n";
    let grown = written(loops, &many);
    assert!(grown.message.contains("beyond a megabyte"), "{grown}");
    // The second pair of loops is too much; the incident's text already is, where it is told first.
    for (fault, file, line) in [(&once, "passages/what-happened.md.hbs", 0), (&grown, CLOSING, 4)] {
        assert_eq!(fault.place.file, format!("templates/{file}"), "{fault}");
        assert!(fault.place.line > 0 && (line == 0 || fault.place.line == line), "{fault}");
        assert!(fault.place.column > 0 && fault.advice().contains("Shorten"), "{fault}");
        assert!(fault.advice().ends_with('.'), "{fault}");
    }

    let four = "{{#each elements}}{{#each @root.elements}}{{#each @root.elements}}{{#each @root.elements}}a{{/each}}{{/each}}{{/each}}{{/each}}";
    let faults = faults(CLOSING, four);
    assert!(faults.iter().any(|f| f.message.contains("beyond all bounds")), "{faults:?}");
}
