//! A client of Birst's CommandWebService.
//!
//! ```no_run
//! use birst_command::Birst;
//!
//! # async fn example() -> Result<(), birst_command::Error> {
//! let birst = Birst::login("https://app2101.bws.birst.com/CommandWebService.asmx", "me@example.com", "password").await?;
//! let space = "b7f3df39-438c-4ec7-bd29-489f41afde14";
//! let job = "4bcd1f1ec9cb4e1daa08b7a1ba5ea9c0";
//!
//! // The job doesn't respond any more: clear the space and the job's status.
//! if birst.clear_job_status(space, job).await? {
//!     let status = birst.detailed_job_status(job).await?;
//!     println!("{:?}", status.and_then(|s| s.status_code));
//! }
//! birst.logout().await
//! # }
//! ```
//!
//! [`Birst`] holds what a session needs: the login token and the cookies that the service sets beside it. What it
//! doesn't wrap is in [`service`], the whole service as it is generated from the WSDL; [`Birst::service`] gives the
//! client to call it with.

#![deny(missing_docs)]

mod job;
mod session;

pub use castile::{Error, SoapVersion};
pub use job::{WaitError, Waiting};
pub use session::Birst;

/// The types and the client of the service, generated from its WSDL.
pub mod service {
    castile::include_wsdl!("command_web_service");
}
