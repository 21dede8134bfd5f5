//! Reading files of others where one is: what the process does that was started for it, and the tests.

use super::import;
use crate::composition::{GrayImage, Logo, Maker, Reader, Sheet, check_letterhead, look_at, weigh_letterhead};
use crate::finding::Problem;

/// Reads in the same process, without a limit of memory or time.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadHere;

impl Reader for ReadHere {
    type Error = Problem;

    fn logo(&self, file: &str, bytes: &[u8]) -> Result<Logo, Problem> {
        Logo::read(file, bytes)
    }

    fn signature(&self, file: &str, bytes: &[u8]) -> Result<GrayImage, Problem> {
        GrayImage::from_png(file, bytes)
    }

    fn letterhead(&self, file: &str, pdf: &[u8], maker: Maker) -> Result<Sheet, Problem> {
        sheet(file, pdf, maker).map_err(|why| as_given(why, maker))
    }
}

fn sheet(file: &str, pdf: &[u8], maker: Maker) -> Result<Sheet, Problem> {
    if maker != Maker::Program {
        weigh_letterhead(file, pdf)?;
    }
    if maker == Maker::Practice {
        check_letterhead(file, pdf)?;
    }
    Ok(Sheet { painting: look_at(file, pdf)?, master: import::take_apart(file, pdf)? })
}

/// The refusal of what was given: where a letterhead was made around a logo, nobody gave a letterhead.
fn as_given(why: Problem, maker: Maker) -> Problem {
    match maker {
        Maker::Program => why,
        Maker::Practice => why.of_field("practice.letterhead"),
        Maker::AroundLogo => {
            let message = "The logo cannot be set on the page: it is too large, or drawn in a way that the archival format does \
                           not allow.";
            let advice = "Save the logo in a simpler form, or as PNG.";
            Problem::of_file(why.place.file, message, advice).of_field("practice.logo")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Maker, ReadHere, Reader};

    #[test]
    fn a_logo_that_cannot_be_set_is_not_called_a_letterhead() {
        for (maker, noun, field) in
            [(Maker::AroundLogo, "logo", "practice.logo"), (Maker::Practice, "letterhead", "practice.letterhead")]
        {
            for bytes in [b"no page".to_vec(), vec![b' '; 9 << 20]] {
                let told = ReadHere.letterhead("x", &bytes, maker).expect_err("no page");
                assert!(told.message.contains(noun) && &*told.place.field == field, "{told}");
                assert!(noun == "letterhead" || !told.to_string().contains("letterhead"), "{told}");
            }
        }
    }
}
