use super::*;
use crate::configure;

const WSDL: &str = r#"<?xml version='1.0' encoding="ISO-8859-1"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
  <wsdl:types><xs:schema><xs:import namespace="urn:t" schemaLocation="types.xsd"/></xs:schema></wsdl:types>
  <wsdl:message name="ask"><wsdl:part name="p" element="t:ask"/></wsdl:message>
  <wsdl:message name="told"><wsdl:part name="p" element="t:told"/></wsdl:message>
  <wsdl:portType name="P">
    <wsdl:operation name="Ask"><wsdl:input message="t:ask"/><wsdl:output message="t:told"/></wsdl:operation>
    <wsdl:operation name="Tell"><wsdl:input message="t:told"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="B" type="t:P">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Ask"><soap:operation soapAction="urn:ask"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
    <wsdl:operation name="Tell"><soap:operation soapAction="urn:tell"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="S"><wsdl:port name="P" binding="t:B"><soap:address  location = 'http://x>/y'/></wsdl:port></wsdl:service>
</wsdl:definitions>"#;

const TYPES: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
  <xs:element name="ask" type="xs:string"/>
  <xs:element name="told" type="t:Told"/>
  <xs:complexType name="Told"><xs:choice>
    <xs:element name="again" type="t:Told"/>
    <xs:element name="code"><xs:simpleType><xs:restriction base="xs:string">
      <xs:pattern value="[A-Z]{2}\d+"/></xs:restriction></xs:simpleType></xs:element>
  </xs:choice></xs:complexType>
</xs:schema>"#;

fn double() -> Double {
    double_of(TYPES)
}

fn double_of(types: &str) -> Double {
    let builder = configure()
        .memory("s.wsdl", WSDL)
        .memory("types.xsd", types);
    let mut run = builder.into_run(["s.wsdl"]).unwrap();
    let documents = run.documents().unwrap();
    let model = run.model(&documents).unwrap();
    Double::new(&documents, model)
}

fn post(double: &Double, version: SoapVersion, body: &str) -> Answer {
    double.answer(&Asked {
        method: "POST",
        path: "/",
        base: "http://here",
        content_type: None,
        soap_action: None,
        body: in_envelope(version, body).as_bytes(),
    })
}

fn get(path: &str) -> Answer {
    double().answer(&Asked {
        method: "GET",
        path,
        base: "http://here",
        content_type: None,
        soap_action: None,
        body: b"",
    })
}

#[test]
fn answers_in_either_version_with_values() {
    for version in [SoapVersion::V1_1, SoapVersion::V1_2] {
        let answer = post(&double(), version, "<ask xmlns='urn:t'/>");
        assert_eq!(answer.status, 200, "{}", answer.body);
        let ns = request::namespace(version);
        assert!(
            answer.body.contains(ns) && answer.body.contains("<code>AA1</code>"),
            "{}",
            answer.body
        );
        assert_eq!(
            post(&double(), version, "<told xmlns='urn:t'/>").status,
            202
        );
    }
}

/// Where only what is declared will do, that's what there is, however much has to stand in it.
#[test]
fn what_a_strict_wildcard_takes_is_declared() {
    let deep = "<xs:element name=\"told\"><xs:complexType><xs:sequence>
        <xs:any namespace=\"##targetNamespace\" processContents=\"PROCESS\"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name=\"ask\"><xs:complexType><xs:sequence><xs:element name=\"a\"><xs:complexType><xs:sequence>
          <xs:element name=\"b\" type=\"t:Told\"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
        <xs:complexType name=\"Told\"><xs:sequence><xs:element name=\"c\" type=\"xs:int\"/></xs:sequence></xs:complexType></xs:schema>";
    let head = TYPES
        .split_once('>')
        .map_or("", |(head, _)| head)
        .to_owned()
        + ">";
    let answer = |process: &str| {
        let types = head.clone() + &deep.replace("PROCESS", process);
        let request = "<ask xmlns='urn:t'/>";
        post(&double_of(&types), SoapVersion::V1_1, request).body
    };
    // Not the element itself, which would never end.
    let strict = answer("strict");
    assert!(strict.contains("<c>1</c>"), "{strict}");
    assert_eq!(strict.matches("<told").count(), 1, "{strict}");
    let lax = answer("lax");
    assert!(lax.contains("<any />"), "{lax}");
}

#[test]
fn refuses_what_it_does_not_know() {
    let answer = post(&double(), SoapVersion::V1_2, "<other/>");
    assert!(
        answer.status == 400 && answer.body.contains("soap:Sender"),
        "{}",
        answer.body
    );
    let answer = post(&double(), SoapVersion::V1_1, "");
    assert!(
        answer.status == 500 && answer.body.contains("soap:Client"),
        "{}",
        answer.body
    );
    let asked = |body: &str| {
        double().answer(&Asked {
            method: "POST",
            path: "/",
            base: "",
            content_type: None,
            soap_action: None,
            body: body.as_bytes(),
        })
    };
    for body in [
        "",
        "<a/>",
        "no",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<Envelope/>",
    ] {
        assert_eq!(asked(body).status, 500, "{body}");
    }
}

