//! Arena Explorer: explore the scores of embodied-AI models in a static web page.
//!
//! The layers, each using only those above it:
//!
//! | module | turns | into |
//! | --- | --- | --- |
//! | [`order`] | a list | the same list in order |
//! | [`document`] | text of score files and of the catalog | checked documents and findings; fixed and converted text |
//! | [`archive`] | a ZIP archive | the score files in it, or why it is refused |
//! | [`import`] | results in other formats | score files, once somebody has confirmed them; score files in other formats |
//! | [`dataset`] | documents | one immutable, columnar dataset, and its bundle form |
//! | [`aggregate`] | a dataset | capability scores, ranks, intervals, audit |
//! | [`load`] | files | a dataset and all findings, in one call |
//! | [`workspace`] | requests of the page | events, snapshots of the visitor's files, writes to storage |
//! | [`chart`] | chart data | drawings, on any plotters backend |
//! | [`view`] | dataset and view state | rows, columns, sentences, chart data, reports; the address |
//! | `app` | view state | the page (wasm only) |
//! | `js` | JavaScript values | `check` and `rank` for other pages (wasm only) |
//! | `cli` | arguments | `check`, `rank`, `import`, `bundle` (native only) |
//!
//! Everything above `app` carries no web type and is tested natively. `ARCHITECTURE.md` has the tour and each layer's
//! invariants.

pub mod aggregate;
pub mod archive;
pub mod chart;
pub mod dataset;
pub mod document;
pub mod import;
pub mod load;
pub mod order;
pub mod view;
pub mod workspace;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod js;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
