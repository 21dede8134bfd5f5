//! The words of the rule files, each an enum, so that a word nobody knows stops the load.

use crate::party::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// Something that a state wants in a letter, or does not want.
    LetterItem {
        /// Description of the incident, in general words.
        DescriptionOfIncident = "description_of_incident",
        /// Date of the breach, or its first and last date.
        DateOfBreach = "date_or_date_range_of_breach",
        /// Date of the discovery.
        DateOfDiscovery = "date_of_discovery",
        /// Breach date and discovery date as one span.
        TimeFrameOfExposure = "time_frame_of_exposure",
        /// The date of the letter.
        NoticeDate = "notice_date",
        /// Kinds of information.
        TypesOfInfo = "types_of_info",
        /// The reader's own elements, not only categories.
        InfoElementsSpecified = "info_elements_specified",
        /// Steps that the practice took.
        StepsTaken = "steps_taken",
        /// Steps that the reader can take.
        AdviceProtectiveSteps = "advice_protective_steps",
        /// Watch accounts and credit reports.
        AdviceRemainVigilant = "advice_remain_vigilant",
        /// Look at bills and explanations of benefits.
        AdviceReviewBenefits = "advice_review_explanation_of_benefits",
        /// Name of the practice and a way to reach it.
        ContactEntity = "contact_entity",
        /// A telephone number for help.
        ContactTelephone = "contact_telephone",
        /// A toll-free number.
        ContactTollFree = "contact_toll_free",
        /// The postal address.
        ContactPostal = "contact_postal",
        /// A web site for help.
        ContactWebsite = "contact_website",
        /// Way to ask what the practice holds.
        ContactWhatDataHeld = "contact_what_data_held",
        /// Numbers and addresses of the three credit bureaus.
        CraContacts = "cra_contacts",
        /// Their web sites.
        CraWebsites = "cra_websites",
        /// The Federal Trade Commission.
        FtcContact = "ftc_contact",
        /// The attorney general.
        AgContact = "ag_contact",
        /// State and federal agencies that help.
        StateAgencyContact = "state_agency_contact",
        /// Those agencies can explain how to avoid identity theft.
        SourcesIdentityTheft = "statement_sources_identity_theft",
        /// Those sources can explain fraud alerts and freezes.
        SourcesFreezeFraudAlert = "statement_sources_freeze_fraud_alert",
        /// Way to place a fraud alert.
        FraudAlertInfo = "fraud_alert_info",
        /// Way to place a security freeze.
        SecurityFreezeInfo = "security_freeze_info",
        /// A freeze costs nothing.
        NoFeeFreeze = "obligation_no_fee_freeze",
        /// The right to a police report.
        PoliceReportRight = "police_report_right",
        /// Report identity theft to the police.
        ReportToPolice = "report_identity_theft_to_police",
        /// Report it to the attorney general.
        ReportToAg = "report_identity_theft_to_ag",
        /// Report it to the FTC.
        ReportToFtc = "report_identity_theft_to_ftc",
        /// Free monitoring, with how to enrol.
        CreditMonitoringOffer = "credit_monitoring_offer",
        /// One free credit report where the law gives none.
        FreeCreditReport = "free_credit_report_access",
        /// Help that is offered, and its place.
        RemediationServices = "remediation_services_description",
        /// A statement whether police delayed the letter.
        LawEnforcementDelay = "law_enforcement_delay_statement",
        /// The number of people who are affected.
        NumberOfResidents = "number_of_residents",
        /// The parent or affiliate that owns the practice.
        ParentCompanyName = "parent_company_name",
        /// Rights under the Fair Credit Reporting Act.
        FcraRights = "fcra_rights",
        /// The practice knows of the acquisition.
        AcknowledgeAcquisition = "acknowledge_acquisition",
        /// The reader may ask in writing what was taken.
        RightToRequestDataTypes = "right_to_request_data_types",
        /// Prescribed title and headings.
        TitleAndHeadings = "title_and_headings",
        /// A least type size.
        MinFontSize = "min_font_size",
        /// Plain language.
        PlainLanguage = "plain_language",
        /// Clear and conspicuous form.
        ClearAndConspicuous = "clear_and_conspicuous",
    }
}

vocabulary! {
    /// Something that a letter must leave out.
    Forbidden {
        /// The nature of the breach.
        NatureOfBreach = "nature_of_breach",
        /// The count of affected residents.
        NumberOfResidents = "number_of_residents",
    }
}

vocabulary! {
    /// The event that starts a clock.
    ClockStart {
        /// The breach is discovered.
        Discovery = "discovery",
        /// The practice determines that it was a breach.
        Determination = "determination",
        /// The breach is confirmed.
        Confirmation = "confirmation",
        /// The practice becomes aware.
        Awareness = "awareness",
        /// The letters go out.
        NoticeToIndividuals = "notice_to_individuals",
        /// HHS is told.
        NoticeToHhs = "notice_to_hhs",
        /// No later than the letters.
        SameTimeAsIndividuals = "same_time_as_individuals",
        /// Before the letters.
        BeforeIndividuals = "before_individuals",
    }
}

vocabulary! {
    /// Extent to which following HIPAA satisfies the state.
    HipaaDeemed {
        /// Out of the state statute, or all of it satisfied.
        Full = "full",
        /// Some of it satisfied.
        Partial = "partial",
        /// A general clause; counsel decides.
        Conditional = "conditional",
        /// No clause.
        None = "none",
    }
}

vocabulary! {
    /// Kind of limit that the state sets for letters.
    DeadlineStandard {
        /// A number of days.
        FixedDays = "fixed_days",
        /// Without unreasonable delay.
        WithoutDelay = "without_unreasonable_delay",
        /// Only the federal limit.
        HipaaOnly = "hipaa_only",
    }
}

vocabulary! {
    /// Way in which a filing is made.
    Channel {
        /// A web form.
        Portal = "portal",
        /// E-mail.
        Email = "email",
        /// Post.
        Mail = "mail",
    }
}

vocabulary! {
    /// Way in which days are counted.
    DayType {
        /// Every day.
        Calendar = "calendar",
        /// Monday to Friday. Holidays are not skipped: the date shown is then never too late.
        Business = "business",
    }
}

vocabulary! {
    /// Extent to which an entry was checked against official text.
    Verified {
        /// At least in part, as `primary_read` says.
        Primary = "primary",
        /// Charts and summaries only.
        Secondary = "secondary",
    }
}
