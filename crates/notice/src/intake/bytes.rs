use std::io;

/// The bytes of a list, wherever they lie: a file, a buffer, a piece of an encrypted case. Reads may come from
/// many threads at once.
pub trait ListBytes: Send + Sync {
    /// Number of bytes.
    fn len(&self) -> u64;

    /// Fills `buf` with the bytes from `offset`; fails where the list ends before the buffer is full.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()>;

    /// Returns whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl ListBytes for &[u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).ok();
        let part = start.and_then(|start| self.get(start..start.checked_add(buf.len())?));
        buf.copy_from_slice(part.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

impl ListBytes for Vec<u8> {
    fn len(&self) -> u64 {
        Vec::len(self) as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<()> {
        ListBytes::read_at(&self.as_slice(), offset, buf)
    }
}

/// Reads at most `len` bytes from `offset` into `buf`, which takes the length of what there is.
pub(super) fn read_block(bytes: &dyn ListBytes, offset: u64, len: usize, buf: &mut Vec<u8>) -> io::Result<()> {
    let there = bytes.len().saturating_sub(offset).min(len as u64) as usize;
    buf.resize(there, 0);
    bytes.read_at(offset, buf)
}
