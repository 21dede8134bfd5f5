use super::*;
use crate::finding::Finding;
use crate::intake::Field;
use crate::party::{DataElement, Death, Language};

const SMALL: &str = "First Name,Last Name,DOB,Address,City,State,ZIP\nAnn,Muñoz,2015-06-01,1 Oak St,Austin,TX,78701\nBob,\"O'Brien, Jr.\",1/25/1980,\"2 Elm\nUnit 3\",Austin,Texas,78702\n";

fn names(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|r| r.person.name.as_ref().map(|n| n.disclose().full.clone()).unwrap_or_default()).collect()
}

#[test]
fn every_encoding_reads_the_same() {
    let utf16 = |big: bool, mark: bool| {
        let units = mark.then_some(0xFEFF).into_iter().chain(SMALL.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(SMALL);
    for (bytes, encoding) in [
        (SMALL.as_bytes().to_vec(), "utf-8"),
        ([b"\xEF\xBB\xBF", SMALL.as_bytes()].concat(), "utf-8-bom"),
        (utf16(false, true), "utf-16le"),
        (utf16(true, true), "utf-16be"),
        (utf16(false, false), "utf-16le"),
        (utf16(true, false), "utf-16be"),
        (latin.into_owned(), "windows-1252"),
    ] {
        let (list, rows) = rows(&bytes, None);
        assert_eq!(list.dialect().encoding, encoding);
        assert_eq!(list.dialect().header_row, Some(1), "{encoding}");
        assert_eq!(names(&rows), ["Ann Muñoz", "Bob O'Brien, Jr."], "{encoding}");
        assert_eq!(rows.iter().map(|r| r.extent.line).collect::<Vec<_>>(), [2, 3], "{encoding}");
        assert!(rows.iter().all(|r| !is_held(r)), "{encoding}");
        // The same rows by their place, in another order, give the same people and cells.
        let extents: Vec<_> = rows.iter().rev().map(|r| r.extent).collect();
        let chunk = list.fetch(&bytes.as_slice(), &extents).expect("bytes in memory");
        let again = list.read(&chunk, &gazetteer(), &incident());
        assert_eq!(names(&again), ["Bob O'Brien, Jr.", "Ann Muñoz"], "{encoding}");
        let cells = list.cells(&chunk);
        assert_eq!(
            (cells.len(), cells[0][3].as_str(), cells[1][1].as_str()),
            (2, "2 Elm\nUnit 3", "Muñoz"),
            "{encoding}"
        );
    }
}

#[test]
fn delimiters_and_quotes_are_seen() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = SMALL.replace("O'Brien, Jr.", "O'Brien Jr.").replace(',', delimiter);
        let (list, rows) = rows(text.as_bytes(), None);
        assert_eq!(list.dialect().delimiter, delimiter);
        assert_eq!(names(&rows), ["Ann Muñoz", "Bob O'Brien Jr."]);
    }
    let text =
        "'First Name','Last Name','Address','City','State','ZIP'\n'Ann','Smith','1 Oak, Apt 2','Austin','TX','78701'\n";
    let (list, rows) = rows(text.as_bytes(), None);
    assert_eq!(list.dialect().quote, "'");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].person.address.as_ref().expect("whole").disclose().line_1, "1 Oak, Apt 2");
}

#[test]
fn titles_blanks_and_totals_are_no_rows_and_nothing_else_is_lost() {
    let text = format!(
        "Breach list\nPrepared by Example Forensics, 2025\n\n{SMALL}\n,,,,,,\nTotal: 9,wait,this,is,a,person,too\nragged,row\n\nTotal: 3\nEnd of report\n"
    );
    let (list, rows) = rows(text.as_bytes(), None);
    assert_eq!(list.dialect().header_row, Some(4));
    assert_eq!(rows.iter().map(|r| r.extent.line).collect::<Vec<_>>(), [5, 6, 10, 11]);
    assert_eq!(list.rows(), 4);
    assert_eq!(codes(&rows[3]), [Code::RowRagged]);
    assert!(rows[3].person.name.is_none());
    assert_eq!(rows[3].keys, Keys { content: rows[3].keys.content, ..Keys::default() }, "known by its bytes alone");
}

