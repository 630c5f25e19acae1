//! Real services and public suites, where they are at hand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, Severity};
use crate::document::{Sources, load};
use crate::model::Model;
use crate::model::xsd::build;

/// Legal schemas give no error. Runs where `CASTILE_SHARED` names a folder with `corpus` and `suites`.
#[test]
fn real_schemas_are_understood() {
    let Some(shared) = std::env::var_os("CASTILE_SHARED").map(PathBuf::from) else {
        println!("skipped: CASTILE_SHARED is not set");
        return;
    };
    // Processors may go on without what's missing (part 1, 5.3); here it's an error.
    let incomplete = "saxonData/Missing/";
    let mut refused = Vec::new();
    for folder in ["corpus", "suites/peers"] {
        for service in sorted(&shared.join(folder)) {
            let Ok(main) = std::fs::read_to_string(service.join("MAIN")) else {
                continue;
            };
            let given: Vec<PathBuf> = main.lines().map(|l| service.join(l.trim())).collect();
            let name = service.file_name().unwrap().to_string_lossy().into_owned();
            let legal = !["broken-"].iter().any(|p| name.starts_with(p));
            if errors(&given, &name) && legal {
                refused.push(name);
            }
        }
    }
    for suite in ["xsts", "databinding"] {
        let folder = shared.join("suites").join(suite);
        let manifest = std::fs::read_to_string(folder.join("MANIFEST.tsv")).unwrap();
        let schemas = manifest.lines().filter_map(|line| line.split('\t').nth(1));
        for schema in schemas.collect::<BTreeSet<_>>() {
            let given: Vec<PathBuf> = schema.split(';').map(|s| folder.join(s)).collect();
            if errors(&given, schema) && !schema.starts_with(incomplete) {
                refused.push(schema.to_owned());
            }
        }
    }
    assert_eq!(refused, [""; 0]);
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

fn errors(given: &[PathBuf], name: &str) -> bool {
    let mut diagnostics = Diagnostics::default();
    let documents = load(given, &Sources::default(), &mut diagnostics);
    diagnostics.all.retain(|d| d.severity == Severity::Error);
    let begin = std::time::Instant::now();
    let mut model = Model::default();
    let index = build(&documents, &mut model, &mut diagnostics);
    for gap in &index.gaps.all {
        diagnostics.error(&gap.at, &gap.message);
    }
    println!(
        "{name}: {} types, {} elements, {:?}",
        model.types.len(),
        model.elements.len(),
        begin.elapsed()
    );
    for d in &diagnostics.all {
        let at = d.at.clone().unwrap_or_default();
        println!(
            "  {:?} {}:{}:{} {} ({})",
            d.severity,
            at.file,
            at.line,
            at.column,
            d.message,
            d.help.join("; ")
        );
    }
    diagnostics
        .all
        .iter()
        .any(|d| d.severity == Severity::Error)
}
