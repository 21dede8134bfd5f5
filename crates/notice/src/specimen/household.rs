use super::chance::Chance;
use super::names::{ORIGINS, Origin};
use super::places::{ABROAD, STREET_FIRST, STREET_KIND, STREET_SECOND, URBANIZATIONS};
use super::plan::SpecimenPlace;
use super::row::{Column, SpecimenRow, put_number};
use chrono::{Datelike, NaiveDate};

/// Days from 1 January of year 1 to 21 March 2025, the mailing date of the sample incident: ages are taken on it.
const MAILING: u64 = 739_331;
/// The same for 21 March 2007: whoever is born later is a minor on the mailing date.
const LETTER_AGE: u64 = 732_756;

/// People of one family name at one address.
pub(super) struct SpecimenHousehold {
    origin: &'static Origin,
    family: &'static str,
    spanish: bool,
    guardian: [&'static str; 2],
    /// Given names that are taken, so that brothers and sisters differ.
    taken: Vec<&'static str>,
    /// Address cells, ready to be copied; the other cells stay empty.
    address: SpecimenRow,
    /// Birth of the last child, for twins.
    last_birth: Option<u64>,
}

/// The kind that a row was made to be, before any fault is put in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HouseholdKind {
    /// A living child.
    Minor,
    /// A living adult.
    Adult,
    /// A dead person of any age.
    Deceased,
    /// A living adult for whom somebody acts.
    Represented,
}

/// Address cells, in the order of the columns.
const ADDRESS: [Column; 7] = [
    Column::Address1,
    Column::Address2,
    Column::Urbanization,
    Column::City,
    Column::State,
    Column::Zip,
    Column::Country,
];

impl SpecimenHousehold {
    /// An empty house, to be moved into again and again.
    pub fn vacant() -> Self {
        Self {
            origin: &ORIGINS[0],
            family: "",
            spanish: false,
            guardian: [""; 2],
            taken: Vec::new(),
            address: SpecimenRow::default(),
            last_birth: None,
        }
    }

    /// A new family moves in; says how many of its members are on the list.
    pub fn move_in(&mut self, chance: &mut Chance, place: &SpecimenPlace) -> u64 {
        self.origin = origin(chance, place.jurisdiction.code());
        self.family = chance.pick(self.origin.family);
        self.spanish = chance.below(1000) < u64::from(self.origin.spanish);
        let parent = chance.pick(self.origin.given);
        let parent_family = if chance.percent(78) { self.family } else { chance.pick(self.origin.family) };
        self.guardian = [parent, parent_family];
        self.taken.clear();
        self.taken.push(parent);
        self.last_birth = None;
        self.address.clear();
        settle(&mut self.address, chance, place);
        match chance.below(100) {
            0..66 => 1,
            66..89 => 2,
            89..97 => 3,
            97..99 => 4,
            _ => 5,
        }
    }

