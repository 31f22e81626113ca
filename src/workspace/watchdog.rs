//! How long the page waits for a worker that owes it an answer.

use std::time::Duration;

/// The time between two looks at a worker that owes an answer.
pub const LOOK: Duration = Duration::from_secs(10);

/// Looks without a word after which a worker is lost that has answered before: three minutes in which the page ran. Auditing
/// tens of thousands of files takes a slow phone a minute.
const LOOKS: u32 = 18;

/// The same for one that has never answered: it says that it is there as soon as it runs, which takes a slow phone seconds.
const LOOKS_AT_START: u32 = 4;

/// Counts looks at a worker.
#[derive(Clone, Copy, Debug, Default)]
pub struct Watchdog {
    looks: u32,
    has_answered: bool,
}

impl Watchdog {
    /// Something was asked of a worker that owed nothing: its time begins.
    pub fn on_request(&mut self) {
        self.looks = 0;
    }

    /// The worker said something.
    pub fn on_answer(&mut self) {
        *self = Self { looks: 0, has_answered: true };
    }

    /// A look at a worker that owes an answer. Returns whether it has had its time.
    pub fn look(&mut self) -> bool {
        self.looks += 1;
        self.looks >= if self.has_answered { LOOKS } else { LOOKS_AT_START }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks_until_lost(mut watchdog: Watchdog) -> u32 {
        (1..100).find(|_| watchdog.look()).unwrap_or(u32::MAX)
    }

    #[test]
    fn a_worker_that_never_answers_is_lost_after_40_seconds_and_one_that_has_after_three_minutes() {
        assert_eq!(looks_until_lost(Watchdog::default()) * LOOK.as_secs() as u32, 40);
        let mut watchdog = Watchdog::default();
        watchdog.on_answer();
        assert_eq!(looks_until_lost(watchdog) * LOOK.as_secs() as u32, 180);
    }

    #[test]
    fn each_answer_and_request_gives_the_whole_time_again() {
        let mut watchdog = Watchdog::default();
        watchdog.look();
        watchdog.on_request();
        assert_eq!(looks_until_lost(watchdog), LOOKS_AT_START);
        watchdog.on_answer();
        watchdog.look();
        watchdog.on_answer();
        assert_eq!(looks_until_lost(watchdog), LOOKS);
    }
}
