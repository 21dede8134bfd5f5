//! Digests of what values mean, specified byte by byte. Whatever is signed, sealed or kept is digested through
//! [`ContentDigest`], never through `std::hash::Hash`: the bytes that `Hash` feeds differ between machines and between
//! versions of the compiler, so a signature over them could be voided by an update of either.

mod canonical;
mod row;
mod sha256;

pub use canonical::Canonical;
pub use row::row_checksum;
pub use sha256::{Digest, InvalidDigest};

use sha2::digest::Update;

/// A value that can be digested by its content.
///
/// An implementation writes every part in a fixed order; a value of several parts begins with the head of a list, so that
/// its parts cannot be taken for those of a neighbour; variants of an enum are written as literal numbers, which stay when
/// variants are added or reordered. A change of what is written makes another digest, and so needs another version
/// wherever digests are kept.
pub trait ContentDigest {
    /// Writes the whole content.
    fn write_content<D: Update>(&self, to: &mut Canonical<D>);
}

impl<T: ContentDigest> ContentDigest for [T] {
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        to.list(self.len());
        for value in self {
            value.write_content(to);
        }
    }
}

impl<T: ContentDigest> ContentDigest for Vec<T> {
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        self.as_slice().write_content(to);
    }
}

impl ContentDigest for serde_json::Value {
    /// Members of an object in the order of their names, whatever the order in which they stand.
    fn write_content<D: Update>(&self, to: &mut Canonical<D>) {
        match self {
            Self::Null => to.absent(),
            Self::Bool(whether) => to.bytes(&[u8::from(*whether)]),
            Self::Number(number) => match number.as_i64() {
                Some(number) => to.integer(number),
                None => to.bytes(number.to_string().as_bytes()),
            },
            Self::String(text) => to.text(text),
            Self::Array(values) => values.write_content(to),
            Self::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_unstable_by_key(|(name, _)| *name);
                // A list alone would be an array.
                to.bytes(b"object");
                to.list(2 * members.len());
                for (name, value) in members {
                    to.text(name);
                    value.write_content(to);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Canonical, ContentDigest};
    use serde_json::json;
    use sha2::{Digest, Sha256};

    fn digest(value: &serde_json::Value) -> [u8; 32] {
        let mut canonical = Canonical::new(Sha256::new());
        value.write_content(&mut canonical);
        canonical.finish().finalize().into()
    }

    #[test]
    fn values_that_differ_have_other_digests_and_the_order_of_members_is_none() {
        let all = [
            json!(null),
            json!(false),
            json!(true),
            json!(0),
            json!(1),
            json!(1.5),
            json!("1"),
            json!(""),
            json!([]),
            json!([[]]),
            json!({}),
            json!({"a": 1}),
            json!(["a", 1]),
            json!({"a": 1, "b": [2, "c"]}),
            json!({"a": 1, "b": [2], "c": null}),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| digest(other) != digest(one)), "{one}");
        }
        let other_order = serde_json::from_str(r#"{"b": [2, "c"], "a": 1}"#).expect("an object");
        assert_eq!(digest(&other_order), digest(&all[13]));
    }
}
