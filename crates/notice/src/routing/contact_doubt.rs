//! Doubts about the values of contact blocks, and whether a letter prints them.

use super::federal::Contact;
use serde_json::Value;

/// Words that stand in a doubt about a value for which no official source was read.
const WANTING: &str = "wanting an official source";

/// A doubt about values of a contact block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDoubt {
    /// Name of the block, such as that of a credit bureau.
    pub block: String,
    /// The values, each as its lines; empty where the doubt names none.
    values: Vec<Vec<String>>,
    /// The doubt, with the names of the values before it.
    pub doubt: String,
}

impl ContactDoubt {
    /// The doubts of a block.
    pub(super) fn all_of(block: &Contact) -> Vec<Self> {
        let fields = serde_json::to_value(block).unwrap_or_default();
        let doubt = |doubt: &String| Self {
            block: block.name.clone(),
            values: doubted_values(&fields, doubt),
            doubt: doubt.clone(),
        };
        block.uncertain.iter().map(doubt).collect()
    }

    /// Returns whether no official source was read for the values.
    pub fn wants_source(&self) -> bool {
        self.doubt.contains(WANTING)
    }

    /// Returns whether a text prints one of the values, line by line; where the doubt names none, whether it names the block.
    pub fn is_printed_in(&self, text: &str) -> bool {
        match self.values.as_slice() {
            [] => text.contains(&self.block),
            values => values.iter().any(|lines| lines.iter().all(|line| text.contains(line.as_str()))),
        }
    }
}

/// The values that a doubt names before its first colon, such as "address and phone: ...".
fn doubted_values(fields: &Value, doubt: &str) -> Vec<Vec<String>> {
    let Some((names, _)) = doubt.split_once(':') else { return Vec::new() };
    let lines = |name: &str| match &fields[name] {
        Value::String(text) if !text.is_empty() => Some(vec![text.clone()]),
        Value::Array(lines) if !lines.is_empty() => {
            Some(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        }
        _ => None,
    };
    names.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter_map(lines).collect()
}