#[test]
fn whole_lists_are_refused_with_a_place_and_an_advice() {
    for (bytes, line, words) in [
        (&b""[..], 0, "empty"),
        (b"PK\x03\x04rest of a workbook", 0, "Excel"),
        (b"\x7fELF\x01\x02\x03\x04\x05\x06\x00\x00\x00\x01\x02", 0, "not a list"),
        (b"just,some,cells\nand,some,more\n", 1, "heading"),
        (b"First Name,Last Name,City,City,Address,State,ZIP\na,b,c,d,e,f,g\n", 1, "same heading"),
        (b"First Name,Last Name,City,State,ZIP\na,b,c,d,e\n", 1, "street address"),
        (b"Title\n\nDOB,Address,City,State,ZIP\na,b,c,d,e\n", 3, "names"),
        (b"Name,Address,State\na,b,c\n", 1, "city and ZIP"),
    ] {
        let refusal = open(bytes, None).expect_err(words);
        assert!(refusal.message.contains(words), "{refusal}");
        assert_eq!(refusal.place.line, line, "{refusal}");
        assert!(refusal.code.advice() != Some(""), "{refusal}");
    }
    let missing = open(SMALL.as_bytes(), Some("[columns]\n\nzip = \"Zone\"\n")).expect_err("no such column");
    assert_eq!((missing.place.file.as_str(), missing.place.line), ("mapping.toml", 3));
}

#[test]
fn a_line_that_does_not_end_is_refused_before_it_is_read() {
    struct Endless(std::sync::atomic::AtomicU64);
    impl ListBytes for Endless {
        fn len(&self) -> u64 {
            2 << 30
        }
        fn read_at(&self, offset: u64, buf: &mut [u8]) -> std::io::Result<()> {
            self.0.fetch_add(buf.len() as u64, std::sync::atomic::Ordering::Relaxed);
            buf.fill(b'a');
            for (at, byte) in buf.iter_mut().enumerate().filter(|(at, _)| (offset + *at as u64).is_multiple_of(7)) {
                *byte = if at > 0 { b',' } else { b'a' };
            }
            Ok(())
        }
    }
    let endless = Endless(std::sync::atomic::AtomicU64::new(0));
    let refusal = List::open(0, "list.csv", &endless, None, &RecipeBook::default(), &gazetteer(), &incident())
        .expect_err("no line end");
    assert_eq!(refusal.place.line, 1);
    assert!(endless.0.into_inner() <= 64 << 20);
    // A quotation mark that never closes swallows the rest of a long list.
    let mut text = SMALL.as_bytes().to_vec();
    text.extend_from_slice(b"Cat,\"Open,1,2,3,4,5\n");
    text.resize(text.len() + (17 << 20), b'\n');
    assert_eq!(open(&text, None).expect_err("a quotation mark").place.line, 5);
}

#[test]
fn damaged_rows_are_held_and_say_why() {
    for (damage, code) in [
        (&b"An\x00n"[..], Code::RowNul),
        (b"An\x07n", Code::RowControlCharacter),
        (b"An\xEE\x80\x80n", Code::RowControlCharacter),
        (b"An\xF3\xB0\x80\x80n", Code::RowControlCharacter),
        (b"An\xE2\x80\xAEn", Code::RowControlCharacter),
        (b"An\xFFn", Code::RowUndecodable),
        (b"An\xEF\xBF\xBDn", Code::RowUndecodable),
    ] {
        let mut text = SMALL.replace("Bob", "Bób Çelik").into_bytes();
        text.extend_from_slice(damage);
        text.extend_from_slice(b",Lee,2015-06-01,1 Oak St,Austin,TX,78701\n");
        let (list, rows) = rows(&text, None);
        assert_eq!(list.dialect().encoding, "utf-8");
        assert!(!is_held(&rows[0]) && !is_held(&rows[1]));
        assert!(rows[2].person.codes.contains(code) && is_held(&rows[2]), "{damage:?} {:?}", codes(&rows[2]));
        assert_eq!(rows[2].person.residence, Jurisdiction::parse("TX"));
    }
    let long = format!("{SMALL}Ann,{},2015-06-01,1 Oak St,Austin,TX,78701\n", "x".repeat(70_000));
    assert!(rows(long.as_bytes(), None).1[2].person.codes.contains(Code::RowTooLong));
}

