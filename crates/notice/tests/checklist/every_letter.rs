//! Every letter of every jurisdiction in every language passes.

use super::repository::files;
use super::{LETTERS, Light, Shop, TYPE, incident, templates, variant};
use notice::party::incident::MassachusettsDescription;
use notice::party::{DataElement, Elements, Language, Variant};
use std::collections::BTreeSet;

#[test]
fn no_letter_is_red() {
    let mut omitting = incident();
    omitting.counsel.massachusetts_description = Some(MassachusettsDescription::Omit);
    let all: Elements = DataElement::ALL.iter().copied().collect();
    let few: Elements = incident().exposed.elements.iter().copied().collect();
    let files: BTreeSet<String> = files().into_iter().map(|(path, _)| path).collect();
    let (mut red, mut seen) = (BTreeSet::new(), 0);
    for incident in [incident(), omitting] {
        let shop = Shop::open(&templates(), &incident);
        let languages = [Language::En, Language::Es].into_iter().filter(|l| shop.catalog.speaks(*l));
        for language in languages {
            for (rule, elements) in shop.book.rules().flat_map(|rule| [(rule, all), (rule, few)]) {
                for letter in LETTERS {
                    let family = rule.family(elements);
                    let variant = Variant { elements, ..variant(rule.code.code(), letter, family, language) };
                    let checks = shop.review(&variant, &shop.draft(&variant), TYPE);
                    seen += checks.len();
                    for check in &checks {
                        let file = check.look_at.strip_suffix(" and the passages it prints").unwrap_or(&check.look_at);
                        assert!(files.contains(file), "{variant}: {} is looked for in {file}", check.item);
                    }
                    for check in checks.into_iter().filter(|c| c.light == Light::Red) {
                        red.insert(format!("{variant}: {} {} ({})", check.item, check.note, check.look_at));
                    }
                }
            }
        }
    }
    assert!(seen > 10_000, "{seen} lines were looked at");
    let red: Vec<_> = red.into_iter().collect();
    assert!(red.is_empty(), "{} are red:\n{}", red.len(), red.join("\n"));
}
