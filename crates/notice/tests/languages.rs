//! The page about language help: in every language of the templates, set, pressed in both editions, and read back.

// The pipeline itself may not touch disk, environment or clock; a test that reads the templates must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

#[path = "repository/mod.rs"]
mod repository;

use notice::composition::{Enclosed, GlyphUse, Ink, MarksPlace, Paper, Scratch, Typesetter};
use notice::letter::{Block, BlockKind, Draft, LanguageReview, Taglines};
use notice::mailing::VendorProfile;
use notice::party::{Edition, Incident, JobId, Jurisdiction, Language, PieceId, SlotValues, Templates, TypeSize};
use notice::press::{FaceSource, Imprint, Piece, Plate, ReadHere};
use notice::readback::{Expected, ExpectedPart, Proofreader, Symbols, fold};
use std::collections::BTreeSet;

const PHONE: &str = "1-800-555-0100 (TTY:\u{a0}711)";

fn templates() -> Templates {
    Templates::new(repository::files())
}

fn taglines() -> Taglines {
    Taglines::read(&templates()).expect("the file").expect("taglines")
}

fn typesetter(incident: &Incident, size: TypeSize) -> Typesetter {
    let templates = templates();
    let vendor =
        VendorProfile::parse("v", templates.text("vendors/default.toml").expect("a profile")).expect("a profile");
    let paper = Paper {
        envelope: &vendor.envelope,
        fold: &vendor.fold,
        endorsement: "",
        duplex: true,
        marks: Some(MarksPlace::default()),
    };
    Typesetter::prepare(&templates, size, incident, &Enclosed::default(), &paper, &ReadHere).expect("paper").value
}

/// A draft with the words of every language, and nothing else.
fn page_of_all() -> Draft {
    let block = |kind, spans| Block { kind, spans, keep_together: true, keep_with_next: false };
    let taglines = taglines();
    let blocks = taglines.iter().map(|own| block(BlockKind::Tagline(own.tongue), own.spans(PHONE))).collect();
    Draft { language: Language::En, address_lines: Vec::new(), blocks }
}

#[test]
fn every_language_is_pressed_and_read_back_in_both_editions_and_sizes() {
    let incident = repository::incident();
    let draft = page_of_all();
    assert!(draft.blocks.len() > 60, "{}", draft.blocks.len());
    for size in [TypeSize::Regular, TypeSize::Large] {
        let typesetter = typesetter(&incident, size);
        let layout = typesetter.lay_out(&draft).expect("every letter has a glyph");
        let address = ["100 Invented Street".to_owned(), "Anytown TX 78701".to_owned()];
        let values = SlotValues::default();
        let composed = typesetter.compose(&layout, &address, &values, &mut Scratch::default());
        let mut glyphs = GlyphUse::new();
        glyphs.absorb(&composed.pages);
        let job = JobId::from_digest(&[7; 32].into(), true);
        let id = PieceId { job, sequence: 1 };
        let text: Vec<ExpectedPart> = draft.texts(&values).map(|text| ExpectedPart::Own(fold(&text))).collect();
        for edition in [Edition::Print, Edition::Accessible] {
            let imprint = Imprint {
                title: &incident.event.title,
                practice: &incident.practice.name,
                signatory: &incident.practice.signatory.name,
                language: Language::En,
                date: incident.mailing.date,
                edition,
                duplex: true,
                job,
                marks: None,
                proof: true,
                across: "PROOF",
            };
            let source = |(face, metrics)| {
                let metrics: &notice::composition::FaceMetrics = metrics;
                FaceSource { bytes: &metrics.bytes, used: glyphs.face(face) }
            };
            let faces: Vec<_> = typesetter.fonts().all().map(source).collect();
            let plate = Plate::make(&imprint, &faces, Some(typesetter.letterhead()), None).expect("a plate");
            let mut scratch = notice::press::PressScratch::default();
            let mut file = plate.open(&mut scratch);
            let placed = file.add(&Piece { id, language: Language::En, pages: &composed.pages }).expect("pressed");
            let bytes = file.finish();
            let mut reader = Proofreader::open(&bytes).expect("a file").with_symbols(Symbols::None);
            let expected = Expected {
                id,
                pages: placed.last,
                sheets: placed.sheets,
                duplex: true,
                address: &address,
                text: &text,
            };
            reader.next(&expected).unwrap_or_else(|flaw| panic!("{size:?} {edition:?}: {flaw}"));
            // One letter less, and it is found.
            let mut wrong = text.clone();
            if let Some(ExpectedPart::Own(words)) = wrong.last_mut() {
                words.pop();
            }
            let mut reader = Proofreader::open(&bytes).expect("a file").with_symbols(Symbols::None);
            assert!(reader.next(&Expected { text: &wrong, ..expected }).is_err(), "{size:?} {edition:?}");
        }
    }
}

