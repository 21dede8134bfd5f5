//! Reading the incident file: every fault at once, each with its line.

mod event;
mod police;
mod reader;
mod response;
#[cfg(test)]
mod tests;

use super::incident::{
    Addenda, ContactDetails, Counsel, Exposed, Incident, Mailing, MassachusettsDescription, Monitoring, NoBirthDate,
    Practice, Product, Relation, Signatory, Spanish,
};
use super::{DataElement, Jurisdiction, Language};
use crate::finding::Problem;
use chrono::NaiveDate;
use event::EventDays;
use reader::{At, IncidentReader, Table};

/// An address block has at most this many lines, so that it fits a window and a page head.
const ADDRESS_LINES: usize = 5;
/// Longest monitoring that anybody offers, in months: a life.
const MONTHS: u64 = 1200;

impl Incident {
    /// Reads an incident file. `file` is how the user named it.
    ///
    /// Refused with line and column: what is not TOML, unknown and missing keys, values of the wrong kind, words that are
    /// not known, characters that cannot be printed, and days in an order that cannot be. All faults are told at once;
    /// only a broken syntax hides the others.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut reader = IncidentReader::new(file, text);
        let incident = reader.document().and_then(|document| {
            let mut top = Table::top(&document);
            let incident = whole(&mut reader, &mut top);
            reader.close(&top);
            reader.name_keys(document.get_ref());
            incident
        });
        let faults = reader.into_faults();
        match incident {
            Some(incident) if faults.is_empty() => Ok(incident),
            // Without a fault there is an incident: every missing table is one.
            _ => Err(faults),
        }
    }
}

fn whole<'i>(r: &mut IncidentReader<'i>, top: &mut Table<'_, 'i>) -> Option<Incident> {
    let practice = r.table(top, "practice");
    let event = r.table(top, "incident");
    let exposed = r.table(top, "exposed");
    let mailing = r.table(top, "mailing");
    let contact = r.table(top, "contact");
    let monitoring = r.optional_table(top, "monitoring");
    let counsel = r.optional_table(top, "counsel");

    let practice = practice.map(|t| read_practice(r, t));
    let event = event.map(|t| event::read(r, t));
    let exposed = exposed.map(|t| read_exposed(r, t));
    let mailing = mailing.map(|t| read_mailing(r, t));
    let contact = contact.map(|t| read_contact(r, t));
    let monitoring = monitoring.map(|t| read_monitoring(r, t)).unwrap_or_default();
    let counsel = counsel.map(|t| read_counsel(r, t)).unwrap_or_default();

    order(r, event.as_ref().map(|e| &e.1), mailing.as_ref().map(|m| &m.1), &monitoring.1);
    Some(Incident {
        practice: practice?,
        event: event?.0,
        exposed: exposed?,
        mailing: mailing?.0,
        contact: contact?,
        monitoring: monitoring.0,
        counsel,
    })
}

fn read_practice<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> Practice {
    let practice = Practice {
        name: r.text(&mut t, "name"),
        legal_name: r.text(&mut t, "legal_name"),
        address: r.texts(&mut t, "address", ADDRESS_LINES),
        return_address: r.texts(&mut t, "return_address", ADDRESS_LINES),
        state: r
            .parsed(&mut t, "state", "a two-letter state code such as \"TX\"", Jurisdiction::parse)
            .unwrap_or(Jurisdiction::FOREIGN),
        parent_company: r.optional_text(&mut t, "parent_company"),
        logo: r.beside(&mut t, "logo").map(|f| f.value),
        letterhead: {
            let letterhead = r.beside(&mut t, "letterhead");
            if let Some(letterhead) = letterhead.as_ref().filter(|_| t.has("logo")) {
                let advice = "Keep the one to print on the letters and remove the other.";
                r.fault(letterhead.at, "Both `logo` and `letterhead` are given.", advice);
            }
            letterhead.map(|f| f.value)
        },
        signatory: match r.table(&mut t, "signatory") {
            Some(mut s) => {
                let signatory = Signatory {
                    name: r.text(&mut s, "name"),
                    title: r.text(&mut s, "title"),
                    signature: r.beside(&mut s, "signature").map(|f| f.value),
                };
                r.close(&s);
                signatory
            }
            None => Signatory { name: String::new(), title: String::new(), signature: None },
        },
    };
    r.close(&t);
    practice
}

fn read_exposed<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> Exposed {
    let vocabulary: Vec<_> = DataElement::ALL.iter().map(|&e| (e.word(), e)).collect();
    let exposed = Exposed {
        elements: r.words(&mut t, "elements", &vocabulary),
        relation: r.optional_of(&mut t, "relation", Relation::ALL, Relation::word),
    };
    r.close(&t);
    exposed
}

/// The days of the mailing, where they could be read.
struct MailingDays {
    list_date: Option<At<NaiveDate>>,
    date: Option<At<NaiveDate>>,
}

