//! A text that matches a pattern (XSD 1.0 part 2, appendix F): the shortest, or one of about a wanted length.
//!
//! What can't be taken apart has no text.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

use super::odometer::Odometer;

/// How deep groups are followed, and how long a text gets.
const DEPTH: usize = 40;
const LONGEST: usize = 4_096;
/// How many texts of a pattern are of use.
const TEXTS: usize = 64;
/// How many steps a match may take before it's none, and how many parts a text has before it's given up: parts can repeat
/// without writing anything.
const STEPS: usize = 100_000;
/// How many longer texts than need be are tried.
const MORE: usize = 8;
/// Where each part is written in each way: how many texts are tried, and how many repetitions of a part.
const TRIES: usize = 500;
const TIMES: usize = 3;

/// Blocks of letters that texts are made of.
const BLOCKS: [(&str, char, char); 10] = [
    ("IsLatin-1Supplement", '\u{80}', '\u{ff}'),
    ("IsLatinExtended-A", '\u{100}', '\u{17f}'),
    ("IsGreek", '\u{370}', '\u{3ff}'),
    ("IsCyrillic", '\u{400}', '\u{4ff}'),
    ("IsHebrew", '\u{590}', '\u{5ff}'),
    ("IsArabic", '\u{600}', '\u{6ff}'),
    ("IsHiragana", '\u{3040}', '\u{309f}'),
    ("IsKatakana", '\u{30a0}', '\u{30ff}'),
    ("IsCJKUnifiedIdeographs", '\u{4e00}', '\u{9fff}'),
    ("IsHangulSyllables", '\u{ac00}', '\u{d7a3}'),
];

/// The steps that there are for all that's done with some patterns.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    pub(super) fn new(steps: usize) -> Budget {
        Budget(Cell::new(steps))
    }

    pub(super) fn left(&self) -> usize {
        self.0.get()
    }

    /// How many there are for one text.
    fn share(&self) -> usize {
        self.left().min(STEPS)
    }

    /// Takes them; `None` if they were the last.
    fn spend(&self, steps: usize) -> Option<()> {
        let left = self.left().saturating_sub(steps);
        self.0.set(left);
        (left > 0).then_some(())
    }
}

/// A pattern, taken apart.
pub(super) struct Pattern(Node);

impl Pattern {
    pub(super) fn new(pattern: &str, budget: &Budget) -> Option<Pattern> {
        budget.spend(pattern.len())?;
        let mut chars = pattern.chars().peekable();
        let node = alternatives(&mut chars, DEPTH)?;
        chars.next().is_none().then_some(Pattern(node))
    }

    /// Texts that match, of lengths within the bounds if there are some; the shortest first.
    pub(super) fn texts(
        &self,
        least: usize,
        most: usize,
        budget: &Budget,
    ) -> impl Iterator<Item = String> {
        let node = &self.0;
        let branches = match node {
            Node::Alternatives(branches) => branches.as_slice(),
            node => std::slice::from_ref(node),
        };
        let fits = move |text: &String| (least..=most).contains(&text.chars().count());
        let lengths = 0..=least.min(LONGEST) + MORE;
        let tries = lengths.flat_map(move |extra| branches.iter().map(move |b| (b, extra)));
        let write = |branch, extra| write(branch, extra, budget.share()).within(budget);
        let longer = tries.map_while(move |(branch, extra)| write(branch, extra));
        let longer = longer.filter(fits).take(TEXTS);
        let shortest = branches.iter().take(1).filter_map(move |b| write(b, 0));
        longer.chain(self.all(budget).filter(fits)).chain(shortest)
    }

    /// Texts with each part in each way, if that's not too many.
    fn all(&self, budget: &Budget) -> impl Iterator<Item = String> {
        let (mut ways, mut more) = (Odometer::default(), true);
        let texts = std::iter::from_fn(move || {
            let mut text = Text::new(budget.share());
            more.then(|| self.0.write_some(&mut ways, &mut text))?;
            more = ways.advance();
            text.within(budget)
        });
        texts.take(TRIES)
    }

