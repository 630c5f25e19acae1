//! Requests and responses of services.

use castile_tests as fixtures;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::parts::{decimal, text};

pub(crate) fn requests() -> impl Strategy<Value = fixtures::command_web_service::Request> {
    use fixtures::command_web_service::*;
    prop_oneof![
        (of(text()), of(text()))
            .prop_map(|(username, password)| Request::Login(Login { username, password })),
        of(text()).prop_map(|token| Request::Logout(Logout { token })),
        (of(text()), of(text()), of(text())).prop_map(|(token, space_id, job_token)| {
            Request::ClearJobStatus(ClearJobStatus {
                token,
                space_id,
                job_token,
            })
        }),
        (of(text()), of(text())).prop_map(|(token, job_token)| Request::IsJobComplete(
            IsJobComplete { token, job_token }
        )),
        (of(text()), of(text())).prop_map(|(token, job_token)| Request::GetJobStatus(
            GetJobStatus { token, job_token }
        )),
    ]
}

pub(crate) fn responses() -> impl Strategy<Value = fixtures::command_web_service::Response> {
    use fixtures::command_web_service::*;
    let status = (
        of(text()),
        any::<i32>(),
        any::<i32>(),
        of(text()),
        of(text()),
    )
        .prop_map(
            |(processing_group, r#type, loadid, message, status_code)| StatusResult {
                processing_group,
                r#type,
                loadid,
                message,
                status_code,
            },
        );
    prop_oneof![
        of(text()).prop_map(|login_result| Response::Login(LoginResponse { login_result })),
        Just(Response::Logout(LogoutResponse {})),
        any::<bool>().prop_map(|clear_job_status_result| {
            Response::ClearJobStatus(ClearJobStatusResponse {
                clear_job_status_result,
            })
        }),
        of(status).prop_map(|get_job_status_result| {
            Response::GetJobStatus(GetJobStatusResponse {
                get_job_status_result,
            })
        }),
    ]
}

pub(crate) fn moves() -> impl Strategy<Value = fixtures::rpc_literal::Request> {
    use fixtures::rpc_literal::*;
    let point = (any::<i32>(), any::<i32>()).prop_map(|(x, y)| Point { x, y });
    let moving = (point, decimal(), text())
        .prop_map(|(from, by, r#type)| Request::Move(MoveRequest { from, by, r#type }));
    prop_oneof![3 => moving, 1 => Just(Request::Reset(()))]
}

pub(crate) fn moved() -> impl Strategy<Value = fixtures::rpc_literal::Response> {
    use fixtures::rpc_literal::*;
    (any::<i32>(), any::<i32>(), any::<i32>()).prop_map(|(x, y, steps)| {
        Response::Move(MoveResponse {
            to: Point { x, y },
            steps,
        })
    })
}

pub(crate) fn found() -> impl Strategy<Value = fixtures::faults_headers::Response> {
    use fixtures::faults_headers::*;
    vec(text(), 0..5).prop_map(|title| Response::Find(Found { title }))
}
