//! Pieces in two languages, and the page about language help: drafted, set, pressed in both editions and read back. The
//! Spanish shelf is a copy of the English one, so that these laws hold whatever the translation says.

// The pipeline itself may not touch disk, environment or clock; a test that reads the templates must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

#[path = "repository/mod.rs"]
mod repository;

use notice::composition::{Enclosed, GlyphUse, Ink, MarksPlace, Pages, Paper, Role, Scratch, Typesetter};
use notice::finding::{Private, Problem};
use notice::letter::{Block, BlockKind, Catalog, Draft, Facts, Taglines};
use notice::mailing::VendorProfile;
use notice::party::incident::Spanish;
use notice::party::{
    Addressee, DataElement, Edition, Elements, Family, Incident, JobId, Jurisdiction, Language, PieceId, Slot,
    SlotValues, Standing, Templates, TypeSize, Variant,
};
use notice::press::{FaceSource, Imprint, Piece, Plate};
use notice::readback::{Expected, ExpectedPart, Proofreader, Symbols, fold};
use notice::routing::RuleBook;
use repository::incident;

/// The templates with a Spanish shelf that says what the English one says; its title alone tells it apart.
fn templates() -> Templates {
    let mut files = repository::files();
    files.retain(|(path, _)| !path.starts_with("es/"));
    let mut templates = Templates::new(files.clone());
    let shelf = ["letters/", "passages/", "jurisdictions/"];
    for (path, bytes) in files.into_iter().filter(|(path, _)| shelf.iter().any(|room| path.starts_with(room))) {
        let first: &[u8] = match path.rsplit('.').next() {
            Some("hbs") => b"{{!-- translation: draft; of 0123456789 --}}\n",
            Some("toml") if !path.ends_with("rule.toml") => b"# translation: draft; of 0123456789\n",
            _ => continue,
        };
        templates.insert(format!("es/{path}"), [first, &bytes].concat());
    }
    let line: fn(&str) -> String = |words| format!("{{{{!-- translation: draft; of 0123456789 --}}}}\n{words}\n");
    templates.insert("es/passages/title.md.hbs", line("# Aviso: {{incident.title}}"));
    templates.insert("es/passages/english-follows.md.hbs", line("Sigue en inglés."));
    templates.insert("es/passages/spanish-before.md.hbs", line("Antes en español."));
    templates
}

fn compile(templates: &Templates, incident: &Incident) -> Result<Catalog, Vec<Problem>> {
    Catalog::compile(templates, incident, &RuleBook::load(templates).unwrap())
}

fn minor(language: Language) -> Variant {
    Variant {
        jurisdiction: Jurisdiction::parse("TX").unwrap(),
        standing: Standing::Minor,
        addressee: Addressee::ParentOrGuardian,
        family: Family::Standard,
        language,
        elements: Elements::from_iter([DataElement::Name, DataElement::Ssn, DataElement::MedicalRecord]),
        code: true,
        second_copy: false,
    }
}

