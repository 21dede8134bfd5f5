//! The page of lights that `templates lint` prints.

use crate::say::count;
use desk::templates::lint::{JurisdictionLights, LetterLights, LintPage};
use notice::letter::{Light, Translation};
use std::fmt::Write as _;

/// The whole page: a line for each letter, then what is not green under it, doubts of rules and translations, totals.
pub fn text(page: &LintPage) -> String {
    let mut out = String::new();
    for jurisdiction in &page.jurisdictions {
        write(&mut out, jurisdiction);
    }
    let unsettled: Vec<_> = page.translations.iter().filter(|t| !t.is_settled()).collect();
    if !unsettled.is_empty() {
        out.push_str("Translations\n");
        let (stale, drafts): (Vec<&Translation>, Vec<&Translation>) = unsettled.iter().partition(|t| t.stale);
        for translation in stale {
            let _ = writeln!(out, "  amber  {}: {}", translation.file, translation.to_do());
        }
        if !drafts.is_empty() {
            let _ = writeln!(
                out,
                "  amber  {} translated files are drafts that no one who reads both languages has reviewed. After a review, change the first line of the file to: reviewed by NAME on YYYY-MM-DD. --json lists them.",
                drafts.len()
            );
        }
        out.push('\n');
    }
    let letters = || page.jurisdictions.iter().flat_map(|j| &j.letters);
    let with = |light| count(letters().filter(|l| l.light == light).count() as u64);
    let doubtful = page.jurisdictions.iter().filter(|j| j.light != Light::Green).count();
    let _ = write!(
        out,
        "{} letters drafted, {} variants: {} green, {} amber, {} red. {doubtful} rules with doubts or charts alone; {} \
         translated files to review.",
        count(page.drafted as u64),
        count(letters().count() as u64),
        with(Light::Green),
        with(Light::Amber),
        with(Light::Red),
        unsettled.len(),
    );
    out
}

fn write(out: &mut String, jurisdiction: &JurisdictionLights) {
    let JurisdictionLights { code, name, verified, as_of, reviewed_on, light, .. } = jurisdiction;
    let _ = writeln!(
        out,
        "{code}  {name}: rule {}, {verified} source as of {as_of}, reviewed on {reviewed_on}",
        light.word()
    );
    for doubt in &jurisdiction.uncertain {
        let _ = writeln!(out, "  doubt  {doubt}");
    }
    for letter in &jurisdiction.letters {
        let counts = [Light::Green, Light::Amber, Light::Red]
            .map(|light| (letter.count(light), light.word()))
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}"));
        let counts = counts.collect::<Vec<_>>().join(", ");
        let grade = letter.grade.map_or_else(String::new, |grade| format!("; reading grade {grade}"));
        let _ = writeln!(out, "  {:<5}  {:<34} {counts}{grade}", letter.light.word(), letter.variant);
        details(out, letter);
    }
    out.push('\n');
}

fn details(out: &mut String, letter: &LetterLights) {
    for entry in letter.checks.iter().filter(|c| c.check.light != Light::Green) {
        let check = &entry.check;
        let _ = writeln!(out, "         {} {}: {}.", check.light.word(), check.item, check.asks);
        let _ =
            writeln!(out, "               {} Case: {}. Look at templates/{}", check.note, entry.case, check.look_at);
    }
}
