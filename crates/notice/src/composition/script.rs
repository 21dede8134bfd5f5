//! Words in scripts that the family of the letters lacks: set line by line from faces of their own, shaped as the script asks
//! and in its direction. Glyphs stand in the order of the text, each at its own place; where they do not stand for characters one
//! by one, those of a stretch tell its text together.

use super::fonts::{FaceMetrics, Fonts};
use super::glyph_run::scale;
use super::page::{Centi, Face, Galley, Glyph, Line, Run};
use super::style::{Length, TypeStyle};
use crate::letter::{Span, Tagline};
use crate::party::Tongue;
use harfrust::{Buffer, ClusterLevel, Direction, Language, Script, ShapeOptions, ShaperFont};
use std::ops::Range;
use std::str::FromStr;
use unicode_bidi::{BidiInfo, Level};

/// A stretch that keeps its own direction, whatever stands around it (UAX #9), and its end.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Characters that steer breaking and order, and print nothing.
fn is_control(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

/// The way in which a language is set.
#[derive(Clone, Debug)]
pub(super) struct ScriptSetting {
    pub(super) tongue: Tongue,
    pub(super) face: Face,
    script: Option<Script>,
    right_to_left: bool,
}

impl ScriptSetting {
    /// The setting of a tagline with a face of its own.
    pub(super) fn of(tagline: &Tagline, face: Face) -> Self {
        let tag = tagline.script.as_ref().map(|script| script.iso);
        let script = tag.and_then(|tag| Script::from_iso15924_tag(harfrust::Tag::new(&tag)));
        let right_to_left = tagline.script.as_ref().is_some_and(|script| script.right_to_left);
        Self { tongue: tagline.tongue, face, script, right_to_left }
    }

    /// The style with lines as far apart as the face needs.
    pub(super) fn leading(&self, fonts: &Fonts, style: TypeStyle) -> TypeStyle {
        let metrics = fonts.face(self.face);
        let needed = (metrics.ascent - metrics.descent) * style.size.0 / 1000;
        TypeStyle { leading: Length(style.leading.0.max(needed)), ..style }
    }

    /// Sets a paragraph. `None` where the face lacks a character.
    pub(super) fn set(&self, fonts: &Fonts, spans: &[Span], style: &TypeStyle, measure: Centi) -> Option<Galley> {
        let paragraph = paragraph(spans);
        let level = if self.right_to_left { Level::rtl() } else { Level::ltr() };
        let info = BidiInfo::new(&paragraph, Some(level));
        let shaper = Shaper { setting: self, metrics: fonts.face(self.face), paragraph: &paragraph, info: &info };
        let (size, leading) = (style.size.0, style.leading.0);
        let units = i64::from(measure) * 1000 / i64::from(size);
        let lines = shaper.break_lines(units)?;
        let mut galley = Galley { width: measure, height: leading * lines.len() as Centi, ..Galley::default() };
        let (up, down) = (shaper.metrics.ascent * size / 1000, -shaper.metrics.descent * size / 1000);
        let drop = (leading - up - down) / 2 + up;
        for (n, range) in lines.into_iter().enumerate() {
            let baseline = drop + leading * n as Centi;
            shaper.enter(&mut galley, range, size, units, baseline)?;
        }
        Some(galley)
    }
}

/// The words of a block, with what is set apart in isolates.
fn paragraph(spans: &[Span]) -> String {
    let mut text = String::new();
    for (n, span) in spans.iter().enumerate() {
        let Span::Text(_, words) = span else { continue };
        // Name, words before the number, the number, words behind it. The number keeps its direction and stays on one line.
        if n == 2 {
            text.push(ISOLATE[0]);
            text.push_str(&words.replace(' ', "\u{a0}"));
            text.push(ISOLATE[1]);
        } else {
            text.push_str(words);
        }
    }
    text
}

/// Glyphs that stand for a stretch of the text, with their places on the line in thousandths of the type size.
#[derive(Clone)]
struct Cluster {
    /// The text, without characters that print nothing.
    text: String,
    /// Glyph, place from the left, height above the baseline.
    glyphs: Vec<(u16, i64, i32)>,
}

struct Shaper<'a> {
    setting: &'a ScriptSetting,
    metrics: &'a FaceMetrics,
    paragraph: &'a str,
    info: &'a BidiInfo<'a>,
}

