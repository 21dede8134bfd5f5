//! Runs a content stream: what is painted, in which order, where, and what kind of thing it is.

use super::container::Container;
use super::error::{Maybe, ReadError};
use super::font::Font;
use super::graphics_state::{BoundingBox, Graphics, IDENTITY, Transform, then};
use super::lexer::{Lexer, Token, is_blank, name, unescape, unhex};
use super::marking::Drawn;
use super::page_digest::Canon;
use super::resources::Resources;
use super::text::TextChunk;
use super::told_text::ToldText;
use super::xobject::{Painted, painted};
use crate::digest::Digest;
use memchr::{memchr, memchr2};

/// Saved states inside each other.
const SAVED: usize = 64;
/// Operands before one operator.
const OPERANDS: usize = 100_000;
/// Bytes of folded text on one page or in one form.
const TEXT: usize = 1 << 20;
/// Smaller type, in points, is not read by anyone.
const LEAST_TYPE: f64 = 2.0;

/// The kind of thing that is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Address and letter.
    Body,
    /// A figure: letterhead or signature. It has no text of the letter.
    Figure,
    /// Page numbers, return address, rules.
    Furniture,
    /// Marks of the sheet; saved states when they began.
    Marks(usize),
}

/// The result of a stream.
#[derive(Default)]
pub(super) struct ContentReading {
    pub(super) canon: Canon,
    /// Body text of pages in reading order, but for what is still in `own`.
    pub(super) body: Vec<TextChunk>,
    /// Folded text since the last shared form; in a form, all of its text.
    pub(super) own: Vec<u8>,
    pub(super) furniture: Vec<TextChunk>,
    pub(super) drawn: Drawn,
    /// The places at which texts of the body (in a form: all texts) start.
    pub(super) extent: BoundingBox,
    /// Fault for which text cannot count as read, if any.
    pub(super) fault: Option<ReadError>,
    /// True if anything but text was painted.
    pub(super) paints: bool,
    length: usize,
}

impl ContentReading {
    /// Forgets the page before.
    pub(super) fn clear(&mut self) {
        self.canon.clear();
        self.own.clear();
        self.body.clear();
        self.furniture.clear();
        self.drawn = Drawn::default();
        (self.extent, self.fault, self.paints, self.length) = (BoundingBox::NOTHING, None, false, 0);
    }

    /// Moves the text that is the page's own to its place among the chunks.
    pub(super) fn end_own(&mut self) -> Maybe<()> {
        if !self.own.is_empty() {
            let own = std::mem::take(&mut self.own);
            self.body.push(TextChunk::Own(String::from_utf8(own).map_err(|_| ReadError::Font)?));
        }
        Ok(())
    }

    fn grow(&mut self, bytes: usize) -> Maybe<()> {
        self.length += bytes;
        if self.length > TEXT { Err(ReadError::TooLarge) } else { Ok(()) }
    }
}

/// One stream at work.
pub(super) struct Interpreter<'r, 'a> {
    file: &'r mut Container<'a>,
    wardrobe: &'r mut Resources,
    set: u32,
    is_form: bool,
    out: &'r mut ContentReading,
    now: Graphics,
    saved: Vec<Graphics>,
    classes: Vec<Class>,
    /// Text matrix and text line matrix while a text object is open.
    text: Option<(Transform, Transform)>,
    rectangles: Vec<[f64; 4]>,
    plain: Vec<u8>,
    codes: Vec<u8>,
    told: Option<ToldText>,
}

impl<'r, 'a> Interpreter<'r, 'a> {
    pub(super) fn page(
        file: &'r mut Container<'a>,
        wardrobe: &'r mut Resources,
        set: u32,
        out: &'r mut ContentReading,
    ) -> Self {
        Self {
            file,
            wardrobe,
            set,
            is_form: false,
            out,
            now: Graphics::new(),
            saved: Vec::new(),
            classes: Vec::new(),
            text: None,
            rectangles: Vec::new(),
            plain: Vec::new(),
            codes: Vec::new(),
            told: None,
        }
    }

