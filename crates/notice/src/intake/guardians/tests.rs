use super::{
    AddresseeAddress, ChildDecisions, Guardians, ParentChoice, ParentRule, ReceivedPiece, WrittenTo, addressee_key,
};
use crate::finding::{Code, Private};
use crate::intake::tests::gazetteer;
use crate::party::{Person, PersonName, PostalAddress, Zip};
use proptest::prelude::*;

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2025, 3, 28).expect("a day")
}

fn parse(text: &str) -> Guardians {
    Guardians::parse("guardians.csv", text, &gazetteer(), day()).expect("read")
}

fn lines(text: &str) -> Vec<(u32, String)> {
    let wrong = Guardians::parse("guardians.csv", text, &gazetteer(), day()).expect_err("refused");
    wrong.iter().map(|refusal| (refusal.place.line, refusal.message.to_string())).collect()
}

/// A child of the record number R1 at 7 Invented Way, Austin.
fn child() -> Person {
    let address = PostalAddress {
        line_1: "7 Invented Way".into(),
        city: "Austin".into(),
        state: crate::party::Jurisdiction::parse("TX").expect("a state"),
        zip: Zip::parse("78745"),
        line_2: String::new(),
        urbanization: String::new(),
        region: String::new(),
        country: String::new(),
    };
    Person {
        record_id: Some(Private::new("R1".into())),
        name: Some(Private::new(PersonName::from_parts("Ada", "", "Okafor", ""))),
        zip: address.zip,
        address: Some(Private::new(address)),
        ..Person::default()
    }
}

fn with_choice(choice: Option<ParentChoice>, keeps_address: bool) -> ChildDecisions<'static> {
    ChildDecisions { choice, keeps_address, ..ChildDecisions::default() }
}

/// A child with its parents chosen.
fn chosen(file: Guardians, rule: Option<ParentRule>) -> Person {
    let file = file.with_rule(rule);
    let mut child = child();
    file.join(&mut child);
    file.choose_parents(&mut child, &with_choice(None, false));
    child
}

fn letter(child: &Person) -> (String, String) {
    let name = child.guardian.as_ref().map(|name| name.disclose().full.clone()).unwrap_or_default();
    (name, child.address.as_ref().map(|address| address.disclose().line_1.clone()).unwrap_or_default())
}

fn copies(child: &Person) -> Vec<(String, String)> {
    let of =
        child.copies.iter().map(|copy| (copy.name.disclose().full.clone(), copy.address.disclose().line_1.clone()));
    of.collect()
}

const TWO: &str = "record_id,Parent First,Parent Last,Relation,Address,City,State,Zip\n\
                   R1,Grace,Okafor,Mother,7 INVENTED WAY,Austin,TX,78745\n\
                   R1,Osei,Okafor,Father,9 Elsewhere Road,Austin,TX,78701\n";

#[test]
fn only_a_number_joins() {
    let good = "record_id;guardian_first;guardian_last\nR1;Grace;Okafor\nR2;Mabel;Harrowgate\n\nR1;Grace;Okafor\n";
    assert_eq!(parse(good).len(), 2);
    for (text, line, word) in [
        ("guardian_name,child\nGrace Okafor,Ada Okafor\n", 1, "record numbers"),
        ("record_id,first_name,last_name\nR1,Grace,Okafor\n", 1, "guardians' names"),
        ("record_id,guardian_name\n,Grace Okafor\n", 2, "no record number"),
        ("record_id,guardian_name\nR1,\n", 2, "no guardian's name"),
        ("record_id,guardian_name\n", 1, "names no guardian"),
    ] {
        let wrong = lines(text);
        let old = lines(&text.replace('\n', "\r"));
        assert_eq!((wrong[0].0, wrong.len()), (old[0].0, old.len()), "lines that end as on an old Macintosh");
        assert!(wrong[0].0 == line && wrong[0].1.contains(word), "{wrong:?}");
        assert!(!format!("{wrong:?}").contains("Okafor"));
    }
}

