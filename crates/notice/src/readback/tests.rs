//! Files that the press has made, read back whole and then with something wrong in them.

// A test ends where something is not as it must be.
#![allow(clippy::unwrap_used)]

mod forged;
mod marks;
mod measure;
mod package;
mod slips;

use super::{Expected, ExpectedPart, Flaw, Proofreader, Read, ReadError, fold};
use crate::composition::{Ink, Item, Pages, Role};
use crate::party::{Edition, PieceId};
use crate::press::PressScratch;
use crate::press::tests::sample;
use proptest::prelude::*;

/// Letters and the file that they were pressed into.
struct Sample {
    letters: Vec<Pages>,
    proof: bool,
    bytes: Vec<u8>,
}

impl Sample {
    fn new(edition: Edition, proof: bool, numbers: &[u32]) -> Self {
        let form = sample::Form::new();
        let letters: Vec<Pages> = numbers.iter().map(|number| form.letter(*number)).collect();
        let imprint = sample::imprint(edition, proof);
        let plate = sample::plate(&imprint, &sample::used(&letters), &sample::letterhead(|_, _| {}));
        let mut scratch = PressScratch::default();
        let mut file = plate.open(&mut scratch);
        for (at, pages) in letters.iter().enumerate() {
            file.add(&sample::piece(pages, at as u32 + 1, proof)).unwrap();
        }
        Self { bytes: file.finish(), letters, proof }
    }

    /// Reads a file as if it were ours.
    fn read(&self, bytes: &[u8]) -> Result<Vec<Read>, Flaw> {
        let wanted: Vec<Wanted> = self.letters.iter().enumerate().map(|(n, pages)| self.wanted(n, pages)).collect();
        read(bytes, &wanted)
    }

    fn wanted(&self, n: usize, pages: &Pages) -> Wanted {
        let texts = |role: fn(Role) -> bool| {
            let items = pages.pages.iter().flat_map(|page| &page.items).filter(move |item| role(item.role));
            items.map(|item| fold(text(item))).collect::<Vec<_>>()
        };
        Wanted {
            id: PieceId { job: sample::job(self.proof), sequence: n as u32 + 1 },
            pages: 4,
            address: texts(|role| role == Role::Address),
            text: texts(|role| !matches!(role, Role::Address | Role::Furniture | Role::Letterhead | Role::Signature)),
        }
    }
}

fn text(item: &Item) -> &str {
    match &item.ink {
        Ink::Own(galley) => &galley.text,
        Ink::Shared(galley) => &galley.text,
        Ink::Letterhead | Ink::Signature { .. } => "",
    }
}

/// Expected values of a piece, to be changed by a test.
#[derive(Clone)]
struct Wanted {
    id: PieceId,
    pages: u32,
    address: Vec<String>,
    text: Vec<String>,
}

fn read(bytes: &[u8], wanted: &[Wanted]) -> Result<Vec<Read>, Flaw> {
    let mut reader = Proofreader::open(bytes)?;
    let mut read = Vec::new();
    for piece in wanted {
        let text: Vec<_> = piece.text.iter().cloned().map(ExpectedPart::Own).collect();
        let sheets = (piece.pages / 2) as u16;
        let Wanted { id, pages, address, .. } = piece;
        read.push(reader.next(&Expected { id: *id, pages: *pages, sheets, duplex: true, address, text: &text })?);
    }
    reader.finish()?;
    Ok(read)
}

#[test]
fn what_was_pressed_reads_back_in_every_edition() {
    let mut hashes = Vec::new();
    for edition in [Edition::Print, Edition::Accessible] {
        for proof in [false, true] {
            let sample = Sample::new(edition, proof, &[1, 2, 3, 4]);
            let read = sample.read(&sample.bytes).unwrap();
            assert_eq!(
                read.iter().map(|r| (r.first_page, r.last_page)).collect::<Vec<_>>(),
                [(1, 4), (5, 8), (9, 12), (13, 16)]
            );
            assert!(read.iter().all(|r| r.blank_pages == 1));
            hashes.push(read.iter().map(|r| r.page_hash).collect::<Vec<_>>());
        }
    }
    // The same pages in both editions, proof or live, are the same letters.
    assert!(hashes.iter().all(|edition| *edition == hashes[0]));
    for (n, hash) in hashes[0].iter().enumerate() {
        assert!(!hashes[0][..n].contains(hash), "two people's letters differ");
    }
}