#[test]
fn answers_with_what_it_is_given() {
    let mut double = double();
    assert!(!double.reply("ask", "") && double.reply("Ask", "<?xml version='1.0'?>\n<mine/>"));
    let answer = post(&double, SoapVersion::V1_2, "<ask xmlns='urn:t'/>");
    assert!(
        answer.body.contains("<soap:Body><mine/></soap:Body>"),
        "{}",
        answer.body
    );
    let whole = in_envelope(SoapVersion::V1_1, "<mine/>");
    double.reply("Ask", whole.clone());
    assert_eq!(
        post(&double, SoapVersion::V1_2, "<ask xmlns='urn:t'/>").body,
        whole
    );
}

#[test]
fn a_fault_that_it_is_given_has_the_status_of_one() {
    let mut double = double();
    double.reply("Ask", in_envelope(SoapVersion::V1_2, "<soap:Fault/>"));
    let body = "<a:ask xmlns:a='urn:t'/>";
    assert_eq!(post(&double, SoapVersion::V1_2, body).status, 500);
    // Somebody else's fault is an answer like any other.
    double.reply("Ask", in_envelope(SoapVersion::V1_2, "<Fault/>"));
    assert_eq!(post(&double, SoapVersion::V1_2, body).status, 200);
}

#[test]
fn its_description_leads_back_to_it() {
    let page = get("/S.asmx?WSDL");
    assert!(
        page.body
            .starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<wsdl:definitions")
    );
    assert!(
        page.body.contains("location = 'http://here/S.asmx'"),
        "{}",
        page.body
    );
    assert!(
        page.body
            .contains("schemaLocation=\"http://here/S.asmx?xsd=1\""),
        "{}",
        page.body
    );
    assert_eq!(get("/?xsd=1").body, TYPES);
    assert_eq!((get("/?xsd=2").status, get("/?x").status), (404, 404));
    assert!(get("/").body.contains("Ask"));
}

#[test]
fn the_envelope_of_a_package_is_its_root_part() {
    let envelope = in_envelope(SoapVersion::V1_1, "<ask xmlns='urn:t'>?</ask>");
    let answered = |content_type: &str, body: &str| {
        double().answer(&Asked {
            method: "POST",
            path: "/",
            base: "http://here",
            content_type: Some(content_type),
            soap_action: None,
            body: body.as_bytes(),
        })
    };
    let other = "Content-ID: <other>\r\n\r\n<not the=\"envelope\"/>\r\n";
    let root = format!("Content-Type: text/xml\r\ncontent-id: <root@t>\r\n\r\n{envelope}\r\n");
    let package = format!("preamble\r\n--b;x\r\n{other}--b;x\r\n{root}--b;x--\r\n");
    let media =
        "Multipart/Related; boundary=\"b;x\"; start=\"<root@t>\"; type=\"application/xop+xml\"";
    assert_eq!(answered(media, &package).status, 200);
    let lines = package.replace("\r\n", "\n");
    assert_eq!(answered(media, &lines).status, 200);
    let alone = format!("--b\r\n{root}--b--");
    assert_eq!(
        answered("multipart/related; boundary=b", &alone).status,
        200
    );
    assert_eq!(
        answered("multipart/related; boundary=b; start=none", &alone).status,
        200
    );
    // The first part isn't the envelope where nothing says so.
    let unsaid = answered("multipart/related; boundary=\"b;x\"", &package);
    assert_ne!(unsaid.status, 200);
    for broken in [
        "multipart/related",
        "multipart/related; boundary=other",
        "multipart/",
    ] {
        let refused = answered(broken, &package);
        assert!(
            refused.status >= 400 && refused.body.contains("Fault"),
            "{broken}"
        );
    }
}

/// Addresses over plain HTTP keep their paths, by which operations are known; so do those of WSDL 2.0.
#[test]
fn addresses_that_keep_their_paths() {
    let page = |text: &str| {
        let builder = configure().memory("s.wsdl", text);
        let mut run = builder.into_run(["s.wsdl"]).unwrap();
        let documents = run.documents().unwrap();
        let model = run.model(&documents).unwrap();
        let answer = Double::new(&documents, model).answer(&Asked {
            method: "GET",
            path: "/here?wsdl",
            base: "http://double",
            content_type: None,
            soap_action: None,
            body: b"",
        });
        answer.body
    };
    let plain = WSDL
        .replace(
            "<xs:import namespace=\"urn:t\" schemaLocation=\"types.xsd\"/>",
            "",
        )
        .replace("<wsdl:types>", "<wsdl:types><!--")
        .replace("</wsdl:types>", "--></wsdl:types>");
    let plain = plain.split("<wsdl:message").next().unwrap().to_owned()
        + "<wsdl:portType name='P'/><wsdl:binding name='B' type='t:P'><h:binding xmlns:h='http://schemas.xmlsoap.org/wsdl/http/' verb='GET'/></wsdl:binding>
           <wsdl:service name='S'><wsdl:port name='P' binding='t:B'><h:address xmlns:h='http://schemas.xmlsoap.org/wsdl/http/' location='https://x:8/y/z?a=b'/></wsdl:port></wsdl:service></wsdl:definitions>";
    let text = page(&plain);
    assert!(text.contains("location='http://double/y/z?a=b'"), "{text}");
    let text = page(
        "<description xmlns='http://www.w3.org/ns/wsdl' xmlns:t='urn:t' targetNamespace='urn:t'><interface name='I'/>
         <binding name='B' interface='t:I' type='http://www.w3.org/ns/wsdl/soap'/>
         <service name='S' interface='t:I'><endpoint name='e' binding='t:B' address=\"http://x\"/></service></description>",
    );
    assert!(text.contains("address=\"http://double\""), "{text}");
}