#[test]
fn of_two_parents_the_rule_says_who_is_written_to() {
    let mother = ("Grace Okafor".to_owned(), "7 Invented Way".to_owned());
    let father = ("Osei Okafor".to_owned(), "9 Elsewhere Road".to_owned());
    let both = chosen(parse(TWO), Some(ParentRule::Both));
    assert_eq!((letter(&both), copies(&both)), (mother.clone(), vec![father.clone()]));
    assert!(both.codes.contains(Code::ParentCopy));
    let first = chosen(parse(TWO), Some(ParentRule::First));
    assert_eq!((letter(&first), copies(&first)), (mother, vec![]));
    let second = chosen(parse(TWO), Some(ParentRule::Second));
    assert_eq!((letter(&second), copies(&second)), (father, vec![]));
    assert!(second.codes.contains(Code::ParentAddressUsed));
    // Nobody said anything, and nobody has custody by the file.
    for rule in [None, Some(ParentRule::Custody)] {
        let open = chosen(parse(TWO), rule);
        assert!(open.codes.contains(Code::ParentsUndecided) && open.copies.is_empty());
        assert!(parse(TWO).parents_of(&open).iter().all(|parent| parent.receives.is_none()));
    }
    let seen: Vec<_> = parse(TWO).parents_of(&both).into_iter().map(|parent| parent.receives).collect();
    assert_eq!(seen, [Some(ReceivedPiece::Letter), Some(ReceivedPiece::Copy)]);
}

/// The two parents with marks of custody, and a column of court orders.
fn with_custody(first: &str, second: &str, order: &str) -> Guardians {
    let text = TWO.replace("Zip\n", "Zip,Custody,Court Order\n");
    let text =
        text.replace("78745\n", &format!("78745,{first},\n")).replace("78701\n", &format!("78701,{second},{order}\n"));
    parse(&text)
}

#[test]
fn marks_of_custody_win_over_the_rule_of_the_file() {
    use ParentRule::{Both, Custody, First};
    for (first, second, rule, expected) in [
        ("", "yes", Some(Both), Some("Osei Okafor")),
        ("No", "", Some(Both), Some("Osei Okafor")),
        ("sole", "visitation", None, Some("Grace Okafor")),
        ("joint", "joint", Some(Custody), Some("Grace Okafor")),
        ("sole", "sole", Some(Both), None),
        ("yes", "yes", Some(Custody), Some("Grace Okafor")),
        ("sole", "supervised visitation only", Some(Both), Some("Grace Okafor")),
        ("ask the court", "", Some(First), None),
        ("no", "no", Some(First), None),
    ] {
        let child = chosen(with_custody(first, second, ""), rule);
        let held = child.codes.contains(Code::ParentsUndecided);
        assert_eq!(held, expected.is_none(), "{first} {second}");
        assert!(child.copies.is_empty(), "{first} {second}");
        if let Some(name) = expected {
            assert_eq!(letter(&child).0, name, "{first} {second}");
        }
    }
    // Whoever may not be written to gets nothing, whatever the rule is and whatever somebody chose.
    let file = with_custody("", "", "no contact");
    let child = chosen(file, Some(Both));
    assert_eq!((letter(&child).0.as_str(), child.copies.len()), ("Grace Okafor", 0));
    let file = with_custody("", "", "yes");
    let of = file.digest_for(&child).expect("several");
    let mut own = super::tests::child();
    file.join(&mut own);
    file.choose_parents(&mut own, &with_choice(Some(ParentChoice { rule: ParentRule::Second, of }), false));
    assert!(own.codes.contains(Code::ParentsUndecided));
}

#[test]
fn a_letter_never_goes_to_the_home_of_a_parent_who_may_not_have_it() {
    // The father lives where the list says that the child does, and the mother gives no address.
    let text = "record_id,guardian_name,custody,address_1,city,state,zip\n\
                R1,Grace Okafor,sole,,,,\nR1,Osei Okafor,no,7 Invented Way,Austin,TX,78745\n";
    let child = chosen(parse(text), Some(ParentRule::First));
    assert!(child.codes.contains(Code::ParentsUndecided));
}

