//! Reading containers.

use std::ffi::c_int;
use std::io;
use std::ptr;

use crate::dictionary::{Dictionary, pairs};
use crate::error::{AvError, check};
use crate::generated::types::*;
use crate::io::{Device, Io, Source, Stop, interrupted, open_nothing};
use crate::load::Ffmpeg;
use crate::packet::Packet;
use crate::parameters::{MediaKind, Parameters};
use crate::rational::Rational;
use crate::strings::{c_string, text};

/// How often a demuxer is asked for a packet in succession.
const MOST_ATTEMPTS: u32 = 10_000;

/// How an input is opened.
#[derive(Debug, Clone)]
pub struct InputSettings {
    /// The file's name, whose extension helps to tell containers apart; nothing is opened by it.
    pub name: String,
    /// More streams are an error.
    pub max_streams: u32,
}

/// A stream, as it was found when the input was opened.
pub struct InputStream {
    /// Its place in the file.
    pub index: usize,
    /// The unit of its times.
    pub time_base: Rational,
    /// Its first time; [`crate::NO_TIME`] when unknown.
    pub start: i64,
    /// How long it is; 0 or negative when unknown.
    pub duration: i64,
    /// Frames, as the container counts them; 0 when unknown.
    pub frames: u64,
    /// Average frame rate; 0/0 when unknown.
    pub average_rate: Rational,
    /// The lowest rate that all times can be told exactly in; a guess.
    pub real_rate: Rational,
    /// Width of a pixel divided by its height; 0/1 when unknown.
    pub pixel_aspect: Rational,
    /// Whether players should choose it.
    pub default: bool,
    /// Whether players should always show it.
    pub forced: bool,
    /// Whether it is one picture that belongs to the file.
    pub attached_picture: bool,
    /// FFmpeg's flags for what a stream is for.
    pub disposition: i32,
    /// Tags.
    pub tags: Vec<(String, String)>,
    /// What it holds.
    pub parameters: Parameters,
}

/// Where to seek.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seek {
    /// To the last key frame at or before the time.
    Before,
    /// To any key frame, also after the time, if there is none before.
    Nearest,
}

/// A chapter: start and end in seconds, and its tags.
pub type ChapterTimes = (f64, f64, Vec<(String, String)>);

/// An open container.
pub struct Input<'a> {
    ffmpeg: Ffmpeg,
    context: *mut AVFormatContext,
    io: Io<'a>,
    settings: InputSettings,
}

// SAFETY: the context is only reached through its owner, and `Io` is `Send`.
unsafe impl Send for Input<'_> {}

impl<'a> Input<'a> {
    /// Opens what `source` holds. Until it is examined, no more is known of its streams than the headers say.
    ///
    /// # Errors
    /// When it is no container that FFmpeg knows, or it cannot be read; [`Input::open`] returns the source's own error
    /// beside FFmpeg's.
    pub fn open(
        ffmpeg: Ffmpeg,
        source: Box<dyn Source + 'a>,
        stop: Stop<'a>,
        settings: &InputSettings,
    ) -> Result<Self, (AvError, Option<io::Error>)> {
        crate::log::forget_messages();
        let io = Io::new(ffmpeg, Device::Source(source), stop).map_err(|error| (error, None))?;
        let mut input = Self { ffmpeg, context: ptr::null_mut(), io, settings: settings.clone() };
        match input.start() {
            Ok(()) => Ok(input),
            Err(error) => {
                let cause = input.io.take_error();
                Err((error, cause))
            }
        }
    }

    fn start(&mut self) -> Result<(), AvError> {
        let functions = self.ffmpeg.functions();
        let name = c_string(&self.settings.name)?;
        // SAFETY: the context is new; `avformat_open_input` frees it when it fails and sets our pointer to null. The I/O
        // context and its state outlive it.
        unsafe {
            let context = crate::error::allocated((functions.avformat_alloc_context)())?;
            (*context).pb = self.io.context;
            (*context).interrupt_callback =
                AVIOInterruptCB { callback: Some(interrupted), opaque: self.io.state.cast() };
            (*context).io_open = Some(open_nothing);
            (*context).max_streams = c_int::try_from(self.settings.max_streams).unwrap_or(c_int::MAX);
            self.context = context;
            let open = functions.avformat_open_input;
            check(self.ffmpeg, open(&raw mut self.context, name.as_ptr(), ptr::null(), ptr::null_mut()))?;
        }
        Ok(())
    }

