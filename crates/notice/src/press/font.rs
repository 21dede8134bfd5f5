//! The embedded faces: subset, widths, and the way back from codes to text.

use super::number::{centi, number};
use super::objects::{Deflater, Objects, hex, name, reference};
use super::{FaceSource, Imprint};
use crate::composition::Face;
use crate::finding::{Problem, ProblemCode};
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;

/// The characters that the marks print.
const MARK_TEXT: &str = "0123456789ABCDEFGHJKMNOPQRSTVWXYZ/ ";

/// Glyph of the whole face → the bytes that print it, escaped for a literal string: up to four, and their number
/// in the fifth place. Zero bytes: the face does not hold the glyph.
#[derive(Clone, Debug, Default)]
pub(super) struct GlyphCodes {
    bytes: Vec<[u8; 5]>,
    chars: BTreeMap<char, u16>,
    advances: Vec<u16>,
    upem: u16,
}

impl GlyphCodes {
    /// Writes a glyph's code. False where the embedded face has no such glyph.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>, glyph: u16) -> bool {
        let Some([a, b, c, d, length]) = self.bytes.get(usize::from(glyph)) else { return false };
        // Nearly every code is two plain bytes.
        if *length == 2 {
            out.extend_from_slice(&[*a, *b]);
        } else {
            out.extend_from_slice(&[*a, *b, *c, *d][..usize::from(*length)]);
        }
        *length > 0
    }

    /// Writes the codes of a text in marks characters.
    pub(super) fn text(&self, out: &mut Vec<u8>, text: &[u8]) -> bool {
        text.iter().all(|&c| self.chars.get(&char::from(c)).is_some_and(|&glyph| self.write(out, glyph)))
    }

    /// Width of a text in marks characters, in hundredths of a point at a size in hundredths.
    pub(super) fn width(&self, text: &[u8], size: i32) -> i32 {
        let units: u32 = text
            .iter()
            .filter_map(|&c| self.chars.get(&char::from(c)))
            .filter_map(|&glyph| self.advances.get(usize::from(glyph)))
            .map(|&advance| u32::from(advance))
            .sum();
        (i64::from(units) * i64::from(size) / i64::from(self.upem)) as i32
    }
}

