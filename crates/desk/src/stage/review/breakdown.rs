//! Breakdown of a mailing: people by state, letters by variant, deadlines.

use crate::CommandError;
use crate::casefile::ledger::Summary;
use crate::casefile::{Case, approval};
use crate::io::clock::today;
use crate::policy::deadline::DeadlineView;
use crate::policy::signatures::unsigned_variants;
use crate::roster::Roster;
use crate::session::Session;
use crate::task::CommandContext;
use notice::finding::Code;
use notice::letter::LanguageReview;
use notice::line::{Disposition, NONE};
use notice::party::{Jurisdiction, Standing};
use serde::Serialize;
use std::collections::BTreeMap;

/// Breakdown of a mailing.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct MailingBreakdown {
    /// People by state, in order of code; `??` where it is not known.
    pub states: Vec<StateCount>,
    /// Variants that letters need.
    pub variants: Vec<VariantCount>,
    /// Deadlines of the law, first due first.
    pub deadlines: Vec<DeadlineView>,
    /// Number of people who turn of age between the list, the mailing and the last day to enroll.
    pub turning: u64,
    /// The languages of the page about language help; nothing where letters have no such page.
    pub languages: Option<LanguageReview>,
}

/// People of a state.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct StateCount {
    /// Two letters.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Affected people.
    pub people: u64,
    /// Letters.
    pub letters: u64,
    /// Letters to children.
    pub minors: u64,
    /// Rows that are held.
    pub held: u64,
}

/// Letters of a variant.
#[derive(Clone, Debug, Default, Serialize, ts_rs::TS)]
pub struct VariantCount {
    /// Its name.
    pub variant: String,
    /// Letters.
    pub letters: u64,
    /// Pages.
    pub pages: u64,
    /// Reason why it is unsigned; nothing where it is signed.
    pub unsigned: Option<String>,
    /// Name of the signer.
    pub signed_by: Option<String>,
    /// The text, as counsel signs it: the first of its digest.
    pub digest: String,
}

impl MailingBreakdown {
    /// Counts over a case with everybody in it as `roster`.
    pub fn of(case: &mut Session, roster: &Roster, command: &CommandContext) -> Result<Self, CommandError> {
        let summary = case.refresh(command, &mut |_| {})?;
        let turning =
            roster.decided.decision.entries.iter().filter(|entry| entry.codes.contains(Code::TurnsOfAge)).count()
                as u64;
        Ok(Self {
            states: count_states(roster),
            variants: count_variants(case, roster, &summary)?,
            deadlines: DeadlineView::all(&summary, today()),
            turning,
            languages: LanguageReview::of(
                &roster.decided.snapshot.templates,
                &roster.decided.snapshot.setup.context.incident,
            )?,
        })
    }
}

fn count_states(roster: &Roster) -> Vec<StateCount> {
    let mut states: BTreeMap<String, StateCount> = BTreeMap::new();
    for entry in &roster.decided.decision.entries {
        let code = entry.jurisdiction.map_or_else(|| "??".to_owned(), |place| place.to_string());
        let state = states.entry(code).or_default();
        match entry.disposition {
            Disposition::Letter => {
                state.people += 1;
                state.letters += 1;
                state.minors += u64::from(entry.standing == Some(Standing::Minor));
            }
            Disposition::Held => {
                state.people += 1;
                state.held += 1;
            }
            Disposition::Merged | Disposition::Excluded => {}
        }
    }
    let book = &roster.decided.snapshot.setup.context.book;
    let named = |(code, count): (String, StateCount)| {
        let rule = Jurisdiction::parse(&code).and_then(|place| book.rule(place));
        StateCount { name: rule.map(|rule| rule.name.clone()).unwrap_or_default(), code, ..count }
    };
    states.into_iter().filter(|(_, count)| count.people > 0).map(named).collect()
}

fn count_variants(case: &Case, roster: &Roster, summary: &Summary) -> Result<Vec<VariantCount>, CommandError> {
    let (approvals, unsigned) = (case.approvals()?, unsigned_variants(case, summary)?);
    let mut pages: BTreeMap<&str, u64> = BTreeMap::new();
    let letters = roster.decided.decision.entries.iter().filter(|entry| entry.disposition == Disposition::Letter);
    for entry in letters.filter(|entry| entry.variant != NONE) {
        let name = &roster.decided.decision.variants[entry.variant as usize];
        *pages.entry(name).or_default() += u64::from(entry.pages);
    }
    let count = |(name, text): (&String, &crate::casefile::ledger::VariantText)| VariantCount {
        variant: name.clone(),
        letters: text.letters,
        pages: pages.get(name.as_str()).copied().unwrap_or_default(),
        unsigned: unsigned.get(name).map(|why| (*why).to_owned()),
        signed_by: approval::find(&approvals, name, &text.digest).map(|approval| approval.by.clone()),
        digest: text.digest.short(),
    };
    Ok(summary.variants.iter().map(count).collect())
}
