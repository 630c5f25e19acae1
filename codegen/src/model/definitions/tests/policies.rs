//! Policies: what is fulfilled, and what is named.

use super::*;
use crate::model::definitions::policies::demanded;
use crate::model::quickly::quickly;
use crate::model::{Password, Security};

mod attached;

/// A port type, a binding that holds this, and policies beside them.
fn policed(attached: &str, policies: &str) -> (Model, Vec<String>) {
    read(
        &format!(
            "<portType name='P'><operation name='o'><input message='t:out'/></operation></portType>
             <binding name='B' type='t:P'>{attached}
               <s:binding transport='http://schemas.xmlsoap.org/soap/http'/>
               <operation name='o'><input><s:body use='literal'/></input></operation></binding>
             {policies}"
        )
        .replace(
            " P=''",
            " xmlns:p='http://schemas.xmlsoap.org/ws/2004/09/policy' xmlns:u='urn:u' xmlns:z='urn:z' \
             xmlns:a='http://www.w3.org/2006/05/addressing/wsdl' xmlns:w='http://www.w3.org/2007/05/addressing/metadata' \
             xmlns:sp='http://schemas.xmlsoap.org/ws/2005/07/securitypolicy'",
        ),
        false,
    )
}

fn security(model: &Model) -> Security {
    model.bindings[0].operations[0].security
}

fn addressing(model: &Model) -> Option<crate::model::Addressing> {
    model.bindings[0].operations[0].addressing
}

const NOT_DONE: &str = "which is not done (calls may fail without it)";

#[test]
fn a_policy_is_fulfilled_or_what_is_missing_is_named() {
    let (model, lines) = policed(
        "<p:PolicyReference P='' URI='#x'/><p:Policy P=''><z:first/></p:Policy>",
        "<p:Policy P='' u:Id='x'><p:ExactlyOne><p:All>\n<a:UsingAddressing/>\n<z:first/>\n<z:second/><z:none p:Optional='true'/>
           </p:All></p:ExactlyOne></p:Policy>",
    );
    assert_eq!(addressing(&model), Some(crate::model::Addressing::V1_0));
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with(
            "Warning 9 the policy requires {urn:z}first, which is not done (calls may fail without it; it is required at a.wsdl:14:1 too"
        ),
        "{lines:?}"
    );
    let second = format!("Warning 15 the policy requires {{urn:z}}second, {NOT_DONE}");
    assert_eq!(lines[1], second);
}

#[test]
fn mtom_is_required_or_offered() {
    use crate::model::Mtom;
    let mtom = "<m:OptimizedMimeSerialization xmlns:m='http://schemas.xmlsoap.org/ws/2004/09/policy/optimizedmimeserialization' ";
    let newer = "<m:MTOM xmlns:m='http://www.w3.org/2007/08/soap12-mtom-policy'/>";
    let either = format!("<p:ExactlyOne><p:All>{mtom}/></p:All><p:All/></p:ExactlyOne>");
    for (policy, expected) in [
        (format!("{mtom}/>"), Some(Mtom::Required)),
        (newer.to_owned(), Some(Mtom::Required)),
        (format!("{mtom}p:Optional='true'/>"), Some(Mtom::Optional)),
        (either.clone(), Some(Mtom::Optional)),
        (format!("{either}{newer}"), Some(Mtom::Required)),
        (String::new(), None),
    ] {
        let (model, lines) = policed(&format!("<p:Policy P=''>{policy}</p:Policy>"), "");
        assert_eq!(
            model.bindings[0].operations[0].input.mtom, expected,
            "{policy}"
        );
        assert!(lines.is_empty(), "{lines:?}");
    }
}

#[test]
fn the_alternative_that_can_be_done_is_taken() {
    let (model, lines) = policed(
        "<p:Policy P=''><p:ExactlyOne><p:All><z:x/></p:All><w:Addressing/><p:All><z:x/><z:y/></p:All></p:ExactlyOne>
           <p:ExactlyOne><sp:TransportBinding><p:Policy><sp:TransportToken><p:Policy><sp:HttpsToken/></p:Policy></sp:TransportToken>
             <sp:Layout><p:Policy><sp:Strict/></p:Policy></sp:Layout></p:Policy></sp:TransportBinding></p:ExactlyOne></p:Policy>",
        "",
    );
    assert_eq!(lines, [""; 0]);
    assert_eq!(addressing(&model), Some(crate::model::Addressing::V1_0));
    let optional = "<p:Policy P=''><p:ExactlyOne><w:Addressing/><p:All/></p:ExactlyOne></p:Policy>";
    let (model, lines) = policed(optional, "");
    assert_eq!((addressing(&model), lines), (None, Vec::new()));
}

