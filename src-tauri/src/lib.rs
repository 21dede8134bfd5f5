//! The window: a thin shell over the desk. Every command is three lines; what it shows is made in `desk` or in `seen`.

pub mod choose;
pub mod command;
pub mod desktop;
pub mod grant;
pub mod happening;
pub mod job;
pub mod said;
pub mod seen;
mod shell;

pub use ::desk::reader::serve_if_asked;
use ::desk::task::Reins;
use choose::Dialogs;
use desktop::Desktop;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::ipc::Invoke;
use tauri::{Manager, Runtime};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Opens the window and does not return before it is closed.
pub fn run() {
    let app = tauri::Builder::default()
        // First of all: a second start shows the window that is there.
        .plugin(tauri_plugin_single_instance::init(|app, given, from| shell::show(app, &given, &from)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(shell::stay())
        .setup(|app| {
            let home = app.path().app_data_dir()?;
            shell::note_crashes(home.clone());
            let first = std::env::args_os().nth(1).map(PathBuf::from).filter(|path| path.is_file());
            let desk = Desktop::new(home.clone(), Box::new(Dialogs(app.handle().clone())), first);
            app.manage(Arc::clone(&desk));
            shell::end_cleanly(app.handle().clone(), desk, home);
            Ok(())
        })
        .on_window_event(happening::follow)
        .invoke_handler(commands())
        .build(tauri::generate_context!());
    match app {
        Ok(app) => app.run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                // Work that goes on ends and leaves nothing half made; what waits beside the case goes into it.
                let desk = app.state::<Arc<Desktop>>();
                desk.work.pull(Reins::stop);
                let _ = desk.take(None);
            }
        }),
        Err(why) => {
            eprintln!("Noticepress cannot open its window: {why}");
            std::process::exit(3);
        }
    }
}

/// Everything that a page can ask for.
pub fn commands<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        command::audit::acts,
        command::audit::export_acts,
        command::audit::signed_pages,
        command::export::next_run,
        command::export::export_run,
        command::export::last_folder,
        command::export::reprint_pieces,
        command::export::hold_work,
        command::export::loosen_work,
        command::export::stop_work,
        command::export::verify_package,
        command::incident::case_facts,
        command::incident::set_fact,
        command::incident::letter_beside,
        command::incident::save_facts,
        command::keeping::case_keeping,
        command::keeping::choose_backups,
        command::keeping::acknowledge_older,
        command::letters::wording_leaves,
        command::letters::wording_names,
        command::letters::wording_text,
        command::letters::wording_history,
        command::letters::wording_compared,
        command::letters::wording_effect,
        command::letters::wording_save,
        command::letters::letter_page,
        command::letters::letter_words,
        command::letters::letter_lights,
        command::letters::letter_docx,
        command::letters::letter_reach,
        command::letters::envelope_zones,
        command::lists::field_words,
        command::lists::survey_list,
        command::lists::import_list,
        command::lists::join_guardians,
        command::regulators::owed_notices,
        command::regulators::regulators_folder,
        command::regulators::record_filing,
        command::restore::restore_case,
        command::review::finding_kinds,
        command::review::people,
        command::review::row,
        command::review::decide_about,
        command::review::decisions_about,
        command::review::open_pairs,
        command::review::answer_pair,
        command::review::take_back,
        command::review::kin,
        command::review::all_families,
        command::secret::make_passphrase,
        command::secret::weigh_passphrase,
        command::settings::about,
        command::settings::back_up,
        command::settings::change_passphrase,
        command::settings::forget_key,
        command::settings::vendor_terms,
        command::settings::adjust_terms,
        command::settings::set_vendor,
        command::settings::purge_case,
        command::sign::make_proofs,
        command::sign::make_pack,
        command::sign::approve_texts,
        command::sign::release_run,
        command::standing::standing,
        command::start::recent_cases,
        command::start::asked_for,
        command::start::forget_recent,
        command::start::choose,
        command::start::blank_facts,
        command::start::facts_of_file,
        command::start::new_case,
        command::start::open_case,
        command::start::open_sample,
        command::start::close_case,
        command::who::spread,
        command::window::heed_window,
        command::window::note_unsaved,
        command::window::close_window,
    ]
}