#[test]
fn lines_from_right_to_left_end_at_the_right_edge_and_keep_the_number_whole() {
    let incident = repository::incident();
    let typesetter = typesetter(&incident, TypeSize::Regular);
    let taglines = taglines();
    let mut seen = 0;
    for own in taglines.iter().filter(|own| own.script.as_ref().is_some_and(|script| script.right_to_left)) {
        let block = Block {
            kind: BlockKind::Tagline(own.tongue),
            spans: own.spans(PHONE),
            keep_together: true,
            keep_with_next: false,
        };
        let draft = Draft { language: Language::En, address_lines: Vec::new(), blocks: vec![block] };
        let layout = typesetter.lay_out(&draft).expect("laid out");
        let composed = typesetter.compose(&layout, &["A".to_owned()], &SlotValues::default(), &mut Scratch::default());
        let items = composed.pages.pages.iter().flat_map(|page| &page.items);
        let galley = items
            .filter_map(|item| if let Ink::Shared(galley) = &item.ink { Some(galley) } else { None })
            .find(|galley| galley.text.contains(&own.name))
            .unwrap_or_else(|| panic!("{}", own.tongue.tag()));
        // The first letter of the text stands farther right than the last of its line.
        let first = &galley.runs[galley.lines[0].runs.start as usize];
        let last = &galley.runs[galley.lines[0].runs.end as usize - 1];
        assert!(first.x > last.x && first.x > galley.width * 9 / 10, "{}: {} {}", own.tongue.tag(), first.x, last.x);
        let line = |runs: &std::ops::Range<u32>| -> String {
            let runs = &galley.runs[runs.start as usize..runs.end as usize];
            galley.text[runs[0].text.start as usize..runs[runs.len() - 1].text.end as usize].to_owned()
        };
        let whole = galley.lines.iter().filter(|own| line(&own.runs).contains(&PHONE.replace(' ', "\u{a0}"))).count();
        assert_eq!(whole, 1, "{}: the number stands on one line", own.tongue.tag());
        seen += 1;
    }
    assert!(seen >= 8, "{seen}");
}

#[test]
fn a_state_with_a_list_gets_its_languages_and_what_is_missing_is_told() {
    let taglines = taglines();
    let place = |code| Jurisdiction::parse(code).expect("a code");
    let tags = |code| taglines.of_state(place(code)).iter().map(|own| own.tongue.tag().to_owned()).collect::<Vec<_>>();
    let texas = tags("TX");
    assert_eq!(texas[..4], ["en", "es", "vi", "zh-Hant"]);
    for asked in ["ko", "ar", "ur", "hi", "fa", "gu", "ja", "lo"] {
        assert!(texas.iter().any(|tag| tag == asked), "{asked}");
    }
    assert_eq!(tags("PR").len(), taglines.iter().count(), "without a list every language is printed");
    let minnesota = taglines.review_of(place("MN"));
    assert_eq!(minnesota.missing, ["ksw"]);
    assert!(minnesota.doubt.contains("not yet compared") && !minnesota.unreviewed.is_empty());
    assert!(!minnesota.unreviewed.contains(&"English".to_owned()), "nothing is translated there");
    let every: BTreeSet<&str> = taglines.iter().map(|own| own.tongue.tag()).collect();
    assert_eq!(every.len(), taglines.iter().count());
    let mut incident = repository::incident();
    assert_eq!(LanguageReview::of(&templates(), &incident).expect("read"), None);
    incident.counsel.section_1557_taglines = true;
    assert!(LanguageReview::of(&templates(), &incident).expect("read").is_some());
}

#[test]
fn a_text_that_its_face_cannot_print_or_a_state_that_is_not_known_is_refused_by_its_line() {
    for (from, to, told) in [
        ("語言協助", "語言協助龘", "cannot print"),
        ("script = \"Arab\"", "script = \"Arabic\"", "script of this language"),
        ("direction = \"rtl\"", "direction = \"left\"", "not allowed"),
        ("[lists.TX]", "[lists.Texas]", ""),
        ("languages = [\"es\", \"vi\"", "languages = [\"es\", \"Vietnamese\"", "not a language tag"),
        ("review = \"draft\"", "review = \"official translation of an office, 2016\"", "state of the translation"),
        ("face = \"noto/NotoSerifKR-Subset.ttf\"", "face = \"noto/Nowhere.ttf\"", "missing"),
    ] {
        let mut templates = templates();
        let text = templates.text("taglines.toml").expect("the file").to_owned();
        assert!(text.contains(from), "{from}");
        templates.insert("taglines.toml", text.replacen(from, to, 1));
        let vendor =
            VendorProfile::parse("v", templates.text("vendors/default.toml").expect("a profile")).expect("a profile");
        let paper =
            Paper { envelope: &vendor.envelope, fold: &vendor.fold, endorsement: "", duplex: true, marks: None };
        let incident = repository::incident();
        let size = TypeSize::Regular;
        let refusal = Typesetter::prepare(&templates, size, &incident, &Enclosed::default(), &paper, &ReadHere);
        let refusal = refusal.err().unwrap_or_else(|| panic!("{to} is refused"));
        assert!(refusal.to_string().contains(told), "{to}: {refusal}");
    }
}
