//! Tests of what takes too long for words where something is wrong.

use std::time::{Duration, Instant};

/// Generous: these tests run unoptimized and beside others.
#[track_caller]
pub(super) fn quickly<T>(act: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let result = act();
    assert!(begin.elapsed() < Duration::from_secs(20));
    result
}
