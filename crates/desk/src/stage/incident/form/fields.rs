//! The lines of the sheet in the order in which one is asked for them.

use super::field::{FieldChoice, FieldKind, FieldSpec, line, one, perhaps};
use super::response::{ITEMS, RELATIONS, RESPONSE, SPANISH_RESPONSE, VENDOR};

const NATURES: &[FieldChoice] = &[
    one("ransomware", "Ransomware"),
    one("email_account", "Email account compromised"),
    one("network_intrusion", "Network intrusion"),
    one("theft", "Theft"),
    one("loss", "Loss"),
    one("vendor", "Vendor incident"),
    one("misdirected", "Sent to the wrong person"),
    one("insider", "Insider (someone in the practice)"),
    one("other", "Other"),
];

const ELEMENTS: &[FieldChoice] = &[
    one("name", "Name"),
    one("date_of_birth", "Date of birth"),
    one("address", "Home address"),
    one("phone_email", "Phone number or email address"),
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
    one("account_credentials", "Username and password"),
    one("taxpayer_id", "Taxpayer identification number"),
    one("substance_use_records", "Substance use disorder treatment records (42 CFR Part 2)"),
];

const PRACTICE: &[FieldSpec] = &[
    line("practice.name", "Name", "The name your patients know.", FieldKind::Text),
    line("practice.legal_name", "Legal name", "As used in contracts and filings.", FieldKind::Text),
    line(
        "practice.address",
        "Address",
        "Street on the first line; city, state, and ZIP code on the second.",
        FieldKind::Lines,
    ),
    line(
        "practice.return_address",
        "Return address",
        "Shows in the envelope window. It must not mention an illness or specialty.",
        FieldKind::Lines,
    ),
    line("practice.state", "State", "Where the practice is located.", FieldKind::Text),
    perhaps(
        "practice.parent_company",
        "Parent company",
        "Named in letters to Massachusetts residents.",
        FieldKind::Text,
    ),
    perhaps("practice.logo", "Logo", "An SVG or PNG file. Leave empty if you use a letterhead.", FieldKind::File),
    perhaps("practice.letterhead", "Letterhead", "A one-page PDF, used instead of a logo.", FieldKind::File),
    line("practice.signatory.name", "Signer name", "The person who signs the letters.", FieldKind::Text),
    line("practice.signatory.title", "Signer title", "Printed below the name.", FieldKind::Text),
    perhaps("practice.signatory.signature", "Signature image", "A PNG file.", FieldKind::File),
];

const EVENT: &[FieldSpec] = &[
    line("incident.title", "Letter title", "For example: Notice of Data Breach.", FieldKind::Text),
    perhaps(
        "incident.occurred",
        "How sure the dates are",
        "Letters say it as you choose here. If the dates are unknown, leave both empty.",
        FieldKind::Choice {
            choices: &[
                one("exact", "Exact"),
                one("about", "On or about these dates"),
                one("between", "At some time between them"),
                one("unknown", "Unknown"),
            ],
        },
    ),
    perhaps("incident.occurred_from", "Start date", "The first day of unauthorized access.", FieldKind::Day),
    perhaps("incident.occurred_to", "End date", "The last day of unauthorized access.", FieldKind::Day),
    line(
        "incident.discovered",
        "Date discovered",
        "The first day anyone in the practice knew. Most deadlines start here.",
        FieldKind::Day,
    ),
    perhaps(
        "incident.determined",
        "Date determined",
        "When it was clear that this was a breach. If empty, the date discovered is used.",
        FieldKind::Day,
    ),
    perhaps(
        "incident.review_completed",
        "Date review completed",
        "When you knew whose information was involved. It does not start a deadline.",
        FieldKind::Day,
    ),
    line(
        "incident.nature",
        "Type of incident",
        "Some states require it in the letter; one prohibits it.",
        FieldKind::Choice { choices: NATURES },
    ),
    perhaps(
        "incident.item",
        "What was stolen or lost",
        "Only for theft or loss.",
        FieldKind::Choice { choices: ITEMS },
    ),
    line("incident.what_happened", "What happened", "One or two plain sentences.", FieldKind::Long),
    perhaps(
        "incident.what_we_are_doing",
        "Other steps",
        "Only if they fit nowhere under Response. One action per line, starting with a verb.",
        FieldKind::Lines,
    ),
    line(
        "incident.evidence_of_misuse",
        "Evidence of misuse",
        "There are signs that someone's information was misused.",
        FieldKind::YesNo,
    ),
    line(
        "incident.people_total",
        "People affected",
        "As counted for filings. You get a warning if the lists differ.",
        FieldKind::Number,
    ),
];

