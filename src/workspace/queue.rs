//! The order in which the worker carries out requests: changes as soon as what was stored is here, between two files of a job if
//! need be; jobs, which may take long, one after the other.

use std::collections::VecDeque;

use super::{Event, Notice, Request};

/// Requests that wait. `J` is what a job needs besides its number.
#[derive(Debug)]
pub struct Queue<J> {
    restored: bool,
    changes: VecDeque<Request>,
    jobs: VecDeque<Job<J>>,
    running: bool,
    cancelled: bool,
}

/// Something to read.
#[derive(Debug)]
pub struct Job<J> {
    /// Number of the request.
    pub number: u64,
    /// How many files it begins with.
    pub files: usize,
    /// What it needs.
    pub content: J,
}

impl<J> Default for Queue<J> {
    fn default() -> Self {
        Self { restored: false, changes: VecDeque::new(), jobs: VecDeque::new(), running: false, cancelled: false }
    }
}

impl<J> Queue<J> {
    /// Adds a request that is no job. Removing all files also stops what is being read: it is not to come after.
    pub fn push_change(&mut self, request: Request) -> Vec<Event> {
        let events = if matches!(request, Request::RemoveAll { .. }) { self.cancel() } else { Vec::new() };
        self.changes.push_back(request);
        events
    }

    /// Adds a job.
    pub fn push_job(&mut self, job: Job<J>) {
        self.jobs.push_back(job);
    }

    /// What was stored is here, or will not come: from now on requests are carried out.
    pub fn set_restored(&mut self) {
        self.restored = true;
    }

    /// Stops the job under way at its next file and drops those that wait.
    pub fn cancel(&mut self) -> Vec<Event> {
        self.cancelled = self.running;
        let mut events = Vec::new();
        for job in std::mem::take(&mut self.jobs) {
            events.push(Event::Notice(Notice::Cancelled { read: 0, of: job.files }));
            events.push(Event::Done { number: job.number, version: None });
        }
        events
    }

    /// Whether the job under way is to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled
    }

    /// The next change to carry out.
    pub fn next_change(&mut self) -> Option<Request> {
        if self.restored { self.changes.pop_front() } else { None }
    }

    /// The next job, if none is under way.
    pub fn next_job(&mut self) -> Option<Job<J>> {
        if !self.restored || self.running {
            return None;
        }
        let job = self.jobs.pop_front()?;
        (self.running, self.cancelled) = (true, false);
        Some(job)
    }

    /// The job under way has ended.
    pub fn end_job(&mut self) {
        (self.running, self.cancelled) = (false, false);
    }
}
