//! Running programs, with what they print kept in a log that an error shows the end of.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;

/// Runs `command`, printing to `<logs>/<name>.log`.
///
/// # Errors
/// When it cannot be started or fails; the message holds the log's last lines.
pub fn run(logs: &Path, name: &str, command: &mut Command) -> Result<()> {
    std::fs::create_dir_all(logs)?;
    let path: PathBuf = logs.join(format!("{name}.log"));
    let log = File::create(&path)?;
    let status = command
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .status()
        .map_err(|error| format!("cannot run {}: {error}", command.get_program().display()))?;
    if status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let end = lines.get(lines.len().saturating_sub(25)..).unwrap_or_default().join("\n");
    Err(format!("{name} failed ({status}); the end of {}:\n{end}", path.display()).into())
}

/// What `command` prints.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run {}: {error}", command.get_program().display()))?;
    if !output.status.success() {
        return Err(format!("{} failed ({})", command.get_program().display(), output.status).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
