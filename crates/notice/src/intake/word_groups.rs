//! Words that mean something only beside each other: words of several groups in their order, near each other.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The weight of a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Weight {
    /// A manner of contact: one look for all rows that say the same.
    Soft,
    /// Care to which a minor consented alone: one look for all of them.
    Consent,
    /// Harm to somebody: each row waits by itself.
    Hard,
}

/// Groups of words, and what it means that words of several of them stand together.
#[derive(Default, Deserialize)]
#[serde(try_from = "Written")]
pub(super) struct WordGroups {
    /// The groups of a word, a bit each.
    groups: FxHashMap<String, u32>,
    rules: Vec<Rule>,
}

/// The groups and rules as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: BTreeMap<String, Vec<String>>,
    rules: Vec<WrittenRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    says: String,
    weight: Weight,
    sequence: Vec<String>,
    gap: usize,
    beside: Option<String>,
    #[serde(default)]
    within: usize,
}

struct Rule {
    says: String,
    weight: Weight,
    /// Groups of which a word each stands in this order.
    sequence: Vec<u32>,
    /// Most words from one to the next.
    gap: usize,
    /// A group of which a word stands before, among or behind them; none where it is 0.
    beside: u32,
    /// Most words from the sequence to that one.
    within: usize,
}

/// A word that stands in a group.
#[derive(Clone, Copy)]
struct Place {
    /// Its place among the words of the text.
    at: usize,
    groups: u32,
    /// Number of the clause in which it stands; words of two clauses do not follow each other.
    clause: usize,
}

impl TryFrom<Written> for WordGroups {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let bit = |name: &String| {
            let at = written.words.keys().position(|own| own == name).filter(|&at| at < 32);
            at.map(|at| 1u32 << at).ok_or_else(|| format!("there is no group {name}"))
        };
        let mut groups: FxHashMap<String, u32> = FxHashMap::default();
        for (name, words) in &written.words {
            for word in words {
                *groups.entry(word.clone()).or_default() |= bit(name)?;
            }
        }
        let compile = |rule: &WrittenRule| {
            let sequence = rule.sequence.iter().map(bit).collect::<Result<_, _>>()?;
            let beside = rule.beside.as_ref().map(bit).transpose()?.unwrap_or(0);
            let WrittenRule { weight, gap, within, .. } = *rule;
            Ok(Rule { says: rule.says.clone(), weight, sequence, gap, beside, within })
        };
        let rules = written.rules.iter().map(compile).collect::<Result<_, String>>()?;
        Ok(Self { groups, rules })
    }
}

impl WordGroups {
    /// The heaviest rule that the words of a text meet, with what it says. `clauses` has the number of each word's clause; `counts`
    /// tells of the place of a word whether it counts.
    pub(super) fn find(
        &self,
        words: &[String],
        clauses: &[usize],
        counts: impl Fn(usize) -> bool,
    ) -> Option<(Weight, &str)> {
        let place = |(at, (word, &clause)): (usize, (&String, &usize))| {
            let groups = self.groups.get(word).copied()?;
            counts(at).then_some(Place { at, groups, clause })
        };
        let found: Vec<Place> = words.iter().zip(clauses).enumerate().filter_map(place).collect();
        if found.len() < 2 {
            return None;
        }
        let heaviest = self.rules.iter().filter(|rule| rule.is_met(&found)).max_by_key(|rule| rule.weight);
        heaviest.map(|rule| (rule.weight, rule.says.as_str()))
    }

    /// Number of words.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }
}

impl Rule {
    fn is_met(&self, found: &[Place]) -> bool {
        let Some((first, rest)) = self.sequence.split_first() else { return false };
        found.iter().enumerate().filter(|(_, place)| place.groups & first != 0).any(|(number, from)| {
            let Some(to) = self.end(rest, &found[number + 1..], *from) else { return false };
            let is_near = |at: usize| at + self.within >= from.at && at <= to + self.within;
            self.beside == 0 || found.iter().any(|place| place.groups & self.beside != 0 && is_near(place.at))
        })
    }

    /// The place of the last word, where words of these groups follow each other.
    fn end(&self, sequence: &[u32], found: &[Place], from: Place) -> Option<usize> {
        let Some((next, rest)) = sequence.split_first() else { return Some(from.at) };
        let follows = |place: &Place| place.at <= from.at + self.gap && place.clause == from.clause;
        let near = found.iter().enumerate().take_while(|(_, place)| follows(place));
        near.filter(|(_, place)| place.groups & next != 0)
            .find_map(|(number, place)| self.end(rest, &found[number + 1..], *place))
    }
}

#[cfg(test)]
mod tests {
    use super::{Weight, WordGroups};

    const TEXT: &str = r#"
        rules = [
            { says = "no mail", weight = "soft", sequence = ["denial", "mail"], gap = 2 },
            { says = "hide from", weight = "hard", sequence = ["denial", "mail"], gap = 4, beside = "people", within = 2 },
            { says = "not to them", weight = "hard", sequence = ["mail", "denial", "people"], gap = 2 },
        ]
        [words]
        denial = ["no", "not"]
        mail = ["mail", "letter"]
        people = ["mom"]
    "#;

    #[test]
    fn words_follow_each_other_in_their_order() {
        let groups: WordGroups = toml::from_str(TEXT).expect("groups");
        let told = |text: &str, counts: &dyn Fn(usize) -> bool| {
            let mut clause = 0;
            let words: Vec<String> = text.replace(';', " cut ").split_whitespace().map(str::to_owned).collect();
            let mut clauses = Vec::new();
            for word in &words {
                clause += usize::from(word == "cut");
                clauses.push(clause);
            }
            groups.find(&words, &clauses, counts).map(|(weight, says)| (weight, says.to_owned()))
        };
        let find = |text: &str| told(text, &|_| true).map(|(_, says)| says);
        let says = |says: &str| Some(says.to_owned());
        assert_eq!(find("no mail"), says("no mail"));
        assert_eq!(find("mail no"), None);
        assert_eq!(find("no; mail"), None);
        assert_eq!(find("no more of any letter"), None);
        assert_eq!(find("mom wants no more of any letter"), says("hide from"));
        assert_eq!(find("mom; no mail"), says("hide from"));
        assert_eq!(find("mom came by and wants no more of any letter"), None);
        assert_eq!(find("mail but not mom"), says("not to them"));
        assert_eq!(find("mom"), None);
        assert_eq!(told("no mail", &|at| at != 1), None);
        assert_eq!(told("no mail", &|_| true).map(|(weight, _)| weight), Some(Weight::Soft));
        assert!(toml::from_str::<WordGroups>(&TEXT.replace(r#"beside = "people""#, r#"beside = "crowd""#)).is_err());
    }
}
