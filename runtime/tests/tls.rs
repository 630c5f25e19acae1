//! HTTPS over loopback.

#![allow(clippy::unwrap_used, reason = "what fails here is the test")]
#![cfg(feature = "http")]

use crate::common::wire::{ok, reply, serve};
use crate::common::*;
use castile::transport::HttpTransport;
use castile::{Error, SoapVersion};

#[tokio::test]
async fn tls_that_fails_is_told_from_what_else_may() {
    let (address, _requests) = serve(vec![reply("200 OK", b"")]);
    let transport = HttpTransport::builder()
        .no_proxy()
        .only_given_roots()
        .build()
        .unwrap();
    let client = CommandWebService::with_transport(
        SoapVersion::V1_1,
        &format!("https://{address}/"),
        transport,
    )
    .unwrap();
    let error = client.ping().await.unwrap_err();
    assert!(
        error.is_connect() && error.to_string().contains("certificates"),
        "{error}"
    );
    assert!(matches!(
        HttpTransport::builder().identity(b"no pem").build(),
        Err(Error::Setup(_))
    ));
    assert!(matches!(
        HttpTransport::builder()
            .root_certificates(b"no pem")
            .build(),
        Err(Error::Setup(_))
    ));
}

#[tokio::test]
async fn tls_both_ways() {
    use std::sync::Arc;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    use tokio_rustls::rustls::server::WebPkiClientVerifier;
    use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto::ring};

    let certified =
        rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()])
            .unwrap();
    let (certificate, key) = (
        certified.cert.der().clone(),
        certified.signing_key.serialize_der(),
    );
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
    let provider = Arc::new(ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    let config = config
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (tcp, _) = listener.accept().await.unwrap();
            let Ok(mut stream) = acceptor.accept(tcp).await else {
                continue;
            };
            let mut buffer = [0; 4096];
            if stream.read(&mut buffer).await.is_ok_and(|n| n > 0) {
                let _ = stream.write_all(&ok("\nConnection: close")).await;
                let _ = stream.shutdown().await;
            }
        }
    });
    let pem = certified.cert.pem();
    let identity = format!("{pem}{}", certified.signing_key.serialize_pem());
    let call = async |transport: HttpTransport, host: &str| {
        let url = format!("https://{host}:{port}/");
        let client = CommandWebService::with_transport(SoapVersion::V1_1, &url, transport).unwrap();
        client.clear_job_status(&request()).await
    };
    let trusting = || {
        HttpTransport::builder()
            .no_proxy()
            .only_given_roots()
            .root_certificates(pem.as_bytes())
    };
    let known = trusting().identity(identity.as_bytes()).build().unwrap();
    for host in ["localhost", "127.0.0.1"] {
        assert!(
            call(known.clone(), host)
                .await
                .unwrap()
                .clear_job_status_result
        );
    }
    // Whom the server doesn't know, and whom we don't.
    assert!(
        call(trusting().build().unwrap(), "localhost")
            .await
            .is_err()
    );
    let stranger = HttpTransport::builder().no_proxy().only_given_roots();
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let stranger = stranger
        .root_certificates(other.cert.pem().as_bytes())
        .build()
        .unwrap();
    let error = call(stranger, "localhost").await.unwrap_err();
    assert!(
        error.is_connect() && error.to_string().contains("certificate"),
        "{error}"
    );
}