#[test]
fn columns_are_used_or_reported() {
    let text = "MRN,Name,Birth Date,Mailing Address 1,Address 1,City/State/ZIP,Guarantor Name,Court Flag,Notes,SSN Exposed,Diagnosis\n\
                7,\"Lee, Ann\",1/25/2010,PO Box 1,9 Elm St,\"Austin, TX 78701-1234\",Old Lee,no,n,Y,flu\n\
                8,\"Lee, Bea\",1/26/2010,PO Box 1,9 Elm St,Austin TX 78701,Old Lee,maybe,n,N,cold\n";
    let (list, rows) = rows(text.as_bytes(), None);
    let fields: Vec<_> = list.columns().iter().map(|c| c.field.map(|f| f.to_string()).unwrap_or_default()).collect();
    assert_eq!(
        fields,
        [
            "record_id",
            "full_name",
            "date_of_birth",
            "address_1",
            "",
            "city_state_zip",
            "",
            "",
            "",
            "element.ssn",
            "element.diagnosis"
        ]
    );
    assert!(list.columns()[7].looks_like_flag && !list.columns()[8].looks_like_flag);
    let ignored: Vec<u16> =
        list.findings().iter().filter(|f| f.code == Code::ColumnIgnored).map(|f| f.at.column).collect();
    // The other street is a spare, read where the mailing address is blank.
    assert_eq!(list.columns()[4].spare.map(|f| f.to_string()).as_deref(), Some("address_1"));
    assert_eq!(ignored, [7, 8, 9]);
    assert_eq!(names(&rows), ["Ann Lee", "Bea Lee"]);
    let address = rows[0].person.address.as_ref().expect("whole").disclose();
    assert_eq!(address.lines(), ["PO Box 1", "Austin TX 78701-1234"]);
    assert!(rows[0].person.elements.contains(DataElement::Ssn) && !rows[1].person.elements.contains(DataElement::Ssn));
    assert!(rows[0].person.elements.contains(DataElement::MedicalRecord));
    assert!(!is_held(&rows[0]));
    assert_eq!(codes(&rows[1]), [Code::ColumnLooksLikeFlag]);
    let (list, rows) = super::rows(text.as_bytes(), Some("[ignore]\ncolumns = [\"Court Flag\"]\n"));
    assert!(list.columns()[7].ignored_by_mapping && rows.iter().all(|r| !is_held(r)));
}

#[test]
fn a_mapping_names_columns_by_heading_number_and_list() {
    let text = "A|B|C|No|Street|Town|S|Z\nAnn|Lee|05.01.2010|1|Oak St|Austin|TX|78701\n";
    let mapping = "[file]\ndate_order = \"dmy\"\n[columns]\nfirst_name = \"A\"\nlast_name = 2\ndate_of_birth = \"C\"\naddress_1 = [\"No\", \"Street\"]\ncity = 6\nstate = \"S\"\nzip = \"Z\"\n";
    let (list, rows) = rows(text.as_bytes(), Some(mapping));
    assert_eq!(names(&rows), ["Ann Lee"]);
    assert_eq!(rows[0].person.address.as_ref().expect("whole").disclose().line_1, "1 Oak St");
    assert_eq!(rows[0].person.birth.as_ref().map(|b| b.disclose().to_string()).as_deref(), Some("2010-01-05"));
    assert!(list.findings().is_empty(), "{:?}", list.findings());
    // Without headings, by number, below two lines of something else.
    let bare = "x\ny\nAnn,Lee,2010-01-05,1 Oak St,Austin,TX,78701\nBob,Lee,2011-01-05,1 Oak St,Austin,TX,78701\n";
    let mapping = "[file]\nheader = false\nskip_lines = 2\n[columns]\nfirst_name = 1\nlast_name = 2\ndate_of_birth = 3\naddress_1 = 4\ncity = 5\nstate = 6\nzip = 7\n";
    let (list, rows) = super::rows(bare.as_bytes(), Some(mapping));
    assert_eq!(list.dialect().header_row, None);
    assert_eq!(rows.iter().map(|r| r.extent.line).collect::<Vec<_>>(), [3, 4]);
    // Two columns of one heading, told apart by number.
    let twice = "First Name,Last Name,City,City,Address,State,ZIP\nAnn,Lee,Austin,x,1 Oak St,TX,78701\n";
    let (list, rows) = super::rows(twice.as_bytes(), Some("[columns]\ncity = 3\n"));
    assert_eq!(list.columns()[3].field, None);
    assert!(!is_held(&rows[0]), "{:?}", codes(&rows[0]));
}

