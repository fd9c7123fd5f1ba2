use super::*;
use crate::model::OutputFormat;
use crate::options::ExtractOptions;
use crate::render::render;
use crate::testing::zip;

const CONTAINER: &str = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
    <rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";

const OPF: &str = "<?xml version='1.0'?><package version='3.0' xmlns='http://www.idpf.org/2007/opf'>\
    <metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>The  Book</dc:title><dc:creator>Ann</dc:creator>\
    <dc:creator>Bob</dc:creator><dc:language>en</dc:language><dc:date>2020-05-04</dc:date><dc:subject>x</dc:subject>\
    <dc:description>&lt;p&gt;About it&lt;/p&gt;</dc:description><meta property='dcterms:modified'>2021-01-02T03:04:05Z</meta></metadata>\
    <manifest><item id='b' href='two.xhtml' media-type='application/xhtml+xml'/>\
    <item id='a' href='text/o%20ne.xhtml' media-type='application/xhtml+xml'/>\
    <item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
    <item id='m' href='gone.xhtml' media-type='application/xhtml+xml'/>\
    <item id='p' href='p.png' media-type='image/png'/></manifest>\
    <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='m'/><itemref idref='b'/><itemref idref='?'/></spine></package>";

const ONE: &str = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><h1>One</h1><p>First.<a id='x'/></p></body></html>";
const TWO: &str = "<?xml version='1.0' encoding='iso-8859-1'?><html><body><p>Second caf\u{e9}.</p></body></html>";

fn entries() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("mimetype", b"application/epub+zip".to_vec()),
        ("META-INF/container.xml", CONTAINER.into()),
        ("OEBPS/book.opf", OPF.into()),
        ("OEBPS/text/o ne.xhtml", ONE.into()),
        ("OEBPS/two.xhtml", TWO.chars().map(|char| char as u8).collect()),
        ("OEBPS/nav.xhtml", b"<html><body><nav><ol><li>One</ol></nav></body></html>".to_vec()),
        ("OEBPS/p.png", b"\x89PNG".to_vec()),
    ]
}

fn read_entries(entries: &[(&str, Vec<u8>)], options: &str) -> Result<Document> {
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, data)| (*name, data.as_slice())).collect();
    let (job, options) = (Job::default(), crate::options::parse_options::<ExtractOptions>(options.as_bytes()).unwrap());
    let bytes: Bytes = std::sync::Arc::new(zip(&entries));
    read(&bytes, &Context { job: &job, options: &options, depth: 0, name: None })
}

fn texts(document: &Document) -> Vec<String> {
    let text = |content: &Content| match content {
        Content::Heading { text, .. } => format!("# {}", text.text),
        Content::Paragraph(text) => text.text.clone(),
        other => panic!("{other:?}"),
    };
    document.blocks.iter().map(|block| text(&block.content)).collect()
}

#[test]
fn chapters_come_in_the_order_of_the_spine() {
    let document = read_entries(&entries(), "{}").unwrap();
    assert_eq!(texts(&document), ["# One", "First.", "Second café."]);
    assert!(document.images.is_empty());
}

#[test]
fn notes_in_a_file_of_their_own_belong_to_those_who_refer_to_them() {
    let chapter =
        |note: &str| format!("<html><body><p>Text<a epub:type='noteref' href='{note}'>1</a>.</p></body></html>");
    let notes = "<html><body><aside epub:type='footnote' id='n1'><p>One.</p></aside><aside epub:type='footnote' id='n2'><p>Two.</p></aside></body></html>";
    let opf = "<package><manifest><item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/><item id='n' href='n.xhtml'/></manifest>\
        <spine><itemref idref='a'/><itemref idref='b'/><itemref idref='n'/></spine></package>";
    let entries = [
        ("META-INF/container.xml", CONTAINER.into()),
        ("OEBPS/book.opf", opf.into()),
        ("OEBPS/a.xhtml", chapter("n.xhtml#n1").into_bytes()),
        ("OEBPS/b.xhtml", chapter("n.xhtml#n2").into_bytes()),
        ("OEBPS/n.xhtml", notes.into()),
    ];
    let document = read_entries(&entries, "{}").unwrap();
    let written = render(document, OutputFormat::Markdown, &Job::default()).unwrap().content;
    assert_eq!(written, "Text[^1].\n\nText[^1-2].\n\n[^1]: One.\n\n[^1-2]: Two.");
}

