//! A double of CommandWebService: the operations of the WSDL over the generated enums of requests and responses.
//!
//! One job is stuck until its status is cleared. As with the real service, a session is a token and a cookie together.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use birst_command::service::{
    ClearJobStatusResponse, GetDetailedJobStatusResponse, GetJobStatusResponse,
    IsJobCompleteResponse, LoginResponse, LogoutResponse, Request, Response, StatusResult,
};
use castile::Fault;
use castile::server::{Call, Endpoint, Reply, Running};

pub(crate) const USER: &str = "me@example.com";
pub(crate) const PASSWORD: &str = "a password";
pub(crate) const SPACE: &str = "b7f3df39-438c-4ec7-bd29-489f41afde14";
pub(crate) const JOB: &str = "4bcd1f1ec9cb4e1daa08b7a1ba5ea9c0";

const COOKIE: &str = "ASP.NET_SessionId";

/// What the service knows.
#[derive(Default)]
struct State {
    logins: AtomicU32,
    sessions: Mutex<Vec<(String, String)>>,
    cleared: AtomicBool,
}

/// Starts the double on a free port of this machine.
pub(crate) async fn start() -> io::Result<Running> {
    let state = Arc::new(State::default());
    let endpoint = Endpoint::new(move |call: Call<Request>| {
        let reply = state.answer(call);
        async move { reply }
    });
    endpoint
        .wsdl(include_str!("../../../wsdl/CommandWebService.wsdl"))
        .listen("127.0.0.1:0")
        .await
}

impl State {
    fn answer(&self, call: Call<Request>) -> Result<Reply<Response>, Fault> {
        let cookie = call.cookie(COOKIE).unwrap_or_default().to_owned();
        match call.request {
            Request::Login(login) => {
                self.login(login.username.as_deref(), login.password.as_deref())
            }
            Request::Logout(logout) => {
                let token = self.session(logout.token, &cookie)?;
                self.lock().retain(|(t, _)| *t != token);
                Ok(Response::Logout(LogoutResponse {}).into())
            }
            Request::ClearJobStatus(clear) => {
                self.session(clear.token, &cookie)?;
                if clear.space_id.as_deref() != Some(SPACE) {
                    return Err(Fault::sender("Unable to find the space"));
                }
                let known = clear.job_token.as_deref() == Some(JOB);
                self.cleared.fetch_or(known, Ordering::Relaxed);
                Ok(Response::ClearJobStatus(ClearJobStatusResponse {
                    clear_job_status_result: known,
                })
                .into())
            }
            Request::IsJobComplete(job) => {
                self.session(job.token, &cookie)?;
                let complete = self.cleared.load(Ordering::Relaxed);
                Ok(Response::IsJobComplete(IsJobCompleteResponse {
                    is_job_complete_result: complete,
                })
                .into())
            }
            Request::GetJobStatus(job) => {
                self.session(job.token, &cookie)?;
                let status = GetJobStatusResponse {
                    get_job_status_result: Some(self.status()),
                };
                Ok(Response::GetJobStatus(status).into())
            }
            Request::GetDetailedJobStatus(job) => {
                self.session(job.token, &cookie)?;
                let status = GetDetailedJobStatusResponse {
                    get_detailed_job_status_result: Some(self.status()),
                };
                Ok(Response::GetDetailedJobStatus(status).into())
            }
        }
    }

    fn login(&self, user: Option<&str>, password: Option<&str>) -> Result<Reply<Response>, Fault> {
        if (user, password) != (Some(USER), Some(PASSWORD)) {
            return Err(Fault::sender("Login failed"));
        }
        let number = self.logins.fetch_add(1, Ordering::Relaxed);
        let (token, cookie) = (format!("{number:032x}"), format!("session{number}"));
        self.lock().push((token.clone(), cookie.clone()));
        let response = Response::Login(LoginResponse {
            login_result: Some(token),
        });
        Reply::new(response)
            .http_header(
                "Set-Cookie",
                &format!("{COOKIE}={cookie}; path=/; HttpOnly"),
            )
            .map_err(|_| Fault::receiver("the session has no cookie"))
    }

    /// The token, if it's that of the session whose cookie came with it.
    fn session(&self, token: Option<String>, cookie: &str) -> Result<String, Fault> {
        let token = token.unwrap_or_default();
        let known = self.lock().iter().any(|(t, c)| *t == token && c == cookie);
        if known {
            Ok(token)
        } else {
            Err(Fault::sender("Invalid login token"))
        }
    }

    fn status(&self) -> StatusResult {
        let cleared = self.cleared.load(Ordering::Relaxed);
        let code = if cleared { "Complete" } else { "Running" };
        StatusResult {
            r#type: 1,
            loadid: 7,
            status_code: Some(code.to_owned()),
            ..StatusResult::default()
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<(String, String)>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
