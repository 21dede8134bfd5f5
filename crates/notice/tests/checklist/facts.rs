//! Letters assert only what the incident file tells: each fact is taken away in turn, and its sentence goes with it.

use super::{LETTERS, Shop, templates, variant, words};
use notice::letter::Light;
use notice::party::{Addressee, DataElement, Elements, Family, Incident, Language, Variant};

const SAMPLE: &str = include_str!("../../../../sample-data/incident.toml");
const OLDER: &str = include_str!("../data/incident-before-response.toml");

/// A fact of the sample, as the start of its line, with words of its sentence in both languages.
const FACTS: [(&str, [&str; 2]); 10] = [
    ("investigated_by =", ["look into what happened", "investigar lo que pasó"]),
    ("investigation =", ["That work is finished", "Ese trabajo ya terminó"]),
    ("contained =", ["The unauthorized access has been stopped", "Ya se puso fin al acceso no autorizado"]),
    ("limit_harm =", ["To limit the harm", "limitar el daño"]),
    ("prevent =", ["happening again", "vuelva a pasar"]),
    ("reviewed_by =", ["went through our records", "Revisamos nuestros"]),
    ("reports =", ["government offices that the law", "oficinas del gobierno"]),
    ("review_completed =", ["March 3, 2025", "3 de marzo de 2025"]),
    ("relation =", ["We have this information because", "Tenemos esta información porque"]),
    ("law_enforcement =", ["We told law enforcement", "Avisamos a las autoridades policiales"]),
];

/// The sample without the lines that begin so; of police, that they were told.
fn without(start: &str) -> Incident {
    let kept = |line: &&str| match start {
        "law_enforcement =" => true,
        // What follows from a fact goes with it.
        "investigated_by =" => !line.starts_with("investigat"),
        start => !line.starts_with(start),
    };
    let text: Vec<&str> = SAMPLE.lines().filter(kept).collect();
    let mut text = text.join("\n");
    if start == "law_enforcement =" {
        text = text.replacen("notified = true", "notified = false", 1);
    }
    assert_ne!(text.len(), SAMPLE.trim_end().len(), "the sample has no line {start}");
    let mut incident =
        Incident::parse("incident.toml", &text).unwrap_or_else(|faults| panic!("{start}: {}", faults[0]));
    incident.mailing.spanish = notice::party::incident::Spanish::Spanish;
    incident
}

/// The words of every letter of four states.
fn letters(incident: &Incident, language: Language) -> Vec<String> {
    let shop = Shop::open(&templates(), incident);
    let mut texts = Vec::new();
    for (state, family) in
        [("TX", Family::Standard), ("NY", Family::Standard), ("CA", Family::California), ("MA", Family::Massachusetts)]
    {
        for letter in LETTERS {
            let draft = shop.draft(&variant(state, letter, family, language));
            texts.push(draft.blocks.iter().map(words).collect::<Vec<_>>().join("\n"));
        }
    }
    texts
}

#[test]
fn no_sentence_without_its_fact() {
    for (at, language) in [Language::En, Language::Es].into_iter().enumerate() {
        let whole = letters(&super::incident(), language);
        for (fact, sentence) in FACTS {
            let sentence = sentence[at];
            assert!(whole.iter().any(|text| text.contains(sentence)), "{fact} prints “{sentence}” nowhere");
            let rest = letters(&without(fact), language);
            assert_eq!(rest.iter().find(|text| text.contains(sentence)), None, "“{sentence}” stands without {fact}");
        }
    }
}

#[test]
fn what_is_done_is_held_against_the_facts() {
    let light = |text: &str| {
        let incident = Incident::parse("incident.toml", text).unwrap_or_else(|faults| panic!("{}", faults[0]));
        let shop = Shop::open(&templates(), &incident);
        let letter = variant("TX", LETTERS[0], Family::Standard, Language::En);
        shop.light(&letter, &shop.draft(&letter), "hipaa_what_we_are_doing")
    };
    assert_eq!(light(SAMPLE), Light::Green);
    // Known by their words alone: somebody sorts them.
    assert_eq!(light(OLDER), Light::Amber);
    let (before, after) = OLDER.split_once("what_we_are_doing = [").expect("the steps");
    let (_, after) = after.split_once("]\n").expect("their end");
    let nothing = format!("{before}what_we_are_doing = [\"sent this letter\"]\n{after}");
    assert_eq!(light(&nothing), Light::Red);
    for purpose in ["investigated_by =", "prevent ="] {
        // The state of an investigation goes with whoever made it.
        let starts: &[&str] = if purpose == "investigated_by =" { &[purpose, "investigation ="] } else { &[purpose] };
        let kept = |line: &&str| !starts.iter().any(|start| line.starts_with(start));
        let text: Vec<&str> = SAMPLE.lines().filter(kept).collect();
        assert_eq!(light(&text.join("\n")), Light::Red, "{purpose}");
    }
}

/// Words in the blocks of a letter, as a reader counts them.
fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[test]
fn a_letter_about_a_name_and_a_medical_record_is_short_and_speaks_of_no_credit() {
    let shop = Shop::open(&templates(), &super::incident());
    let elements = Elements::from_iter([DataElement::Name, DataElement::MedicalRecord]);
    let text = |letter, elements| {
        let letter = Variant { elements, ..variant("TX", letter, Family::Standard, Language::En) };
        shop.draft(&letter).blocks.iter().map(words).collect::<Vec<_>>().join("\n")
    };
    let with_number = Elements::from_iter([DataElement::Name, DataElement::Ssn]);
    for letter in LETTERS {
        let (lean, number) = (text(letter, elements), text(letter, with_number));
        // "You or your child", again and again, costs what the letter of unknown age has over.
        let most = if letter.1 == Addressee::Either { 660 } else { 600 };
        assert!(count(&lean) <= most, "{letter:?}: {} words", count(&lean));
        for words in ["credit bureau", "credit file", "reeze", "raud alert"] {
            assert!(!lean.contains(words), "{letter:?} says {words:?}");
        }
        assert!(number.contains("credit bureau"), "{letter:?}");
    }
}

#[test]
fn the_promise_to_pay_for_a_credit_report_is_in_doubt_until_the_practice_has_agreed() {
    let elements = Elements::from_iter([DataElement::Name, DataElement::Ssn]);
    let light = |agreed: bool| {
        let mut incident = Incident::parse("incident.toml", SAMPLE).expect("the sample");
        incident.counsel.pays_for_credit_report = agreed;
        let shop = Shop::open(&templates(), &incident);
        let variant = Variant { elements, ..variant("PA", LETTERS[0], Family::Standard, Language::En) };
        shop.light(&variant, &shop.draft(&variant), "free_credit_report_access")
    };
    assert_eq!((light(false), light(true)), (Light::Amber, Light::Green));
}
