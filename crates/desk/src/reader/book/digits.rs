//! Number formats that show nothing but digits, such as `00000` for ZIP codes: the zeros that they show in front are a part of the value.

use std::fmt::Write as _;

/// The most places of such a format.
const MOST: usize = 30;
/// A format with signs between its digits shows at most so many zeros in front that count: a ZIP code of five digits under `00000-0000` is
/// no ZIP code of nine.
const ZEROS: usize = 2;

/// A number format of digits, and of signs between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DigitFormat {
    /// `None` is a digit.
    places: Vec<Option<char>>,
}

impl DigitFormat {
    /// Understands the code of a number format, where it is one of digits.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let mut places = Vec::new();
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '0' => places.push(None),
                '-' | ' ' => places.push(Some(sign)),
                '\\' => places.push(Some(signs.next().filter(|sign| is_between(*sign))?)),
                '"' => {
                    for sign in signs.by_ref().take_while(|sign| *sign != '"') {
                        places.push(Some(sign).filter(|sign| is_between(*sign)));
                        places.last()?.as_ref()?;
                    }
                }
                // What stands behind it is for negative numbers and texts.
                ';' => break,
                _ => return None,
            }
        }
        let digits = places.iter().filter(|place| place.is_none()).count();
        ((2..=MOST).contains(&digits) && places.len() <= 2 * MOST).then_some(Self { places })
    }

    /// The format by which a text of digits was shown; `None` where it has no zero in front.
    pub(super) fn of_shown(shown: &str) -> Option<Self> {
        let has_zero = shown.starts_with('0') && shown.len() > 1;
        let is_shown = |sign: char| sign.is_ascii_digit() || is_between(sign);
        if !has_zero || !shown.chars().all(is_shown) {
            return None;
        }
        let code: String = shown.chars().map(|sign| if sign.is_ascii_digit() { '0' } else { sign }).collect();
        Self::parse(&code)
    }

    /// Writes a whole number as it is shown.
    pub(super) fn write(&self, number: f64, out: &mut String) {
        let from = out.len();
        let _ = write!(out, "{number:.0}");
        let digits = out.split_off(from);
        let wanted = self.places.iter().filter(|place| place.is_none()).count();
        let missing = wanted.saturating_sub(digits.len());
        if digits.len() > wanted || (wanted < self.places.len() && missing > ZEROS) {
            out.push_str(&digits);
            return;
        }
        let mut digits = std::iter::repeat_n('0', missing).chain(digits.chars());
        for place in &self.places {
            out.extend(place.or_else(|| digits.next()));
        }
    }
}

fn is_between(sign: char) -> bool {
    matches!(sign, '-' | ' ')
}

#[cfg(test)]
mod tests {
    use super::DigitFormat;

    fn shown(code: &str, number: f64) -> Option<String> {
        let format = DigitFormat::parse(code)?;
        let mut out = String::new();
        format.write(number, &mut out);
        Some(out)
    }

    #[test]
    fn zeros_in_front_are_a_part_of_the_value() {
        assert_eq!(shown("00000", 4101.0).as_deref(), Some("04101"));
        assert_eq!(shown("00000;-00000", 123_456.0).as_deref(), Some("123456"));
        assert_eq!(shown(r"00000\-0000", 41_011_234.0).as_deref(), Some("04101-1234"));
        assert_eq!(shown(r"00000\-0000", 4101.0).as_deref(), Some("4101"));
        assert_eq!(shown("000\"-\"00\"-\"0000", 987_654_321.0).as_deref(), Some("987-65-4321"));
        for other in ["0", "General", "#,##0", "0.00", "yyyy-mm-dd", "0%", "00.0", "\"x\"00", "@", ""] {
            assert_eq!(shown(other, 1.0), None, "{other}");
        }
    }

    #[test]
    fn a_shown_number_tells_its_format() {
        assert_eq!(DigitFormat::of_shown("04101"), DigitFormat::parse("00000"));
        assert_eq!(DigitFormat::of_shown("04101-1234"), DigitFormat::parse("00000-0000"));
        for other in ["4101", "0.5", "0", "0x", ""] {
            assert_eq!(DigitFormat::of_shown(other), None, "{other}");
        }
    }
}
