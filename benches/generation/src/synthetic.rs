//! A WSDL of any size, of the shape that services have: records that hold others, arrays, choices, enumerations, and an
//! operation for every ten types.

use std::fmt::Write as _;

/// The document.
pub fn wsdl(types: usize) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" \
         xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:t=\"urn:synthetic\" targetNamespace=\"urn:synthetic\">\n <wsdl:types>\n  <xs:schema \
         targetNamespace=\"urn:synthetic\" elementFormDefault=\"qualified\">\n",
    );
    for i in 0..types {
        match i % 10 {
            0 => request(&mut out, i),
            1 => enumeration(&mut out, i),
            2 => record(&mut out, i, "choice"),
            _ => record(&mut out, i, "sequence"),
        }
    }
    out.push_str("  </xs:schema>\n </wsdl:types>\n");
    let operations = (0..types).step_by(10);
    for i in operations.clone() {
        for message in ["Ask", "Answer"] {
            let _ = writeln!(
                out,
                " <wsdl:message name=\"{message}{i}\"><wsdl:part name=\"parameters\" element=\"t:{message}{i}\"/></wsdl:message>"
            );
        }
    }
    out.push_str(" <wsdl:portType name=\"Port\">\n");
    for i in operations.clone() {
        let _ = writeln!(
            out,
            "  <wsdl:operation name=\"Ask{i}\"><wsdl:input message=\"t:Ask{i}\"/><wsdl:output message=\"t:Answer{i}\"/></wsdl:operation>"
        );
    }
    out.push_str(" </wsdl:portType>\n <wsdl:binding name=\"Binding\" type=\"t:Port\"><soap:binding transport=\"http://schemas.xmlsoap.org/soap/http\"/>\n");
    for i in operations {
        let _ = writeln!(
            out,
            "  <wsdl:operation name=\"Ask{i}\"><soap:operation soapAction=\"urn:synthetic/Ask{i}\"/><wsdl:input><soap:body use=\"literal\"/></wsdl:input><wsdl:output><soap:body use=\"literal\"/></wsdl:output></wsdl:operation>"
        );
    }
    out.push_str(" </wsdl:binding>\n <wsdl:service name=\"Synthetic\"><wsdl:port name=\"Soap\" binding=\"t:Binding\"><soap:address location=\"http://localhost/\"/></wsdl:port></wsdl:service>\n</wsdl:definitions>\n");
    out
}

fn request(out: &mut String, i: usize) {
    let of = i.saturating_sub(3);
    let ty = if i == 0 {
        "xs:string".to_owned()
    } else {
        format!("t:Type{of}")
    };
    for message in ["Ask", "Answer"] {
        let _ = writeln!(
            out,
            "   <xs:element name=\"{message}{i}\"><xs:complexType><xs:sequence><xs:element name=\"token\" type=\"xs:string\" minOccurs=\"0\"/><xs:element name=\"value\" type=\"{ty}\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType></xs:element>"
        );
    }
}

fn enumeration(out: &mut String, i: usize) {
    let _ = write!(
        out,
        "   <xs:simpleType name=\"Type{i}\"><xs:restriction base=\"xs:string\">"
    );
    for value in ["New", "Open", "Waiting", "Closed"] {
        let _ = write!(out, "<xs:enumeration value=\"{value}\"/>");
    }
    out.push_str("</xs:restriction></xs:simpleType>\n");
}

fn record(out: &mut String, i: usize, model: &str) {
    let _ = writeln!(
        out,
        "   <xs:complexType name=\"Type{i}\">\n    <xs:{model}>"
    );
    for (name, ty) in [
        ("identifier", "xs:string"),
        ("amount", "xs:decimal"),
        ("createdAt", "xs:dateTime"),
        ("active", "xs:boolean"),
    ] {
        let _ = writeln!(
            out,
            "     <xs:element name=\"{name}\" type=\"{ty}\" minOccurs=\"0\"/>"
        );
    }
    let tens = i - i % 10;
    let before = if i % 10 > 3 { i - 1 } else { tens + 1 };
    let _ = writeln!(
        out,
        "     <xs:element name=\"state\" type=\"t:Type{}\"/>",
        tens + 1
    );
    let _ = writeln!(
        out,
        "     <xs:element name=\"parts\" type=\"t:Type{before}\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>\n    </xs:{model}>\n   </xs:complexType>"
    );
}
