//! Sound and pictures out of any media file, and transcoding.
//!
//! Everything goes through FFmpeg's libraries, which are loaded when the first call needs them (see [`set_search`]). A call
//! takes a [`lode_runtime::Job`], which bounds and cancels it, and an [`Input`].

mod audio;
mod codecs;
mod decode;
mod failure;
mod input;
pub mod model;
pub mod options;
mod probe;
mod reader;
mod texts;
mod transcode;
mod video;

pub use audio::{Audio, AudioChunk, audio_chunks, decode_audio};
pub use codecs::codecs;
pub use input::Input;
pub use lode_ffmpeg::{Search, Sink, Source};
pub use probe::probe;
pub use reader::{ffmpeg, set_search};
pub use texts::{AttachedPicture, Cue, MediaTexts, Subtitles, read_texts};
pub use transcode::{MemoryOutput, OnProgress, Output, transcode};
pub use video::{FrameBatch, thumbnail, video_frames};
