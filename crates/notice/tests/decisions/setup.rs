//! Kits and lists of the law in `decisions.rs`: what they are made of, and everything that can change about them.

use super::people::{HEADINGS, Person};
use super::repository::{files, incident_text, root};
use notice::composition::{Enclosed, MarksPlace, Paper, Typesetter};
use notice::finding::{Code, CodeSet, Position, Private};
use notice::intake::{List, RecipeBook};
use notice::letter::Catalog;
use notice::line::{DealtCodes, JobContext, ListDecisions, NewAddress, Pools, RowDecision, SourceList};
use notice::mailing::{CodePool, RateTable, VendorProfile};
use notice::party::incident::{Addenda, Spanish};
use notice::party::{DataElement, Incident, Jurisdiction, PersonName, PostalAddress, Templates, TypeSize, Zip};
use notice::routing::RuleBook;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::fs;

/// Kind of case, the same from its beginning to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Every letter has the paragraphs of its own state.
    #[default]
    Own,
    /// Every letter has those of all states; a list has only states that bear each other.
    Union,
    /// A block of rows whose columns have slipped.
    Slipped,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Own, Self::Union, Self::Slipped];
}

/// Parameters of a context.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup {
    pub way: Way,
    pub words: u8,
    pub facts: u8,
    pub large: bool,
    pub pools: u8,
}

impl Setup {
    /// The template file in which something more is said, with what.
    pub fn words(self) -> Option<(&'static str, &'static str)> {
        match self.words {
            1 => Some(("passages/closing.md.hbs", "Thank you for reading this letter.")),
            2 => Some(("jurisdictions/tx/addendum.md.hbs", "You can write to us at any time.")),
            3 => Some(("passages/owed-number-of-residents.md.hbs", "We have counted twice.")),
            4 => Some(("passages/closing.md.hbs", "This letter was written for {{person}} and for nobody else.")),
            _ => None,
        }
    }
}

/// The context of a setup.
pub fn context(setup: Setup) -> JobContext {
    let mut templates = Templates::new(files());
    let edit = |templates: &mut Templates, path: &str, more: &str| {
        let text = format!("{}\n{more}\n", templates.text(path).unwrap());
        templates.insert(path, text);
    };
    if let Some((path, more)) = setup.words() {
        edit(&mut templates, path, more);
    }
    let mut incident = Incident::parse("incident.toml", &incident_text()).unwrap();
    incident.mailing.spanish = Spanish::Spanish;
    if setup.way == Way::Union {
        incident.mailing.addenda = Addenda::Union;
    }
    for product in [&mut incident.monitoring.adult, &mut incident.monitoring.minor] {
        product.as_mut().unwrap().codes = Some("codes.csv".to_owned());
    }
    match setup.facts {
        1 => incident.counsel.named_guardians = true,
        2 => incident.exposed.elements.push(DataElement::Diagnosis),
        3 => incident.event.people_total = 40,
        _ => {}
    }
    let book = RuleBook::load(&templates).unwrap();
    let gazetteer = book.gazetteer(&templates).unwrap();
    let catalog = Catalog::compile(&templates, &incident, &book).unwrap();
    let profile = templates.text("vendors/default.toml").unwrap();
    let seeds = "count_per_variant = 1\naddresses = [{ name = \"Paige Turner\", address_1 = \"1 Invented Row\", \
                 city = \"Austin\", state = \"TX\", zip = \"78745\" }]\n";
    let profile = profile.replace("count_per_variant = 0\naddresses = []\n", seeds);
    let vendor = VendorProfile::parse("default.toml", &profile).unwrap();
    let sample = |name: &str| fs::read(root().join("sample-data").join(name)).unwrap();
    let (logo, signature) = (sample("logo.svg"), sample("signature.png"));
    let enclosed =
        Enclosed { logo: Some(("logo.svg", &logo)), letterhead: None, signature: Some(("signature.png", &signature)) };
    let paper = Paper {
        envelope: &vendor.envelope,
        fold: &vendor.fold,
        endorsement: "",
        duplex: true,
        marks: Some(MarksPlace::default()),
    };
    let size = if setup.large { TypeSize::Large } else { TypeSize::Regular };
    let typesetter = Typesetter::prepare(&templates, size, &incident, &enclosed, &paper, &notice::press::ReadHere)
        .unwrap_or_else(|refusal| panic!("{refusal}"))
        .value;
    let rates = templates.under("rates/").find(|(path, _)| path.ends_with(".toml")).unwrap().0.to_owned();
    let rates = RateTable::parse(&rates, templates.text(&rates).unwrap()).unwrap();
    JobContext {
        incident,
        book,
        gazetteer,
        recipes: RecipeBook::default(),
        catalog,
        typesetter,
        vendor,
        rates,
        pools: pools(setup.pools),
        threads: 2,
        language: None,
    }
}

