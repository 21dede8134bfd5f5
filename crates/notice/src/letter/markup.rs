//! Rendered Markdown becomes blocks. The subset: `#` title, `##` and `###` headings, paragraphs, `-` and `1.` lists of
//! one level, bold, italics, hard breaks, and lines of their own `:::box`, `:::keep`, `:::`, `:::pagebreak`,
//! `:::signature`. Everything else is refused.

use super::draft::{Block, BlockKind, Span, Style};
use super::escape::{self, Meaning};
use super::fault::MarkupFault;
use super::marks;
use super::phrase::place;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads a rendered letter.
pub(super) fn parse(text: &str) -> Result<Vec<Block>, MarkupFault> {
    marks::count(text)?;
    let mut reader = Reader::default();
    let mut chunk = String::new();
    let mut first = 1;
    for (number, line) in (1u32..).zip(text.lines()) {
        let line = line.trim_start();
        if let Some(word) = line.strip_prefix(":::") {
            reader.markdown(&chunk, first)?;
            chunk.clear();
            first = number + 1;
            reader.directive(word.trim(), number)?;
        } else {
            chunk.push_str(line);
            chunk.push('\n');
        }
    }
    reader.markdown(&chunk, first)?;
    reader.finish()
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The places at which `:::box` and `:::keep` were opened: kind, line, and number of blocks before.
    open: Vec<(Fence, u32, usize)>,
    lists: u16,
    titled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    Box,
    Keep,
}

impl Reader {
    fn directive(&mut self, word: &str, line: u32) -> Result<(), MarkupFault> {
        let fence = match word {
            "box" => Fence::Box,
            "keep" => Fence::Keep,
            "" => return self.close(line),
            "pagebreak" | "signature" => {
                let kind = if word == "signature" { BlockKind::Signature } else { BlockKind::PageBreak };
                self.blocks.push(Block {
                    kind,
                    spans: Vec::new(),
                    keep_together: true,
                    keep_with_next: kind == BlockKind::Signature,
                });
                return Ok(());
            }
            _ => {
                return Err(MarkupFault {
                    line,
                    column: 0,
                    message: "A line starts with ::: and a word that means nothing.".into(),
                    advice: "The words are box, keep, pagebreak and signature; ::: alone closes box and keep.",
                });
            }
        };
        if self.open.iter().any(|(open, ..)| *open == fence) {
            return Err(MarkupFault {
                line,
                column: 0,
                message: format!("A :::{word} is inside another."),
                advice: "Close the first with a line :::.",
            });
        }
        self.open.push((fence, line, self.blocks.len()));
        if fence == Fence::Box {
            self.blocks.push(marker(BlockKind::BoxStart));
        }
        Ok(())
    }

