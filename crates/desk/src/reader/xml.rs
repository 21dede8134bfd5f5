//! Parts of packed files as XML events.

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// The parts of a packed file.
pub(super) type Parts<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The reader of a part.
pub(super) type PartReader<R> = Reader<BufReader<R>>;

/// A reader of XML that begins and ends every element, also an empty one.
pub(super) fn reader<R: Read>(part: R) -> PartReader<R> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, part));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    reader
}

/// The number of a part by its name, in whatever letters and with whatever slashes.
pub(super) fn find_part(parts: &Parts<'_>, name: &str) -> Option<usize> {
    parts.index_for_name(name).or_else(|| {
        let same = |other: &str| other.replace('\\', "/").trim_start_matches('/').eq_ignore_ascii_case(name);
        let found = parts.file_names().flatten().find(|other| same(other))?.into_owned();
        parts.index_for_name(&found)
    })
}

/// The value of an attribute by its name without a prefix, with entities as the letters that they stand for.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    quick_xml::escape::unescape(&raw_attribute(element, name)?).ok().map(std::borrow::Cow::into_owned)
}

/// The value of an attribute as it stands.
pub(super) fn raw_attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<std::borrow::Cow<'e, str>> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|own| own.key.local_name().as_ref() == name);
    found.map(|own| own.value)
}

/// The letters that a reference such as `amp` stands for.
pub(super) fn resolve_reference(name: &str) -> Option<String> {
    quick_xml::escape::unescape(&format!("&{name};")).ok().map(std::borrow::Cow::into_owned)
}
