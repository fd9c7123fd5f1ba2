//! What a file says in words: subtitles, and the pictures that belong to the whole file.

use lode_ffmpeg::{InputStream, MediaKind, Packet, SubtitleConverter};
use lode_runtime::{Job, Result, sort};

use crate::input::Input;
use crate::model::MediaInfo;
use crate::probe::describe;
use crate::reader::Reader;

/// A text that is shown for some time.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// When it appears, in seconds from the start of the file.
    pub start: f64,
    /// When it goes.
    pub end: f64,
    /// The text, with line breaks and without marks for looks.
    pub text: String,
}

/// The subtitles of one stream, in the order of their times.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subtitles {
    /// The stream's place in [`MediaInfo::streams`].
    pub stream: usize,
    /// The texts.
    pub cues: Vec<Cue>,
}

/// A picture that belongs to the whole file, such as the cover of an album.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachedPicture {
    /// The stream's place in [`MediaInfo::streams`].
    pub stream: usize,
    /// The picture's own file.
    pub data: Vec<u8>,
}

/// What a file says in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MediaTexts {
    /// What is in the file.
    pub info: MediaInfo,
    /// The subtitles that are text.
    pub subtitles: Vec<Subtitles>,
    /// Pictures, where they were asked for.
    pub pictures: Vec<AttachedPicture>,
}

/// Reads what a file says in words: streams, chapters, tags and subtitles, and with `pictures` those that belong to the whole
/// file. Sound and video are passed over.
///
/// # Errors
/// `Media` for what is no audio or video or too damaged, `LibraryLoad` without FFmpeg, `LimitExpandedBytes`, those of reading
/// the input.
pub fn read_texts(input: Input, pictures: bool, job: &Job) -> Result<MediaTexts> {
    let mut reader = Reader::open(job, input)?;
    let mut texts = MediaTexts { info: describe(&mut reader)?, ..MediaTexts::default() };
    let mut wanted = Vec::new();
    let mut tracks = Vec::new();
    for stream in reader.input.streams().map_err(|error| reader.fail("read the streams", &error))? {
        if stream.parameters.kind() == MediaKind::Subtitle && stream.parameters.is_text_subtitle() {
            wanted.push(stream.index);
            tracks.extend(Track::open(&mut reader, stream)?);
        } else if stream.attached_picture && pictures {
            wanted.push(stream.index);
            texts.pictures.push(AttachedPicture { stream: stream.index, data: Vec::new() });
        }
    }
    if !wanted.is_empty() {
        reader.input.only(&wanted);
        read_packets(&mut reader, &mut tracks, &mut texts.pictures)?;
    }
    texts.subtitles = tracks.into_iter().map(Track::finish).filter(|track| !track.cues.is_empty()).collect();
    texts.pictures.retain(|picture| !picture.data.is_empty());
    texts.info.warnings = reader.damage.warnings();
    Ok(texts)
}

fn read_packets(reader: &mut Reader, tracks: &mut [Track], pictures: &mut [AttachedPicture]) -> Result<()> {
    let mut packet = Packet::new(reader.ffmpeg).map_err(|error| reader.fail("read", &error))?;
    let mut bytes = 0;
    while reader.read(&mut packet)? {
        if let Some(track) = tracks.iter_mut().find(|track| track.stream.index == packet.stream()) {
            bytes += track.take(reader, &packet);
        } else if let Some(picture) = pictures.iter_mut().find(|picture| picture.stream == packet.stream()) {
            picture.data = packet.data().to_vec();
            bytes += packet.data().len();
        }
        reader.job.limits().expanded_bytes(bytes as u64)?;
    }
    Ok(())
}

/// A stream of subtitles that is being read.
struct Track {
    stream: InputStream,
    converter: SubtitleConverter,
    cues: Vec<Cue>,
}

impl Track {
    /// Begins to read a stream; none where the loaded FFmpeg has no decoder for it.
    fn open(reader: &mut Reader, stream: InputStream) -> Result<Option<Self>> {
        match SubtitleConverter::open(reader.ffmpeg, &stream.parameters, stream.time_base, None) {
            Ok(converter) => Ok(Some(Self { stream, converter, cues: Vec::new() })),
            Err(error) => {
                reader.job.check()?;
                reader.damage.say(format!("stream {} is left out: {}", stream.index, error.message));
                Ok(None)
            }
        }
    }

    /// Adds the texts of a packet; gives how many bytes they are.
    fn take(&mut self, reader: &mut Reader, packet: &Packet) -> usize {
        let texts = self.converter.texts(packet).unwrap_or_else(|error| {
            reader.damage.add(&error);
            Vec::new()
        });
        let seconds = |time| self.stream.time_base.seconds(time).unwrap_or(0.0);
        let (shown, lasts) = (seconds(packet.pts()) - reader.start(), seconds(packet.duration()));
        let mut bytes = 0;
        for found in texts {
            let text = plain(&found.text);
            let start = shown + f64::from(found.start) / 1000.0;
            let end = found.end.map_or(shown + lasts, |end| shown + f64::from(end) / 1000.0).max(start);
            // Effects lay one text over another.
            let again = self.cues.last().is_some_and(|last| last.start == start && last.text == text);
            if !text.is_empty() && !again {
                bytes += text.len();
                self.cues.push(Cue { start, end, text });
            }
        }
        bytes
    }

    fn finish(mut self) -> Subtitles {
        sort::by(&mut self.cues, |a, b| a.start.total_cmp(&b.start));
        Subtitles { stream: self.stream.index, cues: self.cues }
    }
}

/// The words of an event of the ASS format as FFmpeg's decoders give it: eight fields, then text with `\N` for a new line, `\h`
/// for a hard space, and overrides in braces, of which `\p1` and more begin a drawing and `\p0` ends it.
fn plain(event: &str) -> String {
    let mut text = String::new();
    let mut rest = event.splitn(9, ',').nth(8).unwrap_or(event);
    let mut drawing = false;
    while let Some(next) = rest.chars().next() {
        if let Some(end) = rest.strip_prefix('{').and_then(|inside| inside.find('}')) {
            let overrides = rest.get(1..=end).unwrap_or_default();
            drawing = is_drawing(overrides).unwrap_or(drawing);
            rest = rest.get(end + 2..).unwrap_or_default();
            continue;
        }
        let (written, length) = match rest.as_bytes() {
            [b'\\', b'N' | b'n', ..] => ('\n', 2),
            [b'\\', b'h', ..] => (' ', 2),
            _ => (next, next.len_utf8()),
        };
        if !drawing && written != '\r' {
            text.push(written);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Whether overrides begin a drawing or end one.
fn is_drawing(overrides: &str) -> Option<bool> {
    let mut levels = overrides.split('\\').filter_map(|one| one.strip_prefix('p')?.parse::<u32>().ok());
    levels.next_back().map(|level| level > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_and_drawings_are_left_out_and_lines_are_kept() {
        assert_eq!(plain(r"0,0,Default,,0,0,0,,{\i1}waves{\i0}\Nand, wind"), "waves\nand, wind");
        assert_eq!(plain(r"1,0,Default,,0,0,0,,{\p1}m 0 0 l 9 9{\p0} the end\h!"), "the end !");
        assert_eq!(plain(r"2,0,Default,,0,0,0,,{\pos(1,2)}here{ unclosed"), "here{ unclosed");
    }

    #[test]
    fn a_text_that_is_no_event_is_itself() {
        assert_eq!(plain("plain\r\n words"), "plain\nwords");
    }
}
