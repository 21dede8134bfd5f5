//! Check that a case is as it was written, and if not, up to which of its acts.

use super::act::{self, Act};
use super::content::Content;
use super::held::HeldFile;
use super::id::ActId;
use super::pages::Layout;
use super::{Access, Case, failure};
use crate::CommandError;
use serde::Serialize;

/// Result of checking a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Soundness {
    /// Acts that can be read.
    pub acts: u64,
    /// The last act up to which the chain, and everything that acts wrote, is as it was written.
    pub sound_up_to: ActId,
    /// True if all of it is as it was written.
    pub whole: bool,
}

impl Case {
    /// Looks at everything: every page, every index, the chain of acts, what each of them wrote, and that no page is older than
    /// the others.
    pub fn soundness(&self) -> Result<(Soundness, Vec<Act>), CommandError> {
        if !self.looks_itself {
            // A page that cannot be proved leaves its connection of no further use: another one looks.
            let held = HeldFile::open(&self.path, Access::ReadOnly)?;
            let mut other = Self::connect(&self.path, held, self.key.clone(), self.salt, Access::ReadOnly)?;
            other.looks_itself = true;
            return other.soundness();
        }
        let mut whole = self.has_its_length()? && self.has_proved_pages();
        // A digest over all pages of a closed case leaves indexes no way to be others than they were.
        whole &= if self.seal.as_ref().is_some_and(|seal| !seal.open) {
            self.has_latest_pages()
        } else {
            self.has_sound_indexes()
        };
        let (acts, readable) = self.read(|db| Ok(act::read_acts(db)))?;
        whole &= readable;
        let mut sound_up_to = act::chained(&acts);
        whole &= sound_up_to.get() == acts.len() as i64;
        if let Some(seal) = &self.seal {
            let content = self.read(|db| Ok(Content::of_all(db, &seal.key)))?;
            if let Some(other) = content.first_other(&seal.key, &acts) {
                sound_up_to = sound_up_to.min(other.previous());
                whole = false;
            }
            // Rows of acts that are not there, and rows of none.
            whole &= content.last().get() <= acts.len() as i64 && !content.faulty;
        }
        Ok((Soundness { acts: acts.len() as u64, sound_up_to, whole }, acts))
    }

    /// Refuses a case that is not what was written, and says up to which act it is.
    pub(super) fn ensure_sound(&self) -> Result<(), CommandError> {
        let (found, acts) = self.soundness()?;
        if found.whole {
            return Ok(());
        }
        let last = found.sound_up_to.index().and_then(|at| acts.get(at));
        Err(failure::damaged_after(self.path(), found.acts, last))
    }

    /// Returns true if the file has the length that its head tells: a cut one is never half read.
    fn has_its_length(&self) -> Result<bool, CommandError> {
        if super::beside::waits(self.path()) {
            return Ok(true);
        }
        let layout = self.read(|db| {
            let number = |name: &str| {
                db.query_row(&format!("SELECT CAST({name} AS INTEGER) FROM pragma_{name}"), [], |row| {
                    row.get::<_, i64>(0)
                })
            };
            Ok(number("page_count")? * number("page_size")?)
        })?;
        Ok(i64::try_from(self.held.len()) == Ok(layout))
    }

    /// Returns true if every page was written under the key; a plain case has no such proof and passes.
    fn has_proved_pages(&self) -> bool {
        self.plain || self.told("cipher_integrity_check").is_ok_and(|faults| faults.is_empty())
    }

    /// Returns true if every page is in its place and every index agrees with its table.
    pub(crate) fn has_sound_indexes(&self) -> bool {
        self.told("integrity_check(1)").is_ok_and(|word| word == ["ok"])
    }

    /// Returns true if the pages of a closed case are those that were written last.
    fn has_latest_pages(&self) -> bool {
        let Some(seal) = &self.seal else { return false };
        let layout = self.read(|db| Layout::of(db, self.plain));
        let pages = layout.ok().and_then(|layout| layout.digest(self.held.file(), &seal.key).ok());
        pages.is_some() && pages == seal.pages
    }

    fn told(&self, check: &str) -> Result<Vec<String>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare(&format!("PRAGMA {check}"))?;
            let rows = ask.query_map([], |row| row.get(0))?;
            rows.collect()
        })
    }
}