    /// Writes the next member of the family.
    pub fn member(&mut self, chance: &mut Chance, number: u64, row: &mut SpecimenRow) -> HouseholdKind {
        row.clear();
        let id = row.cell(Column::RecordId);
        id.push_str("HC");
        put_number(id, number, 7);

        let twin = self.last_birth.filter(|_| chance.percent(6));
        let given = self.given(chance);
        row.set(Column::FirstName, given);
        row.set(Column::LastName, self.family);
        match chance.below(100) {
            0..34 => row.set(Column::MiddleName, chance.pick(self.origin.given)),
            34..56 => {
                let initial = chance.pick(self.origin.given).chars().next();
                row.cell(Column::MiddleName).extend(initial);
            }
            _ => {}
        }
        if chance.per_100k(1_200) {
            row.set(Column::Suffix, chance.pick(&["Jr.", "Jr.", "III", "II", "IV", "Sr."]));
        }

        let minor = twin.is_some() || chance.percent(71);
        let birth = twin.unwrap_or_else(|| born(chance, minor));
        self.last_birth = minor.then_some(birth);
        put_date(row.cell(Column::BirthDate), birth);

        let dead = chance.per_100k(350);
        let represented = !minor && !dead && chance.per_100k(2_400);
        if dead {
            row.set(Column::Deceased, "yes");
            if chance.percent(88) {
                put_date(row.cell(Column::DeathDate), chance.between(birth + 1, MAILING - 9));
            }
            if chance.percent(45) {
                self.relative(chance, row.cell(Column::NextOfKin));
            }
        }
        if represented {
            self.relative(chance, row.cell(Column::Representative));
        }
        if minor && chance.percent(94) {
            row.set(Column::GuardianFirst, self.guardian[0]);
            row.set(Column::GuardianLast, self.guardian[1]);
        }
        for column in ADDRESS {
            row.cell(column).push_str(self.address.get(column));
        }
        row.set(Column::Language, self.language(chance));
        row.set(Column::EmailConsent, if chance.percent(6) { "yes" } else { "no" });
        for (column, percent) in
            [(Column::Ssn, 12), (Column::Passport, 1), (Column::Images, 62), (Column::HealthInsurance, 83)]
        {
            row.set(column, if chance.percent(percent) { "yes" } else { "no" });
        }
        match (dead, represented, minor) {
            (true, ..) => HouseholdKind::Deceased,
            (_, true, _) => HouseholdKind::Represented,
            (.., true) => HouseholdKind::Minor,
            _ => HouseholdKind::Adult,
        }
    }

    fn given(&mut self, chance: &mut Chance) -> &'static str {
        // Families of every origin also like English given names.
        let names = if chance.percent(25) { ORIGINS[0].given } else { self.origin.given };
        loop {
            let given = chance.pick(names);
            if !self.taken.contains(&given) {
                self.taken.push(given);
                return given;
            }
        }
    }

    fn relative(&self, chance: &mut Chance, cell: &mut String) {
        cell.push_str(chance.pick(self.origin.given));
        cell.push(' ');
        cell.push_str(if chance.percent(70) { self.family } else { chance.pick(self.origin.family) });
    }

    fn language(&self, chance: &mut Chance) -> &'static str {
        if self.spanish {
            return chance.pick(&["Spanish", "Spanish", "es", "Español"]);
        }
        match chance.below(100) {
            0..70 => "English",
            70..85 => "en",
            _ => "",
        }
    }
}

/// Names follow the place where they would be rare otherwise.
fn origin(chance: &mut Chance, code: &str) -> &'static Origin {
    let spanish = &ORIGINS[1];
    let mut ticket = match code {
        "PR" => return spanish,
        "ZZ" if chance.percent(80) => return spanish,
        _ => chance.below(1000) as u32,
    };
    for origin in ORIGINS {
        if ticket < origin.per_mille {
            return origin;
        }
        ticket -= origin.per_mille;
    }
    spanish
}

/// A birth day: children most often at school age, adults mostly former patients in their twenties.
fn born(chance: &mut Chance, minor: bool) -> u64 {
    if minor {
        let half = (MAILING - 60 - LETTER_AGE - 1) / 2;
        LETTER_AGE + 1 + chance.below(half) + chance.below(half)
    } else if chance.percent(82) {
        LETTER_AGE - chance.below(9 * 365)
    } else {
        LETTER_AGE - chance.below(58 * 365)
    }
}

/// Writes a day as `mm/dd/yyyy`.
pub(super) fn put_date(cell: &mut String, day: u64) {
    let Some(date) = i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt) else {
        return;
    };
    put_number(cell, u64::from(date.month()), 2);
    cell.push('/');
    put_number(cell, u64::from(date.day()), 2);
    cell.push('/');
    put_number(cell, u64::from(date.year_ce().1), 4);
}

