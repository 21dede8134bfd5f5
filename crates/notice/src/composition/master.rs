//! A letterhead taken apart: the objects of its page, in the order in which a file of letters takes them in. Whoever
//! has it needs no reader of PDF any more.

use serde::{Deserialize, Serialize};

/// A letterhead as objects. The first number that it takes is that of its form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Master {
    /// The steps, in order.
    pub steps: Vec<MasterStep>,
}

/// One step of taking a letterhead in. Numbers are the letterhead's own, from 0 in the order in which they are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MasterStep {
    /// Takes the next number.
    Reserve,
    /// Writes an object that is no stream.
    Object {
        /// Its number.
        id: u32,
        /// Its content.
        body: Body,
    },
    /// Writes a stream that is still to be compressed.
    Stream {
        /// Its number.
        id: u32,
        /// Entries of its dictionary.
        entries: Body,
        /// Its data.
        data: Vec<u8>,
    },
    /// Writes a stream as it stands.
    Raw {
        /// Its number.
        id: u32,
        /// Entries of its dictionary, with the filter.
        entries: Body,
        /// Its data.
        data: Vec<u8>,
    },
}

/// Text of an object in which references have places but no numbers yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The text without its references.
    pub text: Vec<u8>,
    /// Each reference: before which byte of the text it stands, and to which number.
    pub links: Vec<(u32, u32)>,
}

impl Body {
    /// The text with its references, each written by the caller.
    pub fn fill(&self, mut write: impl FnMut(&mut Vec<u8>, u32)) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.text.len() + 12 * self.links.len());
        let mut from = 0;
        for &(at, id) in &self.links {
            let at = (at as usize).clamp(from, self.text.len());
            out.extend_from_slice(&self.text[from..at]);
            write(&mut out, id);
            from = at;
        }
        out.extend_from_slice(&self.text[from..]);
        out
    }
}

/// Bitmap of a page: the pixels that have ink, row by row from the top left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Painting {
    /// Pixels in a row.
    pub wide: u16,
    /// Rows.
    pub high: u16,
    /// One bit a pixel, the first in the lowest place.
    pub bits: Vec<u8>,
}

impl Painting {
    /// Returns whether a pixel has ink; outside of the page none has.
    pub fn has_ink(&self, x: usize, y: usize) -> bool {
        let at = y * usize::from(self.wide) + x;
        x < usize::from(self.wide) && self.bits.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }
}

/// A letterhead as the pages need it: where it has ink, and what of it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its ink.
    pub painting: Painting,
    /// Its objects.
    pub master: Master,
}
