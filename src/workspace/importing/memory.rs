//! What is remembered of corrections, for the next import of the same shape.

use crate::import::Corrections;

/// The first line of what is kept: the version of its form. Raise it with any change of [`Corrections`].
const VERSION: &str = "arena-explorer imports 1";

/// The most shapes that are remembered; the oldest is forgotten.
const SHAPES: usize = 60;

/// The most corrections of one shape.
const KEYS: usize = 500;

/// The most bytes that are read.
const BYTES: usize = 1 << 20;

/// Corrections by [`Found::shape`](crate::import::Found::shape), the latest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    shapes: Vec<(String, Corrections)>,
}

impl Memory {
    /// Reads what [`Memory::encode`] wrote: a line for each shape. Lines that cannot be read are passed over, and everything is that has
    /// another version.
    #[must_use]
    pub fn decode(text: &str) -> Self {
        let mut lines = text.get(..text.len().min(BYTES)).unwrap_or_default().lines();
        if lines.next() != Some(VERSION) {
            return Self::default();
        }
        let read = |line: &str| serde_json::from_str::<(String, Corrections)>(line).ok();
        let mut memory = Self::default();
        for (shape, corrections) in lines.filter_map(read).filter(|(_, of)| of.keys.len() <= KEYS) {
            memory.put(shape, corrections);
        }
        memory
    }

    /// What is kept.
    #[must_use]
    pub fn encode(&self) -> String {
        // What cannot be written is not remembered.
        let lines = self.shapes.iter().filter_map(|one| serde_json::to_string(one).ok());
        std::iter::once(VERSION.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// The corrections of a shape.
    #[must_use]
    pub fn find(&self, shape: &str) -> Option<&Corrections> {
        self.shapes.iter().find(|(known, _)| known == shape).map(|(_, corrections)| corrections)
    }

    /// Remembers corrections for a shape.
    pub(super) fn put(&mut self, shape: String, corrections: Corrections) {
        self.forget(&shape);
        self.shapes.push((shape, corrections));
        let surplus = self.shapes.len().saturating_sub(SHAPES);
        self.shapes.drain(..surplus);
    }

    /// Forgets the corrections of a shape.
    pub(super) fn forget(&mut self, shape: &str) {
        self.shapes.retain(|(known, _)| known != shape);
    }
}