const POLICE: &[FieldSpec] = &[
    line(
        "incident.law_enforcement.notified",
        "Law enforcement notified",
        "Police or another investigating agency.",
        FieldKind::YesNo,
    ),
    perhaps("incident.law_enforcement.agency", "Agency", "For example: FBI.", FieldKind::Text),
    line(
        "incident.law_enforcement.delayed_notice",
        "Law enforcement delay requested",
        "They asked you to delay notice. Only a written request lasts beyond 30 days.",
        FieldKind::YesNo,
    ),
    perhaps(
        "incident.law_enforcement.request",
        "Form of request",
        "An oral request counts for 30 days.",
        FieldKind::Choice { choices: &[one("written", "In writing"), one("oral", "Oral")] },
    ),
    perhaps(
        "incident.law_enforcement.requested_on",
        "Date of request",
        "When they asked for the delay.",
        FieldKind::Day,
    ),
    perhaps("incident.law_enforcement.delayed_until", "Delay until", "If known.", FieldKind::Day),
];

const EXPOSED: &[FieldSpec] = &[
    line(
        "exposed.elements",
        "Information exposed",
        "For everyone, unless the list has columns for it.",
        FieldKind::Many { choices: ELEMENTS },
    ),
    perhaps(
        "exposed.relation",
        "Why you have it",
        "Letters tell recipients where you know them from.",
        FieldKind::Choice { choices: RELATIONS },
    ),
];

const MAILING: &[FieldSpec] = &[
    line("mailing.list_date", "List date", "When the addresses were current.", FieldKind::Day),
    line(
        "mailing.date",
        "Mailing date",
        "The date on the letters. Ages and deadlines are counted on this date.",
        FieldKind::Day,
    ),
    line("mailing.duplex", "Two-sided printing", "If the print vendor supports it.", FieldKind::YesNo),
    line(
        "mailing.language",
        "Language",
        "For people whose language is not on the list.",
        FieldKind::Choice { choices: &[one("en", "English"), one("es", "Spanish")] },
    ),
    perhaps(
        "mailing.spanish",
        "Spanish letters",
        "What Spanish speakers receive.",
        FieldKind::Choice {
            choices: &[one("bilingual", "Spanish and English in one envelope"), one("spanish", "Spanish only")],
        },
    ),
    perhaps(
        "mailing.addenda",
        "State paragraphs",
        "Most practices print only the paragraph of the recipient's state.",
        FieldKind::Choice {
            choices: &[one("own", "Recipient's state only"), one("union", "All states, in every letter")],
        },
    ),
];

const CONTACT: &[FieldSpec] = &[
    line("contact.toll_free", "Toll-free number", "For questions from affected people.", FieldKind::Text),
    perhaps("contact.tty", "TTY", "For people who are deaf or hard of hearing.", FieldKind::Text),
    line("contact.hours", "Hours", "When calls are answered.", FieldKind::Text),
    line("contact.postal", "Mailing address", "Street, then city, state, and ZIP code.", FieldKind::Lines),
    perhaps("contact.email", "Email address", "For questions.", FieldKind::Text),
    perhaps("contact.website", "Website", "Where the notice is posted.", FieldKind::Text),
];

const ADULT: &[FieldSpec] = &[
    perhaps(
        "monitoring.adult.provider",
        "Provider",
        "Who provides it. Leave this section empty if nothing is offered.",
        FieldKind::Text,
    ),
    perhaps("monitoring.adult.product", "Product", "In words recipients understand.", FieldKind::Text),
    perhaps(
        "monitoring.adult.months",
        "Months",
        "Length of the offer. Some states require 18 or 24.",
        FieldKind::Number,
    ),
    perhaps("monitoring.adult.url", "Web address", "Where to enroll.", FieldKind::Text),
    perhaps("monitoring.adult.enroll_by", "Enroll by", "The last day to enroll.", FieldKind::Day),
    perhaps("monitoring.adult.phone", "Phone", "Where to enroll by phone.", FieldKind::Text),
    perhaps(
        "monitoring.adult.codes",
        "Enrollment codes",
        "A CSV file with one column named code. If empty, no code is printed.",
        FieldKind::File,
    ),
];

