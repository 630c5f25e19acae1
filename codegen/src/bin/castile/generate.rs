//! `castile generate`

use std::path::PathBuf;
use std::process::ExitCode;

use castile_codegen::output::{Outcome, skeleton, write_or_check};
use castile_codegen::{Builder, Error, document, model};

use crate::args::{self, Stage};
use crate::describe::describe;
use crate::receipt::receipt;
use crate::terminal::{self, failure};

pub(crate) fn generate(args: &args::Generate) -> Result<ExitCode, Error> {
    if let Some(stage) = args
        .emit
        .filter(|stage| *stage != Stage::Code || args.out.is_none())
    {
        return emit(args, stage);
    }
    let generated = builder(args).into_run(&args.inputs)?.generate()?;
    terminal::warn(&generated.warnings);
    let files = match (&args.crate_dir, &args.out) {
        (Some(folder), _) => {
            let files = skeleton(&describe(args, folder, &generated)?);
            let files = files.into_iter();
            files
                .map(|(path, text)| (folder.join(path), text))
                .collect()
        }
        (None, Some(file)) => vec![(file.clone(), generated.code.clone())],
        (None, None) => Vec::new(),
    };
    let code = write(args, &files)?;
    if code == ExitCode::SUCCESS {
        terminal::say(&receipt(args, builder(args), &generated)?);
    }
    Ok(code)
}

fn builder(args: &args::Generate) -> Builder {
    let mut builder = args.reading.builder();
    builder = builder.operations(&args.operation);
    builder = builder
        .document_enum(args.document_enum)
        .server(args.server)
        .http_bindings(args.http_bindings)
        .docs(!args.no_docs);
    for (namespace, module) in &args.module {
        builder = builder.module(namespace, module);
    }
    for (path, name) in &args.rename {
        builder = builder.rename(path, name);
    }
    for (path, ty) in &args.type_map {
        builder = builder.type_map(path, ty);
    }
    for (path, derives) in &args.derive {
        builder = builder.derive(path, derives);
    }
    for (path, attribute) in &args.attribute {
        builder = builder.attribute(path, attribute);
    }
    for path in &args.optional {
        builder = builder.optional(path);
    }
    for path in &args.nil_as_none {
        builder = builder.nil_as_none(path);
    }
    for path in &args.secret {
        builder = builder.secret(path);
    }
    for path in &args.not_secret {
        builder = builder.not_secret(path);
    }
    builder = builder.declared_only(args.declared_only);
    for (base, path) in &args.derived {
        builder = builder.derived(base, path);
    }
    match &args.runtime {
        Some(path) => builder.runtime(path),
        None => builder,
    }
}

/// Shows what a stage has made; the stages after it don't run.
fn emit(args: &args::Generate, stage: Stage) -> Result<ExitCode, Error> {
    let mut run = builder(args).into_run(&args.inputs)?;
    let documents = run.documents()?;
    let text = match stage {
        Stage::Documents => document::dump(&documents),
        Stage::Model => model::dump(&run.model(&documents)?),
        Stage::Plan => {
            let model = run.model(&documents)?;
            run.plan(&model)?.to_string()
        }
        Stage::Code => {
            let model = run.model(&documents)?;
            castile_codegen::emit::emit(&run.plan(&model)?)
        }
    };
    terminal::warn(&run.diagnostics);
    match &args.out {
        Some(file) => write(args, &[(file.clone(), text)]),
        None => {
            terminal::print(&text)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Writes the files, or says which of them are stale.
fn write(args: &args::Generate, files: &[(PathBuf, String)]) -> Result<ExitCode, Error> {
    let mut stale = Vec::new();
    for (path, text) in files {
        let outcome = write_or_check(path, text, args.check).map_err(|error| {
            let message = format!("cannot write `{}`: {error}", path.display());
            failure(&message, "check that the folder may be written to")
        })?;
        if outcome == Outcome::Stale {
            stale.push(format!("`{}`", path.display()));
        }
    }
    match stale.is_empty() {
        true => Ok(ExitCode::SUCCESS),
        false => Err(failure(
            &format!("not up to date: {}", stale.join(", ")),
            "run the same command without `--check`",
        )),
    }
}
