//! Writing containers.

use std::ffi::{c_char, c_int};
use std::io;
use std::ptr;

use crate::dictionary::Dictionary;
use crate::error::{AvError, INVALID, NO_MEMORY, allocated, check};
use crate::generated::types::*;
use crate::input::ChapterTimes;
use crate::io::{Device, Io, Sink, Stop, interrupted};
use crate::list::output_format;
use crate::load::Ffmpeg;
use crate::packet::Packet;
use crate::parameters::Parameters;
use crate::rational::Rational;
use crate::strings::c_string;

/// A stream to write.
pub struct OutputStream<'p> {
    /// What it holds.
    pub parameters: &'p Parameters,
    /// The unit of times that is asked for; the container may choose another.
    pub time_base: Rational,
    /// Average frame rate; 0/0 when unknown.
    pub average_rate: Rational,
    /// FFmpeg's flags for what a stream is for.
    pub disposition: i32,
    /// Tags.
    pub tags: Vec<(String, String)>,
    /// Whether the codec's code in the input's container means the same in this one.
    pub keep_tag: bool,
}

/// A container that is being written.
pub struct Output<'a> {
    ffmpeg: Ffmpeg,
    context: *mut AVFormatContext,
    io: Io<'a>,
    started: bool,
}

// SAFETY: the context is only reached through its owner, and `Io` is `Send`.
unsafe impl Send for Output<'_> {}

impl<'a> Output<'a> {
    /// A container of the format called `format`.
    ///
    /// # Errors
    /// When there is no such format, or memory is short.
    pub fn new(ffmpeg: Ffmpeg, format: &str, sink: Box<dyn Sink + 'a>, stop: Stop<'a>) -> Result<Self, AvError> {
        let raw_format = output_format(ffmpeg, format);
        if raw_format.is_null() {
            return Err(AvError::new(INVALID, &format!("no container {format}")));
        }
        let io = Io::new(ffmpeg, Device::Sink(sink), stop)?;
        let mut output = Self { ffmpeg, context: ptr::null_mut(), io, started: false };
        let name = c_string("output")?;
        // SAFETY: the format is constant; the context becomes ours. The I/O context and its state outlive it.
        unsafe {
            let alloc = ffmpeg.functions().avformat_alloc_output_context2;
            check(ffmpeg, alloc(&raw mut output.context, raw_format, ptr::null(), name.as_ptr()))?;
            let context = &mut *output.context;
            context.pb = output.io.context;
            context.opaque = output.io.state.cast();
            context.io_open = Some(open_again);
            context.io_close2 = Some(close_again);
            context.interrupt_callback =
                AVIOInterruptCB { callback: Some(interrupted), opaque: output.io.state.cast() };
        }
        Ok(output)
    }

    /// Whether the container wants what decoders need in its header.
    #[must_use]
    pub fn wants_global_header(&self) -> bool {
        self.format_flags() & AVFMT_GLOBALHEADER as c_int != 0
    }

    /// Whether frames may follow each other at any distance.
    #[must_use]
    pub fn allows_variable_rate(&self) -> bool {
        self.format_flags() & AVFMT_VARIABLE_FPS as c_int != 0
    }

    fn format_flags(&self) -> c_int {
        // SAFETY: the context is ours, its format constant.
        unsafe { (*(*self.context).oformat).flags }
    }

    /// Adds a stream and returns its index.
    ///
    /// # Errors
    /// When memory is short.
    pub fn add_stream(&mut self, stream: &OutputStream) -> Result<usize, AvError> {
        let functions = self.ffmpeg.functions();
        let tags = Dictionary::from_pairs(self.ffmpeg, &stream.tags)?;
        // SAFETY: the context is ours; the new stream belongs to it, as do the tags from here on.
        unsafe {
            let raw = allocated((functions.avformat_new_stream)(self.context, ptr::null()))?;
            check(self.ffmpeg, (functions.avcodec_parameters_copy)((*raw).codecpar, stream.parameters.raw))?;
            if !stream.keep_tag || !self.knows_tag(stream.parameters) {
                (*(*raw).codecpar).codec_tag = 0;
            }
            (*raw).time_base = stream.time_base.av();
            (*raw).avg_frame_rate = stream.average_rate.av();
            (*raw).sample_aspect_ratio = (*(*raw).codecpar).sample_aspect_ratio;
            (*raw).disposition = stream.disposition;
            (*raw).metadata = tags.into_raw();
            usize::try_from((*raw).index).map_err(|_| AvError::new(INVALID, "no index"))
        }
    }

    /// Whether the codec's code is one that this container uses for the codec.
    fn knows_tag(&self, parameters: &Parameters) -> bool {
        // SAFETY: the context is ours, its format and the tables constant; parameters are borrowed.
        unsafe {
            let table = (*(*self.context).oformat).codec_tag;
            let tag = (*parameters.raw).codec_tag;
            if tag == 0 || table.is_null() {
                return false;
            }
            let mut expected: u32 = 0;
            let known = (self.ffmpeg.functions().av_codec_get_tag2)(table, parameters.codec_id(), &raw mut expected);
            known != 0 && expected == tag
        }
    }

    /// Sets the tags of the whole file.
    ///
    /// # Errors
    /// When memory is short, or a tag has a zero byte.
    pub fn set_tags(&mut self, tags: &[(String, String)]) -> Result<(), AvError> {
        let mut new = Dictionary::from_pairs(self.ffmpeg, tags)?;
        // SAFETY: the context is ours; what was there before is freed with `new`.
        unsafe { std::mem::swap(&mut (*self.context).metadata, &mut new.raw) };
        Ok(())
    }

