//! Files that begin with bytes of their own.

use super::{archive, compound, known};

/// Media types by first bytes. Longer signatures of a family come before shorter ones.
#[rustfmt::skip]
const PREFIXES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xFF\xD8\xFF", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"8BPS\0\x01", "image/vnd.adobe.photoshop"),
    (b"\0\0\x01\0", "image/x-icon"),
    (b"\xFF\x0A", "image/jxl"),
    (b"\0\0\0\x0CJXL \r\n\x87\n", "image/jxl"),
    (b"\0\0\0\x0CjP  \r\n\x87\n", "image/jp2"),
    (b"\xD7\xCD\xC6\x9A", "image/wmf"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"%!PS", "application/postscript"),
    (b"\xC5\xD0\xD3\xC6", "application/postscript"),
    (b"\xFFWPC", "application/vnd.wordperfect"),
    (b"ITSF", "application/vnd.ms-htmlhelp"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"),
    (b"Rar!\x1A\x07", "application/vnd.rar"),
    (b"\x1F\x8B\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xFD7zXZ\0", "application/x-xz"),
    (b"\x28\xB5\x2F\xFD", "application/zstd"),
    (b"\x04\x22\x4D\x18", "application/x-lz4"),
    (b"MSCF\0\0\0\0", "application/vnd.ms-cab-compressed"),
    (b"!<arch>\n", "application/x-archive"),
    (b"\xED\xAB\xEE\xDB", "application/x-rpm"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"ARROW1\0\0", "application/vnd.apache.arrow.file"),
    (b"\x89HDF\r\n\x1a\n", "application/x-hdf5"),
    (b"\0\x01\0\0Standard Jet DB", "application/vnd.ms-access"),
    (b"\0\x01\0\0Standard ACE DB", "application/vnd.ms-access"),
    (b"\x7FELF", "application/x-executable"),
    (b"\xCF\xFA\xED\xFE", "application/x-mach-binary"),
    (b"\xCE\xFA\xED\xFE", "application/x-mach-binary"),
    (b"\0asm", "application/wasm"),
    (b"\xD4\xC3\xB2\xA1", "application/x-pcap"),
    (b"\xA1\xB2\xC3\xD4", "application/x-pcap"),
    (b"\x0A\x0D\x0D\x0A", "application/x-pcap"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "video/x-ms-asf"),
    (b"\0\0\x01\xBA", "video/mpeg"),
    (b"\0\0\x01\xB3", "video/mpeg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"caff\0\x01", "audio/x-caf"),
    (b".snd\0\0", "audio/basic"),
    (b"\x7F\xFE\x80\x01", "audio/vnd.dts"),
    (b"riff\x2E\x91\xCF\x11", "audio/wav"),
    (b"MThd\0\0\0\x06", "audio/midi"),
    (b"OTTO\0", "font/otf"),
    (b"ttcf\0", "font/ttf"),
    (b"\0\x01\0\0\0", "font/ttf"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
];

/// What the bytes are by their signature; what is `claimed` of them tells apart what looks the same inside.
pub fn by_signature(bytes: &[u8], claimed: Option<&'static str>) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        return Some("application/pdf");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(archive::kind(bytes, claimed));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(compound::kind(bytes, claimed));
    }
    let prefix = PREFIXES.iter().find(|(prefix, _)| bytes.starts_with(prefix)).map(|(_, mime_type)| *mime_type);
    prefix.or_else(|| by_structure(bytes))
}

/// Whether a PDF begins after other bytes, as Acrobat allows within the first 1,024 (PDF 1.7 reference, note 13 of appendix H).
pub fn pdf_after_junk(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024 + 8)).unwrap_or_default();
    let versioned = memchr::memmem::find_iter(head, b"%PDF-")
        .any(|at| matches!(head.get(at + 5..at + 8), Some([b'0'..=b'9', b'.', b'0'..=b'9'])));
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or_default();
    let marks: [&[u8]; 2] = [b"%%EOF", b"startxref"];
    versioned && marks.iter().any(|mark| memchr::memmem::find(tail, mark).is_some())
}

