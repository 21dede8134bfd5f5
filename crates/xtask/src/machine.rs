//! Programs and packages of the machine, and the installation of missing ones.

use crate::step::{Step, quiet};
use std::env;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The folder for everything that is made and may go: inside the workspace and out of git's sight, wherever cargo
/// builds to.
pub fn target() -> PathBuf {
    root().join("target")
}

/// A profile of the workspace's `Cargo.toml`.
#[derive(Clone, Copy, Debug)]
pub enum Profile {
    /// The profile of the tests; with it, dependencies are built once.
    Release,
    /// The profile of the program as it is handed on: slower to build, faster to run.
    Ship,
}

impl Profile {
    fn word(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Ship => "ship",
        }
    }
}

/// Builds the command line program and gives its path, as cargo tells it: where cargo builds to can be set in many
/// ways. The window is left out, so that nothing of `WebKit` is needed.
pub fn program(profile: Profile) -> Result<PathBuf, String> {
    one(built(profile, &["--package", "noticepress", "--bins"])?, "noticepress")
}

/// Builds all programs of the workspace, the window too: dependencies are compiled with the same features as for the tests.
pub fn programs(profile: Profile, more: &[&str]) -> Result<Vec<PathBuf>, String> {
    let what: Vec<&str> = ["--workspace", "--bins"].iter().chain(more).copied().collect();
    built(profile, &what)
}

/// Builds an example program of the root package and gives its path. Examples are for the bench alone.
pub fn example(name: &str) -> Result<PathBuf, String> {
    one(built(Profile::Ship, &["--example", name])?, name)
}

/// Makes sure of what the encrypted database is built with: `make`, and a Perl with the modules that OpenSSL's build
/// asks for, which Debian's smallest one does not have.
pub fn can_build() -> Result<(), String> {
    let perl = quiet("perl", &["-MFindBin", "-MIPC::Cmd", "-MFile::Compare", "-MTime::Piece", "-e", "1"]).is_some();
    if perl && found("make").is_some() { Ok(()) } else { debian(&["make", "perl"]) }
}

fn built(profile: Profile, what: &[&str]) -> Result<Vec<PathBuf>, String> {
    can_build()?;
    let step = Step::new("cargo").args(["build", "--profile", profile.word(), "--locked"]).args(what);
    eprintln!("  $ {}", step.line());
    let told = step.arg("--message-format=json-render-diagnostics").told()?;
    Ok(executables(&told))
}

/// The programs that cargo's messages name.
pub fn executables(told: &str) -> Vec<PathBuf> {
    told.lines().filter_map(executable).map(PathBuf::from).collect()
}

/// The program of a name.
pub fn one(built: Vec<PathBuf>, name: &str) -> Result<PathBuf, String> {
    let found = built.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == name));
    found.ok_or_else(|| format!("cargo built no program {name}"))
}

/// The path in `"executable":"…"` of one of cargo's messages.
fn executable(message: &str) -> Option<String> {
    let (path, _) = message.split_once("\"executable\":\"")?.1.split_once('"')?;
    // JSON writes a backslash as two.
    Some(path.replace("\\\\", "\\"))
}

/// Returns the path of a program, if it is on the search path.
pub fn found(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// Returns the number of threads that the machine runs at once.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Right to install packages: directly, through sudo without a question, or not at all.
enum Right {
    Root,
    Sudo,
    None,
}

fn right() -> Right {
    if quiet("id", &["-u"]).is_some_and(|out| out.trim() == "0") {
        Right::Root
    } else if found("sudo").is_some() && quiet("sudo", &["-n", "true"]).is_some() {
        Right::Sudo
    } else {
        Right::None
    }
}

/// Returns true if we are root.
pub fn is_root() -> bool {
    matches!(right(), Right::Root)
}

/// Makes sure that Debian packages are there; the error is the very line that a person must run.
pub fn debian(packages: &[&str]) -> Result<(), String> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if found("apt-get").is_none() {
        return Err(format!("these programs are missing (named as Debian names their packages): {list}"));
    }
    let prefix: &[&str] = match right() {
        Right::Root => &[],
        Right::Sudo => &["sudo", "-n"],
        Right::None => {
            return Err(format!(
                "packages are missing and there is no right to install them; please run\n\n  sudo apt-get install -y --no-install-recommends {list}\n"
            ));
        }
    };
    let apt = |arguments: &[&str]| {
        let mut words: Vec<&str> = prefix.to_vec();
        words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
        words.extend(arguments);
        // What is installed on the way is no part of what a command prints.
        let told = Step::new(words[0]).args(&words[1..]).read()?;
        eprint!("{told}");
        Ok::<_, String>(())
    };
    apt(&["update"])?;
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(&missing);
    apt(&install)
}

fn installed(package: &str) -> bool {
    quiet("dpkg-query", &["-W", "-f=${Status}", package]).is_some_and(|status| status.ends_with("install ok installed"))
}

/// A folder with a Python of its own that has these packages (`name==version`); made once.
pub fn python(name: &str, packages: &[&str]) -> Result<PathBuf, String> {
    let home = target().join("tools").join(name);
    let python = home.join("bin").join("python3");
    let mark = home.join("complete");
    if std::fs::read_to_string(&mark).is_ok_and(|told| told == packages.join(" ")) {
        return Ok(python);
    }
    debian(&["python3-venv"])?;
    std::fs::create_dir_all(&home).map_err(|e| format!("cannot make {}: {e}", home.display()))?;
    Step::new("/usr/bin/python3").args(["-m", "venv"]).arg(&home).run()?;
    Step::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages).run()?;
    std::fs::write(&mark, packages.join(" ")).map_err(|e| format!("cannot write {}: {e}", mark.display()))?;
    Ok(python)
}

/// A subcommand of cargo in a version, built once into `target/tools`.
pub fn cargo_tool((name, version): (&str, &str)) -> Result<PathBuf, String> {
    let home = target().join("tools").join(format!("{name}-{version}"));
    let program = home.join("bin").join(name);
    if !program.is_file() {
        let install = Step::new("cargo").args(["install", "--locked", "--quiet", name, "--version", version, "--root"]);
        install.arg(&home).run()?;
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::executable;

    #[test]
    fn the_path_of_a_program_is_read_from_what_cargo_tells() {
        let message = r#"{"reason":"compiler-artifact","filenames":["/x/noticepress"],"executable":"/x/noticepress","fresh":true}"#;
        assert_eq!(executable(message).as_deref(), Some("/x/noticepress"));
        assert_eq!(executable(r#"{"executable":"C:\\x\\noticepress.exe"}"#).as_deref(), Some(r"C:\x\noticepress.exe"));
        assert_eq!(executable(r#"{"executable":null}"#), None);
    }
}
