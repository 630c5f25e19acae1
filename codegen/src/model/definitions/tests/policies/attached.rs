//! What policies apply to: those of a message, of an endpoint, and those attached from outside.

use super::*;

/// Declarations of the prefixes that policies below have.
const NAMES: &str = " xmlns:p='http://schemas.xmlsoap.org/ws/2004/09/policy' \
     xmlns:m='http://schemas.xmlsoap.org/ws/2004/09/policy/optimizedmimeserialization' \
     xmlns:sp='http://schemas.xmlsoap.org/ws/2005/07/securitypolicy' xmlns:z='urn:z'";
const MTOM: &str = "<p:Policy P=''><m:OptimizedMimeSerialization/></p:Policy>";
const SIGNED: &str = "<p:Policy P=''><sp:SignedParts><sp:Body/></sp:SignedParts></p:Policy>";

/// A service, with policies at the places from A to I, and some beside them.
fn everywhere(policies: &[(char, &str)], beside: &str) -> (Model, Vec<String>) {
    let text = "<message name='ask'>[A]<part name='p' element='t:e'/></message>
         <message name='told'>[B]<part name='p' element='t:e'/></message>
         <portType name='Q'><operation name='o'><input message='t:ask'>[C]</input>
           <output message='t:told'>[D]</output></operation></portType>
         <binding name='R' type='t:Q'>[E]<s:binding transport='http://schemas.xmlsoap.org/soap/http'/>
           <operation name='o'>[F]<input>[G]<s:body use='literal'/></input><output>[H]<s:body use='literal'/></output></operation></binding>
         <service name='S'>[I]<port name='p' binding='t:R'><s:address location='http://h/s'/></port></service>";
    let mut text = text.to_owned() + beside;
    for place in 'A'..='I' {
        let policy = policies.iter().find(|(own, _)| *own == place);
        let policy = policy.map_or("", |(_, policy)| *policy);
        text = text.replace(&format!("[{place}]"), policy);
    }
    read(&text.replace(" P=''", NAMES), false)
}

/// MTOM of the request and of the response.
fn packages(model: &Model) -> (bool, bool) {
    let operation = &model.bindings[0].operations[0];
    let output = operation.output.as_ref();
    (
        operation.input.mtom.is_some(),
        output.is_some_and(|o| o.mtom.is_some()),
    )
}

/// The effective policy of a message is that of its endpoint, its operation and its own (4.1 of WS-Policy Attachment).
#[test]
fn a_policy_of_one_message_is_of_no_other() {
    for (place, expected) in [
        ('A', (true, false)),
        ('C', (true, false)),
        ('G', (true, false)),
        ('B', (false, true)),
        ('D', (false, true)),
        ('H', (false, true)),
        ('E', (true, true)),
        ('F', (true, true)),
        ('I', (true, true)),
    ] {
        let (model, lines) = everywhere(&[(place, MTOM)], "");
        assert_eq!((packages(&model), lines.len()), (expected, 0), "{place}");
        // What isn't done is named wherever it's attached.
        let (_, lines) = everywhere(&[(place, SIGNED)], "");
        assert_eq!(lines.len(), 1, "{place}: {lines:?}");
        assert!(lines[0].contains("SignedParts, which is not done"));
    }
}

#[test]
fn a_transport_protects_whatever_its_endpoint_sends() {
    let transport = "<p:Policy P=''><sp:TransportBinding><p:Policy><sp:TransportToken><p:Policy><sp:HttpsToken/>\
        </p:Policy></sp:TransportToken></p:Policy></sp:TransportBinding></p:Policy>";
    for place in ['A', 'B', 'C', 'D', 'F', 'G', 'H', 'I'] {
        let (model, lines) = everywhere(&[('E', transport), (place, SIGNED)], "");
        assert_eq!(lines, [""; 0], "{place}");
        assert!(security(&model).https);
    }
}

