//! The plate of a job, which all of its files share, written and compressed once: the opening of every file, byte for byte.

use super::font::{self, GlyphCodes};
use super::mark::{self, PlacedSymbol};
use super::number::number;
use super::objects::{Deflater, Objects, reference, text};
use super::{FaceSource, Imprint, MarkPlace, Picture, import, metadata, profile};
use crate::composition::{Face, Master};
use crate::finding::{Problem, ProblemCode};
use crate::party::{Edition, JobId, Language};

/// The most samples of a signature: a 6 × 2 in strip at 600 dpi.
const SIGNATURE_SAMPLES: u64 = 3_600 * 1_200;

/// The printing plate of a job.
pub struct Plate {
    pub(super) opening: Objects,
    pub(super) fixed: Fixed,
    /// By the number of the face; of those that the job does not print, nothing.
    pub(super) faces: Vec<GlyphCodes>,
    /// Numbers of the faces that are embedded, with their objects.
    pub(super) fonts: Vec<(usize, u32)>,
    /// The symbol's placement; absent where none is printed.
    pub(super) symbol: Option<PlacedSymbol>,
    pub(super) place: MarkPlace,
    pub(super) job: JobId,
    pub(super) duplex: bool,
    pub(super) tagged: bool,
    pub(super) language: Language,
    pub(super) practice: String,
    pub(super) signatory: String,
}

/// Objects with the same number in every file of the job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fixed {
    pub(super) catalog: u32,
    pub(super) info: u32,
    /// Root of the page tree.
    pub(super) pages: u32,
    /// Resources of all pages; names the file's own forms.
    pub(super) resources: u32,
    /// Resources of forms: the fonts only.
    pub(super) form_resources: u32,
    pub(super) letterhead: Option<u32>,
    pub(super) signature: Option<u32>,
    pub(super) proof: Option<u32>,
    /// Structure tree root and document element, in the accessible edition.
    pub(super) structure: u32,
    pub(super) document: u32,
}

impl Plate {
    /// Prepares a job. `faces` are regular, bold, italic and those for other scripts, with every glyph that the job prints; `letterhead` is
    /// of the paper's size. The refusal says which of them cannot be used, and why.
    pub fn make(
        imprint: &Imprint,
        faces: &[FaceSource],
        letterhead: Option<&Master>,
        signature: Option<&Picture>,
    ) -> Result<Self, Problem> {
        if imprint.proof != imprint.job.is_proof() {
            return Err(Problem::of_file(
                "",
                "A proof was given the id of a live job, or a live job that of a proof.",
                ProblemCode::InternalPress,
            ));
        }
        let mut objects = Objects::new();
        let zip = &mut Deflater::tight();
        let tagged = imprint.edition == Edition::Accessible;
        let [catalog, info, pages, resources, form_resources, structure, document] = reserve(&mut objects, tagged);
        catalogue(&mut objects, zip, imprint, [catalog, info, pages, structure]);

        let (faces, fonts) = embed(faces, imprint, &mut objects, zip)?;
        objects.object(form_resources, zip, |out| {
            out.extend_from_slice(b"<<");
            font_entry(out, &fonts);
            out.extend_from_slice(b">>");
        });

        let letterhead = letterhead.map(|master| import::place(master, &mut objects, zip));
        let signature = signature.map(|picture| image(picture, &mut objects, zip)).transpose()?;
        let proof = imprint.proof.then(|| {
            let id = objects.reserve();
            let mut entries = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources ".to_vec();
            reference(&mut entries, form_resources);
            objects.stream(id, &entries, &mark::overlay_text(&faces[Face::Bold.index()], imprint.across), zip);
            id
        });
        objects.flush(zip);
        Ok(Self {
            opening: objects,
            fixed: Fixed {
                catalog,
                info,
                pages,
                resources,
                form_resources,
                letterhead,
                signature,
                proof,
                structure,
                document,
            },
            faces,
            fonts,
            symbol: imprint.marks.filter(|_| !imprint.proof).map(|place| PlacedSymbol::new(place.kind)),
            place: imprint.marks.unwrap_or_default(),
            job: imprint.job,
            duplex: imprint.duplex,
            tagged,
            language: imprint.language,
            practice: imprint.practice.to_owned(),
            signatory: imprint.signatory.to_owned(),
        })
    }
}

