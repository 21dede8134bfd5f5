//! Route of one person: law, letter and dates.

use super::book::RuleBook;
use super::rule::Rule;
use crate::finding::{Code, CodeSet, Private};
use crate::party::incident::NoBirthDate;
use crate::party::{
    Addressee, Death, Elements, Family, Incident, Jurisdiction, Language, Person, PersonName, Standing, Variant,
};
use chrono::{Datelike, NaiveDate};

/// The decision about one person. A value that is not known is `None`, and the codes say why; a person without a variant
/// gets no letter until somebody decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The law of residence, where it is known.
    pub jurisdiction: Option<Jurisdiction>,
    /// Kind of letter, one of four, where it is known.
    pub standing: Option<Standing>,
    /// The letter, where everything that decides it is known.
    pub variant: Option<Variant>,
    /// The findings on the way; the person's own codes are not repeated.
    pub codes: CodeSet,
    /// The last day for the letter: the federal limit or the state's own number of days, whichever is first.
    pub due: Option<NaiveDate>,
}

/// Full years of age on a day; `None` before birth. Who is born on 29 February has the birthday on 1 March in years
/// without that day: nobody is of age before the day is complete, and states that say otherwise differ by one day.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> Option<u32> {
    let years = day.year() - birth.year();
    let before_birthday = (day.month(), day.day()) < (birth.month(), birth.day());
    u32::try_from(years - i32::from(before_birthday)).ok().filter(|_| day >= birth)
}

/// Returns whether a person comes of letter age after the list was made and no later than the last day to enrol (or the
/// mailing date, where nothing is offered).
pub fn turns_of_age(birth: NaiveDate, incident: &Incident, letter_age: u8) -> bool {
    let products = [&incident.monitoring.adult, &incident.monitoring.minor];
    let last = products.into_iter().flatten().map(|p| p.enroll_by).fold(incident.mailing.date, NaiveDate::max);
    let of_age = |day| age_on(birth, day).is_some_and(|age| age >= u32::from(letter_age));
    !of_age(incident.mailing.list_date) && of_age(last)
}

/// The gap between the monitoring that is offered and what a state asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortfall {
    /// Least months in law.
    pub asked: u16,
    /// Months that are offered; 0: nothing is.
    pub offered: u16,
}

/// Finds out whether a person of this standing with these elements is offered less than the state asks for. Nothing is owed
/// to the dead.
pub fn shortfall(rule: &Rule, incident: &Incident, standing: Standing, elements: Elements) -> Option<Shortfall> {
    let owed = rule.monitoring_owed(elements).filter(|_| standing != Standing::Deceased)?;
    let offered = incident.monitoring.offer(standing).map_or(0, |product| product.months);
    (offered < owed.months).then_some(Shortfall { asked: owed.months, offered })
}

/// The codes of a birth date that is there but cannot be used. Counsel's decision about missing dates does not
/// reach it: what the cell meant is not known.
const BIRTH_UNUSABLE: [Code; 5] =
    [Code::BirthUnreadable, Code::BirthFuture, Code::BirthImpossible, Code::BirthTwoDigitYear, Code::BirthAmbiguous];

impl RuleBook {
    /// Routes one person by residence, never by the place of the practice and never by a default. Pure, without
    /// allocation: it runs once or twice for each of a million people.
    pub fn route(&self, incident: &Incident, person: &Person) -> Route {
        let due = Some(self.due(incident, person.residence));
        let mut route = Route { jurisdiction: person.residence, due, ..Route::default() };
        let rule = person.residence.and_then(|place| self.rule(place));
        if person.residence.is_some() && rule.is_none() {
            route.codes.insert(Code::LawUnknown);
        }
        let decided = stand(incident, person, rule, &mut route.codes);
        route.standing = decided.map(|(standing, _)| standing).or_else(|| {
            // Where the place is not known, an age may still say the same in all of them. The row is held all the same.
            let birth = person.birth.as_ref().filter(|_| rule.is_none() && person.death == Death::Alive)?;
            if person.codes.contains(Code::RepresentativeUnclear) {
                return None;
            }
            self.standing_anywhere(age_on(*birth.disclose(), incident.mailing.date)?)
        });
        let (Some(rule), Some((standing, addressee))) = (rule, decided) else { return route };

        // The list starts from what the incident file says of everybody, so an empty set is a row of plain no.
        let elements = person.elements;
        if elements.is_empty() {
            route.codes.insert(Code::NothingExposed);
            return route;
        }
        if shortfall(rule, incident, standing, elements).is_some() {
            route.codes.insert(Code::OfferShort);
        }
        let family = rule.family(elements);
        if family == Family::Massachusetts && incident.counsel.massachusetts_description.is_none() {
            route.codes.insert(Code::MassachusettsUndecided);
            return route;
        }
        if route.due.is_some_and(|due| incident.mailing.date > due) {
            route.codes.insert(Code::LetterLate);
        }
        let product = incident.monitoring.offer(standing);
        route.variant = Some(Variant {
            jurisdiction: rule.code,
            standing,
            addressee,
            family,
            language: self.language(incident, rule, person.language, &mut route.codes),
            elements,
            code: product.is_some_and(|p| p.codes.is_some()),
            second_copy: person.second_copy,
        });
        route
    }

