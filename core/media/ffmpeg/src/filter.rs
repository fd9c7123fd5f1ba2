//! FFmpeg's filters, one stream in and one out.

use std::ffi::c_int;
use std::ptr;

use crate::decoder::Received;
use crate::error::{AGAIN, AvError, EOF, allocated, check};
use crate::frame::Frame;
use crate::generated::types::*;
use crate::load::Ffmpeg;
use crate::rational::Rational;
use crate::strings::c_string;

/// What is known of pictures beside what their frames say.
#[derive(Debug, Clone, Copy)]
pub struct VideoSource {
    /// The unit of their times.
    pub time_base: Rational,
    /// Frames a second; 0/0 when they vary.
    pub frame_rate: Rational,
}

/// What is known of sound beside what its frames say.
#[derive(Debug, Clone, Copy)]
pub struct AudioSource {
    /// The unit of its times.
    pub time_base: Rational,
}

/// A chain of filters.
pub struct FilterGraph {
    ffmpeg: Ffmpeg,
    graph: *mut AVFilterGraph,
    source: *mut AVFilterContext,
    sink: *mut AVFilterContext,
}

// SAFETY: the graph is only reached through its owner.
unsafe impl Send for FilterGraph {}

impl FilterGraph {
    /// A chain for pictures like `frame`, in FFmpeg's notation: `scale=640:-2,format=yuv420p`.
    ///
    /// # Errors
    /// When the chain makes no sense.
    pub fn video(frame: &Frame, source: VideoSource, filters: &str, threads: u32) -> Result<Self, AvError> {
        let raw = frame.get();
        let parameters = |target: &mut AVBufferSrcParameters| {
            (target.width, target.height, target.format) = (raw.width, raw.height, raw.format);
            target.time_base = source.time_base.av();
            target.frame_rate = source.frame_rate.av();
            target.sample_aspect_ratio = raw.sample_aspect_ratio;
            (target.color_space, target.color_range) = (raw.colorspace, raw.color_range);
        };
        Self::build(frame.ffmpeg, ("buffer", "buffersink"), filters, threads, parameters)
    }

    /// A chain for sound like `frame`.
    ///
    /// # Errors
    /// When the chain makes no sense.
    pub fn audio(frame: &Frame, source: AudioSource, filters: &str) -> Result<Self, AvError> {
        let raw = frame.get();
        let functions = frame.ffmpeg.functions();
        let parameters = |target: &mut AVBufferSrcParameters| {
            (target.sample_rate, target.format) = (raw.sample_rate, raw.format);
            target.time_base = source.time_base.av();
            // SAFETY: the target's layout is empty, and freed after use.
            unsafe {
                if raw.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC {
                    (functions.av_channel_layout_default)(&raw mut target.ch_layout, raw.ch_layout.nb_channels);
                } else {
                    (functions.av_channel_layout_copy)(&raw mut target.ch_layout, &raw const raw.ch_layout);
                }
            }
        };
        Self::build(frame.ffmpeg, ("abuffer", "abuffersink"), filters, 1, parameters)
    }

    fn build(
        ffmpeg: Ffmpeg,
        (source_name, sink_name): (&str, &str),
        filters: &str,
        threads: u32,
        fill: impl FnOnce(&mut AVBufferSrcParameters),
    ) -> Result<Self, AvError> {
        let functions = ffmpeg.functions();
        crate::log::forget_messages();
        // SAFETY: the function has no requirements.
        let graph = allocated(unsafe { (functions.avfilter_graph_alloc)() })?;
        let mut chain = Self { ffmpeg, graph, source: ptr::null_mut(), sink: ptr::null_mut() };
        // SAFETY: the graph is ours; filters belong to it. Parameters and their layout are freed here.
        unsafe {
            (*graph).nb_threads = c_int::try_from(threads).unwrap_or(1);
            chain.source = chain.filter(source_name, c"in")?;
            let parameters = allocated((functions.av_buffersrc_parameters_alloc)())?;
            fill(&mut *parameters);
            let code = (functions.av_buffersrc_parameters_set)(chain.source, parameters);
            (functions.av_channel_layout_uninit)(&raw mut (*parameters).ch_layout);
            (functions.av_free)(parameters.cast());
            check(ffmpeg, code)?;
            check(ffmpeg, (functions.avfilter_init_str)(chain.source, ptr::null()))?;
            chain.sink = chain.filter(sink_name, c"out")?;
            check(ffmpeg, (functions.avfilter_init_str)(chain.sink, ptr::null()))?;
            chain.parse(filters)?;
            check(ffmpeg, (functions.avfilter_graph_config)(graph, ptr::null_mut()))?;
        }
        Ok(chain)
    }

