//! The readers of score files and catalogs, their findings, fixes and conversions.

mod cases;
mod catalogs;
mod converting;
mod fixes;
mod fixes_hostile;
mod reader;
mod reader_hostile;
mod reader_properties;
mod reference;
mod structure_cases;
mod structure_variants;
mod template;
mod value_properties;
mod value_spellings;
