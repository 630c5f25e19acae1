//! Puts a multipart body together (RFC 2046, 5.1; RFC 2387).

use super::Attachment;
use crate::transport::{Body, Headers, InvalidHeader};

/// A body of the parts, the first of which is its root, ids and types given. Their bytes aren't copied, nor encoded.
///
/// # Errors
/// When a part's id or type can't stand in a header field.
pub(crate) fn write(boundary: &str, parts: Vec<Attachment>) -> Result<Body, InvalidHeader> {
    let mut body = Body::new();
    let mut before = "";
    for part in parts {
        let mut headers = Headers::new();
        headers.append("Content-Type", &part.content_type)?;
        headers.append("Content-Transfer-Encoding", "binary")?;
        headers.append("Content-ID", &format!("<{}>", part.id))?;
        let mut head = format!("{before}--{boundary}\r\n");
        for (name, value) in headers.iter().chain(part.headers.iter()) {
            head += &format!("{name}: {value}\r\n");
        }
        body.push(head + "\r\n");
        body.push(part.bytes);
        before = "\r\n";
    }
    body.push(format!("{before}--{boundary}--\r\n"));
    Ok(body)
}
