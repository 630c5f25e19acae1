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
//!     castile::operations! {
//!         /// `clearJobStatus`
//!         CLEAR_JOB_STATUS = operation("clearJobStatus", Body::element(one(super::NS, "clearJobStatus")))
//!             .action("urn:clearJobStatus")
//!             .output(Body::element(one(super::NS, "clearJobStatusResponse")));
//!     }
//! }
//! castile::document!(Document);
//! castile::messages!(Request, input; operations::CLEAR_JOB_STATUS, operations::PING);
//! castile::messages!(Response, output; operations::CLEAR_JOB_STATUS);
//! ```
//!
//! A version whose port has no address in the WSDL stands without a literal: `client!(X; V1_1)`. `Document`, `Request` and
//! `Response` are enums made by `choice!`; variant `i` of a message enum belongs to operation `i` of the list.

/// The tables of operations, one static each.
#[doc(hidden)]
#[macro_export]
macro_rules! operations {
    ($($(#[$meta:meta])* $name:ident = $table:expr;)*) => {
        $(
            $(#[$meta])*
            pub static $name: $crate::support::Operation = {
                #[allow(unused_imports, clippy::allow_attributes)]
                use $crate::support::*;
                $table
            };
        )*
    };
}
