//! Addresses: complete or held. Nothing is corrected but a leading zero that the state proves.

use super::country::{self, Country};
use super::nothing::is_nothing;
use super::text::{clean, is_formula};
use super::{damage, line_shape};
use crate::finding::{Code, CodeSet, Severity};
use crate::party::{Gazetteer, Jurisdiction, PostalAddress, Zip};
use std::borrow::Cow;

/// Address lines longer than this are pointed out.
const LONG: usize = 50;

/// The cells of an address before they are cleaned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AddressCells<'a> {
    pub(super) line_1: &'a str,
    pub(super) line_2: &'a str,
    /// Printed behind the second line.
    pub(super) line_3: &'a str,
    /// At whose place the person gets mail.
    pub(super) care_of: &'a str,
    pub(super) urbanization: &'a str,
    pub(super) city: &'a str,
    pub(super) state: &'a str,
    pub(super) zip: &'a str,
    pub(super) city_state_zip: &'a str,
    pub(super) country: &'a str,
}

/// An address that somebody gives outside a list, in cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct GivenAddress<'a> {
    /// Street line.
    pub line_1: &'a str,
    /// Second line.
    pub line_2: &'a str,
    /// Puerto Rican urbanization.
    pub urbanization: &'a str,
    /// City.
    pub city: &'a str,
    /// State, as a code or a name.
    pub state: &'a str,
    /// ZIP code.
    pub zip: &'a str,
}

impl GivenAddress<'_> {
    /// The address, by the same checks as one in a list.
    ///
    /// # Errors
    /// Everything that would hold a row with this address.
    pub fn read(&self, gazetteer: &Gazetteer) -> Result<PostalAddress, Vec<Code>> {
        let Self { line_1, line_2, urbanization, city, state, zip } = *self;
        let cells = AddressCells { line_1, line_2, urbanization, city, state, zip, ..AddressCells::default() };
        let mut codes = CodeSet::EMPTY;
        let found = read(&cells, gazetteer, &mut codes);
        let holding: Vec<Code> = codes.iter().filter(|code| code.severity() >= Severity::Hold).collect();
        match found.address {
            Some(address) if holding.is_empty() => Ok(address),
            _ => Err(holding),
        }
    }
}

/// An address as far as it could be read.
#[derive(Clone, Debug, Default)]
pub(super) struct AddressRead {
    /// The whole, where every part is there.
    pub(super) address: Option<PostalAddress>,
    /// The place where the person lives, as far as it is known.
    pub(super) residence: Option<Jurisdiction>,
    /// The accepted ZIP.
    pub(super) zip: Option<Zip>,
    /// An address line says that no mail is to be sent.
    pub(super) silent: bool,
}

/// The parts of an address as they would print, before it is known whether they are a place.
struct AddressLines<'a> {
    line_1: Cow<'a, str>,
    line_2: Cow<'a, str>,
    urbanization: Cow<'a, str>,
    city: Cow<'a, str>,
    state: Cow<'a, str>,
    zip: Cow<'a, str>,
}

/// A cell as it would print; empty where it says that there is nothing.
fn line(cell: &str) -> Cow<'_, str> {
    let cell = clean(cell);
    if is_nothing(&cell) {
        return Cow::Borrowed("");
    }
    match cell.trim_end_matches([',', ';']) {
        whole if whole.len() == cell.len() => cell,
        rest => Cow::Owned(rest.trim_end().to_owned()),
    }
}

/// Takes joined cells apart, and takes off the street lines what stands on a line of its own already.
fn arrange<'a>(cells: &AddressCells<'a>, gazetteer: &Gazetteer) -> AddressLines<'a> {
    let (mut line_1, mut line_2) = (line(cells.line_1), line(cells.line_2));
    let urbanization = line(cells.urbanization);
    let (mut city, mut state, mut zip) = (line(cells.city), line(cells.state), clean(cells.zip));
    if is_nothing(&zip) {
        zip = Cow::Borrowed("");
    }
    let joined = line(cells.city_state_zip);
    if city.is_empty() && zip.is_empty() && !joined.is_empty() {
        let (a, b, c) = take_apart(&joined, gazetteer);
        (city, state, zip) = (Cow::Owned(a.to_owned()), Cow::Owned(b.to_owned()), Cow::Owned(c.to_owned()));
    }
    if let Some((town, own)) = split_city(&city, &state, &zip, gazetteer) {
        if state.is_empty() {
            state = Cow::Owned(own);
        }
        city = Cow::Owned(town);
    }
    line_2 = without_decimals(line_2);
    let line_3 = line(cells.line_3);
    if !line_3.is_empty() {
        line_2 = Cow::Owned(if line_2.is_empty() { line_3.into_owned() } else { format!("{line_2}, {line_3}") });
    }
    for printed in [&mut line_1, &mut line_2] {
        // City, state and ZIP stand on a line of their own already.
        let rest = line_shape::without_town(printed, &city, &state, &zip, gazetteer).map(str::to_owned);
        if let Some(rest) = rest {
            *printed = Cow::Owned(rest);
        }
    }
    if line_shape::is_town(&line_2, &city, &state) {
        line_2 = Cow::Borrowed("");
    }
    if line_1.is_empty() {
        // A lone second line prints the same as a first one.
        line_1 = std::mem::take(&mut line_2);
    }
    AddressLines { line_1, line_2, urbanization, city, state, zip }
}

