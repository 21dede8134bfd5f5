use super::bytes::ListBytes;
use super::chunk::{Chunk, Cursor, Extent, ListShape, RowBytes, Stop};
use super::columns::{self, ColumnPlan, ColumnUse};
use super::correction::{self, CellCorrection};
use super::date::{DateOrder, DateOrders};
use super::dialect::{self, Dialect};
use super::mapping::Mapping;
use super::profile::{ColumnProfile, ProfileCount};
use super::question::Question;
use super::recipe::{self, CellRules, FittedRecipe, GuardianColumns, GuardianNames, RecipeBook, RecipeUse};
use super::report_line::ReportLines;
use super::row::{self, Row};
use super::split::Quoting;
use super::survey::{self, Repair, Survey};
use super::verdict::{self, Verdicts};
use super::{Field, cut, encoding, whole};
use crate::finding::{Code, FaceProblem, Finding, Position, Problem};
use crate::party::{Elements, Gazetteer, Incident};
use std::io;
use std::sync::Arc;

/// An opened list: how it is written, what its columns mean, and what was found about file and columns. It holds no
/// row; rows are read from the bytes again whenever they are needed.
#[derive(Clone, Debug)]
pub struct List {
    index: u16,
    shape: ListShape,
    detected: bool,
    headed: bool,
    dialect: Dialect,
    headings: Vec<String>,
    columns: Vec<ColumnUse>,
    plan: ColumnPlan,
    report_lines: ReportLines,
    /// Columns that letters print and whose longest cells were cut off, with the number of characters.
    cut: Vec<(u16, u32)>,
    orders: DateOrders,
    zeros_are_blank: bool,
    verdicts: Verdicts,
    questions: Vec<Question>,
    profiles: Vec<ColumnProfile>,
    repairs: Vec<Repair>,
    recipe: Option<RecipeUse>,
    recipes_in_doubt: Vec<String>,
    guardians: Option<Arc<GuardianNames>>,
    findings: Vec<Finding>,
    start: Cursor,
    end: u64,
    rows: u64,
}

/// The most columns of a list. Each heading is compared with all words that are known, and wide lists have some hundred.
const MOST_COLUMNS: usize = 2_000;
/// The longest heading, in bytes.
const LONGEST_HEADING: usize = 1_000;

impl List {
    /// Opens a list: decides encoding, delimiter, quotation mark, heading row, columns and the order of dates on the
    /// whole of it. `index` is its place among the lists (from 0), `name` how refusals call it.
    ///
    /// Refused are: an empty list, one that is no text, one without a heading row, one with a row that does not end,
    /// two columns of one heading, no columns of names or addresses, and a mapping of columns that are not there.
    pub fn open(
        index: u16,
        name: &str,
        bytes: &dyn ListBytes,
        mapping: Option<&Mapping>,
        recipes: &RecipeBook,
        gazetteer: &Gazetteer,
        incident: &Incident,
    ) -> Result<Self, Problem> {
        let (list, wanting) = Self::peek(index, name, bytes, mapping, recipes, gazetteer, incident)?;
        wanting.map_or(Ok(list), Err)
    }

