use super::{address, day, job, piece, profile, rates};
use crate::finding::Code;
use crate::mailing::*;
use crate::party::{Edition, TypeSize};

const FACES: Faces<'static> = Faces {
    regular: include_bytes!("../../../../../templates/fonts/SourceSerif4-Regular.ttf"),
    bold: include_bytes!("../../../../../templates/fonts/SourceSerif4-Bold.ttf"),
    italic: include_bytes!("../../../../../templates/fonts/SourceSerif4-It.ttf"),
};

fn counted() -> Totals {
    let rates = rates();
    let homes = [address(Some(78_701)), address(None)];
    let mut totals = Totals::default();
    for sequence in 1..=90 {
        totals.absorb(&piece(
            sequence,
            1 + (sequence / 40) as u16,
            &homes[usize::from(sequence > 80)],
            &rates,
            day("2026-01-05"),
        ));
    }
    totals
}

/// Ticket and totals of an invented job: JSON and PDF of each.
fn documents() -> [Vec<u8>; 4] {
    documents_with(&[(Code::NameMissing, 3), (Code::ZipStateConflict, 1)])
}

/// The same with these reasons for which rows are held.
fn documents_with(reasons: &[(Code, u64)]) -> [Vec<u8>; 4] {
    let (profile, rates, totals) = (profile(), rates(), counted());
    let mailing_date = day("2026-01-05");
    let attestation = Attestation::One { name: "Robin Quist".into(), mailing: mailing_date };
    let ticket = Ticket {
        job: job(),
        run: 1,
        engine: "0.1.0",
        practice: "Hill Country Pediatric Orthopedics",
        contact: &["Privacy Officer".into(), "800-555-0100".into()],
        mailing_date,
        mail_by: Some(day("2026-02-01")),
        profile: &profile,
        edition: Edition::Print,
        type_size: TypeSize::Large,
        duplex: true,
        tallest_block: Some("0.61".parse().expect("a decimal")),
        return_address: &["Return Mail Processing".into(), "P.O. Box 0000".into(), "Austin, TX 78767".into()],
        attestation: &attestation,
        totals: &totals,
    };
    let rows = RowEquation {
        rows: 84,
        letters: 78,
        held: 4,
        merged: 1,
        excluded: 1,
        held_by_reason: reasons.iter().copied().collect(),
    };
    let sums: Vec<_> = ["00_job_ticket.json", "10_letters_0001.pdf", "10_letters_0002.pdf", "20_manifest.csv"]
        .map(|name| FileSum { name: name.into(), bytes: 1_234_567, sha256: [0x5a; 32].into() })
        .to_vec();
    let control = ControlTotals {
        job: job(),
        part: (1, 1),
        run: 1,
        mailing_date,
        attestation: &attestation,
        totals: &totals,
        rows: &rows,
        rates: &rates,
        sums: &sums,
    };
    [ticket.json(), control.json(), ticket.pdf(&FACES).expect("a ticket"), control.pdf(&FACES).expect("totals")]
}

#[test]
fn equal_input_makes_equal_bytes() {
    let (first, second) = (documents(), documents());
    assert!(first == second);
    assert!(first[2].len() < 60_000, "faces are subset: {} bytes", first[2].len());
}

#[test]
fn reasons_for_holds_stand_on_paper_where_there_are_some() {
    let length = |reasons: &[(Code, u64)]| documents_with(reasons)[3].len();
    let (none, one) = (length(&[]), length(&[(Code::NameMissing, 3)]));
    assert!(none < one && one < length(&[(Code::NameMissing, 3), (Code::ZipStateConflict, 1)]));
}

#[test]
fn the_figures_say_what_was_counted() {
    let [ticket, totals, ..] = documents();
    let ticket: serde_json::Value = serde_json::from_slice(&ticket).expect("JSON");
    let totals: serde_json::Value = serde_json::from_slice(&totals).expect("JSON");
    assert_eq!(ticket["counts"]["pieces"], 90);
    assert_eq!(ticket["baa_reference"], "none recorded");
    assert_eq!(ticket["fold"]["needed_first_panel_in"], "3.985");
    assert_eq!(totals["pieces"], serde_json::json!({"live": 78, "seed": 12, "proof": 0, "all": 90}));
    assert_eq!(totals["rows"]["closes"], true);
    assert!(totals["attestation"].as_str().is_some_and(|s| s.ends_with("no two-role sign-off.")));
    assert_eq!(totals["files"][0]["last_piece"], format!("{}000050", job()));
    assert_eq!(totals["by_state"]["foreign"]["letters"], 9);
}

#[test]
fn documents_can_be_read_by_another_reader() {
    let [_, _, ticket, totals] = documents();
    for (bytes, pages) in [(&ticket, 2), (&totals, 2)] {
        let pdf = lopdf::Document::load_mem(bytes).expect("a PDF");
        assert_eq!(pdf.get_pages().len(), pages);
        let numbers: Vec<u32> = pdf.get_pages().keys().copied().collect();
        let text = pdf.extract_text(&numbers).expect("text");
        assert!(text.contains("no two-role sign-off"), "{text}");
    }
}
