//! Tests that text which no letter may have is noticed when it is put in, and that text which every letter has is
//! missed.

use super::{BlockKind, Draft, LETTERS, Light, Shop, Span, Style, block, incident, templates, variant};
use notice::party::{Family, Language, Slot, Variant};

/// Puts a paragraph before the last.
fn say(draft: &mut Draft, kind: BlockKind, text: &str) {
    let at = draft.blocks.iter().rposition(|b| b.kind == BlockKind::Paragraph).unwrap();
    draft.blocks.insert(at, block(kind, text));
}

fn letter(nth: usize) -> Variant {
    variant("TX", LETTERS[nth], Family::Standard, Language::En)
}

const ADULT: usize = 0;
const EITHER: usize = 1;
const MINOR: usize = 2;
const DEAD: usize = 4;
const REPRESENTED: usize = 6;

#[test]
fn words_that_may_not_stand_in_a_letter_are_noticed() {
    let shop = Shop::open(&templates(), &incident());
    for (item, nth, text) in [
        ("no_marker", ADULT, "Dear {{person}}"),
        ("no_marker", ADULT, "See }} there."),
        ("no_marker", ADULT, "Dear <<FirstName>>"),
        ("no_marker", ADULT, "It ended >> here."),
        ("no_marker", ADULT, "Call [INSERT NUMBER]."),
        ("no_marker", ADULT, "On March XX we wrote."),
        ("no_marker", ADULT, "Your name: ____"),
        ("no_marker", ADULT, "Sample A. Sample"),
        ("no_marker", ADULT, "A \u{FFFD} mark."),
        ("no_marker", ADULT, "A \u{E123} mark."),
        ("no_empty_paragraph", ADULT, ""),
        ("no_empty_paragraph", ADULT, " "),
        ("no_double_space", ADULT, "Two  spaces."),
        ("no_double_space", ADULT, "A space at the end. "),
        ("no_double_space", ADULT, "A space , before a comma."),
        ("voice_of_standing", ADULT, "We wrote about your child."),
        ("voice_of_standing", ADULT, "We wrote about your loved one."),
        ("voice_of_standing", ADULT, "We wrote about the patient."),
        ("voice_of_standing", EITHER, "We wrote about your loved one."),
        ("voice_of_standing", MINOR, "This is about your information."),
        ("voice_of_standing", MINOR, "This is about your loved one."),
        ("voice_of_standing", DEAD, "This is about your child."),
        ("voice_of_standing", DEAD, "This is about your medical records."),
        ("voice_of_standing", REPRESENTED, "This is about your Social Security number."),
        ("voice_of_standing", REPRESENTED, "This is about your child’s information."),
        ("no_offer_to_the_dead", DEAD, "Larkspur Identity Services can help."),
        ("no_offer_to_the_dead", DEAD, "Ask for three-bureau credit monitoring."),
        ("no_offer_to_the_dead", DEAD, "See https://enroll.example/minor for more."),
        ("one_language", ADULT, "Si usted tiene preguntas, llámenos."),
        ("one_language", ADULT, "La llamada es gratis."),
        ("facts_from_data", ADULT, "Call us at 1-800-555-0123."),
        ("facts_from_data", ADULT, "Call us at 1-800-555-01001."),
        ("facts_from_data", ADULT, "Write to P.O. Box 99123."),
        ("facts_from_data", ADULT, "It was on March 22, 2025."),
        ("facts_from_data", ADULT, "It was on March 2."),
        ("facts_from_data", ADULT, "See www.other.example for more."),
        ("facts_from_data", ADULT, "Write to help@other.example now."),
    ] {
        let variant = letter(nth);
        let mut draft = shop.draft(&variant);
        assert_eq!(shop.light(&variant, &draft, item), Light::Green, "{item}: {variant}");
        say(&mut draft, BlockKind::Paragraph, text);
        assert_eq!(shop.light(&variant, &draft, item), Light::Red, "{item}: {text}");
    }
}

#[test]
fn headings_that_speak_to_the_patient_are_noticed_but_in_the_patients_own_letter() {
    let shop = Shop::open(&templates(), &incident());
    for (nth, light) in [(ADULT, Light::Green), (MINOR, Light::Red), (DEAD, Light::Red), (REPRESENTED, Light::Red)] {
        let variant = letter(nth);
        let mut draft = shop.draft(&variant);
        assert_eq!(shop.light(&variant, &draft, "headings_without_your"), Light::Green);
        say(&mut draft, BlockKind::Heading(3), "Freeze your credit");
        assert_eq!(shop.light(&variant, &draft, "headings_without_your"), light, "{variant}");
    }
}

