//! The form of a letter: title, headings, type, sentences.

use super::check::Outcome;
use super::letter_review::LetterReview;
use crate::letter::draft::BlockKind;
use crate::letter::text_match::fold;
use crate::party::Language;

pub(super) fn title_and_headings(case: &LetterReview<'_>) -> Outcome {
    let (rule, headings) = (case.rule, &case.wording.headings);
    let english = case.variant.language == Language::En;
    let title = rule.prescribed_title.as_deref().filter(|_| english).unwrap_or(&headings.prescribed_title);
    let prescribed: Vec<&str> = if english && !rule.prescribed_headings.is_empty() {
        rule.prescribed_headings.iter().map(String::as_str).collect()
    } else {
        headings.five().to_vec()
    };
    if printed(case, BlockKind::Title) != [title] {
        return Outcome::Fault(format!("The title is not “{title}”, or there is more than one."));
    }
    if !printed(case, BlockKind::Heading(2)).starts_with(&prescribed) {
        return Outcome::Fault(format!("The headings do not begin with, in this order: {}.", prescribed.join("; ")));
    }
    Outcome::Found("Title and headings are as prescribed and in order.".to_owned())
}

pub(super) fn type_size(case: &LetterReview<'_>) -> Outcome {
    let Some(owed) = case.rule.min_type_points else {
        return Outcome::Fault("The rule requires a minimum type size but gives none (min_type_points).".to_owned());
    };
    match case.least_type {
        Some(size) if size >= i32::from(owed) * 100 => Outcome::Found(format!("The text is at least {owed} point.")),
        Some(size) => {
            let (whole, hundredths) = (size / 100, size % 100);
            Outcome::Fault(format!("Text is {whole}.{hundredths:02} point; at least {owed} point is required."))
        }
        None => Outcome::Doubt("There is no page here, so the type size was not checked.".to_owned()),
    }
}

/// Longest sentence of the letter proper, in words.
const LONGEST: usize = 40;
/// Most words of a sentence on the average.
const AVERAGE: usize = 20;

pub(super) fn plain_language(case: &LetterReview<'_>) -> Outcome {
    let steps = fold(&case.wording.headings.steps);
    let proper = case.lines().iter().take_while(|line| !(line.kind == BlockKind::Heading(2) && line.folded == steps));
    let prose = fold(case.prose().0);
    let (mut sentences, mut words, mut longest, mut ours) = (0, 0, 0, 0);
    for line in proper.filter(|line| line.kind == BlockKind::Paragraph) {
        for sentence in line.folded.split(['.', '!', '?', ':']) {
            let count = sentence.split_whitespace().count();
            sentences += usize::from(count > 0);
            words += count;
            longest = longest.max(count);
            if !prose.contains(sentence.trim()) {
                ours = ours.max(count);
            }
        }
    }
    if ours > LONGEST {
        return Outcome::Fault(format!("A sentence has {ours} words; {LONGEST} is the most that reads easily."));
    }
    // A sentence of the incident file is for the practice to shorten; it stops no mailing.
    if longest > LONGEST {
        let message = "A sentence of the incident file has";
        return Outcome::Doubt(format!("{message} {longest} words; {LONGEST} is the most that reads easily."));
    }
    if words > AVERAGE * sentences {
        return Outcome::Doubt(format!("Sentences have more than {AVERAGE} words on average."));
    }
    Outcome::Found(format!("The longest sentence has {longest} words."))
}

pub(super) fn conspicuous(case: &LetterReview<'_>) -> Outcome {
    let titles = printed(case, BlockKind::Title).len();
    if titles != 1 {
        return Outcome::Fault(format!("The letter has {titles} titles; it must have one."));
    }
    let headings = &case.wording.headings;
    let left_out = [&headings.what_happened, &headings.what_we_are_doing];
    for heading in headings.five() {
        if case.left_out_by_counsel() && left_out.iter().any(|out| *out == heading) {
            continue;
        }
        if case.reading.under(heading).next().is_none() {
            return Outcome::Fault(format!("There is no heading “{heading}” with words under it."));
        }
    }
    Outcome::Found("One title, and every section has its own heading.".to_owned())
}

/// The texts of one kind of block, in order.
fn printed<'c>(case: &'c LetterReview<'_>, kind: BlockKind) -> Vec<&'c str> {
    case.lines().iter().filter(|line| line.kind == kind).map(|line| line.text.as_str()).collect()
}
