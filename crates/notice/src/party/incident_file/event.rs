//! `[incident]`: dates, nature, prose.

use super::day;
use super::reader::{At, IncidentReader, Table};
use super::{police, response};
use crate::party::incident::{
    Containment, DateRange, Event, EventProse, Item, LawEnforcement, Nature, Occurrence, Response, Steps,
};
use chrono::NaiveDate;

/// Clauses of what the practice is doing.
const CLAUSES: usize = 40;
/// More people than live in the country cannot be affected.
const PEOPLE: u64 = 400_000_000;

/// The days of the event, where they could be read.
pub(super) struct EventDays {
    pub(super) occurred_from: Option<At<NaiveDate>>,
    pub(super) occurred_to: Option<At<NaiveDate>>,
    pub(super) discovered: Option<At<NaiveDate>>,
    pub(super) determined: Option<At<NaiveDate>>,
    pub(super) review_completed: Option<At<NaiveDate>>,
}

/// Reads the table, with the days for the check of their order.
pub(super) fn read<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> (Event, EventDays) {
    let (occurred, occurred_from, occurred_to) = read_occurrence(r, &mut t);
    let days = EventDays {
        occurred_from,
        occurred_to,
        discovered: r.date(&mut t, "discovered"),
        determined: r.optional_date(&mut t, "determined"),
        review_completed: r.optional_date(&mut t, "review_completed"),
    };
    let (mut steps, response) = match r.optional_table(&mut t, "response") {
        Some(table) => {
            let (steps, response) = read_response(r, table);
            (steps, Some(response))
        }
        None => (Steps::default(), None),
    };
    // Where every step has its purpose, no list without one is needed.
    steps.other = r.optional_texts(&mut t, "what_we_are_doing", CLAUSES);
    if response.is_none() && !t.has("what_we_are_doing") {
        let advice = "Say what was done under [incident.response], or add a line `what_we_are_doing = …` there.";
        r.missing(&t, "what_we_are_doing", "incident.response.prevent", advice);
    }
    let nature_at = t.place("nature");
    let natures: Vec<_> = Nature::ALL.iter().map(|&n| (n.word(), n)).collect();
    let event = Event {
        title: r.text(&mut t, "title"),
        occurred,
        discovered: day(days.discovered),
        determined: days.determined.map(|d| d.value),
        review_completed: days.review_completed.map(|d| d.value),
        nature: r.word(&mut t, "nature", &natures).unwrap_or(Nature::Other),
        item: r.optional_of(&mut t, "item", Item::ALL, Item::word),
        vendor: r.optional_table(&mut t, "vendor").map(|table| response::read_vendor(r, table, days.discovered)),
        what_happened: r.text(&mut t, "what_happened"),
        evidence_of_misuse: r.flag(&mut t, "evidence_of_misuse"),
        law_enforcement: match r.table(&mut t, "law_enforcement") {
            Some(table) => police::read(r, table, days.discovered),
            None => LawEnforcement::default(),
        },
        people_total: r.count(&mut t, "people_total", PEOPLE),
        es: r.optional_table(&mut t, "es").map(|es| read_prose(r, es, &steps)),
        steps,
        response,
    };
    if let (Some(at), Some(_)) = (nature_at, event.item)
        && !matches!(event.nature, Nature::Theft | Nature::Loss)
    {
        let message = "`item` tells what was stolen or lost, but `nature` is neither theft nor loss.";
        r.fault(at, message, "Set nature = \"theft\" or \"loss\", or remove the key `item`.");
    }
    if let (Some(at), Some(response)) = (nature_at, event.response.as_ref()) {
        check_containment(r, at, event.nature, response.contained);
    }
    r.close(&t);
    (event, days)
}

/// An end of the exposure that cannot be that of such a breach.
fn check_containment(r: &mut IncidentReader<'_>, at: usize, nature: Nature, contained: Option<Containment>) {
    let thing = matches!(nature, Nature::Theft | Nature::Loss | Nature::Misdirected);
    let access =
        matches!(nature, Nature::Ransomware | Nature::EmailAccount | Nature::NetworkIntrusion | Nature::Insider);
    let contradicts = match contained {
        Some(Containment::AccessEnded) => thing,
        Some(Containment::Recovered | Containment::Returned) => access,
        Some(Containment::Destroyed) | None => false,
    };
    if contradicts && let Some(contained) = contained {
        let message = format!("`contained` is {}, which does not go with this `nature`.", contained.word());
        r.fault(at, message, "Correct the one that is wrong; letters print both.");
    }
}