/// `4.0`: the number of a unit as a spreadsheet keeps it.
fn without_decimals(line: Cow<'_, str>) -> Cow<'_, str> {
    match line.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) => Cow::Owned(whole.to_owned()),
        _ => line,
    }
}

/// Takes a city cell apart that holds the state, and perhaps the ZIP code, of the row too: `Austin, TX`, `APO AE`. Gives the city
/// and its state; `None` where the cell is a city alone or its state is another than the row's.
fn split_city(city: &str, state: &str, zip: &str, gazetteer: &Gazetteer) -> Option<(String, String)> {
    let five = zip.get(..5).unwrap_or(zip);
    let front = match city.rsplit_once([' ', ',']) {
        Some((front, last)) if last.len() >= 5 && last.starts_with(|c: char| c.is_ascii_digit()) => {
            (last.get(..5) == Some(five)).then_some(front)?
        }
        _ => city,
    };
    let front = front.trim_end_matches([' ', ',']);
    let (town, own) = front.rsplit_once([' ', ','])?;
    let (town, own) = (town.trim_end_matches([' ', ',']), own.trim_matches(['.', ' ']));
    let found = gazetteer.state(own)?;
    let is_same = gazetteer.state(state) == Some(found);
    // `Kansas City` and `Oklahoma City` end with no state; `Fort Washington` does where the row is not of that state.
    let is_told = is_same && (own.len() == 2 || city.contains(','));
    let is_alone = state.is_empty() && own.len() == 2 && city.contains(',');
    ((is_told || is_alone) && !town.is_empty()).then(|| (town.to_owned(), found.code().to_owned()))
}

/// Reads the country. `Canada` may stand where the state or the ZIP code should, and is taken out there.
fn find_country<'a>(
    country_cell: &str,
    state: &mut Cow<'a, str>,
    zip: &mut Cow<'a, str>,
    gazetteer: &Gazetteer,
) -> Country {
    let country = country::read(country_cell, gazetteer);
    if country != Country::Home || !country_cell.is_empty() || gazetteer.state(state).is_some() {
        return country;
    }
    for cell in [state, zip] {
        if let Some(name) = country::named(cell) {
            *cell = Cow::Borrowed("");
            return Country::Abroad(name);
        }
    }
    country
}

/// The line that says whose place it is; empty where it is nobody else's.
fn care_of<'a>(cell: &'a str, codes: &mut CodeSet) -> Cow<'a, str> {
    let cell = line(cell);
    if cell.is_empty() || line_shape::is_own_place(&cell) {
        return Cow::Borrowed("");
    }
    if damage::is_damaged(&cell) {
        codes.insert(Code::AddressDamaged);
    }
    let is_marked = ["c/o", "attn", "care of", "%"].iter().any(|front| cell.to_lowercase().starts_with(front));
    if is_marked { cell } else { Cow::Owned(format!("c/o {cell}")) }
}

/// Returns whether a street line is a note, or two addresses. `own_words`: of a place whose lines have words of their own.
fn holds_note(cells: &AddressCells<'_>, lines: [&str; 2], own_words: bool, gazetteer: &Gazetteer) -> bool {
    let [line_1, line_2] = lines;
    let is_bad = |line| {
        if own_words { line_shape::is_note_on_first(line) } else { is_bad_second(line, gazetteer) }
    };
    line_shape::is_note_on_first(line_1)
        || (!own_words && line_2.is_empty() && line_shape::lacks_number(line_1))
        || line_shape::ends_with_town(line_1, gazetteer)
        || [line_1, line_2].iter().any(|line| line_shape::has_sign(line))
        || line_shape::is_two_addresses(line_1)
        || [cells.line_1, cells.line_2].iter().any(|cell| line_shape::has_two_lines_of_addresses(cell))
        || (!line_2.is_empty() && is_bad(line_2))
}

