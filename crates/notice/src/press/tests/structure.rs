use super::{Pressed, letters, press};
use crate::party::{Edition, Tongue};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// Page and mark → element, by way of the parent tree.
fn parents(pressed: &Pressed) -> BTreeMap<(ObjectId, i64), ObjectId> {
    let catalog = pressed.book.catalog().unwrap();
    let root = pressed.dictionary(catalog.get(b"StructTreeRoot").unwrap());
    let tree = pressed.dictionary(root.get(b"ParentTree").unwrap());
    let mut rows = BTreeMap::new();
    for kid in tree.get(b"Kids").unwrap().as_array().unwrap() {
        let leaf = pressed.dictionary(kid);
        let limits: Vec<i64> =
            leaf.get(b"Limits").unwrap().as_array().unwrap().iter().map(|v| v.as_i64().unwrap()).collect();
        for row in leaf.get(b"Nums").unwrap().as_array().unwrap().chunks(2) {
            let key = row[0].as_i64().unwrap();
            assert!(limits[0] <= key && key <= limits[1]);
            rows.insert(key, row[1].as_array().unwrap().clone());
        }
    }
    assert_eq!(root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap(), rows.len() as i64);
    let mut parents = BTreeMap::new();
    for page in pressed.pages() {
        let Ok(key) = pressed.book.get_dictionary(page).unwrap().get(b"StructParents") else { continue };
        for (mark, element) in rows[&key.as_i64().unwrap()].iter().enumerate() {
            parents.insert((page, mark as i64), element.as_reference().unwrap());
        }
    }
    parents
}

fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    }
}

fn name(element: &Dictionary) -> String {
    String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned()
}

/// The tree below an element in one line; counts the marks that it claims.
fn outline(pressed: &Pressed, id: ObjectId, marks: &mut BTreeMap<(ObjectId, i64), ObjectId>) -> String {
    let element = pressed.book.get_dictionary(id).unwrap();
    let page = element.get(b"Pg").and_then(Object::as_reference).ok();
    let mut below = Vec::new();
    for kid in kids(element) {
        match kid {
            Object::Integer(mark) => assert_eq!(marks.remove(&(page.unwrap(), mark)), Some(id)),
            Object::Dictionary(part) => {
                let page = part.get(b"Pg").unwrap().as_reference().unwrap();
                assert_eq!(marks.remove(&(page, part.get(b"MCID").unwrap().as_i64().unwrap())), Some(id));
                below.push("+".to_owned());
            }
            Object::Reference(kid) => {
                let parent = pressed.book.get_dictionary(kid).unwrap().get(b"P").unwrap();
                assert_eq!(parent.as_reference().unwrap(), id, "an element names its parent");
                below.push(outline(pressed, kid, marks));
            }
            other => panic!("a child is {other:?}"),
        }
    }
    if below.is_empty() { name(element) } else { format!("{}({})", name(element), below.join(" ")) }
}

