use std::fmt;

/// The alphabet of live job ids: digits and capitals without the look-alikes I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Six characters that name a job in every file of its package.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId([u8; 6]);

impl JobId {
    /// From a digest of everything that makes the job. A proof's id starts with the letter O, which no live id
    /// can hold, so a proof can never be taken for a live piece.
    pub fn from_digest(digest: &[u8; 32], proof: bool) -> Self {
        let mut id = [0; 6];
        for (place, byte) in id.iter_mut().zip(digest) {
            *place = ALPHABET[usize::from(byte % 32)];
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
    fn ids_read_back_and_proofs_stand_apart() {
        let live = PieceId { job: JobId::from_digest(&[7; 32], false), sequence: 42 };
        assert_eq!(PieceId::parse(&live.to_string()), Some(live));
        let proof = JobId::from_digest(&[7; 32], true);
        assert!(proof.is_proof() && !live.job.is_proof());
        assert_eq!(JobId::parse(&proof.to_string()), Some(proof));
        assert_eq!(PieceId::parse("777777000000"), None);
    }
}