#[test]
fn the_order_of_dates_is_decided_once_for_a_column() {
    let list_of = |dates: &[&str]| {
        let mut text = String::from("Name,DOB,Address,City,State,ZIP\n");
        for date in dates {
            text += &format!("Ann Lee,{date},1 Oak St,Austin,TX,78701\n");
        }
        let (list, rows) = rows(text.as_bytes(), None);
        let births: Vec<_> = rows
            .iter()
            .map(|r| r.person.birth.as_ref().map(|b| b.disclose().to_string()).unwrap_or_default())
            .collect();
        let assumed = list
            .findings()
            .contains(&Finding::new(Code::DateOrderAssumed, crate::finding::Position { file: 0, line: 1, column: 2 }));
        (births, assumed, rows.iter().map(|r| r.person.codes.contains(Code::BirthUnreadable)).collect::<Vec<_>>())
    };
    assert_eq!(
        list_of(&["1/5/2010", "1/25/2010"]),
        (vec!["2010-01-05".into(), "2010-01-25".into()], false, vec![false, false])
    );
    assert_eq!(
        list_of(&["1/5/2010", "25/1/2010"]),
        (vec!["2010-05-01".into(), "2010-01-25".into()], false, vec![false, false])
    );
    assert_eq!(
        list_of(&["1/5/2010", "5/5/2010"]),
        (vec!["2010-01-05".into(), "2010-05-05".into()], true, vec![false, false])
    );
    let (births, assumed, unreadable) = list_of(&["25/1/2010", "1/25/2010", "1/26/2010", "2/1/2011"]);
    assert_eq!((births[3].as_str(), assumed, unreadable), ("2011-02-01", true, vec![true, false, false, false]));
    assert_eq!(list_of(&["2/11/2025"]).0, ["2025-02-11"]);
    assert_eq!(list_of(&["11/2/2025"]).0, ["2025-02-11"], "2 November lies in the future");
}

#[test]
fn births_and_deaths() {
    for (cell, code) in [
        ("6/1/2025", Code::BirthFuture),
        ("6/1/1899", Code::BirthImpossible),
        ("2/30/2010", Code::BirthUnreadable),
        ("6/1/10", Code::BirthTwoDigitYear),
    ] {
        let row = one(&[("DOB", cell)]);
        assert_eq!(codes(&row), [code]);
        assert!(row.person.birth.is_none());
    }
    assert_eq!(codes(&one(&[("DOB", "")])), [], "routing decides about missing birth dates");
    let day = chrono::NaiveDate::from_ymd_opt(2020, 1, 5);
    for (cells, death, code) in [
        (&[("DOD", "1/5/2020")][..], Death::Dead(day), None),
        (&[("Deceased", "Y")], Death::Dead(None), None),
        (&[("Deceased", "deceased"), ("DOD", "2020-01-05")], Death::Dead(day), None),
        (&[("Deceased", "2020-01-05")], Death::Dead(day), None),
        (&[("Deceased", "No")], Death::Alive, None),
        (&[("DOD", "00/00/0000"), ("Deceased", "alive")], Death::Alive, None),
        (&[("Deceased", "N"), ("DOD", "1/5/2020")], Death::Unclear, Some(Code::DeathUnclear)),
        (&[("Deceased", "perhaps")], Death::Unclear, Some(Code::DeathUnclear)),
        (&[("Deceased", "?")], Death::Unclear, Some(Code::DeathUnclear)),
        (&[("DOD", "1/5/2026")], Death::Unclear, Some(Code::DeathFuture)),
        (&[("DOD", "1/5/2014")], Death::Unclear, Some(Code::DeathBeforeBirth)),
        (&[("DOD", "last year")], Death::Unclear, Some(Code::DeathUnreadable)),
        (&[("Last Name", "Smith (Deceased)")], Death::Unclear, Some(Code::DeathUnclear)),
    ] {
        let row = one(cells);
        assert_eq!(row.person.death, death, "{cells:?}");
        assert_eq!(row.person.codes.iter().find(|c| c.severity() == Severity::Hold), code, "{cells:?}");
    }
}

