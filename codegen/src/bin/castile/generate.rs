//! `castile generate`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use castile_codegen::document::Documents;
use castile_codegen::output::{Outcome, Skeleton, skeleton, write_or_check};
use castile_codegen::{Builder, Error, Generated, file_stem, inspect};

use crate::args::{self, Stage};
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
        terminal::say(&receipt(args, &generated));
    }
    Ok(code)
}

fn builder(args: &args::Generate) -> Builder {
    let mut builder = args.reading.builder();
    builder = builder.operations(&args.operation);
    builder = builder
        .document_enum(args.document_enum)
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
    for path in &args.nil_as_none {
        builder = builder.nil_as_none(path);
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
        Stage::Documents => list(&documents),
        Stage::Model => inspect::inspect(&run.model(&documents)?).to_string(),
        Stage::Plan => {
            let model = run.model(&documents)?;
            format!("{:#?}\n", run.plan(&model)?)
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

/// The documents with what they import, a line each.
fn list(documents: &Documents) -> String {
    let mut out = String::new();
    for (index, document) in documents.all.iter().enumerate() {
        let how = match document.path {
            None => " (built in)",
            Some(_) if index < documents.given => "",
            Some(_) => " (imported)",
        };
        let _ = writeln!(out, "{}{how}: {}", document.file, document.root.name);
        for reference in &document.references {
            let target = reference
                .document
                .and_then(|id| documents.all.get(id.0 as usize));
            let target = target.map_or("nothing", |d| &d.file);
            let _ = writeln!(out, "  line {}: {target}", reference.at.line);
        }
    }
    out
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

/// What was generated, in a line.
fn receipt(args: &args::Generate, generated: &Generated) -> String {
    let target = args.crate_dir.as_ref().or(args.out.as_ref());
    let target = target.map_or_else(String::new, |t| format!("{}: ", t.display()));
    let all: usize = generated
        .model
        .port_types
        .iter()
        .map(|p| p.operations.len())
        .sum();
    let kept = match args.operation.is_empty() {
        true => all,
        false => {
            let operations = generated
                .model
                .port_types
                .iter()
                .flat_map(|p| &p.operations);
            operations
                .filter(|o| args.operation.iter().any(|n| **n == *o.name))
                .count()
        }
    };
    let operations = match kept == all {
        true => format!("{all} operations"),
        false => format!("{kept} of {all} operations"),
    };
    let types = generated.plan.types.items.len();
    let lines = generated.code.lines().count();
    format!("{target}{operations}, {types} types, {lines} lines")
}

/// What the files of a crate say about it.
fn describe(
    args: &args::Generate,
    folder: &Path,
    generated: &Generated,
) -> Result<Skeleton, Error> {
    let name = match &args.name {
        Some(name) => package_name(name)?,
        None => default_name(args),
    };
    let runtime_path = match &args.runtime_path {
        Some(path) => Some(runtime_path(path, folder)?),
        None => None,
    };
    let documents: Vec<_> = args.inputs.iter().map(|p| shown(p)).collect();
    let mut command = format!(
        "castile generate {} --crate . --name {name}",
        documents.join(" ")
    );
    for operation in &args.operation {
        let _ = write!(command, " --operation {operation}");
    }
    if args.document_enum {
        command.push_str(" --document-enum");
    }
    let docs = generated.model.services.iter().find_map(|s| s.doc.clone());
    let docs = docs
        .or_else(|| generated.model.doc.clone())
        .unwrap_or_default();
    Ok(Skeleton {
        name,
        description: first_sentence(&docs),
        docs: String::new(),
        example: String::new(),
        documents,
        command,
        runtime_path,
        code: generated.code.clone(),
    })
}

/// A document as the text of the crate names it: the same wherever the crate is generated.
fn shown(path: &Path) -> String {
    match path.is_absolute() {
        true => path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        false => path.to_string_lossy().replace('\\', "/"),
    }
}

fn first_sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = match text.find(". ") {
        Some(at) => text.get(..at).unwrap_or_default(),
        None => text.trim_end_matches('.'),
    };
    text.chars().take(200).collect()
}

/// A name that cargo takes.
fn package_name(name: &str) -> Result<String, Error> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let reserved = [
        "test",
        "core",
        "std",
        "alloc",
        "proc_macro",
        "proc-macro",
        "castile",
    ];
    let keyword = !is_crate_name(&name.replace('-', "_"));
    if !begins || !name.chars().all(allowed) || reserved.contains(&name) || keyword {
        return Err(failure(
            &format!("`{name}` is not a name for a package"),
            "a name is ASCII letters, digits, `-` and `_`, a letter first, and no keyword",
        ));
    }
    Ok(name.to_owned())
}

fn is_crate_name(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

fn default_name(args: &args::Generate) -> String {
    let stem = args
        .inputs
        .first()
        .map_or_else(String::new, |p| file_stem(p));
    let name = stem.replace('_', "-");
    package_name(&name).unwrap_or_else(|_| "soap-service".to_owned())
}

/// The folder of the runtime as the manifest names it: as given if absolute, else from the crate's folder.
fn runtime_path(path: &Path, folder: &Path) -> Result<String, Error> {
    if path.is_absolute() {
        return Ok(path.to_string_lossy().into_owned());
    }
    let unreadable = |path: &Path, error: std::io::Error| {
        let message = format!("cannot read the folder `{}`: {error}", path.display());
        failure(&message, "give the folder of the crate `castile`")
    };
    let runtime = path.canonicalize().map_err(|e| unreadable(path, e))?;
    std::fs::create_dir_all(folder).map_err(|e| unreadable(folder, e))?;
    let base = folder.canonicalize().map_err(|e| unreadable(folder, e))?;
    let same = runtime
        .components()
        .zip(base.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = base.components().skip(same).map(|_| "..".to_owned());
    let down = runtime.components().skip(same);
    let down = down.map(|c| c.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cargo_would_refuse_are_refused() {
        for name in ["a", "birst-command", "c_1", "_x"] {
            assert!(package_name(name).is_ok(), "{name}");
        }
        for name in ["", "1a", "fn", "a b", "é", "test", "castile", "-a"] {
            assert!(package_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn descriptions_are_a_sentence() {
        assert_eq!(first_sentence("  Does\n this. And that."), "Does this");
        assert_eq!(first_sentence("Does 1.1 things."), "Does 1.1 things");
        assert_eq!(first_sentence(""), "");
    }

    #[test]
    fn the_runtime_is_named_from_the_crate() {
        let folder = std::env::temp_dir().join(format!("castile-generate-{}", std::process::id()));
        assert_eq!(runtime_path(Path::new("/x/y"), &folder).unwrap(), "/x/y");
        assert!(runtime_path(Path::new("no/such/folder"), &folder).is_err());
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        let named = runtime_path(Path::new("src"), &folder).unwrap();
        let back = folder.join(named).canonicalize().unwrap();
        assert_eq!(back, here.join("src"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
