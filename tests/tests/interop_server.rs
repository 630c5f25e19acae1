//! Clients of other makers against our server, each that is installed, in SOAP 1.1 and 1.2.
//!
//! `CASTILE_SHARED` names the folder whose `lab/lab` runs them. The server is an implementation of the generated trait of
//! their common contract; each client makes nine checks, of which it must pass as many as against the best of the other
//! servers. What it fails then is a limitation of its own.

#![cfg(peers)]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use castile::{AnyElement, Base64Binary, Error, Fault, Nillable};
use castile_tests::peers::*;

use crate::lab;

/// The clients, and how many of their nine checks they pass against the best server. That of node-soap rounds large
/// numbers, trims text and drops nil items.
const CLIENTS: [(&str, usize); 7] = [
    ("php", 9),
    ("nodesoap", 6),
    ("gsoap", 9),
    ("zeep", 9),
    ("mono", 9),
    ("jaxws", 9),
    ("jaxws-mtom", 9),
];

#[derive(Clone)]
struct Double;

fn check(token: Option<&str>) -> Result<(), Error> {
    let fault = match token.unwrap_or_default() {
        "tok-1" => return Ok(()),
        "plain" => return Err(Error::unexpected_reply("something broke")),
        "soapdetail" => {
            let mut detail = AnyElement {
                name: "BirstError".to_owned(),
                ..AnyElement::default()
            };
            let code = AnyElement {
                name: "errorCode".to_owned(),
                ..AnyElement::default()
            };
            detail
                .content
                .children
                .push(castile::AnyNode::Element(code));
            Fault::receiver("detail requested").with_raw_detail(detail)
        }
        "subcode" => {
            Fault::sender("with subcode").with_subcode("http://www.birst.com/", "TokenExpired")
        }
        other => Fault::sender(format!("Invalid login token: {other}")),
    };
    Err(fault.into())
}

fn status(job: &str) -> DetailedJobStatus {
    let (done, empty) = (job == "done", job == "empty");
    let text = |text: &str| Some(text.to_owned());
    let submitted: castile::DateTime = "2024-02-29T23:59:59.123Z".parse().expect("a time");
    let step = |name: Option<&str>, state, row_count| {
        Nillable::Value(JobStep {
            name: name.map(str::to_owned),
            state,
            row_count,
            started: submitted,
            ..JobStep::default()
        })
    };
    let steps = vec![
        step(Some("extract"), JobState::Complete, Nillable::Value(42)),
        Nillable::Nil,
        step(None, JobState::TimedOut, Nillable::Nil),
    ];
    DetailedJobStatus {
        job_token: text(job),
        complete: done,
        state: if done {
            JobState::Complete
        } else {
            JobState::TimedOut
        },
        submitted,
        finished: match done {
            true => Nillable::Value("2024-03-01T00:00:00".parse().expect("a time")),
            false => Nillable::Nil,
        },
        percent: "99.50".parse().expect("a number"),
        bytes: i64::MAX,
        message: text(if empty {
            ""
        } else {
            "a <b> & \"c\" é中😀 \r\n\tend "
        }),
        log: Some(Base64Binary::from(if empty {
            vec![]
        } else {
            vec![0, 1, 2, 253, 254, 255]
        })),
        steps: Some(ArrayOfJobStep {
            job_step: if empty { vec![] } else { steps },
        }),
        ..DetailedJobStatus::default()
    }
}

impl CommandWebServiceSoap for Double {
    async fn login(&self, request: Login) -> Result<LoginResponse, Error> {
        match request.password.as_deref() {
            Some("bad") => Err(Fault::sender("Login failed").into()),
            _ => Ok(LoginResponse {
                login_result: Some("tok-1".to_owned()),
            }),
        }
    }

    async fn clear_job_status(
        &self,
        request: ClearJobStatus,
    ) -> Result<ClearJobStatusResponse, Error> {
        check(request.token.as_deref())?;
        Ok(ClearJobStatusResponse {
            clear_job_status_result: request.space_id.as_deref() != Some("false"),
        })
    }

    async fn is_job_complete(
        &self,
        request: IsJobComplete,
    ) -> Result<IsJobCompleteResponse, Error> {
        check(request.token.as_deref())?;
        Ok(IsJobCompleteResponse {
            is_job_complete_result: request.job_token.as_deref() == Some("done"),
        })
    }

    async fn get_detailed_job_status(
        &self,
        request: GetDetailedJobStatus,
    ) -> Result<GetDetailedJobStatusResponse, Error> {
        check(request.token.as_deref())?;
        let job = request.job_token.unwrap_or_default();
        Ok(GetDetailedJobStatusResponse {
            get_detailed_job_status_result: (job != "null").then(|| status(&job)),
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_of_other_makers() {
    let running = Double
        .into_endpoint()
        .listen("127.0.0.1:0")
        .await
        .expect("a port is free");
    let url = running.url("/CommandWebService.asmx");
    let table = tokio::task::spawn_blocking(move || {
        let mut table = Vec::new();
        for (client, best) in CLIENTS {
            // The one with attachments speaks SOAP 1.1.
            let mtom = client.ends_with("-mtom");
            for version in ["11", "12"].into_iter().take(if mtom { 1 } else { 2 }) {
                let Some(output) = lab::call(client, &url, version) else {
                    break;
                };
                let passed = output
                    .lines()
                    .filter(|line| line.starts_with("ok "))
                    .count();
                println!("{client} {version}: {passed} of 9, {best} expected\n{output}");
                table.push((client, version, passed, best));
            }
        }
        table
    });
    for (client, version, passed, best) in table.await.expect("it ends") {
        assert!(
            passed >= best,
            "{client} {version}: {passed} of 9 checks, {best} expected"
        );
    }
    running.stop().await;
}