    fn close(&mut self, line: u32) -> Result<(), MarkupFault> {
        let Some((fence, _, from)) = self.open.pop() else {
            return Err(MarkupFault {
                line,
                column: 0,
                message: "A line ::: closes nothing.".into(),
                advice: "Take it out, or open with :::box or :::keep.",
            });
        };
        if fence == Fence::Box {
            if self.blocks.len() == from + 1 {
                self.blocks.pop();
                return Ok(());
            }
            self.blocks.push(marker(BlockKind::BoxEnd));
        }
        if let Some((last, others)) = self.blocks[from..].split_last_mut() {
            last.keep_together = true;
            for block in others {
                block.keep_together = true;
                block.keep_with_next = true;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<Block>, MarkupFault> {
        match self.open.last() {
            Some((_, line, _)) => Err(MarkupFault {
                line: *line,
                column: 0,
                message: "A :::box or :::keep is not closed.".into(),
                advice: "Close it with a line :::.",
            }),
            None => Ok(self.blocks),
        }
    }

    fn markdown(&mut self, chunk: &str, first: u32) -> Result<(), MarkupFault> {
        let mut words = Setting::default();
        let mut kind = BlockKind::Paragraph;
        let mut list: Option<(bool, u16)> = None;
        let mut in_item = false;
        for (event, range) in Parser::new_ext(chunk, extensions()).into_offset_iter() {
            let refuse = |message: &str, advice| {
                let (line, column) = place(chunk, range.start);
                Err(MarkupFault { line: first + line - 1, column, message: message.into(), advice })
            };
            if let Some((message, advice)) = find_barred(&event) {
                return refuse(message, advice);
            }
            match event {
                Event::Start(Tag::Paragraph) => {
                    if in_item && !words.is_empty() {
                        return refuse("A list item holds two paragraphs.", "Make it one paragraph.");
                    }
                    if !in_item {
                        kind = BlockKind::Paragraph;
                    }
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    kind = match self.heading(level, in_item) {
                        Ok(kind) => kind,
                        Err((message, advice)) => return refuse(message, advice),
                    };
                }
                Event::Start(Tag::List(start)) => {
                    if in_item {
                        return refuse("A list is inside another list.", "Make it one list.");
                    }
                    if start.is_some_and(|n| n != 1) {
                        return refuse("A numbered list does not start at 1.", "Start it at 1.");
                    }
                    list = Some((start.is_some(), 0));
                }
                Event::Start(Tag::Item) => {
                    in_item = true;
                    let (numbered, item) = list.unwrap_or_default();
                    kind = BlockKind::Item { list: self.lists, item, numbered };
                }
                Event::End(TagEnd::Item) => {
                    in_item = false;
                    if self.push(kind, &mut words)
                        && let Some((_, item)) = &mut list
                    {
                        *item += 1;
                    }
                }
                Event::End(TagEnd::List(_)) => {
                    if list.take().is_some_and(|(_, items)| items > 0) {
                        self.lists += 1;
                    }
                }
                Event::End(TagEnd::Paragraph) if in_item => {}
                Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                    self.push(kind, &mut words);
                }
                Event::Start(Tag::Strong) => {
                    if !words.enter(Style::Strong) {
                        return refuse("Bold and italics are combined.", "Choose one of the two.");
                    }
                }
                Event::Start(Tag::Emphasis) => {
                    if !words.enter(Style::Emphasis) {
                        return refuse("Bold and italics are combined.", "Choose one of the two.");
                    }
                }
                Event::End(TagEnd::Strong | TagEnd::Emphasis) => words.style = Style::Plain,
                Event::Text(text) => {
                    words.text(&text);
                    if words.unpaired {
                        return refuse(
                            "Marks for bold do not pair.",
                            "Let ** touch the first and the last letter of the bold words.",
                        );
                    }
                }
                Event::SoftBreak => words.text(" "),
                Event::HardBreak => words.line_break(),
                _ => return refuse("The text holds Markdown that letters do not know.", "Write plain words."),
            }
        }
        Ok(())
    }

    /// Gives the kind of a heading. Refused, with advice: a second title, a heading below the third level or in a list.
    fn heading(&mut self, level: HeadingLevel, in_item: bool) -> Result<BlockKind, Refusal> {
        let kind = match level {
            HeadingLevel::H1 if self.titled => {
                return Err(("The letter has two titles.", "Use ## for headings below the title."));
            }
            HeadingLevel::H1 => BlockKind::Title,
            HeadingLevel::H2 => BlockKind::Heading(2),
            HeadingLevel::H3 => BlockKind::Heading(3),
            _ => return Err(("A heading is deeper than three levels.", "Use ## or ###.")),
        };
        self.titled |= level == HeadingLevel::H1;
        if in_item {
            return Err(("A heading is inside a list.", "End the list with an empty line first."));
        }
        Ok(kind)
    }

    /// Ends a block; an empty one leaves nothing. Returns true where it left one.
    fn push(&mut self, kind: BlockKind, words: &mut Setting) -> bool {
        let spans = words.finish();
        if spans.is_empty() {
            return false;
        }
        if let BlockKind::Item { item: 0, .. } = kind
            && let Some(before) = self.blocks.last_mut()
            && before.kind == BlockKind::Paragraph
            && matches!(before.spans.last(), Some(Span::Text(_, text)) if text.ends_with(':'))
        {
            before.keep_with_next = true;
        }
        let heading = matches!(kind, BlockKind::Title | BlockKind::Heading(_));
        self.blocks.push(Block { kind, spans, keep_together: heading, keep_with_next: heading });
        true
    }
}

/// A message and its advice.
type Refusal = (&'static str, &'static str);

/// Finds Markdown that no letter may hold, with a message that names it.
fn find_barred(event: &Event<'_>) -> Option<Refusal> {
    match event {
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => Some((
            "The text holds code (backticks, or a line that starts with four blanks).",
            "Write plain words, and start lines at the margin.",
        )),
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
            Some(("The text holds HTML.", "Write plain words; \\< prints a less-than sign."))
        }
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
            Some(("The text holds a link or an image.", "Write the address out in plain words."))
        }
        Event::Start(Tag::Table(_)) => Some(("The text holds a table.", "Use a list.")),
        Event::Start(Tag::BlockQuote(_)) => Some(("The text holds a quotation block.", "Use :::box or a paragraph.")),
        Event::Rule => Some(("The text holds a rule.", "Use :::pagebreak or a heading.")),
        _ => None,
    }
}