    /// Sets the chapters, before [`Output::start`] and once.
    ///
    /// # Errors
    /// When memory is short.
    pub fn set_chapters(&mut self, chapters: &[ChapterTimes]) -> Result<(), AvError> {
        let functions = self.ffmpeg.functions();
        let base = crate::rational::TIME_BASE;
        // SAFETY: the list and the chapters are FFmpeg's memory and belong to the context, which frees `nb_chapters` of them.
        unsafe {
            let context = &mut *self.context;
            if chapters.is_empty() || !context.chapters.is_null() {
                return Ok(());
            }
            let bytes = chapters.len() * size_of::<*mut AVChapter>();
            context.chapters = allocated((functions.av_mallocz)(bytes))?.cast();
            for (index, (start, end, tags)) in chapters.iter().enumerate() {
                let tags = Dictionary::from_pairs(self.ffmpeg, tags)?;
                let chapter: *mut AVChapter = allocated((functions.av_mallocz)(size_of::<AVChapter>()))?.cast();
                (*chapter).id = i64::try_from(index).unwrap_or(0);
                (*chapter).time_base = base.av();
                ((*chapter).start, (*chapter).end) = (base.time(*start), base.time(*end));
                (*chapter).metadata = tags.into_raw();
                *context.chapters.add(index) = chapter;
                context.nb_chapters += 1;
            }
        }
        Ok(())
    }

    /// Writes the header. Options that the container does not know are an error.
    ///
    /// # Errors
    /// When the container cannot hold these streams, or writing fails.
    pub fn start(&mut self, options: &[(String, String)]) -> Result<(), AvError> {
        crate::log::forget_messages();
        let mut options = Dictionary::from_pairs(self.ffmpeg, options)?;
        // SAFETY: the context is set up.
        let code = unsafe { (self.ffmpeg.functions().avformat_write_header)(self.context, &raw mut options.raw) };
        check(self.ffmpeg, code)?;
        self.started = true;
        Ok(())
    }

    /// The unit of times that the container chose for a stream.
    #[must_use]
    pub fn time_base(&self, stream: usize) -> Rational {
        // SAFETY: the context is ours; the list has `nb_streams` pointers.
        unsafe {
            if stream >= (*self.context).nb_streams as usize {
                return Rational::default();
            }
            (**(*self.context).streams.add(stream)).time_base.into()
        }
    }

    /// Writes a packet, with its stream's index and in its stream's unit of times, in the order in which they are due. The
    /// packet is empty then; none writes everything that waits.
    ///
    /// # Errors
    /// When the packet does not fit in, or writing fails.
    pub fn write(&mut self, packet: Option<&mut Packet>) -> Result<(), AvError> {
        if !self.started {
            return Err(AvError::new(INVALID, "the container has not been started"));
        }
        let raw = packet.map_or(ptr::null_mut(), |packet| packet.raw);
        // SAFETY: the header is written; null writes what waits.
        check(self.ffmpeg, unsafe { (self.ffmpeg.functions().av_interleaved_write_frame)(self.context, raw) }).map(drop)
    }

    /// Writes what ends the container, and everything that waits.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(&mut self) -> Result<(), AvError> {
        if !std::mem::take(&mut self.started) {
            return Err(AvError::new(INVALID, "the container has not been started"));
        }
        // SAFETY: the header is written, and this is the last call for it.
        unsafe {
            check(self.ffmpeg, (self.ffmpeg.functions().av_write_trailer)(self.context))?;
            (self.ffmpeg.functions().avio_flush)(self.io.context);
            check(self.ffmpeg, (*self.io.context).error).map(drop)
        }
    }

    /// The sink's own error, once, after a function failed.
    pub fn take_error(&mut self) -> Option<io::Error> {
        self.io.take_error()
    }
}

impl Drop for Output<'_> {
    fn drop(&mut self) {
        // SAFETY: the context is ours or null. Without its trailer it is simply freed; private data of a started muxer is
        // freed with it.
        unsafe { (self.ffmpeg.functions().avformat_free_context)(self.context) };
    }
}

/// Opens what was written for reading: muxers that move an index to the front ask for it.
unsafe extern "C" fn open_again(
    context: *mut AVFormatContext,
    target: *mut *mut AVIOContext,
    _: *const c_char,
    flags: c_int,
    _: *mut *mut AVDictionary,
) -> c_int {
    if flags & AVIO_FLAG_WRITE as c_int != 0 {
        return -1; // AVERROR(EPERM)
    }
    let Some(ffmpeg) = crate::load::loaded() else { return INVALID };
    // SAFETY: `opaque` is the state of the output's `Io`, and no other callback on it runs meanwhile. What is opened is
    // freed in `close_again`.
    unsafe {
        let state = &mut *(*context).opaque.cast::<crate::io::State>();
        let Device::Sink(sink) = &mut state.device else { return INVALID };
        let reopened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sink.reopen()));
        let Ok(Ok(source)) = reopened else { return crate::error::EXTERNAL };
        let Ok(io) = Io::new(ffmpeg, Device::Source(source), Box::new(|| false)) else { return NO_MEMORY };
        *target = io.context;
        // The reader's `Io` is found again by its context's `opaque`, which is its state.
        std::mem::forget(io);
    }
    0
}

/// Frees what [`open_again`] made.
unsafe extern "C" fn close_again(_: *mut AVFormatContext, context: *mut AVIOContext) -> c_int {
    let (Some(ffmpeg), false) = (crate::load::loaded(), context.is_null()) else { return 0 };
    // SAFETY: only contexts from `open_again` are closed by muxers, and once.
    unsafe { drop(Io::from_context(ffmpeg, context)) };
    0
}