    /// # Safety
    /// The graph is alive.
    unsafe fn filter(&self, name: &str, label: &std::ffi::CStr) -> Result<*mut AVFilterContext, AvError> {
        let functions = self.ffmpeg.functions();
        let c_name = c_string(name)?;
        // SAFETY: the strings live during the calls; what is returned belongs to the graph.
        unsafe {
            let filter = (functions.avfilter_get_by_name)(c_name.as_ptr());
            if filter.is_null() {
                return Err(AvError::new(crate::error::INVALID, &format!("no filter {name}")));
            }
            allocated((functions.avfilter_graph_alloc_filter)(self.graph, filter, label.as_ptr()))
        }
    }

    /// Puts the filters between source and sink.
    fn parse(&mut self, filters: &str) -> Result<(), AvError> {
        let functions = self.ffmpeg.functions();
        let text = c_string(if filters.is_empty() { "null" } else { filters })?;
        // SAFETY: both lists and the names in them are FFmpeg's memory, which the parser takes and we free what is left of.
        let code = unsafe {
            let mut outputs = self.end(c"in", self.source)?;
            let mut inputs = match self.end(c"out", self.sink) {
                Ok(inputs) => inputs,
                Err(error) => {
                    (functions.avfilter_inout_free)(&raw mut outputs);
                    return Err(error);
                }
            };
            let parse = functions.avfilter_graph_parse_ptr;
            let code = parse(self.graph, text.as_ptr(), &raw mut inputs, &raw mut outputs, ptr::null_mut());
            (functions.avfilter_inout_free)(&raw mut inputs);
            (functions.avfilter_inout_free)(&raw mut outputs);
            code
        };
        check(self.ffmpeg, code).map(drop)
    }

    /// # Safety
    /// `filter` belongs to the graph.
    unsafe fn end(&self, label: &std::ffi::CStr, filter: *mut AVFilterContext) -> Result<*mut AVFilterInOut, AvError> {
        let functions = self.ffmpeg.functions();
        let bytes = label.to_bytes_with_nul();
        // SAFETY: the name is copied into memory of FFmpeg's, as the list's owner frees it.
        unsafe {
            let end = allocated((functions.avfilter_inout_alloc)())?;
            let name: *mut u8 = (functions.av_malloc)(bytes.len()).cast();
            if name.is_null() {
                (functions.av_free)(end.cast());
                return Err(AvError::new(crate::error::NO_MEMORY, "not enough memory"));
            }
            ptr::copy_nonoverlapping(bytes.as_ptr(), name, bytes.len());
            (*end).name = name.cast();
            (*end).filter_ctx = filter;
            (*end).pad_idx = 0;
            (*end).next = ptr::null_mut();
            Ok(end)
        }
    }

    /// Makes frames of sound come out with this many samples, save the last.
    pub fn set_frame_size(&mut self, samples: u32) {
        // SAFETY: the sink is configured.
        unsafe { (self.ffmpeg.functions().av_buffersink_set_frame_size)(self.sink, samples) };
    }

    /// Puts a frame in and leaves it empty, or says with none that no more come.
    ///
    /// # Errors
    /// When a filter fails.
    pub fn send(&mut self, frame: Option<&mut Frame>) -> Result<(), AvError> {
        let raw = frame.map_or(ptr::null_mut(), |frame| frame.raw);
        // SAFETY: the source is configured; null means the end.
        let code = unsafe { (self.ffmpeg.functions().av_buffersrc_add_frame_flags)(self.source, raw, 0) };
        if code == EOF { Ok(()) } else { check(self.ffmpeg, code).map(drop) }
    }

    /// Takes a frame out.
    ///
    /// # Errors
    /// When a filter fails.
    pub fn receive(&mut self, frame: &mut Frame) -> Result<Received, AvError> {
        frame.clear();
        // SAFETY: the sink is configured, the frame empty.
        match unsafe { (self.ffmpeg.functions().av_buffersink_get_frame)(self.sink, frame.raw) } {
            AGAIN => Ok(Received::NeedsMore),
            EOF => Ok(Received::End),
            code => check(self.ffmpeg, code).map(|_| Received::Some),
        }
    }

    /// The unit of times of what comes out.
    #[must_use]
    pub fn time_base(&self) -> Rational {
        // SAFETY: the sink is configured.
        unsafe { (self.ffmpeg.functions().av_buffersink_get_time_base)(self.sink) }.into()
    }

    /// Frames a second of what comes out; 0/0 when they vary.
    #[must_use]
    pub fn frame_rate(&self) -> Rational {
        // SAFETY: the sink is configured.
        unsafe { (self.ffmpeg.functions().av_buffersink_get_frame_rate)(self.sink) }.into()
    }
}

impl Drop for FilterGraph {
    fn drop(&mut self) {
        // SAFETY: the graph is ours and is not used again; filters go with it.
        unsafe { (self.ffmpeg.functions().avfilter_graph_free)(&raw mut self.graph) };
    }
}
