//! Sound and video as documents: the one place where the documents engine and the media engine meet.

use std::path::Path;
use std::sync::Arc;

use lode_documents::attach_document;
use lode_documents::document::{Content, Document, RichText};
use lode_documents::formats::{Context, Format};
use lode_documents::model::{ExtractedImage, Tag};
use lode_documents::options::ExtractOptions;
use lode_media::model::{Chapter, MediaInfo, StreamInfo, StreamKind};
use lode_media::{Cue, Input, MediaTexts, Subtitles, read_texts};
use lode_runtime::{Bytes, Result};
use serde::Deserialize;

const fn format(
    name: &'static str,
    mime_type: &'static str,
    aliases: &'static [&'static str],
    extensions: &'static [&'static str],
) -> Format {
    Format { name, mime_type, aliases, extensions, read, read_file: Some(read_file), open_pages: None }
}

/// Sound and video, for [`ExtractOptions::formats`].
#[rustfmt::skip]
pub const FORMATS: &[Format] = &[
    format("MP4", "video/mp4", &["video/x-m4v", "application/mp4"], &["mp4", "m4v"]),
    format("MPEG-4 audio", "audio/mp4", &["audio/x-m4a", "audio/m4a", "audio/x-m4b"], &["m4a", "m4b"]),
    format("QuickTime", "video/quicktime", &[], &["mov", "qt"]),
    format("3GPP", "video/3gpp", &["audio/3gpp", "video/3gpp2", "audio/3gpp2"], &["3gp", "3g2"]),
    format("Matroska", "video/x-matroska", &["video/matroska", "audio/x-matroska", "audio/matroska"], &["mkv", "mka", "mks"]),
    format("WebM", "video/webm", &["audio/webm"], &["webm"]),
    format("AVI", "video/x-msvideo", &["video/avi", "video/vnd.avi"], &["avi"]),
    format("Flash video", "video/x-flv", &[], &["flv"]),
    format("Windows Media", "video/x-ms-asf", &["video/x-ms-wmv", "audio/x-ms-wma"], &["asf", "wmv", "wma"]),
    format("MPEG program stream", "video/mpeg", &["video/mp2p"], &["mpg", "mpeg", "vob"]),
    format("MPEG transport stream", "video/mp2t", &[], &["ts", "m2ts", "mts"]),
    format("MP3", "audio/mpeg", &["audio/mp3", "audio/x-mp3", "audio/x-mpeg"], &["mp3", "mp2"]),
    format("AAC", "audio/aac", &["audio/x-aac", "audio/aacp"], &["aac"]),
    format("WAV", "audio/wav", &["audio/x-wav", "audio/wave", "audio/vnd.wave"], &["wav", "w64"]),
    format("Ogg audio", "audio/ogg", &["application/ogg", "audio/opus", "audio/vorbis"], &["ogg", "oga", "opus"]),
    format("Ogg video", "video/ogg", &[], &["ogv"]),
    format("FLAC", "audio/flac", &["audio/x-flac"], &["flac"]),
    format("AIFF", "audio/aiff", &["audio/x-aiff"], &["aif", "aiff", "aifc"]),
    format("Core Audio", "audio/x-caf", &[], &["caf"]),
    format("AC-3", "audio/ac3", &[], &["ac3"]),
    format("E-AC-3", "audio/eac3", &[], &["eac3", "ec3"]),
    format("DTS", "audio/vnd.dts", &[], &["dts"]),
    format("AMR", "audio/amr", &["audio/amr-wb"], &["amr", "awb"]),
    format("Sun audio", "audio/basic", &[], &["au", "snd"]),
];

/// Options of an extraction that reads sound and video, too.
#[derive(Deserialize)]
#[serde(from = "ExtractOptions")]
pub struct AllFormats(pub ExtractOptions);

impl From<ExtractOptions> for AllFormats {
    fn from(options: ExtractOptions) -> Self {
        Self(ExtractOptions { formats: FORMATS, ..options })
    }
}

fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let name = context.name.unwrap_or("the input").to_string();
    document(Input::Bytes(Arc::clone(bytes), name), context)
}

fn read_file(path: &Path, context: &Context) -> Result<Document> {
    document(Input::Path(path.to_path_buf()), context)
}

