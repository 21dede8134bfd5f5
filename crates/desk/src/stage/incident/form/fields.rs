//! The lines of the sheet in the order in which one is asked for them.

use serde::Serialize;

/// Kind of input for a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "FactKind")]
pub enum FieldKind {
    /// One line.
    Text,
    /// A paragraph.
    Long,
    /// Several lines.
    Lines,
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Yes or no.
    YesNo,
    /// One of several.
    Choice {
        /// The choices.
        choices: &'static [FieldChoice],
    },
    /// Any of several.
    Many {
        /// The choices.
        choices: &'static [FieldChoice],
    },
    /// A file that is kept in the case.
    File,
}

/// A word of the file with what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "FactChoice")]
pub struct FieldChoice {
    /// The word.
    pub word: &'static str,
    /// Meaning of the word.
    pub label: &'static str,
}

/// A line of the sheet.
pub(super) struct FieldSpec {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
    pub(super) kind: FieldKind,
    pub(super) optional: bool,
}

const fn line(key: &'static str, label: &'static str, help: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec { key, label, help, kind, optional: false }
}

const fn perhaps(key: &'static str, label: &'static str, help: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec { key, label, help, kind, optional: true }
}

const fn one(word: &'static str, label: &'static str) -> FieldChoice {
    FieldChoice { word, label }
}

const NATURES: &[FieldChoice] = &[
    one("ransomware", "Ransomware"),
    one("email_account", "An e-mail account was taken over"),
    one("network_intrusion", "Somebody broke into the network"),
    one("theft", "Something was stolen"),
    one("loss", "Something was lost"),
    one("vendor", "It happened at a vendor"),
    one("misdirected", "Something went to the wrong person"),
    one("insider", "Somebody of the practice"),
    one("other", "Something else"),
];

const ELEMENTS: &[FieldChoice] = &[
    one("name", "Name"),
    one("date_of_birth", "Date of birth"),
    one("address", "Home address"),
    one("phone_email", "Telephone number or e-mail address"),
    one("ssn", "Social Security number"),
    one("drivers_license", "Driver's license number"),
    one("state_id", "State identification card number"),
    one("passport", "Passport number"),
    one("medical_record", "Medical record"),
    one("diagnosis", "Diagnosis"),
    one("treatment", "Treatment"),
    one("images", "X-rays and other images"),
    one("health_insurance", "Health insurance"),
    one("claims", "Insurance claims"),
    one("financial_account", "Financial account"),
    one("payment_card", "Payment card"),
    one("biometric", "Biometric data"),
    one("account_credentials", "User name and password"),
    one("taxpayer_id", "Taxpayer identification number"),
    one("substance_use_records", "Substance use disorder treatment records (42 CFR Part 2)"),
];

const PRACTICE: &[FieldSpec] = &[
    line("practice.name", "Name", "As patients know the practice.", FieldKind::Text),
    line("practice.legal_name", "Legal name", "As it stands in contracts and filings.", FieldKind::Text),
    line("practice.address", "Address", "Street, then city, state and ZIP code: a line each.", FieldKind::Lines),
    line(
        "practice.return_address",
        "Return address",
        "Shows in the envelope's window, so it must name no illness and no specialty.",
        FieldKind::Lines,
    ),
    line("practice.state", "State", "Two letters: where the practice is.", FieldKind::Text),
    perhaps("practice.parent_company", "Parent company", "Named in letters to Massachusetts.", FieldKind::Text),
    perhaps("practice.logo", "Logo", "An SVG or PNG file. Leave it out where there is a letterhead.", FieldKind::File),
    perhaps("practice.letterhead", "Letterhead", "A PDF of one page, in the place of a logo.", FieldKind::File),
    line("practice.signatory.name", "Who signs the letters", "A person's name.", FieldKind::Text),
    line("practice.signatory.title", "Their title", "As it stands below the name.", FieldKind::Text),
    perhaps("practice.signatory.signature", "Their signature", "A PNG file.", FieldKind::File),
];

