//! Any bytes as what `checks::import_json` takes.
#![no_main]

#[allow(dead_code, reason = "each target uses one check")]
#[path = "../checks.rs"]
mod checks;
#[path = "../../it/common.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::import_json(bytes));
