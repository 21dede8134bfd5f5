//! One binary for every test of the whole: the command line, bad input, the package, and the order of the house.

mod addresses;
mod case;
mod casefile;
mod casework;
mod cli;
mod counsel;
mod crash;
mod equation;
mod filed;
mod incidents;
mod keeping;
mod laws;
mod lights;
mod mangled;
mod outputs;
mod package;
mod people;
mod proofs;
mod regulators;
mod room;
mod safeguards;
mod sealed;
mod signals;
mod terminal;
mod tidy;
mod wrong_files;