const EVENT: &[FieldSpec] = &[
    line("incident.title", "Title of the letters", "For example: Notice of Data Breach.", FieldKind::Text),
    line("incident.occurred_from", "It began on", "The first day of the access.", FieldKind::Day),
    line("incident.occurred_to", "It ended on", "The last day of the access.", FieldKind::Day),
    line(
        "incident.discovered",
        "Discovered on",
        "The day on which anybody of the practice knew. Most clocks start here.",
        FieldKind::Day,
    ),
    perhaps(
        "incident.determined",
        "Determined on",
        "The day on which it was clear that this was a breach. Left out, it is the day of discovery.",
        FieldKind::Day,
    ),
    perhaps(
        "incident.review_completed",
        "Review completed on",
        "The day on which it was known whose information was involved. It starts no clock.",
        FieldKind::Day,
    ),
    line(
        "incident.nature",
        "What it was",
        "Some states want it named, one bars it.",
        FieldKind::Choice { choices: NATURES },
    ),
    line("incident.what_happened", "What happened", "One or two plain sentences.", FieldKind::Long),
    line(
        "incident.what_we_are_doing",
        "What the practice is doing",
        "A line each, beginning with a verb: reset all passwords.",
        FieldKind::Lines,
    ),
    line("incident.evidence_of_misuse", "There are signs of misuse", "Of anybody's information.", FieldKind::YesNo),
    line(
        "incident.people_total",
        "People affected",
        "As counted for filings. A list that differs is told.",
        FieldKind::Number,
    ),
];

const POLICE: &[FieldSpec] = &[
    line(
        "incident.law_enforcement.notified",
        "Police were told",
        "Or another authority that investigates.",
        FieldKind::YesNo,
    ),
    perhaps("incident.law_enforcement.agency", "Which", "For example: FBI.", FieldKind::Text),
    line(
        "incident.law_enforcement.delayed_notice",
        "They asked that letters wait",
        "Only what they asked for in writing lasts.",
        FieldKind::YesNo,
    ),
    perhaps(
        "incident.law_enforcement.request",
        "How they asked",
        "A request by word of mouth counts for 30 days.",
        FieldKind::Choice { choices: &[one("written", "In writing"), one("oral", "By word of mouth")] },
    ),
    perhaps("incident.law_enforcement.requested_on", "When they asked", "The day of the request.", FieldKind::Day),
    perhaps("incident.law_enforcement.delayed_until", "Until when", "As far as it is known.", FieldKind::Day),
];

const EXPOSED: &[FieldSpec] = &[line(
    "exposed.elements",
    "Information that was exposed",
    "Of everybody, where the list has no columns of its own for it.",
    FieldKind::Many { choices: ELEMENTS },
)];

const MAILING: &[FieldSpec] = &[
    line("mailing.list_date", "Day of the list", "The day on which the addresses were taken.", FieldKind::Day),
    line(
        "mailing.date",
        "Mailing date",
        "The letter's date. Ages and deadlines are counted on this day.",
        FieldKind::Day,
    ),
    line("mailing.duplex", "Printed on both sides", "Where the vendor can.", FieldKind::YesNo),
    line(
        "mailing.language",
        "Language",
        "Of people whose own is not in the list.",
        FieldKind::Choice { choices: &[one("en", "English"), one("es", "Spanish")] },
    ),
    perhaps(
        "mailing.spanish",
        "Letters in Spanish",
        "What people get whose language is Spanish.",
        FieldKind::Choice {
            choices: &[one("bilingual", "Spanish and English in one envelope"), one("spanish", "Spanish alone")],
        },
    ),
    perhaps(
        "mailing.addenda",
        "Paragraphs of the states",
        "Most practices print the reader's own state alone.",
        FieldKind::Choice {
            choices: &[one("own", "Of the reader's state alone"), one("union", "Of all states, in every letter")],
        },
    ),
];

const CONTACT: &[FieldSpec] = &[
    line("contact.toll_free", "Toll-free number", "For questions of the people affected.", FieldKind::Text),
    perhaps("contact.tty", "TTY", "For people who do not hear.", FieldKind::Text),
    line("contact.hours", "Hours", "When somebody answers.", FieldKind::Text),
    line("contact.postal", "Postal address", "A line each.", FieldKind::Lines),
    perhaps("contact.email", "E-mail address", "For questions.", FieldKind::Text),
    perhaps("contact.website", "Web site", "With the notice.", FieldKind::Text),
];

