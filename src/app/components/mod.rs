//! Components that several pages use.

pub(in crate::app) mod capability;
pub(in crate::app) mod checkbox_list;
pub(in crate::app) mod coded;
pub(in crate::app) mod finding_list;
pub(in crate::app) mod keyboard;
pub(in crate::app) mod link;
pub(in crate::app) mod plain_table;
pub(in crate::app) mod rank_summary;
pub(in crate::app) mod what_if;
