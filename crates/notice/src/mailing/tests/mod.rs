//! Laws of the mailing room.

mod counts;
mod lists;
mod money;
mod paper;

use super::{Lines, Mailpiece, PieceRow, RateTable, RecordKind, VendorProfile};
use crate::digest::Digest;
use crate::party::{JobId, Jurisdiction, PieceId, PostalAddress, Standing, Zip};
use chrono::NaiveDate;

pub(super) const PROFILE: &str = include_str!("../../../../../templates/vendors/default.toml");
pub(super) const RATES: &str = include_str!("../../../../../templates/rates/usps-2025-07-13.toml");

pub(super) fn profile() -> VendorProfile {
    VendorProfile::parse("default.toml", PROFILE).expect("the built-in profile")
}

pub(super) fn rates() -> RateTable {
    RateTable::parse("rates.toml", RATES).expect("the built-in rates")
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(super) fn job() -> JobId {
    JobId::from_digest(&Digest::new([9; 32]), false)
}

pub(super) fn address(zip: Option<u32>) -> PostalAddress {
    PostalAddress {
        line_1: "12 Invented St".into(),
        line_2: String::new(),
        urbanization: String::new(),
        city: "AUSTIN".into(),
        state: if zip.is_some() { Jurisdiction::parse("TX").expect("a state") } else { Jurisdiction::FOREIGN },
        zip: zip.and_then(|five| Zip::from_numbers(five, None)),
        region: String::new(),
        country: if zip.is_some() { String::new() } else { "CANADA".into() },
    }
}

/// A piece of `sheets` sheets at an address; everything else follows from its sequence.
pub(super) fn piece<'a>(
    sequence: u32,
    sheets: u16,
    address: &'a PostalAddress,
    rates: &'a RateTable,
    on: NaiveDate,
) -> PieceRow<'a> {
    let ounces = rates.ounces("24 lb bond", "10-double", sheets).expect("a known paper");
    PieceRow {
        piece: PieceId { job: job(), sequence },
        run: 1,
        supersedes: None,
        kind: if sequence.is_multiple_of(7) { RecordKind::Seed } else { RecordKind::Live },
        version: ["TX-minor-en", "TX-adult-en", "ME-adult-es"][sequence as usize % 3],
        standing: Standing::ALL[sequence as usize % 4],
        pdf_file: ["10_letters_0001.pdf", "10_letters_0002.pdf"][usize::from(sequence > 50)],
        page_start: (sequence - 1) * 4 + 1,
        pages: sheets * 2,
        blank_pages: (sequence % 2) as u16,
        sheets,
        duplex: true,
        stock: "24 lb bond",
        envelope: "10-double",
        lines: Lines::new(["PARENT OR GUARDIAN OF", "Ana Example", "12 Invented St", "AUSTIN TX 78701"]).expect("four"),
        name: "Ana Example",
        address,
        ounces,
        postage: rates.price(on, Mailpiece { ounces, foreign: address.zip.is_none() }, 1_000),
        page_hash: Digest::new([sequence as u8; 32]),
    }
}