#[test]
fn addresses_are_whole_or_held() {
    use Code::{
        AddressForeign, AddressFormula, AddressLong, AddressMissing, AddressPlaceholder, CityMissing, CountryUnknown,
        StateFilled, StateMissing, StateUnknown, ZipInvalid, ZipMissing, ZipRestored, ZipStateConflict, ZipUnassigned,
    };
    for (cells, expected, lines) in [
        (&[][..], &[][..], Some("1 Oak St|Austin TX 78701")),
        (&[("Address 1", ""), ("Address 2", "PO Box 9")], &[], Some("PO Box 9|Austin TX 78701")),
        (&[("Address 1", "")], &[AddressMissing], None),
        (&[("Address 1", "HOMELESS")], &[AddressPlaceholder], None),
        (&[("Address 1", "Returned Mail - 2024")], &[AddressPlaceholder], None),
        (&[("Address 1", "12 Homeless Creek Rd")], &[], Some("12 Homeless Creek Rd|Austin TX 78701")),
        (&[("Address 1", "=1+1")], &[AddressFormula], Some("=1+1|Austin TX 78701")),
        (&[("Address 2", "-")], &[], Some("1 Oak St|Austin TX 78701")),
        (
            &[("Address 1", "12345678901234567890 Long Street Name Of Fifty And More")],
            &[AddressLong],
            Some("12345678901234567890 Long Street Name Of Fifty And More|Austin TX 78701"),
        ),
        (&[("City", " ")], &[CityMissing], None),
        (&[("State", "")], &[StateFilled], Some("1 Oak St|Austin TX 78701")),
        (&[("State", ""), ("ZIP", "73960")], &[StateMissing], None),
        (&[("State", "Tejas")], &[StateUnknown], None),
        (&[("State", "texas")], &[], Some("1 Oak St|Austin TX 78701")),
        (&[("ZIP", "")], &[ZipMissing], None),
        (&[("ZIP", "7870")], &[ZipInvalid], None),
        (&[("ZIP", "787o1")], &[ZipInvalid], None),
        (&[("ZIP", "78701.0")], &[], Some("1 Oak St|Austin TX 78701")),
        (&[("ZIP", "78701 1234")], &[], Some("1 Oak St|Austin TX 78701-1234")),
        (&[("ZIP", "78701-0000")], &[], Some("1 Oak St|Austin TX 78701")),
        (&[("ZIP", "99999")], &[ZipUnassigned], None),
        (&[("ZIP", "02134")], &[ZipStateConflict], None),
        (&[("State", "MA"), ("ZIP", "2134")], &[ZipRestored], Some("1 Oak St|Austin MA 02134")),
        (&[("State", "MA"), ("ZIP", "2134.0")], &[ZipRestored], Some("1 Oak St|Austin MA 02134")),
        (&[("State", "MA"), ("ZIP", "21341234")], &[ZipRestored], Some("1 Oak St|Austin MA 02134-1234")),
        (&[("State", "NY"), ("ZIP", "501")], &[ZipRestored], Some("1 Oak St|Austin NY 00501")),
        (&[("State", ""), ("ZIP", "2134")], &[StateMissing, ZipInvalid], None),
        (&[("Country", "USA")], &[], Some("1 Oak St|Austin TX 78701")),
        (&[("Country", "Atlantis")], &[CountryUnknown], None),
        (&[("Country", "CA")], &[CountryUnknown], None),
        (
            &[("City", "Ottawa"), ("State", "ON"), ("ZIP", "K1A 0B1"), ("Country", "Canada")],
            &[AddressForeign],
            Some("1 Oak St|Ottawa ON K1A 0B1|CANADA"),
        ),
        (
            &[("City", "Madrid"), ("State", "Spain"), ("ZIP", "28001")],
            &[AddressForeign],
            Some("1 Oak St|Madrid 28001|SPAIN"),
        ),
        (&[("City", "Atlanta"), ("State", "Georgia"), ("ZIP", "30301")], &[], Some("1 Oak St|Atlanta GA 30301")),
        (&[("City", "APO"), ("State", "AE"), ("ZIP", "09012")], &[], Some("1 Oak St|APO AE 09012")),
        (
            &[
                ("Urbanization", "URB LAS GLADIOLAS"),
                ("City", "San Juan"),
                ("State", ""),
                ("ZIP", "00926"),
                ("Country", "Puerto Rico"),
            ],
            &[],
            Some("URB LAS GLADIOLAS|1 Oak St|San Juan PR 00926"),
        ),
    ] {
        let row = one(cells);
        let mut expected: Vec<Code> = expected.to_vec();
        expected.sort();
        assert_eq!(codes(&row), expected, "{cells:?}");
        let printed = row.person.address.as_ref().map(|a| a.disclose().lines().join("|"));
        assert_eq!(printed.as_deref(), lines, "{cells:?}");
    }
    let abroad = one(&[("City", "Ottawa"), ("State", "ON"), ("ZIP", "K1A 0B1"), ("Country", "CANADA")]);
    assert_eq!(abroad.person.residence, Some(Jurisdiction::FOREIGN));
    assert_eq!(one(&[("City", "")]).person.residence, Jurisdiction::parse("TX"));
}

