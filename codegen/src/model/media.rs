//! Media types of binary data, as schemas have them (Describing Media Content of Binary Data in XML).

use super::Element;

impl Element {
    /// The media type of what goes along for it, if the schema says which.
    pub fn media_type(&self) -> Option<&str> {
        sole(self.expected_content_types.as_deref()?)
    }
}

/// The media type that a list of them consists of, if that's one and no pattern (2.2). What it's weighed with, as in HTTP's
/// `Accept`, doesn't count.
fn sole(types: &str) -> Option<&str> {
    let mut types = types.split(',').map(str::trim);
    let (sole, None) = (types.next()?, types.next()) else {
        return None;
    };
    let sole = sole.split(';').next()?.trim();
    let token = |part: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c);
        !part.is_empty() && part.chars().all(allowed)
    };
    let (kind, subtype) = sole.split_once('/')?;
    (token(kind) && token(subtype)).then_some(sole)
}

#[cfg(test)]
mod tests {
    use super::sole;

    #[test]
    fn only_a_sole_media_type_is_that_of_parts() {
        assert_eq!(sole("image/png"), Some("image/png"));
        let weighed = " image/svg+xml; q=0.5 ";
        assert_eq!(sole(weighed), Some("image/svg+xml"));
        for none in [
            "image/*",
            "*/*",
            "image/png, image/gif",
            "",
            "png",
            "a/b\r\nX: y",
        ] {
            assert_eq!(sole(none), None, "{none}");
        }
    }
}
