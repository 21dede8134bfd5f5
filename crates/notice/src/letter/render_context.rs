//! Everything that a template can name, for one variant.

use super::credit_advice::{self, CreditAdvice};
use super::legal_facts::{Agency, Bureau, Credit, CreditReporting, Law, PrintedOffice};
use super::phrase::{Phrases, ResponseWords, addressees, standings};
use crate::party::incident::{
    DateRange, Event, EventProse, MassachusettsDescription, Nature, Occurrence, Product, Relation, ReviewResult, Steps,
    Vendor,
};
use crate::party::{DataElement, Family, Incident, Jurisdiction, Language, Standing, Variant};
use crate::routing::LetterItem;
use chrono::NaiveDate;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The root of what templates see.
#[derive(Serialize)]
pub(super) struct RenderContext<'a> {
    practice: PracticeWords<'a>,
    incident: IncidentWords<'a>,
    mailing: MailingWords,
    contact: ContactWords<'a>,
    /// The monitoring product of this standing; absent: nothing is offered.
    product: Option<ProductWords<'a>>,
    /// True if the person's own enrolment code is printed.
    code_printed: bool,
    /// True if a letter went out before and came back.
    second_copy: bool,
    /// The exposed elements in words.
    elements: Vec<&'a str>,
    /// The exposed elements as yes or no for each word of the vocabulary, and in groups.
    has: BTreeMap<&'static str, bool>,
    /// The reason for which the practice has the information, as yes or no for each word.
    relation: BTreeMap<&'static str, bool>,
    /// The credit advice that is printed.
    advice: CreditAdvice,
    /// The standing, as yes or no.
    is: BTreeMap<&'static str, bool>,
    /// The addressee, as yes or no.
    to: BTreeMap<&'static str, bool>,
    state: StateWords<'a>,
    /// The items that the law of the state asks for in a letter to this reader, as yes or no for each item of the rules.
    owes: BTreeMap<&'static str, bool>,
    /// Freezes and fraud alerts in numbers.
    credit: Credit,
    bureaus: [&'a Bureau; 3],
    annual_report: &'a PrintedOffice,
    ftc: &'a PrintedOffice,
    irs: &'a PrintedOffice,
    ssa: &'a PrintedOffice,
    passport: &'a PrintedOffice,
    hhs: &'a PrintedOffice,
    fcra: &'a CreditReporting,
    massachusetts: MassachusettsWords,
    /// Words of the voice; templates reach them as helpers.
    voice: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct PracticeWords<'a> {
    name: &'a str,
    legal_name: &'a str,
    address: &'a [String],
    parent_company: &'a str,
    signatory: SignatoryWords<'a>,
}

#[derive(Serialize)]
struct SignatoryWords<'a> {
    name: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that a template asks")]
struct IncidentWords<'a> {
    title: &'a str,
    /// First and last day of the breach; absent where they are not known.
    occurred_from: Option<NaiveDate>,
    occurred_to: Option<NaiveDate>,
    one_day: bool,
    /// The certainty of these days, as yes or no for each word: `exact`, `about`, `between`, `unknown`.
    occurred: BTreeMap<&'static str, bool>,
    discovered: NaiveDate,
    review_completed: Option<NaiveDate>,
    nature: &'a str,
    vendor: Option<VendorWords<'a>>,
    what_happened: Cow<'a, str>,
    /// Every step, whatever its purpose.
    what_we_are_doing: Vec<&'a str>,
    /// The steps by purpose.
    steps: StepWords<'a>,
    /// The typed facts of the response, each as its sentence.
    response: ResponseWords<'a>,
    /// True if the review could only not rule out that the reader's information was involved.
    not_ruled_out: bool,
    /// True if something was lost, and nobody found that others got what was in it.
    lost: bool,
    /// True if police were told, in a file that tells the response as typed facts.
    told_police: bool,
    evidence_of_misuse: bool,
    police: PoliceWords<'a>,
}

#[derive(Serialize)]
struct VendorWords<'a> {
    name: &'a str,
    /// The day on which it told the practice, where that is another than the day of discovery.
    told_us: Option<NaiveDate>,
}

impl<'a> VendorWords<'a> {
    fn of(vendor: &'a Vendor, discovered: NaiveDate) -> Self {
        Self { name: &vendor.name, told_us: vendor.told_us.filter(|day| *day != discovered) }
    }
}

#[derive(Serialize)]
struct StepWords<'a> {
    investigate: &'a [String],
    limit_harm: &'a [String],
    prevent: &'a [String],
    other: &'a [String],
}

impl<'a> From<&'a Steps> for StepWords<'a> {
    fn from(steps: &'a Steps) -> Self {
        Self {
            investigate: &steps.investigate,
            limit_harm: &steps.limit_harm,
            prevent: &steps.prevent,
            other: &steps.other,
        }
    }
}

#[derive(Serialize)]
struct PoliceWords<'a> {
    notified: bool,
    agency: &'a str,
    delayed: bool,
}

#[derive(Serialize)]
struct MailingWords {
    date: NaiveDate,
}