#[test]
fn others_marks_languages_and_elements() {
    let name =
        |n: &Option<crate::finding::Private<crate::party::PersonName>>| n.as_ref().map(|n| n.disclose().full.clone());
    let row = one(&[("Guardian Name", "Lee, Mary")]);
    assert_eq!((name(&row.person.guardian).as_deref(), codes(&row)), (Some("Mary Lee"), vec![]));
    assert_eq!(codes(&one(&[("Guardian Name", "Ann Smith")])), [Code::GuardianIsChild]);
    assert_eq!(codes(&one(&[("Guardian Name", "Ann Smith"), ("DOB", "1990-01-01")])), []);
    let row = one(&[("Representative", "Paul Attorney"), ("Rep Type", "POA"), ("DOB", "1940-01-01")]);
    assert_eq!((name(&row.person.representative).as_deref(), codes(&row)), (Some("Paul Attorney"), vec![]));
    let row = one(&[("Representative", "Eve Executor"), ("DOD", "1/5/2020")]);
    assert_eq!(
        (name(&row.person.next_of_kin).as_deref(), row.person.representative.is_none()),
        (Some("Eve Executor"), true)
    );
    for cells in
        [&[("Representative", "Y")][..], &[("Rep Type", "POA")], &[("Representative", "Eve"), ("Rep Type", "Executor")]]
    {
        assert_eq!(codes(&one(cells)), [Code::RepresentativeUnclear], "{cells:?}");
    }
    let row = one(&[("Representative", "Gil Payer"), ("Rep Type", "Guarantor")]);
    assert_eq!((row.person.representative.is_none(), codes(&row)), (true, vec![]));
    for (heading, value, code) in [
        ("Hold", "Y", Some(Code::HoldMarked)),
        ("Hold", "subpoena pending", Some(Code::HoldMarked)),
        ("Hold", "no", None),
        ("Hold", "N/A", None),
        ("Custody", "see order", Some(Code::CustodyMarked)),
        ("Legal Hold", "yes", Some(Code::ColumnLooksLikeFlag)),
        ("Legal Hold", "No", None),
        ("Email Consent", "Yes", Some(Code::EmailConsent)),
        ("Language", "Tagalog", Some(Code::LanguageUnavailable)),
        ("Passport (Y/N)", "perhaps", Some(Code::ElementUnclear)),
        ("First Name", "@SUM(A1)", Some(Code::NameFormula)),
        ("Guardian Name", "=cmd|x", Some(Code::NameFormula)),
    ] {
        let row = one(&[(heading, value)]);
        assert_eq!(row.person.codes.iter().filter(|c| *c != Code::NameUnusual).last(), code, "{heading} {value}");
    }
    for (cell, language) in [
        ("Español", Some(Language::Es)),
        ("es-MX", Some(Language::Es)),
        ("SPANISH", Some(Language::Es)),
        ("", None),
        ("unknown", None),
        ("Tagalog", Some(Language::En)),
        ("English", Some(Language::En)),
    ] {
        assert_eq!(one(&[("Language", cell)]).person.language, language, "{cell}");
    }
    let row = one(&[("SSN", "123-45-6780"), ("Passport (Y/N)", "Y")]);
    assert!(row.person.elements.contains(DataElement::Ssn) && row.person.elements.contains(DataElement::Passport));
    assert!(row.keys.ssn != 0 && !one(&[]).person.elements.contains(DataElement::Ssn));
    assert_eq!(Field::parse("element.ssn"), Some(Field::Element(DataElement::Ssn)));
    let several = one(&[("First Name", "=1"), ("Address 1", ""), ("ZIP", "1"), ("DOB", "soon"), ("Hold", "x")]);
    assert_eq!(codes(&several).len(), 6, "every finding of a row is kept: {:?}", codes(&several));
}

