//! A page that is not ours any more asks for everything that a page can ask for: with paths, with tokens that nobody gave, that
//! were given for something else or were used up, and with words of every kind. Nothing outside is read or written, nothing
//! breaks, and nothing is removed to which the person did not agree.

mod attack;
mod dialogs;
mod source;
mod stage;
mod uses;
