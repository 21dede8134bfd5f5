use crate::party::PieceId;
use std::fmt;

macro_rules! wrongs {
    ($($(#[doc = $doc:literal])+ $name:ident = $words:literal;)+) => {
        /// A fault of a file, a page or a piece.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ReadError { $($(#[doc = $doc])+ $name),+ }

        impl ReadError {
            /// In plain words, without any value of the file.
            pub fn words(self) -> &'static str { match self { $(ReadError::$name => $words),+ } }
        }
    };
}

wrongs! {
    /// No PDF header, or no end of file.
    NotPdf = "the file is not a whole PDF";
    /// The table of objects cannot be read.
    Table = "the table of objects is damaged";
    /// An object is not where the table says, or is not an object.
    Object = "an object of the file is damaged or missing";
    /// The file is encrypted.
    Encrypted = "the file is encrypted";
    /// A compressed part does not decompress.
    Compressed = "a compressed part of the file is damaged";
    /// A filter that the reader does not know.
    Filter = "a part of the file is stored in a way that the reader does not know";
    /// More than the reader takes.
    TooLarge = "a part of the file is larger than any batch file needs";
    /// The page tree is damaged.
    Tree = "the list of pages is damaged";
    /// A page that is not an upright US Letter page without annotations.
    Geometry = "the page is not an upright US Letter page, or carries annotations";
    /// A content stream that is not well formed.
    Content = "the page's content is not well formed";
    /// A font from which no text can be read.
    Font = "a font of the letter gives no text";
    /// A code without text.
    Glyph = "a character of the letter has no text";
    /// Text that cannot be seen: invisible, white, or outside the page.
    Hidden = "the page holds text that cannot be seen";
    /// Body text of the own kind among page numbers and return addresses.
    Furniture = "there is loose text among the page numbers and the return address";
    /// The page number is missing or wrong.
    PageNumber = "the page number is missing or wrong";
    /// The Data Matrix cannot be read.
    Symbol = "the mark for machines cannot be read";
    /// The Data Matrix says something else than the text or the manifest.
    SymbolOther = "the mark for machines is not the one of this sheet";
    /// A live sheet without a Data Matrix.
    SymbolMissing = "the mark for machines is missing";
    /// A proof with a Data Matrix.
    SymbolOnProof = "a proof carries a mark for machines";
    /// No marks where a sheet's front needs them.
    MarksMissing = "the marks are missing";
    /// Marks of another piece or sheet.
    MarksOther = "the marks are not the ones of this piece and sheet";
    /// Marks on a back.
    MarksOnBack = "the back of a sheet carries marks";
    /// A proof without PROOF across the page.
    ProofMissing = "Neither PROOF nor SAMPLE is printed across the page";
    /// Another address.
    Address = "the address block is not the one of this piece";
    /// Other words than expected.
    Text = "the text is not the text of this piece";
    /// Less than expected.
    TextMissing = "the piece ends before its text does";
    /// More than expected.
    TextLeft = "there is text left over that does not belong to this piece";
    /// The counts of pages and sheets contradict each other.
    Counts = "the counts of pages and sheets contradict each other";
    /// Fewer pages than pieces need.
    PagesMissing = "the file ends before the piece does";
    /// More pages than pieces need.
    PagesLeft = "there are pages left over after the last piece";
}

/// Something wrong in a finished file: what, on which page, in which piece. Never a value of the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The fault.
    pub what: ReadError,
    /// Page of the file, from 1; `None` where it is about the file as a whole.
    pub page: Option<u32>,
    /// Piece that was expected there.
    pub piece: Option<PieceId>,
}

impl Flaw {
    pub(super) fn on(mut self, page: usize) -> Self {
        self.page.get_or_insert(page as u32 + 1);
        self
    }

    pub(super) fn of(mut self, piece: PieceId) -> Self {
        self.piece.get_or_insert(piece);
        self
    }
}

impl Flaw {
    /// In plain words with the page, for where the piece is named beside it.
    pub(super) fn without_piece(self) -> String {
        Self { piece: None, ..self }.to_string()
    }
}

impl From<ReadError> for Flaw {
    fn from(what: ReadError) -> Self {
        Self { what, page: None, piece: None }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(page) = self.page {
            write!(f, "page {page}: ")?;
        }
        if let Some(piece) = self.piece {
            write!(f, "piece {piece}: ")?;
        }
        f.write_str(self.what.words())
    }
}

impl std::error::Error for Flaw {}

/// The result of the inner parts of the reader; page and piece are added outside.
pub(super) type Maybe<T> = Result<T, ReadError>;
