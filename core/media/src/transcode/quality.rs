//! Bit rate, quality and effort, in each encoder's own words.

use lode_ffmpeg::EncoderSettings;

use crate::options::TranscodeSettings;

/// What is aimed at when nothing is said, 0 (worst) to 100 (best).
const DEFAULT_QUALITY: f64 = 60.0;

/// Sets what the settings say about size and effort, for the encoder called `name`.
pub(crate) fn apply(name: &str, settings: &TranscodeSettings, pixels_a_second: f64, encoder: &mut EncoderSettings) {
    let quality = settings.quality.unwrap_or(DEFAULT_QUALITY);
    let mut set = |name: &str, value: String| encoder.options.push((name.into(), value));
    let by_rate = settings.video_bitrate.is_some();
    let preset = |usual: &str| settings.preset.clone().unwrap_or_else(|| usual.into());
    match name {
        "libopenh264" => {
            set("profile", "high".into());
            set("rc_mode", "bitrate".into());
            set("slices", encoder.threads.clamp(1, 8).to_string());
        }
        "libsvtav1" => {
            set("preset", preset("8"));
            if !by_rate {
                set("crf", scaled(quality, 63.0, 10.0));
            }
        }
        "libvpx-vp9" | "libvpx" => {
            set("deadline", "good".into());
            set("cpu-used", preset("4"));
            if name == "libvpx-vp9" {
                set("row-mt", "1".into());
            }
            if !by_rate {
                set("crf", scaled(quality, 63.0, 10.0));
                set("b", "0".into());
            }
        }
        "libx264" | "libx265" => {
            set("preset", preset("veryfast"));
            if !by_rate {
                set("crf", scaled(quality, 45.0, 12.0));
            }
        }
        _ => {}
    }
    match name {
        _ if by_rate => encoder.bit_rate = settings.video_bitrate,
        // Its quality is bound by a rate in any case: bits for each pixel, doubled for each 25 points.
        "libopenh264" => encoder.bit_rate = Some((pixels_a_second * 0.02 * 2f64.powf(quality / 25.0)) as u64),
        _ if is_by_quantiser(name) => encoder.quantiser = Some(1.0 + (100.0 - quality) * 0.15),
        _ => {}
    }
}

/// A quality from 0 to 100 on an encoder's scale, from its worst to its best value.
fn scaled(quality: f64, worst: f64, best: f64) -> String {
    format!("{}", (worst + (best - worst) * quality.clamp(0.0, 100.0) / 100.0).round())
}

/// Whether quality is a quantiser for an encoder, the same for all of a picture.
pub(crate) fn is_by_quantiser(name: &str) -> bool {
    matches!(name, "mpeg4" | "mjpeg")
}

/// Whether an encoder can encode twice with what it learnt.
pub(crate) fn has_two_passes(name: &str) -> bool {
    matches!(name, "libvpx-vp9" | "libvpx" | "mpeg4" | "libx264")
}

/// Whether an encoder counts time in frames of equal length.
pub(crate) fn needs_constant_rate(name: &str) -> bool {
    matches!(name, "mpeg4" | "mjpeg" | "gif" | "libopenh264")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scale_are_the_encoders_own() {
        assert_eq!((scaled(0.0, 63.0, 10.0), scaled(100.0, 63.0, 10.0)), ("63".to_string(), "10".to_string()));
    }

    #[test]
    fn a_bit_rate_comes_before_quality() {
        let settings = TranscodeSettings { video_bitrate: Some(1000), ..TranscodeSettings::default() };
        let mut encoder = EncoderSettings::default();
        apply("libsvtav1", &settings, 1e6, &mut encoder);
        assert_eq!(encoder.bit_rate, Some(1000));
        assert!(encoder.options.iter().all(|(name, _)| name != "crf"));
    }
}