#[test]
fn only_a_required_extension_switches_addressing_on() {
    for (required, expected) in [
        ("", None),
        ("required='false'", None),
        ("q:required='true'", Some(crate::model::Addressing::V1_0)),
    ] {
        let (model, lines) = policed(
            &format!("<a:UsingAddressing P='' xmlns:q='{WSDL}' {required}/>"),
            "",
        );
        assert_eq!((addressing(&model), lines), (expected, Vec::new()));
    }
}

/// The last draft of 1.5 says the same; what is of another version isn't passed over in silence.
#[test]
fn versions_of_policies_are_known_or_named() {
    let draft = "xmlns:d='http://www.w3.org/2006/07/ws-policy' xmlns:m='http://www.w3.org/2007/02/addressing/metadata'";
    let (model, lines) = policed(
        &format!("<d:Policy P='' {draft}><m:Addressing/><z:none d:Optional='true'/></d:Policy>"),
        "",
    );
    assert_eq!(lines, [""; 0]);
    assert_eq!(addressing(&model), Some(crate::model::Addressing::V1_0));
    let (_, lines) = policed(
        "<o:Policy P='' xmlns:o='http://schemas.xmlsoap.org/ws/2002/12/policy'><z:first/></o:Policy>",
        "",
    );
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("ws/2002/12/policy}Policy is not known"),
        "{lines:?}"
    );
}

#[test]
fn policies_of_other_documents_are_found() {
    let policies = "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:p='http://www.w3.org/ns/ws-policy' xmlns:z='urn:z'
          xmlns:u='urn:u'><p:Policy u:Id='x'><z:first/></p:Policy></definitions>";
    for uri in ["#x", "policies.wsdl#x", "http://h/policies.wsdl#x"] {
        let text = definitions(&format!(
            "<import namespace='' location='policies.wsdl'/>
             <portType name='P'><operation name='o'><input message='t:in'/></operation></portType>
             <binding name='B' type='t:P'><p:PolicyReference xmlns:p='http://www.w3.org/ns/ws-policy' URI='{uri}'/>
               <s:binding/><operation name='o'/></binding>"
        ));
        let sources = Sources::default()
            .memory("a.wsdl", text)
            .memory("policies.wsdl", policies);
        let mut diagnostics = Diagnostics::default();
        let documents = load(&[PathBuf::from("a.wsdl")], &sources, &mut diagnostics);
        built(&documents, false, &mut diagnostics);
        let messages: Vec<_> = diagnostics.all.iter().map(|d| &*d.message).collect();
        let expected = "the policy requires {urn:z}first, which is not done";
        assert_eq!(messages, [expected], "{uri}");
    }
}

/// Always the same one.
#[test]
fn of_documents_of_one_name_the_first_has_the_policy() {
    let policies = |assertion: &str| {
        format!(
            "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:p='http://www.w3.org/ns/ws-policy' xmlns:z='urn:z'
              xmlns:u='urn:u'><p:Policy u:Id='x'><z:{assertion}/></p:Policy></definitions>"
        )
    };
    let folders = ["f", "e", "d", "c", "b"];
    let imports: String = folders
        .map(|folder| format!("<import namespace='' location='{folder}/policies.wsdl'/>"))
        .concat();
    let text = definitions(&format!(
        "{imports}<portType name='P'><operation name='o'><input message='t:in'/></operation></portType>
         <binding name='B' type='t:P'><p:PolicyReference xmlns:p='http://www.w3.org/ns/ws-policy' URI='http://h/policies.wsdl#x'/>
           <s:binding/><operation name='o'/></binding>"
    ));
    let sources = Sources::default().memory("a.wsdl", text);
    let sources = folders.into_iter().fold(sources, |sources, folder| {
        sources.memory(format!("{folder}/policies.wsdl"), policies(folder))
    });
    for _ in 0..8 {
        let mut diagnostics = Diagnostics::default();
        let documents = load(&[PathBuf::from("a.wsdl")], &sources, &mut diagnostics);
        built(&documents, false, &mut diagnostics);
        let messages: Vec<_> = diagnostics.all.iter().map(|d| &*d.message).collect();
        assert_eq!(
            messages,
            ["the policy requires {urn:z}f, which is not done"]
        );
    }
}

