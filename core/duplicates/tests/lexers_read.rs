//! What the lexers make of the constructs that are easy to get wrong. Expected tokens are counted by hand.

use lode_duplicates::languages::{Language, detect, find, functions, lex, lex_regions};
use lode_duplicates::token::{Token, TokenKind};

fn language(name: &str) -> &'static Language {
    find(name).unwrap_or_else(|| panic!("no language {name}"))
}

fn tokens(name: &str, source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    lex(language(name), source.as_bytes(), &mut |token| tokens.push(token));
    tokens
}

/// Checks the texts of the tokens; line ends are left out.
#[track_caller]
fn expect(name: &str, source: &str, expected: &[&str]) {
    let tokens = tokens(name, source);
    let texts = tokens.iter().filter(|token| token.kind != TokenKind::Layout);
    let texts: Vec<&str> = texts.map(|token| &source[token.start as usize..token.end as usize]).collect();
    assert_eq!(texts, expected);
}

/// Checks the names of the functions.
#[track_caller]
fn expect_functions(name: &str, source: &str, expected: &[&str]) {
    let found = functions::functions(language(name), source.as_bytes(), &tokens(name, source));
    let names: Vec<&str> =
        found.iter().map(|function| &source[function.name.start as usize..function.name.end as usize]).collect();
    assert_eq!(names, expected);
}

fn kinds(name: &str, source: &str) -> Vec<TokenKind> {
    tokens(name, source).iter().map(|token| token.kind).collect()
}

#[test]
fn comments_nest_where_the_language_says_so() {
    expect("rust", "a /* b /* c */ d */ e", &["a", "e"]);
    expect("c", "a /* b /* c */ d", &["a", "d"]);
    expect("haskell", "a {- b {- c -} d -} e -- f", &["a", "e"]);
    expect("ocaml", "a (* b (* c *) d *) e", &["a", "e"]);
    expect("d", "a /+ b /+ c +/ d +/ e", &["a", "e"]);
    expect("julia", "a #= b #= c =# d =# e", &["a", "e"]);
}

#[test]
fn rust_tells_lifetimes_from_characters() {
    expect("rust", "<'a> 'b' '\\'' b'c' 'é'", &["<", "'a", ">", "'b'", "'\\''", "b'c'", "'é'"]);
}

#[test]
fn raw_strings_end_at_their_own_marks() {
    expect("rust", "r#\"a\"b\"# r#type", &["r#\"a\"b\"#", "r#type"]);
    expect("cpp", "R\"x(a)\" b)x\" c", &["R\"x(a)\" b)x\"", "c"]);
    expect("csharp", "@\"a\"\"b\\\" c", &["@\"a\"\"b\\\"", "c"]);
    expect("swift", "#\"a\"b\"# c", &["#\"a\"b\"#", "c"]);
    expect("scala", "\"\"\"a\"\"\"\" b", &["\"\"\"a\"\"\"\"", "b"]);
    expect("go", "`a\\` b", &["`a\\`", "b"]);
    expect("lua", "[=[a]]b]=] c --[[ d ]] e", &["[=[a]]b]=]", "c", "e"]);
    expect("sql", "$x$ a $$ b $x$ c", &["$x$ a $$ b $x$", "c"]);
}

#[test]
fn numbers_end_before_ranges_and_members() {
    expect(
        "rust",
        "1..2 x.0.1 1.5e-3f32 1.max(2)",
        &["1", "..", "2", "x", ".", "0", ".", "1", "1.5e-3f32", "1", ".", "max", "(", "2", ")"],
    );
    expect("cpp", "1'000'000ull 0x1.8p3 .5f 1.", &["1'000'000ull", "0x1.8p3", ".5f", "1."]);
    expect("ruby", "1..2 1_000.times", &["1", "..", "2", "1_000", ".", "times"]);
}

#[test]
fn javascript_tells_regular_expressions_from_divisions() {
    expect("javascript", "a / b / c", &["a", "/", "b", "/", "c"]);
    expect("javascript", "x = /[/]\\//g", &["x", "=", "/[/]\\//g"]);
    expect("javascript", "if (x) /y/.test(z)", &["if", "(", "x", ")", "/y/", ".", "test", "(", "z", ")"]);
    expect("javascript", "(x) / y / z", &["(", "x", ")", "/", "y", "/", "z"]);
}

