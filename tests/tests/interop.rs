//! The generated client against SOAP servers of other makers, each that is installed, in SOAP 1.1 and 1.2.
//!
//! `CASTILE_SHARED` names the folder whose `lab/lab` starts them; a peer that isn't set up is skipped, aloud. The checks
//! are those of the peers' common contract: strings, numbers at their limits, text with all that needs escaping, binary,
//! lists with nil items, an absent result, and a fault.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
#![cfg(peers)]

use birst_command::Birst;
use castile::{Client, Error, Nillable, SoapVersion};
use castile_tests::peers::{
    ClearJobStatus, CommandWebService, DetailedJobStatus, GetDetailedJobStatus, IsJobComplete,
    JobState, Login,
};

use crate::lab;

/// What a server's framework can't do, as far as it's known.
#[derive(Clone, Copy, PartialEq)]
enum Quirk {
    None,
    /// Leaves nil items of a list out.
    NilItemsLost,
}

#[tokio::test(flavor = "multi_thread")]
async fn aspnet_on_mono() {
    all("asmx", Quirk::None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn php() {
    all("php", Quirk::None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn node_soap() {
    all("nodesoap", Quirk::None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn gsoap() {
    all("gsoap", Quirk::NilItemsLost).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jax_ws() {
    all("jaxws", Quirk::None).await;
}

/// Binary data along with messages, both ways.
#[tokio::test(flavor = "multi_thread")]
async fn jax_ws_with_attachments() {
    let found = tokio::task::spawn_blocking(|| lab::endpoints("jaxws")).await;
    let found = found.expect("the peer starts");
    for endpoint in found.into_iter().filter(|e| e.kind == "mtom") {
        let builder = Client::builder(&endpoint.url).mtom(true).mtom_threshold(0);
        let client = CommandWebService::with_client(builder.build().expect("the URL is one"));
        checks(&client, "jaxws/mtom", SoapVersion::V1_1, Quirk::None).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn spyne() {
    all("spyne", Quirk::None).await;
}

/// The main job's own client at a real service.
#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_at_aspnet() {
    for (_, soap, url) in endpoints("asmx").await {
        let birst = Birst::login_over(soap, &url, "u", "p").await;
        let birst = birst.expect("Login");
        assert_eq!(birst.token(), "tok-1");
        assert!(birst.clear_job_status("s1", "j1").await.expect("cleared"));
        assert!(
            !birst
                .clear_job_status("false", "j1")
                .await
                .expect("answered")
        );
        assert!(birst.is_job_complete("done").await.expect("answered"));
        assert!(!birst.is_job_complete("running").await.expect("answered"));
        let refused = Birst::login_over(soap, &url, "u", "bad").await;
        let Err(Error::Fault(fault)) = refused else {
            panic!("{soap:?}: a fault was due, not {refused:?}");
        };
        assert_eq!(fault.version, Some(soap));
    }
}

/// ASP.NET's session lives in a cookie, which the client keeps from the first call on.
#[tokio::test(flavor = "multi_thread")]
async fn aspnet_keeps_its_session_in_a_cookie() {
    for (_, soap, url) in endpoints("asmx").await {
        let client = client(soap, &url);
        for count in 1..=3 {
            let reply = client
                .session_count(&Default::default())
                .await
                .expect("the session counts");
            assert_eq!(reply.session_count_result, count, "{soap:?}");
        }
        let other = self::client(soap, &url);
        let reply = other
            .session_count(&Default::default())
            .await
            .expect("the session counts");
        assert_eq!(
            reply.session_count_result, 1,
            "another client has another session"
        );
    }
}

/// A typed header goes out with the call, one-way and empty replies are understood, an open type keeps its value.
#[tokio::test(flavor = "multi_thread")]
async fn aspnet_does_the_rest() {
    for (_, soap, url) in endpoints("asmx").await {
        let client = client(soap, &url);
        client
            .fire_and_forget(&Default::default())
            .await
            .expect("a one-way call has no reply to read");
        let void = castile_tests::peers::VoidOp {
            token: Some("tok-1".into()),
        };
        client
            .void_op(&void)
            .await
            .expect("an empty response is a response");
        let any = castile_tests::peers::AnyOp {
            kind: Some("int".into()),
        };
        let reply = client.any_op(&any).await.expect("anyType is kept");
        let result = reply.any_op_result.expect("it has a value");
        assert_eq!(result.text(), "5");
    }
}

/// The endpoints of a peer's server in SOAP 1.1 and 1.2.
async fn endpoints(peer: &'static str) -> Vec<(String, SoapVersion, String)> {
    let found = tokio::task::spawn_blocking(|| lab::endpoints(peer)).await;
    let version = |e: lab::Endpoint| match e.kind.as_str() {
        "1.1" => Some((e.server, SoapVersion::V1_1, e.url)),
        "1.2" => Some((e.server, SoapVersion::V1_2, e.url)),
        // Whoever doesn't send attachments gets none.
        "mtom" => Some((e.server, SoapVersion::V1_1, e.url)),
        _ => None,
    };
    let found = found.expect("the peer starts");
    found.into_iter().filter_map(version).collect()
}

fn client(soap: SoapVersion, url: &str) -> CommandWebService {
    match soap {
        SoapVersion::V1_1 => CommandWebService::new(url).expect("the URL is one"),
        SoapVersion::V1_2 => CommandWebService::soap12(url).expect("the URL is one"),
    }
}

async fn all(peer: &'static str, quirk: Quirk) {
    for (peer, soap, url) in endpoints(peer).await {
        let peer = peer.as_str();
        checks(&client(soap, &url), peer, soap, quirk).await;
    }
}

async fn checks(client: &CommandWebService, peer: &str, soap: SoapVersion, quirk: Quirk) {
    let login = Login {
        username: Some("u".into()),
        password: Some("p".into()),
    };
    let token = client.login(&login).await.expect("Login").login_result;
    assert_eq!(token.as_deref(), Some("tok-1"), "{peer} {soap:?}");
    clearing(client, peer, soap).await;
    status(client, quirk).await;
    bad_token(client, peer, soap).await;
    other_faults(client, peer, soap).await;
    println!("{peer} {soap:?}: all checks");
}

fn clear(token: &str, space: &str) -> ClearJobStatus {
    ClearJobStatus {
        token: Some(token.into()),
        space_id: Some(space.into()),
        job_token: Some("j1".into()),
    }
}

async fn clearing(client: &CommandWebService, peer: &str, soap: SoapVersion) {
    let done = client
        .clear_job_status(&clear("tok-1", "s1"))
        .await
        .expect("clearJobStatus");
    assert!(done.clear_job_status_result, "{peer} {soap:?}");
    let done = client
        .clear_job_status(&clear("tok-1", "false"))
        .await
        .expect("clearJobStatus");
    assert!(!done.clear_job_status_result, "{peer} {soap:?}");
    let complete = IsJobComplete {
        token: Some("tok-1".into()),
        job_token: Some("done".into()),
    };
    assert!(
        client
            .is_job_complete(&complete)
            .await
            .expect("isJobComplete")
            .is_job_complete_result
    );
}

async fn detailed(client: &CommandWebService, job: &str) -> Option<DetailedJobStatus> {
    let request = GetDetailedJobStatus {
        token: Some("tok-1".into()),
        job_token: Some(job.into()),
    };
    client
        .get_detailed_job_status(&request)
        .await
        .expect(job)
        .get_detailed_job_status_result
}

async fn status(client: &CommandWebService, quirk: Quirk) {
    const TEXT: &str = "a <b> & \"c\" é中😀 \n\tend ";
    for job in ["done", "running"] {
        let status = detailed(client, job).await.expect("there's a status");
        assert_eq!(status.job_token.as_deref(), Some(job));
        assert_eq!(status.complete, job == "done");
        assert_eq!(status.bytes, i64::MAX);
        assert_eq!(status.percent, "99.5".parse().expect("a decimal"));
        assert_eq!(
            status
                .message
                .as_deref()
                .map(|m| m.replace("\r\n", "\n"))
                .as_deref(),
            Some(TEXT)
        );
        let log = status.log.map(|log| log.0.to_vec());
        assert_eq!(log, Some(vec![0, 1, 2, 253, 254, 255]));
        let steps = status.steps.expect("there are steps").job_step;
        let nil = steps.iter().filter(|s| matches!(s, Nillable::Nil)).count();
        let (all, nils) = if quirk == Quirk::NilItemsLost {
            (2, 0)
        } else {
            (3, 1)
        };
        assert_eq!((steps.len(), nil), (all, nils));
        if job == "done" {
            assert_eq!(status.state, JobState::Complete);
        } else {
            assert_eq!(status.state, JobState::TimedOut);
            assert!(status.finished.is_nil());
        }
    }
    let empty = detailed(client, "empty").await.expect("there's a status");
    assert_eq!(empty.message.unwrap_or_default(), "");
    assert!(empty.steps.is_none_or(|s| s.job_step.is_empty()));
    assert!(empty.log.is_none_or(|l| l.0.is_empty()));
    assert_eq!(detailed(client, "null").await, None);
}

async fn bad_token(client: &CommandWebService, peer: &str, soap: SoapVersion) {
    match client.clear_job_status(&clear("expired", "s1")).await {
        Err(Error::Fault(fault)) => {
            let reason = fault.reason();
            assert!(
                reason.contains("Invalid login token: expired"),
                "{peer} {soap:?}: {reason}"
            );
            println!("{peer} {soap:?}: {fault}");
        }
        other => panic!("{peer} {soap:?}: a fault was due, not {other:?}"),
    }
}

/// An exception of the service's own, a fault with a detail, a fault with a code of the service's own.
async fn other_faults(client: &CommandWebService, peer: &str, soap: SoapVersion) {
    let refused = async |token: &str| match client.clear_job_status(&clear(token, "s1")).await {
        Err(error) => error,
        Ok(_) => panic!("{peer} {soap:?}: {token} was let in"),
    };
    let plain = refused("plain").await;
    // PHP's answer to an exception is an empty page.
    let fits = match peer.starts_with("php/") {
        true => matches!(&plain, Error::Http(error) if error.status == 500),
        false => matches!(plain, Error::Fault(_)),
    };
    assert!(fits, "{peer} {soap:?}: {plain:?}");
    let detailed = refused("soapdetail").await;
    let detailed = detailed.fault().expect("a fault was due");
    let entries: Vec<_> = detailed.entries().collect();
    let [entry] = entries[..] else {
        panic!("{peer} {soap:?}: {detailed:?}");
    };
    // PHP writes an array for it, with the names as keys.
    if !peer.starts_with("php/") {
        assert_eq!(entry.name, "BirstError", "{peer} {soap:?}");
    }
    let detail = entry.to_xml().expect("it has a form");
    assert!(detail.contains("errorCode"), "{peer} {soap:?}: {detail}");
    assert!(detail.contains(">-101</"), "{peer} {soap:?}: {detail}");
    let coded = refused("subcode").await;
    let coded = coded.fault().expect("a fault was due");
    assert!(!coded.reason().is_empty(), "{peer} {soap:?}: {coded:?}");
}
