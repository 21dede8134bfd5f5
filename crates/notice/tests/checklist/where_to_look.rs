//! The file in which the reader of the checklist is told to look is the one of which the letter was made.

use super::owed::shop_owing;
use super::{LETTERS, incident, variant};
use notice::party::{Family, Language};
use notice::routing::LetterItem;

/// The name of the passage in which an item stands in the letter to an adult; the others stand in the addendum.
const PASSAGES: &[(LetterItem, &str)] = &[
    (LetterItem::DescriptionOfIncident, "what-happened"),
    (LetterItem::DateOfBreach, "what-happened"),
    (LetterItem::DateOfDiscovery, "what-happened"),
    (LetterItem::TimeFrameOfExposure, "what-happened"),
    (LetterItem::LawEnforcementDelay, "police"),
    (LetterItem::NoticeDate, "date-line"),
    (LetterItem::TypesOfInfo, "what-information"),
    (LetterItem::InfoElementsSpecified, "what-information"),
    (LetterItem::StepsTaken, "what-we-are-doing"),
    (LetterItem::AdviceProtectiveSteps, "what-you-can-do"),
    (LetterItem::AdviceReviewBenefits, "health-records"),
    (LetterItem::ContactEntity, "more-information"),
    (LetterItem::ContactTelephone, "more-information"),
    (LetterItem::ContactTollFree, "more-information"),
    (LetterItem::ContactPostal, "more-information"),
    (LetterItem::ContactWebsite, "more-information"),
    (LetterItem::CraContacts, "bureaus"),
    (LetterItem::CraWebsites, "bureaus"),
    (LetterItem::FtcContact, "ftc"),
    (LetterItem::CreditMonitoringOffer, "enroll"),
    (LetterItem::TitleAndHeadings, "title"),
    (LetterItem::ClearAndConspicuous, "title"),
];

/// A letter (state, number in `LETTERS`, family, language), and the files of passages and of the letter that are not those of
/// every letter.
type Case = (&'static str, usize, Family, Language, &'static [(&'static str, &'static str)]);

const CASES: [Case; 6] = [
    ("MD", 0, Family::Standard, Language::En, &[]),
    (
        "MD",
        4,
        Family::Standard,
        Language::Es,
        &[("what-you-can-do", "passages/what-you-can-do-deceased"), ("bureaus", "passages/bureaus-for-deceased")],
    ),
    (
        "TX",
        2,
        Family::Standard,
        Language::En,
        &[("bureaus", "passages/bureaus-for-others"), ("addendum", "jurisdictions/tx/addendum")],
    ),
    ("MD", 6, Family::Standard, Language::En, &[("bureaus", "passages/bureaus-for-others")]),
    (
        "CA",
        0,
        Family::California,
        Language::Es,
        &[
            ("what-happened", "letters/families/california/what-happened"),
            ("title", "letters/families/california/title"),
            ("letter", "letters/families/california/adult"),
        ],
    ),
    (
        "MA",
        0,
        Family::Massachusetts,
        Language::En,
        &[
            ("what-happened", "letters/families/massachusetts/what-happened"),
            ("what-we-are-doing", "letters/families/massachusetts/what-we-are-doing"),
            ("title", "letters/families/massachusetts/title"),
            ("addendum", "jurisdictions/ma/addendum"),
        ],
    ),
];

#[test]
fn every_item_is_looked_for_in_the_file_in_which_it_stands() {
    for (state, letter, family, language, others) in CASES {
        let variant = variant(state, LETTERS[letter], family, language);
        let file = |name: &str| {
            let own = others.iter().find(|(other, _)| *other == name).map(|(_, file)| (*file).to_owned());
            let standard = match name {
                "letter" => format!("letters/{}", variant.standing.word()),
                name => format!("passages/{name}"),
            };
            let folder = if language == Language::Es { "es/" } else { "" };
            format!("{folder}{}.md.hbs", own.unwrap_or(standard))
        };
        // A rule cannot ask for what it bars.
        let barred = |item: &LetterItem| state == "MA" && *item == LetterItem::NumberOfResidents;
        let items: Vec<LetterItem> = LetterItem::ALL.iter().copied().filter(|item| !barred(item)).collect();
        let shop = shop_owing(state, &items, &incident());
        let checks = shop.review(&variant, &shop.draft(&variant), super::TYPE);
        let look_at = |item: &str| {
            let found = checks.iter().find(|check| check.item == item);
            found.unwrap_or_else(|| panic!("{variant} is not asked for {item}")).look_at.as_str()
        };
        for item in &items {
            let passage = PASSAGES.iter().find(|(other, _)| other == item).map_or("addendum", |(_, name)| name);
            let expected = match item {
                LetterItem::PlainLanguage => file("letter"),
                LetterItem::MinFontSize => "page/letter.toml".to_owned(),
                _ => file(passage),
            };
            assert_eq!(look_at(item.word()), expected, "{variant}: {}", item.word());
        }
        assert_eq!(look_at("hipaa_kinds_of_information"), file("what-information"));
        for item in ["no_marker", "no_double_space", "voice_of_standing", "one_language"] {
            assert_eq!(look_at(item), file("letter"), "{variant}: {item}");
        }
        assert_eq!(look_at("facts_from_data"), file("letter") + " and the passages it prints");
        if state == "MA" {
            assert_eq!(look_at("no_nature_of_breach"), file("what-happened"));
            assert_eq!(look_at("no_number_of_residents"), file("addendum"));
        }
    }
}