#[test]
fn policies_that_lead_nowhere_are_named() {
    let (_, lines) = policed(
        "<p:PolicyReference P='' URI='#a'/><p:PolicyReference P='' URI='#none'/><p:Policy P=''><p:ExactlyOne/></p:Policy>",
        "<p:Policy P='' u:Id='a'><p:PolicyReference URI='#b'/><p:PolicyReference URI='#b'/></p:Policy>
         <p:Policy P='' u:Id='b'><p:PolicyReference URI='#a'/></p:Policy>",
    );
    let undefined = "Warning 9 the policy \"#none\" is not defined (what it asks for is not known, and not done; calls may fail without it)";
    let cycle =
        "Warning 13 the policy \"#a\" refers to itself (the reference is passed over; remove it)";
    let empty = "Warning 9 the policy leaves no alternative (calls may fail without it)";
    assert_eq!(lines, [cycle, undefined, empty]);
}

/// A binding with the transport's security, and what else it asks for.
fn transport(also: &str) -> (Model, Vec<String>) {
    policed(
        &format!(
            "<p:Policy P=''><sp:TransportBinding><p:Policy><sp:TransportToken><p:Policy><sp:HttpsToken/></p:Policy></sp:TransportToken>
              <sp:IncludeTimestamp/></p:Policy></sp:TransportBinding>{also}</p:Policy>"
        ),
        "",
    )
}

const USER: &str =
    "<p:Policy><sp:UsernameToken><p:Policy>FORM</p:Policy></sp:UsernameToken></p:Policy>";

#[test]
fn user_names_and_what_the_transport_protects_are_fulfilled() {
    for (form, password) in [
        ("<sp:WssUsernameToken10/>", Password::Text),
        ("<sp:HashPassword/>", Password::Digest),
        ("<sp:NoPassword/><sp:WssUsernameToken11/>", Password::Absent),
        (
            "<p:ExactlyOne><sp:HashPassword/><p:All/></p:ExactlyOne>",
            Password::Text,
        ),
    ] {
        let user = USER.replace("FORM", form);
        let (model, lines) = transport(&format!(
            "<sp:SignedEncryptedSupportingTokens>{user}</sp:SignedEncryptedSupportingTokens><sp:SignedParts><sp:Body/></sp:SignedParts>"
        ));
        assert_eq!(lines, [""; 0], "{form}");
        let expected = Security {
            https: true,
            user: Some(password),
            nonce: false,
            timestamp: true,
        };
        assert_eq!(security(&model), expected, "{form}");
    }
}

#[test]
fn what_only_a_transport_would_protect_is_named_without_one() {
    let user = USER.replace("FORM", "");
    let signed = format!("<sp:SignedSupportingTokens>{user}</sp:SignedSupportingTokens>");
    let (model, lines) = policed(&format!("<p:Policy P=''>{signed}</p:Policy>"), "");
    assert_eq!(security(&model).user, Some(Password::Text));
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("SignedSupportingTokens, which is not done"),
        "{lines:?}"
    );
    let (_, lines) = policed(
        "<p:Policy P=''><sp:SupportingTokens><p:Policy><sp:UsernameToken
           sp:IncludeToken='http://schemas.xmlsoap.org/ws/2005/07/securitypolicy/IncludeToken/Never'/></p:Policy></sp:SupportingTokens></p:Policy>",
        "",
    );
    assert_eq!(lines.len(), 1, "{lines:?}");
    let (_, lines) =
        transport("<sp:EndorsingSupportingTokens><p:Policy/></sp:EndorsingSupportingTokens>");
    assert_eq!(lines.len(), 1, "{lines:?}");
}

#[test]
fn of_tokens_the_one_that_can_be_sent_is_taken() {
    let user = USER.replace("FORM", "");
    let (model, lines) = transport(&format!(
        "<p:ExactlyOne><sp:SupportingTokens><p:Policy><sp:X509Token/></p:Policy></sp:SupportingTokens>
           <sp:SupportingTokens>{user}</sp:SupportingTokens></p:ExactlyOne>"
    ));
    assert_eq!(
        (security(&model).user, lines),
        (Some(Password::Text), Vec::new())
    );
}