#[derive(Serialize)]
struct ContactWords<'a> {
    toll_free: &'a str,
    tty: &'a str,
    hours: &'a str,
    postal: &'a [String],
    email: &'a str,
    website: &'a str,
}

#[derive(Serialize)]
struct ProductWords<'a> {
    provider: &'a str,
    product: &'a str,
    months: u16,
    url: &'a str,
    enroll_by: NaiveDate,
    phone: &'a str,
}

#[derive(Serialize)]
struct StateWords<'a> {
    code: String,
    name: &'a str,
    /// The name after "of" and after "in" in Spanish, with its article.
    of_name: String,
    in_name: String,
    /// Absent where the law forbids a count.
    residents: Option<u64>,
    one_resident: bool,
    agency: Option<&'a Agency>,
    regulator: Option<&'a Agency>,
    /// The agency, else the regulator.
    office: Option<&'a Agency>,
}

#[derive(Serialize)]
struct MassachusettsWords {
    omit: bool,
    minimum: bool,
}

impl<'a> RenderContext<'a> {
    /// The words of a variant. `state` is the jurisdiction whose paragraphs are meant: the variant's own, but for
    /// addenda of other states.
    pub(super) fn new(
        incident: &'a Incident,
        law: &'a Law,
        phrases: &'a Phrases,
        variant: &Variant,
        (jurisdiction, residents): (Jurisdiction, u64),
    ) -> Self {
        let event = &incident.event;
        let spanish = event.es.as_ref().filter(|_| variant.language == Language::Es);
        // Where the incident file has no Spanish words for it, the English ones stand.
        let said = |es: fn(&EventProse) -> &String, en: &'a String| {
            spanish.map(es).filter(|text| !text.is_empty()).unwrap_or(en)
        };
        let steps = spanish.map_or(&event.steps, |es| &es.steps);
        let response = event.response.as_ref();
        let state = law.states.get(&jurisdiction);
        let product = incident.monitoring.offer(variant.standing);
        let owed = state.map(|s| s.rule.items(variant.elements, incident)).unwrap_or_default();
        let choice = incident.counsel.massachusetts_description.filter(|_| variant.family == Family::Massachusetts);
        Self {
            practice: PracticeWords {
                name: &incident.practice.name,
                legal_name: &incident.practice.legal_name,
                address: &incident.practice.address,
                parent_company: &incident.practice.parent_company,
                signatory: SignatoryWords {
                    name: &incident.practice.signatory.name,
                    title: said(|es| &es.signatory_title, &incident.practice.signatory.title),
                },
            },
            incident: IncidentWords {
                title: match variant.language {
                    Language::En => &event.title,
                    // Empty where the file has none; the Spanish passage then has a title of its own.
                    Language::Es => event.es.as_ref().map_or("", |es| &es.title),
                },
                occurred_from: event.occurred.range().map(|range| range.from),
                occurred_to: event.occurred.range().map(|range| range.to),
                one_day: event.occurred.range().is_some_and(DateRange::is_one_day),
                occurred: Occurrence::WORDS.map(|word| (word, word == event.occurred.word())).into(),
                discovered: event.discovered,
                review_completed: event.review_completed,
                nature: phrases.nature(event),
                vendor: event.vendor.as_ref().map(|vendor| VendorWords::of(vendor, event.discovered)),
                what_happened: ended(spanish.map_or(&event.what_happened, |es| &es.what_happened)),
                what_we_are_doing: steps.all().map(String::as_str).collect(),
                steps: steps.into(),
                response: event.response.as_ref().map(|r| phrases.response(r)).unwrap_or_default(),
                not_ruled_out: response.is_some_and(|r| r.review_found == Some(ReviewResult::NotRuledOut)),
                lost: is_lost(event),
                told_police: response.is_some() && event.law_enforcement.notified,
                evidence_of_misuse: event.evidence_of_misuse,
                police: PoliceWords {
                    notified: event.law_enforcement.notified,
                    agency: &event.law_enforcement.agency,
                    delayed: event.law_enforcement.delayed_notice,
                },
            },
            mailing: MailingWords { date: incident.mailing.date },
            contact: ContactWords {
                toll_free: &incident.contact.toll_free,
                tty: &incident.contact.tty,
                hours: said(|es| &es.hours, &incident.contact.hours),
                postal: &incident.contact.postal,
                email: &incident.contact.email,
                website: &incident.contact.website,
            },
            product: product.map(|p| ProductWords {
                product: match variant.standing {
                    Standing::Minor => said(|es| &es.minor_product, &p.product),
                    _ => said(|es| &es.adult_product, &p.product),
                },
                ..ProductWords::from(p)
            }),
            code_printed: variant.code,
            second_copy: variant.second_copy,
            elements: variant.elements.iter().map(|e| phrases.element(e)).collect(),
            has: exposed(variant),
            relation: Relation::ALL.iter().map(|r| (r.word(), incident.exposed.relation == Some(*r))).collect(),
            advice: CreditAdvice::of(variant, &owed, law),
            is: standings().map(|(word, s)| (word, s == variant.standing)).collect(),
            to: addressees().map(|(word, a)| (word, a == variant.addressee)).collect(),
            state: StateWords {
                code: jurisdiction.code().to_owned(),
                name: state.map_or("", |s| s.rule.name_in(variant.language)),
                of_name: state.map(|s| s.rule.of_name_es()).unwrap_or_default(),
                in_name: state.map(|s| s.rule.in_name_es()).unwrap_or_default(),
                residents: state.is_some_and(|s| !s.count_forbidden()).then_some(residents),
                one_resident: residents == 1,
                agency: state.and_then(|s| s.addendum.as_ref()),
                regulator: state.and_then(|s| s.regulator.as_ref()),
                office: state.and_then(|s| s.office()),
            },
            owes: LetterItem::ALL.iter().map(|item| (item.word(), owed.contains(item))).collect(),
            credit: law.credit,
            bureaus: [&law.contacts.equifax, &law.contacts.experian, &law.contacts.transunion],
            annual_report: &law.contacts.annual_credit_report,
            ftc: &law.contacts.ftc,
            irs: &law.contacts.irs,
            ssa: &law.contacts.ssa,
            passport: &law.contacts.passport,
            hhs: &law.contacts.hhs_ocr,
            fcra: &law.contacts.fcra,
            massachusetts: MassachusettsWords {
                omit: choice == Some(MassachusettsDescription::Omit),
                minimum: choice == Some(MassachusettsDescription::HipaaMinimum),
            },
            voice: phrases.voice(variant),
        }
    }

    /// The same with everything that may be absent present, so that the shape of every name can be looked up. What
    /// is printed from it means nothing.
    pub(super) fn with_everything(mut self, agency: &'a Agency) -> Self {
        self.product.get_or_insert(ProductWords {
            provider: "",
            product: "",
            months: 0,
            url: "",
            enroll_by: NaiveDate::MIN,
            phone: "",
        });
        self.state.agency = Some(agency);
        self.state.regulator = Some(agency);
        self.state.office = Some(agency);
        self.state.residents = Some(0);
        self.incident.review_completed = Some(NaiveDate::MIN);
        self.incident.occurred_from = Some(NaiveDate::MIN);
        self.incident.occurred_to = Some(NaiveDate::MIN);
        self.incident.vendor = Some(VendorWords { name: "", told_us: Some(NaiveDate::MIN) });
        self
    }
}

