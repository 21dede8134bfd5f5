//! Pictures that the practice sends: PNG, flattened on white and turned to gray, so that no reader needs colour or
//! transparency.

use crate::finding::{Problem, ProblemCode};
use png::{ColorType, Decoder, Limits, Transformations};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// Most pixels that a picture may have: a whole page at 400 to the inch and more.
const MOST_PIXELS: u64 = 24_000_000;
/// Most pixels of one side.
const LONGEST_SIDE: u32 = 20_000;

/// A gray picture.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrayImage {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// One byte a pixel from the top left; 0 is black.
    pub gray: Vec<u8>,
}

impl GrayImage {
    /// Reads a PNG. Refused: what is no PNG, is damaged, or is larger than any logo or signature.
    pub fn from_png(file: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let refuse = |message: &str| Problem::of_file(file, message, ProblemCode::PictureUnreadable);
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: 256 << 20 });
        // Nothing of these is used, and each could be a bomb of its own.
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let mut reader = decoder.read_info().map_err(|_| refuse("The file is not a PNG picture."))?;
        let (width, height) = (reader.info().width, reader.info().height);
        if width == 0 || height == 0 {
            return Err(refuse("The picture is empty."));
        }
        // Asked of the head of the file, before anything is unpacked.
        if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
            let message =
                format!("The picture has {width} x {height} pixels, far more than a logo or signature needs.");
            return Err(Problem::of_file(file, message, ProblemCode::PictureLarge));
        }
        let size = reader.output_buffer_size().ok_or_else(|| refuse("The picture is too large."))?;
        let mut pixels = vec![0; size];
        let frame = reader.next_frame(&mut pixels).map_err(|_| refuse("The PNG picture is damaged."))?;
        let on_white =
            |value: u32, alpha: u8| ((value * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255) as u8;
        let gray: Vec<u8> = match frame.color_type {
            ColorType::Grayscale => pixels[..frame.buffer_size()].to_vec(),
            ColorType::GrayscaleAlpha => {
                pixels[..frame.buffer_size()].chunks_exact(2).map(|p| on_white(u32::from(p[0]), p[1])).collect()
            }
            ColorType::Rgb => pixels[..frame.buffer_size()].chunks_exact(3).map(|p| luma(p) as u8).collect(),
            ColorType::Rgba => pixels[..frame.buffer_size()].chunks_exact(4).map(|p| on_white(luma(p), p[3])).collect(),
            ColorType::Indexed => return Err(refuse("The PNG picture's palette cannot be read.")),
        };
        if gray.len() as u64 != u64::from(width) * u64::from(height) {
            return Err(refuse("The PNG picture is damaged."));
        }
        Ok(Self { width, height, gray })
    }
}

/// Brightness as the eye sees it (Rec. 709 weights on the stored values).
fn luma(rgb: &[u8]) -> u32 {
    (u32::from(rgb[0]) * 2126 + u32::from(rgb[1]) * 7152 + u32::from(rgb[2]) * 722 + 5000) / 10_000
}

impl std::fmt::Debug for GrayImage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}
