use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::hubs::{find, lode_hub_close, lode_hub_open, lode_hub_open_synchronous};
use crate::job::{Common, start};

fn common() -> lode_runtime::Result<Common> {
    Ok(Common::default())
}

fn open() -> u64 {
    let mut hub = 0;
    // SAFETY: points to a number.
    assert_eq!(unsafe { lode_hub_open(&raw mut hub) }, LodeStatus::Ok);
    hub
}

fn next(hub: u64) -> LodeEvent {
    let mut event = [LodeEvent::new(LodeEventKind::Completed, 0)];
    let count = find(hub).unwrap().wait(&mut event, Duration::from_secs(10)).unwrap();
    assert_eq!(count, 1, "an event within ten seconds");
    event[0]
}

#[test]
fn a_job_tells_its_size_and_is_taken_once() {
    let hub = open();
    let id = next_id();
    start(&find(hub).unwrap(), id, common(), |_| Ok(b"result".to_vec())).unwrap();
    let event = next(hub);
    assert_eq!((event.kind, event.job, event.size), (LodeEventKind::Completed as u32, id, 6));
    let mut out = [0; 6];
    assert_eq!(find(hub).unwrap().take(id, &mut [0; 5]), Err(LodeStatus::BufferSize));
    assert_eq!(find(hub).unwrap().take(id, &mut out), Ok(()));
    assert_eq!(&out, b"result");
    assert_eq!(find(hub).unwrap().take(id, &mut out), Err(LodeStatus::NotFound));
    assert_eq!(lode_hub_close(hub), LodeStatus::Ok);
}

#[test]
fn a_panic_in_a_job_is_its_error() {
    let hub = open();
    start(&find(hub).unwrap(), next_id(), common(), |_| -> Result<Vec<u8>> { panic!("on purpose") }).unwrap();
    let event = next(hub);
    assert_eq!((event.kind, event.code), (LodeEventKind::Failed as u32, ErrorCode::Internal as u32));
    let mut out = vec![0; event.size as usize];
    find(hub).unwrap().take(event.job, &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("on purpose"));
    lode_hub_close(hub);
}

#[test]
fn a_request_is_answered_once() {
    let hub = open();
    let work = |job: &Job| job.call(lode_runtime::HostFunction(7), Box::new(b"ping".to_vec()));
    start(&find(hub).unwrap(), next_id(), common(), work).unwrap();
    let event = next(hub);
    assert_eq!((event.kind, event.code, event.size), (LodeEventKind::HostRequest as u32, 7, 4));
    let hub_object = find(hub).unwrap();
    let mut argument = [0; 4];
    hub_object.request(event.request).unwrap().write_payload(&mut argument).unwrap();
    assert_eq!(&argument, b"ping");
    hub_object.answer(event.request, Ok(b"pong".to_vec())).unwrap();
    assert_eq!(hub_object.answer(event.request, Ok(Vec::new())), Err(LodeStatus::NotFound));
    let done = next(hub);
    let mut out = [0; 4];
    hub_object.take(done.job, &mut out).unwrap();
    assert_eq!(&out, b"pong");
    lode_hub_close(hub);
}

#[test]
fn a_cancelled_job_tells_nothing_more_and_its_open_request_fails() {
    let hub = open();
    let id = next_id();
    let (told, ended) = std::sync::mpsc::channel();
    let work = move |job: &Job| {
        let answer = job.call(lode_runtime::HostFunction(1), Box::new(Vec::new()));
        told.send(answer.as_ref().err().map(|error| error.code)).unwrap();
        answer
    };
    start(&find(hub).unwrap(), id, common(), work).unwrap();
    next(hub);
    find(hub).unwrap().cancel(id).unwrap();
    assert_eq!(ended.recv_timeout(Duration::from_secs(10)).unwrap(), Some(ErrorCode::Cancelled));
    let mut events = [LodeEvent::new(LodeEventKind::Completed, 0)];
    assert_eq!(find(hub).unwrap().wait(&mut events, Duration::from_millis(20)), Ok(0));
    lode_hub_close(hub);
}