    /// The language of a letter: what the list says of the person, else what is usual where the person lives, else
    /// what the incident file says of everybody; English where there is no letter in it.
    fn language(&self, incident: &Incident, rule: &Rule, wanted: Option<Language>, codes: &mut CodeSet) -> Language {
        match wanted.or(rule.default_language).unwrap_or(incident.mailing.language) {
            Language::En => Language::En,
            Language::Es if self.has_spanish() && incident.event.es.is_some() => Language::Es,
            Language::Es => {
                codes.insert(Code::LanguageUnavailable);
                Language::En
            }
        }
    }
}

/// Standing and addressee, in the order of certainty: dead, then represented, then by age on the mailing date.
fn stand(
    incident: &Incident,
    person: &Person,
    rule: Option<&Rule>,
    codes: &mut CodeSet,
) -> Option<(Standing, Addressee)> {
    match person.death {
        Death::Dead(died) => {
            let child = rule.is_some_and(|rule| died_as_child(person, died, incident.mailing.date, rule.letter_age));
            let addressee = match (child, named(person.next_of_kin.as_ref())) {
                (true, true) => Addressee::NamedForDeceasedChild,
                (true, false) => Addressee::ParentOfDeceased,
                (false, true) => Addressee::NamedNextOfKin,
                (false, false) => Addressee::NextOfKin,
            };
            return Some((Standing::Deceased, addressee));
        }
        Death::Unclear => return None,
        Death::Alive => {}
    }
    if named(person.representative.as_ref()) {
        return Some((Standing::Represented, Addressee::Representative));
    }
    if person.codes.contains(Code::RepresentativeUnclear) {
        return None;
    }
    let Some(birth) = person.birth.as_ref().map(|b| *b.disclose()) else {
        // No cell of a ragged row can be trusted to be the one that is missing.
        if person.codes.contains(Code::RowRagged) || BIRTH_UNUSABLE.into_iter().any(|code| person.codes.contains(code))
        {
            return None;
        }
        let addressee = match incident.counsel.no_birth_date {
            NoBirthDate::Hold => {
                codes.insert(Code::BirthMissing);
                return None;
            }
            NoBirthDate::Either => Addressee::Either,
            NoBirthDate::Adult => Addressee::Person,
        };
        codes.insert(Code::BirthMissingDecided);
        return Some((Standing::Adult, addressee));
    };
    let rule = rule?;
    // A birth after the mailing date is intake's to hold; nothing is decided from it.
    let age = age_on(birth, incident.mailing.date)?;
    if turns_of_age(birth, incident, rule.letter_age) {
        codes.insert(Code::TurnsOfAge);
    }
    if age >= u32::from(rule.letter_age) {
        if age < u32::from(rule.age_of_majority) {
            codes.insert(Code::MajorityLater);
        }
        return Some((Standing::Adult, Addressee::Person));
    }
    let guardian = named(person.guardian.as_ref());
    if guardian && (incident.counsel.named_guardians || person.addressee_decided) {
        return Some((Standing::Minor, Addressee::NamedGuardian));
    }
    if guardian {
        codes.insert(Code::GuardianNotNamed);
    }
    Some((Standing::Minor, Addressee::ParentOrGuardian))
}

/// Returns whether a person who has died was a child at death, or, where the day of death is not known, would still be one
/// when the letter is mailed.
fn died_as_child(person: &Person, died: Option<NaiveDate>, mailed: NaiveDate, letter_age: u8) -> bool {
    let birth = person.birth.as_ref().map(|birth| *birth.disclose());
    let age = birth.and_then(|birth| age_on(birth, died.unwrap_or(mailed)));
    age.is_some_and(|age| age < u32::from(letter_age))
}

fn named(name: Option<&Private<PersonName>>) -> bool {
    name.is_some_and(|name| !name.disclose().is_empty())
}
