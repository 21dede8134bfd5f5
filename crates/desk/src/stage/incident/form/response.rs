//! The lines of the sheet about the response to the breach and the company at which it took place.

use super::field::{FieldChoice, FieldKind, FieldSpec, one, perhaps};

const ACTORS: &[FieldChoice] = &[
    one("practice", "The practice"),
    one("specialists", "Outside specialists"),
    one("vendor", "The company at which it took place"),
];

pub(super) const ITEMS: &[FieldChoice] = &[
    one("laptop", "Laptop computer"),
    one("desktop", "Desktop computer"),
    one("server", "Server"),
    one("mobile_device", "Phone or tablet"),
    one("storage_device", "Storage device"),
    one("camera", "Camera"),
    one("paper_records", "Paper records"),
    one("films", "X-ray films"),
    one("mail", "Mail"),
];

pub(super) const RELATIONS: &[FieldChoice] = &[
    one("patient", "They are or were patients"),
    one("guarantor", "They pay for a patient's care"),
    one("parent", "They are parents or guardians of patients"),
    one("staff", "They work or worked here"),
];

pub(super) const RESPONSE: &[FieldSpec] = &[
    perhaps(
        "incident.response.investigated_by",
        "Who investigated",
        "Letters say nothing about an investigation if this is empty.",
        FieldKind::Choice { choices: ACTORS },
    ),
    perhaps(
        "incident.response.investigation",
        "Investigation",
        "Fill in who investigated first.",
        FieldKind::Choice { choices: &[one("ended", "Finished"), one("under_way", "Still going on")] },
    ),
    perhaps(
        "incident.response.investigate",
        "Steps to investigate",
        "One action per line, starting with a verb, such as: hired a security firm.",
        FieldKind::Lines,
    ),
    perhaps(
        "incident.response.contained",
        "How it was contained",
        "Only what you know to be true.",
        FieldKind::Choice {
            choices: &[
                one("access_ended", "The unauthorized access has ended"),
                one("recovered", "What was missing was found"),
                one("returned", "The information was given back"),
                one("destroyed", "The recipient confirmed in writing that it was destroyed"),
            ],
        },
    ),
    perhaps(
        "incident.response.limit_harm",
        "Steps to limit the harm",
        "One action per line, such as: reset all passwords.",
        FieldKind::Lines,
    ),
    perhaps(
        "incident.response.prevent",
        "Steps to prevent another breach",
        "One action per line, such as: added encryption to all laptops. HIPAA requires letters to say this.",
        FieldKind::Lines,
    ),
    perhaps(
        "incident.response.reviewed_by",
        "Who reviewed the records",
        "To find out whose information was involved.",
        FieldKind::Choice { choices: ACTORS },
    ),
    perhaps(
        "incident.response.review_found",
        "Result of the review",
        "If it cannot be ruled out, letters say that the information may have been involved.",
        FieldKind::Choice {
            choices: &[
                one("confirmed", "The information of everyone on the list was involved"),
                one("not_ruled_out", "It cannot be ruled out"),
            ],
        },
    ),
    perhaps(
        "incident.response.reports",
        "Reports to government offices",
        "Letters mention them only if this is filled in.",
        FieldKind::Choice { choices: &[one("made", "Made"), one("under_way", "Being made")] },
    ),
];

pub(super) const VENDOR: &[FieldSpec] = &[
    perhaps("incident.vendor.name", "Company name", "As letters print it.", FieldKind::Text),
    perhaps("incident.vendor.told_us", "Date they told you", "Printed in the letters.", FieldKind::Day),
    perhaps(
        "incident.vendor.acts_as",
        "Is the company your agent?",
        "If you control how it does the work, it may be your agent. Then what it knew counts as known to you, and deadlines \
         start earlier (45 CFR 164.404(a)(2)). Ask counsel.",
        FieldKind::Choice { choices: &[one("independent", "No, independent"), one("agent", "Yes, agent")] },
    ),
    perhaps(
        "incident.vendor.discovered",
        "Date they discovered it",
        "Deadlines start on this date if the company is your agent.",
        FieldKind::Day,
    ),
];

pub(super) const SPANISH_RESPONSE: &[FieldSpec] = &[
    perhaps(
        "incident.es.response.investigate",
        "Steps to investigate",
        "In Spanish, one action per line.",
        FieldKind::Lines,
    ),
    perhaps(
        "incident.es.response.limit_harm",
        "Steps to limit the harm",
        "In Spanish, one action per line.",
        FieldKind::Lines,
    ),
    perhaps(
        "incident.es.response.prevent",
        "Steps to prevent another breach",
        "In Spanish, one action per line.",
        FieldKind::Lines,
    ),
];