#[test]
fn policies_are_attached_from_outside() {
    let attached = |applies_to: &str| {
        everywhere(
            &[],
            &format!(
                "<p:PolicyAttachment P=''><p:AppliesTo>{applies_to}</p:AppliesTo>{MTOM}</p:PolicyAttachment>"
            ),
        )
    };
    let both = (true, true);
    for (identifier, expected) in [
        ("service(S)", both),
        ("port(S/p)", both),
        ("binding(R)", both),
        ("portType(Q)", both),
        ("bindingOperation(R/o)", both),
        ("portTypeOperation(Q/o)", both),
        ("message(ask)", (true, false)),
        ("bindingOperation.input(R/o)", (true, false)),
        ("portTypeOperation.output(Q/o)", (false, true)),
    ] {
        for base in ["", "urn:t"] {
            let uri = format!("<p:URI>{base}#wsdl11.{identifier}</p:URI>");
            let (model, lines) = attached(&uri);
            assert_eq!((packages(&model), lines.len()), (expected, 0), "{uri}");
        }
    }
    // The component's name may say `wsdl`, and what prefixes mean may come before.
    let (_, lines) = attached("<p:URI>#wsdl11.service(wsdlS)</p:URI>");
    assert!(lines[0].contains("not found here"), "{lines:?}");
    for pointer in [
        "xmlns(q=urn:t)wsdl11.binding(q:R)",
        "xmlns(q=urn:wsdl(^(a(b))) xmlns(w=urn:wsdl11.w) wsdl.binding(q:R)",
    ] {
        let (model, lines) = attached(&format!("<p:URI>urn:t#{pointer}</p:URI>"));
        assert_eq!((packages(&model), lines.len()), (both, 0), "{pointer}");
    }
    let (model, lines) = everywhere(
        &[],
        &format!(
            "<service name='wsdlService'><port name='p' binding='t:R'/></service>\
        <p:PolicyAttachment P=''><p:AppliesTo><p:URI>#wsdl11.service(wsdlService)</p:URI></p:AppliesTo>{MTOM}</p:PolicyAttachment>"
        ),
    );
    assert_eq!((packages(&model), lines), (both, Vec::new()));
    let address = |url: &str| {
        format!(
            "<a:EndpointReference xmlns:a='urn:a'><a:Address>{url}</a:Address></a:EndpointReference>"
        )
    };
    assert_eq!(packages(&attached(&address("http://h/s")).0), both);
    for elsewhere in [
        &address("http://h/other"),
        "<p:URI>#wsdl11.binding(None)</p:URI>",
        "<p:URI>urn:other#wsdl11.binding(R)</p:URI>",
        "<p:URI>urn:t#anything(R)</p:URI>",
        "<z:Any/>",
    ] {
        let (model, lines) = attached(elsewhere);
        assert_eq!(packages(&model), (false, false), "{elsewhere}");
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains("what this policy applies to is not found here"));
    }
}

/// What is attached from outside applies to what it says, wherever it stands.
#[test]
fn an_attachment_concerns_its_subjects_alone() {
    let attachment = |applies_to: &str| {
        format!("<p:PolicyAttachment P=''>{applies_to}{MTOM}</p:PolicyAttachment>")
    };
    let said = "<p:AppliesTo><p:URI>#wsdl11.message(ask)</p:URI></p:AppliesTo>";
    for place in ['A', 'E', 'I'] {
        let (model, lines) = everywhere(&[(place, &attachment(said))], "");
        assert_eq!((packages(&model), lines), ((true, false), Vec::new()));
        for unsaid in ["", "<p:AppliesTo/>"] {
            let (model, lines) = everywhere(&[(place, &attachment(unsaid))], "");
            assert_eq!((packages(&model), lines.len()), ((false, false), 1));
            assert!(
                lines[0].contains("doesn't say what it applies to"),
                "{lines:?}"
            );
        }
    }
}

/// Each message is concerned by all that its endpoint asks for, and by all that a policy does which it refers to: none of
/// it is copied.
#[test]
fn many_messages_of_many_assertions_share_them() {
    let many = "<z:x/>".repeat(300);
    let policy = |id: &str| format!("<p:Policy P='' {id}>{many}</p:Policy>");
    let name = |n: usize| format!("<operation name='o{n}'>");
    let declared = (0..300).map(|n| format!("{}<input message='t:in'/></operation>", name(n)));
    let bound = (0..300).map(|n| {
        let referring = "<p:Policy P=''><p:PolicyReference URI='#x'/></p:Policy>";
        format!("{}{referring}<input/></operation>", name(n))
    });
    let text = format!(
        "<portType name='Q'>{}</portType><binding name='R' type='t:Q'>{}<s:binding/>{}</binding>{}",
        declared.collect::<String>(),
        policy(""),
        bound.collect::<String>(),
        policy("xml:id='x'"),
    );
    let text = definitions(&text.replace(" P=''", NAMES));
    let sources = Sources::default().memory("a.wsdl", text);
    let mut diagnostics = Diagnostics::default();
    let documents = load(&[PathBuf::from("a.wsdl")], &sources, &mut diagnostics);
    let mut model = built(&documents, false, &mut diagnostics);
    let told = diagnostics
        .all
        .iter()
        .find(|d| d.message.contains("{urn:z}x"));
    assert!(told.is_some_and(|d| d.help.join("").contains("and 594 other places")));
    let scopes = [Scope::new(&documents.all[0].root)];
    let unmet = demanded(&scopes, &mut model, &mut diagnostics).unmet;
    let parts = (unmet.own.len(), unmet.shared.len(), unmet.count());
    assert_eq!(parts, (0, 2, 600));
}

