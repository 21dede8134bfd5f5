//! Rows read again: the same bytes, checked against the digest of the first reading.

use super::entry::{Entry, NONE};
use super::kit::{Kit, Setting, Settings};
use crate::composition::{Composed, Scratch};
use crate::finding::{Position, Private, Refusal};
use crate::intake::{Extent, List, ListBytes};
use crate::party::{Person, Slot, SlotValues, Standing, Variant};
use std::hash::Hasher;
use std::sync::Arc;

/// A list and its bytes.
pub struct Roll<'a> {
    /// The list as it was understood.
    pub list: List,
    /// Its bytes.
    pub bytes: &'a dyn ListBytes,
    /// Its name as the user gave it.
    pub name: String,
}

impl Roll<'_> {
    /// The refusal for a list that can no longer be read.
    pub fn unreadable(&self, error: &std::io::Error) -> Refusal {
        Refusal::of_file(&self.name, format!("The list cannot be read: {}.", error.kind()), "Check the disk and try again.")
    }

    fn changed(&self, line: u32) -> Refusal {
        let message = "The list changed while it was being used.";
        Refusal::of_file(&self.name, message, "Close it in other programs and start again.").at(line, 0)
    }
}

/// A digest of a row's bytes that is the same on every machine.
pub fn digest(bytes: &[u8]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    hasher.write_usize(bytes.len());
    hasher.finish()
}

/// A letter, composed.
pub struct Letter {
    /// Everything that is the same for the variant.
    pub setting: Arc<Setting>,
    /// The variant.
    pub variant: Variant,
    /// The address block, line by line.
    pub address: Vec<String>,
    /// The person's own values.
    pub values: SlotValues,
    /// The pages.
    pub composed: Composed,
}

/// What a worker keeps for itself.
#[derive(Default)]
pub struct Station {
    scratch: Scratch,
    last: Option<(Variant, Arc<Setting>)>,
}

impl Station {
    /// The people of these rows, in this order, read from the same bytes as before.
    pub fn people(&self, kit: &Kit, rolls: &[Roll<'_>], entries: &[Entry], places: &[u32]) -> Result<Vec<Person>, Refusal> {
        let mut people: Vec<Person> = Vec::with_capacity(places.len());
        people.resize_with(places.len(), Person::default);
        for (file, roll) in rolls.iter().enumerate() {
            let mine: Vec<usize> =
                (0..places.len()).filter(|&n| usize::from(entries[places[n] as usize].file) == file).collect();
            if mine.is_empty() {
                continue;
            }
            let extents: Vec<Extent> = mine.iter().map(|&n| entries[places[n] as usize].extent).collect();
            let chunk = roll.list.fetch(roll.bytes, &extents).map_err(|e| roll.unreadable(&e))?;
            for (n, &at) in mine.iter().enumerate() {
                let entry = &entries[places[at] as usize];
                if digest(chunk.raw(n)) != entry.seal {
                    return Err(roll.changed(entry.extent.line));
                }
            }
            for (at, row) in mine.into_iter().zip(roll.list.read(&chunk, &kit.gazetteer, &kit.incident)) {
                people[at] = row.person;
            }
        }
        for (person, &place) in people.iter_mut().zip(places) {
            let entry = &entries[place as usize];
            person.elements = entry.elements;
            person.at = Position::record(entry.file, entry.extent.line);
        }
        Ok(people)
    }

    /// The letter of a person, or `None` where routing finds none for the united elements.
    pub fn letter(
        &mut self,
        kit: &Kit,
        settings: &Settings<'_>,
        entry: &Entry,
        person: &Person,
    ) -> Result<Option<Letter>, Refusal> {
        let Some(variant) = kit.book.route(&kit.incident, person).variant else { return Ok(None) };
        let (Some(name), Some(address)) = (&person.name, &person.address) else { return Ok(None) };
        let setting = match &self.last {
            Some((last, setting)) if *last == variant => Arc::clone(setting),
            _ => {
                let setting = settings.of(&variant)?;
                self.last = Some((variant, Arc::clone(&setting)));
                setting
            }
        };
        let mut values = SlotValues::default();
        values.set(Slot::Person, Private::new(name.disclose().full.clone()));
        let addressee = match variant.standing {
            Standing::Minor => person.guardian.as_ref(),
            Standing::Deceased => person.next_of_kin.as_ref(),
            Standing::Represented => person.representative.as_ref(),
            Standing::Adult => None,
        };
        if let Some(addressee) = addressee {
            values.set(Slot::Addressee, Private::new(addressee.disclose().full.clone()));
        }
        if entry.code != NONE && variant.code {
            if let Some(code) = kit.pools.of(variant.standing).and_then(|pool| pool.code(entry.code as usize)) {
                values.set(Slot::Code, code.clone());
            }
        }
        let mut lines = setting.draft.address_lead(&values);
        lines.extend(address.disclose().lines());
        let composed = kit.stock.compose(&setting.form, &lines, &values, &mut self.scratch);
        Ok(Some(Letter { setting, variant, address: lines, values, composed }))
    }
}
