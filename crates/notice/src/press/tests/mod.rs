//! Tests of the press as a whole; what other programs say about its files is tested elsewhere.

mod sample;
