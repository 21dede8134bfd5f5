//! What the window shows that no single command of the desk reports.

use crate::desktop::Desktop;
use crate::grant::{Chosen, Grants, Use};
use desk::Refused;
use desk::casefile::Case;
use desk::casefile::approval;
use desk::casefile::filing::Filing;
use desk::casefile::ledger::{Clock, Families};
use desk::casefile::ruling::StoredName;
use desk::machine::recent::Recent;
use desk::policy::address::Address;
use desk::policy::pending_export::settled;
use desk::roster::{Roster, Seen};
use desk::stage::review::decide::{self, Decision};
use desk::stage::review::duplicates::Pair;
use desk::stage::review::households::Family;
use desk::stage::signoff::proofs::{Picked, Proofs};
use desk::stage::start::status::{ListStatus, RunStatus, status};
use notice::finding::Code;
use notice::line::{Disposition, ENGINE, NONE};
use notice::party::Standing as Life;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A case that was open before.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct RecentCase {
    /// The case, to be opened.
    pub case: Chosen,
    /// The practice.
    pub practice: String,
    /// What happened, as the letters are titled.
    pub title: String,
    /// The mailing date.
    pub mailing: String,
    /// Whether the file is there.
    pub there: bool,
    /// When the last backup was made, in UTC.
    pub last_backup: Option<String>,
}

impl RecentCase {
    /// Cases that are remembered, each with a token for it.
    pub fn all(recent: Vec<Recent>, grants: &Grants) -> Result<Vec<Self>, Refused> {
        let one = |own: Recent| {
            Ok(Self {
                case: grants.give(&own.path, Use::OpenCase)?,
                practice: own.practice,
                title: own.title,
                mailing: own.mailing,
                there: own.there,
                last_backup: own.backup.map(|backup| backup.at),
            })
        };
        recent.into_iter().map(one).collect()
    }
}

/// How the case stands.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Standing {
    /// Where the case lies.
    pub path: PathBuf,
    /// Its name without the folder.
    pub name: String,
    /// Whether whoever has the file can read it.
    pub plain: bool,
    /// The practice.
    pub practice: String,
    /// Title of the letters.
    pub title: String,
    /// The mailing date.
    pub mailing: String,
    /// Whether letters in Spanish can be shown.
    pub spanish: bool,
    /// Rows that count.
    pub rows: u64,
    /// Rows that get or got a letter.
    pub letters: u64,
    /// Rows that wait for a person.
    pub held: u64,
    /// Rows joined with another.
    pub merged: u64,
    /// Rows taken out.
    pub excluded: u64,
    /// People whose letter stands in a finished package.
    pub mailed: u64,
    /// Lists that came in.
    pub lists: Vec<ListStatus>,
    /// Variants that letters need.
    pub variants: u64,
    /// Of these: variants that counsel has not signed as they are, each with the reason.
    pub unsigned: BTreeMap<String, String>,
    /// Whether the run that would be exported now is released.
    pub released: bool,
    /// Why not.
    pub why_not_released: Option<String>,
    /// Runs.
    pub runs: Vec<RunStatus>,
    /// An export that was begun and not finished, in words.
    pub unfinished: Option<String>,
    /// Family names of children and guardians.
    pub families: Families,
    /// Pieces that came back.
    pub returned: u64,
    /// Address corrections that wait for an answer.
    pub addresses_waiting: u64,
    /// Clocks, first due first.
    pub deadlines: Vec<Due>,
    /// What was told to authorities.
    pub filings: Vec<Filing>,
    /// Until when the case must be kept.
    pub keep_until: Option<String>,
}

/// A clock of the law.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Due {
    /// Two letters, or nothing for federal law.
    pub jurisdiction: String,
    /// What is owed: `individuals`, `regulator`, `hhs`, `media`, `credit_bureaus`.
    pub duty: String,
    /// Who is told.
    pub whom: String,
    /// Where the law says so.
    pub citation: String,
    /// The last day.
    pub last_day: String,
    /// Days to it from today; below zero where it has passed.
    pub days_left: i64,
    /// People counted for it.
    pub people: u64,
    /// Whether the duty is in doubt.
    pub in_doubt: bool,
    /// Conditions and remarks.
    pub note: String,
}

