//! The embedded family: its bytes, its measures, and how words of it are shaped.

use super::page::{Face, Glyph};
use crate::finding::{Problem, ProblemCode};
use crate::party::Templates;
use harfrust::{Buffer, ClusterLevel, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rustc_hash::FxHashMap;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use std::sync::Arc;

/// The places of the faces below `templates/`, in the order of [`Face::ALL`].
pub const FACE_FILES: [&str; 3] =
    ["fonts/SourceSerif4-Regular.ttf", "fonts/SourceSerif4-Bold.ttf", "fonts/SourceSerif4-It.ttf"];

/// Everything that setting and embedding need to know of one face. Measures are in thousandths of the type size.
pub struct FaceMetrics {
    /// The font file.
    pub bytes: Arc<[u8]>,
    /// Units per em; always 1000, so that units and thousandths are the same.
    pub upem: u16,
    /// Advance of every glyph by glyph id.
    pub advances: Vec<u16>,
    /// Highest point above the baseline.
    pub ascent: i32,
    /// Lowest point below the baseline; negative.
    pub descent: i32,
    /// Height of capitals.
    pub cap_height: i32,
    /// Left, bottom, right and top of the box that holds every glyph.
    pub bbox: [i32; 4],
    /// Slant in degrees, counter-clockwise from upright.
    pub italic_angle: f32,
    /// PostScript name.
    pub postscript_name: String,
    /// Glyph of the blank.
    pub(super) blank: Glyph,
    /// Character of every glyph that has one.
    pub(super) characters: FxHashMap<u16, char>,
    pub(super) font: Font,
    /// The ordinary way of shaping, and the one that keeps letters whole.
    ways: [Shaping; 2],
}

/// A way of shaping.
struct Shaping {
    features: Vec<Feature>,
    plan: ShapePlan,
}

impl Shaping {
    fn of(font: &Font, off: &[&[u8; 4]]) -> Self {
        let features: Vec<_> = off.iter().map(|tag| Feature::new(Tag::new(tag), 0, ..)).collect();
        let plan = ShapePlan::new(font, Direction::LeftToRight, Some(Script::LATIN), None, &features);
        Self { features, plan }
    }
}

impl FaceMetrics {
    fn read(file: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let refuse = |message: &str| Problem::of_file(format!("templates/{file}"), message, ProblemCode::FontMissing);
        let bytes: Arc<[u8]> = bytes.into();
        let face = skrifa::FontRef::new(&bytes).map_err(|_| refuse("The file is not a font that can be read."))?;
        let metrics = face.metrics(Size::unscaled(), LocationRef::default());
        if metrics.units_per_em != 1000 {
            return Err(refuse("The font does not have 1000 units to the em."));
        }
        let widths = face.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advances: Vec<u16> = (0..metrics.glyph_count)
            .map(|id| widths.advance_width(skrifa::GlyphId::new(id)).unwrap_or(0.0) as u16)
            .collect();
        let blank = face.charmap().map(' ').ok_or_else(|| refuse("The font has no blank."))?;
        let bounds = metrics.bounds.ok_or_else(|| refuse("The font has no bounding box."))?;
        let postscript_name = face
            .localized_strings(skrifa::string::StringId::POSTSCRIPT_NAME)
            .english_or_first()
            .map(|name| name.to_string())
            .filter(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic()))
            .ok_or_else(|| refuse("The font has no PostScript name."))?;
        let mut characters = FxHashMap::default();
        for (code, glyph) in face.charmap().mappings() {
            if let (Some(character), Ok(glyph)) = (char::from_u32(code), u16::try_from(glyph.to_u32())) {
                characters.entry(glyph).or_insert(character);
            }
        }
        let cap_height =
            metrics.cap_height.ok_or_else(|| refuse("The font does not tell the height of its capitals."))?;
        let font = Font::new(bytes.to_vec(), 0).ok_or_else(|| refuse("The file is not a font that can be shaped."))?;
        let ways = [Shaping::of(&font, &LIGATURES), Shaping::of(&font, &[&LIGATURES[..], &[b"ccmp"]].concat())];
        Ok(Self {
            upem: metrics.units_per_em,
            advances,
            ascent: metrics.ascent as i32,
            descent: metrics.descent as i32,
            cap_height: cap_height as i32,
            bbox: [bounds.x_min as i32, bounds.y_min as i32, bounds.x_max as i32, bounds.y_max as i32],
            italic_angle: metrics.italic_angle,
            postscript_name,
            characters,
            blank: Glyph { id: blank.to_u32() as u16, kern: 0, bytes: 1 },
            font,
            ways,
            bytes,
        })
    }

    /// Advance of a glyph, kerning included.
    pub fn advance(&self, glyph: Glyph) -> i32 {
        i32::from(self.advances.get(usize::from(glyph.id)).copied().unwrap_or(0)) + i32::from(glyph.kern)
    }

    /// Shapes a word: kerning on, ligatures off, left to right. `false` where a character has no glyph or would
    /// need a mark at a height that the page's glyphs cannot express; the glyphs are then not to be printed.
    pub(super) fn shape(&self, word: &str, buffer: Buffer, glyphs: &mut Vec<Glyph>) -> (Buffer, bool) {
        let first = glyphs.len();
        let (buffer, whole) = self.shape_so(&self.ways[0], word, buffer, glyphs);
        if !glyphs[first..].iter().any(|glyph| glyph.bytes == 0) {
            return (buffer, whole);
        }
        // A letter was taken apart under a mark (ọ́), so that its parts have no text of their own to be read back.
        glyphs.truncate(first);
        let (buffer, whole) = self.shape_so(&self.ways[1], word, buffer, glyphs);
        (buffer, whole && !keeps_dot(word) && !glyphs[first..].iter().any(|glyph| glyph.bytes == 0))
    }

    fn shape_so(&self, way: &Shaping, word: &str, buffer: Buffer, glyphs: &mut Vec<Glyph>) -> (Buffer, bool) {
        let mut buffer = buffer;
        buffer.clear();
        buffer.push_str(word);
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        let shaper = ShaperFont::new(&self.font);
        let options = ShapeOptions::new().plan(Some(&way.plan)).features(&way.features);
        if harfrust::shape(&shaper, &mut buffer, options).is_err() {
            return (buffer, false);
        }
        let first = glyphs.len();
        let mut whole = true;
        let infos = buffer.glyph_infos();
        for (i, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
            let leads = i == 0 || infos[i - 1].cluster != info.cluster;
            let end =
                infos[i..].iter().map(|next| next.cluster).find(|&c| c != info.cluster).unwrap_or(word.len() as u32);
            let bytes = if leads { end.checked_sub(info.cluster).and_then(|n| u8::try_from(n).ok()) } else { Some(0) };
            let id = u16::try_from(info.glyph_id).unwrap_or(0);
            let own = i32::from(self.advances.get(usize::from(id)).copied().unwrap_or(0));
            // A glyph that is moved sideways is set by moving the pen before and back after it.
            if position.x_offset != 0
                && glyphs.len() > first
                && let Some(before) = glyphs.last_mut()
            {
                before.kern = before.kern.saturating_add(position.x_offset as i16);
            }
            // An i that loses its dot under another mark is drawn as a dotless i, and would be read back as one.
            let text = if leads { word.get(info.cluster as usize..end as usize).unwrap_or("") } else { "" };
            let mut characters = text.chars();
            if let (Some(character), None) = (characters.next(), characters.next())
                && let Some(&own) = self.characters.get(&id)
            {
                whole &= own == character || !is_dotless(own);
            }
            whole &= id != 0 && position.y_offset == 0 && bytes.is_some() && (position.x_offset == 0 || i > 0);
            glyphs.push(Glyph {
                id,
                kern: (position.x_advance - own - position.x_offset) as i16,
                bytes: bytes.unwrap_or(0),
            });
        }
        (buffer, whole)
    }
}

