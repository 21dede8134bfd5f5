//! Disposition of each row as a ledger keeps it, and chunks of such rows as they are stored.

use super::content::{self, ContentKey};
use super::id::{ListId, PersonId};
use super::ruling;
use chrono::NaiveDate;
use libdeflater::{CompressionLvl, Compressor, Decompressor};
use notice::digest::Digest;
use notice::finding::{Code, CodeSet};
use notice::line::Disposition;
use notice::party::{Jurisdiction, Standing, Zip};
use std::collections::HashMap;
use std::sync::Arc;

/// Rows of a chunk; the last chunk has fewer.
pub const CHUNK: usize = 2048;

/// Result for one row, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRecord {
    /// The list.
    pub list: ListId,
    /// The line on which the row starts.
    pub line: u32,
    /// The person.
    pub person: PersonId,
    /// Disposition of the row.
    pub disposition: Disposition,
    /// Standing, where known.
    pub standing: Option<Standing>,
    /// Law of residence, where known.
    pub jurisdiction: Option<Jurisdiction>,
    /// Name of the variant, where there is one.
    pub variant: Option<Arc<str>>,
    /// Accepted ZIP.
    pub zip: Option<Zip>,
    /// The last legal day of its letter.
    pub due: NaiveDate,
    /// Pages of the letter.
    pub pages: u16,
    /// The person of the row that it was joined with.
    pub primary: Option<PersonId>,
    /// Its findings.
    pub codes: CodeSet,
}

impl RowRecord {
    /// True where the law is that of a place of two letters, in whatever case; of an empty one where no law is known.
    pub fn lives_in(&self, place: &str) -> bool {
        match self.jurisdiction {
            Some(own) => own.code().eq_ignore_ascii_case(place),
            None => place.is_empty(),
        }
    }

    /// The cells by which it is stored.
    fn write(&self, out: &mut csv::Writer<Vec<u8>>) -> Result<(), csv::Error> {
        let codes: Vec<&str> = self.codes.iter().map(Code::word).collect();
        let text = |value: Option<String>| value.unwrap_or_default();
        out.write_field(self.list.to_string())?;
        out.write_field(self.line.to_string())?;
        out.write_field(self.person.to_string())?;
        out.write_field(self.disposition.word())?;
        out.write_field(self.standing.map_or("", Standing::word))?;
        out.write_field(text(self.jurisdiction.map(|place| place.to_string())))?;
        out.write_field(self.variant.as_deref().unwrap_or_default())?;
        out.write_field(text(self.zip.map(|zip| zip.to_string())))?;
        out.write_field(self.due.to_string())?;
        out.write_field(self.pages.to_string())?;
        out.write_field(text(self.primary.map(|person| person.to_string())))?;
        out.write_field(codes.join(" "))?;
        out.write_record(None::<&[u8]>)
    }
}

/// Reads rows as they are stored. What many rows have in common is kept once.
#[derive(Default)]
struct RowReader {
    variants: HashMap<String, Arc<str>>,
    codes: HashMap<String, CodeSet>,
}

impl RowReader {
    fn read(&mut self, row: &csv::StringRecord) -> Option<RowRecord> {
        let cell = |at: usize| row.get(at);
        let given = |at: usize| cell(at).map(|text| (!text.is_empty()).then_some(text));
        const DISPOSITIONS: [Disposition; 4] =
            [Disposition::Letter, Disposition::Held, Disposition::Merged, Disposition::Excluded];
        let disposition = cell(3)?;
        let parsed = |text: Option<&str>, parse: fn(&str) -> Option<Jurisdiction>| match text {
            Some(text) => parse(text).map(Some),
            None => Some(None),
        };
        Some(RowRecord {
            list: cell(0)?.parse().ok()?,
            line: cell(1)?.parse().ok()?,
            person: cell(2)?.parse().ok()?,
            disposition: DISPOSITIONS.into_iter().find(|own| own.word() == disposition)?,
            standing: match given(4)? {
                Some(word) => Some(Standing::ALL.into_iter().find(|own| own.word() == word)?),
                None => None,
            },
            jurisdiction: parsed(given(5)?, Jurisdiction::parse)?,
            variant: given(6)?.map(|name| self.variant(name)),
            zip: match given(7)? {
                Some(zip) => Some(Zip::parse(zip)?),
                None => None,
            },
            due: cell(8)?.parse().ok()?,
            pages: cell(9)?.parse().ok()?,
            primary: match given(10)? {
                Some(person) => Some(person.parse().ok()?),
                None => None,
            },
            codes: self.codes(cell(11)?)?,
        })
    }

    fn variant(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.variants.get(name) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = name.into();
        self.variants.insert(name.to_owned(), Arc::clone(&shared));
        shared
    }

    fn codes(&mut self, words: &str) -> Option<CodeSet> {
        if let Some(known) = self.codes.get(words) {
            return Some(*known);
        }
        let codes: CodeSet =
            words.split(' ').filter(|word| !word.is_empty()).map(ruling::code).collect::<Option<_>>()?;
        self.codes.insert(words.to_owned(), codes);
        Some(codes)
    }
}

/// A chunk of rows as it is stored: the length of its table, and the table deflated; with its keyed digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedChunk {
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Digest,
}

