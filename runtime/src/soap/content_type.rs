//! `Content-Type` of messages (SOAP 1.1, 6; SOAP 1.2 part 2, appendix A).

use std::borrow::Cow;

use super::SoapVersion;
#[cfg(any(feature = "server", test))]
use crate::mime::MediaType;
use crate::mime::quoted;

#[cfg(any(feature = "server", test))]
impl SoapVersion {
    /// The version whose messages have this type.
    pub(crate) fn of_media_type(media: &MediaType<'_>) -> Option<SoapVersion> {
        [SoapVersion::V1_1, SoapVersion::V1_2]
            .into_iter()
            .find(|version| media.is(version.media_type()))
    }
}

/// The `Content-Type` of a message. The action is part of it in SOAP 1.2 alone.
pub(crate) fn content_type(version: SoapVersion, action: Option<&str>) -> Cow<'static, str> {
    let plain = match version {
        SoapVersion::V1_1 => "text/xml; charset=utf-8",
        SoapVersion::V1_2 => "application/soap+xml; charset=utf-8",
    };
    match (version, action) {
        (SoapVersion::V1_2, Some(action)) if !action.is_empty() => {
            format!("{plain}; action={}", quoted(action)).into()
        }
        _ => plain.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_messages() {
        assert_eq!(
            content_type(SoapVersion::V1_1, Some("urn:a")),
            "text/xml; charset=utf-8"
        );
        assert_eq!(
            content_type(SoapVersion::V1_2, None),
            "application/soap+xml; charset=utf-8"
        );
        assert_eq!(
            content_type(SoapVersion::V1_2, Some("")),
            "application/soap+xml; charset=utf-8"
        );
        let with_action = content_type(SoapVersion::V1_2, Some("urn:a\""));
        assert_eq!(
            with_action,
            "application/soap+xml; charset=utf-8; action=\"urn:a\\\"\""
        );
        assert_eq!(
            MediaType::new(&*with_action).parameter("action").as_deref(),
            Some("urn:a\"")
        );
    }

    #[test]
    fn versions() {
        let version = |text| SoapVersion::of_media_type(&MediaType::new(text));
        assert_eq!(version("Text/XML;charset=x"), Some(SoapVersion::V1_1));
        assert_eq!(version("application/soap+xml"), Some(SoapVersion::V1_2));
        assert_eq!(version(""), None);
    }
}
