//! What was generated, in a line; of a slice also what was left out.

use castile_codegen::diagnostic::Diagnostics;
use castile_codegen::emit::emit;
use castile_codegen::options::Options;
use castile_codegen::plan::{ItemKind, LeftOut, Plan, plan};
use castile_codegen::{Builder, Error, Generated};

use crate::args;

/// `client.rs: 1 of 6 operations, 2 of 12 types, 80 lines instead of 410`
pub(crate) fn receipt(
    args: &args::Generate,
    builder: Builder,
    generated: &Generated,
) -> Result<String, Error> {
    let target = args.crate_dir.as_ref().or(args.out.as_ref());
    let target = target.map_or_else(String::new, |t| format!("{}: ", t.display()));
    let kept = Figures::of(&generated.plan, &generated.code);
    if args.operation.is_empty() && args.derived.is_empty() && !args.declared_only {
        let Figures {
            operations,
            types,
            lines,
        } = kept;
        return Ok(format!(
            "{target}{operations} operations, {types} types, {lines} lines"
        ));
    }
    let options = builder.into_run([""; 0])?.options;
    let whole = whole(&options, generated);
    let figures = format!(
        "{target}{} of {} operations, {} of {} types, {} lines instead of {}",
        kept.operations, whole.operations, kept.types, whole.types, kept.lines, whole.lines,
    );
    let more = match args.declared_only {
        true => left_out(&generated.plan.types.left_out),
        false => savings(options, kept.types, generated),
    };
    Ok(figures + &more)
}

/// How many bases are named.
const NAMED: usize = 4;

/// What may stand for something but is kept as it comes, and how to know it.
fn left_out(all: &[LeftOut]) -> String {
    let mut all: Vec<&LeftOut> = all.iter().collect();
    all.sort_by_key(|left| std::cmp::Reverse(left.others.len()));
    let Some(first) = all.first() else {
        return String::new();
    };
    let name = |left: &LeftOut| format!("{} for {}", left.others.len(), left.base.local);
    let named: Vec<_> = all.iter().take(NAMED).map(|left| name(left)).collect();
    let more = match all.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and for {more} more"),
    };
    let example = first.others.first().map(|other| &*other.local);
    format!(
        "\nleft out, and kept as they come: {}{more}; --derived {}={} knows one",
        named.join(", "),
        first.base.local,
        example.unwrap_or_default(),
    )
}

/// What a slice would save that knows no more than it declares, if that's much.
fn savings(options: Options, types: usize, generated: &Generated) -> String {
    let options = Options {
        declared_only: true,
        ..options
    };
    let plan = plan(&generated.model, &options, &mut Diagnostics::default());
    match self::types(&plan) {
        declared if declared * 10 <= types * 8 => format!(
            "\n{} of these types only stand for others: --declared-only keeps them as they come",
            types - declared
        ),
        _ => String::new(),
    }
}

/// How many types are written.
fn types(plan: &Plan) -> usize {
    let items = plan.types.items.iter();
    let types = items.filter(|i| !matches!(i.kind, ItemKind::Simple(_) | ItemKind::Alias(_)));
    types.count()
}

/// How much there is.
#[derive(Clone, Copy)]
struct Figures {
    operations: usize,
    types: usize,
    lines: usize,
}

impl Figures {
    fn of(plan: &Plan, code: &str) -> Self {
        Self {
            operations: plan.services.operations.len(),
            types: types(plan),
            lines: code.lines().count(),
        }
    }
}

/// The figures without a choice of operations; what there is to warn of has been said.
fn whole(options: &Options, generated: &Generated) -> Figures {
    let options = Options {
        operations: Vec::new(),
        derived: Vec::new(),
        declared_only: false,
        ..options.clone()
    };
    let plan = plan(&generated.model, &options, &mut Diagnostics::default());
    Figures::of(&plan, &emit(&plan))
}
