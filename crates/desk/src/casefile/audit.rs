//! Every user action, bound to the one before: append-only, exportable, and verified without anything of ours
//! (`docs/verify_audit.py`).

use super::act::{Act, SELECT, of_row};
use super::id::ActId;
use super::{ActKind, Case, LATEST, damaged};
use crate::CommandError;
use crate::io::digest::{digest_of, hex};

/// Seconds since it was opened after which a case is looked at again before what depends on all of it.
const JUST_NOW: f64 = 30.0;

impl Case {
    /// All acts in order.
    pub fn acts(&self) -> Result<Vec<Act>, CommandError> {
        self.read(|db| {
            let mut ask = db.prepare(&format!("{SELECT} ORDER BY seq"))?;
            let acts = ask.query_map([], of_row)?;
            acts.collect()
        })
    }

    /// The number of the last act; 0 in a case that was only begun.
    pub fn last_act(&self) -> Result<ActId, CommandError> {
        self.read(|db| db.query_row("SELECT coalesce(max(seq), 0) FROM act", [], |row| row.get(0)))
    }

    /// Makes sure that what acts tell of is what stands beside them: the bytes of every list, and every signature.
    fn hold_against_acts(&self, acts: &[Act]) -> Result<(), CommandError> {
        let told: Vec<serde_json::Value> =
            acts.iter().map(|act| serde_json::from_str(&act.detail).unwrap_or_default()).collect();
        let of = |act: ActId| act.index().and_then(|at| Some((acts.get(at)?, told.get(at)?)));
        let list = |value: &serde_json::Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
        for row in self.lists(LATEST)? {
            let digest = digest_of(&self.bytes(&row)?).map_err(|_| damaged(self.path()))?;
            let named = |told: &serde_json::Value| list(told, "lists").iter().any(|one| one["sha256"] == hex(digest));
            if digest != row.sha256 || !of(row.act).is_some_and(|(act, told)| act.is(ActKind::Import) && named(told)) {
                return Err(damaged(self.path()));
            }
        }
        for ((variant, text), approval) in self.approvals()? {
            let signed = |told: &serde_json::Value| {
                list(told, "variants").iter().any(|one| one["variant"] == variant && one["text"] == text)
            };
            let sound = |(act, told): (&Act, &serde_json::Value)| {
                act.is(ActKind::Approve) && act.by == approval.by && signed(told)
            };
            if !of(approval.act).is_some_and(sound) {
                return Err(damaged(self.path()));
            }
        }
        if let Some(release) = self.last_release()? {
            let sound = |(act, told): (&Act, &serde_json::Value)| {
                act.is(ActKind::Release) && act.by == release.by && told["parts"] == serde_json::json!(release.parts)
            };
            if !of(release.act).is_some_and(sound) {
                return Err(damaged(self.path()));
            }
        }
        Ok(())
    }

    /// Makes sure that no act was changed, put in or taken out, that lists and signatures are those of their acts, and that the
    /// file is whole.
    pub fn verify_audit(&self) -> Result<usize, CommandError> {
        // Whoever has only just opened the case has made sure of it.
        if self.opened.seconds() > JUST_NOW || self.is_read_only() {
            self.ensure_sound()?;
        }
        if !self.has_sound_indexes() {
            return Err(damaged(self.path()));
        }
        let acts = self.acts()?;
        self.hold_against_acts(&acts)?;
        Ok(acts.len())
    }
}
