//! A scan that is cancelled ends soon, whatever it is at.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod support;

use std::cell::Cell;
use std::fmt::Write;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lode_duplicates::languages::{find, lex_regions_while};
use lode_duplicates::options::DuplicateOptions;
use lode_runtime::{ErrorCode, Job, parse_options, pool};
use support::Folder;

/// What is promised, of a machine that does nothing else; unoptimised code is given more.
const SOON: Duration = Duration::from_millis(if cfg!(debug_assertions) { 200 } else { 50 });

/// Files of functions of which some are the same in many files, and some are edited.
fn tree() -> Folder {
    let folder = Folder::new();
    for file in 0..60_u32 {
        let mut text = String::new();
        for function in 0..60_u32 {
            let kind = if function % 3 == 0 { function } else { function.wrapping_mul(file + 7) };
            writeln!(text, "int f{file}_{function}(int a, int *b, struct s *c)\n{{").unwrap();
            for line in 0..12_u32 {
                let choice = kind.wrapping_mul(2_654_435_761).rotate_left(line * 5) % 7;
                let statement = match choice {
                    0 => "if (a > 3) { b[a] = c->next[a - 1]; }",
                    1 => "for (int i = 0; i < a; i++) b[i] += f(i, c);",
                    2 => "while (c->next) c = c->next->next;",
                    3 => "a = (a << 2) ^ g(b[a & 7], 12) % 5;",
                    4 => "switch (a) { case 1: return 2; default: break; }",
                    5 => "do { a--; h(&c->field, sizeof(*c)); } while (a);",
                    _ => "c->field = a ? b[0] : \"text\"[a];",
                };
                writeln!(text, "\t{statement}").unwrap();
            }
            text.push_str("\treturn a;\n}\n\n");
        }
        folder.write(&format!("{file}.c"), text);
    }
    folder
}

/// A clock: that of the processor time of all threads where the system has one, since others may keep the machine busy.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return START.elapsed() };
    // After the name in parentheses; the 14th and the 15th field, in hundredths of a second (proc(5)).
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    let ticks: u64 = fields[11..13].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10) / pool::parallelism() as u32
}

/// How long a scan goes on after it was cancelled; nothing if it had ended before.
fn latency(folder: &Folder, options: &DuplicateOptions, delay: Duration) -> Option<Duration> {
    let job = Job::default();
    let paths = [folder.path("")];
    std::thread::scope(|scope| {
        let scan = scope.spawn(|| lode_duplicates::find_duplicates(&paths, options, &job));
        std::thread::sleep(delay);
        let asked = clock();
        job.cancel();
        let error = scan.join().unwrap().err()?;
        assert_eq!(error.code, ErrorCode::Cancelled);
        Some(clock().saturating_sub(asked))
    })
}

/// Tests of what a clock says are not run at the same time: on two processors each would slow the others.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn a_scan_that_is_cancelled_ends_within_50_milliseconds_wherever_it_is() {
    let _alone = alone();
    let folder = tree();
    for types in ["[1,2]", "[1,2,3]"] {
        let options: DuplicateOptions = parse_options(format!("{{\"types\":{types}}}").as_bytes()).unwrap();
        let started = Instant::now();
        lode_duplicates::find_duplicates(&[folder.path("")], &options, &Job::default()).unwrap();
        let whole = started.elapsed();
        let mut cancelled = 0;
        for step in 0..20 {
            let Some(late) = latency(&folder, &options, whole * step / 20) else { continue };
            assert!(late <= SOON, "types {types}, cancelled at {step} of 20 of {whole:?}: ended after {late:?}");
            cancelled += 1;
        }
        assert!(cancelled > 5, "{cancelled}");
    }
}

#[test]
fn a_file_that_is_being_lexed_is_read_no_further() {
    let _alone = alone();
    // Of each kind of lexer: code, code in markup, YAML, INI.
    for (name, line) in [
        ("rust", "fn f(a: u32) -> u32 { a + 1 }\n"),
        ("html", "<p class=\"a\">text</p><script>f(1);</script>\n"),
        ("php", "<?php echo f(1); ?>text\n"),
        ("yaml", "- a: [1, 2]\n"),
        ("ini", "key = value\n"),
    ] {
        let source = line.repeat((8 << 20) / line.len());
        let asked = Cell::new(0);
        let mut last = 0;
        let go_on = || {
            asked.set(asked.get() + 1);
            asked.get() < 3
        };
        lex_regions_while(find(name).unwrap(), source.as_bytes(), &go_on, &mut |_, token| last = token.end);
        // Twice it was told to go on, every few hundred kilobytes.
        assert_eq!(asked.get(), 3, "{name}");
        assert!((1..1 << 20).contains(&last), "{name} read {last} bytes");
    }
}

#[test]
fn a_scan_of_one_large_file_is_cancelled_within_50_milliseconds() {
    let _alone = alone();
    let folder = Folder::new();
    let mut text = String::new();
    for line in 0..200_000_u32 {
        writeln!(text, "x{line} = f({}, \"{line}\") + y[{line}];", line.wrapping_mul(2_654_435_761) % 1000).unwrap();
    }
    assert!(text.len() > 6 << 20);
    folder.write("large.c", text);
    let options: DuplicateOptions = parse_options(b"{}").unwrap();
    let started = Instant::now();
    lode_duplicates::find_duplicates(&[folder.path("")], &options, &Job::default()).unwrap();
    let whole = started.elapsed();
    for step in 0..10 {
        let Some(late) = latency(&folder, &options, whole * step / 10) else { continue };
        assert!(late <= SOON, "cancelled at {step} of 10 of {whole:?}: ended after {late:?}");
    }
}
