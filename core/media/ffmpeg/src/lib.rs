//! FFmpeg's libraries, loaded at run time and wrapped in types that free what they own.
//!
//! This crate and `ffi/` are the only places in Lode with `unsafe`. Its interface is safe: nothing here can be used
//! wrongly enough to break memory. What it means to use it well is `lode-media`'s business.
//!
//! [`load`] finds the six libraries of one FFmpeg 9 build and gives an [`Ffmpeg`], from which everything else is made.
//! Types and functions in `generated/` are FFmpeg's own; the versions they belong to are checked at load.

mod codec;
mod decoder;
mod dictionary;
mod encoder;
mod error;
mod filter;
mod frame;
#[allow(dead_code, missing_docs, unnecessary_transmutes, non_camel_case_types, non_snake_case, non_upper_case_globals, clippy::all, clippy::undocumented_unsafe_blocks)]
#[rustfmt::skip]
mod generated;
mod input;
mod io;
mod list;
mod load;
mod log;
mod output;
mod packet;
mod parameters;
mod rational;
mod resampler;
mod scaler;
mod strings;
mod subtitle;

pub use codec::{Codec, CodecKind};
pub use decoder::{Decoder, DecoderSettings, Received};
pub use encoder::{AudioEncoderSettings, Encoder, EncoderSettings, Pass, VideoEncoderSettings};
pub use error::{AvError, AvErrorKind};
pub use filter::{AudioSource, FilterGraph, VideoSource};
pub use frame::{Frame, FrameShape, Plane};
pub use input::{ChapterTimes, Input, InputSettings, InputStream, Seek};
pub use io::{Sink, Source, Stop};
pub use list::{Container, can_hold, containers_in, containers_out};
pub use load::{Ffmpeg, Search, load, loaded};
pub use log::take_messages;
pub use output::{Output, OutputStream};
pub use packet::Packet;
pub use parameters::{MediaKind, Orientation, Parameters};
pub use rational::{NO_TIME, Rational, TIME_BASE, rescale};
pub use resampler::Resampler;
pub use scaler::{Pixels, Scaler};
pub use subtitle::{SubtitleConverter, SubtitleText};
