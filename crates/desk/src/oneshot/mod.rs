//! Commands over lists alone, without a case.

pub mod check;
pub mod demo;
pub mod inputs;
pub mod preview;
pub mod run;
pub mod sample_list;

#[cfg(test)]
mod tests;
