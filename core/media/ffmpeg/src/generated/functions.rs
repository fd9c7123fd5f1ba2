//! FFmpeg's functions, looked up at load. Written by `cargo xtask ffmpeg --bindings` from FFmpeg 9.0.2's headers.

use core::ffi::{CStr, c_void};
use core::mem::transmute;
use super::types::*;
pub struct Functions {
    pub avutil_version: unsafe extern "C" fn() -> ::core::ffi::c_uint,
    pub avutil_license: unsafe extern "C" fn() -> *const ::core::ffi::c_char,
    pub avutil_configuration: unsafe extern "C" fn() -> *const ::core::ffi::c_char,
    pub av_version_info: unsafe extern "C" fn() -> *const ::core::ffi::c_char,
    pub av_malloc: unsafe extern "C" fn(size: usize) -> *mut ::core::ffi::c_void,
    pub av_mallocz: unsafe extern "C" fn(size: usize) -> *mut ::core::ffi::c_void,
    pub av_free: unsafe extern "C" fn(ptr: *mut ::core::ffi::c_void),
    pub av_freep: unsafe extern "C" fn(ptr: *mut ::core::ffi::c_void),
    pub av_strerror: unsafe extern "C" fn(
        errnum: ::core::ffi::c_int,
        errbuf: *mut ::core::ffi::c_char,
        errbuf_size: usize,
    ) -> ::core::ffi::c_int,
    pub av_log_set_callback: unsafe extern "C" fn(
        callback: ::core::option::Option<
            unsafe extern "C" fn(
                arg1: *mut ::core::ffi::c_void,
                arg2: ::core::ffi::c_int,
                arg3: *const ::core::ffi::c_char,
                arg4: *mut __va_list_tag,
            ),
        >,
    ),
    pub av_log_format_line2: unsafe extern "C" fn(
        ptr: *mut ::core::ffi::c_void,
        level: ::core::ffi::c_int,
        fmt: *const ::core::ffi::c_char,
        vl: *mut __va_list_tag,
        line: *mut ::core::ffi::c_char,
        line_size: ::core::ffi::c_int,
        print_prefix: *mut ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_frame_alloc: unsafe extern "C" fn() -> *mut AVFrame,
    pub av_frame_free: unsafe extern "C" fn(frame: *mut *mut AVFrame),
    pub av_frame_unref: unsafe extern "C" fn(frame: *mut AVFrame),
    pub av_frame_ref: unsafe extern "C" fn(
        dst: *mut AVFrame,
        src: *const AVFrame,
    ) -> ::core::ffi::c_int,
    pub av_frame_move_ref: unsafe extern "C" fn(dst: *mut AVFrame, src: *mut AVFrame),
    pub av_frame_get_buffer: unsafe extern "C" fn(
        frame: *mut AVFrame,
        align: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_frame_make_writable: unsafe extern "C" fn(
        frame: *mut AVFrame,
    ) -> ::core::ffi::c_int,
    pub av_frame_copy_props: unsafe extern "C" fn(
        dst: *mut AVFrame,
        src: *const AVFrame,
    ) -> ::core::ffi::c_int,
    pub av_frame_apply_cropping: unsafe extern "C" fn(
        frame: *mut AVFrame,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_frame_get_side_data: unsafe extern "C" fn(
        frame: *const AVFrame,
        type_: AVFrameSideDataType,
    ) -> *mut AVFrameSideData,
    pub av_frame_remove_side_data: unsafe extern "C" fn(
        frame: *mut AVFrame,
        type_: AVFrameSideDataType,
    ),
    pub av_dict_set: unsafe extern "C" fn(
        pm: *mut *mut AVDictionary,
        key: *const ::core::ffi::c_char,
        value: *const ::core::ffi::c_char,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_dict_iterate: unsafe extern "C" fn(
        m: *const AVDictionary,
        prev: *const AVDictionaryEntry,
    ) -> *const AVDictionaryEntry,
    pub av_dict_free: unsafe extern "C" fn(m: *mut *mut AVDictionary),
    pub av_dict_copy: unsafe extern "C" fn(
        dst: *mut *mut AVDictionary,
        src: *const AVDictionary,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_opt_set: unsafe extern "C" fn(
        obj: *mut ::core::ffi::c_void,
        name: *const ::core::ffi::c_char,
        val: *const ::core::ffi::c_char,
        search_flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_opt_set_array: unsafe extern "C" fn(
        obj: *mut ::core::ffi::c_void,
        name: *const ::core::ffi::c_char,
        search_flags: ::core::ffi::c_int,
        start_elem: ::core::ffi::c_uint,
        nb_elems: ::core::ffi::c_uint,
        val_type: AVOptionType,
        val: *const ::core::ffi::c_void,
    ) -> ::core::ffi::c_int,
    pub av_get_pix_fmt: unsafe extern "C" fn(
        name: *const ::core::ffi::c_char,
    ) -> AVPixelFormat,
    pub av_get_pix_fmt_name: unsafe extern "C" fn(
        pix_fmt: AVPixelFormat,
    ) -> *const ::core::ffi::c_char,
    pub av_pix_fmt_desc_get: unsafe extern "C" fn(
        pix_fmt: AVPixelFormat,
    ) -> *const AVPixFmtDescriptor,
    pub av_get_sample_fmt: unsafe extern "C" fn(
        name: *const ::core::ffi::c_char,
    ) -> AVSampleFormat,
    pub av_get_sample_fmt_name: unsafe extern "C" fn(
        sample_fmt: AVSampleFormat,
    ) -> *const ::core::ffi::c_char,
    pub av_get_bytes_per_sample: unsafe extern "C" fn(
        sample_fmt: AVSampleFormat,
    ) -> ::core::ffi::c_int,
    pub av_sample_fmt_is_planar: unsafe extern "C" fn(
        sample_fmt: AVSampleFormat,
    ) -> ::core::ffi::c_int,
    pub av_samples_set_silence: unsafe extern "C" fn(
        audio_data: *const *mut u8,
        offset: ::core::ffi::c_int,
        nb_samples: ::core::ffi::c_int,
        nb_channels: ::core::ffi::c_int,
        sample_fmt: AVSampleFormat,
    ) -> ::core::ffi::c_int,
    pub av_channel_layout_default: unsafe extern "C" fn(
        ch_layout: *mut AVChannelLayout,
        nb_channels: ::core::ffi::c_int,
    ),
    pub av_channel_layout_copy: unsafe extern "C" fn(
        dst: *mut AVChannelLayout,
        src: *const AVChannelLayout,
    ) -> ::core::ffi::c_int,
    pub av_channel_layout_uninit: unsafe extern "C" fn(
        channel_layout: *mut AVChannelLayout,
    ),
    pub av_channel_layout_describe: unsafe extern "C" fn(
        channel_layout: *const AVChannelLayout,
        buf: *mut ::core::ffi::c_char,
        buf_size: usize,
    ) -> ::core::ffi::c_int,
    pub av_color_range_name: unsafe extern "C" fn(
        range: AVColorRange,
    ) -> *const ::core::ffi::c_char,
    pub av_color_space_name: unsafe extern "C" fn(
        space: AVColorSpace,
    ) -> *const ::core::ffi::c_char,
    pub av_color_primaries_name: unsafe extern "C" fn(
        primaries: AVColorPrimaries,
    ) -> *const ::core::ffi::c_char,
    pub av_color_transfer_name: unsafe extern "C" fn(
        transfer: AVColorTransferCharacteristic,
    ) -> *const ::core::ffi::c_char,
    pub av_display_rotation_get: unsafe extern "C" fn(matrix: *const i32) -> f64,
    pub av_image_check_size2: unsafe extern "C" fn(
        w: ::core::ffi::c_uint,
        h: ::core::ffi::c_uint,
        max_pixels: i64,
        pix_fmt: AVPixelFormat,
        log_offset: ::core::ffi::c_int,
        log_ctx: *mut ::core::ffi::c_void,
    ) -> ::core::ffi::c_int,
    pub av_rescale_q_rnd: unsafe extern "C" fn(
        a: i64,
        bq: AVRational,
        cq: AVRational,
        rnd: AVRounding,
    ) -> i64,
    pub swresample_version: unsafe extern "C" fn() -> ::core::ffi::c_uint,
    pub swr_alloc_set_opts2: unsafe extern "C" fn(
        ps: *mut *mut SwrContext,
        out_ch_layout: *const AVChannelLayout,
        out_sample_fmt: AVSampleFormat,
        out_sample_rate: ::core::ffi::c_int,
        in_ch_layout: *const AVChannelLayout,
        in_sample_fmt: AVSampleFormat,
        in_sample_rate: ::core::ffi::c_int,
        log_offset: ::core::ffi::c_int,
        log_ctx: *mut ::core::ffi::c_void,
    ) -> ::core::ffi::c_int,
    pub swr_init: unsafe extern "C" fn(s: *mut SwrContext) -> ::core::ffi::c_int,
    pub swr_convert: unsafe extern "C" fn(
        s: *mut SwrContext,
        out: *const *mut u8,
        out_count: ::core::ffi::c_int,
        in_: *const *const u8,
        in_count: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub swr_get_out_samples: unsafe extern "C" fn(
        s: *mut SwrContext,
        in_samples: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub swr_get_delay: unsafe extern "C" fn(s: *mut SwrContext, base: i64) -> i64,
    pub swr_free: unsafe extern "C" fn(s: *mut *mut SwrContext),
    pub swscale_version: unsafe extern "C" fn() -> ::core::ffi::c_uint,
    pub sws_alloc_context: unsafe extern "C" fn() -> *mut SwsContext,
    pub sws_init_context: unsafe extern "C" fn(
        sws_context: *mut SwsContext,
        srcFilter: *mut SwsFilter,
        dstFilter: *mut SwsFilter,
    ) -> ::core::ffi::c_int,
    pub sws_free_context: unsafe extern "C" fn(ctx: *mut *mut SwsContext),
    pub sws_scale: unsafe extern "C" fn(
        c: *mut SwsContext,
        srcSlice: *const *const u8,
        srcStride: *const ::core::ffi::c_int,
        srcSliceY: ::core::ffi::c_int,
        srcSliceH: ::core::ffi::c_int,
        dst: *const *mut u8,
        dstStride: *const ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub sws_scale_frame: unsafe extern "C" fn(
        c: *mut SwsContext,
        dst: *mut AVFrame,
        src: *const AVFrame,
    ) -> ::core::ffi::c_int,
    pub sws_getCoefficients: unsafe extern "C" fn(
        colorspace: ::core::ffi::c_int,
    ) -> *const ::core::ffi::c_int,
    pub sws_setColorspaceDetails: unsafe extern "C" fn(
        c: *mut SwsContext,
        inv_table: *const ::core::ffi::c_int,
        srcRange: ::core::ffi::c_int,
        table: *const ::core::ffi::c_int,
        dstRange: ::core::ffi::c_int,
        brightness: ::core::ffi::c_int,
        contrast: ::core::ffi::c_int,
        saturation: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub sws_isSupportedInput: unsafe extern "C" fn(
        pix_fmt: AVPixelFormat,
    ) -> ::core::ffi::c_int,
    pub sws_isSupportedOutput: unsafe extern "C" fn(
        pix_fmt: AVPixelFormat,
    ) -> ::core::ffi::c_int,
    pub avcodec_version: unsafe extern "C" fn() -> ::core::ffi::c_uint,
    pub avcodec_find_decoder: unsafe extern "C" fn(id: AVCodecID) -> *const AVCodec,
    pub avcodec_find_decoder_by_name: unsafe extern "C" fn(
        name: *const ::core::ffi::c_char,
    ) -> *const AVCodec,
    pub avcodec_find_encoder: unsafe extern "C" fn(id: AVCodecID) -> *const AVCodec,
    pub avcodec_find_encoder_by_name: unsafe extern "C" fn(
        name: *const ::core::ffi::c_char,
    ) -> *const AVCodec,
    pub avcodec_alloc_context3: unsafe extern "C" fn(
        codec: *const AVCodec,
    ) -> *mut AVCodecContext,
    pub avcodec_free_context: unsafe extern "C" fn(avctx: *mut *mut AVCodecContext),
    pub avcodec_open2: unsafe extern "C" fn(
        avctx: *mut AVCodecContext,
        codec: *const AVCodec,
        options: *mut *mut AVDictionary,
    ) -> ::core::ffi::c_int,
    pub avcodec_send_packet: unsafe extern "C" fn(
        avctx: *mut AVCodecContext,
        avpkt: *const AVPacket,
    ) -> ::core::ffi::c_int,
    pub avcodec_receive_frame: unsafe extern "C" fn(
        avctx: *mut AVCodecContext,
        frame: *mut AVFrame,
    ) -> ::core::ffi::c_int,
    pub avcodec_send_frame: unsafe extern "C" fn(
        avctx: *mut AVCodecContext,
        frame: *const AVFrame,
    ) -> ::core::ffi::c_int,
    pub avcodec_receive_packet: unsafe extern "C" fn(
        avctx: *mut AVCodecContext,
        avpkt: *mut AVPacket,
    ) -> ::core::ffi::c_int,
    pub avcodec_flush_buffers: unsafe extern "C" fn(avctx: *mut AVCodecContext),
    pub avcodec_parameters_alloc: unsafe extern "C" fn() -> *mut AVCodecParameters,
    pub avcodec_parameters_free: unsafe extern "C" fn(par: *mut *mut AVCodecParameters),
    pub avcodec_parameters_copy: unsafe extern "C" fn(
        dst: *mut AVCodecParameters,
        src: *const AVCodecParameters,
    ) -> ::core::ffi::c_int,
    pub avcodec_parameters_from_context: unsafe extern "C" fn(
        par: *mut AVCodecParameters,
        codec: *const AVCodecContext,
    ) -> ::core::ffi::c_int,
    pub avcodec_parameters_to_context: unsafe extern "C" fn(
        codec: *mut AVCodecContext,
        par: *const AVCodecParameters,
    ) -> ::core::ffi::c_int,
    pub avcodec_get_name: unsafe extern "C" fn(
        id: AVCodecID,
    ) -> *const ::core::ffi::c_char,
    pub avcodec_descriptor_get: unsafe extern "C" fn(
        id: AVCodecID,
    ) -> *const AVCodecDescriptor,
    pub avcodec_descriptor_get_by_name: unsafe extern "C" fn(
        name: *const ::core::ffi::c_char,
    ) -> *const AVCodecDescriptor,
    pub avcodec_profile_name: unsafe extern "C" fn(
        codec_id: AVCodecID,
        profile: ::core::ffi::c_int,
    ) -> *const ::core::ffi::c_char,
    pub avcodec_get_supported_config: unsafe extern "C" fn(
        avctx: *const AVCodecContext,
        codec: *const AVCodec,
        config: AVCodecConfig,
        flags: ::core::ffi::c_uint,
        out_configs: *mut *const ::core::ffi::c_void,
        out_num_configs: *mut ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub avcodec_decode_subtitle2: unsafe extern "C" fn(
        avctx: *mut AVCodecContext,
        sub: *mut AVSubtitle,
        got_sub_ptr: *mut ::core::ffi::c_int,
        avpkt: *const AVPacket,
    ) -> ::core::ffi::c_int,
    pub avcodec_encode_subtitle: unsafe extern "C" fn(
        avctx: *mut AVCodecContext,
        buf: *mut u8,
        buf_size: ::core::ffi::c_int,
        sub: *const AVSubtitle,
    ) -> ::core::ffi::c_int,
    pub avsubtitle_free: unsafe extern "C" fn(sub: *mut AVSubtitle),
    pub av_codec_iterate: unsafe extern "C" fn(
        opaque: *mut *mut ::core::ffi::c_void,
    ) -> *const AVCodec,
    pub av_codec_is_decoder: unsafe extern "C" fn(
        codec: *const AVCodec,
    ) -> ::core::ffi::c_int,
    pub av_codec_is_encoder: unsafe extern "C" fn(
        codec: *const AVCodec,
    ) -> ::core::ffi::c_int,
    pub av_packet_alloc: unsafe extern "C" fn() -> *mut AVPacket,
    pub av_packet_free: unsafe extern "C" fn(pkt: *mut *mut AVPacket),
    pub av_packet_unref: unsafe extern "C" fn(pkt: *mut AVPacket),
    pub av_packet_ref: unsafe extern "C" fn(
        dst: *mut AVPacket,
        src: *const AVPacket,
    ) -> ::core::ffi::c_int,
    pub av_packet_move_ref: unsafe extern "C" fn(dst: *mut AVPacket, src: *mut AVPacket),
    pub av_new_packet: unsafe extern "C" fn(
        pkt: *mut AVPacket,
        size: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_packet_rescale_ts: unsafe extern "C" fn(
        pkt: *mut AVPacket,
        tb_src: AVRational,
        tb_dst: AVRational,
    ),
    pub av_packet_get_side_data: unsafe extern "C" fn(
        pkt: *const AVPacket,
        type_: AVPacketSideDataType,
        size: *mut usize,
    ) -> *mut u8,
    pub av_packet_side_data_get: unsafe extern "C" fn(
        sd: *const AVPacketSideData,
        nb_sd: ::core::ffi::c_int,
        type_: AVPacketSideDataType,
    ) -> *const AVPacketSideData,
    pub avformat_version: unsafe extern "C" fn() -> ::core::ffi::c_uint,
    pub avformat_alloc_context: unsafe extern "C" fn() -> *mut AVFormatContext,
    pub avformat_free_context: unsafe extern "C" fn(s: *mut AVFormatContext),
    pub avformat_open_input: unsafe extern "C" fn(
        ps: *mut *mut AVFormatContext,
        url: *const ::core::ffi::c_char,
        fmt: *const AVInputFormat,
        options: *mut *mut AVDictionary,
    ) -> ::core::ffi::c_int,
    pub avformat_close_input: unsafe extern "C" fn(s: *mut *mut AVFormatContext),
    pub avformat_find_stream_info: unsafe extern "C" fn(
        ic: *mut AVFormatContext,
        options: *mut *mut AVDictionary,
    ) -> ::core::ffi::c_int,
    pub avformat_seek_file: unsafe extern "C" fn(
        s: *mut AVFormatContext,
        stream_index: ::core::ffi::c_int,
        min_ts: i64,
        ts: i64,
        max_ts: i64,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub avformat_index_get_entries_count: unsafe extern "C" fn(
        st: *const AVStream,
    ) -> ::core::ffi::c_int,
    pub avformat_index_get_entry: unsafe extern "C" fn(
        st: *mut AVStream,
        idx: ::core::ffi::c_int,
    ) -> *const AVIndexEntry,
    pub avformat_alloc_output_context2: unsafe extern "C" fn(
        ctx: *mut *mut AVFormatContext,
        oformat: *const AVOutputFormat,
        format_name: *const ::core::ffi::c_char,
        filename: *const ::core::ffi::c_char,
    ) -> ::core::ffi::c_int,
    pub avformat_new_stream: unsafe extern "C" fn(
        s: *mut AVFormatContext,
        c: *const AVCodec,
    ) -> *mut AVStream,
    pub avformat_write_header: unsafe extern "C" fn(
        s: *mut AVFormatContext,
        options: *mut *mut AVDictionary,
    ) -> ::core::ffi::c_int,
    pub avformat_query_codec: unsafe extern "C" fn(
        ofmt: *const AVOutputFormat,
        codec_id: AVCodecID,
        std_compliance: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_codec_get_tag2: unsafe extern "C" fn(
        tags: *const *const AVCodecTag,
        id: AVCodecID,
        tag: *mut ::core::ffi::c_uint,
    ) -> ::core::ffi::c_int,
    pub av_read_frame: unsafe extern "C" fn(
        s: *mut AVFormatContext,
        pkt: *mut AVPacket,
    ) -> ::core::ffi::c_int,
    pub av_seek_frame: unsafe extern "C" fn(
        s: *mut AVFormatContext,
        stream_index: ::core::ffi::c_int,
        timestamp: i64,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_find_best_stream: unsafe extern "C" fn(
        ic: *mut AVFormatContext,
        type_: AVMediaType,
        wanted_stream_nb: ::core::ffi::c_int,
        related_stream: ::core::ffi::c_int,
        decoder_ret: *mut *const AVCodec,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_find_input_format: unsafe extern "C" fn(
        short_name: *const ::core::ffi::c_char,
    ) -> *const AVInputFormat,
    pub av_guess_format: unsafe extern "C" fn(
        short_name: *const ::core::ffi::c_char,
        filename: *const ::core::ffi::c_char,
        mime_type: *const ::core::ffi::c_char,
    ) -> *const AVOutputFormat,
    pub av_guess_frame_rate: unsafe extern "C" fn(
        ctx: *mut AVFormatContext,
        stream: *mut AVStream,
        frame: *mut AVFrame,
    ) -> AVRational,
    pub av_guess_sample_aspect_ratio: unsafe extern "C" fn(
        format: *mut AVFormatContext,
        stream: *mut AVStream,
        frame: *mut AVFrame,
    ) -> AVRational,
    pub av_interleaved_write_frame: unsafe extern "C" fn(
        s: *mut AVFormatContext,
        pkt: *mut AVPacket,
    ) -> ::core::ffi::c_int,
    pub av_write_trailer: unsafe extern "C" fn(
        s: *mut AVFormatContext,
    ) -> ::core::ffi::c_int,
    pub av_demuxer_iterate: unsafe extern "C" fn(
        opaque: *mut *mut ::core::ffi::c_void,
    ) -> *const AVInputFormat,
    pub av_muxer_iterate: unsafe extern "C" fn(
        opaque: *mut *mut ::core::ffi::c_void,
    ) -> *const AVOutputFormat,
    pub avio_alloc_context: unsafe extern "C" fn(
        buffer: *mut ::core::ffi::c_uchar,
        buffer_size: ::core::ffi::c_int,
        write_flag: ::core::ffi::c_int,
        opaque: *mut ::core::ffi::c_void,
        read_packet: ::core::option::Option<
            unsafe extern "C" fn(
                opaque: *mut ::core::ffi::c_void,
                buf: *mut u8,
                buf_size: ::core::ffi::c_int,
            ) -> ::core::ffi::c_int,
        >,
        write_packet: ::core::option::Option<
            unsafe extern "C" fn(
                opaque: *mut ::core::ffi::c_void,
                buf: *const u8,
                buf_size: ::core::ffi::c_int,
            ) -> ::core::ffi::c_int,
        >,
        seek: ::core::option::Option<
            unsafe extern "C" fn(
                opaque: *mut ::core::ffi::c_void,
                offset: i64,
                whence: ::core::ffi::c_int,
            ) -> i64,
        >,
    ) -> *mut AVIOContext,
    pub avio_context_free: unsafe extern "C" fn(s: *mut *mut AVIOContext),
    pub avio_flush: unsafe extern "C" fn(s: *mut AVIOContext),
    pub avfilter_version: unsafe extern "C" fn() -> ::core::ffi::c_uint,
    pub avfilter_get_by_name: unsafe extern "C" fn(
        name: *const ::core::ffi::c_char,
    ) -> *const AVFilter,
    pub avfilter_graph_alloc: unsafe extern "C" fn() -> *mut AVFilterGraph,
    pub avfilter_graph_alloc_filter: unsafe extern "C" fn(
        graph: *mut AVFilterGraph,
        filter: *const AVFilter,
        name: *const ::core::ffi::c_char,
    ) -> *mut AVFilterContext,
    pub avfilter_graph_free: unsafe extern "C" fn(graph: *mut *mut AVFilterGraph),
    pub avfilter_graph_config: unsafe extern "C" fn(
        graphctx: *mut AVFilterGraph,
        log_ctx: *mut ::core::ffi::c_void,
    ) -> ::core::ffi::c_int,
    pub avfilter_graph_parse_ptr: unsafe extern "C" fn(
        graph: *mut AVFilterGraph,
        filters: *const ::core::ffi::c_char,
        inputs: *mut *mut AVFilterInOut,
        outputs: *mut *mut AVFilterInOut,
        log_ctx: *mut ::core::ffi::c_void,
    ) -> ::core::ffi::c_int,
    pub avfilter_init_str: unsafe extern "C" fn(
        ctx: *mut AVFilterContext,
        args: *const ::core::ffi::c_char,
    ) -> ::core::ffi::c_int,
    pub avfilter_inout_alloc: unsafe extern "C" fn() -> *mut AVFilterInOut,
    pub avfilter_inout_free: unsafe extern "C" fn(inout: *mut *mut AVFilterInOut),
    pub av_buffersrc_add_frame_flags: unsafe extern "C" fn(
        buffer_src: *mut AVFilterContext,
        frame: *mut AVFrame,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_buffersrc_parameters_alloc: unsafe extern "C" fn() -> *mut AVBufferSrcParameters,
    pub av_buffersrc_parameters_set: unsafe extern "C" fn(
        ctx: *mut AVFilterContext,
        param: *mut AVBufferSrcParameters,
    ) -> ::core::ffi::c_int,
    pub av_buffersink_get_frame: unsafe extern "C" fn(
        ctx: *mut AVFilterContext,
        frame: *mut AVFrame,
    ) -> ::core::ffi::c_int,
    pub av_buffersink_get_frame_flags: unsafe extern "C" fn(
        ctx: *mut AVFilterContext,
        frame: *mut AVFrame,
        flags: ::core::ffi::c_int,
    ) -> ::core::ffi::c_int,
    pub av_buffersink_get_time_base: unsafe extern "C" fn(
        ctx: *const AVFilterContext,
    ) -> AVRational,
    pub av_buffersink_set_frame_size: unsafe extern "C" fn(
        ctx: *mut AVFilterContext,
        frame_size: ::core::ffi::c_uint,
    ),
    pub av_buffersink_get_w: unsafe extern "C" fn(
        ctx: *const AVFilterContext,
    ) -> ::core::ffi::c_int,
    pub av_buffersink_get_h: unsafe extern "C" fn(
        ctx: *const AVFilterContext,
    ) -> ::core::ffi::c_int,
    pub av_buffersink_get_format: unsafe extern "C" fn(
        ctx: *const AVFilterContext,
    ) -> ::core::ffi::c_int,
    pub av_buffersink_get_sample_aspect_ratio: unsafe extern "C" fn(
        ctx: *const AVFilterContext,
    ) -> AVRational,
    pub av_buffersink_get_frame_rate: unsafe extern "C" fn(
        ctx: *const AVFilterContext,
    ) -> AVRational,
}
impl Functions {
    pub unsafe fn load<E>(
        mut find: impl FnMut(&'static str, &'static CStr) -> Result<*mut c_void, E>,
    ) -> Result<Self, E> {
        unsafe {
            Ok(Self {
                avutil_version: transmute(find("avutil", c"avutil_version")?),
                avutil_license: transmute(find("avutil", c"avutil_license")?),
                avutil_configuration: transmute(
                    find("avutil", c"avutil_configuration")?,
                ),
                av_version_info: transmute(find("avutil", c"av_version_info")?),
                av_malloc: transmute(find("avutil", c"av_malloc")?),
                av_mallocz: transmute(find("avutil", c"av_mallocz")?),
                av_free: transmute(find("avutil", c"av_free")?),
                av_freep: transmute(find("avutil", c"av_freep")?),
                av_strerror: transmute(find("avutil", c"av_strerror")?),
                av_log_set_callback: transmute(find("avutil", c"av_log_set_callback")?),
                av_log_format_line2: transmute(find("avutil", c"av_log_format_line2")?),
                av_frame_alloc: transmute(find("avutil", c"av_frame_alloc")?),
                av_frame_free: transmute(find("avutil", c"av_frame_free")?),
                av_frame_unref: transmute(find("avutil", c"av_frame_unref")?),
                av_frame_ref: transmute(find("avutil", c"av_frame_ref")?),
                av_frame_move_ref: transmute(find("avutil", c"av_frame_move_ref")?),
                av_frame_get_buffer: transmute(find("avutil", c"av_frame_get_buffer")?),
                av_frame_make_writable: transmute(
                    find("avutil", c"av_frame_make_writable")?,
                ),
                av_frame_copy_props: transmute(find("avutil", c"av_frame_copy_props")?),
                av_frame_apply_cropping: transmute(
                    find("avutil", c"av_frame_apply_cropping")?,
                ),
                av_frame_get_side_data: transmute(
                    find("avutil", c"av_frame_get_side_data")?,
                ),
                av_frame_remove_side_data: transmute(
                    find("avutil", c"av_frame_remove_side_data")?,
                ),
                av_dict_set: transmute(find("avutil", c"av_dict_set")?),
                av_dict_iterate: transmute(find("avutil", c"av_dict_iterate")?),
                av_dict_free: transmute(find("avutil", c"av_dict_free")?),
                av_dict_copy: transmute(find("avutil", c"av_dict_copy")?),
                av_opt_set: transmute(find("avutil", c"av_opt_set")?),
                av_opt_set_array: transmute(find("avutil", c"av_opt_set_array")?),
                av_get_pix_fmt: transmute(find("avutil", c"av_get_pix_fmt")?),
                av_get_pix_fmt_name: transmute(find("avutil", c"av_get_pix_fmt_name")?),
                av_pix_fmt_desc_get: transmute(find("avutil", c"av_pix_fmt_desc_get")?),
                av_get_sample_fmt: transmute(find("avutil", c"av_get_sample_fmt")?),
                av_get_sample_fmt_name: transmute(
                    find("avutil", c"av_get_sample_fmt_name")?,
                ),
                av_get_bytes_per_sample: transmute(
                    find("avutil", c"av_get_bytes_per_sample")?,
                ),
                av_sample_fmt_is_planar: transmute(
                    find("avutil", c"av_sample_fmt_is_planar")?,
                ),
                av_samples_set_silence: transmute(
                    find("avutil", c"av_samples_set_silence")?,
                ),
                av_channel_layout_default: transmute(
                    find("avutil", c"av_channel_layout_default")?,
                ),
                av_channel_layout_copy: transmute(
                    find("avutil", c"av_channel_layout_copy")?,
                ),
                av_channel_layout_uninit: transmute(
                    find("avutil", c"av_channel_layout_uninit")?,
                ),
                av_channel_layout_describe: transmute(
                    find("avutil", c"av_channel_layout_describe")?,
                ),
                av_color_range_name: transmute(find("avutil", c"av_color_range_name")?),
                av_color_space_name: transmute(find("avutil", c"av_color_space_name")?),
                av_color_primaries_name: transmute(
                    find("avutil", c"av_color_primaries_name")?,
                ),
                av_color_transfer_name: transmute(
                    find("avutil", c"av_color_transfer_name")?,
                ),
                av_display_rotation_get: transmute(
                    find("avutil", c"av_display_rotation_get")?,
                ),
                av_image_check_size2: transmute(
                    find("avutil", c"av_image_check_size2")?,
                ),
                av_rescale_q_rnd: transmute(find("avutil", c"av_rescale_q_rnd")?),
                swresample_version: transmute(
                    find("swresample", c"swresample_version")?,
                ),
                swr_alloc_set_opts2: transmute(
                    find("swresample", c"swr_alloc_set_opts2")?,
                ),
                swr_init: transmute(find("swresample", c"swr_init")?),
                swr_convert: transmute(find("swresample", c"swr_convert")?),
                swr_get_out_samples: transmute(
                    find("swresample", c"swr_get_out_samples")?,
                ),
                swr_get_delay: transmute(find("swresample", c"swr_get_delay")?),
                swr_free: transmute(find("swresample", c"swr_free")?),
                swscale_version: transmute(find("swscale", c"swscale_version")?),
                sws_alloc_context: transmute(find("swscale", c"sws_alloc_context")?),
                sws_init_context: transmute(find("swscale", c"sws_init_context")?),
                sws_free_context: transmute(find("swscale", c"sws_free_context")?),
                sws_scale: transmute(find("swscale", c"sws_scale")?),
                sws_scale_frame: transmute(find("swscale", c"sws_scale_frame")?),
                sws_getCoefficients: transmute(find("swscale", c"sws_getCoefficients")?),
                sws_setColorspaceDetails: transmute(
                    find("swscale", c"sws_setColorspaceDetails")?,
                ),
                sws_isSupportedInput: transmute(
                    find("swscale", c"sws_isSupportedInput")?,
                ),
                sws_isSupportedOutput: transmute(
                    find("swscale", c"sws_isSupportedOutput")?,
                ),
                avcodec_version: transmute(find("avcodec", c"avcodec_version")?),
                avcodec_find_decoder: transmute(
                    find("avcodec", c"avcodec_find_decoder")?,
                ),
                avcodec_find_decoder_by_name: transmute(
                    find("avcodec", c"avcodec_find_decoder_by_name")?,
                ),
                avcodec_find_encoder: transmute(
                    find("avcodec", c"avcodec_find_encoder")?,
                ),
                avcodec_find_encoder_by_name: transmute(
                    find("avcodec", c"avcodec_find_encoder_by_name")?,
                ),
                avcodec_alloc_context3: transmute(
                    find("avcodec", c"avcodec_alloc_context3")?,
                ),
                avcodec_free_context: transmute(
                    find("avcodec", c"avcodec_free_context")?,
                ),
                avcodec_open2: transmute(find("avcodec", c"avcodec_open2")?),
                avcodec_send_packet: transmute(find("avcodec", c"avcodec_send_packet")?),
                avcodec_receive_frame: transmute(
                    find("avcodec", c"avcodec_receive_frame")?,
                ),
                avcodec_send_frame: transmute(find("avcodec", c"avcodec_send_frame")?),
                avcodec_receive_packet: transmute(
                    find("avcodec", c"avcodec_receive_packet")?,
                ),
                avcodec_flush_buffers: transmute(
                    find("avcodec", c"avcodec_flush_buffers")?,
                ),
                avcodec_parameters_alloc: transmute(
                    find("avcodec", c"avcodec_parameters_alloc")?,
                ),
                avcodec_parameters_free: transmute(
                    find("avcodec", c"avcodec_parameters_free")?,
                ),
                avcodec_parameters_copy: transmute(
                    find("avcodec", c"avcodec_parameters_copy")?,
                ),
                avcodec_parameters_from_context: transmute(
                    find("avcodec", c"avcodec_parameters_from_context")?,
                ),
                avcodec_parameters_to_context: transmute(
                    find("avcodec", c"avcodec_parameters_to_context")?,
                ),
                avcodec_get_name: transmute(find("avcodec", c"avcodec_get_name")?),
                avcodec_descriptor_get: transmute(
                    find("avcodec", c"avcodec_descriptor_get")?,
                ),
                avcodec_descriptor_get_by_name: transmute(
                    find("avcodec", c"avcodec_descriptor_get_by_name")?,
                ),
                avcodec_profile_name: transmute(
                    find("avcodec", c"avcodec_profile_name")?,
                ),
                avcodec_get_supported_config: transmute(
                    find("avcodec", c"avcodec_get_supported_config")?,
                ),
                avcodec_decode_subtitle2: transmute(
                    find("avcodec", c"avcodec_decode_subtitle2")?,
                ),
                avcodec_encode_subtitle: transmute(
                    find("avcodec", c"avcodec_encode_subtitle")?,
                ),
                avsubtitle_free: transmute(find("avcodec", c"avsubtitle_free")?),
                av_codec_iterate: transmute(find("avcodec", c"av_codec_iterate")?),
                av_codec_is_decoder: transmute(find("avcodec", c"av_codec_is_decoder")?),
                av_codec_is_encoder: transmute(find("avcodec", c"av_codec_is_encoder")?),
                av_packet_alloc: transmute(find("avcodec", c"av_packet_alloc")?),
                av_packet_free: transmute(find("avcodec", c"av_packet_free")?),
                av_packet_unref: transmute(find("avcodec", c"av_packet_unref")?),
                av_packet_ref: transmute(find("avcodec", c"av_packet_ref")?),
                av_packet_move_ref: transmute(find("avcodec", c"av_packet_move_ref")?),
                av_new_packet: transmute(find("avcodec", c"av_new_packet")?),
                av_packet_rescale_ts: transmute(
                    find("avcodec", c"av_packet_rescale_ts")?,
                ),
                av_packet_get_side_data: transmute(
                    find("avcodec", c"av_packet_get_side_data")?,
                ),
                av_packet_side_data_get: transmute(
                    find("avcodec", c"av_packet_side_data_get")?,
                ),
                avformat_version: transmute(find("avformat", c"avformat_version")?),
                avformat_alloc_context: transmute(
                    find("avformat", c"avformat_alloc_context")?,
                ),
                avformat_free_context: transmute(
                    find("avformat", c"avformat_free_context")?,
                ),
                avformat_open_input: transmute(
                    find("avformat", c"avformat_open_input")?,
                ),
                avformat_close_input: transmute(
                    find("avformat", c"avformat_close_input")?,
                ),
                avformat_find_stream_info: transmute(
                    find("avformat", c"avformat_find_stream_info")?,
                ),
                avformat_seek_file: transmute(find("avformat", c"avformat_seek_file")?),
                avformat_index_get_entries_count: transmute(
                    find("avformat", c"avformat_index_get_entries_count")?,
                ),
                avformat_index_get_entry: transmute(
                    find("avformat", c"avformat_index_get_entry")?,
                ),
                avformat_alloc_output_context2: transmute(
                    find("avformat", c"avformat_alloc_output_context2")?,
                ),
                avformat_new_stream: transmute(
                    find("avformat", c"avformat_new_stream")?,
                ),
                avformat_write_header: transmute(
                    find("avformat", c"avformat_write_header")?,
                ),
                avformat_query_codec: transmute(
                    find("avformat", c"avformat_query_codec")?,
                ),
                av_codec_get_tag2: transmute(find("avformat", c"av_codec_get_tag2")?),
                av_read_frame: transmute(find("avformat", c"av_read_frame")?),
                av_seek_frame: transmute(find("avformat", c"av_seek_frame")?),
                av_find_best_stream: transmute(
                    find("avformat", c"av_find_best_stream")?,
                ),
                av_find_input_format: transmute(
                    find("avformat", c"av_find_input_format")?,
                ),
                av_guess_format: transmute(find("avformat", c"av_guess_format")?),
                av_guess_frame_rate: transmute(
                    find("avformat", c"av_guess_frame_rate")?,
                ),
                av_guess_sample_aspect_ratio: transmute(
                    find("avformat", c"av_guess_sample_aspect_ratio")?,
                ),
                av_interleaved_write_frame: transmute(
                    find("avformat", c"av_interleaved_write_frame")?,
                ),
                av_write_trailer: transmute(find("avformat", c"av_write_trailer")?),
                av_demuxer_iterate: transmute(find("avformat", c"av_demuxer_iterate")?),
                av_muxer_iterate: transmute(find("avformat", c"av_muxer_iterate")?),
                avio_alloc_context: transmute(find("avformat", c"avio_alloc_context")?),
                avio_context_free: transmute(find("avformat", c"avio_context_free")?),
                avio_flush: transmute(find("avformat", c"avio_flush")?),
                avfilter_version: transmute(find("avfilter", c"avfilter_version")?),
                avfilter_get_by_name: transmute(
                    find("avfilter", c"avfilter_get_by_name")?,
                ),
                avfilter_graph_alloc: transmute(
                    find("avfilter", c"avfilter_graph_alloc")?,
                ),
                avfilter_graph_alloc_filter: transmute(
                    find("avfilter", c"avfilter_graph_alloc_filter")?,
                ),
                avfilter_graph_free: transmute(
                    find("avfilter", c"avfilter_graph_free")?,
                ),
                avfilter_graph_config: transmute(
                    find("avfilter", c"avfilter_graph_config")?,
                ),
                avfilter_graph_parse_ptr: transmute(
                    find("avfilter", c"avfilter_graph_parse_ptr")?,
                ),
                avfilter_init_str: transmute(find("avfilter", c"avfilter_init_str")?),
                avfilter_inout_alloc: transmute(
                    find("avfilter", c"avfilter_inout_alloc")?,
                ),
                avfilter_inout_free: transmute(
                    find("avfilter", c"avfilter_inout_free")?,
                ),
                av_buffersrc_add_frame_flags: transmute(
                    find("avfilter", c"av_buffersrc_add_frame_flags")?,
                ),
                av_buffersrc_parameters_alloc: transmute(
                    find("avfilter", c"av_buffersrc_parameters_alloc")?,
                ),
                av_buffersrc_parameters_set: transmute(
                    find("avfilter", c"av_buffersrc_parameters_set")?,
                ),
                av_buffersink_get_frame: transmute(
                    find("avfilter", c"av_buffersink_get_frame")?,
                ),
                av_buffersink_get_frame_flags: transmute(
                    find("avfilter", c"av_buffersink_get_frame_flags")?,
                ),
                av_buffersink_get_time_base: transmute(
                    find("avfilter", c"av_buffersink_get_time_base")?,
                ),
                av_buffersink_set_frame_size: transmute(
                    find("avfilter", c"av_buffersink_set_frame_size")?,
                ),
                av_buffersink_get_w: transmute(
                    find("avfilter", c"av_buffersink_get_w")?,
                ),
                av_buffersink_get_h: transmute(
                    find("avfilter", c"av_buffersink_get_h")?,
                ),
                av_buffersink_get_format: transmute(
                    find("avfilter", c"av_buffersink_get_format")?,
                ),
                av_buffersink_get_sample_aspect_ratio: transmute(
                    find("avfilter", c"av_buffersink_get_sample_aspect_ratio")?,
                ),
                av_buffersink_get_frame_rate: transmute(
                    find("avfilter", c"av_buffersink_get_frame_rate")?,
                ),
            })
        }
    }
}
