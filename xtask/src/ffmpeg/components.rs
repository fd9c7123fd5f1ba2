//! What of FFmpeg is built. Everything else is left out: less to ship, and less for hostile input to reach.
//!
//! No protocol is built either: Lode opens files itself and hands FFmpeg their bytes.

/// Kinds of components and the names that configure knows them by.
pub const COMPONENTS: &[(&str, &str)] = &[
    (
        "demuxer",
        "mov,matroska,mpegts,mpegps,mpegvideo,avi,flv,ogg,wav,w64,flac,mp3,aac,loas,ac3,eac3,dts,aiff,caf,asf,gif,apng,ivf,\
         h264,hevc,m4v,mjpeg,obu,av1,vc1,amr,au,srt,ass,webvtt,webp_anim,image_webp_pipe,image_jpeg_pipe,image_png_pipe",
    ),
    (
        "muxer",
        "mov,mp4,ipod,matroska,matroska_audio,webm,ogg,oga,opus,wav,flac,adts,mpegts,gif,mp3,caf,aiff,avi,srt,webvtt,ass",
    ),
    (
        "decoder",
        "h264,hevc,vp8,vp9,mpeg1video,mpeg2video,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4v3,h263,flv,mjpeg,png,apng,webp,\
         webp_anim,gif,prores,libdav1d,vc1,wmv1,wmv2,wmv3,rawvideo",
    ),
    (
        "decoder",
        "aac,aac_latm,mp3,mp3float,mp2,mp1,opus,vorbis,flac,alac,ac3,eac3,dca,wmav1,wmav2,wmapro,wmalossless,amrnb,amrwb",
    ),
    (
        "decoder",
        "pcm_s8,pcm_u8,pcm_s16le,pcm_s16be,pcm_u16le,pcm_u16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,\
         pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,\
         adpcm_g722,adpcm_swf,adpcm_yamaha",
    ),
    ("decoder", "movtext,subrip,srt,ass,ssa,webvtt,text"),
    (
        "encoder",
        "libopenh264,mpeg4,mjpeg,gif,png,aac,libopus,libmp3lame,flac,alac,pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,\
         pcm_s32le,pcm_f32le,movtext,subrip,srt,ass,ssa,webvtt,text",
    ),
    (
        "parser",
        "h264,hevc,vp8,vp9,av1,mpegvideo,mpeg4video,mjpeg,png,webp,gif,aac,aac_latm,mpegaudio,opus,vorbis,flac,ac3,dca,vc1,\
         h263,amr",
    ),
    (
        "bsf",
        "aac_adtstoasc,av1_frame_merge,av1_frame_split,av1_metadata,chomp,dca_core,extract_extradata,h264_metadata,\
         h264_mp4toannexb,hevc_metadata,hevc_mp4toannexb,mjpeg2jpeg,mov2textsub,mp3_header_decompress,\
         mpeg4_unpack_bframes,noise,null,opus_metadata,pgs_frame_merge,setts,text2movsub,vp9_superframe,\
         vp9_superframe_split",
    ),
    (
        "filter",
        "abuffer,abuffersink,buffer,buffersink,aformat,anull,aresample,atrim,asetpts,volume,bwdif,crop,format,fps,hflip,\
         null,pad,palettegen,paletteuse,rotate,scale,setpts,setsar,split,transpose,trim,vflip,yadif",
    ),
];

/// Everything that is on whatever else is chosen.
pub const FLAGS: &[&str] = &[
    "--disable-everything",
    "--disable-autodetect",
    "--disable-programs",
    "--disable-doc",
    "--disable-debug",
    "--disable-network",
    "--disable-avdevice",
    "--disable-iconv",
    "--disable-static",
    "--enable-shared",
    "--enable-pic",
    "--enable-pthreads",
    "--enable-zlib",
    "--enable-libdav1d",
    "--enable-libopenh264",
    "--enable-libopus",
    "--enable-libmp3lame",
    "--pkg-config-flags=--static",
];
