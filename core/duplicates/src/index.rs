//! A corpus that stays in memory, to check one source after the other against it.

use std::collections::HashMap;

use lode_runtime::{Error, ErrorCode, Job, Result};

use crate::corpus::Corpus;
use crate::describe::describe_all;
use crate::extend::runs;
use crate::filter::key;
use crate::languages::{self, Language};
use crate::locate::Places;
use crate::model::{CloneClass, DuplicateIndexInfo, Skipped};
use crate::near;
use crate::normalize::Normalization;
use crate::options::DuplicateOptions;
use crate::read::{Outcome, Source, read};
use crate::scan::{load, units_of};
use crate::search::reported;
use crate::seeds::{Place, Seed, places};
use crate::units::Units;
use crate::verify::verified;
use crate::walk::{Found, Languages};

/// Sources that stay in memory, as codes and hashes of their tokens.
pub struct DuplicateIndex {
    options: DuplicateOptions,
    normalization: Normalization,
    corpus: Corpus,
    /// For each file, whether it was removed or replaced.
    removed: Vec<bool>,
    by_path: HashMap<String, u32>,
    /// Sampled windows, ordered; those of files that came later are apart until there are many.
    places: Vec<Place>,
    recent: Vec<Place>,
    functions: near::Functions,
    recent_functions: near::Functions,
}

impl DuplicateIndex {
    /// Reads files and folders. The options hold for all checks too; `changed` and `baseline` have no meaning here.
    ///
    /// # Errors
    /// As [`crate::find_duplicates`].
    pub fn build(paths: &[String], options: &DuplicateOptions, job: &Job) -> Result<Self> {
        let normalization = Normalization::new(options);
        let corpus = load(paths, options, &normalization, job)?;
        let units = Units::resident(&corpus.units);
        let functions = if options.wants(3) {
            near::Functions::of(units, 0..units.len() as u32, &normalization, true, job)?
        } else {
            near::Functions::default()
        };
        let by_path = corpus.files.iter().enumerate().map(|(at, file)| (key(&file.path), at as u32)).collect();
        Ok(Self {
            places: places(&corpus.units, 0),
            recent: Vec::new(),
            functions,
            recent_functions: near::Functions::default(),
            removed: vec![false; corpus.files.len()],
            by_path,
            options: options.clone(),
            normalization,
            corpus,
        })
    }

    /// What it holds. Its number is for others to give.
    #[must_use]
    pub fn info(&self) -> DuplicateIndexInfo {
        DuplicateIndexInfo {
            index: 0,
            files: self.file_count(),
            lines: self.line_count(),
            skipped: self.skipped().to_vec(),
        }
    }

    /// How many files it has.
    #[must_use]
    pub fn file_count(&self) -> u32 {
        self.by_path.len() as u32
    }

    /// How many lines its files have.
    #[must_use]
    pub fn line_count(&self) -> u64 {
        self.by_path.values().map(|file| u64::from(self.corpus.files[*file as usize].lines)).sum()
    }