/// Writes a street that does not exist.
pub(super) fn put_street(cell: &mut String, chance: &mut Chance) {
    put_number(cell, chance.between(100, 19_999), 1);
    for word in [chance.pick(STREET_FIRST), chance.pick(STREET_SECOND), chance.pick(STREET_KIND)] {
        cell.push(' ');
        cell.push_str(word);
    }
}

fn settle(address: &mut SpecimenRow, chance: &mut Chance, place: &SpecimenPlace) {
    let code = place.jurisdiction.code();
    if place.jurisdiction.is_foreign() {
        // Three of four abroad live in Mexico.
        let mexico = chance.percent(75);
        let towns = if mexico { &ABROAD[..6] } else { &ABROAD[6..] };
        let &(city, region, postal, country) = &towns[chance.below(towns.len() as u64) as usize];
        if mexico {
            address.set(Column::Address1, "Calle Inventada ");
            put_number(address.cell(Column::Address1), chance.between(10, 999), 1);
            address.set(Column::Address2, "Col. Ejemplo");
        } else {
            put_street(address.cell(Column::Address1), chance);
        }
        address.set(Column::City, city);
        address.set(Column::State, region);
        address.set(Column::Zip, postal);
        address.set(Column::Country, country);
        return;
    }
    let town = place.towns[chance.below(place.towns.len() as u64) as usize];
    address.set(Column::City, town.1);
    address.set(Column::State, code);
    put_zip(address.cell(Column::Zip), chance, code, town.2);
    let line = address.cell(Column::Address1);
    if place.jurisdiction.is_military() {
        let kind = chance.pick(&["PSC", "UNIT", "CMR"]);
        line.push_str(kind);
        line.push(' ');
        put_number(line, chance.between(100, 49_999), 1);
        line.push_str(" BOX ");
        put_number(line, chance.between(1, 4_999), 1);
    } else if code == "PR" {
        line.push_str("Calle ");
        put_number(line, chance.between(1, 40), 1);
        line.push_str(chance.pick(&[" A-", " B-", " C-", " #"]));
        put_number(line, chance.between(1, 60), 1);
        if chance.percent(60) {
            address.set(Column::Urbanization, chance.pick(URBANIZATIONS));
        }
    } else if chance.percent(3) {
        line.push_str("PO Box ");
        put_number(line, chance.between(10, 99_999), 1);
    } else {
        put_street(line, chance);
        if chance.percent(14) {
            let unit = address.cell(Column::Address2);
            unit.push_str(chance.pick(&["Apt ", "Apt ", "Unit ", "Lot ", "# "]));
            put_number(unit, chance.between(1, 460), 1);
            if chance.percent(20) {
                unit.push_str(chance.pick(&["A", "B", "C"]));
            }
        }
    }
    if chance.per_100k(700) {
        address.set(Column::Country, chance.pick(&["US", "USA", "United States"]));
    }
    if code == "TX" && chance.per_100k(500) {
        address.set(Column::State, chance.pick(&["Texas", "tx", "TEXAS"]));
    }
}

fn put_zip(cell: &mut String, chance: &mut Chance, code: &str, zip3: u16) {
    // Two prefixes are shared in the Pacific: only part of each belongs to the territory.
    let (low, high) = match code {
        "AS" => (99, 99),
        "MP" => (50, 52),
        "GU" => (10, 32),
        "HI" => (1, 89),
        _ => (1, 99),
    };
    put_number(cell, u64::from(zip3), 3);
    put_number(cell, chance.between(low, high), 2);
    if chance.percent(8) {
        cell.push('-');
        put_number(cell, chance.between(1, 9_999), 4);
    }
}

#[cfg(test)]
mod tests {
    use super::{LETTER_AGE, MAILING, put_date};

    #[test]
    fn the_two_days_are_those_of_the_sample_incident() {
        let mut cell = String::new();
        put_date(&mut cell, MAILING);
        cell.push(' ');
        put_date(&mut cell, LETTER_AGE);
        assert_eq!(cell, "03/21/2025 03/21/2007");
    }
}
