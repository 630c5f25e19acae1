//! The embedded double against the generated code: whatever a schema says, its samples are read strictly, and every
//! operation of a service can be called.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use castile::{Messages, SoapVersion, support};
use castile_codegen::configure;
use castile_codegen::double::{Answer, Asked, Double};
use castile_codegen::model::Model;
use castile_codegen::sample::{self, Limits, Prepared};
use castile_tests as fixtures;

fn feature(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../wsdl")
        .join(name)
}

fn model(path: &Path) -> (Model, Double) {
    let mut run = configure()
        .into_run([path])
        .expect("the options make sense");
    let documents = run.documents().expect("the document is well-formed");
    let model = run.model(&documents).expect("the document is valid");
    let double = Double::new(&documents, model.clone());
    (model, double)
}

/// Reads a sample of each element that a document can begin with.
fn documents<T: Debug>(name: &str, read: impl Fn(&[u8]) -> Result<T, String>) {
    let (model, _) = model(&feature(&format!("features/{name}")));
    let prepared = Prepared::new(&model);
    let mut wrong = Vec::new();
    for id in &model.roots {
        if model.elements[id.0 as usize].is_abstract {
            continue;
        }
        let text =
            sample::document(&model, *id, Limits::values(&prepared)).expect("there's an element");
        if let Err(error) = read(text.as_bytes()) {
            wrong.push(format!("{error}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n\n"));
}

macro_rules! samples {
    ($($module:ident $file:literal;)*) => {
        $(
            #[test]
            fn $module() {
                documents($file, |bytes| {
                    fixtures::$module::Document::from_xml_strict(bytes).map_err(|e| e.to_string())
                });
            }
        )*
    };
}

samples! {
    all "all.xsd";
    builtins "builtins.xsd";
    choice "choice.xsd";
    defaults "defaults.xsd";
    enumerations "enumerations.xsd";
    facets "facets.xsd";
    forms "forms.xsd";
    groups "groups.xsd";
    hostile_names "hostile-names.xsd";
    identity "identity.xsd";
    lists_unions "lists-unions.xsd";
    mixed "mixed.xsd";
    namespaces "namespaces.xsd";
    nillable "nillable.xsd";
    polymorphism "polymorphism.xsd";
    recursion "recursion.xsd";
    sequence "sequence.xsd";
    simple_content "simple-content.xsd";
    substitution "substitution.xsd";
    wildcards "wildcards.xsd";
}

fn ask(double: &Double, envelope: &str, action: Option<&str>) -> Answer {
    double.answer(&Asked {
        method: "POST",
        path: "/",
        base: "http://localhost",
        content_type: None,
        soap_action: action,
        body: envelope.as_bytes(),
    })
}

/// Calls each operation in both versions with the default of its request; gives the number of operations.
fn operations<Q: Messages, A: Messages + Debug>(path: &Path) -> usize {
    let (_, double) = model(path);
    let mut wrong = Vec::new();
    for (i, operation) in Q::OPERATIONS.iter().enumerate() {
        let mut request = Q::default();
        assert!(request.variant_mut(i).is_some());
        for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
            let envelope = support::to_envelope(&request, version).expect("it has a form in XML");
            let answer = ask(&double, &envelope, operation.action);
            if operation.output.is_none() {
                assert_eq!(answer.status, 202, "{}", operation.name);
                continue;
            }
            if answer.content_type.starts_with("multipart/") {
                // What goes along is read by clients.
                continue;
            }
            match support::from_envelope_strict::<A>(answer.body.as_bytes()) {
                Ok(response) => {
                    let output = response.operation().and_then(|o| o.output);
                    let (got, wanted) = (output.map(|o| o.form), operation.output.map(|o| o.form));
                    assert_eq!(
                        format!("{got:?}"),
                        format!("{wanted:?}"),
                        "{}",
                        operation.name
                    );
                }
                Err(error) => wrong.push(format!(
                    "{} {version}: {error}\n{}",
                    operation.name, answer.body
                )),
            }
        }
    }
    let many = wrong.len();
    wrong.truncate(5);
    assert!(
        wrong.is_empty(),
        "{many} answers are wrong, e.g.\n{}",
        wrong.join("\n\n")
    );
    Q::OPERATIONS.len()
}

macro_rules! services {
    ($($module:ident $file:literal;)*) => {
        $(
            #[test]
            fn $module() {
                use fixtures::$module::{Request, Response};
                assert!(operations::<Request, Response>(&feature($file)) > 0);
            }
        )*
    };
}

services! {
    command_web_service "CommandWebService.wsdl";
    encoded_blocks "features/encoded-blocks.wsdl";
    faults_headers "features/faults-headers.wsdl";
    hostile_operations "features/hostile-operations.wsdl";
    overloads "features/overloads.wsdl";
    rpc_encoded "features/rpc-encoded.wsdl";
    rpc_literal "features/rpc-literal.wsdl";
    wsdl20 "features/wsdl20.wsdl";
}

/// The whole of an old version of the real service.
#[cfg(edge10)]
#[test]
fn edge10() {
    use fixtures::edge10::{Request, Response};
    let shared = std::env::var("CASTILE_SHARED").expect("it was there when this was compiled");
    let wsdl = Path::new(&shared).join("corpus/birst-edge10/edge10.wsdl");
    assert_eq!(operations::<Request, Response>(&wsdl), 189);
}

/// A client, in strict mode, over a transport to a double.
fn client(file: &str, url: &str) -> castile::Client {
    use castile::Client;
    use castile::transport::{MemoryTransport, Response};
    let (_, double) = model(&feature(file));
    let transport = MemoryTransport::new(move |request| {
        let url = request.url.to_string();
        let answer = double.answer(&Asked {
            method: request.method,
            path: url.strip_prefix("http://localhost").unwrap_or(&url),
            base: "http://localhost",
            content_type: request.headers.get("Content-Type"),
            soap_action: request.headers.get("SOAPAction"),
            body: &request.body.to_bytes(),
        });
        Response::new(answer.status, &answer.content_type, answer.body)
    });
    let client = Client::builder(url).transport(transport).strict(true);
    client.build().expect("a URL")
}

/// Parts by binding, by reference, and those that an accessor refers to.
#[tokio::test]
async fn what_goes_along_with_answers() {
    use fixtures::attachments::*;
    let archive = Archive::with_client(client("features/attachments.wsdl", "http://localhost/"));
    let stored = archive.store(&StoreRequest::default()).await.unwrap();
    assert_eq!(stored.photo.unwrap().content_type, "image/png");
    assert_eq!(stored.text.unwrap().bytes, "text");
    let fetched = archive.fetch(&FetchRequest::default()).await.unwrap();
    assert_eq!(fetched.file.unwrap().bytes, "0123456789");
    let sent = archive.send(&Letter::default()).send().await.unwrap();
    assert_eq!(sent.body.stamp.unwrap().bytes, "0123456789");
    assert!(sent.attachments.is_empty());
    use fixtures::encoded_blocks::{Blocks, FileRequest};
    let blocks = Blocks::with_client(client("features/encoded-blocks.wsdl", "http://localhost/"));
    let file = blocks.file(&FileRequest::default()).await.unwrap();
    assert_eq!(file.file.unwrap().bytes, "0123456789");
    use fixtures::mtom::Always;
    let files = Always::with_client(client("features/mtom.wsdl", "http://localhost/always"));
    let got = files.put(&fixtures::mtom::mtom::File::default()).await;
    let got = got.unwrap();
    assert_eq!(&got.data[..], b"0123456789");
    assert_eq!(&got.digest.unwrap()[..], b"0123");
}

/// By method and path, with values in the query, in the path, in a form and in a body.
#[tokio::test]
async fn plain_http() {
    use fixtures::http_binding::*;
    let client = |_| client("features/http-binding.wsdl", "http://localhost/Shop.asmx");
    let get = ShopHttpGet::with_client(client(()));
    get.price(&PriceRequest::default()).await.unwrap();
    get.clear().await.unwrap();
    let picture = PictureRequest {
        shop: "a/b".to_owned(),
        ..PictureRequest::default()
    };
    get.picture(&picture).await.unwrap();
    get.order(&Order::default()).await.unwrap();
    let post = ShopHttpPost::with_client(client(()));
    post.price(&PriceRequest::default()).await.unwrap();
    post.order(&Order::default()).await.unwrap();
    post.note(&"n".to_owned()).await.unwrap();
}

#[tokio::test]
async fn a_client_calls_it() {
    use fixtures::command_web_service::{CommandWebService, GetJobStatus};
    let url = "http://localhost/CommandWebService.asmx";
    let client = CommandWebService::with_client(client("CommandWebService.wsdl", url));
    let reply = client
        .get_job_status(&GetJobStatus::default())
        .await
        .expect("an answer");
    assert!(reply.get_job_status_result.is_some());
}
