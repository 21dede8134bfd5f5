//! Working out the ledger: what follows from a decision, in the form in which a case keeps it.

use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::casefile::ledger::{DeadlineClock, RowRecord, Summary, VariantText};
use crate::casefile::signed::{TextDigest, TextSource};
use crate::snapshot::CaseSnapshot;
use notice::finding::Problem;
use notice::letter::{Draft, Facts};
use notice::line::{Decision, Disposition, ENGINE, Entry, NONE};
use notice::party::incident::Addenda;
use notice::party::{Elements, Jurisdiction, Variant};
use notice::routing::{LetterItem, deadlines};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Counts, texts and clocks of a decision.
pub fn compute_summary(working: &CaseSnapshot, decision: &Decision<'_>) -> Result<Summary, CommandError> {
    let kit = &working.setup.kit;
    let tally = &decision.tally;
    let clocks = deadlines(&kit.book, &kit.incident, &decision.residents, decision.unreachable());
    let clocks = clocks.into_iter().map(|deadline| {
        let last_day = deadline.last_day();
        let fields = serde_json::to_value(&deadline).ok().and_then(|value| value.as_object().cloned());
        DeadlineClock { last_day, deadline: fields.unwrap_or_default() }
    });
    let texts = digest_texts(working, decision.into())?;
    Ok(Summary {
        tally: serde_json::to_value(tally).unwrap_or_default(),
        rows: tally.rows,
        letters: tally.letters,
        held: tally.held,
        merged: tally.merged,
        excluded: tally.excluded,
        variants: count_letters_per_variant(decision.into())
            .into_iter()
            .map(|(at, letters)| {
                let name = decision.variants[at].clone();
                let digest = texts.get(&name).cloned().unwrap_or_default();
                (name, VariantText { letters, digest })
            })
            .collect(),
        residents: decision.residents.iter().map(|(place, n)| (place.to_string(), *n)).collect(),
        mail_by: decision.mail_by,
        unreachable: decision.unreachable(),
        deadlines: clocks.collect(),
        mailing: Some(kit.incident.mailing.date),
        families: super::families(decision),
        columns: decision.columns.iter().map(|finding| finding.code.word().to_owned()).collect(),
    })
}

/// Decided rows, from a fresh decision or as they are kept.
#[derive(Clone, Copy)]
pub struct DecidedRows<'a> {
    /// Every row, in the order of the lists.
    pub entries: &'a [Entry],
    /// Names of the variants that rows point to.
    pub variants: &'a [String],
    /// The variant behind each name.
    pub samples: &'a [Variant],
    /// Affected people by jurisdiction, held ones included.
    pub residents: &'a BTreeMap<Jurisdiction, u64>,
}

impl<'a> From<&'a Decision<'_>> for DecidedRows<'a> {
    fn from(decision: &'a Decision<'_>) -> Self {
        let Decision { entries, variants, samples, residents, .. } = decision;
        Self { entries, variants, samples, residents }
    }
}

/// The variants that letters need, as places in the names, with how many letters.
pub fn count_letters_per_variant(rows: DecidedRows<'_>) -> BTreeMap<usize, u64> {
    let mut letters = BTreeMap::new();
    for entry in rows.entries.iter().filter(|e| e.disposition == Disposition::Letter && e.variant != NONE) {
        *letters.entry(entry.variant as usize).or_default() += 1;
    }
    letters
}

/// Digests of the texts of all variants that letters need, by name: what counsel signs. It covers every passage that an
/// element prints which the incident file or a list tells of anybody, the rule of the state, what stands on every page, the typefaces and the
/// version of the program. How many people
/// live in a state is a figure of the run and not of the text.
pub fn digest_texts(
    working: &CaseSnapshot,
    rows: DecidedRows<'_>,
) -> Result<BTreeMap<String, TextDigest>, CommandError> {
    let kit = &working.setup.kit;
    let places: Vec<(Jurisdiction, u64)> = match kit.incident.mailing.addenda {
        Addenda::Union => rows.residents.keys().map(|place| (*place, FIGURE)).collect(),
        Addenda::Own => Vec::new(),
    };
    let face = |face| Sha256::digest(&kit.typesetter.fonts().face(face).bytes).into();
    let page = |(path, bytes)| (path, Sha256::digest(bytes).into());
    let source = TextSource {
        engine: ENGINE,
        faces: notice::composition::Face::ALL.map(face).into(),
        pages: working.templates.under("page/").map(page).collect(),
    };
    let told = collect_elements(working, rows);
    let wanted: Vec<usize> = count_letters_per_variant(rows).into_keys().collect();
    let mut texts = BTreeMap::new();
    notice::line::run_in_order(
        kit.threads,
        wanted.into_iter(),
        || (),
        |(), at| {
            let variant = rows.samples[at];
            let place = format!("jurisdictions/{}/rule.toml", variant.jurisdiction.code().to_lowercase());
            let rule = working.templates.bytes(&place).ok().map(|rule| Sha256::digest(rule).into());
            let draft = |(elements, residents)| {
                let facts = Facts { residents, union: &places };
                kit.catalog.draft(&Variant { elements, ..variant }, &facts)
            };
            let drafts: Vec<Draft> =
                mixtures(working, &variant, told).into_iter().map(draft).collect::<Result<_, _>>()?;
            Ok((rows.variants[at].clone(), TextDigest::of(&source, rule, &drafts)))
        },
        |(name, text): (String, TextDigest)| {
            texts.insert(name, text);
            Ok::<_, Problem>(())
        },
    )?;
    Ok(texts)
}

