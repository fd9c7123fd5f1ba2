//! What the matcher finds, against a suffix array: every maximal run of equal windows is in a class, and none is invented.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod support;

use lode_duplicates::languages::{find, lex};
use lode_duplicates::model::{CloneClass, DuplicateReport};
use lode_duplicates::token::TokenKind;
use support::{Folder, Random};

const LEAST: usize = 20;
/// As the documentation of the matcher says: a window has three fifths of the least size, and may match by form alone if
/// three fifths of its sequences of four codes are different.
const WINDOW: usize = LEAST * 3 / 5;
const VARIETY: usize = (WINDOW - 3) * 3 / 5;

/// A token of all files in a row: its form and its text, and where it is.
#[derive(Clone)]
struct Symbol {
    code: u8,
    text: String,
    file: usize,
    bytes: (u32, u32),
}

/// A program of statements from a small stock, so that long and short repeats of all kinds occur.
fn program(random: &mut Random, stock: &[String], statements: u64) -> String {
    let mut text = String::from("func main() {\n");
    for _ in 0..statements {
        if random.below(3) == 0 {
            // A run of statements in the order of the stock, which others copy too.
            let first = random.below(stock.len() as u64) as usize;
            let count = 2 + random.below(9) as usize;
            stock.iter().cycle().skip(first).take(count).for_each(|statement| text += statement);
        } else {
            text += &stock[random.below(stock.len() as u64) as usize];
        }
    }
    text + "}\n"
}

fn stock(random: &mut Random) -> Vec<String> {
    let parts = ["+", "-", "*", "/", "<<", "&&", "||", "=="];
    let mut statements = Vec::new();
    for index in 0..48 {
        let name = random.below(6);
        let mut part = || parts[random.below(8) as usize];
        statements.push(match index % 4 {
            0 => format!("\tx{name} {} y {} f({index}) {} !z;\n", part(), part(), part()),
            1 => format!("\tif a {} b {{ c[{index}] = d{name} {} e; }}\n", part(), part()),
            2 => format!("\tg{name}(h {} i, \"j\", k {} {index});\n", part(), part()),
            _ => format!("\tfor l {} m {{ n{name}.o {} p; }}\n", part(), part()),
        });
    }
    statements
}

fn symbols(files: &[(String, String)]) -> Vec<Symbol> {
    let mut all = Vec::new();
    for (file, (_, text)) in files.iter().enumerate() {
        lex(find("go").unwrap(), text.as_bytes(), &mut |token| {
            let has_text = (token.kind as u8) <= TokenKind::Text as u8;
            let bytes = (token.start, token.end);
            let text =
                if has_text { text[token.start as usize..token.end as usize].to_string() } else { String::new() };
            all.push(Symbol { code: token.code, text, file, bytes });
        });
    }
    all
}

/// A number for each window, equal for equal windows; windows that reach over the end of a file have none.
fn windows(symbols: &[Symbol]) -> Vec<Option<usize>> {
    let mut numbers = std::collections::HashMap::new();
    (0..symbols.len())
        .map(|start| {
            let window = symbols.get(start..start + WINDOW)?;
            if window[0].file != window[WINDOW - 1].file {
                return None;
            }
            let sequences: std::collections::HashSet<Vec<u8>> =
                window.windows(4).map(|four| four.iter().map(|symbol| symbol.code).collect()).collect();
            let by_text = sequences.len() < VARIETY;
            let key: Vec<(u8, &str)> =
                window.iter().map(|symbol| (symbol.code, if by_text { symbol.text.as_str() } else { "" })).collect();
            let next = numbers.len();
            Some(*numbers.entry((by_text, key)).or_insert(next))
        })
        .collect()
}

