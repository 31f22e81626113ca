//! What the editor of a file can go back to, and forward again.

/// The most steps that are kept.
const STEPS: usize = 200;

/// The most bytes of texts that are kept: the oldest go first.
const BYTES: usize = 8 << 20;

/// Earlier and undone texts of one file. The present text is the editor's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    before: Vec<String>,
    after: Vec<String>,
}

impl History {
    /// Notes that another text takes the place of this one.
    pub fn record(&mut self, text: String) {
        self.after.clear();
        if self.before.last() != Some(&text) {
            self.before.push(text);
        }
        let mut bytes: usize = self.before.iter().map(String::len).sum();
        let surplus = self.before.len().saturating_sub(STEPS);
        let dropped = self.before.iter().enumerate().take_while(|(n, text)| {
            let drop = *n < surplus || (bytes > BYTES && n + 1 < self.before.len());
            bytes -= if drop { text.len() } else { 0 };
            drop
        });
        let dropped = dropped.count();
        self.before.drain(..dropped);
    }

    /// The text before the present one, which can then be come back to.
    pub fn undo(&mut self, present: String) -> Option<String> {
        let text = self.before.pop()?;
        self.after.push(present);
        Some(text)
    }

    /// The text that was undone last.
    pub fn redo(&mut self, present: String) -> Option<String> {
        let text = self.after.pop()?;
        self.before.push(present);
        Some(text)
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether something was undone.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.after.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_and_redo_are_inverse_and_a_new_step_ends_the_redoing() {
        let mut history = History::default();
        history.record("a".to_owned());
        history.record("b".to_owned());
        assert_eq!(history.undo("c".to_owned()).as_deref(), Some("b"));
        assert_eq!(history.undo("b".to_owned()).as_deref(), Some("a"));
        assert_eq!(history.undo("a".to_owned()), None);
        assert_eq!(history.redo("a".to_owned()).as_deref(), Some("b"));
        history.record("b".to_owned());
        assert!(!history.can_redo() && history.can_undo());
    }

    #[test]
    fn the_oldest_steps_are_dropped_by_number_and_by_size() {
        let mut history = History::default();
        (0..STEPS + 7).for_each(|n| history.record(n.to_string()));
        assert_eq!(history.before.len(), STEPS);
        assert_eq!(history.before.first().map(String::as_str), Some("7"));
        let mut history = History::default();
        for n in 0..20 {
            history.record(format!("{n}{}", " ".repeat(1 << 20)));
        }
        assert_eq!(history.before.len(), 7);
        history.record(" ".repeat(BYTES + 1));
        assert_eq!(history.before.len(), 1);
    }
}
