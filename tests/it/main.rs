//! The native tests: one binary, so that a change of the library links once. Its rooms are the layers, and what holds for the project.
#![cfg(not(target_arch = "wasm32"))]

mod aggregate;
mod archive;
mod chart;
mod cli;
mod common;
mod dataset;
mod document;
mod import;
mod load;
mod project;
mod view;
mod workspace;