/// Reads an address; every fault goes into `codes`.
pub(super) fn read(cells: &AddressCells<'_>, gazetteer: &Gazetteer, codes: &mut CodeSet) -> AddressRead {
    let printed =
        [cells.line_1, cells.line_2, cells.line_3, cells.care_of, cells.urbanization, cells.city, cells.city_state_zip];
    if printed.iter().any(|cell| is_formula(cell) && !is_nothing(cell.trim())) {
        codes.insert(Code::AddressFormula);
    }
    let AddressLines { mut line_1, mut line_2, urbanization, city, mut state, mut zip } = arrange(cells, gazetteer);
    let mut found = AddressRead { silent: [&line_1, &line_2].iter().any(|l| is_silent(l)), ..AddressRead::default() };
    // Bynum and Street are towns; a street line without a letter, or a box without a number, is no place.
    let no_city = is_placeholder(&city) && !city.eq_ignore_ascii_case("street");
    let no_street = !line_1.is_empty() && line_2.is_empty() && !is_formula(&line_1) && is_no_street(&line_1);
    let placeholder = is_placeholder(&line_1) || is_placeholder(&line_2) || no_city || no_street;
    if line_1.is_empty() {
        codes.insert(Code::AddressMissing);
    } else if placeholder {
        codes.insert(Code::AddressPlaceholder);
    }
    if [&line_1, &line_2, &urbanization, &city].iter().any(|l| damage::is_damaged(l.trim_end_matches('?'))) {
        codes.insert(Code::AddressDamaged);
    }
    if [&line_1, &line_2, &urbanization, &city].iter().any(|l| l.len() > LONG && l.chars().count() > LONG) {
        codes.insert(Code::AddressLong);
    }
    if city.is_empty() {
        codes.insert(Code::CityMissing);
    }
    let country_cell = clean(cells.country);
    let country = find_country(&country_cell, &mut state, &mut zip, gazetteer);
    // Lines of other countries and of Puerto Rico have words of their own.
    let own_words = matches!(country, Country::Abroad(_)) && !is_at_home(&state, &zip, gazetteer)
        || matches!(state_of(&state, gazetteer), Some(state) if state.code() == "PR");
    let care_of = care_of(cells.care_of, codes);
    let is_note = !placeholder
        && !is_formula(&line_1)
        && (holds_note(cells, [&line_1, &line_2], own_words, gazetteer)
            || (!care_of.is_empty() && line_shape::is_note_on_care_of(&line(cells.care_of)))
            || (!own_words && line_shape::is_note_in_city(&city)));
    if is_note {
        codes.insert(Code::AddressNote);
    }
    if !care_of.is_empty() && !is_note {
        // Whose place it is stands above the street.
        let street = if line_2.is_empty() { line_1.into_owned() } else { format!("{line_1}, {line_2}") };
        line_1 = care_of;
        line_2 = Cow::Owned(street);
    }
    let usable = !line_1.is_empty() && !placeholder && !is_note && !city.is_empty();
    match country {
        // The post of the armed forces is domestic mail, wherever they stand.
        Country::Abroad(_)
            if is_at_home(&state, &zip, gazetteer)
                && state_of(&state, gazetteer).is_some_and(|s| matches!(s.code(), "AA" | "AE" | "AP")) => {}
        Country::Unknown if says_nothing(&country_cell) && is_at_home(&state, &zip, gazetteer) => {}
        Country::Abroad(_) if is_at_home(&state, &zip, gazetteer) => {
            // State and ZIP code agree on an American place, the country does not.
            codes.insert(Code::CountryUnknown);
        }
        Country::Unknown => codes.insert(Code::CountryUnknown),
        Country::Abroad(name) => {
            codes.insert(Code::AddressForeign);
            if is_formula(cells.state) || is_formula(cells.zip) {
                codes.insert(Code::AddressFormula);
            }
            found.residence = Some(Jurisdiction::FOREIGN);
            found.address = usable.then(|| PostalAddress {
                line_1: line_1.into_owned(),
                line_2: line_2.into_owned(),
                urbanization: urbanization.into_owned(),
                city: city.into_owned(),
                state: Jurisdiction::FOREIGN,
                zip: None,
                region: if state.is_empty() || zip.is_empty() {
                    format!("{state}{zip}")
                } else {
                    format!("{state} {zip}")
                },
                country: name.to_owned(),
            });
            return found;
        }
        Country::Home => {}
        Country::Territory(territory) => {
            if state.is_empty() {
                state = Cow::Owned(territory.code().to_owned());
            }
        }
    }
    let (residence, zip) = place(&state, &zip, gazetteer, codes);
    found.residence = residence;
    found.zip = zip;
    if usable
        && let (Some(state), Some(zip)) = (residence, zip)
        && !codes.contains(Code::CountryUnknown)
    {
        found.address = Some(PostalAddress {
            line_1: line_1.into_owned(),
            line_2: line_2.into_owned(),
            urbanization: urbanization.into_owned(),
            city: city.into_owned(),
            state,
            zip: Some(zip),
            region: String::new(),
            country: String::new(),
        });
    }
    found
}

