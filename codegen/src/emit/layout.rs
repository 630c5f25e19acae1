//! The text of the file: what is text already, calls of macros, which get a line for each of their rows, and syntax trees, by
//! prettyplease.
//!
//! A call stands right below the type that it's about. Between other items, and between methods, there is an empty line.

use syn::{File, ImplItem, Item, ItemImpl};

/// How long a line may be before it's broken.
const WIDTH: usize = 100;

/// What stands in a file or a module.
pub(super) enum Piece {
    /// What is laid out already.
    Text(Kind, String),
    /// An item, with lines of documentation.
    Item(Vec<String>, Item),
    /// An `impl` block of methods, with lines of documentation each.
    Block(ItemImpl, Vec<(Vec<String>, ImplItem)>),
    /// A module, with lines of documentation.
    Module(Vec<String>, String, Vec<Piece>),
}

/// The text of a file.
pub(super) fn text(pieces: Vec<Piece>) -> String {
    let mut out = String::new();
    self::pieces(pieces, &mut out);
    out
}

fn pieces(pieces: Vec<Piece>, out: &mut String) {
    let mut before = None;
    for piece in pieces {
        let kind = Kind::of(&piece);
        if before.is_some_and(|before| !together(before, kind)) {
            out.push('\n');
        }
        match piece {
            Piece::Text(_, text) => out.push_str(&text),
            Piece::Item(doc, item) => {
                documentation(&doc, "", out);
                plain(item, out);
            }
            Piece::Block(block, methods) => self::block(block, methods, out),
            Piece::Module(doc, name, contents) => {
                documentation(&doc, "", out);
                let mut inner = String::new();
                self::pieces(contents, &mut inner);
                enclose(&format!("pub mod {name} {{}}"), &inner, out);
            }
        }
        before = Some(kind);
    }
}

/// Lines of documentation.
pub(super) fn documentation(doc: &[String], indent: &str, out: &mut String) {
    for line in doc.iter().flat_map(|line| line.split('\n')) {
        out.push_str(indent);
        out.push_str("///");
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// The line of an attribute of the form `path(tokens)` or `path`.
pub(super) fn attribute(text: &str) -> String {
    relaid(format!("#[{text}]\nstruct A;\n")).replace("\nstruct A;\n", "\n")
}

/// The text of items as prettyplease has it; as it is, where it's no Rust, which is for the compiler to say.
pub(super) fn relaid(text: String) -> String {
    match syn::parse_file(&text) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => text,
    }
}

/// What matters of an item for the empty lines around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Type,
    Call,
    Const,
    Use,
    Other,
}

impl Kind {
    fn of(piece: &Piece) -> Kind {
        match piece {
            Piece::Text(kind, _) => *kind,
            Piece::Item(_, Item::Struct(_) | Item::Enum(_)) => Kind::Type,
            Piece::Item(_, Item::Use(_)) => Kind::Use,
            _ => Kind::Other,
        }
    }
}

/// Whether an item stands right below the one before it.
fn together(before: Kind, item: Kind) -> bool {
    matches!(
        (before, item),
        (Kind::Type, Kind::Call) | (Kind::Const, Kind::Const) | (Kind::Use, Kind::Use)
    )
}

/// Lays out an item that has no calls in it.
fn plain(item: Item, out: &mut String) {
    out.push_str(&prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    }));
}

/// An `impl` block: its head and its methods, each from prettyplease.
fn block(block: ItemImpl, methods: Vec<(Vec<String>, ImplItem)>, out: &mut String) {
    let mut text = String::new();
    plain(Item::Impl(block.clone()), &mut text);
    let mut inner = String::new();
    for (i, (doc, item)) in methods.into_iter().enumerate() {
        if i > 0 {
            inner.push('\n');
        }
        documentation(&doc, "", &mut inner);
        method(&block, item, &mut inner);
    }
    enclose(&text, &inner, out);
}

/// A method, laid out as if it stood alone in its block.
fn method(block: &ItemImpl, item: ImplItem, out: &mut String) {
    let alone = ItemImpl {
        attrs: Vec::new(),
        items: vec![item],
        ..block.clone()
    };
    let mut text = String::new();
    plain(Item::Impl(alone), &mut text);
    let inside = text.split_once('\n').map_or("", |(_, inside)| inside);
    let inside = inside.trim_end().trim_end_matches('}');
    for line in inside.lines() {
        out.push_str(line.strip_prefix("    ").unwrap_or(line));
        out.push('\n');
    }
}

/// Puts text between the braces of an empty item.
fn enclose(empty: &str, inner: &str, out: &mut String) {
    out.push_str(empty.trim_end().trim_end_matches('}'));
    out.push('\n');
    for line in inner.lines() {
        if !line.is_empty() {
            out.push_str("    ");
            out.push_str(line);
        }
        out.push('\n');
    }
    out.push_str("}\n");
}