impl Shaper<'_> {
    /// Lines as full as they go, as ranges of the paragraph.
    fn break_lines(&self, measure: i64) -> Option<Vec<Range<usize>>> {
        let (mut lines, mut start, mut end) = (Vec::new(), 0, 0);
        for (next, _) in unicode_linebreak::linebreaks(self.paragraph) {
            if end > start && self.width(start..next)? > measure {
                lines.push(start..end);
                start = end;
            }
            end = next;
        }
        if end > start {
            lines.push(start..end);
        }
        Some(lines)
    }

    fn width(&self, line: Range<usize>) -> Option<i64> {
        let text = &self.paragraph[line.clone()];
        let line = line.start..line.start + text.trim_end().len();
        self.shape(line).map(|(_, width)| width)
    }

    /// The clusters of a line in the order of the text, and its width. `None` where a character has no glyph.
    fn shape(&self, line: Range<usize>) -> Option<(Vec<Cluster>, i64)> {
        let mut pen = 0i64;
        let Some(paragraph) = self.info.paragraphs.first().filter(|_| !line.is_empty()) else {
            return Some((Vec::new(), 0));
        };
        // Set from left to right, and then put in the order of the text.
        let (levels, runs) = self.info.visual_runs(paragraph, line);
        let mut placed = Vec::with_capacity(runs.len());
        for run in runs {
            let right_to_left = levels.get(run.start).is_some_and(Level::is_rtl);
            let text: String = self.paragraph[run.clone()].chars().filter(|c| !is_control(*c)).collect();
            placed.push((run.start, self.shape_run(&text, right_to_left, &mut pen)?));
        }
        placed.sort_by_key(|(start, _)| *start);
        Some((placed.into_iter().flat_map(|(_, clusters)| clusters).collect(), pen))
    }

    fn shape_run(&self, text: &str, right_to_left: bool, pen: &mut i64) -> Option<Vec<Cluster>> {
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        // Numbers in a line from right to left are no words of its script.
        let script = self.setting.script.filter(|_| right_to_left == self.setting.right_to_left);
        buffer.set_script(Some(script.unwrap_or(Script::LATIN)));
        buffer.set_language(Language::from_str(self.setting.tongue.tag()).ok());
        // From right to left marks are told apart from their letters: readers of the page turn every text around that they read.
        buffer.set_cluster_level(if right_to_left {
            ClusterLevel::MonotoneCharacters
        } else {
            ClusterLevel::MonotoneGraphemes
        });
        harfrust::shape(&ShaperFont::new(&self.metrics.font), &mut buffer, ShapeOptions::new()).ok()?;
        let mut glyphs = Vec::new();
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let id = u16::try_from(info.glyph_id).ok().filter(|id| *id != 0)?;
            glyphs.push((info.cluster as usize, (id, *pen + i64::from(position.x_offset), position.y_offset)));
            *pen += i64::from(position.x_advance);
        }
        let mut starts: Vec<usize> = glyphs.iter().map(|(start, _)| *start).collect();
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let cluster = |(start, end): (usize, usize)| {
            let own = glyphs.iter().filter(|(at, _)| *at == start).map(|(_, glyph)| *glyph);
            Some(Cluster { text: text.get(start..end)?.to_owned(), glyphs: own.collect() })
        };
        let clusters: Vec<Cluster> = starts.iter().copied().zip(ends).map(cluster).collect::<Option<_>>()?;
        Some(if right_to_left { clusters } else { self.join_words(&clusters) })
    }

    /// Puts the clusters of each word together in which some are not plain, as readers of the page take a space between
    /// glyphs for one between words.
    fn join_words(&self, clusters: &[Cluster]) -> Vec<Cluster> {
        let mut joined: Vec<Cluster> = Vec::with_capacity(clusters.len());
        for word in clusters.chunk_by(|one, next| !is_blank(&one.text) && !is_blank(&next.text)) {
            if word.iter().all(|cluster| self.plain(cluster).is_some()) {
                joined.extend(word.iter().cloned());
                continue;
            }
            joined.push(Cluster {
                text: word.iter().map(|cluster| cluster.text.as_str()).collect(),
                glyphs: word.iter().flat_map(|cluster| cluster.glyphs.iter().copied()).collect(),
            });
        }
        joined
    }

    /// The glyph and the place of a cluster whose one glyph is that of its one character.
    fn plain(&self, cluster: &Cluster) -> Option<(u16, i64)> {
        match cluster.glyphs.as_slice() {
            &[(id, x, 0)] => self.is_own(id, &cluster.text).then_some((id, x)),
            _ => None,
        }
    }

    /// Adds a line to a galley.
    fn enter(&self, galley: &mut Galley, line: Range<usize>, size: Centi, measure: i64, baseline: Centi) -> Option<()> {
        let words = &self.paragraph[line.clone()];
        let ink = words.trim_end().len();
        let (mut clusters, width) = self.shape(line.start..line.start + ink)?;
        // The blank at which the line was broken keeps readers of the page from joining two words.
        if ink < words.len()
            && let Some(last) = clusters.last_mut()
        {
            last.text.push(' ');
        }
        let left = if self.setting.right_to_left { measure - width } else { 0 };
        let first_run = galley.runs.len() as u32;
        // Where the pen stands behind the last run, as long as each of its glyphs stands for one character.
        let mut pen = None;
        for cluster in &clusters {
            let Some((id, x)) = self.plain(cluster) else {
                pen = None;
                self.enter_together(galley, cluster, left, size);
                continue;
            };
            let (at, text) = (galley.glyphs.len() as u32, galley.text.len() as u32);
            galley.text.push_str(&cluster.text);
            let end = galley.text.len() as u32;
            galley.glyphs.push(Glyph { id, kern: 0, bytes: (end - text) as u8 });
            match galley.runs.last_mut().filter(|_| pen == Some(x)) {
                Some(run) => (run.glyphs.end, run.text.end) = (at + 1, end),
                None => galley.runs.push(Run {
                    face: self.setting.face,
                    size,
                    x: scale(left + x, size),
                    rise: 0,
                    glyphs: at..at + 1,
                    text: text..end,
                    together: false,
                }),
            }
            pen = Some(x + self.advance(id));
        }
        let runs = first_run..galley.runs.len() as u32;
        galley.lines.push(Line { baseline, runs });
        Some(())
    }

    /// Adds glyphs that stand for their text together: those at another height are runs of their own, without text.
    fn enter_together(&self, galley: &mut Galley, cluster: &Cluster, left: i64, size: Centi) {
        let text = galley.text.len() as u32;
        galley.text.push_str(&cluster.text);
        let end = galley.text.len() as u32;
        for (n, (id, x, rise)) in cluster.glyphs.iter().enumerate() {
            let at = galley.glyphs.len() as u32;
            let own = if n == 0 { text..end } else { end..end };
            galley.glyphs.push(Glyph { id: *id, kern: 0, bytes: 0 });
            galley.runs.push(Run {
                face: self.setting.face,
                size,
                x: scale(left + x, size),
                rise: scale(i64::from(*rise), size),
                glyphs: at..at + 1,
                text: own,
                together: true,
            });
        }
    }

    /// Returns whether a glyph is that of one character, and of this one.
    fn is_own(&self, id: u16, text: &str) -> bool {
        let mut characters = text.chars();
        let one = characters.next().filter(|_| characters.next().is_none());
        one.is_some() && self.metrics.characters.get(&id) == one.as_ref()
    }

    fn advance(&self, id: u16) -> i64 {
        i64::from(self.metrics.advances.get(usize::from(id)).copied().unwrap_or_default())
    }
}
