use super::{LOGO, SIGNATURE, address, block, double, draft, fold, inches, prepare, single, typesetter, values};
use crate::composition::page::{Ink, Item, PAGE_WIDTH, Pages, Role};
use crate::composition::{Area, Enclosed, GlyphUse, Scratch, Typesetter, Zone};
use crate::finding::{Code, CodeSet};
use crate::letter::{BlockKind, Draft};
use crate::party::{Language, SlotValues, TypeSize};
use std::fmt::Write;

fn compose(typesetter: &Typesetter, draft: &Draft, address: &[String], values: &SlotValues) -> (Pages, CodeSet) {
    let layout = typesetter.lay_out(draft).unwrap();
    let composed = typesetter.compose(&layout, address, values, &mut Scratch::default());
    (composed.pages, composed.codes)
}

/// Every line with its place in tenths of a point, page by page.
fn placed(pages: &Pages) -> String {
    let mut out = String::new();
    for (n, page) in pages.pages.iter().enumerate() {
        writeln!(out, "--- page {}", n + 1).unwrap();
        for item in &page.items {
            let galley = match &item.ink {
                Ink::Shared(galley) => &**galley,
                Ink::Own(galley) => galley,
                Ink::Letterhead => {
                    writeln!(out, "letterhead").unwrap();
                    continue;
                }
                Ink::Signature { width, height } => {
                    writeln!(out, "{} {} signature {} x {}", item.x / 10, item.y / 10, width / 10, height / 10)
                        .unwrap();
                    continue;
                }
            };
            for line in &galley.lines {
                let runs = &galley.runs[line.runs.start as usize..line.runs.end as usize];
                let text = &galley.text[runs[0].text.start as usize..runs[runs.len() - 1].text.end as usize];
                let (x, y) = ((item.x + runs[0].x) / 10, (item.y + line.baseline) / 10);
                writeln!(out, "{x} {y} {:?} {}|", item.role, text).unwrap();
            }
            for rule in &galley.rules {
                let (x, y) = ((item.x + rule.x) / 10, (item.y + rule.y) / 10);
                writeln!(out, "{x} {y} rule {} x {}", rule.width / 10, rule.height / 10).unwrap();
            }
        }
    }
    out
}

