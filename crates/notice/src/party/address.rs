use super::Jurisdiction;
use std::fmt;

/// A ZIP code: five digits, and four more where they are known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zip {
    five: u32,
    plus_four: Option<u16>,
}

impl Zip {
    /// Reads `78731`, `78731-0123` or `787310123`; nothing shorter and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let (five, four) = match text.len() {
            5 => (text, None),
            9 => text.split_at_checked(5).map(|(five, four)| (five, Some(four)))?,
            10 => text.split_once('-').map(|(five, four)| (five, Some(four)))?,
            _ => return None,
        };
        let digits = |s: &str, n: usize| {
            (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
        };
        let five: u32 = digits(five, 5)?;
        let plus_four = match four {
            Some(four) => Some(digits(four, 4)? as u16),
            None => None,
        };
        Some(Self { five, plus_four })
    }

    /// From numbers, for compact keeping; `None` where they are no ZIP.
    pub fn from_numbers(five: u32, plus_four: Option<u16>) -> Option<Self> {
        (five <= 99_999 && plus_four.is_none_or(|p| p <= 9_999)).then_some(Self { five, plus_four })
    }

    /// The five digits as a number.
    pub fn five(self) -> u32 {
        self.five
    }

    /// The four digits as a number.
    pub fn plus_four(self) -> Option<u16> {
        self.plus_four
    }

    /// The first three digits as a number, which tell the state.
    pub fn three(self) -> u16 {
        (self.five / 100) as u16
    }
}

impl fmt::Display for Zip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.five)?;
        if let Some(four) = self.plus_four {
            write!(f, "-{four:04}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Zip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<private>")
    }
}

/// A complete address that a letter can be delivered to. Holding one proves that intake found every part.
/// Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PostalAddress {
    /// Street line, or military unit line.
    pub line_1: String,
    /// Apartment or second line, or empty.
    pub line_2: String,
    /// Puerto Rican urbanization, on its own line above the street; or empty.
    pub urbanization: String,
    /// City, or APO, FPO, DPO.
    pub city: String,
    /// State, territory, military code, or foreign.
    pub state: Jurisdiction,
    /// ZIP; `None` for foreign addresses only.
    pub zip: Option<Zip>,
    /// Foreign: province and postal code as given, printed after the city; else empty.
    pub region: String,
    /// Foreign: the country's English name in capitals; else empty.
    pub country: String,
}

impl PostalAddress {
    /// The lines under the name, in the order of a United States envelope: urbanization, street, unit, city
    /// line, country.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::with_capacity(4);
        for line in [&self.urbanization, &self.line_1, &self.line_2] {
            if !line.is_empty() {
                lines.push(line.clone());
            }
        }
        lines.push(match self.zip {
            Some(zip) => format!("{} {} {zip}", self.city, self.state),
            None if self.region.is_empty() => self.city.clone(),
            None => format!("{} {}", self.city, self.region),
        });
        if !self.country.is_empty() {
            lines.push(self.country.clone());
        }
        lines
    }
}

impl fmt::Debug for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<private>")
    }
}

#[cfg(test)]
mod tests {
    use super::Zip;

    #[test]
    fn zips_are_five_or_nine_digits() {
        assert_eq!(Zip::parse("01234").map(|z| z.to_string()).as_deref(), Some("01234"));
        assert_eq!(Zip::parse("787310042").map(|z| z.to_string()).as_deref(), Some("78731-0042"));
        assert_eq!(Zip::parse("78731-0042").map(Zip::three), Some(787));
        for bad in ["1234", "7873a", "78731-", "78731-42", "78731 0042", "+8731", "７８７３１"] {
            assert!(Zip::parse(bad).is_none(), "{bad}");
        }
    }
}
