//! Tests that text which the law bars is noticed wherever it is put in, and that text which only looks like it is not.

use super::{BlockKind, Light, Shop, adult, block, incident, templates, variant};
use notice::party::incident::MassachusettsDescription;
use notice::party::{Addressee, Family, Language, Standing, Variant};
use notice::routing::Forbidden;

/// The light of an item once a sentence stands in the letter.
fn with(shop: &Shop, variant: &Variant, item: &str, sentence: &str) -> Light {
    let mut draft = shop.draft(variant);
    let at = draft.blocks.iter().rposition(|b| b.kind == BlockKind::Paragraph).unwrap();
    draft.blocks.insert(at, block(BlockKind::Paragraph, sentence));
    shop.light(variant, &draft, item)
}

#[test]
fn both_bans_are_tried() {
    let tried = [Forbidden::NatureOfBreach, Forbidden::NumberOfResidents];
    assert_eq!(Forbidden::ALL, tried, "a ban was added: try it here");
}

#[test]
fn numbers_of_people_are_noticed() {
    let shop = Shop::open(&templates(), &incident());
    let item = "no_number_of_residents";
    let (english, spanish) = (adult("IL", Language::En), adult("IL", Language::Es));
    for sentence in [
        "This breach affected 1,204 Illinois residents.",
        "In all, 140,121 people were affected.",
        "It reached 12 of our patients.",
        "It reached one resident.",
        "It reached one Illinois resident.",
        "This breach affected 9,121 Illinois residents.",
        "Some two hundred individuals are affected.",
        "Thousands of patients got this letter.",
        "It reached 12 of our younger patients.",
    ] {
        assert_eq!(with(&shop, &english, item, sentence), Light::Red, "{sentence}");
    }
    for sentence in [
        "Ask each of the three credit bureaus.",
        "A child of 16 or 17 can ask.",
        "We sent it on March 21, 2025. People may call us.",
        "Ask any one of the three bureaus.",
        "This reaches people in many places.",
        "It reached 12 of all our younger patients.",
    ] {
        assert_eq!(with(&shop, &english, item, sentence), Light::Green, "{sentence}");
    }
    for (sentence, light) in [
        ("Esta filtración afectó a 1,204 personas.", Light::Red),
        ("Afectó a 1,204 residentes de Illinois.", Light::Red),
        ("Afectó a un residente.", Light::Red),
        ("Afectó a miles de pacientes.", Light::Red),
        ("Una persona no autorizada entró.", Light::Green),
        ("Pídalo a las tres agencias.", Light::Green),
    ] {
        if shop.catalog.speaks(Language::Es) {
            assert_eq!(with(&shop, &spanish, item, sentence), light, "{sentence}");
        }
    }
}

#[test]
fn names_of_the_fact_sheet_stop_no_letter() {
    for name in ["Ransom County Health", "Theft & Hacker LLP", "Seven Residents Care", "Sample XX {{Clinic}}"] {
        let mut incident = incident();
        incident.counsel.massachusetts_description = Some(MassachusettsDescription::HipaaMinimum);
        incident.practice.name = name.to_owned();
        incident.practice.legal_name = name.to_owned();
        incident.event.what_happened = "Somebody got into a system that holds files of 140,121 patients.".to_owned();
        incident.contact.website = String::new();
        let shop = Shop::open(&templates(), &incident);
        let massachusetts = variant("MA", (Standing::Adult, Addressee::Person), Family::Massachusetts, Language::En);
        for letter in [massachusetts, adult("IL", Language::En), adult("WV", Language::En)] {
            let checks = shop.review(&letter, &shop.draft(&letter), super::TYPE);
            let red: Vec<_> = checks.iter().filter(|check| check.light == Light::Red).collect();
            assert!(red.is_empty(), "{name}, {letter}: {red:#?}");
        }
    }
}

#[test]
fn words_of_the_nature_are_noticed_under_either_choice_of_counsel() {
    for choice in [MassachusettsDescription::Omit, MassachusettsDescription::HipaaMinimum] {
        let mut incident = incident();
        incident.counsel.massachusetts_description = Some(choice);
        let shop = Shop::open(&templates(), &incident);
        let item = "no_nature_of_breach";
        let letter = |language| variant("MA", (Standing::Adult, Addressee::Person), Family::Massachusetts, language);
        for (language, sentences) in [
            (
                Language::En,
                [
                    "It was a ransomware attack.",
                    "Hackers were at work.",
                    "Files were stolen.",
                    "Someone copied files.",
                    "There was unauthorized access.",
                    "Someone got into an email account.",
                    "An unauthorized person gained access to certain computer systems and copied files from them.",
                    "We reset all passwords.",
                    "We rebuilt the affected servers.",
                ],
            ),
            (
                Language::Es,
                [
                    "Fue un ataque de secuestro de datos.",
                    "Hubo piratas informáticos.",
                    "Robaron archivos.",
                    "Alguien copió archivos.",
                    "Hubo acceso sin autorización.",
                    "Alguien entró en una cuenta de correo electrónico.",
                    "Una persona no autorizada obtuvo acceso a ciertos sistemas informáticos y copió archivos de ellos.",
                    "También cambiamos todas las contraseñas.",
                    "Ya reconstruimos los servidores afectados.",
                ],
            ),
        ] {
            if !shop.catalog.speaks(language) {
                continue;
            }
            let variant = letter(language);
            assert_eq!(shop.light(&variant, &shop.draft(&variant), item), Light::Green, "{variant}");
            for sentence in sentences {
                assert_eq!(with(&shop, &variant, item, sentence), Light::Red, "{sentence}");
            }
        }
        let counted = with(&shop, &letter(Language::En), "no_number_of_residents", "It reached 7 residents.");
        assert_eq!(counted, Light::Red);
    }
}

#[test]
fn what_counsel_left_out_is_shown_and_not_refused() {
    let mut incident = incident();
    incident.counsel.massachusetts_description = Some(MassachusettsDescription::Omit);
    let shop = Shop::open(&templates(), &incident);
    let variant = variant("MA", (Standing::Adult, Addressee::Person), Family::Massachusetts, Language::En);
    for item in ["hipaa_what_happened", "hipaa_date_of_breach", "hipaa_date_of_discovery", "hipaa_what_we_are_doing"] {
        assert_eq!(shop.light(&variant, &shop.draft(&variant), item), Light::Amber, "{item}");
    }
}
