use crate::party::DataElement;
use std::fmt;

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal;)+) => {
        /// The meaning of a column; the words are those of the mapping file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[doc = $doc])+ $name,)+
            /// Yes or no: whether this element of the person was exposed (`element.<word>`).
            Element(DataElement),
        }

        impl Field {
            /// All fields but the elements.
            pub const PLAIN: &'static [Field] = &[$(Field::$name),+];

            /// A place in a table of all plain fields; `None` for elements.
            pub(super) fn index(self) -> Option<usize> {
                enum Place { $($name),+ }
                match self { $(Field::$name => Some(Place::$name as usize),)+ Field::Element(_) => None }
            }

            fn plain_word(self) -> &'static str { match self { $(Field::$name => $word,)+ Field::Element(e) => e.word() } }
        }
    };
}

fields! {
    /// The practice's own number for the person.
    RecordId = "record_id";
    /// The whole name in one cell.
    FullName = "full_name";
    /// Given name.
    FirstName = "first_name";
    /// Middle name or initial.
    MiddleName = "middle_name";
    /// Family name.
    LastName = "last_name";
    /// Jr., III and the like.
    Suffix = "suffix";
    /// Birth date.
    DateOfBirth = "date_of_birth";
    /// Death date.
    DateOfDeath = "date_of_death";
    /// Yes or no: dead.
    Deceased = "deceased";
    /// A guardian's whole name.
    GuardianName = "guardian_name";
    /// A guardian's given name.
    GuardianFirst = "guardian_first";
    /// A guardian's family name.
    GuardianLast = "guardian_last";
    /// Next of kin.
    NextOfKin = "next_of_kin";
    /// Name of the representative of the person.
    Representative = "representative";
    /// Role of the representative.
    RepresentativeType = "representative_type";
    /// The whole address in one cell.
    Address = "address";
    /// Street line.
    Address1 = "address_1";
    /// Second line.
    Address2 = "address_2";
    /// Third line, printed behind the second.
    Address3 = "address_3";
    /// Somebody at whose place the person gets mail.
    CareOf = "care_of";
    /// Puerto Rican urbanization.
    Urbanization = "urbanization";
    /// City.
    City = "city";
    /// State.
    State = "state";
    /// ZIP or postal code.
    Zip = "zip";
    /// City, state and ZIP in one cell.
    CityStateZip = "city_state_zip";
    /// Country.
    Country = "country";
    /// Language.
    Language = "language";
    /// E-mail address; read by nobody, named so that the column is not reported.
    Email = "email";
    /// Yes or no: agreed to notices by e-mail.
    EmailConsent = "email_consent";
    /// Telephone number; read by nobody, named so that the column is not reported.
    Phone = "phone";
    /// Social Security number or its last four digits.
    Ssn = "ssn";
    /// A mark that the row is to be held.
    Hold = "hold";
    /// A mark of a custody matter.
    Custody = "custody";
    /// A mark of a protected address.
    SafeAddress = "safe_address";
    /// A mark that the person is not to be contacted.
    DoNotContact = "do_not_contact";
    /// Confidential-communication address: street line.
    ConfidentialAddress1 = "confidential_address_1";
    /// Confidential-communication address: second line.
    ConfidentialAddress2 = "confidential_address_2";
    /// Confidential-communication address: city.
    ConfidentialCity = "confidential_city";
    /// Confidential-communication address: state.
    ConfidentialState = "confidential_state";
    /// Confidential-communication address: ZIP.
    ConfidentialZip = "confidential_zip";
}

impl Field {
    /// Reads a word of the mapping file.
    pub fn parse(word: &str) -> Option<Self> {
        match word.strip_prefix("element.") {
            Some(element) => DataElement::parse(element).map(Self::Element),
            None => Self::PLAIN.iter().copied().find(|f| f.plain_word() == word),
        }
    }

    /// Returns whether cells of the field are words of a vocabulary and nobody's own: marks, states, languages.
    pub fn is_vocabulary(self) -> bool {
        self.is_mark() || matches!(self, Self::State | Self::Country | Self::Language | Self::EmailConsent)
    }

    /// Fields whose mark holds the row, so that a second such column is never passed over.
    pub(super) fn is_mark(self) -> bool {
        matches!(self, Self::Hold | Self::Custody | Self::SafeAddress | Self::DoNotContact | Self::Deceased)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self, Self::Element(_)) {
            f.write_str("element.")?;
        }
        f.write_str(self.plain_word())
    }
}
