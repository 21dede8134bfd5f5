//! The lines of the sheet in the order in which one is asked for them.

use serde::Serialize;

/// How a fact is filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "FactKind")]
pub enum Kind {
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
        /// Which.
        choices: &'static [Choice],
    },
    /// Any of several.
    Many {
        /// Which.
        choices: &'static [Choice],
    },
    /// A file that is kept in the case.
    File,
}

/// A word of the file with what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "FactChoice")]
pub struct Choice {
    /// The word.
    pub word: &'static str,
    /// What it says.
    pub label: &'static str,
}

/// A line of the sheet.
pub(super) struct Line {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
    pub(super) kind: Kind,
    pub(super) optional: bool,
}

const fn line(key: &'static str, label: &'static str, help: &'static str, kind: Kind) -> Line {
    Line { key, label, help, kind, optional: false }
}

const fn perhaps(key: &'static str, label: &'static str, help: &'static str, kind: Kind) -> Line {
    Line { key, label, help, kind, optional: true }
}

const fn one(word: &'static str, label: &'static str) -> Choice {
    Choice { word, label }
}

const NATURES: &[Choice] = &[
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

const ELEMENTS: &[Choice] = &[
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
];

const PRACTICE: &[Line] = &[
    line("practice.name", "Name", "As patients know the practice.", Kind::Text),
    line("practice.legal_name", "Legal name", "As it stands in contracts and filings.", Kind::Text),
    line("practice.address", "Address", "Street, then city, state and ZIP code: a line each.", Kind::Lines),
    line(
        "practice.return_address",
        "Return address",
        "Shows in the envelope's window, so it must name no illness and no specialty.",
        Kind::Lines,
    ),
    line("practice.state", "State", "Two letters: where the practice is.", Kind::Text),
    perhaps("practice.parent_company", "Parent company", "Named in letters to Massachusetts.", Kind::Text),
    perhaps("practice.logo", "Logo", "An SVG or PNG file. Leave it out where there is a letterhead.", Kind::File),
    perhaps("practice.letterhead", "Letterhead", "A PDF of one page, in the place of a logo.", Kind::File),
    line("practice.signatory.name", "Who signs the letters", "A person's name.", Kind::Text),
    line("practice.signatory.title", "Their title", "As it stands below the name.", Kind::Text),
    perhaps("practice.signatory.signature", "Their signature", "A PNG file.", Kind::File),
];

const EVENT: &[Line] = &[
    line("incident.title", "Title of the letters", "For example: Notice of Data Breach.", Kind::Text),
    line("incident.occurred_from", "It began on", "The first day of the access.", Kind::Day),
    line("incident.occurred_to", "It ended on", "The last day of the access.", Kind::Day),
    line(
        "incident.discovered",
        "Discovered on",
        "The day on which anybody of the practice knew. Most clocks start here.",
        Kind::Day,
    ),
    perhaps(
        "incident.determined",
        "Determined on",
        "The day on which it was clear that this was a breach. Left out, it is the day of discovery.",
        Kind::Day,
    ),
    perhaps(
        "incident.review_completed",
        "Review completed on",
        "The day on which it was known whose information was involved. It starts no clock.",
        Kind::Day,
    ),
    line(
        "incident.nature",
        "What it was",
        "Some states want it named, one bars it.",
        Kind::Choice { choices: NATURES },
    ),
    line("incident.what_happened", "What happened", "One or two plain sentences.", Kind::Long),
    line(
        "incident.what_we_are_doing",
        "What the practice is doing",
        "A line each, beginning with a verb: reset all passwords.",
        Kind::Lines,
    ),
    line("incident.evidence_of_misuse", "There are signs of misuse", "Of anybody's information.", Kind::YesNo),
    line(
        "incident.people_total",
        "People affected",
        "As counted for filings. A list that differs is told.",
        Kind::Number,
    ),
];

const POLICE: &[Line] = &[
    line(
        "incident.law_enforcement.notified",
        "Police were told",
        "Or another authority that investigates.",
        Kind::YesNo,
    ),
    perhaps("incident.law_enforcement.agency", "Which", "For example: FBI.", Kind::Text),
    line(
        "incident.law_enforcement.delayed_notice",
        "They asked that letters wait",
        "Only what they asked for in writing lasts.",
        Kind::YesNo,
    ),
    perhaps(
        "incident.law_enforcement.request",
        "How they asked",
        "A request by word of mouth counts for 30 days.",
        Kind::Choice { choices: &[one("written", "In writing"), one("oral", "By word of mouth")] },
    ),
    perhaps("incident.law_enforcement.requested_on", "When they asked", "The day of the request.", Kind::Day),
    perhaps("incident.law_enforcement.delayed_until", "Until when", "As far as it is known.", Kind::Day),
];

const EXPOSED: &[Line] = &[line(
    "exposed.elements",
    "Information that was exposed",
    "Of everybody, where the list has no columns of its own for it.",
    Kind::Many { choices: ELEMENTS },
)];

const MAILING: &[Line] = &[
    line("mailing.list_date", "Day of the list", "The day on which the addresses were taken.", Kind::Day),
    line("mailing.date", "Mailing date", "The letter's date. Ages and deadlines are counted on this day.", Kind::Day),
    line("mailing.duplex", "Printed on both sides", "Where the vendor can.", Kind::YesNo),
    line(
        "mailing.language",
        "Language",
        "Of people whose own is not in the list.",
        Kind::Choice { choices: &[one("en", "English"), one("es", "Spanish")] },
    ),
    perhaps(
        "mailing.spanish",
        "Letters in Spanish",
        "What people get whose language is Spanish.",
        Kind::Choice {
            choices: &[one("bilingual", "Spanish and English in one envelope"), one("spanish", "Spanish alone")],
        },
    ),
    perhaps(
        "mailing.addenda",
        "Paragraphs of the states",
        "Most practices print the reader's own state alone.",
        Kind::Choice {
            choices: &[one("own", "Of the reader's state alone"), one("union", "Of all states, in every letter")],
        },
    ),
];

const CONTACT: &[Line] = &[
    line("contact.toll_free", "Toll-free number", "For questions of the people affected.", Kind::Text),
    perhaps("contact.tty", "TTY", "For people who do not hear.", Kind::Text),
    line("contact.hours", "Hours", "When somebody answers.", Kind::Text),
    line("contact.postal", "Postal address", "A line each.", Kind::Lines),
    perhaps("contact.email", "E-mail address", "For questions.", Kind::Text),
    perhaps("contact.website", "Web site", "With the notice.", Kind::Text),
];

const ADULT: &[Line] = &[
    perhaps(
        "monitoring.adult.provider",
        "Provider",
        "Who offers it. Leave the whole group empty where nothing is offered.",
        Kind::Text,
    ),
    perhaps("monitoring.adult.product", "Product", "In words that a reader understands.", Kind::Text),
    perhaps("monitoring.adult.months", "Months", "How long it lasts. Some states ask for 18 or 24.", Kind::Number),
    perhaps("monitoring.adult.url", "Web address", "Where to enroll.", Kind::Text),
    perhaps("monitoring.adult.enroll_by", "Enroll by", "The last day.", Kind::Day),
    perhaps("monitoring.adult.phone", "Telephone", "Where to enroll by telephone.", Kind::Text),
    perhaps(
        "monitoring.adult.codes",
        "Enrollment codes",
        "A CSV file with one column, code. Left out, no code is printed.",
        Kind::File,
    ),
];

const MINOR: &[Line] = &[
    perhaps(
        "monitoring.minor.provider",
        "Provider",
        "Who offers it. Leave the whole group empty where nothing is offered.",
        Kind::Text,
    ),
    perhaps(
        "monitoring.minor.product",
        "Product",
        "Credit monitoring does not fit children: they have no credit file.",
        Kind::Text,
    ),
    perhaps("monitoring.minor.months", "Months", "How long it lasts.", Kind::Number),
    perhaps("monitoring.minor.url", "Web address", "Where to enroll.", Kind::Text),
    perhaps("monitoring.minor.enroll_by", "Enroll by", "The last day.", Kind::Day),
    perhaps("monitoring.minor.phone", "Telephone", "Where to enroll by telephone.", Kind::Text),
    perhaps(
        "monitoring.minor.codes",
        "Enrollment codes",
        "A CSV file with one column, code. Never the adults' codes.",
        Kind::File,
    ),
];

const COUNSEL: &[Line] = &[
    perhaps(
        "counsel.massachusetts_description",
        "Massachusetts",
        "State law bars the nature of the breach, federal law wants it. Without a choice no letter goes there.",
        Kind::Choice {
            choices: &[one("hipaa_minimum", "Keep one neutral sentence"), one("omit", "Leave out what happened")],
        },
    ),
    perhaps(
        "counsel.no_birth_date",
        "People without a birth date",
        "Nobody knows whether they are children.",
        Kind::Choice {
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
        Kind::YesNo,
    ),
    perhaps("counsel.section_1557_taglines", "Enclose the page about language help", "Section 1557.", Kind::YesNo),
];

const SPANISH: &[Line] = &[
    perhaps(
        "incident.es.what_happened",
        "What happened",
        "In Spanish. Left out, English is sent, and told.",
        Kind::Long,
    ),
    perhaps("incident.es.what_we_are_doing", "What the practice is doing", "In Spanish, a line each.", Kind::Lines),
    perhaps("incident.es.title", "Title", "In Spanish.", Kind::Text),
    perhaps("incident.es.hours", "Hours", "In Spanish.", Kind::Text),
    perhaps("incident.es.adult_product", "Product for adults", "In Spanish.", Kind::Text),
    perhaps("incident.es.minor_product", "Product for children", "In Spanish.", Kind::Text),
    perhaps("incident.es.signatory_title", "Title of who signs", "In Spanish.", Kind::Text),
];

/// Groups: heading, what they are for, lines.
pub(super) const FORM: &[(&str, &str, &[Line])] = &[
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
