//! Numbers, addresses and telephones print from dated data; prose holds none.

use crate::templates;

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