#[test]
fn a_home_gets_one_letter_and_a_parent_without_an_address_is_told() {
    let one_home = TWO.replace("9 Elsewhere Road,Austin,TX,78701", "7 Invented Way,Austin,TX,78745");
    let child = chosen(parse(&one_home), Some(ParentRule::Both));
    assert!(child.copies.is_empty() && !child.codes.contains(Code::CopyUnmailable));
    let nowhere = TWO.replace("9 Elsewhere Road,Austin,TX,78701", ",,,");
    let child = chosen(parse(&nowhere), Some(ParentRule::Both));
    assert!(child.copies.is_empty() && child.codes.contains(Code::CopyUnmailable));
}

#[test]
fn a_choice_for_a_child_is_about_the_parents_whom_the_file_named_then() {
    let file = parse(TWO);
    let of = file.digest_for(&child()).expect("several");
    let choice = Some(ParentChoice { rule: ParentRule::Both, of });
    let mut own = child();
    file.join(&mut own);
    file.choose_parents(&mut own, &with_choice(choice, false));
    assert_eq!(own.copies.len(), 1);
    let moved = parse(&TWO.replace("9 Elsewhere", "11 Elsewhere"));
    let mut own = child();
    moved.join(&mut own);
    moved.choose_parents(&mut own, &with_choice(choice, false));
    assert!(own.codes.contains(Code::ParentsChanged) && own.copies.is_empty());
}

#[test]
fn decided_addressees_and_confidential_addresses_stay() {
    let file = parse(TWO).with_rule(Some(ParentRule::Second));
    let mut decided = child();
    decided.addressee_decided = true;
    file.choose_parents(&mut decided, &with_choice(None, true));
    assert_eq!(letter(&decided).1, "7 Invented Way");
    let mut kept = child();
    file.choose_parents(&mut kept, &with_choice(None, true));
    assert_eq!(letter(&kept), ("Osei Okafor".to_owned(), "7 Invented Way".to_owned()));
    let both = parse(TWO).with_rule(Some(ParentRule::Both));
    let mut confidential = child();
    confidential.codes.insert(Code::ConfidentialAddressUsed);
    both.choose_parents(&mut confidential, &with_choice(None, false));
    // Which of them asked for it nobody knows.
    assert!(confidential.copies.is_empty() && confidential.codes.contains(Code::ParentsUndecided));
}

#[test]
fn rows_about_others_are_left_out_and_counted() {
    let text = format!("{TWO}R1,Ben,Nobody,Emergency Contact,1 Other Way,Austin,TX,78745\nR2,Cy,Nobody,Spouse,,,,\n");
    let file = parse(&text);
    assert_eq!((file.len(), file.several(), file.left_out().no_parents), (1, 1, 2));
    // Of a foster mother who is an emergency contact too.
    assert_eq!(parse(&TWO.replace("Father", "Foster mother / emergency")).several(), 1);
    // The column of order, not that of rows.
    let text = "record_id,Parent No,guardian_name\nR1,2,Osei Okafor\nR1,1,Grace Okafor\n";
    assert_eq!(letter(&chosen(parse(text), Some(ParentRule::First))).0, "Grace Okafor");
}