/// Families whose signature is not one run of bytes at the start.
fn by_structure(bytes: &[u8]) -> Option<&'static str> {
    let at = |start: usize, wanted: &[u8]| bytes.get(start..).is_some_and(|rest| rest.starts_with(wanted));
    if at(4, b"ftyp") {
        return Some(media_container(bytes));
    }
    if at(0, b"RIFF") {
        return riff(bytes.get(8..12)?);
    }
    // Without a brand: QuickTime files from before there were any.
    if [b"moov", b"mdat", b"wide"].iter().any(|kind| at(4, *kind)) && at(0, b"\0") {
        return Some("video/quicktime");
    }
    if (at(0, b"RF64") || at(0, b"BW64")) && at(8, b"WAVE") {
        return Some("audio/wav");
    }
    if at(0, b"\x1A\x45\xDF\xA3") {
        let head = bytes.get(..bytes.len().min(64)).unwrap_or_default();
        let webm = memchr::memmem::find(head, b"webm").is_some();
        return Some(if webm { "video/webm" } else { "video/x-matroska" });
    }
    if at(0, b"OggS") {
        let video = at(28, b"\x80theora");
        return Some(if video { "video/ogg" } else { "audio/ogg" });
    }
    if at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")) {
        return Some("audio/aiff");
    }
    if at(257, b"ustar") {
        return Some("application/x-tar");
    }
    if at(60, b"BOOKMOBI") || at(60, b"TEXtREAd") {
        return Some("application/x-mobipocket-ebook");
    }
    if at(0, b"\x01\0\0\0") && at(40, b" EMF") {
        return Some("image/emf");
    }
    if at(0, b"AC10") && bytes.get(4..6).is_some_and(|version| version.iter().all(u8::is_ascii_digit)) {
        return Some("image/vnd.dwg");
    }
    short_signature(bytes)
}

/// Signatures of two or four bytes, which need a second look at fields behind them.
fn short_signature(bytes: &[u8]) -> Option<&'static str> {
    let word = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
    match bytes.get(..2)? {
        // Size of the header behind the file header: one of the versions from OS/2 1.0 to Windows 5.
        b"BM" if matches!(word(14), Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124)) => Some("image/bmp"),
        b"MZ" => {
            let header = bytes.get(word(60)? as usize..)?;
            let known = header.starts_with(b"PE\0\0") || header.starts_with(b"NE") || header.starts_with(b"LE");
            known.then_some("application/vnd.microsoft.portable-executable")
        }
        // A class file's major version is 45 or more; a universal macOS binary's count of architectures is small.
        b"\xCA\xFE" if bytes.starts_with(b"\xCA\xFE\xBA\xBE") => match bytes.get(7)? {
            0..=40 => Some("application/x-mach-binary"),
            _ => Some("application/java-vm"),
        },
        [0xFF, second] if second & 0xF6 == 0xF0 => Some("audio/aac"),
        // Layers II and III.
        [0xFF, second] if matches!(second & 0xE6, 0xE2 | 0xE4) && bytes.get(2)? & 0xF0 != 0xF0 => Some("audio/mpeg"),
        // The first sync word, then the stream's kind in the top five bits of byte 5 (ETSI TS 102 366: above 10 for E-AC-3).
        b"\x0B\x77" => Some(if bytes.get(5)? >> 3 > 10 { "audio/eac3" } else { "audio/ac3" }),
        // The same packets behind four bytes of time.
        _ if bytes.len() > 388 && [4, 196, 388].iter().all(|at| bytes.get(*at) == Some(&0x47)) => Some("video/mp2t"),
        [0x47, _] if bytes.len() > 376 && [188, 376].iter().all(|at| bytes.get(*at) == Some(&0x47)) => {
            Some("video/mp2t")
        }
        _ => None,
    }
}

/// ISO base media files by their brand (ISO/IEC 14496-12; brands registered at mp4ra.org).
fn media_container(bytes: &[u8]) -> &'static str {
    match bytes.get(8..12).unwrap_or_default() {
        b"avif" | b"avis" => "image/avif",
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => "image/heic",
        b"M4A " | b"M4B " | b"F4A " => "audio/mp4",
        b"qt  " => "video/quicktime",
        brand if brand.starts_with(b"3gp") || brand.starts_with(b"3g2") => "video/3gpp",
        _ => "video/mp4",
    }
}

fn riff(form: &[u8]) -> Option<&'static str> {
    match form {
        b"WEBP" => Some("image/webp"),
        b"WAVE" => Some("audio/wav"),
        b"AVI " => Some("video/x-msvideo"),
        _ => Some(known::UNKNOWN),
    }
}
