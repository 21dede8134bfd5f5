//! Working out the ledger: what follows from a decision, in the form in which a case keeps it.

use super::FirstMailings;
use crate::CommandError;
use crate::casefile::id::PersonId;
use crate::casefile::ledger::{DeadlineClock, Summary, VariantText};
use crate::casefile::row_record::RowRecord;
use crate::casefile::signed::{TextDigest, TextSource};
use crate::snapshot::CaseSnapshot;
use notice::composition::Face;
use notice::digest::Digest;
use notice::finding::Problem;
use notice::letter::{Draft, Facts};
use notice::line::{Decision, Disposition, ENGINE, Entry, NONE};
use notice::party::incident::Addenda;
use notice::party::{Elements, Jurisdiction, Variant};
use notice::routing::{LetterItem, deadlines_after_mailings};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Counts, texts and clocks of a decision; clocks of states whose people were written to before run from that day.
pub fn compute_summary(
    snapshot: &CaseSnapshot,
    decision: &Decision,
    first: &FirstMailings,
    known: &mut TextCache,
) -> Result<Summary, CommandError> {
    let context = &snapshot.setup.context;
    let tally = &decision.tally;
    let clocks =
        deadlines_after_mailings(&context.book, &context.incident, first, &decision.residents, decision.unreachable());
    let clocks = clocks.into_iter().map(|deadline| {
        let last_day = deadline.last_day();
        let fields = serde_json::to_value(&deadline).ok().and_then(|value| value.as_object().cloned());
        DeadlineClock { last_day, deadline: fields.unwrap_or_default() }
    });
    let texts = known.digest(snapshot, decision.into())?;
    Ok(Summary {
        told: collect_elements(snapshot, decision.into()),
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
                (name, VariantText { letters, digest, sample: Some(decision.samples[at]) })
            })
            .collect(),
        residents: decision.residents.iter().map(|(place, n)| (place.to_string(), *n)).collect(),
        mail_by: decision.mail_by,
        unreachable: decision.unreachable(),
        deadlines: clocks.collect(),
        mailing: Some(context.incident.mailing.date),
        families: super::families(decision),
        questions: super::questions::count_open(snapshot),
        held_by_questions: super::questions::count_held(snapshot, decision),
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

impl<'a> From<&'a Decision> for DecidedRows<'a> {
    fn from(decision: &'a Decision) -> Self {
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

/// Digests of texts that were worked out, for as long as they stay what they are.
#[derive(Default)]
pub struct TextCache {
    /// Files and templates of the case, everything that is told of anybody, and states whose paragraphs are printed.
    of: Option<(Digest, Elements, Vec<Jurisdiction>)>,
    texts: HashMap<Variant, TextDigest>,
}

/// Digests of the texts of all variants that letters need, by name: what counsel signs. It covers every passage that an
/// element prints which the incident file or a list tells of anybody, the rule of the state, what stands on every page, the typefaces and the
/// version of the program. How many people
/// live in a state is a figure of the run and not of the text.
pub fn digest_texts(
    snapshot: &CaseSnapshot,
    rows: DecidedRows<'_>,
) -> Result<BTreeMap<String, TextDigest>, CommandError> {
    TextCache::default().digest(snapshot, rows)
}

impl TextCache {
    /// The digests that stay what they are with other words in these template files of a case whose files had a digest.
    #[must_use]
    pub fn with_passages(&self, before: &Digest, snapshot: &CaseSnapshot, paths: &[String]) -> Self {
        let Some((_, told, printed)) = self.of.as_ref().filter(|(basis, ..)| basis == before) else {
            return Self::default();
        };
        let catalog = &snapshot.setup.context.catalog;
        let stays = |variant: &Variant| !catalog.prints_any(variant.jurisdiction, variant.family, paths);
        let texts = self.texts.iter().filter(|(variant, _)| stays(variant));
        Self {
            of: Some((snapshot.basis, *told, printed.clone())),
            texts: texts.map(|(variant, text)| (*variant, text.clone())).collect(),
        }
    }

    /// As [`digest_texts`], without what was worked out before.
    fn digest(
        &mut self,
        snapshot: &CaseSnapshot,
        rows: DecidedRows<'_>,
    ) -> Result<BTreeMap<String, TextDigest>, CommandError> {
        let context = &snapshot.setup.context;
        let printed: Vec<Jurisdiction> = match context.incident.mailing.addenda {
            Addenda::Union => rows.residents.keys().copied().collect(),
            Addenda::Own => Vec::new(),
        };
        let places: Vec<(Jurisdiction, u64)> = printed.iter().map(|place| (*place, FIGURE)).collect();
        let told = collect_elements(snapshot, rows);
        let of = Some((snapshot.basis, told, printed));
        if self.of != of {
            *self = Self { of, texts: HashMap::new() };
        }
        let wanted: Vec<usize> = count_letters_per_variant(rows).into_keys().collect();
        let missing: Vec<usize> =
            wanted.iter().copied().filter(|&at| !self.texts.contains_key(&rows.samples[at])).collect();
        let source = (!missing.is_empty()).then(|| text_source(snapshot));
        if let Some(source) = &source {
            let texts = &mut self.texts;
            notice::line::run_in_order(
                context.threads,
                missing.into_iter(),
                || (),
                |(), at| {
                    let variant = rows.samples[at];
                    let rule = digest_rule(snapshot, variant.jurisdiction);
                    let drafts = draft_mixtures(snapshot, &variant, told, &places)?;
                    Ok((variant, TextDigest::of(source, rule, &drafts)))
                },
                |(variant, text): (Variant, TextDigest)| {
                    texts.insert(variant, text);
                    Ok::<_, Problem>(())
                },
            )?;
        }
        let text = |at: usize| Some((rows.variants[at].clone(), self.texts.get(&rows.samples[at])?.clone()));
        Ok(wanted.into_iter().filter_map(text).collect())
    }
}

/// Everything beside the words by which letters are printed.
pub(super) fn text_source(snapshot: &CaseSnapshot) -> TextSource<'_> {
    let context = &snapshot.setup.context;
    // Faces for other scripts are signed where the page about language help is printed.
    let scripts = context.incident.counsel.section_1557_taglines;
    let signed = |face| scripts || Face::ALL.contains(&face);
    let faces = context.typesetter.fonts().all().filter(|(face, _)| signed(*face));
    TextSource {
        engine: ENGINE,
        faces: faces.map(|(_, metrics)| Digest::of(&metrics.bytes)).collect(),
        pages: snapshot.templates.under("page/").map(|(path, bytes)| (path, Digest::of(bytes))).collect(),
    }
}

/// The drafts of a variant under which its text is signed.
pub(super) fn draft_mixtures(
    snapshot: &CaseSnapshot,
    variant: &Variant,
    told: Elements,
    places: &[(Jurisdiction, u64)],
) -> Result<Vec<Draft>, Problem> {
    let draft = |(elements, residents)| {
        let facts = Facts { residents, union: places };
        snapshot.setup.context.catalog.draft(&Variant { elements, ..*variant }, &facts)
    };
    mixtures(snapshot, variant, told).into_iter().map(draft).collect()
}

/// The digest of the law under which a letter is signed: of the rule's file, and, where an amendment follows, of the last day of
/// what held before.
pub(super) fn digest_rule(snapshot: &CaseSnapshot, place: Jurisdiction) -> Option<Digest> {
    let file = snapshot.templates.bytes(&format!("jurisdictions/{}/rule.toml", place.code().to_lowercase())).ok()?;
    let until = snapshot.setup.context.book.rule(place).and_then(|rule| rule.in_force_until);
    Some(until.map_or_else(|| Digest::of(file), |last| Digest::of([file, last.to_string().as_bytes()].concat())))
}

/// Every element that the incident file or a list tells of anybody.
pub fn collect_elements(snapshot: &CaseSnapshot, rows: DecidedRows<'_>) -> Elements {
    let incident: Elements = snapshot.setup.context.incident.exposed.elements.iter().copied().collect();
    rows.entries.iter().fold(incident, |told, entry| told.union(entry.elements))
}

/// Stands for every count of residents in a text that is signed.
pub const FIGURE: u64 = 1_000;

/// The mixtures of elements and the counts of residents under which a text is signed: everything that is told of anybody at
/// once, what the incident file says of everybody, of one resident where the letter counts them, and few mixtures of which,
/// for any two elements, one has the first without the second. Those that make another family of letter of it are left out.
fn mixtures(snapshot: &CaseSnapshot, variant: &Variant, told: Elements) -> Vec<(Elements, u64)> {
    let context = &snapshot.setup.context;
    let incident: Elements = context.incident.exposed.elements.iter().copied().collect();
    let rule = context.book.rule(variant.jurisdiction);
    let family = rule.map(|rule| rule.family(variant.elements));
    let counts = rule.is_some_and(|rule| rule.items(told, &context.incident).contains(&LetterItem::NumberOfResidents));
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

/// Builds the records of rows, as the ledger keeps them, in the order of the lists.
pub fn build_records(
    snapshot: &CaseSnapshot,
    decision: &Decision,
    rows: Range<usize>,
    person_of: impl Fn(u16, u32) -> Option<PersonId>,
) -> Vec<RowRecord> {
    let context = &snapshot.setup.context;
    let person = |row: usize| {
        let entry = &decision.entries[row];
        person_of(entry.file, entry.extent.line).unwrap_or_default()
    };
    let variants: Vec<Arc<str>> = decision.variants.iter().map(|name| name.as_str().into()).collect();
    let mut due: HashMap<Option<Jurisdiction>, chrono::NaiveDate> = HashMap::new();
    let mut record = |row: usize| {
        let entry = &decision.entries[row];
        RowRecord {
            list: snapshot.lists[usize::from(entry.file)].row.id,
            line: entry.extent.line,
            person: person(row),
            disposition: entry.disposition,
            standing: entry.standing,
            jurisdiction: entry.jurisdiction,
            variant: variants.get(entry.variant as usize).cloned(),
            zip: entry.zip,
            due: *due
                .entry(entry.jurisdiction)
                .or_insert_with(|| context.book.due(&context.incident, entry.jurisdiction)),
            pages: entry.pages,
            primary: (entry.primary != NONE).then(|| person(entry.primary as usize)),
            codes: entry.codes,
        }
    };
    rows.map(&mut record).collect()
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
