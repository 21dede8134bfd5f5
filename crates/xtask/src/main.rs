//! Every developer command. This program needs nothing but the standard library, since it is what runs first on a
//! bare machine and fetches the rest.

mod bench;
mod bundle;
mod cleanroom;
mod demo;
mod fuzz;
mod machine;
mod mutants;
mod pdf;
mod quick;
mod step;
mod test;
mod window;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  demo                  build, then run the sample case end to end; prints where the package lies
  app                   builds the window and opens it
  quick                 format, lints and unit tests of what changed since the last commit
  test                  every test of the project: format, lints, tests, documentation, finished PDFs, the window
  bench [options]       times the line stage by stage and, beside it, what one would use instead; counts instructions
      --people N          size of the list (140121)
      --threads N         threads of the run (all)
      --no-line           leave out our own line, and with it the ratios
      --no-loading        leave out the loading of rules and templates
      --no-peers          leave out what one would use instead
      --no-callgrind      leave out the instruction counts
      --window            the window instead of all that
  fuzz [TARGET]         every reader of what comes from outside, or one, under libFuzzer
    --short               every target for some seconds, from its seeds alone
      --seconds N         seconds of each (60)
  mutants [ROOM]        tries mutants of a room, or of all, against its own tests (hours)
      --count N           how many of each, in the order of a seed (30)
      --skip N            goes on behind the first N
  bundle [--no-install] makes the installer of the window, and tries it where there is the right to
  cleanroom [--keep]    tries the two commands of the README in a new Debian 12 (needs root)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let done = match command {
        "demo" => demo::demo(rest),
        "app" => window::app(rest),
        "bundle" => bundle::bundle(rest),
        "quick" => quick::quick(),
        "test" => test::test(rest),
        "bench" if rest == ["--window"] => window::measure(),
        "bench" => bench::bench(rest),
        "fuzz" if rest == ["--short"] => {
            let mut tally = step::Tally::default();
            fuzz::tests(&mut tally);
            tally.close()
        }
        "fuzz" => fuzz::fuzz(rest),
        "mutants" => mutants::mutants(rest),
        "cleanroom" => cleanroom::cleanroom(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command {other:?}\n\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask {command}: {why}");
            ExitCode::FAILURE
        }
    }
}
