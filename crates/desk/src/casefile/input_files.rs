//! The files that make a case, as they come: the incident file with everything that it names, and a vendor's profile.

use super::fact::{ADULT_CODES, INCIDENT, InputFile, LETTERHEAD, LOGO, MINOR_CODES, SIGNATURE, VENDOR};
use crate::CommandError;
use crate::io::path::file_name;
use crate::io::read;
use notice::party::Incident;
use std::path::Path;

/// The name of an incident file that was filled in here.
pub const NAME: &str = "incident.toml";

/// An incident file of a disk with everything that it names, and a vendor's profile.
pub fn read_input_files(incident: &Path, vendor: Option<&Path>) -> Result<Vec<InputFile>, CommandError> {
    let text = read::settings(incident)?;
    let beside = incident.parent().unwrap_or(Path::new("")).to_owned();
    let shown = incident.display().to_string();
    let mut facts =
        read_enclosed((&shown, &file_name(incident)), &text, &mut |_, _, name| read::whole(&beside.join(name)))?;
    facts.extend(vendor.map(read_vendor_file).transpose()?);
    Ok(facts)
}

/// A vendor's profile.
pub fn read_vendor_file(path: &Path) -> Result<InputFile, CommandError> {
    Ok(InputFile { role: VENDOR.into(), name: file_name(path), bytes: read::settings(path)?.into_bytes() })
}

/// A file that an incident file names.
pub struct Enclosed<'i> {
    /// Its role, as the case calls it.
    pub role: &'static str,
    /// The key of the incident file under which its name stands.
    pub key: &'static str,
    /// Its name.
    pub name: &'i str,
}

/// The files that an incident file names, in the order in which they enter the id of a job.
pub fn enclosed_files(incident: &Incident) -> impl Iterator<Item = Enclosed<'_>> {
    let (practice, monitoring) = (&incident.practice, &incident.monitoring);
    let named = [
        (LOGO, "practice.logo", practice.logo.as_deref()),
        (LETTERHEAD, "practice.letterhead", practice.letterhead.as_deref()),
        (SIGNATURE, "practice.signatory.signature", practice.signatory.signature.as_deref()),
        (ADULT_CODES, "monitoring.adult.codes", monitoring.adult.as_ref().and_then(|pool| pool.codes.as_deref())),
        (MINOR_CODES, "monitoring.minor.codes", monitoring.minor.as_ref().and_then(|pool| pool.codes.as_deref())),
    ];
    let named = named.into_iter().filter_map(|(role, key, name)| Some(Enclosed { role, key, name: name? }));
    named.filter(|file| !file.name.is_empty())
}

/// Gives the bytes of a file that an incident file names, by what it is, its key and its name.
pub type Take<'a> = &'a mut dyn FnMut(&str, &str, &str) -> Result<Vec<u8>, CommandError>;

/// The incident file, as refusals and as the case call it, with everything that it names, as `take` gives it by role, key and
/// name.
pub fn read_enclosed((shown, name): (&str, &str), text: &str, take: Take<'_>) -> Result<Vec<InputFile>, CommandError> {
    let incident = Incident::parse(shown, text)?;
    let mut facts = vec![InputFile { role: INCIDENT.into(), name: name.into(), bytes: text.as_bytes().to_vec() }];
    for Enclosed { role, key, name } in enclosed_files(&incident) {
        facts.push(InputFile { role: role.into(), name: name.to_owned(), bytes: take(role, key, name)? });
    }
    Ok(facts)
}
