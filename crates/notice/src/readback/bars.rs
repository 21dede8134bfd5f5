//! Code 39 in ladder orientation (ISO/IEC 16388): from bars back to characters.

use super::error::{Maybe, ReadError};

/// Elements of a character: five bars and four spaces.
const ELEMENTS: usize = 9;

/// Each character as the wide elements among its nine, counted from 0. Derived from the rule of the standard: bars are
/// weighted 1, 2, 4, 7, 0; the position of the wide space tells the set of ten.
fn character(wide: [bool; ELEMENTS]) -> Option<char> {
    let places = |odd: usize| -> Vec<usize> { (0..5 - odd).filter(|n| wide[n * 2 + odd]).collect() };
    let (bars, spaces) = (places(0), places(1));
    let value = match bars[..] {
        [a, b] => {
            let weights = [1, 2, 4, 7, 0];
            // 4 + 7 stands for nothing of its own, so it is the tenth.
            match weights[a] + weights[b] {
                11 => 10,
                sum => sum,
            }
        }
        _ => return None,
    };
    let set = match spaces[..] {
        [1] => "1234567890",
        [2] => "ABCDEFGHIJ",
        [3] => "KLMNOPQRST",
        [0] => "UVWXYZ-. *",
        _ => return None,
    };
    set.chars().nth(value - 1)
}

/// The characters between the stars. Rectangles are left, bottom, right, top; all have the same sides.
pub(super) fn read(rectangles: &[[f64; 4]]) -> Maybe<String> {
    let mut bars: Vec<(f64, f64)> = rectangles.iter().map(|[_, bottom, _, top]| (*top, *bottom)).collect();
    bars.sort_by(|a, b| b.0.total_cmp(&a.0));
    let narrow = bars.iter().map(|(top, bottom)| top - bottom).fold(f64::INFINITY, f64::min);
    let wide = |width: f64| -> Maybe<bool> {
        let modules = width / narrow;
        if (modules - 1.0).abs() < 0.1 {
            Ok(false)
        } else if (modules - 3.0).abs() < 0.2 {
            Ok(true)
        } else {
            Err(ReadError::Symbol)
        }
    };
    let mut text = String::new();
    let groups = bars.chunks_exact(5);
    if narrow <= 0.0 || !narrow.is_finite() || !groups.remainder().is_empty() {
        return Err(ReadError::Symbol);
    }
    let mut before: Option<f64> = None;
    for group in groups {
        // The gap between characters is a narrow one.
        if let Some(end) = before
            && wide(end - group[0].0)?
        {
            return Err(ReadError::Symbol);
        }
        let mut elements = [false; ELEMENTS];
        for (n, (top, bottom)) in group.iter().enumerate() {
            elements[n * 2] = wide(top - bottom)?;
            if let Some((next, _)) = group.get(n + 1) {
                elements[n * 2 + 1] = wide(bottom - next)?;
            }
        }
        text.push(character(elements).ok_or(ReadError::Symbol)?);
        before = Some(group[4].1);
    }
    let inside = text.strip_prefix('*').and_then(|text| text.strip_suffix('*')).ok_or(ReadError::Symbol)?;
    if inside.contains('*') { Err(ReadError::Symbol) } else { Ok(inside.to_owned()) }
}
