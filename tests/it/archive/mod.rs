//! ZIP archives.

mod zip;
