//! Privacy of this process's memory: nothing of it is written to disk, by a crash or by swapping.

/// Has no core file made of this process: its memory holds keys and people. The first thing that a program does. What the system
/// does not allow stays as it is.
pub fn forbid_core_files() {
    #[cfg(target_os = "linux")]
    {
        use nix::sys::resource::{Resource, setrlimit};
        let _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
        // Programs that are given core files by the kernel are not bound by that limit.
        let _ = nix::sys::prctl::set_dumpable(false);
    }
}

/// Keeps the memory of a secret from being swapped, until the program ends: pages are shared, so that what one secret unlocked
/// another could still need. Where the system gives no locked memory, the secret is wiped after use all the same.
pub fn lock(secret: &[u8]) {
    if !secret.is_empty()
        && let Ok(guard) = region::lock(secret.as_ptr(), secret.len())
    {
        std::mem::forget(guard);
    }
}
