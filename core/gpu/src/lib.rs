//! What graphics processors have left: through NVML, the library of NVIDIA's driver, which is loaded when it is asked.

use std::ffi::OsStr;

use nvml_wrapper::Nvml;
use nvml_wrapper::error::NvmlError;
use serde::Serialize;

/// A graphics processor and its memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GpuMemory {
    /// Its number, from 0.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Bytes in use.
    pub used: u64,
    /// Bytes in all.
    pub total: u64,
    /// Bytes that are free.
    pub free: u64,
}

/// Where the driver's library is looked for. The name without a version comes with development packages alone.
const LIBRARIES: &[&str] = if cfg!(windows) { &["nvml.dll"] } else { &["libnvidia-ml.so.1", "libnvidia-ml.so"] };

/// The graphics processors; none where there is no driver, or where it does not answer.
pub fn gpu_memory() -> Vec<GpuMemory> {
    LIBRARIES.iter().find_map(|library| memory_told_by(OsStr::new(library)).ok()).unwrap_or_default()
}

/// The graphics processors that this library knows. One that has fallen off the bus is left out.
///
/// # Errors
/// When the library cannot be loaded, is no NVML, or its driver is not there.
pub fn memory_told_by(library: &OsStr) -> Result<Vec<GpuMemory>, NvmlError> {
    let nvml = Nvml::builder().lib_path(library).init()?;
    Ok((0..nvml.device_count()?).filter_map(|index| memory_of(&nvml, index).ok()).collect())
}

fn memory_of(nvml: &Nvml, index: u32) -> Result<GpuMemory, NvmlError> {
    let device = nvml.device_by_index(index)?;
    let memory = device.memory_info()?;
    Ok(GpuMemory { index, name: device.name()?, used: memory.used, total: memory.total, free: memory.free })
}
