//! Services over plain HTTP (WSDL 1.1, 4): what of a request reaches the methods of a trait, and how they're answered.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use castile::server::Endpoint;
use castile::transport::{Request, Response, Transport, Url};
use castile::{AnyElement, Base64Binary, Decimal, Error, Fault, Nillable, Operation, Warning};
use castile_tests::http_binding::*;

/// Answers with what it was asked.
struct Shop;

impl ShopHttpGetService for Shop {
    async fn price(&self, request: PriceRequest) -> Result<Nillable<Decimal>, Error> {
        match request.sku.as_str() {
            "none" => Ok(Nillable::Nil),
            "gone" => Err(Fault::sender("There is no such thing any more.").into()),
            "broken" => Err(Error::Setup("a secret of ours".to_owned())),
            sku => Ok(Nillable::Value(Decimal::from(
                (sku.len() * 10 + request.currency.items.len()) as i64,
            ))),
        }
    }

    async fn clear(&self) -> Result<(), Error> {
        Ok(())
    }

    async fn picture(&self, request: PictureRequest) -> Result<Base64Binary, Error> {
        let PictureRequest {
            shop,
            number,
            width,
        } = request;
        Ok(Base64Binary::from(
            format!("{shop} {number} {width}").into_bytes(),
        ))
    }
}

impl ShopHttpPostService for Shop {
    async fn price(&self, request: PriceRequest) -> Result<Nillable<Decimal>, Error> {
        ShopHttpGetService::price(self, request).await
    }

    async fn order(&self, request: Order) -> Result<Receipt, Error> {
        Ok(Receipt {
            number: request.colour.len() as i32,
        })
    }

    async fn note(&self, request: String) -> Result<i32, Error> {
        Ok(request.chars().count() as i32)
    }

    async fn batch(&self, request: Batch) -> Result<(), Error> {
        Err(Fault::sender(format!("{request:?}")).into())
    }

    async fn judge(&self, request: Word) -> Result<Mark, Error> {
        Ok(match request.as_str() {
            "rust" => Mark::Good,
            word => Mark::Unrecognized(word.to_owned()),
        })
    }

    async fn turn(&self, request: AnyElement) -> Result<AnyElement, Error> {
        let turned = |text: String| text.chars().rev().collect();
        Ok(AnyElement {
            name: turned(request.name),
            ..request
        })
    }
}

const WSDL: &str = include_str!("../../wsdl/features/http-binding.wsdl");

fn shop() -> Endpoint {
    let get = ShopHttpGetService::into_endpoint(Shop);
    get.with_plain(ShopHttpPostService::into_endpoint(Shop))
        .wsdl(WSDL)
}

async fn ask(
    endpoint: &Endpoint,
    method: &'static str,
    path: &str,
    (media, body): (&str, &str),
) -> Response {
    let url = Url::parse(&format!("http://localhost/here{path}")).unwrap();
    let mut request = Request::post(url, body.as_bytes().to_vec());
    request.method = method;
    if !media.is_empty() {
        request.headers.set("Content-Type", media).unwrap();
    }
    endpoint.send(request).await.unwrap()
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body.to_bytes().to_vec()).unwrap()
}

async fn got(path: &str) -> (u16, String) {
    let response = ask(&shop(), "GET", path, ("", "")).await;
    (response.status, text(&response))
}

#[tokio::test]
async fn clients_are_answered_by_the_traits_of_their_bindings() {
    let get = ShopHttpGet::with_transport("http://localhost/Shop.asmx?key=k", shop()).unwrap();
    let currency = StringArray {
        items: vec![Nillable::Value("C#&=+ %".to_owned())],
    };
    let request = PriceRequest {
        sku: "a & ü".to_owned(),
        currency,
    };
    let price = |n: i64| Nillable::Value(Decimal::from(n));
    assert_eq!(get.price(&request).await.unwrap(), price(61));
    let none = PriceRequest {
        sku: "none".to_owned(),
        ..PriceRequest::default()
    };
    assert_eq!(get.price(&none).await.unwrap(), Nillable::Nil);
    get.clear().await.unwrap();
    let picture = PictureRequest {
        shop: "a/b ü".to_owned(),
        number: -3,
        width: 80,
    };
    let drawn = get.picture(&picture).strict(true).await.unwrap();
    assert_eq!(drawn, Base64Binary::from("a/b ü -3 80".as_bytes()));
    let post = ShopHttpPost::with_transport("http://localhost/Shop.asmx", shop()).unwrap();
    assert_eq!(post.price(&request).await.unwrap(), price(61));
    let order = Order {
        sku: "s".to_owned(),
        colour: vec!["red".to_owned(), "blue".to_owned()],
    };
    assert_eq!(post.order(&order).await.unwrap().number, 2);
    assert_eq!(post.note(&"grüße".to_owned()).await.unwrap(), 5);
}

