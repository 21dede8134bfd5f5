//! The state of translated files: how far each was reviewed, and whether its English has changed since. The first line of every file
//! of another language says so:
//!
//! ```text
//! {{!-- translation: draft; of 0123456789 --}}
//! {{!-- translation: reviewed by Ana Ejemplo on 2026-12-01; of 0123456789 --}}
//! # translation: draft; of 0123456789
//! ```
//!
//! The last word is the fingerprint of the English file that was translated: ten digits of its SHA-256.

use crate::finding::{Problem, ProblemCode};
use crate::party::{Language, Templates};
use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The state of review of a translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum TranslationState {
    /// Nobody who reads both languages has confirmed it.
    Draft,
    /// Somebody has.
    Reviewed {
        /// The reviewer.
        by: String,
        /// The day of the review.
        on: NaiveDate,
    },
}

/// One translated file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Translation {
    /// Path below `templates/`.
    pub file: String,
    /// Its language.
    pub language: Language,
    /// Its state of review.
    #[serde(flatten)]
    pub review: TranslationState,
    /// True if the English file has changed since it was translated.
    pub stale: bool,
    /// The fingerprint of the English file as it is now, which the first line bears once the change is taken over.
    pub fingerprint: String,
}

impl Translation {
    /// Returns whether nothing is left to do: reviewed, and of the English file as it is now.
    pub fn is_settled(&self) -> bool {
        !self.stale && self.review != TranslationState::Draft
    }

    /// The next step, in plain words; empty where nothing is.
    pub fn to_do(&self) -> String {
        let draft = self.review == TranslationState::Draft;
        let mut words = String::new();
        if draft {
            words.push_str("Draft: no one who reads both languages has reviewed it. ");
        }
        if self.stale {
            words.push_str("The English file has changed since. ");
        }
        if !words.is_empty() {
            let fingerprint = &self.fingerprint;
            words.push_str(&format!("Then let the first line say: reviewed by NAME on YYYY-MM-DD; of {fingerprint}."));
        }
        words
    }
}

const FOLDERS: [(&str, Language); 1] = [("es/", Language::Es)];

/// The state of every translated file, in order of path.
///
/// # Errors
/// Every file whose first line does not say it, and every file that translates nothing.
pub fn translations(templates: &Templates) -> Result<Vec<Translation>, Vec<Problem>> {
    let (mut read, mut refusals) = (Vec::new(), Vec::new());
    for (folder, language) in FOLDERS {
        for (path, _) in templates.under(folder) {
            match one(templates, folder, path) {
                Ok((review, of, fingerprint)) => {
                    let (file, stale) = (path.to_owned(), of != fingerprint);
                    read.push(Translation { file, language, review, stale, fingerprint });
                }
                Err(refusal) => refusals.push(refusal),
            }
        }
    }
    if refusals.is_empty() { Ok(read) } else { Err(refusals) }
}

/// State, the fingerprint that the file bears, and that of its English file.
fn one(templates: &Templates, folder: &str, path: &str) -> Result<(TranslationState, String, String), Problem> {
    let file = format!("templates/{path}");
    let original = path.strip_prefix(folder).unwrap_or(path);
    let english = templates.text(original).map_err(|_| {
        let message = format!("The file translates templates/{original}, which is not there.");
        Problem::of_file(&file, message, ProblemCode::TranslationUnknown)
    })?;
    let fingerprint = fingerprint(english);
    let text = templates.text(path)?;
    let first = text.lines().next().unwrap_or_default().trim();
    header(first).map(|(state, of)| (state, of.to_owned(), fingerprint.clone())).ok_or_else(|| {
        let shape = if path.ends_with(".toml") {
            format!("# translation: draft; of {fingerprint}")
        } else {
            format!("{{{{!-- translation: draft; of {fingerprint} --}}}}")
        };
        let message = "The first line does not say how far the translation was reviewed.";
        Problem::of_file(&file, message, format!("Write as the first line: {shape}")).at(1, 1)
    })
}

/// Reads a first line; `None` where it is no such line.
fn header(line: &str) -> Option<(TranslationState, &str)> {
    let line = line.strip_prefix("{{!--").and_then(|l| l.strip_suffix("--}}")).or_else(|| line.strip_prefix('#'))?;
    let (state, of) = line.trim().strip_prefix("translation:")?.split_once(';')?;
    let of = of.trim().strip_prefix("of ")?.trim();
    if of.len() != 10 || !of.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let state = state.trim();
    if state == "draft" {
        return Some((TranslationState::Draft, of));
    }
    let (by, on) = state.strip_prefix("reviewed by ")?.rsplit_once(" on ")?;
    let by = by.trim();
    (!by.is_empty()).then_some(())?;
    Some((TranslationState::Reviewed { by: by.to_owned(), on: on.trim().parse().ok()? }, of))
}

/// Ten digits of the SHA-256 of a text; line ends of Windows count as those of everybody.
fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    let first = digest.iter().take(5).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{first:010x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state_of(english: &str, spanish: &str) -> Result<Vec<Translation>, Vec<Problem>> {
        let files = [("passages/a.md.hbs", english), ("es/passages/a.md.hbs", spanish)];
        translations(&Templates::new(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))))
    }

    #[test]
    fn first_lines_are_read() {
        let of = fingerprint("Hello.\n");
        assert_eq!(of.len(), 10);
        let draft =
            &state_of("Hello.\n", &format!("{{{{!-- translation: draft; of {of} --}}}}\nHola.\n")).expect("read")[0];
        assert!(draft.review == TranslationState::Draft && !draft.stale && !draft.is_settled());
        assert!(draft.to_do().contains(&of));
        let line = format!("{{{{!-- translation: reviewed by Ana on Ejemplo on 2026-12-01; of {of} --}}}}\n");
        let reviewed = &state_of("Hello.\r\n", &line).expect("read")[0];
        assert!(reviewed.is_settled() && reviewed.to_do().is_empty());
        let TranslationState::Reviewed { by, on } = &reviewed.review else { panic!("reviewed") };
        assert_eq!((by.as_str(), on.to_string().as_str()), ("Ana on Ejemplo", "2026-12-01"));
        let stale = &state_of("Hello!\n", &line).expect("read")[0];
        assert!(stale.stale && stale.to_do().contains(&fingerprint("Hello!\n")));
    }

    #[test]
    fn a_file_without_its_state_is_refused_with_what_to_write() {
        for line in
            ["Hola.", "# translation: draft", "# translation: seen; of 0123456789", "# translation: draft; of 01234"]
        {
            let refusal = &state_of("Hello.\n", line).expect_err(line)[0];
            assert_eq!(
                (refusal.place.line, refusal.place.file.as_str()),
                (1, "templates/es/passages/a.md.hbs"),
                "{line}"
            );
            assert!(refusal.advice().contains(&fingerprint("Hello.\n")), "{refusal}");
        }
    }

    #[test]
    fn a_translation_of_nothing_is_refused() {
        let files = [("es/passages/b.md.hbs".to_owned(), b"# translation: draft; of 0123456789".to_vec())];
        let refusals = translations(&Templates::new(files)).expect_err("nothing to translate");
        assert!(refusals[0].message.contains("passages/b.md.hbs"), "{}", refusals[0]);
    }
}