#[test]
fn templates_hold_code_that_holds_templates() {
    let expected = ["`a", "${", "{", "b", ":", "`c", "${", "d", "}", "`", "}", "}", "e`", "f"];
    expect("typescript", "`a${{b: `c${d}`}}e` f", &expected);
    expect("kotlin", "\"a${b(\"c\")}d\"", &["\"a", "${", "b", "(", "\"c\"", ")", "}", "d\""]);
    expect("swift", "\"a\\(b(\"c\"))d\"", &["\"a", "\\(", "b", "(", "\"c\"", ")", ")", "d\""]);
    expect("ruby", "\"a#{b[\"c\"]}d\"", &["\"a", "#{", "b", "[", "\"c\"", "]", "}", "d\""]);
    expect("shell", "\"$(cat \"$x\") y\" z", &["\"", "$(", "cat", "\"$x\"", ")", " y\"", "z"]);
}

#[test]
fn python_reads_prefixes_and_formats() {
    expect(
        "python",
        "rb'\\'' f\"{a!r:>{b}}c\" '''d\ne'''",
        &["rb'\\''", "f\"", "{", "a", "!", "r", ":>", "{", "b", "}", "}c\"", "'''d\ne'''"],
    );
    expect("python", "f'{{a}}'", &["f'{{a}}'"]);
}

#[test]
fn private_names_and_members_are_names() {
    assert_eq!(kinds("javascript", "this.#x")[2], TokenKind::Identifier);
    assert_eq!(kinds("javascript", "a.default")[2], TokenKind::Identifier);
}

#[test]
fn elements_of_jsx_hold_texts_and_code() {
    expect(
        "tsx",
        "x = <A b=\"c\" {...d}> e f {g}<br/></A>;",
        &[
            "x", "=", "<", "A", "b", "=", "\"c\"", "{", "...", "d", "}", ">", "e f", "{", "g", "}", "<", "br", "/",
            ">", "<", "/", "A", ">", ";",
        ],
    );
    expect("tsx", "f = <T,>(x: T) => x", &["f", "=", "<", "T", ",", ">", "(", "x", ":", "T", ")", "=>", "x"]);
}

#[test]
fn nested_type_arguments_end_with_single_brackets() {
    expect("java", "Map<A, List<B>> c", &["Map", "<", "A", ",", "List", "<", "B", ">", ">", "c"]);
    expect("java", "a >>= b", &["a", ">>=", "b"]);
}

#[test]
fn heredocs_begin_on_the_next_line() {
    expect("shell", "cat <<'A' | b\n$x \"\nA\nc", &["cat", "<<'A'", "|", "b", "$x \"\nA", "c"]);
    expect("ruby", "f(<<~A, b)\n  x\"\n  A\nc", &["f", "(", "<<~A", ",", "b", ")", "  x\"\n  A", "c"]);
    expect("php", "<?php $a = <<<A\n x\"\n A; b();", &["<?php", "$a", "=", "<<<A\n x\"\n A", ";", "b", "(", ")", ";"]);
    expect("shell", "$((a << b))\nc", &["$(", "(", "a", "<<", "b", ")", ")", "c"]);
}

#[test]
fn quote_likes_of_perl_and_ruby_are_one_token() {
    expect(
        "perl",
        "s{a}{b}g; y/a/b/; $h{s}; qw(a (b) c)",
        &["s{a}{b}g", ";", "y/a/b/", ";", "$h", "{", "s", "}", ";", "qw(a (b) c)"],
    );
    expect("ruby", "%w[a [b] c]; x % y; a? :b : ?c", &["%w[a [b] c]", ";", "x", "%", "y", ";", "a?", ":b", ":", "?c"]);
}

#[test]
fn directives_are_keywords_and_their_files_strings() {
    let source = "#  include <a/b.h>\n#define x \\\n 1\n#error don't\ny";
    expect("c", source, &["#  include", "<a/b.h>", "#define", "x", "1", "#error", "don't", "y"]);
}