impl PackedChunk {
    /// Packs the rows of chunk `number`.
    ///
    /// # Errors
    /// Rows that cannot be written as a table.
    pub fn pack(key: &ContentKey, number: usize, rows: &[RowRecord]) -> Result<Self, csv::Error> {
        let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::with_capacity(rows.len() * 64));
        for row in rows {
            row.write(&mut out)?;
        }
        let plain = out.into_inner().unwrap_or_default();
        let mut deflate = Compressor::new(CompressionLvl::fastest());
        let mut bytes = vec![0; 8 + deflate.deflate_compress_bound(plain.len())];
        bytes[..8].copy_from_slice(&(plain.len() as u64).to_le_bytes());
        // The bound is large enough for every input.
        let size = deflate.deflate_compress(&plain, &mut bytes[8..]).unwrap_or(0);
        bytes.truncate(8 + size);
        Ok(Self { digest: digest(key, number, &bytes), bytes })
    }

    /// Packs all rows, chunk by chunk.
    ///
    /// # Errors
    /// As [`PackedChunk::pack`].
    pub fn pack_all(key: &ContentKey, rows: &[RowRecord]) -> Result<Vec<Option<Self>>, csv::Error> {
        rows.chunks(CHUNK).enumerate().map(|(number, rows)| Self::pack(key, number, rows).map(Some)).collect()
    }
}

/// The keyed digest of a chunk.
pub(super) fn digest(key: &ContentKey, number: usize, bytes: &[u8]) -> Digest {
    content::digest(key, |to| {
        to.text("ledger rows");
        to.integer(number as i64);
        to.bytes(bytes);
    })
}

/// The rows of chunks, in order; `None` where one does not hold rows.
pub(super) fn unpack_all(chunks: &[Vec<u8>]) -> Option<Vec<RowRecord>> {
    let (mut rows, mut reader) = (Vec::with_capacity(chunks.len() * CHUNK), RowReader::default());
    let mut row = csv::StringRecord::new();
    for packed in chunks {
        let (length, packed) = packed.split_first_chunk::<8>()?;
        let mut plain = vec![0; usize::try_from(u64::from_le_bytes(*length)).ok()?];
        let size = Decompressor::new().deflate_decompress(packed, &mut plain).ok()?;
        if size != plain.len() {
            return None;
        }
        let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(plain.as_slice());
        while table.read_record(&mut row).ok()? {
            rows.push(reader.read(&row)?);
        }
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, PackedChunk, RowRecord, unpack_all};
    use crate::casefile::id::{ListId, PersonId};
    use chrono::NaiveDate;
    use notice::finding::{Code, CodeSet};
    use notice::line::Disposition;
    use notice::party::{Jurisdiction, Standing, Zip};
    use proptest::prelude::*;

    fn record() -> impl Strategy<Value = RowRecord> {
        let dispositions = [Disposition::Letter, Disposition::Held, Disposition::Merged, Disposition::Excluded];
        let kinds = (
            prop::sample::select(dispositions.to_vec()),
            prop::option::of(prop::sample::select(Standing::ALL.to_vec())),
            prop::option::of(prop::sample::select(vec!["TX", "ME", "PR"])),
            prop::option::of(prop::sample::select(vec!["TX-minor-en", "an \"odd\", name\n"])),
            prop::option::of(prop::sample::select(vec!["78745", "01234-0007"])),
        );
        let numbers = (1i64..9, 2u32..999, 1i64..99_999, 0u16..9, prop::option::of(1i64..99), 0i32..9_000);
        let codes = prop::collection::vec(prop::sample::select(Code::ALL.to_vec()), 0..5);
        (kinds, numbers, codes).prop_map(|(kinds, numbers, codes)| {
            let (disposition, standing, place, variant, zip) = kinds;
            let (list, line, person, pages, primary, day) = numbers;
            RowRecord {
                list: ListId::new(list),
                line,
                person: PersonId::new(person),
                disposition,
                standing,
                jurisdiction: place.and_then(Jurisdiction::parse),
                variant: variant.map(Into::into),
                zip: zip.and_then(Zip::parse),
                due: NaiveDate::from_num_days_from_ce_opt(738_000 + day).unwrap_or_default(),
                pages,
                primary: primary.map(PersonId::new),
                codes: codes.into_iter().collect::<CodeSet>(),
            }
        })
    }

    proptest! {
        #[test]
        fn packed_rows_are_read_as_they_were(rows in prop::collection::vec(record(), 0..40)) {
            let key = [7; 32];
            let packed = PackedChunk::pack(&key, 3, &rows).expect("packed");
            prop_assert_eq!(unpack_all(std::slice::from_ref(&packed.bytes)), Some(rows.clone()));
            prop_assert_ne!(PackedChunk::pack(&key, 4, &rows).expect("packed").digest, packed.digest);
        }
    }

    #[test]
    fn chunks_have_so_many_rows_and_a_cut_one_is_none() {
        let one = RowRecord {
            list: ListId::new(1),
            line: 2,
            person: PersonId::new(3),
            disposition: Disposition::Held,
            standing: None,
            jurisdiction: None,
            variant: None,
            zip: None,
            due: NaiveDate::default(),
            pages: 0,
            primary: None,
            codes: CodeSet::EMPTY,
        };
        let rows = vec![one; CHUNK + 1];
        let packed = PackedChunk::pack_all(&[0; 32], &rows).expect("packed");
        assert_eq!(packed.len(), 2);
        let mut bytes: Vec<Vec<u8>> = packed.into_iter().flatten().map(|chunk| chunk.bytes).collect();
        assert_eq!(unpack_all(&bytes), Some(rows));
        bytes[0].truncate(20);
        assert_eq!(unpack_all(&bytes), None);
    }
}
