//! The views of the page, one file each.

pub(in crate::app) mod benchmark;
pub(in crate::app) mod benchmark_index;
pub(in crate::app) mod board;
pub(in crate::app) mod compare;
pub(in crate::app) mod coverage;
pub(in crate::app) mod data_quality;
pub(in crate::app) mod files;
pub(in crate::app) mod method;
pub(in crate::app) mod model;
pub(in crate::app) mod new_file;
pub(in crate::app) mod versions;
