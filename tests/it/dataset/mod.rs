//! The dataset and its bundle form.

mod bundle;
