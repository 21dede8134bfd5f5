//! Faults of real lists, put into invented rows at about the rates of real ones.

use super::chance::Chance;
use super::household::{put_date, put_street};
use super::row::{Column, SpecimenRow, put_number};

/// Names that break careless programs. Each is printed as it stands or held, never run or reformatted.
#[rustfmt::skip]
const TRICKY: &[(&str, &str)] = &[
    ("Conan", "O'Brien-Invented"), ("Siobhán", "O’Shaughnessy"), ("María José", "de la Cruz"), ("Thị Minh Khai", "Nguyễn"), ("Łukasz", "Święcicki"), ("**Bob**", "Miller"), ("Bob", "# Heading"),
    ("=HYPERLINK(\"http://invented.example\",\"Click\")", "Baker"), ("=1+1", "Cooper"), ("{{x}}", "Turner"), ("{{{name}}}", "Turner"), ("<b>Ann</b>", "Fowler"), ("Robert \"Bobby\"", "Keller"),
    ("Mary\nAnn", "Hawkins"), ("Zoë", "Brontë-Smythe"), ("Anne-Marie", "van der Westhuizen"), ("Jean-Luc", "d'Arc"), ("X Æ", "Ångström"), ("D’Andre", "St. James"), ("J", "Ng"), ("Mei", "O"),
    ("Maximiliano Alejandro", "Montemayor de la Garza y Villarreal"), ("Wolfeschlegelsteinhausen", "Bergerdorff-Featherstonehaugh"), ("Hubert Blaine", "Wolfe+585"), ("Özgür", "İpekçioğlu"),
    ("José\u{a0}Ángel", "Nuñez"), ("Nguye\u{302}\u{303}n", "Pha\u{323}m"), ("\\LaTeX", "Porter"), ("%s", "Palmer"), ("Null", "Null"), ("True", "Love"), ("Sam & Max", "Barker"), ("小明", "王"), ("ﬁona", "ﬂynn"),
];

/// The words in a street column where there is no street.
const NO_STREET: &[&str] = &[
    "UNKNOWN",
    "Unknown",
    "NO FIXED ADDRESS",
    "HOMELESS",
    "RETURN MAIL",
    "RETURNED MAIL",
    "BAD ADDRESS",
    "N/A",
    "GENERAL DELIVERY?",
    "UNK",
    "NONE",
    "MOVED NO FORWARD",
];

/// Puts at most one fault of each kind into a row; says whether any was put in.
pub(super) fn blemish(row: &mut SpecimenRow, chance: &mut Chance, code: &str) -> bool {
    // Military and foreign addresses follow rules of their own; their faults are in the small lists.
    let place = !matches!(code, "AA" | "AE" | "AP" | "ZZ") && address(row, chance, code);
    let name = name(row, chance);
    let life = life(row, chance);
    place | name | life
}

fn address(row: &mut SpecimenRow, chance: &mut Chance, code: &str) -> bool {
    if row.get(Column::Zip).starts_with('0') && chance.percent(7) {
        // A spreadsheet took the ZIP for a number.
        let lost = row.get(Column::Zip).trim_start_matches('0').to_owned();
        row.set(Column::Zip, &lost);
        return true;
    }
    match chance.below(100_000) {
        0..260 => row.set(Column::Address1, ""),
        260..460 => row.set(Column::Address1, chance.pick(NO_STREET)),
        460..580 => row.set(Column::Zip, if code == "TX" { "74103" } else { "78701" }),
        580..680 => row.set(Column::Zip, ""),
        680..780 => row.set(Column::State, ""),
        780..840 => row.set(Column::City, ""),
        840..880 => row.set(Column::Zip, chance.pick(&["7873", "7873I", "787-31", "ZIP", "7873100", "787310"])),
        880..910 => row.set(Column::Zip, chance.pick(&["00000", "99999", "00401", "21399", "77222"])),
        910..930 => row.set(Column::State, chance.pick(&["XX", "T", "Tejas", "??", "USA"])),
        930..935 => row.set(Column::Address1, chance.pick(&["=cmd|' /C calc'!A0", "+1 Invented Creek", "@home", "-"])),
        935..985 => row.cell(Column::Address1).push_str(" Northwest Bound Service Road at the Old Invented Mill"),
        985..1_000 => {
            row.set(Column::State, "");
            row.set(Column::Zip, "");
        }
        1_000..1_100 => row.cell(Column::Address1).push_str("\nBuilding C"),
        1_100..1_200 => {
            let street = row.get(Column::Address1).to_uppercase();
            row.set(Column::Address1, &street);
            let city = row.get(Column::City).to_uppercase();
            row.set(Column::City, &city);
        }
        _ => return false,
    }
    true
}