/// What was passed over is told by whichever endpoint answers, by the closure of the other where it has none of its own.
#[tokio::test]
async fn what_was_passed_over_is_told() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = |whose: &'static str| {
        let told = told.clone();
        move |operation: &'static Operation, warnings: &[Warning]| {
            let warning = warnings.first().map(|w| w.message.clone()).unwrap();
            told.lock().unwrap().push((whose, operation.name, warning));
        }
    };
    let all = shop().on_warnings(tell("all"));
    let post = ShopHttpPostService::into_endpoint(Shop).on_warnings(tell("post"));
    let both = ShopHttpGetService::into_endpoint(Shop)
        .with_plain(post)
        .on_warnings(tell("get"));
    for (endpoint, get, post) in [(&all, "all", "all"), (&both, "get", "post")] {
        for (method, path, form, whose) in [
            ("GET", "/Price?sku=a&discount=1", ("", ""), get),
            (
                "POST",
                "/Price",
                ("application/x-www-form-urlencoded", "sku=a&discount=1"),
                post,
            ),
        ] {
            assert_eq!(ask(endpoint, method, path, form).await.status, 200);
            let told = std::mem::take(&mut *told.lock().unwrap());
            let [(teller, "Price", warning)] = &told[..] else {
                panic!("{told:?}");
            };
            assert_eq!(*teller, whose);
            assert!(warning.contains("discount"), "{warning}");
        }
    }
}

/// A document of which nothing is said has whatever root it has, both ways.
#[tokio::test]
async fn the_root_of_any_document_is_told() {
    let xml = ("text/xml", "<u:abc xmlns:u='urn:u' n='1'><in/>t</u:abc>");
    let response = ask(&shop(), "POST", "/Turn", xml).await;
    assert_eq!(
        text(&response),
        r#"<?xml version="1.0" encoding="utf-8"?><cba xmlns="urn:u" n="1"><in xmlns="" />t</cba>"#
    );
    let post = ShopHttpPost::with_transport("http://localhost/Shop.asmx", shop()).unwrap();
    let request = AnyElement {
        namespace: "urn:v".to_owned(),
        name: "no".to_owned(),
        content: "text".into(),
    };
    let answer = post.turn(&request).strict(true).await.unwrap();
    assert_eq!((&*answer.namespace, &*answer.name), ("urn:v", "on"));
    assert_eq!(answer.content, request.content);
}

#[tokio::test]
async fn answers_are_an_element_alone() {
    let response = ask(&shop(), "GET", "/Price?sku=abc", ("", "")).await;
    assert_eq!(response.content_type(), Some("text/xml; charset=utf-8"));
    assert_eq!(
        text(&response),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><price xmlns=\"urn:castile:http\">30</price>"
    );
    let response = ask(
        &shop(),
        "GET",
        "/pictures/a/no1.png?width=2&other=x",
        ("", ""),
    )
    .await;
    assert_eq!(response.content_type(), Some("image/png"));
    assert_eq!((response.status, text(&response).as_str()), (200, "a 1 2"));
    // A method that isn't written.
    assert_eq!(
        got("/Order?sku=1").await,
        (500, "The operation Order is not implemented.\n".to_owned())
    );
    assert_eq!(got("/Clear").await, (200, String::new()));
    let page = got("?wsdl").await.1;
    assert!(page.contains("<http:address location=\"http://localhost/here\"/>"));
}

#[tokio::test]
async fn what_is_refused_says_why() {
    let refused = |what: &str| format!("The request can't be read: {what}.\n");
    for (path, status, expected) in [
        (
            "/Price?currency=EUR",
            400,
            refused("<sku> is missing").as_str(),
        ),
        (
            "/pictures/a/nox.png?width=1",
            400,
            &refused("number: expected a whole number from -2147483648 to 2147483647"),
        ),
        (
            "/Price?sku=%FF",
            400,
            &refused("a name or a value isn't UTF-8"),
        ),
        (
            "/Price?sku=%01",
            400,
            &refused("sku: the character U+0001 is none of XML's"),
        ),
        ("/Price?sku=gone", 400, "There is no such thing any more.\n"),
        ("/Price?sku=broken", 500, "The service could not answer.\n"),
        ("/Prices", 404, "There is no such operation here.\n"),
        ("", 404, "There is no such operation here.\n"),
    ] {
        assert_eq!(got(path).await, (status, expected.to_owned()), "{path}");
    }
    let (status, strictly) = {
        let response = ask(
            &shop().strict(true),
            "GET",
            "/Price?sku=a&colour=b",
            ("", ""),
        )
        .await;
        (response.status, text(&response))
    };
    assert_eq!(
        (status, strictly),
        (400, refused("nothing is called \"colour\""))
    );
}