fn text_of(pages: &Pages, role: impl Fn(Role) -> bool) -> String {
    let galleys = pages.pages.iter().flat_map(|p| &p.items).filter(|i| role(i.role));
    galleys
        .filter_map(|item| match &item.ink {
            Ink::Shared(galley) => Some(galley.text.as_str()),
            Ink::Own(galley) => Some(galley.text.as_str()),
            Ink::Letterhead | Ink::Signature { .. } => None,
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn zone(left: &str, top: &str, right: &str, bottom: &str) -> Zone {
    Zone { left: inches(left), top: inches(top), right: inches(right), bottom: inches(bottom) }
}

#[test]
fn window_figures_are_those_of_the_table() {
    let report = |envelope: &crate::composition::Envelope, panel: &str| {
        prepare(envelope, panel, &Enclosed::default()).unwrap().value.window_report().clone()
    };
    for (panel, safe_bottom, ever_top) in
        [("3.667", "2.542", "1.667"), ("3.8125", "2.6875", "1.8125"), ("3.9375", "2.8125", "1.9375")]
    {
        let zones = report(&double(), panel).address;
        assert_eq!(zones.address_safe, zone("0.75", "2.25", "3.5", safe_bottom), "{panel}");
        assert_eq!(zones.ever_visible, zone("0", ever_top, "4.625", "3.125"), "{panel}");
    }
    let zones = report(&double(), "3.667").return_address.unwrap();
    assert_eq!(zones.address_safe, zone("0.75", "1.0", "2.75", "1.167"));
    assert_eq!(zones.ever_visible, zone("0", "0.417", "3.875", "1.75"));
    let half = report(&single("0.5"), "3.667").address;
    assert_eq!(half.address_safe, zone("1.0", "2.625", "4.25", "3.042"));
    assert_eq!(half.ever_visible, zone("0", "2.042", "5.375", "3.625"));
    let five_eighths = report(&single("0.625"), "3.9375").address;
    assert_eq!(five_eighths.address_safe, zone("1.0", "2.5", "4.25", "3.1875"));
    assert_eq!(five_eighths.ever_visible, zone("0", "2.1875", "5.375", "3.5"));
    assert_eq!(report(&double(), "3.9375").safe_lines, 5);
}

#[test]
fn the_letter_starts_a_quarter_inch_under_the_window() {
    for (envelope, top) in [(double(), 24_300), (single("0.5"), 27_900)] {
        let typesetter = prepare(&envelope, "3.667", &Enclosed::default()).unwrap().value;
        let (pages, _) = compose(&typesetter, &draft(), &address(), &values("Ana Ruiz"));
        let first = pages.pages[0].items.iter().find(|i| i.role == Role::Paragraph).unwrap();
        assert_eq!(first.y, top);
    }
}

fn area(item: &Item) -> Option<Area> {
    let (width, height) = match &item.ink {
        Ink::Shared(galley) => (galley.width, galley.height),
        Ink::Own(galley) => (galley.width, galley.height),
        Ink::Signature { width, height } => (*width, *height),
        Ink::Letterhead => return None,
    };
    Some(Area { left: item.x, top: item.y, right: item.x + width, bottom: item.y + height })
}

#[test]
fn nothing_but_addresses_shows_in_a_window() {
    let typesetter = typesetter();
    let (pages, _) = compose(&typesetter, &draft(), &address(), &values("Ana Ruiz"));
    let report = typesetter.window_report();
    let address_zone = report.address.ever_visible.area();
    let return_zone = report.return_address.unwrap().ever_visible.area();
    let marks = Area { left: 51_000, top: 1_656, right: 58_536, bottom: 5_400 };
    let mut seen = 0;
    for (n, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let Some(area) = area(item) else { continue };
            assert!(area.left >= 5_400 && area.right <= PAGE_WIDTH - 6_480 + 2, "margins: {area:?}");
            assert!(!area.meets(&marks));
            if n == 0 && item.role == Role::Address {
                seen += 1;
                assert!(!area.meets(&return_zone));
            } else if n == 0 {
                assert!(!area.meets(&address_zone), "{:?} {area:?}", item.role);
            }
        }
    }
    assert_eq!(seen, 1);
}

#[test]
fn a_letter_reads_in_order() {
    let typesetter = typesetter();
    let (pages, codes) = compose(&typesetter, &draft(), &address(), &values("Ana Ruiz"));
    assert!(codes.is_empty(), "{:?}", codes.iter().collect::<Vec<_>>());
    assert_eq!(
        text_of(&pages, |r| r == Role::Address),
        "PARENT OR GUARDIAN OF Ana Ruiz 4812 Llano Street Apt 3 Austin TX 78756-2210"
    );
    let text = text_of(&pages, |r| !matches!(r, Role::Address | Role::Furniture));
    let mut at = 0;
    for words in [
        "March 21, 2025",
        "Notice of Data Breach",
        "Guardian of Ana Ruiz:",
        "What happened",
        "1. ",
        "Enroll Ana Ruiz",
        "ABCD-1234-EFGH",
        "Sincerely,",
        "Privacy Officer",
        "protect Ana Ruiz",
        "8. We value",
    ] {
        at += text[at..].find(words).unwrap_or_else(|| panic!("{words} after {at}"));
    }
    let elements: Vec<u16> =
        pages.pages.iter().flat_map(|p| &p.items).filter(|i| i.role != Role::Furniture).map(|i| i.element).collect();
    assert!(elements.windows(2).all(|pair| pair[0] <= pair[1]), "{elements:?}");
    let footer = text_of(&pages, |r| r == Role::Furniture);
    assert!(
        footer.contains(&format!("Page 1 of {}", pages.pages.len())) && footer.contains("Return Service Requested")
    );
}

#[test]
fn letters_share_what_is_the_same() {
    let typesetter = typesetter();
    let (a, _) = compose(&typesetter, &draft(), &address(), &values("Ana Ruiz"));
    let (b, _) = compose(&typesetter, &draft(), &address(), &values("Eva Ruiz"));
    let shared = |pages: &Pages| -> Vec<usize> {
        pages
            .pages
            .iter()
            .flat_map(|p| &p.items)
            .filter_map(|i| match &i.ink {
                Ink::Shared(g) => Some(std::sync::Arc::as_ptr(g).addr()),
                _ => None,
            })
            .collect()
    };
    assert_eq!(shared(&a), shared(&b));
    assert!(shared(&a).len() > 40);
    let again = stock_bytes(&super::typesetter());
    assert_eq!(again, stock_bytes(&typesetter), "the letterhead has the same bytes every time");
}

fn stock_bytes(typesetter: &Typesetter) -> Vec<u8> {
    typesetter.letterhead_pdf().to_vec()
}

#[test]
fn addresses_fit_or_are_told() {
    let typesetter = typesetter();
    let lines = |lines: &[&str]| lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
    let check = |lead: &str, address: &[&str]| {
        let draft =
            Draft { address_lines: lead.split('/').filter(|l| !l.is_empty()).map(super::spans).collect(), ..draft() };
        let (pages, codes) = compose(&typesetter, &draft, &lines(address), &values("Ana Ruiz"));
        let item = pages.pages[0].items.iter().find(|i| i.role == Role::Address).unwrap().clone();
        let Ink::Own(galley) = item.ink else { panic!("the address is the person's own") };
        (galley.runs[0].size, codes.iter().collect::<Vec<_>>(), item.y + galley.lines[0].baseline)
    };
    assert_eq!(check("PARENT OR GUARDIAN OF/{p}", &["1 Elm St", "Austin TX 78701"]), (1_000, vec![], 16_870));
    assert_eq!(check("{p}", &["1 Elm St", "Austin TX 78701"]).1, []);
    let five = check("PARENT OR GUARDIAN OF/{p}", &["URB LAS GLADIOLAS", "1 CALLE A", "SAN JUAN PR 00926"]);
    assert_eq!((five.0, five.1), (860, vec![]));
    let six = check("PARENT OR GUARDIAN OF/{p}", &["A", "B", "C", "Austin TX 78701"]);
    assert_eq!((six.0, six.1), (860, vec![Code::WindowTravel]));
    assert_eq!(check("PARENT/{p}", &["A", "B", "C", "D", "Austin TX 78701"]).1, [Code::AddressFit]);
    assert_eq!(check("{p}", &["Austin TX 78701"]).1, [Code::AddressFit]);
    let wide = check("{p}", &["4812 NORTHWEST LLANO STREET BUILDING 12 APT 3", "Austin TX 78701"]);
    // A line that is too wide is continued on the next: four lines, still safe, at the size that then fits.
    assert_eq!(wide.1, []);
    let block = [&["4812 NORTHWEST LLANO STREET BUILDING 12 APT 3", "Austin TX 78701"][..]];
    for address in block {
        let set = Draft { address_lines: vec![super::spans("{p}")], ..draft() };
        let layout = typesetter.lay_out(&set).unwrap();
        let composed = typesetter.compose(&layout, &lines(address), &values("Ana Ruiz"), &mut Scratch::default());
        let printed = composed.address.expect("a line was continued");
        assert_eq!(printed, ["Ana Ruiz", "4812 NORTHWEST LLANO STREET BUILDING 12", "APT 3", "Austin TX 78701"]);
    }
    // What has no blank cannot be continued, and the line with city and ZIP never is.
    assert_eq!(check("{p}", &["4812NORTHWESTLLANOSTREETBUILDING12APT3XX", "Austin TX 78701"]).1, [Code::AddressFit]);
    assert_eq!(check("{p}", &["1 Elm St", "NORTHWEST LLANO STREET BUILDING CITY TX 78701"]).1, [Code::AddressFit]);
    let long = check("{p}", &["1 ii iiii iiiii iiii iiii iiiii iiii iii iiiii iiiiii", "Austin TX 78701"]);
    assert_eq!(long.1, [Code::AddressLong]);
    let name = "Maximiliana i iiii iiiii iiii iiii iiiiii i";
    let draft = draft();
    assert!(compose(&typesetter, &draft, &address(), &values(name)).1.contains(Code::NameLong));
}

#[test]
fn a_strict_vendor_turns_travel_into_a_hold() {
    let envelope = crate::composition::Envelope { strict: true, ..double() };
    let typesetter = prepare(&envelope, "3.667", &Enclosed::default()).unwrap().value;
    assert!(typesetter.window_report().return_travels);
    let (_, codes) = compose(&typesetter, &draft(), &address(), &values("Ana Ruiz"));
    assert_eq!(codes.iter().collect::<Vec<_>>(), [Code::WindowTravelStrict]);
}

#[test]
fn what_cannot_be_printed_is_told() {
    let typesetter = typesetter();
    let codes = |name: &str| compose(&typesetter, &draft(), &address(), &values(name)).1;
    assert!(codes("Wang 小明").contains(Code::GlyphMissing));
    assert!(!codes("Nguyễn Đức").contains(Code::GlyphMissing));
    // The glyph of the dotless i would stand for two letters, and could not be read back as both.
    assert!(codes("i\u{307}brahim").contains(Code::GlyphMissing));
    assert!(!codes("Işık").contains(Code::GlyphMissing) && !codes("İbrahim").contains(Code::GlyphMissing));
    let (_, lacking) = compose(&typesetter, &draft(), &address(), &SlotValues::default());
    assert!(lacking.contains(Code::NameMissing) && lacking.contains(Code::CodesDry));
    let bad = Draft { blocks: vec![block(BlockKind::Paragraph, "Dear 小明")], ..draft() };
    assert!(typesetter.lay_out(&bad).is_err_and(|r| r.message.contains("cannot print")));
    let many = Draft {
        blocks: (0..13).flat_map(|_| [block(BlockKind::Paragraph, "x"), block(BlockKind::PageBreak, "")]).collect(),
        ..draft()
    };
    assert!(compose(&typesetter, &many, &address(), &values("A")).1.contains(Code::SheetsMany));
}

#[test]
fn glyph_use_is_the_same_in_any_order() {
    let typesetter = typesetter();
    let letters: Vec<Pages> = ["Ana Ruiz", "Bo\u{a0}Li", "Đỗ Ngà", "O\u{2019}Brien", "O\u{2bc}Brien"]
        .iter()
        .map(|n| compose(&typesetter, &draft(), &address(), &values(n)).0)
        .collect();
    let mut forward = GlyphUse::new();
    for letter in &letters {
        forward.absorb(letter);
    }
    let (mut a, mut b) = (GlyphUse::new(), GlyphUse::new());
    letters[2..].iter().rev().for_each(|l| a.absorb(l));
    letters[..2].iter().for_each(|l| b.absorb(l));
    a.merge(&b);
    for face in crate::composition::Face::ALL {
        assert_eq!(forward.face(face), a.face(face));
        assert!(!forward.face(face).contains_key(&0));
    }
    let texts: Vec<&str> = forward.face(crate::composition::Face::Regular).values().map(String::as_str).collect();
    assert!(texts.contains(&" ") && texts.contains(&"Đ") && !texts.contains(&"\u{a0}"));
}

#[test]
fn ink_in_the_window_is_found_on_pixels() {
    // A page that is gray all over but for nothing: it must be seen in both windows and under the marks.
    let stream = "0.5 g 0 0 612 792 re f";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>".to_owned(),
        format!("<</Length {}>>stream\n{stream}\nendstream", stream.len()),
    ];
    let pdf = |objects: &[String]| {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            places.push(bytes.len());
            bytes.extend(format!("{} 0 obj{object}endobj\n", i + 1).bytes());
        }
        let xref = bytes.len();
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        for place in &places {
            bytes.extend(format!("{place:010} 00000 n \n").bytes());
        }
        bytes.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF", objects.len() + 1).bytes());
        bytes
    };
    let gray = pdf(&objects);
    let enclosed = Enclosed { letterhead: Some(("own.pdf", &gray)), ..Enclosed::default() };
    let checked = prepare(&double(), "3.9375", &enclosed).unwrap();
    assert_eq!(checked.findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::ForeignInk]);
    assert_eq!(
        checked.value.window_report().foreign_ink,
        [
            "Letterhead shows in the address window: x 0.00 to 4.62 in, y 1.94 to 3.12 in.",
            "Letterhead shows in the return window: x 0.00 to 3.88 in, y 0.69 to 1.75 in.",
            "Letterhead covers the area of the inserter marks: x 7.01 to 8.15 in, y 0.21 to 0.76 in.",
            "Letterhead covers the letter area: x 0.90 to 7.60 in, y 3.38 to 10.19 in.",
            "Letterhead covers the letter area: x 3.54 to 4.96 in, y 10.38 to 10.53 in.",
        ]
    );
    let a4 = pdf(&objects.clone().map(|o| o.replace("612 792]", "595 842]")));
    for (bytes, message) in [(&a4[..], "8.26 x 11.69"), (b"nonsense", "not a readable PDF")] {
        let enclosed = Enclosed { letterhead: Some(("own.pdf", bytes)), ..Enclosed::default() };
        let refusal = prepare(&double(), "3.9375", &enclosed).err().unwrap();
        assert!(refusal.message.contains(message), "{refusal}");
        assert_eq!(refusal.place.file, "own.pdf");
    }
}

