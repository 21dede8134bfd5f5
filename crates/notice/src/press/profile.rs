//! The colour space of the output intent, made here from published figures: primaries of IEC 61966-2-1 (sRGB)
//! adapted to D50, and its transfer curve as a formula. ICC.1:2004-10 (version 4.2), display class.

/// White of the profile connection space (D50), in 1/65536.
const D50: [u32; 3] = [63_190, 65_536, 54_061];

/// The profile's bytes. Everything in them is constant.
pub(super) fn rgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", words("RGB with the primaries and curve of IEC 61966-2-1")),
        (b"cprt", words("No copyright is claimed; made of published figures")),
        (b"wtpt", xyz(D50)),
        // Bradford adaptation of D65 to D50, row by row.
        (
            b"chad",
            [b"sf32\0\0\0\0".to_vec(), fixed(&[68_669, 1_500, -3_285, 1_936, 64_912, -1_117, -605, 986, 49_292])]
                .concat(),
        ),
        (b"rXYZ", xyz([28_579, 14_582, 913])),
        (b"gXYZ", xyz([25_236, 46_981, 6_364])),
        (b"bXYZ", xyz([9_377, 3_973, 46_804])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut body: Vec<u8> = Vec::new();
    let first = 128 + 4 + 12 * tags.len();
    let mut last: (usize, &[u8]) = (0, &[]);
    for (name, element) in &tags {
        // Equal neighbours (the three curves) share one element, as the format allows.
        if last.1 != element.as_slice() {
            last = (first + body.len(), element);
            body.extend_from_slice(element);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        table.extend_from_slice(*name);
        table.extend_from_slice(&(last.0 as u32).to_be_bytes());
        table.extend_from_slice(&(element.len() as u32).to_be_bytes());
    }
    let mut out = Vec::with_capacity(first + body.len());
    out.extend_from_slice(&((first + body.len()) as u32).to_be_bytes());
    out.extend_from_slice(&[0; 4]); // preferred module: none
    out.extend_from_slice(&[4, 0x20, 0, 0]);
    out.extend_from_slice(b"mntrRGB XYZ ");
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        out.extend_from_slice(&part.to_be_bytes());
    }
    out.extend_from_slice(b"acsp");
    out.resize(68, 0); // platform, flags, device, attributes, perceptual intent: all zero
    out.extend_from_slice(&fixed(&D50.map(|v| v as i32)));
    out.resize(128, 0);
    out.extend_from_slice(&table);
    out.extend_from_slice(&body);
    out
}

fn fixed(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_be_bytes()).collect()
}

fn xyz(values: [u32; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".to_vec(), fixed(&values.map(|v| v as i32))].concat()
}

/// `Y = (aX + b)^g` from `d` on, `cX` below: g 2.4, a 1/1.055, b 0.055/1.055, c 1/12.92, d 0.04045.
fn curve() -> Vec<u8> {
    [b"para\0\0\0\0\0\x03\0\0".to_vec(), fixed(&[157_286, 62_119, 3_417, 5_072, 2_651])].concat()
}

fn words(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut out = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    out.extend_from_slice(&(units.len() as u32).to_be_bytes());
    out.extend_from_slice(&28_u32.to_be_bytes());
    out.extend_from_slice(&units);
    out
}

#[cfg(test)]
mod tests {
    use super::rgb;

    #[test]
    fn the_profile_is_whole() {
        let profile = rgb();
        let word = |at: usize| u32::from_be_bytes([profile[at], profile[at + 1], profile[at + 2], profile[at + 3]]);
        assert_eq!(word(0) as usize, profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        let count = word(128) as usize;
        for tag in 0..count {
            let (offset, size) = (word(136 + 12 * tag) as usize, word(140 + 12 * tag) as usize);
            assert!(offset % 4 == 0 && offset >= 132 + 12 * count && offset + size <= profile.len());
        }
        // The primaries add up to white, or gray would be tinted.
        let column = |tag: usize| word(136 + 12 * tag) as usize + 8;
        let sum = |row: usize| (4..7).map(|tag| word(column(tag) + 4 * row)).sum::<u32>();
        let white = column(2);
        for row in 0..3 {
            assert!(sum(row).abs_diff(word(white + 4 * row)) < 32, "row {row}");
        }
    }
}
