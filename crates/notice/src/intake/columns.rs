//! The columns of a list and the fields that they feed.

use super::Field;
use super::chunk::RowForm;
use super::fhir;
use super::heading::{self, LinePart, Rank};
use super::heading_kind;
use super::mapping::{Mapping, Source, same_heading};
use super::recipe::CellRules;
use crate::finding::{FaceProblem, Problem};
use crate::party::DataElement;

/// A column of the list and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// The heading as it stands, or `Column 3` where the list has none.
    pub heading: String,
    /// The field that it feeds; `None`: the column is ignored.
    pub field: Option<Field>,
    /// Ignored, but the heading looks like a hold, custody, safety or death flag: rows whose value is not a clear
    /// no are held.
    pub looks_like_flag: bool,
    /// Ignored because the mapping file says so.
    pub ignored_by_mapping: bool,
    /// It stands in the block of somebody else, as of a guarantor.
    pub foreign: bool,
    /// The field that it feeds where the columns of the mailing address are all blank: a part of a second address.
    pub spare: Option<Field>,
}

/// The columns of each field, in the order in which their values are joined.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnPlan {
    fields: Vec<Vec<u16>>,
    /// The same for a second address, which is read where the first is blank.
    spare: Vec<Vec<u16>>,
    pub(super) elements: Vec<(DataElement, u16)>,
    /// Elements whose columns hold the thing itself and not yes or no.
    pub(super) values: Vec<(DataElement, u16)>,
    pub(super) flags: Vec<u16>,
    /// Columns that ask whether mail may be sent: a clear no holds a row.
    pub(super) permissions: Vec<u16>,
    /// The column that tells the dead is headed as a vital status, whose numbers are read in two ways.
    pub(super) vital_status: bool,
    pub(super) width: usize,
    /// Codes and blanks of columns, by the recipe of the program that made the list.
    pub(super) rules: CellRules,
}

impl ColumnUse {
    /// Returns true if a cell of the column may be mended: letters are made of it, and it marks nobody to be held. What a mark or a
    /// note asks for is decided about the person.
    pub fn is_correctable(&self) -> bool {
        use Field::{Custody, DoNotContact, Hold, SafeAddress};
        self.field.is_some_and(|field| !matches!(field, Hold | Custody | SafeAddress | DoNotContact))
    }

    /// Returns whether no field takes the column.
    pub fn is_ignored(&self) -> bool {
        self.field.is_none() && self.spare.is_none()
    }
}

impl ColumnPlan {
    /// The columns of a plain field.
    pub(super) fn of(&self, field: Field) -> &[u16] {
        field.index().and_then(|n| self.fields.get(n)).map_or(&[], Vec::as_slice)
    }

    /// The columns of a field of the second address.
    pub(super) fn spare(&self, field: Field) -> &[u16] {
        field.index().and_then(|n| self.spare.get(n)).map_or(&[], Vec::as_slice)
    }

    /// Returns whether any column feeds the field.
    pub(super) fn has(&self, field: Field) -> bool {
        !self.of(field).is_empty()
    }
}

/// The column (from 0) that a mapping file names, where the list has it.
pub(super) fn find_column(headings: &[String], source: &Source) -> Option<usize> {
    match source {
        Source::Number(n) => (usize::from(*n) >= 1 && usize::from(*n) <= headings.len()).then(|| usize::from(*n) - 1),
        Source::Heading(h) => headings
            .iter()
            .position(|have| have == h.trim())
            .or_else(|| headings.iter().position(|have| same_heading(have, h))),
    }
}

