//! The files beneath the paths that were given.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder, WalkState};
use lode_runtime::{Error, ErrorCode, Job, Result, pool, sort};

use crate::languages::{self, LANGUAGES, Language};
use crate::model::Skipped;
use crate::options::DuplicateOptions;

/// A file to read.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path, made of one that was given and what was found beneath it.
    pub path: PathBuf,
    /// Whether it was named, not found in a folder.
    pub named: bool,
}

/// Which languages are wanted.
#[derive(Clone)]
pub struct Languages(Option<Vec<&'static str>>);

impl Languages {
    /// What the options say.
    ///
    /// # Errors
    /// `InvalidOptions` for a name that no language has.
    pub fn new(options: &DuplicateOptions) -> Result<Self> {
        let Some(names) = &options.languages else { return Ok(Self(None)) };
        let known = |name: &String| {
            languages::find(&name.to_ascii_lowercase()).map(|language| language.name).ok_or_else(|| {
                let all: Vec<&str> = LANGUAGES.iter().map(|language| language.name).collect();
                let message = format!("options.languages: expected some of {}, got {name:?}", all.join(", "));
                Error::new(ErrorCode::InvalidOptions, message)
            })
        };
        Ok(Self(Some(names.iter().map(known).collect::<Result<_>>()?)))
    }

    /// Whether files in `language` are wanted.
    #[must_use]
    pub fn contains(&self, language: &Language) -> bool {
        self.0.as_ref().is_none_or(|names| names.contains(&language.name))
    }
}

/// Finds the files beneath `paths`, ordered by path, each once; what could not be looked into comes second.
///
/// # Errors
/// `NotFound` and other errors of the file system for a path that was given; `InvalidOptions` for a pattern that is none;
/// `Cancelled`, `Timeout`.
pub fn walk(paths: &[String], options: &DuplicateOptions, job: &Job) -> Result<(Vec<Found>, Vec<Skipped>)> {
    let mut found = Vec::new();
    let mut skipped = Vec::new();
    let mut links = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(|error| Error::io(&error, path))?;
        if metadata.is_dir() {
            walk_folder(path, options, job, &mut links, &mut found, &mut skipped)?;
        } else {
            found.push(Found { path: PathBuf::from(path), named: true });
        }
    }
    sort::by(&mut found, |a, b| (a.path.as_os_str(), !a.named).cmp(&(b.path.as_os_str(), !b.named)));
    found.dedup_by(|a, b| a.path == b.path);
    if paths.len() > 1 || !links.is_empty() {
        drop_same_files(&mut found, paths, &links, job)?;
    }
    sort::by(&mut skipped, |a, b| a.path.cmp(&b.path));
    Ok((found, skipped))
}

