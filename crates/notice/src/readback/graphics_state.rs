//! The graphics state as far as reading needs it.

/// A transformation `[a b c d e f]`.
pub(super) type Transform = [f64; 6];

/// No transformation.
pub(super) const IDENTITY: Transform = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `inner`, then `outer`.
#[inline]
pub(super) fn then(inner: &Transform, outer: &Transform) -> Transform {
    let [a, b, c, d, e, f] = *outer;
    if (a, b, c, d) == (1.0, 0.0, 0.0, 1.0) {
        return [inner[0], inner[1], inner[2], inner[3], inner[4] + e, inner[5] + f];
    }
    [
        inner[0] * a + inner[1] * c,
        inner[0] * b + inner[1] * d,
        inner[2] * a + inner[3] * c,
        inner[2] * b + inner[3] * d,
        inner[4] * a + inner[5] * c + e,
        inner[4] * b + inner[5] * d + f,
    ]
}

/// A point moved by a matrix.
pub(super) fn moved([x, y]: [f64; 2], [a, b, c, d, e, f]: &Transform) -> [f64; 2] {
    [x * a + y * c + e, x * b + y * d + f]
}

/// A box that grows around points: left, bottom, right, top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BoundingBox(pub(super) [f64; 4]);

impl Default for BoundingBox {
    fn default() -> Self {
        Self::NOTHING
    }
}

impl BoundingBox {
    pub(super) const NOTHING: Self = Self([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY]);

    #[inline]
    pub(super) fn add(&mut self, [x, y]: [f64; 2]) {
        let [left, bottom, right, top] = &mut self.0;
        *left = left.min(x);
        *bottom = bottom.min(y);
        *right = right.max(x);
        *top = top.max(y);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0[0] > self.0[2]
    }

    /// The same box seen through a matrix.
    pub(super) fn moved(&self, matrix: &Transform) -> Self {
        let mut out = Self::NOTHING;
        if !self.is_empty() {
            let [left, bottom, right, top] = self.0;
            for point in [[left, bottom], [left, top], [right, bottom], [right, top]] {
                out.add(moved(point, matrix));
            }
        }
        out
    }

    pub(super) fn join(&mut self, other: &Self) {
        if !other.is_empty() {
            self.add([other.0[0], other.0[1]]);
            self.add([other.0[2], other.0[3]]);
        }
    }

    pub(super) fn lies_in(&self, other: &Self) -> bool {
        self.is_empty()
            || (self.0[0] >= other.0[0]
                && self.0[1] >= other.0[1]
                && self.0[2] <= other.0[2]
                && self.0[3] <= other.0[3])
    }
}

/// The state that `q` saves.
#[derive(Clone, Copy)]
pub(super) struct Graphics {
    pub(super) ctm: Transform,
    /// Index of the font, once one is chosen.
    pub(super) font: Option<u32>,
    pub(super) size: f64,
    pub(super) leading: f64,
    /// True if text is painted in white or not at all.
    pub(super) white: bool,
    pub(super) unpainted: bool,
}

impl Graphics {
    pub(super) fn new() -> Self {
        Self { ctm: IDENTITY, font: None, size: 0.0, leading: 0.0, white: false, unpainted: false }
    }
}
