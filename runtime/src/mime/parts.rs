//! The parts that came with a message, found by what refers to them (RFC 2392, RFC 2557).

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Attachment;
use crate::percent::percent_decoded;

/// The parts beside the root.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    all: Vec<Attachment>,
    /// Which of them something referred to.
    used: Vec<bool>,
    /// By their ids and locations; those that several have lead nowhere.
    ids: HashMap<String, Option<usize>>,
    /// How many bytes may yet be made of parts: a message can refer to one any number of times.
    room: usize,
}

impl Parts {
    /// The parts of a message. No more than `room` bytes are made of them in all: text, and further copies of what stands in
    /// their headers.
    pub(crate) fn new(all: Vec<Attachment>, room: usize) -> Self {
        let mut ids: HashMap<String, Option<usize>> = HashMap::new();
        for (i, part) in all.iter().enumerate() {
            let location = part.headers.get("Content-Location");
            let names = [Some(part.id.as_str()), location];
            for name in names.into_iter().flatten().filter(|n| !n.is_empty()) {
                let known = ids.entry(name.to_owned()).or_insert(Some(i));
                if *known != Some(i) {
                    *known = None;
                }
            }
        }
        Parts {
            used: vec![false; all.len()],
            all,
            ids,
            room,
        }
    }

    /// The part that a URL refers to; `cid:` and its id, percent-encoded, or its location.
    pub(crate) fn get(&mut self, url: &str) -> Result<&Attachment, String> {
        let i = self.find(url.trim())?;
        if let Some(used) = self.used.get_mut(i) {
            *used = true;
        }
        self.all.get(i).ok_or_else(String::new)
    }

    /// A copy of the part that a URL refers to. It shares the part's bytes, and has a header of its own; the first is no
    /// more than came.
    pub(crate) fn copy(&mut self, url: &str) -> Result<Attachment, String> {
        let i = self.find(url.trim())?;
        if self.used.get(i) == Some(&true) {
            self.spend(self.all.get(i).map_or(0, Attachment::header_size))?;
        }
        self.get(url).cloned()
    }

    /// Makes so many bytes of parts.
    fn spend(&mut self, bytes: usize) -> Result<(), String> {
        let left = self.room.checked_sub(bytes);
        self.room =
            left.ok_or_else(|| "too much of the message is made of its parts".to_owned())?;
        Ok(())
    }

    fn find(&self, url: &str) -> Result<usize, String> {
        let id = match url.split_at_checked(4) {
            Some((scheme, id)) if scheme.eq_ignore_ascii_case("cid:") => id,
            _ => url,
        };
        let decoded = percent_decoded(id);
        let decoded = decoded.as_deref().unwrap_or(id);
        // Senders that don't encode what they should are understood as well.
        let found = self.ids.get(decoded).or_else(|| self.ids.get(id));
        let shown: String = url.chars().take(100).collect();
        match found {
            Some(Some(i)) => Ok(*i),
            Some(None) => Err(format!("{shown:?} refers to several parts of the message")),
            None if self.all.is_empty() => Err(format!(
                "{shown:?} refers to a part, and the message came without any"
            )),
            None => Err(format!("{shown:?} refers to no part of the message")),
        }
    }

    /// The bytes of such a part as text.
    pub(crate) fn base64(&mut self, url: &str) -> Result<String, String> {
        let bytes = self.get(url)?.bytes.clone();
        self.spend(bytes.len().div_ceil(3).saturating_mul(4))?;
        Ok(STANDARD.encode(bytes))
    }

    /// The part that belongs to a part of the message's description, by the form that its id has then (WS-I Attachments
    /// Profile 1.0, 3.8): the name, `=`, and something unique.
    pub(crate) fn named(&mut self, name: &str) -> Option<&Attachment> {
        let of_name = |part: &Attachment| {
            let (first, _) = part.id.split_once('=')?;
            (percent_decoded(first)? == name).then_some(())
        };
        let mut all = self.all.iter().zip(&mut self.used);
        let (part, used) = all.find(|(part, used)| !**used && of_name(part).is_some())?;
        *used = true;
        Some(part)
    }

    /// The next part that nothing referred to.
    pub(crate) fn next(&mut self) -> Option<&Attachment> {
        let mut all = self.all.iter().zip(&mut self.used);
        let (part, used) = all.find(|(_, used)| !**used)?;
        *used = true;
        Some(part)
    }

    /// All parts.
    #[cfg(feature = "server")]
    pub(crate) fn into_all(self) -> Vec<Attachment> {
        self.all
    }

    /// The parts that nothing referred to.
    pub(crate) fn into_rest(self) -> Vec<Attachment> {
        let all = self.all.into_iter().zip(self.used);
        all.filter(|(_, used)| !used)
            .map(|(part, _)| part)
            .collect()
    }
}
