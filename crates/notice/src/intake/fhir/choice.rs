//! Choice of the name and the address that count on a day, and the meaning of the codes of a relationship.

use super::json::{Many, Text};
use crate::intake::lexicon::FHIR;
use serde::Deserialize;
use std::borrow::Cow;
use std::cmp::Reverse;

/// A code and its words.
#[derive(Default, Deserialize)]
pub(super) struct Coding<'a> {
    #[serde(borrow, default)]
    pub(super) code: Text<'a>,
    #[serde(borrow, default)]
    pub(super) display: Text<'a>,
}

/// Codes that mean one thing, or words for it.
#[derive(Default, Deserialize)]
pub(super) struct Concept<'a> {
    #[serde(borrow, default)]
    pub(super) coding: Many<Coding<'a>>,
    #[serde(borrow, default)]
    pub(super) text: Text<'a>,
}

impl Concept<'_> {
    /// Its codes and words, one after the other.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let codings = self.coding.iter().flat_map(|coding| [coding.code.get(), coding.display.get()]);
        codings.chain([self.text.get()]).filter(|word| !word.is_empty())
    }
}

/// A time from one day to another; either may be missing.
#[derive(Default, Deserialize)]
pub(super) struct Period<'a> {
    #[serde(borrow, default)]
    start: Text<'a>,
    #[serde(borrow, default)]
    end: Text<'a>,
}

/// The date of a date and time, which may be a year or a month alone; empty where it is none.
pub(super) fn date_of(text: &str) -> &str {
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let is_date = matches!(date.len(), 4 | 7 | 10)
        && date.bytes().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    if is_date { date } else { "" }
}

impl Period<'_> {
    /// Returns whether it is over before a day (`2025-03-28`). One that ends in a year or month ends with its last day.
    pub(super) fn is_over(&self, day: &str) -> bool {
        let end = date_of(self.end.get());
        !end.is_empty() && day.get(..end.len()).is_some_and(|day| end < day)
    }

    /// Returns whether it begins after a day.
    pub(super) fn is_to_come(&self, day: &str) -> bool {
        let start = date_of(self.start.get());
        !start.is_empty() && day.get(..start.len()).is_some_and(|day| start > day)
    }

    /// Returns whether a day lies in it.
    pub(super) fn covers(&self, day: &str) -> bool {
        !self.is_over(day) && !self.is_to_come(day)
    }

    fn start(&self) -> &str {
        date_of(self.start.get())
    }
}

/// Returns whether a day lies in a period, or there is none.
pub(super) fn is_current(period: Option<&Period<'_>>, day: &str) -> bool {
    period.is_none_or(|period| period.covers(day))
}

/// A name of somebody.
#[derive(Default, Deserialize)]
pub(super) struct HumanName<'a> {
    #[serde(borrow, default, rename = "use")]
    usage: Text<'a>,
    #[serde(borrow, default)]
    pub(super) text: Text<'a>,
    #[serde(borrow, default)]
    family: Many<Text<'a>>,
    #[serde(borrow, default)]
    given: Many<Text<'a>>,
    #[serde(borrow, default)]
    prefix: Many<Text<'a>>,
    #[serde(borrow, default)]
    suffix: Many<Text<'a>>,
    #[serde(borrow, default)]
    period: Option<Period<'a>>,
}

/// The parts of a name as the columns of a list have them.
#[derive(Default)]
pub(super) struct NameParts<'n> {
    pub(super) prefix: Cow<'n, str>,
    pub(super) first: &'n str,
    pub(super) middle: Cow<'n, str>,
    pub(super) last: Cow<'n, str>,
    pub(super) suffix: Cow<'n, str>,
    /// The whole name, only where it stands in no parts.
    pub(super) full: &'n str,
}

impl HumanName<'_> {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.family.iter().chain(self.given.iter()).all(Text::is_empty)
    }

    pub(super) fn parts(&self) -> NameParts<'_> {
        let (family, given) = (joined(&self.family, " "), first(&self.given));
        if (family.is_empty() || given.is_empty()) && !self.text.is_empty() {
            return NameParts { full: self.text.get(), ..NameParts::default() };
        }
        let behind = self.given.iter().position(|name| !name.is_empty()).map_or(0, |at| at + 1);
        NameParts {
            prefix: joined(&self.prefix, " "),
            first: given,
            middle: joined(&self.given[behind..], " "),
            last: family,
            suffix: joined(&self.suffix, " "),
            full: "",
        }
    }

    /// The name in one text.
    pub(super) fn whole(&self) -> Cow<'_, str> {
        let parts = self.parts();
        if !parts.full.is_empty() {
            return Cow::Borrowed(parts.full);
        }
        let words = [parts.first, &parts.middle, &parts.last, &parts.suffix];
        Cow::Owned(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }
}

/// The name that counts on a day: the official one, else the usual one, else one of no use, else one for a time that covers the day.
/// Names of before, nicknames and names that hide somebody never count. Of several the one since last.
pub(super) fn choose_name<'n, 'a>(names: &'n [HumanName<'a>], day: &str) -> Option<&'n HumanName<'a>> {
    let rank = |name: &HumanName<'_>| match name.usage.get() {
        "official" => Some(0),
        "usual" => Some(1),
        "old" | "maiden" | "nickname" | "anonymous" => None,
        "temp" => Some(3),
        _ => Some(2),
    };
    let usable = names.iter().filter(|name| !name.is_empty() && is_current(name.period.as_ref(), day));
    let ranked = usable.filter_map(|name| Some((rank(name)?, Reverse(since(name.period.as_ref())), name)));
    ranked.min_by_key(|(rank, since, _)| (*rank, *since)).map(|(_, _, name)| name)
}

