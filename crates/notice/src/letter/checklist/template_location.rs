//! Template files in which the items stand, so that whoever reads the checklist knows where to look.

use super::letter_review::LetterReview;
use crate::party::Standing;
use crate::routing::LetterItem;

/// The file below `templates/` where an item of this letter stands.
pub(super) fn of(case: &LetterReview<'_>, item: LetterItem) -> String {
    let for_others = matches!(case.variant.standing, Standing::Minor | Standing::Represented);
    let name = match item {
        LetterItem::DescriptionOfIncident
        | LetterItem::DateOfBreach
        | LetterItem::DateOfDiscovery
        | LetterItem::TimeFrameOfExposure => "what-happened",
        LetterItem::LawEnforcementDelay => "police",
        LetterItem::NoticeDate => "date-line",
        LetterItem::TypesOfInfo | LetterItem::InfoElementsSpecified => "what-information",
        LetterItem::StepsTaken => "what-we-are-doing",
        LetterItem::AdviceProtectiveSteps if case.variant.addressee.is_for_deceased_child() => {
            "what-you-can-do-deceased-child"
        }
        LetterItem::AdviceProtectiveSteps if case.dead() => "what-you-can-do-deceased",
        LetterItem::AdviceProtectiveSteps => "what-you-can-do",
        LetterItem::AdviceReviewBenefits => "health-records",
        LetterItem::ContactEntity
        | LetterItem::ContactTelephone
        | LetterItem::ContactTollFree
        | LetterItem::ContactPostal
        | LetterItem::ContactWebsite => "more-information",
        LetterItem::CraContacts | LetterItem::CraWebsites if for_others => "bureaus-for-others",
        LetterItem::CraContacts | LetterItem::CraWebsites if case.dead() => "bureaus-for-deceased",
        LetterItem::CraContacts | LetterItem::CraWebsites => "bureaus",
        LetterItem::FtcContact => "ftc",
        LetterItem::CreditMonitoringOffer => "enroll",
        LetterItem::TitleAndHeadings | LetterItem::ClearAndConspicuous => "title",
        LetterItem::PlainLanguage => case.variant.letter(),
        LetterItem::MinFontSize => return "page/letter.toml".to_owned(),
        _ => "addendum",
    };
    passage(case, name)
}

/// The file of the passage of this name that the letter prints; that of the letter where it prints none.
pub(super) fn passage(case: &LetterReview<'_>, name: &str) -> String {
    case.set.file(name).map_or_else(|| standing(case), str::to_owned)
}

/// The file of the letter of this standing.
pub(super) fn standing(case: &LetterReview<'_>) -> String {
    case.set.file(case.variant.letter()).unwrap_or_default().to_owned()
}

/// The paragraphs of the state.
pub(super) fn addendum(case: &LetterReview<'_>) -> String {
    passage(case, "addendum")
}
