//! Lode with one more function: a job that does nothing but call the host, and times it. Only the benchmark loads it.

use std::time::{Duration, Instant};

use lode::job::{Common, new_job, start};
use lode::status::{LodeStatus, entry};
use lode_runtime::HostFunction;

/// Calls function 0 of the host `count` times with 16 bytes, `gap` microseconds apart. The result is the time of each round
/// trip in nanoseconds, as 32-bit numbers.
///
/// # Safety
/// `job` points to 8 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lode_round_trips(hub: u64, count: u32, gap: u32, job: *mut u64) -> LodeStatus {
    entry(|| {
        let (hub, id) = new_job(hub)?;
        start(&hub, id, Ok(Common { calls_host: true, ..Common::default() }), move |job| {
            let mut times = Vec::with_capacity(count as usize * 4);
            for _ in 0..count {
                if gap > 0 {
                    std::thread::sleep(Duration::from_micros(u64::from(gap)));
                }
                let started = Instant::now();
                job.call(HostFunction(0), Box::new(vec![0; 16]))?;
                times.extend((started.elapsed().as_nanos() as u32).to_le_bytes());
            }
            Ok(times)
        })?;
        // SAFETY: as the caller promises.
        unsafe { job.write_unaligned(id) };
        Ok(())
    })
}