impl Due {
    fn of(clock: &Clock, days_left: i64) -> Self {
        let text = |key: &str| clock.deadline.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        Self {
            jurisdiction: text("jurisdiction"),
            duty: text("duty"),
            whom: text("whom"),
            citation: text("citation"),
            last_day: clock.last_day.to_string(),
            days_left,
            people: clock.deadline.get("people").and_then(serde_json::Value::as_u64).unwrap_or_default(),
            in_doubt: clock.deadline.get("in_doubt").and_then(serde_json::Value::as_bool).unwrap_or_default(),
            note: text("note"),
        }
    }
}

impl Standing {
    /// How a case stands now.
    pub fn of(desk: &Desktop, case: &mut Case) -> Result<Self, Refused> {
        let roster = desk.laid_out(case)?;
        let status = status(case, &desk.means(), &mut |_| {})?;
        let kit = &roster.working.laid.kit;
        let path = case.path().to_owned();
        Ok(Self {
            name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            path,
            plain: status.plain,
            practice: kit.incident.practice.name.clone(),
            title: kit.incident.event.title.clone(),
            mailing: kit.incident.mailing.date.to_string(),
            spanish: kit.catalog.speaks(notice::party::Language::Es) && kit.incident.event.es.is_some(),
            rows: status.people,
            letters: status.letters,
            held: status.held,
            merged: status.merged,
            excluded: status.excluded,
            mailed: status.mailed,
            lists: status.lists,
            variants: desk::ledger::needed(roster.rows()).len() as u64,
            unsigned: status.why_unsigned.into_iter().map(|(name, why)| (name, why.to_owned())).collect(),
            released: status.released,
            why_not_released: status.why_not_released,
            runs: status.runs,
            unfinished: settled(case).err().map(|why| why.to_string()),
            families: status.families,
            returned: status.returned,
            addresses_waiting: status.addresses_waiting,
            deadlines: status.deadlines.iter().map(|due| Due::of(&due.clock, due.days_left)).collect(),
            filings: status.filings,
            keep_until: status.keep_until.map(|day| day.to_string()),
        })
    }
}

/// Who gets what.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Spread {
    /// By state, in order of code; `??` where it is not known.
    pub states: Vec<StateCount>,
    /// Variants that letters need.
    pub variants: Vec<VariantCount>,
    /// Clocks, first due first.
    pub deadlines: Vec<Due>,
    /// How many people turn of age between the list, the mailing and the last day to enroll.
    pub turning: u64,
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
    /// Why it is unsigned; nothing where it is signed.
    pub unsigned: Option<String>,
    /// Who signed it.
    pub signed_by: Option<String>,
    /// The text, as counsel signs it: the first of its digest.
    pub digest: String,
}

/// The word of the finding that somebody turns of age.
pub const TURNING: Code = Code::TurnsOfAge;

impl Spread {
    /// Counts over a case.
    pub fn of(desk: &Desktop, case: &mut Case) -> Result<Self, Refused> {
        let roster = desk.laid_out(case)?;
        let status = status(case, &desk.means(), &mut |_| {})?;
        let summary = desk::ledger::current(case, &desk.means(), &mut |_| {})?;
        let approvals = case.approvals()?;
        let mut states: BTreeMap<String, StateCount> = BTreeMap::new();
        let mut pages: BTreeMap<u32, u64> = BTreeMap::new();
        let mut turning = 0;
        for entry in &roster.entries {
            let code = entry.jurisdiction.map_or_else(|| "??".to_owned(), |place| place.to_string());
            let state = states.entry(code).or_default();
            match entry.disposition {
                Disposition::Letter => {
                    state.people += 1;
                    state.letters += 1;
                    state.minors += u64::from(entry.standing == Some(Life::Minor));
                    if entry.variant != NONE {
                        *pages.entry(entry.variant).or_default() += u64::from(entry.pages);
                    }
                }
                Disposition::Held => {
                    state.people += 1;
                    state.held += 1;
                }
                Disposition::Merged | Disposition::Excluded => {}
            }
            turning += u64::from(entry.codes.contains(TURNING));
        }
        let book = &roster.working.laid.kit.book;
        let named = |(code, count): (String, StateCount)| {
            let rule = notice::party::Jurisdiction::parse(&code).and_then(|place| book.rule(place));
            StateCount { name: rule.map(|rule| rule.name.clone()).unwrap_or_default(), code, ..count }
        };
        let variants = summary.variants.iter().map(|(name, text)| {
            let at = roster.variants.iter().position(|own| own == name).map(|at| at as u32);
            let signed = approval::find(&approvals, name, &text.digest);
            VariantCount {
                variant: name.clone(),
                letters: text.letters,
                pages: at.and_then(|at| pages.get(&at).copied()).unwrap_or_default(),
                unsigned: status.why_unsigned.get(name).map(|why| (*why).to_owned()),
                signed_by: signed.map(|approval| approval.by.clone()),
                digest: text.digest.short(),
            }
        });
        Ok(Self {
            states: states.into_iter().filter(|(_, count)| count.people > 0).map(named).collect(),
            variants: variants.collect(),
            deadlines: status.deadlines.iter().map(|due| Due::of(&due.clock, due.days_left)).collect(),
            turning,
        })
    }
}

