//! For every item that a state can ask for: the letter of a state that asks for it passes, and fails once what shows
//! the item is taken out or changed.

use super::{BlockKind, Draft, Light, Shop, TYPE, adult, drop_blocks, incident, swap, templates, variant};
use notice::party::incident::Nature;
use notice::party::{Addressee, Family, Incident, Language, Standing};
use notice::routing::LetterItem;
use std::collections::BTreeSet;

/// Damage done to a letter; English first, then Spanish.
#[derive(Clone, Copy)]
enum Wreck {
    /// Blocks that hold some words are taken out.
    Drop(&'static str, &'static str),
    /// Some words are changed.
    Swap([&'static str; 2], [&'static str; 2]),
    /// Facts are changed, which stand in both languages.
    Fact(&'static str, &'static str),
    /// The title is set as a paragraph.
    Untitle,
    /// The type is made smaller.
    Type(i32),
}

use Wreck::{Drop, Fact, Swap, Type, Untitle};

const LONG: &str = "If you have any question at all about this letter or about the way in which we look after what you \
    have told us over the years and months and weeks and days and hours of your care in our house and in the houses of \
    all those who work with us and for us then you may call us.";

const ROWS: &[(LetterItem, Wreck)] = &[
    (LetterItem::DescriptionOfIncident, Swap(["copied files", "saw files"], ["copió archivos", "vio archivos"])),
    (LetterItem::DateOfBreach, Swap(["January 26", "January 27"], ["26 de enero", "27 de enero"])),
    (LetterItem::DateOfDiscovery, Swap(["we learned of", "there was"], ["nos enteramos de", "hubo"])),
    (LetterItem::TimeFrameOfExposure, Swap(["January 25", "January 24"], ["25 de enero", "24 de enero"])),
    (LetterItem::NoticeDate, Swap(["March 21", "March 22"], ["21 de marzo", "22 de marzo"])),
    (LetterItem::TypesOfInfo, Swap(["Full name", "Family name"], ["Nombre completo", "Apellido"])),
    (LetterItem::InfoElementsSpecified, Swap(["Date of birth", "Age"], ["Fecha de nacimiento", "Edad"])),
    (LetterItem::StepsTaken, Swap(["reset all passwords", "rested"], ["cambiamos todas las contraseñas", "nada"])),
    (LetterItem::AdviceProtectiveSteps, Drop("bill", "factura")),
    (LetterItem::AdviceRemainVigilant, Drop("Stay alert", "Manténgase alerta")),
    (LetterItem::AdviceReviewBenefits, Drop("explanation of benefits", "explicación de beneficios")),
    (LetterItem::ContactEntity, Fact("4100 Invented Creek", "4101 Invented Creek")),
    (LetterItem::ContactTelephone, Fact("1-800-555-0100", "1-800-555-0109")),
    (LetterItem::ContactTollFree, Swap(["toll-free", "soon"], ["Llame gratis", "Llame"])),
    (LetterItem::ContactPostal, Fact("Austin, TX 78731", "Austin, TX 78732")),
    (LetterItem::ContactWebsite, Fact("hillcountry.example/notice", "hillcountry.example/notices")),
    (LetterItem::ContactWhatDataHeld, Drop("information we hold about", "información tenemos")),
    (LetterItem::CraContacts, Fact("P.O. Box 105788", "P.O. Box 740256")),
    (LetterItem::CraWebsites, Fact("www.experian.com/help/", "www.experian.com/aid/")),
    (LetterItem::FtcContact, Fact("Washington, DC 20580", "Washington, DC 20680")),
    (LetterItem::AgContact, Fact("1-888-743-0023", "1-888-743-0024")),
    (LetterItem::StateAgencyContact, Fact("oag.maryland.gov", "oag.md.gov")),
    (LetterItem::SourcesIdentityTheft, Drop("avoid identity theft", "evitar el robo de identidad")),
    (LetterItem::SourcesFreezeFraudAlert, Drop("fraud alerts and security", "congelamientos de seguridad")),
    (LetterItem::FraudAlertInfo, Drop("fraud alert", "alerta de fraude")),
    (LetterItem::SecurityFreezeInfo, Drop("freeze", "congel")),
    (LetterItem::NoFeeFreeze, Swap(["free", "dear"], ["gratis", "caro"])),
    (LetterItem::PoliceReportRight, Drop("police report", "denuncia a la policía")),
    (LetterItem::ReportToPolice, Drop("police", "policía")),
    (LetterItem::ReportToAg, Drop("Attorney General", "Attorney General")),
    (LetterItem::ReportToFtc, Drop("Federal Trade Commission", "Federal Trade Commission")),
    (LetterItem::CreditMonitoringOffer, Swap(["24 months", "2 months"], ["24 meses", "2 meses"])),
    (LetterItem::FreeCreditReport, Drop("We will pay", "Pagaremos")),
    (LetterItem::RemediationServices, Fact("1-800-555-0101", "1-800-555-0102")),
    (LetterItem::LawEnforcementDelay, Drop("Law enforcement", "autoridades policiales")),
    (LetterItem::NumberOfResidents, Fact("1,204", "1,205")),
    (LetterItem::ParentCompanyName, Fact("Invented Holdings", "Other Holdings")),
    (LetterItem::FcraRights, Drop("Fair Credit Reporting Act", "Fair Credit Reporting Act")),
    (LetterItem::AcknowledgeAcquisition, Drop("without permission", "sin permiso")),
    (LetterItem::RightToRequestDataTypes, Drop("in writing", "por escrito")),
    (LetterItem::TitleAndHeadings, Swap(["What We Are Doing", "Our Work"], ["Qué estamos haciendo", "Qué se hace"])),
    (LetterItem::MinFontSize, Type(950)),
    (
        LetterItem::PlainLanguage,
        Swap(["If you have questions, please call us.", LONG], ["Si tiene preguntas, llámenos.", LONG]),
    ),
    (LetterItem::ClearAndConspicuous, Untitle),
];

