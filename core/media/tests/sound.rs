//! Sound, against what another ffmpeg decodes.

mod common;

use common::{audio, bytes, decibels, expected, fixture, input};
use lode_media::AudioChunk;
use lode_media::options::AudioChunkOptions;
use lode_runtime::{ErrorCode, Job, parse_options};

#[test]
fn every_codec_gives_as_many_samples_as_ffmpeg_at_its_own_rate_and_at_16_khz() {
    for row in expected() {
        let (Some(rate), Some(samples), Some(samples_16k)) = (row.rate, row.samples, row.samples_16k) else { continue };
        let own = audio(fixture(&row.file), &format!(r#"{{"sampleRate": {rate}}}"#)).unwrap();
        assert_eq!(own.samples.len(), samples, "{}", row.file);
        let resampled = audio(fixture(&row.file), "{}").unwrap();
        assert_eq!(resampled.samples.len(), samples_16k, "{}", row.file);
        assert!(resampled.info.warnings.is_empty(), "{}: {:?}", row.file, resampled.info.warnings);
    }
}

#[test]
fn samples_are_those_of_ffmpeg() {
    for file in ["tone.m4a", "tone.mp3", "tone.opus", "tone.flac"] {
        let reference: Vec<f32> = bytes(&format!("{file}.16k.pcm"))
            .chunks_exact(2)
            .map(|pair| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32768.0)
            .collect();
        let ours = audio(fixture(file), "{}").unwrap().samples;
        let decibels = decibels(&reference, &ours);
        assert!(decibels >= 60.0, "{file}: {decibels:.1} dB");
    }
}

#[test]
fn a_part_is_cut_out_to_the_sample() {
    for file in ["tone.flac", "tone.mp3", "tone.m4a", "pcm24.wav"] {
        let all = audio(fixture(file), r#"{"sampleRate": 44100}"#).unwrap().samples;
        let part = audio(fixture(file), r#"{"sampleRate": 44100, "start": 0.25, "duration": 0.125}"#).unwrap();
        assert_eq!(part.samples.len(), 5513, "{file}");
        assert!((part.info.start - 0.25).abs() < 1e-4, "{file}: {}", part.info.start);
        let decibels = decibels(&all[11025..11025 + 5513], &part.samples);
        assert!(decibels > 50.0, "{file}: {decibels:.1} dB");
    }
}

#[test]
fn channels_are_interleaved_and_keep_their_sides() {
    let stereo = audio(fixture("tone.flac"), r#"{"sampleRate": 44100, "channels": 2}"#).unwrap();
    assert_eq!((stereo.samples.len(), stereo.info.channels), (2 * 33075, 2));
    // Made as 0.4 sin(2 pi 440 t) and 0.3 sin(2 pi 660 t).
    let time = 1000.0 / 44100.0 * std::f64::consts::TAU;
    let expected = [0.4 * (440.0 * time).sin(), 0.3 * (660.0 * time).sin()];
    for (value, expected) in stereo.samples[2000..2002].iter().zip(expected) {
        assert!((f64::from(*value) - expected).abs() < 1e-3, "{value} {expected}");
    }
}

#[test]
fn chunks_overlap_and_together_are_all_samples() {
    let all = audio(fixture("tone.flac"), "{}").unwrap().samples;
    let options: AudioChunkOptions = parse_options(br#"{"seconds": 0.2, "overlap": 0.05}"#).unwrap();
    let mut chunks: Vec<AudioChunk> = Vec::new();
    lode_media::audio_chunks(fixture("tone.flac"), &options, &Job::default(), &mut |chunk| {
        chunks.push(chunk);
        Ok(())
    })
    .unwrap();
    let (length, step) = (3200, 2400);
    for (index, chunk) in chunks.iter().enumerate() {
        let from = index * step;
        assert_eq!(chunk.samples, all[from..(from + length).min(all.len())]);
        assert!((chunk.start - from as f64 / 16000.0).abs() < 1e-9);
    }
    assert_eq!((chunks.len() - 1) * step + chunks.last().unwrap().samples.len(), all.len());
}

#[test]
fn a_chunk_that_would_only_repeat_is_not_given() {
    let options: AudioChunkOptions = parse_options(br#"{"seconds": 0.25, "overlap": 0.05}"#).unwrap();
    let mut ends = Vec::new();
    lode_media::audio_chunks(fixture("tone.opus"), &options, &Job::default(), &mut |chunk| {
        ends.push(chunk.start + chunk.samples.len() as f64 / 16000.0);
        Ok(())
    })
    .unwrap();
    assert!(ends.windows(2).all(|pair| pair[1] > pair[0]), "{ends:?}");
}

#[test]
fn a_file_without_sound_says_so() {
    assert_eq!(audio(fixture("h264.mp4"), "{}").unwrap_err().code, ErrorCode::MediaStream);
}

#[test]
fn what_is_no_media_is_a_typed_error_that_names_the_file() {
    let error = audio(input(vec![7; 5000], "noise.bin"), "{}").unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::Media, Some("noise.bin")));
    assert_eq!(audio(input(Vec::new(), "empty.mp3"), "{}").unwrap_err().code, ErrorCode::Media);
}

#[test]
fn options_out_of_range_are_refused() {
    for options in [r#"{"sampleRate": 0}"#, r#"{"channels": 9}"#, r#"{"start": -1}"#, r#"{"duration": 1e300}"#] {
        assert_eq!(audio(fixture("tone.flac"), options).unwrap_err().code, ErrorCode::InvalidOptions, "{options}");
    }
}

/// Files of which older versions give parts at the end that were not in the sound.
const LONGER_THERE: &[&str] = &["tone.m4a", "film.mp4"];
/// What an older version rounds otherwise: up to 11 steps of 16 bits.
const ROUNDED_THERE: &str = "adpcm.wav";

#[test]
fn samples_of_every_codec_are_those_of_an_ffmpeg_that_is_installed() {
    let decode = |file: &str, rate: u32| {
        let path = common::folder().join(file);
        let mut ffmpeg = std::process::Command::new("ffmpeg");
        ffmpeg.args(["-v", "error", "-nostdin", "-i"]).arg(path).args(["-map", "0:a:0", "-f", "f32le"]);
        ffmpeg.args(["-ar", &rate.to_string(), "-"]).output().ok().filter(|output| output.status.success())
    };
    if decode("tone.flac", 44100).is_none() {
        eprintln!("not checked: no ffmpeg is installed");
        return;
    }
    for row in expected() {
        let Some(rate) = row.rate else { continue };
        let sound = common::probe(fixture(&row.file)).unwrap().streams.into_iter().find_map(|stream| stream.channels);
        let channels = sound.unwrap();
        for (rate, least) in [(rate, 60.0), (16_000, 40.0)] {
            let output = decode(&row.file, rate).unwrap();
            let words = output.stdout.as_chunks::<4>().0;
            let reference: Vec<f32> = words.iter().map(|word| f32::from_le_bytes(*word)).collect();
            let options = format!(r#"{{"sampleRate": {rate}, "channels": {channels}}}"#);
            let ours = audio(fixture(&row.file), &options).unwrap().samples;
            if !LONGER_THERE.contains(&row.file.as_str()) {
                assert_eq!(ours.len(), reference.len(), "{} at {rate} Hz", row.file);
            }
            let least = if row.file == ROUNDED_THERE { 50.0 } else { least };
            let decibels = decibels(&ours, &reference);
            assert!(decibels >= least, "{} at {rate} Hz: {decibels:.1} dB", row.file);
        }
    }
}

/// How loud a band is in the first of two interleaved channels.
fn amplitude(samples: &[f32], hertz: std::ops::RangeInclusive<u32>) -> f64 {
    // 0.2 s at 44.1 kHz, so frequencies lie 5 Hz apart.
    let samples: Vec<f64> = samples.iter().step_by(2).map(|sample| f64::from(*sample)).take(8820).collect();
    let power = hertz.step_by(5).map(|hertz| {
        let step = std::f64::consts::TAU * f64::from(hertz) / 44_100.0;
        let turned = |part: fn(f64) -> f64| {
            samples.iter().enumerate().map(|(index, value)| value * part(step * index as f64)).sum::<f64>()
        };
        let (real, imaginary) = (turned(f64::cos), turned(f64::sin));
        (real * real + imaginary * imaginary) * 4.0 / (samples.len() as f64).powi(2)
    });
    power.sum::<f64>().sqrt()
}

#[test]
fn he_aac_has_its_full_rate_both_sides_and_the_upper_half_of_its_band_however_it_is_told_of() {
    for (file, codec, profile) in [
        ("he-aac.aac", "aac", "HE-AAC"),
        ("he-aac.m4a", "aac", "HE-AAC"),
        ("he-aac.loas", "aac_latm", "HE-AAC"),
        ("he-aac-v2.aac", "aac", "HE-AACv2"),
        ("he-aac-v2.m4a", "aac", "HE-AACv2"),
    ] {
        let stream = common::probe(fixture(file)).unwrap().streams.remove(0);
        let told = (stream.codec.as_str(), stream.profile.as_deref(), stream.sample_rate, stream.channels);
        assert_eq!(told, (codec, Some(profile), Some(44_100), Some(2)), "{file}");
        let options = r#"{"sampleRate": 44100, "channels": 2, "start": 0.27}"#;
        let sound = audio(fixture(file), options).unwrap().samples;
        // Made of 0.4 at 440 Hz and 0.1 at 9 kHz left, 0.3 at 660 Hz right. Where high tones lie and how loud they are is replicated
        // roughly: another decoder gives 0.05 and 0.03.
        let [left, right] = [amplitude(&sound, 410..=470), amplitude(&sound[1..], 630..=690)];
        assert!((left - 0.4).abs() < 0.02 && (right - 0.3).abs() < 0.02, "{file}: {left} {right}");
        let high = amplitude(&sound, 8700..=9300);
        assert!((0.02..0.12).contains(&high), "{file}: {high}");
    }
}

#[test]
fn a_part_of_he_aac_is_cut_out_to_the_sample_with_its_high_tones() {
    for file in ["he-aac.m4a", "he-aac-v2.m4a", "he-aac.aac"] {
        let all = audio(fixture(file), r#"{"sampleRate": 44100, "channels": 2}"#).unwrap().samples;
        let options = r#"{"sampleRate": 44100, "channels": 2, "start": 0.6, "duration": 0.2}"#;
        let part = audio(fixture(file), options).unwrap().samples;
        let all = &all[26_460 * 2..26_460 * 2 + 17_640];
        assert_eq!(part.len(), all.len(), "{file}");
        // Phases of replicated tones depend on where decoding began, those of the others do not: one sample off makes 0.025.
        let difference: Vec<f32> = all.iter().zip(&part).map(|(a, b)| a - b).collect();
        assert!(amplitude(&difference, 410..=470) < 0.001, "{file}: {}", amplitude(&difference, 410..=470));
        let [expected, high] = [amplitude(all, 8700..=9300), amplitude(&part, 8700..=9300)];
        assert!((high / expected - 1.0).abs() < 0.1, "{file}: {high}, not {expected}");
    }
}

#[test]
fn six_channels_become_two_as_ffmpeg_mixes_them() {
    let mut ffmpeg = std::process::Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-nostdin", "-i"]).arg(common::folder().join("surround.ac3"));
    // Scaled so that nothing becomes louder than what went in, as it does by itself where samples are integers.
    let mix = "aresample=out_chlayout=stereo:rematrix_maxval=1";
    let Ok(output) = ffmpeg.args(["-af", mix, "-f", "f32le", "-"]).output() else {
        eprintln!("not checked: no ffmpeg is installed");
        return;
    };
    let reference: Vec<f32> = output.stdout.as_chunks::<4>().0.iter().map(|word| f32::from_le_bytes(*word)).collect();
    let ours = audio(fixture("surround.ac3"), r#"{"sampleRate": 44100, "channels": 2}"#).unwrap().samples;
    assert_eq!(ours.len(), reference.len());
    let decibels = decibels(&ours, &reference);
    assert!(decibels >= 60.0, "{decibels:.1} dB");
}