    /// Whether the whole of a text matches.
    pub(super) fn matches(&self, text: &str, budget: &Budget) -> bool {
        if budget.spend(text.len()).is_none() {
            return false;
        }
        let text: Vec<char> = text.chars().take(LONGEST).collect();
        let start = BTreeSet::from([0]);
        let most = budget.share();
        let mut left = most;
        let ends = self.0.ends(&text, &start, &mut left);
        budget.spend(most - left);
        ends.contains(&text.len())
    }
}

fn write(node: &Node, mut extra: usize, most: usize) -> Text {
    let mut text = Text::new(most);
    node.write(&mut extra, &mut text);
    text
}

/// A text that is being written, and how many parts it may still have.
struct Text {
    out: String,
    left: usize,
    most: usize,
}

impl Text {
    fn new(most: usize) -> Text {
        Text {
            out: String::new(),
            left: most,
            most,
        }
    }

    /// Whether no more is written.
    fn ended(&self) -> bool {
        self.left == 0 || self.out.len() > LONGEST
    }

    /// Counts a part; `false` if it's not to be written.
    fn step(&mut self) -> bool {
        let goes_on = !self.ended();
        self.left = self.left.saturating_sub(1);
        goes_on
    }

    /// The text, if its parts aren't more than there may be of all.
    fn within(self, budget: &Budget) -> Option<String> {
        budget.spend(self.most - self.left)?;
        Some(self.out)
    }
}

enum Node {
    Set(Set, char),
    Sequence(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeated(Box<Node>, usize, usize),
}

impl Node {
    /// Writes the least; what may be repeated takes of the extra repetitions.
    fn write(&self, extra: &mut usize, text: &mut Text) {
        if !text.step() {
            return;
        }
        match self {
            Node::Set(_, usual) => text.out.push(*usual),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| node.write(extra, text)),
            Node::Alternatives(nodes) => {
                if let Some(node) = nodes.first() {
                    node.write(extra, text);
                }
            }
            Node::Repeated(node, least, most) => {
                let more = (*extra).min(most.saturating_sub(*least));
                *extra -= more;
                for _ in 0..least.saturating_add(more) {
                    if text.ended() {
                        break;
                    }
                    node.write(extra, text);
                }
            }
        }
    }

    /// Writes it in one of its ways.
    fn write_some(&self, ways: &mut Odometer, text: &mut Text) {
        if !text.step() {
            return;
        }
        match self {
            Node::Set(_, usual) => text.out.push(*usual),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| node.write_some(ways, text)),
            Node::Alternatives(nodes) => {
                if let Some(node) = nodes.get(ways.pick(nodes.len())) {
                    node.write_some(ways, text);
                }
            }
            Node::Repeated(node, least, most) => {
                let more = ways.pick(most.saturating_sub(*least).min(TIMES) + 1);
                for _ in 0..least.saturating_add(more) {
                    if text.ended() {
                        break;
                    }
                    node.write_some(ways, text);
                }
            }
        }
    }

    /// Where what matches ends, from each of these places on.
    fn ends(&self, text: &[char], from: &BTreeSet<usize>, steps: &mut usize) -> BTreeSet<usize> {
        *steps = steps.saturating_sub(1 + from.len());
        if *steps == 0 {
            return BTreeSet::new();
        }
        match self {
            Node::Set(set, _) => {
                *steps = steps.saturating_sub(from.len().saturating_mul(set.len()));
                let fits = |at: &usize| text.get(*at).is_some_and(|c| set.has(*c));
                from.iter().copied().filter(fits).map(|at| at + 1).collect()
            }
            Node::Sequence(nodes) => {
                let start = from.clone();
                nodes
                    .iter()
                    .fold(start, |places, node| node.ends(text, &places, steps))
            }
            Node::Alternatives(nodes) => nodes
                .iter()
                .flat_map(|node| node.ends(text, from, steps))
                .collect(),
            Node::Repeated(node, least, most) => {
                let (mut places, mut ends) = (from.clone(), BTreeSet::new());
                for round in 0..=*most {
                    let known = ends.len();
                    if round >= *least {
                        ends.extend(&places);
                    }
                    let again = round > *least && ends.len() == known;
                    if again || round == *most || places.is_empty() {
                        break;
                    }
                    places = node.ends(text, &places, steps);
                }
                ends
            }
        }
    }
}