    /// Opens a list of which it need not be known yet what its columns mean, so that somebody can say so. Beside it stands
    /// why it cannot be used as it is, where it cannot. A list whose headings are not recognised has those of its first row.
    pub fn peek(
        index: u16,
        name: &str,
        bytes: &dyn ListBytes,
        mapping: Option<&Mapping>,
        recipes: &RecipeBook,
        gazetteer: &Gazetteer,
        incident: &Incident,
    ) -> Result<(Self, Option<Problem>), Problem> {
        let mut found = dialect::detect(name, bytes, mapping, incident.mailing.date, recipes)?;
        refuse_large_headings(name, &found.headings, found.header_line)?;
        let mut wanting = found.unheaded.take();
        let is_headed = wanting.is_none();
        let mut want = |wrong: Result<(), Problem>| wanting = wanting.take().or(wrong.err());
        let shape = found.shape;
        want(columns::refuse_duplicates(name, &found.headings, found.header_line, mapping));
        let recipe = recipe::choose(name, recipes, &found.headings, mapping)?;
        let recipes_in_doubt = recipe.in_doubt();
        let fitted = recipe.lay_out(&found.headings, mapping);
        let told = mapping;
        let mapping = fitted.as_ref().map(|fitted| &fitted.mapping).or(told);
        let no_rules = CellRules::default();
        let rules = fitted.as_ref().map_or(&no_rules, |fitted| &fitted.rules);
        let mut columns = columns::assign(&found.headings, found.header_line, mapping, shape.form)?;
        take_streets_for_whole_addresses(shape, bytes, found.start, &mut columns, gazetteer);
        want(columns::suffice(name, &columns, found.header_line));
        let headings = if found.header_line > 0 { found.headings.as_slice() } else { &[] };
        let report_lines = if shape.is_delimited() {
            ReportLines::of(headings, &found.titles, &columns)
        } else {
            ReportLines::default()
        };
        let terms = survey::LookTerms {
            columns: &columns,
            report_lines: &report_lines,
            name,
            titles: &found.titles,
            rules,
            gazetteer,
            mailing: incident.mailing.date,
        };
        let mut survey =
            survey::look(shape, bytes, found.start, &terms).map_err(|stop| dialect::stopped(name, stop))?;
        want(refuse_rows_above(name, found.row_above, found.header_line));
        want(refuse_second_headings(name, survey.second_headings));
        want(refuse_other_states(name, &survey, &columns, found.header_line));
        // What the recipe says of an element is said of the thing itself, or of yes and no, as its cells are.
        let values = settle_elements(&survey, &mut columns, told);
        let mut findings = Vec::new();
        let place = |at: usize| Position { file: index, line: found.header_line, column: at as u16 + 1 };
        // The columns of patients are ours: one that is empty in all of them says nothing.
        let is_there = |at: usize| shape.is_delimited() || survey.profiles.get(at).is_some_and(ProfileCount::is_filled);
        note_columns(&survey, &columns, is_there, |code, at| findings.push(Finding::new(code, place(at))));
        note_losses(name, bytes, shape, &survey, found.header_line, |code, line| {
            findings.push(Finding::new(code, Position { file: index, line, column: 0 }));
        })?;
        let cut = cut_columns(&survey, &columns, |at| findings.push(Finding::new(Code::CellsCut, place(at))));
        let answers = mapping.map_or(&[][..], |m| &m.answers);
        let (verdicts, questions) = verdict::judge(&mut survey, &columns, answers);
        for (key, word) in answers {
            want(refuse_unknown_choice(name, key, word, &questions));
            if questions.iter().all(|question| question.key != *key) {
                findings.push(Finding::new(Code::AnswerUnused, place(0)));
            }
        }
        let profiles = std::mem::take(&mut survey.profiles).into_iter().map(ProfileCount::finish).collect();
        findings.extend(recipe_code(fitted.as_ref(), &recipes_in_doubt).map(|code| Finding::new(code, place(0))));
        let orders = orders(&survey, mapping, |at| findings.push(Finding::new(Code::DateOrderAssumed, place(at))));
        let mut plan = columns::plan(&columns, mapping, &values);
        plan.rules = rules.clone();
        let mut list = Self {
            index,
            shape,
            headed: is_headed,
            detected: mapping.is_none_or(|m| m.encoding.is_none()),
            dialect: Dialect {
                encoding: shape.encoding.word(),
                delimiter: char::from(shape.delimiter).to_string(),
                quote: char::from(shape.quote).to_string(),
                escape: (shape.quoting == Quoting::Escaped).then_some("\\"),
                header_row: (found.header_line > 0).then_some(found.header_line),
            },
            plan,
            report_lines,
            cut,
            headings: found.headings,
            columns,
            orders,
            zeros_are_blank: survey.zeros_are_blank(),
            verdicts,
            questions,
            profiles,
            repairs: survey.letters.repairs,
            recipe: None,
            recipes_in_doubt,
            guardians: None,
            findings,
            start: found.start,
            end: survey.end,
            rows: survey.rows,
        };
        if let Some(FittedRecipe { mut used, guardians, .. }) = fitted {
            used.unknown_codes = survey.unknown_codes.into_iter().map(|(at, rows)| (at + 1, rows)).collect();
            list.recipe = Some(used);
            if let Some(columns) = guardians {
                list.gather_guardians(columns, bytes, gazetteer, incident)
                    .map_err(|stop| dialect::stopped(name, stop))?;
            }
        }
        Ok((list, wanting))
    }

