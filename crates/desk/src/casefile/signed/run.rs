//! The digest of who is written to in a run, which the practice signs.

use super::source::RunRow;
use super::{DigestVersion, run_1, write_two};
use crate::casefile::ruling::DecisionRow;
use notice::digest::{Canonical, ContentDigest};
use notice::line::NONE;
use sha2::{Digest, Sha256};

/// Digests the rows of a run in their order, and what was decided about people.
pub fn digest_run<'a>(
    version: DigestVersion,
    rows: impl ExactSizeIterator<Item = RunRow<'a>>,
    rulings: &[DecisionRow],
) -> String {
    match version {
        DigestVersion::One => run_1::digest_run(rows, rulings),
        DigestVersion::Two => digest_run_2(rows, rulings),
    }
}

fn digest_run_2<'a>(rows: impl ExactSizeIterator<Item = RunRow<'a>>, rulings: &[DecisionRow]) -> String {
    let mut to = Canonical::new(Sha256::new());
    to.text("rows of a run");
    to.list(rows.len());
    let mut words = String::new();
    for row in rows {
        to.list(7);
        to.integer(row.list.get());
        to.integer(row.line.into());
        to.integer(row.person.get());
        to.text(row.disposition.word());
        to.text(row.variant);
        if row.code == NONE {
            to.absent();
        } else {
            to.integer(row.code.into());
        }
        words.clear();
        for element in row.elements.iter() {
            words.push_str(element.word());
            words.push(' ');
        }
        to.text(&words);
    }
    // Addresses and addressees that were decided are no part of the lists.
    to.list(2 * rulings.len());
    for ruling in rulings {
        to.integer(ruling.person.get());
        serde_json::to_value(&ruling.verdict).unwrap_or_default().write_content(&mut to);
    }
    write_two(&to.finish().finalize())
}

#[cfg(test)]
mod tests {
    use super::{RunRow, digest_run};
    use crate::casefile::id::{ActId, DecisionId, ListId, PersonId};
    use crate::casefile::ruling::{DecisionKind, DecisionRow, StoredName};
    use crate::casefile::signed::DigestVersion;
    use notice::line::{Disposition, NONE};
    use notice::party::DataElement;

    fn rows() -> Vec<RunRow<'static>> {
        let letter = RunRow {
            list: ListId::new(1),
            line: 2,
            person: PersonId::new(10),
            disposition: Disposition::Letter,
            variant: "TX-adult-en",
            code: 3,
            elements: [DataElement::Name, DataElement::Ssn].into_iter().collect(),
            checksum: 0x0123_4567_89ab_cdef,
        };
        let held = RunRow {
            line: 3,
            person: PersonId::new(11),
            disposition: Disposition::Held,
            variant: "",
            code: NONE,
            checksum: u64::MAX,
            ..letter.clone()
        };
        vec![letter, held]
    }

    fn rulings() -> Vec<DecisionRow> {
        let name = StoredName { first: "Robin".to_owned(), last: "Example".to_owned() };
        let all =
            [DecisionKind::Hold, DecisionKind::Addressee(name), DecisionKind::End { codes: vec!["minor".to_owned()] }];
        let row = |(id, verdict)| {
            let person = PersonId::new(11);
            DecisionRow { id: DecisionId::new(id), act: ActId::new(5), person, verdict }
        };
        (1..).zip(all).map(row).collect()
    }

    fn digest(version: DigestVersion, rows: &[RunRow<'static>], rulings: &[DecisionRow]) -> String {
        digest_run(version, rows.iter().cloned(), rulings)
    }

    #[test]
    fn what_the_practice_signs_never_changes_its_digest() {
        assert_eq!(
            digest(DigestVersion::Two, &rows(), &rulings()),
            "2:3a92b961cee7eac68952c638162dd484afed80dd658bc0a2633807dfa6709276"
        );
        assert_eq!(
            digest(DigestVersion::One, &rows(), &rulings()),
            "f4194d3cc09c2f4394e68581970451cfa57443c1e1f7ba938312d167f97e0464"
        );
    }

    #[test]
    fn a_digest_tells_its_version() {
        for version in [DigestVersion::One, DigestVersion::Two] {
            assert_eq!(DigestVersion::of(&digest(version, &rows(), &[])), version);
        }
    }

    #[test]
    fn everything_that_is_signed_makes_another_digest() {
        let (all, decided) = (rows(), rulings());
        let mut others = vec![
            digest(DigestVersion::Two, &all, &decided),
            digest(DigestVersion::Two, &all[..1], &decided),
            digest(DigestVersion::Two, &all, &decided[..2]),
        ];
        let changes: [fn(&mut RunRow<'static>); 7] = [
            |row| row.list = ListId::new(2),
            |row| row.line = 9,
            |row| row.person = PersonId::new(12),
            |row| row.disposition = Disposition::Excluded,
            |row| row.variant = "TX-minor-en",
            |row| row.code = 4,
            |row| row.elements.insert(DataElement::Diagnosis),
        ];
        for change in changes {
            let mut other = all.clone();
            change(&mut other[0]);
            others.push(digest(DigestVersion::Two, &other, &decided));
        }
        let different: std::collections::BTreeSet<_> = others.iter().collect();
        assert_eq!(different.len(), others.len());
    }
}
