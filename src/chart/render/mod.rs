//! From shapes to pixels and SVG.

pub(super) mod display_list;
pub(super) mod draw_context;
pub(super) mod export_page;
pub(super) mod svg;
