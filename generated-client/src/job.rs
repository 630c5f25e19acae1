//! Waiting for a job.
//!
//! In come a session, a job and how long to wait; out goes how the job stands at its end.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use crate::service::StatusResult;
use crate::{Birst, Error};

/// How a wait for a job polls, and how long: every 5 seconds for an hour unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The pause between two questions to the service.
    pub every: Duration,
    /// How long in all, the calls included.
    pub deadline: Duration,
}

impl Default for Waiting {
    fn default() -> Self {
        Waiting {
            every: Duration::from_secs(5),
            deadline: Duration::from_secs(3600),
        }
    }
}

/// Why a wait for a job ended without the job's end.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError {
    /// The job was still running at the deadline.
    Deadline(Duration),
    /// A call failed.
    Call(Error),
}

impl std::fmt::Display for WaitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WaitError::Deadline(after) => write!(f, "the job was still running after {after:?}"),
            WaitError::Call(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WaitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WaitError::Deadline(_) => None,
            WaitError::Call(error) => Some(error),
        }
    }
}

impl From<Error> for WaitError {
    fn from(error: Error) -> Self {
        WaitError::Call(error)
    }
}

impl Birst {
    /// Waits until the job has come to its end, and gives its status; `None` where the service doesn't tell it.
    /// Needs a tokio runtime with its timer.
    ///
    /// # Errors
    /// [`WaitError::Deadline`] when the job is still running at the deadline, which also ends a call under way;
    /// [`WaitError::Call`] when a call fails.
    pub async fn wait_for_job(
        &self,
        job_token: &str,
        waiting: Waiting,
    ) -> Result<Option<StatusResult>, WaitError> {
        let late = || WaitError::Deadline(waiting.deadline);
        let Some(end) = Instant::now().checked_add(waiting.deadline) else {
            return Err(late());
        };
        loop {
            let complete = timeout_at(end, self.is_job_complete(job_token))
                .await
                .map_err(|_| late())?;
            if complete? {
                return Ok(timeout_at(end, self.job_status(job_token))
                    .await
                    .map_err(|_| late())??);
            }
            timeout_at(end, sleep(waiting.every))
                .await
                .map_err(|_| late())?;
        }
    }
}