#[tokio::test]
async fn what_has_the_wrong_form_is_refused_by_status() {
    let form = "application/x-www-form-urlencoded";
    for (method, path, media, body, status) in [
        ("POST", "/Price", form, "sku=a", 200),
        ("POST", "/Price", "", "sku=a", 200),
        ("POST", "/Price", "multipart/form-data; boundary=b", "", 415),
        ("POST", "/Price", "text/plain", "sku=a", 415),
        ("POST", "/Shop.asmx/Order", "application/json", "{}", 415),
        ("POST", "/Shop.asmx/Order", "text/xml", "<order/>", 400),
        ("PUT", "/Price", form, "sku=a", 405),
        ("POST", "/Clear", form, "", 405),
        ("HEAD", "/Clear", "", "", 200),
    ] {
        let response = ask(&shop(), method, path, (media, body)).await;
        let said = text(&response);
        assert_eq!(response.status, status, "{method} {path} {media}: {said}");
    }
    let response = ask(&shop(), "PUT", "/Price", ("", "")).await;
    assert_eq!(response.headers.get("Allow"), Some("GET, POST"));
    let limits = castile::xml::Limits {
        bytes: 10,
        ..Default::default()
    };
    let response = ask(
        &shop().limits(limits),
        "POST",
        "/Price",
        (form, "sku=0123456789"),
    )
    .await;
    assert_eq!(response.status, 413);
    let many = "sku=1&".repeat(10_001);
    let response = ask(&shop(), "POST", "/Price", (form, &many)).await;
    assert_eq!(response.status, 400, "{}", text(&response));
}

/// Servers and clients of other makers put names in an order of their own.
#[tokio::test]
async fn names_that_come_again_find_their_places_in_any_order() {
    let batch = |body: &'static str, strict: bool| async move {
        let form = ("application/x-www-form-urlencoded", body);
        let response = ask(&shop().strict(strict), "POST", "/Batch", form).await;
        text(&response).split_whitespace().collect::<String>()
    };
    let first = "code=1&item=a&count=1&item=b&size=2&size=3&code=2&left=1&right=2&left=3&rate=4\
        &names=n&names=m&plain=1";
    let read = batch(first, true).await;
    for part in [
        "code:\"1\",group:[BatchGroup{item:\"a\",count:Some(1),size:[]},\
         BatchGroup{item:\"b\",count:None,size:[2,3]}],code2:Some(\"2\")",
        "choice:[Left(1),RightGroup(BatchRightGroup{right:2,left:3})]",
        "rate:4,names:Names(Names{name:[\"n\",\"m\"]}),choice2:Plain(true)",
    ] {
        let shown = read.as_str();
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // What's nil isn't there, nor is an array of nothing; groups are put together of what there is.
    let read = batch("plain=0&item=a&item=b&code=1", true).await;
    assert!(
        read.contains("rate:Nil,names:Names(Names{name:[]})"),
        "{read}"
    );
    assert!(read.contains("item:\"b\""), "{read}");
    let read = batch("right=1&right=2&left=3&left=4&code=1&plain=0", true).await;
    assert!(
        read.contains("right:1,left:3") && read.contains("right:2,left:4"),
        "{read}"
    );
    // What's too much is refused as in a document, or the last one counts.
    for more in [
        "code=1&code=2&code=3&plain=0",
        "code=1&rate=1&rate=2&plain=0",
    ] {
        let read = batch(more, true).await;
        assert!(read.starts_with("Therequestcan'tberead:"), "{read}");
        let read = batch(more, false).await;
        assert!(read.starts_with("Batch{code:"), "{read}");
    }
}

#[tokio::test]
async fn a_text_is_held_to_its_type() {
    let judge = |word: &'static str, strict: bool| async move {
        let response = ask(
            &shop().strict(strict),
            "POST",
            "/Judge",
            ("text/plain", word),
        )
        .await;
        (response.status, text(&response))
    };
    assert_eq!(judge("rust", true).await, (200, "good".to_owned()));
    assert_eq!(judge("C++", false).await, (200, "C++".to_owned()));
    let (status, why) = judge("C++", true).await;
    assert!(status == 400 && why.contains("pattern"), "{why}");
    let post = ShopHttpPost::with_transport("http://localhost/Shop.asmx", shop()).unwrap();
    let word = "fortran".to_owned();
    let reply = post.judge(&word).send().await.unwrap();
    assert_eq!(reply.body, Mark::Unrecognized(word.clone()));
    assert_eq!(reply.warnings.len(), 1, "{:?}", reply.warnings);
    let refused = post.judge(&word).strict(true).await.unwrap_err();
    assert!(matches!(refused, Error::Decode(_)), "{refused}");
}