    pub(super) fn form(
        file: &'r mut Container<'a>,
        wardrobe: &'r mut Resources,
        set: u32,
        out: &'r mut ContentReading,
    ) -> Self {
        Self { is_form: true, ..Self::page(file, wardrobe, set, out) }
    }

    /// Runs the whole stream.
    pub(super) fn run(mut self, content: &[u8]) -> Maybe<()> {
        let mut lexer = Lexer::new(content, 0);
        let mut operands: Vec<Token<'_>> = Vec::with_capacity(64);
        while let Some(token) = lexer.next().map_err(|_| ReadError::Content)? {
            match token {
                Token::Word(word @ (b"true" | b"false" | b"null")) => operands.push(Token::Word(word)),
                Token::Word(b"ID") => self.inline_image(&mut lexer, &operands)?,
                Token::Word(b"BI") => operands.clear(),
                Token::Word(operator) => {
                    self.operator(operator, &operands)?;
                    operands.clear();
                }
                operand if operands.len() < OPERANDS => operands.push(operand),
                _ => return Err(ReadError::TooLarge),
            }
        }
        let whole = operands.is_empty() && self.text.is_none() && self.classes.is_empty() && self.saved.is_empty();
        if whole { Ok(()) } else { Err(ReadError::Content) }
    }

    fn class(&self) -> Class {
        self.classes.last().copied().unwrap_or(Class::Body)
    }