/// Returns whether a letter keeps its dot under a mark, where it should lose it.
fn keeps_dot(word: &str) -> bool {
    let dotted = |c: char| matches!(c, 'i' | 'j' | 'ị' | 'į');
    let marks = word.chars().skip(1).map(unicode_normalization::char::is_combining_mark);
    word.chars().zip(marks).any(|(letter, marked)| marked && dotted(letter))
}

/// Glyphs that shaping puts in place of others under a mark.
fn is_dotless(character: char) -> bool {
    matches!(character, 'ı' | 'ȷ')
}

/// Ligatures off, so that every glyph stands for its own characters when the page is read back.
const LIGATURES: [&[u8; 4]; 4] = [b"liga", b"clig", b"dlig", b"calt"];

/// The faces of the family, and those for other scripts.
pub struct Fonts {
    family: [FaceMetrics; 3],
    scripts: Vec<FaceMetrics>,
}

impl Fonts {
    /// Reads the faces from the templates; `scripts` are the files of faces for other scripts.
    pub fn load(templates: &Templates, scripts: &[&str]) -> Result<Self, Problem> {
        let read = |file: &str| FaceMetrics::read(file, templates.bytes(file)?);
        Ok(Self {
            family: [read(FACE_FILES[0])?, read(FACE_FILES[1])?, read(FACE_FILES[2])?],
            scripts: scripts.iter().map(|file| read(file)).collect::<Result<_, _>>()?,
        })
    }

    /// A face.
    pub fn face(&self, face: Face) -> &FaceMetrics {
        match face {
            Face::Script(number) => self.scripts.get(usize::from(number)).unwrap_or(&self.family[0]),
            own => &self.family[own.index()],
        }
    }

    /// Every face, those of the family first.
    pub fn all(&self) -> impl Iterator<Item = (Face, &FaceMetrics)> {
        let all = self.family.iter().chain(&self.scripts).enumerate();
        all.filter_map(|(index, metrics)| Some((Face::of_index(index)?, metrics)))
    }
}
