//! The helpers of templates. Every one of them covers what it writes: handlebars itself would not.

use super::escape;
use super::phrase::Phrases;
use crate::party::Slot;
use chrono::NaiveDate;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError, RenderErrorReason,
};
use std::sync::Arc;

/// The argument that a helper takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing.
    Nothing,
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// A list of texts.
    List,
}

/// The helpers that take an argument, with what they take.
pub(super) const WITH_ARGUMENT: [(&str, Takes); 6] = [
    ("date", Takes::Text),
    ("number", Takes::Number),
    ("years", Takes::Number),
    ("business_days", Takes::Number),
    ("list", Takes::List),
    ("line", Takes::List),
];

/// The helpers that place a person's own value.
pub(super) const SLOTS: [(&str, Slot); 3] =
    [("person", Slot::Person), ("addressee", Slot::Addressee), ("code", Slot::Code)];

/// Puts all helpers and the cover into a registry.
pub(super) fn register(registry: &mut Handlebars<'static>, phrases: &Arc<Phrases>) {
    registry.register_escape_fn(escape::text);
    for (name, slot) in SLOTS {
        registry.register_helper(name, Box::new(Place(slot)));
    }
    for word in phrases.voice_words() {
        registry.register_helper(word, Box::new(Voice(word.to_owned())));
    }
    for (name, _) in WITH_ARGUMENT {
        registry.register_helper(name, Box::new(Say { name, phrases: Arc::clone(phrases) }));
    }
}

/// Places a person's own value.
struct Place(Slot);

impl HelperDef for Place {
    fn call<'reg: 'rc, 'rc>(
        &self,
        _: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        out.write(escape::slot(self.0).encode_utf8(&mut [0; 4]))?;
        Ok(())
    }
}

/// A word of the variant's voice.
struct Voice(String);

impl HelperDef for Voice {
    fn call<'reg: 'rc, 'rc>(
        &self,
        _: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let word = context.data().get("voice").and_then(|v| v.get(&self.0)).and_then(|w| w.as_str());
        let word = word.ok_or_else(|| RenderErrorReason::Other(format!("The voice has no word {}.", self.0)))?;
        out.write(&escape::text(word))?;
        Ok(())
    }
}

/// A date, a number or a list in words.
struct Say {
    name: &'static str,
    phrases: Arc<Phrases>,
}

impl HelperDef for Say {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let wrong = || RenderError::from(RenderErrorReason::Other(format!("{} has nothing to print here.", self.name)));
        let value = helper.param(0).ok_or_else(wrong)?.value();
        let words = match self.name {
            "date" => {
                let date = value.as_str().and_then(|text| text.parse::<NaiveDate>().ok()).ok_or_else(wrong)?;
                self.phrases.date(date)
            }
            "number" => self.phrases.number(value.as_u64().ok_or_else(wrong)?),
            "years" => self.phrases.years(value.as_u64().ok_or_else(wrong)?),
            "business_days" => self.phrases.business_days(value.as_u64().ok_or_else(wrong)?),
            name => {
                let things = value.as_array().ok_or_else(wrong)?;
                let things: Vec<&str> = things.iter().filter_map(|t| t.as_str()).collect();
                if name == "list" { self.phrases.list(&things) } else { things.join(", ") }
            }
        };
        out.write(&escape::text(&words))?;
        Ok(())
    }
}
