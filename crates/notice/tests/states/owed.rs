//! Tests that an item for which a rule asks is printed, whatever else it asks for, and that no other item is.

use crate::{STANDINGS, compile, draft, incident, plain, templates, variant};
use notice::letter::{BlockKind, Catalog, Draft};
use notice::party::{DataElement, Elements, Family, Incident, Templates};
use notice::routing::{LetterItem, RuleBook};

const RULE: &str = include_str!("new-avalon.toml");
const OFFICE: &str = "[state_addendum]
agency = \"Harbour Office\"
address_lines = [\"1 Quay Street\"]
city = \"Port Avalon\"
state = \"QQ\"
zip = \"00001\"
phone = \"1-800-555-0199\"
website = \"https://harbour.example\"
rights = []
required_by_statute = true
";

/// The templates with one jurisdiction alone, whose rule asks for these items.
fn asking(items: &[LetterItem], office: &str) -> Templates {
    let mut all = Templates::default();
    for (path, bytes) in templates().iter().filter(|(path, _)| !path.contains("jurisdictions/")) {
        all.insert(path, bytes);
    }
    let words: Vec<_> = items.iter().map(|item| format!("{:?}", item.word())).collect();
    let old = "letter_must_include = [\"number_of_residents\", \"police_report_right\", \"time_frame_of_exposure\", \"ag_contact\"]
letter_conditional = [{ item = \"fcra_rights\", when = \"SSN involved\", any_element = [\"ssn\"] }]
";
    assert!(RULE.contains(old));
    let rule = RULE.replace(old, &format!("letter_must_include = [{}]\n", words.join(", ")));
    let rule = rule.split("[[regulator]]").next().unwrap().to_owned();
    all.insert("jurisdictions/qq/rule.toml", format!("{rule}\n{office}"));
    all
}

const REGULATOR: &str = "[[regulator]]
name = \"Harbour Office\"
address = [\"1 Quay Street\", \"Port Avalon, QQ 00001\"]
submission = \"mail\"
needs_sample_letter = false
public_posting = false
";

/// Headings that nothing follows, announcements of lists without a list, doubled marks.
fn look_over(draft: &Draft, case: &str) {
    let text = plain(draft);
    for mark in ["  ", "; ;", ", ;", ",,", "..", " .", " ,", "\u{FFFD}", "null", "{{"] {
        assert!(!text.contains(mark), "{case} holds {mark:?}: {text}");
    }
    let level = |kind| match kind {
        BlockKind::Title => Some(1),
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let mut blocks = draft.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let next = blocks.peek().map(|next| next.kind);
        if let Some(own) = level(block.kind) {
            let empty = next.is_none_or(|next| level(next).is_some_and(|other| other <= own && own > 1));
            assert!(!empty, "{case}: a heading with nothing below it: {text}");
        }
        let words: String = plain(&Draft { blocks: vec![block.clone()], ..draft.clone() });
        let announces = block.kind == BlockKind::Paragraph && words.ends_with(':') && !words.starts_with("Dear");
        let heralds = announces && !words.starts_with("To the Next of Kin");
        assert!(!heralds || matches!(next, Some(BlockKind::Item { .. })), "{case}: no list after {words:?}");
    }
}

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn toss(&mut self) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.is_multiple_of(3)
    }
}

fn every_letter(catalog: &Catalog, case: &str, mut look: impl FnMut(&Draft, &str)) {
    for standing in STANDINGS {
        for medical in [true, false] {
            let mut variant = variant("QQ", standing, Family::Standard);
            if !medical {
                variant.elements = Elements::from_iter([DataElement::Name, DataElement::Ssn]);
            }
            look(&draft(catalog, &variant, 1204), &format!("{case} {variant} {medical}"));
        }
    }
}

fn owning(offered: bool) -> Incident {
    let mut incident = incident();
    "Invented Holdings".clone_into(&mut incident.practice.parent_company);
    if !offered {
        incident.monitoring.adult = None;
        incident.monitoring.minor = None;
    }
    incident
}

#[test]
fn no_mixture_of_items_leaves_a_hole() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for office in [OFFICE, REGULATOR, ""] {
        let singles = LetterItem::ALL.iter().filter(|_| office.is_empty()).map(|item| vec![*item]);
        let mixtures = (0..12).map(|_| LetterItem::ALL.iter().copied().filter(|_| dice.toss()).collect());
        let all = [Vec::new(), LetterItem::ALL.to_vec()];
        for (n, items) in singles.chain(mixtures.collect::<Vec<_>>()).chain(all).enumerate() {
            let catalog = compile(&asking(&items, office), &owning(n % 2 == 0));
            let names: Vec<_> = items.iter().map(|item| item.word()).collect();
            every_letter(&catalog, &names.join(" "), look_over);
        }
    }
}

#[test]
fn each_item_has_its_words_and_nobody_else_has_them() {
    use LetterItem as I;
    let said: [(I, &str); 17] = [
        (I::NumberOfResidents, "1,204 New Avalon residents"),
        (I::AcknowledgeAcquisition, "We know that someone got"),
        (I::ParentCompanyName, "affiliated with Invented Holdings"),
        (I::ContactWhatDataHeld, "what information we hold about"),
        (I::RightToRequestDataTypes, "ask us in writing"),
        (I::AdviceRemainVigilant, "Stay alert.|You may wish to review the statements"),
        (I::PoliceReportRight, "the right to file a police report"),
        (I::FraudAlertInfo, "fraud alert"),
        (I::SecurityFreezeInfo, "described above"),
        (I::NoFeeFreeze, "security freeze"),
        (I::FreeCreditReport, "We will pay for one report."),
        (I::FcraRights, "to dispute incomplete or inaccurate information"),
        (I::SourcesFreezeFraudAlert, "learn more about fraud alerts and security freezes"),
        (I::SourcesIdentityTheft, "how to avoid identity theft from the Federal Trade Commission"),
        (I::LawEnforcementDelay, "Law enforcement did not ask us to delay this letter."),
        (I::RemediationServices, "credit bureaus are listed above|avoid identity theft from this office"),
        (I::StateAgencyContact, "These offices can help you respond"),
    ];
    // One of several wordings: the bereaved are told otherwise.
    let says = |draft: &Draft, words: &str| words.split('|').any(|words| plain(draft).contains(words));
    let common = [I::FraudAlertInfo, I::NoFeeFreeze];
    let plainest = compile(&asking(&[], ""), &owning(true));
    for (item, words) in said {
        let catalog = compile(&asking(&[item], OFFICE), &owning(true));
        every_letter(&catalog, item.word(), |draft, case| assert!(says(draft, words), "{case}"));
        if !common.contains(&item) {
            every_letter(&plainest, item.word(), |draft, case| assert!(!says(draft, words), "{case}"));
        }
    }
}

#[test]
fn the_office_of_the_state_is_named_once() {
    use LetterItem as I;
    let naming = [I::AgContact, I::ReportToAg, I::SourcesIdentityTheft, I::StateAgencyContact, I::RemediationServices];
    for (office, whole) in [
        (OFFICE, "Harbour Office, 1 Quay Street, Port Avalon, QQ 00001; 1-800-555-0199; https://harbour.example"),
        (REGULATOR, "Harbour Office, 1 Quay Street, Port Avalon, QQ 00001"),
    ] {
        let sets = naming.iter().map(|item| vec![*item]).chain([naming.to_vec(), naming[..3].to_vec()]);
        for items in sets {
            let catalog = compile(&asking(&items, office), &incident());
            every_letter(&catalog, "office", |draft, case| {
                assert_eq!(plain(draft).matches(whole).count(), 1, "{case} {items:?}: {}", plain(draft));
            });
        }
    }
}

#[test]
fn a_count_cannot_be_printed_where_the_law_bars_it() {
    // Bound for the state that asks, absent everywhere else, whatever the passage around it says.
    let mut loose = templates();
    let addendum = loose
        .text("passages/addendum.md.hbs")
        .unwrap()
        .replace("{{#if owes.number_of_residents}}", "{{#if state.name}}");
    loose.insert("passages/addendum.md.hbs", addendum.replace("{{#if (or", "{{#if (or state.name"));
    let catalog = compile(&loose, &incident());
    for standing in STANDINGS {
        for (state, printed) in [("RI", true), ("IL", false), ("NY", false), ("CT", false)] {
            let text = plain(&draft(&catalog, &variant(state, standing, Family::Standard), 1204));
            assert_eq!(text.contains("1,204"), printed, "{state}: {text}");
        }
    }
    for name in ["state.residents", "state.one_resident"] {
        let mut loose = templates();
        loose.insert("passages/closing.md.hbs", format!("a\n\n{{{{#if {name}}}}}b{{{{/if}}}}\n"));
        let book = RuleBook::load(&loose).unwrap();
        let faults = Catalog::compile(&loose, &incident(), &book).err().expect("the count is named for everybody");
        for state in ["Illinois", "Massachusetts"] {
            assert!(
                faults.iter().any(|f| f.message.contains(state) && f.place.line == 3 && f.place.column > 0),
                "{faults:?}"
            );
        }
    }
}

#[test]
fn asking_for_what_is_barred_is_a_contradiction() {
    let rule = templates().text("jurisdictions/il/rule.toml").unwrap().to_owned();
    let conditional =
        "letter_conditional = [{ item = \"number_of_residents\", when = \"always\", any_element = [\"name\"] }]\n";
    for (from, to) in [
        ("letter_must_include = [", "letter_must_include = [\"number_of_residents\", "),
        ("letter_must_include = [", &*format!("{conditional}letter_must_include = [")),
    ] {
        assert!(rule.contains(from));
        let mut templates = templates();
        templates.insert("jurisdictions/il/rule.toml", rule.replacen(from, to, 1));
        let refusal = RuleBook::load(&templates).expect_err("a rule at odds with itself");
        assert!(refusal.message.contains("letter_must_not_include") && refusal.place.line > 0, "{refusal}");
    }
}