    fn operator(&mut self, operator: &[u8], operands: &[Token<'_>]) -> Maybe<()> {
        match operator {
            b"TJ" | b"Tj" => self.show(operands),
            b"Td" => self.next_line(numbers(operands)?),
            b"Tf" => match operands {
                [Token::Name(font), Token::Number(size)] => {
                    let set = self.wardrobe.sets.get(self.set as usize).ok_or(ReadError::Object)?;
                    self.now.font = Some(set.font(&name(font))?);
                    self.now.size = *size;
                    Ok(())
                }
                _ => Err(ReadError::Content),
            },
            b"BT" if self.text.is_none() => {
                self.text = Some((IDENTITY, IDENTITY));
                Ok(())
            }
            b"ET" => self.text.take().map(|_| ()).ok_or(ReadError::Content),
            b"Tm" => {
                let matrix = numbers(operands)?;
                *self.text.as_mut().ok_or(ReadError::Content)? = (matrix, matrix);
                Ok(())
            }
            b"TD" => {
                let step: [f64; 2] = numbers(operands)?;
                self.now.leading = -step[1];
                self.next_line(step)
            }
            b"T*" => self.next_line([0.0, -self.now.leading]),
            b"TL" => {
                [self.now.leading] = numbers(operands)?;
                Ok(())
            }
            b"'" => {
                self.next_line([0.0, -self.now.leading])?;
                self.show(operands)
            }
            b"\"" => {
                let [word, character, text] = operands else { return Err(ReadError::Content) };
                self.other(b"Tw", &[*word])?;
                self.other(b"Tc", &[*character])?;
                self.next_line([0.0, -self.now.leading])?;
                self.show(&[*text])
            }
            b"q" if self.saved.len() < SAVED => {
                self.saved.push(self.now);
                self.nesting(operator);
                Ok(())
            }
            b"Q" => {
                if matches!(self.class(), Class::Marks(depth) if self.saved.len() <= depth) {
                    return Err(ReadError::Content);
                }
                self.now = self.saved.pop().ok_or(ReadError::Content)?;
                self.nesting(operator);
                Ok(())
            }
            b"cm" => {
                self.inside_marks_only_saved()?;
                self.now.ctm = then(&numbers(operands)?, &self.now.ctm);
                Ok(())
            }
            b"Do" => match operands {
                [Token::Name(drawn)] => self.paint(drawn),
                _ => Err(ReadError::Content),
            },
            b"BDC" | b"BMC" => self.begin(operands),
            b"EMC" => self.end(),
            b"MP" | b"DP" | b"BX" | b"EX" => Ok(()),
            b"re" if matches!(self.class(), Class::Marks(_)) => {
                self.rectangles.push(numbers(operands)?);
                Ok(())
            }
            b"f" | b"f*" if matches!(self.class(), Class::Marks(_)) => {
                let ctm = self.now.ctm;
                for [x, y, width, height] in std::mem::take(&mut self.rectangles) {
                    let mut corners = BoundingBox::NOTHING;
                    corners.add([x, y]);
                    corners.add([x + width, y + height]);
                    self.out.drawn.any = true;
                    self.out.drawn.rectangle(corners.moved(&ctm).0)?;
                }
                Ok(())
            }
            _ => self.other(operator, operands),
        }
    }

    fn nesting(&mut self, operator: &[u8]) {
        if !matches!(self.class(), Class::Marks(_)) {
            self.out.canon.operator(operator);
        }
    }

    /// Checks that changes within marks end with them; otherwise they could change the letter without changing its
    /// digest.
    fn inside_marks_only_saved(&self) -> Maybe<()> {
        match self.class() {
            Class::Marks(depth) if self.saved.len() <= depth => Err(ReadError::Content),
            _ => Ok(()),
        }
    }

    fn next_line(&mut self, [x, y]: [f64; 2]) -> Maybe<()> {
        let (text, line) = self.text.as_mut().ok_or(ReadError::Content)?;
        *line = then(&[1.0, 0.0, 0.0, 1.0, x, y], line);
        *text = *line;
        Ok(())
    }

    fn show(&mut self, operands: &[Token<'_>]) -> Maybe<()> {
        let (text, _) = self.text.as_ref().ok_or(ReadError::Content)?;
        let class = self.class();
        let marks = matches!(class, Class::Marks(_));
        let place = then(text, &self.now.ctm);
        let index = self.now.font.ok_or(ReadError::Content)?;
        let font = self.wardrobe.fonts.get(index as usize).ok_or(ReadError::Font)?;
        let (key, size) = (index, self.now.size);
        self.plain.clear();
        let Font::Readable { name, codes: map } = font else {
            if matches!(class, Class::Body | Class::Marks(_)) && !self.is_form {
                return Err(ReadError::Font);
            }
            self.out.fault.get_or_insert(ReadError::Font);
            if let Font::Opaque(digest) = font {
                self.out.canon.font(key, size, digest.bytes());
            }
            self.out.canon.text(&place);
            for operand in operands {
                operand_of(&mut self.out.canon, *operand);
            }
            self.out.canon.end_text();
            return Ok(());
        };
        let seen = (place[2] * place[2] + place[3] * place[3]).sqrt() * size.abs();
        if self.is_form || class == Class::Body {
            if self.now.white || self.now.unpainted || seen < LEAST_TYPE {
                self.out.fault.get_or_insert(ReadError::Hidden);
            }
            self.out.extent.add([place[4], place[5]]);
        }
        if !marks {
            self.out.canon.font(key, size, name);
            self.out.canon.text(&place);
        }
        let before = self.out.own.len();
        let mut folded_marks = std::mem::take(&mut self.codes);
        folded_marks.clear();
        let mut decoded = Vec::new();
        for operand in operands {
            let bytes: &[u8] = match operand {
                Token::Literal(raw) if memchr2(b'\\', b'\r', raw).is_none() => raw,
                Token::Literal(raw) => {
                    decoded.clear();
                    unescape(raw, &mut decoded);
                    &decoded
                }
                Token::Hex(raw) => {
                    decoded.clear();
                    unhex(raw, &mut decoded).map_err(|_| ReadError::Content)?;
                    &decoded
                }
                Token::Number(kern) => {
                    if !marks {
                        self.out.canon.kern(*kern);
                    }
                    continue;
                }
                Token::ArrayOpen | Token::ArrayClose => continue,
                _ => return Err(ReadError::Content),
            };
            match class {
                Class::Marks(_) => map.read(bytes, &mut self.plain, &mut folded_marks)?,
                Class::Body if self.told.is_some() => {
                    map.read(bytes, self.out.canon.characters(), &mut folded_marks)?;
                }
                Class::Body => map.read(bytes, self.out.canon.characters(), &mut self.out.own)?,
                Class::Figure | Class::Furniture => {
                    map.read(bytes, self.out.canon.characters(), &mut folded_marks)?;
                }
            }
        }
        if !marks {
            self.out.canon.end_text();
        }
        let grown = self.out.own.len() - before + folded_marks.len();
        if !folded_marks.is_empty() {
            let folded = std::str::from_utf8(&folded_marks).map_err(|_| ReadError::Font)?;
            if self.told.as_ref().is_some_and(|told| told.hides(folded)) {
                self.out.fault.get_or_insert(ReadError::Glyph);
            }
            match class {
                Class::Marks(_) => {
                    self.out.drawn.any = true;
                    self.out.drawn.text.push_str(folded);
                }
                Class::Furniture => self.out.furniture.push(TextChunk::Own(folded.to_owned())),
                Class::Figure | Class::Body => {}
            }
        }
        self.codes = folded_marks;
        self.out.grow(grown)
    }

    fn paint(&mut self, drawn: &[u8]) -> Maybe<()> {
        let set = self.wardrobe.sets.get(self.set as usize).ok_or(ReadError::Object)?;
        let id = *set.drawn.get(&*name(drawn)).ok_or(ReadError::Content)?;
        let painted = painted(self.file, self.wardrobe, id)?;
        let class = self.class();
        let form = match &*painted {
            Painted::Form(form) => form,
            Painted::Image(_) if matches!(class, Class::Marks(_)) => return Err(ReadError::Symbol),
            Painted::Image(digest) => {
                self.out.paints = true;
                self.out.canon.placed(digest, &self.now.ctm);
                return Ok(());
            }
        };
        if !matches!(class, Class::Marks(_)) {
            self.out.canon.placed(&form.digest, &self.now.ctm);
        }
        if self.is_form {
            self.out.paints |= form.paints;
            self.out.fault = self.out.fault.or(form.fault);
            self.out.extent.join(&form.extent.moved(&self.now.ctm));
            self.out.own.extend_from_slice(form.text.as_bytes());
            return self.out.grow(form.text.len());
        }
        match class {
            Class::Body if form.text.is_empty() && form.fault.is_none() => {}
            Class::Body => {
                self.out.fault = self.out.fault.or(form.fault);
                self.out.extent.join(&form.extent.moved(&self.now.ctm));
                self.out.end_own()?;
                self.out.body.push(TextChunk::Shared(form.text.clone()));
            }
            Class::Furniture if form.fault.is_none() && !form.text.is_empty() => {
                self.out.furniture.push(TextChunk::Shared(form.text.clone()));
            }
            Class::Furniture | Class::Figure => {}
            Class::Marks(_) => {
                if let Some(fault) = form.fault {
                    return Err(fault);
                }
                if form.paints || form.text.is_empty() {
                    return Err(ReadError::Content);
                }
                self.out.drawn.any = true;
                self.out.drawn.text.push_str(&form.text);
            }
        }
        self.out.grow(form.text.len() + 1)
    }

    fn begin(&mut self, operands: &[Token<'_>]) -> Maybe<()> {
        let Some(Token::Name(tag)) = operands.first() else { return Err(ReadError::Content) };
        let class = match (self.class(), *tag) {
            _ if self.is_form => Class::Body,
            (_, b"OC") => return Err(ReadError::Hidden),
            (Class::Body, b"Figure") => Class::Figure,
            (Class::Body, b"Artifact") => {
                let page = [Token::Name(b"Type"), Token::Name(b"Page")];
                if operands.windows(2).any(|pair| pair == page) {
                    if self.text.is_some() {
                        return Err(ReadError::Content);
                    }
                    Class::Marks(self.saved.len())
                } else {
                    Class::Furniture
                }
            }
            (outer, _) => outer,
        };
        if self.classes.len() >= SAVED {
            return Err(ReadError::TooLarge);
        }
        if self.is_form && self.told.is_none() {
            self.told = ToldText::begin(operands, self.classes.len())?;
        }
        self.classes.push(class);
        Ok(())
    }

    /// Takes the text of a stretch that ends here for that of its glyphs.
    fn end_told(&mut self) -> Maybe<()> {
        let depth = self.classes.len();
        let Some(told) = self.told.take_if(|told| told.depth == depth) else { return Ok(()) };
        self.out.canon.operand_bytes(b'A', told.text.as_bytes());
        self.out.own.extend_from_slice(told.text.as_bytes());
        self.out.grow(told.text.len())
    }

    fn end(&mut self) -> Maybe<()> {
        match self.classes.pop() {
            Some(Class::Marks(depth)) => {
                let whole = self.saved.len() == depth && self.text.is_none() && self.rectangles.is_empty();
                if whole { Ok(()) } else { Err(ReadError::Content) }
            }
            Some(_) => self.end_told(),
            None => Err(ReadError::Content),
        }
    }

    /// Operators that change how things look: they enter the digest as they stand.
    fn other(&mut self, operator: &[u8], operands: &[Token<'_>]) -> Maybe<()> {
        let category: Option<&'static [u8]> = match operator {
            b"g" | b"rg" | b"k" => {
                let ink = operands.iter().filter_map(|t| if let Token::Number(n) = t { Some(*n) } else { None });
                self.now.white =
                    if operator == b"k" { ink.sum::<f64>() < 0.05 } else { ink.fold(1.0, f64::min) > 0.95 };
                None
            }
            b"Tr" => {
                let [mode]: [f64; 1] = numbers(operands)?;
                self.now.unpainted = mode > 2.0;
                None
            }
            b"gs" => Some(b"ExtGState"),
            b"cs" | b"CS" => {
                self.now.white = false;
                Some(b"ColorSpace")
            }
            b"sc" | b"scn" => {
                self.now.white = false;
                Some(b"Pattern")
            }
            b"SCN" => Some(b"Pattern"),
            b"sh" => Some(b"Shading"),
            b"G" | b"RG" | b"K" | b"SC" | b"re" | b"f" | b"F" | b"f*" | b"m" | b"l" | b"c" | b"v" | b"y" | b"h"
            | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"n" | b"W" | b"W*" | b"w" | b"J" | b"j" | b"M" | b"d"
            | b"i" | b"ri" | b"Tc" | b"Tw" | b"Tz" | b"Ts" => None,
            _ => return Err(ReadError::Content),
        };
        // Marks are text and a symbol: whatever else is painted there could hide the letter without changing its digest.
        if matches!(self.class(), Class::Marks(_)) {
            return Err(ReadError::Content);
        }
        self.out.paints |= matches!(
            operator,
            b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"sh" | b"gs" | b"W" | b"W*"
        );
        self.out.canon.space(&self.now.ctm);
        for operand in operands {
            match (operand, category) {
                (Token::Name(raw), Some(category)) => {
                    let digest = self.wardrobe.digest(self.file, self.set, category, &name(raw))?;
                    // A device space is known by its name, a resource by its content.
                    if digest == Digest::default() {
                        operand_of(&mut self.out.canon, *operand);
                    } else {
                        self.out.canon.operand_bytes(b'#', digest.bytes());
                    }
                }
                _ => operand_of(&mut self.out.canon, *operand),
            }
        }
        self.out.canon.operator(operator);
        Ok(())
    }

    /// An image within the stream; the lexer stands behind `ID`.
    fn inline_image(&mut self, lexer: &mut Lexer<'_>, operands: &[Token<'_>]) -> Maybe<()> {
        let value = |keys: [&[u8]; 2]| {
            operands.windows(2).find_map(|pair| match pair {
                [Token::Name(key), value] if keys.contains(key) => Some(*value),
                _ => None,
            })
        };
        let rest = lexer.rest();
        // One blank, then data up to ` EI `.
        let hexadecimal = matches!(value([b"F", b"Filter"]), Some(Token::Name(b"AHx" | b"ASCIIHexDecode")));
        let end = if hexadecimal {
            memchr(b'>', rest).ok_or(ReadError::Content)?
        } else {
            let ends = |at: &usize| {
                is_blank(rest[*at])
                    && rest[at + 1..].starts_with(b"EI")
                    && rest.get(at + 3).is_none_or(|b| is_blank(*b))
            };
            (1..rest.len()).find(ends).ok_or(ReadError::Content)?
        };
        let data = rest.get(1..end).ok_or(ReadError::Content)?;
        lexer.at += end + usize::from(hexadecimal);
        if !matches!(lexer.next(), Ok(Some(Token::Word(b"EI")))) {
            return Err(ReadError::Content);
        }
        if !matches!(self.class(), Class::Marks(_)) {
            self.out.paints = true;
            self.out.canon.space(&self.now.ctm);
            operands.iter().for_each(|operand| operand_of(&mut self.out.canon, *operand));
            self.out.canon.operand_bytes(b'(', data);
            self.out.canon.operator(b"BI");
            return Ok(());
        }
        let number = |keys| if let Some(Token::Number(n)) = value(keys) { Some(n as usize) } else { None };
        let side = Some(super::symbol::SIDE);
        let sound = number([b"W", b"Width"]) == side
            && number([b"H", b"Height"]) == side
            && value([b"IM", b"ImageMask"]) == Some(Token::Word(b"true"));
        if !sound {
            return Err(ReadError::Symbol);
        }
        // A mask paints where its bit is 0, or where it is 1 if it is decoded the other way round.
        let inverted = operands.windows(3).any(
            |o| matches!(o, [Token::Name(b"D" | b"Decode"), Token::ArrayOpen, Token::Number(first)] if *first > 0.5),
        );
        let mut rows = Vec::with_capacity(54);
        if hexadecimal {
            unhex(data, &mut rows).map_err(|_| ReadError::Symbol)?;
        } else {
            rows.extend_from_slice(data);
        }
        self.out.drawn.any = true;
        self.out.drawn.mask(&self.now.ctm, &rows, inverted)
    }
}

fn operand_of(canon: &mut Canon, operand: Token<'_>) {
    match operand {
        Token::Number(n) => canon.operand_number(n),
        Token::Name(raw) => canon.operand_bytes(b'/', raw),
        Token::Literal(raw) => canon.operand_bytes(b'(', raw),
        Token::Hex(raw) => canon.operand_bytes(b'<', raw),
        Token::Word(word) => canon.operand_bytes(b'w', word),
        Token::ArrayOpen => canon.operand_bytes(b'[', &[]),
        Token::ArrayClose => canon.operand_bytes(b']', &[]),
        Token::DictOpen => canon.operand_bytes(b'{', &[]),
        Token::DictClose => canon.operand_bytes(b'}', &[]),
    }
}

/// Exactly so many numbers.
fn numbers<const N: usize>(operands: &[Token<'_>]) -> Maybe<[f64; N]> {
    let operands: &[Token<'_>; N] = operands.try_into().map_err(|_| ReadError::Content)?;
    let mut out = [0.0; N];
    for (place, operand) in out.iter_mut().zip(operands) {
        let Token::Number(n) = operand else { return Err(ReadError::Content) };
        *place = *n;
    }
    Ok(out)
}
