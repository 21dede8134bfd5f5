//! Purposes of a file of pieces, and the columns that it has for each.

/// The column that every such file has.
pub(super) const PIECE: &str = "piece_id";

/// The column with the reason of a reprint or a return.
pub(super) const REASON: &str = "reason";

/// Purpose of a file of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::stage::mail) enum Purpose {
    /// Its pieces are printed again.
    Reprint,
    /// Its pieces are recorded as come back.
    Returns,
    /// Its pieces get second copies at new addresses.
    Remail,
}

impl Purpose {
    /// The command whose words and rules hold: new addresses are for letters that came back.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Reprint => "reprint",
            Self::Returns | Self::Remail => "returns",
        }
    }

    /// Columns that the file must have beside the ids.
    pub(super) fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Reprint | Self::Returns => &[],
            Self::Remail => &["address_1", "city", "state", "zip"],
        }
    }

    /// All columns that are read.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Reprint | Self::Returns => &[PIECE, REASON],
            Self::Remail => &[PIECE, "address_1", "address_2", "city", "state", "zip"],
        }
    }

    /// Returns a sentence on what would be done with pieces that stand in the file by mistake.
    pub(super) fn harm(self) -> &'static str {
        match self {
            Self::Reprint => "Every letter in it would be printed and mailed again.",
            Self::Returns => "Every letter in it would be recorded as returned.",
            Self::Remail => "Every person in it would get a second letter.",
        }
    }

    /// Returns advice on the lines that the file should have.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Reprint => {
                "Give a file with only the spoiled or lost pieces, and only the columns piece_id and reason."
            }
            Self::Returns => {
                "Give a file with only the letters that came back, and only the columns piece_id and reason."
            }
            Self::Remail => {
                "Give a file with only the letters that came back, and only the columns \
                 piece_id,address_1,address_2,city,state,zip."
            }
        }
    }
}

/// 99980 as 99,980.
pub(in crate::stage::mail) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}