/// Returns whether a second line is a note, another town, or two addresses.
fn is_bad_second(line_2: &str, gazetteer: &Gazetteer) -> bool {
    line_shape::is_note_on_second(line_2)
        || line_shape::ends_with_town(line_2, gazetteer)
        || line_shape::is_two_addresses(line_2)
}

/// State and ZIP against each other. The state is given back even where the ZIP is not accepted.
fn place(state: &str, zip: &str, gazetteer: &Gazetteer, codes: &mut CodeSet) -> (Option<Jurisdiction>, Option<Zip>) {
    // A program's own number of a state says nothing outside the program; the ZIP code does.
    let state = if is_own_number(state) { "" } else { state };
    let named = state_of(state, gazetteer);
    if named.is_none() && !state.is_empty() {
        codes.insert(Code::StateUnknown);
    }
    let read = match shape_of(zip) {
        ZipShape::Blank => {
            codes.insert(Code::ZipMissing);
            None
        }
        ZipShape::Whole(zip) => Some(zip),
        ZipShape::Short(zip) => {
            // Only the state can prove that a zero was lost.
            if named.is_some_and(|state| gazetteer.states_of(zip).contains(&state)) {
                codes.insert(Code::ZipRestored);
                Some(zip)
            } else {
                codes.insert(Code::ZipInvalid);
                None
            }
        }
        ZipShape::Wrong => {
            codes.insert(Code::ZipInvalid);
            None
        }
    };
    let accepted = read.filter(|&zip| {
        let states = gazetteer.states_of(zip);
        if states.is_empty() {
            codes.insert(Code::ZipUnassigned);
            return false;
        }
        if named.is_some_and(|state| !states.contains(&state)) {
            codes.insert(Code::ZipStateConflict);
            return false;
        }
        true
    });
    if named.is_some() || !state.is_empty() {
        return (named, accepted.filter(|_| named.is_some()));
    }
    match accepted.map(|zip| gazetteer.states_of(zip)) {
        Some(&[only]) => {
            codes.insert(Code::StateFilled);
            (Some(only), accepted)
        }
        _ => {
            codes.insert(Code::StateMissing);
            (None, accepted)
        }
    }
}

/// Returns true for a number where a state should stand.
pub(super) fn is_own_number(state: &str) -> bool {
    matches!(state.len(), 1..=4) && state.bytes().all(|byte| byte.is_ascii_digit())
}

/// The state of a cell: by code or name, also where both stand in it (`Texas (TX)`, `TX - Texas`) or a sign is left over.
fn state_of(cell: &str, gazetteer: &Gazetteer) -> Option<Jurisdiction> {
    let trimmed = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    gazetteer.state(cell).or_else(|| gazetteer.state(&trimmed(cell))).or_else(|| {
        let (one, other) = cell.split_once(" - ").or_else(|| cell.split_once('('))?;
        let (one, other) = (gazetteer.state(&trimmed(one))?, gazetteer.state(&trimmed(other))?);
        (one == other).then_some(one)
    })
}

enum ZipShape {
    Blank,
    Whole(Zip),
    /// Too short by one or two leading zeros, which are put back here.
    Short(Zip),
    Wrong,
}

fn shape_of(cell: &str) -> ZipShape {
    // A spreadsheet's number, or a dash without the four digits that should follow it.
    let cell = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(".00")).unwrap_or(cell);
    let cell = cell.strip_prefix('\'').unwrap_or(cell).trim_end_matches('-').trim_end();
    if cell.is_empty() {
        return ZipShape::Blank;
    }
    let known =
        |zip: Zip| if zip.plus_four() == Some(0) { Zip::from_numbers(zip.five(), None).unwrap_or(zip) } else { zip };
    if let Some(zip) = Zip::parse(cell) {
        return ZipShape::Whole(known(zip));
    }
    let (five, four) = match cell.split_once(['-', ' ']) {
        Some((five, four)) => (five.trim(), four.trim_matches([' ', '-'])),
        None if cell.len() == 8 || cell.len() == 7 => cell.split_at_checked(cell.len() - 4).unwrap_or((cell, "")),
        None => (cell, ""),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !digits(five) || !digits(four) || !matches!(four.len(), 0 | 4) {
        return ZipShape::Wrong;
    }
    let zip = five.parse().ok().and_then(|n| Zip::from_numbers(n, four.parse().ok()));
    match (five.len(), zip) {
        (5, Some(zip)) => ZipShape::Whole(known(zip)),
        (3 | 4, Some(zip)) => ZipShape::Short(known(zip)),
        _ => ZipShape::Wrong,
    }
}

