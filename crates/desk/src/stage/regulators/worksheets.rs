//! Worksheets: which forms are filled, and the answers on them.

use super::answers::FormContext;
use super::owed::OwedNotice;
use crate::CommandError;
use crate::io::clock::today;
use crate::ledger::unwritable;
use notice::mailing::{Answered, Faces, TO_FILL_IN, Worksheet};
use notice::party::Jurisdiction;
use notice::routing::{AuthorityForm, FormSection, FormWords, RuleBook};
use std::collections::BTreeMap;

/// Chooses the forms of the case, by the names of their files: the federal ones, those of states in which people live, and for
/// every office that is owed a notice and whose form nobody has read, the contents that the law asks for.
pub(super) fn choose_forms(
    (read, words): (Vec<(String, AuthorityForm)>, &FormWords),
    book: &RuleBook,
    ground: &FormContext<'_>,
    owed: &[OwedNotice],
) -> BTreeMap<String, AuthorityForm> {
    let is_wanted = |form: &AuthorityForm| {
        let people = ground.summary.residents.get(&form.authority);
        let taken =
            form.only_with.is_empty() || form.only_with.iter().any(|element| ground.elements.contains(*element));
        taken && (form.authority == "HHS" || people.is_some_and(|people| *people > 0))
    };
    let mut chosen: BTreeMap<String, AuthorityForm> = read.into_iter().filter(|(_, form)| is_wanted(form)).collect();
    for one in owed.iter().filter(|one| one.duty == "regulator") {
        let Some(rule) = Jurisdiction::parse(&one.jurisdiction).and_then(|place| book.rule(place)) else { continue };
        let Some(office) = rule.regulators.iter().find(|office| office.name == one.office) else { continue };
        let is_read = chosen
            .values()
            .any(|form| form.authority == one.jurisdiction && (form.office.is_empty() || form.office == office.name));
        if !is_read {
            let code = one.jurisdiction.to_lowercase();
            let name = if rule.regulators.len() < 2 { code } else { format!("{code}_{}", file_name(&office.name)) };
            chosen.insert(name, AuthorityForm::of_statute(rule, office, words));
        }
    }
    chosen
}

/// The name of an office as a part of a file name: its letters and digits in lower case, with `_` between words.
fn file_name(office: &str) -> String {
    let words = office.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

/// Fills a form: its answers as a table, and as a sheet to read.
pub(super) fn fill_form(
    ground: &FormContext<'_>,
    form: &AuthorityForm,
    faces: &Faces<'_>,
) -> Result<(Vec<u8>, Vec<u8>), CommandError> {
    let (table, answered) = answer(ground, form)?;
    let under = format!("{}, {}", ground.incident.practice.legal_name, form.citation);
    let source = format!("As of {}: {}.", form.as_of, form.source.join("; "));
    let doubt: Vec<String> = ground.count.undecided().into_iter().chain(form.doubt.iter().cloned()).collect();
    let sheet = Worksheet {
        title: &form.title,
        under: &under,
        date: today(),
        answered: &answered,
        doubt: &doubt,
        source: &source,
    };
    Ok((table, sheet.pdf(faces)?))
}

/// A form with its answers, as a table and for paper.
fn answer(ground: &FormContext<'_>, form: &AuthorityForm) -> Result<(Vec<u8>, Vec<Answered>), CommandError> {
    let fill = |section: &FormSection| -> Vec<Answered> {
        let answered = section.fields.iter().map(|field| Answered {
            section: section.heading.clone(),
            label: field.label.clone(),
            answer: field.fact.as_deref().and_then(|word| ground.answer(word, form)),
            open: field.open.clone(),
        });
        answered.collect()
    };
    let answered: Vec<Answered> = form.sections.iter().flat_map(fill).collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["section", "question", "answer", "look_at"]).map_err(unwritable)?;
    for one in &answered {
        let answer = one.answer.as_deref().unwrap_or(TO_FILL_IN);
        let open = one.open.as_deref().unwrap_or_default();
        let cells = [&one.section, &one.label, answer, open].map(notice::mailing::guarded);
        table.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(unwritable)?;
    }
    Ok((table.into_inner().unwrap_or_default(), answered))
}
