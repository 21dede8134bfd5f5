//! Values that mean something else than their heading says, each in a small list of ordinary people.

use super::*;
use crate::finding::Code;

/// The last row of a list in which everybody else has the usual value under a heading.
fn odd_row(heading: &str, usual: &str, odd: &str, birth: &str) -> Row {
    let mut text = format!("MRN,First Name,Last Name,DOB,Address,City,State,ZIP,{heading}\n");
    let names = ["Ashe", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gum", "Hazel"];
    for (at, name) in names.into_iter().enumerate() {
        text += &format!("A{at},Ida,{name},195{at}-02-0{},{at}1 Oak St,Austin,TX,78701,{usual}\n", at + 1);
    }
    text += &format!("A9,Uma,Ashby,{birth},91 Oak St,Austin,TX,78701,{odd}\n");
    let (_, rows) = rows(text.as_bytes(), None);
    assert!(rows.iter().take(8).all(|row| !is_held(row)), "{heading}: {usual}");
    rows.into_iter().next_back().expect("a row")
}

fn is_odd_held(heading: &str, usual: &str, odd: &str) -> bool {
    is_held(&odd_row(heading, usual, odd, "1960-05-06"))
}

#[test]
fn deaths_stand_in_suffixes_titles_and_codes() {
    for (heading, usual, odd) in [
        ("Suffix", "", "DEC"),
        ("Suffix", "", "R.I.P."),
        ("Prefix", "Mr.", "Late"),
        ("Discharge Disposition", "01", "20"),
        ("Discharge Status Code", "1", "41"),
        ("Chart", "B-12", "ZZ DECEASED"),
    ] {
        assert!(is_odd_held(heading, usual, odd), "{heading}: {odd}");
        assert!(!is_odd_held(heading, usual, usual), "{heading}: {usual}");
    }
    for (heading, usual, odd) in [
        ("Status", "Active", "Presumed Dead"),
        ("Status", "Active", "Inactive (Dec)"),
        ("Status", "Active", "Discharged - Death"),
        ("Flag", "", "DEC"),
        ("Billing Type", "Standard", "Deceased"),
        ("Primary Provider", "Dr. Ames", "Deceased"),
        ("Email", "a@b.example", "deceased@none.com"),
        ("Notes", "", "expired in hospital 2021"),
        ("Notes", "", "family notified us of death"),
        ("Death Date", "", "5/6/0023"),
        ("Death Date", "", "2023"),
    ] {
        assert!(is_odd_held(heading, usual, odd), "{heading}: {odd}");
    }
    for (heading, usual, odd) in [
        ("Mother Deceased", "N", "Y"),
        ("Guarantor Status", "Active", "Deceased"),
        ("Status", "Active", "Inactive Dec 2020"),
        ("Notes", "", "works at funeral home"),
        ("Card Expires", "2027", "expired"),
        ("Suffix", "", "Jr"),
        ("Discharge Disposition", "01", "02"),
    ] {
        assert!(!is_odd_held(heading, usual, odd), "{heading}: {odd}");
    }
}

#[test]
fn whoever_is_said_to_live_is_not_dead_by_a_date() {
    let alive = odd_row("Vital,Date of Death", "Alive,", "Alive,2019-02-03", "1960-05-06");
    assert!(alive.person.codes.contains(Code::DeathUnclear));
    let dead = odd_row("Chart Status,Date of Death", "Active,", "Active,2019-02-03", "1960-05-06");
    assert!(!is_held(&dead));
}

#[test]
fn wishes_about_mail_and_charts_of_nobody_hold() {
    for (heading, usual, odd) in [
        ("Mail OK", "Yes", "No"),
        ("OK to Mail", "Y", "N"),
        ("Opt Out", "No", "Yes"),
        ("Test Patient", "No", "Yes"),
        ("Merged Into", "", "A1"),
        ("Bad Address", "No", "Yes"),
        ("Address Valid", "Y", "N"),
        ("Emancipated", "N", "Y"),
        ("Proxy Access", "", "Blocked"),
    ] {
        assert!(is_odd_held(heading, usual, odd), "{heading}: {odd}");
    }
    for (heading, usual, odd) in [
        ("Do Not Call", "N", "Y"),
        ("Statement Hold", "N", "Y"),
        ("Contact Method", "", "Do not contact by phone"),
        ("Billing Type", "", "No Statements"),
        ("Homeless Status", "", "Not homeless"),
        ("HIPAA Status", "Current", "Expired"),
        ("Email OK", "Yes", "No"),
        ("SMS Opt Out", "No", "Yes"),
        ("OK to Email", "Y", "N"),
        ("Mail OK", "Yes", "Y"),
    ] {
        assert!(!is_odd_held(heading, usual, odd), "{heading}: {odd}");
    }
}

#[test]
fn custody_of_both_is_no_mark_and_a_minor_who_consented_is() {
    let row = |odd: &str| odd_row("Custody", "", odd, "2012-05-06");
    assert!(!is_held(&row("Both parents")) && !is_held(&row("Joint")) && is_held(&row("Mother only")));
    let consents = |odd: &str, birth: &str| odd_row("Consent By", "Self", odd, birth).person.codes;
    assert!(consents("Self", "2012-05-06").contains(Code::MinorConsentNoted));
    assert!(!consents("Parent", "2012-05-06").contains(Code::MinorConsentNoted));
    assert!(!consents("Self", "1960-05-06").contains(Code::MinorConsentNoted));
}

/// The street lines of the only row of a list.
fn lines(headings: &str, cells: &str) -> Vec<String> {
    let text = format!("First Name,Last Name,{headings}\nUma,Ashby,{cells}\n");
    let (_, rows) = rows(text.as_bytes(), None);
    let mut lines = rows[0].person.address.as_ref().expect("an address").disclose().lines();
    lines.pop();
    lines
}

#[test]
fn parts_of_a_line_are_joined_in_the_order_of_the_envelope() {
    for (headings, cells, line) in [
        ("House Number,Street,City,State,ZIP", "12,Oak St,Austin,TX,78701", &["12 Oak St"][..]),
        ("Street,House No,City,State,ZIP", "Oak St,12,Austin,TX,78701", &["12 Oak St"]),
        (
            "Street Number,Street Direction,Street Name,Street Type,City,State,ZIP",
            "12,N,Oak,St,Austin,TX,78701",
            &["12 N Oak St"],
        ),
        ("Address,Unit Type,Unit No,City,State,ZIP", "12 Oak St,Apt,4,Austin,TX,78701", &["12 Oak St", "Apt 4"]),
        ("Address,House Number,City,State,ZIP", "12 Oak St,12,Austin,TX,78701", &["12 Oak St"]),
    ] {
        assert_eq!(lines(headings, cells), line, "{headings}");
    }
}

#[test]
fn of_two_whole_addresses_the_mailing_one_is_used() {
    let text = "First Name,Last Name,Home Address,Mailing Address\n\
        Uma,Ashby,\"12 Oak St, Austin, TX 78701\",\"PO Box 7, Austin, TX 78702\"\n\
        Ida,Fenwick,\"14 Oak St, Austin, TX 78701\",\n";
    let (_, rows) = rows(text.as_bytes(), None);
    let zips: Vec<_> = rows
        .iter()
        .map(|row| row.person.address.as_ref().map(|address| address.disclose().lines()[0].clone()).unwrap_or_default())
        .collect();
    assert_eq!(zips, ["PO Box 7", "14 Oak St"]);
    assert!(rows.iter().all(|row| !is_held(row)));
}

#[test]
fn words_of_health_and_marks_beside_a_name_hold_it() {
    let codes = |cells: &str| {
        let text =
            format!("First Name,Middle Name,Last Name,DOB,Address,City,State,ZIP\n{cells},1 Oak St,Austin,TX,78701\n");
        let (_, rows) = rows(text.as_bytes(), None);
        (is_held(&rows[0]), rows[0].person.name.as_ref().map(|name| name.disclose().full.clone()).unwrap_or_default())
    };
    for cells in [
        "Uma,HIV+,Ashby,1960-05-06",
        "Uma,,Ashby RIP,1960-05-06",
        "RIP Uma,,Ashby,1960-05-06",
        "Uma,(DV),Ashby,1960-05-06",
        "NBF,,Ashby,2024-12-06",
        "Baby of Ida,,Ashby,2024-12-06",
        "Ida Baby,,Ashby,2024-12-06",
        "GarcÕa,,Ashby,1960-05-06",
        "Uma DEAD,,Ashby,1960-05-06",
        "Uma 1940-2021,,Ashby,1960-05-06",
        "Uma,,DEC Ashby,1960-05-06",
        "Uma MEDICAID,,Ashby,1960-05-06",
        "Uma 512-555-0100,,Ashby,1960-05-06",
        "Uma and John,,Ashby,1960-05-06",
        "Boy Ida,,Ashby,2024-12-06",
        "Nu#ez,,Ashby,1960-05-06",
    ] {
        assert!(codes(cells).0, "{cells}");
    }
    assert_eq!(codes("Uma,NMN,Ashby,1960-05-06"), (false, "Uma Ashby".to_owned()));
    assert_eq!(codes("Uma,,Dec,1960-05-06"), (false, "Uma Dec".to_owned()));
}

#[test]
fn a_city_that_holds_its_state_is_printed_once() {
    for (headings, cells, city) in [
        ("Address,City,ZIP", "12 Oak St,\"Austin, TX\",78701", "Austin"),
        ("Address,City,State,ZIP", "12 Oak St,\"Austin, Texas\",TX,78701", "Austin"),
        ("Address,City,State,ZIP", "12 Oak St,Austin TX 78701,TX,78701", "Austin"),
        ("Address,City,State,ZIP", "PSC 4 Box 12,APO AE,AE,09012", "APO"),
        ("Address,City,State,ZIP", "12 Oak St,Texas City,TX,78701", "Texas City"),
    ] {
        let text = format!("First Name,Last Name,{headings}\nUma,Ashby,{cells}\n");
        let (_, rows) = rows(text.as_bytes(), None);
        assert_eq!(
            rows[0].person.address.as_ref().map(|own| own.disclose().city.clone()).as_deref(),
            Some(city),
            "{cells}"
        );
    }
}

#[test]
fn notes_and_labels_around_an_address_hold_it() {
    for cells in [
        "12 Oak St (old),,Austin",
        "Mailing: 12 Oak St,,Austin",
        "Physical 12 Oak St,,Austin",
        "zz12 Oak St,,Austin",
        "12 Oak St gate 99,,Austin",
        "\"PO Box 4, 12 Oak St\",,Austin",
        "12 Oak St^Apt 4,,Austin",
        "Oak St,,Austin",
        "12 Oak St,Memory Care Unit,Austin",
        "12 Oak St,behind the church,Austin",
        "12 Oak St,Apt,Austin",
        "12 Oak St,E12345,Austin",
        "12 Oak St,,Austin (moved)",
        "12 Oak St,,Austin DECEASED",
        "12 Oak St,,Austin/Waco",
    ] {
        let text = format!("First Name,Last Name,Address,Address 2,City,State,ZIP\nUma,Ashby,{cells},TX,78701\n");
        let (_, rows) = rows(text.as_bytes(), None);
        assert!(is_held(&rows[0]), "{cells}");
    }
    assert_eq!(lines("Address,Address 2,City,State,ZIP", "\"12 Oak St,\",4.0,Austin,TX,78701"), ["12 Oak St", "4"]);
    assert_eq!(lines("Address,Care Of,City,State,ZIP", "12 Oak St,SELF,Austin,TX,78701"), ["12 Oak St"]);
    assert_eq!(lines("Address,Care Of,City,State,ZIP", "12 Oak St,Uma Ashby,Austin,TX,78701"), ["12 Oak St"]);
    for line in ["12 Oak St No. 5", "7 Hospice Ln", "7 Cancer Survivors Way"] {
        assert_eq!(lines("Address,City,State,ZIP", &format!("{line},Austin,TX,78701")), [line]);
    }
    for line in ["No. 5", "4 1/2", "Front", "Mail Stop 44"] {
        let cells = format!("12 Oak St,{line},Austin,TX,78701");
        assert_eq!(lines("Address,Address 2,City,State,ZIP", &cells), ["12 Oak St", line]);
    }
    assert_eq!(lines("Address,City,State,ZIP", "One Park Plaza,Austin,TX,78701"), ["One Park Plaza"]);
}

#[test]
fn an_answer_about_a_blank_day_frees_everybody() {
    let mut text = String::from("First Name,Last Name,DOB,Address,City,State,ZIP,Death Date\n");
    for (at, birth) in ["1950-02-01", "1960-02-01", "1980-02-01", "2014-02-01"].into_iter().enumerate() {
        text += &format!("Uma,Ashby,{birth},{}2 Oak St,Austin,TX,78701,1970-01-01 00:00:00\n", at + 1);
    }
    let (list, held) = rows(text.as_bytes(), None);
    assert!(held.iter().all(is_held));
    let key = &list.questions()[0].key;
    let (_, freed) = rows(text.as_bytes(), Some(&format!("[answers]\n{key} = \"blank\"\n")));
    assert!(freed.iter().all(|row| !is_held(row)));
    // Days that stand for an empty cell under a heading that is asked about mark nobody.
    let row = odd_row("expired_ind,expired_date", "N,00000000", "N,19000101", "1960-05-06");
    assert!(!is_held(&row));
}

#[test]
fn headings_written_together_say_whose_they_are() {
    let text = "ufname,ulname,patientdob,upaddress,upaddress2,upcity,upstate,upzip\nUma,Ashby,1960-05-06,12 Oak St,Apt 4,Austin,TX,78701\n";
    let (_, rows) = rows(text.as_bytes(), None);
    assert!(!is_held(&rows[0]) && rows[0].person.birth.is_some());
    assert_eq!(rows[0].person.address.as_ref().expect("an address").disclose().lines()[1], "Apt 4");
}
