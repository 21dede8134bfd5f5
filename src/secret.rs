//! Source of a passphrase: a file, the environment, or whoever sits at the terminal.

use clap::Args;
use desk::CommandError;
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case, medium};
use desk::io::read;
use desk::machine::keyring;
use desk::task::CommandContext;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The case and what opens it.
#[derive(Args, Debug)]
pub struct Door {
    /// The case file
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    #[command(flatten)]
    pub words: Words,
    /// Open the case read-only, even if it is damaged; nothing is changed
    #[arg(long)]
    read_only: bool,
}

/// Passphrase or recovery key that opens a case.
#[derive(Args, Debug)]
pub struct Words {
    /// File whose first line is the passphrase; otherwise `NOTICEPRESS_PASSPHRASE`, or a prompt
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// File whose first line is the recovery key, instead of the passphrase
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    recovery_file: Option<PathBuf>,
}

impl Door {
    /// Opens the case for this command alone, or only to look at it.
    pub fn open(&self) -> Result<Case, CommandError> {
        if self.read_only { self.open_to_look() } else { Case::open(&self.case, &self.secret()?, Access::Exclusive) }
    }

    /// The same for a command that only looks: where the case cannot be changed, it is opened to look at it without saying so.
    pub fn look(&self) -> Result<Case, CommandError> {
        if self.read_only || !medium::is_read_only(&self.case) {
            return self.open();
        }
        crate::say::note("noticepress: note: The case is read-only where it is; it was opened to look at.");
        self.open_to_look()
    }

    fn open_to_look(&self) -> Result<Case, CommandError> {
        let case = Case::open(&self.case, &self.secret()?, Access::ReadOnly)?;
        let (found, _) = case.soundness()?;
        if !found.whole {
            let what = if found.sound_up_to.get() == found.acts as i64 {
                format!("all {} actions are intact, but not every page is the most recent one", found.acts)
            } else {
                let (sound, all) = (found.sound_up_to, found.acts);
                format!("it is intact up to action {sound} of {all}; later ones may be shown incorrectly")
            };
            crate::say::note(&format!("This case is damaged: {what}."));
        }
        Ok(case)
    }

    /// Returns the context of a command over this case: neither the case nor the files of its passphrase and key are
    /// ever written over.
    pub fn sparing(&self, context: &CommandContext) -> CommandContext {
        let mut context = context.clone();
        context.inputs.extend(std::iter::once(&self.case).chain(self.words.files()).cloned());
        context
    }

    /// Returns the secret that opens this case; [`Secret::Plain`] if it is not encrypted.
    pub fn secret(&self) -> Result<Secret, CommandError> {
        self.secret_of(&self.case)
    }

    /// Returns the secret that opens a file of this case, such as a backup; [`Secret::Plain`] if it is not encrypted.
    pub fn secret_of(&self, file: &Path) -> Result<Secret, CommandError> {
        if Case::is_plain_file(file)? {
            return Ok(Secret::Plain);
        }
        match self.words.given()? {
            Some(secret) => Ok(secret),
            None => keyring::recall(file).map_or_else(|| self.words.secret(false), Ok),
        }
    }
}

/// The variable of the environment that may hold the passphrase.
const VARIABLE: &str = "NOTICEPRESS_PASSPHRASE";

/// Returns whether a passphrase holds what nobody types into one: ends of lines, zero bytes, escapes.
fn has_controls(words: &str) -> bool {
    words.chars().any(|c| c.is_control() && c != '\t')
}

