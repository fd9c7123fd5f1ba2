use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use lode_runtime::{Host, HostFunction, JobSettings, Payload, Progress};

use super::*;
use crate::options::Sizer;

fn options(max: usize, overlap: usize) -> ChunkOptions {
    ChunkOptions { max_characters: max, overlap, ..ChunkOptions::default() }
}

fn pieces<'a>(text: &'a str, options: &ChunkOptions) -> Vec<&'a str> {
    let chunks = chunk(text, options, &Job::default()).unwrap();
    chunks.iter().map(|chunk| &text[chunk.text.start..chunk.text.end]).collect()
}

fn markdown(max: usize) -> ChunkOptions {
    ChunkOptions { by: Some(ChunkBy::Markdown), ..options(max, 0) }
}

#[test]
fn chunks_take_as_many_paragraphs_as_fit_and_are_trimmed() {
    let text = "\n one\n\ntwo\n\nthree four. \n";
    assert_eq!(pieces(text, &options(9, 0)), ["one\n\ntwo", "three", "four."]);
    assert_eq!(pieces(text, &options(11, 0)), ["one\n\ntwo", "three four."]);
    assert_eq!(pieces(text, &options(100, 0)), [text.trim()]);
}

#[test]
fn a_paragraph_that_is_too_large_is_cut_at_sentences_then_words_then_characters() {
    assert_eq!(pieces("One two. Three four. Five", &options(14, 0)), ["One two.", "Three four.", "Five"]);
    assert_eq!(pieces("one two three four", &options(9, 0)), ["one two", "three", "four"]);
    assert_eq!(pieces("abcdefgh ij", &options(3, 0)), ["abc", "def", "gh", "ij"]);
    assert_eq!(pieces("e\u{301}e\u{301}e\u{301}", &options(3, 0)), ["e\u{301}", "e\u{301}", "e\u{301}"]);
}

#[test]
fn one_character_that_is_too_large_is_a_chunk() {
    let family = "👨‍👩‍👧‍👦";
    let text = format!("a{family}b");
    assert_eq!(pieces(&text, &options(1, 0)), ["a", family, "b"]);
}

#[test]
fn overlap_repeats_whole_words_of_the_chunk_before() {
    let text = "one two three four five six";
    assert_eq!(pieces(text, &options(13, 5)), ["one two three", "three four", "four five six"]);
    let words = ChunkOptions { sizer: Sizer::Words, ..options(3, 1) };
    assert_eq!(pieces(text, &words), ["one two three", "three four five", "five six"]);
}

