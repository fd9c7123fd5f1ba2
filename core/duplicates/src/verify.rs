//! Makes sure of what 32 bits say of a text: the sources of classes that are equal by text are read and compared once more.
//!
//! Tokens are matched by hashes of their texts ([`token_hash`]), and with so few bits, some text with the hash of another is
//! found in seconds by who looks for it. So the texts of fragments decide: as hashes of 64 bits under a key that nobody knows
//! before the scan (SipHash), so that each file is read once, whatever it has copies of.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Read;

use lode_runtime::{Job, Result, pool};

use crate::classes::{Class, Range};
use crate::locate::Places;
use crate::normalize::Normalization;
use crate::options::DuplicateOptions;
use crate::token_hash;

/// Files that one thread reads at a time.
const CHUNK: usize = 16;

/// What the texts of a fragment say: a hash of all of them, and of those that must be the same.
type Texts = (u64, u64);

/// A fragment to look at: its file (none: the query), its class, and which one it is there.
type Task = (Option<u32>, u32, u32);

/// Leaves classes as they are whose texts are what their hashes say; those of others become classes of type 2 or go. What has
/// changed since it was read stays as it was then. `query` is the source that is checked against resident files.
///
/// # Errors
/// `Cancelled`, `Timeout`.
pub fn verified(
    mut classes: Vec<Class>,
    places: Places,
    query: &[u8],
    options: &DuplicateOptions,
    normalization: &Normalization,
    job: &Job,
) -> Result<Vec<Class>> {
    let by_text = |class: &Class| class.clone_type == 1 || class.clone_type == 2 && normalization.compares_texts();
    let mut tasks: Vec<Task> = Vec::new();
    for (number, class) in (0..).zip(&classes).filter(|(_, class)| by_text(class)) {
        tasks.extend((0..).zip(&class.fragments).map(|(index, range)| (places.resident_file(range), number, index)));
    }
    tasks.sort_unstable();
    let files: Vec<&[Task]> = tasks.chunk_by(|a, b| a.0 == b.0).collect();
    let chunks: Vec<&[&[Task]]> = files.chunks(CHUNK).collect();
    let state = RandomState::new();
    let read = pool::map(job, chunks.len(), |chunk| {
        let mut found = Vec::new();
        let mut bytes = Vec::new();
        for tasks in chunks[chunk] {
            job.check()?;
            let range = |task: &Task| classes[task.1 as usize].fragments[task.2 as usize];
            let source = match tasks[0].0 {
                None => query,
                Some(file) => {
                    let end = tasks.iter().map(|task| places.locate(&range(task)).bytes.1).max().unwrap_or(0);
                    read(&places.files[file as usize].path, end, &mut bytes);
                    &bytes
                }
            };
            for task in *tasks {
                found.push((task.1, task.2, texts(source, &range(task), places, normalization, &state)));
            }
        }
        Ok(found)
    })?;
    let mut texts: Vec<(u32, u32, Option<Texts>)> = read.into_iter().flatten().collect();
    texts.sort_unstable();
    let mut split = Vec::new();
    for group in texts.chunk_by(|a, b| a.0 == b.0) {
        if group.iter().all(|(_, _, texts)| texts.is_some() && *texts == group[0].2) {
            continue;
        }
        if let Some(texts) = group.iter().map(|(_, _, texts)| *texts).collect::<Option<Vec<_>>>() {
            let class = &mut classes[group[0].0 as usize];
            split.extend(divided(class, &texts));
            class.fragments.clear();
        }
    }
    classes.extend(split);
    classes.retain(|class| !class.fragments.is_empty() && options.wants(class.clone_type));
    Ok(classes)
}

/// The classes of fragments whose texts are the same where they must be.
fn divided(class: &Class, texts: &[Texts]) -> Vec<Class> {
    let mut groups: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, (_, needed)) in texts.iter().enumerate() {
        groups.entry(*needed).or_default().push(index);
    }
    let mut groups: Vec<_> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_unstable();
    let divided = groups.iter().map(|group| Class {
        clone_type: if group.iter().all(|index| texts[*index].0 == texts[group[0]].0) { class.clone_type } else { 2 },
        similarity: class.similarity,
        fragments: group.iter().map(|index| class.fragments[*index]).collect(),
    });
    divided.collect()
}