type Days = (Occurrence, Option<At<NaiveDate>>, Option<At<NaiveDate>>);

/// The days of the breach, as far as they are known: `occurred` says how sure they are, and no day stands beside
/// `unknown`.
fn read_occurrence<'i>(r: &mut IncidentReader<'i>, t: &mut Table<'_, 'i>) -> Days {
    type Make = fn(DateRange) -> Occurrence;
    let known: [(&str, Option<Make>); 4] = [
        ("exact", Some(Occurrence::Exact)),
        ("about", Some(Occurrence::About)),
        ("between", Some(Occurrence::Between)),
        ("unknown", None),
    ];
    let made = r.optional_word(t, "occurred", &known).unwrap_or(Some(Occurrence::Exact));
    let Some(made) = made else {
        for key in ["occurred_from", "occurred_to"] {
            if r.optional_date(t, key).is_some()
                && let Some(at) = t.place(key)
            {
                let message = format!("`{key}` is a day, but `occurred` says that the days are unknown.");
                r.fault(at, message, "Remove the day, or set `occurred` to exact, about, or between.");
            }
        }
        return (Occurrence::Unknown, None, None);
    };
    let (from, to) = (r.date(t, "occurred_from"), r.date(t, "occurred_to"));
    (made(DateRange { from: day(from), to: day(to) }), from, to)
}

fn read_prose<'i>(r: &mut IncidentReader<'i>, mut es: Table<'_, 'i>, english: &Steps) -> EventProse {
    let mut steps = Steps::default();
    if let Some(table) = r.optional_table(&mut es, "response") {
        steps = read_steps(r, table, english);
    } else {
        missing_purposes(r, es.start(), english, &steps);
    }
    steps.other = if english.other.is_empty() {
        r.optional_texts(&mut es, "what_we_are_doing", CLAUSES)
    } else {
        r.texts(&mut es, "what_we_are_doing", CLAUSES)
    };
    let prose = EventProse {
        what_happened: r.text(&mut es, "what_happened"),
        steps,
        title: r.optional_text(&mut es, "title"),
        hours: r.optional_text(&mut es, "hours"),
        adult_product: r.optional_text(&mut es, "adult_product"),
        minor_product: r.optional_text(&mut es, "minor_product"),
        signatory_title: r.optional_text(&mut es, "signatory_title"),
    };
    r.close(&es);
    prose
}

fn read_response<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> (Steps, Response) {
    let steps = read_lists(r, &mut t);
    let response = response::read(r, &mut t);
    r.close(&t);
    (steps, response)
}

fn read_steps<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>, english: &Steps) -> Steps {
    let steps = read_lists(r, &mut t);
    missing_purposes(r, t.start(), english, &steps);
    r.close(&t);
    steps
}

fn read_lists<'i>(r: &mut IncidentReader<'i>, t: &mut Table<'_, 'i>) -> Steps {
    Steps {
        investigate: r.optional_texts(t, "investigate", CLAUSES),
        limit_harm: r.optional_texts(t, "limit_harm", CLAUSES),
        prevent: r.optional_texts(t, "prevent", CLAUSES),
        other: Vec::new(),
    }
}

/// A letter in Spanish tells the same steps as the letter in English.
fn missing_purposes(r: &mut IncidentReader<'_>, at: usize, english: &Steps, spanish: &Steps) {
    for (key, said, written) in [
        ("investigate", &english.investigate, &spanish.investigate),
        ("limit_harm", &english.limit_harm, &spanish.limit_harm),
        ("prevent", &english.prevent, &spanish.prevent),
    ] {
        if said.is_empty() != written.is_empty() {
            let message = format!("`{key}` stands in only one of [incident.response] and [incident.es.response].");
            r.fault(at, message, "Write it in both languages, or remove it from both.");
        }
    }
}
