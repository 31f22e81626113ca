//! Results in the formats of others.

mod importing;