#[test]
fn markdown_is_cut_before_headings_and_chunks_know_theirs() {
    let text = "# A\n\ntext a\n\n## B\n\ntext b\n\n## C `c`\n\ntext c\n\n# D\n\ntext d";
    let chunks = chunk(text, &markdown(20), &Job::default()).unwrap();
    let found: Vec<(&str, Vec<&str>)> = chunks
        .iter()
        .map(|chunk| (&text[chunk.text.start..chunk.text.end], chunk.headings.iter().map(String::as_str).collect()))
        .collect();
    let expected: [(&str, Vec<&str>); 4] = [
        ("# A\n\ntext a", vec!["A"]),
        ("## B\n\ntext b", vec!["A", "B"]),
        ("## C `c`\n\ntext c", vec!["A", "C c"]),
        ("# D\n\ntext d", vec!["D"]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_heading_stays_with_what_follows_it() {
    let text = "first paragraph\n\n# A\n\n## B\n\nthe text of b";
    assert_eq!(pieces(text, &markdown(27)), ["first paragraph", "# A\n\n## B\n\nthe text of b"]);
}

#[test]
fn sizes_that_make_no_sense_are_refused_by_name() {
    let error = chunk("a", &options(0, 0), &Job::default()).unwrap_err();
    assert!(error.code == ErrorCode::InvalidOptions && error.message.contains("options.chunking.maxCharacters"));
    let error = chunk("a", &options(5, 5), &Job::default()).unwrap_err();
    assert!(error.code == ErrorCode::InvalidOptions && error.message.contains("options.chunking.overlap"), "{error}");
}

#[test]
fn white_space_has_no_chunks() {
    assert!(pieces(" \n\n\t ", &options(5, 0)).is_empty() && pieces("", &options(5, 0)).is_empty());
}

type Answer = Box<dyn Fn(&[u8]) -> Result<Vec<u8>> + Send>;

/// A host that counts the bytes of what it is asked to size, four to a unit.
struct Counter {
    calls: AtomicUsize,
    answer: Mutex<Answer>,
}

impl Host for Counter {
    fn call(&self, _function: HostFunction, payload: Box<dyn Payload>) -> Result<Vec<u8>> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let mut bytes = vec![0; payload.size()];
        payload.write(&mut bytes);
        (self.answer.lock().unwrap())(&bytes)
    }

    fn item(&self, _payload: Box<dyn Payload>) -> Result<()> {
        Ok(())
    }

    fn progress(&self, _progress: Progress) {}
}

fn with_host(answer: impl Fn(&[u8]) -> Result<Vec<u8>> + Send + 'static) -> (Job, Arc<Counter>) {
    let host = Arc::new(Counter { calls: AtomicUsize::new(0), answer: Mutex::new(Box::new(answer)) });
    (Job::new(JobSettings { host: Some(host.clone()), ..JobSettings::default() }), host)
}

fn by_function(max: usize, overlap: usize) -> ChunkOptions {
    ChunkOptions { sizer: Sizer::Function { function: HostFunction(0) }, ..options(max, overlap) }
}

#[test]
fn a_sizer_function_is_asked_a_few_times_for_each_chunk() {
    let sentence = "The quick brown fox jumps over the lazy dog. It was not amused, and said so at length!\n\n";
    let text = sentence.repeat(2000);
    for overlap in [0, 30] {
        let (job, host) = with_host(|bytes| Ok((bytes.len() as f64 / 4.2).to_string().into_bytes()));
        let chunks = chunk(&text, &by_function(300, overlap), &job).unwrap();
        let calls = host.calls.load(Ordering::Relaxed);
        let most = chunks.len() * if overlap == 0 { 5 } else { 12 };
        assert!(chunks.len() > 100 && calls < most, "{calls} calls for {} chunks", chunks.len());
        assert!(chunks.iter().all(|chunk| chunk.size <= 300));
    }
}

#[test]
fn an_answer_that_is_no_size_is_told_apart_from_one_that_is() {
    for wrong in ["null", "\"many\"", "-1", "NaN", "Infinity", ""] {
        let (job, _) = with_host(|_| Ok(wrong.as_bytes().to_vec()));
        let error = chunk("a b", &by_function(5, 0), &job).unwrap_err();
        assert_eq!(error.code, ErrorCode::TypeConversion);
        assert!(error.message.contains("options.chunking.sizer") && error.message.ends_with(wrong), "{error}");
    }
}

#[test]
fn what_a_sizer_throws_comes_out_as_it_is() {
    let (job, host) = with_host(|_| Err(Error { request: Some(7), ..Error::new(ErrorCode::Plugin, "thrown") }));
    let error = chunk("a b", &by_function(5, 0), &job).unwrap_err();
    assert_eq!((error.code, error.request), (ErrorCode::Plugin, Some(7)));
    assert_eq!(host.calls.load(Ordering::Relaxed), 1);
}

#[test]
fn a_cancelled_job_stops() {
    let job = Job::default();
    job.cancel();
    assert_eq!(chunk("a b", &options(5, 0), &job).unwrap_err().code, ErrorCode::Cancelled);
}

/// Numbers that are the same in every run (Knuth's MMIX generator).
fn random(state: &mut u64, bound: usize) -> usize {
    *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    (*state >> 33) as usize % bound
}

#[test]
fn nothing_is_lost_and_nothing_is_too_large_whatever_the_text() {
    const PARTS: &[&str] = &[
        "word",
        "a",
        "東京は",
        "。",
        ". ",
        " ",
        "\n",
        "\n\n",
        "# H\n",
        "```\n",
        "- x\n",
        "| a |\n",
        "é",
        "👨‍👩‍👧",
        "e\u{301}",
        "!\n\n",
        "longerword",
    ];
    let mut state = 9;
    for round in 0..2000 {
        let text: String = (0..random(&mut state, 60)).map(|_| PARTS[random(&mut state, PARTS.len())]).collect();
        let max = 1 + random(&mut state, 40);
        let options = ChunkOptions {
            max_characters: max,
            overlap: random(&mut state, max),
            by: Some(if round % 2 == 0 { ChunkBy::Text } else { ChunkBy::Markdown }),
            sizer: if round % 3 == 0 { Sizer::Words } else { Sizer::Characters },
        };
        let chunks = chunk(&text, &options, &Job::default()).unwrap();
        let mut covered = 0;
        for (index, chunk) in chunks.iter().enumerate() {
            let piece = &text[chunk.text.start..chunk.text.end];
            assert_eq!((piece.trim(), chunk.index), (piece, index as u32));
            assert!(!piece.is_empty() && chunk.text.end > covered);
            assert!(text.get(covered..chunk.text.start).unwrap_or("").trim().is_empty(), "{text:?} {chunks:?}");
            assert!(chunk.size as usize <= max || piece.graphemes(true).count() == 1, "{text:?} {chunk:?} {max}");
            covered = chunk.text.end;
        }
        assert!(text[covered..].trim().is_empty());
    }
}