/// Codes by the number of the face, and the numbers of embedded faces with their objects.
type EmbeddedFaces = (Vec<GlyphCodes>, Vec<(usize, u32)>);

/// Embeds the faces of the family, and of the others those that are printed. Gives the codes by the number of the face, and the
/// objects of those that are embedded.
fn embed(
    sources: &[FaceSource],
    imprint: &Imprint,
    objects: &mut Objects,
    zip: &mut Deflater,
) -> Result<EmbeddedFaces, Problem> {
    let (mut faces, mut fonts) = (Vec::with_capacity(sources.len()), Vec::new());
    for (number, source) in sources.iter().enumerate() {
        let Some(face) = Face::of_index(number) else { break };
        if matches!(face, Face::Script(_)) && source.used.is_empty() {
            faces.push(GlyphCodes::default());
            continue;
        }
        let (codes, font) = font::embed(face, source, imprint, objects, zip)?;
        faces.push(codes);
        fonts.push((number, font));
    }
    Ok((faces, fonts))
}

/// Numbers of what every file holds; the print edition has no structure tree.
fn reserve(objects: &mut Objects, tagged: bool) -> [u32; 7] {
    std::array::from_fn(|place| if place < 5 || tagged { objects.reserve() } else { 0 })
}

/// The font entry of a resource dictionary.
pub(super) fn font_entry(out: &mut Vec<u8>, fonts: &[(usize, u32)]) {
    out.extend_from_slice(b"/Font<<");
    for (place, font) in fonts {
        out.extend_from_slice(b"/F");
        number(out, *place as u32);
        out.push(b' ');
        reference(out, *font);
    }
    out.extend_from_slice(b">>");
}

/// Catalogue, information dictionary, metadata and output intent.
fn catalogue(
    objects: &mut Objects,
    zip: &mut Deflater,
    imprint: &Imprint,
    [catalog, info, pages, structure]: [u32; 4],
) {
    let [xmp, intent] = std::array::from_fn(|_| objects.reserve());
    objects.object(catalog, zip, |out| {
        out.extend_from_slice(b"<</Type/Catalog/Pages ");
        reference(out, pages);
        out.extend_from_slice(b"/Metadata ");
        reference(out, xmp);
        out.extend_from_slice(b"/Lang");
        text(out, imprint.language.tag());
        out.extend_from_slice(b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(IEC 61966-2-1)/DestOutputProfile ");
        reference(out, intent);
        out.extend_from_slice(b">>]/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None");
        if imprint.duplex {
            out.extend_from_slice(b"/Duplex/DuplexFlipLongEdge");
        }
        out.extend_from_slice(b">>");
        if imprint.edition == Edition::Accessible {
            out.extend_from_slice(b"/MarkInfo<</Marked true>>/StructTreeRoot ");
            reference(out, structure);
        }
        out.extend_from_slice(b">>");
    });
    objects.object(info, zip, |out| metadata::info(out, imprint));
    // Plain, so that programs that know nothing of PDF can read it.
    objects.raw(xmp, b"/Type/Metadata/Subtype/XML", metadata::xmp(imprint).as_bytes());
    objects.stream(intent, b"/N 3", &profile::rgb(), zip);
}

fn image(picture: &Picture, objects: &mut Objects, zip: &mut Deflater) -> Result<u32, Problem> {
    let samples = u64::from(picture.width) * u64::from(picture.height);
    if samples == 0 || samples > SIGNATURE_SAMPLES || samples != picture.gray.len() as u64 {
        return Err(Problem::of_file(
            "signature image",
            "The signature image is empty or too large.",
            ProblemCode::SignatureLarge,
        ));
    }
    let id = objects.reserve();
    let mut entries = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width ".to_vec();
    number(&mut entries, picture.width);
    entries.extend_from_slice(b"/Height ");
    number(&mut entries, picture.height);
    objects.stream(id, &entries, picture.gray, zip);
    Ok(id)
}