impl<'a> From<&'a Product> for ProductWords<'a> {
    fn from(p: &'a Product) -> Self {
        Self {
            provider: &p.provider,
            product: &p.product,
            months: p.months,
            url: &p.url,
            enroll_by: p.enroll_by,
            phone: &p.phone,
        }
    }
}

/// Prose that ends as a sentence does: in a letter another sentence follows it, and who wrote it may have left out the point.
fn ended(prose: &str) -> Cow<'_, str> {
    let prose = prose.trim_end();
    let last = prose.trim_end_matches(['"', '”', '’', '\'', ')', '»']).chars().last();
    match last {
        None | Some('.' | '!' | '?' | '…' | ':') => Cow::Borrowed(prose),
        Some(_) => Cow::Owned(format!("{prose}.")),
    }
}

fn exposed(variant: &Variant) -> BTreeMap<&'static str, bool> {
    use DataElement::{
        AccountCredentials, Claims, Diagnosis, DriversLicense, FinancialAccount, HealthInsurance, Images,
        MedicalRecord, Passport, PaymentCard, Ssn, StateId, SubstanceUseRecords, TaxpayerId, Treatment,
    };
    let any = |elements: &[DataElement]| elements.iter().any(|&e| variant.elements.contains(e));
    let mut has: BTreeMap<_, _> = DataElement::ALL.iter().map(|&e| (e.word(), variant.elements.contains(e))).collect();
    has.insert("government_number", any(&[Ssn, DriversLicense, StateId, Passport, TaxpayerId]));
    has.insert(
        "medical",
        any(&[MedicalRecord, Diagnosis, Treatment, Images, HealthInsurance, Claims, SubstanceUseRecords]),
    );
    has.insert("money", any(&[FinancialAccount, PaymentCard]));
    has.insert("password", any(&[AccountCredentials]));
    has.insert("tax_number", any(&[Ssn, TaxpayerId]));
    has.insert("license", any(&[DriversLicense, StateId]));
    has.insert("credit", any(&credit_advice::ELEMENTS));
    has
}

/// Returns whether something was lost, and nobody found that others got what was in it.
fn is_lost(event: &Event) -> bool {
    let is_confirmed = event.response.as_ref().is_some_and(|r| r.review_found == Some(ReviewResult::Confirmed));
    event.nature == Nature::Loss && !event.evidence_of_misuse && !is_confirmed
}

#[cfg(test)]
mod tests {
    use super::ended;

    #[test]
    fn prose_without_a_point_gets_one() {
        for (written, printed) in [
            ("Files were copied", "Files were copied."),
            ("Files were copied. ", "Files were copied."),
            ("They said “we have it.”", "They said “we have it.”"),
            ("They said “we have it”", "They said “we have it”."),
            ("Was it copied?", "Was it copied?"),
            ("", ""),
        ] {
            assert_eq!(ended(written), printed);
        }
    }
}
