//! Text of a document, with tracked changes.

use super::super::xml::{attribute, reader, resolve_reference};
use super::model::{Tracking, Untaken, WordParagraph, WordRun};
use quick_xml::events::{BytesStart, Event};

/// Elements within one another beyond which no document is read.
const DEEPEST: usize = 200;

/// The paragraphs of the text; `None` where it is damaged.
pub(super) fn paragraphs(text: &str) -> Option<Vec<WordParagraph>> {
    let mut xml = reader(text.as_bytes());
    // An end of another element is damage: words would stand in other places.
    xml.config_mut().check_end_names = true;
    let mut buffer = Vec::new();
    let mut body = Body::default();
    loop {
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(element) => body.begin(&element)?,
            Event::End(_) => body.end()?,
            Event::Text(words) if body.is_text() => body.push(&words.xml10_content()),
            Event::CData(words) if body.is_text() => body.push(&words),
            Event::GeneralRef(reference) if body.is_text() => {
                body.push(&resolve_reference(&reference)?);
            }
            // A text that ends before its end is cut.
            Event::Eof => return body.path.is_empty().then_some(body.done),
            _ => {}
        }
        buffer.clear();
    }
}

/// Element that counts here.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    Tracked(Tracking),
    /// Properties as they were before a tracked change.
    Before,
    Table,
    TextBox,
    /// A copy of what stands beside it, for older programs.
    Fallback,
    Other,
}

#[derive(Default)]
struct Body {
    path: Vec<Element>,
    /// Paragraphs that are open: those of a text box stand within another.
    open: Vec<WordParagraph>,
    done: Vec<WordParagraph>,
    hidden: bool,
}

impl Body {
    fn begin(&mut self, element: &BytesStart<'_>) -> Option<()> {
        if self.path.len() >= DEEPEST {
            return None;
        }
        let by = || attribute(element, "author").unwrap_or_default();
        let kind = match element.local_name().as_ref() {
            "p" => {
                let is_apart = self.path.iter().any(|own| matches!(own, Element::Table | Element::TextBox));
                self.open.push(WordParagraph { is_apart, ..WordParagraph::default() });
                Element::Paragraph
            }
            "pPr" => Element::ParagraphProperties,
            "r" => {
                self.hidden = false;
                Element::Run
            }
            "rPr" => Element::RunProperties,
            "t" | "delText" => Element::Text,
            "ins" | "moveTo" => self.track(Tracking::Inserted(by())),
            "del" | "moveFrom" => self.track(Tracking::Deleted(by())),
            "rPrChange" | "pPrChange" | "sectPrChange" | "numberingChange" => {
                self.lose(Untaken::Formatting);
                Element::Before
            }
            "tbl" => Element::Table,
            "txbxContent" => Element::TextBox,
            "Fallback" => Element::Fallback,
            name => {
                self.note(name, element);
                Element::Other
            }
        };
        self.path.push(kind);
        Some(())
    }

    /// Notes a tracked change: within the properties of a paragraph's end it is about the end.
    fn track(&mut self, tracking: Tracking) -> Element {
        let is_end = self.path.ends_with(&[Element::ParagraphProperties, Element::RunProperties]);
        if let Some(paragraph) = self.open.last_mut().filter(|_| is_end) {
            // An end that was made and taken away again never was.
            paragraph.end = match (&paragraph.end, tracking) {
                (Tracking::Inserted(_), Tracking::Deleted(by)) => Tracking::Deleted(by),
                (_, tracking) => tracking,
            };
            return Element::Other;
        }
        Element::Tracked(tracking)
    }

