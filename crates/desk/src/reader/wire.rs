//! Messages between the program and the process that reads for it.

use notice::composition::Maker;
use notice::finding::{Place, Problem, ProblemCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

/// The one argument of the process that reads. It is no command: nobody is meant to type it.
pub const ARGUMENT: &str = "--read-for-the-program";

/// Question about the sheets of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetPick {
    /// The names of all sheets.
    Names,
    /// Summaries of the sheets that are not empty.
    Summaries,
    /// The one sheet that is not empty, as CSV; where there are several, or it is hidden, what is in each.
    Only,
    /// The sheet of this number, from 0, as CSV.
    Number(u16),
}

/// Kind of file that is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Sheets of a workbook, or tables in other clothes.
    Workbook(SheetPick),
    /// A document of a word processor, .docx.
    Document,
    /// A logo, PNG or SVG.
    Logo,
    /// A signature, PNG.
    Signature,
    /// A letterhead, PDF.
    Letterhead(Maker),
}

/// Head of a request, before the bytes of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RequestHead {
    /// Kind of file.
    pub request: Request,
    /// The file's name, for refusals.
    pub file: String,
    /// Number of bytes that follow.
    pub length: u64,
}

/// Kind of a part of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// The layers that are in force; always first.
    Layers,
    /// A part of the answer.
    Part,
    /// The file is refused, and why.
    Refused,
    /// The answer is whole.
    Done,
}

impl FrameKind {
    const ALL: [Self; 4] = [Self::Layers, Self::Part, Self::Refused, Self::Done];
}

/// A refusal as it is sent.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reason {
    file: String,
    line: u32,
    column: u32,
    code: String,
    field: String,
    message: String,
    advice: String,
}

impl From<Problem> for Reason {
    fn from(refusal: Problem) -> Self {
        let (code, advice) = (refusal.code.word().to_owned(), refusal.advice());
        let Problem { place: Place { file, line, column, field }, message, .. } = refusal;
        Self { file, line, column, field: field.into(), code, message: message.into(), advice }
    }
}

impl From<Reason> for Problem {
    fn from(reason: Reason) -> Self {
        let Reason { file, line, column, field, code, message, advice } = reason;
        let code = ProblemCode::shared(&code).unwrap_or_else(|| advice.into());
        Self::of_file(file, message, code).at(line, column).of_field(field)
    }
}

/// Writes a value as bytes.
pub fn pack(value: &impl Serialize) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// Reads a value from bytes, all of them.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Sends the head of a request.
pub fn send_head(out: &mut impl Write, head: &RequestHead) -> io::Result<()> {
    let bytes = pack(head)?;
    out.write_all(&(bytes.len() as u32).to_le_bytes())?;
    out.write_all(&bytes)
}

/// Takes the head of a request.
pub fn take_head(from: &mut impl Read) -> io::Result<RequestHead> {
    let length = take_length(from)?;
    if length > 64 << 10 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    unpack(&take(from, u64::from(length))?)
}

/// Sends a part of the answer.
pub fn send(out: &mut impl Write, kind: FrameKind, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&[kind as u8])?;
    out.write_all(&(bytes.len() as u32).to_le_bytes())?;
    out.write_all(bytes)
}

/// Takes a part of the answer; one of more than `most` bytes is none.
pub fn receive(from: &mut impl Read, most: u64) -> io::Result<(FrameKind, Vec<u8>)> {
    let mut kind = [0];
    from.read_exact(&mut kind)?;
    let kind = FrameKind::ALL.get(usize::from(kind[0])).copied().ok_or(io::ErrorKind::InvalidData)?;
    let length = u64::from(take_length(from)?);
    if length > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok((kind, take(from, length)?))
}

fn take_length(from: &mut impl Read) -> io::Result<u32> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    Ok(u32::from_le_bytes(length))
}

/// Exactly so many bytes.
pub fn take(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).map_err(|_| io::ErrorKind::InvalidData)?);
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