#[test]
fn a_letter_printed_again_under_another_number_has_the_same_hash() {
    let first = Sample::new(Edition::Print, false, &[7, 8, 9]);
    let again = Sample::new(Edition::Print, false, &[9, 7]);
    let (first, again) = (first.read(&first.bytes).unwrap(), again.read(&again.bytes).unwrap());
    assert_eq!(first[2].page_hash, again[0].page_hash);
    assert_eq!(first[0].page_hash, again[1].page_hash);
}

#[test]
fn every_difference_from_what_is_expected_is_named() {
    let sample = Sample::new(Edition::Print, false, &[1, 2]);
    let whole: Vec<Wanted> = sample.letters.iter().enumerate().map(|(n, p)| sample.wanted(n, p)).collect();
    let with = |change: &dyn Fn(&mut Vec<Wanted>)| {
        let mut wanted = whole.clone();
        change(&mut wanted);
        read(&sample.bytes, &wanted).unwrap_err()
    };
    let of_second = |flaw: Flaw, what: ReadError| {
        assert_eq!(flaw.what, what);
        assert_eq!(flaw.piece, Some(whole[1].id));
    };
    of_second(with(&|w| w[1].text[2].push('x')), ReadError::Text);
    of_second(with(&|w| w[1].text[3].insert(0, 'x')), ReadError::Text);
    of_second(with(&|w| drop(w[1].text.pop())), ReadError::TextLeft);
    of_second(with(&|w| w[1].text.push("more".into())), ReadError::TextMissing);
    of_second(with(&|w| w[1].address = w[0].address.clone()), ReadError::Address);
    of_second(with(&|w| w[1].address.clear()), ReadError::Text);
    of_second(with(&|w| w[1].pages = 3), ReadError::Counts);
    assert_eq!(with(&|w| w[1].id.sequence = 3).what, ReadError::MarksOther);
    assert_eq!(with(&|w| w.swap(0, 1)).what, ReadError::MarksOther);
    assert_eq!(with(&|w| drop(w.pop())).what, ReadError::PagesLeft);
    assert_eq!(
        with(&|w| w.push(Wanted { id: PieceId { sequence: 3, ..w[0].id }, ..w[0].clone() })).what,
        ReadError::PagesMissing
    );
    // The other person's whole text is as wrong as one letter of it.
    of_second(with(&|w| w[1].text = w[0].text.clone()), ReadError::Text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// A damaged file is refused, or it reads as the same text on the same pages; it never stops the program.
    #[test]
    fn damage_never_changes_what_is_read(at in any::<prop::sample::Index>(), bit in 0..8u32, cut in any::<bool>(), tagged in any::<bool>()) {
        let edition = if tagged { Edition::Accessible } else { Edition::Print };
        let sample = SAMPLES.with(|samples| samples[usize::from(edition == Edition::Accessible)].clone());
        let mut bytes = sample.bytes.clone();
        let place = at.index(bytes.len());
        if cut {
            bytes.truncate(place);
        } else {
            bytes[place] ^= 1 << bit;
        }
        if let Ok(read) = sample.read(&bytes) {
            let before = sample.read(&sample.bytes).unwrap();
            let places = |read: &[Read]| read.iter().map(|r| (r.first_page, r.last_page)).collect::<Vec<_>>();
            prop_assert_eq!(places(&read), places(&before));
        }
    }
}

thread_local! {
    static SAMPLES: [std::rc::Rc<Sample>; 2] =
        [Edition::Print, Edition::Accessible].map(|edition| std::rc::Rc::new(Sample::new(edition, false, &[1, 2])));
}
