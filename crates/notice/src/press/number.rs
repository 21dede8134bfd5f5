//! Numbers as they are written in a file.

use crate::composition::Centi;

/// A whole number.
#[inline]
pub(super) fn number(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// A length and a blank: hundredths become decimals, without trailing zeros.
#[inline]
pub(super) fn centi(out: &mut Vec<u8>, value: Centi) {
    if value < 0 {
        out.push(b'-');
    }
    let value = value.unsigned_abs();
    let (whole, part) = (value / 100, (value % 100) as u8);
    if whole > 0 || part == 0 {
        number(out, whole);
    }
    if part > 0 {
        out.push(b'.');
        out.push(b'0' + part / 10);
        if part % 10 > 0 {
            out.push(b'0' + part % 10);
        }
    }
    out.push(b' ');
}

#[cfg(test)]
mod tests {
    use super::centi;

    #[test]
    fn hundredths_become_the_shortest_decimals() {
        let cases =
            [(0, "0 "), (5, ".05 "), (50, ".5 "), (100, "1 "), (-1, "-.01 "), (-1_250, "-12.5 "), (79_200, "792 ")];
        for (value, expected) in cases {
            let mut out = Vec::new();
            centi(&mut out, value);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
        for value in -2_000..2_000 {
            let mut out = Vec::new();
            centi(&mut out, value);
            let read: f64 = String::from_utf8_lossy(&out).trim().parse().expect("a number");
            assert!((read * 100.0 - f64::from(value)).abs() < 1e-6);
        }
    }
}
