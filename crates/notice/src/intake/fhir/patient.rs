//! A line of `Patient.ndjson` as a row of fixed columns.

use super::choice::{
    Address, AddressParts, Coding, Concept, HumanName, NameParts, Period, Relation, choose_address, choose_name,
    date_of, is_current,
};
use super::json::{Many, Text};
use crate::intake::Field;
use crate::intake::date::is_no_day;
use crate::intake::lexicon::FHIR;
use chrono::NaiveDate;
use csv::ByteRecord;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The columns of a patient: headings that lists have too, and the fields that they feed. Without a field are what is only told and
/// what holds a row as marks of a list do.
pub(in crate::intake) const COLUMNS: [(&str, Option<Field>); 31] = [
    ("Patient ID", Some(Field::RecordId)),
    ("MRN", None),
    ("Name Prefix", None),
    ("First Name", Some(Field::FirstName)),
    ("Middle Name", Some(Field::MiddleName)),
    ("Last Name", Some(Field::LastName)),
    ("Suffix", Some(Field::Suffix)),
    ("Full Name", Some(Field::FullName)),
    ("Birth Date", Some(Field::DateOfBirth)),
    ("Deceased", Some(Field::Deceased)),
    ("Date of Death", Some(Field::DateOfDeath)),
    ("Address 1", Some(Field::Address1)),
    ("Address 2", Some(Field::Address2)),
    ("Address 3", Some(Field::Address3)),
    ("City", Some(Field::City)),
    ("State", Some(Field::State)),
    ("ZIP", Some(Field::Zip)),
    ("Country", Some(Field::Country)),
    ("Full Address", Some(Field::Address)),
    ("Language", Some(Field::Language)),
    ("Guardian First Name", Some(Field::GuardianFirst)),
    ("Guardian Last Name", Some(Field::GuardianLast)),
    ("Guardian Name", Some(Field::GuardianName)),
    ("Next of Kin", Some(Field::NextOfKin)),
    ("Representative", Some(Field::Representative)),
    ("Representative Type", Some(Field::RepresentativeType)),
    ("Custody", Some(Field::Custody)),
    ("Restricted Record", None),
    ("Merged Into", None),
    ("Test Patient", None),
    ("Record Active", None),
];

/// Headings of [`COLUMNS`] whose cells are numbers and codes of a program, in which nobody writes notes.
pub(in crate::intake) const CODES: [&str; 2] = ["MRN", "Record Active"];

#[derive(Deserialize)]
struct Patient<'a> {
    #[serde(borrow, rename = "resourceType")]
    resource_type: Text<'a>,
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    meta: Option<Meta<'a>>,
    #[serde(borrow, default)]
    active: Text<'a>,
    #[serde(borrow, default)]
    identifier: Many<Identifier<'a>>,
    #[serde(borrow, default)]
    name: Many<HumanName<'a>>,
    #[serde(borrow, default, rename = "birthDate")]
    birth_date: Text<'a>,
    #[serde(borrow, default, rename = "deceasedBoolean", alias = "DeceasedBoolean", alias = "deceased")]
    deceased: Text<'a>,
    #[serde(borrow, default, rename = "deceasedDateTime", alias = "DeceasedDateTime")]
    death: Option<Text<'a>>,
    /// There for a death of which the day is kept back.
    #[serde(default, rename = "_deceasedDateTime")]
    death_unsaid: Option<IgnoredAny>,
    #[serde(borrow, default)]
    address: Many<Address<'a>>,
    #[serde(borrow, default)]
    communication: Many<Communication<'a>>,
    #[serde(borrow, default)]
    contact: Many<Contact<'a>>,
    #[serde(borrow, default)]
    link: Many<Link<'a>>,
}

#[derive(Default, Deserialize)]
struct Meta<'a> {
    #[serde(borrow, default)]
    security: Many<Coding<'a>>,
    #[serde(borrow, default)]
    tag: Many<Coding<'a>>,
}

#[derive(Default, Deserialize)]
struct Identifier<'a> {
    #[serde(borrow, default, rename = "use")]
    usage: Text<'a>,
    #[serde(borrow, default, rename = "type")]
    kind: Option<Concept<'a>>,
    #[serde(borrow, default)]
    system: Text<'a>,
    #[serde(borrow, default)]
    value: Text<'a>,
    #[serde(borrow, default)]
    period: Option<Period<'a>>,
}

