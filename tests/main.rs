//! One binary for every test of the whole: the command line, bad input, the package, and the order of the house.

mod case;
mod casefile;
mod casework;
mod cli;
mod counsel;
mod crash;
mod equation;
mod laws;
mod lights;
mod package;
mod tidy;