/// The subtitles, or where there are none what the file is; chapters are headings, and tags are metadata.
fn document(input: Input, context: &Context) -> Result<Document> {
    let wants_pictures = context.options.images.get().is_some();
    let MediaTexts { info, subtitles, pictures } = read_texts(input, wants_pictures, context.job)?;
    let mut document = Document::default();
    for message in &info.warnings {
        document.warn("MEDIA_DAMAGED", message.as_str());
    }
    for stream in info.streams.iter().filter(|stream| is_drawn(stream)) {
        let message = format!("the subtitles of stream {} are pictures ({}), not text", stream.index, stream.codec);
        document.warn("SUBTITLES_ARE_PICTURES", message);
    }
    add_metadata(&info, &mut document);
    let (chosen, others) = choose(subtitles, &info);
    match chosen {
        Some(track) => add_cues(track.cues, &info.chapters, &mut document),
        None => describe(&info, &mut document),
    }
    for track in others {
        let Some(stream) = info.streams.get(track.stream) else { continue };
        let mut part = Document::default();
        part.metadata.title = stream.title.clone();
        part.metadata.language = stream.language.clone();
        add_cues(track.cues, &[], &mut part);
        attach_document(part, &label(stream), subtitle_type(stream), &mut document, context)?;
    }
    for picture in pictures {
        let Some(stream) = info.streams.get(picture.stream) else { continue };
        document.images.push(ExtractedImage {
            data: picture.data,
            mime_type: picture_type(stream).into(),
            width: stream.width,
            height: stream.height,
            description: stream.title.clone().or_else(|| tag(&stream.tags, "comment")),
            ..ExtractedImage::default()
        });
    }
    Ok(document)
}

/// The subtitles that players show, and the others.
fn choose(mut subtitles: Vec<Subtitles>, info: &MediaInfo) -> (Option<Subtitles>, Vec<Subtitles>) {
    // Forced ones are only what is foreign in the film.
    let rank = |track: &Subtitles| {
        let stream = info.streams.get(track.stream);
        stream.map(|stream| (stream.forced, !stream.default, stream.index))
    };
    let Some(first) = (0..subtitles.len()).min_by_key(|index| subtitles.get(*index).map(rank)) else {
        return (None, subtitles);
    };
    let chosen = subtitles.remove(first);
    (Some(chosen), subtitles)
}

/// Paragraphs with their times, under the headings of the chapters in which they begin.
fn add_cues(cues: Vec<Cue>, chapters: &[Chapter], document: &mut Document) {
    let mut chapters = chapters.iter().peekable();
    for cue in cues {
        while let Some(chapter) = chapters.next_if(|chapter| chapter.start <= cue.start) {
            add_chapter(chapter, document);
        }
        document.push_at(Content::Paragraph(RichText::plain(cue.text)), (cue.start, cue.end));
    }
    chapters.for_each(|chapter| add_chapter(chapter, document));
}

fn add_chapter(chapter: &Chapter, document: &mut Document) {
    if let Some(title) = &chapter.title {
        let heading = Content::Heading { level: 2, text: RichText::plain(title.as_str()) };
        document.push_at(heading, (chapter.start, chapter.end));
    }
}

/// What a file without subtitles is: its title, its streams, what its tags say, its chapters.
fn describe(info: &MediaInfo, document: &mut Document) {
    if let Some(title) = document.metadata.title.clone() {
        document.push(Content::Title(RichText::plain(title)));
    }
    let duration = info.duration.map(|seconds| format!(", {}", clock(seconds))).unwrap_or_default();
    document.push(Content::Paragraph(RichText::plain(format!("{}{duration}", container(info)))));
    let item = |text: String| Content::ListItem { depth: 1, number: None, text: RichText::plain(text) };
    for stream in &info.streams {
        let shown = !matches!(stream.kind, StreamKind::Data | StreamKind::Attachment) && !stream.attached_picture;
        if shown {
            document.push(item(label(stream)));
        }
    }
    let said: Vec<Tag> =
        document.metadata.tags.iter().filter(|tag| !is_technical(&tag.name) && tag.name != "title").cloned().collect();
    let (long, short): (Vec<Tag>, Vec<Tag>) = said.into_iter().partition(|tag| tag.value.contains('\n'));
    for tag in short {
        document.push(item(format!("{}: {}", tag.name, tag.value.trim())));
    }
    for tag in long {
        for paragraph in tag.value.replace('\r', "").split("\n\n") {
            document.push(Content::Paragraph(RichText::plain(paragraph)));
        }
    }
    info.chapters.iter().for_each(|chapter| add_chapter(chapter, document));
}

/// One line about a stream, such as `Video: h264, 1920 × 1080, 25 fps`.
fn label(stream: &StreamInfo) -> String {
    let kind = match stream.kind {
        StreamKind::Video => "Video",
        StreamKind::Audio => "Sound",
        StreamKind::Subtitle => "Subtitles",
        StreamKind::Attachment => "File",
        StreamKind::Data => "Data",
    };
    let mut parts = vec![format!("{kind}: {}", stream.codec)];
    if let (Some(width), Some(height)) = (stream.display_width, stream.display_height) {
        parts.push(format!("{width} × {height}"));
    }
    parts.extend(stream.frame_rate.map(|rate| format!("{} fps", rounded(rate))));
    parts.extend(stream.sample_rate.map(|rate| format!("{} kHz", rounded(f64::from(rate) / 1000.0))));
    parts.extend(match stream.channels {
        Some(1) => Some("mono".to_string()),
        _ => stream.channel_layout.clone(),
    });
    parts.extend(stream.language.clone());
    parts.extend(stream.title.clone());
    parts.join(", ")
}

