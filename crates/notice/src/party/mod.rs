//! People, places and incidents: the nouns that every later room shares.

mod address;
mod day;
mod element;
mod event;
mod gazetteer;
pub mod incident;
mod incident_file;
mod jurisdiction;
mod name;
mod person;
mod piece;
mod response;
mod standing;
mod templates;
mod tongue;
mod variant;
mod vocabulary;

pub use address::{PostalAddress, Zip};
pub use day::{DayFault, parse_day};
pub use element::{DataElement, Elements};
pub use gazetteer::Gazetteer;
pub use incident::Incident;
pub use jurisdiction::Jurisdiction;
pub use name::PersonName;
pub use person::{CopyRecipient, Death, Person};
pub use piece::{JobId, PieceId};
pub use standing::{Edition, Language, Standing, TypeSize};
pub use templates::Templates;
pub use tongue::Tongue;
pub use variant::{Addressee, Family, Slot, SlotValues, Variant};
pub(crate) use vocabulary::vocabulary;
