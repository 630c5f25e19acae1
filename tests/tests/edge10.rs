//! The whole of an old version of the real CommandWebService, 189 operations, compiled under the strictest lints: its
//! client answers a call in both versions. The WSDL is read where `CASTILE_SHARED` has it.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[cfg(not(edge10))]
#[test]
fn the_whole_service() {
    println!("skipped: CASTILE_SHARED names no folder with the service's WSDL");
}

#[cfg(edge10)]
#[tokio::test]
async fn the_whole_service() {
    use castile::SoapVersion;
    use castile::transport::{MemoryTransport, Response};
    use castile_tests::edge10::{CommandWebService, GetLanguageForUser};

    let body = |ns: &str| {
        format!(
            r#"<s:Envelope xmlns:s="{ns}"><s:Body><getLanguageForUserResponse xmlns="http://www.birst.com/"><getLanguageForUserResult>en</getLanguageForUserResult></getLanguageForUserResponse></s:Body></s:Envelope>"#
        )
    };
    let versions = [
        (
            SoapVersion::V1_1,
            "text/xml",
            "http://schemas.xmlsoap.org/soap/envelope/",
        ),
        (
            SoapVersion::V1_2,
            "application/soap+xml",
            "http://www.w3.org/2003/05/soap-envelope",
        ),
    ];
    for (version, media, ns) in versions {
        let answer = body(ns);
        let transport = MemoryTransport::new(move |request| {
            let sent = String::from_utf8_lossy(&request.body.to_bytes()).into_owned();
            let inside = r#"<getLanguageForUser xmlns="http://www.birst.com/"><token>t</token></getLanguageForUser>"#;
            assert!(sent.contains(inside) && sent.contains(ns), "{sent}");
            Response::new(200, media, answer.clone())
        });
        let client = CommandWebService::with_transport(version, "http://localhost/", transport)
            .expect("a URL");
        let request = GetLanguageForUser {
            token: Some("t".into()),
            ..GetLanguageForUser::default()
        };
        let response = client
            .get_language_for_user(&request)
            .await
            .expect("an answer");
        assert_eq!(
            response.get_language_for_user_result.as_deref(),
            Some("en"),
            "{version:?}"
        );
    }
}
