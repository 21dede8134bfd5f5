//! The invented people to whom letters go that are only looked at.

use notice::finding::Private;
use notice::mailing::{Seed, Seeds};
use notice::party::{Jurisdiction, PostalAddress, Slot, SlotValues, Zip};

const PERSON: &str = "Robin Q. Invented";
const ADDRESSEE: &str = "Alex Invented";
const CODE: &str = "0000-0000";

/// An invented person's value of a slot.
pub fn invented_value(slot: Slot) -> &'static str {
    match slot {
        Slot::Person => PERSON,
        Slot::Addressee => ADDRESSEE,
        Slot::Code => CODE,
    }
}

/// The values of an invented person.
pub fn invented() -> SlotValues {
    let mut values = SlotValues::default();
    for slot in [Slot::Person, Slot::Addressee, Slot::Code] {
        values.set(slot, Private::new(invented_value(slot).to_owned()));
    }
    values
}

/// One invented person for every variant.
pub fn seeds() -> Seeds {
    let texas = Jurisdiction::parse("TX");
    let address = texas.map(|state| PostalAddress {
        line_1: "100 Invented Street".into(),
        city: "Austin".into(),
        state,
        zip: Zip::parse("78701"),
        line_2: String::new(),
        urbanization: String::new(),
        region: String::new(),
        country: String::new(),
    });
    let seed = address.map(|address| Seed { name: "Robin Q. Invented".into(), address });
    Seeds { count_per_variant: 1, addresses: seed.into_iter().collect() }
}