/// Two references to one policy ask for as much as one.
#[test]
fn an_alternative_that_refers_twice_asks_once() {
    let (_, lines) = policed(
        "<p:Policy P=''><p:ExactlyOne>
           <p:All><p:PolicyReference URI='#x'/><p:PolicyReference URI='#x'/></p:All>
           <p:All><z:three/><z:four/><z:five/></p:All></p:ExactlyOne></p:Policy>
         <p:Policy P=''><p:ExactlyOne>
           <p:All><z:three/><z:four/></p:All>
           <p:All><p:PolicyReference URI='#y'/><p:PolicyReference URI='#y'/></p:All></p:ExactlyOne></p:Policy>",
        "<p:Policy P='' u:Id='x'><z:one/><z:two/></p:Policy><p:Policy P='' u:Id='y'><z:zero/></p:Policy>",
    );
    let names = ["zero", "one", "two", "three", "four", "five"];
    let told = names.map(|name| {
        lines
            .iter()
            .any(|line| line.contains(&format!("}}{name},")))
    });
    assert_eq!(told, [true, true, true, false, false, false], "{lines:?}");
}

/// One attachment may say many times over what it applies to, and many may be what it says.
#[test]
fn an_attachment_to_many_of_one_name_is_bounded() {
    let said = "<p:URI>#wsdl11.message(a)</p:URI>".repeat(1_100);
    let unsaid = "<p:URI>#wsdl11.portTypeOperation(Q/none)</p:URI>".repeat(20_000);
    let operations = "<operation name='o'/>".repeat(20_000);
    let attachment = |said: &str| {
        format!(
            "<p:PolicyAttachment P=''><p:AppliesTo>{said}</p:AppliesTo><p:Policy><z:x/><z:y/></p:Policy></p:PolicyAttachment>"
        )
    };
    let messages = "<message name='a'/>".repeat(1_100);
    let many = format!("{messages}{}", attachment(&said));
    let (_, lines) = quickly(|| everywhere(&[], &many));
    let told = lines
        .iter()
        .filter(|line| line.contains("to more than 1000000 components"));
    assert_eq!(told.count(), 1, "{:?}", lines.last());
    let missing = format!(
        "<portType name='Q'>{operations}</portType>{}",
        attachment(&unsaid)
    );
    let (_, lines) = quickly(|| read(&missing.replace(" P=''", NAMES), false));
    let told = lines
        .iter()
        .filter(|line| line.contains("is not found here"));
    assert_eq!(told.count(), 20_000);
}

/// What an identifier means is found by its namespace, too: as many may be of its name in another.
#[test]
fn identifiers_of_another_namespace_mean_nothing_here() {
    let attached = |count: usize, of: &str| {
        let said = format!("<p:URI>{of}#wsdl11.portTypeOperation(Q/o)</p:URI>").repeat(count);
        let operations = "<operation name='o'/>".repeat(count);
        let all = format!(
            "<portType name='Q'>{operations}</portType><p:PolicyAttachment P=''><p:AppliesTo>{said}</p:AppliesTo>{SIGNED}</p:PolicyAttachment>"
        );
        let (_, lines) = quickly(|| read(&all.replace(" P=''", NAMES), false));
        let told = lines.iter().filter(|l| l.contains("is not found here"));
        told.count()
    };
    assert_eq!(attached(1, ""), 0);
    assert_eq!(attached(1, "urn:t"), 0);
    assert_eq!(attached(40_000, "urn:other"), 40_000);
}

#[test]
fn of_many_places_some_are_named() {
    let many = "<z:x/>\n".repeat(9);
    let (_, lines) = everywhere(&[('E', &format!("<p:Policy P=''>{many}</p:Policy>"))], "");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("and 3 other places too"), "{lines:?}");
}