/// Decides every column from its heading and the mapping file.
pub(super) fn assign(
    headings: &[String],
    header_line: u32,
    mapping: Option<&Mapping>,
    form: RowForm,
) -> Result<Vec<ColumnUse>, Problem> {
    let mut columns: Vec<ColumnUse> = headings
        .iter()
        .map(|h| ColumnUse {
            heading: h.clone(),
            field: None,
            looks_like_flag: false,
            ignored_by_mapping: false,
            foreign: false,
            spare: None,
        })
        .collect();
    let find = |source: &Source| find_column(headings, source);
    let no_column = "The list has no such column.";
    let advice = "Enter the heading exactly as it is in the list, or the column's number from 1.";
    if let Some(m) = mapping {
        for (source, place) in &m.ignore {
            let at = find(source).ok_or_else(|| m.refuse(*place, no_column, advice))?;
            columns[at].ignored_by_mapping = true;
        }
        for mapped in &m.columns {
            for source in &mapped.sources {
                let at = find(source).ok_or_else(|| m.refuse(mapped.place, no_column, advice))?;
                if columns[at].field.is_some() || columns[at].ignored_by_mapping {
                    let message = "The column is named twice in the mapping file.";
                    return Err(m.refuse(mapped.place, message, "A column feeds one field."));
                }
                columns[at].field = Some(mapped.field);
            }
        }
    }
    for (column, twin) in columns.iter_mut().zip(in_blocks_of_others(headings)) {
        column.foreign = twin || heading::owner_of(&column.heading) == Some(heading::Owner::Other);
    }
    if form != RowForm::Delimited {
        of_patients(&mut columns);
    } else if header_line > 0 {
        by_synonyms(&mut columns);
    }
    for column in &mut columns {
        // A dead guarantor is no dead patient.
        let elsewhere = (column.foreign || heading_kind::names_relative(&column.heading))
            && heading_kind::speaks_of_death(&column.heading);
        column.looks_like_flag = column.is_ignored()
            && !column.ignored_by_mapping
            && !elsewhere
            && (heading_kind::looks_like_flag(&column.heading) || heading_kind::permits_mail(&column.heading));
    }
    Ok(columns)
}

/// Returns whether a list has streets and no column for city and ZIP code.
pub(super) fn lacks_town(columns: &[ColumnUse]) -> bool {
    let has = |field| columns.iter().any(|c| c.field == Some(field));
    has(Field::Address1) && ![Field::City, Field::Zip, Field::CityStateZip, Field::Address].into_iter().any(has)
}

/// Refuses columns without which nobody can be written to.
pub(super) fn suffice(name: &str, columns: &[ColumnUse], header_line: u32) -> Result<(), Problem> {
    let has = |field| columns.iter().any(|c| c.field == Some(field));
    let missing = if !(has(Field::FullName) || has(Field::LastName)) {
        "No column has the people's names."
    } else if !has(Field::Address1) && !has(Field::Address) {
        "No column has the street address."
    } else if !(has(Field::Address) || has(Field::CityStateZip) || (has(Field::City) && has(Field::Zip))) {
        "No columns have the city and ZIP code."
    } else {
        return Ok(());
    };
    Err(Problem::of_file(name, missing, FaceProblem::ColumnMissing).at(header_line, 0))
}

/// Feeds fields that the mapping does not name from the columns of patients.
fn of_patients(columns: &mut [ColumnUse]) {
    let mapped: Vec<Field> = columns.iter().filter_map(|column| column.field).collect();
    for (column, (_, field)) in columns.iter_mut().zip(fhir::COLUMNS) {
        if column.field.is_none() && !column.ignored_by_mapping {
            column.field = field.filter(|field| !mapped.contains(field));
        }
    }
}

/// Feeds fields that the mapping does not name from columns whose headings are known.
fn by_synonyms(columns: &mut [ColumnUse]) {
    let mapped: Vec<Field> = columns.iter().filter_map(|c| c.field).collect();
    let any = |fields: &[Field]| fields.iter().any(|f| mapped.contains(f));
    let whole_name = any(&[Field::FullName]);
    let name_parts = any(&[Field::FirstName, Field::LastName]);
    let headings: Vec<String> = columns.iter().map(|column| column.heading.clone()).collect();
    let twins = in_blocks_of_others(&headings);
    let mut found: Vec<Option<(Field, Rank)>> = columns
        .iter()
        .enumerate()
        .map(|(at, c)| {
            let free = c.field.is_none() && !c.ignored_by_mapping && !twins[at];
            free.then(|| heading::field_of(&c.heading)).flatten().filter(|(f, _)| !mapped.contains(f))
        })
        .collect();
    let there = |found: &[Option<(Field, Rank)>], field| found.iter().flatten().any(|(f, _)| *f == field);
    let parts_found = there(&found, Field::FirstName) && there(&found, Field::LastName);
    let city_found =
        (there(&found, Field::City) || any(&[Field::City])) && (there(&found, Field::Zip) || any(&[Field::Zip]));
    for slot in &mut found {
        let drop = match slot {
            Some((Field::FullName, _)) => name_parts || parts_found,
            Some((Field::FirstName | Field::LastName | Field::MiddleName | Field::Suffix, _)) => whole_name,
            Some((Field::CityStateZip, _)) => city_found,
            _ => false,
        };
        if drop {
            *slot = None;
        }
    }
    second_address(columns, &mut found, &any);
    for at in 0..columns.len() {
        let Some((field, rank)) = found[at] else {
            continue;
        };
        // Of several columns for one field the mailing one is taken, else the first.
        let better = found.iter().enumerate().any(
            |(other, slot)| matches!(slot, Some((f, r)) if *f == field && (*r < rank || (*r == rank && other < at))),
        );
        if !better {
            columns[at].field = Some(field);
        }
    }
    join_parts(columns);
}