    /// The dialect of the list.
    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// The headings as they stand, or `Column 1`, … where there are none.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// Returns whether its headings were recognised, or somebody said that it has none.
    pub fn is_headed(&self) -> bool {
        self.headed
    }

    /// The use of each column.
    pub fn columns(&self) -> &[ColumnUse] {
        &self.columns
    }

    /// The findings about the file and its columns.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The questions about the list, answered or not.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The profile of each column.
    pub fn profiles(&self) -> &[ColumnProfile] {
        &self.profiles
    }

    /// Some of the cells with letters that were encoded twice, as they stand and as they were before.
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// The recipe by which the list is read.
    pub fn recipe(&self) -> Option<&RecipeUse> {
        self.recipe.as_ref()
    }

    /// Names of recipes that all fit, so that none of them is used.
    pub fn recipes_in_doubt(&self) -> &[String] {
        &self.recipes_in_doubt
    }

    /// Number of rows of the list: everything but blank lines, headings, what stands above them, and totals at the
    /// end.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// All rows from first to last, some thousand at a time, in bounded memory.
    pub fn chunks<'a>(&'a self, bytes: &'a dyn ListBytes) -> impl Iterator<Item = io::Result<Chunk>> + 'a {
        let mut cursor = self.start;
        let mut block = Vec::new();
        let mut broken = false;
        std::iter::from_fn(move || {
            if broken {
                return None;
            }
            let next = self.shape.next_chunk(bytes, &mut cursor, self.end, &mut block).map_err(io::Error::from);
            broken = next.is_err();
            next.transpose()
        })
    }

    /// The rows at given places, in the order given.
    pub fn fetch(&self, bytes: &dyn ListBytes, extents: &[Extent]) -> io::Result<Chunk> {
        self.shape.fetch(bytes, extents)
    }

    /// Reads and checks the rows of a chunk; exactly one [`Row`] for each. Threads may share the list.
    pub fn read(&self, chunk: &Chunk, gazetteer: &Gazetteer, incident: &Incident) -> Vec<Row> {
        self.read_corrected(chunk, gazetteer, incident, |_| &[])
    }

