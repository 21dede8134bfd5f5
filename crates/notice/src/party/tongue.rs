use super::Language;
use std::fmt;

/// Longest tag that is taken: `xxx-Xxxx-XX`.
const LONGEST: usize = 11;

/// Any language by its tag (BCP 47), such as `es` or `sr-Latn`: of a stretch of text, for whoever reads it aloud. Beside
/// [`Language`], it also names languages in which there are no letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tongue {
    tag: [u8; LONGEST],
    length: u8,
}

impl Tongue {
    /// Reads a tag: a language of two or three small letters, then script and region where there are any.
    pub fn parse(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let language = parts.next()?;
        let plain = matches!(language.len(), 2 | 3) && language.bytes().all(|b| b.is_ascii_lowercase());
        let further = |part: &str| matches!(part.len(), 2..=4) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        (plain && tag.len() <= LONGEST && parts.all(further)).then(|| Self::of(tag))
    }

    fn of(text: &str) -> Self {
        let mut tag = [0; LONGEST];
        tag[..text.len()].copy_from_slice(text.as_bytes());
        Self { tag, length: text.len() as u8 }
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        std::str::from_utf8(&self.tag[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl From<Language> for Tongue {
    fn from(language: Language) -> Self {
        Self::of(language.tag())
    }
}

impl fmt::Debug for Tongue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::Tongue;
    use crate::party::Language;

    #[test]
    fn tags_are_read_as_written() {
        for tag in ["es", "haw", "sr-Latn", "pt-BR", "xxx-Xxxx-XX"] {
            assert_eq!(Tongue::parse(tag).map(|t| t.tag().to_owned()).as_deref(), Some(tag));
        }
        for tag in ["", "e", "ES", "es-", "es--MX", "english", "es_MX", "xxx-Xxxx-XXX", "ñu"] {
            assert_eq!(Tongue::parse(tag), None, "{tag}");
        }
        assert_eq!(Tongue::parse("es"), Some(Language::Es.into()));
    }
}