#[derive(Default, Deserialize)]
struct Communication<'a> {
    #[serde(borrow, default)]
    language: Option<Concept<'a>>,
    #[serde(borrow, default)]
    preferred: Text<'a>,
}

#[derive(Default, Deserialize)]
struct Contact<'a> {
    #[serde(borrow, default)]
    relationship: Many<Concept<'a>>,
    #[serde(borrow, default)]
    name: Many<HumanName<'a>>,
    #[serde(borrow, default)]
    organization: Option<Reference<'a>>,
    #[serde(borrow, default)]
    period: Option<Period<'a>>,
}

#[derive(Default, Deserialize)]
struct Link<'a> {
    #[serde(borrow, default)]
    other: Option<Reference<'a>>,
    #[serde(borrow, default, rename = "type")]
    kind: Text<'a>,
}

/// A reference to another resource.
#[derive(Default, Deserialize)]
pub(super) struct Reference<'a> {
    #[serde(borrow, default)]
    pub(super) reference: Text<'a>,
    #[serde(borrow, default)]
    pub(super) display: Text<'a>,
}

/// Those who act for a patient, by what they are.
#[derive(Default)]
struct Acting<'n> {
    guardian: NameParts<'n>,
    next_of_kin: std::borrow::Cow<'n, str>,
    representative: std::borrow::Cow<'n, str>,
    role: &'static str,
    custody: &'static str,
}

/// Reads a line into the cells of [`COLUMNS`]. `day` is the mailing date (`2025-03-28`), by which names, addresses and contacts are
/// chosen; of the dead no later than the day of death. Returns false, with the line as the only cell, where it is no patient.
pub(in crate::intake) fn read(line: &str, day: &str, record: &mut ByteRecord) -> bool {
    record.clear();
    match serde_json::from_str::<Patient<'_>>(line) {
        Ok(patient) if patient.resource_type.get() == "Patient" => {
            patient.write(day, record);
            true
        }
        _ => {
            record.push_field(line.as_bytes());
            false
        }
    }
}

/// Returns whether any code is one of these marks.
fn is_any(codes: &Many<Coding<'_>>, marks: &rustc_hash::FxHashSet<String>) -> bool {
    codes.iter().map(|coding| coding.code.get()).any(|code| !code.is_empty() && marks.contains(&code.to_lowercase()))
}

