//! Invented people from few names, birth dates, homes and numbers.

use proptest::prelude::*;
use std::fmt::Write as _;

/// A row of an invented list, as places in the tables below.
#[derive(Clone, Debug)]
pub struct Person {
    record: u8,
    first: u8,
    last: u8,
    birth: u8,
    home: u8,
    guardian: u8,
    special: u8,
    exposed: u8,
}

pub const HEADINGS: &str = "record_id,first_name,last_name,date_of_birth,deceased,guardian_first,guardian_last,representative,\
                            address_1,city,state,zip,language,ssn_exposed,health_insurance,hold,do_not_contact";

const FIRST: [&str; 14] = [
    "Ada", "Bram", "Calla", "Bram-Lee", "Zoë", "Ad", "Łucja", "Dorian", "Edith", "Fabian", "Gilda", "Hollis", "Ingrid",
    "Jonas",
];
const LAST: [&str; 12] = [
    "Abernathy",
    "Oakhurst",
    "O'Quill",
    "Muñoz",
    "Drayford",
    "Abernathie",
    "Grantley",
    "Kirkbride",
    "Northcote",
    "Underhill",
    "Castellow",
    "Jessop",
];
const BIRTHS: [&str; 8] =
    ["05/14/1988", "11/19/2015", "08/22/1975", "", "02/29/2012", "31/31/1999", "03/05/2007", "06/30/2009"];
/// The last but one has a ZIP code of another state, the last none.
const HOMES: [&str; 11] = [
    "101 Invented Creek Dr,Austin,TX,78745",
    "138 Paper Mill Rd,Austin,TX,78745",
    "841 Invented Creek Dr,Providence,RI,02906",
    "878 Paper Mill Rd,Providence,RI,02906",
    "545 Quillback Hollow,Worcester,MA,01609",
    "397 Foolscap Ave,Fresno,CA,93704",
    "693 Old Ledger St,Albany,NY,12208",
    "989 Storybook Ln,Baltimore,MD,21218",
    "1322 The Very Long Name of an Invented Street of Inkwells and Blotters Court,Washington,DC,20009",
    "249 Storybook Ln,Portland,ME,93704",
    "286 Fable Ridge Way,Portland,ME,",
];

/// Somebody.
pub fn person() -> impl Strategy<Value = Person> {
    let births = prop_oneof![6 => 0u8..3, 1 => 0u8..8];
    let homes = prop_oneof![6 => 0u8..9, 1 => 0u8..11];
    (0u8..60, 0u8..14, 0u8..12, births, homes, 0u8..4, 0u8..40, 0u8..4).prop_map(
        |(record, first, last, birth, home, guardian, special, exposed)| Person {
            record,
            first,
            last,
            birth,
            home,
            guardian,
            special,
            exposed,
        },
    )
}

/// A list in which many rows are of somebody who stands above, with one value of another.
pub fn people(most: usize) -> impl Strategy<Value = Vec<Person>> {
    let row = (person(), prop::option::of((any::<prop::sample::Index>(), 0u8..8)));
    prop::collection::vec(row, 1..most).prop_map(|rows| {
        let mut people: Vec<Person> = Vec::new();
        for (person, like) in rows {
            let like = like.filter(|_| !people.is_empty()).map(|(at, but)| at.get(&people).with(but, &person));
            people.push(like.unwrap_or(person));
        }
        people
    })
}

impl Person {
    /// One of many that are spread over all tables.
    pub fn numbered(number: u32) -> Self {
        let of = |salt: u32, most: u32| {
            let mixed = (number + 1).wrapping_mul(salt).wrapping_mul(0x9e37_79b1);
            ((mixed ^ mixed >> 15) % most) as u8
        };
        Self {
            record: of(3, 60),
            first: of(5, 14),
            last: of(7, 12),
            birth: of(11, 3),
            home: of(13, 9),
            guardian: of(17, 4),
            special: of(19, 40),
            exposed: of(23, 4),
        }
    }

    /// The same person with one value of another.
    fn with(&self, field: u8, other: &Self) -> Self {
        let mut person = self.clone();
        match field {
            0 => person.record = other.record,
            1 => person.first = other.first,
            2 => person.last = other.last,
            3 => person.birth = other.birth,
            4 => person.home = other.home,
            5 => person.guardian = other.guardian,
            6 => person.special = other.special,
            _ => person.exposed = other.exposed,
        }
        person
    }

    /// The row. `slipped`: with the ZIP code of a far state, or a guardian of another family.
    pub fn write(&self, slipped: bool, out: &mut String) {
        let record = if self.record < 50 { format!("HC{}", self.record) } else { String::new() };
        let last = LAST[usize::from(self.last)];
        let guardian = match (self.guardian, slipped) {
            (0, _) => ",".to_owned(),
            (_, true) | (1, _) => "Mabel,Ravenscroft".to_owned(),
            _ => format!("Mabel,{last}"),
        };
        let (mut deceased, mut representative, mut language, mut hold, mut silent) = ("", "", "", "", "");
        match self.special {
            0 => deceased = "yes",
            1 => representative = "Hollis Grantley",
            2..=5 => language = "es",
            6 => hold = "yes",
            7 => silent = "yes",
            _ => {}
        }
        let mut home = HOMES[usize::from(self.home)].to_owned();
        if slipped {
            home.truncate(home.rfind(',').unwrap_or_default());
            home.push_str(",99501");
        }
        let yes = |bit: u8| if self.exposed & bit == 0 { "no" } else { "yes" };
        let _written = writeln!(
            out,
            "{record},{},{last},{},{deceased},{guardian},{representative},{home},{language},{},{},{hold},{silent}",
            FIRST[usize::from(self.first)],
            BIRTHS[usize::from(self.birth)],
            yes(1),
            yes(2),
        );
    }

    /// The street, city, state and ZIP code of a home.
    pub fn home(at: usize) -> [&'static str; 4] {
        let mut parts = HOMES[at % 9].split(',');
        [(); 4].map(|()| parts.next().unwrap_or_default())
    }
}