fn read_mailing<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> (Mailing, MailingDays) {
    let days = MailingDays { list_date: r.date(&mut t, "list_date"), date: r.date(&mut t, "date") };
    let mailing = Mailing {
        list_date: day(days.list_date),
        date: day(days.date),
        duplex: r.flag(&mut t, "duplex"),
        language: r.word(&mut t, "language", &[("en", Language::En), ("es", Language::Es)]).unwrap_or_default(),
        spanish: r
            .optional_word(&mut t, "spanish", &[("bilingual", Spanish::Bilingual), ("spanish", Spanish::Spanish)])
            .unwrap_or_default(),
        addenda: r
            .optional_word(&mut t, "addenda", &[("own", Addenda::Own), ("union", Addenda::Union)])
            .unwrap_or_default(),
    };
    r.close(&t);
    (mailing, days)
}

fn read_contact<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> ContactDetails {
    let contact = ContactDetails {
        toll_free: r.text(&mut t, "toll_free"),
        tty: r.optional_text(&mut t, "tty"),
        hours: r.text(&mut t, "hours"),
        postal: r.texts(&mut t, "postal", ADDRESS_LINES),
        email: r.optional_text(&mut t, "email"),
        website: r.optional_text(&mut t, "website"),
    };
    r.close(&t);
    contact
}

type LastDays = [Option<At<NaiveDate>>; 2];

fn read_monitoring<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> (Monitoring, LastDays) {
    let mut last = LastDays::default();
    let adult = r.optional_table(&mut t, "adult").map(|p| read_product(r, p, &mut last[0]));
    let minor = r.optional_table(&mut t, "minor").map(|p| read_product(r, p, &mut last[1]));
    r.close(&t);
    (Monitoring { adult, minor }, last)
}

fn read_product<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>, last: &mut Option<At<NaiveDate>>) -> Product {
    *last = r.date(&mut t, "enroll_by");
    let product = Product {
        provider: r.text(&mut t, "provider"),
        product: r.text(&mut t, "product"),
        months: r.count(&mut t, "months", MONTHS) as u16,
        url: r.text(&mut t, "url"),
        enroll_by: day(*last),
        phone: r.text(&mut t, "phone"),
        codes: r.beside(&mut t, "codes").map(|f| f.value),
    };
    r.close(&t);
    product
}

fn read_counsel<'i>(r: &mut IncidentReader<'i>, mut t: Table<'_, 'i>) -> Counsel {
    use MassachusettsDescription::{HipaaMinimum, Omit};
    use NoBirthDate::{Adult, Either, Hold};
    let counsel = Counsel {
        massachusetts_description: r.optional_word(
            &mut t,
            "massachusetts_description",
            &[("omit", Omit), ("hipaa_minimum", HipaaMinimum)],
        ),
        no_birth_date: r
            .optional_word(&mut t, "no_birth_date", &[("hold", Hold), ("either", Either), ("adult", Adult)])
            .unwrap_or_default(),
        named_guardians: r.optional_flag(&mut t, "named_guardians"),
        section_1557_taglines: r.optional_flag(&mut t, "section_1557_taglines"),
        pays_for_credit_report: r.optional_flag(&mut t, "pays_for_credit_report"),
    };
    r.close(&t);
    counsel
}

/// The day, or a stand-in that a fault already keeps from being used.
fn day(at: Option<At<NaiveDate>>) -> NaiveDate {
    at.map(|a| a.value).unwrap_or_default()
}

/// Days that cannot be in this order. Each fault stands at the later of the two keys.
fn order(r: &mut IncidentReader<'_>, event: Option<&EventDays>, mailing: Option<&MailingDays>, enroll_by: &LastDays) {
    let mailed = mailing.and_then(|m| m.date);
    let mut check =
        |earlier: Option<At<NaiveDate>>, earlier_key: &str, later: Option<At<NaiveDate>>, later_key: &str| {
            if let (Some(earlier), Some(later)) = (earlier, later)
                && later.value < earlier.value
            {
                let message = format!("`{later_key}` is before `{earlier_key}`.");
                r.fault(later.at, message, "Correct the date that is wrong.");
            }
        };
    if let Some(e) = event {
        check(e.occurred_from, "occurred_from", e.occurred_to, "occurred_to");
        check(e.occurred_from, "occurred_from", e.discovered, "discovered");
        // To determine that there was a breach is to know of it, so this day is never before discovery.
        check(e.discovered, "discovered", e.determined, "determined");
        check(e.discovered, "discovered", e.review_completed, "review_completed");
        check(e.occurred_to, "occurred_to", mailed, "date");
        check(e.discovered, "discovered", mailed, "date");
        check(e.determined, "determined", mailed, "date");
        check(e.review_completed, "review_completed", mailed, "date");
    }
    check(mailing.and_then(|m| m.list_date), "list_date", mailed, "date");
    for last in enroll_by.iter().flatten() {
        if mailed.is_some_and(|mailed| last.value <= mailed.value) {
            let message = "`enroll_by` must be after the mailing date; otherwise no one could enroll.";
            r.fault(last.at, message, "Agree on a later date with the monitoring provider.");
        }
    }
}