/// Whom a decision is about.
#[derive(Clone, Debug, Default, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct Whom {
    /// Numbers of people.
    pub people: Vec<i64>,
    /// Everybody of the list of this name.
    pub list: Option<String>,
    /// Everybody with this finding.
    pub code: Option<String>,
    /// Of these, whoever lives there.
    pub jurisdiction: Option<String>,
}

impl From<Whom> for decide::Whom {
    fn from(whom: Whom) -> Self {
        let Whom { people, list, code, jurisdiction } = whom;
        Self { people, list, code, jurisdiction, ..Self::default() }
    }
}

/// An address as it was typed.
#[derive(Clone, Default, Deserialize, ts_rs::TS)]
pub struct Typed {
    /// Street line.
    pub line_1: String,
    /// Second line.
    pub line_2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP code.
    pub zip: String,
}

/// What is decided.
#[derive(Clone, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Choice {
    /// No letter.
    Exclude,
    /// A letter again.
    Include,
    /// Held.
    Hold,
    /// Held no longer by what a person can end.
    EndHold {
        /// Where the letter goes, where the list's address may not be used.
        address: Option<Typed>,
        /// Given and family name of whom it is addressed to.
        addressee: Option<[String; 2]>,
    },
    /// The letter goes there.
    Address {
        /// Where.
        address: Typed,
    },
    /// The person is called so.
    Name {
        /// Given name.
        first: String,
        /// Family name.
        last: String,
    },
    /// The person was born on this day.
    Born {
        /// The day.
        day: chrono::NaiveDate,
    },
    /// The decision of this number counts no more.
    Undo {
        /// The number.
        decision: i64,
    },
}

impl From<Typed> for Address {
    fn from(typed: Typed) -> Self {
        let Typed { line_1, line_2, city, state, zip } = typed;
        Self { line_1, line_2, city, state, zip }
    }
}

impl From<Choice> for Decision {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Exclude => Self::Exclude,
            Choice::Include => Self::Include,
            Choice::Hold => Self::Hold,
            Choice::EndHold { address, addressee } => Self::EndHold {
                address: address.map(Address::from),
                addressee: addressee.map(|[first, last]| StoredName { first, last }),
            },
            Choice::Address { address } => Self::Address(address.into()),
            Choice::Name { first, last } => Self::Name(StoredName { first, last }),
            Choice::Born { day } => Self::Born(day),
            Choice::Undo { decision } => Self::Undo(decision),
        }
    }
}

/// Two rows that may be one person, side by side.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct PairSeen {
    /// Numbers of the two people.
    pub people: [i64; 2],
    /// Their lists and lines.
    pub places: [String; 2],
    /// What becomes of each row now.
    pub dispositions: [String; 2],
    /// Heading, first cell, second cell.
    pub cells: Vec<[String; 3]>,
}

impl From<Pair> for PairSeen {
    fn from(pair: Pair) -> Self {
        let Pair { people, lists, lines, dispositions, cells, .. } = pair;
        let [one, other] = lists;
        Self {
            people,
            places: [format!("{one}, line {}", lines[0]), format!("{other}, line {}", lines[1])],
            dispositions: dispositions.map(str::to_owned),
            cells,
        }
    }
}

