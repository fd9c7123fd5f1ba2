//! Checks raw arguments before they become Rust values.

use crate::status::LodeStatus;

/// The bytes at `data`; empty when `length` is 0, whatever `data` is.
///
/// # Safety
/// Where `length` is not 0 and `data` is not NULL, `data` points to `length` readable bytes that nobody writes to while
/// the slice lives.
pub unsafe fn bytes<'a>(data: *const u8, length: usize) -> Result<&'a [u8], LodeStatus> {
    if length == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(LodeStatus::NullPointer);
    }
    if length > isize::MAX as usize {
        return Err(LodeStatus::InvalidLength);
    }
    // SAFETY: not NULL, not too long; the caller vouches for the rest.
    Ok(unsafe { std::slice::from_raw_parts(data, length) })
}

/// The UTF-8 text at `data`.
///
/// # Safety
/// As [`bytes`].
pub unsafe fn text<'a>(data: *const u8, length: usize) -> Result<&'a str, LodeStatus> {
    // SAFETY: the caller vouches for it.
    let bytes = unsafe { bytes(data, length) }?;
    std::str::from_utf8(bytes).map_err(|_| LodeStatus::InvalidUtf8)
}

/// The buffer at `data`.
///
/// # Safety
/// Where `length` is not 0 and `data` is not NULL, `data` points to `length` writable bytes that nobody else uses while
/// the slice lives.
pub unsafe fn buffer<'a>(data: *mut u8, length: usize) -> Result<&'a mut [u8], LodeStatus> {
    if length == 0 {
        return Ok(&mut []);
    }
    if data.is_null() {
        return Err(LodeStatus::NullPointer);
    }
    if length > isize::MAX as usize {
        return Err(LodeStatus::InvalidLength);
    }
    // SAFETY: not NULL, not too long; the caller vouches for the rest.
    Ok(unsafe { std::slice::from_raw_parts_mut(data, length) })
}

/// A checked place for one output. It need not be aligned: JavaScript passes views into larger buffers.
pub struct Output<T>(*mut T);

impl<T> Output<T> {
    /// # Safety
    /// `target`, if not NULL, points to memory that stays writable while the output lives, for one `T`, or for as many as
    /// are given to `set_all`.
    pub unsafe fn new(target: *mut T) -> Result<Self, LodeStatus> {
        if target.is_null() { Err(LodeStatus::NullPointer) } else { Ok(Self(target)) }
    }

    /// Writes the output.
    pub fn set(&self, value: T) {
        // SAFETY: not NULL, and writable as promised to `new`.
        unsafe { self.0.write_unaligned(value) }
    }

    /// Writes several outputs, one after another; the caller of `new` promised room for them.
    pub fn set_all(&self, values: &[T])
    where
        T: Copy,
    {
        for (index, value) in values.iter().enumerate() {
            // SAFETY: not NULL, and writable for as many values as the place was said to hold.
            unsafe { self.0.add(index).write_unaligned(*value) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_refused_unless_there_is_nothing_to_read() {
        // SAFETY: NULL is what is checked.
        unsafe {
            assert_eq!(bytes(std::ptr::null(), 3), Err(LodeStatus::NullPointer));
            assert_eq!(bytes(std::ptr::null(), 0), Ok(&[][..]));
            assert_eq!(buffer(std::ptr::null_mut(), 3), Err(LodeStatus::NullPointer));
            assert!(Output::<u64>::new(std::ptr::null_mut()).is_err());
        }
    }

    #[test]
    fn a_length_beyond_memory_and_broken_text_are_refused() {
        let data = [0xffu8; 4];
        // SAFETY: the length is refused before anything is read; the second slice is in bounds.
        unsafe {
            assert_eq!(bytes(data.as_ptr(), usize::MAX), Err(LodeStatus::InvalidLength));
            assert_eq!(text(data.as_ptr(), 4), Err(LodeStatus::InvalidUtf8));
        }
    }
}