/// All pairs of maximal runs of equal windows with at least the least number of tokens, as `(a, b, tokens)`: neighbours in a
/// suffix array are as alike as two suffixes get, so all pairs within a group of long common prefixes are looked at.
fn maximal_runs(windows: &[Option<usize>]) -> Vec<(usize, usize, usize)> {
    let common = |a: usize, b: usize| {
        let rest = windows[a..].iter().zip(&windows[b..]);
        rest.take_while(|(x, y)| x.is_some() && x == y).count()
    };
    let mut suffixes: Vec<usize> = (0..windows.len()).filter(|at| windows[*at].is_some()).collect();
    suffixes.sort_by(|a, b| windows[*a..].cmp(&windows[*b..]));
    let least = LEAST - WINDOW + 1;
    let mut runs = Vec::new();
    for (rank, a) in suffixes.iter().enumerate() {
        for b in &suffixes[rank + 1..] {
            let length = common(*a, *b);
            if length < least {
                break;
            }
            let (a, b) = (*a.min(b), *a.max(b));
            let goes_on = a > 0 && windows[a - 1].is_some() && windows[a - 1] == windows[b - 1];
            if !goes_on {
                runs.push((a, b, length + WINDOW - 1));
            }
        }
    }
    runs
}

fn places(class: &CloneClass, files: &[(String, String)], folder: &Folder) -> Vec<(usize, u32, u32)> {
    let file = |path: &str| files.iter().position(|(name, _)| *name == folder.relative(path)).unwrap();
    class.fragments.iter().map(|at| (file(&at.file), at.start_byte, at.end_byte)).collect()
}

fn check(seed: u64) {
    let mut random = Random(seed);
    let stock = stock(&mut random);
    let files: Vec<(String, String)> =
        (0..4).map(|file| (format!("f{file}.go"), program(&mut random, &stock, 30))).collect();
    let folder = Folder::new();
    files.iter().for_each(|(name, text)| folder.write(name, text));
    let report: DuplicateReport = folder.scan(&format!(r#"{{"minBlockSize": {LEAST}, "types": [1, 2]}}"#));
    let symbols = symbols(&files);
    let numbers = windows(&symbols);
    let classes: Vec<Vec<(usize, u32, u32)>> =
        report.classes.iter().map(|class| places(class, &files, &folder)).collect();

    let mut looked_at = 0;
    for (a, b, length) in maximal_runs(&numbers) {
        // Runs that overlap their own copy are one place.
        if symbols[a].file == symbols[b].file && b - a < length {
            continue;
        }
        looked_at += 1;
        let place = |at: usize| (symbols[at].file, symbols[at].bytes.0, symbols[at + length - 1].bytes.1);
        let holds = |fragment: &(usize, u32, u32), (file, start, end): (usize, u32, u32)| {
            fragment.0 == file && fragment.1 <= start && end <= fragment.2
        };
        // Of overlapping fragments one is kept, so a part of the class may stand for the place.
        let touches = |fragment: &(usize, u32, u32), (file, start, end): (usize, u32, u32)| {
            fragment.0 == file && fragment.1 < end && start < fragment.2
        };
        let (first, second) = (place(a), place(b));
        let found = classes.iter().any(|class| {
            class.iter().any(|fragment| holds(fragment, first)) && class.iter().any(|fragment| holds(fragment, second))
                || class.iter().any(|fragment| holds(fragment, first) || holds(fragment, second))
                    && class.iter().any(|fragment| touches(fragment, first))
                    && class.iter().any(|fragment| touches(fragment, second))
        });
        assert!(found, "seed {seed}: {first:?} and {second:?} are equal and in no class");
    }
    assert!(looked_at > 10, "seed {seed}: too little to look at");

    // None is invented: the fragments of a class have the same forms.
    for class in &classes {
        let codes = |(file, start, end): &(usize, u32, u32)| -> Vec<u8> {
            let inside = |s: &&Symbol| s.file == *file && *start <= s.bytes.0 && s.bytes.1 <= *end;
            symbols.iter().filter(inside).map(|symbol| symbol.code).collect()
        };
        let first = codes(&class[0]);
        assert!(first.len() >= LEAST);
        assert!(class.iter().all(|fragment| codes(fragment) == first), "seed {seed}: {class:?}");
    }
}

#[test]
fn every_maximal_run_of_equal_windows_is_in_a_class_and_none_is_invented() {
    (1..=40).for_each(check);
}
