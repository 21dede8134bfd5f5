//! The installer of the window, with what it is made of and sums by which it is known.

use crate::machine;
use crate::step::Step;
use crate::window::{BUILD, DRIVE, packages};
use std::fs;
use std::path::{Path, PathBuf};

/// The tool that lists the crates of a program in the form of `CycloneDX`, and its version.
const CYCLONEDX: (&str, &str) = ("cargo-cyclonedx", "0.5.9");

/// An independent reader of that form, as Python packages.
const VALIDATOR: &[&str] = &["cyclonedx-python-lib[json-validation]==11.6.0"];

/// Folder of the lists of parts in an installed program.
const INSTALLED: &str = "/usr/share/doc/noticepress";

/// Makes the installer for this system, beside it the lists of its parts and `SHA256SUMS`. With the rights of root it is
/// installed, started under a screen of its own and taken away again.
pub fn bundle(arguments: &[String]) -> Result<(), String> {
    let try_it = match arguments {
        [] => machine::is_root(),
        [word] if word == "--no-install" => false,
        _ => return Err("the only option is --no-install".to_owned()),
    };
    machine::can_build()?;
    machine::debian(BUILD)?;
    packages(&machine::root().join("ui"))?;
    let bundler = machine::root().join("src-tauri/bundler");
    packages(&bundler)?;
    let target = machine::target().join("bundle");
    let release = target.join("release");
    let parts = parts(&release)?;
    let files: Vec<String> = parts
        .iter()
        .map(|part| format!("{:?}:{:?}", format!("{INSTALLED}/{}", name(part)), part.display().to_string()))
        .collect();
    let config = format!("{{\"bundle\":{{\"linux\":{{\"deb\":{{\"files\":{{{}}}}}}}}}}}", files.join(","));
    Step::new("env")
        .arg(format!("CARGO_TARGET_DIR={}", target.display()))
        .arg(bundler.join("node_modules/.bin/tauri"))
        .args(["build", "--ci", "--bundles", "deb", "--config", &config, "--", "--profile", "ship", "--locked"])
        .run()?;
    let made = installer_in(&target)?;
    let kept = release.join(name(&made));
    fs::copy(&made, &kept).map_err(|e| format!("{}: {e}", kept.display()))?;
    sums(&release)?;
    println!("{}", release.display());
    if try_it { installed(&kept, &parts) } else { Ok(()) }
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Makes the lists of what the installer is made of: the crates of the program and the packages of its pages. The folder is
/// emptied first. Each list is held against the schema of its form by a reader that is not ours.
fn parts(folder: &Path) -> Result<[PathBuf; 2], String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|e| format!("cannot empty {}: {e}", folder.display()))?;
    }
    fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    let [program, pages] = ["program.cdx.json", "pages.cdx.json"].map(|name| folder.join(name));
    let tool = machine::cargo_tool(CYCLONEDX)?;
    Step::new(tool)
        .args(["cyclonedx", "--manifest-path", "src-tauri/Cargo.toml", "--format", "json", "--spec-version", "1.5"])
        .args(["--describe", "binaries", "--quiet"])
        .run()?;
    // The tool writes a list for each program of the workspace, beside its manifest.
    let written = machine::root().join("src-tauri/noticepress-app_bin.cdx.json");
    fs::rename(&written, &program).map_err(|e| format!("{}: {e}", written.display()))?;
    for other in ["noticepress_bin.cdx.json", "crates/xtask/xtask_bin.cdx.json"] {
        let _ = fs::remove_file(machine::root().join(other));
    }
    let told = Step::new("npm")
        .args(["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application", "--omit", "dev"])
        .within(machine::root().join("ui"))
        .told()?;
    fs::write(&pages, told).map_err(|e| format!("cannot write {}: {e}", pages.display()))?;
    let python = machine::python("cyclonedx", VALIDATOR)?;
    Step::new(python).arg("crates/xtask/checks/parts.py").arg(&program).arg("Cargo.lock").arg(&pages).run()?;
    Ok([program, pages])
}

/// Writes `SHA256SUMS` of everything in a folder, as `sha256sum --check` reads it.
fn sums(folder: &Path) -> Result<(), String> {
    let all = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut names: Vec<String> = all.flatten().map(|entry| name(&entry.path())).collect();
    names.sort();
    let sums = Step::new("sha256sum").args(&names).within(folder.to_owned()).read()?;
    fs::write(folder.join("SHA256SUMS"), sums).map_err(|e| format!("{}: {e}", folder.display()))?;
    Step::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).within(folder.to_owned()).run()
}

/// The installer that was made last.
fn installer_in(target: &Path) -> Result<PathBuf, String> {
    let folder = target.join("ship/bundle/deb");
    let all = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut all: Vec<PathBuf> = all.flatten().map(|entry| entry.path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "deb"));
    all.sort();
    all.pop().ok_or_else(|| "no installer was made".to_owned())
}

/// Installs it, sees that everything is where desktops look for it, opens the window, and takes it away again.
fn installed(made: &Path, parts: &[PathBuf]) -> Result<(), String> {
    machine::debian(DRIVE)?;
    machine::debian(&["desktop-file-utils", "shared-mime-info", "imagemagick"])?;
    Step::new("apt-get").args(["install", "-y", "--no-install-recommends"]).arg(made).run()?;
    let same = |part: &PathBuf| Step::new("cmp").arg(part).arg(Path::new(INSTALLED).join(name(part))).run();
    let tried = parts.iter().try_for_each(same).and_then(|()| Step::new("sh").arg("crates/xtask/installed.sh").run());
    let gone = Step::new("dpkg").args(["--remove", "noticepress"]).run();
    tried.and(gone)
}
