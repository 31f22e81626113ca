//! Files to a dataset, in one call or one by one.

mod previews;