/// Reads the first `length` bytes of a file; fewer if it is shorter or cannot be read any more.
fn read(path: &str, length: u32, bytes: &mut Vec<u8>) {
    bytes.clear();
    if let Ok(file) = File::open(path) {
        // What was read before an error is compared with what is known of it, as anything else is.
        let _ = file.take(u64::from(length)).read_to_end(bytes);
    }
}

/// Hashes of the texts of a fragment; nothing if they are not those that were read before.
fn texts(
    source: &[u8],
    range: &Range,
    places: Places,
    normalization: &Normalization,
    state: &RandomState,
) -> Option<Texts> {
    let unit = places.units.get(range.unit);
    let (mut all, mut needed) = (state.build_hasher(), state.build_hasher());
    for at in range.start..range.end {
        let code = *unit.codes.get(at as usize)?;
        if !crate::normalize::has_free_text(code) {
            continue;
        }
        let (start, end) = unit.positions.bytes(at);
        let text = source.get(start as usize..end as usize)?;
        if token_hash::of_bytes(text) != *unit.hashes.get(at as usize)? {
            return None;
        }
        // A byte that no UTF-8 has tells where a text ends.
        all.write(text);
        all.write_u8(u8::MAX);
        if normalization.by_text(code) {
            needed.write(text);
            needed.write_u8(u8::MAX);
        }
    }
    Some((all.finish(), needed.finish()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
mod tests {
    use std::fmt::Write;

    use lode_runtime::parse_options;

    use super::*;

    /// Two names whose hashes are the same: among 2^18 there are about eight such pairs.
    fn colliding_names() -> (String, String) {
        let mut known: HashMap<u32, u32> = HashMap::new();
        for number in 0..1 << 20 {
            let hash = token_hash::of_bytes(format!("name{number}").as_bytes());
            if let Some(other) = known.insert(hash, number) {
                return (format!("name{other}"), format!("name{number}"));
            }
        }
        unreachable!("2^19 pairs of 2^20 names are expected to collide by 2^32")
    }

    /// The type and the number of fragments of the largest class of three files, of which one has another name.
    fn scan(names: (&str, &str), options: &str) -> (u32, usize) {
        let folder =
            std::env::temp_dir().join(format!("lode-verify-{}-{}-{}", std::process::id(), names.1, options.len()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut paths = Vec::new();
        for (file, name) in [names.0, names.1, names.0].iter().enumerate() {
            let mut text = "int work(int a, int *b) {\n".to_string();
            for line in 0..12 {
                writeln!(text, "  if (a > {line}) {{ b[a] = f{line}(a - 1, b) + {line} * g(\"{line}\"); }} else a++;")
                    .unwrap();
            }
            writeln!(text, "  return {name};\n}}").unwrap();
            let path = folder.join(format!("{file}.c"));
            std::fs::write(&path, text).unwrap();
            paths.push(path.to_str().unwrap().to_string());
        }
        let options: DuplicateOptions = parse_options(options.as_bytes()).unwrap();
        let report = crate::find_duplicates(&paths, &options, &Job::default()).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let largest = report.classes.iter().max_by_key(|class| class.tokens).unwrap();
        (largest.r#type, largest.fragments.len())
    }

    #[test]
    fn names_with_the_same_hash_are_not_the_same_text() {
        let (a, b) = colliding_names();
        assert_ne!(a, b);
        assert_eq!(token_hash::of_bytes(a.as_bytes()), token_hash::of_bytes(b.as_bytes()));
        assert_eq!(scan((&a, &a), "{}"), (1, 3));
        assert_eq!(scan((&a, &b), "{}"), (2, 3));
    }

    #[test]
    fn where_texts_must_be_the_same_those_with_the_same_hash_are_left_out() {
        let (a, b) = colliding_names();
        for options in ["{\"types\":[1]}", "{\"identifiers\":\"exact\"}"] {
            assert_eq!(scan((&a, &b), options), (1, 2), "{options}");
        }
    }
}