/// Short pools: the second holds the codes of the first and more, the third others.
fn pools(which: u8) -> Pools {
    let pool = |letter: char, codes: u32| {
        let codes: String = (0..codes)
            .map(|n| format!("{letter}{which}{n:04}\n").replace(&format!("{letter}1"), &format!("{letter}0")))
            .collect();
        Some(CodePool::parse("codes.csv", format!("code\n{codes}").as_bytes()).unwrap())
    };
    let more = if which == 1 { 200 } else { 0 };
    Pools { adult: pool('A', 9 + more), minor: pool('M', 4 + more), ..Pools::default() }
}

/// Decision that can be made about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    Hold,
    Exclude,
    EndHolds,
    Addressee,
    Name,
    OddName,
    Birth,
    Address,
    MovedHere,
    Same,
    Apart,
    SecondCopy,
}

impl Decided {
    pub const ALL: [Self; 12] = [
        Self::Hold,
        Self::Exclude,
        Self::EndHolds,
        Self::Addressee,
        Self::Name,
        Self::OddName,
        Self::Birth,
        Self::Address,
        Self::MovedHere,
        Self::Same,
        Self::Apart,
        Self::SecondCopy,
    ];
}

/// A row by its list and the line on which it starts.
type Row = (usize, u32);

/// Decisions about a row, with other rows by list and line.
#[derive(Clone, Default)]
struct About {
    ruling: RowDecision,
    same_as: Option<Row>,
    apart_from: Vec<Row>,
}

/// The lists of a case and everything decided about them.
pub struct Lists {
    texts: Vec<Vec<u8>>,
    lines: Vec<u32>,
    present: Vec<usize>,
    about: BTreeMap<Row, About>,
    mailed: Vec<Row>,
    dealt: BTreeMap<Row, DealtCodes>,
    /// Line from which rows of the first list still count.
    gone: Option<u32>,
}

impl Lists {
    /// Writes the lists; only the first is there at the beginning.
    pub fn new(people: &[Vec<Person>], way: Way) -> Self {
        let write = |people: &Vec<Person>| {
            let mut text = format!("{HEADINGS}\n");
            for (at, person) in people.iter().enumerate() {
                person.write(way == Way::Slipped && (8..24).contains(&at), &mut text);
            }
            if way == Way::Union {
                // Massachusetts and Maryland do not bear the paragraphs of others.
                text = text
                    .replace("Worcester,MA,01609", "Austin,TX,78745")
                    .replace("Baltimore,MD,21218", "Austin,TX,78745");
            }
            text.into_bytes()
        };
        Self {
            texts: people.iter().map(write).collect(),
            lines: people.iter().map(|people| people.len() as u32).collect(),
            present: vec![0],
            about: BTreeMap::new(),
            mailed: Vec::new(),
            dealt: BTreeMap::new(),
            gone: None,
        }
    }

    /// Returns the lists that are there, in their order.
    pub fn present(&self) -> Vec<usize> {
        self.present.clone()
    }

    /// A row of the lists that are there.
    pub fn row(&self, at: Index) -> Row {
        let all: Vec<Row> =
            self.present.iter().flat_map(|&list| (0..self.lines[list]).map(move |line| (list, line + 2))).collect();
        *at.get(&all)
    }

