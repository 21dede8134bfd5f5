//! Children and their guardians side by side, those first who have no family name in common.

use super::Roster;
use crate::CommandError;
use crate::casefile::id::PersonId;
use notice::finding::Private;
use notice::intake::{Guardians, ParentView, ReceivedPiece};
use notice::line::{Disposition, Entry, FamilyNameMatch, people};
use notice::party::{Person, PersonName, PostalAddress, Standing};
use serde::{Deserialize, Serialize};

/// Choice of children by family name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum GuardianFilter {
    /// All with a guardian, those without a name in common first.
    #[default]
    All,
    /// Children without a family name in common with their guardian.
    Other,
    /// Children with one.
    Same,
}

/// A page of children with their guardians.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct GuardianPage {
    /// Children with a guardian who have a family name in common.
    pub same: u64,
    /// Children with a guardian who have no family name in common.
    pub other: u64,
    /// The first of these rows, from 0.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<GuardianRow>,
}

/// A child and its guardian.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct GuardianRow {
    /// The child's row, from 0.
    pub row: u32,
    /// The child's number.
    pub person: PersonId,
    /// The child's list.
    pub list: String,
    /// The line on which the row starts.
    pub line: u32,
    /// The child's name.
    pub child: String,
    /// The child's address in one line, or nothing.
    pub address: String,
    /// The guardian's name.
    pub guardian: String,
    /// The line of the file of guardians that names this guardian; nothing where the list of the child does.
    pub by_line: Option<u32>,
    /// True if they have a family name in common.
    pub one_name: bool,
    /// True if they have one home; nothing where no file says where the guardian lives, or it names several.
    pub one_home: Option<bool>,
    /// The parents whom the file of guardians names, where they are several.
    pub parents: Vec<ParentRow>,
}

/// One of several parents of a child.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ParentRow {
    /// Line of the file of guardians.
    pub line: u32,
    /// Whole name.
    pub name: String,
    /// Who it is to the child, as the file says; empty where it does not.
    pub relation: String,
    /// Their own address in one line; empty where the file has no whole one.
    pub address: String,
    /// True if the file says that they have custody, false if it says that they do not.
    pub custody: Option<bool>,
    /// True if a mark says that they are not to be written to.
    pub is_barred: bool,
    /// The piece of mail that they get: `letter` or `copy`; nothing where they get none.
    pub receives: Option<&'static str>,
}

impl ParentRow {
    fn of(parent: ParentView) -> Self {
        let ParentView { line, name, relation, address, receives, custody, is_barred } = parent;
        Self {
            line,
            name: name.disclose().clone(),
            relation,
            address: address.disclose().join(", "),
            custody,
            is_barred,
            receives: receives.map(|piece| match piece {
                ReceivedPiece::Letter => "letter",
                ReceivedPiece::Copy => "copy",
            }),
        }
    }
}

fn said(name: Option<&Private<PersonName>>) -> String {
    name.map(|name| name.disclose().full.clone()).unwrap_or_default()
}

fn place(address: Option<&Private<PostalAddress>>) -> String {
    address.map(|address| address.disclose().lines().join(", ")).unwrap_or_default()
}

/// A child who gets a letter or is held, and has a guardian.
fn has_guardian(entry: &Entry) -> bool {
    entry.standing == Some(Standing::Minor)
        && matches!(entry.disposition, Disposition::Letter | Disposition::Held)
        && entry.guardian != FamilyNameMatch::Unknown
}

impl Roster {
    /// A page of at most 200 children with their guardians.
    ///
    /// # Errors
    /// A list that changed or can no longer be read.
    pub fn guardian_page(&self, wanted: GuardianFilter, offset: u32, limit: u32) -> Result<GuardianPage, CommandError> {
        let of = |kinship: FamilyNameMatch| {
            let all = (0u32..).zip(self.entries());
            all.filter(move |(_, entry)| has_guardian(entry) && entry.guardian == kinship).map(|(row, _)| row)
        };
        let (same, other) = (of(FamilyNameMatch::Same).count() as u64, of(FamilyNameMatch::Other).count() as u64);
        let page = |rows: &mut dyn Iterator<Item = u32>| {
            rows.skip(offset as usize).take(limit.min(200) as usize).collect::<Vec<_>>()
        };
        let rows = match wanted {
            GuardianFilter::All => page(&mut of(FamilyNameMatch::Other).chain(of(FamilyNameMatch::Same))),
            GuardianFilter::Other => page(&mut of(FamilyNameMatch::Other)),
            GuardianFilter::Same => page(&mut of(FamilyNameMatch::Same)),
        };
        let sources = self.decided.sources();
        let children = people(&self.decided.snapshot.setup.context, &sources, self.entries(), &rows)?;
        let seen = rows.iter().zip(&children).map(|(&row, child)| {
            let entry = &self.entries()[row as usize];
            let file = sources[usize::from(entry.file)].decisions.guardians.as_deref();
            self.kin_seen(row, child, file)
        });
        Ok(GuardianPage { same, other, offset, rows: seen.collect() })
    }

    fn kin_seen(&self, row: u32, child: &Person, file: Option<&Guardians>) -> GuardianRow {
        let by_file = file.filter(|file| file.agrees(child) == Some(true));
        let several = file.filter(|file| file.has_several(child));
        let parents = several.map(|file| file.parents_of(child)).unwrap_or_default();
        let entry = &self.entries()[row as usize];
        GuardianRow {
            row,
            person: self.decided.person(row),
            list: self.decided.snapshot.lists[usize::from(entry.file)].row.name.clone(),
            line: entry.extent.line,
            child: said(child.name.as_ref()),
            address: place(child.address.as_ref()),
            guardian: said(child.guardian.as_ref()),
            by_line: by_file.and_then(|file| file.line_for(child)),
            one_name: entry.guardian == FamilyNameMatch::Same,
            one_home: by_file.filter(|_| several.is_none()).and_then(|file| file.lives_with(child)),
            parents: parents.into_iter().map(ParentRow::of).collect(),
        }
    }
}