#[test]
fn a_name_that_is_not_printed_is_missed() {
    let shop = Shop::open(&templates(), &incident());
    for nth in 0..LETTERS.len() {
        let variant = letter(nth);
        let whole = shop.draft(&variant);
        assert_eq!(shop.light(&variant, &whole, "names_the_person"), Light::Green, "{variant}");
        for slot in [Slot::Person, Slot::Addressee].into_iter().filter(|slot| whole.uses(*slot)) {
            let gone = |spans: &mut Vec<Span>| {
                for span in spans.iter_mut().filter(|s| matches!(s, Span::Slot(_, it) if *it == slot)) {
                    *span = Span::Text(Style::Plain, "Patient".to_owned());
                }
            };
            let mut draft = whole.clone();
            draft.blocks.iter_mut().for_each(|b| gone(&mut b.spans));
            assert_eq!(shop.light(&variant, &draft, "names_the_person"), Light::Red, "{variant}");
            let mut draft = whole.clone();
            draft.address_lines.iter_mut().for_each(gone);
            assert_eq!(shop.light(&variant, &draft, "names_the_person"), Light::Red, "{variant}");
        }
    }
}

#[test]
fn english_in_a_spanish_letter_is_noticed() {
    let shop = Shop::open(&templates(), &incident());
    if !shop.catalog.speaks(Language::Es) {
        return;
    }
    let variant = variant("TX", LETTERS[MINOR], Family::Standard, Language::Es);
    let mut draft = shop.draft(&variant);
    assert_eq!(shop.light(&variant, &draft, "one_language"), Light::Green);
    say(&mut draft, BlockKind::Paragraph, "Please call us.");
    assert_eq!(shop.light(&variant, &draft, "one_language"), Light::Red);
    let mut draft = shop.draft(&variant);
    say(&mut draft, BlockKind::Paragraph, "Se trata de su ser querido.");
    assert_eq!(shop.light(&variant, &draft, "voice_of_standing"), Light::Red);
}

/// Both letters of a piece are gone over, each with the words of its own language; what stands beside them is looked at
/// for markers.
#[test]
fn both_letters_of_a_bilingual_piece_are_gone_over() {
    let mut incident = incident();
    incident.mailing.spanish = notice::party::incident::Spanish::Bilingual;
    incident.counsel.section_1557_taglines = true;
    let shop = Shop::open(&templates(), &incident);
    let variant = variant("TX", LETTERS[MINOR], Family::Standard, Language::Es);
    let whole = shop.draft(&variant);
    let lines = |item: &str, draft: &Draft| {
        let checks = shop.review(&variant, draft, super::TYPE);
        checks.into_iter().filter(|check| check.item == item).map(|check| check.light).collect::<Vec<_>>()
    };
    assert_eq!(lines("hipaa_date_of_discovery", &whole), [Light::Green, Light::Green]);
    let mut draft = whole.clone();
    super::swap(&mut draft, "we learned of", "there was");
    assert_eq!(lines("hipaa_date_of_discovery", &draft), [Light::Green, Light::Red]);
    let mut draft = whole.clone();
    super::swap(&mut draft, "nos enteramos de", "hubo");
    assert_eq!(lines("hipaa_date_of_discovery", &draft), [Light::Red, Light::Green]);
    let mut draft = whole.clone();
    draft.blocks.push(block(BlockKind::Language(Language::En), ""));
    draft.blocks.push(block(BlockKind::Paragraph, "See {{page}}."));
    assert!(lines("no_marker", &draft).contains(&Light::Red));
    let mut draft = whole;
    draft.blocks.iter_mut().filter(|b| b.kind == BlockKind::Title).for_each(|b| b.kind = BlockKind::Paragraph);
    assert_eq!(lines("hipaa_date_of_discovery", &draft).len(), 2, "a letter without a title is read all the same");
}

#[test]
fn a_red_letter_is_refused_with_its_name_and_the_item() {
    use notice::letter::Checklist;
    let shop = Shop::open(&templates(), &incident());
    let variant = letter(ADULT);
    let mut draft = shop.draft(&variant);
    let checklist = Checklist::new(&shop.catalog, &shop.book);
    checklist.clear(&variant, &super::RESIDENTS, &draft, Some(super::TYPE)).unwrap();
    super::swap(&mut draft, "1-800-555-0100", "1-800-555-0109");
    let refusal = checklist.clear(&variant, &super::RESIDENTS, &draft, Some(super::TYPE)).unwrap_err();
    assert!(refusal.message.contains("TX-adult-en") && refusal.message.contains("hipaa_how_to_ask"), "{refusal}");
    assert!(refusal.place.file == "passages/more-information.md.hbs", "{refusal}");
    assert!(refusal.message.contains("facts_from_data"), "every red line is told: {refusal}");
}