/// A call of a macro: its head on the first line, then a line for each row; a list that isn't long stays on the first line.
pub(super) fn call(path: &str, head: &str, rows: &[String]) -> String {
    let mut out = format!("{path}!({head}");
    match rows {
        [] => {}
        [row] if !row.ends_with(';') && out.len() + row.len() + 2 <= WIDTH => {
            out.push(' ');
            out.push_str(row);
        }
        _ => {
            out.push('\n');
            for row in rows {
                self::row(row, &mut out);
            }
        }
    }
    out.push_str(");\n");
    out
}

/// A row, broken where it's too long: before the dots of calls, or after its commas.
fn row(row: &str, out: &mut String) {
    let mut from = 0;
    if row.len() + 4 > WIDTH {
        let (dots, commas) = breaks(row);
        let (breaks, indent) = match dots.is_empty() {
            true => (commas, "\n    "),
            false => (dots, "\n        "),
        };
        for at in breaks {
            out.push_str(if from == 0 { "    " } else { indent });
            out.push_str(row.get(from..at).unwrap_or_default().trim());
            from = at;
        }
        let rest = row.get(from..).unwrap_or_default().trim();
        if !rest.is_empty() {
            out.push_str(if from == 0 { "    " } else { indent });
            out.push_str(rest);
        }
    } else {
        out.push_str("    ");
        out.push_str(row);
    }
    out.push('\n');
}

/// Where a row can be broken: before the dots of calls, and after commas, outside of brackets and literals.
fn breaks(row: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut dots, mut commas) = (Vec::new(), Vec::new());
    let (mut depth, mut before) = (0_usize, ' ');
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in row.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '.' if depth == 0 && before == ')' => dots.push(at),
            ',' if depth == 0 => commas.push(at + 1),
            _ => {}
        }
        before = c;
    }
    (dots, commas)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Piece, call, text};

    fn lay_out(path: &str, head: &str, rows: &[&str]) -> String {
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        call(path, head, &rows)
    }

    #[test]
    fn calls_get_a_line_for_each_row() {
        let rows = [
            "0 token = opt(NS, \"token\").simple(&self::TOKEN);",
            "@ 1 id = attribute(\"\", \"id\");",
        ];
        let expected = "\
castile::complex!(Login(1), named NS \"Login\", Content::Sequence;
    0 token = opt(NS, \"token\").simple(&self::TOKEN);
    @ 1 id = attribute(\"\", \"id\");
);
";
        let head = "Login(1), named NS \"Login\", Content::Sequence;";
        assert_eq!(lay_out("castile::complex", head, &rows), expected);
    }

    #[test]
    fn a_short_list_stays_on_the_line() {
        let text = lay_out(
            "castile::union",
            "Size = Number;",
            &["Number(i32), Name(String)"],
        );
        assert_eq!(
            text,
            "castile::union!(Size = Number; Number(i32), Name(String));\n"
        );
        assert_eq!(
            lay_out("castile::client", "Service;", &[]),
            "castile::client!(Service;);\n"
        );
    }

    #[test]
    fn types_stand_with_their_calls_and_apart_from_others() {
        let piece = |kind, text: &str| Piece::Text(kind, format!("{text}\n"));
        let types = vec![
            piece(Kind::Type, "pub struct A {}"),
            piece(Kind::Call, "castile::complex!(A);"),
            piece(Kind::Type, "pub enum B {}"),
        ];
        let block = syn::parse_quote!(impl A {});
        let methods = [
            syn::parse_quote!(
                fn a() {}
            ),
            syn::parse_quote!(
                fn b() {
                    a();
                }
            ),
        ];
        let doc = |i| {
            if i == 0 {
                Vec::new()
            } else {
                vec!["Calls b.".to_owned()]
            }
        };
        let methods = methods.into_iter().enumerate().map(|(i, m)| (doc(i), m));
        let mut pieces = vec![Piece::Module(
            vec!["Types.".to_owned()],
            "m".to_owned(),
            types,
        )];
        pieces.push(Piece::Block(block, methods.collect()));
        let expected = "\
/// Types.
pub mod m {
    pub struct A {}
    castile::complex!(A);

    pub enum B {}
}

impl A {
    fn a() {}

    /// Calls b.
    fn b() {
        a();
    }
}
";
        assert_eq!(text(pieces), expected);
    }

    #[test]
    fn long_rows_are_broken_at_dots_or_after_commas() {
        let long = "a.b\\\"), (".repeat(6);
        let row = format!("b = f(\"{long}\").g(\"{long}\").h();");
        let expected =
            format!("x!(A;\n    b = f(\"{long}\")\n        .g(\"{long}\")\n        .h();\n);\n");
        assert_eq!(lay_out("x", "A;", &[&row]), expected);
        let row = format!("0 A = \"{long}\", 1 B = \"{long}\"");
        let expected = format!("x!(A;\n    0 A = \"{long}\",\n    1 B = \"{long}\"\n);\n");
        assert_eq!(lay_out("x", "A;", &[&row]), expected);
    }
}