fn draft(incident: &Incident, language: Language) -> Draft {
    let catalog = compile(&templates(), incident).unwrap_or_else(|faults| panic!("{faults:?}"));
    catalog.draft(&minor(language), &Facts { residents: 9, union: &[] }).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// An incident whose minors get codes.
fn with_codes(mut incident: Incident) -> Incident {
    incident.monitoring.minor.as_mut().unwrap().codes = Some("codes.csv".into());
    incident
}

fn values() -> SlotValues {
    let mut values = SlotValues::default();
    for (slot, value) in [(Slot::Person, "Ana Ruiz"), (Slot::Code, "QX7P-22MK")] {
        values.set(slot, Private::new(value.to_owned()));
    }
    values
}

fn texts(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().filter(|block| !block.spans.is_empty()).collect()
}

#[test]
fn both_letters_stand_in_one_piece() {
    use Language::{En, Es};
    let incident = with_codes(incident());
    let both = draft(&incident, Es);
    let english = draft(&incident, En);
    let mut alone = incident.clone();
    alone.mailing.spanish = Spanish::Spanish;
    let spanish = draft(&alone, Es);

    let marks: Vec<(usize, Language)> = (0..)
        .zip(&both.blocks)
        .filter_map(|(at, b)| if let BlockKind::Language(language) = b.kind { Some((at, language)) } else { None })
        .collect();
    let languages: Vec<_> = marks.iter().map(|(_, language)| *language).collect();
    assert_eq!(languages, [Es, En, Es, En, Es, En]);
    let halves = (&both.blocks[marks[2].0 + 1..marks[3].0], &both.blocks[marks[5].0 + 1..]);
    let (break_, first) = halves.0.split_last().unwrap();
    assert_eq!(break_.kind, BlockKind::PageBreak);
    assert_eq!(first, spanish.blocks);
    assert_eq!(texts(halves.1).iter().map(|b| &b.spans).collect::<Vec<_>>(), {
        texts(&english.blocks).iter().map(|b| &b.spans).collect::<Vec<_>>()
    });
    let values = values();
    let said: Vec<_> = both.texts(&values).collect();
    assert_eq!(
        (&*said[0], &*said[1]),
        ("Sigue en inglés.", "The same letter in English follows this letter in Spanish.")
    );
    assert!(said.iter().any(|text| text == "Antes en español."));
    let title = incident.event.es.as_ref().unwrap().title.clone();
    assert!(!title.is_empty() && said.iter().any(|text| **text == format!("Aviso: {title}")));
    assert!(said.iter().any(|text| **text == *incident.event.title), "the English half has the English title");
    assert_eq!(both.language, Es);
    assert_eq!(both.address_lines, spanish.address_lines, "one address block");
    let item = |b: &&Block| if let BlockKind::Item { list, item, .. } = b.kind { Some((list, item)) } else { None };
    let items: Vec<_> = both.blocks.iter().filter_map(|b| item(&b)).collect();
    assert!(items.is_sorted() && items.windows(2).all(|pair| pair[0] != pair[1]), "no list is another's");
}

#[test]
fn spanish_words_of_the_incident_file_are_printed_or_the_english_ones() {
    let mut incident = with_codes(incident());
    let said = |incident: &Incident| draft(incident, Language::Es).texts(&values()).collect::<Vec<_>>().join("\n");
    incident.mailing.spanish = Spanish::Spanish;
    let es = incident.event.es.clone().unwrap();
    let text = said(&incident);
    for words in [&es.title, &es.hours, &es.minor_product, &es.signatory_title] {
        assert!(!words.is_empty() && text.contains(words.as_str()), "{words}");
    }
    let product = incident.monitoring.minor.as_ref().unwrap().product.clone();
    for words in [&incident.event.title, &incident.contact.hours, &product] {
        assert!(!text.contains(words.as_str()), "{words}");
    }
    let prose = incident.event.es.as_mut().unwrap();
    for words in [&mut prose.title, &mut prose.hours, &mut prose.minor_product, &mut prose.signatory_title] {
        words.clear();
    }
    let text = said(&incident);
    assert!(!text.contains(&incident.event.title), "a Spanish passage has a title of its own");
    for words in [&incident.contact.hours, &product, &incident.practice.signatory.title] {
        assert!(text.contains(words.as_str()), "{words}");
    }
}

#[test]
fn a_piece_in_two_languages_needs_the_lines_that_point_to_the_other() {
    let base = templates();
    let without =
        |path: &str| Templates::new(base.iter().filter(|(p, _)| *p != path).map(|(p, b)| (p.to_owned(), b.to_vec())));
    for path in ["passages/english-follows.md.hbs", "es/passages/spanish-before.md.hbs"] {
        // A translation of nothing is a fault of its own, so its English goes with it.
        let templates = without(path);
        let faults = compile(&templates, &incident()).err().unwrap_or_default();
        assert!(faults.iter().any(|f| f.place.file == format!("templates/{path}")), "{path}: {faults:?}");
    }
    let mut alone = incident();
    alone.mailing.spanish = Spanish::Spanish;
    assert!(compile(&without("es/passages/spanish-before.md.hbs"), &alone).is_ok());
}

/// The paper of the default vendor, without logo and signature.
fn typesetter(templates: &Templates, incident: &Incident, size: TypeSize) -> Result<Typesetter, Problem> {
    let vendor = VendorProfile::parse("default.toml", templates.text("vendors/default.toml").unwrap()).unwrap();
    let paper = Paper {
        envelope: &vendor.envelope,
        fold: &vendor.fold,
        endorsement: "",
        duplex: true,
        marks: Some(MarksPlace::default()),
    };
    Typesetter::prepare(templates, size, incident, &Enclosed::default(), &paper, &notice::press::ReadHere)
        .map(|checked| checked.value)
}

/// The language in which each page is counted; every page must be.
fn counted(pages: &Pages) -> Vec<&'static str> {
    let count = pages.pages.len();
    let language = |(n, page): (usize, &notice::composition::Page)| {
        let furniture = page.items.iter().filter(|item| item.role == Role::Furniture);
        let text = furniture.filter_map(|i| if let Ink::Shared(galley) = &i.ink { Some(&galley.text) } else { None });
        let said = [(format!("Page {n} of {count}"), "en"), (format!("Página {n} de {count}"), "es")];
        let found = text.filter_map(|text| said.iter().find(|(words, _)| words == text)).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "page {n}");
        found[0].1
    };
    (1..).zip(&pages.pages).map(language).collect()
}

#[test]
fn pages_count_through_and_every_half_counts_in_its_language() {
    let mut incident = with_codes(incident());
    incident.counsel.section_1557_taglines = true;
    for size in [TypeSize::Regular, TypeSize::Large] {
        let typesetter = typesetter(&templates(), &incident, size).unwrap_or_else(|refusal| panic!("{refusal}"));
        let layout = typesetter.lay_out(&draft(&incident, Language::Es)).unwrap();
        let address = ["1 Invented Way".to_owned(), "Austin TX 78731".to_owned()];
        let pages = typesetter.compose(&layout, &address, &values(), &mut Scratch::default()).pages;
        let turns: Vec<_> = counted(&pages).chunk_by(|a, b| a == b).map(|half| half[0]).collect();
        // The page about language help is for the reader of the first half.
        assert_eq!(turns, ["es", "en", "es"]);
        let addressed = pages.pages.iter().flat_map(|p| &p.items).filter(|i| i.role == Role::Address).count();
        assert_eq!(addressed, 1);
        let all: Vec<_> = pages.tongues.iter().map(|(_, tongue)| tongue.tag().to_owned()).collect();
        assert!(
            all.contains(&"en".to_owned()) && all.contains(&"vi".to_owned()) && all.contains(&"zh-Hant".to_owned())
        );
        proved(&typesetter, &incident, &pages, &address);
    }
}

