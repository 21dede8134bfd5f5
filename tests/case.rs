//! Shared ground for tests: the program, folders that vanish, the sample case.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program under test with a home of its own and no colours, time zone or locale of the machine.
pub fn noticepress() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_noticepress"));
    command.env_clear().env("LC_ALL", "C").env("TZ", "UTC");
    command
}

/// The same command, ended by the system where it, or a process that it starts, uses more seconds of the processor. The clock
/// tells nothing of that on a machine that does other things too.
pub fn limit_processor(command: Command, seconds: u64) -> Command {
    if cfg!(not(unix)) {
        return command;
    }
    let mut limited = Command::new("sh");
    limited.arg("-c").arg(format!("ulimit -t {seconds}; exec \"$0\" \"$@\""));
    limited.arg(command.get_program()).args(command.get_args()).env_clear();
    limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        limited.current_dir(folder);
    }
    limited
}

/// Runs the program and returns what it said.
pub fn say(arguments: &[&str]) -> Output {
    noticepress().args(arguments).output().expect("the program starts")
}

/// Exit code, standard output and standard error as text.
pub fn outcome(output: &Output) -> (i32, String, String) {
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// A file of the sample case.
pub fn sample(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name).display().to_string()
}

/// A folder that vanishes.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Makes a package of a list and returns its folder.
pub fn package(list: &str, out: &Path, more: &[&str]) -> PathBuf {
    let incident = sample("incident.toml");
    let out = out.display().to_string();
    let mut arguments = vec!["run", list, "--incident", &incident, "--out", &out];
    arguments.extend(more);
    let (code, stdout, stderr) = outcome(&say(&arguments));
    assert!(code == 0 || code == 1, "exit {code}: {stderr}");
    PathBuf::from(stdout.lines().last().expect("the package as the last line"))
}
