//! The walls around the process that reads: limits of the system, no files, no calls but those that reading needs. Each is
//! a layer of its own; where the system lacks one, the others hold, and the program says so.

use super::budget::Budget;
use serde::{Deserialize, Serialize};

/// A layer around the process that reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layer {
    /// Most memory and time of the processor.
    Limits,
    /// No file and no folder.
    Files,
    /// No connection, no other program, nothing opened.
    Calls,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Limits, Self::Files, Self::Calls];

    /// Returns a sentence on what this system does not do where it lacks the layer.
    pub fn lack(self) -> &'static str {
        match self {
            Self::Limits => {
                "This system cannot limit the memory of the process that reads workbooks and pictures; its time is limited."
            }
            Self::Files => {
                "This system cannot close all files to the process that reads workbooks and pictures (Landlock is missing)."
            }
            Self::Calls => {
                "This system cannot take the right to connect from the process that reads workbooks and pictures (seccomp is missing)."
            }
        }
    }
}

/// Puts every layer around this process that the system has, and gives those.
#[cfg(target_os = "linux")]
pub fn enclose(budget: &Budget) -> Vec<Layer> {
    // Dies with the program that asked.
    let _ = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
    let _ = nix::sys::prctl::set_dumpable(false);
    // In this order: closing the files needs one more of them, and no limit can be set once the calls are few.
    let files = no_files();
    let layers = [(Layer::Files, files), (Layer::Limits, unix_limits(budget)), (Layer::Calls, few_calls())];
    layers.into_iter().filter_map(|(layer, holds)| holds.then_some(layer)).collect()
}

/// Puts every layer around this process that the system has, and gives those.
#[cfg(all(unix, not(target_os = "linux")))]
pub fn enclose(budget: &Budget) -> Vec<Layer> {
    if unix_limits(budget) { vec![Layer::Limits] } else { Vec::new() }
}

/// Puts every layer around this process that the system has, and gives those. The job that the program put it into kills it
/// with the program and bounds its memory.
#[cfg(windows)]
pub fn enclose(budget: &Budget) -> Vec<Layer> {
    let mut info = win32job::ExtendedLimitInfo::new();
    info.limit_working_memory(1 << 20, budget.memory as usize).limit_kill_on_job_close();
    let held = win32job::Job::create_with_limit_info(&info).and_then(|job| {
        job.assign_current_process()?;
        // The job lasts as long as the process.
        let _ = job.into_handle();
        Ok(())
    });
    if held.is_ok() { vec![Layer::Limits] } else { Vec::new() }
}

#[cfg(unix)]
fn unix_limits(budget: &Budget) -> bool {
    use nix::sys::resource::{Resource, setrlimit};
    let set = |resource, most: u64| setrlimit(resource, most, most).is_ok();
    // Of written memory where the system counts it, and of address space, which every system counts.
    let memory = set(Resource::RLIMIT_AS, budget.space) | set(Resource::RLIMIT_DATA, budget.memory);
    let others = [
        (Resource::RLIMIT_CPU, budget.processor_seconds()),
        (Resource::RLIMIT_FSIZE, 0),
        (Resource::RLIMIT_CORE, 0),
        (Resource::RLIMIT_NPROC, 0),
        // Those that are open stay open: the two pipes, and the errors that lead nowhere.
        (Resource::RLIMIT_NOFILE, 3),
    ];
    others.into_iter().fold(memory, |all, (resource, most)| set(resource, most) && all)
}

/// No file can be reached by name, nor any port.
#[cfg(target_os = "linux")]
fn no_files() -> bool {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus};
    let rules = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(ABI::V5)))
        .and_then(Ruleset::create);
    let held = rules.and_then(landlock::RulesetCreated::restrict_self);
    held.is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
}

/// Allows only those calls of the system that reading, memory and the end of the process need; every other one fails,
/// those that open, connect and start programs among them.
#[cfg(target_os = "linux")]
fn few_calls() -> bool {
    use nix::libc;
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};
    let calls = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_tgkill,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let Ok(machine) = std::env::consts::ARCH.try_into() else { return false };
    let rules = calls.into_iter().map(|call| (call, Vec::new())).collect();
    let filter = SeccompFilter::new(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow, machine);
    let program = filter.and_then(BpfProgram::try_from);
    program.is_ok_and(|program| apply_filter(&program).is_ok())
}
