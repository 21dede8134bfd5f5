use serde::{Deserialize, Serialize};

macro_rules! elements {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal;)+) => {
        /// A kind of information that was exposed; the vocabulary of the incident file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[repr(u8)]
        pub enum DataElement { $($(#[doc = $doc])+ $name),+ }

        impl DataElement {
    /// Returns whether a list that has a column for it says with a blank that a person has none: numbers of papers and accounts.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Ssn
                | Self::DriversLicense
                | Self::StateId
                | Self::Passport
                | Self::FinancialAccount
                | Self::PaymentCard
                | Self::TaxpayerId
        )
    }

            /// The whole vocabulary, in the order in which letters list it.
            pub const ALL: &'static [DataElement] = &[$(DataElement::$name),+];

            /// The word in the incident file and in `element.<word>` columns.
            pub fn word(self) -> &'static str { match self { $(DataElement::$name => $word),+ } }
        }
    };
}

elements! {
    /// The person's name.
    Name = "name";
    /// Date of birth.
    DateOfBirth = "date_of_birth";
    /// Home address.
    Address = "address";
    /// Telephone number or e-mail address.
    PhoneEmail = "phone_email";
    /// Social Security number.
    Ssn = "ssn";
    /// Driver's licence number.
    DriversLicense = "drivers_license";
    /// State identification card number.
    StateId = "state_id";
    /// Passport number.
    Passport = "passport";
    /// Medical record number or medical records.
    MedicalRecord = "medical_record";
    /// Diagnosis.
    Diagnosis = "diagnosis";
    /// Treatment.
    Treatment = "treatment";
    /// X-rays and other images.
    Images = "images";
    /// Health insurance information.
    HealthInsurance = "health_insurance";
    /// Claims.
    Claims = "claims";
    /// Financial account number.
    FinancialAccount = "financial_account";
    /// Payment card number.
    PaymentCard = "payment_card";
    /// Biometric data.
    Biometric = "biometric";
    /// User name and password.
    AccountCredentials = "account_credentials";
    /// Taxpayer identification number.
    TaxpayerId = "taxpayer_id";
    /// Records of treatment for substance use disorder, which 42 CFR Part 2 protects.
    SubstanceUseRecords = "substance_use_records";
}

impl DataElement {
    /// Reads a word of the vocabulary.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|e| e.word() == word)
    }
}

/// The elements of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Elements(u32);

impl Elements {
    /// No element.
    pub const NONE: Self = Self(0);

    /// Puts one in.
    pub fn insert(&mut self, element: DataElement) {
        self.0 |= 1 << element as u8;
    }

    /// Takes one out.
    pub fn remove(&mut self, element: DataElement) {
        self.0 &= !(1 << element as u8);
    }

    /// Returns whether it is in.
    pub fn contains(self, element: DataElement) -> bool {
        self.0 & (1 << element as u8) != 0
    }

    /// Both sets together, as for one person found in two rows.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The elements in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = DataElement> {
        DataElement::ALL.iter().copied().filter(move |&e| self.contains(e))
    }

    /// Returns whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// As a number, for compact keeping.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Back from the number; bits outside the vocabulary are dropped.
    pub fn from_bits(bits: u32) -> Self {
        Self(bits & ((1 << DataElement::ALL.len()) - 1))
    }
}

impl FromIterator<DataElement> for Elements {
    fn from_iter<I: IntoIterator<Item = DataElement>>(elements: I) -> Self {
        let mut set = Self::NONE;
        for element in elements {
            set.insert(element);
        }
        set
    }
}
