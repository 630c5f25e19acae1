//! A session: from `Login` to `Logout`.
//!
//! In come plain strings; out go plain values. Holds the token and never shows it; knows nothing of SOAP.

use std::fmt;

use crate::service::{
    ClearJobStatus, CommandWebService, GetDetailedJobStatus, GetJobStatus, IsJobComplete, Login,
    Logout, StatusResult,
};
use crate::{Error, SoapVersion};

/// A session at the service.
///
/// The service keeps its session in cookies beside the token; both are held here, and neither shows in `Debug`.
#[derive(Clone)]
pub struct Birst {
    service: CommandWebService,
    token: String,
}

impl Birst {
    /// Logs in over SOAP 1.1 at the URL of the service's `CommandWebService.asmx`.
    ///
    /// # Errors
    /// When the URL isn't one, the service can't be reached, or it refuses the login.
    pub async fn login(url: &str, username: &str, password: &str) -> Result<Self, Error> {
        Self::login_with(CommandWebService::new(url)?, username, password).await
    }

    /// Logs in over the version of SOAP that is given.
    ///
    /// # Errors
    /// As [`login`](Self::login).
    pub async fn login_over(
        soap: SoapVersion,
        url: &str,
        username: &str,
        password: &str,
    ) -> Result<Self, Error> {
        let service = match soap {
            SoapVersion::V1_1 => CommandWebService::new(url)?,
            SoapVersion::V1_2 => CommandWebService::soap12(url)?,
        };
        Self::login_with(service, username, password).await
    }

    /// Logs in with a client of your own making, e.g. one with another transport or other timeouts.
    ///
    /// # Errors
    /// When the service can't be reached, refuses the login, or answers without a token.
    pub async fn login_with(
        service: CommandWebService,
        username: &str,
        password: &str,
    ) -> Result<Self, Error> {
        let request = Login {
            username: Some(username.to_owned()),
            password: Some(password.to_owned()),
        };
        let response = service.login(&request).await?;
        match response.login_result {
            Some(token) => Ok(Self { service, token }),
            None => Err(Error::unexpected_reply("Login answered without a token")),
        }
    }

    /// The generated client, which keeps this session's cookies.
    pub fn service(&self) -> &CommandWebService {
        &self.service
    }

    /// The token that operations of [`service`](Self::service) take. Keep it secret.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Clears the space and the job's status when the job doesn't respond any more; tells whether the clearing was
    /// requested. How the job then stands tell [`detailed_job_status`](Self::detailed_job_status) and
    /// [`is_job_complete`](Self::is_job_complete).
    ///
    /// # Errors
    /// When the call fails or the service answers with a fault, e.g. for a token that has expired.
    pub async fn clear_job_status(&self, space_id: &str, job_token: &str) -> Result<bool, Error> {
        let request = ClearJobStatus {
            token: self.auth(),
            space_id: Some(space_id.to_owned()),
            job_token: Some(job_token.to_owned()),
        };
        Ok(self
            .service
            .clear_job_status(&request)
            .await?
            .clear_job_status_result)
    }

    /// Whether the job has come to its end.
    ///
    /// # Errors
    /// When the call fails or the service answers with a fault.
    pub async fn is_job_complete(&self, job_token: &str) -> Result<bool, Error> {
        let request = IsJobComplete {
            token: self.auth(),
            job_token: Some(job_token.to_owned()),
        };
        Ok(self
            .service
            .is_job_complete(&request)
            .await?
            .is_job_complete_result)
    }

    /// How the job stands; `None` where the service doesn't say.
    ///
    /// # Errors
    /// When the call fails or the service answers with a fault.
    pub async fn job_status(&self, job_token: &str) -> Result<Option<StatusResult>, Error> {
        let request = GetJobStatus {
            token: self.auth(),
            job_token: Some(job_token.to_owned()),
        };
        Ok(self
            .service
            .get_job_status(&request)
            .await?
            .get_job_status_result)
    }

    /// How the job stands, with what it does at the moment; `None` where the service doesn't say.
    ///
    /// # Errors
    /// When the call fails or the service answers with a fault.
    pub async fn detailed_job_status(
        &self,
        job_token: &str,
    ) -> Result<Option<StatusResult>, Error> {
        let request = GetDetailedJobStatus {
            token: self.auth(),
            job_token: Some(job_token.to_owned()),
        };
        Ok(self
            .service
            .get_detailed_job_status(&request)
            .await?
            .get_detailed_job_status_result)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// When the call fails or the service answers with a fault.
    pub async fn logout(self) -> Result<(), Error> {
        self.service.logout(&Logout { token: self.auth() }).await?;
        Ok(())
    }

    fn auth(&self) -> Option<String> {
        Some(self.token.clone())
    }
}

impl fmt::Debug for Birst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Birst")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
