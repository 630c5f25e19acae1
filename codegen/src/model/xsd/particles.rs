//! Content models: particles, model groups and named groups (XSD part 1, 3.7 to 3.9).
//!
//! What can never hold anything is left out: `maxOccurs="0"`, and groups with nothing in them. A choice of nothing is
//! more than that: nothing at all satisfies it (3.8.4 "Element Sequence Valid"), not even that there's nothing.

use std::sync::Arc;

use super::builder::{Builder, Place, documentation, group_id};
use super::gaps::Owner;
use super::occurs::occurs;
use super::symbols::Space;
use super::vocabulary::{is_xs, part, parts, value};
use super::wildcard::wildcard;
use crate::document::Node;
use crate::model::{Namespaces, Particle, Process, Term, Wildcard};

/// What a part of a content model comes to.
pub(super) enum Part {
    /// It isn't there.
    Absent,
    /// It holds nothing, but that it can hold.
    Empty,
    /// It holds something.
    Particle(Particle),
}

impl<'d> Builder<'_, 'd> {
    /// Reads the named group of this number.
    pub(super) fn global_group(&mut self, number: usize) {
        let Some(declaration) = self.symbols.groups.all.get(number) else {
            return;
        };
        let node = declaration.node;
        let id = group_id(number);
        let place = Place {
            schema: declaration.schema,
            owner: Owner::Group(id),
        };
        let redefines = self.symbols.groups.redefined(declaration);
        let read = part(node, &["sequence", "choice", "all"]).map(|content| {
            let mut reader = Model {
                builder: self,
                place,
                content,
                redefines,
            };
            reader.part(content)
        });
        let doc = documentation(node);
        if let Some(group) = self.groups.get_mut(number) {
            group.doc = doc;
            if let Some(Part::Particle(particle)) = read {
                group.particle = Arc::new(particle);
            }
        }
    }

    /// Reads a part of a content model: an element, a group or a wildcard.
    pub(super) fn content(&mut self, place: Place, node: &Node) -> Part {
        let mut reader = Model {
            builder: self,
            place,
            content: node,
            redefines: None,
        };
        reader.part(node)
    }
}

/// A content model that is being read.
struct Model<'b, 'a, 'd> {
    builder: &'b mut Builder<'a, 'd>,
    place: Place,
    /// All of it.
    content: &'b Node,
    /// The number of the group that's being redefined, and of what it was: within it the name means that.
    redefines: Option<(usize, usize)>,
}

impl Model<'_, '_, '_> {
    fn part(&mut self, node: &Node) -> Part {
        let (min, max) = occurs(node, self.builder.diagnostics);
        if max == Some(0) {
            return Part::Absent;
        }
        let particle = |term| Particle {
            min,
            max,
            term,
            at: node.at.clone(),
        };
        let local = match is_xs(&node.name.namespace) {
            true => &*node.name.local,
            false => return Part::Absent,
        };
        let term = match local {
            "element" => self.element(node),
            "group" => self.group(node),
            "any" => {
                let target = Arc::clone(&self.builder.schema(self.place).namespace);
                let (place, content) = (self.place, Some(self.content));
                Some(Term::Any(Wildcard {
                    except: self.builder.left_out(place, node, Space::Element, content),
                    ..wildcard(node, &target)
                }))
            }
            "sequence" | "all" => {
                let (inner, _) = self.inner(node);
                if inner.is_empty() {
                    return Part::Empty;
                }
                Some(match local {
                    "sequence" => Term::Sequence(inner),
                    _ => Term::All(inner),
                })
            }
            "choice" => {
                let (inner, may_be_empty) = self.inner(node);
                if inner.is_empty() {
                    return match (may_be_empty, min) {
                        (true, _) => Part::Empty,
                        (false, 0) => Part::Absent,
                        (false, _) => Part::Particle(unsatisfiable(node)),
                    };
                }
                return Part::Particle(Particle {
                    min: if may_be_empty { 0 } else { min },
                    ..particle(Term::Choice(inner))
                });
            }
            _ => {
                self.builder
                    .error(node, format!("xs:{local} can't stand here"))
                    .help("expected element, group, sequence, choice, all or any");
                None
            }
        };
        term.map_or(Part::Absent, |term| Part::Particle(particle(term)))
    }

    /// The parts of a group, and whether one of them holds nothing.
    fn inner(&mut self, node: &Node) -> (Vec<Arc<Particle>>, bool) {
        let mut inner = Vec::new();
        let mut may_be_empty = false;
        for (_, child) in parts(node) {
            match self.part(child) {
                Part::Absent => {}
                Part::Empty => may_be_empty = true,
                Part::Particle(particle) => inner.push(Arc::new(particle)),
            }
        }
        (inner, may_be_empty)
    }

    fn element(&mut self, node: &Node) -> Option<Term> {
        let found = match value(node, "ref") {
            Some(name) => self.builder.element_ref(self.place, node, name),
            None => self.builder.local_element(self.place, node),
        };
        found.map(Term::Element)
    }

    fn group(&mut self, node: &Node) -> Option<Term> {
        let Some(name) = value(node, "ref") else {
            self.builder
                .error(node, "this group refers to none")
                .help("give it ref=\"...\" to a group at the top of a schema");
            return None;
        };
        let found = self.builder.find(Space::Group, self.place, node, name)?;
        Some(Term::Group(group_id(match self.redefines {
            Some((new, old)) if new == found => old,
            _ => found,
        })))
    }
}

/// What no element satisfies: a wildcard for no namespace.
fn unsatisfiable(node: &Node) -> Particle {
    Particle {
        min: 1,
        max: None,
        term: Term::Any(Wildcard {
            namespaces: Namespaces::List(Vec::new()),
            process: Process::Strict,
            except: Vec::new(),
            floating: false,
        }),
        at: node.at.clone(),
    }
}