/// `AUSTIN, TX 78701-1234` into its three parts; what cannot be told apart stays with the city.
fn take_apart<'l>(line: &'l str, gazetteer: &Gazetteer) -> (&'l str, &'l str, &'l str) {
    let line = line.trim_end_matches([',', ' ']);
    let (front, zip) = match line.rsplit_once([' ', ',']) {
        Some((front, tail)) if tail.bytes().any(|b| b.is_ascii_digit()) => (front.trim_end_matches([',', ' ']), tail),
        _ => (line, ""),
    };
    if let Some((city, state)) = front.rsplit_once(',') {
        return (city.trim_end_matches([',', ' ']), state.trim(), zip);
    }
    // The longest name first: `West Virginia` before `Virginia`.
    let blanks: Vec<usize> = front.rmatch_indices(' ').map(|(at, _)| at).take(3).collect();
    for &at in blanks.iter().rev() {
        let (city, state) = (&front[..at], front[at + 1..].trim_matches(['.', ',', ' ']));
        if gazetteer.state(state).is_some() {
            return (city.trim_end_matches([',', ' ']), state, zip);
        }
    }
    match front.rsplit_once(' ') {
        Some((city, state)) if state.trim_end_matches('.').len() == 2 => (city, state, zip),
        _ => (front, "", zip),
    }
}

/// Words in the column of the country that name none.
fn says_nothing(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    ["unknown", "unk", "other", "not specified", "unspecified", "not provided", "domestic", "local", "default"]
        .contains(&lower.as_str())
        || lower.starts_with("united states")
        || lower.starts_with("usa")
}

/// Returns whether state and ZIP agree on a place of the United States.
fn is_at_home(state: &str, zip: &str, gazetteer: &Gazetteer) -> bool {
    match (gazetteer.state(state), shape_of(zip)) {
        (Some(state), ZipShape::Whole(zip)) => gazetteer.states_of(zip).contains(&state),
        _ => false,
    }
}

/// `123` alone, or a post office box without its number.
fn is_no_street(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    !line.chars().any(char::is_alphabetic) || matches!(plain.as_str(), "pobox" | "postofficebox" | "box")
}

/// Words that stand where a place should.
fn is_placeholder(line: &str) -> bool {
    const WHOLE: &[&str] = &[
        "unknown",
        "unk",
        "tbd",
        "homeless",
        "transient",
        "same",
        "same as above",
        "test",
        "address",
        "street",
        "none given",
        "none provided",
        "not provided",
        "not available",
        "not on file",
        "no address",
        "nfa",
        "n.f.a",
        "no fixed abode",
        "on the street",
        "on the streets",
        "streets",
        "moved",
        "vacant",
        "rts",
        "xxx",
        "xxxx",
        "x",
        "pending",
        "incomplete",
        "missing",
        "refused",
        "declined",
        "deceased",
        "verify address",
        "update address",
        "need address",
        "city",
    ];
    const WITHIN: &[&str] = &[
        "return mail",
        "returned mail",
        "mail returned",
        "mail return",
        "return to sender",
        "bad address",
        "bad addr",
        "no fixed",
        "undeliverable",
        "address unknown",
        "unknown address",
        "invalid address",
        "wrong address",
        "no known address",
        "no permanent address",
        "homeless",
        "do not mail",
        "do not use",
        "do not send",
        "moved left no",
        "no forwarding",
        "update address",
    ];
    if line.is_empty() {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    // A street may well be named Homeless Creek Road 12: with a house number in front it is a place.
    let numbered = line.starts_with(|c: char| c.is_ascii_digit());
    let within = |w: &str| lower.contains(w) && !(numbered && matches!(w, "homeless" | "no fixed"));
    WHOLE.contains(&bare) || WITHIN.iter().any(|w| within(w))
}

fn is_silent(line: &str) -> bool {
    let has = |word: &str| line.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    has("do not mail") || has("do not send") || has("do not contact")
}
