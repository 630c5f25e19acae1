//! `castile sample`

use std::process::ExitCode;

use castile_codegen::Error;
use castile_codegen::diagnostic::Diagnostics;
use castile_codegen::options::{self, Options};
use castile_codegen::sample::{Limits, by_name};

use crate::{args, terminal};

pub(crate) fn sample(args: &args::Sample) -> Result<ExitCode, Error> {
    let mut run = args.reading.builder().into_run([&args.input])?;
    let documents = run.documents()?;
    let model = run.model(&documents)?;
    terminal::warn(&run.diagnostics);
    let options = Options {
        operations: vec![args.operation.clone()],
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::default();
    options::check(&options, &model, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics.into());
    }
    let limits = Limits {
        depth: args.depth.into(),
        ..Limits::default()
    };
    let mut samples = by_name(&model, &args.operation, limits);
    if let Some(port) = &args.port {
        let known: Vec<_> = samples.iter().filter_map(|s| s.port.clone()).collect();
        samples.retain(|s| s.port.as_ref() == Some(port));
        if samples.is_empty() {
            return Err(terminal::failure(
                &format!("no port `{port}` has the operation `{}`", args.operation),
                &format!("these have: {}", known.join(", ")),
            ));
        }
    }
    if samples.is_empty() {
        return Err(terminal::failure(
            &format!("no port has the operation `{}`", args.operation),
            "`castile inspect` lists ports and their protocols",
        ));
    }
    let texts: Vec<_> = samples.iter().map(|s| format!("{s}\n")).collect();
    terminal::print(&texts.join("\n"))?;
    Ok(ExitCode::SUCCESS)
}
