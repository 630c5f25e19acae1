//! The trait of a port type, as the client, a service and a test double implement it.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use castile::server::Running;
use castile::{Error, Fault, FaultKind, SoapVersion};
use castile_tests::command_web_service::{
    ClearJobStatus, ClearJobStatusResponse, CommandWebService, CommandWebServiceSoap, Login,
    LoginResponse, Logout, LogoutResponse,
};

const VERSIONS: [SoapVersion; 2] = [SoapVersion::V1_1, SoapVersion::V1_2];

/// A double that knows one token, and whose caller has to say who it is for some calls.
#[derive(Default)]
struct Double {
    agent: String,
}

impl CommandWebServiceSoap for Double {
    async fn login(&self, request: Login) -> Result<LoginResponse, Error> {
        match (request.username.as_deref(), request.password.as_deref()) {
            (Some(name), Some("secret")) => Ok(LoginResponse {
                login_result: Some(format!("{name} by {}", self.agent)),
            }),
            _ => Err(Fault::sender("Invalid login").into()),
        }
    }

    async fn clear_job_status(
        &self,
        request: ClearJobStatus,
    ) -> Result<ClearJobStatusResponse, Error> {
        Ok(ClearJobStatusResponse {
            clear_job_status_result: request.token.as_deref() == Some("tok"),
        })
    }

    async fn logout(&self, _: Logout) -> Result<LogoutResponse, Error> {
        Err(Error::unexpected_reply("the database said: s3cret"))
    }
}

fn login() -> Login {
    Login {
        username: Some("me".into()),
        password: Some("secret".into()),
    }
}

/// What anyone can do with an implementation, a client being one.
async fn use_it(service: &impl CommandWebServiceSoap) {
    let token = service.login(login()).await.expect("a token").login_result;
    assert!(token.is_some_and(|token| token.starts_with("me by")));
    let request = ClearJobStatus {
        token: Some("tok".into()),
        ..ClearJobStatus::default()
    };
    let done = service.clear_job_status(request).await.expect("an answer");
    assert!(done.clear_job_status_result);
    match service.login(Login::default()).await {
        Err(Error::Fault(fault)) => assert_eq!(fault.reason(), "Invalid login"),
        other => panic!("a fault was due, not {other:?}"),
    }
    match service.get_job_status(Default::default()).await {
        Err(Error::Fault(fault)) => assert!(fault.reason().contains("not implemented")),
        other => panic!("a fault was due, not {other:?}"),
    }
}

#[tokio::test]
async fn a_double_needs_no_envelope() {
    use_it(&Double::default()).await;
}

#[tokio::test]
async fn a_client_is_one_too_without_a_network() {
    for version in VERSIONS {
        let endpoint = Double::default().into_endpoint().strict(true);
        let client = CommandWebService::with_transport(version, "http://localhost/", endpoint);
        use_it(&client.expect("a URL")).await;
    }
}

#[tokio::test]
async fn and_over_http() {
    let running: Running = Double::default()
        .into_endpoint()
        .listen("127.0.0.1:0")
        .await
        .expect("a port is free");
    let url = running.url("/CommandWebService.asmx");
    use_it(&CommandWebService::soap11(&url).expect("a URL")).await;
    use_it(&CommandWebService::soap12(&url).expect("a URL")).await;
    running.stop().await;
}

#[tokio::test]
async fn what_went_wrong_inside_is_not_told() {
    let endpoint = Double::default().into_endpoint();
    let client =
        CommandWebService::with_transport(SoapVersion::V1_2, "http://localhost/", endpoint)
            .expect("a URL");
    match client.logout(&Logout::default()).await {
        Err(Error::Fault(fault)) => {
            assert_eq!(fault.kind(), FaultKind::Receiver);
            assert!(!format!("{fault}").contains("s3cret"));
        }
        other => panic!("a fault was due, not {other:?}"),
    }
}

#[tokio::test]
async fn a_service_may_be_made_for_each_call() {
    let endpoint = Double::endpoint_with(|call| match call.http_headers.get("X-Agent") {
        Some(agent) => Ok(Double {
            agent: agent.to_owned(),
        }),
        None => Err(Fault::sender("Who are you?")),
    });
    let client =
        CommandWebService::with_transport(SoapVersion::V1_1, "http://localhost/", endpoint)
            .expect("a URL");
    let request = login();
    let call = client.login(&request).http_header("X-Agent", "007");
    let token = call.await.expect("a token").login_result;
    assert_eq!(token.as_deref(), Some("me by 007"));
    match client.login(&request).await {
        Err(Error::Fault(fault)) => assert_eq!(fault.reason(), "Who are you?"),
        other => panic!("a fault was due, not {other:?}"),
    }
}