    /// Reads and checks rows with what was mended in them, given by the line on which a row starts.
    pub fn read_corrected<'c>(
        &self,
        chunk: &Chunk,
        gazetteer: &Gazetteer,
        incident: &Incident,
        corrections: impl Fn(u32) -> &'c [CellCorrection],
    ) -> Vec<Row> {
        let law = self.terms(gazetteer, incident);
        let extents: Vec<Extent> = chunk.extents().collect();
        let mut rows = Vec::with_capacity(extents.len());
        self.shape.records(chunk, |n, record, mut row| {
            row.good &= !self.is_unlikely(row.raw);
            let mended = corrections(extents[n].line);
            rows.push(if mended.is_empty() || record.len() != self.headings.len() {
                law.read(extents[n], record, row)
            } else {
                self.read_mended(&law, extents[n], record, row, mended)
            });
        });
        rows
    }

    /// The terms by which rows are read.
    fn terms<'t>(&'t self, gazetteer: &'t Gazetteer, incident: &Incident) -> row::Terms<'t> {
        row::Terms {
            file: self.index,
            form: self.shape.form,
            plan: &self.plan,
            report_lines: &self.report_lines,
            cut: &self.cut,
            orders: self.orders,
            zeros_are_blank: self.zeros_are_blank,
            verdicts: &self.verdicts,
            guardians: self.guardians.as_deref(),
            gazetteer,
            mailing: incident.mailing.date,
            exposed: incident.exposed.elements.iter().copied().collect::<Elements>(),
            names_guardians: incident.counsel.named_guardians,
        }
    }

    /// Returns whether a row has letters that text in the encoding hardly has, where the encoding was guessed.
    fn is_unlikely(&self, raw: &[u8]) -> bool {
        self.detected && self.shape.encoding == encoding::Encoding::Windows1252 && encoding::unlikely_1252(raw)
    }

    /// Gathers the names of guardians who are rows of the list: first the numbers that are named, then their rows.
    fn gather_guardians(
        &mut self,
        columns: GuardianColumns,
        bytes: &dyn ListBytes,
        gazetteer: &Gazetteer,
        incident: &Incident,
    ) -> Result<(), Stop> {
        let mut numbers = columns.gather();
        let terms = self.terms(gazetteer, incident);
        let width = self.headings.len();
        self.each(bytes, |_, record, _| {
            if record.len() == width {
                numbers.note(&terms.cells(record));
            }
        })?;
        if numbers.is_empty() {
            return Ok(());
        }
        let mut names = GuardianNames::new(&numbers);
        self.each(bytes, |extent, record, row| {
            if record.len() == width && numbers.has(&terms.cells(record)) {
                let person = terms.read(extent, record, row).person;
                names.enter(&terms.cells(record), &person, incident.mailing.date);
            }
        })?;
        self.guardians = Some(Arc::new(names));
        Ok(())
    }

    /// Hands out every row from first to last.
    fn each(
        &self,
        bytes: &dyn ListBytes,
        mut each: impl FnMut(Extent, &csv::ByteRecord, RowBytes<'_>),
    ) -> Result<(), Stop> {
        let (mut cursor, mut block) = (self.start, Vec::new());
        while let Some(chunk) = self.shape.next_chunk(bytes, &mut cursor, self.end, &mut block)? {
            let extents: Vec<Extent> = chunk.extents().collect();
            self.shape.records(&chunk, |n, record, mut row| {
                row.good &= !self.is_unlikely(row.raw);
                each(extents[n], record, row);
            });
        }
        Ok(())
    }

    fn read_mended(
        &self,
        terms: &row::Terms<'_>,
        extent: Extent,
        record: &csv::ByteRecord,
        bytes: RowBytes<'_>,
        mended: &[CellCorrection],
    ) -> Row {
        let correction::Corrected { record, is_outdated } = correction::correct(record, &self.headings, mended);
        let text: String = record.iter().map(|cell| String::from_utf8_lossy(cell)).collect::<Vec<_>>().join("\t");
        // Where no letter is lost any more, the row can be read.
        let good = bytes.good || !text.contains(char::REPLACEMENT_CHARACTER);
        let mut row = terms.read(extent, &record, RowBytes { text: text.as_bytes(), good, ..bytes });
        row.person.codes.insert(if is_outdated { Code::CorrectionOutdated } else { Code::CellMended });
        row
    }

    /// The original cells of the rows of a chunk, for the list of exceptions.
    pub fn cells(&self, chunk: &Chunk) -> Vec<Vec<String>> {
        self.shape.cells(chunk)
    }
}

/// The finding that says how recipes were used.
fn recipe_code(fitted: Option<&FittedRecipe>, in_doubt: &[String]) -> Option<Code> {
    if fitted.is_some() {
        return Some(Code::RecipeUsed);
    }
    (!in_doubt.is_empty()).then_some(Code::RecipesInDoubt)
}

/// Refuses more columns, and longer headings, than any list has.
fn refuse_large_headings(name: &str, headings: &[String], line: u32) -> Result<(), Problem> {
    if headings.len() > MOST_COLUMNS {
        let message = format!("The list has {} columns; {MOST_COLUMNS} is the most.", headings.len());
        let advice = "Take out columns that are empty, or name the delimiter in a mapping file.";
        return Err(Problem::of_file(name, message, advice).at(line, 0));
    }
    let Some(at) = headings.iter().position(|heading| heading.len() > LONGEST_HEADING) else { return Ok(()) };
    let message = format!("The heading of column {} is longer than {LONGEST_HEADING} letters.", at + 1);
    let advice = "Shorten it, or check that the first row is the heading row.";
    Err(Problem::of_file(name, message, advice).at(line, at as u32 + 1))
}