    /// What was not read when it was built.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.corpus.skipped
    }

    /// Finds what in `source` is a copy of something in the index. Each class has fragments of the source, under the name
    /// `file_name`, and of the index; a file of the index by that name is left out. The language is the one that is named, or
    /// that of `file_name`.
    ///
    /// # Errors
    /// `InvalidOptions` if the language is not known or cannot be told; `Cancelled`, `Timeout`.
    pub fn check(&self, source: &str, file_name: &str, language: Option<&str>, job: &Job) -> Result<Vec<CloneClass>> {
        let language = language_of(source, file_name, language)?;
        let source = Source { language, bytes: source.as_bytes() };
        let (file, query) = units_of(file_name.into(), &source, &self.normalization, &mut Vec::new(), job)?;
        let units = Units::with_query(&self.corpus.units, &query);
        let left_out = self.by_path.get(&key(file_name)).copied();
        let alive = |unit: u32| {
            let file = self.corpus.units[unit as usize].file;
            !self.removed[file as usize] && Some(file) != left_out
        };
        let seeds = self.seeds(&query, &alive);
        let runs = runs(&[seeds], units, &self.normalization, job)?;
        let mut found = crate::classes::classes(&runs, job)?;
        if self.options.wants(3) {
            found.extend(near::classes(&self.edited(units, &alive, job)?, units, self.options.threshold, job)?);
        }
        let classes = reported(found, units, &self.options, job)?;
        let places = Places { units, files: &self.corpus.files, query: Some(&file) };
        let mut classes = verified(classes, places, source.bytes, &self.options, &self.normalization, job)?;
        let is_query = |unit: u32| unit >= units.first_of_query();
        classes.retain(|class| class.fragments.iter().any(|range| is_query(range.unit)));
        let mut described = Vec::with_capacity(classes.len());
        describe_all(&classes, places, &self.options, job, &mut |class| {
            described.push(class);
            Ok(())
        })?;
        Ok(described)
    }

    /// Pairs of a sampled window of the query and one of the index.
    fn seeds(&self, query: &[crate::corpus::Unit], alive: &dyn Fn(u32) -> bool) -> Vec<Seed> {
        /// Of a window that is everywhere, this many places are looked at.
        const MOST: usize = 64;
        let mut seeds = Vec::new();
        for place in places(query, self.corpus.units.len() as u32) {
            for resident in [&self.places, &self.recent] {
                let first = resident.partition_point(|other| other.hash < place.hash);
                let same = resident[first..].iter().take_while(|other| other.hash == place.hash);
                seeds.extend(same.filter(|other| alive(other.unit)).take(MOST).map(|other| Seed::new(*other, place)));
            }
        }
        seeds.sort_unstable();
        seeds
    }

    /// Pairs of a function of the query and one of the index.
    fn edited(&self, units: Units, alive: &dyn Fn(u32) -> bool, job: &Job) -> Result<Vec<near::Pair>> {
        let query =
            near::Functions::of(units, units.first_of_query()..units.len() as u32, &self.normalization, true, job)?;
        let mut pairs = Vec::new();
        for resident in [&self.functions, &self.recent_functions] {
            pairs.extend(near::pairs_between(&query, resident, alive, units, self.options.threshold, job)?);
        }
        Ok(pairs)
    }

    /// Reads files that are new or have changed; those that are gone or cannot be read are removed, and listed.
    ///
    /// # Errors
    /// `Cancelled`, `Timeout`; the files before are updated then.
    pub fn update(&mut self, files: &[String], job: &Job) -> Result<Vec<Skipped>> {
        let wanted = Languages::new(&self.options)?;
        let mut skipped = Vec::new();
        let mut bytes = Vec::new();
        for file in files {
            job.check()?;
            self.remove(std::slice::from_ref(file));
            let found = Found { path: file.into(), named: true };
            match read(&found, &self.options, &wanted, job, &mut bytes) {
                Outcome::Source(source) => self.add(file, &source, job)?,
                Outcome::Skipped(one) => skipped.push(one),
                Outcome::Other => {}
            }
        }
        self.tidy();
        Ok(skipped)
    }

    /// Removes files, and says how many of them it had.
    pub fn remove(&mut self, files: &[String]) -> u32 {
        let mut count = 0;
        for file in files {
            let Some(file) = self.by_path.remove(&key(file)) else { continue };
            self.removed[file as usize] = true;
            count += 1;
            for unit in self.corpus.units.iter_mut().filter(|unit| unit.file == file) {
                unit.clear();
            }
        }
        count
    }

    fn add(&mut self, path: &str, source: &Source, job: &Job) -> Result<()> {
        let (file, units) = units_of(path.into(), source, &self.normalization, &mut Vec::new(), job)?;
        let first = self.corpus.units.len() as u32;
        self.by_path.insert(key(path), self.corpus.files.len() as u32);
        self.removed.push(false);
        self.recent.extend(places(&units, first));
        self.recent.sort_unstable();
        self.corpus.add(file, units);
        if self.options.wants(3) {
            let units = Units::resident(&self.corpus.units);
            self.recent_functions.extend(near::Functions::of(
                units,
                first..units.len() as u32,
                &self.normalization,
                true,
                job,
            )?);
        }
        Ok(())
    }

    /// Joins what came later with what was there, once there is much of it.
    fn tidy(&mut self) {
        if self.recent.len() * 8 < self.places.len() {
            return;
        }
        self.places.append(&mut self.recent);
        let (removed, units) = (&self.removed, &self.corpus.units);
        self.places.retain(|place| !removed[units[place.unit as usize].file as usize]);
        self.places.sort_unstable();
        self.functions.extend(std::mem::take(&mut self.recent_functions));
    }
}

fn language_of(source: &str, file_name: &str, name: Option<&str>) -> Result<&'static Language> {
    let found = match name {
        Some(name) => languages::find(&name.to_ascii_lowercase()),
        None => languages::detect(file_name, source.as_bytes()),
    };
    found.ok_or_else(|| {
        let got = name.map_or_else(|| format!("the file name {file_name:?}"), |name| format!("{name:?}"));
        Error::new(
            ErrorCode::InvalidOptions,
            format!("options.language: expected a language such as \"typescript\", got {got}"),
        )
    })
}
