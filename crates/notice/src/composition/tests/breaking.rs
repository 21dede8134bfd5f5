use super::{spans, typesetter};
use crate::composition::atom::{After, Atom};
use crate::composition::breaking::{Way, break_lines};
use crate::composition::glyph_run::GlyphRun;
use crate::composition::page::{Face, Galley};
use crate::composition::shape_cache::ShapeCache;
use crate::composition::style::{FaceWord, Length, TypeStyle};
use crate::composition::{Fonts, block};
use crate::party::Templates;
use proptest::prelude::*;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(&super::templates(), &[]).unwrap());

const STYLE: TypeStyle = TypeStyle {
    face: FaceWord::Regular,
    size: Length(1_100),
    leading: Length(1_400),
    before: Length(0),
    after: Length(0),
};

fn set(text: &str, measure: i32, way: Way) -> Galley {
    let mut strip = GlyphRun::new();
    strip.push(&FONTS, &mut ShapeCache::default(), Face::Regular, text);
    block::set(&FONTS, &mut strip, &STYLE, measure, way, &mut Vec::new())
}

fn line_texts(galley: &Galley) -> Vec<&str> {
    let runs = |l: &crate::composition::Line| &galley.runs[l.runs.start as usize..l.runs.end as usize];
    galley
        .lines
        .iter()
        .map(|l| {
            let runs = runs(l);
            &galley.text[runs[0].text.start as usize..runs[runs.len() - 1].text.end as usize]
        })
        .collect()
}

/// Width of a line's ink, measured again from its glyphs.
fn ink(galley: &Galley, n: usize) -> i64 {
    let line = &galley.lines[n];
    let mut ink = 0;
    for run in &galley.runs[line.runs.start as usize..line.runs.end as usize] {
        let face = FONTS.face(run.face);
        let mut x = i64::from(run.x) * 1000;
        let mut text = run.text.start as usize;
        for &glyph in &galley.glyphs[run.glyphs.start as usize..run.glyphs.end as usize] {
            x += i64::from(face.advance(glyph)) * i64::from(run.size);
            let end = text + usize::from(glyph.bytes);
            if galley.text.get(text..end) != Some(" ") {
                ink = x;
            }
            text = end;
        }
        assert_eq!(text, run.text.end as usize, "glyphs stand for exactly their run's text");
    }
    ink / 1000
}

