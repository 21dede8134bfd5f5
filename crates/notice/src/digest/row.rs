//! The checksum of a row's bytes.
//!
//! It tells whether a list changed between two readings of one run, so it has to be fast and need not withstand an
//! attacker. Its values also stand in releases of version 1 and in the ids of the jobs of a case, which is why it is
//! written out here: the crate whose hasher it follows may change its results with any version.

const START: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344];
const STEP: u64 = 0xa409_3822_299f_31d0;
const MULTIPLIER: u64 = 0xf135_7aea_2e62_a9c5;

/// The checksum of the bytes and of how many they are.
pub fn row_checksum(bytes: &[u8]) -> u64 {
    let length = bytes.len() as u64;
    let sum = [fold_bytes(bytes), length]
        .into_iter()
        .fold(0u64, |sum, number| sum.wrapping_add(number).wrapping_mul(MULTIPLIER));
    sum.rotate_left(26)
}

/// Steps of sixteen bytes, then the last sixteen, which may have been taken in part; short rows from both ends.
fn fold_bytes(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    let [mut one, mut two] = START;
    match length {
        0 => {}
        1..4 => {
            one ^= u64::from(bytes[0]);
            two ^= (u64::from(bytes[length - 1]) << 8) | u64::from(bytes[length / 2]);
        }
        4..8 => {
            one ^= four(bytes.first_chunk());
            two ^= four(bytes.last_chunk());
        }
        8..=16 => {
            one ^= eight(bytes.first_chunk());
            two ^= eight(bytes.last_chunk());
        }
        _ => {
            for step in bytes[..length - 1].chunks_exact(16) {
                let mixed = multiply(one ^ eight(step.first_chunk()), STEP ^ eight(step.last_chunk()));
                (one, two) = (two, mixed);
            }
            one ^= eight(bytes[length - 16..].first_chunk());
            two ^= eight(bytes.last_chunk());
        }
    }
    multiply(one, two) ^ length as u64
}

fn four(bytes: Option<&[u8; 4]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
}

fn eight(bytes: Option<&[u8; 8]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// The product, its upper half folded onto the lower.
fn multiply(one: u64, two: u64) -> u64 {
    let product = u128::from(one) * u128::from(two);
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::row_checksum;
    use std::hash::Hasher;

    #[test]
    fn checksums_of_version_one_stay_what_they_are() {
        // What releases of version 1 were signed over; these numbers never change.
        let row = b"1001,Ada,Example,1990-02-03,\"12 Oak Street\",Austin,TX,78701\r\n";
        for (length, sum) in CHECKSUMS {
            assert_eq!(row_checksum(&row[..length]), sum, "{length}");
        }
    }

    // Where a later version of that crate gives other results, this test goes and the numbers above stay.
    #[test]
    fn they_are_what_the_hasher_gave_from_which_they_were_taken() {
        let bytes: Vec<u8> = (0..300u16).map(|n| ((n * 31) >> 2) as u8).collect();
        for length in 0..bytes.len() {
            let mut hasher = rustc_hash::FxHasher::default();
            hasher.write(&bytes[..length]);
            hasher.write_usize(length);
            assert_eq!(row_checksum(&bytes[..length]), hasher.finish(), "{length}");
        }
    }

    /// The first bytes of a row, as many as stand first, and their checksum.
    const CHECKSUMS: [(usize, u64); 10] = [
        (0, 0xb08b_46f5_44e8_ad6b),
        (1, 0x6da4_e14c_6fc6_9758),
        (3, 0x8fc9_534e_66ac_a76f),
        (4, 0x6374_3623_94e3_6164),
        (7, 0x9dae_2905_af15_bcfd),
        (8, 0x307f_eabe_ef50_8025),
        (16, 0x8e29_b57f_42be_8a07),
        (17, 0x280a_94f1_3fb3_a13f),
        (33, 0x84dc_e3d3_6b6c_b3ae),
        (61, 0xcf91_39e9_9cf8_31dd),
    ];
}
