//! The parts that go along with a message in the making.

use bytes::Bytes;

use super::{Attachment, uuid};
use crate::percent::percent_encoded;

/// What goes along, and what may.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    /// Whether anything may.
    takes: bool,
    /// From how many bytes on values go along rather than stand in the message; `usize::MAX` for none.
    threshold: usize,
    /// What goes along.
    pub(crate) parts: Vec<Attachment>,
    /// Whether a value is among it.
    pub(crate) included: bool,
    /// What the ids of this message have in common.
    stem: String,
}

impl Default for Outgoing {
    /// Nothing goes along.
    fn default() -> Self {
        Outgoing {
            takes: false,
            threshold: usize::MAX,
            parts: Vec::new(),
            included: false,
            stem: String::new(),
        }
    }
}

impl Outgoing {
    /// Attachments go along, and values of so many bytes or more; without a threshold no values.
    pub(crate) fn new(threshold: Option<usize>) -> Self {
        Outgoing {
            takes: true,
            threshold: threshold.unwrap_or(usize::MAX),
            ..Outgoing::default()
        }
    }

    /// Whether values may go along.
    #[inline]
    pub(crate) fn optimizes(&self) -> bool {
        self.threshold != usize::MAX
    }

    /// Takes a value's bytes if they're to go along, and gives the URL that refers to them.
    pub(crate) fn include(&mut self, bytes: &Bytes, media: &str) -> Option<String> {
        if !self.optimizes() || bytes.len() < self.threshold {
            return None;
        }
        self.included = true;
        let media = if media.is_empty() { BINARY } else { media };
        let part = Attachment::new(media, bytes.clone());
        Some(self.add(part, ""))
    }

    /// Takes an attachment along, whose id and type are made up if it has none, and gives the URL that refers to it;
    /// `None` where nothing goes along. `name` is the part of the message's description that it is, if any.
    pub(crate) fn attach(
        &mut self,
        attachment: &Attachment,
        name: &str,
        media: &str,
    ) -> Option<String> {
        if !self.takes {
            return None;
        }
        let mut part = attachment.clone();
        if part.content_type.is_empty() {
            // A pattern such as `image/*` is no type.
            let known = !media.is_empty() && !media.contains('*');
            (if known { media } else { BINARY }).clone_into(&mut part.content_type);
        }
        Some(self.add(part, name))
    }

    /// Adds a part, with an id of the form that WS-I's Attachments Profile 1.0, 3.8 has for named ones.
    fn add(&mut self, mut part: Attachment, name: &str) -> String {
        let namesake = self.parts.iter().find(|other| other.id == part.id);
        match namesake.filter(|_| !part.id.is_empty()) {
            // What several values refer to goes along once; a part of the description is always one of its own.
            Some(same) if name.is_empty() && *same == part => {
                return format!("cid:{}", percent_encoded(&part.id, CID));
            }
            // An id leads to one part.
            Some(_) => part.id.clear(),
            None => {}
        }
        if part.id.is_empty() {
            if self.stem.is_empty() {
                self.stem = uuid();
            }
            let number = self.parts.len() + 1;
            part.id = match name {
                "" => format!("{number}-{}@castile", self.stem),
                name => format!(
                    "{}={number}-{}@castile",
                    percent_encoded(name, CID),
                    self.stem
                ),
            };
        }
        let url = format!("cid:{}", percent_encoded(&part.id, CID));
        self.parts.push(part);
        url
    }
}

/// What a `cid:` URL can hold beside letters and digits (RFC 2392, 2; RFC 3986, 3.3).
const CID: &[u8] = b"-._~@!$'()*+,;=:";
/// The media type of bytes of which nothing is known.
const BINARY: &str = "application/octet-stream";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_along_from_the_threshold_on() {
        let mut out = Outgoing::new(Some(3));
        assert_eq!(out.include(&Bytes::from_static(b"ab"), ""), None);
        assert!(!out.included && out.parts.is_empty());
        let url = out.include(&Bytes::from_static(b"abc"), "").unwrap();
        let part = out.parts.first().unwrap();
        assert_eq!(url, format!("cid:{}", part.id));
        assert_eq!(part.content_type, "application/octet-stream");
        let none = Outgoing::new(None).include(&Bytes::from_static(b"abc"), "");
        assert_eq!(none, None);
    }

    #[test]
    fn what_is_referred_to_twice_goes_once_and_each_part_has_its_own_id() {
        let mut out = Outgoing::new(None);
        let one = Attachment::new("a/b", "x").id("i");
        let urls = [&one, &one].map(|part| out.attach(part, "", ""));
        assert_eq!((urls[0].as_deref(), out.parts.len()), (Some("cid:i"), 1));
        assert_eq!(urls[0], urls[1]);
        let other = Attachment::new("a/b", "y").id("i");
        for (part, name) in [(&one, "photo"), (&other, "")] {
            assert_ne!(out.attach(part, name, ""), urls[0]);
        }
        let bytes: Vec<_> = out.parts.iter().map(|part| &part.bytes[..]).collect();
        assert_eq!(bytes, [&b"x"[..], b"x", b"y"]);
    }

    #[test]
    fn attachments_have_ids_and_types() {
        let mut out = Outgoing::new(None);
        let own = Attachment::new("a/b", "x").id("my id/1@x");
        assert_eq!(
            out.attach(&own, "n", "c/d").as_deref(),
            Some("cid:my%20id%2F1@x")
        );
        let url = out
            .attach(&Attachment::default(), "mé", "text/plain")
            .unwrap();
        assert!(url.starts_with("cid:m%25C3%25A9=2-"), "{url}");
        let [own, made] = &out.parts.clone()[..] else {
            panic!()
        };
        assert_eq!((&*own.id, &*own.content_type), ("my id/1@x", "a/b"));
        assert!(made.id.starts_with("m%C3%A9=2-"), "{}", made.id);
        assert_eq!(made.content_type, "text/plain");
        out.attach(&Attachment::default(), "", "image/*");
        assert_eq!(out.parts[2].content_type, BINARY);
        let mut none = Outgoing::default();
        assert_eq!(none.attach(own, "", ""), None);
    }
}
