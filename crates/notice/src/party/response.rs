//! The response to a breach as typed facts. A letter asserts nothing for which there is no fact here.

use super::vocabulary::vocabulary;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// Whoever looked into the breach, or found out whose information was involved.
    Actor {
        /// The practice's own people.
        Practice = "practice",
        /// Outside specialists.
        Specialists = "specialists",
        /// The company at which it took place.
        Vendor = "vendor",
    }
}

vocabulary! {
    /// The state of an investigation.
    Progress {
        /// It has ended.
        Ended = "ended",
        /// It goes on.
        UnderWay = "under_way",
    }
}

vocabulary! {
    /// The end of the exposure.
    Containment {
        /// Nobody without a right to it has access any more.
        AccessEnded = "access_ended",
        /// The thing that held the information was found.
        Recovered = "recovered",
        /// Whoever received the information sent it back.
        Returned = "returned",
        /// Whoever received the information confirmed in writing that it was destroyed.
        Destroyed = "destroyed",
    }
}

vocabulary! {
    /// The result of the review of whose information was involved.
    ReviewResult {
        /// The information of everybody on the list was involved.
        Confirmed = "confirmed",
        /// It cannot be ruled out that it was.
        NotRuledOut = "not_ruled_out",
    }
}

vocabulary! {
    /// The reports to authorities.
    Reporting {
        /// They were made.
        Made = "made",
        /// They are being made.
        UnderWay = "under_way",
    }
}

vocabulary! {
    /// The thing that was stolen or lost.
    Item {
        /// Laptop computer.
        Laptop = "laptop",
        /// Desktop computer.
        Desktop = "desktop",
        /// Server.
        Server = "server",
        /// Telephone or tablet.
        MobileDevice = "mobile_device",
        /// Drive, stick, tape or card.
        StorageDevice = "storage_device",
        /// Camera.
        Camera = "camera",
        /// Paper records.
        PaperRecords = "paper_records",
        /// X-ray films.
        Films = "films",
        /// Mail.
        Mail = "mail",
    }
}

vocabulary! {
    /// The reason for which the practice has a person's information.
    Relation {
        /// A patient.
        Patient = "patient",
        /// Somebody who answers for a patient's bills.
        Guarantor = "guarantor",
        /// The parent or guardian of a patient.
        Parent = "parent",
        /// Somebody who works or worked for the practice.
        Staff = "staff",
    }
}

/// Clauses that follow "we", by purpose (45 CFR 164.404(c)(1)(D)).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// To look into the breach.
    pub investigate: Vec<String>,
    /// To limit the harm.
    pub limit_harm: Vec<String>,
    /// To keep it from happening again.
    pub prevent: Vec<String>,
    /// Steps for which the file gives no purpose (`what_we_are_doing`).
    pub other: Vec<String>,
}

impl Steps {
    /// Every clause, in the order in which letters print them.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.investigate.iter().chain(&self.limit_harm).chain(&self.prevent).chain(&self.other)
    }
}

/// The response as typed facts. Each has its sentence in `passages/response.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// Whoever looked into the breach.
    pub investigated_by: Option<Actor>,
    /// The state of that investigation.
    pub investigation: Option<Progress>,
    /// The end of the exposure.
    pub contained: Option<Containment>,
    /// Whoever found out whose information was involved.
    pub reviewed_by: Option<Actor>,
    /// The result of that review.
    pub review_found: Option<ReviewResult>,
    /// The reports to authorities.
    pub reports: Option<Reporting>,
}

/// The company at which the breach took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// Name as letters print it.
    pub name: String,
    /// The day on which it told the practice.
    pub told_us: Option<NaiveDate>,
    /// True if it acts as the practice's agent under the federal common law of agency; `None`: not yet answered.
    pub agent: Option<bool>,
    /// The day on which it knew of the breach itself; counts for an agent.
    pub discovered: Option<NaiveDate>,
}
