//! What the build of generated code costs, beside what xsd-parser generates for the same schemas.
//!
//! `cargo run --release [-- SERVICE...]` in this folder, with `CASTILE_SHARED` naming the folder that holds the corpus.
//! Seconds are CPU seconds of cargo and the compiler, with dependencies built before. Nothing that's generated is kept
//! outside `target`. LLVM lines are counted where `cargo llvm-lines` is installed.

mod theirs;

use std::path::{Path, PathBuf};
use std::process::Command;

use castile_codegen::configure;

pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The services, each with the three operations that it's sliced to.
const SERVICES: [(&str, [&str; 3]); 4] = [
    ("birst-edge10", ["Login", "Logout", "getJobStatus"]),
    ("microsoft-ews", ["GetItem", "FindItem", "CreateItem"]),
    ("salesforce-enterprise", ["login", "query", "update"]),
    ("netsuite-2017-2", ["login", "get", "search"]),
];

fn main() -> Outcome<()> {
    let shared = std::env::var_os("CASTILE_SHARED")
        .ok_or("CASTILE_SHARED must name the folder of the corpus")?;
    let only: Vec<String> = std::env::args().skip(1).collect();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let work = here.join("target/build-bench");
    println!(
        "| code | lines | a line of schema | check s | debug s | release s | rlib MB | LLVM lines |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let wanted = |name: &str| only.is_empty() || only.iter().any(|o| o == name);
    for (service, slice) in SERVICES.iter().filter(|(name, _)| wanted(name)) {
        let inputs = roots(&Path::new(&shared).join("corpus").join(service))?;
        let runtime = here.join("../../runtime").canonicalize()?;
        let dependency = format!("castile = {{ path = {:?} }}", runtime.display().to_string());
        let whole = configure().generate(&inputs)?;
        let paths = whole.documents.all.iter().filter_map(|d| d.path.as_deref());
        let documents = paths
            .map(std::fs::read_to_string)
            .collect::<Result<Vec<_>, _>>()?;
        let schema: usize = documents.iter().map(|text| text.lines().count()).sum();
        let row = |name: &str, code: Outcome<String>, dependency: &str| match code {
            Ok(code) => print_row(
                &work,
                &format!("{service}, {name}"),
                &code,
                dependency,
                schema,
            ),
            Err(error) => {
                println!(
                    "| {service}, {name} | {} |",
                    error.to_string().replace('\n', " ")
                );
                Ok(())
            }
        };
        row("whole", Ok(whole.code), &dependency)?;
        let sliced = configure().operations(*slice).generate(&inputs);
        row(
            "three operations",
            sliced.map(|g| g.code).map_err(Into::into),
            &dependency,
        )?;
        let declared = configure().operations(*slice).declared_only(true);
        row(
            "three operations, what's declared",
            declared
                .generate(&inputs)
                .map(|g| g.code)
                .map_err(Into::into),
            &dependency,
        )?;
        // It panics on some.
        let code = std::panic::catch_unwind(|| theirs::generate(&documents));
        let code = code.unwrap_or_else(|_| Err("it panics on these schemas".into()));
        row("xsd-parser", code, theirs::DEPENDENCIES)?;
    }
    Ok(())
}

/// The documents to generate from, as a service's file `MAIN` lists them.
fn roots(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let main = std::fs::read_to_string(folder.join("MAIN"))?;
    let lines = main.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| folder.join(line)).collect())
}

/// Builds a crate of this code in each way.
fn print_row(
    work: &Path,
    name: &str,
    code: &str,
    dependencies: &str,
    schema: usize,
) -> Outcome<()> {
    // Each has a name of its own: the compiler keeps what it knows of a package of the same name.
    let package: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let package = package.replace("--", "-");
    let folder = work.join(&package);
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::write(
        folder.join("Cargo.toml"),
        format!(
            "[package]\nname = \"{package}\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n\n[workspace]\n"
        ),
    )?;
    std::fs::write(folder.join("src/lib.rs"), code)?;
    let lines = code.lines().count();
    print!(
        "| {name} | {lines} | {:.1}",
        lines as f64 / schema.max(1) as f64
    );
    for way in [&["check"][..], &["build"], &["build", "--release"]] {
        match seconds(&folder, work, &package, way)? {
            Some(seconds) => print!(" | {seconds:.1}"),
            None => print!(" | fails"),
        }
    }
    let rlib = work
        .join("target/release")
        .join(format!("lib{}.rlib", package.replace('-', "_")));
    match std::fs::metadata(rlib) {
        Ok(file) => print!(" | {:.1}", file.len() as f64 / 1e6),
        Err(_) => print!(" | "),
    }
    println!(" | {} |", llvm_lines(&folder, work).unwrap_or_default());
    Ok(())
}

/// CPU seconds of a build of this package alone; `None` if it fails.
fn seconds(folder: &Path, work: &Path, package: &str, way: &[&str]) -> Outcome<Option<f64>> {
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).arg("--quiet").current_dir(folder);
        command.env("CARGO_TARGET_DIR", work.join("target"));
        command.env("RUSTFLAGS", "-Awarnings").output()
    };
    cargo(way)?;
    let release: &[&str] = if way.contains(&"--release") {
        &["--release"]
    } else {
        &[]
    };
    cargo(&[&["clean", "--package", package], release].concat())?;
    let before = children()?;
    let output = cargo(way)?;
    Ok(output.status.success().then_some(children()? - before))
}

/// CPU seconds of all processes that have been started and have ended, in Linux' hundredths.
fn children() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').ok_or("no stat")?.1.split_whitespace();
    let mut times = fields.skip(13).map(str::parse::<f64>);
    let user = times.next().ok_or("no user time")??;
    let system = times.next().ok_or("no system time")??;
    Ok((user + system) / 100.0)
}

/// Lines of LLVM's code in a release build, if the tool is there.
fn llvm_lines(folder: &Path, work: &Path) -> Option<String> {
    let mut command = Command::new("cargo");
    command
        .args(["llvm-lines", "--release", "--lib"])
        .current_dir(folder);
    let output = command
        .env("CARGO_TARGET_DIR", work.join("target"))
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let total = text.lines().find(|line| line.contains("(TOTAL)"))?;
    total.split_whitespace().next().map(str::to_owned)
}
