//! What the loaded FFmpeg can do.

use lode_ffmpeg::{Codec, CodecKind, Container};
use lode_runtime::{Result, sort};

use crate::model::{CodecInfo, CodecList, ContainerInfo};
use crate::probe::kind_of;
use crate::reader::ffmpeg;

/// Lists codecs and containers.
///
/// # Errors
/// `LibraryLoad` without FFmpeg.
pub fn codecs() -> Result<CodecList> {
    let ffmpeg = ffmpeg()?;
    let list = |kind| {
        let codecs = Codec::all(ffmpeg, kind).into_iter();
        let mut all: Vec<CodecInfo> = codecs
            .map(|codec| CodecInfo {
                name: codec.name(),
                codec: codec.codec(),
                description: codec.description(),
                kind: kind_of(codec.media()),
            })
            .collect();
        sort::by(&mut all, |a, b| a.name.cmp(&b.name));
        all
    };
    let containers = |all: Vec<Container>| {
        let mut all: Vec<ContainerInfo> = all
            .into_iter()
            .map(|container| ContainerInfo {
                name: container.name,
                description: container.description,
                extensions: container.extensions,
                mime_types: container.mime_types,
            })
            .collect();
        sort::by(&mut all, |a, b| a.name.cmp(&b.name));
        all
    };
    Ok(CodecList {
        version: ffmpeg.version(),
        license: ffmpeg.license(),
        path: ffmpeg.folder().to_string_lossy().into_owned(),
        decoders: list(CodecKind::Decoder),
        encoders: list(CodecKind::Encoder),
        demuxers: containers(lode_ffmpeg::containers_in(ffmpeg)),
        muxers: containers(lode_ffmpeg::containers_out(ffmpeg)),
    })
}
