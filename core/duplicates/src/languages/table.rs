//! The table of languages.

use std::sync::OnceLock;

use super::Language;
use super::functions::Style;
use super::grammar::Grammar;
use super::grammars::{c, csharp, go, java, javascript, python, rust};

/// The languages that are known.
pub static LANGUAGES: &[Language] = &TABLE;

static TABLE: [Language; 12] = [
    of(&c::C, "c", "c").files(&["c", "h"]).with(Style::C),
    of(&c::CPP, "cpp", "c")
        .files(&["cc", "cpp", "cxx", "c++", "hh", "hpp", "hxx", "h++", "inl", "ipp", "cu", "cuh", "ino"])
        .with(Style::C),
    of(&c::OBJECTIVE_C, "objective-c", "c").files(&["m", "mm"]).with(Style::C),
    of(&csharp::CSHARP, "csharp", "csharp").files(&["cs", "csx"]).with(Style::C),
    of(&go::GO, "go", "go").files(&["go"]).with(Style::Keyword),
    of(&java::JAVA, "java", "java").files(&["java"]).with(Style::C),
    of(&javascript::JAVASCRIPT, "javascript", "javascript")
        .files(&["js", "mjs", "cjs", "es6"])
        .run_by(&["node", "deno", "bun"])
        .with(Style::JavaScript),
    of(&javascript::JAVASCRIPT, "jsx", "javascript").files(&["jsx"]).with(Style::JavaScript),
    of(&javascript::TYPESCRIPT, "typescript", "javascript").files(&["ts", "mts", "cts"]).with(Style::JavaScript),
    of(&javascript::JAVASCRIPT, "tsx", "javascript").files(&["tsx"]).with(Style::JavaScript),
    of(&python::PYTHON, "python", "python")
        .files(&["py", "pyi", "pyw"])
        .run_by(&["python", "python2", "python3"])
        .with(Style::Indentation),
    of(&rust::RUST, "rust", "rust").files(&["rs"]).with(Style::Keyword),
];

const fn of(grammar: &'static Grammar, name: &'static str, family: &'static str) -> Language {
    Language {
        name,
        family,
        extensions: &[],
        file_names: &[],
        interpreters: &[],
        grammar,
        functions: Style::None,
        tables: OnceLock::new(),
    }
}

impl Language {
    const fn files(mut self, extensions: &'static [&'static str]) -> Self {
        self.extensions = extensions;
        self
    }

    const fn run_by(mut self, interpreters: &'static [&'static str]) -> Self {
        self.interpreters = interpreters;
        self
    }

    const fn with(mut self, functions: Style) -> Self {
        self.functions = functions;
        self
    }
}
