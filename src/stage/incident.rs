//! Facts of the incident: other files for a case.

use crate::case::{on, tell};
use crate::secret::Door;
use clap::Subcommand;
use desk::CommandError;
use desk::stage::incident::files;
use desk::task::CommandContext;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum IncidentCommand {
    /// Change the incident, the vendor profile, or both
    Amend {
        #[command(flatten)]
        door: Door,
        /// Incident file
        #[arg(long, value_name = "I.toml")]
        incident: Option<PathBuf>,
        /// Vendor profile
        #[arg(long, value_name = "V.toml")]
        vendor: Option<PathBuf>,
        /// Your name
        #[arg(long, value_name = "NAME", default_value = "")]
        by: String,
    },
}

impl IncidentCommand {
    /// Opens the case, carries the command out, closes the case, prints. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        match self {
            Self::Amend { door, incident, vendor, by } => on(&door, |case| {
                files::amend(case, incident.as_deref(), vendor.as_deref(), &by, context)?;
                tell(json, &serde_json::json!({ "amended": true }), |_| "Incident saved.".into());
                Ok(0)
            }),
        }
    }
}