#[test]
fn pictures_that_cannot_be_used_are_refused() {
    let refused = |logo: Option<(&'static str, &'static [u8])>, signature: Option<(&'static str, &'static [u8])>| {
        prepare(&double(), "3.9375", &Enclosed { logo, letterhead: None, signature })
            .err()
            .map(|r| (r.place.file, r.message))
    };
    assert_eq!(refused(Some(("logo.svg", LOGO)), Some(("s.png", SIGNATURE))), None);
    assert_eq!(refused(Some(("s.png", SIGNATURE)), None), None, "a PNG is a logo too");
    assert!(
        refused(None, Some(("s.png", b"GIF89a"))).is_some_and(|(file, m)| file == "s.png" && m.contains("not a PNG"))
    );
    assert!(refused(None, Some(("s.png", &SIGNATURE[..900]))).is_some_and(|(_, m)| m.contains("damaged")));
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><defs><linearGradient id="a"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs><path fill="url(#a)" d="M0 0H9V9H0Z"/></svg>"#;
    assert!(refused(Some(("l.svg", svg)), None).is_some_and(|(_, m)| m.contains("gradient")));
    assert!(
        refused(Some(("l.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")), None)
            .is_some_and(|(_, m)| m.contains("empty"))
    );
}

#[test]
fn windows_that_cannot_be_are_refused() {
    let narrow = crate::composition::Envelope { width: inches("8"), ..double() };
    let message = |envelope, panel| prepare(&envelope, panel, &Enclosed::default()).err().map(|r| r.message);
    assert!(message(narrow, "3.9375").is_some_and(|m| m.contains("8 in wide")));
    assert!(message(double(), "4.5").is_some_and(|m| m.contains("first panel")));
    let low = crate::composition::Envelope { address_window: super::window("1.0", "4.0", "0.625", "3.5"), ..double() };
    assert!(message(low, "3.9375").is_some_and(|m| m.contains("is not on the envelope")));
    assert!(message(double(), "3.2").is_some_and(|m| m.contains("always shows")));
    assert_eq!(fold("3.9375").kind, "c");
}

