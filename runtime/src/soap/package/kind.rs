//! What the media types of a message say of it, for those who are asked.

use std::borrow::Cow;

use super::Package;
use crate::mime::MediaType;
use crate::soap::SoapVersion;

impl Package<'_> {
    /// Whether it's a XOP package, whose sender therefore can read one.
    pub(crate) fn is_xop(&self) -> bool {
        self.media.is_multipart() && self.root.is(XOP)
    }

    /// The media type of the envelope, without a package or in one.
    fn inner(&self) -> MediaType<'_> {
        if !self.root.is(XOP) {
            return self.root.clone();
        }
        let said = [
            self.root.parameter("type"),
            self.media.parameter("start-info"),
        ];
        MediaType::new(said.into_iter().flatten().next().unwrap_or_default())
    }

    /// Whether it's said to be something else than a message.
    pub(crate) fn is_other(&self) -> bool {
        let inner = self.inner();
        SoapVersion::of_media_type(&inner).is_none()
            && !(inner.is_empty() || inner.is("application/xml"))
    }

    /// The version that its media type is of.
    pub(crate) fn version(&self) -> Option<SoapVersion> {
        SoapVersion::of_media_type(&self.inner())
    }

    /// The `action` parameter, wherever senders put it: it belongs to the envelope's own media type, which in a XOP package
    /// stands in parameters (SOAP MTOM, 4.3.1.1).
    pub(crate) fn action(&self) -> Option<String> {
        let nested =
            |text: Option<Cow<'_, str>>| text.map(|text| MediaType::new(text.into_owned()));
        let nested = [
            nested(self.root.parameter("type")),
            nested(self.media.parameter("start-info")),
        ];
        let all = [&self.root, &self.media]
            .into_iter()
            .chain(nested.iter().flatten());
        let mut actions = all.filter_map(|media| media.parameter("action"));
        let action = actions.find(|action| !action.is_empty());
        action.map(Cow::into_owned)
    }
}

/// The media type of an envelope in a XOP package.
const XOP: &str = "application/xop+xml";

#[cfg(test)]
mod tests {
    use super::*;

    fn package<'c>(content_type: &'c str, root: &str) -> Package<'c> {
        let body = format!("--b\r\n{root}\r\n<e/>\r\n--b--\r\n");
        Package::open(body.into(), Some(content_type)).unwrap()
    }

    #[test]
    fn actions_and_versions() {
        let metro = package(
            r#"multipart/related;start="<r>";type="application/xop+xml";boundary="b";start-info="application/soap+xml;action=\"urn:a\"""#,
            "Content-Type: application/xop+xml;charset=utf-8;type=\"application/soap+xml;action=\\\"urn:a\\\"\"\r\n",
        );
        assert_eq!(metro.action().as_deref(), Some("urn:a"));
        assert_eq!(metro.version(), Some(SoapVersion::V1_2));
        assert!(metro.is_xop() && metro.charset().as_deref() == Some("utf-8"));
        let axis2 = package(
            "multipart/related; boundary=b; type=\"application/xop+xml\"; start-info=\"application/soap+xml\"; action=\"urn:b\"",
            "content-type: application/xop+xml; charset=UTF-8; type=\"application/soap+xml\"\r\n",
        );
        assert_eq!(axis2.action().as_deref(), Some("urn:b"));
        assert_eq!(axis2.version(), Some(SoapVersion::V1_2));
        let attached = package(
            "Multipart/Related; boundary=b; type=text/xml",
            "Content-Type: text/xml\r\n",
        );
        assert_eq!(attached.version(), Some(SoapVersion::V1_1));
        assert!(!attached.is_xop() && !attached.is_other());
        assert!(
            package(
                "multipart/form-data; boundary=b",
                "Content-Type: image/png\r\n"
            )
            .is_other()
        );
    }

    #[test]
    fn an_envelope_alone() {
        let alone = Package::open("<e/>".into(), Some("text/xml; charset=latin1")).unwrap();
        assert_eq!(alone.envelope, "<e/>");
        assert_eq!(alone.charset().as_deref(), Some("latin1"));
        assert!(!alone.is_xop() && alone.attachments.is_empty());
        assert!(Package::open("".into(), None).is_ok());
    }
}
