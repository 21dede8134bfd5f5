//! One binary for every test of the whole: the command line, bad input, the package, and the order of the house.

mod bench_case;
mod cli;
mod package;
mod tidy;
