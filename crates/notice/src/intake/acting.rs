//! Whoever acts for the person of a row: guardian, next of kin and representative.

use super::Field;
use super::cells::Cells;
use super::date::age;
use super::flag::{Flag, flag};
use super::name::{self, NameCells};
use super::nothing::is_nothing;
use super::row::Terms;
use super::text::clean;
use super::verdict::AnswerState;
use crate::finding::{Code, CodeSet, Private};
use crate::party::{Death, Person, PersonName};
use std::borrow::Cow;

impl Terms<'_> {
    /// Guardian, next of kin and representative.
    pub(super) fn others(&self, cells: &Cells<'_>, person: &mut Person) {
        let other = |fields: [Option<Field>; 3], codes: &mut CodeSet| {
            let [full, first, last] = fields.map(|f| f.map_or(Cow::Borrowed(""), |f| cells.get(f)));
            if [&full, &first, &last].iter().all(|c| c.is_empty()) {
                return None;
            }
            name::other(NameCells { full: &full, first: &first, last: &last, ..NameCells::default() }, codes)
        };
        let mut codes = person.codes;
        let mut guardian =
            other([Some(Field::GuardianName), Some(Field::GuardianFirst), Some(Field::GuardianLast)], &mut codes);
        let mut next_of_kin = other([Some(Field::NextOfKin), None, None], &mut codes);
        let mut representative = other([Some(Field::Representative), None, None], &mut codes);
        let said = cells.get(Field::Representative);
        let said = clean(&said);
        let unnamed = representative.is_none()
            && (flag(&said) == Flag::Yes || name::is_named_elsewhere(&said) || name::is_unreadable(&said));
        let role = cells.get(Field::RepresentativeType);
        let role = clean(&role).to_lowercase();
        let has_role = !is_nothing(&role) && !matches!(flag(&role), Flag::No | Flag::Blank);
        let is_dead = matches!(person.death, Death::Dead(_));
        let is_minor = person.birth.as_ref().is_some_and(|birth| age(*birth.disclose(), self.mailing) < 18);
        match Role::of(&role) {
            // Whoever pays the bills, or the person, acts for nobody.
            Role::Nobody if has_role => representative = None,
            Role::Parent if is_minor && representative.is_some() => {
                guardian = representative.take().or(guardian);
            }
            Role::Estate if !is_dead => {
                codes.insert(Code::RepresentativeUnclear);
            }
            // Whoever acts for a child is a parent, or says what else.
            Role::Other if is_minor && !has_role && representative.is_some() => {
                codes.insert(Code::RepresentativeUnclear);
            }
            _ => {}
        }
        if guardian.is_none() && is_minor && !is_dead {
            let own = person.name.as_ref().map(Private::disclose);
            guardian = self.guardians.and_then(|names| names.find(cells, own));
        }
        let is_note =
            |name: &PersonName| name.full.contains(['(', '[']) || name.full.bytes().any(|b| b.is_ascii_digit());
        if unnamed
            || representative.as_ref().is_some_and(is_note)
            || (has_role
                && representative.is_none()
                && guardian.is_none()
                && next_of_kin.is_none()
                && Role::of(&role) != Role::Nobody)
        {
            codes.insert(Code::RepresentativeUnclear);
        }
        let printed = [guardian.as_ref().filter(|_| is_minor), next_of_kin.as_ref().filter(|_| is_dead)];
        if printed.into_iter().flatten().any(|name| name::is_remarked(&name.full, self.names_guardians || is_dead)) {
            codes.insert(Code::NameMarked);
        }
        if is_dead {
            next_of_kin = next_of_kin.or_else(|| representative.take());
            representative = None;
        }
        let is_adult = person.birth.is_some() && !is_minor;
        let said = cells.get(Field::GuardianName);
        let said = clean(&said);
        let is_told = flag(&said) == Flag::Yes || name::is_named_elsewhere(&said);
        if let Some(years) = person.birth.as_ref().map(|birth| age(*birth.disclose(), self.mailing))
            && self.verdicts.adult_guardian_age.is_some_and(|from| i64::from(years) >= i64::from(from))
            && !is_dead
            && representative.is_none()
        {
            let own = person.name.as_ref().map(Private::disclose);
            let is_other = guardian.as_ref().is_some_and(|guardian| own.is_none_or(|own| !same(guardian, own)));
            match self.verdicts.adult_guardian {
                AnswerState::Open if is_other || is_told => codes.insert(Code::QuestionOpen),
                answer if answer.is("guardian") && is_other => representative = guardian.take(),
                answer if answer.is("guardian") && is_told => codes.insert(Code::RepresentativeUnclear),
                _ => {}
            }
        }
        if let (Some(guardian), Some(name)) = (&guardian, &person.name)
            && !is_adult
            && !is_dead
            && same(guardian, name.disclose())
            // Jr.: the father has the same name.
            && (name.disclose().suffix.is_empty() || !guardian.suffix.is_empty())
        {
            codes.insert(Code::GuardianIsChild);
        }
        person.codes = codes;
        person.guardian = guardian.map(Private::new);
        person.next_of_kin = next_of_kin.map(Private::new);
        person.representative = representative.map(Private::new);
    }
}

/// Role in which somebody acts for the person.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A parent or guardian.
    Parent,
    /// Somebody who acts for the dead.
    Estate,
    /// The person, or a guarantor.
    Nobody,
    /// Any other role.
    Other,
}

impl Role {
    fn of(role: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|w| role.contains(w));
        if has(&["guarantor", "self", "insured", "subscriber", "employer", "emergency"]) {
            Self::Nobody
        } else if has(&["executor", "executrix", "administrator", "estate", "surviving", "decedent"]) {
            Self::Estate
        } else if has(&["parent", "mother", "father", "guardian"]) {
            Self::Parent
        } else {
            Self::Other
        }
    }
}

fn same(a: &PersonName, b: &PersonName) -> bool {
    super::keys::folded(a) == super::keys::folded(b)
}
