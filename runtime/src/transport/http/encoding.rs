//! `Content-Encoding` (RFC 9110, 8.4): gzip, the only one that requests offer to take.

use std::io::Read;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;

use super::{broken, too_large};
use crate::transport::{Headers, TransportError};

/// The body as it was before it was compressed. The fields that spoke of the compressed one are taken out.
pub(super) fn decoded(
    body: Bytes,
    headers: &mut Headers,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let encodings: Vec<String> = headers
        .all("Content-Encoding")
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !matches!(name.as_str(), "" | "identity"))
        .collect();
    if encodings.is_empty() {
        return Ok(body);
    }
    if encodings
        .iter()
        .any(|name| !matches!(name.as_str(), "gzip" | "x-gzip"))
    {
        return Err(broken(
            "the answer is compressed in a way that wasn't asked for",
        ));
    }
    let mut body = body;
    for _ in encodings {
        if body.is_empty() {
            break;
        }
        body = inflate(&body, limit)?.into();
    }
    headers.remove("Content-Encoding");
    headers.remove("Content-Length");
    Ok(body)
}

fn inflate(body: &[u8], limit: usize) -> Result<Vec<u8>, TransportError> {
    let mut out = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = MultiGzDecoder::new(body).take(most).read_to_end(&mut out);
    read.map_err(|error| broken("the answer isn't the gzip it's said to be").caused_by(error))?;
    if out.len() > limit {
        Err(too_large(limit))
    } else {
        Ok(out)
    }
}
