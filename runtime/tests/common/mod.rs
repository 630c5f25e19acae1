//! What the generator writes for a service of two operations, by hand.

#![allow(unreachable_pub, reason = "it stands for a generated crate")]
#![allow(dead_code, reason = "each test uses its own part")]
#![allow(clippy::unwrap_used, reason = "what fails here is the test")]

#[cfg(feature = "http")]
pub mod wire;

use castile::transport::{MemoryTransport, Response};
use castile::{Error, Reply, SoapVersion};

pub const NS: &str = "http://www.birst.com/";

#[derive(Default)]
pub struct ClearJobStatus {
    pub token: Option<String>,
    pub space_id: Option<String>,
    pub job_token: Option<String>,
}
castile::complex!(ClearJobStatus(3), anonymous NS "clearJobStatus", Content::Sequence;
    0 token = opt(NS, "token"); 1 space_id = opt(NS, "spaceID"); 2 job_token = opt(NS, "jobToken"););

#[derive(Default)]
pub struct ClearJobStatusResponse {
    pub clear_job_status_result: bool,
}
castile::complex!(ClearJobStatusResponse(1), anonymous NS "clearJobStatusResponse", Content::Sequence;
    0 clear_job_status_result = one(NS, "clearJobStatusResult"););

#[derive(Default)]
pub struct Logout {
    pub token: Option<String>,
}
castile::complex!(Logout(1), anonymous NS "Logout", Content::Sequence; 0 token = opt(NS, "token"););

#[derive(Default)]
pub struct LogoutResponse {}
castile::complex!(LogoutResponse(0), anonymous NS "LogoutResponse", Content::Sequence;);

#[derive(Default)]
pub struct BirstError {
    pub error_code: i32,
}
castile::complex!(BirstError(1), anonymous NS "BirstError", Content::Sequence; 0 error_code = one(NS, "errorCode"););

#[derive(Default)]
pub struct Tenant {
    pub name: String,
}
castile::complex!(Tenant(1), anonymous NS "Tenant", Content::Sequence; 0 name = one(NS, "name"););

/// The faults that `clearJobStatus` declares.
pub enum ClearJobStatusFault {
    BirstError(BirstError),
    Other(castile::AnyElement),
}
impl Default for ClearJobStatusFault {
    fn default() -> Self {
        Self::BirstError(BirstError::default())
    }
}
castile::choice!(ClearJobStatusFault, Choice "ClearJobStatusFault";
    0 BirstError = one(NS, "BirstError"); 1 Other = any(NamespaceConstraint::Any, Process::Lax););

/// The header blocks that the operations declare.
pub enum Headers {
    Tenant(Tenant),
}
impl Default for Headers {
    fn default() -> Self {
        Self::Tenant(Tenant::default())
    }
}
castile::choice!(Headers, Choice "Headers"; 0 Tenant = one(NS, "Tenant"););

pub enum Request {
    ClearJobStatus(ClearJobStatus),
    Logout(Logout),
    Ping(()),
}
impl Default for Request {
    fn default() -> Self {
        Self::Ping(())
    }
}
castile::choice!(Request, Choice "Request";
    0 ClearJobStatus = one(NS, "clearJobStatus"); 1 Logout = one(NS, "Logout"); 2 Ping = one("", "Ping"););
castile::messages!(Request, input; operations::CLEAR_JOB_STATUS, operations::LOGOUT, operations::PING);

pub enum Response_ {
    ClearJobStatus(ClearJobStatusResponse),
    Logout(LogoutResponse),
}
impl Default for Response_ {
    fn default() -> Self {
        Self::Logout(LogoutResponse::default())
    }
}
castile::choice!(Response_, Choice "Response";
    0 ClearJobStatus = one(NS, "clearJobStatusResponse"); 1 Logout = one(NS, "LogoutResponse"););
castile::messages!(Response_, output; operations::CLEAR_JOB_STATUS, operations::LOGOUT);

#[derive(Clone, Debug)]
pub struct CommandWebService {
    client: castile::Client,
}
castile::client!(CommandWebService; V1_1 "http://localhost/CommandWebService.asmx", V1_2);

impl CommandWebService {
    pub fn clear_job_status<'a>(
        &'a self,
        request: &'a ClearJobStatus,
    ) -> castile::Call<'a, ClearJobStatusResponse> {
        self.client.call(&operations::CLEAR_JOB_STATUS, request)
    }

    pub fn logout<'a>(&'a self, request: &'a Logout) -> castile::Call<'a, LogoutResponse> {
        self.client.call(&operations::LOGOUT, request)
    }

    pub fn ping(&self) -> castile::Call<'_, ()> {
        self.client.call(&operations::PING, &())
    }
}

pub mod operations {
    use castile::support::*;
    pub static CLEAR_JOB_STATUS: Operation = operation(
        "clearJobStatus",
        Body::element(one(super::NS, "clearJobStatus")).headers(&[block(super::NS, "Tenant")]),
    )
    .action("http://www.birst.com/clearJobStatus")
    .output(
        Body::element(one(super::NS, "clearJobStatusResponse"))
            .headers(&[block(super::NS, "Tenant")]),
    );
    pub static LOGOUT: Operation = operation("Logout", Body::element(one(super::NS, "Logout")))
        .action11("")
        .output(Body::element(one(super::NS, "LogoutResponse")));
    pub static PING: Operation = operation("ping", Body::content(&[])).action("urn:ping");
}

pub fn request() -> ClearJobStatus {
    ClearJobStatus {
        token: Some("t<&>".to_owned()),
        space_id: Some("s".to_owned()),
        job_token: None,
    }
}

/// An envelope of a version around a Body.
pub fn envelope(version: SoapVersion, body: &str) -> String {
    let ns = version.namespace();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"{ns}\"><s:Body>{body}</s:Body></s:Envelope>"
    )
}

/// What the service answers with.
pub fn answer(result: &str) -> String {
    format!(
        "<clearJobStatusResponse xmlns=\"{NS}\"><clearJobStatusResult>{result}</clearJobStatusResult></clearJobStatusResponse>"
    )
}

/// A client whose service answers with this.
pub fn client(
    version: SoapVersion,
    answer: impl Fn() -> Response + Send + Sync + 'static,
) -> CommandWebService {
    let transport = MemoryTransport::new(move |_| answer());
    CommandWebService::with_transport(version, "https://example.org/a.asmx?key=hidden", transport)
        .unwrap()
}

/// Calls `clearJobStatus` on a service that answers with this.
pub async fn call(
    status: u16,
    content_type: &str,
    body: impl Into<castile::transport::Body>,
) -> Result<Reply<ClearJobStatusResponse>, Error> {
    let response = Response::new(status, content_type, body);
    let client = client(SoapVersion::V1_1, move || response.clone());
    client.clear_job_status(&request()).send().await
}
