//! The keys at the top of a score file.

/// The keys at the top of a score file.
pub(in crate::document) const TOP_KEYS: [&str; 16] = [
    "name",
    "code",
    "category",
    "author",
    "website",
    "opensource",
    "release",
    "size",
    "component",
    "qa",
    "dimension",
    "navigation",
    "taskPlanning",
    "reason",
    "imageVideo",
    "score",
];
