//! The text of the file: items laid out by prettyplease, calls of macros here, as it leaves the inside of a macro alone.
//!
//! A call gets a line for each of its statements, and stands right below the type that it's about. Between other items, and
//! between methods, there is an empty line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{File, ImplItem, Item, ItemImpl, ItemMacro, ItemMod, MacroDelimiter};

/// How long a line may be before it's broken.
const WIDTH: usize = 100;

/// The text of a file.
pub(super) fn text(file: File) -> String {
    let mut out = String::new();
    items(file.items, &mut out);
    out
}

fn items(items: Vec<Item>, out: &mut String) {
    let mut before = None;
    for item in items {
        let kind = Kind::of(&item);
        if before.is_some_and(|before| !together(before, kind)) {
            out.push('\n');
        }
        match item {
            Item::Macro(call) if call.attrs.is_empty() => self::call(&call, out),
            Item::Mod(module) => self::module(module, out),
            Item::Impl(block) => self::block(block, out),
            item => plain(item, out),
        }
        before = Some(kind);
    }
}

/// What matters of an item for the empty lines around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Type,
    Call,
    Const,
    Use,
    Other,
}

impl Kind {
    fn of(item: &Item) -> Kind {
        match item {
            Item::Struct(_) | Item::Enum(_) => Kind::Type,
            Item::Macro(_) => Kind::Call,
            Item::Const(_) => Kind::Const,
            Item::Use(_) => Kind::Use,
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

/// A module: its head from prettyplease, its contents indented.
fn module(mut module: ItemMod, out: &mut String) {
    let Some((_, contents)) = &mut module.content else {
        return plain(Item::Mod(module), out);
    };
    let contents = std::mem::take(contents);
    let mut text = String::new();
    plain(Item::Mod(module), &mut text);
    let mut inner = String::new();
    items(contents, &mut inner);
    enclose(&text, &inner, out);
}

/// An `impl` block: its head and its methods, each from prettyplease.
fn block(mut block: ItemImpl, out: &mut String) {
    let methods = std::mem::take(&mut block.items);
    let mut text = String::new();
    plain(Item::Impl(block.clone()), &mut text);
    let mut inner = String::new();
    for (i, item) in methods.into_iter().enumerate() {
        if i > 0 {
            inner.push('\n');
        }
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

/// A call of a macro: its head on the first line, then a line for each statement; a list that isn't long stays on the
/// first line.
fn call(item: &ItemMacro, out: &mut String) {
    let path = &item.mac.path;
    let mut name = String::new();
    tokens(quote::quote!(#path), &mut name);
    let (open, close) = match item.mac.delimiter {
        MacroDelimiter::Paren(_) => ("(", ");"),
        MacroDelimiter::Bracket(_) => ("[", "];"),
        MacroDelimiter::Brace(_) => (" {", "}"),
    };
    let statements = statements(item.mac.tokens.clone());
    let start = out.len();
    out.push_str(&name);
    out.push('!');
    out.push_str(open);
    let (head, statements) = match statements.split_first() {
        Some((head, statements)) if open != " {" => (Some(head), statements),
        _ => (None, statements.as_slice()),
    };
    if let Some(head) = head {
        tokens(head.iter().cloned().collect(), out);
    }
    let lines: Vec<String> = statements.iter().map(|s| statement(s)).collect();
    let width = |line: &String| out.len() - start + line.len() + 2;
    match lines.as_slice() {
        [] => {
            out.push_str(close);
            out.push('\n');
            return;
        }
        [line] if !line.ends_with(';') && width(line) <= WIDTH => {
            out.push(' ');
            out.push_str(line);
            out.push_str(close);
            out.push('\n');
            return;
        }
        _ => out.push('\n'),
    }
    for line in lines {
        for line in line.lines() {
            out.push_str("    ");
            out.push_str(line);
            out.push('\n');
        }
    }
    out.push_str(close);
    out.push('\n');
}

/// What stands between semicolons, those included.
fn statements(stream: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut statements = Vec::new();
    let mut current = Vec::new();
    for token in stream {
        let end = matches!(&token, TokenTree::Punct(p) if p.as_char() == ';');
        current.push(token);
        if end {
            statements.push(std::mem::take(&mut current));
        }
    }
    if !current.is_empty() {
        statements.push(current);
    }
    statements
}

/// The text of a statement, broken where it's too long: before the dots of calls, or after its commas.
fn statement(statement: &[TokenTree]) -> String {
    let mut printer = Printer::default();
    for token in statement {
        printer.token(token, true);
    }
    let Printer {
        text, dots, commas, ..
    } = printer;
    if text.len() + 4 <= WIDTH {
        return text;
    }
    let (breaks, indent) = match dots.is_empty() {
        true => (commas, "\n"),
        false => (dots, "\n    "),
    };
    let mut out = String::with_capacity(text.len() + 5 * breaks.len());
    let mut from = 0;
    for at in breaks {
        out.push_str(text.get(from..at).unwrap_or_default().trim());
        out.push_str(indent);
        from = at;
    }
    out.push_str(text.get(from..).unwrap_or_default().trim_start());
    out
}

fn tokens(stream: TokenStream, out: &mut String) {
    let mut printer = Printer::default();
    for token in stream {
        printer.token(&token, false);
    }
    out.push_str(&printer.text);
}

/// Writes tokens with the blanks that a reader expects.
#[derive(Default)]
struct Printer {
    text: String,
    /// What the last token wants after it.
    last: Last,
    /// Where a statement can be broken before a dot.
    dots: Vec<usize>,
    /// Where it can be broken after a comma.
    commas: Vec<usize>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Last {
    /// Nothing: the start, an opening bracket, a dot, a path separator.
    #[default]
    Open,
    /// A word or a literal, with a blank before another.
    Word,
    /// A blank before whatever follows.
    Blank,
}

impl Printer {
    fn token(&mut self, token: &TokenTree, top: bool) {
        match token {
            TokenTree::Ident(ident) => self.word(&ident.to_string()),
            TokenTree::Literal(literal) => self.word(&literal.to_string()),
            TokenTree::Punct(punct) => self.punct(punct.as_char(), punct.spacing(), top),
            TokenTree::Group(group) => self.group(group.delimiter(), group.stream()),
        }
    }

    fn word(&mut self, word: &str) {
        if self.last != Last::Open {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.last = Last::Word;
    }

    fn punct(&mut self, punct: char, spacing: Spacing, top: bool) {
        match punct {
            ',' | ';' => {
                self.text.push(punct);
                self.last = Last::Blank;
                if top && punct == ',' {
                    self.commas.push(self.text.len());
                }
            }
            '.' => {
                // A dot after a closing bracket begins a call.
                if top && self.text.ends_with(')') {
                    self.dots.push(self.text.len());
                }
                self.blank_if(self.last == Last::Blank);
                self.text.push('.');
                self.last = Last::Open;
            }
            ':' if spacing == Spacing::Joint || self.text.ends_with(':') => {
                self.blank_if(self.last == Last::Blank);
                self.text.push(':');
                self.last = Last::Open;
            }
            ':' => {
                self.text.push(':');
                self.last = Last::Blank;
            }
            '<' | '&' | '\'' | '!' | '#' => {
                self.blank_if(self.last == Last::Blank);
                self.text.push(punct);
                self.last = Last::Open;
            }
            '>' => {
                self.text.push(punct);
                let arrow = self.text.ends_with("->");
                self.last = if arrow { Last::Blank } else { Last::Word };
            }
            _ => {
                self.blank_if(self.last != Last::Open);
                self.text.push(punct);
                self.last = Last::Blank;
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        let attached = delimiter == Delimiter::Parenthesis && self.last == Last::Word;
        self.blank_if(self.last != Last::Open && !attached);
        self.text.push_str(open);
        self.last = Last::Open;
        for token in stream {
            self.token(&token, false);
        }
        self.text.push_str(close);
        self.last = Last::Word;
    }

    fn blank_if(&mut self, blank: bool) {
        if blank {
            self.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    fn lay_out(text: &str) -> String {
        super::text(syn::parse_file(text).unwrap())
    }

    #[test]
    fn calls_get_a_line_for_each_statement() {
        let text = "\
pub mod a {
    castile::complex!(Login, anonymous NS \"Login\", Content::Sequence;
        0 token = opt(NS, \"token\").simple(&self::TOKEN);
        1 kind = choice(<self::Kind as HasChoice>::CHOICE).min(0).max(UNBOUNDED);
        @ 2 id = attribute(\"\", \"id\");
    );

    castile::union!(Size = Number; Number(i32) = Simple::shared(Builtin::Int), Name(String));

    castile::client!(Service;);
}
";
        assert_eq!(lay_out(text), text);
    }

    #[test]
    fn types_stand_with_their_calls_and_apart_from_others() {
        let text = "\
pub struct A;
castile::complex!(A);

pub enum B {}

/// Calls.
impl A {
    fn a() {}

    /// Calls b.
    fn b() {
        a();
    }
}
";
        assert_eq!(lay_out(text), text);
    }

    #[test]
    fn long_statements_are_broken() {
        let long = "a".repeat(60);
        let text = format!("x!(A; b = f(\"{long}\").g(\"{long}\").h(););");
        let expected =
            format!("x!(A;\n    b = f(\"{long}\")\n        .g(\"{long}\")\n        .h();\n);\n");
        assert_eq!(lay_out(&text), expected);
    }
}
