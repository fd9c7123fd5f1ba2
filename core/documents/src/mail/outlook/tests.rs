use std::io::{Cursor, Write};

use lode_runtime::{ErrorCode, Job, JobSettings, Limit, Limits};

use super::*;
use crate::document::Content;
use crate::options::ExtractOptions;

/// A compound file with these streams; the storages around them are made.
fn compound(streams: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, data) in streams {
        if let Some((folder, _)) = path.rsplit_once('/') {
            file.create_storage_all(folder).unwrap();
        }
        file.create_stream(path).unwrap().write_all(data).unwrap();
    }
    file.into_inner().into_inner()
}

/// The streams of a message, a recipient or an attachment in a folder. `header` is the size of what precedes the properties
/// of fixed size ([MS-OXMSG] 2.4.1).
struct Folder {
    path: &'static str,
    fixed: Vec<u8>,
    streams: Vec<(String, Vec<u8>)>,
}

impl Folder {
    fn new(path: &'static str, header: usize) -> Self {
        Self { path, fixed: vec![0; header], streams: Vec::new() }
    }

    fn stream(mut self, id: u16, kind: u16, data: &[u8]) -> Self {
        self.streams.push((format!("{}__substg1.0_{id:04X}{kind:04X}", self.path), data.to_vec()));
        self
    }

    fn text(self, id: u16, text: &str) -> Self {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.stream(id, 0x1F, &wide)
    }

    fn number(mut self, id: u16, kind: u16, value: u64) -> Self {
        self.fixed.extend([kind.to_le_bytes(), id.to_le_bytes(), [6, 0], [0, 0]].concat());
        self.fixed.extend(value.to_le_bytes());
        self
    }

    fn streams(mut self) -> Vec<(String, Vec<u8>)> {
        self.streams.push((format!("{}__properties_version1.0", self.path), self.fixed));
        self.streams
    }
}

fn message() -> Folder {
    Folder::new("", 32)
}

fn read_with(job: &Job, folders: Vec<Folder>) -> Result<Document> {
    let streams: Vec<_> = folders.into_iter().flat_map(Folder::streams).collect();
    read_bytes(job, compound(&streams))
}

fn read_bytes(job: &Job, bytes: Vec<u8>) -> Result<Document> {
    let options = ExtractOptions::default();
    read_outlook(&(Arc::new(bytes) as Bytes), &Context { job, options: &options, depth: 0, name: None })
}

fn read(folders: Vec<Folder>) -> Document {
    read_with(&Job::default(), folders).unwrap()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    let contents = document.blocks.iter().map(|block| &block.content);
    let texts = contents.map(|content| match content {
        Content::Paragraph(text) => text.text.as_str(),
        other => panic!("{other:?}"),
    });
    texts.collect()
}

#[test]
fn texts_in_a_code_page_are_decoded() {
    // "Привет" in windows-1251.
    let old = message().number(CODE_PAGE, 3, 1251).stream(BODY, 0x1E, b"\xCF\xF0\xE8\xE2\xE5\xF2\0");
    assert_eq!(paragraphs(&read(vec![old])), ["Привет"]);
}

#[test]
fn html_is_decoded_by_its_own_code_page_and_used_where_there_is_no_text() {
    let html = "<p>Grüße</p><p>bis <b>bald</b></p>".encode_utf16().map(|unit| unit as u8).collect::<Vec<u8>>();
    let document = read(vec![message().number(INTERNET_CODE_PAGE, 3, 28591).stream(BODY_HTML, 0x102, &html)]);
    assert_eq!(paragraphs(&document), ["Grüße", "bis bald"]);
}

#[test]
fn rtf_is_used_where_there_is_nothing_else() {
    // The second example of [MS-OXRTFCP] 3.1.2 is not compressed; its layout: sizes, "MELA", a sum of zero, the text.
    let text = br"{\rtf1 only rtf}";
    let mut stream = Vec::new();
    for number in [text.len() as u32 + 12, text.len() as u32, 0x414C_454D, 0] {
        stream.extend(number.to_le_bytes());
    }
    stream.extend(text);
    assert_eq!(paragraphs(&read(vec![message().stream(BODY_RTF, 0x102, &stream)])), ["only rtf"]);
    let damaged = read(vec![message().stream(BODY_RTF, 0x102, b"nothing of the kind")]);
    assert_eq!(damaged.warnings.iter().map(|warning| warning.code.as_str()).collect::<Vec<_>>(), ["BODY_DAMAGED"]);
}