fn wreck(draft: &mut Draft, how: Wreck, language: Language) -> i32 {
    let english = language == Language::En;
    match how {
        Drop(en, es) => drop_blocks(draft, if english { en } else { es }),
        Swap(en, es) => {
            let [from, to] = if english { en } else { es };
            swap(draft, from, to);
        }
        Fact(from, to) => swap(draft, from, to),
        Untitle => {
            draft.blocks.iter_mut().filter(|b| b.kind == BlockKind::Title).for_each(|b| b.kind = BlockKind::Paragraph);
        }
        Type(size) => return size,
    }
    TYPE
}

/// A state whose rule asks for one item; California's where the rule has to prescribe the form.
fn shop_that_owes(item: LetterItem) -> (Shop, &'static str, Family) {
    let mut incident = incident();
    "Invented Holdings, Inc.".clone_into(&mut incident.practice.parent_company);
    let form = matches!(item, LetterItem::TitleAndHeadings | LetterItem::MinFontSize);
    let (state, family) = if form { ("CA", Family::California) } else { ("MD", Family::Standard) };
    (shop_owing(state, &[item], &incident), state, family)
}

/// Templates in which the rule of a state asks for these items and no others.
pub(super) fn shop_owing(state: &str, items: &[LetterItem], incident: &Incident) -> Shop {
    let path = format!("jurisdictions/{}/rule.toml", state.to_lowercase());
    let mut templates = templates();
    let rule = templates.text(&path).unwrap().to_owned();
    let (before, rest) = rule.split_once("letter_must_include = [").unwrap();
    let (_, after) = rest.split_once(']').unwrap();
    let items: Vec<String> = items.iter().map(|item| format!("\"{}\"", item.word())).collect();
    templates.insert(&path, format!("{before}letter_must_include = [{}]{after}", items.join(", ")));
    Shop::open(&templates, incident)
}

