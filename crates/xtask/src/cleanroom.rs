//! The README's two commands where nothing was installed by hand.

use crate::machine;
use crate::step::{Step, quiet};
use std::env;

/// Makes a new Debian 12, puts this machine's Rust and Node and the checkout's last commit into it, and runs the two
/// commands of the README there.
pub fn cleanroom(arguments: &[String]) -> Result<(), String> {
    let keep = match arguments {
        [] => "",
        [word] if word == "--keep" => "keep",
        _ => return Err("the only option is --keep".to_owned()),
    };
    if !machine::is_root() {
        return Err("a new root needs the rights of root: run it as root".to_owned());
    }
    machine::debian(&["debootstrap"])?;
    if quiet("git", &["status", "--porcelain"]).is_none_or(|changes| !changes.trim().is_empty()) {
        eprintln!("note: only what is committed is tried");
    }
    let toolchain = quiet("rustc", &["--print", "sysroot"]).ok_or("rustc does not say where it lies")?;
    let room = env::temp_dir().join(format!("noticepress-cleanroom-{}", std::process::id()));
    Step::new("unshare")
        .args(["--mount", "sh", "crates/xtask/cleanroom.sh"])
        .arg(&room)
        .arg(toolchain.trim())
        .arg(keep)
        .run()
}
