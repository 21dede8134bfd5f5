//! Progress of work that takes a while.

use notice::line;
use serde::{Serialize, Serializer};

/// A stage of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Templates and facts are read.
    Prepare,
    /// A list was compared with what was there.
    Compare,
    /// A stage of the decision about every row.
    Decide(line::Stage),
    /// The ledger was worked out.
    Reckon,
    /// The case was written.
    Write,
    /// Everybody was listed by name.
    Names,
    /// Letters were pressed and read back.
    Press,
    /// The table of rows was written.
    Records,
    /// The package got its name.
    Deliver,
}

impl Stage {
    /// Its word in machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Compare => "compare",
            Self::Decide(stage) => stage.word(),
            Self::Reckon => "reckon",
            Self::Write => "write",
            Self::Names => "names",
            Self::Press => "press and prove",
            Self::Records => "records",
            Self::Deliver => "deliver",
        }
    }
}

impl From<line::Stage> for Stage {
    fn from(stage: line::Stage) -> Self {
        Self::Decide(stage)
    }
}

impl Serialize for Stage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Progress of a long command, for whoever waits for it.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// A stage has ended.
    Done(Stage),
    /// Letters made, and letters in all; those in work count by how far they are.
    Letters(u64, u64),
}
