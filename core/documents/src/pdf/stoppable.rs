//! How what hayro does is left in its middle when the job is to stop.
//!
//! hayro asks nobody while it interprets a page. But it asks for the file's bytes for every object that it looks up: each
//! font, form, pattern, picture and soft mask. There it can be left by unwinding, which prints nothing and is caught here.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use hayro_syntax::PdfData;
use lode_runtime::{Bytes, Job, Result, Watch};

thread_local! {
    /// Whether this thread is in [`stoppable`]: elsewhere nobody would catch it.
    static STOPPABLE: Cell<bool> = const { Cell::new(false) };
}

/// The bytes of a PDF, whatever holds them.
struct Watched {
    bytes: Bytes,
    watch: Watch,
}

impl AsRef<[u8]> for Watched {
    fn as_ref(&self) -> &[u8] {
        if STOPPABLE.get() && self.watch.is_over() {
            resume_unwind(Box::new("stopped"));
        }
        self.bytes.as_ref().as_ref()
    }
}

/// The bytes of a PDF for hayro, whose use ends inside of [`stoppable`] when `job` is to stop.
pub fn watched(bytes: &Bytes, job: &Job) -> PdfData {
    PdfData::from(Arc::new(Watched { bytes: bytes.clone(), watch: job.watch() }))
}

/// What `work` comes to; `None` when it panicked, after which what it was changing is not to be used.
///
/// # Errors
/// `Cancelled` and `Timeout`, when it was stopped in its middle.
pub fn stoppable<T>(job: &Job, work: impl FnOnce() -> T) -> Result<Option<T>> {
    let outer = STOPPABLE.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    STOPPABLE.set(outer);
    match result {
        Ok(value) => Ok(Some(value)),
        Err(_) => job.check().map(|()| None),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use lode_runtime::ErrorCode;

    use super::*;
    use crate::formats::Context;
    use crate::options::ExtractOptions;
    use crate::pdf::render::tests::{TestPage, pdf_with};

    /// The bytes of a file, which cancel a job once they have been asked for so many times.
    struct Cancelling {
        bytes: Vec<u8>,
        job: Arc<Job>,
        left: AtomicU32,
        after: AtomicU32,
    }

    impl AsRef<[u8]> for Cancelling {
        fn as_ref(&self) -> &[u8] {
            match self.left.load(Ordering::Relaxed) {
                0 => {
                    self.after.fetch_add(1, Ordering::Relaxed);
                }
                left => {
                    self.left.store(left - 1, Ordering::Relaxed);
                    if left == 1 {
                        self.job.cancel();
                    }
                }
            }
            &self.bytes
        }
    }

    /// A page that shows one form two thousand times.
    fn forms() -> Vec<u8> {
        let content = "/F Do ".repeat(2_000);
        let page = TestPage { entries: "/Resources << /XObject << /F 5 0 R >> >>", content: &content };
        let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 13 >>\nstream\n0 0 5 5 re f \nendstream";
        pdf_with(&[page], &[form.to_string()])
    }

    fn drawn(asked: u32) -> (Option<ErrorCode>, u32) {
        let job = Arc::new(Job::default());
        let options = ExtractOptions::default();
        let file = Arc::new(Cancelling { bytes: forms(), job: job.clone(), left: asked.into(), after: 0.into() });
        let bytes: Bytes = file.clone();
        let context = Context { job: &job, options: &options, depth: 0, name: None };
        let result = crate::pdf::open_pages(&bytes, &context).and_then(|pages| pages.renderer().render(1, 72.0, &job));
        (result.err().map(|error| error.code), file.after.load(Ordering::Relaxed))
    }

    #[test]
    fn a_page_that_is_being_drawn_is_left_in_its_middle() {
        let total = u32::MAX - {
            let job = Arc::new(Job::default());
            let options = ExtractOptions::default();
            let file =
                Arc::new(Cancelling { bytes: forms(), job: job.clone(), left: u32::MAX.into(), after: 0.into() });
            let bytes: Bytes = file.clone();
            let context = Context { job: &job, options: &options, depth: 0, name: None };
            let pages = crate::pdf::open_pages(&bytes, &context).unwrap();
            pages.renderer().render(1, 72.0, &job).unwrap();
            file.left.load(Ordering::Relaxed)
        };
        let (code, after) = drawn(total - 500);
        assert_eq!(code, Some(ErrorCode::Cancelled));
        assert!(after < 10, "asked {after} times more");
    }

    #[test]
    fn a_panic_is_no_error_while_the_job_goes_on() {
        assert_eq!(stoppable(&Job::default(), || resume_unwind(Box::new("damaged"))).unwrap(), None::<()>);
    }

    #[test]
    fn bytes_are_there_outside_of_what_can_be_stopped() {
        let job = Job::default();
        job.cancel();
        let bytes: Bytes = Arc::new(b"%PDF".to_vec());
        assert_eq!(watched(&bytes, &job).as_ref(), b"%PDF");
    }
}