const MINOR: &[FieldSpec] = &[
    perhaps(
        "monitoring.minor.provider",
        "Provider",
        "Who provides it. Leave this section empty if nothing is offered.",
        FieldKind::Text,
    ),
    perhaps(
        "monitoring.minor.product",
        "Product",
        "Credit monitoring does not suit children, who have no credit file.",
        FieldKind::Text,
    ),
    perhaps("monitoring.minor.months", "Months", "Length of the offer.", FieldKind::Number),
    perhaps("monitoring.minor.url", "Web address", "Where to enroll.", FieldKind::Text),
    perhaps("monitoring.minor.enroll_by", "Enroll by", "The last day to enroll.", FieldKind::Day),
    perhaps("monitoring.minor.phone", "Phone", "Where to enroll by phone.", FieldKind::Text),
    perhaps(
        "monitoring.minor.codes",
        "Enrollment codes",
        "A CSV file with one column named code. Do not reuse the codes for adults.",
        FieldKind::File,
    ),
];

const COUNSEL: &[FieldSpec] = &[
    perhaps(
        "counsel.massachusetts_description",
        "Massachusetts",
        "State law prohibits describing the breach; federal law requires it. Until you choose, letters to Massachusetts are held.",
        FieldKind::Choice {
            choices: &[one("hipaa_minimum", "Include one neutral sentence"), one("omit", "Omit what happened")],
        },
    ),
    perhaps(
        "counsel.no_birth_date",
        "People without a date of birth",
        "It is not known whether they are children.",
        FieldKind::Choice {
            choices: &[
                one("hold", "Hold them"),
                one("either", "Address the person or their parent or guardian"),
                one("adult", "Treat them as adults"),
            ],
        },
    ),
    perhaps(
        "counsel.named_guardians",
        "Name guardians",
        "Only guardians listed with the child or matched by record number.",
        FieldKind::YesNo,
    ),
    perhaps(
        "counsel.section_1557_taglines",
        "Enclose the language assistance page",
        "Required by Section 1557 for some practices.",
        FieldKind::YesNo,
    ),
    perhaps(
        "counsel.pays_for_credit_report",
        "The practice pays for a credit report",
        "Letters to Pennsylvania promise it to people who cannot get a free one. Yes once the practice has agreed.",
        FieldKind::YesNo,
    ),
];

const SPANISH: &[FieldSpec] = &[
    perhaps(
        "incident.es.what_happened",
        "What happened",
        "In Spanish. If empty, English is used and you get a warning.",
        FieldKind::Long,
    ),
    perhaps("incident.es.what_we_are_doing", "Other steps", "In Spanish, one action per line.", FieldKind::Lines),
    perhaps("incident.es.title", "Title", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.hours", "Hours", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.adult_product", "Product for adults", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.minor_product", "Product for children", "In Spanish.", FieldKind::Text),
    perhaps("incident.es.signatory_title", "Signer title", "In Spanish.", FieldKind::Text),
];

/// Groups: heading, what they are for, lines.
pub(super) const FORM: &[(&str, &str, &[FieldSpec])] = &[
    ("Practice", "Who sends the letters, and what shows on the envelope.", PRACTICE),
    ("What happened", "Every letter uses this wording.", EVENT),
    ("Response", "What was done. Letters say only what is filled in here.", RESPONSE),
    ("Company", "If it took place at a company that works for you.", VENDOR),
    ("Law enforcement", "Whether an agency is investigating and asked you to delay notice.", POLICE),
    ("Information exposed", "Each letter names only the recipient's own information.", EXPOSED),
    ("Mailing", "Dates, printing, and language.", MAILING),
    ("Contact", "Where recipients can ask questions.", CONTACT),
    ("Monitoring for adults", "The offer to adults.", ADULT),
    ("Monitoring for children", "The offer to children: a separate product with its own codes.", MINOR),
    ("Counsel decisions", "Choices that change what letters say or who gets them.", COUNSEL),
    ("Spanish", "The same content for Spanish letters.", SPANISH),
    ("Response in Spanish", "The same steps for Spanish letters.", SPANISH_RESPONSE),
];
