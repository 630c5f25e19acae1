//! Reports what is missing, and closes the model without the operations that need it.

use std::collections::{BTreeMap, BTreeSet};

use super::port_types::{Drafts, OperationDraft};
use super::problems::{Problem, ProblemId, Problems};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{BuildOptions, Model};

/// How many reasons are given for one operation.
const MAX_REASONS: usize = 5;

/// Moves the complete operations into the model and reports the problems.
pub(super) fn settle(
    drafts: Drafts,
    mut problems: Problems,
    options: BuildOptions,
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) {
    let all = drafts.all.iter().flat_map(|draft| &draft.operations);
    let broken: Vec<&OperationDraft> = all.clone().filter(|o| !o.wrong.is_empty()).collect();
    let mut touched: BTreeMap<ProblemId, usize> = BTreeMap::new();
    for operation in &broken {
        problems.need(&operation.wrong);
        let wrong: BTreeSet<ProblemId> = operation.wrong.iter().copied().collect();
        for id in wrong {
            *touched.entry(id).or_default() += 1;
        }
    }
    let whole = all.filter(|operation| is_whole(operation)).count();
    for (id, problem) in problems.iter() {
        let touched = touched.get(&id).copied().unwrap_or(0);
        let mut diagnostic = diagnostic(problem, options);
        if diagnostic.severity == Severity::Error {
            let total = broken.len() + whole;
            if total > 0 {
                diagnostic.help(way_out(touched, total, whole));
            }
        }
        diagnostics.all.push(diagnostic);
    }
    if options.partial {
        for operation in broken {
            let wrong: BTreeSet<ProblemId> = operation.wrong.iter().copied().collect();
            let why = wrong.iter().filter_map(|id| problems.get(*id));
            let why = why.map(|problem| problem.message.clone());
            let mut why: Vec<String> = why.take(MAX_REASONS).collect();
            if wrong.len() > MAX_REASONS {
                why.push(format!("and {} more", wrong.len() - MAX_REASONS));
            }
            diagnostics
                .warning(
                    &operation.at,
                    format!("the operation {:?} is left out", operation.name),
                )
                .help(why.join("; "));
        }
    }
    close(drafts, model);
}

fn is_whole(operation: &OperationDraft) -> bool {
    operation.operation.is_some() && operation.wrong.is_empty()
}

fn diagnostic(problem: &Problem, options: BuildOptions) -> Diagnostic {
    let mut help = problem.help.clone();
    if !problem.needed {
        help.push("nothing that is generated needs it".to_owned());
    }
    Diagnostic {
        severity: match problem.needed && !options.partial {
            true => Severity::Error,
            false => Severity::Warning,
        },
        at: Some(problem.at.clone()),
        message: problem.message.clone(),
        help,
    }
}

/// How to generate the rest.
fn way_out(touched: usize, total: usize, whole: usize) -> String {
    let need = match touched {
        0 => "no operation needs it".to_owned(),
        1 => format!("1 of {total} operations needs it"),
        _ => format!("{touched} of {total} operations need it"),
    };
    let rest = match whole {
        0 => return need,
        1 => "1 operation".to_owned(),
        _ => format!("{whole} operations"),
    };
    format!(
        "{need}; --partial, or .partial(true) in build.rs, generates the {rest} that nothing is wrong with"
    )
}

/// Keeps the complete operations; what refers to them by number follows.
fn close(drafts: Drafts, model: &mut Model) {
    let mut numbers: Vec<Vec<Option<usize>>> = Vec::with_capacity(drafts.all.len());
    for draft in drafts.all {
        let mut port_type = draft.port_type;
        let mut new = Vec::with_capacity(draft.operations.len());
        for operation in draft.operations {
            let whole = is_whole(&operation);
            new.push(whole.then_some(port_type.operations.len()));
            port_type
                .operations
                .extend(operation.operation.filter(|_| whole));
        }
        numbers.push(new);
        model.port_types.push(port_type);
    }
    for binding in &mut model.bindings {
        let new = numbers.get(binding.port_type.0 as usize);
        binding.operations.retain_mut(|bound| {
            let number = new.and_then(|new| new.get(bound.operation).copied().flatten());
            bound.operation = number.unwrap_or(0);
            number.is_some()
        });
    }
}
