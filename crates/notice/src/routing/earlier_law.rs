//! The law of a place as it was before it was changed.

use super::amendment::{Amendment, AmendmentStatus};
use super::rule::Rule;
use chrono::NaiveDate;

/// The key that lists keys which were not there before.
const ABSENT: &str = "absent";

/// The law of a place until it was changed.
#[derive(Clone, Debug)]
pub(super) struct EarlierLaw {
    /// The first day on which it holds no more.
    pub(super) until: NaiveDate,
    /// The rule as it stood.
    pub(super) rule: Rule,
}

/// Gives the law of a place as it was before each of its enacted amendments, the oldest first.
///
/// # Errors
/// The name of an amendment and why what stood before cannot be told.
pub(super) fn earlier_laws(latest: &Rule, text: &str) -> Result<Vec<EarlierLaw>, String> {
    for amendment in &latest.amendments {
        let is_law = amendment.status == AmendmentStatus::Enacted;
        if is_law != amendment.in_force_from.is_some() || is_law == amendment.before.is_empty() {
            return Err(format!(
                "{}: an enacted amendment has in_force_from and what stood before, and no other has them",
                amendment.name
            ));
        }
        if amendment.before.contains_key("code") || amendment.before.contains_key("amendment") {
            return Err(format!("{}: no amendment changes the state or other amendments", amendment.name));
        }
    }
    let mut enacted: Vec<(&Amendment, NaiveDate)> = Vec::new();
    for amendment in latest.amendments.iter().filter(|amendment| !amendment.before.is_empty()) {
        enacted.extend(amendment.start().map(|start| (amendment, start)));
    }
    // Gone back through, from the newest.
    enacted.sort_by_key(|(_, start)| std::cmp::Reverse(*start));
    let mut table: toml::Table = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    table.remove("amendment");
    let mut earlier = Vec::new();
    for (amendment, until) in enacted {
        let told = |why: &str| format!("{}: what stood before {why}", amendment.name);
        put_back(&mut table, &amendment.before).map_err(|why| told(&why))?;
        let rule: Rule = table
            .clone()
            .try_into()
            .map_err(|error: toml::de::Error| told(&format!("cannot be read: {}", error.message())))?;
        if let Some((key, why)) = rule.contradiction() {
            return Err(told(&format!("contradicts itself: {key} {why}")));
        }
        let rule = Rule { amendments: latest.amendments.clone(), in_force_until: until.pred_opt(), ..rule };
        earlier.push(EarlierLaw { until, rule });
    }
    earlier.reverse();
    Ok(earlier)
}

/// Puts what stood before in the place of what stands now; the keys that were absent are a list of keys that are there.
fn put_back(table: &mut toml::Table, before: &toml::Table) -> Result<(), String> {
    for (key, value) in before.iter().filter(|(key, _)| *key != ABSENT) {
        table.insert(key.clone(), value.clone());
    }
    let Some(absent) = before.get(ABSENT) else { return Ok(()) };
    let keys = absent.as_array().ok_or("has no list under absent")?;
    for key in keys {
        let key = key.as_str().unwrap_or_default();
        table.remove(key).ok_or_else(|| format!("lists `{key}` as absent, which is no key of this rule"))?;
    }
    Ok(())
}
