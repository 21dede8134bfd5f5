//! Law that reaches a person, letter that follows from it, and dates on which something is due. The law itself is data:
//! the files under `templates/jurisdictions`, `templates/hipaa/rule.toml` and `templates/contacts.toml`.

mod amendment;
mod book;
mod calendar;
mod clock;
mod contact_doubt;
mod deadline;
mod delay;
mod earlier_law;
mod federal;
mod form;
mod holidays;
mod prior_notice;
mod publisher;
mod route;
mod rule;
mod word;

#[cfg(test)]
mod tests;

pub use amendment::{Amendment, AmendmentStatus};
pub use book::RuleBook;
pub use calendar::{deadlines, deadlines_after_mailings};
pub use contact_doubt::ContactDoubt;
pub use deadline::{Deadline, Duty};
pub use delay::{Delayed, delay_remarks};
pub use federal::{
    Contact, Contacts, CoveredInformation, DeceasedFreeze, Federal, HhsNotice, LawEnforcementDelay, MediaNotice,
    MinorFreeze, Remarks, SecurityFreeze, SubstituteNotice, Vocabulary,
};
pub use form::{AuthorityForm, FormField, FormSection, FormWords};
pub use holidays::{Holiday, Holidays, Observance, Years};
pub use prior_notice::{PriorNotice, PriorNotices};
pub use publisher::{Publisher, PublisherKind, Publishers};
pub use route::{Route, Shortfall, age_on, shortfall, turns_of_age};
pub use rule::{Addendum, Conditional, CreditMonitoring, PoliceDelay, Regulator, Rule};
pub use word::{Channel, ClockStart, DayType, DeadlineStandard, Forbidden, HipaaDeemed, LetterItem, Verified};
