//! The browser's interfaces: elements and focus, clipboard, downloads, requests, theme, time limits, translation.

pub(in crate::app) mod clipboard;
pub(in crate::app) mod dom;
pub(in crate::app) mod download;
pub(in crate::app) mod fetch;
pub(in crate::app) mod history;
pub(in crate::app) mod preferences;
pub(in crate::app) mod theme;
pub(in crate::app) mod translated;
pub(in crate::app) mod waiting;
