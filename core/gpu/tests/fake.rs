//! Reading from a driver that the tests bring along, since few machines have one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::path::{Path, PathBuf};
use std::process::Command;

use lode_gpu::{GpuMemory, gpu_memory, memory_told_by};

fn fake_driver() -> PathBuf {
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("libfake-nvml-{}.so", std::process::id()));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fake_nvml.c");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).status().unwrap();
    assert!(built.success());
    library
}

#[test]
fn a_driver_tells_each_device_and_its_memory_and_a_lost_one_is_left_out() {
    let gibibytes = |count: u64| count << 30;
    let expected = GpuMemory {
        index: 0,
        name: "Paper GPU 80GB".into(),
        used: gibibytes(5),
        total: gibibytes(80),
        free: gibibytes(74),
    };
    assert_eq!(memory_told_by(fake_driver().as_os_str()).unwrap(), [expected]);
}

#[test]
fn a_library_that_is_no_driver_is_an_error() {
    assert!(memory_told_by("libc.so.6".as_ref()).is_err());
}

#[test]
fn asking_without_a_driver_is_no_error() {
    let driver = gpu_memory();
    assert!(driver.iter().all(|gpu| gpu.used <= gpu.total));
}
