//! Numbers, addresses and telephones print from dated data; prose holds none.

use crate::{STANDINGS, compile, draft, incident, plain, templates, variant};
use notice::party::Family;

/// The text without tags and comments.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once("{{") {
        out.push_str(before);
        let end = if tag.starts_with("!--") { "--}}" } else { "}}" };
        rest = tag.split_once(end).expect("a tag that ends").1;
    }
    out + rest
}

#[test]
fn no_number_and_no_address_of_the_web_stands_in_prose() {
    assert_eq!(bare("a{{!-- 1 }} --}}b{{years two}}c"), "abc");
    let templates = templates();
    let prose: Vec<_> = templates.iter().filter(|(path, _)| path.ends_with(".md.hbs")).collect();
    assert!(prose.len() > 50);
    for (path, bytes) in prose {
        for (line, text) in (1..).zip(bare(std::str::from_utf8(bytes).unwrap()).lines()) {
            let found = text.contains(|c: char| c.is_ascii_digit()) || text.contains("://") || text.contains("www.");
            assert!(!found, "{path}, about line {line}: {text}");
        }
    }
}

#[test]
fn numbers_of_law_print_from_their_data_with_the_right_words() {
    let text = |changes: &[(&str, &str)], standing| {
        let mut templates = templates();
        let mut rule = templates.text("hipaa/rule.toml").unwrap().to_owned();
        for (from, to) in changes {
            assert!(rule.contains(from), "{from} is no longer there");
            rule = rule.replacen(from, to, 1);
        }
        templates.insert("hipaa/rule.toml", rule);
        plain(&draft(&compile(&templates, &incident()), &variant("TX", standing, Family::Standard), 1))
    };
    let changes = [
        ("initial_alert_years = 1", "initial_alert_years = 2"),
        ("extended_alert_years = 7", "extended_alert_years = 12"),
        ("frozen_by_phone_business_days = 1", "frozen_by_phone_business_days = 4"),
        ("frozen_by_mail_business_days = 3", "frozen_by_mail_business_days = 1"),
        ("protected_consumer_under_age = 16", "protected_consumer_under_age = 15"),
    ];
    let (adult, child) = (STANDINGS[0], STANDINGS[2]);
    for (standing, now, then) in [
        (adult, "lasts one year.", "lasts two years."),
        (adult, "lasts seven years.", "lasts 12 years."),
        (adult, "within one business day if", "within four business days if"),
        (adult, "within three business days by mail", "within one business day by mail"),
        (child, "your child is under 16,", "your child is under 15,"),
        (child, "A child who is 16 or older", "A child who is 15 or older"),
    ] {
        assert!(text(&[], standing).contains(now), "{now}");
        let changed = text(&changes, standing);
        assert!(changed.contains(then) && !changed.contains(now), "{then}: {changed}");
    }
}
