//! The size that a file would grow to, asked before anything draws it: a few kilobytes can stand for more than any machine has.

use crate::finding::{Problem, ProblemCode};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use usvg::roxmltree::{Document, NodeType, ParsingOptions};

/// The most that a letterhead may weigh, since it goes into every file.
const HEAVIEST_PDF: usize = 8 << 20;
/// The most that all its streams may weigh unpacked: a picture of the whole page in colour at 400 to the inch.
const HEAVIEST_UNPACKED: usize = 64 << 20;
/// Most times that a stream may be packed within itself.
const PACKED_WITHIN: usize = 2;
/// The shortest dashes and gaps of a line, in the units of the page, that anybody could see.
const SHORTEST_DASH: f32 = 0.01;
/// The most bytes of an SVG.
const HEAVIEST_SVG: usize = 4 << 20;
/// The most elements of an SVG, those counted that are drawn by reference.
const MOST_ELEMENTS: u64 = 20_000;
/// Deepest nesting of elements of an SVG.
const DEEPEST: u32 = 128;
/// Longest chain of references of an SVG.
const LONGEST_CHAIN: usize = 32;

/// Refuses a PDF that is too large, or would be when unpacked. It looks for streams wherever they begin and follows no
/// structure, so that no reader finds one that was not seen here.
pub fn weigh_letterhead(file: &str, pdf: &[u8]) -> Result<(), Problem> {
    if pdf.len() > HEAVIEST_PDF {
        let message = "The letterhead is larger than 8 MB.";
        return Err(Problem::of_file(file, message, ProblemCode::LetterheadPictures));
    }
    let mut left = HEAVIEST_UNPACKED;
    for at in memchr::memmem::find_iter(pdf, b"stream") {
        let data = &pdf[at + 6..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let Some(data) = data.strip_prefix(b"\n") else { continue };
        let mut inner = unpack(data, left);
        let mut within = 0;
        while let Some(bytes) = inner {
            if bytes.len() >= left {
                let message = "The letterhead unpacks to far more than a letterhead needs.";
                return Err(Problem::of_file(file, message, ProblemCode::LetterheadHeavy));
            }
            left -= bytes.len();
            dashes(file, &bytes)?;
            inner = unpack(&bytes, left);
            within += usize::from(inner.is_some());
            if within > PACKED_WITHIN {
                let message = "A part of the letterhead is packed many times within itself.";
                return Err(Problem::of_file(file, message, ProblemCode::LetterheadUnusual));
            }
        }
        let plain = &data[..memchr::memmem::find(data, b"endstream").unwrap_or(data.len())];
        dashes(file, plain)?;
    }
    Ok(())
}

/// The data of a zlib stream, as far as it can be read and up to one byte more than a limit; `None` for any other data.
fn unpack(data: &[u8], limit: usize) -> Option<Vec<u8>> {
    let zlib =
        matches!(data, [head, check, ..] if head & 15 == 8 && (u16::from(*head) << 8 | u16::from(*check)) % 31 == 0);
    zlib.then(|| decompress_to_vec_zlib_with_limit(data, limit + 1).unwrap_or_else(|fault| fault.output))
}

/// Refuses lines whose dashes are too short to be seen and too many to be drawn.
fn dashes(file: &str, content: &[u8]) -> Result<(), Problem> {
    for open in memchr::memchr_iter(b'[', content) {
        let rest = &content[open + 1..content.len().min(open + 512)];
        let Some(end) = rest.iter().position(|byte| !(byte.is_ascii_digit() || b"+-. \t\r\n".contains(byte))) else {
            continue;
        };
        let (numbers, rest) = rest.split_at(end);
        let after = rest.strip_prefix(b"]").unwrap_or_default();
        let operator = after.iter().find(|byte| !(byte.is_ascii_digit() || b"+-. \t\r\n".contains(byte)));
        let words = std::str::from_utf8(numbers).unwrap_or_default().split_ascii_whitespace();
        let period: f32 = words.filter_map(|word| word.parse::<f32>().ok()).map(f32::abs).sum();
        if operator == Some(&b'd') && period > 0.0 && period < SHORTEST_DASH {
            let message = "The letterhead has a line of dashes that are too short to be seen.";
            return Err(Problem::of_file(file, message, ProblemCode::LogoDashed));
        }
    }
    Ok(())
}

/// Refuses an SVG with more elements than a logo needs, those counted too that it draws by reference, and one whose
/// elements stand too deep within each other. What is no XML is left to the reader, who says so.
pub(super) fn of_svg(file: &str, text: &str) -> Result<(), Problem> {
    let refuse = |message: &str| Problem::of_file(file, message, ProblemCode::LogoHeavy);
    if text.len() > HEAVIEST_SVG {
        return Err(refuse("The SVG logo is larger than 4 MB."));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 8 * MOST_ELEMENTS as u32, ..Default::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(usvg::roxmltree::Error::NodesLimitReached) => return Err(refuse("The SVG logo has far too many parts.")),
        Err(_) => return Ok(()),
    };
    let nodes: Vec<_> = document.descendants().filter(|node| node.node_type() == NodeType::Element).collect();
    let place = |id: usize| nodes.binary_search_by_key(&id, |node| node.id().get_usize());
    let named: std::collections::HashMap<&str, usize> =
        nodes.iter().enumerate().filter_map(|(at, node)| Some((node.attribute("id")?, at))).collect();
    let target = |node: &usvg::roxmltree::Node<'_, '_>| {
        let link = node.attributes().find(|attribute| attribute.name() == "href")?;
        named.get(link.value().trim().strip_prefix('#')?).copied()
    };
    let parents: Vec<_> =
        nodes.iter().map(|node| node.parent_element().and_then(|above| place(above.id().get_usize()).ok())).collect();
    let targets: Vec<_> =
        nodes.iter().map(|node| if node.tag_name().name() == "use" { target(node) } else { None }).collect();
    let mut depths = vec![0u32; nodes.len()];
    for at in 0..nodes.len() {
        depths[at] = parents[at].map_or(0, |above| depths[above] + 1);
        if depths[at] > DEEPEST {
            return Err(refuse("The parts of the SVG logo are nested too deeply."));
        }
    }
    // Each round follows the references one step further.
    let mut weights = vec![1u64; nodes.len()];
    for _ in 0..LONGEST_CHAIN {
        let mut next = vec![1u64; nodes.len()];
        for at in (0..nodes.len()).rev() {
            next[at] = next[at].saturating_add(targets[at].map_or(0, |target| weights[target]));
            if let Some(above) = parents[at] {
                next[above] = next[above].saturating_add(next[at]);
            }
        }
        if next.first().is_some_and(|&whole| whole > MOST_ELEMENTS) {
            return Err(refuse("The SVG logo draws far more parts than a logo needs."));
        }
        if next == weights {
            return Ok(());
        }
        weights = next;
    }
    Err(refuse("The parts of the SVG logo refer to each other without end."))
}