fn name(row: &mut SpecimenRow, chance: &mut Chance) -> bool {
    match chance.below(100_000) {
        0..220 => {
            let (first, last) = TRICKY[chance.below(TRICKY.len() as u64) as usize];
            row.set(Column::FirstName, first);
            row.set(Column::LastName, last);
        }
        220..1_700 => {
            for column in [Column::FirstName, Column::MiddleName, Column::LastName] {
                let shouted = row.get(column).to_uppercase();
                row.set(column, &shouted);
            }
        }
        1_700..1_760 => row.set(Column::FirstName, chance.pick(&["BABY BOY", "BABY GIRL", "Baby Boy A", "INFANT"])),
        1_760..1_790 => row.set(Column::LastName, ""),
        1_790..1_800 => {
            row.set(Column::FirstName, chance.pick(&["TEST", "Unknown", "ZZTEST"]));
            row.set(Column::LastName, chance.pick(&["TEST", "Patient", "UNKNOWN"]));
        }
        1_800..1_820 => {
            let (first, last) = (row.get(Column::FirstName).to_owned(), row.get(Column::LastName).to_owned());
            row.set(Column::GuardianFirst, &first);
            row.set(Column::GuardianLast, &last);
        }
        1_820..2_020 => row.cell(Column::FirstName).push(' '),
        _ => return false,
    }
    true
}

fn life(row: &mut SpecimenRow, chance: &mut Chance) -> bool {
    match chance.below(100_000) {
        0..250 => row.set(Column::BirthDate, ""),
        250..265 => row.set(Column::BirthDate, chance.pick(&["01/15/2031", "12/12/2202", "07/04/2026"])),
        265..280 => row.set(Column::BirthDate, chance.pick(&["01/01/1800", "06/06/1870", "01/01/1900"])),
        280..300 => row.set(Column::BirthDate, chance.pick(&["02/30/2012", "13/13/2013", "unknown", "2/29/2015"])),
        300..330 => {
            let short = row.get(Column::BirthDate).to_owned();
            if let (Some(days), Some(year)) = (short.get(..6), short.get(8..)) {
                row.set(Column::BirthDate, &format!("{days}{year}"));
            }
        }
        330..336 => row.set(Column::DeathDate, "11/02/2031"),
        336..342 => row.set(Column::DeathDate, "05/05/1919"),
        342..352 => row.set(Column::Deceased, chance.pick(&["?", "maybe", "see note"])),
        352..360 => row.set(Column::DeathDate, "00/00/0000"),
        360..620 => row.set(Column::Custody, chance.pick(&["yes", "Y", "joint - court order", "yes"])),
        620..710 => row.set(Column::SafeAddress, "yes"),
        710..770 => row.set(Column::DoNotContact, "yes"),
        770..820 => row.set(Column::Hold, chance.pick(&["yes", "legal hold", "Y"])),
        820..832 => row.set(Column::Ssn, chance.pick(&["?", "pending"])),
        832..1_000 => row.set(Column::Language, chance.pick(&["Vietnamese", "Arabic", "Mandarin", "ASL"])),
        _ => return false,
    }
    true
}

/// The way in which a second row tells of the same person, or seems to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Echo {
    /// The very same row again.
    Exact,
    /// The same person under another record number.
    Renumbered,
    /// The same person, other elements exposed.
    OtherElements,
    /// A first name spelled nearly alike.
    NearName,
    /// Another address.
    Moved,
    /// Another status.
    OtherStatus,
}

/// Decides whether a row comes again, and how.
pub(super) fn echo(chance: &mut Chance) -> Option<Echo> {
    Some(match chance.below(100_000) {
        0..350 => Echo::Exact,
        350..470 => Echo::Renumbered,
        470..550 => Echo::OtherElements,
        550..620 => Echo::NearName,
        620..660 => Echo::Moved,
        660..675 => Echo::OtherStatus,
        _ => return None,
    })
}

/// Turns the copy of a row into its echo.
pub(super) fn alter(row: &mut SpecimenRow, echo: Echo, chance: &mut Chance, number: u64) {
    if !matches!(echo, Echo::Exact | Echo::OtherElements) {
        let id = row.cell(Column::RecordId);
        id.clear();
        id.push_str("HC");
        put_number(id, number, 7);
    }
    match echo {
        Echo::Exact | Echo::Renumbered => {}
        Echo::OtherElements => {
            for column in [Column::Ssn, Column::Images] {
                let other = if row.get(column) == "yes" { "no" } else { "yes" };
                row.set(column, other);
            }
        }
        Echo::NearName => {
            let first = row.get(Column::FirstName).to_owned();
            let near = first.strip_suffix('e').map_or_else(|| format!("{first}e"), str::to_owned);
            row.set(Column::FirstName, &near);
        }
        Echo::Moved => {
            row.set(Column::Address1, "");
            put_street(row.cell(Column::Address1), chance);
            row.set(Column::Address2, "");
        }
        Echo::OtherStatus if row.get(Column::Deceased).is_empty() => {
            row.set(Column::Deceased, "yes");
            // 14 February 2025, after every birth date of an invented list.
            row.set(Column::DeathDate, "");
            put_date(row.cell(Column::DeathDate), 739_296);
        }
        Echo::OtherStatus => row.set(Column::Deceased, ""),
    }
}