/// Presses a piece in both editions and reads it back from the finished bytes.
fn proved(typesetter: &Typesetter, incident: &Incident, pages: &Pages, address: &[String]) {
    let draft = draft(incident, Language::Es);
    let values = values();
    let mut glyphs = GlyphUse::default();
    glyphs.absorb(pages);
    let job = JobId::from_digest(&[7; 32].into(), true);
    let id = PieceId { job, sequence: 1 };
    let lines: Vec<String> =
        draft.lead_in(&values).map(std::borrow::Cow::into_owned).chain(address.iter().cloned()).collect();
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
        let faces: Vec<_> = typesetter
            .fonts()
            .all()
            .map(|(face, metrics)| FaceSource { bytes: &metrics.bytes, used: glyphs.face(face) })
            .collect();
        let plate = Plate::make(&imprint, &faces, Some(typesetter.letterhead()), None).unwrap();
        let mut scratch = notice::press::PressScratch::default();
        let mut file = plate.open(&mut scratch);
        let placed = file.add(&Piece { id, language: Language::Es, pages }).unwrap();
        let bytes = file.finish();
        let mut reader = Proofreader::open(&bytes).unwrap().with_symbols(Symbols::None);
        let expected =
            Expected { id, pages: placed.last, sheets: placed.sheets, duplex: true, address: &lines, text: &text };
        reader.next(&expected).unwrap_or_else(|flaw| panic!("{edition:?}: {flaw}"));
    }
}

#[test]
fn the_page_about_language_help_comes_last_in_every_piece() {
    let mut incident = with_codes(incident());
    let without = draft(&incident, Language::En);
    incident.counsel.section_1557_taglines = true;
    let with = draft(&incident, Language::En);
    let (letter, page) = with.blocks.split_at(without.blocks.len());
    assert_eq!(letter, without.blocks);
    let kinds: Vec<_> = page.iter().map(|b| b.kind).collect();
    assert_eq!(kinds[..3], [BlockKind::PageBreak, BlockKind::Language(Language::En), BlockKind::Heading(2)]);
    assert!(kinds[3..].iter().all(|kind| matches!(kind, BlockKind::Tagline(_))) && kinds.len() > 3 + 15);
    let (phone, tty) = (&incident.contact.toll_free, &incident.contact.tty);
    let values = values();
    let said: Vec<_> = with.texts(&values).collect();
    for text in &said[said.len() - (kinds.len() - 3)..] {
        assert!(text.contains(&format!("{phone} (TTY:\u{a0}{tty})")) && !text.contains('{'), "{text}");
    }
}

#[test]
fn taglines_that_cannot_be_printed_are_refused_with_their_line() {
    let good = "title = { en = \"Help\", es = \"Ayuda\" }\n[[tagline]]\ntag = \"es\"\nname = \"Español\"\nreview = \"draft\"\ntext = \"Llame al {phone}.\"\n";
    let read = |text: &str| {
        let mut templates = templates();
        templates.insert("taglines.toml", text);
        let taglines = Taglines::read(&templates);
        taglines.and_then(|_| typesetter(&templates, &incident(), TypeSize::Regular).map(drop))
    };
    assert!(read(good).is_ok());
    for (from, to, line) in [
        ("Llame al {phone}.", "اتصل {phone}", 3),
        ("Llame al {phone}.", "拨打 {phone}", 3),
        ("tag = \"es\"", "tag = \"Spanish\"", 3),
        ("{phone}", "1-800", 6),
        ("{phone}", "{phone} {tty}", 6),
        ("\"draft\"", "\"checked\"", 5),
        ("name = \"Español\"", "title = \"Español\"", 4),
        ("Español", " ", 4),
    ] {
        let refusal = read(&good.replace(from, to)).expect_err(to);
        assert_eq!((refusal.place.file.as_str(), refusal.place.line), ("templates/taglines.toml", line), "{refusal}");
    }
    let twice = format!("{good}{}", &good[good.find("[[").unwrap()..]);
    assert_eq!(read(&twice).expect_err("twice").place.line, 8);
}

#[test]
fn large_print_of_small_type_is_refused() {
    let mut templates = templates();
    let style = templates.text("page/large-print.toml").unwrap().replacen("size = \"18 pt\"", "size = \"17.9 pt\"", 1);
    templates.insert("page/large-print.toml", style);
    let refusal = typesetter(&templates, &incident(), TypeSize::Large).err().expect("refused");
    assert_eq!(refusal.place.file, "templates/page/large-print.toml");
    assert!(refusal.message.contains("18 pt"), "{refusal}");
}
