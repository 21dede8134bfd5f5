//! The main job on the sample data.

use crate::machine::{self, Profile};
use crate::step::{Step, seconds};
use std::time::Instant;

/// Builds the program and runs the sample case end to end. What the program prints (where letters, manifest and totals
/// lie) is passed through.
pub fn demo(arguments: &[String]) -> Result<(), String> {
    let begun = Instant::now();
    let program = machine::program(Profile::Release)?;
    let built = begun.elapsed();
    let begun = Instant::now();
    // A path inside the workspace, whatever folder cargo builds into.
    Step::new(program).args(["demo", "--out", "target/demo"]).args(arguments).run()?;
    println!("built in {}, the sample case took {}", seconds(built), seconds(begun.elapsed()));
    Ok(())
}
