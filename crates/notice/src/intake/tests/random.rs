use super::*;
use crate::intake::split::{Quoting, SplitStep, Splitter, Width};
use proptest::prelude::*;

fn splitter(quoting: Quoting) -> Splitter {
    Splitter { width: Width::One, delimiter: b',', quote: b'"', quoting }
}

/// Rows by our machine, read back one by one with the csv crate.
fn ours(bytes: &[u8], quoting: Quoting) -> Vec<Vec<Vec<u8>>> {
    let splitter = splitter(quoting);
    let (mut at, mut all) = (0, Vec::new());
    loop {
        match splitter.step(bytes, at, true) {
            SplitStep::Row(cut) => {
                all.push(theirs(&bytes[cut.start..cut.end], quoting).remove(0));
                at = cut.next;
            }
            SplitStep::End => return all,
            SplitStep::More => panic!("the block is the whole list"),
        }
    }
}

fn theirs(bytes: &[u8], quoting: Quoting) -> Vec<Vec<Vec<u8>>> {
    // A line end first, as a byte order mark at the very start is no text for the csv crate.
    let bytes = [b"\n", bytes].concat();
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .double_quote(quoting == Quoting::Doubled)
        .escape((quoting == Quoting::Escaped).then_some(b'\\'))
        .from_reader(bytes.as_slice())
        .byte_records()
        .map(|r| r.expect("bytes in memory").iter().map(<[u8]>::to_vec).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn rows_end_where_the_csv_crate_ends_them(
        bytes in prop::collection::vec(prop::sample::select(b"ab,,\\\"\"\"\r\n\n \xff\xef\xbb\xbf".to_vec()), 0..80),
    ) {
        for quoting in [Quoting::Doubled, Quoting::Escaped] {
            prop_assert_eq!(ours(&bytes, quoting), theirs(&bytes, quoting));
        }
    }

    #[test]
    fn a_block_cut_anywhere_waits_for_more(
        bytes in prop::collection::vec(prop::sample::select(b"ab,\\\"\r\n".to_vec()), 0..60),
        cut in 0..60usize,
    ) {
        let part = &bytes[..cut.min(bytes.len())];
        for splitter in [Quoting::Doubled, Quoting::Escaped, Quoting::None].map(splitter) {
            if let SplitStep::Row(row) = splitter.step(part, 0, false) {
                prop_assert_eq!(SplitStep::Row(row), splitter.step(&bytes, 0, true));
            }
        }
    }

    #[test]
    fn mangled_lists_lose_no_row(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 0..40),
        wide in 0..3u8,
    ) {
        let mut text = format!("{HEAD}\n");
        for n in 0..40 {
            text += &format!("{n},Ann{n},\"Sm\"\"ith\",1/2/20{:02},\"{n} Oak, St\",,Austin,TX,787{n:02},,,,,,,,,,,,,Y,,\r\n", n % 25);
        }
        let mut bytes: Vec<u8> = match wide {
            0 => text.into_bytes(),
            1 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => text.replace("Austin", "Añstin").chars().map(|c| c as u8).collect(),
        };
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        let Ok(list) = open(&bytes, None) else { return Ok(()) };
        let mut seen = 0;
        let (gazetteer, incident) = (gazetteer(), incident());
        for chunk in list.chunks(&bytes.as_slice()) {
            let chunk = chunk.expect("bytes in memory");
            let rows = list.read(&chunk, &gazetteer, &incident);
            prop_assert_eq!(rows.len(), chunk.len());
            seen += rows.len() as u64;
            for (n, row) in rows.iter().enumerate() {
                let whole = row.person.name.is_some() && row.person.address.is_some() && row.person.residence.is_some();
                let is_page_line = row.person.codes.contains(Code::PageLine);
                prop_assert!(whole || is_page_line || is_held(row), "a row that is not held is whole");
                prop_assert_eq!(row.extent.line, row.person.at.line);
                // By its place a row reads as it did among the others.
                let alone = list.fetch(&bytes.as_slice(), &[row.extent]).expect("bytes in memory");
                prop_assert_eq!(list.cells(&alone), vec![list.cells(&chunk)[n].clone()]);
                prop_assert_eq!(list.read(&alone, &gazetteer, &incident)[0].keys, row.keys);
            }
        }
        prop_assert_eq!(seen, list.rows());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let text = [b"Name,Address,City,State,ZIP\n".as_slice(), &bytes].concat();
        for bytes in [bytes, text] {
            if let Ok(list) = open(&bytes, None) {
                prop_assert_eq!(read_all(&list, &bytes).len() as u64, list.rows());
            }
        }
    }
}

#[test]
fn lists_longer_than_a_block_are_cut_between_rows() {
    let mut text = format!("{HEAD}\n");
    for n in 0..12_000 {
        text += &format!("{n},Ann{n},Smith,1/25/2010,\"{n} Oak\nSt\",,Austin,TX,78701,,,,,,,,,,,,,Y,,\n");
    }
    let (list, rows) = rows(text.as_bytes(), None);
    assert_eq!(rows.len(), 12_000);
    assert_eq!(list.chunks(&text.as_bytes()).count(), 2);
    assert!((0..).zip(&rows).all(|(n, row)| row.extent.line == 2 + 2 * n));
    assert!(rows.iter().all(|r| r.person.record_id.is_some() && r.person.address.is_some()));
}
