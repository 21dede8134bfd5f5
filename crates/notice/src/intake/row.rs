//! One row: its cells become a person, with everything that was found on the way.

use super::Field;
use super::address::{self, AddressCells, AddressRead};
use super::cells::{Cells, something};
use super::chunk::{Extent, RowBytes, RowForm};
use super::columns::ColumnPlan;
use super::date::{self, DateOrders, DateReading, age};
use super::flag::{self, Flag, eq_fold, flag};
use super::judged;
use super::keys::Keys;
use super::lexicon::tokens;
use super::name::{self, NameCells};
use super::nothing::is_nothing;
use super::recipe::{self, GuardianNames};
use super::report_line::ReportLines;
use super::text::{clean, forbidden};
use super::verdict::{AnswerState, Verdicts};
use super::{warning, whole};
use crate::finding::{Code, Position, Private};
use crate::party::{DataElement, Death, Elements, Gazetteer, Language, Person};
use chrono::NaiveDate;
use csv::ByteRecord;
use std::borrow::Cow;

/// A record of a person is never longer, in bytes.
const LONG: usize = 64 << 10;

/// A row as read: where it stands, the person, and the fingerprints for matching.
#[derive(Clone, Debug)]
pub struct Row {
    /// The place of the row in the list.
    pub extent: Extent,
    /// The person, as far as the row could be read.
    pub person: Person,
    /// Fingerprints; all zero where the row could not be read.
    pub keys: Keys,
}

/// The terms by which every row of a list is read.
pub(super) struct Terms<'a> {
    pub(super) file: u16,
    pub(super) form: RowForm,
    pub(super) plan: &'a ColumnPlan,
    pub(super) report_lines: &'a ReportLines,
    /// Columns of names and addresses whose cells with so many characters were cut off.
    pub(super) cut: &'a [(u16, u32)],
    pub(super) orders: DateOrders,
    pub(super) gazetteer: &'a Gazetteer,
    /// The day on which ages are taken.
    pub(super) mailing: NaiveDate,
    pub(super) exposed: Elements,
    /// The letters name guardians.
    pub(super) names_guardians: bool,
    /// A zero is no answer: it stands for an empty cell.
    pub(super) zeros_are_blank: bool,
    /// Verdicts about the whole list, after its answers.
    pub(super) verdicts: &'a Verdicts,
    /// Guardians who are rows of the list, by number.
    pub(super) guardians: Option<&'a GuardianNames>,
}