/// Joins the columns of the parts of a street (`House Number`, `Street Name`, `Street Type`) or unit (`Unit Type`, `Unit No`)
/// to the column that was taken for the line.
fn join_parts(columns: &mut [ColumnUse]) {
    const NAMES: [&str; 6] = ["streetname", "stname", "strname", "roadname", "street", "road"];
    const UNITS: [&str; 9] =
        ["unit", "unitno", "unitnumber", "unitnum", "apt", "aptno", "aptnumber", "aptnum", "suite"];
    let is = |column: &ColumnUse, own: &[&str]| own.contains(&heading::words(&column.heading).concat().as_str());
    let is_free = |column: &ColumnUse| column.is_ignored() && !column.ignored_by_mapping && !column.foreign;
    // The name of a street is the line only where no column holds the whole of it.
    if !columns.iter().any(|column| matches!(column.field, Some(Field::Address1 | Field::Address)))
        && let Some(name) = columns.iter_mut().find(|column| is_free(column) && is(column, &NAMES))
    {
        name.field = Some(Field::Address1);
    }
    let has = |field, own: &[&str]| columns.iter().any(|column| column.field == Some(field) && is(column, own));
    let joined = [(Field::Address1, has(Field::Address1, &NAMES)), (Field::Address2, has(Field::Address2, &UNITS))];
    for column in columns.iter_mut().filter(|column| is_free(column)) {
        let part = heading::line_part(&column.heading).map(|(field, _)| field);
        column.field = part.filter(|field| joined.contains(&(*field, true)));
    }
}

/// The parts of an address.
pub(super) const ADDRESS: [Field; 7] =
    [Field::Address1, Field::Address2, Field::Urbanization, Field::City, Field::State, Field::Zip, Field::CityStateZip];

/// Parts of two addresses are never mixed: where a list has a street of several kinds (mailing, plain, home), the parts of
/// the best kind make the address and the parts of the next one a spare. City, state and ZIP of another kind are taken
/// only where the best kind has none, as one town then stands for both streets.
fn second_address(columns: &mut [ColumnUse], found: &mut [Option<(Field, Rank)>], mapped: &dyn Fn(&[Field]) -> bool) {
    if mapped(&ADDRESS) {
        return;
    }
    let mut kinds: Vec<Rank> =
        found.iter().flatten().filter(|(field, _)| *field == Field::Address1).map(|(_, rank)| *rank).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let [first, second, ..] = kinds[..] else { return };
    let is_town = |field| matches!(field, Field::City | Field::State | Field::Zip | Field::CityStateZip);
    let own_town = found.iter().flatten().any(|(f, r)| *r == first && matches!(f, Field::City | Field::CityStateZip));
    for (column, slot) in columns.iter_mut().zip(found.iter_mut()) {
        let Some((field, rank)) = *slot else { continue };
        let shared = is_town(field) && !own_town;
        if !ADDRESS.contains(&field) || rank == first || !kinds.contains(&rank) || shared {
            continue;
        }
        if rank == second {
            column.spare = Some(field);
        }
        *slot = None;
    }
}

