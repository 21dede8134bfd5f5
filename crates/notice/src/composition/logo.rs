//! The practice's logo: PNG as pixels, SVG as filled outlines. Both in gray.

use super::picture::GrayImage;
use super::weight;
use crate::finding::{Problem, ProblemCode};
use serde::{Deserialize, Serialize};
use tiny_skia_path::{PathSegment, Transform};
use usvg::{Group, Node, Paint, Tree};

/// Most points of all outlines of a logo.
const MOST_KNOTS: usize = 400_000;

/// A point of an outline; `true`: a control point of a cubic curve.
pub type Knot = (f32, f32, bool);

/// A filled outline. y runs down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogoShape {
    /// Closed rings.
    pub rings: Vec<Vec<Knot>>,
    /// 0 is black, 1 white.
    pub gray: f32,
    /// Filled by the even-odd rule rather than by winding.
    pub even_odd: bool,
}

/// A logo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Logo {
    /// A PNG.
    Pixels(GrayImage),
    /// An SVG.
    Outlines {
        /// Width in its own measure.
        width: f32,
        /// Height in its own measure.
        height: f32,
        /// The filled shapes, the lowest first.
        shapes: Vec<LogoShape>,
    },
}

impl Logo {
    /// Reads a PNG or SVG. Refused: another format, damage, and what an SVG has beyond plain fills and strokes.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.starts_with(b"\x89PNG") {
            return GrayImage::from_png(file, bytes).map(Self::Pixels);
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Problem::of_file(file, "The logo is not a PNG or SVG file.", ProblemCode::LogoUnreadable))?;
        weight::of_svg(file, text)?;
        let tree = Tree::from_str(text, &usvg::Options::default()).map_err(|_| {
            Problem::of_file(file, "The logo is not a PNG or a readable SVG file.", ProblemCode::LogoUnreadable)
        })?;
        let mut shapes = Vec::new();
        collect(tree.root(), 1.0, &mut shapes, &mut 0).map_err(|what| {
            Problem::of_file(file, format!("The SVG logo uses {what}."), ProblemCode::LogoUnsupported)
        })?;
        if shapes.is_empty() {
            return Err(Problem::of_file(
                file,
                "The SVG logo is empty; convert its text to outlines.",
                ProblemCode::LogoEmpty,
            ));
        }
        Ok(Self::Outlines { width: tree.size().width(), height: tree.size().height(), shapes })
    }

    /// Width over height.
    pub fn aspect(&self) -> f32 {
        match self {
            Self::Pixels(picture) => picture.width as f32 / picture.height as f32,
            Self::Outlines { width, height, .. } => width / height,
        }
    }
}

fn collect(group: &Group, opacity: f32, shapes: &mut Vec<LogoShape>, knots: &mut usize) -> Result<(), &'static str> {
    if group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty() {
        return Err("a clip path, a mask or a filter");
    }
    let opacity = opacity * group.opacity().get();
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, opacity, shapes, knots)?,
            Node::Path(path) if path.is_visible() => {
                let place = path.abs_transform();
                if let Some(fill) = path.fill() {
                    let gray = gray(fill.paint(), fill.opacity().get() * opacity)?;
                    let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
                    push(shapes, knots, LogoShape { rings: rings(path.data(), place), gray, even_odd })?;
                }
                if let Some(stroke) = path.stroke() {
                    let gray = gray(stroke.paint(), stroke.opacity().get() * opacity)?;
                    let line = stroke.to_tiny_skia();
                    let dashed = line.dash.as_ref().and_then(|dash| path.data().dash(dash, 4.0));
                    let outline = dashed.as_ref().unwrap_or(path.data()).stroke(&line, 4.0);
                    if let Some(outline) = outline {
                        push(shapes, knots, LogoShape { rings: rings(&outline, place), gray, even_odd: false })?;
                    }
                }
            }
            Node::Path(_) => {}
            Node::Image(_) => return Err("an embedded picture"),
            Node::Text(_) => return Err("text that is not outlines"),
        }
    }
    Ok(())
}

/// Keeps a shape, as long as all of them together have no more points than a logo needs.
fn push(shapes: &mut Vec<LogoShape>, knots: &mut usize, shape: LogoShape) -> Result<(), &'static str> {
    *knots += shape.rings.iter().map(Vec::len).sum::<usize>();
    shapes.push(shape);
    if *knots > MOST_KNOTS { Err("far more points than a logo needs") } else { Ok(()) }
}

fn gray(paint: &Paint, opacity: f32) -> Result<f32, &'static str> {
    let Paint::Color(color) = paint else { return Err("a gradient or a pattern") };
    let part = |c: u8, weight: f32| f32::from(c) / 255.0 * weight;
    let gray = part(color.red, 0.2126) + part(color.green, 0.7152) + part(color.blue, 0.0722);
    Ok(1.0 - (1.0 - gray) * opacity)
}

fn rings(path: &tiny_skia_path::Path, place: Transform) -> Vec<Vec<Knot>> {
    let Some(path) = path.clone().transform(place) else { return Vec::new() };
    let mut rings: Vec<Vec<Knot>> = Vec::new();
    for segment in path.segments() {
        if let PathSegment::MoveTo(p) = segment {
            rings.push(vec![(p.x, p.y, false)]);
            continue;
        }
        let Some(ring) = rings.last_mut() else { continue };
        match segment {
            PathSegment::MoveTo(_) => {}
            PathSegment::LineTo(p) => ring.push((p.x, p.y, false)),
            PathSegment::QuadTo(c, p) => push_quad(ring, (c.x, c.y), (p.x, p.y)),
            PathSegment::CubicTo(a, b, p) => ring.extend([(a.x, a.y, true), (b.x, b.y, true), (p.x, p.y, false)]),
            PathSegment::Close => {
                if let Some(&first) = ring.first() {
                    ring.push(first);
                }
            }
        }
    }
    rings
}

/// A quadratic curve as the cubic one that is equal to it.
pub(super) fn push_quad(ring: &mut Vec<Knot>, control: (f32, f32), to: (f32, f32)) {
    let Some(&(x, y, _)) = ring.last() else { return };
    let third = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
    ring.extend([
        (third(x, control.0), third(y, control.1), true),
        (third(to.0, control.0), third(to.1, control.1), true),
        (to.0, to.1, false),
    ]);
}
