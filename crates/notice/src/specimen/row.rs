use std::io::{self, Write};

macro_rules! columns {
    ($($name:ident $heading:literal),+ $(,)?) => {
        /// The columns of an invented list.
        #[derive(Clone, Copy)]
        pub(super) enum Column { $($name),+ }

        /// Their headings, in order.
        pub(super) const HEADINGS: &[&str] = &[$($heading),+];
    };
}

columns! {
    RecordId "record_id", FirstName "first_name", MiddleName "middle_name", LastName "last_name", Suffix "suffix",
    BirthDate "date_of_birth", DeathDate "date_of_death", Deceased "deceased", GuardianFirst "guardian_first",
    GuardianLast "guardian_last", Representative "representative", NextOfKin "next_of_kin", Address1 "address_1",
    Address2 "address_2", Urbanization "urbanization", City "city", State "state", Zip "zip", Country "country",
    Language "language", EmailConsent "email_consent", Ssn "ssn_exposed", Passport "passport_exposed", Images "images",
    HealthInsurance "health_insurance", Custody "custody", SafeAddress "safe_address", DoNotContact "do_not_contact",
    Hold "hold",
}

/// One row: a cell for each column. Cells keep their memory from row to row.
#[derive(Clone, Default)]
pub(super) struct SpecimenRow {
    cells: [String; HEADINGS.len()],
}

impl SpecimenRow {
    /// Empties all cells.
    pub fn clear(&mut self) {
        for cell in &mut self.cells {
            cell.clear();
        }
    }

    /// The text of a cell.
    pub fn get(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }

    /// A cell, to be written to.
    pub fn cell(&mut self, column: Column) -> &mut String {
        &mut self.cells[column as usize]
    }

    /// Replaces the text of a cell.
    pub fn set(&mut self, column: Column, text: &str) {
        let cell = self.cell(column);
        cell.clear();
        cell.push_str(text);
    }

    /// Writes the row as comma-separated values with CRLF (RFC 4180).
    pub fn write(&self, line: &mut Vec<u8>, out: &mut impl Write) -> io::Result<()> {
        line.clear();
        for (n, cell) in self.cells.iter().enumerate() {
            if n > 0 {
                line.push(b',');
            }
            put_cell(line, cell);
        }
        line.extend_from_slice(b"\r\n");
        out.write_all(line)
    }
}

fn put_cell(line: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
        line.extend_from_slice(cell.as_bytes());
        return;
    }
    line.push(b'"');
    for b in cell.bytes() {
        if b == b'"' {
            line.push(b'"');
        }
        line.push(b);
    }
    line.push(b'"');
}

/// Writes a number with at least `width` digits.
pub(super) fn put_number(cell: &mut String, number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut rest = number;
    let mut at = digits.len();
    while rest > 0 || digits.len() - at < width.clamp(1, digits.len()) {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    cell.extend(digits[at..].iter().map(|&b| char::from(b)));
}

#[cfg(test)]
mod tests {
    use super::{Column, HEADINGS, SpecimenRow, put_number};

    #[test]
    fn cells_are_quoted_only_where_they_must_be() {
        let mut row = SpecimenRow::default();
        row.set(Column::FirstName, "Mary\nAnn");
        row.set(Column::LastName, "O\"Hara, Jr.");
        row.set(Column::Hold, "yes");
        let (mut line, mut out) = (Vec::new(), Vec::new());
        row.write(&mut line, &mut out).expect("memory takes everything");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.starts_with(",\"Mary\nAnn\",,\"O\"\"Hara, Jr.\",,"), "{text}");
        assert!(text.ends_with(",yes\r\n"));
        assert_eq!(HEADINGS[Column::Hold as usize], "hold");
    }

    #[test]
    fn numbers_are_padded() {
        let mut cell = String::new();
        for (number, width) in [(0, 1), (7, 2), (123, 2), (5, 5)] {
            put_number(&mut cell, number, width);
            cell.push(' ');
        }
        assert_eq!(cell, "0 07 123 00005 ");
    }
}