#[test]
fn a_style_file_is_refused_where_it_is_wrong() {
    use crate::composition::style::StyleSheet;
    let good = include_str!("../../../../../templates/page/letter.toml");
    let read = |text: String| {
        let mut templates = super::templates();
        templates.insert("page/letter.toml", text.into_bytes());
        StyleSheet::read(&templates, TypeSize::Regular).err().map(|r| (r.place.line, r.message))
    };
    assert_eq!(read(good.to_owned()), None);
    let line = good.lines().position(|l| l.starts_with("left = ")).unwrap() as u32 + 1;
    let wrong = read(good.replacen("left = \"0.9 in\"", "left = \"1\"", 1)).unwrap();
    assert!(wrong.0 == line && wrong.1.contains("number and its unit"), "{wrong:?}");
    let unknown = read(good.replacen("left = \"0.9 in\"", "left = \"0.9 in\"\nlefft = \"1 in\"", 1)).unwrap();
    assert!(unknown.0 == line + 1 && unknown.1.contains("lefft"), "{unknown:?}");
    assert!(read(good.replacen("left = \"0.9 in\"", "left = \"0.2 in\"", 1)).unwrap().1.contains("margin"));
}

#[test]
fn a_spanish_letter_has_a_spanish_footer() {
    let typesetter = typesetter();
    let (pages, _) = compose(&typesetter, &Draft { language: Language::Es, ..draft() }, &address(), &values("Ana"));
    assert!(text_of(&pages, |r| r == Role::Furniture).contains("Página 1 de"));
}