/// Cuts a face down to what the job prints and writes its objects. Gives the codes and the font's object.
pub(super) fn embed(
    face: Face,
    source: &FaceSource,
    imprint: &Imprint,
    objects: &mut Objects,
    zip: &mut Deflater,
) -> Result<(GlyphCodes, u32), Problem> {
    let file = format!("templates/fonts ({face:?})");
    let wrong = |message: &str| Problem::of_file(file.as_str(), message, ProblemCode::FontUnusable);
    let font = FontRef::new(source.bytes).map_err(|_| wrong("The file is not a font."))?;
    if font.glyf().is_err() {
        return Err(wrong("The font has no TrueType outlines."));
    }
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let upem = metrics.units_per_em.max(1);
    let hmtx = font.hmtx().map_err(|_| wrong("The font does not say how wide its glyphs are."))?;

    let mut used = source.used.clone();
    used.remove(&0);
    let mut chars = BTreeMap::new();
    let charmap = font.charmap();
    let also = match face {
        Face::Regular => MARK_TEXT,
        Face::Bold if imprint.proof => imprint.across,
        Face::Bold | Face::Italic | Face::Script(_) => "",
    };
    for c in also.chars() {
        let glyph = charmap.map(c).and_then(|g| u16::try_from(g.to_u32()).ok()).filter(|&g| g != 0);
        let glyph = glyph.ok_or_else(|| wrong(&format!("The font has no glyph for '{c}', which the marks need.")))?;
        chars.insert(c, glyph);
        used.entry(glyph).or_insert_with(|| c.to_string());
    }

    let glyphs: Vec<u16> = used.keys().copied().collect();
    let map = subsetter::GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let cut = subsetter::subset(source.bytes, 0, &map).map_err(|_| wrong("The font cannot be cut down."))?;
    let advances: Vec<u16> =
        (0..metrics.glyph_count).map(|g| hmtx.advance(GlyphId::new(g)).unwrap_or_default()).collect();
    let mut bytes = vec![[0; 5]; advances.len()];
    for &glyph in &glyphs {
        let code = map.get(glyph).unwrap_or_default();
        *bytes.get_mut(usize::from(glyph)).ok_or_else(|| wrong("The font has fewer glyphs than the letters use."))? =
            escaped(code);
    }

    let mut title = Vec::new();
    let tag = Sha256::digest(&cut);
    title.extend(tag.iter().take(6).map(|b| b'A' + b % 26));
    title.push(b'+');
    let own = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    title.extend(
        own.into_iter().flat_map(|s| s.chars().collect::<Vec<_>>()).filter(char::is_ascii_graphic).map(|c| c as u8),
    );

    let [whole, descendant, descriptor, outlines, unicode] = std::array::from_fn(|_| objects.reserve());
    objects.object(whole, zip, |out| {
        out.extend_from_slice(b"<</Type/Font/Subtype/Type0/BaseFont");
        name(out, &title);
        out.extend_from_slice(b"/Encoding/Identity-H/DescendantFonts[");
        reference(out, descendant);
        out.extend_from_slice(b"]/ToUnicode ");
        reference(out, unicode);
        out.extend_from_slice(b">>");
    });
    objects.object(descendant, zip, |out| {
        out.extend_from_slice(b"<</Type/Font/Subtype/CIDFontType2/BaseFont");
        name(out, &title);
        out.extend_from_slice(b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
        reference(out, descriptor);
        out.extend_from_slice(b"/CIDToGIDMap/Identity/DW 0/W[0[");
        for glyph in std::iter::once(0).chain(glyphs.iter().copied()) {
            let advance = advances.get(usize::from(glyph)).copied().unwrap_or_default();
            centi(out, per_mille(i32::from(advance) * 100, upem));
        }
        out.extend_from_slice(b"]]>>");
    });
    objects.object(descriptor, zip, |out| describe(out, &font, &metrics, &title, outlines));
    let mut entries = b"/Length1 ".to_vec();
    number(&mut entries, cut.len() as u32);
    objects.stream(outlines, &entries, &cut, zip);
    let codes = used.iter().map(|(&glyph, text)| (map.get(glyph).unwrap_or_default(), text.as_str()));
    objects.stream(unicode, b"", &unicode_map(codes), zip);
    Ok((GlyphCodes { bytes, chars, advances, upem }, whole))
}

/// Font units to thousandths of the type size, rounded.
fn per_mille(units: i32, upem: u16) -> i32 {
    let upem = i32::from(upem);
    (units * 1000 + units.signum() * upem / 2) / upem
}

/// A code as it stands in a literal string.
fn escaped(code: u16) -> [u8; 5] {
    let mut out = [0; 5];
    let mut length = 0;
    for byte in code.to_be_bytes() {
        if matches!(byte, b'(' | b')' | b'\\' | b'\r') {
            out[length] = b'\\';
            length += 1;
        }
        // A bare carriage return would be read as a line feed.
        out[length] = if byte == b'\r' { b'r' } else { byte };
        length += 1;
    }
    out[4] = length as u8;
    out
}

fn describe(out: &mut Vec<u8>, font: &FontRef, metrics: &skrifa::metrics::Metrics, title: &[u8], outlines: u32) {
    let upem = metrics.units_per_em.max(1);
    let (weight, panose) = font.os2().map_or((400, [0; 10]), |os2| {
        (i32::from(os2.us_weight_class()), os2.panose_10().try_into().unwrap_or([0; 10]))
    });
    // Symbolic, since codes are glyphs; serif and italic as the face says.
    let serif = panose[0] == 2 && (2..=10).contains(&panose[1]);
    let flags = 4 + if serif { 2 } else { 0 } + if metrics.italic_angle == 0.0 { 0 } else { 64 };
    let box_ = metrics.bounds.map_or([0.0; 4], |b| [b.x_min, b.y_min, b.x_max, b.y_max]);
    let whole = |units: f32| per_mille(units.round() as i32, upem);
    let mut entry = |key: &str, value: i32| {
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
    };
    entry("<</Type/FontDescriptor/Flags ", flags);
    for (key, value) in ["/FontBBox[", " ", " ", " "].into_iter().zip(box_) {
        entry(key, whole(value));
    }
    entry("]/ItalicAngle ", metrics.italic_angle.round() as i32);
    entry("/Ascent ", whole(metrics.ascent));
    entry("/Descent ", whole(metrics.descent));
    entry("/CapHeight ", whole(metrics.cap_height.unwrap_or(metrics.ascent)));
    // Fonts do not state it; a straight line through the stems of common text faces is near enough for substitution,
    // which an embedded face never meets.
    entry("/StemV ", 10 + 220 * (weight - 50) / 900);
    out.extend_from_slice(b"/FontName");
    name(out, title);
    out.extend_from_slice(b"/FontFile2 ");
    reference(out, outlines);
    out.extend_from_slice(b">>");
}

/// Code → text.
fn unicode_map<'a>(codes: impl Iterator<Item = (u16, &'a str)>) -> Vec<u8> {
    let codes: Vec<_> = codes.filter(|(_, text)| !text.is_empty()).collect();
    let mut out = b"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n".to_vec();
    // At most a hundred entries a section.
    for section in codes.chunks(100) {
        number(&mut out, section.len() as u32);
        out.extend_from_slice(b" beginbfchar\n");
        for (code, text) in section {
            out.push(b'<');
            hex(&mut out, &code.to_be_bytes());
            out.extend_from_slice(b"><");
            for unit in text.encode_utf16() {
                hex(&mut out, &unit.to_be_bytes());
            }
            out.extend_from_slice(b">\n");
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}
