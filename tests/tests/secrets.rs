//! What `Debug` of generated types shows, and what it must never show.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use castile_tests::command_web_service::{
    ClearJobStatus, GetJobStatusResponse, Login, Request, StatusResult,
};

#[test]
fn passwords_and_tokens_are_hidden() {
    let login = Login {
        username: Some("me".into()),
        password: Some("hunter2".into()),
    };
    assert_eq!(
        format!("{login:?}"),
        r#"Login { username: Some("me"), password: <hidden> }"#
    );
    let pretty =
        "Login {\n    username: Some(\n        \"me\",\n    ),\n    password: <hidden>,\n}";
    assert_eq!(format!("{login:#?}"), pretty);
    let request = Request::Login(login);
    assert_eq!(
        format!("{request:?}"),
        r#"Login(Login { username: Some("me"), password: <hidden> })"#
    );

    let clear = ClearJobStatus {
        token: Some("hunter2".into()),
        space_id: None,
        job_token: Some("j".into()),
    };
    let shown = r#"ClearJobStatus { token: <hidden>, space_id: None, job_token: Some("j") }"#;
    assert_eq!(format!("{clear:?}"), shown);
    assert_eq!(
        format!("{:?}", Login::default()),
        "Login { username: None, password: None }"
    );
}

#[test]
fn everything_else_looks_as_derived() {
    let status = StatusResult {
        r#type: 1,
        message: Some("ok".into()),
        ..Default::default()
    };
    let response = GetJobStatusResponse {
        get_job_status_result: Some(status),
    };
    let shown = r#"GetJobStatusResponse { get_job_status_result: Some(StatusResult { processing_group: None, type: 1, loadid: 0, message: Some("ok"), status_code: None }) }"#;
    assert_eq!(format!("{response:?}"), shown);
}

#[test]
fn options_have_the_last_word() {
    let generated = castile_codegen::configure()
        .secret("LoginResponse/LoginResult")
        .not_secret("ClearJobStatus/token")
        .not_secret("clearJobStatus/token")
        .generate(["../wsdl/CommandWebService.wsdl"]);
    let error = generated
        .expect_err("there's no ClearJobStatus")
        .to_string();
    assert!(error.contains("did you mean `clearJobStatus`?"), "{error}");

    let code = castile_codegen::configure()
        .secret("LoginResponse/LoginResult")
        .not_secret("clearJobStatus/token")
        .derive(
            ".",
            "Debug, ::core::fmt::Debug, Clone, std::cmp::PartialEq, my::PartialEq",
        )
        .generate(["../wsdl/CommandWebService.wsdl"])
        .expect("the options are right")
        .code;
    let line = |part: &str| code.lines().find(|l| l.contains(part)).unwrap_or_default();
    assert!(line(r#"opt(NS, "LoginResult")"#).contains(".secret()"));
    let clear = code
        .split_once(r#"NS "clearJobStatus""#)
        .expect("it's there")
        .1;
    assert!(
        clear
            .trim_start()
            .lines()
            .nth(1)
            .is_some_and(|l| l.contains(r#"opt(NS, "token");"#)),
        "{clear}"
    );
    assert!(line(r#"opt(NS, "password")"#).contains(".secret()"));
    let derived = line("#[derive(Default");
    assert_eq!(
        derived, "#[derive(Default, my::PartialEq)]",
        "the macros bring the others"
    );
}
