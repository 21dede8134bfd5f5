//! Laws of composition.
