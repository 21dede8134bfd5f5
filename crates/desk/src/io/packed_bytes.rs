//! Bytes of a list in memory, deflated in equal stretches: a list of a million people takes a quarter of its size.

use libdeflater::{CompressionLvl, Compressor, Decompressor};
use notice::intake::ListBytes;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of a stretch before deflating.
pub const STRETCH: usize = 64 << 10;

/// Stretches that are kept unpacked at once: 64 MiB, which holds a list of some 300,000 people whole.
const UNPACKED: usize = 1024;

/// Deflates bytes as they come.
pub struct BytePacker {
    deflate: Compressor,
    plain: Vec<u8>,
    packed: Vec<u8>,
    parts: Vec<Box<[u8]>>,
    length: u64,
}

impl Default for BytePacker {
    fn default() -> Self {
        let deflate = Compressor::new(CompressionLvl::fastest());
        Self { deflate, plain: Vec::with_capacity(STRETCH), packed: Vec::new(), parts: Vec::new(), length: 0 }
    }
}

impl BytePacker {
    /// Takes further bytes.
    pub fn push(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        while !bytes.is_empty() {
            let (own, rest) = bytes.split_at(bytes.len().min(STRETCH - self.plain.len()));
            self.plain.extend_from_slice(own);
            bytes = rest;
            if self.plain.len() == STRETCH {
                self.pack()?;
            }
        }
        Ok(())
    }

    fn pack(&mut self) -> io::Result<()> {
        self.packed.resize(self.deflate.deflate_compress_bound(self.plain.len()), 0);
        let size = self.deflate.deflate_compress(&self.plain, &mut self.packed).map_err(io::Error::other)?;
        self.parts.push(self.packed[..size].into());
        self.plain.clear();
        Ok(())
    }

    /// Ends; all bytes that were taken.
    pub fn finish(mut self) -> io::Result<PackedBytes> {
        if !self.plain.is_empty() {
            self.pack()?;
        }
        Ok(PackedBytes::new(self.parts, self.length))
    }
}

/// The bytes of a list. All stretches are in memory as they are stored; those that were read last are there unpacked too.
pub struct PackedBytes {
    parts: Vec<Box<[u8]>>,
    open: Vec<Mutex<Option<Arc<[u8]>>>>,
    /// Numbers of the stretches that are unpacked, in the order in which they were.
    held: Mutex<Vec<u32>>,
    length: u64,
}

impl PackedBytes {
    /// Takes stretches as they are stored; `length` is that of all bytes before deflating.
    pub fn new(parts: Vec<Box<[u8]>>, length: u64) -> Self {
        let open = parts.iter().map(|_| Mutex::new(None)).collect();
        Self { parts, open, held: Mutex::new(Vec::new()), length }
    }

    fn stretch(&self, number: usize) -> io::Result<Arc<[u8]>> {
        let mut open = self.open[number].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = &*open {
            return Ok(Arc::clone(bytes));
        }
        let there = (self.length - (number * STRETCH) as u64).min(STRETCH as u64) as usize;
        let mut plain = vec![0; there];
        let size = Decompressor::new().deflate_decompress(&self.parts[number], &mut plain);
        if size.ok() != Some(there) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let plain: Arc<[u8]> = plain.into();
        *open = Some(Arc::clone(&plain));
        drop(open);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.push(number as u32);
        let oldest = (held.len() > UNPACKED).then(|| held.remove(0) as usize);
        drop(held);
        if let Some(oldest) = oldest.filter(|oldest| *oldest != number) {
            *self.open[oldest].lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        Ok(plain)
    }
}

impl ListBytes for PackedBytes {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, mut buf: &mut [u8]) -> io::Result<()> {
        let end = offset.checked_add(buf.len() as u64).filter(|end| *end <= self.length);
        end.ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut at = offset as usize;
        while !buf.is_empty() {
            let plain = self.stretch(at / STRETCH)?;
            let from = at % STRETCH;
            let n = buf.len().min(plain.len() - from);
            buf[..n].copy_from_slice(&plain[from..from + n]);
            buf = &mut buf[n..];
            at += n;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{BytePacker, STRETCH};
    use notice::intake::ListBytes;

    #[test]
    fn bytes_are_what_they_were() {
        let bytes: Vec<u8> = (0..3 * STRETCH + 17).map(|n| (n * 31 % 251) as u8).collect();
        let mut packer = BytePacker::default();
        bytes.chunks(10_007).for_each(|part| packer.push(part).expect("packed"));
        let packed = packer.finish().expect("packed");
        assert_eq!(packed.len(), bytes.len() as u64);
        for (from, length) in [(0, bytes.len()), (STRETCH - 3, 7), (3 * STRETCH, 17), (5, 0)] {
            let mut own = vec![0; length];
            packed.read_at(from as u64, &mut own).expect("read");
            assert_eq!(own, bytes[from..from + length]);
        }
        assert!(packed.read_at(bytes.len() as u64, &mut [0]).is_err());
        assert_eq!(BytePacker::default().finish().expect("packed").len(), 0);
    }
}