/// A place of somebody.
#[derive(Default, Deserialize)]
pub(super) struct Address<'a> {
    #[serde(borrow, default, rename = "use")]
    usage: Text<'a>,
    #[serde(borrow, default, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    text: Text<'a>,
    #[serde(borrow, default)]
    line: Many<Text<'a>>,
    #[serde(borrow, default)]
    city: Text<'a>,
    #[serde(borrow, default)]
    state: Text<'a>,
    #[serde(borrow, default, rename = "postalCode")]
    postal_code: Text<'a>,
    #[serde(borrow, default)]
    country: Text<'a>,
    #[serde(borrow, default)]
    period: Option<Period<'a>>,
}

/// The parts of an address as the columns of a list have them.
#[derive(Default)]
pub(super) struct AddressParts<'n> {
    pub(super) line_1: &'n str,
    pub(super) line_2: &'n str,
    pub(super) line_3: Cow<'n, str>,
    pub(super) city: &'n str,
    pub(super) state: &'n str,
    pub(super) zip: &'n str,
    pub(super) country: &'n str,
    /// The whole address, only where it stands in no parts.
    pub(super) full: &'n str,
}

impl Address<'_> {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.city.is_empty() && self.line.iter().all(Text::is_empty)
    }

    pub(super) fn parts(&self) -> AddressParts<'_> {
        // Some programs put both lines into one text.
        let mut lines = self.line.iter().flat_map(|line| line.get().lines()).map(str::trim).filter(|l| !l.is_empty());
        let country = self.country.get();
        let (line_1, line_2) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let is_part_missing = line_1.is_empty() || (self.city.is_empty() && self.postal_code.is_empty());
        if is_part_missing && !self.text.is_empty() {
            return AddressParts { country, full: self.text.get(), ..AddressParts::default() };
        }
        let line_3 = match (lines.next().unwrap_or_default(), lines.next()) {
            (third, None) => Cow::Borrowed(third),
            (third, Some(fourth)) => {
                Cow::Owned([third, fourth].into_iter().chain(lines).collect::<Vec<_>>().join(", "))
            }
        };
        AddressParts {
            line_1,
            line_2,
            line_3,
            city: self.city.get(),
            state: self.state.get(),
            zip: self.postal_code.get(),
            country,
            full: "",
        }
    }
}

/// The address to which mail goes on a day. One that is there for visits alone comes last, then home comes before one of no use, and
/// that before one for a time that covers the day. Mail never goes to places of before, of work and of bills. Of several the one since
/// last.
pub(super) fn choose_address<'n, 'a>(addresses: &'n [Address<'a>], day: &str) -> Option<&'n Address<'a>> {
    let rank = |address: &Address<'_>| {
        let place = match address.usage.get() {
            "home" => 0,
            "old" | "billing" | "work" => return None,
            // A place for a time of which nobody says which is the place of nobody knows when.
            "temp" => 2 + u8::from(address.period.is_none()),
            _ => 1,
        };
        let kind = address.kind.get();
        Some((kind == "physical", place, !matches!(kind, "postal" | "both")))
    };
    let usable = addresses.iter().filter(|place| !place.is_empty() && is_current(place.period.as_ref(), day));
    let ranked = usable.filter_map(|place| Some((rank(place)?, Reverse(since(place.period.as_ref())), place)));
    ranked.min_by_key(|(rank, since, _)| (*rank, *since)).map(|(_, _, place)| place)
}

fn since<'p>(period: Option<&'p Period<'_>>) -> &'p str {
    period.map_or("", Period::start)
}

fn first<'n>(texts: &'n [Text<'_>]) -> &'n str {
    texts.iter().map(Text::get).find(|text| !text.is_empty()).unwrap_or_default()
}

fn joined<'n>(texts: &'n [Text<'_>], between: &str) -> Cow<'n, str> {
    let mut filled = texts.iter().map(Text::get).filter(|text| !text.is_empty());
    let first = filled.next().unwrap_or_default();
    let mut all = Cow::Borrowed(first);
    for text in filled {
        let all = all.to_mut();
        all.push_str(between);
        all.push_str(text);
    }
    all
}

/// Relation of somebody to the patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a contact can be several at once")]
pub(super) struct Relation {
    pub(super) is_guardian: bool,
    pub(super) is_parent: bool,
    /// A foster parent: the child is in somebody's care by order.
    pub(super) is_foster: bool,
    pub(super) is_kin: bool,
    pub(super) is_representative: bool,
    pub(super) is_executor: bool,
}

impl Relation {
    /// Judges the codes and words of a relationship. Only what they say counts: a grandmother or an emergency contact is neither
    /// parent nor guardian.
    pub(super) fn of(concepts: &[Concept<'_>]) -> Self {
        let mut relation = Self::default();
        for word in concepts.iter().flat_map(Concept::words) {
            let word = word.to_lowercase();
            let is = |words: &rustc_hash::FxHashSet<String>| words.contains(word.as_str());
            relation.is_guardian |= is(&FHIR.guardian);
            relation.is_parent |= is(&FHIR.parent);
            relation.is_foster |= is(&FHIR.foster);
            relation.is_kin |= is(&FHIR.next_of_kin);
            relation.is_representative |= is(&FHIR.representative);
            relation.is_executor |= is(&FHIR.executor);
        }
        relation
    }

    /// Returns whether letters about a child may be addressed to such a person.
    pub(super) fn may_be_addressed(self) -> bool {
        (self.is_guardian || self.is_parent) && !self.is_foster
    }
}
