//! Sheets that counsel reads, as `templates list` and `templates show` print them.

use desk::templates::list::Listed;
use desk::templates::recipes::ListedRecipe;
use desk::templates::show::Shown;
use notice::letter::Light;
use notice::letter::checklist::highest_grade;
use std::fmt::Write as _;

/// A line for each jurisdiction, with its doubts below it.
pub fn list(listed: &[Listed]) -> String {
    let mut text = String::new();
    for rule in listed {
        let doubts = match rule.doubts {
            1 => "1 doubt".to_owned(),
            n => format!("{n} doubts"),
        };
        let languages = rule.languages.join(" ");
        let _ = writeln!(
            text,
            "{}  {:<28} {:<10} {}  {}  {languages:<5}  {doubts:<9}  {}",
            rule.code, rule.name, rule.verified, rule.as_of, rule.reviewed_on, rule.statute
        );
        for path in &rule.untranslated {
            let _ = writeln!(text, "      not in Spanish: {path}");
        }
        for doubt in &rule.uncertain {
            let _ = writeln!(text, "      doubt: {doubt}");
        }
    }
    let wanting = listed.iter().filter(|rule| rule.wants_source).count();
    let _ = writeln!(text, "{} jurisdictions; {wanting} want a source.", listed.len());
    text.truncate(text.trim_end().len());
    text
}

/// A line for each recipe, with its sources and its doubt below it.
pub fn recipes(listed: &[ListedRecipe]) -> String {
    let mut text = String::new();
    for recipe in listed {
        let day = recipe.as_of.map(|day| day.to_string()).unwrap_or_default();
        let _ = writeln!(text, "{:<20} {:<24} {day}  {}", recipe.name, recipe.system, recipe.title);
        for source in &recipe.sources {
            let note = if source.note.is_empty() { String::new() } else { format!(" ({})", source.note) };
            let _ = writeln!(text, "      source: {}, {}{note}", source.url, source.date);
        }
        if !recipe.doubt.is_empty() {
            let _ = writeln!(text, "      doubt: {}", recipe.doubt);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The law of a letter and what is in doubt about it, then the letter in the Markdown of templates.
pub fn letter(shown: &Shown) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}, {}", shown.variant, shown.name);
    let _ = writeln!(text, "Law:       {}", shown.statute);
    let _ = writeln!(
        text,
        "Checked:   {}, newest source {}, reviewed on {}",
        shown.verified, shown.as_of, shown.reviewed_on
    );
    let _ = writeln!(text, "Exposed:   {}", shown.elements.join(", "));
    let none =
        |words: &[&str]| if words.is_empty() { "nothing in addition to HIPAA".to_owned() } else { words.join(", ") };
    let _ = writeln!(text, "Must say:  {}", none(&shown.items));
    if !shown.forbidden.is_empty() {
        let _ = writeln!(text, "Must not:  {}", shown.forbidden.join(", "));
    }
    for doubt in &shown.uncertain {
        let _ = writeln!(text, "Doubt:     {doubt}");
    }
    if shown.unread_translations > 0 {
        let _ = writeln!(
            text,
            "Language:  {} translated files are drafts or stale; see noticepress templates lint",
            shown.unread_translations
        );
    }
    let with = |light| shown.checks.iter().filter(|check| check.light == light).count();
    let (green, amber, red) = (with(Light::Green), with(Light::Amber), with(Light::Red));
    let _ = writeln!(text, "Checklist: {green} green, {amber} amber, {red} red");
    if let Some(grade) = highest_grade(&shown.checks) {
        let _ = writeln!(text, "Grade:     {grade}, the reading grade of the letter without its annex");
    }
    for check in shown.checks.iter().filter(|check| check.light != Light::Green) {
        let _ = writeln!(text, "           {} {}: {}. {}", check.light.word(), check.item, check.asks, check.note);
    }
    let _ = writeln!(text, "Invented:  names, address, code, and any count of residents");
    let _ = write!(text, "{}\n\n{}", "-".repeat(72), shown.markdown);
    text
}