    pub fn decide(&mut self, row: Row, decided: Decided, other: Row) {
        let about = self.about.entry(row).or_default();
        let ruling = &mut about.ruling;
        let name = |first: &str, last: &str| {
            Private::new(PersonName {
                full: format!("{first} {last}"),
                first: first.to_owned(),
                last: last.to_owned(),
                ..PersonName::default()
            })
        };
        match decided {
            Decided::Hold => ruling.kept_back = !ruling.kept_back,
            Decided::Exclude => ruling.taken_out = !ruling.taken_out,
            Decided::EndHolds => {
                let holds = Code::ALL.iter().copied().filter(|code| {
                    code.severity() == notice::finding::Severity::Hold
                        && !matches!(
                            code,
                            Code::GlyphMissing | Code::CodesDry | Code::LawUnknown | Code::NothingExposed
                        )
                });
                ruling.ended = holds.collect::<CodeSet>();
            }
            Decided::Addressee => ruling.addressee = Some(name("Quilla", "Grantley")),
            Decided::Name => ruling.name = Some(name("Yvette", "Quarrington-Xanthopoulos")),
            // No face has this character.
            Decided::OddName => ruling.name = Some(name("\u{4e2d}", "Underhill")),
            Decided::Birth => ruling.birth = chrono::NaiveDate::from_ymd_opt(2011, 4, 5).map(Private::new),
            Decided::Address | Decided::MovedHere => {
                let [street, city, state, zip] = Person::home(other.1 as usize);
                let address = PostalAddress {
                    line_1: street.to_owned(),
                    line_2: String::new(),
                    urbanization: String::new(),
                    city: city.to_owned(),
                    state: Jurisdiction::parse(state).unwrap(),
                    zip: Zip::parse(zip),
                    region: String::new(),
                    country: String::new(),
                };
                let moved = decided == Decided::MovedHere;
                ruling.address = Some(NewAddress {
                    address: Private::new(address),
                    residence: Jurisdiction::parse(state),
                    moved,
                    of: None,
                });
            }
            Decided::Same => about.same_as = Some(other).filter(|other| *other < row),
            Decided::Apart => about.apart_from.push(other),
            Decided::SecondCopy => ruling.second_copy = !ruling.second_copy,
        }
    }

    pub fn forget(&mut self, at: Index) {
        if !self.about.is_empty() {
            let row = *at.get(&self.about.keys().copied().collect::<Vec<_>>());
            self.about.remove(&row);
        }
    }

    pub fn mail(&mut self, at: Index) {
        let row = self.row(at);
        match self.mailed.iter().position(|mailed| *mailed == row) {
            Some(at) => drop(self.mailed.remove(at)),
            None => self.mailed.push(row),
        }
    }

    /// Gives a row a code for life, unless somebody has it.
    pub fn deal(&mut self, at: Index, minors: bool, place: u32) {
        let dealt = DealtCodes { minors, place };
        if !self.dealt.values().any(|other| *other == dealt) {
            self.dealt.insert(self.row(at), dealt);
        }
    }

    /// Adds a list behind the others or takes it away; one always stays.
    pub fn toggle(&mut self, at: usize) {
        let list = at % self.texts.len();
        match self.present.iter().position(|present| *present == list) {
            Some(_) if self.present.len() == 1 => {}
            Some(at) => drop(self.present.remove(at)),
            None => self.present.push(list),
        }
    }

    pub fn leave_out(&mut self, from: Option<&Index>) {
        self.gone = from.map(|from| 2 + from.index(self.lines[0] as usize) as u32);
    }

    pub fn take_codes(&self, pools: &mut Pools) {
        let places = |minors| self.dealt.values().filter(move |dealt| dealt.minors == minors).map(|dealt| dealt.place);
        (pools.adult_taken, pools.minor_taken) = (places(false).collect(), places(true).collect());
    }

    /// The lists as the line takes them.
    pub fn sources<'s>(&'s self, context: &JobContext) -> Vec<SourceList<'s>> {
        let place = |(list, line): &Row| {
            let file = self.present.iter().position(|present| present == list)?;
            Some(Position::record(file as u16, *line))
        };
        let source = |(file, &list): (usize, &usize)| {
            let bytes = &self.texts[list];
            let mut decisions = ListDecisions::default();
            if let Some(from) = self.gone.filter(|_| list == 0) {
                decisions.gone = Some((from..self.lines[0] + 2).collect());
            }
            for ((_, line), about) in self.about.iter().filter(|((of, _), _)| *of == list) {
                let mut ruling = about.ruling.clone();
                ruling.same_as = about.same_as.as_ref().and_then(place);
                ruling.apart_from = about.apart_from.iter().filter_map(place).collect();
                decisions.rulings.insert(*line, ruling);
            }
            decisions.mailed.extend(self.mailed.iter().filter(|(of, _)| *of == list).map(|(_, line)| *line));
            decisions
                .codes
                .extend(self.dealt.iter().filter(|((of, _), _)| *of == list).map(|((_, line), d)| (*line, *d)));
            let name = format!("list-{list}.csv");
            let list =
                List::open(file as u16, &name, bytes, None, &context.recipes, &context.gazetteer, &context.incident);
            SourceList { list: list.unwrap_or_else(|refusal| panic!("{refusal}")), bytes, name, decisions }
        };
        self.present.iter().enumerate().map(source).collect()
    }
}