const ADULT: &[FieldSpec] = &[
    perhaps(
        "monitoring.adult.provider",
        "Provider",
        "Who offers it. Leave the whole group empty where nothing is offered.",
        FieldKind::Text,
    ),
    perhaps("monitoring.adult.product", "Product", "In words that a reader understands.", FieldKind::Text),
    perhaps("monitoring.adult.months", "Months", "How long it lasts. Some states ask for 18 or 24.", FieldKind::Number),
    perhaps("monitoring.adult.url", "Web address", "Where to enroll.", FieldKind::Text),
    perhaps("monitoring.adult.enroll_by", "Enroll by", "The last day.", FieldKind::Day),
    perhaps("monitoring.adult.phone", "Telephone", "Where to enroll by telephone.", FieldKind::Text),
    perhaps(
        "monitoring.adult.codes",
        "Enrollment codes",
        "A CSV file with one column, code. Left out, no code is printed.",
        FieldKind::File,
    ),
];

const MINOR: &[FieldSpec] = &[
    perhaps(
        "monitoring.minor.provider",
        "Provider",
        "Who offers it. Leave the whole group empty where nothing is offered.",
        FieldKind::Text,
    ),
    perhaps(
        "monitoring.minor.product",
        "Product",
        "Credit monitoring does not fit children: they have no credit file.",
        FieldKind::Text,
    ),
    perhaps("monitoring.minor.months", "Months", "How long it lasts.", FieldKind::Number),
    perhaps("monitoring.minor.url", "Web address", "Where to enroll.", FieldKind::Text),
    perhaps("monitoring.minor.enroll_by", "Enroll by", "The last day.", FieldKind::Day),
    perhaps("monitoring.minor.phone", "Telephone", "Where to enroll by telephone.", FieldKind::Text),
    perhaps(
        "monitoring.minor.codes",
        "Enrollment codes",
        "A CSV file with one column, code. Never the adults' codes.",
        FieldKind::File,
    ),
];

const COUNSEL: &[FieldSpec] = &[
    perhaps(
        "counsel.massachusetts_description",
        "Massachusetts",
        "State law bars the nature of the breach, federal law wants it. Without a choice no letter goes there.",
        FieldKind::Choice {
            choices: &[one("hipaa_minimum", "Keep one neutral sentence"), one("omit", "Leave out what happened")],
        },
    ),
    perhaps(
        "counsel.no_birth_date",
        "People without a birth date",
        "Nobody knows whether they are children.",
        FieldKind::Choice {
            choices: &[
                one("hold", "Hold them"),
                one("either", "Write to them, or their parent or guardian"),
                one("adult", "Write to them as adults"),
            ],
        },
    ),
    perhaps(
        "counsel.named_guardians",
        "Name guardians",
        "Only one that stands beside the child in the list, or is joined by record number.",
        FieldKind::YesNo,
    ),
    perhaps("counsel.section_1557_taglines", "Enclose the page about language help", "Section 1557.", FieldKind::YesNo),
];

const SPANISH: &[FieldSpec] = &[
    perhaps(
        "incident.es.what_happened",
        "What happened",
        "In Spanish. Left out, English is sent, and told.",
        FieldKind::Long,
    ),
    perhaps(
        "incident.es.what_we_are_doing",
        "What the practice is doing",
        "In Spanish, a line each.",
        FieldKind::Lines,
    ),
    perhaps("incident.es.title", "Title", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.hours", "Hours", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.adult_product", "Product for adults", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.minor_product", "Product for children", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.signatory_title", "Title of who signs", "In Spanish.", FieldKind::Text),
];

/// Groups: heading, what they are for, lines.
pub(super) const FORM: &[(&str, &str, &[FieldSpec])] = &[
    ("The practice", "Who writes, and what the envelope shows.", PRACTICE),
    ("What happened", "Every letter tells it in these words.", EVENT),
    ("Police", "Whether an authority investigates, and asked to wait.", POLICE),
    ("What was exposed", "Each letter names its reader's own alone.", EXPOSED),
    ("The mailing", "Dates, paper and language.", MAILING),
    ("Where to ask", "Every letter says where its reader can ask.", CONTACT),
    ("Monitoring for adults", "What adults are offered.", ADULT),
    ("Monitoring for children", "What children are offered; it is another product with codes of its own.", MINOR),
    ("What counsel decides", "Choices that change what letters say or to whom they go.", COUNSEL),
    ("In Spanish", "The same prose for letters in Spanish.", SPANISH),
];