fn walk_folder(
    path: &str,
    options: &DuplicateOptions,
    job: &Job,
    links: &mut Vec<PathBuf>,
    found: &mut Vec<Found>,
    skipped: &mut Vec<Skipped>,
) -> Result<()> {
    let files = Mutex::new(Vec::new());
    let problems = Mutex::new(Vec::new());
    let followed = Mutex::new(Vec::new());
    let walker = WalkBuilder::new(path)
        .standard_filters(false)
        .hidden(true)
        .parents(options.gitignore)
        .git_ignore(options.gitignore)
        .require_git(false)
        .follow_links(true)
        .overrides(overrides(path, &options.ignore_patterns)?)
        .threads(job.threads())
        .build_parallel();
    walker.run(|| {
        let mut batch = Batch { files: Vec::new(), into: &files };
        let (problems, followed) = (&problems, &followed);
        Box::new(move |entry| {
            if job.check().is_err() {
                return WalkState::Quit;
            }
            if let Some(link) = entry.as_ref().ok().filter(|entry| entry.path_is_symlink()) {
                lock(followed).push(link.path().to_path_buf());
            }
            match entry {
                Ok(entry) if is_file(&entry) && is_candidate(entry.path()) => batch.files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => lock(problems).push(problem(&error, path)),
            }
            WalkState::Continue
        })
    });
    job.check()?;
    let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.extend(files.into_iter().map(|path| Found { path, named: false }));
    skipped.extend(problems.into_inner().unwrap_or_else(PoisonError::into_inner));
    links.extend(followed.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok(())
}

/// What one thread found; handed over when it ends.
struct Batch<'a> {
    files: Vec<PathBuf>,
    into: &'a Mutex<Vec<PathBuf>>,
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        lock(self.into).append(&mut self.files);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

/// Whether it may be in a known language: by its name, or if it has no extension, perhaps by its first line.
fn is_candidate(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    languages::detect(name, b"").is_some() || !name.contains('.')
}

fn overrides(root: &str, patterns: &[String]) -> Result<Override> {
    let wrong = |error: ignore::Error| {
        Error::new(
            ErrorCode::InvalidOptions,
            format!("options.ignorePatterns: expected patterns as in a .gitignore: {error}"),
        )
    };
    let mut builder = OverrideBuilder::new(root);
    for pattern in patterns {
        // Overrides are the opposite of a .gitignore: `!` leaves out.
        let inverted = pattern.strip_prefix('!').map_or_else(|| format!("!{pattern}"), str::to_string);
        builder.add(&inverted).map_err(wrong)?;
    }
    builder.build().map_err(wrong)
}

fn problem(error: &ignore::Error, root: &str) -> Skipped {
    let (path, reason) = match error {
        ignore::Error::Loop { child, .. } => (Some(child.clone()), "symlinkLoop"),
        ignore::Error::WithPath { path, err } => {
            let reason = match err.io_error() {
                _ if matches!(**err, ignore::Error::Loop { .. }) => "symlinkLoop",
                Some(error) => io_reason(error),
                None => "unreadable",
            };
            (Some(path.clone()), reason)
        }
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => return problem(err, root),
        _ => (None, "unreadable"),
    };
    let path = path.map_or_else(|| root.to_string(), |path| path.to_string_lossy().into_owned());
    Skipped { path, reason: reason.into(), detail: error.to_string() }
}

/// Why a file could not be read, as a report says it.
pub fn io_reason(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "vanished",
        _ if error.to_string().contains("symbolic links") => "symlinkLoop",
        _ => "unreadable",
    }
}

/// Keeps one of several paths of the same file, which overlapping folders and links give: if there is one without links, that.
/// `found` is in order.
fn drop_same_files(found: &mut Vec<Found>, roots: &[String], links: &[PathBuf], job: &Job) -> Result<()> {
    let roots: Vec<(&Path, PathBuf)> =
        roots.iter().filter_map(|root| Some((Path::new(root), Path::new(root).canonicalize().ok()?))).collect();
    let overlaps =
        |at: &usize| roots.iter().enumerate().any(|(other, (_, real))| other != *at && roots[*at].1.starts_with(real));
    let overlapping = (0..roots.len()).filter(overlaps).map(|at| roots[at].0);
    // Files that may have been found by another path too. The system is asked for these only: it is slow to answer.
    let mut doubtful: Vec<bool> = found.iter().map(|found| found.named).collect();
    for folder in links.iter().map(PathBuf::as_path).chain(overlapping) {
        let bytes = folder.as_os_str().as_encoded_bytes();
        let first = found.partition_point(|found| found.path.as_os_str() < folder.as_os_str());
        let beneath = found[first..].iter().zip(&mut doubtful[first..]);
        beneath
            .take_while(|(found, _)| found.path.as_os_str().as_encoded_bytes().starts_with(bytes))
            .for_each(|(found, doubtful)| *doubtful |= found.path.starts_with(folder));
    }
    let indexes: Vec<usize> = (0..found.len()).filter(|index| doubtful[*index]).collect();
    let real = pool::map(job, indexes.len(), |at| Ok(found[indexes[at]].path.canonicalize().ok()))?;
    let is_certain = |path: &Path| {
        found.binary_search_by(|found| found.path.as_os_str().cmp(path.as_os_str())).is_ok_and(|at| !doubtful[at])
    };
    let mut seen = HashSet::new();
    let mut dropped = vec![false; found.len()];
    for (index, real) in indexes.iter().zip(&real) {
        // A file without a real path is read later, and what is wrong with it is said then.
        let Some(real) = real else { continue };
        let mut others = roots.iter().filter_map(|(root, path)| Some(root.join(real.strip_prefix(path).ok()?)));
        dropped[*index] = others.any(|other| is_certain(&other)) || !seen.insert(real);
    }
    let mut dropped = dropped.into_iter();
    found.retain(|_| !dropped.next().unwrap_or(false));
    Ok(())
}
