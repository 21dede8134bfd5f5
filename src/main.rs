//! `noticepress`: lists of people affected by a health-data breach become a verified mailing package.

mod advice;
mod args;
mod calendar;
mod case;
mod command_context;
mod keys;
mod law;
mod lights;
mod open_points_prompt;
mod profiles;
mod questions;
mod say;
mod secret;
mod sheet;
mod show;
mod stage;
mod watched;

use args::{Command, Options};
use desk::CommandError;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if let Some(code) = desk::reader::serve_if_asked() {
        return code;
    }
    desk::process::memory::forbid_core_files();
    let options = match args::parse() {
        Ok(options) => options,
        Err(mut error) => {
            say::usage(&mut error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let json = options.json;
    command_context::note_force(options.force);
    if let Some(home) = desk::io::home::data_folder() {
        desk::io::leftovers::clear_dead(&home);
    }
    let say = move |refused: &CommandError| {
        secret::show_typing();
        say::refused(refused, json);
    };
    desk::process::signals::watch(|| desk::process::signals::task_control().cancel(), say);
    let outcome = carry_out(options);
    // A signal says nothing from here on.
    desk::process::signals::ending();
    say::missing_layers(json);
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(refused) => {
            let refused = refused.as_given(&command_context::given_paths());
            say::refused(&refused, json);
            ExitCode::from(refused.exit_code())
        }
    }
}

/// Parse → desk command → print. The number is the exit code: 0 done, 1 done with findings that need a person.
fn carry_out(options: Options) -> Result<u8, CommandError> {
    let json = options.json;
    match options.command {
        Command::Check { inputs, records, profiles, on, law_of } => {
            let days = show::CheckDays { on: on.as_deref(), law_of: law_of.as_deref() };
            show::check(&inputs.gather(options.templates)?, records.as_deref(), profiles, days, json)
        }
        Command::Run { inputs, out, approved_by } => {
            show::run(&inputs.gather(options.templates)?, &out, approved_by.as_deref(), json)
        }
        Command::Preview { inputs, row, language, out } => {
            show::preview(&inputs.gather(options.templates)?, row, language, &out, json)
        }
        Command::Verify { package, threads } => show::verify(&package, threads.map(usize::from), json),
        Command::Demo { out } => show::demo(&out, json),
        Command::SampleList { people, seed, out } => {
            desk::oneshot::sample_list::sample_list(
                people,
                seed,
                out.as_deref(),
                &command_context::command_context(None),
            )?;
            Ok(0)
        }
        Command::Stage(command) => command.carry_out(&command_context::command_context(options.templates), json),
        Command::Recipes => show::recipes(options.templates.as_deref(), json),
        Command::Templates { action } => show::templates(action, options.templates, json),
    }
}
