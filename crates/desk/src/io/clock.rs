//! The one place that asks the time. Nothing that is printed or hashed comes from here.

/// This moment in UTC, to the second, as the audit writes it.
pub fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// This second in UTC, for names of files.
pub fn this_second() -> chrono::NaiveDateTime {
    use chrono::SubsecRound as _;
    chrono::Utc::now().naive_utc().trunc_subsecs(0)
}

/// Today in UTC.
pub fn today() -> chrono::NaiveDate {
    chrono::Utc::now().date_naive()
}

/// A moment of the file system in UTC.
pub fn utc(moment: std::time::SystemTime) -> chrono::NaiveDateTime {
    chrono::DateTime::<chrono::Utc>::from(moment).naive_utc()
}
