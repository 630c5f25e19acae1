//! The macros of generated clients. Generated code says:
//!
//! ```text
//! pub struct CommandWebService { client: castile::Client }
//! castile::client!(CommandWebService; V1_1 "https://example.org/a.asmx", V1_2 "https://example.org/a.asmx");
//! impl CommandWebService {
//!     pub fn clear_job_status<'a>(&'a self, request: &'a ClearJobStatus) -> castile::Call<'a, ClearJobStatusResponse> {
//!         self.client.call(&operations::CLEAR_JOB_STATUS, request)
//!     }
//!     pub fn ping(&self) -> castile::Call<'_, ()> {
//!         self.client.call(&operations::PING, &())
//!     }
//! }
//! pub mod operations {
//!     use castile::support::*;
//!     /// `clearJobStatus`
//!     pub static CLEAR_JOB_STATUS: Operation = operation("clearJobStatus", Body::element(one(super::NS, "clearJobStatus")))
//!         .action("urn:clearJobStatus")
//!         .output(Body::element(one(super::NS, "clearJobStatusResponse")));
//! }
//! castile::document!(Document);
//! castile::messages!(Request, input; operations::CLEAR_JOB_STATUS, operations::PING);
//! castile::messages!(Response, output; operations::CLEAR_JOB_STATUS);
//! ```
//!
//! A version whose port has no address in the WSDL stands without a literal: `client!(X; V1_1)`. `Document`, `Request` and
//! `Response` are enums made by `choice!`; variant `i` of a message enum belongs to operation `i` of the list.
