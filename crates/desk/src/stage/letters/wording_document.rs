//! Templates of letters as one Word document, to be edited and read back (`wording_return`). A template stands below its path; each
//! of its lines that is not empty is a paragraph.

use super::wording::list_templates;
use crate::CommandError;
use crate::casefile::fact::InputFile;
use crate::docx::{package, paragraph, run};
use crate::io::digest::hex;
use crate::snapshot::case_templates;
use crate::task::CommandContext;
use notice::letter::Style;
use notice::party::{Jurisdiction, Language};
use sha2::{Digest, Sha256};

/// The words at the head, which are not read back.
const HEAD: [&str; 4] = [
    "Wording of letters, to edit with tracked changes and comments.",
    "Each gray line with a path begins a template, and tells the program where the words below it belong. Do not change these lines.",
    "Words in {{ }} are filled in by the program. Lines that begin with {{# or {{/ decide who reads what stands between them.",
    "Write **bold** and *italic* with stars. A line that begins with ### is a heading, one that begins with a hyphen an item of a list. Tables, pictures, fonts and colors are not taken.",
];

/// Characters of a text's digest that stand beside its path.
const DIGEST: usize = 10;

/// Makes the document of the templates that `only` names, each as a path, as the start of paths or as the two letters of a state; of all
/// templates where it names none.
///
/// # Errors
/// A name under which there is no template.
pub fn make_document(facts: &[InputFile], only: &[String], command: &CommandContext) -> Result<Vec<u8>, CommandError> {
    let templates = case_templates(facts, command)?;
    let paths: Vec<String> = list_templates(facts, command)?.into_iter().map(|template| template.path).collect();
    ensure_named(only, &paths.iter().map(String::as_str).collect::<Vec<_>>())?;
    let chosen: Vec<&String> =
        paths.iter().filter(|path| only.is_empty() || only.iter().any(|name| is_named(path, name))).collect();
    let mut body = String::new();
    for (at, words) in HEAD.iter().enumerate() {
        paragraph(&mut body, if at == 0 { "Title" } else { "" }, "", Language::En, &run(words, Style::Plain));
    }
    for path in &chosen {
        let language = if path.starts_with("es/") { Language::Es } else { Language::En };
        let text = templates.text(path)?;
        paragraph(&mut body, "TemplatePath", "", Language::En, &run(&path_line(path, text), Style::Plain));
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            paragraph(&mut body, style_of(line), "", language, &run(line, Style::Plain));
        }
    }
    paragraph(&mut body, "TemplatePath", "", Language::En, &run(&end_line(chosen.len()), Style::Plain));
    package(&body, None)
}

/// Refuses a name under which none of the paths is.
pub(super) fn ensure_named(only: &[String], paths: &[&str]) -> Result<(), CommandError> {
    let unknown = only.iter().find(|name| !paths.iter().any(|path| is_named(path, name)));
    unknown.map_or(Ok(()), |name| {
        Err(CommandError::input(
            format!("No template has the path {}.", notice::finding::escape_line(name)),
            "Choose a template by its path, a folder such as jurisdictions/, or a state such as TX.",
        ))
    })
}

/// Returns whether a path is named by itself, by its start or by its state.
pub(super) fn is_named(path: &str, name: &str) -> bool {
    let state = Jurisdiction::parse(name).map(|place| format!("jurisdictions/{}/", place.code().to_lowercase()));
    let below =
        |start: &str| path.starts_with(start) || path.strip_prefix("es/").is_some_and(|own| own.starts_with(start));
    match state {
        Some(folder) => below(&folder),
        None => path == name || (name.ends_with('/') && path.starts_with(name)),
    }
}

/// The start of a text's digest, by which the document is told from one of other words.
pub(super) fn short_digest(text: &str) -> String {
    let mut digest = hex(Sha256::digest(text));
    digest.truncate(DIGEST);
    digest
}

/// The line above a template.
fn path_line(path: &str, text: &str) -> String {
    format!("{path} [{}]", short_digest(text))
}

/// The path and the digest of the line above a template; nothing for another line.
pub(super) fn parse_path_line(line: &str) -> Option<(&str, &str)> {
    let (path, digest) = line.trim().strip_suffix(']')?.split_once(" [")?;
    let is_digest = digest.len() == DIGEST && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_digest && path.ends_with(".hbs") && !path.contains(char::is_whitespace)).then_some((path, digest))
}

/// The line below the last template.
fn end_line(count: usize) -> String {
    format!("End of the wording: {count} templates")
}

/// The number of templates by the line below the last one.
pub(super) fn parse_end_line(line: &str) -> Option<usize> {
    line.trim().strip_prefix("End of the wording: ")?.strip_suffix(" templates")?.parse().ok()
}

/// The style in which a line of a template is shown.
fn style_of(line: &str) -> &'static str {
    let line = line.trim_start();
    if ["{{#", "{{/", "{{!", "{{>", "{{else"].iter().any(|start| line.starts_with(start)) {
        "Instruction"
    } else if line.starts_with("## ") {
        "Heading1"
    } else if line.starts_with('#') {
        "Heading2"
    } else if line.starts_with("- ") {
        "ListParagraph"
    } else {
        ""
    }
}