/// Columns whose heading stands twice, once for the person and here in the block of somebody else.
fn in_blocks_of_others(headings: &[String]) -> Vec<bool> {
    let owners = heading::blocks(headings);
    let same = |a: &str, b: &str| !a.is_empty() && a.to_lowercase() == b.to_lowercase();
    headings
        .iter()
        .enumerate()
        .map(|(at, own)| {
            let others: Vec<usize> =
                (0..headings.len()).filter(|&other| other != at && same(own, &headings[other])).collect();
            owners[at] == heading::Owner::Other
                && heading::owner_of(own).is_none()
                && others.iter().filter(|&&other| owners[other] == heading::Owner::Person).count() == 1
        })
        .collect()
}

/// Two columns with the same heading cannot be told apart, unless the mapping goes by number.
pub(super) fn refuse_duplicates(
    name: &str,
    headings: &[String],
    header_line: u32,
    mapping: Option<&Mapping>,
) -> Result<(), Problem> {
    let foreign = in_blocks_of_others(headings);
    let mut seen: rustc_hash::FxHashMap<String, usize> = rustc_hash::FxHashMap::default();
    for (at, heading) in headings.iter().enumerate().filter(|(_, h)| !h.is_empty()) {
        if foreign[at] {
            continue;
        }
        let Some(first) = seen.insert(heading.to_lowercase(), at) else {
            continue;
        };
        let numbered = |n: usize| {
            mapping.is_some_and(|m| {
                let is = |s: &Source| matches!(s, Source::Number(k) if usize::from(*k) == n + 1);
                m.columns.iter().flat_map(|c| &c.sources).any(is) || m.ignore.iter().any(|(s, _)| is(s))
            })
        };
        if !(numbered(first) || numbered(at)) {
            return Err(Problem::of_file(
                name,
                format!("Columns {} and {} have the same heading.", first + 1, at + 1),
                FaceProblem::HeadingsAlike,
            )
            .at(header_line, at as u32 + 1));
        }
    }
    Ok(())
}

/// The table that rows are read by.
pub(super) fn plan(columns: &[ColumnUse], mapping: Option<&Mapping>, values: &[u16]) -> ColumnPlan {
    let blank = vec![Vec::new(); Field::PLAIN.len()];
    let mut plan = ColumnPlan { fields: blank.clone(), spare: blank, width: columns.len(), ..ColumnPlan::default() };
    for (at, column) in (0u16..).zip(columns) {
        if let Some(n) = column.spare.and_then(Field::index) {
            plan.spare[n].push(at);
        }
        match column.field {
            Some(Field::Element(element)) if values.contains(&at) => plan.values.push((element, at)),
            Some(Field::Element(element)) => plan.elements.push((element, at)),
            Some(field) => {
                if let Some(n) = field.index() {
                    plan.fields[n].push(at);
                }
            }
            None if column.looks_like_flag && heading_kind::permits_mail(&column.heading) => plan.permissions.push(at),
            None if column.looks_like_flag => plan.flags.push(at),
            None => {}
        }
    }
    let dead = plan.of(Field::Deceased).iter().filter_map(|at| columns.get(usize::from(*at)));
    plan.vital_status = dead.into_iter().any(|column| heading_kind::is_status(&column.heading));
    // The parts of a street or unit stand in the order of the envelope.
    for field in [Field::Address1, Field::Address2] {
        if let Some(n) = field.index() {
            let part = |at: &u16| columns.get(usize::from(*at)).and_then(|column| heading::line_part(&column.heading));
            plan.fields[n].sort_by_key(|at| part(at).map_or(LinePart::Name, |(_, part)| part));
        }
    }
    // A list in the mapping file says in which order its columns are joined.
    for mapped in mapping.iter().flat_map(|m| &m.columns).filter(|m| m.sources.len() > 1) {
        if let Some(n) = mapped.field.index() {
            let order = |at: &u16| {
                mapped.sources.iter().position(|s| match s {
                    Source::Number(k) => *k == at + 1,
                    Source::Heading(h) => columns.get(usize::from(*at)).is_some_and(|c| same_heading(&c.heading, h)),
                })
            };
            plan.fields[n].sort_by_key(order);
        }
    }
    plan
}
