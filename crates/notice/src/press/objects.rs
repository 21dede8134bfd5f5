//! The container: objects packed into object streams, an xref stream at the end.

use super::number::number;
use data_encoding::HEXUPPER;
use libdeflater::{CompressionLvl, Compressor};
use sha2::{Digest, Sha256};

/// Objects in one object stream. Below 256, so that an index is one byte in the xref.
const PACK: usize = 200;

/// Most bytes around the dictionary and the data of a stream.
const FRAME: usize = 80;

/// Compresses into a buffer that is kept.
pub(super) struct Deflater {
    compressor: Compressor,
    out: Vec<u8>,
}

impl Deflater {
    /// Fast: for what is written once per letter.
    pub(super) fn quick() -> Self {
        // "Fastest" would be 0, which only stores.
        Self::at(CompressionLvl::new(1).expect("level 1 is one of 0 to 12"))
    }

    /// Small: for what is written once per job.
    pub(super) fn tight() -> Self {
        Self::at(CompressionLvl::default())
    }

    fn at(level: CompressionLvl) -> Self {
        Self { compressor: Compressor::new(level), out: Vec::new() }
    }

    /// The data as a zlib stream.
    pub(super) fn zip(&mut self, data: &[u8]) -> &[u8] {
        let bound = self.compressor.zlib_compress_bound(data.len());
        if self.out.len() < bound {
            self.out.resize(bound, 0);
        }
        let length = self.compressor.zlib_compress(data, &mut self.out).expect("the buffer has the bound's size");
        &self.out[..length]
    }
}

/// The place of an object.
#[derive(Clone, Copy, Debug)]
enum Spot {
    /// Reserved, not written yet.
    Open,
    /// At this byte of the file.
    At(u32),
    /// In an object stream, at this index.
    In(u32, u8),
}

/// A PDF in the making.
#[derive(Clone)]
pub(super) struct Objects {
    bytes: Vec<u8>,
    spots: Vec<Spot>,
    pack: Vec<u8>,
    packed: Vec<(u32, u32)>,
    spare: Vec<u8>,
}

impl Objects {
    /// An empty file: only its header.
    pub(super) fn new() -> Self {
        // The comment of high bytes tells transfer programs that the file is binary.
        let bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        Self { bytes, spots: Vec::new(), pack: Vec::new(), packed: Vec::new(), spare: Vec::new() }
    }

    /// A number for an object that is written later.
    pub(super) fn reserve(&mut self) -> u32 {
        self.spots.push(Spot::Open);
        self.spots.len() as u32
    }

    /// Makes room for about so many bytes more.
    pub(super) fn expect(&mut self, bytes: usize) {
        self.bytes.reserve_exact(bytes + bytes / 8);
    }

    /// Writes an object that is no stream.
    #[inline]
    pub(super) fn object(&mut self, id: u32, zip: &mut Deflater, write: impl FnOnce(&mut Vec<u8>)) {
        self.packed.push((id, self.pack.len() as u32));
        write(&mut self.pack);
        self.pack.push(b'\n');
        if self.packed.len() == PACK {
            self.flush(zip);
        }
    }

    /// Writes a stream, compressed; `entries` are those of its dictionary beside filter and length.
    pub(super) fn stream(&mut self, id: u32, entries: &[u8], data: &[u8], zip: &mut Deflater) {
        self.raw(id, &[entries, b"/Filter/FlateDecode"].concat(), zip.zip(data));
    }

    /// Writes a page's content, compressed.
    pub(super) fn content(&mut self, id: u32, data: &[u8], zip: &mut Deflater) {
        self.raw(id, b"/Filter/FlateDecode", zip.zip(data));
    }

