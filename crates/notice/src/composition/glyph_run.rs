//! Text as one long strip of glyphs, cut into atoms at the places where a line may end.

use super::atom::{After, Atom};
use super::fonts::Fonts;
use super::page::{Centi, Face, Galley, Glyph, Line, Run};
use super::shape_cache::ShapeCache;

/// Glyphs, text and atoms in reading order. Once broken, glyphs and text are those of the galley.
#[derive(Clone, Default)]
pub(super) struct GlyphRun {
    pub glyphs: Vec<Glyph>,
    pub text: String,
    pub atoms: Vec<Atom>,
    /// True if every character has a glyph.
    pub whole: bool,
}

impl GlyphRun {
    pub fn new() -> Self {
        Self { whole: true, ..Self::default() }
    }

    pub fn clear(&mut self) {
        self.glyphs.clear();
        self.text.clear();
        self.atoms.clear();
        self.whole = true;
    }

    /// Adds text as typed. Line breaks follow UAX #14 within words; after a blank a line may always end.
    pub fn push(&mut self, fonts: &Fonts, words: &mut ShapeCache, face: Face, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (word, after) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
            if !word.is_empty() {
                let shaped = words.shape(fonts, face, word);
                self.whole &= shaped.whole;
                self.splice(&shaped.glyphs, word, &shaped.atoms);
            }
            rest = after;
            if let Some(after) = rest.strip_prefix(' ') {
                self.blank(fonts, face);
                rest = after;
            }
        }
    }

    /// Adds another strip.
    pub fn append(&mut self, other: &Self) {
        self.whole &= other.whole;
        // A strip that starts with a blank gives it to the atom before, so that no line starts with it.
        self.splice(&other.glyphs, &other.text, &other.atoms);
    }

    fn splice(&mut self, glyphs: &[Glyph], text: &str, atoms: &[Atom]) {
        let (at_glyph, at_text) = (self.glyphs.len() as u32, self.text.len() as u32);
        self.glyphs.extend_from_slice(glyphs);
        self.text.push_str(text);
        self.atoms.extend(atoms.iter().map(|a| Atom { glyphs: a.glyphs + at_glyph, text: a.text + at_text, ..*a }));
        // A blank that begins what was added belongs to the end of what stood before it.
        if let Some(i) = self.atoms.len().checked_sub(atoms.len()).filter(|&i| i > 0 && i < self.atoms.len()) {
            let lead = self.atoms[i];
            if lead.width == 0 && lead.blank > 0 && self.atoms[i - 1].after != After::Forced {
                let before = &mut self.atoms[i - 1];
                if before.face == lead.face {
                    before.blank += lead.blank;
                    (before.glyphs, before.text, before.after) = (lead.glyphs, lead.text, lead.after);
                    self.atoms.remove(i);
                }
            }
        }
    }

    /// Adds a blank to the atom before.
    pub fn blank(&mut self, fonts: &Fonts, face: Face) {
        let metrics = fonts.face(face);
        self.glyphs.push(metrics.blank);
        self.text.push(' ');
        let (glyphs, text, width) = (self.glyphs.len() as u32, self.text.len() as u32, metrics.advance(metrics.blank));
        match self.atoms.last_mut() {
            Some(last) if last.face == face && last.after != After::Forced => {
                *last = Atom { glyphs, text, blank: last.blank + width, after: After::Allowed, ..*last };
            }
            _ => self.atoms.push(Atom { glyphs, text, width: 0, blank: width, face, after: After::Allowed }),
        }
    }

    /// Ends the line. The blank that stands for it keeps readers of the page from joining two words.
    pub fn end_line(&mut self, fonts: &Fonts, face: Face) {
        self.blank(fonts, self.atoms.last().map_or(face, |a| a.face));
        if let Some(last) = self.atoms.last_mut() {
            last.after = After::Forced;
        }
    }

    /// Cuts atoms that are wider than a line into their characters, so that nothing ever leaves the measure.
    pub fn fit(&mut self, fonts: &Fonts, measure: i32) {
        let mut wide = false;
        let mut width = 0;
        for atom in &self.atoms {
            width += atom.width;
            wide |= width > measure;
            width = if atom.after == After::Glued { width + atom.blank } else { 0 };
        }
        if !wide {
            return;
        }
        let old = std::mem::take(&mut self.atoms);
        let (mut first, mut from_glyph, mut from_text) = (0, 0u32, 0u32);
        for i in 0..old.len() {
            if old[i].after == After::Glued && i + 1 < old.len() {
                continue;
            }
            let group = &old[first..=i];
            let cut = group.iter().map(|a| a.width + a.blank).sum::<i32>() - old[i].blank > measure;
            for atom in group {
                if cut {
                    self.cut(fonts, *atom, from_glyph, from_text);
                } else {
                    self.atoms.push(*atom);
                }
                (from_glyph, from_text) = (atom.glyphs, atom.text);
            }
            first = i + 1;
        }
    }

    fn cut(&mut self, fonts: &Fonts, atom: Atom, from_glyph: u32, from_text: u32) {
        let metrics = fonts.face(atom.face);
        let (mut text, mut ink) = (from_text, atom.width);
        for g in from_glyph..atom.glyphs {
            let glyph = self.glyphs[g as usize];
            let width = metrics.advance(glyph);
            text += u32::from(glyph.bytes);
            // Marks stay with their letter, blanks with what they follow.
            let joins = g > from_glyph && (glyph.bytes == 0 || width <= 0 || ink <= 0);
            match self.atoms.last_mut().filter(|_| joins) {
                Some(last) => {
                    *if ink > 0 { &mut last.width } else { &mut last.blank } += width;
                    (last.glyphs, last.text) = (g + 1, text);
                }
                None => self.atoms.push(Atom {
                    glyphs: g + 1,
                    text,
                    width,
                    blank: 0,
                    face: atom.face,
                    after: After::Allowed,
                }),
            }
            ink -= width;
        }
        if let Some(last) = self.atoms.last_mut().filter(|_| atom.after == After::Forced) {
            last.after = After::Forced;
        }
    }

    /// The strip as lines that end after the given atoms. Lines stand `leading` apart; the first baseline lies where
    /// the type is centred in its leading.
    pub fn galley(&self, fonts: &Fonts, ends: &[u32], size: Centi, leading: Centi) -> Galley {
        let mut galley =
            Galley { lines: Vec::with_capacity(ends.len()), runs: Vec::with_capacity(ends.len()), ..Galley::default() };
        let face = self.atoms.first().map_or(Face::Regular, |a| a.face);
        let drop = first_baseline(fonts, face, size, leading);
        let (mut first, mut glyph, mut text) = (0usize, 0u32, 0u32);
        for (n, &end) in ends.iter().enumerate() {
            let first_run = galley.runs.len();
            let (mut x, mut ink) = (0i64, 0i64);
            for atom in &self.atoms[first..end as usize] {
                let on_line = galley.runs.len() > first_run;
                match galley.runs.last_mut().filter(|run| on_line && run.face == atom.face) {
                    Some(run) => (run.glyphs.end, run.text.end) = (atom.glyphs, atom.text),
                    None => galley.runs.push(Run {
                        face: atom.face,
                        size,
                        x: scale(x, size),
                        rise: 0,
                        glyphs: glyph..atom.glyphs,
                        text: text..atom.text,
                        together: false,
                    }),
                }
                if atom.width > 0 {
                    ink = x + i64::from(atom.width);
                }
                x += i64::from(atom.width + atom.blank);
                (glyph, text) = (atom.glyphs, atom.text);
            }
            galley.width = galley.width.max(scale(ink, size));
            let runs = first_run as u32..galley.runs.len() as u32;
            galley.lines.push(Line { baseline: drop + leading * n as i32, runs });
            first = end as usize;
        }
        galley.height = leading * ends.len() as i32;
        galley.glyphs.clone_from(&self.glyphs);
        galley.text.clone_from(&self.text);
        galley
    }
}

/// Thousandths of a size as hundredths of a point, to the nearest.
pub(super) fn scale(width: i64, size: Centi) -> Centi {
    ((width * i64::from(size) + 500).div_euclid(1000)) as Centi
}

/// From the top edge of a galley to its first baseline.
pub(super) fn first_baseline(fonts: &Fonts, face: Face, size: Centi, leading: Centi) -> Centi {
    let metrics = fonts.face(face);
    let (up, down) = (metrics.ascent * size / 1000, -metrics.descent * size / 1000);
    (leading - up - down) / 2 + up
}
