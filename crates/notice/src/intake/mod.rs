//! From the bytes of a list to people: dialect, columns, rows, checks, and who is the same person as whom.
//!
//! A list is opened once ([`List::open`]): its encoding, delimiter, heading row, columns and the order of its
//! dates are decided on the whole file. After that rows can be read from many threads, in any order and any
//! number of times, and always read the same.

mod acting;
mod address;
mod ages;
mod bytes;
mod cells;
mod chunk;
pub mod column_shift;
mod columns;
mod correction;
mod country;
mod cut;
mod damage;
mod date;
mod dialect;
mod encoding;
mod escapes;
mod fhir;
mod field;
mod flag;
mod guardians;
mod heading;
mod heading_kind;
mod judged;
mod keys;
mod lexicon;
mod line_shape;
mod list;
mod mapping;
pub mod matching;
mod name;
mod name_marks;
mod nothing;
mod profile;
mod question;
mod quoting;
mod recipe;
mod report_line;
mod row;
mod section;
mod split;
mod survey;
#[cfg(test)]
mod tests;
mod text;
mod verdict;
mod vital;
mod votes;
mod warning;
mod whole;
mod word_groups;
pub mod workbook_marks;

pub use address::GivenAddress;
pub use bytes::ListBytes;
pub use chunk::{Chunk, Extent};
pub use columns::ColumnUse;
pub use correction::CellCorrection;
pub use dialect::{Dialect, find_heading_line};
pub use field::Field;
pub use guardians::{
    AddresseeAddress, ChildDecisions, Guardians, LeftOut, ParentChoice, ParentRule, ParentView, ReceivedPiece,
    WrittenTo, addressee_key, is_same_address, may_be_same, one_family,
};
pub use keys::Keys;
pub use list::List;
pub use mapping::Mapping;
pub use name::GivenName;
pub use profile::{ColumnProfile, ValueKind};
pub use question::{Choice, Question, QuestionKind};
pub use recipe::{Recipe, RecipeBook, RecipeChoice, RecipeSource, RecipeUse};
pub use row::Row;
pub use survey::Repair;
