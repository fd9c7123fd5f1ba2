//! Kinds of files that are recognised and have no reader, so that errors and `detectMimeType` can name them.

/// A kind of file: its media type, what it is called, and extensions that tell it among kinds that look the same inside.
pub struct Kind {
    /// Its media type.
    pub mime_type: &'static str,
    /// What it is, with its article.
    pub name: &'static str,
    /// Extensions of its file names, lower case, without the dot.
    pub extensions: &'static [&'static str],
}

const fn kind(mime_type: &'static str, name: &'static str, extensions: &'static [&'static str]) -> Kind {
    Kind { mime_type, name, extensions }
}

/// An empty file.
pub const EMPTY: &str = "application/x-empty";
/// A file of no known kind.
pub const UNKNOWN: &str = "application/octet-stream";
/// An archive without signs of something more special.
pub const ZIP: &str = "application/zip";
/// A compound file without signs of something more special.
pub const COMPOUND: &str = "application/x-ole-storage";
/// A document of an Office format inside an encrypted compound file.
pub const ENCRYPTED_OFFICE: &str = "application/x-encrypted-office";

/// Every kind that is recognised, whether or not a reader for it has come since.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    kind(EMPTY, "an empty file", &[]),
    kind(UNKNOWN, "binary data of an unknown kind", &[]),
    kind(ZIP, "a ZIP archive", &["zip"]),
    kind(COMPOUND, "an OLE compound file", &[]),
    kind(ENCRYPTED_OFFICE, "an encrypted Office document", &[]),
    kind("application/msword", "a Word 97-2003 document", &["doc", "dot"]),
    kind("application/vnd.ms-powerpoint", "a PowerPoint 97-2003 presentation", &["ppt", "pps", "pot"]),
    kind("application/vnd.ms-outlook", "an Outlook message", &["msg"]),
    kind("application/vnd.ms-outlook-pst", "an Outlook data file", &["pst", "ost"]),
    kind("application/vnd.visio", "a Visio drawing", &["vsd", "vsdx"]),
    kind("application/vnd.ms-works", "a Works document", &["wps"]),
    kind("application/vnd.ms-publisher", "a Publisher document", &["pub"]),
    kind("application/vnd.ms-project", "a Project plan", &["mpp"]),
    kind("application/x-msi", "a Windows installer package", &["msi"]),
    kind("application/vnd.ms-htmlhelp", "a compiled HTML help file", &["chm"]),
    kind("application/vnd.ms-xpsdocument", "an XPS document", &["xps", "oxps"]),
    kind("application/vnd.oasis.opendocument.formula", "an OpenDocument formula", &["odf"]),
    kind("application/vnd.oasis.opendocument.chart", "an OpenDocument chart", &["odc"]),
    kind("application/vnd.oasis.opendocument.base", "an OpenDocument database", &["odb"]),
    kind("application/vnd.sun.xml.writer", "an OpenOffice.org 1.0 text", &["sxw"]),
    kind("application/vnd.sun.xml.calc", "an OpenOffice.org 1.0 spreadsheet", &["sxc"]),
    kind("application/vnd.sun.xml.impress", "an OpenOffice.org 1.0 presentation", &["sxi"]),
    kind("application/vnd.apple.pages", "a Pages document", &["pages"]),
    kind("application/vnd.apple.numbers", "a Numbers spreadsheet", &["numbers"]),
    kind("application/vnd.apple.keynote", "a Keynote presentation", &["key"]),
    kind("application/vnd.hancom.hwpx", "a Hangul document", &["hwpx"]),
    kind("application/x-hwp", "a Hangul 5.0 document", &["hwp"]),
    kind("application/java-archive", "a Java archive", &["jar", "war"]),
    kind("application/vnd.android.package-archive", "an Android package", &["apk"]),
    kind("application/x-mobipocket-ebook", "a Mobipocket or Kindle book", &["mobi", "azw", "azw3"]),
    kind("image/vnd.djvu", "a DjVu document", &["djvu"]),
    kind("application/postscript", "a PostScript document", &["ps", "eps"]),
    kind("application/vnd.wordperfect", "a WordPerfect document", &["wpd"]),
    kind("image/heic", "an HEIC picture", &["heic", "heif"]),
    kind("image/avif", "an AVIF picture", &["avif"]),
    kind("image/jxl", "a JPEG XL picture", &["jxl"]),
    kind("image/jp2", "a JPEG 2000 picture", &["jp2", "jpx"]),
    kind("image/x-icon", "a Windows icon", &["ico"]),
    kind("image/vnd.adobe.photoshop", "a Photoshop picture", &["psd"]),
    kind("image/emf", "a Windows enhanced metafile", &["emf"]),
    kind("image/wmf", "a Windows metafile", &["wmf"]),
    kind("image/vnd.dwg", "an AutoCAD drawing", &["dwg"]),
    kind("video/mp4", "an MPEG-4 video", &["mp4", "m4v"]),
    kind("audio/mp4", "an MPEG-4 audio file", &["m4a"]),
    kind("video/quicktime", "a QuickTime video", &["mov"]),
    kind("video/3gpp", "a 3GPP video", &["3gp"]),
    kind("video/x-matroska", "a Matroska video", &["mkv"]),
    kind("video/webm", "a WebM video", &["webm"]),
    kind("video/x-msvideo", "an AVI video", &["avi"]),
    kind("video/x-flv", "a Flash video", &["flv"]),
    kind("video/x-ms-asf", "a Windows Media file", &["asf", "wmv", "wma"]),
    kind("video/mpeg", "an MPEG video", &["mpg", "mpeg"]),
    kind("video/mp2t", "an MPEG transport stream", &["ts", "m2ts"]),
    kind("audio/mpeg", "an MP3 audio file", &["mp3"]),
    kind("audio/aac", "an AAC audio file", &["aac"]),
    kind("audio/wav", "a WAVE audio file", &["wav"]),
    kind("audio/ogg", "an Ogg audio file", &["ogg", "opus"]),
    kind("video/ogg", "an Ogg video", &["ogv"]),
    kind("audio/flac", "a FLAC audio file", &["flac"]),
    kind("audio/aiff", "an AIFF audio file", &["aif", "aiff"]),
    kind("audio/x-caf", "a Core Audio file", &["caf"]),
    kind("audio/ac3", "an AC-3 audio file", &["ac3"]),
    kind("audio/eac3", "an E-AC-3 audio file", &["eac3", "ec3"]),
    kind("audio/vnd.dts", "a DTS audio file", &["dts"]),
    kind("audio/basic", "a Sun audio file", &["au", "snd"]),
    kind("audio/amr", "an AMR audio file", &["amr"]),
    kind("audio/midi", "a MIDI file", &["mid", "midi"]),
    kind("font/ttf", "a TrueType font", &["ttf", "ttc"]),
    kind("font/otf", "an OpenType font", &["otf"]),
    kind("font/woff", "a WOFF font", &["woff"]),
    kind("font/woff2", "a WOFF2 font", &["woff2"]),
    kind("application/x-7z-compressed", "a 7-Zip archive", &["7z"]),
    kind("application/vnd.rar", "a RAR archive", &["rar"]),
    kind("application/gzip", "a gzip file", &["gz", "tgz"]),
    kind("application/x-bzip2", "a bzip2 file", &["bz2"]),
    kind("application/x-xz", "an xz file", &["xz"]),
    kind("application/zstd", "a Zstandard file", &["zst"]),
    kind("application/x-lz4", "an LZ4 file", &["lz4"]),
    kind("application/x-tar", "a tar archive", &["tar"]),
    kind("application/vnd.ms-cab-compressed", "a cabinet archive", &["cab"]),
    kind("application/x-archive", "an ar archive", &["a", "deb"]),
    kind("application/x-rpm", "an RPM package", &["rpm"]),
    kind("application/vnd.sqlite3", "an SQLite database", &["sqlite", "db"]),
    kind("application/vnd.apache.parquet", "a Parquet file", &["parquet"]),
    kind("application/vnd.apache.arrow.file", "an Arrow file", &["arrow", "feather"]),
    kind("application/x-hdf5", "an HDF5 file", &["h5", "hdf5"]),
    kind("application/vnd.ms-access", "an Access database", &["mdb", "accdb"]),
    kind("application/x-executable", "an ELF program", &["so", "elf"]),
    kind("application/vnd.microsoft.portable-executable", "a Windows program", &["exe", "dll"]),
    kind("application/x-mach-binary", "a macOS program", &["dylib"]),
    kind("application/java-vm", "a Java class", &["class"]),
    kind("application/wasm", "a WebAssembly module", &["wasm"]),
    kind("application/x-pcap", "a packet capture", &["pcap", "pcapng"]),
];

/// The kind with this media type.
pub fn kind_of(mime_type: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.mime_type.eq_ignore_ascii_case(mime_type))
}

/// The kind with this file name's extension.
pub fn kind_by_name(name: &str) -> Option<&'static Kind> {
    let (_, extension) = name.rsplit_once('.')?;
    KINDS.iter().find(|kind| kind.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