    /// Writes a stream whose data stand as they are; `entries` name the filter, if there is one.
    pub(super) fn raw(&mut self, id: u32, entries: &[u8], data: &[u8]) {
        self.spots[id as usize - 1] = Spot::At(self.bytes.len() as u32);
        let out = &mut self.bytes;
        let more = entries.len() + data.len() + FRAME;
        if out.capacity() - out.len() < more {
            // Files are large: grown by an eighth they leave less unused than grown twofold.
            out.reserve_exact(more.max(out.len() / 8));
        }
        number(out, id);
        out.extend_from_slice(b" 0 obj\n<<");
        out.extend_from_slice(entries);
        out.extend_from_slice(b"/Length ");
        number(out, data.len() as u32);
        out.extend_from_slice(b">>stream\n");
        out.extend_from_slice(data);
        out.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Writes the objects at hand as one object stream.
    pub(super) fn flush(&mut self, zip: &mut Deflater) {
        if self.packed.is_empty() {
            return;
        }
        let id = self.reserve();
        let mut data = std::mem::take(&mut self.spare);
        data.clear();
        for (index, &(object, offset)) in self.packed.iter().enumerate() {
            self.spots[object as usize - 1] = Spot::In(id, index as u8);
            number(&mut data, object);
            data.push(b' ');
            number(&mut data, offset);
            data.push(b' ');
        }
        let mut entries = b"/Type/ObjStm/N ".to_vec();
        number(&mut entries, self.packed.len() as u32);
        entries.extend_from_slice(b"/First ");
        number(&mut entries, data.len() as u32);
        data.extend_from_slice(&self.pack);
        self.stream(id, &entries, &data, zip);
        self.spare = data;
        self.pack.clear();
        self.packed.clear();
    }

    /// Writes what is left, the xref and the trailer, and gives the file. The file's identifier is a digest of all
    /// that stands before the xref.
    pub(super) fn finish(mut self, root: u32, info: u32, zip: &mut Deflater) -> Vec<u8> {
        self.flush(zip);
        let id = self.reserve();
        let start = self.bytes.len() as u32;
        self.spots[id as usize - 1] = Spot::At(start);
        let digest = Sha256::digest(&self.bytes);
        let mut entries = b"/Type/XRef/W[1 4 1]/DecodeParms<</Predictor 12/Columns 6>>/Size ".to_vec();
        number(&mut entries, id + 1);
        entries.extend_from_slice(b"/Root ");
        reference(&mut entries, root);
        entries.extend_from_slice(b"/Info ");
        reference(&mut entries, info);
        entries.extend_from_slice(b"/ID[");
        for _ in 0..2 {
            entries.push(b'<');
            hex(&mut entries, &digest[..16]);
            entries.push(b'>');
        }
        entries.push(b']');
        let rows = self.rows();
        self.stream(id, &entries, &rows, zip);
        self.bytes.extend_from_slice(b"startxref\n");
        number(&mut self.bytes, start);
        self.bytes.extend_from_slice(b"\n%%EOF\n");
        self.bytes
    }

    /// The xref's rows, each as its difference from the row above (PNG predictor "up"): most are then nearly all
    /// zero and cost nothing.
    fn rows(&self) -> Vec<u8> {
        let mut rows = Vec::with_capacity(7 * (self.spots.len() + 1));
        rows.extend_from_slice(&[2, 0, 0, 0, 0, 0, 255]);
        let mut above = [0, 0, 0, 0, 0, 255];
        for spot in &self.spots {
            let (kind, place, index) = match *spot {
                Spot::Open => (0, 0, 255),
                Spot::At(offset) => (1, offset, 0),
                Spot::In(stream, index) => (2, stream, index),
            };
            let [a, b, c, d] = place.to_be_bytes();
            let row = [kind, a, b, c, d, index];
            rows.push(2);
            rows.extend(row.iter().zip(above).map(|(now, above): (&u8, u8)| now.wrapping_sub(above)));
            above = row;
        }
        rows
    }
}

/// A reference to an object.
#[inline]
pub(super) fn reference(out: &mut Vec<u8>, id: u32) {
    number(out, id);
    out.extend_from_slice(b" 0 R");
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(out: &mut Vec<u8>, bytes: &[u8]) {
    let at = out.len();
    out.resize(at + HEXUPPER.encode_len(bytes.len()), 0);
    HEXUPPER.encode_mut(bytes, &mut out[at..]);
}

/// A name without its slash as it may stand in a file.
pub(super) fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            hex(out, &[byte]);
        }
    }
}

/// A text string: as it stands where it is ASCII, else as UTF-16.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        out.push(b'(');
        for byte in text.bytes() {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(byte);
        }
        out.push(b')');
    } else {
        out.extend_from_slice(b"<FEFF");
        for unit in text.encode_utf16() {
            hex(out, &unit.to_be_bytes());
        }
        out.push(b'>');
    }
}