/// What one endpoint says of itself goes with its operations into another.
#[tokio::test]
async fn each_endpoint_keeps_what_it_said() {
    let post = || ShopHttpPostService::into_endpoint(Shop);
    let get = || ShopHttpGetService::into_endpoint(Shop);
    let form = ("application/x-www-form-urlencoded", "sku=a&colour=b");
    let guarded = get().with_plain(post().authenticate(|_| None));
    assert_eq!(ask(&guarded, "POST", "/Price", form).await.status, 401);
    assert_eq!(
        ask(&guarded, "GET", "/Price?sku=a", ("", "")).await.status,
        200
    );
    let both = get().authenticate(|_| None).with_plain(post());
    assert_eq!(ask(&both, "POST", "/Price", form).await.status, 401);
    // Also within a third, and whatever that says later.
    let strict = Endpoint::raw(|_| async { Response::new(202, "", "") });
    let strict = strict
        .with_plain(get().with_plain(post().strict(true)))
        .strict(false);
    assert_eq!(ask(&strict, "POST", "/Price", form).await.status, 400);
    assert_eq!(
        ask(&strict, "GET", "/Price?sku=a&x=1", ("", ""))
            .await
            .status,
        200
    );
    let limits = castile::xml::Limits {
        bytes: 4,
        ..Default::default()
    };
    let short = get().with_plain(post().limits(limits));
    assert_eq!(ask(&short, "POST", "/Price", form).await.status, 413);
    // What the other may get doesn't count for what isn't its own.
    let bare = || Endpoint::raw(|_| async { Response::new(202, "", "") }).limits(limits);
    let beside = bare().with_plain(post().limits(castile::xml::Limits::default()));
    assert_eq!(ask(&beside, "POST", "/Price", form).await.status, 200);
    for (media, path) in [("text/plain", "/other"), ("multipart/related", "/Price")] {
        for (body, status) in [("1234", 202), ("12345", 413)] {
            let response = ask(&beside, "POST", path, (media, body)).await;
            assert_eq!(response.status, status, "{path} {body}");
        }
    }
    assert_eq!(ask(&bare(), "POST", "/", form).await.status, 413);
}

/// Beside a service that is asked by POST at any address.
#[tokio::test]
async fn what_no_operation_is_asked_by() {
    struct Rooms;
    impl castile_tests::wsdl20::RoomsSoapService for Rooms {}
    let soap = castile_tests::wsdl20::RoomsSoapService::into_endpoint(Rooms);
    let endpoint = soap.with_plain(shop());
    for (method, path, status, allowed) in [
        ("GET", "/Clear", 200, None),
        ("POST", "/Clear", 500, None),
        ("PUT", "/Clear", 405, Some("GET, POST")),
        ("PUT", "/nothing", 405, Some("POST")),
        ("GET", "/Judge", 405, Some("POST")),
        ("GET", "/nothing", 404, None),
        ("HEAD", "/nothing", 404, None),
        ("POST", "/nothing", 500, None),
    ] {
        let response = ask(&endpoint, method, path, ("", "")).await;
        assert_eq!(response.status, status, "{method} {path}");
        assert_eq!(response.headers.get("Allow"), allowed, "{method} {path}");
        assert_eq!(text(&response).contains("Envelope"), status == 500);
    }
    // One that takes bare requests has all that no operation is asked by.
    let bare = Endpoint::raw(|_| async { Response::new(202, "", "") }).with_plain(shop());
    for (method, path, status) in [
        ("GET", "/Clear", 200),
        ("PUT", "/Clear", 202),
        ("GET", "/nothing", 202),
    ] {
        let response = ask(&bare, method, path, ("", "")).await;
        assert_eq!(response.status, status, "{method} {path}");
    }
}

#[tokio::test]
async fn users_are_asked_for_by_http_basic() {
    let users = BTreeMap::from([("ann", "let:me")]);
    let endpoint = shop().authenticate(move |user| users.get(user).map(|p| (*p).to_owned()));
    let asked = |authorization: &'static str| {
        let endpoint = endpoint.clone();
        async move {
            let url = Url::parse("http://localhost/Clear").unwrap();
            let mut request = Request::post(url, "");
            request.method = "GET";
            if !authorization.is_empty() {
                request.headers.set("Authorization", authorization).unwrap();
            }
            endpoint.send(request).await.unwrap()
        }
    };
    // ann:let:me
    assert_eq!(asked("basic YW5uOmxldDptZQ==").await.status, 200);
    for wrong in [
        "",
        "Basic YW5uOmxldA==",
        "Basic Ym9iOg==",
        "Basic ?",
        "Bearer x",
    ] {
        let response = asked(wrong).await;
        assert_eq!(response.status, 401, "{wrong}");
        let challenge = response.headers.get("WWW-Authenticate").unwrap();
        assert!(challenge.starts_with("Basic realm="));
    }
}
