//! A file of the visitor's, or what was fetched, read in slices, which only a worker may do without waiting.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync};

use crate::archive::ReaderAt;

/// How much is read at once: asking the browser costs more than the bytes.
const SLICE: u64 = 1 << 18;

/// How many slices are held: the files of an archive are wanted in path order, and lie in any other.
const SLICES: usize = 128;

/// A file that is read by offset.
pub(super) struct BlobReader {
    file: Blob,
    reader: FileReaderSync,
    /// Slices that were read, with their numbers, the latest first.
    held: RefCell<VecDeque<(u64, Vec<u8>)>>,
}

impl BlobReader {
    /// # Errors
    ///
    /// If the browser has no such reader here.
    pub(super) fn new(file: Blob) -> Result<Self, JsValue> {
        Ok(Self { file, reader: FileReaderSync::new()?, held: RefCell::default() })
    }

    /// Bytes of the file.
    pub(super) fn size(&self) -> u64 {
        // Whole and never negative.
        self.file.size() as u64
    }

    /// The beginning of the file, of so many bytes at most.
    pub(super) fn beginning(&self, most: usize) -> Result<Vec<u8>, JsValue> {
        if self.size() == 0 {
            // A file that is gone is said to have no bytes; only reading it as a whole tells it from an empty one.
            return Ok(Uint8Array::new(&self.reader.read_as_array_buffer(&self.file)?.into()).to_vec());
        }
        self.slice(0, self.size().min(most as u64))
    }

    /// The next slice from an offset on; empty at the end.
    pub(super) fn slice_at(&self, offset: u64) -> Result<Vec<u8>, JsValue> {
        self.slice(offset, offset.saturating_add(SLICE).min(self.size()))
    }

    fn slice(&self, from: u64, to: u64) -> Result<Vec<u8>, JsValue> {
        let part = self.file.slice_with_f64_and_f64(from as f64, to as f64)?;
        Ok(Uint8Array::new(&self.reader.read_as_array_buffer(&part)?.into()).to_vec())
    }
}

impl ReaderAt for BlobReader {
    /// Reads to the end of a slice at most; whoever wants more asks again.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let number = offset / SLICE;
        let start = number * SLICE;
        let mut held = self.held.borrow_mut();
        if !held.iter().any(|(known, _)| *known == number) {
            let end = start.saturating_add(SLICE).min(self.size());
            let bytes = if offset < end { self.slice(start, end) } else { Ok(Vec::new()) };
            held.push_front((number, bytes.map_err(|_| io::Error::other("the browser does not give the file"))?));
            held.truncate(SLICES);
        }
        let bytes = held.iter().find(|(known, _)| *known == number).map_or(&[][..], |(_, bytes)| bytes);
        let from = usize::try_from(offset - start).unwrap_or(usize::MAX);
        let available = bytes.get(from..).unwrap_or_default();
        let length = available.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), available.get(..length)) {
            to.copy_from_slice(from);
        }
        Ok(length)
    }
}