type Input<'p> = Peekable<Chars<'p>>;

fn alternatives(input: &mut Input<'_>, depth: usize) -> Option<Node> {
    let depth = depth.checked_sub(1)?;
    let mut branches = vec![Vec::new()];
    while let Some(&c) = input.peek() {
        match c {
            ')' => break,
            '|' => {
                input.next();
                branches.push(Vec::new());
            }
            _ => {
                let atom = atom(input, depth)?;
                let piece = quantified(atom, input)?;
                branches.last_mut()?.push(piece);
            }
        }
    }
    Some(match branches.len() {
        1 => Node::Sequence(branches.pop()?),
        _ => Node::Alternatives(branches.into_iter().map(Node::Sequence).collect()),
    })
}

fn atom(input: &mut Input<'_>, depth: usize) -> Option<Node> {
    match input.next()? {
        '(' => {
            let node = alternatives(input, depth)?;
            (input.next() == Some(')')).then_some(node)
        }
        '[' => class(input, depth)?.node(),
        '\\' => Set::one(escape(input)?).node(),
        // Anything but a line break, which is what belongs to no class here.
        '.' => Set::none().but().node(),
        c => Set::one(Member::Range(c, c)).node(),
    }
}

fn quantified(atom: Node, input: &mut Input<'_>) -> Option<Node> {
    let (least, most) = match input.peek() {
        Some('?') => (0, 1),
        Some('*') => (0, usize::MAX),
        Some('+') => (1, usize::MAX),
        Some('{') => {
            input.next();
            let bounds: String = input.by_ref().take_while(|c| *c != '}').collect();
            let (least, most) = bounds.split_once(',').unwrap_or((&bounds, &bounds));
            let most = if most.is_empty() {
                usize::MAX
            } else {
                most.parse().ok()?
            };
            let least = if least.is_empty() {
                0
            } else {
                least.parse().ok()?
            };
            return Some(Node::Repeated(Box::new(atom), least, most));
        }
        _ => return Some(atom),
    };
    input.next();
    Some(Node::Repeated(Box::new(atom), least, most))
}

/// A member of a character class.
#[derive(Clone, Copy)]
enum Member {
    Range(char, char),
    /// An escape by its letter, `\d` say; a big one is the opposite.
    Escape(char),
    /// `\p{..}` by its first two letters, and whether it's `\P`.
    Category(char, char, bool),
}

struct Set {
    members: Vec<Member>,
    negated: bool,
    minus: Option<Box<Set>>,
}

fn class(input: &mut Input<'_>, depth: usize) -> Option<Set> {
    let depth = depth.checked_sub(1)?;
    let negated = input.next_if_eq(&'^').is_some();
    let mut set = Set {
        members: Vec::new(),
        negated,
        minus: None,
    };
    loop {
        let first = match input.next()? {
            ']' => return Some(set),
            '-' if input.peek() == Some(&'[') => {
                input.next();
                set.minus = Some(Box::new(class(input, depth)?));
                return (input.next() == Some(']')).then_some(set);
            }
            '\\' => match escape(input)? {
                Member::Range(c, _) => c,
                member => {
                    set.members.push(member);
                    continue;
                }
            },
            c => c,
        };
        let mut ahead = input.clone();
        let range = ahead.next() == Some('-') && !matches!(ahead.peek(), None | Some(']' | '['));
        let last = if range {
            input.next();
            match input.next()? {
                '\\' => match escape(input)? {
                    Member::Range(c, _) => c,
                    _ => return None,
                },
                c => c,
            }
        } else {
            first
        };
        set.members.push(Member::Range(first, last));
    }
}

