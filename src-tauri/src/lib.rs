//! The window: a thin shell over the desk. Every command is three lines; what it shows is made in `desk`.

pub mod desktop;
pub mod dialog;
pub mod error;
pub mod grant;
pub mod progress;
mod shell;
pub mod stage;
pub mod task;
pub mod window;
pub mod window_events;

pub use ::desk::reader::serve_if_asked;
use ::desk::task::TaskControl;
use desktop::Desktop;
use dialog::SystemDialogs;
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
            let desk = Desktop::new(home.clone(), Box::new(SystemDialogs(app.handle().clone())), first);
            app.manage(Arc::clone(&desk));
            shell::end_cleanly(app.handle().clone(), desk, home);
            Ok(())
        })
        .on_window_event(window_events::follow)
        .invoke_handler(commands())
        .build(tauri::generate_context!());
    match app {
        Ok(app) => app.run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                // Work that goes on ends and leaves nothing half made; what waits beside the case goes into it.
                let desk = app.state::<Arc<Desktop>>();
                desk.tasks.control(TaskControl::cancel);
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
        stage::audit::export_acts,
        stage::audit::list_acts,
        stage::audit::purge_case,
        stage::audit::signed_pages,
        stage::export::export_run,
        stage::export::last_export_folder,
        stage::export::plan_export,
        stage::export::verify_package,
        stage::incident::change_vendor_terms,
        stage::incident::incident_form,
        stage::incident::preview_incident_letter,
        stage::incident::save_incident_form,
        stage::incident::set_form_field,
        stage::incident::set_vendor,
        stage::incident::vendor_terms,
        stage::letters::check_letters,
        stage::letters::compare_wording,
        stage::letters::envelope_zones,
        stage::letters::export_letter_docx,
        stage::letters::export_wording_docx,
        stage::letters::letter_text,
        stage::letters::list_templates,
        stage::letters::preview_template_effect,
        stage::letters::read_wording_docx,
        stage::letters::render_letter,
        stage::letters::save_template,
        stage::letters::sentence_reach,
        stage::letters::template_history,
        stage::letters::template_names,
        stage::letters::template_text,
        stage::lists::answer_questions,
        stage::lists::column_uses,
        stage::lists::import_list,
        stage::lists::list_sheets,
        stage::lists::inspect_list,
        stage::lists::join_guardians,
        stage::lists::set_parent_rule,
        stage::lists::list_views,
        stage::mail::reprint_pieces,
        stage::regulators::make_regulators_folder,
        stage::regulators::owed_notices,
        stage::regulators::record_filing,
        stage::regulators::withdraw_filing,
        stage::review::answer_pair,
        stage::review::decide_about,
        stage::review::decisions_about,
        stage::review::finding_kinds,
        stage::review::guardian_pairs,
        stage::review::list_households,
        stage::review::mailing_breakdown,
        stage::review::open_pairs,
        stage::review::people_page,
        stage::review::person_detail,
        stage::review::undo_pair_answer,
        stage::safekeeping::acknowledge_older_file,
        stage::safekeeping::back_up,
        stage::safekeeping::change_passphrase,
        stage::safekeeping::choose_backup_folder,
        stage::safekeeping::forget_key,
        stage::safekeeping::restore_case,
        stage::safekeeping::safekeeping_status,
        stage::signoff::approve_texts,
        stage::signoff::list_open_points,
        stage::signoff::make_memos,
        stage::signoff::make_pack,
        stage::signoff::make_proofs,
        stage::signoff::release_run,
        stage::start::about,
        stage::start::blank_incident_form,
        stage::start::case_status,
        stage::start::check_passphrase,
        stage::start::choose,
        stage::start::close_case,
        stage::start::forget_recent,
        stage::start::make_passphrase,
        stage::start::new_case,
        stage::start::open_case,
        stage::start::open_sample,
        stage::start::read_incident_form,
        stage::start::recent_cases,
        stage::start::requested_case,
        task::cancel_task,
        task::pause_task,
        task::resume_task,
        window::close_window,
        window::note_unsaved,
        window::subscribe_window_events,
    ]
}
