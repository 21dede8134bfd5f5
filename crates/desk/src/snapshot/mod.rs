//! A case or the files of a run, laid out for the line.

mod case;
mod files;
mod setup;

pub use case::{
    CaseSnapshot, Decisions, ListSnapshot, MailingExclusions, MailingScope, mailing_exclusions, parent_rule,
};
pub use files::{CaseFiles, case_templates};
pub use setup::{Fetch, InputDigests, JobSetup, JobSources, build_setup, describe_unprintable, digest_templates};