impl Terms<'_> {
    /// Reads a row.
    pub(super) fn read(&self, extent: Extent, record: &ByteRecord, bytes: RowBytes<'_>) -> Row {
        let mut person =
            Person { at: Position::record(self.file, extent.line), elements: self.exposed, ..Person::default() };
        if bytes.good {
            person.codes.extend(forbidden(std::str::from_utf8(bytes.text).unwrap_or_default()));
        } else {
            person.codes.insert(Code::RowUndecodable);
            if memchr::memchr(0, bytes.raw).is_some() && !matches!(bytes.raw.len() % 2, 0) {
                person.codes.insert(Code::RowNul);
            }
        }
        // The photo of a patient is long, and no part of the row.
        let len = if self.form == RowForm::Delimited { bytes.raw.len() } else { bytes.text.len() };
        if len > LONG {
            person.codes.insert(Code::RowTooLong);
        }
        let is_asked = self.verdicts.sections.has_unknown_line(extent.line);
        if is_asked && self.verdicts.section_unknown == AnswerState::Open {
            person.codes = [Code::QuestionOpen].into_iter().collect();
            return Row { extent, person, keys: Keys::unread(bytes.raw) };
        }
        if is_asked || self.report_lines.has(record) || self.verdicts.sections.has_line(extent.line) {
            person.codes = [Code::PageLine].into_iter().collect();
            return Row { extent, person, keys: Keys::unread(bytes.raw) };
        }
        if record.len() != self.plan.width {
            // Its cells stand under other headings: nothing of it is known.
            let is_delimited = self.form == RowForm::Delimited;
            person.codes.insert(if is_delimited { Code::RowRagged } else { Code::RowNoPatient });
            if is_delimited && memchr::memchr(b'\n', bytes.text).is_some() {
                person.codes.insert(Code::RowRunsOn);
            }
            return Row { extent, person, keys: Keys::unread(bytes.raw) };
        }
        let cells = self.cells(record);
        let is_cut = |&(at, limit): &(u16, u32)| {
            let cell = record.get(usize::from(at)).unwrap_or_default().trim_ascii();
            cell.len() >= limit as usize && String::from_utf8_lossy(cell).chars().count() == limit as usize
        };
        if self.cut.iter().any(is_cut) {
            person.codes.insert(Code::CellCut);
        }
        who(&cells, self.verdicts, &mut person);
        self.where_to(&cells, &mut person);
        self.birth(&cells, &mut person);
        self.death(&cells, &mut person);
        judged::apply(self.verdicts, self.mailing, &cells, &mut person);
        self.others(&cells, &mut person);
        self.marks(&cells, &mut person);
        recipe::mark(&cells, &mut person);
        self.elements(&cells, &mut person);
        language(&cells, &mut person);
        let keys = Keys::of(&person);
        Row { extent, person, keys }
    }

    /// The cells of a row by their fields.
    pub(super) fn cells<'c>(&'c self, record: &'c ByteRecord) -> Cells<'c> {
        Cells { record, plan: self.plan, zeros_are_blank: self.zeros_are_blank, repairs: self.verdicts.repairs }
    }

    fn where_to(&self, cells: &Cells<'_>, person: &mut Person) {
        let confidential = [
            Field::ConfidentialAddress1,
            Field::ConfidentialAddress2,
            Field::ConfidentialCity,
            Field::ConfidentialState,
            Field::ConfidentialZip,
        ];
        if confidential.iter().any(|&f| self.plan.has(f)) {
            let [line_1, line_2, city, state, zip] = confidential.map(|f| cells.get(f));
            if [&line_1, &line_2, &city, &state, &zip].iter().any(|c| !is_nothing(clean(c).as_ref())) {
                let address = AddressCells {
                    line_1: &line_1,
                    line_2: &line_2,
                    city: &city,
                    state: &state,
                    zip: &zip,
                    ..AddressCells::default()
                };
                let found = address::read(&address, self.gazetteer, &mut person.codes);
                // The law that a person lives under does not change with where they want their mail; but the
                // other address must not be looked at, so the state is taken from this one.
                person.codes.insert(if found.address.is_some() {
                    Code::ConfidentialAddressUsed
                } else {
                    Code::ConfidentialAddressIncomplete
                });
                settle(found, person);
                return;
            }
        }
        let [line_1, line_2, urbanization, city, state, zip, city_state_zip, country] = [
            Field::Address1,
            Field::Address2,
            Field::Urbanization,
            Field::City,
            Field::State,
            Field::Zip,
            Field::CityStateZip,
            Field::Country,
        ]
        .map(|f| cells.get(f));
        let [mut line_1, line_2, urbanization, mut city, mut state, mut zip, city_state_zip] =
            self.or_spare(cells, [line_1, line_2, urbanization, city, state, zip, city_state_zip]);
        let [mut entire, line_3, care_of] = [Field::Address, Field::Address3, Field::CareOf].map(|f| cells.get(f));
        if is_nothing(&clean(&entire)) {
            entire = cells.joined(self.plan.spare(Field::Address), something);
        }
        if !is_nothing(&clean(&entire)) && is_nothing(&clean(&line_1)) {
            let parts = whole::take_apart(&entire, self.gazetteer);
            (line_1, city, state, zip) = (parts.street.into(), parts.city.into(), parts.state.into(), parts.zip.into());
        }
        // Whoever gets mail at an own place gets it there; at that of an estate somebody has died.
        let own = person.name.as_ref().is_some_and(|name| eq_fold(clean(&care_of).as_ref(), &name.disclose().full));
        let care_of = if own { Cow::Borrowed("") } else { care_of };
        if tokens(&care_of).iter().any(|word| matches!(word.as_str(), "estate" | "decedent" | "deceased")) {
            person.codes.insert(Code::DeathUnclear);
            person.death = Death::Unclear;
        }
        let line_3 = judged::with_parts(self.verdicts, cells, line_3);
        for field in [Field::Address, Field::Address1, Field::Address2, Field::City] {
            if self.plan.of(field).iter().any(|&at| cells.is_repaired(at)) {
                person.codes.insert(Code::LettersRepaired);
            }
        }
        let address = AddressCells {
            line_1: &line_1,
            line_2: &line_2,
            line_3: &line_3,
            care_of: &care_of,
            urbanization: &urbanization,
            city: &city,
            state: &state,
            zip: &zip,
            city_state_zip: &city_state_zip,
            country: &country,
        };
        settle(address::read(&address, self.gazetteer, &mut person.codes), person);
    }

    /// The cells of the second address where the first has no street.
    fn or_spare<'c>(&self, cells: &Cells<'c>, first: [Cow<'c, str>; 7]) -> [Cow<'c, str>; 7] {
        let blank = |cell: &Cow<'_, str>| is_nothing(&clean(cell));
        if !blank(&first[0]) || !blank(&first[1]) || self.plan.spare(Field::Address1).is_empty() {
            return first;
        }
        let spare = super::columns::ADDRESS.map(|field| cells.joined(self.plan.spare(field), something));
        // What the second address has no columns for belongs to both.
        let mut both = first;
        for ((cell, spare), field) in both.iter_mut().zip(spare).zip(super::columns::ADDRESS) {
            if !self.plan.spare(field).is_empty() {
                *cell = spare;
            }
        }
        both
    }

    fn birth(&self, cells: &Cells<'_>, person: &mut Person) {
        let codes = &mut person.codes;
        let cell = cells.get(Field::DateOfBirth);
        let cell = clean(&cell);
        match read_day(&cell, self.orders.birth, self.orders.birth_serials, false) {
            DateReading::Blank => {}
            DateReading::Day(day) if day > self.mailing => codes.insert(Code::BirthFuture),
            DateReading::Day(day) if age(day, self.mailing) > 120 => codes.insert(Code::BirthImpossible),
            DateReading::Day(day) => person.birth = Some(Private::new(day)),
            DateReading::TwoDigitYear => match date::only_century(&cell, self.orders.birth, self.mailing) {
                // Of the two centuries only one gives an age that people reach.
                Some(day) => person.birth = Some(Private::new(day)),
                None => codes.insert(Code::BirthTwoDigitYear),
            },
            DateReading::Unreadable => codes.insert(Code::BirthUnreadable),
        }
        if self.orders.birth_open
            && let date::Evidence::Either(one, other) = date::evidence(&cell)
            && (age(one, self.mailing) >= 18) != (age(other, self.mailing) >= 18)
        {
            // Nothing tells day from month, and one of the two days makes a child of an adult.
            codes.insert(Code::BirthAmbiguous);
            person.birth = None;
        }
        if let Some(day) = person.birth.as_ref().map(|birth| *birth.disclose())
            && date::has_time(&cell)
            && [day.pred_opt(), day.succ_opt()]
                .into_iter()
                .flatten()
                .any(|near| (age(near, self.mailing) >= 18) != (age(day, self.mailing) >= 18))
        {
            codes.insert(Code::BirthMoved);
        }
    }

    fn death(&self, cells: &Cells<'_>, person: &mut Person) {
        let codes = &mut person.codes;
        let cell = cells.get(Field::DateOfDeath);
        let cell = clean(&cell);
        let mut dated = match read_day(&cell, self.orders.death, self.orders.death_serials, true) {
            DateReading::Blank => Death::Alive,
            DateReading::Day(day) if self.verdicts.death_days.days.contains(&day) => {
                // Whether the day stands for an empty cell is asked; until then nobody is dead by it.
                let verdict = self.verdicts.death_days.verdict;
                if verdict == AnswerState::Open {
                    codes.insert(Code::QuestionOpen);
                }
                if verdict.is("dead") { Death::Dead(Some(day)) } else { Death::Alive }
            }
            DateReading::Day(day) => Death::Dead(Some(day)),
            DateReading::TwoDigitYear | DateReading::Unreadable => match flag::deceased(&cell) {
                // Some lists write yes or no here.
                Flag::Yes => Death::Dead(None),
                Flag::No => Death::Alive,
                Flag::Other | Flag::Blank => {
                    codes.insert(Code::DeathUnreadable);
                    Death::Unclear
                }
            },
        };
        let cell = cells.said(Field::Deceased);
        let cell = clean(&cell);
        // Registries write 1 for alive under "vital status", others for dead.
        let coded = self.plan.vital_status && cell.bytes().all(|b| b.is_ascii_digit());
        match if coded && !cell.is_empty() { Flag::Other } else { flag::deceased(&cell) } {
            // A question mark is a doubt about somebody's life, and no sign for nothing.
            Flag::Other
                if !coded
                    && !cell.contains('?')
                    && (is_nothing(&cell) || read_day(&cell, self.orders.death, false, true) == DateReading::Blank) => {
            }
            Flag::Blank => {}
            Flag::Yes if dated == Death::Alive => dated = Death::Dead(None),
            Flag::Yes => {}
            Flag::No if matches!(dated, Death::Dead(_)) => {
                codes.insert(Code::DeathUnclear);
                dated = Death::Unclear;
            }
            Flag::No => {}
            Flag::Other => match date::read(&cell, self.orders.death) {
                DateReading::Blank if coded => {
                    codes.insert(Code::DeathUnclear);
                    dated = Death::Unclear;
                }
                DateReading::Day(day)
                    if matches!(dated, Death::Alive | Death::Dead(None)) || dated == Death::Dead(Some(day)) =>
                {
                    dated = Death::Dead(Some(day));
                }
                _ => {
                    codes.insert(Code::DeathUnclear);
                    dated = Death::Unclear;
                }
            },
        }
        if let Death::Dead(Some(day)) = dated {
            if day > self.mailing {
                codes.insert(Code::DeathFuture);
                dated = Death::Unclear;
            } else if person.birth.as_ref().is_some_and(|birth| day < *birth.disclose()) {
                codes.insert(Code::DeathBeforeBirth);
                dated = Death::Unclear;
            }
        }
        // A program's status of a person who died need not have a date beside it.
        let is_flag = |at: &u16| !self.plan.rules.has_codes(*at);
        let both = self.plan.has(Field::DateOfDeath) && self.plan.of(Field::Deceased).iter().any(is_flag);
        match dated {
            Death::Dead(None) if both => codes.insert(Code::DeathFlagAlone),
            Death::Dead(Some(_)) if both && cell.is_empty() => codes.insert(Code::DeathDateAlone),
            Death::Dead(_) | Death::Alive | Death::Unclear => {}
        }
        if person.death != Death::Unclear {
            person.death = dated;
        }
    }

    /// Marks that somebody set to hold a row, and columns that look like such marks.
    fn marks(&self, cells: &Cells<'_>, person: &mut Person) {
        for (field, code) in [
            (Field::Hold, Code::HoldMarked),
            (Field::Custody, Code::CustodyMarked),
            (Field::SafeAddress, Code::SafeAddressMarked),
            (Field::DoNotContact, Code::DoNotContactMarked),
        ] {
            for &column in self.plan.of(field) {
                let cell = cells.at(column);
                if is_marked(&cell) && !(field == Field::Custody && warning::is_shared_custody(&cell)) {
                    person.codes.insert(code);
                }
            }
        }
        for &column in &self.plan.permissions {
            let cell = cells.at(column);
            let is_barred = matches!(
                clean(&cell).to_lowercase().as_str(),
                "blocked" | "declined" | "denied" | "revoked" | "refused"
            );
            if is_barred || flag(&clean(&cell)) == Flag::No {
                person.codes.insert(Code::ColumnLooksLikeFlag);
            }
        }
        for &column in &self.plan.flags {
            let cell = cells.at(column);
            // A day that stands for an empty cell marks nobody.
            let is_no_day = read_day(&clean(&cell), self.orders.death, false, true) == DateReading::Blank;
            if is_marked(&cell) && !is_no_day {
                person.codes.insert(Code::ColumnLooksLikeFlag);
            }
        }
        judged::mark(self.verdicts, self.mailing, cells, person);
        if flag(&clean(&cells.get(Field::EmailConsent))) == Flag::Yes {
            person.codes.insert(Code::EmailConsent);
        }
    }

    /// The elements of this person: its own cell decides where the list has a column for one.
    fn elements(&self, cells: &Cells<'_>, person: &mut Person) {
        if self.plan.has(Field::Ssn) {
            let cell = cells.get(Field::Ssn);
            let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
            let said = clean(&cell);
            let zeros = !digits.is_empty() && digits.bytes().all(|b| b == b'0');
            // A masked number (XXX-XX-XXXX) or a note is still a number that somebody has.
            let empty = zeros || is_nothing(&said) || flag(&said) == Flag::No || flag(&said) == Flag::Blank;
            if empty {
                person.elements.remove(DataElement::Ssn);
            } else {
                person.elements.insert(DataElement::Ssn);
                let real = matches!(digits.len(), 4 | 9)
                    && !matches!(digits.as_str(), "123456789" | "987654321" | "111111111" | "999999999");
                person.ssn = real.then(|| Private::new(digits));
            }
        }
        for &(element, column) in &self.plan.elements {
            match flag(&clean(&cells.at(column))) {
                Flag::Yes => person.elements.insert(element),
                Flag::No | Flag::Blank => person.elements.remove(element),
                Flag::Other => {
                    // Told too much is better than told too little; somebody looks.
                    person.elements.insert(element);
                    person.codes.insert(Code::ElementUnclear);
                }
            }
        }
        for &(element, column) in &self.plan.values {
            let cell = cells.at(column);
            let cell = clean(&cell);
            let none = ["self pay", "self-pay", "selfpay", "uninsured", "no insurance"]
                .iter()
                .any(|w| cell.eq_ignore_ascii_case(w));
            if !none && !is_nothing(&cell) && flag(&cell) != Flag::No {
                person.elements.insert(element);
            } else if element.is_number() {
                person.elements.remove(element);
            }
        }
    }
}