#[test]
fn whoever_may_not_be_written_to_is_told_in_many_ways() {
    let with = |heading: &str, cell: &str| {
        TWO.replace("Zip\n", &format!("Zip,{heading}\n"))
            .replace("78745\n", "78745,\n")
            .replace("78701\n", &format!("78701,{cell}\n"))
    };
    for (heading, cell) in [
        ("Notes", "restraining order - do not send anything"),
        ("Legal", "Parental rights terminated 2019"),
        ("Blocked", "Y"),
        ("OK to Mail", "N"),
        ("Active", "N"),
        ("Date of Death", "2019-01-02"),
        ("Has Legal Custody", "N"),
        ("Custody Status", "terminated"),
    ] {
        let child = chosen(parse(&with(heading, cell)), Some(ParentRule::Both));
        assert_eq!((letter(&child).0.as_str(), child.copies.len()), ("Grace Okafor", 0), "{heading}: {cell}");
        assert!(!child.codes.contains(Code::ParentsUndecided), "{heading}: {cell}");
    }
    for relation in
        ["Father - no contact", "Non-custodial father", "Father (deceased)", "Estranged father", "Not a parent"]
    {
        let child = chosen(parse(&TWO.replace("Father", relation)), Some(ParentRule::Both));
        assert_eq!((letter(&child).0.as_str(), child.copies.len()), ("Grace Okafor", 0), "{relation}");
    }
    // Who is no parent by any word that is known is asked about.
    for relation in ["Aunt", "Other", "G8"] {
        let child = chosen(parse(&TWO.replace("Father", relation)), Some(ParentRule::Both));
        assert!(child.codes.contains(Code::ParentsUndecided) && child.copies.is_empty(), "{relation}");
    }
    // One guardian alone who is asked about can be chosen, too.
    let aunt = parse(&TWO.replace("R1,Grace,Okafor,Mother", "R9,Grace,Okafor,Mother").replace("Father", "Aunt"));
    let of = aunt.digest_for(&child()).expect("a choice");
    let mut own = child();
    aunt.join(&mut own);
    aunt.choose_parents(&mut own, &with_choice(None, false));
    assert!(own.codes.contains(Code::ParentsUndecided));
    let mut own = child();
    aunt.join(&mut own);
    aunt.choose_parents(&mut own, &with_choice(Some(ParentChoice { rule: ParentRule::First, of }), false));
    assert_eq!(letter(&own), ("Osei Okafor".to_owned(), "9 Elsewhere Road".to_owned()));
    // The same man under another spelling, and a mark on a row of an emergency contact.
    let text = format!("{}R1,Osei K,Okafor,Father,11 Other Way,Austin,TX,78701,\n", with("Court Order", "yes"));
    assert!(chosen(parse(&text), Some(ParentRule::Both)).copies.is_empty());
    let text = format!("{}R1,Osei,Okafor,Emergency contact,,,,,yes\n", with("No Contact", ""));
    assert!(chosen(parse(&text), Some(ParentRule::Both)).copies.is_empty());
}

#[test]
fn nobody_is_reached_at_the_home_of_somebody_who_may_not_be() {
    let text = "record_id,guardian_name,relation,court_order,address_1,address_2,city,state,zip\n\
                R1,Grace Okafor,Mother,,7 Invented Way,Apt 1,Austin,TX,78745\n\
                R1,Osei Okafor,Father,yes,9 Elsewhere Road,,Austin,TX,78701\n\
                R1,Mabel Okafor,Stepmother,,9 Elsewhere Road,,Austin,TX,78701\n";
    let child = chosen(parse(text), Some(ParentRule::Both));
    assert!(child.codes.contains(Code::ParentsUndecided) && child.copies.is_empty());
    // Two units of one house are two homes.
    let flats = TWO
        .replace("7 INVENTED WAY", "7 Invented Way Apt 1")
        .replace("9 Elsewhere Road", "7 Invented Way Apt 2")
        .replace("78701", "78745");
    assert_eq!(chosen(parse(&flats), Some(ParentRule::Both)).copies.len(), 1);
    // The father's address is not whole, and the list's is the mother's.
    let child = chosen(parse(&TWO.replace("78701", "")), Some(ParentRule::Second));
    assert!(child.codes.contains(Code::ParentsUndecided));
}

