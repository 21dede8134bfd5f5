//! Bytes of chance from the operating system.

use crate::error::CommandError;

/// Bytes that nobody can guess.
pub fn random<const N: usize>() -> Result<[u8; N], CommandError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| {
        let advice = "Try again; keys cannot be created without random numbers.";
        CommandError::Environment(notice::finding::Problem::of_file(
            "",
            "This computer gave no random numbers.",
            advice,
        ))
    })?;
    Ok(bytes)
}
