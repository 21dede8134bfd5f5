//! Symbols that another program has drawn are read as it meant them.

use crate::party::{Edition, JobId, PieceId};
use crate::press::Piece;
use crate::press::tests::sample;
use crate::readback::symbol::{self, Modules, SIDE};
use crate::readback::{PdfDocument, Symbol};
use datamatrix::{DataMatrix, SymbolSize};
use proptest::prelude::*;

fn modules(text: &str) -> Modules {
    let bitmap = DataMatrix::encode_str(text, SymbolSize::Square18).unwrap().bitmap();
    let mut modules = [[false; SIDE]; SIDE];
    for (x, y) in bitmap.pixels() {
        modules[y][x] = true;
    }
    modules
}

/// Bars as the press draws them, back to what they say.
#[test]
fn every_character_of_an_id_reads_back_from_bars() {
    use crate::composition::MarkKind;
    use crate::press::{Imprint, MarkPlace, PressScratch};
    let form = sample::Form::new();
    let letter = form.letter(1);
    let marks = MarkPlace { kind: MarkKind::Code39, module: 108, ..MarkPlace::default() };
    let ids = ["000000", "123456", "789ABC", "DEFGHJ", "KMNPQR", "STVWXY", "ZZZZZZ"];
    for id in ids {
        let job = JobId::parse(id).unwrap();
        let imprint = Imprint { marks: Some(marks), job, ..sample::imprint(Edition::Print, false) };
        let used = sample::used(std::slice::from_ref(&letter));
        let plate = sample::plate(&imprint, &used, &sample::letterhead(|_, _| {}));
        let mut scratch = PressScratch::default();
        let mut file = plate.open(&mut scratch);
        let piece = Piece { id: PieceId { job, sequence: 987_654 }, ..sample::piece(&letter, 1, false) };
        file.add(&piece).unwrap();
        let bytes = file.finish();
        let mut document = PdfDocument::open(&bytes).unwrap();
        for front in [0, 2] {
            let side = document.side(front).unwrap();
            let symbol = side.marks.as_ref().and_then(|marks| marks.symbol.clone());
            assert_eq!(symbol, Some(Symbol::Bars(format!("{id}987654"))));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn payloads_read_back_and_no_module_is_idle(
        job in "[0-9A-HJKMNP-TV-Z]{6}",
        sequence in 1..=999_999_u32,
        sheet in 1..=99_u32,
        flip in any::<prop::sample::Index>(),
    ) {
        let text = format!("{job}{sequence:06}{sheet:02}99C");
        let mut modules = modules(&text);
        prop_assert_eq!(symbol::read(&modules), Ok(text));
        let at = flip.index(SIDE * SIDE);
        modules[at / SIDE][at % SIDE] ^= true;
        prop_assert!(symbol::read(&modules).is_err());
    }
}