/// Refuses rows of people above the heading row, which would be read as its titles.
fn refuse_rows_above(name: &str, line: Option<u32>, header_line: u32) -> Result<(), Problem> {
    let Some(line) = line else { return Ok(()) };
    let message = format!("Rows of people stand above the heading row, which is line {header_line}.");
    let advice = "Move the heading row to the top of its rows; where two lists were put into one file, split the file above the second heading row.";
    Err(Problem::of_file(name, message, advice).at(line, 0))
}

/// Refuses two lists in one file, of which the second has its columns in another order.
fn refuse_second_headings(name: &str, line: Option<u32>) -> Result<(), Problem> {
    let Some(line) = line else { return Ok(()) };
    let message = "A second heading row stands among the rows, and its columns are not those of the first: two lists were put into one file.";
    let advice = "Split the file above that line and give both lists; each is read by its own headings.";
    Err(Problem::of_file(name, message, advice).at(line, 0))
}

/// Refuses a column of states that holds hardly any.
fn refuse_other_states(name: &str, survey: &Survey, columns: &[ColumnUse], line: u32) -> Result<(), Problem> {
    let (states, others) = survey.states;
    if others < 20 || others <= 9 * states || columns.iter().any(|column| column.field == Some(Field::Country)) {
        return Ok(());
    }
    let message = "The column taken for the state holds no states.";
    Err(Problem::of_file(name, message, FaceProblem::StatesMissing).at(line, 0))
}

/// Reads the columns of streets as those of whole addresses, where no column has the town and the cells have it.
fn take_streets_for_whole_addresses(
    shape: ListShape,
    bytes: &dyn ListBytes,
    start: Cursor,
    columns: &mut [ColumnUse],
    gazetteer: &Gazetteer,
) {
    if !columns::lacks_town(columns) || !holds_whole_addresses(shape, bytes, start, columns, gazetteer) {
        return;
    }
    for field in columns.iter_mut().flat_map(|column| [&mut column.field, &mut column.spare]) {
        if *field == Some(Field::Address1) {
            *field = Some(Field::Address);
        }
    }
}

/// Returns whether most of the first cells of the street column hold a ZIP code and a state at their end.
fn holds_whole_addresses(
    shape: ListShape,
    bytes: &dyn ListBytes,
    start: Cursor,
    columns: &[ColumnUse],
    gazetteer: &Gazetteer,
) -> bool {
    let Some(at) = columns.iter().position(|column| column.field == Some(Field::Address1)) else { return false };
    let (mut cursor, mut block) = (start, Vec::new());
    let Ok(Some(chunk)) = shape.next_chunk(bytes, &mut cursor, bytes.len(), &mut block) else { return false };
    let (mut whole, mut other) = (0, 0);
    for row in shape.cells(&chunk).iter().take(500) {
        let Some(cell) = row.get(at).filter(|cell| !cell.trim().is_empty()) else { continue };
        if whole::take_apart(cell, gazetteer).zip.is_empty() { other += 1 } else { whole += 1 }
    }
    whole > other
}

/// Decides the order of day and month: the mapping file, the column itself, the other column of dates, or month
/// first, which is said.
fn orders(survey: &Survey, mapping: Option<&Mapping>, mut assumed: impl FnMut(usize)) -> DateOrders {
    let told = mapping.and_then(|m| m.date_order);
    let proved = survey.dates.iter().find_map(|(_, _, votes)| votes.proved());
    let mut orders = DateOrders {
        birth: DateOrder::Month,
        death: DateOrder::Month,
        birth_open: false,
        birth_serials: false,
        death_serials: false,
    };
    for (at, field, votes) in &survey.dates {
        let order = told.or(votes.proved()).or(proved);
        if told.is_none() && votes.is_open() && (order.is_none() || votes.contradicts_itself()) {
            assumed(usize::from(*at));
            orders.birth_open |= *field == Field::DateOfBirth;
        }
        let order = order.unwrap_or_else(|| votes.assumed());
        match field {
            Field::DateOfDeath => (orders.death, orders.death_serials) = (order, votes.has_serials()),
            _ => (orders.birth, orders.birth_serials) = (order, votes.has_serials()),
        }
    }
    orders
}

