//! Attributes of cells, rows and columns.

use super::super::xml::raw_attribute;
use quick_xml::events::BytesStart;

/// A whole number of an attribute.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    raw_attribute(element, name)?.trim().parse().ok()
}

/// Returns whether an attribute says yes.
pub(super) fn says_yes(element: &BytesStart<'_>, name: &str) -> bool {
    raw_attribute(element, name).is_some_and(|value| matches!(value.as_ref(), "1" | "true"))
}

/// Returns whether an attribute is a number and zero: the height of a row or the width of a column that is not to be seen.
pub(super) fn is_zero(element: &BytesStart<'_>, name: &str) -> bool {
    raw_attribute(element, name).is_some_and(|value| value.trim().parse() == Ok(0.0f64))
}
