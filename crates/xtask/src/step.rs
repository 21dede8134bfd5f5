//! Running other programs, and counting what passed.

use crate::machine;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A program to be run in the folder of the workspace; the line is shown before it runs.
pub struct Step {
    program: OsString,
    arguments: Vec<OsString>,
    folder: Option<PathBuf>,
}

impl Step {
    /// Names the program.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        Self { program: program.as_ref().to_owned(), arguments: Vec::new(), folder: None }
    }

    /// One more argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Several more.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|a| a.as_ref().to_owned()));
        self
    }

    /// In another folder than that of the workspace.
    pub fn within(mut self, folder: PathBuf) -> Self {
        self.folder = Some(folder);
        self
    }

    /// The line as one would type it.
    pub fn line(&self) -> String {
        let words = std::iter::once(&self.program).chain(&self.arguments);
        words.map(|w| w.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    /// The command, not yet started, in the folder of the workspace.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(self.folder.clone().unwrap_or_else(machine::root));
        command
    }

    /// Runs it with its output as it comes.
    pub fn run(self) -> Result<(), String> {
        eprintln!("  $ {}", self.line());
        let status = self.command().status().map_err(|e| self.cannot(&e))?;
        if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", self.line())) }
    }

    /// Runs it silently; its standard output, or an error with what it wrote to standard error.
    pub fn read(self) -> Result<String, String> {
        let out = self.command().stdin(Stdio::null()).output().map_err(|e| self.cannot(&e))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if out.status.success() {
            Ok(text(&out.stdout))
        } else {
            Err(format!("{} ended with {}\n{}{}", self.line(), out.status, text(&out.stdout), text(&out.stderr)))
        }
    }

    /// Runs it with its errors as they come; its standard output.
    pub fn told(self) -> Result<String, String> {
        let out = self.command().stderr(Stdio::inherit()).output().map_err(|e| self.cannot(&e))?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        if out.status.success() { Ok(text) } else { Err(format!("{} ended with {}", self.line(), out.status)) }
    }

    /// Runs it with its output as it comes, and shows every line of its standard output to `see`.
    pub fn watch(self, mut see: impl FnMut(&str)) -> Result<(), String> {
        eprintln!("  $ {}", self.line());
        let mut child = self.command().stdout(Stdio::piped()).spawn().map_err(|e| self.cannot(&e))?;
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                // A closed standard output is no reason to stop the tests.
                let _ = writeln!(std::io::stdout(), "{line}");
                see(&line);
            }
        }
        let status = child.wait().map_err(|e| self.cannot(&e))?;
        if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", self.line())) }
    }

    fn cannot(&self, error: &std::io::Error) -> String {
        format!("cannot run {}: {error}", self.program.to_string_lossy())
    }
}

/// Returns the output of a program, or `None` where it is missing or fails; nothing is shown.
pub fn quiet(program: &str, arguments: &[&str]) -> Option<String> {
    Step::new(program).args(arguments).read().ok()
}

/// Checks that have passed or failed so far.
#[derive(Default)]
pub struct Tally {
    /// Number of checks that passed.
    pub passed: u64,
    /// The names of those that failed, or how many of a name did.
    pub failed: Vec<(String, u64)>,
}

impl Tally {
    /// Runs one check; a failure is noted and the next one goes on.
    pub fn check(&mut self, name: &str, check: impl FnOnce() -> Result<(), String>) {
        let begun = Instant::now();
        eprintln!("== {name}");
        let result = check();
        let took = seconds(begun.elapsed());
        match result {
            Ok(()) => {
                self.passed += 1;
                eprintln!("== {name}: passed ({took})");
            }
            Err(why) => {
                self.failed.push((name.to_owned(), 1));
                eprintln!("{why}\n== {name}: FAILED ({took})");
            }
        }
    }

    /// Says how it went, last of all.
    pub fn close(self) -> Result<(), String> {
        for (name, _) in &self.failed {
            println!("failed: {name}");
        }
        let failed: u64 = self.failed.iter().map(|f| f.1).sum();
        println!("{} passed, {failed} failed", self.passed);
        if failed == 0 { Ok(()) } else { Err("something failed; see above".to_owned()) }
    }
}

/// A duration for people.
pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