#[test]
fn columns_that_can_be_read_in_two_ways_are_refused() {
    assert!(
        lines("record_id,Mother Name,Father Name\nR1,Grace Okafor,Osei Okafor\n")[0].1.contains("Two columns name")
    );
    assert!(lines("ID,Chart,Guardian Name\nG1,R1,Grace Okafor\n")[0].1.contains("number of the child"));
    let own = "ID,Patient ID,Guardian Name,Guardian Address,Guardian City,Guardian State,Guardian Zip,Address,City,State,Zip\n\
               G1,R1,Grace Okafor,9 Elsewhere Road,Austin,TX,78701,7 Invented Way,Austin,TX,78745\n\
               G2,R1,Osei Okafor,11 Other Way,Austin,TX,78701,7 Invented Way,Austin,TX,78745\n";
    let child = chosen(parse(own), Some(ParentRule::Both));
    assert_eq!((letter(&child).1.as_str(), copies(&child).len()), ("9 Elsewhere Road", 1));
}

#[test]
fn related_people_of_a_bulk_export_are_parents_too() {
    let person = |id: &str, code: &str, first: &str, street: &str| {
        format!(
            r#"{{"resourceType":"RelatedPerson","id":"{id}","active":true,"patient":{{"reference":"Patient/R1"}},"relationship":[{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"{code}"}}]}}],"name":[{{"family":"Okafor","given":["{first}"]}}],"address":[{{"line":["{street}"],"city":"Austin","state":"TX","postalCode":"78745"}}]}}"#
        )
    };
    let text = [
        person("1", "MTH", "Grace", "7 Invented Way"),
        person("2", "FTH", "Osei", "9 Elsewhere Road"),
        person("3", "C", "Ben", "1 Other Way"),
    ]
    .join("\n");
    let file = parse(&text);
    assert_eq!((file.len(), file.several(), file.left_out().no_parents), (1, 1, 1));
    let child = chosen(file, Some(ParentRule::Both));
    assert_eq!(letter(&child).0, "Grace Okafor");
    assert_eq!(copies(&child), [("Osei Okafor".to_owned(), "9 Elsewhere Road".to_owned())]);
}