    /// Lets FFmpeg read the start of the file, and decode some of it, to find out what the headers do not say. Pictures of more
    /// than `max_pixels` are not decoded, nor are streams of another kind than `only`, if that is given.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn examine(&mut self, max_pixels: u64, only: Option<MediaKind>) -> Result<(), AvError> {
        let count = self.stream_count();
        let options = [
            ("max_pixels".to_string(), max_pixels.min(i64::MAX as u64).to_string()),
            ("threads".to_string(), "1".to_string()),
        ];
        let mut dictionaries = Vec::with_capacity(count);
        for index in 0..count {
            let passed_over = match only {
                Some(only) => self.stream(index)?.parameters.kind() != only,
                None => false,
            };
            // No codec has this name, so none is opened.
            let none = passed_over.then(|| ("codec_whitelist".to_string(), "none".to_string()));
            let options: Vec<_> = options.iter().cloned().chain(none).collect();
            dictionaries.push(Dictionary::from_pairs(self.ffmpeg, &options)?.into_raw());
        }
        // SAFETY: the context is open; there is one dictionary for each of its streams, which stay ours.
        let code = unsafe {
            let list = if count == 0 { ptr::null_mut() } else { dictionaries.as_mut_ptr() };
            (self.ffmpeg.functions().avformat_find_stream_info)(self.context, list)
        };
        for mut dictionary in dictionaries {
            // SAFETY: dictionaries are ours again.
            unsafe { (self.ffmpeg.functions().av_dict_free)(&raw mut dictionary) };
        }
        check(self.ffmpeg, code).map(drop)
    }

    fn get(&self) -> &AVFormatContext {
        // SAFETY: the context lives as long as `self`, and nothing writes to it meanwhile.
        unsafe { &*self.context }
    }

    /// How many streams there are.
    #[must_use]
    pub fn stream_count(&self) -> usize {
        self.get().nb_streams as usize
    }

    fn raw_stream(&self, index: usize) -> Option<*mut AVStream> {
        if index >= self.stream_count() {
            return None;
        }
        // SAFETY: the list has `nb_streams` pointers.
        Some(unsafe { *self.get().streams.add(index) })
    }

    /// A stream.
    ///
    /// # Errors
    /// When there is none of this index, or memory is short.
    pub fn stream(&self, index: usize) -> Result<InputStream, AvError> {
        let no_stream = || AvError::new(crate::error::INVALID, &format!("no stream {index}"));
        let raw = self.raw_stream(index).ok_or_else(no_stream)?;
        // SAFETY: streams live as long as the context, and nothing writes to them meanwhile.
        unsafe {
            let stream = &*raw;
            let disposition = stream.disposition;
            let guess = self.ffmpeg.functions().av_guess_sample_aspect_ratio;
            Ok(InputStream {
                index,
                time_base: stream.time_base.into(),
                start: stream.start_time,
                duration: stream.duration,
                frames: u64::try_from(stream.nb_frames).unwrap_or(0),
                average_rate: stream.avg_frame_rate.into(),
                real_rate: (self.ffmpeg.functions().av_guess_frame_rate)(self.context, raw, ptr::null_mut()).into(),
                pixel_aspect: guess(self.context, raw, ptr::null_mut()).into(),
                default: disposition & AV_DISPOSITION_DEFAULT as c_int != 0,
                forced: disposition & AV_DISPOSITION_FORCED as c_int != 0,
                attached_picture: disposition & AV_DISPOSITION_ATTACHED_PIC as c_int != 0,
                disposition,
                tags: pairs(self.ffmpeg, stream.metadata),
                parameters: Parameters::copy_of(self.ffmpeg, stream.codecpar)?,
            })
        }
    }

    /// All streams.
    ///
    /// # Errors
    /// When memory is short.
    pub fn streams(&self) -> Result<Vec<InputStream>, AvError> {
        (0..self.stream_count()).map(|index| self.stream(index)).collect()
    }

    /// The stream of a kind that players would choose.
    #[must_use]
    pub fn best_stream(&self, kind: MediaKind) -> Option<usize> {
        let kind = match kind {
            MediaKind::Video => AVMEDIA_TYPE_VIDEO,
            MediaKind::Audio => AVMEDIA_TYPE_AUDIO,
            MediaKind::Subtitle => AVMEDIA_TYPE_SUBTITLE,
            MediaKind::Attachment => AVMEDIA_TYPE_ATTACHMENT,
            MediaKind::Data => AVMEDIA_TYPE_DATA,
        };
        // SAFETY: the context is open, and not changed by this.
        let index =
            unsafe { (self.ffmpeg.functions().av_find_best_stream)(self.context, kind, -1, -1, ptr::null_mut(), 0) };
        usize::try_from(index).ok()
    }

    /// The container's short names, with commas between them, and its description.
    #[must_use]
    pub fn format(&self) -> (String, String) {
        let format = self.get().iformat;
        if format.is_null() {
            return Default::default();
        }
        // SAFETY: formats and their names are constant.
        unsafe { (text((*format).name).unwrap_or_default(), text((*format).long_name).unwrap_or_default()) }
    }

    /// Start and duration in microseconds, [`crate::NO_TIME`] when unknown, and bits a second, 0 when unknown.
    #[must_use]
    pub fn times(&self) -> (i64, i64, u64) {
        let context = self.get();
        (context.start_time, context.duration, u64::try_from(context.bit_rate).unwrap_or(0))
    }

    /// Tags of the whole file.
    #[must_use]
    pub fn tags(&self) -> Vec<(String, String)> {
        // SAFETY: the dictionary belongs to the context, which nothing changes meanwhile.
        unsafe { pairs(self.ffmpeg, self.get().metadata) }
    }

    /// Chapters.
    #[must_use]
    pub fn chapters(&self) -> Vec<ChapterTimes> {
        let context = self.get();
        (0..context.nb_chapters as usize)
            .filter_map(|index| {
                // SAFETY: the list has `nb_chapters` pointers, to chapters of the context.
                unsafe {
                    let chapter = &**context.chapters.add(index);
                    let base = Rational::from(chapter.time_base);
                    Some((
                        base.seconds(chapter.start)?,
                        base.seconds(chapter.end)?,
                        pairs(self.ffmpeg, chapter.metadata),
                    ))
                }
            })
            .collect()
    }

    /// Reads streams other than these no more than it must.
    pub fn only(&mut self, streams: &[usize]) {
        for index in 0..self.stream_count() {
            let discard = if streams.contains(&index) { AVDISCARD_DEFAULT } else { AVDISCARD_ALL };
            self.set_discard(index, discard);
        }
    }

    /// Gives key frames of a stream only, as far as the container knows them. (FFmpeg's documentation says so of every
    /// container; not all do: ask [`Packet::is_key`] too.)
    pub fn only_keyframes(&mut self, stream: usize) {
        self.set_discard(stream, AVDISCARD_NONKEY);
    }

    fn set_discard(&mut self, index: usize, discard: AVDiscard) {
        if let Some(stream) = self.raw_stream(index) {
            // SAFETY: streams live as long as the context, which is borrowed exclusively.
            unsafe { (*stream).discard = discard };
        }
    }

    /// The next packet of any stream; false at the end.
    ///
    /// # Errors
    /// When reading fails, or the data is damaged beyond recovery.
    pub fn read(&mut self, packet: &mut Packet) -> Result<bool, AvError> {
        packet.clear();
        // Demuxers say "again" when they passed over something; one that says nothing else has nothing to give.
        for _ in 0..MOST_ATTEMPTS {
            // SAFETY: the context is open, the packet empty.
            match unsafe { (self.ffmpeg.functions().av_read_frame)(self.context, packet.raw) } {
                crate::error::AGAIN => {}
                crate::error::EOF => return Ok(false),
                code => return check(self.ffmpeg, code).map(|_| true),
            }
        }
        Err(AvError::new(crate::error::INVALID_DATA, "the container gives no data"))
    }

    /// Goes to a time of a stream, or of the whole file in microseconds.
    ///
    /// # Errors
    /// When the container or the source cannot.
    pub fn seek(&mut self, stream: Option<usize>, time: i64, how: Seek) -> Result<(), AvError> {
        if self.is_lost_when_it_seeks() {
            return self.reopen();
        }
        let stream = stream.map_or(-1, |index| c_int::try_from(index).unwrap_or(-1));
        let latest = if how == Seek::Before { time } else { i64::MAX };
        // SAFETY: the context is open.
        let code =
            unsafe { (self.ffmpeg.functions().avformat_seek_file)(self.context, stream, i64::MIN, time, latest, 0) };
        check(self.ffmpeg, code).map(drop)
    }

    /// Goes to the start.
    ///
    /// # Errors
    /// When the source cannot.
    pub fn rewind(&mut self) -> Result<(), AvError> {
        if self.is_lost_when_it_seeks() {
            return self.reopen();
        }
        // By bytes where the container has no index, and would search by time; else by the index.
        // SAFETY: the context is open.
        let code = unsafe {
            let bytes = AVSEEK_FLAG_BYTE as c_int;
            let code = (self.ffmpeg.functions().av_seek_frame)(self.context, -1, 0, bytes);
            if code >= 0 {
                code
            } else {
                (self.ffmpeg.functions().av_seek_frame)(self.context, -1, 0, AVSEEK_FLAG_BACKWARD as c_int)
            }
        };
        check(self.ffmpeg, code).map(drop)
    }

    /// Animated WebP starts with its only key frame, but its demuxer (FFmpeg 9.0, `webp_anim_dec.c`) goes to the middle of it, and
    /// does not know it again.
    fn is_lost_when_it_seeks(&self) -> bool {
        self.format().0 == "webp_anim"
    }

    /// Opens the container again, at its start. When that fails, the one that is open stays.
    fn reopen(&mut self) -> Result<(), AvError> {
        let io = self.io.restart()?;
        let context = std::mem::replace(&mut self.context, ptr::null_mut());
        let result = self.start();
        let (mut context, io) = match result {
            Ok(()) => (context, io),
            Err(_) => (std::mem::replace(&mut self.context, context), std::mem::replace(&mut self.io.context, io)),
        };
        // SAFETY: of the two, this one is not used any more; its I/O context is not freed with it, since we set it.
        unsafe {
            (self.ffmpeg.functions().avformat_close_input)(&raw mut context);
            self.io.free(io);
        }
        result
    }

    /// Times of the key frames that the container's index lists, in order; none when it has no index.
    #[must_use]
    pub fn keyframe_times(&self, stream: usize) -> Vec<i64> {
        let Some(raw) = self.raw_stream(stream) else { return Vec::new() };
        let functions = self.ffmpeg.functions();
        // SAFETY: the stream belongs to the context; entries below the count are there until the context reads on.
        unsafe {
            let count = (functions.avformat_index_get_entries_count)(raw);
            (0..count)
                .filter_map(|index| {
                    let entry = (functions.avformat_index_get_entry)(raw, index);
                    (!entry.is_null() && (*entry).flags() & AVINDEX_KEYFRAME as c_int != 0).then(|| (*entry).timestamp)
                })
                .collect()
        }
    }

    /// The source's own error, once, after a function failed.
    pub fn take_error(&mut self) -> Option<io::Error> {
        self.io.take_error()
    }
}

impl Drop for Input<'_> {
    fn drop(&mut self) {
        // SAFETY: the context is ours or null; the I/O context is not freed with it, since we set it.
        unsafe { (self.ffmpeg.functions().avformat_close_input)(&raw mut self.context) };
    }
}
