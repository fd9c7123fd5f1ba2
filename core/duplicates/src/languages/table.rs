//! The table of languages.

use std::sync::OnceLock;

use super::functions::Style;
use super::grammar::Grammar;
use super::grammars::*;
use super::markup::Dialect;
use super::{Language, Reader};

/// The languages that are known.
pub static LANGUAGES: &[Language] = &TABLE;

static TABLE: [Language; 64] = [
    of("c", &c::C).files(&["c", "h"]).with(Style::C),
    of("cpp", &c::CPP)
        .in_family("c")
        .files(&["cc", "cpp", "cxx", "c++", "hh", "hpp", "hxx", "h++", "inl", "ipp", "tpp", "cu", "cuh", "ino"])
        .with(Style::C),
    of("objective-c", &c::OBJECTIVE_C).in_family("c").files(&["m", "mm"]).with(Style::C),
    of("csharp", &csharp::CSHARP).files(&["cs", "csx"]).with(Style::CSharp),
    of("java", &java::JAVA).files(&["java"]).with(Style::C),
    of("kotlin", &kotlin::KOTLIN).files(&["kt", "kts"]).with(Style::KeywordLines),
    of("scala", &scala::SCALA).files(&["scala", "sc", "sbt"]).with(Style::KeywordLines),
    of("groovy", &groovy::GROOVY)
        .files(&["groovy", "gradle", "gvy", "gy", "gsh"])
        .named(&["jenkinsfile"])
        .run_by(&["groovy"])
        .with(Style::C),
    of("swift", &swift::SWIFT).files(&["swift"]).with(Style::KeywordLines),
    of("dart", &dart::DART).files(&["dart"]).with(Style::CSharp),
    of("go", &go::GO).files(&["go"]).with(Style::KeywordLines),
    of("rust", &rust::RUST).files(&["rs"]).with(Style::Keyword),
    of("zig", &zig::ZIG).files(&["zig", "zon"]).with(Style::Keyword),
    of("d", &d::D).files(&["d", "di"]).with(Style::C),
    of("solidity", &solidity::SOLIDITY).files(&["sol"]).with(Style::Keyword),
    of("javascript", &javascript::JAVASCRIPT)
        .files(&["js", "mjs", "cjs", "es6"])
        .run_by(&["node", "deno", "bun"])
        .with(Style::JavaScript),
    of("jsx", &javascript::JAVASCRIPT).in_family("javascript").files(&["jsx"]).with(Style::JavaScript),
    of("typescript", &javascript::TYPESCRIPT)
        .in_family("javascript")
        .files(&["ts", "mts", "cts"])
        .run_by(&["ts-node", "tsx"])
        .with(Style::JavaScript),
    of("tsx", &javascript::JAVASCRIPT).in_family("javascript").files(&["tsx"]).with(Style::JavaScript),
    of("python", &python::PYTHON)
        .files(&["py", "pyi", "pyw"])
        .named(&["sconstruct", "sconscript"])
        .run_by(&["python"])
        .with(Style::Indentation),
    of("ruby", &ruby::RUBY)
        .files(&["rb", "rake", "gemspec", "ru", "podspec"])
        .named(&["rakefile", "gemfile", "podfile", "vagrantfile", "fastfile", "brewfile", "guardfile"])
        .run_by(&["ruby", "jruby"])
        .with(Style::Ruby),
    of("crystal", &ruby::RUBY).in_family("ruby").files(&["cr"]).run_by(&["crystal"]).with(Style::Ruby),
    of("php", &php::PHP)
        .files(&["php", "php3", "php4", "php5", "phtml"])
        .run_by(&["php"])
        .read_as(Reader::Php)
        .with(Style::Keyword),
    of("perl", &perl::PERL).files(&["pl", "pm", "t", "psgi"]).run_by(&["perl"]).with(Style::Keyword),
    of("lua", &lua::LUA).files(&["lua", "luau"]).run_by(&["lua", "luajit"]).with(Style::Lua),
    of("r", &r::R).files(&["r"]).named(&[".rprofile"]).run_by(&["rscript"]).with(Style::R),
    of("julia", &julia::JULIA).files(&["jl"]).run_by(&["julia"]).with(Style::Julia),
    of("elixir", &elixir::ELIXIR).files(&["ex", "exs"]).run_by(&["elixir"]).with(Style::Elixir),
    of("erlang", &erlang::ERLANG).files(&["erl", "hrl", "escript"]).run_by(&["escript"]).with(Style::Erlang),
    of("haskell", &haskell::HASKELL).files(&["hs", "hs-boot", "hsc"]).run_by(&["runhaskell"]).with(Style::Haskell),
    of("ocaml", &ocaml::OCAML).files(&["ml", "mli", "mll", "mly"]).run_by(&["ocaml"]).with(Style::OCaml),
    of("fsharp", &fsharp::FSHARP).files(&["fs", "fsi", "fsx"]).with(Style::FSharp),
    of("clojure", &lisp::CLOJURE)
        .files(&["clj", "cljs", "cljc", "edn", "bb"])
        .run_by(&["bb", "clojure"])
        .with(Style::Lisp),
    of("scheme", &lisp::LISP).files(&["scm", "ss", "sld"]).run_by(&["guile", "scheme"]).with(Style::Lisp),
    of("racket", &lisp::LISP).in_family("scheme").files(&["rkt"]).run_by(&["racket"]).with(Style::Lisp),
    of("common-lisp", &lisp::LISP)
        .in_family("scheme")
        .files(&["lisp", "lsp", "cl", "asd"])
        .run_by(&["sbcl"])
        .with(Style::Lisp),
    of("emacs-lisp", &lisp::EMACS_LISP).files(&["el"]).named(&[".emacs"]).with(Style::Lisp),
    of("shell", &shell::SHELL)
        .files(&["sh", "bash", "zsh", "ksh", "bats", "ebuild"])
        .named(&[".bashrc", ".bash_profile", ".profile", ".zshrc", "pkgbuild"])
        .run_by(&["sh", "bash", "zsh", "dash", "ksh", "ash", "bats"])
        .with(Style::Shell),
    of("powershell", &shell::POWERSHELL).files(&["ps1", "psm1", "psd1"]).run_by(&["pwsh"]).with(Style::Shell),
    of("dockerfile", &shell::DOCKERFILE)
        .files(&["dockerfile", "containerfile"])
        .named(&["dockerfile", "containerfile"]),
    of("makefile", &shell::MAKE).files(&["mk", "mak", "make"]).named(&["makefile", "gnumakefile", "kbuild"]),
    of("cmake", &shell::CMAKE).files(&["cmake"]).named(&["cmakelists.txt"]),
    of("sql", &sql::SQL).files(&["sql", "ddl", "pgsql", "plsql", "pls", "pkb", "pks"]),
    of("css", &css::CSS).files(&["css", "pcss"]),
    of("scss", &css::SCSS).in_family("css").files(&["scss"]),
    of("less", &css::LESS).in_family("css").files(&["less"]),
    of("html", &markup::MARKUP)
        .files(&["html", "htm", "xhtml", "hbs", "mustache", "ejs", "jinja", "j2", "twig", "erb", "jsp"])
        .read_as(Reader::Markup(Dialect::Html)),
    of("vue", &markup::MARKUP).in_family("html").files(&["vue"]).read_as(Reader::Markup(Dialect::Vue)),
    of("svelte", &markup::MARKUP).in_family("html").files(&["svelte"]).read_as(Reader::Markup(Dialect::Svelte)),
    of("astro", &markup::MARKUP).in_family("html").files(&["astro"]).read_as(Reader::Markup(Dialect::Astro)),
    of("xml", &markup::MARKUP)
        .in_family("html")
        .files(&[
            "xml",
            "xsd",
            "xsl",
            "xslt",
            "svg",
            "wsdl",
            "plist",
            "csproj",
            "vbproj",
            "fsproj",
            "props",
            "targets",
            "resx",
            "xaml",
            "storyboard",
            "xib",
            "rss",
            "atom",
            "rng",
            "pom",
            "nuspec",
            "ui",
        ])
        .read_as(Reader::Markup(Dialect::Xml)),
    of("yaml", &yaml::YAML).files(&["yaml", "yml"]).named(&[".clang-format", ".clang-tidy"]).read_as(Reader::Yaml),
    of("toml", &data::TOML).files(&["toml"]).named(&["cargo.lock", "poetry.lock", "pipfile"]),
    of("json", &data::JSON).files(&["json", "jsonc", "json5", "geojson", "webmanifest", "ipynb", "map"]).named(&[
        ".babelrc",
        ".eslintrc",
        ".prettierrc",
    ]),
    of("ini", &data::INI)
        .files(&["ini", "cfg", "conf", "properties", "desktop", "service"])
        .named(&[".gitconfig", ".editorconfig", ".npmrc"])
        .read_as(Reader::Ini),
    of("terraform", &data::HCL).files(&["tf", "tfvars", "hcl", "nomad"]),
    of("protobuf", &data::PROTOBUF).files(&["proto"]),
    of("graphql", &data::GRAPHQL).files(&["graphql", "gql", "graphqls"]),
    of("nim", &nim::NIM).files(&["nim", "nims", "nimble"]).with(Style::Nim),
    of("visual-basic", &basic::VISUAL_BASIC).files(&["vb", "vbs", "bas", "cls", "frm"]).with(Style::Basic),
    of("pascal", &pascal::PASCAL).files(&["pas", "pp", "dpr", "lpr", "dpk"]).with(Style::Pascal),
    of("fortran", &fortran::FORTRAN).files(&["f90", "f95", "f03", "f08"]).with(Style::Fortran),
    of("fixed-fortran", &fortran::FIXED_FORTRAN)
        .in_family("fortran")
        .files(&["f", "for", "f77", "ftn"])
        .with(Style::Fortran),
    of("matlab", &matlab::MATLAB).files(&[]).run_by(&["octave"]).with(Style::Matlab),
];

const fn of(name: &'static str, grammar: &'static Grammar) -> Language {
    Language {
        name,
        family: name,
        extensions: &[],
        file_names: &[],
        interpreters: &[],
        grammar,
        reader: Reader::Code,
        functions: Style::None,
        tables: OnceLock::new(),
    }
}

impl Language {
    const fn in_family(mut self, family: &'static str) -> Self {
        self.family = family;
        self
    }

    const fn files(mut self, extensions: &'static [&'static str]) -> Self {
        self.extensions = extensions;
        self
    }

    const fn named(mut self, file_names: &'static [&'static str]) -> Self {
        self.file_names = file_names;
        self
    }

    const fn run_by(mut self, interpreters: &'static [&'static str]) -> Self {
        self.interpreters = interpreters;
        self
    }

    const fn read_as(mut self, reader: Reader) -> Self {
        self.reader = reader;
        self
    }

    const fn with(mut self, functions: Style) -> Self {
        self.functions = functions;
        self
    }
}
