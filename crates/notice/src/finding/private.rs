use std::fmt;

/// A personal value. It cannot be printed, serialized or compared with a plain value by accident; the one
/// word that shows it is [`Private::disclose`], which only letters, manifests, tables and screens call.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Private<T>(T);

impl<T> Private<T> {
    /// Takes a personal value into custody.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Hands the value to something that is meant to show it to a person.
    pub fn disclose(&self) -> &T {
        &self.0
    }

    /// Makes another personal value out of this one without showing it.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Private<U> {
        Private(f(self.0))
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<private>")
    }
}

#[cfg(test)]
mod tests {
    use super::Private;

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", Private::new("Jane Doe")), "<private>");
    }
}
