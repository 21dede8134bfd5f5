//! Headings of the tables that the program writes by themselves, which are fixed: by them it knows its own tables again.

/// The columns of `--records`, which are fixed.
pub const RECORDS: [&str; 8] = ["file", "line", "disposition", "standing", "jurisdiction", "variant", "zip", "codes"];

/// Those of them that tables of others have too.
pub const RECORDS_COMMON: [&str; 4] = ["file", "line", "disposition", "zip"];

/// The columns of `addresses --out`; nothing else ever goes out.
pub const ADDRESSES: [&str; 6] = ["id", "address_1", "address_2", "city", "state", "zip"];
