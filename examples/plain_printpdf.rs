//! The letter by `printpdf` alone, as its own documentation shows it: every line an operation, one document.
//! `cargo xtask bench` times it beside us: `plain_printpdf TEXT NUMBER FOLDER`.

use printpdf::{Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem};
use std::error::Error;
use std::path::Path;

const SIZE: f32 = 10.5;
const LEADING: f32 = 14.0;
/// Lines of 6.5 in, 45 of them to a page.
const WIDTH: f32 = 468.0;
const LINES: usize = 45;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [text, number, folder] = arguments.as_slice() else {
        return Err("plain_printpdf TEXT NUMBER FOLDER".into());
    };
    let text = std::fs::read_to_string(text)?;
    let face = include_bytes!("../templates/fonts/SourceSerif4-Regular.ttf");
    let font = ParsedFont::from_bytes(face, 0, &mut Vec::new()).ok_or("the typeface cannot be read")?;
    let mut document = PdfDocument::new("Letters");
    let handle = PdfFontHandle::External(document.add_font(&font));

    let mut pages = Vec::new();
    for n in 0..number.parse::<usize>()? {
        let name = format!("{} Abernathy-{n}", ["Ada", "Łucja", "María José", "Nguyễn"][n % 4]);
        let mut lines = vec!["Parent or Guardian of".to_owned(), name.clone()];
        lines.push(format!("{} Invented Creek Dr", 100 + n));
        lines.push(format!("Austin TX {}", 78_700 + n % 60));
        lines.extend([String::new(), format!("Re: {name}"), String::new()]);
        for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
            set(paragraph, &font, &mut lines);
            lines.push(String::new());
        }
        pages.extend(lines.chunks(LINES).map(|chunk| page(chunk, &handle)));
    }
    let bytes = document.with_pages(pages).save(&PdfSaveOptions::default(), &mut Vec::new());
    std::fs::write(Path::new(folder).join("letters.pdf"), bytes)?;
    Ok(())
}

/// Fills lines with words until they are wide enough.
fn set(paragraph: &str, font: &ParsedFont, lines: &mut Vec<String>) {
    let scale = SIZE / f32::from(font.units_per_em.max(1));
    let wide = |word: &str| -> f32 {
        let units = |c| font.lookup_glyph_index(c as u32).and_then(|glyph| font.get_glyph_width(glyph)).unwrap_or(0);
        word.chars().map(|c| f32::from(units(c)) * scale).sum()
    };
    let blank = wide(" ");
    let (mut line, mut filled) = (String::new(), 0.0);
    for word in paragraph.split_whitespace() {
        let width = wide(word);
        if !line.is_empty() && filled + blank + width > WIDTH {
            lines.push(std::mem::take(&mut line));
            filled = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            filled += blank;
        }
        line.push_str(word);
        filled += width;
    }
    lines.push(line);
}

fn page(lines: &[String], font: &PdfFontHandle) -> PdfPage {
    let mut ops = vec![
        Op::StartTextSection,
        Op::SetTextCursor { pos: Point { x: Mm(25.4).into(), y: Mm(254.0).into() } },
        Op::SetFont { font: font.clone(), size: Pt(SIZE) },
        Op::SetLineHeight { lh: Pt(LEADING) },
    ];
    for line in lines {
        ops.push(Op::ShowText { items: vec![TextItem::Text(line.clone())] });
        ops.push(Op::AddLineBreak);
    }
    ops.push(Op::EndTextSection);
    PdfPage::new(Mm(215.9), Mm(279.4), ops)
}