/// The extensions that are parsed so that they can be refused by name.
fn extensions() -> Options {
    Options::ENABLE_TABLES
}

fn marker(kind: BlockKind) -> Block {
    Block { kind, spans: Vec::new(), keep_together: true, keep_with_next: true }
}

/// Typewriter quotes become those of print: opening after a blank, a dash or an opening bracket, else closing. Only the
/// words of templates pass here; facts and a person's own values are set as they were typed.
fn curled(c: char, before: char) -> char {
    let opens =
        before.is_whitespace() || matches!(before, '(' | '[' | '/' | '\u{2013}' | '\u{2014}' | '\u{2018}' | '\u{201C}');
    match (c, opens) {
        ('"', true) => '\u{201C}',
        ('"', false) => '\u{201D}',
        ('\'', true) => '\u{2018}',
        ('\'', false) => '\u{2019}',
        _ => c,
    }
}

/// Words on their way into spans: blanks collapse, and none stands at an edge or beside a break.
#[derive(Default)]
struct Setting {
    spans: Vec<Span>,
    style: Style,
    /// The style of a blank that is due before the next word.
    blank: Option<Style>,
    /// The character before, as it came from the parser.
    before: char,
    /// True if two stars or two underscores stand side by side: bold that does not pair.
    unpaired: bool,
}

impl Setting {
    fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Begins bold or italics; whether neither was on.
    fn enter(&mut self, style: Style) -> bool {
        let plain = self.style == Style::Plain;
        self.style = style;
        plain
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Most of a text is plain letters, which are taken a word at a time.
            let (word, tail) = rest.split_at(rest.bytes().take_while(u8::is_ascii_alphanumeric).count());
            if let Some(last) = word.chars().next_back() {
                self.before = last;
                self.space();
                self.push(self.style, word);
            }
            let mut tail = tail.chars();
            let Some(c) = tail.next() else { break };
            rest = tail.as_str();
            self.unpaired |= matches!(c, '*' | '_') && c == self.before;
            self.before = c;
            match escape::meaning(c) {
                Meaning::Char(' ' | '\t' | '\n' | '\r') => {
                    self.blank.get_or_insert(self.style);
                }
                Meaning::Char(meant) => {
                    self.space();
                    // Covered text is a fact of the incident file and prints as it was typed.
                    let own = meant == c;
                    let set = if own { curled(c, self.last()) } else { meant };
                    self.push(self.style, set.encode_utf8(&mut [0; 4]));
                }
                Meaning::Slot(slot) => {
                    self.space();
                    self.spans.push(Span::Slot(self.style, slot));
                }
            }
        }
    }

    /// Sets the blank that is due, unless the line is still empty.
    fn space(&mut self) {
        let begun = !matches!(self.spans.last(), None | Some(Span::Break));
        if let Some(style) = self.blank.take().filter(|_| begun) {
            self.push(style, " ");
        }
    }

    /// The character before the next; a blank at the start of a line.
    fn last(&self) -> char {
        match self.spans.last() {
            None | Some(Span::Break) => ' ',
            Some(Span::Text(_, text)) => text.chars().next_back().unwrap_or(' '),
            // A person's own value ends as a word does.
            Some(Span::Slot(..)) => 'x',
        }
    }

    fn push(&mut self, style: Style, words: &str) {
        match self.spans.last_mut() {
            Some(Span::Text(last, text)) if *last == style => text.push_str(words),
            _ => self.spans.push(Span::Text(style, words.to_owned())),
        }
    }

    fn line_break(&mut self) {
        self.blank = None;
        if !matches!(self.spans.last(), None | Some(Span::Break)) {
            self.spans.push(Span::Break);
        }
    }

    fn finish(&mut self) -> Vec<Span> {
        self.blank = None;
        self.style = Style::Plain;
        self.before = ' ';
        let mut spans = std::mem::take(&mut self.spans);
        if spans.last() == Some(&Span::Break) {
            spans.pop();
        }
        spans
    }
}
