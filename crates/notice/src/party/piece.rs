use crate::digest::Digest;
use std::fmt;

/// The alphabet of live job ids: digits and capitals without the look-alikes I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Six characters that name a job in every file of its package.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId([u8; 6]);

impl JobId {
    /// From a digest of everything that makes the job. A proof's id starts with the letter O, which no live id
    /// can hold, so a proof can never be taken for a live piece.
    pub fn from_digest(digest: &Digest, proof: bool) -> Self {
        let mut id = [0; 6];
        // An id of digits, or of digits around one E, would be a number to a spreadsheet: the next bytes are taken then.
        for bytes in digest.bytes().chunks_exact(6) {
            for (place, byte) in id.iter_mut().zip(bytes) {
                *place = ALPHABET[usize::from(byte % 32)];
            }
            if !reads_as_number(id) {
                break;
            }
        }
        if reads_as_number(id) {
            id[0] = b'J';
        }
        if proof {
            id[0] = b'O';
        }
        Self(id)
    }

    /// Reads an id as printed.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 6] = text.as_bytes().try_into().ok()?;
        bytes.iter().enumerate().all(|(i, b)| ALPHABET.contains(b) || (i == 0 && *b == b'O')).then_some(Self(bytes))
    }

    /// Returns whether it names a proof.
    pub fn is_proof(self) -> bool {
        self.0[0] == b'O'
    }
}

/// Returns whether a spreadsheet reads a number in an id with digits behind it.
fn reads_as_number(id: [u8; 6]) -> bool {
    let exponents = memchr::memchr_iter(b'E', &id).count();
    id[0].is_ascii_digit() && exponents <= 1 && id.iter().all(|b| b.is_ascii_digit() || *b == b'E')
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

impl fmt::Debug for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The id that ties page range, manifest row, marks, reprint and returned envelope together: job id and six digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PieceId {
    /// The job.
    pub job: JobId,
    /// Place in the physical order, from 1; at most 999,999.
    pub sequence: u32,
}

impl PieceId {
    /// Reads twelve characters as printed.
    pub fn parse(text: &str) -> Option<Self> {
        let (job, sequence) = text.split_at_checked(6)?;
        let digits = sequence.len() == 6 && sequence.bytes().all(|b| b.is_ascii_digit());
        let sequence = digits.then(|| sequence.parse().ok()).flatten().filter(|&n| n > 0)?;
        Some(Self { job: JobId::parse(job)?, sequence })
    }
}

impl fmt::Display for PieceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:06}", self.job, self.sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::{JobId, PieceId};

    #[test]
    fn no_id_is_a_number_to_a_spreadsheet() {
        // Bytes below ten are digits, fourteen is an E.
        for start in [[1, 2, 3, 4, 5, 6], [1, 2, 14, 4, 5, 6], [1, 2, 3, 4, 5, 14]] {
            let mut digest = [20; 32];
            digest[..6].copy_from_slice(&start);
            assert_eq!(JobId::from_digest(&digest.into(), false).to_string(), "MMMMMM");
        }
        assert!(!JobId::from_digest(&[7; 32].into(), false).to_string().bytes().all(|b| b.is_ascii_digit()));
        for kept in [[14, 2, 3, 4, 5, 6], [1, 14, 14, 4, 5, 6], [1, 2, 3, 4, 5, 10]] {
            let mut digest = [20; 32];
            digest[..6].copy_from_slice(&kept);
            assert_ne!(JobId::from_digest(&digest.into(), false).to_string(), "MMMMMM");
        }
        for n in 0..200_000u32 {
            let mut digest = [0; 32];
            for (place, byte) in digest.iter_mut().enumerate() {
                *byte = (n.wrapping_mul(2_654_435_761).rotate_left(place as u32) >> 7) as u8;
            }
            let id = JobId::from_digest(&digest.into(), false).to_string();
            assert!(format!("{id}000042").parse::<f64>().is_err(), "{id}");
        }
    }

    #[test]
    fn ids_read_back_and_proofs_stand_apart() {
        let live = PieceId { job: JobId::from_digest(&[7; 32].into(), false), sequence: 42 };
        assert_eq!(PieceId::parse(&live.to_string()), Some(live));
        let proof = JobId::from_digest(&[7; 32].into(), true);
        assert!(proof.is_proof() && !live.job.is_proof());
        assert_eq!(JobId::parse(&proof.to_string()), Some(proof));
        assert_eq!(PieceId::parse("777777000000"), None);
    }
}