#[test]
fn line_ends_say_how_the_next_line_is_indented() {
    let source = "if a:\n  b(\n1)\n\n  # c\nd\n";
    let tokens = tokens("python", source);
    let layout: Vec<(u8, u32)> =
        tokens.iter().filter(|token| token.kind == TokenKind::Layout).map(|token| (token.code, token.start)).collect();
    let [(deeper, 5), (less, 13), (same, 22)] = layout[..] else { panic!("{layout:?}") };
    assert!(deeper != less && less != same && deeper != same);
}

#[test]
fn a_family_has_one_set_of_codes() {
    let codes =
        |name: &str| -> Vec<u8> { tokens(name, "if (a <<= 1) return b;").iter().map(|token| token.code).collect() };
    assert_eq!(codes("c"), codes("cpp"));
    assert_eq!(codes("c"), codes("objective-c"));
    assert_eq!(codes("javascript"), codes("typescript"));
}

#[test]
fn regions_carry_the_language_they_are_in() {
    let source = "<p>a b</p><style lang=\"scss\">$a: 1;</style><script lang=\"ts\">let x: T = 1</script>{{ y }}";
    let mut regions: Vec<(&str, String)> = Vec::new();
    lex_regions(language("vue"), source.as_bytes(), &mut |language, token| {
        let text = &source[token.start as usize..token.end as usize];
        match regions.last_mut() {
            Some((name, texts)) if *name == language.name => {
                texts.push(' ');
                texts.push_str(text);
            }
            _ => regions.push((language.name, text.to_owned())),
        }
    });
    let expected = [
        ("vue", "< p > a b </ p > < style lang = \"scss\" >"),
        ("scss", "$a : 1 ;"),
        ("vue", "</ style > < script lang = \"ts\" >"),
        ("typescript", "let x : T = 1"),
        ("vue", "</ script > {{"),
        ("typescript", "y"),
        ("vue", "}}"),
    ];
    assert_eq!(regions, expected.map(|(name, text)| (name, text.to_owned())));
}

#[test]
fn blocks_of_yaml_are_strings() {
    let source = "a:\n  - b: |\n      c: d\n      e\n    f: \"g\"\n";
    expect("yaml", source, &["a", ":", "-", "b", ":", "|", "c: d\n      e", "f", ":", "\"g\""]);
}

#[test]
fn functions_of_braces_are_those_with_bodies() {
    expect_functions(
        "c",
        "int f(int a);\nint g(void) { if (a) { h(1); } }\nstruct s t = { 1 };\nX(y) int z(int b) { }",
        &["g", "z"],
    );
    expect_functions("cpp", "struct A { A() : b{1}, c(2) { } ~A(); int d() const { } };", &["A", "d"]);
    expect_functions(
        "java",
        "enum E { A(1) { void f() {} }; E(int x) {} } class B { void g() { new C() { void h() {} }; } }",
        &["f", "E", "h", "g"],
    );
    expect_functions(
        "csharp",
        "class A { int F<T>(int x) => x; int P { get; } void G() { int H(int y) { } } }",
        &["F", "H", "G"],
    );
    expect_functions(
        "rust",
        "trait T { fn a(); fn b() {} } pub fn c<F: Fn(u8)>(f: F) where F: X { let d = |e| { e }; }",
        &["b", "c"],
    );
    expect_functions("go", "func (r *T) a(b int) interface{} { f := func() {} }\nfunc c() {}", &["a", "c"]);
    expect_functions("c", "#if A\nint f(int a) {\n#else\nint f(void) {\n#endif\n}\nint g(void) { }", &["f", "g"]);
    expect_functions("objective-c", "@implementation A\n- (int)b:(int)c d:(int)e {\n}\n@end", &["b"]);
}

