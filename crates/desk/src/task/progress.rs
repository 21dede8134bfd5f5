//! Progress of work that takes a while.

/// What a long command tells whoever waits for it.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// A stage has ended.
    Done(&'a str),
    /// So many letters of so many are made; those in work count by how far they are.
    Letters(u64, u64),
}