/// Proofs with the people whose letters they are.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ProofsSeen {
    /// What was made.
    pub made: Proofs,
    /// The person behind each letter of the index, in its order.
    pub people: Vec<Option<Seen>>,
}

impl ProofsSeen {
    /// Proofs with their people.
    pub fn of(made: Proofs, roster: &Roster) -> Self {
        let person = |own: &Picked| roster.row_at(&own.list, own.line).map(|row| roster.seen(row));
        Self { people: made.index.iter().map(person).collect(), made }
    }
}

/// People at one address.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct FamilySeen {
    /// Who lives there.
    pub members: Vec<Seen>,
    /// Whether all children among them have one guardian by name.
    pub one_guardian: bool,
}

impl FamilySeen {
    /// A family with its names.
    pub fn of(family: &Family, roster: &Roster) -> Self {
        let rows = family.members.iter().filter_map(|member| roster.row_at(&member.list, member.line));
        Self { members: rows.map(|row| roster.seen(row)).collect(), one_guardian: family.one_guardian }
    }
}

/// What was found in a package.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct Verified {
    /// Everything that is wrong, in words; a whole package has nothing.
    pub problems: Vec<String>,
    /// Pieces that were read back.
    pub pieces: u64,
    /// Pages.
    pub pages: u64,
    /// Sheets.
    pub sheets: u64,
    /// Files of letters.
    pub files: u64,
    /// Every file of the package with its size in bytes and its digest.
    pub listed: Vec<FileSeen>,
}

/// A file of a package.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct FileSeen {
    /// Its name.
    pub name: String,
    /// Bytes.
    pub bytes: u64,
    /// Its digest as the package has it.
    pub sha256: String,
}

impl Verified {
    /// What was found, with the files that the package lists.
    pub fn of(package: &Path, report: &notice::readback::Report) -> Self {
        let sums = std::fs::read_to_string(package.join("SHA256SUMS")).unwrap_or_default();
        let listed = sums.lines().filter_map(|line| line.split_once("  ")).map(|(sha256, name)| FileSeen {
            name: name.to_owned(),
            bytes: std::fs::metadata(package.join(name)).map_or(0, |about| about.len()),
            sha256: sha256.to_owned(),
        });
        Self {
            problems: report.problems.iter().map(ToString::to_string).collect(),
            pieces: report.pieces,
            pages: report.pages,
            sheets: report.sheets,
            files: report.files,
            listed: listed.collect(),
        }
    }
}

/// What the program is.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct About {
    /// Its version.
    pub version: String,
    /// Where it keeps what it remembers of itself.
    pub home: PathBuf,
}

impl About {
    /// Of this program.
    pub fn of(desk: &Desktop) -> Self {
        Self { version: ENGINE.to_owned(), home: desk.home.clone() }
    }
}

/// A place on the first page that the envelope shows, in inches from its top left corner.
#[derive(Debug, Serialize, ts_rs::TS)]
pub struct ZoneSeen {
    /// What it is, in words.
    pub words: &'static str,
    /// Whether it is seen however the sheet lies; else it is seen only when the sheet has slid.
    pub always: bool,
    /// From the left.
    pub left: f64,
    /// From the top.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl ZoneSeen {
    /// What the windows of the case's envelope show.
    pub fn all(roster: &Roster) -> Vec<Self> {
        let report = roster.working.laid.kit.stock.window_report();
        let mut all = vec![
            Self::of("Always seen: the address", true, &report.address.always_visible),
            Self::of("Seen when the sheet slides", false, &report.address.ever_visible),
        ];
        if let Some(own) = &report.return_address {
            all.push(Self::of("Always seen: the sender", true, &own.always_visible));
            all.push(Self::of("Seen when the sheet slides", false, &own.ever_visible));
        }
        all
    }

    fn of(words: &'static str, always: bool, zone: &notice::composition::Zone) -> Self {
        let inch = |length: rust_decimal::Decimal| length.to_string().parse().unwrap_or_default();
        let (left, top): (f64, f64) = (inch(zone.left), inch(zone.top));
        Self { words, always, left, top, width: inch(zone.right) - left, height: inch(zone.bottom) - top }
    }
}
