//! Memory for pixels that is used again.
//!
//! A page of 8.5 by 11 inches at 300 dpi takes 34 megabytes. From the operating system such memory comes page by page
//! of 4 KiB, each zeroed when it is first touched, which takes longer than drawing a page of text does (5.4 of 9.2
//! milliseconds, measured on Linux). So a few buffers that are done with wait for the next page.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Smaller buffers come quickly from the allocator anyway.
const SMALLEST_KEPT: usize = 1 << 20;

/// Bytes that wait at most, over all buffers: two pages of 8.5 by 11 inches at 300 dpi.
const MOST_KEPT: usize = 80 << 20;

static SPARE: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

fn spare() -> MutexGuard<'static, Vec<Vec<u8>>> {
    SPARE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bytes of pixels. When it is dropped, its memory may be kept for the next one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PixelBuffer(Vec<u8>);

impl PixelBuffer {
    /// A buffer of `size` bytes, to be written before it is read: they are zero or what was in an earlier buffer.
    #[must_use]
    pub fn stale(size: usize) -> Self {
        let mut spare = spare();
        // The smallest that is large enough, so that the large ones stay for large pages.
        let fits = spare.iter().enumerate().filter(|(_, buffer)| buffer.len() >= size && buffer.len() / 4 <= size);
        let chosen = fits.min_by_key(|(_, buffer)| buffer.len()).map(|(index, _)| index);
        let reused = chosen.map(|index| spare.swap_remove(index));
        drop(spare);
        match reused {
            Some(mut buffer) => {
                buffer.truncate(size);
                Self(buffer)
            }
            None => Self(vec![0; size]),
        }
    }
}

impl Drop for PixelBuffer {
    fn drop(&mut self) {
        if self.0.len() < SMALLEST_KEPT {
            return;
        }
        let mut spare = spare();
        let kept: usize = spare.iter().map(Vec::capacity).sum();
        if kept + self.0.capacity() <= MOST_KEPT {
            spare.push(std::mem::take(&mut self.0));
        }
    }
}

impl From<Vec<u8>> for PixelBuffer {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Deref for PixelBuffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl DerefMut for PixelBuffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_has_the_size_asked_for_whatever_was_used_before() {
        for size in [3 << 20, 2 << 20, (2 << 20) + 5, 0, 7, 5 << 20, 1 << 20] {
            let mut buffer = PixelBuffer::stale(size);
            buffer.fill(0xAA);
            assert_eq!(buffer.len(), size);
        }
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        drop([(); 12].map(|()| PixelBuffer::stale(16 << 20)));
        assert!(spare().iter().map(Vec::capacity).sum::<usize>() <= MOST_KEPT);
    }
}
