//! Invented lists of any size, for trying, timing and testing. Everybody in them is made up; the towns are real, the
//! streets are not. The same size and seed give the same bytes on every machine.

mod chance;
mod fault;
mod household;
mod names;
mod places;
mod plan;
mod row;

#[cfg(test)]
mod tests;

pub use chance::Chance;

use crate::party::Jurisdiction;
use fault::{Echo, alter, blemish, echo};
use household::{HouseholdKind, SpecimenHousehold};
use plan::SpecimenPlan;
use row::{Column, HEADINGS, SpecimenRow};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Places with fewer rows than this stay free of faults and repetitions, so that small counts are what they say.
const WITHOUT_FAULTS_BELOW: u64 = 12;
/// Most rows after which a repetition may come.
const ECHO_WITHIN: u64 = 5_000;

/// The counts of what was put into an invented list. Standings are as meant, before faults were put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows without the heading.
    pub rows: u64,
    /// Rows by the place where the person lives.
    pub by_jurisdiction: BTreeMap<Jurisdiction, u64>,
    /// Living children on 21 March 2025.
    pub minors: u64,
    /// Rows that name a guardian.
    pub guardians: u64,
    /// Dead people.
    pub deceased: u64,
    /// Living adults for whom somebody acts.
    pub represented: u64,
    /// Rows in Spanish.
    pub spanish: u64,
    /// Rows with a custody, safe-address, do-not-contact or hold mark.
    pub marked: u64,
    /// Rows with something wrong or unusual.
    pub faulty: u64,
    /// Second rows of the same person, or of somebody who looks the same.
    pub repeated: u64,
}

/// Writes exactly `people` invented rows under one heading row: UTF-8, commas, CRLF. `gazetteer_table` is
/// `zip3-state.csv`; ZIP codes agree with it except where a fault is meant. Memory does not grow with the size.
///
/// Fails where `out` fails, or with `InvalidInput` where the table has no prefix for a place that needs one.
pub fn sample_list(people: u64, seed: u64, gazetteer_table: &str, out: &mut impl Write) -> io::Result<Counts> {
    let mut plan = SpecimenPlan::new(people, gazetteer_table);
    for place in plan.places() {
        if place.people > 0 && place.towns.is_empty() && !place.jurisdiction.is_foreign() {
            let message = format!("the table of ZIP prefixes confirms no town in {}", place.jurisdiction);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
    }
    let mut chance = Chance::new(seed);
    let mut writer = Writer { out, line: Vec::with_capacity(512), counts: Counts::default(), waiting: BTreeMap::new() };
    writer.out.write_all(HEADINGS.join(",").as_bytes())?;
    writer.out.write_all(b"\r\n")?;

    let mut house = SpecimenHousehold::vacant();
    let mut row = SpecimenRow::default();
    let mut number = 0;
    while plan.left() > 0 {
        let at = plan.choose(chance.below(plan.left()));
        let members = house.move_in(&mut chance, &plan.places()[at]).min(plan.left_at(at));
        for _ in 0..members {
            if plan.left_at(at) == 0 {
                break;
            }
            plan.take(at);
            number += 1;
            let kind = house.member(&mut chance, number, &mut row);
            let place = &plan.places()[at];
            let jurisdiction = place.jurisdiction;
            let spotless = place.people < WITHOUT_FAULTS_BELOW;
            let faulty = !spotless && blemish(&mut row, &mut chance, jurisdiction.code());
            writer.write(&row, kind, jurisdiction, faulty)?;
            if !spotless
                && plan.left_at(at) > 0
                && let Some(echo) = echo(&mut chance)
            {
                plan.take(at);
                number += 1;
                let mut again = row.clone();
                alter(&mut again, echo, &mut chance, number);
                let kind = if echo == Echo::OtherStatus { flipped(kind) } else { kind };
                let due = writer.counts.rows + 1 + chance.below(ECHO_WITHIN);
                writer.waiting.insert((due, number), (again, kind, jurisdiction));
            }
        }
    }
    writer.release(u64::MAX)?;
    writer.out.flush()?;
    Ok(writer.counts)
}

fn flipped(kind: HouseholdKind) -> HouseholdKind {
    if kind == HouseholdKind::Deceased { HouseholdKind::Adult } else { HouseholdKind::Deceased }
}

struct Writer<'a, W> {
    out: &'a mut W,
    line: Vec<u8>,
    counts: Counts,
    /// Repetitions by the row after which they are due; never more than a few dozen.
    waiting: BTreeMap<(u64, u64), (SpecimenRow, HouseholdKind, Jurisdiction)>,
}

impl<W: Write> Writer<'_, W> {
    fn write(
        &mut self,
        row: &SpecimenRow,
        kind: HouseholdKind,
        jurisdiction: Jurisdiction,
        faulty: bool,
    ) -> io::Result<()> {
        self.put(row, kind, jurisdiction)?;
        self.counts.faulty += u64::from(faulty);
        self.release(self.counts.rows)
    }

    /// Writes the repetitions that are due.
    fn release(&mut self, now: u64) -> io::Result<()> {
        while let Some(entry) = self.waiting.first_entry() {
            if entry.key().0 > now {
                break;
            }
            let (row, kind, jurisdiction) = entry.remove();
            self.put(&row, kind, jurisdiction)?;
            self.counts.repeated += 1;
        }
        Ok(())
    }

    fn put(&mut self, row: &SpecimenRow, kind: HouseholdKind, jurisdiction: Jurisdiction) -> io::Result<()> {
        let counts = &mut self.counts;
        counts.rows += 1;
        *counts.by_jurisdiction.entry(jurisdiction).or_default() += 1;
        counts.minors += u64::from(kind == HouseholdKind::Minor);
        counts.deceased += u64::from(kind == HouseholdKind::Deceased);
        counts.represented += u64::from(kind == HouseholdKind::Represented);
        counts.guardians += u64::from(!row.get(Column::GuardianFirst).is_empty());
        counts.spanish += u64::from(matches!(row.get(Column::Language), "Spanish" | "es" | "Español"));
        let marks = [Column::Custody, Column::SafeAddress, Column::DoNotContact, Column::Hold];
        counts.marked += u64::from(marks.iter().any(|&mark| !row.get(mark).is_empty()));
        row.write(&mut self.line, self.out)
    }
}
