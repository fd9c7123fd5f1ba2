//! FFmpeg's types and constants. Written by `cargo xtask ffmpeg --bindings` from FFmpeg 9.0.2's headers.

pub type __va_list_tag = core::ffi::c_void;
#[repr(C)]
pub struct AVClass {
    _opaque: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct __BindgenBitfieldUnit<Storage> {
    storage: Storage,
}
impl<Storage> __BindgenBitfieldUnit<Storage> {
    #[inline]
    pub const fn new(storage: Storage) -> Self {
        Self { storage }
    }
}
impl<Storage> __BindgenBitfieldUnit<Storage>
where
    Storage: AsRef<[u8]> + AsMut<[u8]>,
{
    #[inline]
    fn extract_bit(byte: u8, index: usize) -> bool {
        let bit_index = if cfg!(target_endian = "big") {
            7 - (index % 8)
        } else {
            index % 8
        };
        let mask = 1 << bit_index;
        byte & mask == mask
    }
    #[inline]
    pub fn get_bit(&self, index: usize) -> bool {
        debug_assert!(index / 8 < self.storage.as_ref().len());
        let byte_index = index / 8;
        let byte = self.storage.as_ref()[byte_index];
        Self::extract_bit(byte, index)
    }
    #[inline]
    pub unsafe fn raw_get_bit(this: *const Self, index: usize) -> bool {
        debug_assert!(index / 8 < core::mem::size_of::<Storage>());
        let byte_index = index / 8;
        let byte = unsafe {
            *(core::ptr::addr_of!((*this).storage) as *const u8)
                .offset(byte_index as isize)
        };
        Self::extract_bit(byte, index)
    }
    #[inline]
    fn change_bit(byte: u8, index: usize, val: bool) -> u8 {
        let bit_index = if cfg!(target_endian = "big") {
            7 - (index % 8)
        } else {
            index % 8
        };
        let mask = 1 << bit_index;
        if val { byte | mask } else { byte & !mask }
    }
    #[inline]
    pub fn set_bit(&mut self, index: usize, val: bool) {
        debug_assert!(index / 8 < self.storage.as_ref().len());
        let byte_index = index / 8;
        let byte = &mut self.storage.as_mut()[byte_index];
        *byte = Self::change_bit(*byte, index, val);
    }
    #[inline]
    pub unsafe fn raw_set_bit(this: *mut Self, index: usize, val: bool) {
        debug_assert!(index / 8 < core::mem::size_of::<Storage>());
        let byte_index = index / 8;
        let byte = unsafe {
            (core::ptr::addr_of_mut!((*this).storage) as *mut u8)
                .offset(byte_index as isize)
        };
        unsafe { *byte = Self::change_bit(*byte, index, val) };
    }
    #[inline]
    pub fn get(&self, bit_offset: usize, bit_width: u8) -> u64 {
        debug_assert!(bit_width <= 64);
        debug_assert!(bit_offset / 8 < self.storage.as_ref().len());
        debug_assert!(
            (bit_offset + (bit_width as usize)) / 8 <= self.storage.as_ref().len(),
        );
        let mut val = 0;
        for i in 0..(bit_width as usize) {
            if self.get_bit(i + bit_offset) {
                let index = if cfg!(target_endian = "big") {
                    bit_width as usize - 1 - i
                } else {
                    i
                };
                val |= 1 << index;
            }
        }
        val
    }
    #[inline]
    pub unsafe fn raw_get(this: *const Self, bit_offset: usize, bit_width: u8) -> u64 {
        debug_assert!(bit_width <= 64);
        debug_assert!(bit_offset / 8 < core::mem::size_of::<Storage>());
        debug_assert!(
            (bit_offset + (bit_width as usize)) / 8 <= core::mem::size_of::<Storage>(),
        );
        let mut val = 0;
        for i in 0..(bit_width as usize) {
            if unsafe { Self::raw_get_bit(this, i + bit_offset) } {
                let index = if cfg!(target_endian = "big") {
                    bit_width as usize - 1 - i
                } else {
                    i
                };
                val |= 1 << index;
            }
        }
        val
    }
    #[inline]
    pub fn set(&mut self, bit_offset: usize, bit_width: u8, val: u64) {
        debug_assert!(bit_width <= 64);
        debug_assert!(bit_offset / 8 < self.storage.as_ref().len());
        debug_assert!(
            (bit_offset + (bit_width as usize)) / 8 <= self.storage.as_ref().len(),
        );
        for i in 0..(bit_width as usize) {
            let mask = 1 << i;
            let val_bit_is_set = val & mask == mask;
            let index = if cfg!(target_endian = "big") {
                bit_width as usize - 1 - i
            } else {
                i
            };
            self.set_bit(index + bit_offset, val_bit_is_set);
        }
    }
    #[inline]
    pub unsafe fn raw_set(this: *mut Self, bit_offset: usize, bit_width: u8, val: u64) {
        debug_assert!(bit_width <= 64);
        debug_assert!(bit_offset / 8 < core::mem::size_of::<Storage>());
        debug_assert!(
            (bit_offset + (bit_width as usize)) / 8 <= core::mem::size_of::<Storage>(),
        );
        for i in 0..(bit_width as usize) {
            let mask = 1 << i;
            let val_bit_is_set = val & mask == mask;
            let index = if cfg!(target_endian = "big") {
                bit_width as usize - 1 - i
            } else {
                i
            };
            unsafe { Self::raw_set_bit(this, index + bit_offset, val_bit_is_set) };
        }
    }
}
pub const FF_QP2LAMBDA: u32 = 118;
pub const AV_TIME_BASE: u32 = 1000000;
pub const LIBAVUTIL_VERSION_MAJOR: u32 = 61;
pub const LIBAVUTIL_VERSION_MINOR: u32 = 1;
pub const AV_LOG_QUIET: i32 = -8;
pub const AV_LOG_PANIC: u32 = 0;
pub const AV_LOG_FATAL: u32 = 8;
pub const AV_LOG_ERROR: u32 = 16;
pub const AV_LOG_WARNING: u32 = 24;
pub const AV_LOG_INFO: u32 = 32;
pub const AV_LOG_VERBOSE: u32 = 40;
pub const AV_LOG_DEBUG: u32 = 48;
pub const AV_LOG_TRACE: u32 = 56;
pub const AV_LOG_MAX_OFFSET: u32 = 64;
pub const AV_LOG_SKIP_REPEATED: u32 = 1;
pub const AV_LOG_PRINT_LEVEL: u32 = 2;
pub const AV_LOG_PRINT_TIME: u32 = 4;
pub const AV_LOG_PRINT_DATETIME: u32 = 8;
pub const AV_DICT_MATCH_CASE: u32 = 1;
pub const AV_DICT_IGNORE_SUFFIX: u32 = 2;
pub const AV_DICT_DONT_STRDUP_KEY: u32 = 4;
pub const AV_DICT_DONT_STRDUP_VAL: u32 = 8;
pub const AV_DICT_DONT_OVERWRITE: u32 = 16;
pub const AV_DICT_APPEND: u32 = 32;
pub const AV_DICT_MULTIKEY: u32 = 64;
pub const AV_DICT_DEDUP: u32 = 128;
pub const AV_NUM_DATA_POINTERS: u32 = 8;
pub const AV_FRAME_FLAG_CORRUPT: u32 = 1;
pub const AV_FRAME_FLAG_KEY: u32 = 2;
pub const AV_FRAME_FLAG_DISCARD: u32 = 4;
pub const AV_FRAME_FLAG_INTERLACED: u32 = 8;
pub const AV_FRAME_FLAG_TOP_FIELD_FIRST: u32 = 16;
pub const AV_FRAME_FLAG_LOSSLESS: u32 = 32;
pub const AV_PIX_FMT_FLAG_BE: u32 = 1;
pub const AV_PIX_FMT_FLAG_PAL: u32 = 2;
pub const AV_PIX_FMT_FLAG_BITSTREAM: u32 = 4;
pub const AV_PIX_FMT_FLAG_HWACCEL: u32 = 8;
pub const AV_PIX_FMT_FLAG_PLANAR: u32 = 16;
pub const AV_PIX_FMT_FLAG_RGB: u32 = 32;
pub const AV_PIX_FMT_FLAG_ALPHA: u32 = 128;
pub const AV_PIX_FMT_FLAG_BAYER: u32 = 256;
pub const AV_PIX_FMT_FLAG_FLOAT: u32 = 512;
pub const AV_PIX_FMT_FLAG_XYZ: u32 = 1024;
pub const AV_OPT_SEARCH_CHILDREN: u32 = 1;
pub const LIBSWRESAMPLE_VERSION_MAJOR: u32 = 7;
pub const LIBSWRESAMPLE_VERSION_MINOR: u32 = 1;
pub const LIBSWSCALE_VERSION_MAJOR: u32 = 10;
pub const LIBSWSCALE_VERSION_MINOR: u32 = 1;
pub const SWS_NUM_SCALER_PARAMS: u32 = 2;
pub const SWS_MAX_REDUCE_CUTOFF: f64 = 0.002;
pub const SWS_SRC_V_CHR_DROP_MASK: u32 = 196608;
pub const SWS_SRC_V_CHR_DROP_SHIFT: u32 = 16;
pub const SWS_PARAM_DEFAULT: u32 = 123456;
pub const SWS_CS_ITU709: u32 = 1;
pub const SWS_CS_FCC: u32 = 4;
pub const SWS_CS_ITU601: u32 = 5;
pub const SWS_CS_ITU624: u32 = 5;
pub const SWS_CS_SMPTE170M: u32 = 5;
pub const SWS_CS_SMPTE240M: u32 = 7;
pub const SWS_CS_DEFAULT: u32 = 5;
pub const SWS_CS_BT2020: u32 = 9;
pub const AV_CODEC_CAP_DRAW_HORIZ_BAND: u32 = 1;
pub const AV_CODEC_CAP_DR1: u32 = 2;
pub const AV_CODEC_CAP_DELAY: u32 = 32;
pub const AV_CODEC_CAP_SMALL_LAST_FRAME: u32 = 64;
pub const AV_CODEC_CAP_EXPERIMENTAL: u32 = 512;
pub const AV_CODEC_CAP_CHANNEL_CONF: u32 = 1024;
pub const AV_CODEC_CAP_FRAME_THREADS: u32 = 4096;
pub const AV_CODEC_CAP_SLICE_THREADS: u32 = 8192;
pub const AV_CODEC_CAP_PARAM_CHANGE: u32 = 16384;
pub const AV_CODEC_CAP_OTHER_THREADS: u32 = 32768;
pub const AV_CODEC_CAP_VARIABLE_FRAME_SIZE: u32 = 65536;
pub const AV_CODEC_CAP_AVOID_PROBING: u32 = 131072;
pub const AV_CODEC_CAP_HARDWARE: u32 = 262144;
pub const AV_CODEC_CAP_HYBRID: u32 = 524288;
pub const AV_CODEC_CAP_ENCODER_REORDERED_OPAQUE: u32 = 1048576;
pub const AV_CODEC_CAP_ENCODER_FLUSH: u32 = 2097152;
pub const AV_CODEC_CAP_ENCODER_RECON_FRAME: u32 = 4194304;
pub const AV_INPUT_BUFFER_PADDING_SIZE: u32 = 64;
pub const FF_COMPLIANCE_VERY_STRICT: u32 = 2;
pub const FF_COMPLIANCE_STRICT: u32 = 1;
pub const FF_COMPLIANCE_NORMAL: u32 = 0;
pub const FF_COMPLIANCE_UNOFFICIAL: i32 = -1;
pub const FF_COMPLIANCE_EXPERIMENTAL: i32 = -2;
pub const LIBAVCODEC_VERSION_MAJOR: u32 = 63;
pub const AV_PKT_FLAG_KEY: u32 = 1;
pub const AV_PKT_FLAG_CORRUPT: u32 = 2;
pub const AV_PKT_FLAG_DISCARD: u32 = 4;
pub const AV_PKT_FLAG_TRUSTED: u32 = 8;
pub const AV_PKT_FLAG_DISPOSABLE: u32 = 16;
pub const LIBAVCODEC_VERSION_MINOR: u32 = 1;
pub const AV_CODEC_PROP_INTRA_ONLY: u32 = 1;
pub const AV_CODEC_PROP_LOSSY: u32 = 2;
pub const AV_CODEC_PROP_LOSSLESS: u32 = 4;
pub const AV_CODEC_PROP_REORDER: u32 = 8;
pub const AV_CODEC_PROP_FIELDS: u32 = 16;
pub const AV_CODEC_PROP_ENHANCEMENT: u32 = 32;
pub const AV_CODEC_PROP_BITMAP_SUB: u32 = 65536;
pub const AV_CODEC_PROP_TEXT_SUB: u32 = 131072;
pub const AV_CODEC_FLAG_UNALIGNED: u32 = 1;
pub const AV_CODEC_FLAG_QSCALE: u32 = 2;
pub const AV_CODEC_FLAG_4MV: u32 = 4;
pub const AV_CODEC_FLAG_OUTPUT_CORRUPT: u32 = 8;
pub const AV_CODEC_FLAG_QPEL: u32 = 16;
pub const AV_CODEC_FLAG_RECON_FRAME: u32 = 64;
pub const AV_CODEC_FLAG_COPY_OPAQUE: u32 = 128;
pub const AV_CODEC_FLAG_FRAME_DURATION: u32 = 256;
pub const AV_CODEC_FLAG_PASS1: u32 = 512;
pub const AV_CODEC_FLAG_PASS2: u32 = 1024;
pub const AV_CODEC_FLAG_LOOP_FILTER: u32 = 2048;
pub const AV_CODEC_FLAG_GRAY: u32 = 8192;
pub const AV_CODEC_FLAG_PSNR: u32 = 32768;
pub const AV_CODEC_FLAG_INTERLACED_DCT: u32 = 262144;
pub const AV_CODEC_FLAG_LOW_DELAY: u32 = 524288;
pub const AV_CODEC_FLAG_GLOBAL_HEADER: u32 = 4194304;
pub const AV_CODEC_FLAG_BITEXACT: u32 = 8388608;
pub const AV_CODEC_FLAG_AC_PRED: u32 = 16777216;
pub const AV_CODEC_FLAG_INTERLACED_ME: u32 = 536870912;
pub const AV_CODEC_FLAG_CLOSED_GOP: u32 = 2147483648;
pub const AV_CODEC_FLAG2_FAST: u32 = 1;
pub const AV_CODEC_FLAG2_NO_OUTPUT: u32 = 4;
pub const AV_CODEC_FLAG2_LOCAL_HEADER: u32 = 8;
pub const AV_CODEC_FLAG2_CHUNKS: u32 = 32768;
pub const AV_CODEC_FLAG2_IGNORE_CROP: u32 = 65536;
pub const AV_CODEC_FLAG2_FIXED_FRAME_SIZE: u32 = 131072;
pub const AV_CODEC_FLAG2_SHOW_ALL: u32 = 4194304;
pub const AV_CODEC_FLAG2_EXPORT_MVS: u32 = 268435456;
pub const AV_CODEC_FLAG2_SKIP_MANUAL: u32 = 536870912;
pub const AV_CODEC_FLAG2_RO_FLUSH_NOOP: u32 = 1073741824;
pub const AV_CODEC_FLAG2_ICC_PROFILES: u32 = 2147483648;
pub const FF_THREAD_FRAME: u32 = 1;
pub const FF_THREAD_SLICE: u32 = 2;
pub const LIBAVFORMAT_VERSION_MAJOR: u32 = 63;
pub const AVIO_SEEKABLE_NORMAL: u32 = 1;
pub const AVIO_SEEKABLE_TIME: u32 = 2;
pub const AVSEEK_SIZE: u32 = 65536;
pub const AVSEEK_FORCE: u32 = 131072;
pub const AVIO_FLAG_READ: u32 = 1;
pub const AVIO_FLAG_WRITE: u32 = 2;
pub const AVIO_FLAG_READ_WRITE: u32 = 3;
pub const AVIO_FLAG_NONBLOCK: u32 = 8;
pub const AVIO_FLAG_DIRECT: u32 = 32768;
pub const LIBAVFORMAT_VERSION_MINOR: u32 = 1;
pub const AVFMT_NOFILE: u32 = 1;
pub const AVFMT_NEEDNUMBER: u32 = 2;
pub const AVFMT_EXPERIMENTAL: u32 = 4;
pub const AVFMT_SHOW_IDS: u32 = 8;
pub const AVFMT_GLOBALHEADER: u32 = 64;
pub const AVFMT_NOTIMESTAMPS: u32 = 128;
pub const AVFMT_GENERIC_INDEX: u32 = 256;
pub const AVFMT_TS_DISCONT: u32 = 512;
pub const AVFMT_VARIABLE_FPS: u32 = 1024;
pub const AVFMT_NODIMENSIONS: u32 = 2048;
pub const AVFMT_NOSTREAMS: u32 = 4096;
pub const AVFMT_NOBINSEARCH: u32 = 8192;
pub const AVFMT_NOGENSEARCH: u32 = 16384;
pub const AVFMT_NO_BYTE_SEEK: u32 = 32768;
pub const AVFMT_TS_NONSTRICT: u32 = 131072;
pub const AVFMT_TS_NEGATIVE: u32 = 262144;
pub const AVFMT_FIXED_FRAMESIZE: u32 = 524288;
pub const AVFMT_SEEK_TO_PTS: u32 = 67108864;
pub const AVINDEX_KEYFRAME: u32 = 1;
pub const AVINDEX_DISCARD_FRAME: u32 = 2;
pub const AV_DISPOSITION_DEFAULT: u32 = 1;
pub const AV_DISPOSITION_DUB: u32 = 2;
pub const AV_DISPOSITION_ORIGINAL: u32 = 4;
pub const AV_DISPOSITION_COMMENT: u32 = 8;
pub const AV_DISPOSITION_LYRICS: u32 = 16;
pub const AV_DISPOSITION_KARAOKE: u32 = 32;
pub const AV_DISPOSITION_FORCED: u32 = 64;
pub const AV_DISPOSITION_HEARING_IMPAIRED: u32 = 128;
pub const AV_DISPOSITION_VISUAL_IMPAIRED: u32 = 256;
pub const AV_DISPOSITION_CLEAN_EFFECTS: u32 = 512;
pub const AV_DISPOSITION_ATTACHED_PIC: u32 = 1024;
pub const AV_DISPOSITION_TIMED_THUMBNAILS: u32 = 2048;
pub const AV_DISPOSITION_NON_DIEGETIC: u32 = 4096;
pub const AV_DISPOSITION_CAPTIONS: u32 = 65536;
pub const AV_DISPOSITION_DESCRIPTIONS: u32 = 131072;
pub const AV_DISPOSITION_METADATA: u32 = 262144;
pub const AV_DISPOSITION_DEPENDENT: u32 = 524288;
pub const AV_DISPOSITION_STILL_IMAGE: u32 = 1048576;
pub const AV_DISPOSITION_MULTILAYER: u32 = 2097152;
pub const AVFMTCTX_NOHEADER: u32 = 1;
pub const AVFMTCTX_UNSEEKABLE: u32 = 2;
pub const AVFMT_FLAG_GENPTS: u32 = 1;
pub const AVFMT_FLAG_IGNIDX: u32 = 2;
pub const AVFMT_FLAG_NONBLOCK: u32 = 4;
pub const AVFMT_FLAG_IGNDTS: u32 = 8;
pub const AVFMT_FLAG_NOFILLIN: u32 = 16;
pub const AVFMT_FLAG_NOPARSE: u32 = 32;
pub const AVFMT_FLAG_NOBUFFER: u32 = 64;
pub const AVFMT_FLAG_CUSTOM_IO: u32 = 128;
pub const AVFMT_FLAG_DISCARD_CORRUPT: u32 = 256;
pub const AVFMT_FLAG_FLUSH_PACKETS: u32 = 512;
pub const AVFMT_FLAG_BITEXACT: u32 = 1024;
pub const AVFMT_FLAG_SORT_DTS: u32 = 65536;
pub const AVFMT_FLAG_FAST_SEEK: u32 = 524288;
pub const AVFMT_FLAG_AUTO_BSF: u32 = 2097152;
pub const AVFMT_EVENT_FLAG_METADATA_UPDATED: u32 = 1;
pub const AVFMT_AVOID_NEG_TS_AUTO: i32 = -1;
pub const AVFMT_AVOID_NEG_TS_DISABLED: u32 = 0;
pub const AVFMT_AVOID_NEG_TS_MAKE_NON_NEGATIVE: u32 = 1;
pub const AVFMT_AVOID_NEG_TS_MAKE_ZERO: u32 = 2;
pub const AVFMT_PROGCOPY_MATCH_BY_ID: u32 = 1;
pub const AVFMT_PROGCOPY_MATCH_BY_INDEX: u32 = 2;
pub const AVFMT_PROGCOPY_OVERWRITE: u32 = 256;
pub const AVSEEK_FLAG_BACKWARD: u32 = 1;
pub const AVSEEK_FLAG_BYTE: u32 = 2;
pub const AVSEEK_FLAG_ANY: u32 = 4;
pub const AVSEEK_FLAG_FRAME: u32 = 8;
pub const LIBAVFILTER_VERSION_MAJOR: u32 = 12;
pub const LIBAVFILTER_VERSION_MINOR: u32 = 1;
pub const AV_BUFFERSINK_FLAG_PEEK: u32 = 1;
pub const AV_BUFFERSINK_FLAG_NO_REQUEST: u32 = 2;
pub const AVMEDIA_TYPE_UNKNOWN: AVMediaType = -1;
pub const AVMEDIA_TYPE_VIDEO: AVMediaType = 0;
pub const AVMEDIA_TYPE_AUDIO: AVMediaType = 1;
pub const AVMEDIA_TYPE_DATA: AVMediaType = 2;
pub const AVMEDIA_TYPE_SUBTITLE: AVMediaType = 3;
pub const AVMEDIA_TYPE_ATTACHMENT: AVMediaType = 4;
pub const AVMEDIA_TYPE_NB: AVMediaType = 5;
pub type AVMediaType = ::core::ffi::c_int;
pub const AV_PICTURE_TYPE_NONE: AVPictureType = 0;
pub const AV_PICTURE_TYPE_I: AVPictureType = 1;
pub const AV_PICTURE_TYPE_P: AVPictureType = 2;
pub const AV_PICTURE_TYPE_B: AVPictureType = 3;
pub const AV_PICTURE_TYPE_S: AVPictureType = 4;
pub const AV_PICTURE_TYPE_SI: AVPictureType = 5;
pub const AV_PICTURE_TYPE_SP: AVPictureType = 6;
pub const AV_PICTURE_TYPE_BI: AVPictureType = 7;
pub type AVPictureType = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVRational {
    pub num: ::core::ffi::c_int,
    pub den: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVRational"][::core::mem::size_of::<AVRational>() - 8usize];
    ["Alignment of AVRational"][::core::mem::align_of::<AVRational>() - 4usize];
    [
        "Offset of field: AVRational::num",
    ][::core::mem::offset_of!(AVRational, num) - 0usize];
    [
        "Offset of field: AVRational::den",
    ][::core::mem::offset_of!(AVRational, den) - 4usize];
};
pub const AV_ROUND_ZERO: AVRounding = 0;
pub const AV_ROUND_INF: AVRounding = 1;
pub const AV_ROUND_DOWN: AVRounding = 2;
pub const AV_ROUND_UP: AVRounding = 3;
pub const AV_ROUND_NEAR_INF: AVRounding = 5;
pub const AV_ROUND_PASS_MINMAX: AVRounding = 8192;
pub type AVRounding = ::core::ffi::c_uint;
pub const AV_CLASS_CATEGORY_NA: AVClassCategory = 0;
pub const AV_CLASS_CATEGORY_INPUT: AVClassCategory = 1;
pub const AV_CLASS_CATEGORY_OUTPUT: AVClassCategory = 2;
pub const AV_CLASS_CATEGORY_MUXER: AVClassCategory = 3;
pub const AV_CLASS_CATEGORY_DEMUXER: AVClassCategory = 4;
pub const AV_CLASS_CATEGORY_ENCODER: AVClassCategory = 5;
pub const AV_CLASS_CATEGORY_DECODER: AVClassCategory = 6;
pub const AV_CLASS_CATEGORY_FILTER: AVClassCategory = 7;
pub const AV_CLASS_CATEGORY_BITSTREAM_FILTER: AVClassCategory = 8;
pub const AV_CLASS_CATEGORY_SWSCALER: AVClassCategory = 9;
pub const AV_CLASS_CATEGORY_SWRESAMPLER: AVClassCategory = 10;
pub const AV_CLASS_CATEGORY_HWDEVICE: AVClassCategory = 11;
pub const AV_CLASS_CATEGORY_DEVICE_VIDEO_OUTPUT: AVClassCategory = 40;
pub const AV_CLASS_CATEGORY_DEVICE_VIDEO_INPUT: AVClassCategory = 41;
pub const AV_CLASS_CATEGORY_DEVICE_AUDIO_OUTPUT: AVClassCategory = 42;
pub const AV_CLASS_CATEGORY_DEVICE_AUDIO_INPUT: AVClassCategory = 43;
pub const AV_CLASS_CATEGORY_DEVICE_OUTPUT: AVClassCategory = 44;
pub const AV_CLASS_CATEGORY_DEVICE_INPUT: AVClassCategory = 45;
pub const AV_CLASS_CATEGORY_NB: AVClassCategory = 46;
pub type AVClassCategory = ::core::ffi::c_uint;
pub const AV_PIX_FMT_NONE: AVPixelFormat = -1;
pub const AV_PIX_FMT_YUV420P: AVPixelFormat = 0;
pub const AV_PIX_FMT_YUYV422: AVPixelFormat = 1;
pub const AV_PIX_FMT_RGB24: AVPixelFormat = 2;
pub const AV_PIX_FMT_BGR24: AVPixelFormat = 3;
pub const AV_PIX_FMT_YUV422P: AVPixelFormat = 4;
pub const AV_PIX_FMT_YUV444P: AVPixelFormat = 5;
pub const AV_PIX_FMT_YUV410P: AVPixelFormat = 6;
pub const AV_PIX_FMT_YUV411P: AVPixelFormat = 7;
pub const AV_PIX_FMT_GRAY8: AVPixelFormat = 8;
pub const AV_PIX_FMT_MONOWHITE: AVPixelFormat = 9;
pub const AV_PIX_FMT_MONOBLACK: AVPixelFormat = 10;
pub const AV_PIX_FMT_PAL8: AVPixelFormat = 11;
pub const AV_PIX_FMT_YUVJ420P: AVPixelFormat = 12;
pub const AV_PIX_FMT_YUVJ422P: AVPixelFormat = 13;
pub const AV_PIX_FMT_YUVJ444P: AVPixelFormat = 14;
pub const AV_PIX_FMT_UYVY422: AVPixelFormat = 15;
pub const AV_PIX_FMT_UYYVYY411: AVPixelFormat = 16;
pub const AV_PIX_FMT_BGR8: AVPixelFormat = 17;
pub const AV_PIX_FMT_BGR4: AVPixelFormat = 18;
pub const AV_PIX_FMT_BGR4_BYTE: AVPixelFormat = 19;
pub const AV_PIX_FMT_RGB8: AVPixelFormat = 20;
pub const AV_PIX_FMT_RGB4: AVPixelFormat = 21;
pub const AV_PIX_FMT_RGB4_BYTE: AVPixelFormat = 22;
pub const AV_PIX_FMT_NV12: AVPixelFormat = 23;
pub const AV_PIX_FMT_NV21: AVPixelFormat = 24;
pub const AV_PIX_FMT_ARGB: AVPixelFormat = 25;
pub const AV_PIX_FMT_RGBA: AVPixelFormat = 26;
pub const AV_PIX_FMT_ABGR: AVPixelFormat = 27;
pub const AV_PIX_FMT_BGRA: AVPixelFormat = 28;
pub const AV_PIX_FMT_GRAY16BE: AVPixelFormat = 29;
pub const AV_PIX_FMT_GRAY16LE: AVPixelFormat = 30;
pub const AV_PIX_FMT_YUV440P: AVPixelFormat = 31;
pub const AV_PIX_FMT_YUVJ440P: AVPixelFormat = 32;
pub const AV_PIX_FMT_YUVA420P: AVPixelFormat = 33;
pub const AV_PIX_FMT_RGB48BE: AVPixelFormat = 34;
pub const AV_PIX_FMT_RGB48LE: AVPixelFormat = 35;
pub const AV_PIX_FMT_RGB565BE: AVPixelFormat = 36;
pub const AV_PIX_FMT_RGB565LE: AVPixelFormat = 37;
pub const AV_PIX_FMT_RGB555BE: AVPixelFormat = 38;
pub const AV_PIX_FMT_RGB555LE: AVPixelFormat = 39;
pub const AV_PIX_FMT_BGR565BE: AVPixelFormat = 40;
pub const AV_PIX_FMT_BGR565LE: AVPixelFormat = 41;
pub const AV_PIX_FMT_BGR555BE: AVPixelFormat = 42;
pub const AV_PIX_FMT_BGR555LE: AVPixelFormat = 43;
pub const AV_PIX_FMT_VAAPI: AVPixelFormat = 44;
pub const AV_PIX_FMT_YUV420P16LE: AVPixelFormat = 45;
pub const AV_PIX_FMT_YUV420P16BE: AVPixelFormat = 46;
pub const AV_PIX_FMT_YUV422P16LE: AVPixelFormat = 47;
pub const AV_PIX_FMT_YUV422P16BE: AVPixelFormat = 48;
pub const AV_PIX_FMT_YUV444P16LE: AVPixelFormat = 49;
pub const AV_PIX_FMT_YUV444P16BE: AVPixelFormat = 50;
pub const AV_PIX_FMT_DXVA2_VLD: AVPixelFormat = 51;
pub const AV_PIX_FMT_RGB444LE: AVPixelFormat = 52;
pub const AV_PIX_FMT_RGB444BE: AVPixelFormat = 53;
pub const AV_PIX_FMT_BGR444LE: AVPixelFormat = 54;
pub const AV_PIX_FMT_BGR444BE: AVPixelFormat = 55;
pub const AV_PIX_FMT_YA8: AVPixelFormat = 56;
pub const AV_PIX_FMT_Y400A: AVPixelFormat = 56;
pub const AV_PIX_FMT_GRAY8A: AVPixelFormat = 56;
pub const AV_PIX_FMT_BGR48BE: AVPixelFormat = 57;
pub const AV_PIX_FMT_BGR48LE: AVPixelFormat = 58;
pub const AV_PIX_FMT_YUV420P9BE: AVPixelFormat = 59;
pub const AV_PIX_FMT_YUV420P9LE: AVPixelFormat = 60;
pub const AV_PIX_FMT_YUV420P10BE: AVPixelFormat = 61;
pub const AV_PIX_FMT_YUV420P10LE: AVPixelFormat = 62;
pub const AV_PIX_FMT_YUV422P10BE: AVPixelFormat = 63;
pub const AV_PIX_FMT_YUV422P10LE: AVPixelFormat = 64;
pub const AV_PIX_FMT_YUV444P9BE: AVPixelFormat = 65;
pub const AV_PIX_FMT_YUV444P9LE: AVPixelFormat = 66;
pub const AV_PIX_FMT_YUV444P10BE: AVPixelFormat = 67;
pub const AV_PIX_FMT_YUV444P10LE: AVPixelFormat = 68;
pub const AV_PIX_FMT_YUV422P9BE: AVPixelFormat = 69;
pub const AV_PIX_FMT_YUV422P9LE: AVPixelFormat = 70;
pub const AV_PIX_FMT_GBRP: AVPixelFormat = 71;
pub const AV_PIX_FMT_GBR24P: AVPixelFormat = 71;
pub const AV_PIX_FMT_GBRP9BE: AVPixelFormat = 72;
pub const AV_PIX_FMT_GBRP9LE: AVPixelFormat = 73;
pub const AV_PIX_FMT_GBRP10BE: AVPixelFormat = 74;
pub const AV_PIX_FMT_GBRP10LE: AVPixelFormat = 75;
pub const AV_PIX_FMT_GBRP16BE: AVPixelFormat = 76;
pub const AV_PIX_FMT_GBRP16LE: AVPixelFormat = 77;
pub const AV_PIX_FMT_YUVA422P: AVPixelFormat = 78;
pub const AV_PIX_FMT_YUVA444P: AVPixelFormat = 79;
pub const AV_PIX_FMT_YUVA420P9BE: AVPixelFormat = 80;
pub const AV_PIX_FMT_YUVA420P9LE: AVPixelFormat = 81;
pub const AV_PIX_FMT_YUVA422P9BE: AVPixelFormat = 82;
pub const AV_PIX_FMT_YUVA422P9LE: AVPixelFormat = 83;
pub const AV_PIX_FMT_YUVA444P9BE: AVPixelFormat = 84;
pub const AV_PIX_FMT_YUVA444P9LE: AVPixelFormat = 85;
pub const AV_PIX_FMT_YUVA420P10BE: AVPixelFormat = 86;
pub const AV_PIX_FMT_YUVA420P10LE: AVPixelFormat = 87;
pub const AV_PIX_FMT_YUVA422P10BE: AVPixelFormat = 88;
pub const AV_PIX_FMT_YUVA422P10LE: AVPixelFormat = 89;
pub const AV_PIX_FMT_YUVA444P10BE: AVPixelFormat = 90;
pub const AV_PIX_FMT_YUVA444P10LE: AVPixelFormat = 91;
pub const AV_PIX_FMT_YUVA420P16BE: AVPixelFormat = 92;
pub const AV_PIX_FMT_YUVA420P16LE: AVPixelFormat = 93;
pub const AV_PIX_FMT_YUVA422P16BE: AVPixelFormat = 94;
pub const AV_PIX_FMT_YUVA422P16LE: AVPixelFormat = 95;
pub const AV_PIX_FMT_YUVA444P16BE: AVPixelFormat = 96;
pub const AV_PIX_FMT_YUVA444P16LE: AVPixelFormat = 97;
pub const AV_PIX_FMT_VDPAU: AVPixelFormat = 98;
pub const AV_PIX_FMT_XYZ12LE: AVPixelFormat = 99;
pub const AV_PIX_FMT_XYZ12BE: AVPixelFormat = 100;
pub const AV_PIX_FMT_NV16: AVPixelFormat = 101;
pub const AV_PIX_FMT_NV20LE: AVPixelFormat = 102;
pub const AV_PIX_FMT_NV20BE: AVPixelFormat = 103;
pub const AV_PIX_FMT_RGBA64BE: AVPixelFormat = 104;
pub const AV_PIX_FMT_RGBA64LE: AVPixelFormat = 105;
pub const AV_PIX_FMT_BGRA64BE: AVPixelFormat = 106;
pub const AV_PIX_FMT_BGRA64LE: AVPixelFormat = 107;
pub const AV_PIX_FMT_YVYU422: AVPixelFormat = 108;
pub const AV_PIX_FMT_YA16BE: AVPixelFormat = 109;
pub const AV_PIX_FMT_YA16LE: AVPixelFormat = 110;
pub const AV_PIX_FMT_GBRAP: AVPixelFormat = 111;
pub const AV_PIX_FMT_GBRAP16BE: AVPixelFormat = 112;
pub const AV_PIX_FMT_GBRAP16LE: AVPixelFormat = 113;
pub const AV_PIX_FMT_QSV: AVPixelFormat = 114;
pub const AV_PIX_FMT_MMAL: AVPixelFormat = 115;
pub const AV_PIX_FMT_D3D11VA_VLD: AVPixelFormat = 116;
pub const AV_PIX_FMT_CUDA: AVPixelFormat = 117;
pub const AV_PIX_FMT_0RGB: AVPixelFormat = 118;
pub const AV_PIX_FMT_RGB0: AVPixelFormat = 119;
pub const AV_PIX_FMT_0BGR: AVPixelFormat = 120;
pub const AV_PIX_FMT_BGR0: AVPixelFormat = 121;
pub const AV_PIX_FMT_YUV420P12BE: AVPixelFormat = 122;
pub const AV_PIX_FMT_YUV420P12LE: AVPixelFormat = 123;
pub const AV_PIX_FMT_YUV420P14BE: AVPixelFormat = 124;
pub const AV_PIX_FMT_YUV420P14LE: AVPixelFormat = 125;
pub const AV_PIX_FMT_YUV422P12BE: AVPixelFormat = 126;
pub const AV_PIX_FMT_YUV422P12LE: AVPixelFormat = 127;
pub const AV_PIX_FMT_YUV422P14BE: AVPixelFormat = 128;
pub const AV_PIX_FMT_YUV422P14LE: AVPixelFormat = 129;
pub const AV_PIX_FMT_YUV444P12BE: AVPixelFormat = 130;
pub const AV_PIX_FMT_YUV444P12LE: AVPixelFormat = 131;
pub const AV_PIX_FMT_YUV444P14BE: AVPixelFormat = 132;
pub const AV_PIX_FMT_YUV444P14LE: AVPixelFormat = 133;
pub const AV_PIX_FMT_GBRP12BE: AVPixelFormat = 134;
pub const AV_PIX_FMT_GBRP12LE: AVPixelFormat = 135;
pub const AV_PIX_FMT_GBRP14BE: AVPixelFormat = 136;
pub const AV_PIX_FMT_GBRP14LE: AVPixelFormat = 137;
pub const AV_PIX_FMT_YUVJ411P: AVPixelFormat = 138;
pub const AV_PIX_FMT_BAYER_BGGR8: AVPixelFormat = 139;
pub const AV_PIX_FMT_BAYER_RGGB8: AVPixelFormat = 140;
pub const AV_PIX_FMT_BAYER_GBRG8: AVPixelFormat = 141;
pub const AV_PIX_FMT_BAYER_GRBG8: AVPixelFormat = 142;
pub const AV_PIX_FMT_BAYER_BGGR16LE: AVPixelFormat = 143;
pub const AV_PIX_FMT_BAYER_BGGR16BE: AVPixelFormat = 144;
pub const AV_PIX_FMT_BAYER_RGGB16LE: AVPixelFormat = 145;
pub const AV_PIX_FMT_BAYER_RGGB16BE: AVPixelFormat = 146;
pub const AV_PIX_FMT_BAYER_GBRG16LE: AVPixelFormat = 147;
pub const AV_PIX_FMT_BAYER_GBRG16BE: AVPixelFormat = 148;
pub const AV_PIX_FMT_BAYER_GRBG16LE: AVPixelFormat = 149;
pub const AV_PIX_FMT_BAYER_GRBG16BE: AVPixelFormat = 150;
pub const AV_PIX_FMT_YUV440P10LE: AVPixelFormat = 151;
pub const AV_PIX_FMT_YUV440P10BE: AVPixelFormat = 152;
pub const AV_PIX_FMT_YUV440P12LE: AVPixelFormat = 153;
pub const AV_PIX_FMT_YUV440P12BE: AVPixelFormat = 154;
pub const AV_PIX_FMT_AYUV64LE: AVPixelFormat = 155;
pub const AV_PIX_FMT_AYUV64BE: AVPixelFormat = 156;
pub const AV_PIX_FMT_VIDEOTOOLBOX: AVPixelFormat = 157;
pub const AV_PIX_FMT_P010LE: AVPixelFormat = 158;
pub const AV_PIX_FMT_P010BE: AVPixelFormat = 159;
pub const AV_PIX_FMT_GBRAP12BE: AVPixelFormat = 160;
pub const AV_PIX_FMT_GBRAP12LE: AVPixelFormat = 161;
pub const AV_PIX_FMT_GBRAP10BE: AVPixelFormat = 162;
pub const AV_PIX_FMT_GBRAP10LE: AVPixelFormat = 163;
pub const AV_PIX_FMT_MEDIACODEC: AVPixelFormat = 164;
pub const AV_PIX_FMT_GRAY12BE: AVPixelFormat = 165;
pub const AV_PIX_FMT_GRAY12LE: AVPixelFormat = 166;
pub const AV_PIX_FMT_GRAY10BE: AVPixelFormat = 167;
pub const AV_PIX_FMT_GRAY10LE: AVPixelFormat = 168;
pub const AV_PIX_FMT_P016LE: AVPixelFormat = 169;
pub const AV_PIX_FMT_P016BE: AVPixelFormat = 170;
pub const AV_PIX_FMT_D3D11: AVPixelFormat = 171;
pub const AV_PIX_FMT_GRAY9BE: AVPixelFormat = 172;
pub const AV_PIX_FMT_GRAY9LE: AVPixelFormat = 173;
pub const AV_PIX_FMT_GBRPF32BE: AVPixelFormat = 174;
pub const AV_PIX_FMT_GBRPF32LE: AVPixelFormat = 175;
pub const AV_PIX_FMT_GBRAPF32BE: AVPixelFormat = 176;
pub const AV_PIX_FMT_GBRAPF32LE: AVPixelFormat = 177;
pub const AV_PIX_FMT_DRM_PRIME: AVPixelFormat = 178;
pub const AV_PIX_FMT_OPENCL: AVPixelFormat = 179;
pub const AV_PIX_FMT_GRAY14BE: AVPixelFormat = 180;
pub const AV_PIX_FMT_GRAY14LE: AVPixelFormat = 181;
pub const AV_PIX_FMT_GRAYF32BE: AVPixelFormat = 182;
pub const AV_PIX_FMT_GRAYF32LE: AVPixelFormat = 183;
pub const AV_PIX_FMT_YUVA422P12BE: AVPixelFormat = 184;
pub const AV_PIX_FMT_YUVA422P12LE: AVPixelFormat = 185;
pub const AV_PIX_FMT_YUVA444P12BE: AVPixelFormat = 186;
pub const AV_PIX_FMT_YUVA444P12LE: AVPixelFormat = 187;
pub const AV_PIX_FMT_NV24: AVPixelFormat = 188;
pub const AV_PIX_FMT_NV42: AVPixelFormat = 189;
pub const AV_PIX_FMT_VULKAN: AVPixelFormat = 190;
pub const AV_PIX_FMT_Y210BE: AVPixelFormat = 191;
pub const AV_PIX_FMT_Y210LE: AVPixelFormat = 192;
pub const AV_PIX_FMT_X2RGB10LE: AVPixelFormat = 193;
pub const AV_PIX_FMT_X2RGB10BE: AVPixelFormat = 194;
pub const AV_PIX_FMT_X2BGR10LE: AVPixelFormat = 195;
pub const AV_PIX_FMT_X2BGR10BE: AVPixelFormat = 196;
pub const AV_PIX_FMT_P210BE: AVPixelFormat = 197;
pub const AV_PIX_FMT_P210LE: AVPixelFormat = 198;
pub const AV_PIX_FMT_P410BE: AVPixelFormat = 199;
pub const AV_PIX_FMT_P410LE: AVPixelFormat = 200;
pub const AV_PIX_FMT_P216BE: AVPixelFormat = 201;
pub const AV_PIX_FMT_P216LE: AVPixelFormat = 202;
pub const AV_PIX_FMT_P416BE: AVPixelFormat = 203;
pub const AV_PIX_FMT_P416LE: AVPixelFormat = 204;
pub const AV_PIX_FMT_VUYA: AVPixelFormat = 205;
pub const AV_PIX_FMT_RGBAF16BE: AVPixelFormat = 206;
pub const AV_PIX_FMT_RGBAF16LE: AVPixelFormat = 207;
pub const AV_PIX_FMT_VUYX: AVPixelFormat = 208;
pub const AV_PIX_FMT_P012LE: AVPixelFormat = 209;
pub const AV_PIX_FMT_P012BE: AVPixelFormat = 210;
pub const AV_PIX_FMT_Y212BE: AVPixelFormat = 211;
pub const AV_PIX_FMT_Y212LE: AVPixelFormat = 212;
pub const AV_PIX_FMT_XV30BE: AVPixelFormat = 213;
pub const AV_PIX_FMT_XV30LE: AVPixelFormat = 214;
pub const AV_PIX_FMT_XV36BE: AVPixelFormat = 215;
pub const AV_PIX_FMT_XV36LE: AVPixelFormat = 216;
pub const AV_PIX_FMT_RGBF32BE: AVPixelFormat = 217;
pub const AV_PIX_FMT_RGBF32LE: AVPixelFormat = 218;
pub const AV_PIX_FMT_RGBAF32BE: AVPixelFormat = 219;
pub const AV_PIX_FMT_RGBAF32LE: AVPixelFormat = 220;
pub const AV_PIX_FMT_P212BE: AVPixelFormat = 221;
pub const AV_PIX_FMT_P212LE: AVPixelFormat = 222;
pub const AV_PIX_FMT_P412BE: AVPixelFormat = 223;
pub const AV_PIX_FMT_P412LE: AVPixelFormat = 224;
pub const AV_PIX_FMT_GBRAP14BE: AVPixelFormat = 225;
pub const AV_PIX_FMT_GBRAP14LE: AVPixelFormat = 226;
pub const AV_PIX_FMT_D3D12: AVPixelFormat = 227;
pub const AV_PIX_FMT_AYUV: AVPixelFormat = 228;
pub const AV_PIX_FMT_UYVA: AVPixelFormat = 229;
pub const AV_PIX_FMT_VYU444: AVPixelFormat = 230;
pub const AV_PIX_FMT_V30XBE: AVPixelFormat = 231;
pub const AV_PIX_FMT_V30XLE: AVPixelFormat = 232;
pub const AV_PIX_FMT_RGBF16BE: AVPixelFormat = 233;
pub const AV_PIX_FMT_RGBF16LE: AVPixelFormat = 234;
pub const AV_PIX_FMT_RGBA128BE: AVPixelFormat = 235;
pub const AV_PIX_FMT_RGBA128LE: AVPixelFormat = 236;
pub const AV_PIX_FMT_RGB96BE: AVPixelFormat = 237;
pub const AV_PIX_FMT_RGB96LE: AVPixelFormat = 238;
pub const AV_PIX_FMT_Y216BE: AVPixelFormat = 239;
pub const AV_PIX_FMT_Y216LE: AVPixelFormat = 240;
pub const AV_PIX_FMT_XV48BE: AVPixelFormat = 241;
pub const AV_PIX_FMT_XV48LE: AVPixelFormat = 242;
pub const AV_PIX_FMT_GBRPF16BE: AVPixelFormat = 243;
pub const AV_PIX_FMT_GBRPF16LE: AVPixelFormat = 244;
pub const AV_PIX_FMT_GBRAPF16BE: AVPixelFormat = 245;
pub const AV_PIX_FMT_GBRAPF16LE: AVPixelFormat = 246;
pub const AV_PIX_FMT_GRAYF16BE: AVPixelFormat = 247;
pub const AV_PIX_FMT_GRAYF16LE: AVPixelFormat = 248;
pub const AV_PIX_FMT_AMF_SURFACE: AVPixelFormat = 249;
pub const AV_PIX_FMT_GRAY32BE: AVPixelFormat = 250;
pub const AV_PIX_FMT_GRAY32LE: AVPixelFormat = 251;
pub const AV_PIX_FMT_YAF32BE: AVPixelFormat = 252;
pub const AV_PIX_FMT_YAF32LE: AVPixelFormat = 253;
pub const AV_PIX_FMT_YAF16BE: AVPixelFormat = 254;
pub const AV_PIX_FMT_YAF16LE: AVPixelFormat = 255;
pub const AV_PIX_FMT_GBRAP32BE: AVPixelFormat = 256;
pub const AV_PIX_FMT_GBRAP32LE: AVPixelFormat = 257;
pub const AV_PIX_FMT_YUV444P10MSBBE: AVPixelFormat = 258;
pub const AV_PIX_FMT_YUV444P10MSBLE: AVPixelFormat = 259;
pub const AV_PIX_FMT_YUV444P12MSBBE: AVPixelFormat = 260;
pub const AV_PIX_FMT_YUV444P12MSBLE: AVPixelFormat = 261;
pub const AV_PIX_FMT_GBRP10MSBBE: AVPixelFormat = 262;
pub const AV_PIX_FMT_GBRP10MSBLE: AVPixelFormat = 263;
pub const AV_PIX_FMT_GBRP12MSBBE: AVPixelFormat = 264;
pub const AV_PIX_FMT_GBRP12MSBLE: AVPixelFormat = 265;
pub const AV_PIX_FMT_OHCODEC: AVPixelFormat = 266;
pub const AV_PIX_FMT_NB: AVPixelFormat = 267;
pub type AVPixelFormat = ::core::ffi::c_int;
pub const AVCOL_PRI_RESERVED0: AVColorPrimaries = 0;
pub const AVCOL_PRI_BT709: AVColorPrimaries = 1;
pub const AVCOL_PRI_UNSPECIFIED: AVColorPrimaries = 2;
pub const AVCOL_PRI_RESERVED: AVColorPrimaries = 3;
pub const AVCOL_PRI_BT470M: AVColorPrimaries = 4;
pub const AVCOL_PRI_BT470BG: AVColorPrimaries = 5;
pub const AVCOL_PRI_SMPTE170M: AVColorPrimaries = 6;
pub const AVCOL_PRI_SMPTE240M: AVColorPrimaries = 7;
pub const AVCOL_PRI_FILM: AVColorPrimaries = 8;
pub const AVCOL_PRI_BT2020: AVColorPrimaries = 9;
pub const AVCOL_PRI_SMPTE428: AVColorPrimaries = 10;
pub const AVCOL_PRI_SMPTEST428_1: AVColorPrimaries = 10;
pub const AVCOL_PRI_SMPTE431: AVColorPrimaries = 11;
pub const AVCOL_PRI_SMPTE432: AVColorPrimaries = 12;
pub const AVCOL_PRI_EBU3213: AVColorPrimaries = 22;
pub const AVCOL_PRI_JEDEC_P22: AVColorPrimaries = 22;
pub const AVCOL_PRI_NB: AVColorPrimaries = 23;
pub const AVCOL_PRI_EXT_BASE: AVColorPrimaries = 256;
pub const AVCOL_PRI_V_GAMUT: AVColorPrimaries = 256;
pub const AVCOL_PRI_EXT_NB: AVColorPrimaries = 257;
pub type AVColorPrimaries = ::core::ffi::c_uint;
pub const AVCOL_TRC_RESERVED0: AVColorTransferCharacteristic = 0;
pub const AVCOL_TRC_BT709: AVColorTransferCharacteristic = 1;
pub const AVCOL_TRC_UNSPECIFIED: AVColorTransferCharacteristic = 2;
pub const AVCOL_TRC_RESERVED: AVColorTransferCharacteristic = 3;
pub const AVCOL_TRC_GAMMA22: AVColorTransferCharacteristic = 4;
pub const AVCOL_TRC_GAMMA28: AVColorTransferCharacteristic = 5;
pub const AVCOL_TRC_SMPTE170M: AVColorTransferCharacteristic = 6;
pub const AVCOL_TRC_SMPTE240M: AVColorTransferCharacteristic = 7;
pub const AVCOL_TRC_LINEAR: AVColorTransferCharacteristic = 8;
pub const AVCOL_TRC_LOG: AVColorTransferCharacteristic = 9;
pub const AVCOL_TRC_LOG_SQRT: AVColorTransferCharacteristic = 10;
pub const AVCOL_TRC_IEC61966_2_4: AVColorTransferCharacteristic = 11;
pub const AVCOL_TRC_BT1361_ECG: AVColorTransferCharacteristic = 12;
pub const AVCOL_TRC_IEC61966_2_1: AVColorTransferCharacteristic = 13;
pub const AVCOL_TRC_BT2020_10: AVColorTransferCharacteristic = 14;
pub const AVCOL_TRC_BT2020_12: AVColorTransferCharacteristic = 15;
pub const AVCOL_TRC_SMPTE2084: AVColorTransferCharacteristic = 16;
pub const AVCOL_TRC_SMPTEST2084: AVColorTransferCharacteristic = 16;
pub const AVCOL_TRC_SMPTE428: AVColorTransferCharacteristic = 17;
pub const AVCOL_TRC_SMPTEST428_1: AVColorTransferCharacteristic = 17;
pub const AVCOL_TRC_ARIB_STD_B67: AVColorTransferCharacteristic = 18;
pub const AVCOL_TRC_NB: AVColorTransferCharacteristic = 19;
pub const AVCOL_TRC_EXT_BASE: AVColorTransferCharacteristic = 256;
pub const AVCOL_TRC_V_LOG: AVColorTransferCharacteristic = 256;
pub const AVCOL_TRC_EXT_NB: AVColorTransferCharacteristic = 257;
pub type AVColorTransferCharacteristic = ::core::ffi::c_uint;
pub const AVCOL_SPC_RGB: AVColorSpace = 0;
pub const AVCOL_SPC_BT709: AVColorSpace = 1;
pub const AVCOL_SPC_UNSPECIFIED: AVColorSpace = 2;
pub const AVCOL_SPC_RESERVED: AVColorSpace = 3;
pub const AVCOL_SPC_FCC: AVColorSpace = 4;
pub const AVCOL_SPC_BT470BG: AVColorSpace = 5;
pub const AVCOL_SPC_SMPTE170M: AVColorSpace = 6;
pub const AVCOL_SPC_SMPTE240M: AVColorSpace = 7;
pub const AVCOL_SPC_YCGCO: AVColorSpace = 8;
pub const AVCOL_SPC_YCOCG: AVColorSpace = 8;
pub const AVCOL_SPC_BT2020_NCL: AVColorSpace = 9;
pub const AVCOL_SPC_BT2020_CL: AVColorSpace = 10;
pub const AVCOL_SPC_SMPTE2085: AVColorSpace = 11;
pub const AVCOL_SPC_CHROMA_DERIVED_NCL: AVColorSpace = 12;
pub const AVCOL_SPC_CHROMA_DERIVED_CL: AVColorSpace = 13;
pub const AVCOL_SPC_ICTCP: AVColorSpace = 14;
pub const AVCOL_SPC_IPT_C2: AVColorSpace = 15;
pub const AVCOL_SPC_YCGCO_RE: AVColorSpace = 16;
pub const AVCOL_SPC_YCGCO_RO: AVColorSpace = 17;
pub const AVCOL_SPC_NB: AVColorSpace = 18;
pub type AVColorSpace = ::core::ffi::c_uint;
pub const AVCOL_RANGE_UNSPECIFIED: AVColorRange = 0;
pub const AVCOL_RANGE_MPEG: AVColorRange = 1;
pub const AVCOL_RANGE_JPEG: AVColorRange = 2;
pub const AVCOL_RANGE_NB: AVColorRange = 3;
pub type AVColorRange = ::core::ffi::c_uint;
pub const AVCHROMA_LOC_UNSPECIFIED: AVChromaLocation = 0;
pub const AVCHROMA_LOC_LEFT: AVChromaLocation = 1;
pub const AVCHROMA_LOC_CENTER: AVChromaLocation = 2;
pub const AVCHROMA_LOC_TOPLEFT: AVChromaLocation = 3;
pub const AVCHROMA_LOC_TOP: AVChromaLocation = 4;
pub const AVCHROMA_LOC_BOTTOMLEFT: AVChromaLocation = 5;
pub const AVCHROMA_LOC_BOTTOM: AVChromaLocation = 6;
pub const AVCHROMA_LOC_NB: AVChromaLocation = 7;
pub type AVChromaLocation = ::core::ffi::c_uint;
pub const AVALPHA_MODE_UNSPECIFIED: AVAlphaMode = 0;
pub const AVALPHA_MODE_PREMULTIPLIED: AVAlphaMode = 1;
pub const AVALPHA_MODE_STRAIGHT: AVAlphaMode = 2;
pub const AVALPHA_MODE_NB: AVAlphaMode = 3;
pub type AVAlphaMode = ::core::ffi::c_uint;
pub const AV_CHAN_NONE: AVChannel = -1;
pub const AV_CHAN_FRONT_LEFT: AVChannel = 0;
pub const AV_CHAN_FRONT_RIGHT: AVChannel = 1;
pub const AV_CHAN_FRONT_CENTER: AVChannel = 2;
pub const AV_CHAN_LOW_FREQUENCY: AVChannel = 3;
pub const AV_CHAN_BACK_LEFT: AVChannel = 4;
pub const AV_CHAN_BACK_RIGHT: AVChannel = 5;
pub const AV_CHAN_FRONT_LEFT_OF_CENTER: AVChannel = 6;
pub const AV_CHAN_FRONT_RIGHT_OF_CENTER: AVChannel = 7;
pub const AV_CHAN_BACK_CENTER: AVChannel = 8;
pub const AV_CHAN_SIDE_LEFT: AVChannel = 9;
pub const AV_CHAN_SIDE_RIGHT: AVChannel = 10;
pub const AV_CHAN_TOP_CENTER: AVChannel = 11;
pub const AV_CHAN_TOP_FRONT_LEFT: AVChannel = 12;
pub const AV_CHAN_TOP_FRONT_CENTER: AVChannel = 13;
pub const AV_CHAN_TOP_FRONT_RIGHT: AVChannel = 14;
pub const AV_CHAN_TOP_BACK_LEFT: AVChannel = 15;
pub const AV_CHAN_TOP_BACK_CENTER: AVChannel = 16;
pub const AV_CHAN_TOP_BACK_RIGHT: AVChannel = 17;
pub const AV_CHAN_STEREO_LEFT: AVChannel = 29;
pub const AV_CHAN_STEREO_RIGHT: AVChannel = 30;
pub const AV_CHAN_WIDE_LEFT: AVChannel = 31;
pub const AV_CHAN_WIDE_RIGHT: AVChannel = 32;
pub const AV_CHAN_SURROUND_DIRECT_LEFT: AVChannel = 33;
pub const AV_CHAN_SURROUND_DIRECT_RIGHT: AVChannel = 34;
pub const AV_CHAN_LOW_FREQUENCY_2: AVChannel = 35;
pub const AV_CHAN_TOP_SIDE_LEFT: AVChannel = 36;
pub const AV_CHAN_TOP_SIDE_RIGHT: AVChannel = 37;
pub const AV_CHAN_BOTTOM_FRONT_CENTER: AVChannel = 38;
pub const AV_CHAN_BOTTOM_FRONT_LEFT: AVChannel = 39;
pub const AV_CHAN_BOTTOM_FRONT_RIGHT: AVChannel = 40;
pub const AV_CHAN_SIDE_SURROUND_LEFT: AVChannel = 41;
pub const AV_CHAN_SIDE_SURROUND_RIGHT: AVChannel = 42;
pub const AV_CHAN_TOP_SURROUND_LEFT: AVChannel = 43;
pub const AV_CHAN_TOP_SURROUND_RIGHT: AVChannel = 44;
pub const AV_CHAN_BINAURAL_LEFT: AVChannel = 61;
pub const AV_CHAN_BINAURAL_RIGHT: AVChannel = 62;
pub const AV_CHAN_UNUSED: AVChannel = 512;
pub const AV_CHAN_UNKNOWN: AVChannel = 768;
pub const AV_CHAN_AMBISONIC_BASE: AVChannel = 1024;
pub const AV_CHAN_AMBISONIC_END: AVChannel = 2047;
pub type AVChannel = ::core::ffi::c_int;
pub const AV_CHANNEL_ORDER_UNSPEC: AVChannelOrder = 0;
pub const AV_CHANNEL_ORDER_NATIVE: AVChannelOrder = 1;
pub const AV_CHANNEL_ORDER_CUSTOM: AVChannelOrder = 2;
pub const AV_CHANNEL_ORDER_AMBISONIC: AVChannelOrder = 3;
pub const FF_CHANNEL_ORDER_NB: AVChannelOrder = 4;
pub type AVChannelOrder = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVChannelCustom {
    pub id: AVChannel,
    pub name: [::core::ffi::c_char; 16usize],
    pub opaque: *mut ::core::ffi::c_void,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVChannelCustom"][::core::mem::size_of::<AVChannelCustom>() - 32usize];
    [
        "Alignment of AVChannelCustom",
    ][::core::mem::align_of::<AVChannelCustom>() - 8usize];
    [
        "Offset of field: AVChannelCustom::id",
    ][::core::mem::offset_of!(AVChannelCustom, id) - 0usize];
    [
        "Offset of field: AVChannelCustom::name",
    ][::core::mem::offset_of!(AVChannelCustom, name) - 4usize];
    [
        "Offset of field: AVChannelCustom::opaque",
    ][::core::mem::offset_of!(AVChannelCustom, opaque) - 24usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVChannelLayout {
    pub order: AVChannelOrder,
    pub nb_channels: ::core::ffi::c_int,
    pub u: AVChannelLayout__bindgen_ty_1,
    pub opaque: *mut ::core::ffi::c_void,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union AVChannelLayout__bindgen_ty_1 {
    pub mask: u64,
    pub map: *mut AVChannelCustom,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVChannelLayout__bindgen_ty_1",
    ][::core::mem::size_of::<AVChannelLayout__bindgen_ty_1>() - 8usize];
    [
        "Alignment of AVChannelLayout__bindgen_ty_1",
    ][::core::mem::align_of::<AVChannelLayout__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: AVChannelLayout__bindgen_ty_1::mask",
    ][::core::mem::offset_of!(AVChannelLayout__bindgen_ty_1, mask) - 0usize];
    [
        "Offset of field: AVChannelLayout__bindgen_ty_1::map",
    ][::core::mem::offset_of!(AVChannelLayout__bindgen_ty_1, map) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVChannelLayout"][::core::mem::size_of::<AVChannelLayout>() - 24usize];
    [
        "Alignment of AVChannelLayout",
    ][::core::mem::align_of::<AVChannelLayout>() - 8usize];
    [
        "Offset of field: AVChannelLayout::order",
    ][::core::mem::offset_of!(AVChannelLayout, order) - 0usize];
    [
        "Offset of field: AVChannelLayout::nb_channels",
    ][::core::mem::offset_of!(AVChannelLayout, nb_channels) - 4usize];
    [
        "Offset of field: AVChannelLayout::u",
    ][::core::mem::offset_of!(AVChannelLayout, u) - 8usize];
    [
        "Offset of field: AVChannelLayout::opaque",
    ][::core::mem::offset_of!(AVChannelLayout, opaque) - 16usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVDictionaryEntry {
    pub key: *mut ::core::ffi::c_char,
    pub value: *mut ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVDictionaryEntry"][::core::mem::size_of::<AVDictionaryEntry>() - 16usize];
    [
        "Alignment of AVDictionaryEntry",
    ][::core::mem::align_of::<AVDictionaryEntry>() - 8usize];
    [
        "Offset of field: AVDictionaryEntry::key",
    ][::core::mem::offset_of!(AVDictionaryEntry, key) - 0usize];
    [
        "Offset of field: AVDictionaryEntry::value",
    ][::core::mem::offset_of!(AVDictionaryEntry, value) - 8usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVDictionary {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVBuffer {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVBufferRef {
    pub buffer: *mut AVBuffer,
    pub data: *mut u8,
    pub size: usize,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVBufferRef"][::core::mem::size_of::<AVBufferRef>() - 24usize];
    ["Alignment of AVBufferRef"][::core::mem::align_of::<AVBufferRef>() - 8usize];
    [
        "Offset of field: AVBufferRef::buffer",
    ][::core::mem::offset_of!(AVBufferRef, buffer) - 0usize];
    [
        "Offset of field: AVBufferRef::data",
    ][::core::mem::offset_of!(AVBufferRef, data) - 8usize];
    [
        "Offset of field: AVBufferRef::size",
    ][::core::mem::offset_of!(AVBufferRef, size) - 16usize];
};
pub const AV_SAMPLE_FMT_NONE: AVSampleFormat = -1;
pub const AV_SAMPLE_FMT_U8: AVSampleFormat = 0;
pub const AV_SAMPLE_FMT_S16: AVSampleFormat = 1;
pub const AV_SAMPLE_FMT_S32: AVSampleFormat = 2;
pub const AV_SAMPLE_FMT_FLT: AVSampleFormat = 3;
pub const AV_SAMPLE_FMT_DBL: AVSampleFormat = 4;
pub const AV_SAMPLE_FMT_U8P: AVSampleFormat = 5;
pub const AV_SAMPLE_FMT_S16P: AVSampleFormat = 6;
pub const AV_SAMPLE_FMT_S32P: AVSampleFormat = 7;
pub const AV_SAMPLE_FMT_FLTP: AVSampleFormat = 8;
pub const AV_SAMPLE_FMT_DBLP: AVSampleFormat = 9;
pub const AV_SAMPLE_FMT_S64: AVSampleFormat = 10;
pub const AV_SAMPLE_FMT_S64P: AVSampleFormat = 11;
pub const AV_SAMPLE_FMT_NB: AVSampleFormat = 12;
pub type AVSampleFormat = ::core::ffi::c_int;
pub const AV_FRAME_DATA_PANSCAN: AVFrameSideDataType = 0;
pub const AV_FRAME_DATA_A53_CC: AVFrameSideDataType = 1;
pub const AV_FRAME_DATA_STEREO3D: AVFrameSideDataType = 2;
pub const AV_FRAME_DATA_MATRIXENCODING: AVFrameSideDataType = 3;
pub const AV_FRAME_DATA_DOWNMIX_INFO: AVFrameSideDataType = 4;
pub const AV_FRAME_DATA_REPLAYGAIN: AVFrameSideDataType = 5;
pub const AV_FRAME_DATA_DISPLAYMATRIX: AVFrameSideDataType = 6;
pub const AV_FRAME_DATA_AFD: AVFrameSideDataType = 7;
pub const AV_FRAME_DATA_MOTION_VECTORS: AVFrameSideDataType = 8;
pub const AV_FRAME_DATA_SKIP_SAMPLES: AVFrameSideDataType = 9;
pub const AV_FRAME_DATA_AUDIO_SERVICE_TYPE: AVFrameSideDataType = 10;
pub const AV_FRAME_DATA_MASTERING_DISPLAY_METADATA: AVFrameSideDataType = 11;
pub const AV_FRAME_DATA_GOP_TIMECODE: AVFrameSideDataType = 12;
pub const AV_FRAME_DATA_SPHERICAL: AVFrameSideDataType = 13;
pub const AV_FRAME_DATA_CONTENT_LIGHT_LEVEL: AVFrameSideDataType = 14;
pub const AV_FRAME_DATA_ICC_PROFILE: AVFrameSideDataType = 15;
pub const AV_FRAME_DATA_S12M_TIMECODE: AVFrameSideDataType = 16;
pub const AV_FRAME_DATA_DYNAMIC_HDR_PLUS: AVFrameSideDataType = 17;
pub const AV_FRAME_DATA_REGIONS_OF_INTEREST: AVFrameSideDataType = 18;
pub const AV_FRAME_DATA_VIDEO_ENC_PARAMS: AVFrameSideDataType = 19;
pub const AV_FRAME_DATA_SEI_UNREGISTERED: AVFrameSideDataType = 20;
pub const AV_FRAME_DATA_FILM_GRAIN_PARAMS: AVFrameSideDataType = 21;
pub const AV_FRAME_DATA_DETECTION_BBOXES: AVFrameSideDataType = 22;
pub const AV_FRAME_DATA_DOVI_RPU_BUFFER: AVFrameSideDataType = 23;
pub const AV_FRAME_DATA_DOVI_METADATA: AVFrameSideDataType = 24;
pub const AV_FRAME_DATA_DYNAMIC_HDR_VIVID: AVFrameSideDataType = 25;
pub const AV_FRAME_DATA_AMBIENT_VIEWING_ENVIRONMENT: AVFrameSideDataType = 26;
pub const AV_FRAME_DATA_VIDEO_HINT: AVFrameSideDataType = 27;
pub const AV_FRAME_DATA_LCEVC: AVFrameSideDataType = 28;
pub const AV_FRAME_DATA_VIEW_ID: AVFrameSideDataType = 29;
pub const AV_FRAME_DATA_3D_REFERENCE_DISPLAYS: AVFrameSideDataType = 30;
pub const AV_FRAME_DATA_EXIF: AVFrameSideDataType = 31;
pub const AV_FRAME_DATA_DYNAMIC_HDR_SMPTE_2094_APP5: AVFrameSideDataType = 32;
pub const AV_FRAME_DATA_IAMF_MIX_GAIN_PARAM: AVFrameSideDataType = 33;
pub const AV_FRAME_DATA_IAMF_DEMIXING_INFO_PARAM: AVFrameSideDataType = 34;
pub const AV_FRAME_DATA_IAMF_RECON_GAIN_INFO_PARAM: AVFrameSideDataType = 35;
pub const AV_FRAME_DATA_RAW_COLOR_PARAMS: AVFrameSideDataType = 36;
pub type AVFrameSideDataType = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFrameSideData {
    pub type_: AVFrameSideDataType,
    pub data: *mut u8,
    pub size: usize,
    pub metadata: *mut AVDictionary,
    pub buf: *mut AVBufferRef,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFrameSideData"][::core::mem::size_of::<AVFrameSideData>() - 40usize];
    [
        "Alignment of AVFrameSideData",
    ][::core::mem::align_of::<AVFrameSideData>() - 8usize];
    [
        "Offset of field: AVFrameSideData::type_",
    ][::core::mem::offset_of!(AVFrameSideData, type_) - 0usize];
    [
        "Offset of field: AVFrameSideData::data",
    ][::core::mem::offset_of!(AVFrameSideData, data) - 8usize];
    [
        "Offset of field: AVFrameSideData::size",
    ][::core::mem::offset_of!(AVFrameSideData, size) - 16usize];
    [
        "Offset of field: AVFrameSideData::metadata",
    ][::core::mem::offset_of!(AVFrameSideData, metadata) - 24usize];
    [
        "Offset of field: AVFrameSideData::buf",
    ][::core::mem::offset_of!(AVFrameSideData, buf) - 32usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFrame {
    pub data: [*mut u8; 8usize],
    pub linesize: [::core::ffi::c_int; 8usize],
    pub extended_data: *mut *mut u8,
    pub width: ::core::ffi::c_int,
    pub height: ::core::ffi::c_int,
    pub nb_samples: ::core::ffi::c_int,
    pub format: ::core::ffi::c_int,
    pub pict_type: AVPictureType,
    pub sample_aspect_ratio: AVRational,
    pub pts: i64,
    pub pkt_dts: i64,
    pub time_base: AVRational,
    pub quality: ::core::ffi::c_int,
    pub opaque: *mut ::core::ffi::c_void,
    pub repeat_pict: ::core::ffi::c_int,
    pub sample_rate: ::core::ffi::c_int,
    pub buf: [*mut AVBufferRef; 8usize],
    pub extended_buf: *mut *mut AVBufferRef,
    pub nb_extended_buf: ::core::ffi::c_int,
    pub side_data: *mut *mut AVFrameSideData,
    pub nb_side_data: ::core::ffi::c_int,
    pub flags: ::core::ffi::c_int,
    pub color_range: AVColorRange,
    pub color_primaries: AVColorPrimaries,
    pub color_trc: AVColorTransferCharacteristic,
    pub colorspace: AVColorSpace,
    pub chroma_location: AVChromaLocation,
    pub best_effort_timestamp: i64,
    pub metadata: *mut AVDictionary,
    pub decode_error_flags: ::core::ffi::c_int,
    pub hw_frames_ctx: *mut AVBufferRef,
    pub opaque_ref: *mut AVBufferRef,
    pub crop_top: usize,
    pub crop_bottom: usize,
    pub crop_left: usize,
    pub crop_right: usize,
    pub private_ref: *mut ::core::ffi::c_void,
    pub ch_layout: AVChannelLayout,
    pub duration: i64,
    pub alpha_mode: AVAlphaMode,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFrame"][::core::mem::size_of::<AVFrame>() - 424usize];
    ["Alignment of AVFrame"][::core::mem::align_of::<AVFrame>() - 8usize];
    ["Offset of field: AVFrame::data"][::core::mem::offset_of!(AVFrame, data) - 0usize];
    [
        "Offset of field: AVFrame::linesize",
    ][::core::mem::offset_of!(AVFrame, linesize) - 64usize];
    [
        "Offset of field: AVFrame::extended_data",
    ][::core::mem::offset_of!(AVFrame, extended_data) - 96usize];
    [
        "Offset of field: AVFrame::width",
    ][::core::mem::offset_of!(AVFrame, width) - 104usize];
    [
        "Offset of field: AVFrame::height",
    ][::core::mem::offset_of!(AVFrame, height) - 108usize];
    [
        "Offset of field: AVFrame::nb_samples",
    ][::core::mem::offset_of!(AVFrame, nb_samples) - 112usize];
    [
        "Offset of field: AVFrame::format",
    ][::core::mem::offset_of!(AVFrame, format) - 116usize];
    [
        "Offset of field: AVFrame::pict_type",
    ][::core::mem::offset_of!(AVFrame, pict_type) - 120usize];
    [
        "Offset of field: AVFrame::sample_aspect_ratio",
    ][::core::mem::offset_of!(AVFrame, sample_aspect_ratio) - 124usize];
    ["Offset of field: AVFrame::pts"][::core::mem::offset_of!(AVFrame, pts) - 136usize];
    [
        "Offset of field: AVFrame::pkt_dts",
    ][::core::mem::offset_of!(AVFrame, pkt_dts) - 144usize];
    [
        "Offset of field: AVFrame::time_base",
    ][::core::mem::offset_of!(AVFrame, time_base) - 152usize];
    [
        "Offset of field: AVFrame::quality",
    ][::core::mem::offset_of!(AVFrame, quality) - 160usize];
    [
        "Offset of field: AVFrame::opaque",
    ][::core::mem::offset_of!(AVFrame, opaque) - 168usize];
    [
        "Offset of field: AVFrame::repeat_pict",
    ][::core::mem::offset_of!(AVFrame, repeat_pict) - 176usize];
    [
        "Offset of field: AVFrame::sample_rate",
    ][::core::mem::offset_of!(AVFrame, sample_rate) - 180usize];
    ["Offset of field: AVFrame::buf"][::core::mem::offset_of!(AVFrame, buf) - 184usize];
    [
        "Offset of field: AVFrame::extended_buf",
    ][::core::mem::offset_of!(AVFrame, extended_buf) - 248usize];
    [
        "Offset of field: AVFrame::nb_extended_buf",
    ][::core::mem::offset_of!(AVFrame, nb_extended_buf) - 256usize];
    [
        "Offset of field: AVFrame::side_data",
    ][::core::mem::offset_of!(AVFrame, side_data) - 264usize];
    [
        "Offset of field: AVFrame::nb_side_data",
    ][::core::mem::offset_of!(AVFrame, nb_side_data) - 272usize];
    [
        "Offset of field: AVFrame::flags",
    ][::core::mem::offset_of!(AVFrame, flags) - 276usize];
    [
        "Offset of field: AVFrame::color_range",
    ][::core::mem::offset_of!(AVFrame, color_range) - 280usize];
    [
        "Offset of field: AVFrame::color_primaries",
    ][::core::mem::offset_of!(AVFrame, color_primaries) - 284usize];
    [
        "Offset of field: AVFrame::color_trc",
    ][::core::mem::offset_of!(AVFrame, color_trc) - 288usize];
    [
        "Offset of field: AVFrame::colorspace",
    ][::core::mem::offset_of!(AVFrame, colorspace) - 292usize];
    [
        "Offset of field: AVFrame::chroma_location",
    ][::core::mem::offset_of!(AVFrame, chroma_location) - 296usize];
    [
        "Offset of field: AVFrame::best_effort_timestamp",
    ][::core::mem::offset_of!(AVFrame, best_effort_timestamp) - 304usize];
    [
        "Offset of field: AVFrame::metadata",
    ][::core::mem::offset_of!(AVFrame, metadata) - 312usize];
    [
        "Offset of field: AVFrame::decode_error_flags",
    ][::core::mem::offset_of!(AVFrame, decode_error_flags) - 320usize];
    [
        "Offset of field: AVFrame::hw_frames_ctx",
    ][::core::mem::offset_of!(AVFrame, hw_frames_ctx) - 328usize];
    [
        "Offset of field: AVFrame::opaque_ref",
    ][::core::mem::offset_of!(AVFrame, opaque_ref) - 336usize];
    [
        "Offset of field: AVFrame::crop_top",
    ][::core::mem::offset_of!(AVFrame, crop_top) - 344usize];
    [
        "Offset of field: AVFrame::crop_bottom",
    ][::core::mem::offset_of!(AVFrame, crop_bottom) - 352usize];
    [
        "Offset of field: AVFrame::crop_left",
    ][::core::mem::offset_of!(AVFrame, crop_left) - 360usize];
    [
        "Offset of field: AVFrame::crop_right",
    ][::core::mem::offset_of!(AVFrame, crop_right) - 368usize];
    [
        "Offset of field: AVFrame::private_ref",
    ][::core::mem::offset_of!(AVFrame, private_ref) - 376usize];
    [
        "Offset of field: AVFrame::ch_layout",
    ][::core::mem::offset_of!(AVFrame, ch_layout) - 384usize];
    [
        "Offset of field: AVFrame::duration",
    ][::core::mem::offset_of!(AVFrame, duration) - 408usize];
    [
        "Offset of field: AVFrame::alpha_mode",
    ][::core::mem::offset_of!(AVFrame, alpha_mode) - 416usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVComponentDescriptor {
    pub plane: ::core::ffi::c_int,
    pub step: ::core::ffi::c_int,
    pub offset: ::core::ffi::c_int,
    pub shift: ::core::ffi::c_int,
    pub depth: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVComponentDescriptor",
    ][::core::mem::size_of::<AVComponentDescriptor>() - 20usize];
    [
        "Alignment of AVComponentDescriptor",
    ][::core::mem::align_of::<AVComponentDescriptor>() - 4usize];
    [
        "Offset of field: AVComponentDescriptor::plane",
    ][::core::mem::offset_of!(AVComponentDescriptor, plane) - 0usize];
    [
        "Offset of field: AVComponentDescriptor::step",
    ][::core::mem::offset_of!(AVComponentDescriptor, step) - 4usize];
    [
        "Offset of field: AVComponentDescriptor::offset",
    ][::core::mem::offset_of!(AVComponentDescriptor, offset) - 8usize];
    [
        "Offset of field: AVComponentDescriptor::shift",
    ][::core::mem::offset_of!(AVComponentDescriptor, shift) - 12usize];
    [
        "Offset of field: AVComponentDescriptor::depth",
    ][::core::mem::offset_of!(AVComponentDescriptor, depth) - 16usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVPixFmtDescriptor {
    pub name: *const ::core::ffi::c_char,
    pub nb_components: u8,
    pub log2_chroma_w: u8,
    pub log2_chroma_h: u8,
    pub flags: u64,
    pub comp: [AVComponentDescriptor; 4usize],
    pub alias: *const ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVPixFmtDescriptor",
    ][::core::mem::size_of::<AVPixFmtDescriptor>() - 112usize];
    [
        "Alignment of AVPixFmtDescriptor",
    ][::core::mem::align_of::<AVPixFmtDescriptor>() - 8usize];
    [
        "Offset of field: AVPixFmtDescriptor::name",
    ][::core::mem::offset_of!(AVPixFmtDescriptor, name) - 0usize];
    [
        "Offset of field: AVPixFmtDescriptor::nb_components",
    ][::core::mem::offset_of!(AVPixFmtDescriptor, nb_components) - 8usize];
    [
        "Offset of field: AVPixFmtDescriptor::log2_chroma_w",
    ][::core::mem::offset_of!(AVPixFmtDescriptor, log2_chroma_w) - 9usize];
    [
        "Offset of field: AVPixFmtDescriptor::log2_chroma_h",
    ][::core::mem::offset_of!(AVPixFmtDescriptor, log2_chroma_h) - 10usize];
    [
        "Offset of field: AVPixFmtDescriptor::flags",
    ][::core::mem::offset_of!(AVPixFmtDescriptor, flags) - 16usize];
    [
        "Offset of field: AVPixFmtDescriptor::comp",
    ][::core::mem::offset_of!(AVPixFmtDescriptor, comp) - 24usize];
    [
        "Offset of field: AVPixFmtDescriptor::alias",
    ][::core::mem::offset_of!(AVPixFmtDescriptor, alias) - 104usize];
};
pub const AV_OPT_TYPE_FLAGS: AVOptionType = 1;
pub const AV_OPT_TYPE_INT: AVOptionType = 2;
pub const AV_OPT_TYPE_INT64: AVOptionType = 3;
pub const AV_OPT_TYPE_DOUBLE: AVOptionType = 4;
pub const AV_OPT_TYPE_FLOAT: AVOptionType = 5;
pub const AV_OPT_TYPE_STRING: AVOptionType = 6;
pub const AV_OPT_TYPE_RATIONAL: AVOptionType = 7;
pub const AV_OPT_TYPE_BINARY: AVOptionType = 8;
pub const AV_OPT_TYPE_DICT: AVOptionType = 9;
pub const AV_OPT_TYPE_UINT64: AVOptionType = 10;
pub const AV_OPT_TYPE_CONST: AVOptionType = 11;
pub const AV_OPT_TYPE_IMAGE_SIZE: AVOptionType = 12;
pub const AV_OPT_TYPE_PIXEL_FMT: AVOptionType = 13;
pub const AV_OPT_TYPE_SAMPLE_FMT: AVOptionType = 14;
pub const AV_OPT_TYPE_VIDEO_RATE: AVOptionType = 15;
pub const AV_OPT_TYPE_DURATION: AVOptionType = 16;
pub const AV_OPT_TYPE_COLOR: AVOptionType = 17;
pub const AV_OPT_TYPE_BOOL: AVOptionType = 18;
pub const AV_OPT_TYPE_CHLAYOUT: AVOptionType = 19;
pub const AV_OPT_TYPE_UINT: AVOptionType = 20;
pub const AV_OPT_TYPE_FLAG_ARRAY: AVOptionType = 65536;
pub type AVOptionType = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVOptionArrayDef {
    pub def: *const ::core::ffi::c_char,
    pub size_min: ::core::ffi::c_uint,
    pub size_max: ::core::ffi::c_uint,
    pub sep: ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVOptionArrayDef"][::core::mem::size_of::<AVOptionArrayDef>() - 24usize];
    [
        "Alignment of AVOptionArrayDef",
    ][::core::mem::align_of::<AVOptionArrayDef>() - 8usize];
    [
        "Offset of field: AVOptionArrayDef::def",
    ][::core::mem::offset_of!(AVOptionArrayDef, def) - 0usize];
    [
        "Offset of field: AVOptionArrayDef::size_min",
    ][::core::mem::offset_of!(AVOptionArrayDef, size_min) - 8usize];
    [
        "Offset of field: AVOptionArrayDef::size_max",
    ][::core::mem::offset_of!(AVOptionArrayDef, size_max) - 12usize];
    [
        "Offset of field: AVOptionArrayDef::sep",
    ][::core::mem::offset_of!(AVOptionArrayDef, sep) - 16usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVOption {
    pub name: *const ::core::ffi::c_char,
    pub help: *const ::core::ffi::c_char,
    pub offset: ::core::ffi::c_int,
    pub type_: AVOptionType,
    pub default_val: AVOption__bindgen_ty_1,
    pub min: f64,
    pub max: f64,
    pub flags: ::core::ffi::c_int,
    pub unit: *const ::core::ffi::c_char,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union AVOption__bindgen_ty_1 {
    pub i64_: i64,
    pub dbl: f64,
    pub str_: *const ::core::ffi::c_char,
    pub q: AVRational,
    pub arr: *const AVOptionArrayDef,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVOption__bindgen_ty_1",
    ][::core::mem::size_of::<AVOption__bindgen_ty_1>() - 8usize];
    [
        "Alignment of AVOption__bindgen_ty_1",
    ][::core::mem::align_of::<AVOption__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: AVOption__bindgen_ty_1::i64_",
    ][::core::mem::offset_of!(AVOption__bindgen_ty_1, i64_) - 0usize];
    [
        "Offset of field: AVOption__bindgen_ty_1::dbl",
    ][::core::mem::offset_of!(AVOption__bindgen_ty_1, dbl) - 0usize];
    [
        "Offset of field: AVOption__bindgen_ty_1::str_",
    ][::core::mem::offset_of!(AVOption__bindgen_ty_1, str_) - 0usize];
    [
        "Offset of field: AVOption__bindgen_ty_1::q",
    ][::core::mem::offset_of!(AVOption__bindgen_ty_1, q) - 0usize];
    [
        "Offset of field: AVOption__bindgen_ty_1::arr",
    ][::core::mem::offset_of!(AVOption__bindgen_ty_1, arr) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVOption"][::core::mem::size_of::<AVOption>() - 64usize];
    ["Alignment of AVOption"][::core::mem::align_of::<AVOption>() - 8usize];
    [
        "Offset of field: AVOption::name",
    ][::core::mem::offset_of!(AVOption, name) - 0usize];
    [
        "Offset of field: AVOption::help",
    ][::core::mem::offset_of!(AVOption, help) - 8usize];
    [
        "Offset of field: AVOption::offset",
    ][::core::mem::offset_of!(AVOption, offset) - 16usize];
    [
        "Offset of field: AVOption::type_",
    ][::core::mem::offset_of!(AVOption, type_) - 20usize];
    [
        "Offset of field: AVOption::default_val",
    ][::core::mem::offset_of!(AVOption, default_val) - 24usize];
    ["Offset of field: AVOption::min"][::core::mem::offset_of!(AVOption, min) - 32usize];
    ["Offset of field: AVOption::max"][::core::mem::offset_of!(AVOption, max) - 40usize];
    [
        "Offset of field: AVOption::flags",
    ][::core::mem::offset_of!(AVOption, flags) - 48usize];
    [
        "Offset of field: AVOption::unit",
    ][::core::mem::offset_of!(AVOption, unit) - 56usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVOptionRange {
    pub str_: *const ::core::ffi::c_char,
    pub value_min: f64,
    pub value_max: f64,
    pub component_min: f64,
    pub component_max: f64,
    pub is_range: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVOptionRange"][::core::mem::size_of::<AVOptionRange>() - 48usize];
    ["Alignment of AVOptionRange"][::core::mem::align_of::<AVOptionRange>() - 8usize];
    [
        "Offset of field: AVOptionRange::str_",
    ][::core::mem::offset_of!(AVOptionRange, str_) - 0usize];
    [
        "Offset of field: AVOptionRange::value_min",
    ][::core::mem::offset_of!(AVOptionRange, value_min) - 8usize];
    [
        "Offset of field: AVOptionRange::value_max",
    ][::core::mem::offset_of!(AVOptionRange, value_max) - 16usize];
    [
        "Offset of field: AVOptionRange::component_min",
    ][::core::mem::offset_of!(AVOptionRange, component_min) - 24usize];
    [
        "Offset of field: AVOptionRange::component_max",
    ][::core::mem::offset_of!(AVOptionRange, component_max) - 32usize];
    [
        "Offset of field: AVOptionRange::is_range",
    ][::core::mem::offset_of!(AVOptionRange, is_range) - 40usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVOptionRanges {
    pub range: *mut *mut AVOptionRange,
    pub nb_ranges: ::core::ffi::c_int,
    pub nb_components: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVOptionRanges"][::core::mem::size_of::<AVOptionRanges>() - 16usize];
    ["Alignment of AVOptionRanges"][::core::mem::align_of::<AVOptionRanges>() - 8usize];
    [
        "Offset of field: AVOptionRanges::range",
    ][::core::mem::offset_of!(AVOptionRanges, range) - 0usize];
    [
        "Offset of field: AVOptionRanges::nb_ranges",
    ][::core::mem::offset_of!(AVOptionRanges, nb_ranges) - 8usize];
    [
        "Offset of field: AVOptionRanges::nb_components",
    ][::core::mem::offset_of!(AVOptionRanges, nb_components) - 12usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct SwrContext {
    _unused: [u8; 0],
}
pub const SWS_DITHER_NONE: SwsDither = 0;
pub const SWS_DITHER_AUTO: SwsDither = 1;
pub const SWS_DITHER_BAYER: SwsDither = 2;
pub const SWS_DITHER_ED: SwsDither = 3;
pub const SWS_DITHER_A_DITHER: SwsDither = 4;
pub const SWS_DITHER_X_DITHER: SwsDither = 5;
pub const SWS_DITHER_NB: SwsDither = 6;
pub const SWS_DITHER_MAX_ENUM: SwsDither = 2147483647;
pub type SwsDither = ::core::ffi::c_uint;
pub const SWS_ALPHA_BLEND_NONE: SwsAlphaBlend = 0;
pub const SWS_ALPHA_BLEND_UNIFORM: SwsAlphaBlend = 1;
pub const SWS_ALPHA_BLEND_CHECKERBOARD: SwsAlphaBlend = 2;
pub const SWS_ALPHA_BLEND_NB: SwsAlphaBlend = 3;
pub const SWS_ALPHA_BLEND_MAX_ENUM: SwsAlphaBlend = 2147483647;
pub type SwsAlphaBlend = ::core::ffi::c_uint;
pub const SWS_SCALE_AUTO: SwsScaler = 0;
pub const SWS_SCALE_BILINEAR: SwsScaler = 1;
pub const SWS_SCALE_BICUBIC: SwsScaler = 2;
pub const SWS_SCALE_POINT: SwsScaler = 3;
pub const SWS_SCALE_AREA: SwsScaler = 4;
pub const SWS_SCALE_GAUSSIAN: SwsScaler = 5;
pub const SWS_SCALE_SINC: SwsScaler = 6;
pub const SWS_SCALE_LANCZOS: SwsScaler = 7;
pub const SWS_SCALE_SPLINE: SwsScaler = 8;
pub const SWS_SCALE_NB: SwsScaler = 9;
pub const SWS_SCALE_MAX_ENUM: SwsScaler = 2147483647;
pub type SwsScaler = ::core::ffi::c_uint;
pub const SWS_BACKEND_LEGACY: SwsBackend = 1;
pub const SWS_BACKEND_STABLE: SwsBackend = 1;
pub const SWS_BACKEND_C: SwsBackend = 2;
pub const SWS_BACKEND_MEMCPY: SwsBackend = 4;
pub const SWS_BACKEND_X86: SwsBackend = 8;
pub const SWS_BACKEND_AARCH64: SwsBackend = 16;
pub const SWS_BACKEND_SPIRV: SwsBackend = 32;
pub const SWS_BACKEND_UNSTABLE: SwsBackend = 62;
pub const SWS_BACKEND_ALL: SwsBackend = 63;
pub const SWS_BACKEND_MAX_ENUM: SwsBackend = 2147483647;
pub type SwsBackend = ::core::ffi::c_uint;
pub const SWS_STRICT: SwsFlags = 2048;
pub const SWS_PRINT_INFO: SwsFlags = 4096;
pub const SWS_FULL_CHR_H_INT: SwsFlags = 8192;
pub const SWS_FULL_CHR_H_INP: SwsFlags = 16384;
pub const SWS_ACCURATE_RND: SwsFlags = 262144;
pub const SWS_BITEXACT: SwsFlags = 524288;
pub const SWS_UNSTABLE: SwsFlags = 1048576;
pub const SWS_DIRECT_BGR: SwsFlags = 32768;
pub const SWS_ERROR_DIFFUSION: SwsFlags = 8388608;
pub const SWS_FAST_BILINEAR: SwsFlags = 1;
pub const SWS_BILINEAR: SwsFlags = 2;
pub const SWS_BICUBIC: SwsFlags = 4;
pub const SWS_X: SwsFlags = 8;
pub const SWS_POINT: SwsFlags = 16;
pub const SWS_AREA: SwsFlags = 32;
pub const SWS_BICUBLIN: SwsFlags = 64;
pub const SWS_GAUSS: SwsFlags = 128;
pub const SWS_SINC: SwsFlags = 256;
pub const SWS_LANCZOS: SwsFlags = 512;
pub const SWS_SPLINE: SwsFlags = 1024;
pub type SwsFlags = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct SwsContext {
    pub av_class: *const AVClass,
    pub opaque: *mut ::core::ffi::c_void,
    pub flags: ::core::ffi::c_uint,
    pub scaler_params: [f64; 2usize],
    pub threads: ::core::ffi::c_int,
    pub dither: SwsDither,
    pub alpha_blend: SwsAlphaBlend,
    pub gamma_flag: ::core::ffi::c_int,
    pub src_w: ::core::ffi::c_int,
    pub src_h: ::core::ffi::c_int,
    pub dst_w: ::core::ffi::c_int,
    pub dst_h: ::core::ffi::c_int,
    pub src_format: ::core::ffi::c_int,
    pub dst_format: ::core::ffi::c_int,
    pub src_range: ::core::ffi::c_int,
    pub dst_range: ::core::ffi::c_int,
    pub src_v_chr_pos: ::core::ffi::c_int,
    pub src_h_chr_pos: ::core::ffi::c_int,
    pub dst_v_chr_pos: ::core::ffi::c_int,
    pub dst_h_chr_pos: ::core::ffi::c_int,
    pub intent: ::core::ffi::c_int,
    pub scaler: SwsScaler,
    pub scaler_sub: SwsScaler,
    pub backends: SwsBackend,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of SwsContext"][::core::mem::size_of::<SwsContext>() - 120usize];
    ["Alignment of SwsContext"][::core::mem::align_of::<SwsContext>() - 8usize];
    [
        "Offset of field: SwsContext::av_class",
    ][::core::mem::offset_of!(SwsContext, av_class) - 0usize];
    [
        "Offset of field: SwsContext::opaque",
    ][::core::mem::offset_of!(SwsContext, opaque) - 8usize];
    [
        "Offset of field: SwsContext::flags",
    ][::core::mem::offset_of!(SwsContext, flags) - 16usize];
    [
        "Offset of field: SwsContext::scaler_params",
    ][::core::mem::offset_of!(SwsContext, scaler_params) - 24usize];
    [
        "Offset of field: SwsContext::threads",
    ][::core::mem::offset_of!(SwsContext, threads) - 40usize];
    [
        "Offset of field: SwsContext::dither",
    ][::core::mem::offset_of!(SwsContext, dither) - 44usize];
    [
        "Offset of field: SwsContext::alpha_blend",
    ][::core::mem::offset_of!(SwsContext, alpha_blend) - 48usize];
    [
        "Offset of field: SwsContext::gamma_flag",
    ][::core::mem::offset_of!(SwsContext, gamma_flag) - 52usize];
    [
        "Offset of field: SwsContext::src_w",
    ][::core::mem::offset_of!(SwsContext, src_w) - 56usize];
    [
        "Offset of field: SwsContext::src_h",
    ][::core::mem::offset_of!(SwsContext, src_h) - 60usize];
    [
        "Offset of field: SwsContext::dst_w",
    ][::core::mem::offset_of!(SwsContext, dst_w) - 64usize];
    [
        "Offset of field: SwsContext::dst_h",
    ][::core::mem::offset_of!(SwsContext, dst_h) - 68usize];
    [
        "Offset of field: SwsContext::src_format",
    ][::core::mem::offset_of!(SwsContext, src_format) - 72usize];
    [
        "Offset of field: SwsContext::dst_format",
    ][::core::mem::offset_of!(SwsContext, dst_format) - 76usize];
    [
        "Offset of field: SwsContext::src_range",
    ][::core::mem::offset_of!(SwsContext, src_range) - 80usize];
    [
        "Offset of field: SwsContext::dst_range",
    ][::core::mem::offset_of!(SwsContext, dst_range) - 84usize];
    [
        "Offset of field: SwsContext::src_v_chr_pos",
    ][::core::mem::offset_of!(SwsContext, src_v_chr_pos) - 88usize];
    [
        "Offset of field: SwsContext::src_h_chr_pos",
    ][::core::mem::offset_of!(SwsContext, src_h_chr_pos) - 92usize];
    [
        "Offset of field: SwsContext::dst_v_chr_pos",
    ][::core::mem::offset_of!(SwsContext, dst_v_chr_pos) - 96usize];
    [
        "Offset of field: SwsContext::dst_h_chr_pos",
    ][::core::mem::offset_of!(SwsContext, dst_h_chr_pos) - 100usize];
    [
        "Offset of field: SwsContext::intent",
    ][::core::mem::offset_of!(SwsContext, intent) - 104usize];
    [
        "Offset of field: SwsContext::scaler",
    ][::core::mem::offset_of!(SwsContext, scaler) - 108usize];
    [
        "Offset of field: SwsContext::scaler_sub",
    ][::core::mem::offset_of!(SwsContext, scaler_sub) - 112usize];
    [
        "Offset of field: SwsContext::backends",
    ][::core::mem::offset_of!(SwsContext, backends) - 116usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct SwsVector {
    pub coeff: *mut f64,
    pub length: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of SwsVector"][::core::mem::size_of::<SwsVector>() - 16usize];
    ["Alignment of SwsVector"][::core::mem::align_of::<SwsVector>() - 8usize];
    [
        "Offset of field: SwsVector::coeff",
    ][::core::mem::offset_of!(SwsVector, coeff) - 0usize];
    [
        "Offset of field: SwsVector::length",
    ][::core::mem::offset_of!(SwsVector, length) - 8usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct SwsFilter {
    pub lumH: *mut SwsVector,
    pub lumV: *mut SwsVector,
    pub chrH: *mut SwsVector,
    pub chrV: *mut SwsVector,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of SwsFilter"][::core::mem::size_of::<SwsFilter>() - 32usize];
    ["Alignment of SwsFilter"][::core::mem::align_of::<SwsFilter>() - 8usize];
    [
        "Offset of field: SwsFilter::lumH",
    ][::core::mem::offset_of!(SwsFilter, lumH) - 0usize];
    [
        "Offset of field: SwsFilter::lumV",
    ][::core::mem::offset_of!(SwsFilter, lumV) - 8usize];
    [
        "Offset of field: SwsFilter::chrH",
    ][::core::mem::offset_of!(SwsFilter, chrH) - 16usize];
    [
        "Offset of field: SwsFilter::chrV",
    ][::core::mem::offset_of!(SwsFilter, chrV) - 24usize];
};
pub const AV_CODEC_ID_NONE: AVCodecID = 0;
pub const AV_CODEC_ID_MPEG1VIDEO: AVCodecID = 1;
pub const AV_CODEC_ID_MPEG2VIDEO: AVCodecID = 2;
pub const AV_CODEC_ID_H261: AVCodecID = 3;
pub const AV_CODEC_ID_H263: AVCodecID = 4;
pub const AV_CODEC_ID_RV10: AVCodecID = 5;
pub const AV_CODEC_ID_RV20: AVCodecID = 6;
pub const AV_CODEC_ID_MJPEG: AVCodecID = 7;
pub const AV_CODEC_ID_MJPEGB: AVCodecID = 8;
pub const AV_CODEC_ID_LJPEG: AVCodecID = 9;
pub const AV_CODEC_ID_SP5X: AVCodecID = 10;
pub const AV_CODEC_ID_JPEGLS: AVCodecID = 11;
pub const AV_CODEC_ID_MPEG4: AVCodecID = 12;
pub const AV_CODEC_ID_RAWVIDEO: AVCodecID = 13;
pub const AV_CODEC_ID_MSMPEG4V1: AVCodecID = 14;
pub const AV_CODEC_ID_MSMPEG4V2: AVCodecID = 15;
pub const AV_CODEC_ID_MSMPEG4V3: AVCodecID = 16;
pub const AV_CODEC_ID_WMV1: AVCodecID = 17;
pub const AV_CODEC_ID_WMV2: AVCodecID = 18;
pub const AV_CODEC_ID_H263P: AVCodecID = 19;
pub const AV_CODEC_ID_H263I: AVCodecID = 20;
pub const AV_CODEC_ID_FLV1: AVCodecID = 21;
pub const AV_CODEC_ID_SVQ1: AVCodecID = 22;
pub const AV_CODEC_ID_SVQ3: AVCodecID = 23;
pub const AV_CODEC_ID_DVVIDEO: AVCodecID = 24;
pub const AV_CODEC_ID_HUFFYUV: AVCodecID = 25;
pub const AV_CODEC_ID_CYUV: AVCodecID = 26;
pub const AV_CODEC_ID_H264: AVCodecID = 27;
pub const AV_CODEC_ID_INDEO3: AVCodecID = 28;
pub const AV_CODEC_ID_VP3: AVCodecID = 29;
pub const AV_CODEC_ID_THEORA: AVCodecID = 30;
pub const AV_CODEC_ID_ASV1: AVCodecID = 31;
pub const AV_CODEC_ID_ASV2: AVCodecID = 32;
pub const AV_CODEC_ID_FFV1: AVCodecID = 33;
pub const AV_CODEC_ID_4XM: AVCodecID = 34;
pub const AV_CODEC_ID_VCR1: AVCodecID = 35;
pub const AV_CODEC_ID_CLJR: AVCodecID = 36;
pub const AV_CODEC_ID_MDEC: AVCodecID = 37;
pub const AV_CODEC_ID_ROQ: AVCodecID = 38;
pub const AV_CODEC_ID_INTERPLAY_VIDEO: AVCodecID = 39;
pub const AV_CODEC_ID_XAN_WC3: AVCodecID = 40;
pub const AV_CODEC_ID_XAN_WC4: AVCodecID = 41;
pub const AV_CODEC_ID_RPZA: AVCodecID = 42;
pub const AV_CODEC_ID_CINEPAK: AVCodecID = 43;
pub const AV_CODEC_ID_WS_VQA: AVCodecID = 44;
pub const AV_CODEC_ID_MSRLE: AVCodecID = 45;
pub const AV_CODEC_ID_MSVIDEO1: AVCodecID = 46;
pub const AV_CODEC_ID_IDCIN: AVCodecID = 47;
pub const AV_CODEC_ID_8BPS: AVCodecID = 48;
pub const AV_CODEC_ID_SMC: AVCodecID = 49;
pub const AV_CODEC_ID_FLIC: AVCodecID = 50;
pub const AV_CODEC_ID_TRUEMOTION1: AVCodecID = 51;
pub const AV_CODEC_ID_VMDVIDEO: AVCodecID = 52;
pub const AV_CODEC_ID_MSZH: AVCodecID = 53;
pub const AV_CODEC_ID_ZLIB: AVCodecID = 54;
pub const AV_CODEC_ID_QTRLE: AVCodecID = 55;
pub const AV_CODEC_ID_TSCC: AVCodecID = 56;
pub const AV_CODEC_ID_ULTI: AVCodecID = 57;
pub const AV_CODEC_ID_QDRAW: AVCodecID = 58;
pub const AV_CODEC_ID_VIXL: AVCodecID = 59;
pub const AV_CODEC_ID_QPEG: AVCodecID = 60;
pub const AV_CODEC_ID_PNG: AVCodecID = 61;
pub const AV_CODEC_ID_PPM: AVCodecID = 62;
pub const AV_CODEC_ID_PBM: AVCodecID = 63;
pub const AV_CODEC_ID_PGM: AVCodecID = 64;
pub const AV_CODEC_ID_PGMYUV: AVCodecID = 65;
pub const AV_CODEC_ID_PAM: AVCodecID = 66;
pub const AV_CODEC_ID_FFVHUFF: AVCodecID = 67;
pub const AV_CODEC_ID_RV30: AVCodecID = 68;
pub const AV_CODEC_ID_RV40: AVCodecID = 69;
pub const AV_CODEC_ID_VC1: AVCodecID = 70;
pub const AV_CODEC_ID_WMV3: AVCodecID = 71;
pub const AV_CODEC_ID_LOCO: AVCodecID = 72;
pub const AV_CODEC_ID_WNV1: AVCodecID = 73;
pub const AV_CODEC_ID_AASC: AVCodecID = 74;
pub const AV_CODEC_ID_INDEO2: AVCodecID = 75;
pub const AV_CODEC_ID_FRAPS: AVCodecID = 76;
pub const AV_CODEC_ID_TRUEMOTION2: AVCodecID = 77;
pub const AV_CODEC_ID_BMP: AVCodecID = 78;
pub const AV_CODEC_ID_CSCD: AVCodecID = 79;
pub const AV_CODEC_ID_MMVIDEO: AVCodecID = 80;
pub const AV_CODEC_ID_ZMBV: AVCodecID = 81;
pub const AV_CODEC_ID_AVS: AVCodecID = 82;
pub const AV_CODEC_ID_SMACKVIDEO: AVCodecID = 83;
pub const AV_CODEC_ID_NUV: AVCodecID = 84;
pub const AV_CODEC_ID_KMVC: AVCodecID = 85;
pub const AV_CODEC_ID_FLASHSV: AVCodecID = 86;
pub const AV_CODEC_ID_CAVS: AVCodecID = 87;
pub const AV_CODEC_ID_JPEG2000: AVCodecID = 88;
pub const AV_CODEC_ID_VMNC: AVCodecID = 89;
pub const AV_CODEC_ID_VP5: AVCodecID = 90;
pub const AV_CODEC_ID_VP6: AVCodecID = 91;
pub const AV_CODEC_ID_VP6F: AVCodecID = 92;
pub const AV_CODEC_ID_TARGA: AVCodecID = 93;
pub const AV_CODEC_ID_DSICINVIDEO: AVCodecID = 94;
pub const AV_CODEC_ID_TIERTEXSEQVIDEO: AVCodecID = 95;
pub const AV_CODEC_ID_TIFF: AVCodecID = 96;
pub const AV_CODEC_ID_GIF: AVCodecID = 97;
pub const AV_CODEC_ID_DXA: AVCodecID = 98;
pub const AV_CODEC_ID_DNXHD: AVCodecID = 99;
pub const AV_CODEC_ID_THP: AVCodecID = 100;
pub const AV_CODEC_ID_SGI: AVCodecID = 101;
pub const AV_CODEC_ID_C93: AVCodecID = 102;
pub const AV_CODEC_ID_BETHSOFTVID: AVCodecID = 103;
pub const AV_CODEC_ID_PTX: AVCodecID = 104;
pub const AV_CODEC_ID_TXD: AVCodecID = 105;
pub const AV_CODEC_ID_VP6A: AVCodecID = 106;
pub const AV_CODEC_ID_AMV: AVCodecID = 107;
pub const AV_CODEC_ID_VB: AVCodecID = 108;
pub const AV_CODEC_ID_PCX: AVCodecID = 109;
pub const AV_CODEC_ID_SUNRAST: AVCodecID = 110;
pub const AV_CODEC_ID_INDEO4: AVCodecID = 111;
pub const AV_CODEC_ID_INDEO5: AVCodecID = 112;
pub const AV_CODEC_ID_MIMIC: AVCodecID = 113;
pub const AV_CODEC_ID_RL2: AVCodecID = 114;
pub const AV_CODEC_ID_ESCAPE124: AVCodecID = 115;
pub const AV_CODEC_ID_DIRAC: AVCodecID = 116;
pub const AV_CODEC_ID_BFI: AVCodecID = 117;
pub const AV_CODEC_ID_CMV: AVCodecID = 118;
pub const AV_CODEC_ID_MOTIONPIXELS: AVCodecID = 119;
pub const AV_CODEC_ID_TGV: AVCodecID = 120;
pub const AV_CODEC_ID_TGQ: AVCodecID = 121;
pub const AV_CODEC_ID_TQI: AVCodecID = 122;
pub const AV_CODEC_ID_AURA: AVCodecID = 123;
pub const AV_CODEC_ID_AURA2: AVCodecID = 124;
pub const AV_CODEC_ID_V210X: AVCodecID = 125;
pub const AV_CODEC_ID_TMV: AVCodecID = 126;
pub const AV_CODEC_ID_V210: AVCodecID = 127;
pub const AV_CODEC_ID_DPX: AVCodecID = 128;
pub const AV_CODEC_ID_MAD: AVCodecID = 129;
pub const AV_CODEC_ID_FRWU: AVCodecID = 130;
pub const AV_CODEC_ID_FLASHSV2: AVCodecID = 131;
pub const AV_CODEC_ID_CDGRAPHICS: AVCodecID = 132;
pub const AV_CODEC_ID_R210: AVCodecID = 133;
pub const AV_CODEC_ID_ANM: AVCodecID = 134;
pub const AV_CODEC_ID_BINKVIDEO: AVCodecID = 135;
pub const AV_CODEC_ID_IFF_ILBM: AVCodecID = 136;
pub const AV_CODEC_ID_KGV1: AVCodecID = 137;
pub const AV_CODEC_ID_YOP: AVCodecID = 138;
pub const AV_CODEC_ID_VP8: AVCodecID = 139;
pub const AV_CODEC_ID_PICTOR: AVCodecID = 140;
pub const AV_CODEC_ID_ANSI: AVCodecID = 141;
pub const AV_CODEC_ID_A64_MULTI: AVCodecID = 142;
pub const AV_CODEC_ID_A64_MULTI5: AVCodecID = 143;
pub const AV_CODEC_ID_R10K: AVCodecID = 144;
pub const AV_CODEC_ID_MXPEG: AVCodecID = 145;
pub const AV_CODEC_ID_LAGARITH: AVCodecID = 146;
pub const AV_CODEC_ID_PRORES: AVCodecID = 147;
pub const AV_CODEC_ID_JV: AVCodecID = 148;
pub const AV_CODEC_ID_DFA: AVCodecID = 149;
pub const AV_CODEC_ID_WMV3IMAGE: AVCodecID = 150;
pub const AV_CODEC_ID_VC1IMAGE: AVCodecID = 151;
pub const AV_CODEC_ID_UTVIDEO: AVCodecID = 152;
pub const AV_CODEC_ID_BMV_VIDEO: AVCodecID = 153;
pub const AV_CODEC_ID_VBLE: AVCodecID = 154;
pub const AV_CODEC_ID_DXTORY: AVCodecID = 155;
pub const AV_CODEC_ID_XWD: AVCodecID = 156;
pub const AV_CODEC_ID_CDXL: AVCodecID = 157;
pub const AV_CODEC_ID_XBM: AVCodecID = 158;
pub const AV_CODEC_ID_ZEROCODEC: AVCodecID = 159;
pub const AV_CODEC_ID_MSS1: AVCodecID = 160;
pub const AV_CODEC_ID_MSA1: AVCodecID = 161;
pub const AV_CODEC_ID_TSCC2: AVCodecID = 162;
pub const AV_CODEC_ID_MTS2: AVCodecID = 163;
pub const AV_CODEC_ID_CLLC: AVCodecID = 164;
pub const AV_CODEC_ID_MSS2: AVCodecID = 165;
pub const AV_CODEC_ID_VP9: AVCodecID = 166;
pub const AV_CODEC_ID_AIC: AVCodecID = 167;
pub const AV_CODEC_ID_ESCAPE130: AVCodecID = 168;
pub const AV_CODEC_ID_G2M: AVCodecID = 169;
pub const AV_CODEC_ID_WEBP: AVCodecID = 170;
pub const AV_CODEC_ID_HNM4_VIDEO: AVCodecID = 171;
pub const AV_CODEC_ID_HEVC: AVCodecID = 172;
pub const AV_CODEC_ID_FIC: AVCodecID = 173;
pub const AV_CODEC_ID_ALIAS_PIX: AVCodecID = 174;
pub const AV_CODEC_ID_BRENDER_PIX: AVCodecID = 175;
pub const AV_CODEC_ID_PAF_VIDEO: AVCodecID = 176;
pub const AV_CODEC_ID_EXR: AVCodecID = 177;
pub const AV_CODEC_ID_VP7: AVCodecID = 178;
pub const AV_CODEC_ID_SANM: AVCodecID = 179;
pub const AV_CODEC_ID_SGIRLE: AVCodecID = 180;
pub const AV_CODEC_ID_MVC1: AVCodecID = 181;
pub const AV_CODEC_ID_MVC2: AVCodecID = 182;
pub const AV_CODEC_ID_HQX: AVCodecID = 183;
pub const AV_CODEC_ID_TDSC: AVCodecID = 184;
pub const AV_CODEC_ID_HQ_HQA: AVCodecID = 185;
pub const AV_CODEC_ID_HAP: AVCodecID = 186;
pub const AV_CODEC_ID_DDS: AVCodecID = 187;
pub const AV_CODEC_ID_DXV: AVCodecID = 188;
pub const AV_CODEC_ID_SCREENPRESSO: AVCodecID = 189;
pub const AV_CODEC_ID_RSCC: AVCodecID = 190;
pub const AV_CODEC_ID_AVS2: AVCodecID = 191;
pub const AV_CODEC_ID_PGX: AVCodecID = 192;
pub const AV_CODEC_ID_AVS3: AVCodecID = 193;
pub const AV_CODEC_ID_MSP2: AVCodecID = 194;
pub const AV_CODEC_ID_VVC: AVCodecID = 195;
pub const AV_CODEC_ID_Y41P: AVCodecID = 196;
pub const AV_CODEC_ID_AVRP: AVCodecID = 197;
pub const AV_CODEC_ID_012V: AVCodecID = 198;
pub const AV_CODEC_ID_AVUI: AVCodecID = 199;
pub const AV_CODEC_ID_TARGA_Y216: AVCodecID = 200;
pub const AV_CODEC_ID_YUV4: AVCodecID = 201;
pub const AV_CODEC_ID_AVRN: AVCodecID = 202;
pub const AV_CODEC_ID_CPIA: AVCodecID = 203;
pub const AV_CODEC_ID_XFACE: AVCodecID = 204;
pub const AV_CODEC_ID_SNOW: AVCodecID = 205;
pub const AV_CODEC_ID_SMVJPEG: AVCodecID = 206;
pub const AV_CODEC_ID_APNG: AVCodecID = 207;
pub const AV_CODEC_ID_DAALA: AVCodecID = 208;
pub const AV_CODEC_ID_CFHD: AVCodecID = 209;
pub const AV_CODEC_ID_TRUEMOTION2RT: AVCodecID = 210;
pub const AV_CODEC_ID_M101: AVCodecID = 211;
pub const AV_CODEC_ID_MAGICYUV: AVCodecID = 212;
pub const AV_CODEC_ID_SHEERVIDEO: AVCodecID = 213;
pub const AV_CODEC_ID_YLC: AVCodecID = 214;
pub const AV_CODEC_ID_PSD: AVCodecID = 215;
pub const AV_CODEC_ID_PIXLET: AVCodecID = 216;
pub const AV_CODEC_ID_SPEEDHQ: AVCodecID = 217;
pub const AV_CODEC_ID_FMVC: AVCodecID = 218;
pub const AV_CODEC_ID_SCPR: AVCodecID = 219;
pub const AV_CODEC_ID_CLEARVIDEO: AVCodecID = 220;
pub const AV_CODEC_ID_XPM: AVCodecID = 221;
pub const AV_CODEC_ID_AV1: AVCodecID = 222;
pub const AV_CODEC_ID_BITPACKED: AVCodecID = 223;
pub const AV_CODEC_ID_MSCC: AVCodecID = 224;
pub const AV_CODEC_ID_SRGC: AVCodecID = 225;
pub const AV_CODEC_ID_SVG: AVCodecID = 226;
pub const AV_CODEC_ID_GDV: AVCodecID = 227;
pub const AV_CODEC_ID_FITS: AVCodecID = 228;
pub const AV_CODEC_ID_IMM4: AVCodecID = 229;
pub const AV_CODEC_ID_PROSUMER: AVCodecID = 230;
pub const AV_CODEC_ID_MWSC: AVCodecID = 231;
pub const AV_CODEC_ID_WCMV: AVCodecID = 232;
pub const AV_CODEC_ID_RASC: AVCodecID = 233;
pub const AV_CODEC_ID_HYMT: AVCodecID = 234;
pub const AV_CODEC_ID_ARBC: AVCodecID = 235;
pub const AV_CODEC_ID_AGM: AVCodecID = 236;
pub const AV_CODEC_ID_LSCR: AVCodecID = 237;
pub const AV_CODEC_ID_VP4: AVCodecID = 238;
pub const AV_CODEC_ID_IMM5: AVCodecID = 239;
pub const AV_CODEC_ID_MVDV: AVCodecID = 240;
pub const AV_CODEC_ID_MVHA: AVCodecID = 241;
pub const AV_CODEC_ID_CDTOONS: AVCodecID = 242;
pub const AV_CODEC_ID_MV30: AVCodecID = 243;
pub const AV_CODEC_ID_NOTCHLC: AVCodecID = 244;
pub const AV_CODEC_ID_PFM: AVCodecID = 245;
pub const AV_CODEC_ID_MOBICLIP: AVCodecID = 246;
pub const AV_CODEC_ID_PHOTOCD: AVCodecID = 247;
pub const AV_CODEC_ID_IPU: AVCodecID = 248;
pub const AV_CODEC_ID_ARGO: AVCodecID = 249;
pub const AV_CODEC_ID_CRI: AVCodecID = 250;
pub const AV_CODEC_ID_SIMBIOSIS_IMX: AVCodecID = 251;
pub const AV_CODEC_ID_SGA_VIDEO: AVCodecID = 252;
pub const AV_CODEC_ID_GEM: AVCodecID = 253;
pub const AV_CODEC_ID_VBN: AVCodecID = 254;
pub const AV_CODEC_ID_JPEGXL: AVCodecID = 255;
pub const AV_CODEC_ID_QOI: AVCodecID = 256;
pub const AV_CODEC_ID_PHM: AVCodecID = 257;
pub const AV_CODEC_ID_RADIANCE_HDR: AVCodecID = 258;
pub const AV_CODEC_ID_WBMP: AVCodecID = 259;
pub const AV_CODEC_ID_MEDIA100: AVCodecID = 260;
pub const AV_CODEC_ID_VQC: AVCodecID = 261;
pub const AV_CODEC_ID_PDV: AVCodecID = 262;
pub const AV_CODEC_ID_EVC: AVCodecID = 263;
pub const AV_CODEC_ID_RTV1: AVCodecID = 264;
pub const AV_CODEC_ID_VMIX: AVCodecID = 265;
pub const AV_CODEC_ID_LEAD: AVCodecID = 266;
pub const AV_CODEC_ID_DNXUC: AVCodecID = 267;
pub const AV_CODEC_ID_RV60: AVCodecID = 268;
pub const AV_CODEC_ID_JPEGXL_ANIM: AVCodecID = 269;
pub const AV_CODEC_ID_APV: AVCodecID = 270;
pub const AV_CODEC_ID_PRORES_RAW: AVCodecID = 271;
pub const AV_CODEC_ID_JPEGXS: AVCodecID = 272;
pub const AV_CODEC_ID_WEBP_ANIM: AVCodecID = 273;
pub const AV_CODEC_ID_FIRST_AUDIO: AVCodecID = 65536;
pub const AV_CODEC_ID_PCM_S16LE: AVCodecID = 65536;
pub const AV_CODEC_ID_PCM_S16BE: AVCodecID = 65537;
pub const AV_CODEC_ID_PCM_U16LE: AVCodecID = 65538;
pub const AV_CODEC_ID_PCM_U16BE: AVCodecID = 65539;
pub const AV_CODEC_ID_PCM_S8: AVCodecID = 65540;
pub const AV_CODEC_ID_PCM_U8: AVCodecID = 65541;
pub const AV_CODEC_ID_PCM_MULAW: AVCodecID = 65542;
pub const AV_CODEC_ID_PCM_ALAW: AVCodecID = 65543;
pub const AV_CODEC_ID_PCM_S32LE: AVCodecID = 65544;
pub const AV_CODEC_ID_PCM_S32BE: AVCodecID = 65545;
pub const AV_CODEC_ID_PCM_U32LE: AVCodecID = 65546;
pub const AV_CODEC_ID_PCM_U32BE: AVCodecID = 65547;
pub const AV_CODEC_ID_PCM_S24LE: AVCodecID = 65548;
pub const AV_CODEC_ID_PCM_S24BE: AVCodecID = 65549;
pub const AV_CODEC_ID_PCM_U24LE: AVCodecID = 65550;
pub const AV_CODEC_ID_PCM_U24BE: AVCodecID = 65551;
pub const AV_CODEC_ID_PCM_S24DAUD: AVCodecID = 65552;
pub const AV_CODEC_ID_PCM_ZORK: AVCodecID = 65553;
pub const AV_CODEC_ID_PCM_S16LE_PLANAR: AVCodecID = 65554;
pub const AV_CODEC_ID_PCM_DVD: AVCodecID = 65555;
pub const AV_CODEC_ID_PCM_F32BE: AVCodecID = 65556;
pub const AV_CODEC_ID_PCM_F32LE: AVCodecID = 65557;
pub const AV_CODEC_ID_PCM_F64BE: AVCodecID = 65558;
pub const AV_CODEC_ID_PCM_F64LE: AVCodecID = 65559;
pub const AV_CODEC_ID_PCM_BLURAY: AVCodecID = 65560;
pub const AV_CODEC_ID_PCM_LXF: AVCodecID = 65561;
pub const AV_CODEC_ID_S302M: AVCodecID = 65562;
pub const AV_CODEC_ID_PCM_S8_PLANAR: AVCodecID = 65563;
pub const AV_CODEC_ID_PCM_S24LE_PLANAR: AVCodecID = 65564;
pub const AV_CODEC_ID_PCM_S32LE_PLANAR: AVCodecID = 65565;
pub const AV_CODEC_ID_PCM_S16BE_PLANAR: AVCodecID = 65566;
pub const AV_CODEC_ID_PCM_S64LE: AVCodecID = 65567;
pub const AV_CODEC_ID_PCM_S64BE: AVCodecID = 65568;
pub const AV_CODEC_ID_PCM_F16LE: AVCodecID = 65569;
pub const AV_CODEC_ID_PCM_F24LE: AVCodecID = 65570;
pub const AV_CODEC_ID_PCM_VIDC: AVCodecID = 65571;
pub const AV_CODEC_ID_PCM_SGA: AVCodecID = 65572;
pub const AV_CODEC_ID_ADPCM_IMA_QT: AVCodecID = 69632;
pub const AV_CODEC_ID_ADPCM_IMA_WAV: AVCodecID = 69633;
pub const AV_CODEC_ID_ADPCM_IMA_DK3: AVCodecID = 69634;
pub const AV_CODEC_ID_ADPCM_IMA_DK4: AVCodecID = 69635;
pub const AV_CODEC_ID_ADPCM_IMA_WS: AVCodecID = 69636;
pub const AV_CODEC_ID_ADPCM_IMA_SMJPEG: AVCodecID = 69637;
pub const AV_CODEC_ID_ADPCM_MS: AVCodecID = 69638;
pub const AV_CODEC_ID_ADPCM_4XM: AVCodecID = 69639;
pub const AV_CODEC_ID_ADPCM_XA: AVCodecID = 69640;
pub const AV_CODEC_ID_ADPCM_ADX: AVCodecID = 69641;
pub const AV_CODEC_ID_ADPCM_EA: AVCodecID = 69642;
pub const AV_CODEC_ID_ADPCM_G726: AVCodecID = 69643;
pub const AV_CODEC_ID_ADPCM_CT: AVCodecID = 69644;
pub const AV_CODEC_ID_ADPCM_SWF: AVCodecID = 69645;
pub const AV_CODEC_ID_ADPCM_YAMAHA: AVCodecID = 69646;
pub const AV_CODEC_ID_ADPCM_SBPRO_4: AVCodecID = 69647;
pub const AV_CODEC_ID_ADPCM_SBPRO_3: AVCodecID = 69648;
pub const AV_CODEC_ID_ADPCM_SBPRO_2: AVCodecID = 69649;
pub const AV_CODEC_ID_ADPCM_THP: AVCodecID = 69650;
pub const AV_CODEC_ID_ADPCM_IMA_AMV: AVCodecID = 69651;
pub const AV_CODEC_ID_ADPCM_EA_R1: AVCodecID = 69652;
pub const AV_CODEC_ID_ADPCM_EA_R3: AVCodecID = 69653;
pub const AV_CODEC_ID_ADPCM_EA_R2: AVCodecID = 69654;
pub const AV_CODEC_ID_ADPCM_IMA_EA_SEAD: AVCodecID = 69655;
pub const AV_CODEC_ID_ADPCM_IMA_EA_EACS: AVCodecID = 69656;
pub const AV_CODEC_ID_ADPCM_EA_XAS: AVCodecID = 69657;
pub const AV_CODEC_ID_ADPCM_EA_MAXIS_XA: AVCodecID = 69658;
pub const AV_CODEC_ID_ADPCM_IMA_ISS: AVCodecID = 69659;
pub const AV_CODEC_ID_ADPCM_G722: AVCodecID = 69660;
pub const AV_CODEC_ID_ADPCM_IMA_APC: AVCodecID = 69661;
pub const AV_CODEC_ID_ADPCM_VIMA: AVCodecID = 69662;
pub const AV_CODEC_ID_ADPCM_AFC: AVCodecID = 69663;
pub const AV_CODEC_ID_ADPCM_IMA_OKI: AVCodecID = 69664;
pub const AV_CODEC_ID_ADPCM_DTK: AVCodecID = 69665;
pub const AV_CODEC_ID_ADPCM_IMA_RAD: AVCodecID = 69666;
pub const AV_CODEC_ID_ADPCM_G726LE: AVCodecID = 69667;
pub const AV_CODEC_ID_ADPCM_THP_LE: AVCodecID = 69668;
pub const AV_CODEC_ID_ADPCM_PSX: AVCodecID = 69669;
pub const AV_CODEC_ID_ADPCM_AICA: AVCodecID = 69670;
pub const AV_CODEC_ID_ADPCM_IMA_DAT4: AVCodecID = 69671;
pub const AV_CODEC_ID_ADPCM_MTAF: AVCodecID = 69672;
pub const AV_CODEC_ID_ADPCM_AGM: AVCodecID = 69673;
pub const AV_CODEC_ID_ADPCM_ARGO: AVCodecID = 69674;
pub const AV_CODEC_ID_ADPCM_IMA_SSI: AVCodecID = 69675;
pub const AV_CODEC_ID_ADPCM_ZORK: AVCodecID = 69676;
pub const AV_CODEC_ID_ADPCM_IMA_APM: AVCodecID = 69677;
pub const AV_CODEC_ID_ADPCM_IMA_ALP: AVCodecID = 69678;
pub const AV_CODEC_ID_ADPCM_IMA_MTF: AVCodecID = 69679;
pub const AV_CODEC_ID_ADPCM_IMA_CUNNING: AVCodecID = 69680;
pub const AV_CODEC_ID_ADPCM_IMA_MOFLEX: AVCodecID = 69681;
pub const AV_CODEC_ID_ADPCM_IMA_ACORN: AVCodecID = 69682;
pub const AV_CODEC_ID_ADPCM_XMD: AVCodecID = 69683;
pub const AV_CODEC_ID_ADPCM_IMA_XBOX: AVCodecID = 69684;
pub const AV_CODEC_ID_ADPCM_SANYO: AVCodecID = 69685;
pub const AV_CODEC_ID_ADPCM_IMA_HVQM4: AVCodecID = 69686;
pub const AV_CODEC_ID_ADPCM_IMA_PDA: AVCodecID = 69687;
pub const AV_CODEC_ID_ADPCM_N64: AVCodecID = 69688;
pub const AV_CODEC_ID_ADPCM_IMA_HVQM2: AVCodecID = 69689;
pub const AV_CODEC_ID_ADPCM_IMA_MAGIX: AVCodecID = 69690;
pub const AV_CODEC_ID_ADPCM_PSXC: AVCodecID = 69691;
pub const AV_CODEC_ID_ADPCM_CIRCUS: AVCodecID = 69692;
pub const AV_CODEC_ID_ADPCM_IMA_ESCAPE: AVCodecID = 69693;
pub const AV_CODEC_ID_AMR_NB: AVCodecID = 73728;
pub const AV_CODEC_ID_AMR_WB: AVCodecID = 73729;
pub const AV_CODEC_ID_RA_144: AVCodecID = 77824;
pub const AV_CODEC_ID_RA_288: AVCodecID = 77825;
pub const AV_CODEC_ID_ROQ_DPCM: AVCodecID = 81920;
pub const AV_CODEC_ID_INTERPLAY_DPCM: AVCodecID = 81921;
pub const AV_CODEC_ID_XAN_DPCM: AVCodecID = 81922;
pub const AV_CODEC_ID_SOL_DPCM: AVCodecID = 81923;
pub const AV_CODEC_ID_SDX2_DPCM: AVCodecID = 81924;
pub const AV_CODEC_ID_GREMLIN_DPCM: AVCodecID = 81925;
pub const AV_CODEC_ID_DERF_DPCM: AVCodecID = 81926;
pub const AV_CODEC_ID_WADY_DPCM: AVCodecID = 81927;
pub const AV_CODEC_ID_CBD2_DPCM: AVCodecID = 81928;
pub const AV_CODEC_ID_MP2: AVCodecID = 86016;
pub const AV_CODEC_ID_MP3: AVCodecID = 86017;
pub const AV_CODEC_ID_AAC: AVCodecID = 86018;
pub const AV_CODEC_ID_AC3: AVCodecID = 86019;
pub const AV_CODEC_ID_DTS: AVCodecID = 86020;
pub const AV_CODEC_ID_VORBIS: AVCodecID = 86021;
pub const AV_CODEC_ID_DVAUDIO: AVCodecID = 86022;
pub const AV_CODEC_ID_WMAV1: AVCodecID = 86023;
pub const AV_CODEC_ID_WMAV2: AVCodecID = 86024;
pub const AV_CODEC_ID_MACE3: AVCodecID = 86025;
pub const AV_CODEC_ID_MACE6: AVCodecID = 86026;
pub const AV_CODEC_ID_VMDAUDIO: AVCodecID = 86027;
pub const AV_CODEC_ID_FLAC: AVCodecID = 86028;
pub const AV_CODEC_ID_MP3ADU: AVCodecID = 86029;
pub const AV_CODEC_ID_MP3ON4: AVCodecID = 86030;
pub const AV_CODEC_ID_SHORTEN: AVCodecID = 86031;
pub const AV_CODEC_ID_ALAC: AVCodecID = 86032;
pub const AV_CODEC_ID_WESTWOOD_SND1: AVCodecID = 86033;
pub const AV_CODEC_ID_GSM: AVCodecID = 86034;
pub const AV_CODEC_ID_QDM2: AVCodecID = 86035;
pub const AV_CODEC_ID_COOK: AVCodecID = 86036;
pub const AV_CODEC_ID_TRUESPEECH: AVCodecID = 86037;
pub const AV_CODEC_ID_TTA: AVCodecID = 86038;
pub const AV_CODEC_ID_SMACKAUDIO: AVCodecID = 86039;
pub const AV_CODEC_ID_QCELP: AVCodecID = 86040;
pub const AV_CODEC_ID_WAVPACK: AVCodecID = 86041;
pub const AV_CODEC_ID_DSICINAUDIO: AVCodecID = 86042;
pub const AV_CODEC_ID_IMC: AVCodecID = 86043;
pub const AV_CODEC_ID_MUSEPACK7: AVCodecID = 86044;
pub const AV_CODEC_ID_MLP: AVCodecID = 86045;
pub const AV_CODEC_ID_GSM_MS: AVCodecID = 86046;
pub const AV_CODEC_ID_ATRAC3: AVCodecID = 86047;
pub const AV_CODEC_ID_APE: AVCodecID = 86048;
pub const AV_CODEC_ID_NELLYMOSER: AVCodecID = 86049;
pub const AV_CODEC_ID_MUSEPACK8: AVCodecID = 86050;
pub const AV_CODEC_ID_SPEEX: AVCodecID = 86051;
pub const AV_CODEC_ID_WMAVOICE: AVCodecID = 86052;
pub const AV_CODEC_ID_WMAPRO: AVCodecID = 86053;
pub const AV_CODEC_ID_WMALOSSLESS: AVCodecID = 86054;
pub const AV_CODEC_ID_ATRAC3P: AVCodecID = 86055;
pub const AV_CODEC_ID_EAC3: AVCodecID = 86056;
pub const AV_CODEC_ID_SIPR: AVCodecID = 86057;
pub const AV_CODEC_ID_MP1: AVCodecID = 86058;
pub const AV_CODEC_ID_TWINVQ: AVCodecID = 86059;
pub const AV_CODEC_ID_TRUEHD: AVCodecID = 86060;
pub const AV_CODEC_ID_MP4ALS: AVCodecID = 86061;
pub const AV_CODEC_ID_ATRAC1: AVCodecID = 86062;
pub const AV_CODEC_ID_BINKAUDIO_RDFT: AVCodecID = 86063;
pub const AV_CODEC_ID_BINKAUDIO_DCT: AVCodecID = 86064;
pub const AV_CODEC_ID_AAC_LATM: AVCodecID = 86065;
pub const AV_CODEC_ID_QDMC: AVCodecID = 86066;
pub const AV_CODEC_ID_CELT: AVCodecID = 86067;
pub const AV_CODEC_ID_G723_1: AVCodecID = 86068;
pub const AV_CODEC_ID_G729: AVCodecID = 86069;
pub const AV_CODEC_ID_8SVX_EXP: AVCodecID = 86070;
pub const AV_CODEC_ID_8SVX_FIB: AVCodecID = 86071;
pub const AV_CODEC_ID_BMV_AUDIO: AVCodecID = 86072;
pub const AV_CODEC_ID_RALF: AVCodecID = 86073;
pub const AV_CODEC_ID_IAC: AVCodecID = 86074;
pub const AV_CODEC_ID_ILBC: AVCodecID = 86075;
pub const AV_CODEC_ID_OPUS: AVCodecID = 86076;
pub const AV_CODEC_ID_COMFORT_NOISE: AVCodecID = 86077;
pub const AV_CODEC_ID_TAK: AVCodecID = 86078;
pub const AV_CODEC_ID_METASOUND: AVCodecID = 86079;
pub const AV_CODEC_ID_PAF_AUDIO: AVCodecID = 86080;
pub const AV_CODEC_ID_ON2AVC: AVCodecID = 86081;
pub const AV_CODEC_ID_DSS_SP: AVCodecID = 86082;
pub const AV_CODEC_ID_CODEC2: AVCodecID = 86083;
pub const AV_CODEC_ID_FFWAVESYNTH: AVCodecID = 86084;
pub const AV_CODEC_ID_SONIC: AVCodecID = 86085;
pub const AV_CODEC_ID_SONIC_LS: AVCodecID = 86086;
pub const AV_CODEC_ID_EVRC: AVCodecID = 86087;
pub const AV_CODEC_ID_SMV: AVCodecID = 86088;
pub const AV_CODEC_ID_DSD_LSBF: AVCodecID = 86089;
pub const AV_CODEC_ID_DSD_MSBF: AVCodecID = 86090;
pub const AV_CODEC_ID_DSD_LSBF_PLANAR: AVCodecID = 86091;
pub const AV_CODEC_ID_DSD_MSBF_PLANAR: AVCodecID = 86092;
pub const AV_CODEC_ID_4GV: AVCodecID = 86093;
pub const AV_CODEC_ID_INTERPLAY_ACM: AVCodecID = 86094;
pub const AV_CODEC_ID_XMA1: AVCodecID = 86095;
pub const AV_CODEC_ID_XMA2: AVCodecID = 86096;
pub const AV_CODEC_ID_DST: AVCodecID = 86097;
pub const AV_CODEC_ID_ATRAC3AL: AVCodecID = 86098;
pub const AV_CODEC_ID_ATRAC3PAL: AVCodecID = 86099;
pub const AV_CODEC_ID_DOLBY_E: AVCodecID = 86100;
pub const AV_CODEC_ID_APTX: AVCodecID = 86101;
pub const AV_CODEC_ID_APTX_HD: AVCodecID = 86102;
pub const AV_CODEC_ID_SBC: AVCodecID = 86103;
pub const AV_CODEC_ID_ATRAC9: AVCodecID = 86104;
pub const AV_CODEC_ID_HCOM: AVCodecID = 86105;
pub const AV_CODEC_ID_ACELP_KELVIN: AVCodecID = 86106;
pub const AV_CODEC_ID_MPEGH_3D_AUDIO: AVCodecID = 86107;
pub const AV_CODEC_ID_SIREN: AVCodecID = 86108;
pub const AV_CODEC_ID_HCA: AVCodecID = 86109;
pub const AV_CODEC_ID_FASTAUDIO: AVCodecID = 86110;
pub const AV_CODEC_ID_MSNSIREN: AVCodecID = 86111;
pub const AV_CODEC_ID_DFPWM: AVCodecID = 86112;
pub const AV_CODEC_ID_BONK: AVCodecID = 86113;
pub const AV_CODEC_ID_MISC4: AVCodecID = 86114;
pub const AV_CODEC_ID_APAC: AVCodecID = 86115;
pub const AV_CODEC_ID_FTR: AVCodecID = 86116;
pub const AV_CODEC_ID_WAVARC: AVCodecID = 86117;
pub const AV_CODEC_ID_RKA: AVCodecID = 86118;
pub const AV_CODEC_ID_AC4: AVCodecID = 86119;
pub const AV_CODEC_ID_OSQ: AVCodecID = 86120;
pub const AV_CODEC_ID_QOA: AVCodecID = 86121;
pub const AV_CODEC_ID_LC3: AVCodecID = 86122;
pub const AV_CODEC_ID_G728: AVCodecID = 86123;
pub const AV_CODEC_ID_AHX: AVCodecID = 86124;
pub const AV_CODEC_ID_APPLE_APAC: AVCodecID = 86125;
pub const AV_CODEC_ID_FIRST_SUBTITLE: AVCodecID = 94208;
pub const AV_CODEC_ID_DVD_SUBTITLE: AVCodecID = 94208;
pub const AV_CODEC_ID_DVB_SUBTITLE: AVCodecID = 94209;
pub const AV_CODEC_ID_TEXT: AVCodecID = 94210;
pub const AV_CODEC_ID_XSUB: AVCodecID = 94211;
pub const AV_CODEC_ID_SSA: AVCodecID = 94212;
pub const AV_CODEC_ID_MOV_TEXT: AVCodecID = 94213;
pub const AV_CODEC_ID_HDMV_PGS_SUBTITLE: AVCodecID = 94214;
pub const AV_CODEC_ID_DVB_TELETEXT: AVCodecID = 94215;
pub const AV_CODEC_ID_SRT: AVCodecID = 94216;
pub const AV_CODEC_ID_MICRODVD: AVCodecID = 94217;
pub const AV_CODEC_ID_EIA_608: AVCodecID = 94218;
pub const AV_CODEC_ID_JACOSUB: AVCodecID = 94219;
pub const AV_CODEC_ID_SAMI: AVCodecID = 94220;
pub const AV_CODEC_ID_REALTEXT: AVCodecID = 94221;
pub const AV_CODEC_ID_STL: AVCodecID = 94222;
pub const AV_CODEC_ID_SUBVIEWER1: AVCodecID = 94223;
pub const AV_CODEC_ID_SUBVIEWER: AVCodecID = 94224;
pub const AV_CODEC_ID_SUBRIP: AVCodecID = 94225;
pub const AV_CODEC_ID_WEBVTT: AVCodecID = 94226;
pub const AV_CODEC_ID_MPL2: AVCodecID = 94227;
pub const AV_CODEC_ID_VPLAYER: AVCodecID = 94228;
pub const AV_CODEC_ID_PJS: AVCodecID = 94229;
pub const AV_CODEC_ID_ASS: AVCodecID = 94230;
pub const AV_CODEC_ID_HDMV_TEXT_SUBTITLE: AVCodecID = 94231;
pub const AV_CODEC_ID_TTML: AVCodecID = 94232;
pub const AV_CODEC_ID_ARIB_CAPTION: AVCodecID = 94233;
pub const AV_CODEC_ID_IVTV_VBI: AVCodecID = 94234;
pub const AV_CODEC_ID_FIRST_UNKNOWN: AVCodecID = 98304;
pub const AV_CODEC_ID_TTF: AVCodecID = 98304;
pub const AV_CODEC_ID_SCTE_35: AVCodecID = 98305;
pub const AV_CODEC_ID_EPG: AVCodecID = 98306;
pub const AV_CODEC_ID_BINTEXT: AVCodecID = 98307;
pub const AV_CODEC_ID_XBIN: AVCodecID = 98308;
pub const AV_CODEC_ID_IDF: AVCodecID = 98309;
pub const AV_CODEC_ID_OTF: AVCodecID = 98310;
pub const AV_CODEC_ID_SMPTE_KLV: AVCodecID = 98311;
pub const AV_CODEC_ID_DVD_NAV: AVCodecID = 98312;
pub const AV_CODEC_ID_TIMED_ID3: AVCodecID = 98313;
pub const AV_CODEC_ID_BIN_DATA: AVCodecID = 98314;
pub const AV_CODEC_ID_SMPTE_2038: AVCodecID = 98315;
pub const AV_CODEC_ID_LCEVC: AVCodecID = 98316;
pub const AV_CODEC_ID_SMPTE_436M_ANC: AVCodecID = 98317;
pub const AV_CODEC_ID_PROBE: AVCodecID = 102400;
pub const AV_CODEC_ID_MPEG2TS: AVCodecID = 131072;
pub const AV_CODEC_ID_MPEG4SYSTEMS: AVCodecID = 131073;
pub const AV_CODEC_ID_FFMETADATA: AVCodecID = 135168;
pub const AV_CODEC_ID_WRAPPED_AVFRAME: AVCodecID = 135169;
pub const AV_CODEC_ID_VNULL: AVCodecID = 135170;
pub const AV_CODEC_ID_ANULL: AVCodecID = 135171;
pub type AVCodecID = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVProfile {
    pub profile: ::core::ffi::c_int,
    pub name: *const ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVProfile"][::core::mem::size_of::<AVProfile>() - 16usize];
    ["Alignment of AVProfile"][::core::mem::align_of::<AVProfile>() - 8usize];
    [
        "Offset of field: AVProfile::profile",
    ][::core::mem::offset_of!(AVProfile, profile) - 0usize];
    [
        "Offset of field: AVProfile::name",
    ][::core::mem::offset_of!(AVProfile, name) - 8usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVCodec {
    pub name: *const ::core::ffi::c_char,
    pub long_name: *const ::core::ffi::c_char,
    pub type_: AVMediaType,
    pub id: AVCodecID,
    pub capabilities: ::core::ffi::c_int,
    pub max_lowres: u8,
    pub priv_class: *const AVClass,
    pub profiles: *const AVProfile,
    pub wrapper_name: *const ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVCodec"][::core::mem::size_of::<AVCodec>() - 56usize];
    ["Alignment of AVCodec"][::core::mem::align_of::<AVCodec>() - 8usize];
    ["Offset of field: AVCodec::name"][::core::mem::offset_of!(AVCodec, name) - 0usize];
    [
        "Offset of field: AVCodec::long_name",
    ][::core::mem::offset_of!(AVCodec, long_name) - 8usize];
    [
        "Offset of field: AVCodec::type_",
    ][::core::mem::offset_of!(AVCodec, type_) - 16usize];
    ["Offset of field: AVCodec::id"][::core::mem::offset_of!(AVCodec, id) - 20usize];
    [
        "Offset of field: AVCodec::capabilities",
    ][::core::mem::offset_of!(AVCodec, capabilities) - 24usize];
    [
        "Offset of field: AVCodec::max_lowres",
    ][::core::mem::offset_of!(AVCodec, max_lowres) - 28usize];
    [
        "Offset of field: AVCodec::priv_class",
    ][::core::mem::offset_of!(AVCodec, priv_class) - 32usize];
    [
        "Offset of field: AVCodec::profiles",
    ][::core::mem::offset_of!(AVCodec, profiles) - 40usize];
    [
        "Offset of field: AVCodec::wrapper_name",
    ][::core::mem::offset_of!(AVCodec, wrapper_name) - 48usize];
};
pub const AV_FIELD_UNKNOWN: AVFieldOrder = 0;
pub const AV_FIELD_PROGRESSIVE: AVFieldOrder = 1;
pub const AV_FIELD_TT: AVFieldOrder = 2;
pub const AV_FIELD_BB: AVFieldOrder = 3;
pub const AV_FIELD_TB: AVFieldOrder = 4;
pub const AV_FIELD_BT: AVFieldOrder = 5;
pub type AVFieldOrder = ::core::ffi::c_uint;
pub const AVDISCARD_NONE: AVDiscard = -16;
pub const AVDISCARD_DEFAULT: AVDiscard = 0;
pub const AVDISCARD_NONREF: AVDiscard = 8;
pub const AVDISCARD_BIDIR: AVDiscard = 16;
pub const AVDISCARD_NONINTRA: AVDiscard = 24;
pub const AVDISCARD_NONKEY: AVDiscard = 32;
pub const AVDISCARD_ALL: AVDiscard = 48;
pub type AVDiscard = ::core::ffi::c_int;
pub const AV_AUDIO_SERVICE_TYPE_MAIN: AVAudioServiceType = 0;
pub const AV_AUDIO_SERVICE_TYPE_EFFECTS: AVAudioServiceType = 1;
pub const AV_AUDIO_SERVICE_TYPE_VISUALLY_IMPAIRED: AVAudioServiceType = 2;
pub const AV_AUDIO_SERVICE_TYPE_HEARING_IMPAIRED: AVAudioServiceType = 3;
pub const AV_AUDIO_SERVICE_TYPE_DIALOGUE: AVAudioServiceType = 4;
pub const AV_AUDIO_SERVICE_TYPE_COMMENTARY: AVAudioServiceType = 5;
pub const AV_AUDIO_SERVICE_TYPE_EMERGENCY: AVAudioServiceType = 6;
pub const AV_AUDIO_SERVICE_TYPE_VOICE_OVER: AVAudioServiceType = 7;
pub const AV_AUDIO_SERVICE_TYPE_KARAOKE: AVAudioServiceType = 8;
pub const AV_AUDIO_SERVICE_TYPE_NB: AVAudioServiceType = 9;
pub type AVAudioServiceType = ::core::ffi::c_uint;
pub const AV_PKT_DATA_PALETTE: AVPacketSideDataType = 0;
pub const AV_PKT_DATA_NEW_EXTRADATA: AVPacketSideDataType = 1;
pub const AV_PKT_DATA_PARAM_CHANGE: AVPacketSideDataType = 2;
pub const AV_PKT_DATA_H263_MB_INFO: AVPacketSideDataType = 3;
pub const AV_PKT_DATA_REPLAYGAIN: AVPacketSideDataType = 4;
pub const AV_PKT_DATA_DISPLAYMATRIX: AVPacketSideDataType = 5;
pub const AV_PKT_DATA_STEREO3D: AVPacketSideDataType = 6;
pub const AV_PKT_DATA_AUDIO_SERVICE_TYPE: AVPacketSideDataType = 7;
pub const AV_PKT_DATA_QUALITY_STATS: AVPacketSideDataType = 8;
pub const AV_PKT_DATA_FALLBACK_TRACK: AVPacketSideDataType = 9;
pub const AV_PKT_DATA_CPB_PROPERTIES: AVPacketSideDataType = 10;
pub const AV_PKT_DATA_SKIP_SAMPLES: AVPacketSideDataType = 11;
pub const AV_PKT_DATA_JP_DUALMONO: AVPacketSideDataType = 12;
pub const AV_PKT_DATA_STRINGS_METADATA: AVPacketSideDataType = 13;
pub const AV_PKT_DATA_SUBTITLE_POSITION: AVPacketSideDataType = 14;
pub const AV_PKT_DATA_MATROSKA_BLOCKADDITIONAL: AVPacketSideDataType = 15;
pub const AV_PKT_DATA_WEBVTT_IDENTIFIER: AVPacketSideDataType = 16;
pub const AV_PKT_DATA_WEBVTT_SETTINGS: AVPacketSideDataType = 17;
pub const AV_PKT_DATA_METADATA_UPDATE: AVPacketSideDataType = 18;
pub const AV_PKT_DATA_MPEGTS_STREAM_ID: AVPacketSideDataType = 19;
pub const AV_PKT_DATA_MASTERING_DISPLAY_METADATA: AVPacketSideDataType = 20;
pub const AV_PKT_DATA_SPHERICAL: AVPacketSideDataType = 21;
pub const AV_PKT_DATA_CONTENT_LIGHT_LEVEL: AVPacketSideDataType = 22;
pub const AV_PKT_DATA_A53_CC: AVPacketSideDataType = 23;
pub const AV_PKT_DATA_ENCRYPTION_INIT_INFO: AVPacketSideDataType = 24;
pub const AV_PKT_DATA_ENCRYPTION_INFO: AVPacketSideDataType = 25;
pub const AV_PKT_DATA_AFD: AVPacketSideDataType = 26;
pub const AV_PKT_DATA_PRFT: AVPacketSideDataType = 27;
pub const AV_PKT_DATA_ICC_PROFILE: AVPacketSideDataType = 28;
pub const AV_PKT_DATA_DOVI_CONF: AVPacketSideDataType = 29;
pub const AV_PKT_DATA_S12M_TIMECODE: AVPacketSideDataType = 30;
pub const AV_PKT_DATA_DYNAMIC_HDR10_PLUS: AVPacketSideDataType = 31;
pub const AV_PKT_DATA_IAMF_MIX_GAIN_PARAM: AVPacketSideDataType = 32;
pub const AV_PKT_DATA_IAMF_DEMIXING_INFO_PARAM: AVPacketSideDataType = 33;
pub const AV_PKT_DATA_IAMF_RECON_GAIN_INFO_PARAM: AVPacketSideDataType = 34;
pub const AV_PKT_DATA_AMBIENT_VIEWING_ENVIRONMENT: AVPacketSideDataType = 35;
pub const AV_PKT_DATA_FRAME_CROPPING: AVPacketSideDataType = 36;
pub const AV_PKT_DATA_LCEVC: AVPacketSideDataType = 37;
pub const AV_PKT_DATA_3D_REFERENCE_DISPLAYS: AVPacketSideDataType = 38;
pub const AV_PKT_DATA_RTCP_SR: AVPacketSideDataType = 39;
pub const AV_PKT_DATA_EXIF: AVPacketSideDataType = 40;
pub const AV_PKT_DATA_DYNAMIC_HDR_SMPTE_2094_APP5: AVPacketSideDataType = 41;
pub const AV_PKT_DATA_HEVC_CONF: AVPacketSideDataType = 42;
pub const AV_PKT_DATA_NB: AVPacketSideDataType = 43;
pub type AVPacketSideDataType = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVPacketSideData {
    pub data: *mut u8,
    pub size: usize,
    pub type_: AVPacketSideDataType,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVPacketSideData"][::core::mem::size_of::<AVPacketSideData>() - 24usize];
    [
        "Alignment of AVPacketSideData",
    ][::core::mem::align_of::<AVPacketSideData>() - 8usize];
    [
        "Offset of field: AVPacketSideData::data",
    ][::core::mem::offset_of!(AVPacketSideData, data) - 0usize];
    [
        "Offset of field: AVPacketSideData::size",
    ][::core::mem::offset_of!(AVPacketSideData, size) - 8usize];
    [
        "Offset of field: AVPacketSideData::type_",
    ][::core::mem::offset_of!(AVPacketSideData, type_) - 16usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVPacket {
    pub buf: *mut AVBufferRef,
    pub pts: i64,
    pub dts: i64,
    pub data: *mut u8,
    pub size: ::core::ffi::c_int,
    pub stream_index: ::core::ffi::c_int,
    pub flags: ::core::ffi::c_int,
    pub side_data: *mut AVPacketSideData,
    pub side_data_elems: ::core::ffi::c_int,
    pub duration: i64,
    pub pos: i64,
    pub opaque: *mut ::core::ffi::c_void,
    pub opaque_ref: *mut AVBufferRef,
    pub time_base: AVRational,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVPacket"][::core::mem::size_of::<AVPacket>() - 104usize];
    ["Alignment of AVPacket"][::core::mem::align_of::<AVPacket>() - 8usize];
    ["Offset of field: AVPacket::buf"][::core::mem::offset_of!(AVPacket, buf) - 0usize];
    ["Offset of field: AVPacket::pts"][::core::mem::offset_of!(AVPacket, pts) - 8usize];
    ["Offset of field: AVPacket::dts"][::core::mem::offset_of!(AVPacket, dts) - 16usize];
    [
        "Offset of field: AVPacket::data",
    ][::core::mem::offset_of!(AVPacket, data) - 24usize];
    [
        "Offset of field: AVPacket::size",
    ][::core::mem::offset_of!(AVPacket, size) - 32usize];
    [
        "Offset of field: AVPacket::stream_index",
    ][::core::mem::offset_of!(AVPacket, stream_index) - 36usize];
    [
        "Offset of field: AVPacket::flags",
    ][::core::mem::offset_of!(AVPacket, flags) - 40usize];
    [
        "Offset of field: AVPacket::side_data",
    ][::core::mem::offset_of!(AVPacket, side_data) - 48usize];
    [
        "Offset of field: AVPacket::side_data_elems",
    ][::core::mem::offset_of!(AVPacket, side_data_elems) - 56usize];
    [
        "Offset of field: AVPacket::duration",
    ][::core::mem::offset_of!(AVPacket, duration) - 64usize];
    ["Offset of field: AVPacket::pos"][::core::mem::offset_of!(AVPacket, pos) - 72usize];
    [
        "Offset of field: AVPacket::opaque",
    ][::core::mem::offset_of!(AVPacket, opaque) - 80usize];
    [
        "Offset of field: AVPacket::opaque_ref",
    ][::core::mem::offset_of!(AVPacket, opaque_ref) - 88usize];
    [
        "Offset of field: AVPacket::time_base",
    ][::core::mem::offset_of!(AVPacket, time_base) - 96usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVCodecDescriptor {
    pub id: AVCodecID,
    pub type_: AVMediaType,
    pub name: *const ::core::ffi::c_char,
    pub long_name: *const ::core::ffi::c_char,
    pub props: ::core::ffi::c_int,
    pub mime_types: *const *const ::core::ffi::c_char,
    pub profiles: *const AVProfile,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVCodecDescriptor"][::core::mem::size_of::<AVCodecDescriptor>() - 48usize];
    [
        "Alignment of AVCodecDescriptor",
    ][::core::mem::align_of::<AVCodecDescriptor>() - 8usize];
    [
        "Offset of field: AVCodecDescriptor::id",
    ][::core::mem::offset_of!(AVCodecDescriptor, id) - 0usize];
    [
        "Offset of field: AVCodecDescriptor::type_",
    ][::core::mem::offset_of!(AVCodecDescriptor, type_) - 4usize];
    [
        "Offset of field: AVCodecDescriptor::name",
    ][::core::mem::offset_of!(AVCodecDescriptor, name) - 8usize];
    [
        "Offset of field: AVCodecDescriptor::long_name",
    ][::core::mem::offset_of!(AVCodecDescriptor, long_name) - 16usize];
    [
        "Offset of field: AVCodecDescriptor::props",
    ][::core::mem::offset_of!(AVCodecDescriptor, props) - 24usize];
    [
        "Offset of field: AVCodecDescriptor::mime_types",
    ][::core::mem::offset_of!(AVCodecDescriptor, mime_types) - 32usize];
    [
        "Offset of field: AVCodecDescriptor::profiles",
    ][::core::mem::offset_of!(AVCodecDescriptor, profiles) - 40usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVCodecParameters {
    pub codec_type: AVMediaType,
    pub codec_id: AVCodecID,
    pub codec_tag: u32,
    pub extradata: *mut u8,
    pub extradata_size: ::core::ffi::c_int,
    pub coded_side_data: *mut AVPacketSideData,
    pub nb_coded_side_data: ::core::ffi::c_int,
    pub format: ::core::ffi::c_int,
    pub bit_rate: i64,
    pub bits_per_coded_sample: ::core::ffi::c_int,
    pub bits_per_raw_sample: ::core::ffi::c_int,
    pub profile: ::core::ffi::c_int,
    pub level: ::core::ffi::c_int,
    pub width: ::core::ffi::c_int,
    pub height: ::core::ffi::c_int,
    pub sample_aspect_ratio: AVRational,
    pub framerate: AVRational,
    pub field_order: AVFieldOrder,
    pub color_range: AVColorRange,
    pub color_primaries: AVColorPrimaries,
    pub color_trc: AVColorTransferCharacteristic,
    pub color_space: AVColorSpace,
    pub chroma_location: AVChromaLocation,
    pub video_delay: ::core::ffi::c_int,
    pub ch_layout: AVChannelLayout,
    pub sample_rate: ::core::ffi::c_int,
    pub block_align: ::core::ffi::c_int,
    pub frame_size: ::core::ffi::c_int,
    pub initial_padding: ::core::ffi::c_int,
    pub trailing_padding: ::core::ffi::c_int,
    pub seek_preroll: ::core::ffi::c_int,
    pub alpha_mode: AVAlphaMode,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVCodecParameters",
    ][::core::mem::size_of::<AVCodecParameters>() - 184usize];
    [
        "Alignment of AVCodecParameters",
    ][::core::mem::align_of::<AVCodecParameters>() - 8usize];
    [
        "Offset of field: AVCodecParameters::codec_type",
    ][::core::mem::offset_of!(AVCodecParameters, codec_type) - 0usize];
    [
        "Offset of field: AVCodecParameters::codec_id",
    ][::core::mem::offset_of!(AVCodecParameters, codec_id) - 4usize];
    [
        "Offset of field: AVCodecParameters::codec_tag",
    ][::core::mem::offset_of!(AVCodecParameters, codec_tag) - 8usize];
    [
        "Offset of field: AVCodecParameters::extradata",
    ][::core::mem::offset_of!(AVCodecParameters, extradata) - 16usize];
    [
        "Offset of field: AVCodecParameters::extradata_size",
    ][::core::mem::offset_of!(AVCodecParameters, extradata_size) - 24usize];
    [
        "Offset of field: AVCodecParameters::coded_side_data",
    ][::core::mem::offset_of!(AVCodecParameters, coded_side_data) - 32usize];
    [
        "Offset of field: AVCodecParameters::nb_coded_side_data",
    ][::core::mem::offset_of!(AVCodecParameters, nb_coded_side_data) - 40usize];
    [
        "Offset of field: AVCodecParameters::format",
    ][::core::mem::offset_of!(AVCodecParameters, format) - 44usize];
    [
        "Offset of field: AVCodecParameters::bit_rate",
    ][::core::mem::offset_of!(AVCodecParameters, bit_rate) - 48usize];
    [
        "Offset of field: AVCodecParameters::bits_per_coded_sample",
    ][::core::mem::offset_of!(AVCodecParameters, bits_per_coded_sample) - 56usize];
    [
        "Offset of field: AVCodecParameters::bits_per_raw_sample",
    ][::core::mem::offset_of!(AVCodecParameters, bits_per_raw_sample) - 60usize];
    [
        "Offset of field: AVCodecParameters::profile",
    ][::core::mem::offset_of!(AVCodecParameters, profile) - 64usize];
    [
        "Offset of field: AVCodecParameters::level",
    ][::core::mem::offset_of!(AVCodecParameters, level) - 68usize];
    [
        "Offset of field: AVCodecParameters::width",
    ][::core::mem::offset_of!(AVCodecParameters, width) - 72usize];
    [
        "Offset of field: AVCodecParameters::height",
    ][::core::mem::offset_of!(AVCodecParameters, height) - 76usize];
    [
        "Offset of field: AVCodecParameters::sample_aspect_ratio",
    ][::core::mem::offset_of!(AVCodecParameters, sample_aspect_ratio) - 80usize];
    [
        "Offset of field: AVCodecParameters::framerate",
    ][::core::mem::offset_of!(AVCodecParameters, framerate) - 88usize];
    [
        "Offset of field: AVCodecParameters::field_order",
    ][::core::mem::offset_of!(AVCodecParameters, field_order) - 96usize];
    [
        "Offset of field: AVCodecParameters::color_range",
    ][::core::mem::offset_of!(AVCodecParameters, color_range) - 100usize];
    [
        "Offset of field: AVCodecParameters::color_primaries",
    ][::core::mem::offset_of!(AVCodecParameters, color_primaries) - 104usize];
    [
        "Offset of field: AVCodecParameters::color_trc",
    ][::core::mem::offset_of!(AVCodecParameters, color_trc) - 108usize];
    [
        "Offset of field: AVCodecParameters::color_space",
    ][::core::mem::offset_of!(AVCodecParameters, color_space) - 112usize];
    [
        "Offset of field: AVCodecParameters::chroma_location",
    ][::core::mem::offset_of!(AVCodecParameters, chroma_location) - 116usize];
    [
        "Offset of field: AVCodecParameters::video_delay",
    ][::core::mem::offset_of!(AVCodecParameters, video_delay) - 120usize];
    [
        "Offset of field: AVCodecParameters::ch_layout",
    ][::core::mem::offset_of!(AVCodecParameters, ch_layout) - 128usize];
    [
        "Offset of field: AVCodecParameters::sample_rate",
    ][::core::mem::offset_of!(AVCodecParameters, sample_rate) - 152usize];
    [
        "Offset of field: AVCodecParameters::block_align",
    ][::core::mem::offset_of!(AVCodecParameters, block_align) - 156usize];
    [
        "Offset of field: AVCodecParameters::frame_size",
    ][::core::mem::offset_of!(AVCodecParameters, frame_size) - 160usize];
    [
        "Offset of field: AVCodecParameters::initial_padding",
    ][::core::mem::offset_of!(AVCodecParameters, initial_padding) - 164usize];
    [
        "Offset of field: AVCodecParameters::trailing_padding",
    ][::core::mem::offset_of!(AVCodecParameters, trailing_padding) - 168usize];
    [
        "Offset of field: AVCodecParameters::seek_preroll",
    ][::core::mem::offset_of!(AVCodecParameters, seek_preroll) - 172usize];
    [
        "Offset of field: AVCodecParameters::alpha_mode",
    ][::core::mem::offset_of!(AVCodecParameters, alpha_mode) - 176usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct RcOverride {
    pub start_frame: ::core::ffi::c_int,
    pub end_frame: ::core::ffi::c_int,
    pub qscale: ::core::ffi::c_int,
    pub quality_factor: f32,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of RcOverride"][::core::mem::size_of::<RcOverride>() - 16usize];
    ["Alignment of RcOverride"][::core::mem::align_of::<RcOverride>() - 4usize];
    [
        "Offset of field: RcOverride::start_frame",
    ][::core::mem::offset_of!(RcOverride, start_frame) - 0usize];
    [
        "Offset of field: RcOverride::end_frame",
    ][::core::mem::offset_of!(RcOverride, end_frame) - 4usize];
    [
        "Offset of field: RcOverride::qscale",
    ][::core::mem::offset_of!(RcOverride, qscale) - 8usize];
    [
        "Offset of field: RcOverride::quality_factor",
    ][::core::mem::offset_of!(RcOverride, quality_factor) - 12usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVCodecContext {
    pub av_class: *const AVClass,
    pub log_level_offset: ::core::ffi::c_int,
    pub codec_type: AVMediaType,
    pub codec: *const AVCodec,
    pub codec_id: AVCodecID,
    pub codec_tag: ::core::ffi::c_uint,
    pub priv_data: *mut ::core::ffi::c_void,
    pub internal: *mut AVCodecInternal,
    pub opaque: *mut ::core::ffi::c_void,
    pub bit_rate: i64,
    pub flags: ::core::ffi::c_int,
    pub flags2: ::core::ffi::c_int,
    pub extradata: *mut u8,
    pub extradata_size: ::core::ffi::c_int,
    pub time_base: AVRational,
    pub pkt_timebase: AVRational,
    pub framerate: AVRational,
    pub delay: ::core::ffi::c_int,
    pub width: ::core::ffi::c_int,
    pub height: ::core::ffi::c_int,
    pub coded_width: ::core::ffi::c_int,
    pub coded_height: ::core::ffi::c_int,
    pub sample_aspect_ratio: AVRational,
    pub pix_fmt: AVPixelFormat,
    pub sw_pix_fmt: AVPixelFormat,
    pub color_primaries: AVColorPrimaries,
    pub color_trc: AVColorTransferCharacteristic,
    pub colorspace: AVColorSpace,
    pub color_range: AVColorRange,
    pub chroma_sample_location: AVChromaLocation,
    pub field_order: AVFieldOrder,
    pub refs: ::core::ffi::c_int,
    pub has_b_frames: ::core::ffi::c_int,
    pub slice_flags: ::core::ffi::c_int,
    pub draw_horiz_band: ::core::option::Option<
        unsafe extern "C" fn(
            s: *mut AVCodecContext,
            src: *const AVFrame,
            offset: *mut ::core::ffi::c_int,
            y: ::core::ffi::c_int,
            type_: ::core::ffi::c_int,
            height: ::core::ffi::c_int,
        ),
    >,
    pub get_format: ::core::option::Option<
        unsafe extern "C" fn(
            s: *mut AVCodecContext,
            fmt: *const AVPixelFormat,
        ) -> AVPixelFormat,
    >,
    pub max_b_frames: ::core::ffi::c_int,
    pub b_quant_factor: f32,
    pub b_quant_offset: f32,
    pub i_quant_factor: f32,
    pub i_quant_offset: f32,
    pub lumi_masking: f32,
    pub temporal_cplx_masking: f32,
    pub spatial_cplx_masking: f32,
    pub p_masking: f32,
    pub dark_masking: f32,
    pub nsse_weight: ::core::ffi::c_int,
    pub me_cmp: ::core::ffi::c_int,
    pub me_sub_cmp: ::core::ffi::c_int,
    pub mb_cmp: ::core::ffi::c_int,
    pub ildct_cmp: ::core::ffi::c_int,
    pub dia_size: ::core::ffi::c_int,
    pub last_predictor_count: ::core::ffi::c_int,
    pub me_pre_cmp: ::core::ffi::c_int,
    pub pre_dia_size: ::core::ffi::c_int,
    pub me_subpel_quality: ::core::ffi::c_int,
    pub me_range: ::core::ffi::c_int,
    pub mb_decision: ::core::ffi::c_int,
    pub intra_matrix: *mut u16,
    pub inter_matrix: *mut u16,
    pub chroma_intra_matrix: *mut u16,
    pub intra_dc_precision: ::core::ffi::c_int,
    pub mb_lmin: ::core::ffi::c_int,
    pub mb_lmax: ::core::ffi::c_int,
    pub bidir_refine: ::core::ffi::c_int,
    pub keyint_min: ::core::ffi::c_int,
    pub gop_size: ::core::ffi::c_int,
    pub mv0_threshold: ::core::ffi::c_int,
    pub slices: ::core::ffi::c_int,
    pub sample_rate: ::core::ffi::c_int,
    pub sample_fmt: AVSampleFormat,
    pub ch_layout: AVChannelLayout,
    pub frame_size: ::core::ffi::c_int,
    pub block_align: ::core::ffi::c_int,
    pub cutoff: ::core::ffi::c_int,
    pub audio_service_type: AVAudioServiceType,
    pub request_sample_fmt: AVSampleFormat,
    pub initial_padding: ::core::ffi::c_int,
    pub trailing_padding: ::core::ffi::c_int,
    pub seek_preroll: ::core::ffi::c_int,
    pub get_buffer2: ::core::option::Option<
        unsafe extern "C" fn(
            s: *mut AVCodecContext,
            frame: *mut AVFrame,
            flags: ::core::ffi::c_int,
        ) -> ::core::ffi::c_int,
    >,
    pub bit_rate_tolerance: ::core::ffi::c_int,
    pub global_quality: ::core::ffi::c_int,
    pub compression_level: ::core::ffi::c_int,
    pub qcompress: f32,
    pub qblur: f32,
    pub qmin: ::core::ffi::c_int,
    pub qmax: ::core::ffi::c_int,
    pub max_qdiff: ::core::ffi::c_int,
    pub rc_buffer_size: ::core::ffi::c_int,
    pub rc_override_count: ::core::ffi::c_int,
    pub rc_override: *mut RcOverride,
    pub rc_max_rate: i64,
    pub rc_min_rate: i64,
    pub rc_max_available_vbv_use: f32,
    pub rc_min_vbv_overflow_use: f32,
    pub rc_initial_buffer_occupancy: ::core::ffi::c_int,
    pub trellis: ::core::ffi::c_int,
    pub stats_out: *mut ::core::ffi::c_char,
    pub stats_in: *mut ::core::ffi::c_char,
    pub workaround_bugs: ::core::ffi::c_int,
    pub strict_std_compliance: ::core::ffi::c_int,
    pub error_concealment: ::core::ffi::c_int,
    pub debug: ::core::ffi::c_int,
    pub err_recognition: ::core::ffi::c_int,
    pub hwaccel: *const AVHWAccel,
    pub hwaccel_context: *mut ::core::ffi::c_void,
    pub hw_frames_ctx: *mut AVBufferRef,
    pub hw_device_ctx: *mut AVBufferRef,
    pub hwaccel_flags: ::core::ffi::c_int,
    pub extra_hw_frames: ::core::ffi::c_int,
    pub error: [u64; 8usize],
    pub dct_algo: ::core::ffi::c_int,
    pub idct_algo: ::core::ffi::c_int,
    pub bits_per_coded_sample: ::core::ffi::c_int,
    pub bits_per_raw_sample: ::core::ffi::c_int,
    pub thread_count: ::core::ffi::c_int,
    pub thread_type: ::core::ffi::c_int,
    pub active_thread_type: ::core::ffi::c_int,
    pub execute: ::core::option::Option<
        unsafe extern "C" fn(
            c: *mut AVCodecContext,
            func: ::core::option::Option<
                unsafe extern "C" fn(
                    c2: *mut AVCodecContext,
                    arg: *mut ::core::ffi::c_void,
                ) -> ::core::ffi::c_int,
            >,
            arg2: *mut ::core::ffi::c_void,
            ret: *mut ::core::ffi::c_int,
            count: ::core::ffi::c_int,
            size: ::core::ffi::c_int,
        ) -> ::core::ffi::c_int,
    >,
    pub execute2: ::core::option::Option<
        unsafe extern "C" fn(
            c: *mut AVCodecContext,
            func: ::core::option::Option<
                unsafe extern "C" fn(
                    c2: *mut AVCodecContext,
                    arg: *mut ::core::ffi::c_void,
                    jobnr: ::core::ffi::c_int,
                    threadnr: ::core::ffi::c_int,
                ) -> ::core::ffi::c_int,
            >,
            arg2: *mut ::core::ffi::c_void,
            ret: *mut ::core::ffi::c_int,
            count: ::core::ffi::c_int,
        ) -> ::core::ffi::c_int,
    >,
    pub profile: ::core::ffi::c_int,
    pub level: ::core::ffi::c_int,
    pub skip_loop_filter: AVDiscard,
    pub skip_idct: AVDiscard,
    pub skip_frame: AVDiscard,
    pub skip_alpha: ::core::ffi::c_int,
    pub skip_top: ::core::ffi::c_int,
    pub skip_bottom: ::core::ffi::c_int,
    pub lowres: ::core::ffi::c_int,
    pub codec_descriptor: *const AVCodecDescriptor,
    pub sub_charenc: *mut ::core::ffi::c_char,
    pub sub_charenc_mode: ::core::ffi::c_int,
    pub subtitle_header_size: ::core::ffi::c_int,
    pub subtitle_header: *mut u8,
    pub dump_separator: *mut u8,
    pub codec_whitelist: *mut ::core::ffi::c_char,
    pub coded_side_data: *mut AVPacketSideData,
    pub nb_coded_side_data: ::core::ffi::c_int,
    pub export_side_data: ::core::ffi::c_int,
    pub max_pixels: i64,
    pub apply_cropping: ::core::ffi::c_int,
    pub discard_damaged_percentage: ::core::ffi::c_int,
    pub max_samples: i64,
    pub get_encode_buffer: ::core::option::Option<
        unsafe extern "C" fn(
            s: *mut AVCodecContext,
            pkt: *mut AVPacket,
            flags: ::core::ffi::c_int,
        ) -> ::core::ffi::c_int,
    >,
    pub frame_num: i64,
    pub side_data_prefer_packet: *mut ::core::ffi::c_int,
    pub nb_side_data_prefer_packet: ::core::ffi::c_uint,
    pub decoded_side_data: *mut *mut AVFrameSideData,
    pub nb_decoded_side_data: ::core::ffi::c_int,
    pub alpha_mode: AVAlphaMode,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVCodecContext"][::core::mem::size_of::<AVCodecContext>() - 864usize];
    ["Alignment of AVCodecContext"][::core::mem::align_of::<AVCodecContext>() - 8usize];
    [
        "Offset of field: AVCodecContext::av_class",
    ][::core::mem::offset_of!(AVCodecContext, av_class) - 0usize];
    [
        "Offset of field: AVCodecContext::log_level_offset",
    ][::core::mem::offset_of!(AVCodecContext, log_level_offset) - 8usize];
    [
        "Offset of field: AVCodecContext::codec_type",
    ][::core::mem::offset_of!(AVCodecContext, codec_type) - 12usize];
    [
        "Offset of field: AVCodecContext::codec",
    ][::core::mem::offset_of!(AVCodecContext, codec) - 16usize];
    [
        "Offset of field: AVCodecContext::codec_id",
    ][::core::mem::offset_of!(AVCodecContext, codec_id) - 24usize];
    [
        "Offset of field: AVCodecContext::codec_tag",
    ][::core::mem::offset_of!(AVCodecContext, codec_tag) - 28usize];
    [
        "Offset of field: AVCodecContext::priv_data",
    ][::core::mem::offset_of!(AVCodecContext, priv_data) - 32usize];
    [
        "Offset of field: AVCodecContext::internal",
    ][::core::mem::offset_of!(AVCodecContext, internal) - 40usize];
    [
        "Offset of field: AVCodecContext::opaque",
    ][::core::mem::offset_of!(AVCodecContext, opaque) - 48usize];
    [
        "Offset of field: AVCodecContext::bit_rate",
    ][::core::mem::offset_of!(AVCodecContext, bit_rate) - 56usize];
    [
        "Offset of field: AVCodecContext::flags",
    ][::core::mem::offset_of!(AVCodecContext, flags) - 64usize];
    [
        "Offset of field: AVCodecContext::flags2",
    ][::core::mem::offset_of!(AVCodecContext, flags2) - 68usize];
    [
        "Offset of field: AVCodecContext::extradata",
    ][::core::mem::offset_of!(AVCodecContext, extradata) - 72usize];
    [
        "Offset of field: AVCodecContext::extradata_size",
    ][::core::mem::offset_of!(AVCodecContext, extradata_size) - 80usize];
    [
        "Offset of field: AVCodecContext::time_base",
    ][::core::mem::offset_of!(AVCodecContext, time_base) - 84usize];
    [
        "Offset of field: AVCodecContext::pkt_timebase",
    ][::core::mem::offset_of!(AVCodecContext, pkt_timebase) - 92usize];
    [
        "Offset of field: AVCodecContext::framerate",
    ][::core::mem::offset_of!(AVCodecContext, framerate) - 100usize];
    [
        "Offset of field: AVCodecContext::delay",
    ][::core::mem::offset_of!(AVCodecContext, delay) - 108usize];
    [
        "Offset of field: AVCodecContext::width",
    ][::core::mem::offset_of!(AVCodecContext, width) - 112usize];
    [
        "Offset of field: AVCodecContext::height",
    ][::core::mem::offset_of!(AVCodecContext, height) - 116usize];
    [
        "Offset of field: AVCodecContext::coded_width",
    ][::core::mem::offset_of!(AVCodecContext, coded_width) - 120usize];
    [
        "Offset of field: AVCodecContext::coded_height",
    ][::core::mem::offset_of!(AVCodecContext, coded_height) - 124usize];
    [
        "Offset of field: AVCodecContext::sample_aspect_ratio",
    ][::core::mem::offset_of!(AVCodecContext, sample_aspect_ratio) - 128usize];
    [
        "Offset of field: AVCodecContext::pix_fmt",
    ][::core::mem::offset_of!(AVCodecContext, pix_fmt) - 136usize];
    [
        "Offset of field: AVCodecContext::sw_pix_fmt",
    ][::core::mem::offset_of!(AVCodecContext, sw_pix_fmt) - 140usize];
    [
        "Offset of field: AVCodecContext::color_primaries",
    ][::core::mem::offset_of!(AVCodecContext, color_primaries) - 144usize];
    [
        "Offset of field: AVCodecContext::color_trc",
    ][::core::mem::offset_of!(AVCodecContext, color_trc) - 148usize];
    [
        "Offset of field: AVCodecContext::colorspace",
    ][::core::mem::offset_of!(AVCodecContext, colorspace) - 152usize];
    [
        "Offset of field: AVCodecContext::color_range",
    ][::core::mem::offset_of!(AVCodecContext, color_range) - 156usize];
    [
        "Offset of field: AVCodecContext::chroma_sample_location",
    ][::core::mem::offset_of!(AVCodecContext, chroma_sample_location) - 160usize];
    [
        "Offset of field: AVCodecContext::field_order",
    ][::core::mem::offset_of!(AVCodecContext, field_order) - 164usize];
    [
        "Offset of field: AVCodecContext::refs",
    ][::core::mem::offset_of!(AVCodecContext, refs) - 168usize];
    [
        "Offset of field: AVCodecContext::has_b_frames",
    ][::core::mem::offset_of!(AVCodecContext, has_b_frames) - 172usize];
    [
        "Offset of field: AVCodecContext::slice_flags",
    ][::core::mem::offset_of!(AVCodecContext, slice_flags) - 176usize];
    [
        "Offset of field: AVCodecContext::draw_horiz_band",
    ][::core::mem::offset_of!(AVCodecContext, draw_horiz_band) - 184usize];
    [
        "Offset of field: AVCodecContext::get_format",
    ][::core::mem::offset_of!(AVCodecContext, get_format) - 192usize];
    [
        "Offset of field: AVCodecContext::max_b_frames",
    ][::core::mem::offset_of!(AVCodecContext, max_b_frames) - 200usize];
    [
        "Offset of field: AVCodecContext::b_quant_factor",
    ][::core::mem::offset_of!(AVCodecContext, b_quant_factor) - 204usize];
    [
        "Offset of field: AVCodecContext::b_quant_offset",
    ][::core::mem::offset_of!(AVCodecContext, b_quant_offset) - 208usize];
    [
        "Offset of field: AVCodecContext::i_quant_factor",
    ][::core::mem::offset_of!(AVCodecContext, i_quant_factor) - 212usize];
    [
        "Offset of field: AVCodecContext::i_quant_offset",
    ][::core::mem::offset_of!(AVCodecContext, i_quant_offset) - 216usize];
    [
        "Offset of field: AVCodecContext::lumi_masking",
    ][::core::mem::offset_of!(AVCodecContext, lumi_masking) - 220usize];
    [
        "Offset of field: AVCodecContext::temporal_cplx_masking",
    ][::core::mem::offset_of!(AVCodecContext, temporal_cplx_masking) - 224usize];
    [
        "Offset of field: AVCodecContext::spatial_cplx_masking",
    ][::core::mem::offset_of!(AVCodecContext, spatial_cplx_masking) - 228usize];
    [
        "Offset of field: AVCodecContext::p_masking",
    ][::core::mem::offset_of!(AVCodecContext, p_masking) - 232usize];
    [
        "Offset of field: AVCodecContext::dark_masking",
    ][::core::mem::offset_of!(AVCodecContext, dark_masking) - 236usize];
    [
        "Offset of field: AVCodecContext::nsse_weight",
    ][::core::mem::offset_of!(AVCodecContext, nsse_weight) - 240usize];
    [
        "Offset of field: AVCodecContext::me_cmp",
    ][::core::mem::offset_of!(AVCodecContext, me_cmp) - 244usize];
    [
        "Offset of field: AVCodecContext::me_sub_cmp",
    ][::core::mem::offset_of!(AVCodecContext, me_sub_cmp) - 248usize];
    [
        "Offset of field: AVCodecContext::mb_cmp",
    ][::core::mem::offset_of!(AVCodecContext, mb_cmp) - 252usize];
    [
        "Offset of field: AVCodecContext::ildct_cmp",
    ][::core::mem::offset_of!(AVCodecContext, ildct_cmp) - 256usize];
    [
        "Offset of field: AVCodecContext::dia_size",
    ][::core::mem::offset_of!(AVCodecContext, dia_size) - 260usize];
    [
        "Offset of field: AVCodecContext::last_predictor_count",
    ][::core::mem::offset_of!(AVCodecContext, last_predictor_count) - 264usize];
    [
        "Offset of field: AVCodecContext::me_pre_cmp",
    ][::core::mem::offset_of!(AVCodecContext, me_pre_cmp) - 268usize];
    [
        "Offset of field: AVCodecContext::pre_dia_size",
    ][::core::mem::offset_of!(AVCodecContext, pre_dia_size) - 272usize];
    [
        "Offset of field: AVCodecContext::me_subpel_quality",
    ][::core::mem::offset_of!(AVCodecContext, me_subpel_quality) - 276usize];
    [
        "Offset of field: AVCodecContext::me_range",
    ][::core::mem::offset_of!(AVCodecContext, me_range) - 280usize];
    [
        "Offset of field: AVCodecContext::mb_decision",
    ][::core::mem::offset_of!(AVCodecContext, mb_decision) - 284usize];
    [
        "Offset of field: AVCodecContext::intra_matrix",
    ][::core::mem::offset_of!(AVCodecContext, intra_matrix) - 288usize];
    [
        "Offset of field: AVCodecContext::inter_matrix",
    ][::core::mem::offset_of!(AVCodecContext, inter_matrix) - 296usize];
    [
        "Offset of field: AVCodecContext::chroma_intra_matrix",
    ][::core::mem::offset_of!(AVCodecContext, chroma_intra_matrix) - 304usize];
    [
        "Offset of field: AVCodecContext::intra_dc_precision",
    ][::core::mem::offset_of!(AVCodecContext, intra_dc_precision) - 312usize];
    [
        "Offset of field: AVCodecContext::mb_lmin",
    ][::core::mem::offset_of!(AVCodecContext, mb_lmin) - 316usize];
    [
        "Offset of field: AVCodecContext::mb_lmax",
    ][::core::mem::offset_of!(AVCodecContext, mb_lmax) - 320usize];
    [
        "Offset of field: AVCodecContext::bidir_refine",
    ][::core::mem::offset_of!(AVCodecContext, bidir_refine) - 324usize];
    [
        "Offset of field: AVCodecContext::keyint_min",
    ][::core::mem::offset_of!(AVCodecContext, keyint_min) - 328usize];
    [
        "Offset of field: AVCodecContext::gop_size",
    ][::core::mem::offset_of!(AVCodecContext, gop_size) - 332usize];
    [
        "Offset of field: AVCodecContext::mv0_threshold",
    ][::core::mem::offset_of!(AVCodecContext, mv0_threshold) - 336usize];
    [
        "Offset of field: AVCodecContext::slices",
    ][::core::mem::offset_of!(AVCodecContext, slices) - 340usize];
    [
        "Offset of field: AVCodecContext::sample_rate",
    ][::core::mem::offset_of!(AVCodecContext, sample_rate) - 344usize];
    [
        "Offset of field: AVCodecContext::sample_fmt",
    ][::core::mem::offset_of!(AVCodecContext, sample_fmt) - 348usize];
    [
        "Offset of field: AVCodecContext::ch_layout",
    ][::core::mem::offset_of!(AVCodecContext, ch_layout) - 352usize];
    [
        "Offset of field: AVCodecContext::frame_size",
    ][::core::mem::offset_of!(AVCodecContext, frame_size) - 376usize];
    [
        "Offset of field: AVCodecContext::block_align",
    ][::core::mem::offset_of!(AVCodecContext, block_align) - 380usize];
    [
        "Offset of field: AVCodecContext::cutoff",
    ][::core::mem::offset_of!(AVCodecContext, cutoff) - 384usize];
    [
        "Offset of field: AVCodecContext::audio_service_type",
    ][::core::mem::offset_of!(AVCodecContext, audio_service_type) - 388usize];
    [
        "Offset of field: AVCodecContext::request_sample_fmt",
    ][::core::mem::offset_of!(AVCodecContext, request_sample_fmt) - 392usize];
    [
        "Offset of field: AVCodecContext::initial_padding",
    ][::core::mem::offset_of!(AVCodecContext, initial_padding) - 396usize];
    [
        "Offset of field: AVCodecContext::trailing_padding",
    ][::core::mem::offset_of!(AVCodecContext, trailing_padding) - 400usize];
    [
        "Offset of field: AVCodecContext::seek_preroll",
    ][::core::mem::offset_of!(AVCodecContext, seek_preroll) - 404usize];
    [
        "Offset of field: AVCodecContext::get_buffer2",
    ][::core::mem::offset_of!(AVCodecContext, get_buffer2) - 408usize];
    [
        "Offset of field: AVCodecContext::bit_rate_tolerance",
    ][::core::mem::offset_of!(AVCodecContext, bit_rate_tolerance) - 416usize];
    [
        "Offset of field: AVCodecContext::global_quality",
    ][::core::mem::offset_of!(AVCodecContext, global_quality) - 420usize];
    [
        "Offset of field: AVCodecContext::compression_level",
    ][::core::mem::offset_of!(AVCodecContext, compression_level) - 424usize];
    [
        "Offset of field: AVCodecContext::qcompress",
    ][::core::mem::offset_of!(AVCodecContext, qcompress) - 428usize];
    [
        "Offset of field: AVCodecContext::qblur",
    ][::core::mem::offset_of!(AVCodecContext, qblur) - 432usize];
    [
        "Offset of field: AVCodecContext::qmin",
    ][::core::mem::offset_of!(AVCodecContext, qmin) - 436usize];
    [
        "Offset of field: AVCodecContext::qmax",
    ][::core::mem::offset_of!(AVCodecContext, qmax) - 440usize];
    [
        "Offset of field: AVCodecContext::max_qdiff",
    ][::core::mem::offset_of!(AVCodecContext, max_qdiff) - 444usize];
    [
        "Offset of field: AVCodecContext::rc_buffer_size",
    ][::core::mem::offset_of!(AVCodecContext, rc_buffer_size) - 448usize];
    [
        "Offset of field: AVCodecContext::rc_override_count",
    ][::core::mem::offset_of!(AVCodecContext, rc_override_count) - 452usize];
    [
        "Offset of field: AVCodecContext::rc_override",
    ][::core::mem::offset_of!(AVCodecContext, rc_override) - 456usize];
    [
        "Offset of field: AVCodecContext::rc_max_rate",
    ][::core::mem::offset_of!(AVCodecContext, rc_max_rate) - 464usize];
    [
        "Offset of field: AVCodecContext::rc_min_rate",
    ][::core::mem::offset_of!(AVCodecContext, rc_min_rate) - 472usize];
    [
        "Offset of field: AVCodecContext::rc_max_available_vbv_use",
    ][::core::mem::offset_of!(AVCodecContext, rc_max_available_vbv_use) - 480usize];
    [
        "Offset of field: AVCodecContext::rc_min_vbv_overflow_use",
    ][::core::mem::offset_of!(AVCodecContext, rc_min_vbv_overflow_use) - 484usize];
    [
        "Offset of field: AVCodecContext::rc_initial_buffer_occupancy",
    ][::core::mem::offset_of!(AVCodecContext, rc_initial_buffer_occupancy) - 488usize];
    [
        "Offset of field: AVCodecContext::trellis",
    ][::core::mem::offset_of!(AVCodecContext, trellis) - 492usize];
    [
        "Offset of field: AVCodecContext::stats_out",
    ][::core::mem::offset_of!(AVCodecContext, stats_out) - 496usize];
    [
        "Offset of field: AVCodecContext::stats_in",
    ][::core::mem::offset_of!(AVCodecContext, stats_in) - 504usize];
    [
        "Offset of field: AVCodecContext::workaround_bugs",
    ][::core::mem::offset_of!(AVCodecContext, workaround_bugs) - 512usize];
    [
        "Offset of field: AVCodecContext::strict_std_compliance",
    ][::core::mem::offset_of!(AVCodecContext, strict_std_compliance) - 516usize];
    [
        "Offset of field: AVCodecContext::error_concealment",
    ][::core::mem::offset_of!(AVCodecContext, error_concealment) - 520usize];
    [
        "Offset of field: AVCodecContext::debug",
    ][::core::mem::offset_of!(AVCodecContext, debug) - 524usize];
    [
        "Offset of field: AVCodecContext::err_recognition",
    ][::core::mem::offset_of!(AVCodecContext, err_recognition) - 528usize];
    [
        "Offset of field: AVCodecContext::hwaccel",
    ][::core::mem::offset_of!(AVCodecContext, hwaccel) - 536usize];
    [
        "Offset of field: AVCodecContext::hwaccel_context",
    ][::core::mem::offset_of!(AVCodecContext, hwaccel_context) - 544usize];
    [
        "Offset of field: AVCodecContext::hw_frames_ctx",
    ][::core::mem::offset_of!(AVCodecContext, hw_frames_ctx) - 552usize];
    [
        "Offset of field: AVCodecContext::hw_device_ctx",
    ][::core::mem::offset_of!(AVCodecContext, hw_device_ctx) - 560usize];
    [
        "Offset of field: AVCodecContext::hwaccel_flags",
    ][::core::mem::offset_of!(AVCodecContext, hwaccel_flags) - 568usize];
    [
        "Offset of field: AVCodecContext::extra_hw_frames",
    ][::core::mem::offset_of!(AVCodecContext, extra_hw_frames) - 572usize];
    [
        "Offset of field: AVCodecContext::error",
    ][::core::mem::offset_of!(AVCodecContext, error) - 576usize];
    [
        "Offset of field: AVCodecContext::dct_algo",
    ][::core::mem::offset_of!(AVCodecContext, dct_algo) - 640usize];
    [
        "Offset of field: AVCodecContext::idct_algo",
    ][::core::mem::offset_of!(AVCodecContext, idct_algo) - 644usize];
    [
        "Offset of field: AVCodecContext::bits_per_coded_sample",
    ][::core::mem::offset_of!(AVCodecContext, bits_per_coded_sample) - 648usize];
    [
        "Offset of field: AVCodecContext::bits_per_raw_sample",
    ][::core::mem::offset_of!(AVCodecContext, bits_per_raw_sample) - 652usize];
    [
        "Offset of field: AVCodecContext::thread_count",
    ][::core::mem::offset_of!(AVCodecContext, thread_count) - 656usize];
    [
        "Offset of field: AVCodecContext::thread_type",
    ][::core::mem::offset_of!(AVCodecContext, thread_type) - 660usize];
    [
        "Offset of field: AVCodecContext::active_thread_type",
    ][::core::mem::offset_of!(AVCodecContext, active_thread_type) - 664usize];
    [
        "Offset of field: AVCodecContext::execute",
    ][::core::mem::offset_of!(AVCodecContext, execute) - 672usize];
    [
        "Offset of field: AVCodecContext::execute2",
    ][::core::mem::offset_of!(AVCodecContext, execute2) - 680usize];
    [
        "Offset of field: AVCodecContext::profile",
    ][::core::mem::offset_of!(AVCodecContext, profile) - 688usize];
    [
        "Offset of field: AVCodecContext::level",
    ][::core::mem::offset_of!(AVCodecContext, level) - 692usize];
    [
        "Offset of field: AVCodecContext::skip_loop_filter",
    ][::core::mem::offset_of!(AVCodecContext, skip_loop_filter) - 696usize];
    [
        "Offset of field: AVCodecContext::skip_idct",
    ][::core::mem::offset_of!(AVCodecContext, skip_idct) - 700usize];
    [
        "Offset of field: AVCodecContext::skip_frame",
    ][::core::mem::offset_of!(AVCodecContext, skip_frame) - 704usize];
    [
        "Offset of field: AVCodecContext::skip_alpha",
    ][::core::mem::offset_of!(AVCodecContext, skip_alpha) - 708usize];
    [
        "Offset of field: AVCodecContext::skip_top",
    ][::core::mem::offset_of!(AVCodecContext, skip_top) - 712usize];
    [
        "Offset of field: AVCodecContext::skip_bottom",
    ][::core::mem::offset_of!(AVCodecContext, skip_bottom) - 716usize];
    [
        "Offset of field: AVCodecContext::lowres",
    ][::core::mem::offset_of!(AVCodecContext, lowres) - 720usize];
    [
        "Offset of field: AVCodecContext::codec_descriptor",
    ][::core::mem::offset_of!(AVCodecContext, codec_descriptor) - 728usize];
    [
        "Offset of field: AVCodecContext::sub_charenc",
    ][::core::mem::offset_of!(AVCodecContext, sub_charenc) - 736usize];
    [
        "Offset of field: AVCodecContext::sub_charenc_mode",
    ][::core::mem::offset_of!(AVCodecContext, sub_charenc_mode) - 744usize];
    [
        "Offset of field: AVCodecContext::subtitle_header_size",
    ][::core::mem::offset_of!(AVCodecContext, subtitle_header_size) - 748usize];
    [
        "Offset of field: AVCodecContext::subtitle_header",
    ][::core::mem::offset_of!(AVCodecContext, subtitle_header) - 752usize];
    [
        "Offset of field: AVCodecContext::dump_separator",
    ][::core::mem::offset_of!(AVCodecContext, dump_separator) - 760usize];
    [
        "Offset of field: AVCodecContext::codec_whitelist",
    ][::core::mem::offset_of!(AVCodecContext, codec_whitelist) - 768usize];
    [
        "Offset of field: AVCodecContext::coded_side_data",
    ][::core::mem::offset_of!(AVCodecContext, coded_side_data) - 776usize];
    [
        "Offset of field: AVCodecContext::nb_coded_side_data",
    ][::core::mem::offset_of!(AVCodecContext, nb_coded_side_data) - 784usize];
    [
        "Offset of field: AVCodecContext::export_side_data",
    ][::core::mem::offset_of!(AVCodecContext, export_side_data) - 788usize];
    [
        "Offset of field: AVCodecContext::max_pixels",
    ][::core::mem::offset_of!(AVCodecContext, max_pixels) - 792usize];
    [
        "Offset of field: AVCodecContext::apply_cropping",
    ][::core::mem::offset_of!(AVCodecContext, apply_cropping) - 800usize];
    [
        "Offset of field: AVCodecContext::discard_damaged_percentage",
    ][::core::mem::offset_of!(AVCodecContext, discard_damaged_percentage) - 804usize];
    [
        "Offset of field: AVCodecContext::max_samples",
    ][::core::mem::offset_of!(AVCodecContext, max_samples) - 808usize];
    [
        "Offset of field: AVCodecContext::get_encode_buffer",
    ][::core::mem::offset_of!(AVCodecContext, get_encode_buffer) - 816usize];
    [
        "Offset of field: AVCodecContext::frame_num",
    ][::core::mem::offset_of!(AVCodecContext, frame_num) - 824usize];
    [
        "Offset of field: AVCodecContext::side_data_prefer_packet",
    ][::core::mem::offset_of!(AVCodecContext, side_data_prefer_packet) - 832usize];
    [
        "Offset of field: AVCodecContext::nb_side_data_prefer_packet",
    ][::core::mem::offset_of!(AVCodecContext, nb_side_data_prefer_packet) - 840usize];
    [
        "Offset of field: AVCodecContext::decoded_side_data",
    ][::core::mem::offset_of!(AVCodecContext, decoded_side_data) - 848usize];
    [
        "Offset of field: AVCodecContext::nb_decoded_side_data",
    ][::core::mem::offset_of!(AVCodecContext, nb_decoded_side_data) - 856usize];
    [
        "Offset of field: AVCodecContext::alpha_mode",
    ][::core::mem::offset_of!(AVCodecContext, alpha_mode) - 860usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVHWAccel {
    pub name: *const ::core::ffi::c_char,
    pub type_: AVMediaType,
    pub id: AVCodecID,
    pub pix_fmt: AVPixelFormat,
    pub capabilities: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVHWAccel"][::core::mem::size_of::<AVHWAccel>() - 24usize];
    ["Alignment of AVHWAccel"][::core::mem::align_of::<AVHWAccel>() - 8usize];
    [
        "Offset of field: AVHWAccel::name",
    ][::core::mem::offset_of!(AVHWAccel, name) - 0usize];
    [
        "Offset of field: AVHWAccel::type_",
    ][::core::mem::offset_of!(AVHWAccel, type_) - 8usize];
    ["Offset of field: AVHWAccel::id"][::core::mem::offset_of!(AVHWAccel, id) - 12usize];
    [
        "Offset of field: AVHWAccel::pix_fmt",
    ][::core::mem::offset_of!(AVHWAccel, pix_fmt) - 16usize];
    [
        "Offset of field: AVHWAccel::capabilities",
    ][::core::mem::offset_of!(AVHWAccel, capabilities) - 20usize];
};
pub const SUBTITLE_NONE: AVSubtitleType = 0;
pub const SUBTITLE_BITMAP: AVSubtitleType = 1;
pub const SUBTITLE_TEXT: AVSubtitleType = 2;
pub const SUBTITLE_ASS: AVSubtitleType = 3;
pub type AVSubtitleType = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVSubtitleRect {
    pub x: ::core::ffi::c_int,
    pub y: ::core::ffi::c_int,
    pub w: ::core::ffi::c_int,
    pub h: ::core::ffi::c_int,
    pub nb_colors: ::core::ffi::c_int,
    pub data: [*mut u8; 4usize],
    pub linesize: [::core::ffi::c_int; 4usize],
    pub flags: ::core::ffi::c_int,
    pub type_: AVSubtitleType,
    pub text: *mut ::core::ffi::c_char,
    pub ass: *mut ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVSubtitleRect"][::core::mem::size_of::<AVSubtitleRect>() - 96usize];
    ["Alignment of AVSubtitleRect"][::core::mem::align_of::<AVSubtitleRect>() - 8usize];
    [
        "Offset of field: AVSubtitleRect::x",
    ][::core::mem::offset_of!(AVSubtitleRect, x) - 0usize];
    [
        "Offset of field: AVSubtitleRect::y",
    ][::core::mem::offset_of!(AVSubtitleRect, y) - 4usize];
    [
        "Offset of field: AVSubtitleRect::w",
    ][::core::mem::offset_of!(AVSubtitleRect, w) - 8usize];
    [
        "Offset of field: AVSubtitleRect::h",
    ][::core::mem::offset_of!(AVSubtitleRect, h) - 12usize];
    [
        "Offset of field: AVSubtitleRect::nb_colors",
    ][::core::mem::offset_of!(AVSubtitleRect, nb_colors) - 16usize];
    [
        "Offset of field: AVSubtitleRect::data",
    ][::core::mem::offset_of!(AVSubtitleRect, data) - 24usize];
    [
        "Offset of field: AVSubtitleRect::linesize",
    ][::core::mem::offset_of!(AVSubtitleRect, linesize) - 56usize];
    [
        "Offset of field: AVSubtitleRect::flags",
    ][::core::mem::offset_of!(AVSubtitleRect, flags) - 72usize];
    [
        "Offset of field: AVSubtitleRect::type_",
    ][::core::mem::offset_of!(AVSubtitleRect, type_) - 76usize];
    [
        "Offset of field: AVSubtitleRect::text",
    ][::core::mem::offset_of!(AVSubtitleRect, text) - 80usize];
    [
        "Offset of field: AVSubtitleRect::ass",
    ][::core::mem::offset_of!(AVSubtitleRect, ass) - 88usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVSubtitle {
    pub format: u16,
    pub start_display_time: u32,
    pub end_display_time: u32,
    pub num_rects: ::core::ffi::c_uint,
    pub rects: *mut *mut AVSubtitleRect,
    pub pts: i64,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVSubtitle"][::core::mem::size_of::<AVSubtitle>() - 32usize];
    ["Alignment of AVSubtitle"][::core::mem::align_of::<AVSubtitle>() - 8usize];
    [
        "Offset of field: AVSubtitle::format",
    ][::core::mem::offset_of!(AVSubtitle, format) - 0usize];
    [
        "Offset of field: AVSubtitle::start_display_time",
    ][::core::mem::offset_of!(AVSubtitle, start_display_time) - 4usize];
    [
        "Offset of field: AVSubtitle::end_display_time",
    ][::core::mem::offset_of!(AVSubtitle, end_display_time) - 8usize];
    [
        "Offset of field: AVSubtitle::num_rects",
    ][::core::mem::offset_of!(AVSubtitle, num_rects) - 12usize];
    [
        "Offset of field: AVSubtitle::rects",
    ][::core::mem::offset_of!(AVSubtitle, rects) - 16usize];
    [
        "Offset of field: AVSubtitle::pts",
    ][::core::mem::offset_of!(AVSubtitle, pts) - 24usize];
};
pub const AV_CODEC_CONFIG_PIX_FORMAT: AVCodecConfig = 0;
pub const AV_CODEC_CONFIG_FRAME_RATE: AVCodecConfig = 1;
pub const AV_CODEC_CONFIG_SAMPLE_RATE: AVCodecConfig = 2;
pub const AV_CODEC_CONFIG_SAMPLE_FORMAT: AVCodecConfig = 3;
pub const AV_CODEC_CONFIG_CHANNEL_LAYOUT: AVCodecConfig = 4;
pub const AV_CODEC_CONFIG_COLOR_RANGE: AVCodecConfig = 5;
pub const AV_CODEC_CONFIG_COLOR_SPACE: AVCodecConfig = 6;
pub const AV_CODEC_CONFIG_ALPHA_MODE: AVCodecConfig = 7;
pub type AVCodecConfig = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVIOInterruptCB {
    pub callback: ::core::option::Option<
        unsafe extern "C" fn(arg1: *mut ::core::ffi::c_void) -> ::core::ffi::c_int,
    >,
    pub opaque: *mut ::core::ffi::c_void,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVIOInterruptCB"][::core::mem::size_of::<AVIOInterruptCB>() - 16usize];
    [
        "Alignment of AVIOInterruptCB",
    ][::core::mem::align_of::<AVIOInterruptCB>() - 8usize];
    [
        "Offset of field: AVIOInterruptCB::callback",
    ][::core::mem::offset_of!(AVIOInterruptCB, callback) - 0usize];
    [
        "Offset of field: AVIOInterruptCB::opaque",
    ][::core::mem::offset_of!(AVIOInterruptCB, opaque) - 8usize];
};
pub const AVIO_DATA_MARKER_HEADER: AVIODataMarkerType = 0;
pub const AVIO_DATA_MARKER_SYNC_POINT: AVIODataMarkerType = 1;
pub const AVIO_DATA_MARKER_BOUNDARY_POINT: AVIODataMarkerType = 2;
pub const AVIO_DATA_MARKER_UNKNOWN: AVIODataMarkerType = 3;
pub const AVIO_DATA_MARKER_TRAILER: AVIODataMarkerType = 4;
pub const AVIO_DATA_MARKER_FLUSH_POINT: AVIODataMarkerType = 5;
pub type AVIODataMarkerType = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVIOContext {
    pub av_class: *const AVClass,
    pub buffer: *mut ::core::ffi::c_uchar,
    pub buffer_size: ::core::ffi::c_int,
    pub buf_ptr: *mut ::core::ffi::c_uchar,
    pub buf_end: *mut ::core::ffi::c_uchar,
    pub opaque: *mut ::core::ffi::c_void,
    pub read_packet: ::core::option::Option<
        unsafe extern "C" fn(
            opaque: *mut ::core::ffi::c_void,
            buf: *mut u8,
            buf_size: ::core::ffi::c_int,
        ) -> ::core::ffi::c_int,
    >,
    pub write_packet: ::core::option::Option<
        unsafe extern "C" fn(
            opaque: *mut ::core::ffi::c_void,
            buf: *const u8,
            buf_size: ::core::ffi::c_int,
        ) -> ::core::ffi::c_int,
    >,
    pub seek: ::core::option::Option<
        unsafe extern "C" fn(
            opaque: *mut ::core::ffi::c_void,
            offset: i64,
            whence: ::core::ffi::c_int,
        ) -> i64,
    >,
    pub pos: i64,
    pub eof_reached: ::core::ffi::c_int,
    pub error: ::core::ffi::c_int,
    pub write_flag: ::core::ffi::c_int,
    pub max_packet_size: ::core::ffi::c_int,
    pub min_packet_size: ::core::ffi::c_int,
    pub checksum: ::core::ffi::c_ulong,
    pub checksum_ptr: *mut ::core::ffi::c_uchar,
    pub update_checksum: ::core::option::Option<
        unsafe extern "C" fn(
            checksum: ::core::ffi::c_ulong,
            buf: *const u8,
            size: ::core::ffi::c_uint,
        ) -> ::core::ffi::c_ulong,
    >,
    pub read_pause: ::core::option::Option<
        unsafe extern "C" fn(
            opaque: *mut ::core::ffi::c_void,
            pause: ::core::ffi::c_int,
        ) -> ::core::ffi::c_int,
    >,
    pub read_seek: ::core::option::Option<
        unsafe extern "C" fn(
            opaque: *mut ::core::ffi::c_void,
            stream_index: ::core::ffi::c_int,
            timestamp: i64,
            flags: ::core::ffi::c_int,
        ) -> i64,
    >,
    pub seekable: ::core::ffi::c_int,
    pub direct: ::core::ffi::c_int,
    pub protocol_whitelist: *const ::core::ffi::c_char,
    pub protocol_blacklist: *const ::core::ffi::c_char,
    pub write_data_type: ::core::option::Option<
        unsafe extern "C" fn(
            opaque: *mut ::core::ffi::c_void,
            buf: *const u8,
            buf_size: ::core::ffi::c_int,
            type_: AVIODataMarkerType,
            time: i64,
        ) -> ::core::ffi::c_int,
    >,
    pub ignore_boundary_point: ::core::ffi::c_int,
    pub buf_ptr_max: *mut ::core::ffi::c_uchar,
    pub bytes_read: i64,
    pub bytes_written: i64,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVIOContext"][::core::mem::size_of::<AVIOContext>() - 208usize];
    ["Alignment of AVIOContext"][::core::mem::align_of::<AVIOContext>() - 8usize];
    [
        "Offset of field: AVIOContext::av_class",
    ][::core::mem::offset_of!(AVIOContext, av_class) - 0usize];
    [
        "Offset of field: AVIOContext::buffer",
    ][::core::mem::offset_of!(AVIOContext, buffer) - 8usize];
    [
        "Offset of field: AVIOContext::buffer_size",
    ][::core::mem::offset_of!(AVIOContext, buffer_size) - 16usize];
    [
        "Offset of field: AVIOContext::buf_ptr",
    ][::core::mem::offset_of!(AVIOContext, buf_ptr) - 24usize];
    [
        "Offset of field: AVIOContext::buf_end",
    ][::core::mem::offset_of!(AVIOContext, buf_end) - 32usize];
    [
        "Offset of field: AVIOContext::opaque",
    ][::core::mem::offset_of!(AVIOContext, opaque) - 40usize];
    [
        "Offset of field: AVIOContext::read_packet",
    ][::core::mem::offset_of!(AVIOContext, read_packet) - 48usize];
    [
        "Offset of field: AVIOContext::write_packet",
    ][::core::mem::offset_of!(AVIOContext, write_packet) - 56usize];
    [
        "Offset of field: AVIOContext::seek",
    ][::core::mem::offset_of!(AVIOContext, seek) - 64usize];
    [
        "Offset of field: AVIOContext::pos",
    ][::core::mem::offset_of!(AVIOContext, pos) - 72usize];
    [
        "Offset of field: AVIOContext::eof_reached",
    ][::core::mem::offset_of!(AVIOContext, eof_reached) - 80usize];
    [
        "Offset of field: AVIOContext::error",
    ][::core::mem::offset_of!(AVIOContext, error) - 84usize];
    [
        "Offset of field: AVIOContext::write_flag",
    ][::core::mem::offset_of!(AVIOContext, write_flag) - 88usize];
    [
        "Offset of field: AVIOContext::max_packet_size",
    ][::core::mem::offset_of!(AVIOContext, max_packet_size) - 92usize];
    [
        "Offset of field: AVIOContext::min_packet_size",
    ][::core::mem::offset_of!(AVIOContext, min_packet_size) - 96usize];
    [
        "Offset of field: AVIOContext::checksum",
    ][::core::mem::offset_of!(AVIOContext, checksum) - 104usize];
    [
        "Offset of field: AVIOContext::checksum_ptr",
    ][::core::mem::offset_of!(AVIOContext, checksum_ptr) - 112usize];
    [
        "Offset of field: AVIOContext::update_checksum",
    ][::core::mem::offset_of!(AVIOContext, update_checksum) - 120usize];
    [
        "Offset of field: AVIOContext::read_pause",
    ][::core::mem::offset_of!(AVIOContext, read_pause) - 128usize];
    [
        "Offset of field: AVIOContext::read_seek",
    ][::core::mem::offset_of!(AVIOContext, read_seek) - 136usize];
    [
        "Offset of field: AVIOContext::seekable",
    ][::core::mem::offset_of!(AVIOContext, seekable) - 144usize];
    [
        "Offset of field: AVIOContext::direct",
    ][::core::mem::offset_of!(AVIOContext, direct) - 148usize];
    [
        "Offset of field: AVIOContext::protocol_whitelist",
    ][::core::mem::offset_of!(AVIOContext, protocol_whitelist) - 152usize];
    [
        "Offset of field: AVIOContext::protocol_blacklist",
    ][::core::mem::offset_of!(AVIOContext, protocol_blacklist) - 160usize];
    [
        "Offset of field: AVIOContext::write_data_type",
    ][::core::mem::offset_of!(AVIOContext, write_data_type) - 168usize];
    [
        "Offset of field: AVIOContext::ignore_boundary_point",
    ][::core::mem::offset_of!(AVIOContext, ignore_boundary_point) - 176usize];
    [
        "Offset of field: AVIOContext::buf_ptr_max",
    ][::core::mem::offset_of!(AVIOContext, buf_ptr_max) - 184usize];
    [
        "Offset of field: AVIOContext::bytes_read",
    ][::core::mem::offset_of!(AVIOContext, bytes_read) - 192usize];
    [
        "Offset of field: AVIOContext::bytes_written",
    ][::core::mem::offset_of!(AVIOContext, bytes_written) - 200usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVCodecTag {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVOutputFormat {
    pub name: *const ::core::ffi::c_char,
    pub long_name: *const ::core::ffi::c_char,
    pub mime_type: *const ::core::ffi::c_char,
    pub extensions: *const ::core::ffi::c_char,
    pub audio_codec: AVCodecID,
    pub video_codec: AVCodecID,
    pub subtitle_codec: AVCodecID,
    pub flags: ::core::ffi::c_int,
    pub codec_tag: *const *const AVCodecTag,
    pub priv_class: *const AVClass,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVOutputFormat"][::core::mem::size_of::<AVOutputFormat>() - 64usize];
    ["Alignment of AVOutputFormat"][::core::mem::align_of::<AVOutputFormat>() - 8usize];
    [
        "Offset of field: AVOutputFormat::name",
    ][::core::mem::offset_of!(AVOutputFormat, name) - 0usize];
    [
        "Offset of field: AVOutputFormat::long_name",
    ][::core::mem::offset_of!(AVOutputFormat, long_name) - 8usize];
    [
        "Offset of field: AVOutputFormat::mime_type",
    ][::core::mem::offset_of!(AVOutputFormat, mime_type) - 16usize];
    [
        "Offset of field: AVOutputFormat::extensions",
    ][::core::mem::offset_of!(AVOutputFormat, extensions) - 24usize];
    [
        "Offset of field: AVOutputFormat::audio_codec",
    ][::core::mem::offset_of!(AVOutputFormat, audio_codec) - 32usize];
    [
        "Offset of field: AVOutputFormat::video_codec",
    ][::core::mem::offset_of!(AVOutputFormat, video_codec) - 36usize];
    [
        "Offset of field: AVOutputFormat::subtitle_codec",
    ][::core::mem::offset_of!(AVOutputFormat, subtitle_codec) - 40usize];
    [
        "Offset of field: AVOutputFormat::flags",
    ][::core::mem::offset_of!(AVOutputFormat, flags) - 44usize];
    [
        "Offset of field: AVOutputFormat::codec_tag",
    ][::core::mem::offset_of!(AVOutputFormat, codec_tag) - 48usize];
    [
        "Offset of field: AVOutputFormat::priv_class",
    ][::core::mem::offset_of!(AVOutputFormat, priv_class) - 56usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVInputFormat {
    pub name: *const ::core::ffi::c_char,
    pub long_name: *const ::core::ffi::c_char,
    pub flags: ::core::ffi::c_int,
    pub extensions: *const ::core::ffi::c_char,
    pub codec_tag: *const *const AVCodecTag,
    pub priv_class: *const AVClass,
    pub mime_type: *const ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVInputFormat"][::core::mem::size_of::<AVInputFormat>() - 56usize];
    ["Alignment of AVInputFormat"][::core::mem::align_of::<AVInputFormat>() - 8usize];
    [
        "Offset of field: AVInputFormat::name",
    ][::core::mem::offset_of!(AVInputFormat, name) - 0usize];
    [
        "Offset of field: AVInputFormat::long_name",
    ][::core::mem::offset_of!(AVInputFormat, long_name) - 8usize];
    [
        "Offset of field: AVInputFormat::flags",
    ][::core::mem::offset_of!(AVInputFormat, flags) - 16usize];
    [
        "Offset of field: AVInputFormat::extensions",
    ][::core::mem::offset_of!(AVInputFormat, extensions) - 24usize];
    [
        "Offset of field: AVInputFormat::codec_tag",
    ][::core::mem::offset_of!(AVInputFormat, codec_tag) - 32usize];
    [
        "Offset of field: AVInputFormat::priv_class",
    ][::core::mem::offset_of!(AVInputFormat, priv_class) - 40usize];
    [
        "Offset of field: AVInputFormat::mime_type",
    ][::core::mem::offset_of!(AVInputFormat, mime_type) - 48usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVIndexEntry {
    pub pos: i64,
    pub timestamp: i64,
    pub _bitfield_align_1: [u32; 0],
    pub _bitfield_1: __BindgenBitfieldUnit<[u8; 4usize]>,
    pub min_distance: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVIndexEntry"][::core::mem::size_of::<AVIndexEntry>() - 24usize];
    ["Alignment of AVIndexEntry"][::core::mem::align_of::<AVIndexEntry>() - 8usize];
    [
        "Offset of field: AVIndexEntry::pos",
    ][::core::mem::offset_of!(AVIndexEntry, pos) - 0usize];
    [
        "Offset of field: AVIndexEntry::timestamp",
    ][::core::mem::offset_of!(AVIndexEntry, timestamp) - 8usize];
    [
        "Offset of field: AVIndexEntry::min_distance",
    ][::core::mem::offset_of!(AVIndexEntry, min_distance) - 20usize];
};
impl AVIndexEntry {
    #[inline]
    pub fn flags(&self) -> ::core::ffi::c_int {
        unsafe { ::core::mem::transmute(self._bitfield_1.get(0usize, 2u8) as u32) }
    }
    #[inline]
    pub fn set_flags(&mut self, val: ::core::ffi::c_int) {
        unsafe {
            let val: u32 = ::core::mem::transmute(val);
            self._bitfield_1.set(0usize, 2u8, val as u64)
        }
    }
    #[inline]
    pub unsafe fn flags_raw(this: *const Self) -> ::core::ffi::c_int {
        unsafe {
            ::core::mem::transmute(
                <__BindgenBitfieldUnit<
                    [u8; 4usize],
                >>::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 0usize, 2u8)
                    as u32,
            )
        }
    }
    #[inline]
    pub unsafe fn set_flags_raw(this: *mut Self, val: ::core::ffi::c_int) {
        unsafe {
            let val: u32 = ::core::mem::transmute(val);
            <__BindgenBitfieldUnit<
                [u8; 4usize],
            >>::raw_set(
                ::core::ptr::addr_of_mut!((*this)._bitfield_1),
                0usize,
                2u8,
                val as u64,
            )
        }
    }
    #[inline]
    pub fn size(&self) -> ::core::ffi::c_int {
        unsafe { ::core::mem::transmute(self._bitfield_1.get(2usize, 30u8) as u32) }
    }
    #[inline]
    pub fn set_size(&mut self, val: ::core::ffi::c_int) {
        unsafe {
            let val: u32 = ::core::mem::transmute(val);
            self._bitfield_1.set(2usize, 30u8, val as u64)
        }
    }
    #[inline]
    pub unsafe fn size_raw(this: *const Self) -> ::core::ffi::c_int {
        unsafe {
            ::core::mem::transmute(
                <__BindgenBitfieldUnit<
                    [u8; 4usize],
                >>::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 2usize, 30u8)
                    as u32,
            )
        }
    }
    #[inline]
    pub unsafe fn set_size_raw(this: *mut Self, val: ::core::ffi::c_int) {
        unsafe {
            let val: u32 = ::core::mem::transmute(val);
            <__BindgenBitfieldUnit<
                [u8; 4usize],
            >>::raw_set(
                ::core::ptr::addr_of_mut!((*this)._bitfield_1),
                2usize,
                30u8,
                val as u64,
            )
        }
    }
    #[inline]
    pub fn new_bitfield_1(
        flags: ::core::ffi::c_int,
        size: ::core::ffi::c_int,
    ) -> __BindgenBitfieldUnit<[u8; 4usize]> {
        let mut __bindgen_bitfield_unit: __BindgenBitfieldUnit<[u8; 4usize]> = Default::default();
        __bindgen_bitfield_unit
            .set(
                0usize,
                2u8,
                {
                    let flags: u32 = unsafe { ::core::mem::transmute(flags) };
                    flags as u64
                },
            );
        __bindgen_bitfield_unit
            .set(
                2usize,
                30u8,
                {
                    let size: u32 = unsafe { ::core::mem::transmute(size) };
                    size as u64
                },
            );
        __bindgen_bitfield_unit
    }
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVStream {
    pub av_class: *const AVClass,
    pub index: ::core::ffi::c_int,
    pub id: ::core::ffi::c_int,
    pub codecpar: *mut AVCodecParameters,
    pub priv_data: *mut ::core::ffi::c_void,
    pub time_base: AVRational,
    pub start_time: i64,
    pub duration: i64,
    pub nb_frames: i64,
    pub disposition: ::core::ffi::c_int,
    pub discard: AVDiscard,
    pub sample_aspect_ratio: AVRational,
    pub metadata: *mut AVDictionary,
    pub avg_frame_rate: AVRational,
    pub attached_pic: AVPacket,
    pub event_flags: ::core::ffi::c_int,
    pub r_frame_rate: AVRational,
    pub pts_wrap_bits: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVStream"][::core::mem::size_of::<AVStream>() - 216usize];
    ["Alignment of AVStream"][::core::mem::align_of::<AVStream>() - 8usize];
    [
        "Offset of field: AVStream::av_class",
    ][::core::mem::offset_of!(AVStream, av_class) - 0usize];
    [
        "Offset of field: AVStream::index",
    ][::core::mem::offset_of!(AVStream, index) - 8usize];
    ["Offset of field: AVStream::id"][::core::mem::offset_of!(AVStream, id) - 12usize];
    [
        "Offset of field: AVStream::codecpar",
    ][::core::mem::offset_of!(AVStream, codecpar) - 16usize];
    [
        "Offset of field: AVStream::priv_data",
    ][::core::mem::offset_of!(AVStream, priv_data) - 24usize];
    [
        "Offset of field: AVStream::time_base",
    ][::core::mem::offset_of!(AVStream, time_base) - 32usize];
    [
        "Offset of field: AVStream::start_time",
    ][::core::mem::offset_of!(AVStream, start_time) - 40usize];
    [
        "Offset of field: AVStream::duration",
    ][::core::mem::offset_of!(AVStream, duration) - 48usize];
    [
        "Offset of field: AVStream::nb_frames",
    ][::core::mem::offset_of!(AVStream, nb_frames) - 56usize];
    [
        "Offset of field: AVStream::disposition",
    ][::core::mem::offset_of!(AVStream, disposition) - 64usize];
    [
        "Offset of field: AVStream::discard",
    ][::core::mem::offset_of!(AVStream, discard) - 68usize];
    [
        "Offset of field: AVStream::sample_aspect_ratio",
    ][::core::mem::offset_of!(AVStream, sample_aspect_ratio) - 72usize];
    [
        "Offset of field: AVStream::metadata",
    ][::core::mem::offset_of!(AVStream, metadata) - 80usize];
    [
        "Offset of field: AVStream::avg_frame_rate",
    ][::core::mem::offset_of!(AVStream, avg_frame_rate) - 88usize];
    [
        "Offset of field: AVStream::attached_pic",
    ][::core::mem::offset_of!(AVStream, attached_pic) - 96usize];
    [
        "Offset of field: AVStream::event_flags",
    ][::core::mem::offset_of!(AVStream, event_flags) - 200usize];
    [
        "Offset of field: AVStream::r_frame_rate",
    ][::core::mem::offset_of!(AVStream, r_frame_rate) - 204usize];
    [
        "Offset of field: AVStream::pts_wrap_bits",
    ][::core::mem::offset_of!(AVStream, pts_wrap_bits) - 212usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVStreamGroupTileGrid {
    pub av_class: *const AVClass,
    pub nb_tiles: ::core::ffi::c_uint,
    pub coded_width: ::core::ffi::c_int,
    pub coded_height: ::core::ffi::c_int,
    pub offsets: *mut AVStreamGroupTileGrid__bindgen_ty_1,
    pub background: [u8; 4usize],
    pub horizontal_offset: ::core::ffi::c_int,
    pub vertical_offset: ::core::ffi::c_int,
    pub width: ::core::ffi::c_int,
    pub height: ::core::ffi::c_int,
    pub coded_side_data: *mut AVPacketSideData,
    pub nb_coded_side_data: ::core::ffi::c_int,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVStreamGroupTileGrid__bindgen_ty_1 {
    pub idx: ::core::ffi::c_uint,
    pub horizontal: ::core::ffi::c_int,
    pub vertical: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVStreamGroupTileGrid__bindgen_ty_1",
    ][::core::mem::size_of::<AVStreamGroupTileGrid__bindgen_ty_1>() - 12usize];
    [
        "Alignment of AVStreamGroupTileGrid__bindgen_ty_1",
    ][::core::mem::align_of::<AVStreamGroupTileGrid__bindgen_ty_1>() - 4usize];
    [
        "Offset of field: AVStreamGroupTileGrid__bindgen_ty_1::idx",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid__bindgen_ty_1, idx) - 0usize];
    [
        "Offset of field: AVStreamGroupTileGrid__bindgen_ty_1::horizontal",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid__bindgen_ty_1, horizontal) - 4usize];
    [
        "Offset of field: AVStreamGroupTileGrid__bindgen_ty_1::vertical",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid__bindgen_ty_1, vertical) - 8usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVStreamGroupTileGrid",
    ][::core::mem::size_of::<AVStreamGroupTileGrid>() - 72usize];
    [
        "Alignment of AVStreamGroupTileGrid",
    ][::core::mem::align_of::<AVStreamGroupTileGrid>() - 8usize];
    [
        "Offset of field: AVStreamGroupTileGrid::av_class",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, av_class) - 0usize];
    [
        "Offset of field: AVStreamGroupTileGrid::nb_tiles",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, nb_tiles) - 8usize];
    [
        "Offset of field: AVStreamGroupTileGrid::coded_width",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, coded_width) - 12usize];
    [
        "Offset of field: AVStreamGroupTileGrid::coded_height",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, coded_height) - 16usize];
    [
        "Offset of field: AVStreamGroupTileGrid::offsets",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, offsets) - 24usize];
    [
        "Offset of field: AVStreamGroupTileGrid::background",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, background) - 32usize];
    [
        "Offset of field: AVStreamGroupTileGrid::horizontal_offset",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, horizontal_offset) - 36usize];
    [
        "Offset of field: AVStreamGroupTileGrid::vertical_offset",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, vertical_offset) - 40usize];
    [
        "Offset of field: AVStreamGroupTileGrid::width",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, width) - 44usize];
    [
        "Offset of field: AVStreamGroupTileGrid::height",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, height) - 48usize];
    [
        "Offset of field: AVStreamGroupTileGrid::coded_side_data",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, coded_side_data) - 56usize];
    [
        "Offset of field: AVStreamGroupTileGrid::nb_coded_side_data",
    ][::core::mem::offset_of!(AVStreamGroupTileGrid, nb_coded_side_data) - 64usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVStreamGroupLayeredVideo {
    pub av_class: *const AVClass,
    pub __bindgen_anon_1: AVStreamGroupLayeredVideo__bindgen_ty_1,
    pub width: ::core::ffi::c_int,
    pub height: ::core::ffi::c_int,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union AVStreamGroupLayeredVideo__bindgen_ty_1 {
    pub el_index: ::core::ffi::c_uint,
    pub lcevc_index: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVStreamGroupLayeredVideo__bindgen_ty_1",
    ][::core::mem::size_of::<AVStreamGroupLayeredVideo__bindgen_ty_1>() - 4usize];
    [
        "Alignment of AVStreamGroupLayeredVideo__bindgen_ty_1",
    ][::core::mem::align_of::<AVStreamGroupLayeredVideo__bindgen_ty_1>() - 4usize];
    [
        "Offset of field: AVStreamGroupLayeredVideo__bindgen_ty_1::el_index",
    ][::core::mem::offset_of!(AVStreamGroupLayeredVideo__bindgen_ty_1, el_index)
        - 0usize];
    [
        "Offset of field: AVStreamGroupLayeredVideo__bindgen_ty_1::lcevc_index",
    ][::core::mem::offset_of!(AVStreamGroupLayeredVideo__bindgen_ty_1, lcevc_index)
        - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVStreamGroupLayeredVideo",
    ][::core::mem::size_of::<AVStreamGroupLayeredVideo>() - 24usize];
    [
        "Alignment of AVStreamGroupLayeredVideo",
    ][::core::mem::align_of::<AVStreamGroupLayeredVideo>() - 8usize];
    [
        "Offset of field: AVStreamGroupLayeredVideo::av_class",
    ][::core::mem::offset_of!(AVStreamGroupLayeredVideo, av_class) - 0usize];
    [
        "Offset of field: AVStreamGroupLayeredVideo::width",
    ][::core::mem::offset_of!(AVStreamGroupLayeredVideo, width) - 12usize];
    [
        "Offset of field: AVStreamGroupLayeredVideo::height",
    ][::core::mem::offset_of!(AVStreamGroupLayeredVideo, height) - 16usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVStreamGroupTREF {
    pub av_class: *const AVClass,
    pub metadata_index: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVStreamGroupTREF"][::core::mem::size_of::<AVStreamGroupTREF>() - 16usize];
    [
        "Alignment of AVStreamGroupTREF",
    ][::core::mem::align_of::<AVStreamGroupTREF>() - 8usize];
    [
        "Offset of field: AVStreamGroupTREF::av_class",
    ][::core::mem::offset_of!(AVStreamGroupTREF, av_class) - 0usize];
    [
        "Offset of field: AVStreamGroupTREF::metadata_index",
    ][::core::mem::offset_of!(AVStreamGroupTREF, metadata_index) - 8usize];
};
pub const AV_STREAM_GROUP_PARAMS_NONE: AVStreamGroupParamsType = 0;
pub const AV_STREAM_GROUP_PARAMS_IAMF_AUDIO_ELEMENT: AVStreamGroupParamsType = 1;
pub const AV_STREAM_GROUP_PARAMS_IAMF_MIX_PRESENTATION: AVStreamGroupParamsType = 2;
pub const AV_STREAM_GROUP_PARAMS_TILE_GRID: AVStreamGroupParamsType = 3;
pub const AV_STREAM_GROUP_PARAMS_LCEVC: AVStreamGroupParamsType = 4;
pub const AV_STREAM_GROUP_PARAMS_TREF: AVStreamGroupParamsType = 5;
pub const AV_STREAM_GROUP_PARAMS_DOLBY_VISION: AVStreamGroupParamsType = 6;
pub type AVStreamGroupParamsType = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVIAMFAudioElement {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVIAMFMixPresentation {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVStreamGroup {
    pub av_class: *const AVClass,
    pub priv_data: *mut ::core::ffi::c_void,
    pub index: ::core::ffi::c_uint,
    pub id: i64,
    pub type_: AVStreamGroupParamsType,
    pub params: AVStreamGroup__bindgen_ty_1,
    pub metadata: *mut AVDictionary,
    pub nb_streams: ::core::ffi::c_uint,
    pub streams: *mut *mut AVStream,
    pub disposition: ::core::ffi::c_int,
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union AVStreamGroup__bindgen_ty_1 {
    pub iamf_audio_element: *mut AVIAMFAudioElement,
    pub iamf_mix_presentation: *mut AVIAMFMixPresentation,
    pub tile_grid: *mut AVStreamGroupTileGrid,
    pub layered_video: *mut AVStreamGroupLayeredVideo,
    pub lcevc: *mut AVStreamGroupLayeredVideo,
    pub tref: *mut AVStreamGroupTREF,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVStreamGroup__bindgen_ty_1",
    ][::core::mem::size_of::<AVStreamGroup__bindgen_ty_1>() - 8usize];
    [
        "Alignment of AVStreamGroup__bindgen_ty_1",
    ][::core::mem::align_of::<AVStreamGroup__bindgen_ty_1>() - 8usize];
    [
        "Offset of field: AVStreamGroup__bindgen_ty_1::iamf_audio_element",
    ][::core::mem::offset_of!(AVStreamGroup__bindgen_ty_1, iamf_audio_element) - 0usize];
    [
        "Offset of field: AVStreamGroup__bindgen_ty_1::iamf_mix_presentation",
    ][::core::mem::offset_of!(AVStreamGroup__bindgen_ty_1, iamf_mix_presentation)
        - 0usize];
    [
        "Offset of field: AVStreamGroup__bindgen_ty_1::tile_grid",
    ][::core::mem::offset_of!(AVStreamGroup__bindgen_ty_1, tile_grid) - 0usize];
    [
        "Offset of field: AVStreamGroup__bindgen_ty_1::layered_video",
    ][::core::mem::offset_of!(AVStreamGroup__bindgen_ty_1, layered_video) - 0usize];
    [
        "Offset of field: AVStreamGroup__bindgen_ty_1::lcevc",
    ][::core::mem::offset_of!(AVStreamGroup__bindgen_ty_1, lcevc) - 0usize];
    [
        "Offset of field: AVStreamGroup__bindgen_ty_1::tref",
    ][::core::mem::offset_of!(AVStreamGroup__bindgen_ty_1, tref) - 0usize];
};
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVStreamGroup"][::core::mem::size_of::<AVStreamGroup>() - 80usize];
    ["Alignment of AVStreamGroup"][::core::mem::align_of::<AVStreamGroup>() - 8usize];
    [
        "Offset of field: AVStreamGroup::av_class",
    ][::core::mem::offset_of!(AVStreamGroup, av_class) - 0usize];
    [
        "Offset of field: AVStreamGroup::priv_data",
    ][::core::mem::offset_of!(AVStreamGroup, priv_data) - 8usize];
    [
        "Offset of field: AVStreamGroup::index",
    ][::core::mem::offset_of!(AVStreamGroup, index) - 16usize];
    [
        "Offset of field: AVStreamGroup::id",
    ][::core::mem::offset_of!(AVStreamGroup, id) - 24usize];
    [
        "Offset of field: AVStreamGroup::type_",
    ][::core::mem::offset_of!(AVStreamGroup, type_) - 32usize];
    [
        "Offset of field: AVStreamGroup::params",
    ][::core::mem::offset_of!(AVStreamGroup, params) - 40usize];
    [
        "Offset of field: AVStreamGroup::metadata",
    ][::core::mem::offset_of!(AVStreamGroup, metadata) - 48usize];
    [
        "Offset of field: AVStreamGroup::nb_streams",
    ][::core::mem::offset_of!(AVStreamGroup, nb_streams) - 56usize];
    [
        "Offset of field: AVStreamGroup::streams",
    ][::core::mem::offset_of!(AVStreamGroup, streams) - 64usize];
    [
        "Offset of field: AVStreamGroup::disposition",
    ][::core::mem::offset_of!(AVStreamGroup, disposition) - 72usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVProgram {
    pub id: ::core::ffi::c_int,
    pub flags: ::core::ffi::c_int,
    pub discard: AVDiscard,
    pub stream_index: *mut ::core::ffi::c_uint,
    pub nb_stream_indexes: ::core::ffi::c_uint,
    pub metadata: *mut AVDictionary,
    pub program_num: ::core::ffi::c_int,
    pub pmt_pid: ::core::ffi::c_int,
    pub pcr_pid: ::core::ffi::c_int,
    pub pmt_version: ::core::ffi::c_int,
    pub start_time: i64,
    pub end_time: i64,
    pub pts_wrap_reference: i64,
    pub pts_wrap_behavior: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVProgram"][::core::mem::size_of::<AVProgram>() - 88usize];
    ["Alignment of AVProgram"][::core::mem::align_of::<AVProgram>() - 8usize];
    ["Offset of field: AVProgram::id"][::core::mem::offset_of!(AVProgram, id) - 0usize];
    [
        "Offset of field: AVProgram::flags",
    ][::core::mem::offset_of!(AVProgram, flags) - 4usize];
    [
        "Offset of field: AVProgram::discard",
    ][::core::mem::offset_of!(AVProgram, discard) - 8usize];
    [
        "Offset of field: AVProgram::stream_index",
    ][::core::mem::offset_of!(AVProgram, stream_index) - 16usize];
    [
        "Offset of field: AVProgram::nb_stream_indexes",
    ][::core::mem::offset_of!(AVProgram, nb_stream_indexes) - 24usize];
    [
        "Offset of field: AVProgram::metadata",
    ][::core::mem::offset_of!(AVProgram, metadata) - 32usize];
    [
        "Offset of field: AVProgram::program_num",
    ][::core::mem::offset_of!(AVProgram, program_num) - 40usize];
    [
        "Offset of field: AVProgram::pmt_pid",
    ][::core::mem::offset_of!(AVProgram, pmt_pid) - 44usize];
    [
        "Offset of field: AVProgram::pcr_pid",
    ][::core::mem::offset_of!(AVProgram, pcr_pid) - 48usize];
    [
        "Offset of field: AVProgram::pmt_version",
    ][::core::mem::offset_of!(AVProgram, pmt_version) - 52usize];
    [
        "Offset of field: AVProgram::start_time",
    ][::core::mem::offset_of!(AVProgram, start_time) - 56usize];
    [
        "Offset of field: AVProgram::end_time",
    ][::core::mem::offset_of!(AVProgram, end_time) - 64usize];
    [
        "Offset of field: AVProgram::pts_wrap_reference",
    ][::core::mem::offset_of!(AVProgram, pts_wrap_reference) - 72usize];
    [
        "Offset of field: AVProgram::pts_wrap_behavior",
    ][::core::mem::offset_of!(AVProgram, pts_wrap_behavior) - 80usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVChapter {
    pub id: i64,
    pub time_base: AVRational,
    pub start: i64,
    pub end: i64,
    pub metadata: *mut AVDictionary,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVChapter"][::core::mem::size_of::<AVChapter>() - 40usize];
    ["Alignment of AVChapter"][::core::mem::align_of::<AVChapter>() - 8usize];
    ["Offset of field: AVChapter::id"][::core::mem::offset_of!(AVChapter, id) - 0usize];
    [
        "Offset of field: AVChapter::time_base",
    ][::core::mem::offset_of!(AVChapter, time_base) - 8usize];
    [
        "Offset of field: AVChapter::start",
    ][::core::mem::offset_of!(AVChapter, start) - 16usize];
    [
        "Offset of field: AVChapter::end",
    ][::core::mem::offset_of!(AVChapter, end) - 24usize];
    [
        "Offset of field: AVChapter::metadata",
    ][::core::mem::offset_of!(AVChapter, metadata) - 32usize];
};
pub type av_format_control_message = ::core::option::Option<
    unsafe extern "C" fn(
        s: *mut AVFormatContext,
        type_: ::core::ffi::c_int,
        data: *mut ::core::ffi::c_void,
        data_size: usize,
    ) -> ::core::ffi::c_int,
>;
pub const AVFMT_DURATION_FROM_PTS: AVDurationEstimationMethod = 0;
pub const AVFMT_DURATION_FROM_STREAM: AVDurationEstimationMethod = 1;
pub const AVFMT_DURATION_FROM_BITRATE: AVDurationEstimationMethod = 2;
pub type AVDurationEstimationMethod = ::core::ffi::c_uint;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFormatContext {
    pub av_class: *const AVClass,
    pub iformat: *const AVInputFormat,
    pub oformat: *const AVOutputFormat,
    pub priv_data: *mut ::core::ffi::c_void,
    pub pb: *mut AVIOContext,
    pub ctx_flags: ::core::ffi::c_int,
    pub nb_streams: ::core::ffi::c_uint,
    pub streams: *mut *mut AVStream,
    pub nb_stream_groups: ::core::ffi::c_uint,
    pub stream_groups: *mut *mut AVStreamGroup,
    pub nb_chapters: ::core::ffi::c_uint,
    pub chapters: *mut *mut AVChapter,
    pub url: *mut ::core::ffi::c_char,
    pub start_time: i64,
    pub duration: i64,
    pub bit_rate: i64,
    pub packet_size: ::core::ffi::c_uint,
    pub max_delay: ::core::ffi::c_int,
    pub flags: ::core::ffi::c_int,
    pub probesize: i64,
    pub max_analyze_duration: i64,
    pub key: *const u8,
    pub keylen: ::core::ffi::c_int,
    pub nb_programs: ::core::ffi::c_uint,
    pub programs: *mut *mut AVProgram,
    pub video_codec_id: AVCodecID,
    pub audio_codec_id: AVCodecID,
    pub subtitle_codec_id: AVCodecID,
    pub data_codec_id: AVCodecID,
    pub metadata: *mut AVDictionary,
    pub start_time_realtime: i64,
    pub fps_probe_size: ::core::ffi::c_int,
    pub error_recognition: ::core::ffi::c_int,
    pub interrupt_callback: AVIOInterruptCB,
    pub debug: ::core::ffi::c_int,
    pub max_streams: ::core::ffi::c_int,
    pub max_index_size: ::core::ffi::c_uint,
    pub max_picture_buffer: ::core::ffi::c_uint,
    pub max_interleave_delta: i64,
    pub max_ts_probe: ::core::ffi::c_int,
    pub max_chunk_duration: ::core::ffi::c_int,
    pub max_chunk_size: ::core::ffi::c_int,
    pub max_probe_packets: ::core::ffi::c_int,
    pub strict_std_compliance: ::core::ffi::c_int,
    pub event_flags: ::core::ffi::c_int,
    pub avoid_negative_ts: ::core::ffi::c_int,
    pub audio_preload: ::core::ffi::c_int,
    pub use_wallclock_as_timestamps: ::core::ffi::c_int,
    pub skip_estimate_duration_from_pts: ::core::ffi::c_int,
    pub avio_flags: ::core::ffi::c_int,
    pub duration_estimation_method: AVDurationEstimationMethod,
    pub skip_initial_bytes: i64,
    pub correct_ts_overflow: ::core::ffi::c_uint,
    pub seek2any: ::core::ffi::c_int,
    pub flush_packets: ::core::ffi::c_int,
    pub probe_score: ::core::ffi::c_int,
    pub format_probesize: ::core::ffi::c_int,
    pub codec_whitelist: *mut ::core::ffi::c_char,
    pub format_whitelist: *mut ::core::ffi::c_char,
    pub protocol_whitelist: *mut ::core::ffi::c_char,
    pub protocol_blacklist: *mut ::core::ffi::c_char,
    pub io_repositioned: ::core::ffi::c_int,
    pub video_codec: *const AVCodec,
    pub audio_codec: *const AVCodec,
    pub subtitle_codec: *const AVCodec,
    pub data_codec: *const AVCodec,
    pub metadata_header_padding: ::core::ffi::c_int,
    pub opaque: *mut ::core::ffi::c_void,
    pub control_message_cb: av_format_control_message,
    pub output_ts_offset: i64,
    pub dump_separator: *mut u8,
    pub io_open: ::core::option::Option<
        unsafe extern "C" fn(
            s: *mut AVFormatContext,
            pb: *mut *mut AVIOContext,
            url: *const ::core::ffi::c_char,
            flags: ::core::ffi::c_int,
            options: *mut *mut AVDictionary,
        ) -> ::core::ffi::c_int,
    >,
    pub io_close2: ::core::option::Option<
        unsafe extern "C" fn(
            s: *mut AVFormatContext,
            pb: *mut AVIOContext,
        ) -> ::core::ffi::c_int,
    >,
    pub duration_probesize: i64,
    pub name: *mut ::core::ffi::c_char,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFormatContext"][::core::mem::size_of::<AVFormatContext>() - 480usize];
    [
        "Alignment of AVFormatContext",
    ][::core::mem::align_of::<AVFormatContext>() - 8usize];
    [
        "Offset of field: AVFormatContext::av_class",
    ][::core::mem::offset_of!(AVFormatContext, av_class) - 0usize];
    [
        "Offset of field: AVFormatContext::iformat",
    ][::core::mem::offset_of!(AVFormatContext, iformat) - 8usize];
    [
        "Offset of field: AVFormatContext::oformat",
    ][::core::mem::offset_of!(AVFormatContext, oformat) - 16usize];
    [
        "Offset of field: AVFormatContext::priv_data",
    ][::core::mem::offset_of!(AVFormatContext, priv_data) - 24usize];
    [
        "Offset of field: AVFormatContext::pb",
    ][::core::mem::offset_of!(AVFormatContext, pb) - 32usize];
    [
        "Offset of field: AVFormatContext::ctx_flags",
    ][::core::mem::offset_of!(AVFormatContext, ctx_flags) - 40usize];
    [
        "Offset of field: AVFormatContext::nb_streams",
    ][::core::mem::offset_of!(AVFormatContext, nb_streams) - 44usize];
    [
        "Offset of field: AVFormatContext::streams",
    ][::core::mem::offset_of!(AVFormatContext, streams) - 48usize];
    [
        "Offset of field: AVFormatContext::nb_stream_groups",
    ][::core::mem::offset_of!(AVFormatContext, nb_stream_groups) - 56usize];
    [
        "Offset of field: AVFormatContext::stream_groups",
    ][::core::mem::offset_of!(AVFormatContext, stream_groups) - 64usize];
    [
        "Offset of field: AVFormatContext::nb_chapters",
    ][::core::mem::offset_of!(AVFormatContext, nb_chapters) - 72usize];
    [
        "Offset of field: AVFormatContext::chapters",
    ][::core::mem::offset_of!(AVFormatContext, chapters) - 80usize];
    [
        "Offset of field: AVFormatContext::url",
    ][::core::mem::offset_of!(AVFormatContext, url) - 88usize];
    [
        "Offset of field: AVFormatContext::start_time",
    ][::core::mem::offset_of!(AVFormatContext, start_time) - 96usize];
    [
        "Offset of field: AVFormatContext::duration",
    ][::core::mem::offset_of!(AVFormatContext, duration) - 104usize];
    [
        "Offset of field: AVFormatContext::bit_rate",
    ][::core::mem::offset_of!(AVFormatContext, bit_rate) - 112usize];
    [
        "Offset of field: AVFormatContext::packet_size",
    ][::core::mem::offset_of!(AVFormatContext, packet_size) - 120usize];
    [
        "Offset of field: AVFormatContext::max_delay",
    ][::core::mem::offset_of!(AVFormatContext, max_delay) - 124usize];
    [
        "Offset of field: AVFormatContext::flags",
    ][::core::mem::offset_of!(AVFormatContext, flags) - 128usize];
    [
        "Offset of field: AVFormatContext::probesize",
    ][::core::mem::offset_of!(AVFormatContext, probesize) - 136usize];
    [
        "Offset of field: AVFormatContext::max_analyze_duration",
    ][::core::mem::offset_of!(AVFormatContext, max_analyze_duration) - 144usize];
    [
        "Offset of field: AVFormatContext::key",
    ][::core::mem::offset_of!(AVFormatContext, key) - 152usize];
    [
        "Offset of field: AVFormatContext::keylen",
    ][::core::mem::offset_of!(AVFormatContext, keylen) - 160usize];
    [
        "Offset of field: AVFormatContext::nb_programs",
    ][::core::mem::offset_of!(AVFormatContext, nb_programs) - 164usize];
    [
        "Offset of field: AVFormatContext::programs",
    ][::core::mem::offset_of!(AVFormatContext, programs) - 168usize];
    [
        "Offset of field: AVFormatContext::video_codec_id",
    ][::core::mem::offset_of!(AVFormatContext, video_codec_id) - 176usize];
    [
        "Offset of field: AVFormatContext::audio_codec_id",
    ][::core::mem::offset_of!(AVFormatContext, audio_codec_id) - 180usize];
    [
        "Offset of field: AVFormatContext::subtitle_codec_id",
    ][::core::mem::offset_of!(AVFormatContext, subtitle_codec_id) - 184usize];
    [
        "Offset of field: AVFormatContext::data_codec_id",
    ][::core::mem::offset_of!(AVFormatContext, data_codec_id) - 188usize];
    [
        "Offset of field: AVFormatContext::metadata",
    ][::core::mem::offset_of!(AVFormatContext, metadata) - 192usize];
    [
        "Offset of field: AVFormatContext::start_time_realtime",
    ][::core::mem::offset_of!(AVFormatContext, start_time_realtime) - 200usize];
    [
        "Offset of field: AVFormatContext::fps_probe_size",
    ][::core::mem::offset_of!(AVFormatContext, fps_probe_size) - 208usize];
    [
        "Offset of field: AVFormatContext::error_recognition",
    ][::core::mem::offset_of!(AVFormatContext, error_recognition) - 212usize];
    [
        "Offset of field: AVFormatContext::interrupt_callback",
    ][::core::mem::offset_of!(AVFormatContext, interrupt_callback) - 216usize];
    [
        "Offset of field: AVFormatContext::debug",
    ][::core::mem::offset_of!(AVFormatContext, debug) - 232usize];
    [
        "Offset of field: AVFormatContext::max_streams",
    ][::core::mem::offset_of!(AVFormatContext, max_streams) - 236usize];
    [
        "Offset of field: AVFormatContext::max_index_size",
    ][::core::mem::offset_of!(AVFormatContext, max_index_size) - 240usize];
    [
        "Offset of field: AVFormatContext::max_picture_buffer",
    ][::core::mem::offset_of!(AVFormatContext, max_picture_buffer) - 244usize];
    [
        "Offset of field: AVFormatContext::max_interleave_delta",
    ][::core::mem::offset_of!(AVFormatContext, max_interleave_delta) - 248usize];
    [
        "Offset of field: AVFormatContext::max_ts_probe",
    ][::core::mem::offset_of!(AVFormatContext, max_ts_probe) - 256usize];
    [
        "Offset of field: AVFormatContext::max_chunk_duration",
    ][::core::mem::offset_of!(AVFormatContext, max_chunk_duration) - 260usize];
    [
        "Offset of field: AVFormatContext::max_chunk_size",
    ][::core::mem::offset_of!(AVFormatContext, max_chunk_size) - 264usize];
    [
        "Offset of field: AVFormatContext::max_probe_packets",
    ][::core::mem::offset_of!(AVFormatContext, max_probe_packets) - 268usize];
    [
        "Offset of field: AVFormatContext::strict_std_compliance",
    ][::core::mem::offset_of!(AVFormatContext, strict_std_compliance) - 272usize];
    [
        "Offset of field: AVFormatContext::event_flags",
    ][::core::mem::offset_of!(AVFormatContext, event_flags) - 276usize];
    [
        "Offset of field: AVFormatContext::avoid_negative_ts",
    ][::core::mem::offset_of!(AVFormatContext, avoid_negative_ts) - 280usize];
    [
        "Offset of field: AVFormatContext::audio_preload",
    ][::core::mem::offset_of!(AVFormatContext, audio_preload) - 284usize];
    [
        "Offset of field: AVFormatContext::use_wallclock_as_timestamps",
    ][::core::mem::offset_of!(AVFormatContext, use_wallclock_as_timestamps) - 288usize];
    [
        "Offset of field: AVFormatContext::skip_estimate_duration_from_pts",
    ][::core::mem::offset_of!(AVFormatContext, skip_estimate_duration_from_pts)
        - 292usize];
    [
        "Offset of field: AVFormatContext::avio_flags",
    ][::core::mem::offset_of!(AVFormatContext, avio_flags) - 296usize];
    [
        "Offset of field: AVFormatContext::duration_estimation_method",
    ][::core::mem::offset_of!(AVFormatContext, duration_estimation_method) - 300usize];
    [
        "Offset of field: AVFormatContext::skip_initial_bytes",
    ][::core::mem::offset_of!(AVFormatContext, skip_initial_bytes) - 304usize];
    [
        "Offset of field: AVFormatContext::correct_ts_overflow",
    ][::core::mem::offset_of!(AVFormatContext, correct_ts_overflow) - 312usize];
    [
        "Offset of field: AVFormatContext::seek2any",
    ][::core::mem::offset_of!(AVFormatContext, seek2any) - 316usize];
    [
        "Offset of field: AVFormatContext::flush_packets",
    ][::core::mem::offset_of!(AVFormatContext, flush_packets) - 320usize];
    [
        "Offset of field: AVFormatContext::probe_score",
    ][::core::mem::offset_of!(AVFormatContext, probe_score) - 324usize];
    [
        "Offset of field: AVFormatContext::format_probesize",
    ][::core::mem::offset_of!(AVFormatContext, format_probesize) - 328usize];
    [
        "Offset of field: AVFormatContext::codec_whitelist",
    ][::core::mem::offset_of!(AVFormatContext, codec_whitelist) - 336usize];
    [
        "Offset of field: AVFormatContext::format_whitelist",
    ][::core::mem::offset_of!(AVFormatContext, format_whitelist) - 344usize];
    [
        "Offset of field: AVFormatContext::protocol_whitelist",
    ][::core::mem::offset_of!(AVFormatContext, protocol_whitelist) - 352usize];
    [
        "Offset of field: AVFormatContext::protocol_blacklist",
    ][::core::mem::offset_of!(AVFormatContext, protocol_blacklist) - 360usize];
    [
        "Offset of field: AVFormatContext::io_repositioned",
    ][::core::mem::offset_of!(AVFormatContext, io_repositioned) - 368usize];
    [
        "Offset of field: AVFormatContext::video_codec",
    ][::core::mem::offset_of!(AVFormatContext, video_codec) - 376usize];
    [
        "Offset of field: AVFormatContext::audio_codec",
    ][::core::mem::offset_of!(AVFormatContext, audio_codec) - 384usize];
    [
        "Offset of field: AVFormatContext::subtitle_codec",
    ][::core::mem::offset_of!(AVFormatContext, subtitle_codec) - 392usize];
    [
        "Offset of field: AVFormatContext::data_codec",
    ][::core::mem::offset_of!(AVFormatContext, data_codec) - 400usize];
    [
        "Offset of field: AVFormatContext::metadata_header_padding",
    ][::core::mem::offset_of!(AVFormatContext, metadata_header_padding) - 408usize];
    [
        "Offset of field: AVFormatContext::opaque",
    ][::core::mem::offset_of!(AVFormatContext, opaque) - 416usize];
    [
        "Offset of field: AVFormatContext::control_message_cb",
    ][::core::mem::offset_of!(AVFormatContext, control_message_cb) - 424usize];
    [
        "Offset of field: AVFormatContext::output_ts_offset",
    ][::core::mem::offset_of!(AVFormatContext, output_ts_offset) - 432usize];
    [
        "Offset of field: AVFormatContext::dump_separator",
    ][::core::mem::offset_of!(AVFormatContext, dump_separator) - 440usize];
    [
        "Offset of field: AVFormatContext::io_open",
    ][::core::mem::offset_of!(AVFormatContext, io_open) - 448usize];
    [
        "Offset of field: AVFormatContext::io_close2",
    ][::core::mem::offset_of!(AVFormatContext, io_close2) - 456usize];
    [
        "Offset of field: AVFormatContext::duration_probesize",
    ][::core::mem::offset_of!(AVFormatContext, duration_probesize) - 464usize];
    [
        "Offset of field: AVFormatContext::name",
    ][::core::mem::offset_of!(AVFormatContext, name) - 472usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterPad {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterFormats {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterChannelLayouts {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterFormatsConfig {
    pub formats: *mut AVFilterFormats,
    pub samplerates: *mut AVFilterFormats,
    pub channel_layouts: *mut AVFilterChannelLayouts,
    pub color_spaces: *mut AVFilterFormats,
    pub color_ranges: *mut AVFilterFormats,
    pub alpha_modes: *mut AVFilterFormats,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVFilterFormatsConfig",
    ][::core::mem::size_of::<AVFilterFormatsConfig>() - 48usize];
    [
        "Alignment of AVFilterFormatsConfig",
    ][::core::mem::align_of::<AVFilterFormatsConfig>() - 8usize];
    [
        "Offset of field: AVFilterFormatsConfig::formats",
    ][::core::mem::offset_of!(AVFilterFormatsConfig, formats) - 0usize];
    [
        "Offset of field: AVFilterFormatsConfig::samplerates",
    ][::core::mem::offset_of!(AVFilterFormatsConfig, samplerates) - 8usize];
    [
        "Offset of field: AVFilterFormatsConfig::channel_layouts",
    ][::core::mem::offset_of!(AVFilterFormatsConfig, channel_layouts) - 16usize];
    [
        "Offset of field: AVFilterFormatsConfig::color_spaces",
    ][::core::mem::offset_of!(AVFilterFormatsConfig, color_spaces) - 24usize];
    [
        "Offset of field: AVFilterFormatsConfig::color_ranges",
    ][::core::mem::offset_of!(AVFilterFormatsConfig, color_ranges) - 32usize];
    [
        "Offset of field: AVFilterFormatsConfig::alpha_modes",
    ][::core::mem::offset_of!(AVFilterFormatsConfig, alpha_modes) - 40usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilter {
    pub name: *const ::core::ffi::c_char,
    pub description: *const ::core::ffi::c_char,
    pub inputs: *const AVFilterPad,
    pub outputs: *const AVFilterPad,
    pub priv_class: *const AVClass,
    pub flags: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFilter"][::core::mem::size_of::<AVFilter>() - 48usize];
    ["Alignment of AVFilter"][::core::mem::align_of::<AVFilter>() - 8usize];
    [
        "Offset of field: AVFilter::name",
    ][::core::mem::offset_of!(AVFilter, name) - 0usize];
    [
        "Offset of field: AVFilter::description",
    ][::core::mem::offset_of!(AVFilter, description) - 8usize];
    [
        "Offset of field: AVFilter::inputs",
    ][::core::mem::offset_of!(AVFilter, inputs) - 16usize];
    [
        "Offset of field: AVFilter::outputs",
    ][::core::mem::offset_of!(AVFilter, outputs) - 24usize];
    [
        "Offset of field: AVFilter::priv_class",
    ][::core::mem::offset_of!(AVFilter, priv_class) - 32usize];
    [
        "Offset of field: AVFilter::flags",
    ][::core::mem::offset_of!(AVFilter, flags) - 40usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterContext {
    pub av_class: *const AVClass,
    pub filter: *const AVFilter,
    pub name: *mut ::core::ffi::c_char,
    pub input_pads: *mut AVFilterPad,
    pub inputs: *mut *mut AVFilterLink,
    pub nb_inputs: ::core::ffi::c_uint,
    pub output_pads: *mut AVFilterPad,
    pub outputs: *mut *mut AVFilterLink,
    pub nb_outputs: ::core::ffi::c_uint,
    pub priv_: *mut ::core::ffi::c_void,
    pub graph: *mut AVFilterGraph,
    pub thread_type: ::core::ffi::c_int,
    pub nb_threads: ::core::ffi::c_int,
    pub enable_str: *mut ::core::ffi::c_char,
    pub is_disabled: ::core::ffi::c_int,
    pub hw_device_ctx: *mut AVBufferRef,
    pub extra_hw_frames: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFilterContext"][::core::mem::size_of::<AVFilterContext>() - 128usize];
    [
        "Alignment of AVFilterContext",
    ][::core::mem::align_of::<AVFilterContext>() - 8usize];
    [
        "Offset of field: AVFilterContext::av_class",
    ][::core::mem::offset_of!(AVFilterContext, av_class) - 0usize];
    [
        "Offset of field: AVFilterContext::filter",
    ][::core::mem::offset_of!(AVFilterContext, filter) - 8usize];
    [
        "Offset of field: AVFilterContext::name",
    ][::core::mem::offset_of!(AVFilterContext, name) - 16usize];
    [
        "Offset of field: AVFilterContext::input_pads",
    ][::core::mem::offset_of!(AVFilterContext, input_pads) - 24usize];
    [
        "Offset of field: AVFilterContext::inputs",
    ][::core::mem::offset_of!(AVFilterContext, inputs) - 32usize];
    [
        "Offset of field: AVFilterContext::nb_inputs",
    ][::core::mem::offset_of!(AVFilterContext, nb_inputs) - 40usize];
    [
        "Offset of field: AVFilterContext::output_pads",
    ][::core::mem::offset_of!(AVFilterContext, output_pads) - 48usize];
    [
        "Offset of field: AVFilterContext::outputs",
    ][::core::mem::offset_of!(AVFilterContext, outputs) - 56usize];
    [
        "Offset of field: AVFilterContext::nb_outputs",
    ][::core::mem::offset_of!(AVFilterContext, nb_outputs) - 64usize];
    [
        "Offset of field: AVFilterContext::priv_",
    ][::core::mem::offset_of!(AVFilterContext, priv_) - 72usize];
    [
        "Offset of field: AVFilterContext::graph",
    ][::core::mem::offset_of!(AVFilterContext, graph) - 80usize];
    [
        "Offset of field: AVFilterContext::thread_type",
    ][::core::mem::offset_of!(AVFilterContext, thread_type) - 88usize];
    [
        "Offset of field: AVFilterContext::nb_threads",
    ][::core::mem::offset_of!(AVFilterContext, nb_threads) - 92usize];
    [
        "Offset of field: AVFilterContext::enable_str",
    ][::core::mem::offset_of!(AVFilterContext, enable_str) - 96usize];
    [
        "Offset of field: AVFilterContext::is_disabled",
    ][::core::mem::offset_of!(AVFilterContext, is_disabled) - 104usize];
    [
        "Offset of field: AVFilterContext::hw_device_ctx",
    ][::core::mem::offset_of!(AVFilterContext, hw_device_ctx) - 112usize];
    [
        "Offset of field: AVFilterContext::extra_hw_frames",
    ][::core::mem::offset_of!(AVFilterContext, extra_hw_frames) - 120usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterLink {
    pub src: *mut AVFilterContext,
    pub srcpad: *mut AVFilterPad,
    pub dst: *mut AVFilterContext,
    pub dstpad: *mut AVFilterPad,
    pub type_: AVMediaType,
    pub format: ::core::ffi::c_int,
    pub w: ::core::ffi::c_int,
    pub h: ::core::ffi::c_int,
    pub sample_aspect_ratio: AVRational,
    pub colorspace: AVColorSpace,
    pub color_range: AVColorRange,
    pub sample_rate: ::core::ffi::c_int,
    pub ch_layout: AVChannelLayout,
    pub time_base: AVRational,
    pub side_data: *mut *mut AVFrameSideData,
    pub nb_side_data: ::core::ffi::c_int,
    pub alpha_mode: AVAlphaMode,
    pub incfg: AVFilterFormatsConfig,
    pub outcfg: AVFilterFormatsConfig,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFilterLink"][::core::mem::size_of::<AVFilterLink>() - 216usize];
    ["Alignment of AVFilterLink"][::core::mem::align_of::<AVFilterLink>() - 8usize];
    [
        "Offset of field: AVFilterLink::src",
    ][::core::mem::offset_of!(AVFilterLink, src) - 0usize];
    [
        "Offset of field: AVFilterLink::srcpad",
    ][::core::mem::offset_of!(AVFilterLink, srcpad) - 8usize];
    [
        "Offset of field: AVFilterLink::dst",
    ][::core::mem::offset_of!(AVFilterLink, dst) - 16usize];
    [
        "Offset of field: AVFilterLink::dstpad",
    ][::core::mem::offset_of!(AVFilterLink, dstpad) - 24usize];
    [
        "Offset of field: AVFilterLink::type_",
    ][::core::mem::offset_of!(AVFilterLink, type_) - 32usize];
    [
        "Offset of field: AVFilterLink::format",
    ][::core::mem::offset_of!(AVFilterLink, format) - 36usize];
    [
        "Offset of field: AVFilterLink::w",
    ][::core::mem::offset_of!(AVFilterLink, w) - 40usize];
    [
        "Offset of field: AVFilterLink::h",
    ][::core::mem::offset_of!(AVFilterLink, h) - 44usize];
    [
        "Offset of field: AVFilterLink::sample_aspect_ratio",
    ][::core::mem::offset_of!(AVFilterLink, sample_aspect_ratio) - 48usize];
    [
        "Offset of field: AVFilterLink::colorspace",
    ][::core::mem::offset_of!(AVFilterLink, colorspace) - 56usize];
    [
        "Offset of field: AVFilterLink::color_range",
    ][::core::mem::offset_of!(AVFilterLink, color_range) - 60usize];
    [
        "Offset of field: AVFilterLink::sample_rate",
    ][::core::mem::offset_of!(AVFilterLink, sample_rate) - 64usize];
    [
        "Offset of field: AVFilterLink::ch_layout",
    ][::core::mem::offset_of!(AVFilterLink, ch_layout) - 72usize];
    [
        "Offset of field: AVFilterLink::time_base",
    ][::core::mem::offset_of!(AVFilterLink, time_base) - 96usize];
    [
        "Offset of field: AVFilterLink::side_data",
    ][::core::mem::offset_of!(AVFilterLink, side_data) - 104usize];
    [
        "Offset of field: AVFilterLink::nb_side_data",
    ][::core::mem::offset_of!(AVFilterLink, nb_side_data) - 112usize];
    [
        "Offset of field: AVFilterLink::alpha_mode",
    ][::core::mem::offset_of!(AVFilterLink, alpha_mode) - 116usize];
    [
        "Offset of field: AVFilterLink::incfg",
    ][::core::mem::offset_of!(AVFilterLink, incfg) - 120usize];
    [
        "Offset of field: AVFilterLink::outcfg",
    ][::core::mem::offset_of!(AVFilterLink, outcfg) - 168usize];
};
pub type avfilter_action_func = ::core::option::Option<
    unsafe extern "C" fn(
        ctx: *mut AVFilterContext,
        arg: *mut ::core::ffi::c_void,
        jobnr: ::core::ffi::c_int,
        nb_jobs: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
>;
pub type avfilter_execute_func = ::core::option::Option<
    unsafe extern "C" fn(
        ctx: *mut AVFilterContext,
        func: avfilter_action_func,
        arg: *mut ::core::ffi::c_void,
        ret: *mut ::core::ffi::c_int,
        nb_jobs: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
>;
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterGraph {
    pub av_class: *const AVClass,
    pub filters: *mut *mut AVFilterContext,
    pub nb_filters: ::core::ffi::c_uint,
    pub scale_sws_opts: *mut ::core::ffi::c_char,
    pub thread_type: ::core::ffi::c_int,
    pub nb_threads: ::core::ffi::c_int,
    pub opaque: *mut ::core::ffi::c_void,
    pub execute: avfilter_execute_func,
    pub aresample_swr_opts: *mut ::core::ffi::c_char,
    pub max_buffered_frames: ::core::ffi::c_uint,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFilterGraph"][::core::mem::size_of::<AVFilterGraph>() - 72usize];
    ["Alignment of AVFilterGraph"][::core::mem::align_of::<AVFilterGraph>() - 8usize];
    [
        "Offset of field: AVFilterGraph::av_class",
    ][::core::mem::offset_of!(AVFilterGraph, av_class) - 0usize];
    [
        "Offset of field: AVFilterGraph::filters",
    ][::core::mem::offset_of!(AVFilterGraph, filters) - 8usize];
    [
        "Offset of field: AVFilterGraph::nb_filters",
    ][::core::mem::offset_of!(AVFilterGraph, nb_filters) - 16usize];
    [
        "Offset of field: AVFilterGraph::scale_sws_opts",
    ][::core::mem::offset_of!(AVFilterGraph, scale_sws_opts) - 24usize];
    [
        "Offset of field: AVFilterGraph::thread_type",
    ][::core::mem::offset_of!(AVFilterGraph, thread_type) - 32usize];
    [
        "Offset of field: AVFilterGraph::nb_threads",
    ][::core::mem::offset_of!(AVFilterGraph, nb_threads) - 36usize];
    [
        "Offset of field: AVFilterGraph::opaque",
    ][::core::mem::offset_of!(AVFilterGraph, opaque) - 40usize];
    [
        "Offset of field: AVFilterGraph::execute",
    ][::core::mem::offset_of!(AVFilterGraph, execute) - 48usize];
    [
        "Offset of field: AVFilterGraph::aresample_swr_opts",
    ][::core::mem::offset_of!(AVFilterGraph, aresample_swr_opts) - 56usize];
    [
        "Offset of field: AVFilterGraph::max_buffered_frames",
    ][::core::mem::offset_of!(AVFilterGraph, max_buffered_frames) - 64usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVFilterInOut {
    pub name: *mut ::core::ffi::c_char,
    pub filter_ctx: *mut AVFilterContext,
    pub pad_idx: ::core::ffi::c_int,
    pub next: *mut AVFilterInOut,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of AVFilterInOut"][::core::mem::size_of::<AVFilterInOut>() - 32usize];
    ["Alignment of AVFilterInOut"][::core::mem::align_of::<AVFilterInOut>() - 8usize];
    [
        "Offset of field: AVFilterInOut::name",
    ][::core::mem::offset_of!(AVFilterInOut, name) - 0usize];
    [
        "Offset of field: AVFilterInOut::filter_ctx",
    ][::core::mem::offset_of!(AVFilterInOut, filter_ctx) - 8usize];
    [
        "Offset of field: AVFilterInOut::pad_idx",
    ][::core::mem::offset_of!(AVFilterInOut, pad_idx) - 16usize];
    [
        "Offset of field: AVFilterInOut::next",
    ][::core::mem::offset_of!(AVFilterInOut, next) - 24usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVBufferSrcParameters {
    pub format: ::core::ffi::c_int,
    pub time_base: AVRational,
    pub width: ::core::ffi::c_int,
    pub height: ::core::ffi::c_int,
    pub sample_aspect_ratio: AVRational,
    pub frame_rate: AVRational,
    pub hw_frames_ctx: *mut AVBufferRef,
    pub sample_rate: ::core::ffi::c_int,
    pub ch_layout: AVChannelLayout,
    pub color_space: AVColorSpace,
    pub color_range: AVColorRange,
    pub side_data: *mut *mut AVFrameSideData,
    pub nb_side_data: ::core::ffi::c_int,
    pub alpha_mode: AVAlphaMode,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of AVBufferSrcParameters",
    ][::core::mem::size_of::<AVBufferSrcParameters>() - 104usize];
    [
        "Alignment of AVBufferSrcParameters",
    ][::core::mem::align_of::<AVBufferSrcParameters>() - 8usize];
    [
        "Offset of field: AVBufferSrcParameters::format",
    ][::core::mem::offset_of!(AVBufferSrcParameters, format) - 0usize];
    [
        "Offset of field: AVBufferSrcParameters::time_base",
    ][::core::mem::offset_of!(AVBufferSrcParameters, time_base) - 4usize];
    [
        "Offset of field: AVBufferSrcParameters::width",
    ][::core::mem::offset_of!(AVBufferSrcParameters, width) - 12usize];
    [
        "Offset of field: AVBufferSrcParameters::height",
    ][::core::mem::offset_of!(AVBufferSrcParameters, height) - 16usize];
    [
        "Offset of field: AVBufferSrcParameters::sample_aspect_ratio",
    ][::core::mem::offset_of!(AVBufferSrcParameters, sample_aspect_ratio) - 20usize];
    [
        "Offset of field: AVBufferSrcParameters::frame_rate",
    ][::core::mem::offset_of!(AVBufferSrcParameters, frame_rate) - 28usize];
    [
        "Offset of field: AVBufferSrcParameters::hw_frames_ctx",
    ][::core::mem::offset_of!(AVBufferSrcParameters, hw_frames_ctx) - 40usize];
    [
        "Offset of field: AVBufferSrcParameters::sample_rate",
    ][::core::mem::offset_of!(AVBufferSrcParameters, sample_rate) - 48usize];
    [
        "Offset of field: AVBufferSrcParameters::ch_layout",
    ][::core::mem::offset_of!(AVBufferSrcParameters, ch_layout) - 56usize];
    [
        "Offset of field: AVBufferSrcParameters::color_space",
    ][::core::mem::offset_of!(AVBufferSrcParameters, color_space) - 80usize];
    [
        "Offset of field: AVBufferSrcParameters::color_range",
    ][::core::mem::offset_of!(AVBufferSrcParameters, color_range) - 84usize];
    [
        "Offset of field: AVBufferSrcParameters::side_data",
    ][::core::mem::offset_of!(AVBufferSrcParameters, side_data) - 88usize];
    [
        "Offset of field: AVBufferSrcParameters::nb_side_data",
    ][::core::mem::offset_of!(AVBufferSrcParameters, nb_side_data) - 96usize];
    [
        "Offset of field: AVBufferSrcParameters::alpha_mode",
    ][::core::mem::offset_of!(AVBufferSrcParameters, alpha_mode) - 100usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub struct AVCodecInternal {
    pub _address: u8,
}
