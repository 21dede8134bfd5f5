//! Template files in which the items stand, so that whoever reads the checklist knows where to look.

use super::letter_review::LetterReview;
use crate::party::{Family, Language};
use crate::routing::LetterItem;

/// The file below `templates/` where an item of this letter stands.
pub(super) fn of(case: &LetterReview<'_>, item: LetterItem) -> String {
    let name = match item {
        LetterItem::DescriptionOfIncident
        | LetterItem::DateOfBreach
        | LetterItem::DateOfDiscovery
        | LetterItem::TimeFrameOfExposure => "what-happened",
        LetterItem::LawEnforcementDelay => "police",
        LetterItem::NoticeDate => "date-line",
        LetterItem::TypesOfInfo | LetterItem::InfoElementsSpecified => "what-information",
        LetterItem::StepsTaken => "what-we-are-doing",
        LetterItem::AdviceProtectiveSteps => "what-you-can-do",
        LetterItem::AdviceReviewBenefits => "health-records",
        LetterItem::ContactEntity
        | LetterItem::ContactTelephone
        | LetterItem::ContactTollFree
        | LetterItem::ContactPostal
        | LetterItem::ContactWebsite => "more-information",
        LetterItem::CraContacts | LetterItem::CraWebsites => "bureaus",
        LetterItem::FtcContact => "ftc",
        LetterItem::CreditMonitoringOffer => "enroll",
        LetterItem::TitleAndHeadings | LetterItem::ClearAndConspicuous => "title",
        LetterItem::PlainLanguage => return standing(case),
        LetterItem::MinFontSize => return "page/letter.toml".to_owned(),
        _ => return addendum(case),
    };
    passage(case, name)
}

/// The passage of this name that a letter prints: the family's own where it has one.
pub(super) fn passage(case: &LetterReview<'_>, name: &str) -> String {
    let family = match case.variant.family {
        Family::California if matches!(name, "what-happened" | "police" | "title") => "families/california/",
        Family::Massachusetts if matches!(name, "what-happened" | "what-we-are-doing" | "opening") => {
            "families/massachusetts/"
        }
        _ => return format!("{}passages/{name}.md.hbs", folder(case)),
    };
    format!("{}letters/{family}{name}.md.hbs", folder(case))
}

/// The letter of this standing.
pub(super) fn standing(case: &LetterReview<'_>) -> String {
    format!("{}letters/{}.md.hbs", folder(case), case.variant.standing.word())
}

/// The paragraphs of the state.
pub(super) fn addendum(case: &LetterReview<'_>) -> String {
    let folder = folder(case);
    if case.own_passages {
        let place = case.variant.jurisdiction.code().to_ascii_lowercase();
        return format!("{folder}jurisdictions/{place}/addendum.md.hbs");
    }
    format!("{folder}passages/addendum.md.hbs")
}

fn folder(case: &LetterReview<'_>) -> &'static str {
    match case.variant.language {
        Language::En => "",
        Language::Es => "es/",
    }
}