/// The language that the list gives the person, if any.
fn language(cells: &Cells<'_>, person: &mut Person) {
    let cell = cells.get(Field::Language);
    let cell = clean(&cell).to_lowercase();
    let word = cell.split(['-', '_', ' ', '(', ';', ',', '/']).next().unwrap_or_default();
    person.language = match word {
        "en" | "eng" | "english" | "inglés" | "ingles" | "e" => Some(Language::En),
        "es" | "spa" | "spanish" | "español" | "espanol" | "castellano" | "sp" | "span" | "s" => Some(Language::Es),
        "" | "unknown" | "unk" | "declined" | "refused" | "unspecified" | "n" | "na" | "none" | "not" | "other"
        | "null" => None,
        _ => {
            person.codes.insert(Code::LanguageUnavailable);
            Some(Language::En)
        }
    };
}

fn settle(found: AddressRead, person: &mut Person) {
    if found.silent {
        person.codes.insert(Code::DoNotContactMarked);
    }
    person.residence = found.residence;
    person.zip = found.zip;
    person.address = found.address.map(Private::new);
}

/// The day of a cell without outer blanks: a spreadsheet's number where the column has such, and nothing where the day
/// stands for an empty cell.
fn read_day(cell: &str, order: date::DateOrder, serials: bool, for_death: bool) -> DateReading {
    let read = match date::serial(cell).filter(|_| serials) {
        Some(day) => DateReading::Day(day),
        None => date::read(cell, order),
    };
    match read {
        DateReading::Day(day) if date::is_no_day(day, for_death) => DateReading::Blank,
        read => read,
    }
}