proptest! {
    #[test]
    fn no_line_leaves_the_measure_and_no_character_is_lost(
        text in "([a-zA-Zăęışđ'.,/-]{1,14} {1,2}){0,40}[a-zé]{1,90}",
        measure in 4_000i32..47_000,
        even in any::<bool>(),
    ) {
        let galley = set(&text, measure, if even { Way::Even } else { Way::Full });
        prop_assert_eq!(&galley.text, &text);
        prop_assert_eq!(line_texts(&galley).concat(), text.as_str());
        for n in 0..galley.lines.len() {
            prop_assert!(ink(&galley, n) <= i64::from(measure) + 2, "line {} is too wide", n);
            prop_assert!(ink(&galley, n) <= i64::from(galley.width) + 2);
        }
        let covered: usize = galley.glyphs.iter().map(|g| usize::from(g.bytes)).sum();
        prop_assert_eq!(covered, text.len());
    }

    #[test]
    fn lines_end_only_where_they_may(
        widths in prop::collection::vec((100i32..3_000, 0u8..3), 1..80),
        even in any::<bool>(),
    ) {
        let atoms: Vec<Atom> = widths.iter().enumerate().map(|(i, &(width, after))| Atom {
            glyphs: i as u32 + 1,
            text: i as u32 + 1,
            width,
            blank: if after == 0 { 0 } else { 250 },
            face: Face::Regular,
            after: if after == 0 && i % 4 != 3 { After::Glued } else { After::Allowed },
        }).collect();
        let mut ends = Vec::new();
        break_lines(&atoms, 14_000, if even { Way::Even } else { Way::Full }, &mut ends);
        prop_assert_eq!(ends.last(), Some(&(atoms.len() as u32)));
        prop_assert!(ends.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(ends[..ends.len() - 1].iter().all(|&end| atoms[end as usize - 1].after == After::Allowed));
    }
}

#[test]
fn a_word_does_not_stand_alone_on_the_last_line() {
    let text = "We are writing to tell you about an incident that involves information of a patient of ours, and about the steps that you can take now";
    for way in [Way::Even, Way::Full] {
        for measure in (12_000..46_000).step_by(300) {
            let galley = set(text, measure, way);
            let lines = line_texts(&galley);
            assert!(lines.last().unwrap().trim().contains(' '), "{way:?} at {measure}: {lines:?}");
        }
    }
}

#[test]
fn a_line_broken_at_a_blank_keeps_it() {
    let galley = set("one two three four five six seven eight", 6_000, Way::Full);
    let lines = line_texts(&galley);
    assert!(lines.len() > 2);
    assert!(lines[..lines.len() - 1].iter().all(|l| l.ends_with(' ')), "{lines:?}");
}

#[test]
fn names_of_four_languages_have_glyphs() {
    let names = [
        "Nguyễn Thị Minh Khai",
        "Trần Đức Thắng",
        "Phạm Quỳnh Như",
        "Lê Văn Hữu",
        "Łukasz Świątkowski",
        "Małgorzata Żółć",
        "Begoña Muñoz Ibáñez",
        "Íñigo Güell",
        "İbrahim Çağrı Şenoğlu",
        "Ömer Işık Gündüz",
        "O’Brien",
        "O'Brien",
        "D’Angelo–Smith",
        "**Bob**",
        "=HYPERLINK()",
        "{{x}}",
        "# Bob",
        "José María de la Cruz, Jr.",
    ];
    for face in Face::ALL {
        for name in names {
            let mut strip = GlyphRun::new();
            strip.push(&FONTS, &mut ShapeCache::default(), face, name);
            assert!(strip.whole, "{name} in {face:?}");
            assert_eq!(strip.text, name);
        }
    }
    for bad in ["王小明", "محمد", "😀", "\u{e000}"] {
        let mut strip = GlyphRun::new();
        strip.push(&FONTS, &mut ShapeCache::default(), Face::Regular, bad);
        assert!(!strip.whole, "{bad}");
    }
}

#[test]
fn kerning_is_on_and_ligatures_are_off() {
    let galley = set("AVATAR To office file", 40_000, Way::Full);
    assert!(galley.glyphs.iter().any(|g| g.kern < 0));
    assert!(galley.glyphs.iter().all(|g| g.bytes == 1), "one glyph for every letter");
}

#[test]
fn faces_tell_their_measures() {
    for (face, name) in Face::ALL.into_iter().zip(["SourceSerif4-Regular", "SourceSerif4-Bold", "SourceSerif4-It"]) {
        let metrics = FONTS.face(face);
        assert_eq!((metrics.postscript_name.as_str(), metrics.upem, metrics.cap_height), (name, 1000, 670));
        assert!(metrics.ascent > 700 && metrics.descent < -200 && metrics.bbox[3] > metrics.cap_height);
        assert_eq!(metrics.italic_angle < 0.0, face == Face::Italic);
    }
    assert_eq!(
        Fonts::load(&Templates::default(), &[]).err().map(|r| r.place.file).as_deref(),
        Some("templates/fonts/SourceSerif4-Regular.ttf")
    );
}

#[test]
fn values_join_the_words_around_them() {
    let typesetter = typesetter();
    let mut words = ShapeCache::default();
    let ready =
        block::Ready::make(typesetter.fonts(), &mut words, &spans("About *{p}*, and ({p})’s code {c}."), STYLE, 60_000);
    let block::Ready::Own(template) = ready.unwrap() else { panic!("a block with slots is a template") };
    let mut strip = GlyphRun::new();
    let (galley, _) =
        template.fill(typesetter.fonts(), &mut words, &super::values("Ana  Ruiz"), &mut strip, &mut Vec::new());
    assert_eq!(galley.text, "About Ana  Ruiz, and (Ana  Ruiz)’s code ABCD-1234-EFGH.");
    assert_eq!(galley.lines.len(), 1);
    // No line ends between a value and the comma, bracket or apostrophe beside it.
    for measure in (6_000..30_000).step_by(250) {
        let ready = block::Ready::make(
            typesetter.fonts(),
            &mut words,
            &spans("About *{p}*, and ({p})’s code {c}."),
            STYLE,
            measure,
        );
        let block::Ready::Own(template) = ready.unwrap() else { panic!("a block with slots is a template") };
        let (galley, _) =
            template.fill(typesetter.fonts(), &mut words, &super::values("Ana"), &mut strip, &mut Vec::new());
        let lines = line_texts(&galley);
        assert!(lines.iter().all(|l| !l.starts_with([',', ')', '’', ' ', '.'])), "{lines:?}");
    }
}