#[test]
fn a_confidential_address_beats_every_other() {
    let head = "Name,Address,City,State,ZIP,Confidential Address,Confidential City,Confidential State,Confidential Zip";
    let text = format!(
        "{head}\nAnn Lee,1 Oak St,Austin,TX,78701,9 Safe Rd,Boston,MA,02134\nBea Lee,1 Oak St,Austin,TX,78701,9 Safe Rd,Boston,,\nCat Lee,1 Oak St,Austin,TX,78701,,,,\n"
    );
    let (_, rows) = rows(text.as_bytes(), None);
    assert_eq!(rows[0].person.address.as_ref().expect("whole").disclose().line_1, "9 Safe Rd");
    assert!(rows[0].person.codes.contains(Code::ConfidentialAddressUsed) && !is_held(&rows[0]));
    assert!(rows[1].person.codes.contains(Code::ConfidentialAddressIncomplete) && rows[1].person.address.is_none());
    assert_eq!(rows[2].person.address.as_ref().expect("whole").disclose().line_1, "1 Oak St");
}

#[test]
fn two_addresses_are_never_mixed() {
    let text = "Name,DOB,Address 1,Address 2,City,State,ZIP,Mailing Address 1,Mailing City,Mailing State,Mailing ZIP\n\
                Ann Lee,1/25/2010,1 Oak St,Apt 4,Austin,TX,78701,9 Elm St,Boston,MA,02101\n\
                Bea Lee,1/26/2010,2 Oak St,Apt 5,Austin,TX,78701,,,,\n";
    let (_, rows) = rows(text.as_bytes(), None);
    let lines = |n: usize| rows[n].person.address.as_ref().expect("whole").disclose().lines();
    assert_eq!(lines(0), ["9 Elm St", "Boston MA 02101"]);
    assert_eq!(lines(1), ["2 Oak St", "Apt 5", "Austin TX 78701"]);
}

#[test]
fn dates_that_could_make_a_child_of_an_adult_are_held() {
    let list = |dates: &[&str]| {
        let mut text = String::from("First Name,Last Name,DOB,Address,City,State,ZIP\n");
        for date in dates {
            text += &format!("Ann,Lee,{date},1 Oak St,Austin,TX,78701\n");
        }
        rows(text.as_bytes(), None).1.iter().map(codes).collect::<Vec<_>>()
    };
    // Nothing in the column tells day from month: 12 January 2007 is an adult on the mailing date, 1 December a child.
    assert_eq!(list(&["01/12/2007", "03/04/2012"]), [vec![Code::BirthAmbiguous], vec![]]);
    assert_eq!(list(&["01/12/2007", "12/25/2012"]), [vec![], vec![]]);
    // A year of two digits is read where only one century makes an age that people reach.
    assert_eq!(list(&["12/25/88", "12/25/05"]), [vec![], vec![Code::BirthTwoDigitYear]]);
}

#[test]
fn nobody_acts_where_a_note_stands_for_a_name() {
    for note in ["None on file", "See chart", "declined", "Wife", "512-555-0100", "Jane - DO NOT CONTACT", "{{x}}"] {
        let row = one(&[("DOB", "1980-01-25"), ("Representative", note), ("Guardian Name", note)]);
        assert!(row.person.representative.is_none() && row.person.guardian.is_none(), "{note}");
    }
}

#[test]
fn words_of_place_are_read_as_they_are_written() {
    for (cells, line) in [
        (&[("State", "Texas (TX)")][..], "Austin TX 78701"),
        (&[("State", "TX - Texas")], "Austin TX 78701"),
        (&[("State", "TX,")], "Austin TX 78701"),
        (&[("Country", "Unknown")], "Austin TX 78701"),
        (&[("Country", "United States (US)")], "Austin TX 78701"),
        (&[("City", "APO"), ("State", "AE"), ("ZIP", "09012"), ("Country", "Germany")], "APO AE 09012"),
    ] {
        let row = one(cells);
        let lines = row.person.address.as_ref().map(|a| a.disclose().lines()).unwrap_or_default();
        assert_eq!(lines.last().map(String::as_str), Some(line), "{cells:?}");
    }
    for street in ["123 Main St (returned mail)", "1 Oak St - RETURN TO SENDER", "123", "PO Box"] {
        assert!(is_held(&one(&[("Address 1", street)])), "{street}");
    }
}