#[test]
fn every_item_has_a_letter_that_loses_it() {
    let rows: BTreeSet<_> = ROWS.iter().map(|(item, _)| *item).collect();
    let missing: Vec<_> = LetterItem::ALL.iter().filter(|item| !rows.contains(item)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn items_that_are_taken_out_or_changed_are_missed() {
    let mut wrong = Vec::new();
    for &(item, how) in ROWS {
        let (shop, state, family) = shop_that_owes(item);
        for language in [Language::En, Language::Es].into_iter().filter(|l| shop.catalog.speaks(*l)) {
            let variant = variant(state, (Standing::Adult, Addressee::Person), family, language);
            let mut draft = shop.draft(&variant);
            let check = |draft: &Draft, size| {
                let checks = shop.review(&variant, draft, size);
                checks.into_iter().find(|check| check.item == item.word()).unwrap()
            };
            let whole = check(&draft, TYPE);
            let size = wreck(&mut draft, how, language);
            let wrecked = check(&draft, size);
            if (whole.light, wrecked.light) != (Light::Green, Light::Red) {
                wrong.push(format!("{} {language:?}: {} / {}", item.word(), whole.note, wrecked.note));
            }
            assert!(!wrecked.asks.is_empty() && !wrecked.look_at.is_empty() && wrecked.note.ends_with('.'));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The federal items are looked for in every letter by the same detectors, under their own names.
#[test]
fn federal_items_are_missed_in_a_state_that_asks_for_nothing() {
    let shop = Shop::open(&templates(), &incident());
    let variant = adult("TX", Language::En);
    for (item, how) in [
        ("hipaa_what_happened", Fact("copied files", "saw files")),
        ("hipaa_date_of_breach", Fact("January 23", "January 22")),
        ("hipaa_date_of_discovery", Fact("we learned of", "there was")),
        ("hipaa_kinds_of_information", Fact("Full name", "Name")),
        ("hipaa_steps_to_take", Drop("bill", "")),
        ("hipaa_what_we_are_doing", Fact("reset all passwords", "did nothing")),
        ("hipaa_how_to_ask", Fact("1-800-555-0100", "1-800-555-0109")),
    ] {
        let mut draft = shop.draft(&variant);
        assert_eq!(shop.light(&variant, &draft, item), Light::Green, "{item}");
        wreck(&mut draft, how, Language::En);
        assert_eq!(shop.light(&variant, &draft, item), Light::Red, "{item}");
    }
}

#[test]
fn the_sentence_of_the_nature_is_owed_and_a_line_tells_where_it_was_found() {
    let item = "hipaa_what_happened";
    let variant = adult("TX", Language::En);
    let shop = Shop::open(&templates(), &incident());
    let mut draft = shop.draft(&variant);
    assert_eq!(shop.check(&variant, &draft, item).note, "Found under “What Happened”.");
    swap(&mut draft, "ransomware attack", "robbery");
    assert_eq!(shop.light(&variant, &draft, item), Light::Red);
    // Of some natures nothing is told.
    let mut incident = incident();
    incident.event.nature = Nature::Other;
    let shop = Shop::open(&templates(), &incident);
    assert_eq!(shop.light(&variant, &shop.draft(&variant), item), Light::Green);
}

#[test]
fn a_kind_of_information_that_was_not_exposed_is_noticed() {
    let shop = Shop::open(&templates(), &incident());
    let variant = adult("TX", Language::En);
    let mut draft = shop.draft(&variant);
    swap(&mut draft, "Full name", "Passport number");
    assert_eq!(shop.light(&variant, &draft, "hipaa_kinds_of_information"), Light::Red);
    let note = |draft: &Draft| shop.check(&variant, draft, "hipaa_kinds_of_information").note;
    assert!(note(&draft).starts_with("name was exposed"), "{}", note(&draft));
    let mut draft = shop.draft(&variant);
    let at = draft.blocks.iter().position(|b| super::words(b) == "Full name").unwrap();
    let more = super::block(draft.blocks[at].kind, "Passport number");
    draft.blocks.insert(at, more);
    assert_eq!(shop.light(&variant, &draft, "hipaa_kinds_of_information"), Light::Red);
    assert!(note(&draft).ends_with("was not exposed."), "{}", note(&draft));
    // A line that is no kind of information.
    let mut draft = shop.draft(&variant);
    let more = super::block(draft.blocks[at].kind, "Shoe size");
    draft.blocks.insert(at, more);
    assert!(note(&draft).ends_with("lines that are not a kind of information."), "{}", note(&draft));
}

#[test]
fn wisconsin_is_told_only_as_much_as_is_known() {
    for (nature, misuse, said) in [
        (Nature::Loss, false, ["We cannot rule out that someone", "No podemos descartar que alguien"]),
        (Nature::Loss, true, ["We know that someone", "Sabemos que alguien"]),
        (Nature::Ransomware, false, ["We know that someone", "Sabemos que alguien"]),
    ] {
        let mut incident = incident();
        incident.event.nature = nature;
        incident.event.evidence_of_misuse = misuse;
        incident.event.response.as_mut().unwrap().review_found = None;
        let shop = Shop::open(&templates(), &incident);
        for (at, language) in [Language::En, Language::Es].into_iter().enumerate() {
            let wisconsin = adult("WI", language);
            let draft = shop.draft(&wisconsin);
            let text: Vec<String> = draft.blocks.iter().map(super::words).collect();
            assert!(text.iter().any(|words| words.contains(said[at])), "{nature:?} {misuse}: {text:#?}");
            assert_eq!(shop.light(&wisconsin, &draft, "acknowledge_acquisition"), Light::Green);
        }
    }
}