impl Words {
    /// The files from which it is read.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.passphrase_file.iter().chain(&self.recovery_file)
    }

    /// Returns the secret that was given by a file or the environment, if any was.
    fn given(&self) -> Result<Option<Secret>, CommandError> {
        if let Some(path) = &self.recovery_file {
            return Ok(Some(Secret::Recovery(first_line(path)?).locked()));
        }
        if let Some(path) = &self.passphrase_file {
            return Ok(Some(Secret::Passphrase(from_file(path)?).locked()));
        }
        let Some(words) = std::env::var_os(VARIABLE) else { return Ok(None) };
        let words = words.into_string().map(Zeroizing::new).map_err(|raw| {
            drop(Zeroizing::new(raw.into_encoded_bytes()));
            CommandError::input(
                format!("The passphrase in {VARIABLE} is not UTF-8 text."),
                "Set it as text, or use --passphrase-file FILE.",
            )
        })?;
        if has_controls(words.trim_end_matches(['\r', '\n'])) {
            return Err(CommandError::input(
                format!("The passphrase in {VARIABLE} has a line break, or another character that cannot be typed."),
                "A passphrase is one line of letters, numbers, symbols, and spaces. Set only that line.",
            ));
        }
        Ok(Some(Secret::Passphrase(words).locked()))
    }

    /// Returns the secret that was given, or asks for a passphrase at the terminal, with `twice` a second time, so that
    /// a slip locks nobody out. An error where there is neither, or where the two passphrases differ.
    pub fn secret(&self, twice: bool) -> Result<Secret, CommandError> {
        if let Some(secret) = self.given()? {
            return Ok(secret);
        }
        if !std::io::stdin().is_terminal() {
            return Err(CommandError::input(
                "There is no passphrase.",
                "Give it with --passphrase-file FILE, or in NOTICEPRESS_PASSPHRASE.",
            ));
        }
        let words = ask("Passphrase: ")?;
        if twice && *ask("Confirm passphrase: ")? != *words {
            return Err(CommandError::input("The passphrases do not match.", "Start again."));
        }
        Ok(Secret::Passphrase(words).locked())
    }
}

/// The terminal as it was before a passphrase was asked for, while that goes on.
#[cfg(unix)]
static TERMINAL: std::sync::Mutex<Option<nix::sys::termios::Termios>> = std::sync::Mutex::new(None);

/// Has the terminal show again what is typed, where the program ends while it asks for a passphrase.
pub fn show_typing() {
    #[cfg(unix)]
    if let Ok(mut before) = TERMINAL.lock()
        && let Some(before) = before.take()
    {
        use nix::sys::termios::{SetArg, tcsetattr};
        let _ = tcsetattr(std::io::stdin(), SetArg::TCSANOW, &before);
    }
}

/// Notes how the terminal is, or that nothing is asked any more.
fn note_terminal(asking: bool) {
    #[cfg(unix)]
    if let Ok(mut before) = TERMINAL.lock() {
        *before = asking.then(|| nix::sys::termios::tcgetattr(std::io::stdin()).ok()).flatten();
    }
    #[cfg(not(unix))]
    let _ = asking;
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, CommandError> {
    note_terminal(true);
    let typed = rpassword::prompt_password(prompt);
    note_terminal(false);
    typed
        .map(Zeroizing::new)
        .map_err(|_| CommandError::input("No passphrase was entered.", "Start again, or use --passphrase-file."))
}

/// The passphrase of a file: its first line. Blanks at either end belong to it, which is told, as nobody sees them.
pub fn from_file(path: &Path) -> Result<Zeroizing<String>, CommandError> {
    let words = first_line(path)?;
    let plain = words.trim_start_matches(MARK);
    if plain.trim() != plain {
        crate::say::note(
            "noticepress: note: The passphrase in the file begins or ends with a space, which is part of it.",
        );
    }
    Ok(words)
}

/// Byte order mark that editors put before a text. An earlier version took it for a part of the passphrase, so it is
/// tried with it first.
const MARK: char = '\u{FEFF}';

/// The first line of a file, without its end.
fn first_line(path: &Path) -> Result<Zeroizing<String>, CommandError> {
    let text = Zeroizing::new(read::settings(path)?);
    let line = text.lines().next().unwrap_or_default();
    if line.trim_start_matches(MARK).is_empty() {
        let shown = path.display().to_string();
        let advice = "Put the passphrase on the first line.";
        return Err(notice::finding::Problem::of_file(shown, "The first line of the file is empty.", advice).into());
    }
    if has_controls(line) {
        let shown = path.display().to_string();
        let message =
            "The first line of the file has a carriage return, a zero byte, or another character that cannot be typed.";
        let advice =
            "Save the file as plain text with the passphrase alone on its first line; lines end with a line feed.";
        return Err(notice::finding::Problem::of_file(shown, message, advice).at(1, 0).into());
    }
    Ok(Zeroizing::new(line.to_owned()))
}