#[test]
fn whoever_was_written_to_gets_nothing_more() {
    let key = |full: &str| addressee_key(&PersonName { full: full.into(), ..PersonName::default() });
    assert_eq!(key("Osei K. Okafor"), key("Mr. OSEI Okafor"));
    let after = |text: &str, rule, parents: &[&str], letter_again| {
        let written = WrittenTo { parents: parents.iter().map(|name| key(name)).collect(), letter_again };
        let decisions = ChildDecisions { written: Some(&written), ..ChildDecisions::default() };
        let mut own = child();
        let file = parse(text).with_rule(Some(rule));
        file.join(&mut own);
        file.choose_parents(&mut own, &decisions);
        copies(&own).into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    use ParentRule::{Both, First, Second};
    assert_eq!(after(TWO, Both, &["Grace Okafor"], false), ["Osei Okafor"]);
    assert_eq!(after(TWO, Second, &["Grace Okafor"], false), ["Osei Okafor"], "by a copy, as the letter went");
    assert_eq!(after(TWO, First, &["Osei Okafor"], false), ["Grace Okafor"]);
    assert!(after(TWO, Both, &["Grace A. Okafor", "Osei Okafor"], false).is_empty());
    assert_eq!(after(TWO, Both, &["Osei Okafor"], true), Vec::<String>::new(), "the letter goes again by itself");
    // A mother who lives where the father was written to.
    let one_home = TWO.replace("9 Elsewhere Road,Austin,TX,78701", "7 Invented Way,Austin,TX,78745");
    assert!(after(&one_home, First, &["Osei Okafor"], false).is_empty());
    // A letter that named nobody went to the home of the child.
    let written = WrittenTo { parents: vec![0], letter_again: false };
    let decisions = ChildDecisions { written: Some(&written), ..ChildDecisions::default() };
    let mut own = child();
    let file = parse(TWO).with_rule(Some(Both));
    file.join(&mut own);
    file.choose_parents(&mut own, &decisions);
    assert_eq!(copies(&own), [("Osei Okafor".to_owned(), "9 Elsewhere Road".to_owned())]);
}

#[test]
fn a_new_address_of_a_parent_is_theirs_alone_and_bars_hold_there() {
    let address = child().address.expect("an address");
    let mut moved = address.disclose().clone();
    moved.line_1 = "11 Other Way".into();
    let of = |name: &str, address: PostalAddress| {
        let name = PersonName { full: name.into(), ..PersonName::default() };
        [AddresseeAddress { of: addressee_key(&name), address: Private::new(address) }]
    };
    let chosen = |text: &str, addresses: &[AddresseeAddress]| {
        let decisions = ChildDecisions { addresses, ..ChildDecisions::default() };
        let mut own = child();
        let file = parse(text).with_rule(Some(ParentRule::Both));
        file.join(&mut own);
        file.choose_parents(&mut own, &decisions);
        own
    };
    let own = chosen(TWO, &of("Osei Okafor", moved.clone()));
    assert_eq!((letter(&own).1.as_str(), copies(&own)[0].1.as_str()), ("7 Invented Way", "11 Other Way"));
    let barred = format!("{TWO}R1,Cyril,Okafor,Father - no contact,11 Other Way,Austin,TX,78745\n");
    let own = chosen(&barred, &of("Osei Okafor", moved));
    assert!(own.codes.contains(Code::ParentsUndecided) && own.copies.is_empty());
}

#[test]
fn a_row_about_another_child_joins_nobody() {
    let text = "record_id,Child First Name,Child Last Name,guardian_name\nR1,Ada,Okafor,Grace Okafor\nR1,Ben,Okafor,Mabel Okafor\n";
    let (file, own) = (parse(text), chosen(parse(text), Some(ParentRule::Both)));
    assert_eq!((letter(&own).0.as_str(), own.copies.len()), ("Grace Okafor", 0));
    assert_eq!((file.of_another_child(&child()), file.told_of_child(&child())), (vec![3], 2));
    let slipped = chosen(parse(&text.replace("Ada,Okafor", "Cyd,Brindle")), Some(ParentRule::Both));
    assert_eq!(letter(&slipped).0, "");
}

proptest! {
    /// Nobody who may not be written to is written to, no home gets two pieces, and whoever is chosen is one of the file.
    #[test]
    fn marks_hold_in_every_order(
        custody in prop::collection::vec(prop::sample::select(vec!["", "yes", "joint", "no", "hm"]), 2..5),
        homes in prop::collection::vec(0u8..3, 4),
        rule in prop::option::of(prop::sample::select(ParentRule::ALL.to_vec())),
    ) {
        let names = ["Grace", "Osei", "Mabel", "Cyril"];
        let mut text = "record_id,guardian_name,custody,address_1,city,state,zip\n".to_owned();
        for (n, custody) in custody.iter().enumerate() {
            text.push_str(&format!("R1,{} Okafor,{custody},{} Elsewhere Road,Austin,TX,78701\n", names[n], homes[n] + 1));
        }
        let child = chosen(parse(&text), rule);
        let held = child.codes.contains(Code::ParentsUndecided);
        let barred = |name: &str| (0..custody.len()).any(|n| custody[n] == "no" && name.starts_with(names[n]));
        if !held {
            prop_assert!(!barred(&letter(&child).0));
        }
        prop_assert!(copies(&child).iter().all(|(name, _)| !barred(name)));
        let mut pieces: Vec<String> = copies(&child).into_iter().map(|(_, home)| home).collect();
        pieces.push(letter(&child).1);
        pieces.sort();
        let all = pieces.len();
        pieces.dedup();
        prop_assert_eq!(pieces.len(), all);
        prop_assert!(!held || child.copies.is_empty());
    }
}

#[test]
fn rows_without_a_name_are_passed_over_and_counted() {
    let text = "record_id,guardian_name\nR1,Grace Okafor\nR2,see chart\nR3,Ada Elm\n,Bo Fir\nR4,Cy Gum\n";
    let guardians = parse(text);
    assert_eq!(guardians.left_out().incomplete, 2);
    assert_eq!(guardians.len(), 3);
}