#[test]
fn functions_of_javascript_are_those_with_names() {
    let source = "function a() {}\nconst b = (x) => x + 1;\nclass C { d() {} get e() { return 1 } f = () => { g(() => {}) } }\n\
                  const h = { i() {}, j: function () {}, k: async () => 1, l: m(() => 2) }";
    expect_functions("javascript", source, &["a", "b", "d", "e", "f", "i", "j", "k"]);
    let source =
        "interface A { b(): void; c: (x: T) => void }\ntype D = (x: T) => U;\nfunction e(x: { y: T }): { z: U } { }";
    expect_functions("typescript", source, &["e"]);
}

#[test]
fn functions_of_deeper_lines_end_before_the_next_line_that_is_not() {
    let source = "@a\ndef b(c):\n  def d(): pass\n  async def e():\n    x\n  y\nz\n";
    expect_functions("python", source, &["d", "e", "b"]);
}

#[test]
fn functions_end_at_their_own_end() {
    expect_functions("ruby", "def a(b) = c\ndef self.d?\n  e if f\n  while g do h end\nend\ni { |j| j }", &["a", "d?"]);
    expect_functions(
        "lua",
        "local function a() if b then c() end end\nfunction d.e:f() end\ng = function() end",
        &["a", "d.e:f", "g"],
    );
    expect_functions("elixir", "def a(b), do: c\ndefp d(e) do\n  f(fn g -> g end)\nend\n", &["a", "d"]);
    expect_functions("julia", "f(x) = 2x\nfunction g(y)\n  y[end]\nend\n", &["f", "g"]);
    expect_functions("shell", "a() {\n  echo \"${b}\"\n}\nfunction c {\n  :\n}", &["a", "c"]);
    expect_functions("clojure", "(defn a [b] (c)) (def d 1)", &["a"]);
}

#[test]
fn files_are_known_by_name_and_content() {
    let name = |file: &str, bytes: &str| detect(file, bytes.as_bytes()).map(|language| language.name);
    assert_eq!(name("a/B.TS", ""), Some("typescript"));
    assert_eq!(name("a.ts", "<?xml version=\"1.0\"?><!DOCTYPE TS>"), Some("xml"));
    assert_eq!(name("Makefile", ""), Some("makefile"));
    assert_eq!(name("run", "#!/usr/bin/env -S python3.11 -u\n"), Some("python"));
    assert_eq!(name("a.h", "namespace a {\nclass B {};\n}"), Some("cpp"));
    assert_eq!(name("a.h", "int a(void);"), Some("c"));
    assert_eq!(name("a.m", "@implementation A\n"), Some("objective-c"));
    assert_eq!(name("a.m", "function y = f(x)\n% it's\n"), Some("matlab"));
    assert_eq!(name("a.m", "function y = f(x)\n% see https://example.org/*\n"), Some("matlab"));
    assert_eq!(name("a.m", "\n// A.m\nint a;\n"), Some("objective-c"));
    assert_eq!(name("a.xyz", ""), None);
}

#[test]
fn expansions_of_shells_have_a_name_and_an_operator() {
    // POSIX 2.6.2, Bash manual 3.5.3.
    expect("shell", "a=${b:-c-d}", &["a", "=", "${", "b", ":-", "c-d", "}"]);
    expect(
        "shell",
        "${b##*/} ${#b} ${b%-*}",
        &["${", "b", "##", "*/", "}", "${", "#", "b", "}", "${", "b", "%", "-*", "}"],
    );
    expect("shell", "\"x${b/%y}z\"", &["\"x", "${", "b", "/%", "y", "}", "z\""]);
    expect("shell", "${@} ${1:-x}", &["${", "@", "}", "${", "1", ":-", "x", "}"]);
}

#[test]
fn arithmetic_of_shells_has_operators_that_its_words_have_not() {
    // Bash manual 6.5.
    expect("shell", "a-b $((i+1)) c-d", &["a-b", "$(", "(", "i", "+", "1", ")", ")", "c-d"]);
    expect("shell", "((n*=2)); e", &["(", "(", "n", "*", "=", "2", ")", ")", ";", "e"]);
    expect("shell", "\"$((i+1))\" f", &["\"", "$(", "(", "i", "+", "1", ")", ")", "\"", "f"]);
    // A subshell in a substitution.
    expect("shell", "$( (a-b) )", &["$(", "(", "a-b", ")", ")"]);
}