#[test]
fn addresses_of_exchange_are_left_out_and_blind_copies_are_nobodys_business() {
    let recipient = |path, name, kind| {
        let folder = Folder::new(path, 8).number(RECIPIENT_KIND, 3, kind);
        folder.text(DISPLAY_NAME, name).text(ADDRESS, "/O=ORG/OU=SITE/CN=RECIPIENTS/CN=SOMEBODY")
    };
    let document = read(vec![
        message().text(SENDER_NAME, "Ada").text(SENDER_ADDRESS, "/O=ORG/CN=ADA").text(BODY, "words"),
        recipient("__recip_version1.0_#00000000/", "'Ben'", 1),
        recipient("__recip_version1.0_#00000001/", "Cleo", 2),
        recipient("__recip_version1.0_#00000002/", "Dora", 3),
    ]);
    let metadata = &document.metadata;
    assert_eq!(
        (metadata.from.as_deref(), &metadata.to, &metadata.cc),
        (Some("Ada"), &vec!["Ben".into()], &vec!["Cleo".into()])
    );
}

#[test]
fn pictures_of_the_body_and_hidden_files_are_not_attached() {
    let attachment = |path, name| {
        let folder = Folder::new(path, 8).number(ATTACHING, 3, 1).text(FILE_NAME, name);
        folder.stream(ATTACHED_DATA, 0x102, b"a file of words")
    };
    let document = read(vec![
        message().text(BODY, "words"),
        attachment("__attach_version1.0_#00000000/", "logo.txt").number(ATTACHMENT_FLAGS, 3, SHOWN_IN_BODY),
        attachment("__attach_version1.0_#00000001/", "hidden.txt").number(HIDDEN, 0xB, 1),
        attachment("__attach_version1.0_#00000002/", "file.txt"),
    ]);
    let names: Vec<_> = document.attachments.iter().map(|file| file.name.as_deref()).collect();
    assert_eq!(names, [Some("file.txt")]);
}

#[test]
fn attachments_are_counted() {
    let paths = ["__attach_version1.0_#00000000/", "__attach_version1.0_#00000001/"];
    let attachments = paths.map(|path| Folder::new(path, 8).text(FILE_NAME, "a.txt"));
    let limits = Limits { archive_entries: Limit::at_most(1), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let error = read_with(&job, attachments.into_iter().chain([message()]).collect()).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitArchiveEntries);
}

#[test]
fn what_is_read_again_and_again_is_counted() {
    let job = Job::new(JobSettings {
        limits: Limits { expanded_bytes: Limit::at_most(50_000), ..Limits::default() },
        ..JobSettings::default()
    });
    let attachment = |path| Folder::new(path, 8).stream(ATTACHED_DATA, 0x102, &[b'x'; 30_000]).text(FILE_NAME, "a.txt");
    let folders = ["__attach_version1.0_#00000000/", "__attach_version1.0_#00000001/"].map(attachment);
    let error = read_with(&job, folders.into_iter().chain([message()]).collect()).unwrap_err();
    assert_eq!(error.code, ErrorCode::LimitExpandedBytes);
}

#[test]
fn a_message_that_has_itself_attached_ends() {
    let inner = "__attach_version1.0_#00000000/__substg1.0_3701000D/";
    let mut bytes = {
        let folders = [
            message().text(BODY, "outer"),
            Folder::new("__attach_version1.0_#00000000/", 8).number(ATTACHING, 3, EMBEDDED_MESSAGE),
            Folder::new(inner, 24).text(BODY, "inner"),
        ];
        compound(&folders.into_iter().flat_map(Folder::streams).collect::<Vec<_>>())
    };
    // In the directory, each storage named as that of the inner message takes the attachments of the outer one.
    let name: Vec<u8> = "__substg1.0_3701000D".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let place = |name: &[u8], bytes: &[u8]| bytes.windows(name.len()).position(|window| window == name).unwrap();
    let root: Vec<u8> = "Root Entry".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let child = bytes[place(&root, &bytes) + 76..][..4].to_vec();
    let entry = place(&name, &bytes);
    bytes[entry + 76..entry + 80].copy_from_slice(&child);
    let mut attachments = read_bytes(&Job::default(), bytes).unwrap().attachments;
    let mut depth = 0;
    while let Some(inner) = attachments.pop() {
        attachments = inner.attachments;
        depth += 1;
    }
    // The default of limits.archiveDepth.
    assert_eq!(depth, 4);
}

#[test]
fn damaged_messages_never_panic() {
    let folders = [
        message().text(SUBJECT, "subject").text(BODY, "outer").number(SENT, 0x40, 128_000_000_000_000_000),
        Folder::new("__recip_version1.0_#00000000/", 8).text(DISPLAY_NAME, "Ben"),
        Folder::new("__attach_version1.0_#00000000/", 8).stream(ATTACHED_DATA, 0x102, b"words"),
    ];
    let whole = compound(&folders.into_iter().flat_map(Folder::streams).collect::<Vec<_>>());
    let mut seed = 5_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    for _ in 0..600 {
        let mut damaged = whole.clone();
        for _ in 0..=random() % 6 {
            let place = random() % damaged.len();
            damaged[place] = (random() % 256) as u8;
        }
        damaged.truncate(damaged.len() - random() % 2 * (random() % damaged.len()));
        drop(read_bytes(&Job::default(), damaged));
    }
}
