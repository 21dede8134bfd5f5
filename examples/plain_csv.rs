//! Reads a list with the `csv` crate and does nothing with it: `plain_csv LIST.csv`. `cargo xtask bench` sets the import of
//! a case beside it. It prints how many rows there are.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: plain_csv LIST.csv")?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path)?;
    let mut record = csv::StringRecord::new();
    let mut rows = 0_u64;
    while reader.read_record(&mut record)? {
        rows += 1;
    }
    println!("{rows}");
    Ok(())
}
