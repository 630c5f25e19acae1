//! What the files of a generated crate say about it.

use std::fmt::Write as _;
use std::path::Path;

use castile_codegen::output::Skeleton;
use castile_codegen::plan::services::Services;
use castile_codegen::plan::{Plan, Ty, recursion_limit};
use castile_codegen::{Error, Generated, file_stem};

use crate::args;
use crate::terminal::failure;

/// What the files of a crate say about it.
pub(crate) fn describe(
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
    if args.declared_only {
        command.push_str(" --declared-only");
    }
    for (base, path) in &args.derived {
        let _ = write!(command, " --derived '{base}={path}'");
    }
    if args.document_enum {
        command.push_str(" --document-enum");
    }
    if args.http_bindings {
        command.push_str(" --http-bindings");
    }
    if args.server {
        command.push_str(" --server");
    }
    let plain = generated.model.services.iter().find_map(|s| s.doc.clone());
    let plain = plain.or_else(|| generated.model.doc.clone());
    let services = &generated.plan.services;
    let docs = services.clients.first().map(|client| prose(&client.doc));
    Ok(Skeleton {
        description: first_sentence(&plain.unwrap_or_default()),
        docs: docs.unwrap_or_default(),
        example: example(&name, &generated.plan).unwrap_or_default(),
        operations: operations(services),
        documents,
        command,
        runtime_path,
        recursion_limit: recursion_limit(&generated.plan.types.items),
        code: generated.code.clone(),
        name,
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

/// A call of the first operation.
fn example(package: &str, plan: &Plan) -> Option<String> {
    let mut clients = plan.services.clients.iter();
    let (client, method) = clients.find_map(|c| Some((c, c.methods.first()?)))?;
    let package = package.replace('-', "_");
    let (name, operation) = (&client.name, &method.name);
    let constructor = client.ports.constructor();
    let address = client.ports.address();
    let address = address.unwrap_or("https://example.org/service");
    let request = match &method.request {
        Ty::Unit => String::new(),
        Ty::Item(id) => {
            let item = plan.types.items.get(id.0 as usize)?;
            let module = plan.types.modules.get(item.module.0 as usize)?;
            match &module.name {
                Some(module) => format!("&{package}::{module}::{}::default()", item.name),
                None => format!("&{package}::{}::default()", item.name),
            }
        }
        _ => "&Default::default()".to_owned(),
    };
    Some(format!(
        "async fn call() -> Result<(), castile::Error> {{\n    \
             let client = {package}::{name}::{constructor}({address:?})?;\n    \
             let reply = client.{operation}({request}).await?;\n    \
             println!(\"{{reply:?}}\");\n    \
             Ok(())\n\
         }}\n"
    ))
}

/// Documentation up to its first code: the README has an example of its own.
fn prose(doc: &[String]) -> String {
    let lines = doc.iter().take_while(|line| !line.starts_with("```"));
    let lines: Vec<_> = lines.map(String::as_str).collect();
    lines.join("\n").trim_end().to_owned()
}

fn first_paragraph(doc: &[String]) -> String {
    let lines = doc.iter().take_while(|line| !line.is_empty());
    lines.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The methods of all clients with what their documentation begins with.
fn operations(services: &Services) -> Vec<String> {
    let several = services.clients.len() > 1;
    let mut out = Vec::new();
    for client in &services.clients {
        for method in &client.methods {
            let name = match several {
                true => format!("`{}::{}`", client.name, method.name),
                false => format!("`{}`", method.name),
            };
            let doc = first_paragraph(&method.doc);
            let doc = doc.trim_end_matches('.');
            out.push(match doc.is_empty() {
                true => name,
                false => format!("{name}: {doc}"),
            });
        }
    }
    out
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
