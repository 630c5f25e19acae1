//! Messages of an operation: values to bytes and bytes to values, without any transport.

use super::envelope::{write_fault, write_message};
use super::incoming::{Incoming, NotSoap, Received, Target};
use super::packing::{Packed, Packing};
use super::{Body, Fault, Header, Operation, SoapVersion};
use crate::Error;
use crate::codec::{DecodeError, ReadContext};
use crate::mime::quoted;
use crate::value::{Item, Value};
use crate::xml::{Limits, Writer, decode};

/// A value that can be sent: any generated type, of whatever kind.
pub trait Message: Sync {
    /// The value as it is.
    fn view(&self) -> Item<'_>;
}

impl<T: Value + Sync> Message for T {
    fn view(&self) -> Item<'_> {
        self.item()
    }
}

impl Operation {
    /// The request as it goes over the wire.
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn request(
        &self,
        version: SoapVersion,
        request: &dyn Message,
        headers: &[Header],
    ) -> Result<String, Error> {
        let (body, out) = (&self.input, Writer::new());
        let (envelope, _) = write_message(version, headers, body, request.view(), out)?;
        Ok(envelope)
    }

    /// The response as it goes over the wire; of a one-way operation nothing.
    ///
    /// # Errors
    /// When the value has no form in XML.
    pub fn response(
        &self,
        version: SoapVersion,
        response: &dyn Message,
        headers: &[Header],
    ) -> Result<String, Error> {
        match &self.output {
            Some(body) => {
                let out = Writer::new();
                let (envelope, _) = write_message(version, headers, body, response.view(), out)?;
                Ok(envelope)
            }
            None => Ok(String::new()),
        }
    }

    /// The request that an envelope holds.
    ///
    /// # Errors
    /// [`Error::Decode`] when the bytes are no envelope with this operation's request.
    pub fn decode_request<T: Value>(&'static self, bytes: &[u8]) -> Result<T, Error> {
        let mut value = T::default();
        decode_body(
            bytes,
            None,
            &self.input,
            &mut value,
            &mut ReadContext::lenient(),
        )?;
        Ok(value)
    }

    /// The response that an envelope holds.
    ///
    /// # Errors
    /// [`Error::Fault`] when it holds a fault; [`Error::Decode`] when the bytes are no envelope with this operation's
    /// response.
    pub fn decode_response<T: Value>(&'static self, bytes: &[u8]) -> Result<T, Error> {
        let mut value = T::default();
        if let Some(body) = &self.output {
            decode_body(bytes, None, body, &mut value, &mut ReadContext::lenient())?;
        }
        Ok(value)
    }

    /// The request with what goes along.
    pub(crate) fn pack_request(
        &self,
        version: SoapVersion,
        request: &dyn Message,
        headers: &[Header],
        packing: Packing,
    ) -> Result<Packed, Error> {
        let body = &self.input;
        packing.message(version, self.action12, headers, body, request.view())
    }

    /// The response with what goes along.
    #[cfg(feature = "server")]
    pub(crate) fn pack_response(
        &self,
        version: SoapVersion,
        response: &dyn Message,
        headers: &[Header],
        packing: Packing,
    ) -> Result<Packed, Error> {
        match &self.output {
            Some(body) => packing.message(version, None, headers, body, response.view()),
            None => Ok(Packed::default()),
        }
    }

    /// `SOAPAction` of the request, which SOAP 1.1 wants even where there's no action (SOAP 1.1, 6.1.1).
    pub(crate) fn soap_action(&self, version: SoapVersion) -> Option<String> {
        let action = || quoted(self.action.unwrap_or_default());
        (version == SoapVersion::V1_1).then(action)
    }
}

impl Fault {
    /// The fault as it goes over the wire.
    ///
    /// # Errors
    /// When something in it has no form in XML.
    pub fn to_envelope(&self, version: SoapVersion) -> Result<String, Error> {
        Ok(write_fault(version, self)?)
    }
}

/// Reads a message from bytes; a fault is an error.
pub(crate) fn decode_body(
    bytes: &[u8],
    charset: Option<&str>,
    body: &'static Body,
    target: &mut dyn Target,
    cx: &mut ReadContext,
) -> Result<Received, Error> {
    let text = decode_text(bytes, charset)?;
    let incoming =
        Incoming::open(&text, Limits::default(), cx.strict).map_err(NotSoap::into_error)?;
    if incoming.is_fault() {
        return Err(Error::Fault(incoming.into_fault()?));
    }
    Ok(incoming.read(body, target, cx)?)
}

/// The text of a message. Where the transport's charset is none that's known, or is wrong, the document itself may still
/// tell.
pub(crate) fn decode_text<'b>(
    bytes: &'b [u8],
    charset: Option<&str>,
) -> Result<std::borrow::Cow<'b, str>, DecodeError> {
    let decoded = decode(bytes, charset);
    let decoded = match (decoded, charset) {
        (Err(error), Some(_)) => decode(bytes, None).map_err(|_| error),
        (decoded, _) => decoded,
    };
    decoded.map_err(super::kept::malformed)
}

impl NotSoap {
    pub(crate) fn into_decode(self) -> DecodeError {
        match self {
            NotSoap::Other(error) | NotSoap::Broken(error) => error,
            NotSoap::Version(ns) => DecodeError {
                path: String::new(),
                offset: 0,
                message: format!(
                    "an envelope in the namespace {ns}, which is neither SOAP 1.1 nor SOAP 1.2"
                ),
            },
        }
    }

    pub(crate) fn into_error(self) -> Error {
        Error::Decode(self.into_decode())
    }
}
