//! Sessions against the double of the service, over HTTP on this machine.

#[path = "../examples/clear_job_status/double.rs"]
mod double;

use std::time::Duration;

use birst_command::{Birst, Error, SoapVersion, WaitError, Waiting};

#[tokio::test]
async fn a_job_is_cleared_and_waited_for_in_both_versions() {
    let service = double::start().await.expect("a free port");
    let url = service.url("/CommandWebService.asmx");
    for soap in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let birst = Birst::login_over(soap, &url, double::USER, double::PASSWORD)
            .await
            .expect("Login");
        assert_eq!(birst.token().len(), 32);
        assert!(
            birst
                .clear_job_status(double::SPACE, double::JOB)
                .await
                .expect("clearJobStatus")
        );
        assert!(
            !birst
                .clear_job_status(double::SPACE, "another")
                .await
                .expect("clearJobStatus")
        );
        let status = birst
            .wait_for_job(double::JOB, Waiting::default())
            .await
            .expect("its end");
        assert_eq!(
            status.and_then(|s| s.status_code).as_deref(),
            Some("Complete")
        );
        let detailed = birst
            .detailed_job_status(double::JOB)
            .await
            .expect("getDetailedJobStatus");
        assert_eq!(detailed.map(|s| s.loadid), Some(7));
        birst.logout().await.expect("Logout");
    }
    service.stop().await;
}

#[tokio::test]
async fn refusals_are_faults() {
    let service = double::start().await.expect("a free port");
    let url = service.url("/CommandWebService.asmx");
    match Birst::login(&url, double::USER, "wrong").await {
        Err(Error::Fault(fault)) => assert_eq!(fault.reason(), "Login failed"),
        other => panic!("{other:?}"),
    }
    let birst = Birst::login(&url, double::USER, double::PASSWORD)
        .await
        .expect("Login");
    let ended = birst.clone();
    birst.logout().await.expect("Logout");
    match ended.is_job_complete(double::JOB).await {
        Err(Error::Fault(fault)) => assert_eq!(fault.status, Some(500)),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn waiting_ends_at_the_deadline() {
    let service = double::start().await.expect("a free port");
    let url = service.url("/CommandWebService.asmx");
    let birst = Birst::login(&url, double::USER, double::PASSWORD)
        .await
        .expect("Login");
    let waiting = Waiting {
        every: Duration::from_millis(1),
        deadline: Duration::from_millis(50),
    };
    match birst.wait_for_job(double::JOB, waiting).await {
        Err(WaitError::Deadline(after)) => assert_eq!(after, waiting.deadline),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_token_alone_is_no_session() {
    let service = double::start().await.expect("a free port");
    let url = service.url("/CommandWebService.asmx");
    let birst = Birst::login(&url, double::USER, double::PASSWORD)
        .await
        .expect("Login");
    // Another client has the token, but not the cookie that Login set.
    let other = birst_command::service::CommandWebService::new(&url).expect("the URL is one");
    let request = birst_command::service::Logout {
        token: Some(birst.token().to_owned()),
    };
    assert!(matches!(other.logout(&request).await, Err(Error::Fault(_))));
    assert!(birst.logout().await.is_ok());
}
