//! Tables that come back: pieces, corrections of addresses, guardians, codes; and the head of a case that is kept outside it.

use crate::law;
use desk::casefile::head::Head;
use desk::casefile::id::PersonId;
use desk::stage::fuzz;
use libfuzzer_sys::Corpus;
use notice::intake::Guardians;
use notice::mailing::CodePool;
use std::collections::BTreeSet;

/// Lines, however they end.
fn lines(data: &[u8]) -> usize {
    data.split(|&byte| byte == b'\n' || byte == b'\r').count()
}

/// Pieces to be printed again, come back, or to be mailed to new addresses: the first byte says which.
pub fn pieces(data: &[u8]) -> Corpus {
    let Some((purpose, file)) = data.split_first() else { return Corpus::Reject };
    match fuzz::lines(file, usize::from(*purpose)) {
        Ok(rows) => {
            assert!(!rows.is_empty(), "a file without a piece is refused");
            assert!(rows.windows(2).all(|two| two[0].0 < two[1].0), "lines stand in their order");
            assert!(rows.iter().all(|(line, ..)| (2..=lines(file)).contains(&(*line as usize))), "and are in the file");
        }
        Err(refused) => law::hold_command(&refused, file),
    }
    Corpus::Keep
}

/// A provider's answer with addresses, or a table of yes and no: the first byte says which.
pub fn corrections(data: &[u8]) -> Corpus {
    let Some((kind, file)) = data.split_first() else { return Corpus::Reject };
    if kind % 2 == 0 {
        match fuzz::rows(file) {
            Ok(rows) => {
                let ids: BTreeSet<PersonId> = rows.iter().map(|(id, _)| *id).collect();
                assert_eq!(ids.len(), rows.len(), "one answer a person");
                assert!(rows.windows(2).all(|two| two[0].1 < two[1].1), "lines stand in their order");
                assert!(rows.iter().all(|(_, line)| (*line as usize) <= lines(file)), "and are in the file");
            }
            Err(refused) => law::hold_command(&refused, file),
        }
    } else {
        match fuzz::yes(file) {
            Ok(said) => assert!(said.len() < lines(file), "an answer takes a line"),
            Err(refused) => law::hold_command(&refused, file),
        }
    }
    Corpus::Keep
}

/// A table of guardians. With the mark of UTF-8 before it, it says the same.
pub fn guardians(data: &[u8]) -> Corpus {
    law::text(data, |text| {
        let ground = &*crate::list::GROUND;
        let (gazetteer, mailing) = (&ground.gazetteer, ground.incident.mailing.date);
        let marked = Guardians::parse("guardians.csv", &format!("\u{feff}{text}"), gazetteer, mailing);
        match Guardians::parse("guardians.csv", text, gazetteer, mailing) {
            Ok(guardians) => {
                assert!(!guardians.is_empty() && guardians.len() < lines(data));
                assert!(
                    text.starts_with('\u{feff}') || marked.is_ok_and(|marked| marked.len() == guardians.len()),
                    "the mark of UTF-8 is no text"
                );
            }
            Err(refusals) => {
                law::hold(&refusals, data);
                assert!(text.starts_with('\u{feff}') || marked.is_err_and(|marked| marked == refusals));
            }
        }
    })
}

/// A file of codes.
pub fn codes(data: &[u8]) -> Corpus {
    match CodePool::parse("codes.csv", data) {
        Ok(pool) => {
            let codes: BTreeSet<String> = pool.places().map(|(code, _)| code.to_ascii_uppercase()).collect();
            assert_eq!(codes.len(), pool.len(), "no code twice");
            let is_code = |code: &String| (4..=40).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_graphic());
            assert!(codes.iter().all(is_code));
        }
        Err(refusals) => law::hold(&refusals, data),
    }
    Corpus::Keep
}

/// The last action of a case, as it is kept in files outside the case.
pub fn head(data: &[u8]) -> Corpus {
    if let Ok(head) = serde_json::from_slice::<Head>(data) {
        let text = serde_json::to_string(&head).expect("written");
        assert_eq!(serde_json::from_str::<Head>(&text).expect("a head"), head);
        assert_eq!(head.prefix().len(), 12);
    }
    if let Ok(recent) = serde_json::from_slice::<Vec<desk::machine::recent::KnownCase>>(data) {
        let text = serde_json::to_string(&recent).expect("written");
        let again: Vec<desk::machine::recent::KnownCase> = serde_json::from_str(&text).expect("read");
        assert_eq!(serde_json::to_string(&again).expect("written"), text);
    }
    Corpus::Keep
}
