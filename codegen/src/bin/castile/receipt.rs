//! What was generated, in a line; of a slice also what was left out.

use castile_codegen::diagnostic::Diagnostics;
use castile_codegen::emit::emit;
use castile_codegen::options::Options;
use castile_codegen::plan::{ItemKind, Plan, plan};
use castile_codegen::{Builder, Generated};

use crate::args;

/// `client.rs: 1 of 6 operations, 2 of 12 types, 80 lines instead of 410`
pub(crate) fn receipt(args: &args::Generate, builder: Builder, generated: &Generated) -> String {
    let target = args.crate_dir.as_ref().or(args.out.as_ref());
    let target = target.map_or_else(String::new, |t| format!("{}: ", t.display()));
    let kept = Figures::of(&generated.plan, &generated.code);
    if args.operation.is_empty() && args.derived.is_empty() {
        let Figures {
            operations,
            types,
            lines,
        } = kept;
        return format!("{target}{operations} operations, {types} types, {lines} lines");
    }
    let whole = whole(builder, generated).unwrap_or(kept);
    format!(
        "{target}{} of {} operations, {} of {} types, {} lines instead of {}",
        kept.operations, whole.operations, kept.types, whole.types, kept.lines, whole.lines,
    )
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
        let items = plan.types.items.iter();
        let types = items.filter(|i| !matches!(i.kind, ItemKind::Simple(_) | ItemKind::Alias(_)));
        Self {
            operations: plan.services.operations.len(),
            types: types.count(),
            lines: code.lines().count(),
        }
    }
}

/// The figures without a choice of operations; what there is to warn of has been said.
fn whole(builder: Builder, generated: &Generated) -> Option<Figures> {
    let inputs: [&str; 0] = [];
    let options = Options {
        operations: Vec::new(),
        derived: Vec::new(),
        ..builder.into_run(inputs).ok()?.options
    };
    let plan = plan(&generated.model, &options, &mut Diagnostics::default());
    Some(Figures::of(&plan, &emit(&plan)))
}
