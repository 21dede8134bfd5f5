//! Labels that counsel may choose for what is made for counsel.

use serde::Deserialize;

/// A label on every document of a counsel packet and on every memo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentLabel {
    /// Privileged and confidential.
    Privileged,
    /// Not final.
    Draft,
}

impl DocumentLabel {
    /// Every label.
    pub const ALL: [Self; 2] = [Self::Privileged, Self::Draft];

    /// The word at the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Draft => "draft",
        }
    }

    const fn printed(self) -> &'static str {
        match self {
            Self::Privileged => "PRIVILEGED AND CONFIDENTIAL",
            Self::Draft => "DRAFT",
        }
    }

    /// The line that some labels make, each once; empty for none.
    pub fn line(labels: &[Self]) -> String {
        let chosen = Self::ALL.into_iter().filter(|label| labels.contains(label));
        chosen.map(Self::printed).collect::<Vec<_>>().join(" – ")
    }
}

#[cfg(test)]
mod tests {
    use super::DocumentLabel;

    #[test]
    fn a_label_stands_once_in_the_line() {
        assert_eq!(DocumentLabel::line(&[]), "");
        let all = [DocumentLabel::Draft, DocumentLabel::Privileged, DocumentLabel::Draft];
        assert_eq!(DocumentLabel::line(&all), "PRIVILEGED AND CONFIDENTIAL – DRAFT");
    }
}