#[test]
fn the_tree_says_what_is_on_the_pages() {
    let pressed = press(Edition::Accessible, false, &letters(40));
    let mut marks = parents(&pressed);
    let root = pressed.dictionary(pressed.book.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let document = root.get(b"K").unwrap().as_reference().unwrap();
    let sections = kids(pressed.book.get_dictionary(document).unwrap());
    assert_eq!(sections.len(), 40);
    let list = "L(LI(Lbl LBody) LI(Lbl LBody) LI(Lbl LBody))";
    let expected = format!("Sect(Figure P P P H1 H2 P P P {list} H2 P P P(+) P {list} H2 P P P {list} H3 P P Figure)");
    for (number, section) in sections.iter().enumerate() {
        let id = section.as_reference().unwrap();
        assert_eq!(outline(&pressed, id, &mut marks), expected);
        let language = pressed.book.get_dictionary(id).unwrap().get(b"Lang").ok().map(|l| l.as_str().unwrap().to_vec());
        assert_eq!(language, (number % 3 == 2).then(|| b"es".to_vec()));
    }
    assert!(marks.is_empty(), "every mark belongs to an element");
}

#[test]
fn elements_in_another_language_say_so() {
    let mut letters = letters(3);
    // From the second list on it is Spanish, one tagline is Vietnamese, and the last page is English again.
    let tongues = [(18, "es"), (900, "vi"), (901, "en")].map(|(from, tag)| (from, Tongue::parse(tag).unwrap()));
    letters[0].tongues = tongues.into();
    letters[2].tongues = tongues.into();
    let pressed = press(Edition::Accessible, false, &letters);
    let spoken = |letter: usize| -> Vec<(String, String)> {
        let sections: Vec<_> = pressed.book.objects.values().filter_map(|o| o.as_dict().ok()).collect();
        let document = sections.iter().find(|e| e.has(b"S") && name(e) == "Document").unwrap();
        let section = kids(document)[letter].as_reference().unwrap();
        let below = kids(pressed.book.get_dictionary(section).unwrap());
        below
            .iter()
            .map(|kid| pressed.dictionary(kid))
            .filter_map(|e| Some((name(e), String::from_utf8_lossy(e.get(b"Lang").ok()?.as_str().ok()?).into_owned())))
            .collect()
    };
    let expect =
        |said: &[(&str, &str)]| said.iter().map(|(n, l)| ((*n).to_owned(), (*l).to_owned())).collect::<Vec<_>>();
    let spanish = [("P", "es"), ("P", "es"), ("L", "es"), ("H2", "es"), ("P", "es"), ("P", "es"), ("P", "es")];
    let more = [("L", "es"), ("H3", "es")];
    // Elements come in the order of the pages: the split paragraph (900) begins on the first.
    let first = spoken(0);
    assert_eq!(first.iter().filter(|one| one.1 == "vi").count(), 1);
    let es: Vec<_> = first.iter().filter(|one| one.1 == "es").cloned().collect();
    assert_eq!(es, expect(&[&spanish[..], &more[..]].concat()), "{first:?}");
    assert!(first.iter().all(|one| one.1 != "en"), "what is in the letter's own language says nothing");
    assert_eq!(spoken(1), expect(&[]));
    // The third letter is Spanish as a whole, so that only the other languages are told.
    assert_eq!(spoken(2), expect(&[("P", "vi"), ("P", "en"), ("P", "en"), ("Figure", "en")]));
}

#[test]
fn figures_speak_and_lists_say_their_kind() {
    let pressed = press(Edition::Accessible, false, &letters(1));
    let elements: Vec<&Dictionary> =
        pressed.book.objects.values().filter_map(|o| o.as_dict().ok()).filter(|d| d.has(b"S") && d.has(b"P")).collect();
    let spoken: Vec<_> = elements
        .iter()
        .filter(|e| name(e) == "Figure")
        .map(|e| String::from_utf8_lossy(e.get(b"Alt").unwrap().as_str().unwrap()).into_owned())
        .collect();
    assert_eq!(spoken, ["Bluebonnet Pediatric Orthopedics", "Signature of Jordan A. Ellery"]);
    let kinds: Vec<_> = elements
        .iter()
        .filter(|e| name(e) == "L")
        .map(|e| pressed.dictionary(e.get(b"A").unwrap()).get(b"ListNumbering").unwrap().as_name().unwrap())
        .collect();
    assert_eq!(kinds, [&b"Disc"[..], b"Decimal", b"Disc"]);
}

#[test]
fn nothing_but_artifacts_and_tagged_content_stands_on_a_page() {
    for (edition, proof) in [(Edition::Print, false), (Edition::Accessible, false), (Edition::Accessible, true)] {
        let pressed = press(edition, proof, &letters(1));
        for page in 0..4 {
            let mut depth = 0;
            let mut seen = 0;
            for line in pressed.content(page).lines() {
                if line.ends_with("BDC") {
                    depth += 1;
                    if let Some((_, mark)) = line.split_once("<</MCID ") {
                        assert_eq!(edition, Edition::Accessible);
                        assert_eq!(mark, format!("{seen}>>BDC"));
                        seen += 1;
                    }
                } else if line == "EMC" {
                    depth -= 1;
                } else if !line.is_empty() {
                    assert!(edition == Edition::Print || depth == 1, "page {page} holds untagged content: {line:?}");
                }
                assert!((0..=1).contains(&depth));
            }
            assert_eq!(depth, 0);
        }
    }
}

#[test]
fn the_print_edition_has_no_tree() {
    let pressed = press(Edition::Print, false, &letters(1));
    let catalog = pressed.book.catalog().unwrap();
    assert!(!catalog.has(b"StructTreeRoot") && !catalog.has(b"MarkInfo"));
    let metadata = pressed.book.dereference(catalog.get(b"Metadata").unwrap()).unwrap().1.as_stream().unwrap();
    let metadata = String::from_utf8(metadata.content.clone()).unwrap();
    assert!(metadata.contains("<pdfaid:conformance>B<") && !metadata.contains("pdfuaid"));
    assert!(metadata.contains("<xmp:CreateDate>2025-10-14T00:00:00Z<"));
}