#[test]
fn shells_append_with_an_operator() {
    expect("shell", "list+=(a) b+c x=1", &["list", "+=", "(", "a", ")", "b+c", "x", "=", "1"]);
}

#[test]
fn values_of_ini_files_are_texts() {
    let source = "[a b]\n; comment\nkey = a; b \nlist[0]: x\n  more\n# c\nflag\nurl=http://x=y\n\n  d = e\n";
    let expected = [
        "[",
        "a b",
        "]",
        "key",
        "=",
        "a; b",
        "list[0]",
        ":",
        "x",
        "more",
        "flag",
        "url",
        "=",
        "http://x=y",
        "d",
        "=",
        "e",
    ];
    expect("ini", source, &expected);
}

#[test]
fn make_expands_references_in_whatever_looks_like_a_string() {
    // GNU make manual 6.1.
    expect("makefile", "a = \"b$(C)d\" '${E}'", &["a", "=", "\"b", "$(", "C", ")", "d\"", "'", "${", "E", "}", "'"]);
}

#[test]
fn unquoted_arguments_of_cmake_are_one_word() {
    // cmake-language(7), "Unquoted Argument".
    expect("cmake", "set(A B::C x=1 *[^~] 7z.exe)", &["set", "(", "A", "B::C", "x=1", "*[^~]", "7z.exe", ")"]);
}

#[test]
fn pragmas_of_nim_have_marks_and_numbers_quoted_suffixes() {
    // Nim manual, "Other tokens" and "Numeric literals".
    expect("nim", "{.a: 1'i64.} 'b' 0xFF'u8", &["{.", "a", ":", "1'i64", ".}", "'b'", "0xFF'u8"]);
}

#[test]
fn a_name_right_before_a_quote_begins_a_raw_string_of_nim() {
    // Nim manual, "Generalized raw string literals": an identifier, not a keyword; a quote is doubled, a backslash is itself.
    expect("nim", "ident\"a\\\" & of\"b\\\"\" c", &["ident\"a\\\"", "&", "of", "\"b\\\"\"", "c"]);
    expect("nim", "x\"\"\"a\"b\"\"\" c", &["x\"\"\"a\"b\"\"\"", "c"]);
}

#[test]
fn documentation_comments_of_nim_may_be_blocks() {
    // Nim manual, "Multiline documentation comments".
    expect("nim", "##[ a\n b ]## c", &["c"]);
}

#[test]
fn quote_likes_of_perl_take_any_punctuation() {
    // perlop, "Quote and Quote-like Operators": any pair of delimiters.
    expect("perl", "s,a/b,c,g; m;x;", &["s,a/b,c,g", ";", "m;x;"]);
}

#[test]
fn file_tests_keys_and_methods_of_perl_begin_no_quote() {
    // perlfunc, "-X"; perlop, "Comma Operator"; perldata, "Scalar value constructors"; perlobj, "Method Invocation"; perlsub.
    expect(
        "perl",
        "(-s $x, 1); -s; -y, 2",
        &["(", "-", "s", "$x", ",", "1", ")", ";", "-", "s", ";", "-", "y", ",", "2"],
    );
    expect(
        "perl",
        "$h{y}, y => 1, (q => 2)",
        &["$h", "{", "y", "}", ",", "y", "=>", "1", ",", "(", "q", "=>", "2", ")"],
    );
    expect("perl", "$x->s(1)->y, &q(2)", &["$x", "->", "s", "(", "1", ")", "->", "y", ",", "&q", "(", "2", ")"]);
    expect("perl", "sub m { 1 } A::s(2)", &["sub", "m", "{", "1", "}", "A", "::", "s", "(", "2", ")"]);
    expect("perl", "y = 1", &["y", "=", "1"]);
}