    /// Notes an element that is neither text nor a change.
    fn note(&mut self, name: &str, element: &BytesStart<'_>) {
        if self.path.contains(&Element::Before) {
            return;
        }
        let is_on = || !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "none" | "off"));
        let of_run = self.path.last() == Some(&Element::RunProperties) && !self.is_of_end();
        match name {
            "tab" if self.path.last() == Some(&Element::Run) => self.push("\t"),
            "br" | "cr" if self.path.last() == Some(&Element::Run) => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "drawing" | "pict" | "object" => self.lose(Untaken::Picture),
            "footnoteReference" | "endnoteReference" => self.lose(Untaken::Footnote),
            "oMath" => self.lose(Untaken::Formula),
            "numPr" if self.path.last() == Some(&Element::ParagraphProperties) => self.lose(Untaken::AutomaticList),
            "vanish" if of_run && is_on() => {
                self.hidden = true;
                self.lose(Untaken::HiddenText);
            }
            "b" | "i" | "u" | "strike" | "dstrike" | "caps" | "smallCaps" | "color" | "highlight" | "vertAlign"
            | "sz" | "rFonts" | "shd"
                if of_run && is_on() =>
            {
                self.lose(Untaken::Formatting);
            }
            "commentRangeStart" | "commentReference" => {
                let id = attribute(element, "id").and_then(|id| id.trim().parse().ok());
                if let (Some(id), Some(paragraph)) = (id, self.open.last_mut())
                    && !paragraph.comments.contains(&id)
                {
                    paragraph.comments.push(id);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self) -> Option<()> {
        if self.path.pop()? == Element::Paragraph {
            let mut paragraph = self.open.pop()?;
            if paragraph.is_apart {
                let within = self.path.iter().rev().find(|own| matches!(own, Element::Table | Element::TextBox));
                let what = if within == Some(&Element::Table) { Untaken::Table } else { Untaken::TextBox };
                paragraph.lost.push(what);
            }
            paragraph.lost.sort_unstable();
            paragraph.lost.dedup();
            if !self.path.contains(&Element::Fallback) {
                self.done.push(paragraph);
            }
        }
        Some(())
    }

    /// Returns whether what follows is text of a letter.
    fn is_text(&self) -> bool {
        self.path.last() == Some(&Element::Text)
    }

    /// Returns whether the properties are those of a paragraph's end.
    fn is_of_end(&self) -> bool {
        self.path.ends_with(&[Element::ParagraphProperties, Element::RunProperties])
    }

    fn lose(&mut self, what: Untaken) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.lost.push(what);
        }
    }

    fn push(&mut self, words: &str) {
        if self.hidden {
            return;
        }
        // What was put in and taken out again was never there.
        let tracked = self.path.iter().filter_map(|own| match own {
            Element::Tracked(tracking) => Some(tracking),
            _ => None,
        });
        let deleted = |own: &&Tracking| matches!(own, Tracking::Deleted(_));
        let tracking = tracked.clone().find(deleted).or_else(|| tracked.clone().next()).cloned().unwrap_or_default();
        let never =
            matches!(tracking, Tracking::Deleted(_)) && tracked.clone().any(|own| matches!(own, Tracking::Inserted(_)));
        let Some(paragraph) = self.open.last_mut().filter(|_| !never) else { return };
        match paragraph.runs.last_mut().filter(|run| run.tracking == tracking) {
            Some(run) => run.text.push_str(words),
            None => paragraph.runs.push(WordRun { text: words.to_owned(), tracking }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Tracking, Untaken, WordRun};
    use super::paragraphs;

    fn document(body: &str) -> String {
        format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
    }

    fn run(text: &str) -> String {
        format!("<w:r><w:t>{text}</w:t></w:r>")
    }

    #[test]
    fn tracked_words_keep_the_name_of_whoever_changed_them() {
        let body = format!(
            "<w:p>{}<w:ins w:author=\"A &amp; B\">{}</w:ins><w:del w:author=\"C\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
            run("Kept &lt;"),
            run("new")
        );
        let [paragraph] = <[_; 1]>::try_from(paragraphs(&document(&body)).expect("read")).expect("one");
        let run = |text: &str, tracking| WordRun { text: text.to_owned(), tracking };
        let (new, gone) = (Tracking::Inserted("A & B".into()), Tracking::Deleted("C".into()));
        assert_eq!(paragraph.runs, [run("Kept <", Tracking::Kept), run("new", new), run("gone", gone)]);
        assert_eq!(paragraph.end, Tracking::Kept);
    }

    #[test]
    fn what_was_put_in_and_taken_out_again_never_was() {
        let body = "<w:p><w:ins w:author=\"A\"><w:del w:author=\"B\"><w:r><w:delText>x</w:delText></w:r></w:del></w:ins></w:p>";
        assert_eq!(paragraphs(&document(body)).expect("read")[0].runs, []);
    }

    #[test]
    fn ends_of_paragraphs_are_tracked_and_moves_are_both() {
        let body = format!(
            "<w:p><w:pPr><w:rPr><w:ins w:author=\"A\"/></w:rPr></w:pPr>{}</w:p><w:p><w:pPr><w:rPr><w:del w:author=\"B\"/></w:rPr></w:pPr><w:moveFrom w:author=\"M\">{}</w:moveFrom></w:p>",
            run("one"),
            run("two")
        );
        let read = paragraphs(&document(&body)).expect("read");
        assert_eq!(read[0].end, Tracking::Inserted("A".into()));
        assert_eq!(read[1].end, Tracking::Deleted("B".into()));
        assert_eq!(read[1].runs[0].tracking, Tracking::Deleted("M".into()));
    }

    #[test]
    fn what_no_letter_can_have_is_named() {
        for (body, what) in [
            ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", Untaken::Table),
            ("<w:p><w:r><w:drawing/></w:r></w:p>", Untaken::Picture),
            ("<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>", Untaken::Footnote),
            ("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r></w:p>", Untaken::Formatting),
            (
                "<w:p><w:r><w:rPr><w:rPrChange w:author=\"A\"><w:rPr/></w:rPrChange></w:rPr></w:r></w:p>",
                Untaken::Formatting,
            ),
            ("<w:p><w:pPr><w:numPr/></w:pPr></w:p>", Untaken::AutomaticList),
            ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>", Untaken::HiddenText),
            ("<w:p><w:oMath/></w:p>", Untaken::Formula),
        ] {
            assert_eq!(paragraphs(&document(body)).expect("read")[0].lost, [what], "{body}");
        }
        let plain = "<w:p><w:r><w:rPr><w:b w:val=\"0\"/><w:lang w:val=\"en-US\"/></w:rPr><w:t>plain</w:t></w:r></w:p>";
        assert_eq!(paragraphs(&document(plain)).expect("read")[0].lost, []);
        let hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>";
        assert_eq!(paragraphs(&document(hidden)).expect("read")[0].runs[0].text, "seen");
    }

    #[test]
    fn a_text_that_is_cut_or_far_too_deep_is_damaged() {
        assert_eq!(paragraphs("<w:document><w:body><w:p>"), None);
        assert_eq!(paragraphs(&document(&format!("{}{}", "<a>".repeat(500), "</a>".repeat(500)))), None);
        assert_eq!(paragraphs("<w:p></w:q>"), None);
    }
}
