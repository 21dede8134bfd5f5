//! The metadata of a file: the information dictionary and the same again as XMP.

use super::{Imprint, objects};
use crate::party::Edition;
use std::fmt::Write as _;

/// Name and version of the program.
const PRODUCER: &str = concat!("Noticepress ", env!("CARGO_PKG_VERSION"));

/// The information dictionary.
pub(super) fn info(out: &mut Vec<u8>, imprint: &Imprint) {
    let day = imprint.date.format("(D:%Y%m%d000000Z)").to_string();
    for (key, value) in [("<</Title", imprint.title), ("/Author", imprint.practice), ("/Producer", PRODUCER)] {
        out.extend_from_slice(key.as_bytes());
        objects::text(out, value);
    }
    for key in ["/CreationDate", "/ModDate"] {
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(day.as_bytes());
    }
    out.extend_from_slice(b">>");
}

/// The XMP packet, with the claims of the edition.
pub(super) fn xmp(imprint: &Imprint) -> String {
    let day = imprint.date.format("%Y-%m-%dT00:00:00Z").to_string();
    let mut out = String::with_capacity(4096);
    out.push_str(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n",
    );
    out.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    out.push_str("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n");
    out.push_str("<dc:format>application/pdf</dc:format>\n<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
    escape(&mut out, imprint.title);
    out.push_str("</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>");
    escape(&mut out, imprint.practice);
    let language = imprint.language.tag();
    let conformance = if imprint.edition == Edition::Accessible { 'A' } else { 'B' };
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <xmp:CreateDate>{day}</xmp:CreateDate>\n<xmp:ModifyDate>{day}</xmp:ModifyDate>\n\
         <xmp:MetadataDate>{day}</xmp:MetadataDate>\n<pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         <pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>{conformance}</pdfaid:conformance>\n</rdf:Description>\n"
    );
    if imprint.edition == Edition::Accessible {
        out.push_str(ACCESSIBLE);
    }
    out.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    out
}

/// The claim of PDF/UA-1, and the description of its one property that PDF/A asks for.
const ACCESSIBLE: &str = r#"<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file claims</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}