#[test]
fn quote_likes_of_perl_may_have_white_space_before_their_parts() {
    // perlop, "Quote and Quote-like Operators": a comment may only follow white space.
    expect("perl", "qw\n(a b); s ,a,b,g", &["qw\n(a b)", ";", "s ,a,b,g"]);
    expect("perl", "s{a} # {c}\n {b}e; q #c\n", &["s{a} # {c}\n {b}e", ";", "q"]);
    expect("perl", "$x =~ s=a=b=g", &["$x", "=~", "s=a=b=g"]);
}

#[test]
fn regular_expressions_of_perl_end_at_the_next_slash() {
    // perlop, "Gory details of parsing quoted constructs": brackets mean nothing when the end is looked for.
    expect("perl", "$x =~ /^[a\n b]/x; split /[/, 1", &["$x", "=~", "/^[a\n b]/x", ";", "split", "/[/", ",", "1"]);
    expect("perl", "$x / 2 / 3", &["$x", "/", "2", "/", "3"]);
}

#[test]
fn prototypes_of_perl_end_with_a_bracket() {
    // perlsub, "Prototypes".
    expect("perl", "sub f($) { 1 }", &["sub", "f", "(", "$", ")", "{", "1", "}"]);
}

#[test]
fn quoted_labels_of_perl_may_stand_apart() {
    // perlop, "<<EOF".
    expect("perl", "f(<< \"A\");\n b'\nA\nc", &["f", "(", "<< \"A\"", ")", ";", " b'\nA", "c"]);
}

#[test]
fn words_of_lisps_may_begin_with_digits() {
    // Emacs Lisp manual, "Arithmetic Operations", "Float Basics"; Common Lisp HyperSpec 2.3.1.
    for language in ["emacs-lisp", "common-lisp", "scheme", "clojure"] {
        let found = tokens(language, "(1+ x 1- 2 1/2 1.5e-3 1.0d-3 2d)");
        let of =
            |wanted: TokenKind| found.iter().filter(|token| token.kind == wanted).map(|token| token.start).collect();
        let (names, numbers): (Vec<u32>, Vec<u32>) = (of(TokenKind::Identifier), of(TokenKind::Number));
        assert_eq!((names, numbers), (vec![1, 4, 6], vec![9, 11, 15, 22, 29]), "{language}");
    }
}

#[test]
fn numbers_of_lisps_may_have_another_base() {
    // Common Lisp HyperSpec 2.4.8; R7RS 7.1.1; Emacs Lisp manual, "Integer Basics".
    for language in ["emacs-lisp", "common-lisp", "scheme"] {
        expect(language, "#x1F #b-1 #36rZZ #'x", &["#x1F", "#b-1", "#36rZZ", "#'", "x"]);
    }
}

#[test]
fn characters_of_emacs_have_modifiers_and_codes() {
    // Emacs Lisp manual, "Character Type".
    let source = "?a ?\\C-x ?\\S-\\  ?\\C-\\M-a ?\\^I ?\\x1F ?\\101 ?\\N{U+41} ?\\\\ (b)";
    let expected =
        ["?a", "?\\C-x", "?\\S-\\ ", "?\\C-\\M-a", "?\\^I", "?\\x1F", "?\\101", "?\\N{U+41}", "?\\\\", "(", "b", ")"];
    expect("emacs-lisp", source, &expected);
}

#[test]
fn escapes_of_characters_have_codes() {
    // Erlang reference manual, "Escape Sequences"; Elixir, "Kernel.SpecialForms"; Ruby, "Character Literals".
    expect(
        "erlang",
        "[$\\x41, $\\101, $\\^A, $\\s-1]",
        &["[", "$\\x41", ",", "$\\101", ",", "$\\^A", ",", "$\\s", "-", "1", "]"],
    );
    expect("ruby", "x = ?\\C-a, ?\\u{41}, ?\\n", &["x", "=", "?\\C-a", ",", "?\\u{41}", ",", "?\\n"]);
    expect("elixir", "[?\\x41, ?\\s]", &["[", "?\\x41", ",", "?\\s", "]"]);
}