/// The container's name. FFmpeg knows families of them by one description.
fn container(info: &MediaInfo) -> &str {
    match info.format.as_str() {
        "mp4" => "MP4",
        "m4a" => "MPEG-4 audio",
        "mov" => "QuickTime",
        "matroska" => "Matroska",
        "webm" => "WebM",
        _ => info.format_description.trim_start_matches("raw "),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Hours, minutes and seconds.
fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    format!("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
}

fn add_metadata(info: &MediaInfo, document: &mut Document) {
    let metadata = &mut document.metadata;
    // Ogg has no tags but those of its streams.
    let audio = info.streams.iter().find(|stream| stream.kind == StreamKind::Audio);
    let tags = match audio {
        Some(stream) if info.format == "ogg" => &stream.tags,
        _ => &info.tags,
    };
    let first = |names: &[&str]| names.iter().find_map(|name| tag(tags, name));
    metadata.title = first(&["title"]);
    metadata.authors = first(&["artist", "album_artist", "author", "composer"]).into_iter().collect();
    metadata.subject = first(&["genre"]);
    metadata.description = first(&["description", "comment", "synopsis"]);
    metadata.keywords = first(&["keywords"])
        .map(|words| {
            words.split([',', ';']).map(|word| word.trim().to_string()).filter(|word| !word.is_empty()).collect()
        })
        .unwrap_or_default();
    metadata.created = first(&["creation_time", "date"]).filter(|date| is_date(date));
    metadata.producer = first(&["encoder"]);
    metadata.duration = info.duration;
    metadata.language = first(&["language"]).or_else(|| audio.and_then(|stream| stream.language.clone()));
    let video = info.streams.iter().find(|stream| stream.kind == StreamKind::Video && !stream.attached_picture);
    metadata.width = video.and_then(|stream| stream.display_width);
    metadata.height = video.and_then(|stream| stream.display_height);
    let lower = |tag: &lode_media::model::MediaTag| Tag { name: tag.name.to_lowercase(), value: tag.value.clone() };
    metadata.tags = tags.iter().map(lower).collect();
}

/// Whether a tag holds a whole date, as RFC 3339 begins, and not a year alone.
fn is_date(text: &str) -> bool {
    let date = text.as_bytes().get(..10).unwrap_or_default();
    date.len() == 10
        && date
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
}

fn tag(tags: &[lode_media::model::MediaTag], name: &str) -> Option<String> {
    let found = tags.iter().find(|tag| tag.name.eq_ignore_ascii_case(name));
    found.map(|tag| tag.value.trim().to_string()).filter(|value| !value.is_empty())
}

/// Tags that containers need and nobody reads.
fn is_technical(name: &str) -> bool {
    matches!(name, "major_brand" | "minor_version" | "compatible_brands" | "encoder" | "creation_time")
}

/// Whether a stream of subtitles consists of pictures.
fn is_drawn(stream: &StreamInfo) -> bool {
    stream.kind == StreamKind::Subtitle
        && matches!(stream.codec.as_str(), "hdmv_pgs_subtitle" | "dvd_subtitle" | "dvb_subtitle" | "xsub")
}

fn subtitle_type(stream: &StreamInfo) -> &'static str {
    match stream.codec.as_str() {
        "subrip" | "srt" => "application/x-subrip",
        "webvtt" => "text/vtt",
        "ass" | "ssa" => "text/x-ssa",
        _ => "text/plain",
    }
}

fn picture_type(stream: &StreamInfo) -> &'static str {
    match stream.codec.as_str() {
        "mjpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "bmp" => "image/bmp",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_told_by_its_media_type() {
        for format in FORMATS {
            let found = lode_documents::formats::by_mime_type(format.mime_type, FORMATS).map(|found| found.name);
            assert_eq!(found, Some(format.name));
        }
    }

    #[test]
    fn a_year_is_no_date() {
        assert!(
            is_date("2026-03-01T12:00:00.000000Z")
                && is_date("2026-03-01")
                && !is_date("2026")
                && !is_date("2026/03/01")
        );
    }

    #[test]
    fn seconds_are_told_as_a_clock_does() {
        assert_eq!((clock(1.2), clock(3725.6)), ("0:00:01".into(), "1:02:06".into()));
    }
}