#[test]
fn no_name_is_shown_by_debug() {
    let (pages, _) = compose(&typesetter(), &draft(), &address(), &values("Ana Ruiz"));
    assert!(!format!("{pages:?}").contains("Ana"));
}

#[test]
fn the_golden_letter_stands_where_it_stood() {
    let (pages, _) = compose(&typesetter(), &draft(), &address(), &values("Đặng Thị O’Brien-Łukaszewicz"));
    let placed = placed(&pages);
    assert!(
        placed == include_str!("letter.placed"),
        "the letter moved; if that is meant, this is the new letter.placed:\n{placed}"
    );
}

#[test]
fn letters_stay_whole_under_a_mark() {
    let typesetter = typesetter();
    let shape = |word: &str| {
        let mut glyphs = Vec::new();
        let face = typesetter.fonts().face(crate::composition::Face::Regular);
        let (_, whole) = face.shape(word, harfrust::Buffer::default(), &mut glyphs);
        (whole, glyphs.iter().map(|glyph| glyph.bytes).collect::<Vec<_>>())
    };
    // A dot below and an acute: the letter with the dot has a code point of its own, that with both has none.
    assert_eq!(shape("ọ́"), (true, vec![3, 2]));
    assert_eq!(shape("jẹ́"), (true, vec![1, 3, 2]));
    assert_eq!(shape("Nguyễn"), (true, vec![1, 1, 1, 1, 3, 1]));
    // What no letter and mark of the family can express is told, not printed as something else.
    assert!(!shape("i\u{323}\u{301}").0);
}
