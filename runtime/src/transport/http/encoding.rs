//! `Content-Encoding` (RFC 9110, 8.4): gzip, the only one that requests offer to take.

use std::io::{Read, Write};

use bytes::Bytes;
use flate2::read;
use flate2::write::MultiGzDecoder;

use super::{broken, too_large};
use crate::transport::{Headers, TransportError};

/// The body as it was before it was compressed. The fields that spoke of the compressed one are taken out.
pub(super) fn decoded(
    body: Bytes,
    headers: &mut Headers,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let mut body = body;
    for _ in 0..times_compressed(headers)? {
        if body.is_empty() {
            break;
        }
        body = inflate(&body, limit)?.into();
    }
    Ok(body)
}

/// How many times the body was compressed. The fields that speak of the compressed one are taken out.
pub(super) fn times_compressed(headers: &mut Headers) -> Result<usize, TransportError> {
    // Mostly there's no such field.
    let encodings: Vec<String> = headers
        .all("Content-Encoding")
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !matches!(name.as_str(), "" | "identity"))
        .collect();
    if encodings
        .iter()
        .any(|name| !matches!(name.as_str(), "gzip" | "x-gzip"))
    {
        return Err(broken(
            "the answer is compressed in a way that wasn't asked for",
        ));
    }
    if !encodings.is_empty() {
        headers.remove("Content-Encoding");
        headers.remove("Content-Length");
    }
    Ok(encodings.len())
}

/// Undoes gzip while the bytes come.
pub(super) struct Inflater {
    decoder: MultiGzDecoder<Vec<u8>>,
    compressed: Bytes,
}

impl Inflater {
    pub(super) fn new() -> Inflater {
        Inflater {
            decoder: MultiGzDecoder::new(Vec::new()),
            compressed: Bytes::new(),
        }
    }

    /// Takes compressed bytes in; [`Inflater::next`] has given all that the earlier ones hold.
    pub(super) fn push(&mut self, bytes: Bytes) {
        self.compressed = bytes;
    }

    /// The next bytes, some hundred thousand at most: few compressed ones can hold a lot.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        const STEP: usize = 512;
        while !self.compressed.is_empty() {
            let step = self.compressed.len().min(STEP);
            let written = self.decoder.write_all(&self.compressed.split_to(step));
            written.map_err(not_gzip)?;
            if !self.decoder.get_ref().is_empty() {
                return Ok(Some(std::mem::take(self.decoder.get_mut()).into()));
            }
        }
        Ok(None)
    }

    /// The last bytes, when no more come.
    pub(super) fn finish(&mut self) -> Result<Bytes, TransportError> {
        self.decoder.try_finish().map_err(not_gzip)?;
        Ok(std::mem::take(self.decoder.get_mut()).into())
    }
}

fn not_gzip(error: std::io::Error) -> TransportError {
    broken("the answer isn't the gzip it's said to be").caused_by(error)
}

fn inflate(body: &[u8], limit: usize) -> Result<Vec<u8>, TransportError> {
    let mut out = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = read::MultiGzDecoder::new(body)
        .take(most)
        .read_to_end(&mut out);
    read.map_err(not_gzip)?;
    if out.len() > limit {
        Err(too_large(limit))
    } else {
        Ok(out)
    }
}
