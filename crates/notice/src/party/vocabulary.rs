//! Vocabularies of the files that we read, each an enum, so that a word nobody knows stops the reading.

/// Declares the words of a vocabulary of our files: an enum with all of them in order, each with its word. Whoever uses it
/// has `serde::{Serialize, Deserialize}` in scope.
macro_rules! vocabulary {
    ($(#[doc = $about:literal])+ $enum:ident { $($(#[doc = $doc:literal])+ $name:ident = $word:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $enum { $($(#[doc = $doc])+ #[serde(rename = $word)] $name),+ }

        impl $enum {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word in our files.
            pub fn word(self) -> &'static str { match self { $(Self::$name => $word),+ } }
        }
    };
}

pub(crate) use vocabulary;
