//! A file of the visitor's, or what was fetched, read in slices, which only a worker may do without waiting.

use std::cell::RefCell;
use std::io;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync};

use crate::archive::ReaderAt;

/// How much is read at once: files of an archive mostly lie one behind the other.
const SLICE: usize = 1 << 20;

/// A file that is read by offset.
pub(super) struct Slices {
    file: Blob,
    reader: FileReaderSync,
    /// The slice that was read last, and where it begins.
    last: RefCell<(u64, Vec<u8>)>,
}

impl Slices {
    /// # Errors
    ///
    /// If the browser has no such reader here.
    pub(super) fn of(file: Blob) -> Result<Self, JsValue> {
        Ok(Self { file, reader: FileReaderSync::new()?, last: RefCell::new((0, Vec::new())) })
    }

    /// Bytes of the file.
    pub(super) fn size(&self) -> u64 {
        // Whole and never negative.
        self.file.size() as u64
    }

    /// The beginning of the file, of so many bytes at most.
    pub(super) fn beginning(&self, most: usize) -> Result<Vec<u8>, JsValue> {
        self.slice(0, self.size().min(most as u64))
    }

    fn slice(&self, from: u64, to: u64) -> Result<Vec<u8>, JsValue> {
        let part = self.file.slice_with_f64_and_f64(from as f64, to as f64)?;
        Ok(Uint8Array::new(&self.reader.read_as_array_buffer(&part)?.into()).to_vec())
    }
}

impl ReaderAt for Slices {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut last = self.last.borrow_mut();
        let (start, bytes) = &*last;
        let within = offset.checked_sub(*start).and_then(|skip| bytes.get(usize::try_from(skip).ok()?..));
        if within.is_none_or(<[u8]>::is_empty) {
            let end = offset.saturating_add(SLICE.max(buffer.len()) as u64).min(self.size());
            let bytes = if offset < end { self.slice(offset, end) } else { Ok(Vec::new()) };
            *last = (offset, bytes.map_err(|_| io::Error::other("the browser does not give the file"))?);
        }
        let (start, bytes) = &*last;
        let from = usize::try_from(offset - start).unwrap_or(usize::MAX);
        let available = bytes.get(from..).unwrap_or_default();
        let length = available.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), available.get(..length)) {
            to.copy_from_slice(from);
        }
        Ok(length)
    }
}