impl Patient<'_> {
    fn write(&self, day: &str, record: &mut ByteRecord) {
        let death = self.death.as_ref().map_or("", Text::get);
        let day_of_death = date_of(death);
        // What was so when somebody died is so of the dead.
        let on = if day_of_death.len() == 10 && day_of_death < day { day_of_death } else { day };
        let name = choose_name(&self.name, on).map(HumanName::parts).unwrap_or_default();
        let place = choose_address(&self.address, on).map(Address::parts).unwrap_or_default();
        let AddressParts { line_1, line_2, line_3, city, state, zip, country, full } = place;
        let acting = self.acting(on);
        let (deceased, death) = self.death(day);
        let cells: [&str; COLUMNS.len()] = [
            self.id.get(),
            self.number(),
            &name.prefix,
            name.first,
            &name.middle,
            &name.last,
            &name.suffix,
            name.full,
            self.birth_date.get(),
            deceased,
            death,
            line_1,
            line_2,
            &line_3,
            city,
            state,
            zip,
            country,
            full,
            self.language(),
            acting.guardian.first,
            &acting.guardian.last,
            acting.guardian.full,
            &acting.next_of_kin,
            &acting.representative,
            acting.role,
            acting.custody,
            if self.has_mark(&FHIR.restricted) { "restricted" } else { "" },
            self.successor(),
            if self.is_test() { "yes" } else { "" },
            self.active.get(),
        ];
        for cell in cells {
            record.push_field(cell.as_bytes());
        }
    }

    /// The cells of the two columns of death. A year or a month is a death without a day; what is kept back, or lies in the future,
    /// is a doubt.
    fn death(&self, today: &str) -> (&str, &str) {
        let (said, day) = (self.deceased.get(), self.death.as_ref().map_or("", Text::get));
        // A program writes such a day where nothing is known: the column of dates tells of it, and nobody is dead by it.
        let is_blank = NaiveDate::parse_from_str(date_of(day), "%Y-%m-%d").is_ok_and(|day| is_no_day(day, true));
        match date_of(day).len() {
            10 if is_blank => (said, date_of(day)),
            10 => (if said.is_empty() { "true" } else { said }, date_of(day)),
            4 | 7 => {
                let is_sure = matches!(said, "" | "true") && today.get(..date_of(day).len()) >= Some(date_of(day));
                (if is_sure { "true" } else { "?" }, "")
            }
            _ if !day.is_empty() => (said, day),
            _ if said.is_empty() && (self.death.is_some() || self.death_unsaid.is_some()) => ("?", ""),
            _ => (said, ""),
        }
    }

    /// The practice's own number: the medical record number, else the first number that is in use. It is told and not used, as other
    /// resources name a patient by `id`.
    fn number(&self) -> &str {
        let is_number = |number: &&Identifier<'_>, code: &str| {
            number.kind.iter().flat_map(Concept::words).any(|word| word.eq_ignore_ascii_case(code))
        };
        // A Social Security number is nobody's record number.
        let usable = |number: &&Identifier<'_>| {
            number.usage.get() != "old" && !is_number(number, "SS") && !number.system.get().ends_with("us-ssn")
        };
        let own = self.identifier.iter().find(|number| usable(number) && is_number(number, "MR"));
        let any = || {
            let in_use = |number: &&Identifier<'_>| matches!(number.usage.get(), "usual" | "official");
            self.identifier.iter().find(|number| usable(number) && in_use(number) && number.period.is_none())
        };
        own.or_else(any).map_or("", |number| number.value.get())
    }

    /// The preferred language, or the only one.
    fn language(&self) -> &str {
        let preferred = self.communication.iter().find(|own| own.preferred.get() == "true");
        let only = if let [only] = &*self.communication { Some(only) } else { None };
        let language = preferred.or(only).and_then(|own| own.language.as_ref());
        language.and_then(|language| language.words().next()).unwrap_or_default()
    }

    fn acting(&self, day: &str) -> Acting<'_> {
        let mut acting = Acting::default();
        let (mut guardian, mut parent) = (None, None);
        for contact in self.contact.iter().filter(|contact| is_current(contact.period.as_ref(), day)) {
            let relation = Relation::of(&contact.relationship);
            let name = choose_name(&contact.name, day);
            if relation.is_foster {
                acting.custody = "foster parent";
            } else if name.is_none() && relation.is_guardian && contact.organization.as_ref().is_some_and(is_named) {
                acting.custody = "guardian is an organization";
            }
            let Some(name) = name else { continue };
            if relation.may_be_addressed() {
                let place = if relation.is_guardian { &mut guardian } else { &mut parent };
                place.get_or_insert(name);
            }
            if relation.is_kin && acting.next_of_kin.is_empty() {
                acting.next_of_kin = name.whole();
            }
            if (relation.is_representative || relation.is_executor) && acting.representative.is_empty() {
                acting.representative = name.whole();
                acting.role = if relation.is_executor { "executor" } else { "power of attorney" };
            }
        }
        acting.guardian = guardian.or(parent).map(HumanName::parts).unwrap_or_default();
        acting
    }

    fn has_mark(&self, marks: &rustc_hash::FxHashSet<String>) -> bool {
        self.meta.iter().any(|meta| is_any(&meta.security, marks))
    }

    /// Returns whether a mark of its confidentiality, or a tag, says that the record is nobody's.
    fn is_test(&self) -> bool {
        self.has_mark(&FHIR.test_record) || self.meta.iter().any(|meta| is_any(&meta.tag, &FHIR.test_record))
    }

    /// The record into which this one was merged, as it is referred to.
    fn successor(&self) -> &str {
        let link = self.link.iter().find(|link| link.kind.get() == "replaced-by");
        let Some(link) = link else { return "" };
        let other = link.other.as_ref();
        let named = other.map(|other| [other.reference.get(), other.display.get()]);
        named.into_iter().flatten().find(|word| !word.is_empty()).unwrap_or("another record")
    }
}

fn is_named(reference: &Reference<'_>) -> bool {
    !reference.reference.is_empty() || !reference.display.is_empty()
}