#[test]
fn the_end_of_a_thread_closes_its_hubs_and_cancels_their_jobs() {
    let (told, ended) = std::sync::mpsc::channel::<()>();
    let hub = std::thread::spawn(move || {
        let hub = open();
        let work = move |job: &Job| {
            while job.check().is_ok() {
                std::thread::sleep(Duration::from_millis(1));
            }
            drop(told);
            Ok(Vec::new())
        };
        start(&find(hub).unwrap(), next_id(), common(), work).unwrap();
        hub
    })
    .join()
    .unwrap();
    // The sender is dropped when the job has ended, or was never begun.
    assert_eq!(ended.recv_timeout(Duration::from_secs(10)), Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
    assert!(find(hub).is_err());
}

#[test]
fn closing_ends_a_wait() {
    let hub = open();
    let object = find(hub).unwrap();
    let waiter = std::thread::spawn(move || {
        let mut events = [LodeEvent::new(LodeEventKind::Completed, 0)];
        object.wait(&mut events, Duration::from_secs(60))
    });
    std::thread::sleep(Duration::from_millis(20));
    lode_hub_close(hub);
    assert_eq!(waiter.join().unwrap(), Err(LodeStatus::Closed));
}

#[test]
fn a_stream_waits_for_its_host() {
    let hub = open();
    let made = Arc::new(AtomicU64::new(0));
    let count = made.clone();
    let work = move |job: &Job| {
        for index in 0..20u8 {
            job.item(Box::new(vec![index]))?;
            count.fetch_add(1, Ordering::SeqCst);
        }
        Ok(Vec::new())
    };
    start(&find(hub).unwrap(), next_id(), common(), work).unwrap();
    for expected in 0..20u8 {
        let event = next(hub);
        assert_eq!(event.kind, LodeEventKind::Item as u32);
        assert!(made.load(Ordering::SeqCst) <= u64::from(expected) + RING as u64);
        let mut out = [0];
        find(hub).unwrap().take_item(event.request, &mut out).unwrap();
        assert_eq!(out[0], expected);
    }
    assert_eq!(next(hub).kind, LodeEventKind::Completed as u32);
    lode_hub_close(hub);
}

#[test]
fn the_last_progress_arrives_before_the_end() {
    let hub = open();
    let work = |job: &Job| {
        (1..=1000).for_each(|done| job.progress(done, 1000));
        Ok(Vec::new())
    };
    let common = common().map(|common| Common { progress_interval: Some(50.0), ..common });
    start(&find(hub).unwrap(), next_id(), common, work).unwrap();
    let mut last = 0;
    let mut told = 0;
    loop {
        let event = next(hub);
        if event.kind != LodeEventKind::Progress as u32 {
            break;
        }
        last = event.request;
        told += 1;
    }
    assert_eq!(last, 1000);
    assert!(told < 20, "coalesced, got {told}");
    lode_hub_close(hub);
}

#[test]
fn a_synchronous_hub_runs_a_job_on_the_thread_that_waits_for_it() {
    let mut hub = 0;
    // SAFETY: points to a number.
    assert_eq!(unsafe { lode_hub_open_synchronous(&raw mut hub) }, LodeStatus::Ok);
    let here = std::thread::current().id();
    let work = move |_: &Job| Ok(vec![u8::from(std::thread::current().id() == here)]);
    start(&find(hub).unwrap(), next_id(), common(), work).unwrap();
    let event = next(hub);
    let mut out = [0];
    find(hub).unwrap().take(event.job, &mut out).unwrap();
    assert_eq!(out, [1]);
    lode_hub_close(hub);
}

#[test]
fn a_synchronous_hub_leaves_its_thread_free_to_answer_what_a_job_asks() {
    let mut hub = 0;
    // SAFETY: points to a number.
    assert_eq!(unsafe { lode_hub_open_synchronous(&raw mut hub) }, LodeStatus::Ok);
    let work = |job: &Job| job.call(lode_runtime::HostFunction(7), Box::new(Vec::new()));
    let asking = Common { calls_host: true, ..Common::default() };
    start(&find(hub).unwrap(), next_id(), Ok(asking), work).unwrap();
    let event = next(hub);
    assert_eq!(event.kind, LodeEventKind::HostRequest as u32);
    find(hub).unwrap().answer(event.request, Ok(b"pong".to_vec())).unwrap();
    assert_eq!(next(hub).kind, LodeEventKind::Completed as u32);
    lode_hub_close(hub);
}

#[test]
fn a_job_that_calls_the_host_without_having_said_so_fails_instead_of_waiting_for_ever() {
    let mut hub = 0;
    // SAFETY: points to a number.
    assert_eq!(unsafe { lode_hub_open_synchronous(&raw mut hub) }, LodeStatus::Ok);
    let work = |job: &Job| job.call(lode_runtime::HostFunction(7), Box::new(Vec::new()));
    start(&find(hub).unwrap(), next_id(), common(), work).unwrap();
    assert_eq!(next(hub).kind, LodeEventKind::Failed as u32);
    lode_hub_close(hub);
}

#[test]
fn a_job_that_is_cancelled_before_its_wait_does_no_work() {
    let mut hub = 0;
    // SAFETY: points to a number.
    assert_eq!(unsafe { lode_hub_open_synchronous(&raw mut hub) }, LodeStatus::Ok);
    let (worked, asked) = std::sync::mpsc::channel();
    let id = next_id();
    start(&find(hub).unwrap(), id, common(), move |_| worked.send(()).map(|()| Vec::new()).map_err(|_| cancelled()))
        .unwrap();
    find(hub).unwrap().cancel(id).unwrap();
    assert_eq!(find(hub).unwrap().wait(&mut [LodeEvent::new(LodeEventKind::Completed, 0)], Duration::ZERO), Ok(0));
    assert!(asked.try_recv().is_err());
    lode_hub_close(hub);
}