/// What follows a backslash.
fn escape(input: &mut Input<'_>) -> Option<Member> {
    Some(match input.next()? {
        'n' => Member::Range('\n', '\n'),
        'r' => Member::Range('\r', '\r'),
        't' => Member::Range('\t', '\t'),
        c @ ('d' | 'D' | 'w' | 'W' | 's' | 'S' | 'i' | 'I' | 'c' | 'C') => Member::Escape(c),
        c @ ('p' | 'P') => {
            if input.next()? != '{' {
                return None;
            }
            let name: String = input.by_ref().take_while(|c| *c != '}').collect();
            let block = BLOCKS.iter().find(|(block, ..)| *block == name);
            if let (Some((_, first, last)), 'p') = (block, c) {
                return Some(Member::Range(*first, *last));
            }
            let mut letters = name.chars();
            Member::Category(letters.next()?, letters.next().unwrap_or(' '), c == 'P')
        }
        c => Member::Range(c, c),
    })
}

impl Set {
    fn one(member: Member) -> Set {
        Set {
            members: vec![member],
            negated: false,
            minus: None,
        }
    }

    fn none() -> Set {
        Set {
            members: Vec::new(),
            negated: false,
            minus: None,
        }
    }

    /// All but these.
    fn but(mut self) -> Set {
        self.negated = !self.negated;
        self
    }

    /// What takes one of them; `None` if there are none.
    fn node(self) -> Option<Node> {
        let usual = self.sample()?;
        Some(Node::Set(self, usual))
    }

    fn len(&self) -> usize {
        let minus = self.minus.as_ref().map_or(0, |minus| minus.len());
        self.members.len() + minus
    }

    fn has(&self, c: char) -> bool {
        self.members.iter().any(|member| member.has(c)) != self.negated
            && self.minus.as_ref().is_none_or(|minus| !minus.has(c))
    }

    /// A character of the set: a usual one if it has any.
    fn sample(&self) -> Option<char> {
        const USUAL: &str = "a1Ax0bB2c_-. ,;:/é";
        let starts = self.members.iter().filter_map(|member| match member {
            Member::Range(first, last) => Some(*first..=*last),
            _ => None,
        });
        let mut of_ranges = starts.flat_map(|range| range.take(300)).take(3_000);
        let usual = USUAL.chars().find(|c| self.has(*c));
        usual.or_else(|| of_ranges.find(|c| self.has(*c)))
    }
}

impl Member {
    fn has(self, c: char) -> bool {
        let word = |c: char| c.is_alphanumeric();
        match self {
            Member::Range(first, last) => (first..=last).contains(&c),
            Member::Escape('d') => c.is_ascii_digit(),
            Member::Escape('w') => word(c),
            Member::Escape('s') => matches!(c, ' ' | '\t' | '\n' | '\r'),
            Member::Escape('i') => c.is_alphabetic() || matches!(c, '_' | ':'),
            Member::Escape('c') => word(c) || matches!(c, '_' | ':' | '-' | '.'),
            Member::Escape(big) => {
                !big.is_ascii_lowercase() && !Member::Escape(big.to_ascii_lowercase()).has(c)
            }
            Member::Category(kind, more, not) => {
                let has = match (kind, more) {
                    ('L', 'u') => c.is_uppercase(),
                    ('L', 'l') => c.is_lowercase(),
                    ('L', _) => c.is_alphabetic(),
                    ('N', _) => c.is_numeric(),
                    ('P', _) => c.is_ascii_punctuation(),
                    ('Z', _) => c == ' ',
                    ('I', 's') => c.is_ascii(),
                    _ => false,
                };
                has != not
            }
        }
    }
}

#[cfg(test)]
mod tests;
