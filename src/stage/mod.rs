//! Commands over a case, stage by stage, as the desk has them.

mod addresses;
mod audit;
mod export;
mod incident;
mod letters;
mod lists;
mod mail;
mod regulators;
mod review;
mod safekeeping;
mod signoff;
mod start;

use clap::Subcommand;
use desk::CommandError;
use desk::task::CommandContext;

#[derive(Subcommand, Debug)]
pub enum StageCommand {
    #[command(flatten)]
    Start(start::StartCommand),
    #[command(flatten)]
    Incident(incident::IncidentCommand),
    #[command(flatten)]
    Lists(lists::ListsCommand),
    #[command(flatten)]
    Review(review::ReviewCommand),
    #[command(flatten)]
    Letters(letters::LettersCommand),
    #[command(flatten)]
    Addresses(addresses::AddressesCommand),
    #[command(flatten)]
    Signoff(signoff::SignoffCommand),
    #[command(flatten)]
    Export(export::ExportCommand),
    #[command(flatten)]
    Mail(mail::MailCommand),
    #[command(flatten)]
    Regulators(regulators::RegulatorsCommand),
    #[command(flatten)]
    Audit(audit::AuditCommand),
    #[command(flatten)]
    Safekeeping(safekeeping::SafekeepingCommand),
}

impl StageCommand {
    /// Carries the command out. The number is the exit code.
    pub fn carry_out(self, context: &CommandContext, json: bool) -> Result<u8, CommandError> {
        match self {
            Self::Start(command) => command.carry_out(context, json),
            Self::Incident(command) => command.carry_out(context, json),
            Self::Lists(command) => command.carry_out(context, json),
            Self::Review(command) => command.carry_out(context, json),
            Self::Letters(command) => command.carry_out(context, json),
            Self::Addresses(command) => command.carry_out(context, json),
            Self::Signoff(command) => command.carry_out(context, json),
            Self::Export(command) => command.carry_out(context, json),
            Self::Mail(command) => command.carry_out(context, json),
            Self::Regulators(command) => command.carry_out(context, json),
            Self::Audit(command) => command.carry_out(context, json),
            Self::Safekeeping(command) => command.carry_out(json),
        }
    }
}