/// A mark is anything but nothing and a clear no: a reason in words marks the row too.
fn is_marked(cell: &str) -> bool {
    let cell = clean(cell);
    !is_nothing(&cell) && !matches!(flag(&cell), Flag::Blank | Flag::No)
}

/// Number and name of the affected person.
fn who(cells: &Cells<'_>, verdicts: &Verdicts, person: &mut Person) {
    let id = cells.said(Field::RecordId);
    let id = clean(&id);
    person.record_id = (!is_nothing(&id)).then(|| Private::new(id.into_owned()));
    let [first, middle, last, suffix, full] =
        [Field::FirstName, Field::MiddleName, Field::LastName, Field::Suffix, Field::FullName].map(|f| cells.get(f));
    // A middle name that is the list's own word for nothing is none.
    let middle = if verdicts.null_words.contains(clean(&middle).as_ref()) { Cow::Borrowed("") } else { middle };
    let parts = NameCells { first: &first, middle: &middle, last: &last, suffix: &suffix, full: &full };
    for field in [Field::FirstName, Field::MiddleName, Field::LastName, Field::FullName] {
        if cells.plan.of(field).iter().any(|&at| cells.is_repaired(at)) {
            person.codes.insert(Code::LettersRepaired);
        }
    }
    let (name, marks) = name::person(parts, &mut person.codes);
    person.name = name.map(Private::new);
    if marks.dead {
        person.death = Death::Unclear;
        person.codes.insert(Code::DeathUnclear);
    }
    if marks.silent {
        person.codes.insert(Code::DoNotContactMarked);
    }
}
