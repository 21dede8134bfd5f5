//! The marks of a sheet: readable text and the modules of the Data Matrix, whether drawn as an image mask or as
//! rectangles.

use super::bars;
use super::error::{Maybe, ReadError};
use super::graphics_state::{BoundingBox, Transform};
use super::symbol::{Modules, SIDE};

/// The drawing between the marks' begin and end on one side.
#[derive(Default)]
pub(super) struct Drawn {
    /// Folded text.
    pub(super) text: String,
    /// True if anything was drawn as marks.
    pub(super) any: bool,
    mask: Option<Modules>,
    rectangles: Vec<[f64; 4]>,
}

impl Drawn {
    /// An image mask of 18 × 18; `paints` is the bit that is painted.
    pub(super) fn mask(&mut self, place: &Transform, rows: &[u8], paints: bool) -> Maybe<()> {
        let [a, b, c, d, ..] = *place;
        let row = SIDE.div_ceil(8);
        let upright = a > 0.0 && d > 0.0 && b == 0.0 && c == 0.0 && (a - d).abs() < 0.01;
        if !upright || self.mask.is_some() || rows.len() != SIDE * row {
            return Err(ReadError::Symbol);
        }
        let mut modules = [[false; SIDE]; SIDE];
        for (modules, bytes) in modules.iter_mut().zip(rows.chunks_exact(row)) {
            for (place, module) in modules.iter_mut().enumerate() {
                *module = (bytes[place / 8] & (0x80 >> (place % 8)) != 0) == paints;
            }
        }
        self.mask = Some(modules);
        Ok(())
    }

    /// A filled rectangle: left, bottom, right, top.
    pub(super) fn rectangle(&mut self, corners: [f64; 4]) -> Maybe<()> {
        // A symbol has fewer modules, and a code fewer bars than this.
        if self.rectangles.len() > SIDE * SIDE {
            return Err(ReadError::Symbol);
        }
        self.rectangles.push(corners);
        Ok(())
    }

    /// The characters of a Code 39 in ladder orientation, where the rectangles are its bars.
    pub(super) fn bars(&self) -> Maybe<Option<String>> {
        let Some([left, _, right, _]) = self.rectangles.first() else { return Ok(None) };
        let near = |a: &f64, b: &f64| (a - b).abs() < 0.001;
        let aligned = |[l, _, r, _]: &[f64; 4]| near(l, left) && near(r, right);
        let ladder = self.mask.is_none() && self.rectangles.iter().all(aligned);
        if ladder { bars::read(&self.rectangles).map(Some) } else { Ok(None) }
    }

    /// The modules of the symbol, where one is drawn.
    pub(super) fn modules(&self) -> Maybe<Option<Modules>> {
        match (&self.mask, self.rectangles.is_empty()) {
            (None, true) => Ok(None),
            (Some(modules), true) => Ok(Some(*modules)),
            (None, false) => self.grid().map(Some),
            (Some(_), false) => Err(ReadError::Symbol),
        }
    }

    /// The finder's solid sides span the symbol, so that the rectangles' extent is its frame.
    fn grid(&self) -> Maybe<Modules> {
        let mut extent = BoundingBox::NOTHING;
        for [left, bottom, right, top] in &self.rectangles {
            extent.add([*left, *bottom]);
            extent.add([*right, *top]);
        }
        let [left, bottom, right, top] = extent.0;
        let module = (right - left) / SIDE as f64;
        if module <= 0.0 || !module.is_finite() || ((top - bottom) / SIDE as f64 - module).abs() > module / 10.0 {
            return Err(ReadError::Symbol);
        }
        let mut modules = [[false; SIDE]; SIDE];
        for [l, b, r, t] in &self.rectangles {
            // Whole modules only: each side must fall on a line of the grid.
            let lines = [l - left, r - left, top - t, top - b].map(|v| v / module);
            if lines.iter().any(|v| (v - v.round()).abs() > 0.1) {
                return Err(ReadError::Symbol);
            }
            let [from, to, up, down] = lines.map(|v| v.round() as usize);
            for row in modules.iter_mut().take(down).skip(up) {
                for cell in row.iter_mut().take(to).skip(from) {
                    *cell = true;
                }
            }
        }
        Ok(modules)
    }
}
