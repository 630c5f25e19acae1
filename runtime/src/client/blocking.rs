//! Waiting for a call without async.

use std::future::Future;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::Error;

/// Drives the future on a runtime that all blocking calls share, so that connections outlive a call.
pub(super) fn wait<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        let message =
            "a blocking call in the middle of async code would stop it: await the call instead";
        return Err(Error::Setup(message.to_owned()));
    }
    let runtime = RUNTIME.get_or_init(|| Builder::new_current_thread().enable_all().build().ok());
    match runtime {
        Some(runtime) => runtime.block_on(future),
        None => Err(Error::Setup(
            "the system gives no resources for a blocking call".to_owned(),
        )),
    }
}
