//! Noticepress in a window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    if let Some(code) = noticepress_app::serve_if_asked() {
        return code;
    }
    desk::process::memory::forbid_core_files();
    #[cfg(target_os = "linux")]
    leave_network_bus();
    noticepress_app::run();
    std::process::ExitCode::SUCCESS
}

/// Starts again without a session bus that may lie on a network: a second start finds the first by the bus, and nothing of ours
/// goes over a network.
#[cfg(target_os = "linux")]
fn leave_network_bus() {
    use std::os::unix::process::CommandExt;
    const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";
    let bus = std::env::var(BUS).unwrap_or_default();
    if bus.is_empty() || desk::machine::keyring::is_of_this_machine(&bus) {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let why = std::process::Command::new(program).args(std::env::args_os().skip(1)).env_remove(BUS).exec();
        eprintln!("Noticepress cannot leave the session bus of another machine: {}", why.kind());
    }
    std::process::exit(3);
}