#[test]
fn a_missing_chapter_is_a_warning_that_names_it() {
    let document = read_entries(&entries(), "{}").unwrap();
    assert_eq!(document.warnings.len(), 1);
    assert_eq!(
        (document.warnings[0].code.as_str(), document.warnings[0].path.as_deref()),
        ("EPUB_PAGE_DAMAGED", Some("OEBPS/gone.xhtml"))
    );
}

#[test]
fn the_package_document_gives_metadata() {
    let metadata = read_entries(&entries(), "{}").unwrap().metadata;
    assert_eq!(metadata.title.as_deref(), Some("The Book"));
    assert_eq!(metadata.authors, ["Ann", "Bob"]);
    assert_eq!((metadata.language.as_deref(), metadata.keywords), (Some("en"), vec!["x".to_string()]));
    assert_eq!(metadata.description.as_deref(), Some("About it"));
    assert_eq!(
        (metadata.created.as_deref(), metadata.modified.as_deref()),
        (Some("2020-05-04T00:00:00Z"), Some("2021-01-02T03:04:05Z"))
    );
}

#[test]
fn pictures_come_when_asked_for() {
    let document = read_entries(&entries(), r#"{"images": true}"#).unwrap();
    assert_eq!((document.images.len(), document.images[0].mime_type.as_str()), (1, "image/png"));
}

fn encryption(algorithm: &str) -> Vec<u8> {
    format!(
        "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><EncryptedData><EncryptionMethod Algorithm='{algorithm}'/>\
         <CipherData><CipherReference URI='OEBPS/two.xhtml'/></CipherData></EncryptedData></encryption>"
    )
    .into()
}

#[test]
fn a_protected_book_is_refused_and_one_with_obfuscated_fonts_is_not() {
    let mut protected = entries();
    protected.push(("META-INF/encryption.xml", encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")));
    assert_eq!(read_entries(&protected, "{}").unwrap_err().code, ErrorCode::EncryptionUnsupported);
    let mut fonts = entries();
    fonts.push(("META-INF/encryption.xml", encryption("http://www.idpf.org/2008/embedding")));
    assert!(read_entries(&fonts, "{}").is_ok());
}

#[test]
fn a_book_without_container_or_spine_is_read_in_file_order() {
    let mut entries = entries();
    entries.remove(1);
    let start = OPF.find("<spine>").unwrap();
    entries[1].1 = format!("{}<spine/></package>", &OPF[..start]).into();
    let document = read_entries(&entries, "{}").unwrap();
    assert_eq!(texts(&document), ["Second café.", "# One", "First."]);
    assert!(document.warnings.iter().any(|warning| warning.code == "EPUB_SPINE_EMPTY"));
}

#[test]
fn a_zip_that_is_no_book_is_a_parse_error() {
    assert_eq!(read_entries(&[("a.txt", b"text".to_vec())], "{}").unwrap_err().code, ErrorCode::Parse);
}

#[test]
fn damaged_books_never_panic() {
    let entries = entries();
    let borrowed: Vec<(&str, &[u8])> = entries.iter().map(|(name, data)| (*name, data.as_slice())).collect();
    let whole = zip(&borrowed);
    let mut seed = 13_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    let (job, options) = (Job::default(), ExtractOptions::default());
    for _ in 0..1000 {
        let mut bytes = whole.clone();
        for _ in 0..=random() % 4 {
            let at = random() % bytes.len();
            bytes[at] = random() as u8;
        }
        let bytes: Bytes = std::sync::Arc::new(bytes);
        let _ = read(&bytes, &Context { job: &job, options: &options, depth: 0, name: None });
    }
}
