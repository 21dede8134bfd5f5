//! A case or the files of a run, laid out for the line.

mod case;
mod setup;

pub use case::{CaseSnapshot, ListSnapshot, MailingScope, case_templates, input_digest};
pub use setup::{Fetch, InputDigests, JobSetup, JobSources, build_setup, describe_unprintable, digest_templates};