/// Every element that the incident file or a list tells of anybody.
pub fn collect_elements(working: &CaseSnapshot, rows: DecidedRows<'_>) -> Elements {
    let incident: Elements = working.setup.kit.incident.exposed.elements.iter().copied().collect();
    rows.entries.iter().fold(incident, |told, entry| told.union(entry.elements))
}

/// Stands for every count of residents in a text that is signed.
pub const FIGURE: u64 = 1_000;

/// The mixtures of elements and the counts of residents under which a text is signed: everything that is told of anybody at
/// once, what the incident file says of everybody, of one resident where the letter counts them, and few mixtures of which,
/// for any two elements, one has the first without the second. Those that make another family of letter of it are left out.
fn mixtures(working: &CaseSnapshot, variant: &Variant, told: Elements) -> Vec<(Elements, u64)> {
    let kit = &working.setup.kit;
    let incident: Elements = kit.incident.exposed.elements.iter().copied().collect();
    let rule = kit.book.rule(variant.jurisdiction);
    let family = rule.map(|rule| rule.family(variant.elements));
    let counts = rule.is_some_and(|rule| rule.items(told, &kit.incident).contains(&LetterItem::NumberOfResidents));
    let mut all = vec![(told, FIGURE), (incident, FIGURE)];
    all.extend(counts.then_some((incident, 1)));
    all.extend(parted(told).into_iter().map(|elements| (elements, FIGURE)));
    all.dedup();
    all.retain(|(elements, _)| rule.map(|rule| rule.family(*elements)) == family);
    all
}

/// Mixtures that part every two elements both ways: each element has a number of its own with as many ones as any other,
/// so that none has all the ones of another, and stands in the mixtures of its ones.
fn parted(told: Elements) -> Vec<Elements> {
    let elements: Vec<_> = told.iter().collect();
    let numbers = |bits: u32| (0u32..1 << bits).filter(move |number| number.count_ones() == bits / 2);
    let bits = (2..16).find(|bits| numbers(*bits).count() >= elements.len()).unwrap_or(16);
    let numbered: Vec<_> = elements.into_iter().zip(numbers(bits)).collect();
    let mixture =
        |bit: u32| numbered.iter().filter(|(_, number)| number >> bit & 1 == 1).map(|(element, _)| *element).collect();
    (0..bits).map(mixture).collect()
}

/// Builds the records of all rows, as the ledger keeps them.
pub fn build_records(
    working: &CaseSnapshot,
    decision: &Decision<'_>,
    person_of: impl Fn(u16, u32) -> Option<PersonId>,
) -> Vec<RowRecord> {
    let kit = &working.setup.kit;
    let person = |row: usize| {
        let entry = &decision.entries[row];
        person_of(entry.file, entry.extent.line).unwrap_or_default()
    };
    let mut due: BTreeMap<Option<Jurisdiction>, chrono::NaiveDate> = BTreeMap::new();
    (0..decision.entries.len())
        .map(|row| {
            let entry = &decision.entries[row];
            let words: Vec<_> = entry.codes.iter().map(notice::finding::Code::word).collect();
            RowRecord {
                list: working.lists[usize::from(entry.file)].row.id,
                line: entry.extent.line,
                person: person(row),
                disposition: entry.disposition.word().to_owned(),
                standing: entry.standing.map_or(String::new(), |s| s.word().to_owned()),
                jurisdiction: entry.jurisdiction.map_or(String::new(), |j| j.to_string()),
                variant: decision.variants.get(entry.variant as usize).cloned().unwrap_or_default(),
                zip: entry.zip.map(|zip| zip.to_string()).unwrap_or_default(),
                due: *due.entry(entry.jurisdiction).or_insert_with(|| kit.book.due(&kit.incident, entry.jurisdiction)),
                pages: entry.pages,
                primary: (entry.primary != NONE).then(|| person(entry.primary as usize)),
                codes: words.join(" "),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::parted;
    use notice::party::{DataElement, Elements};

    #[test]
    fn any_element_stands_somewhere_without_any_other() {
        for most in 1..=DataElement::ALL.len() {
            let told: Elements = DataElement::ALL.iter().take(most).copied().collect();
            let mixtures = parted(told);
            for a in told.iter() {
                for b in told.iter().filter(|b| *b != a) {
                    assert!(mixtures.iter().any(|mixture| mixture.contains(a) && !mixture.contains(b)), "{a:?}, {b:?}");
                }
            }
            assert!(mixtures.len() < 8, "{most}: {}", mixtures.len());
        }
    }
}