#[test]
fn marks_of_readers_are_apart_from_what_they_mark() {
    // R7RS 2.2; Common Lisp HyperSpec 2.4.8.17; Racket reference, "Reading Syntax".
    expect("scheme", "(a #;(b) c) ; d", &["(", "a", "#;", "(", "b", ")", "c", ")"]);
    expect("common-lisp", "#+sbcl a #-sbcl b", &["#+", "sbcl", "a", "#-", "sbcl", "b"]);
    expect("racket", "#`(a #,b #,@c)", &["#`", "(", "a", "#,", "b", "#,@", "c", ")"]);
}

#[test]
fn strings_of_racket_may_be_bytes_or_regular_expressions() {
    // Racket reference, "Reading Strings", "Reading Regular Expressions".
    let expected = ["#\"a\"", "#rx\"b\\\"\"", "#px#\"c\""];
    expect("racket", "#\"a\" #rx\"b\\\"\" #px#\"c\"", &expected);
}

#[test]
fn names_of_lisp_between_bars_hold_anything() {
    // Common Lisp HyperSpec 2.3.4; R7RS 2.1.
    expect("common-lisp", "(|a; b\"| c) #| d |# e", &["(", "|a; b\"|", "c", ")", "e"]);
}

#[test]
fn commas_of_clojure_are_white_space() {
    // Clojure reference, "The Reader".
    expect("clojure", "{:a 1, :b 2}", &["{", ":a", "1", ":b", "2", "}"]);
}

#[test]
fn bracket_comments_of_cmake_may_have_marks() {
    // cmake-language(7), "Bracket Comment", "Bracket Argument".
    expect("cmake", "#[=[ a ]]\n b ]=] set(A [=[c]]d]=]) # e", &["set", "(", "A", "[=[c]]d]=]", ")"]);
}

#[test]
fn escapes_are_part_of_unquoted_arguments_of_cmake() {
    // cmake-language(7), "Escape Sequences".
    expect(
        "cmake",
        "set(A a\\\\b\\ c\\\"d ${e}\\;f)",
        &["set", "(", "A", "a\\\\b\\ c\\\"d", "${", "e", "}", "\\;", "f", ")"],
    );
}

#[test]
fn semicolons_are_part_of_unquoted_arguments_of_cmake() {
    // cmake-language(7), "Unquoted Argument": only white space and any of ()#"\ end one.
    expect("cmake", "set(A s;asm)", &["set", "(", "A", "s;asm", ")"]);
}

#[test]
fn percent_literals_of_ruby_hold_code() {
    expect("ruby", "%(a #{b} c)\n%w(d #{e})", &["%(a ", "#{", "b", "}", " c)", "%w(d #{e})"]);
}

#[test]
fn methods_of_ruby_may_be_named_by_operators() {
    // Ruby, "Methods": `def %(other)`.
    expect(
        "ruby",
        "def %(a) b end; def /(c) d/e end",
        &["def", "%", "(", "a", ")", "b", "end", ";", "def", "/", "(", "c", ")", "d", "/", "e", "end"],
    );
}

#[test]
fn operators_between_dots_are_no_members() {
    // 0.0E+0 is one number (Fortran 2018, R714).
    let texts = tokens("fortran", "A.EQ.0.0E+0").iter().map(|token| token.end - token.start).collect::<Vec<_>>();
    assert_eq!(texts.last(), Some(&6));
    expect("rust", "a.0.1", &["a", ".", "0", ".", "1"]);
}

#[test]
fn tests_that_are_not_in_perl_are_not_read_as_perl() {
    assert_eq!(detect("a.t", b"use strict;\n").map(|language| language.name), Some("perl"));
    assert_eq!(detect("a.t", b"Run it\n\n  $ dune build\n").map(|language| language.name), None);
}

#[test]
fn lines_that_go_on_have_no_token_for_it() {
    // POSIX 2.2.1; about_Special_Characters.
    expect("shell", "a \\\n  b", &["a", "b"]);
    expect("makefile", "A += b+c \\\n\td\nE+=f", &["A", "+=", "b+c", "d", "E", "+=", "f"]);
    expect("powershell", "a `\n -b", &["a", "-", "b"]);
    expect("powershell", "[List`1[int]]", &["[", "List", "`", "1", "[", "int", "]", "]"]);
}
