//! A program that takes in a whole service and uses little of it builds without a warning.

#![deny(warnings)]

mod service {
    castile::include_wsdl!("command_web_service");
}

#[test]
fn what_is_not_used_is_no_matter() {
    let request = service::Logout {
        token: Some("t".to_owned()),
    };
    assert_eq!(format!("{request:?}"), "Logout { token: <hidden> }");
}