/// Decides about columns of elements that no mapping names: one that answers yes or no says whether the element was exposed.
/// Gives the others, which hold the thing itself: what is there was exposed.
fn settle_elements(survey: &Survey, columns: &mut [ColumnUse], mapping: Option<&Mapping>) -> Vec<u16> {
    let named = |at: u16| {
        mapping.is_some_and(|m| {
            m.columns.iter().any(|c| columns.get(usize::from(at)).is_some_and(|u| u.field == Some(c.field)))
        })
    };
    let settled: Vec<(u16, Option<Field>)> = survey
        .flags
        .iter()
        .filter(|(at, _)| !named(*at))
        .filter_map(|(at, votes)| {
            let field = columns.get(usize::from(*at))?.field?;
            let asked = votes.is_question();
            match field {
                Field::Ssn if asked => Some((*at, Some(Field::Element(crate::party::DataElement::Ssn)))),
                _ => None,
            }
        })
        .collect();
    let values: Vec<u16> =
        survey.flags.iter().filter(|(at, votes)| !named(*at) && !votes.is_question()).map(|(at, _)| *at).collect();
    for (at, field) in settled {
        columns[usize::from(at)].field = field;
    }
    values
}

/// Notes columns that are not used, and columns of dates whose blanks or numbers are read as what they are.
fn note_columns(
    survey: &Survey,
    columns: &[ColumnUse],
    is_there: impl Fn(usize) -> bool,
    mut note: impl FnMut(Code, usize),
) {
    for (at, column) in columns.iter().enumerate().filter(|(at, column)| column.is_ignored() && is_there(*at)) {
        let is_marks = survey.marks.as_ref().is_some_and(|marks| usize::from(marks.at) == at);
        if !column.ignored_by_mapping && !is_marks {
            note(Code::ColumnIgnored, at);
        }
    }
    for number in survey.marks.iter().flat_map(|marks| &marks.hidden_columns) {
        note(Code::ColumnHidden, usize::from(*number).saturating_sub(1));
    }
    for (at, field, votes) in &survey.dates {
        if votes.blanks > 0 {
            note(Code::DateBlank, usize::from(*at));
        }
        if votes.has_serials() && matches!(field, Field::DateOfBirth | Field::DateOfDeath) {
            note(Code::DateSerial, usize::from(*at));
        }
    }
}

/// Notes what tells that people are missing: a list that ends where programs cut lists, or within a row, and a line that tells of more
/// people than there are.
fn note_losses(
    name: &str,
    bytes: &dyn ListBytes,
    shape: ListShape,
    survey: &Survey,
    header_line: u32,
    mut note: impl FnMut(Code, u32),
) -> Result<(), Problem> {
    let is_torn = survey.ends_short
        && survey.rows > 1
        && cut::ends_within_line(bytes, shape).map_err(|e| dialect::unreadable(name, &e))?;
    if is_torn || (shape.is_delimited() && cut::is_full_sheet(survey.rows, header_line)) {
        note(Code::ListCut, 0);
    }
    if survey.told_people > survey.people {
        note(Code::ListShort, survey.told_line);
    }
    Ok(())
}

/// Tells columns whose longest cells end where programs cut cells. Gives those that letters print.
fn cut_columns(survey: &Survey, columns: &[ColumnUse], mut note: impl FnMut(usize)) -> Vec<(u16, u32)> {
    let mut printed = Vec::new();
    for (at, (long, column)) in survey.long.iter().zip(columns).enumerate() {
        let Some(limit) = long.limit(column) else { continue };
        note(at);
        if cut::is_printed(column) {
            printed.push((at as u16, limit));
        }
    }
    printed
}

/// Refuses an answer that is none of the choices of its question.
fn refuse_unknown_choice(name: &str, key: &str, word: &str, questions: &[Question]) -> Result<(), Problem> {
    let Some(asked) = questions.iter().find(|question| question.key == key) else { return Ok(()) };
    if asked.choices.iter().any(|choice| choice.word == word) {
        return Ok(());
    }
    let words: Vec<&str> = asked.choices.iter().map(|choice| choice.word).collect();
    let advice = format!("Answer with one of: {}.", words.join(", "));
    Err(Problem::of_file(name, format!("The answer to {key} is none of its choices."), advice.as_str()))
}
