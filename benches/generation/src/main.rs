//! What generation costs, stage by stage, beside what xmltree alone needs to parse the same documents.
//!
//! `cargo run --release` in this folder. Documents are made up (10 to 10,000 types) and, where `CASTILE_SHARED` names the
//! folder that holds the corpus, those of real services. Each runs in a process of its own, so that peaks of memory can be
//! told apart; times are means of many rounds. Times are of the
//! processor (Linux).

mod synthetic;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use castile_codegen::{configure, emit, output};

/// The services of the corpus that are large, each in a way of its own.
const SERVICES: [&str; 5] = [
    "birst-edge10",
    "microsoft-ews",
    "netsuite-2017-2",
    "salesforce-enterprise",
    "virtualbox-vboxweb",
];
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
const STAGES: [&str; 5] = ["document", "model", "plan", "emit", "output"];

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let inputs: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if !inputs.is_empty() {
        return measure(&inputs);
    }
    let folder = std::env::temp_dir().join(format!("castile-generation-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    println!(
        "| documents | KB | xmltree | {} | all | all / xmltree | peak MB | peak / documents |",
        STAGES.join(" | ")
    );
    println!("|---|---|{}", "---|".repeat(STAGES.len() + 5));
    for size in SIZES {
        let file = folder.join(format!("types-{size}.wsdl"));
        std::fs::write(&file, synthetic::wsdl(size))?;
        row(&format!("{size} types"), &[file])?;
    }
    match std::env::var_os("CASTILE_SHARED") {
        Some(shared) => {
            for service in SERVICES {
                row(
                    service,
                    &roots(&Path::new(&shared).join("corpus").join(service))?,
                )?;
            }
        }
        None => println!("\nCASTILE_SHARED isn't set: no real services"),
    }
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// The documents to generate from, as a service's file `MAIN` lists them.
fn roots(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let main = std::fs::read_to_string(folder.join("MAIN"))?;
    let lines = main.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| folder.join(line)).collect())
}

/// Measures in a process of its own.
fn row(name: &str, inputs: &[PathBuf]) -> Outcome<()> {
    let output = Command::new(std::env::current_exe()?)
        .args(inputs)
        .output()?;
    match output.status.success() {
        true => print!("| {name} {}", String::from_utf8(output.stdout)?),
        false => println!("| {name} | {}", String::from_utf8_lossy(&output.stderr)),
    }
    Ok(())
}

/// A row of the table without its name.
fn measure(inputs: &[PathBuf]) -> Outcome<()> {
    // The first round is the one whose memory counts: nothing is left from one before it.
    let (mut mean, texts) = generate(inputs)?;
    let peak = peak();
    // The clock of a thread may move by hundredths only, so it's the mean of many that says something.
    let rounds = (8.0 / mean.iter().sum::<f64>().max(0.2)).clamp(5.0, 100.0) as u32;
    mean = [0.0; 5];
    let mut parsing = 0.0;
    for _ in 0..rounds {
        let (times, _) = generate(inputs)?;
        mean.iter_mut()
            .zip(times)
            .for_each(|(mean, time)| *mean += time / f64::from(rounds));
        let start = clock();
        for text in &texts {
            std::hint::black_box(xmltree::Element::parse(text.as_slice())?);
        }
        parsing += (clock() - start) / f64::from(rounds);
    }
    let bytes = texts.iter().map(Vec::len).sum::<usize>() as f64;
    let all: f64 = mean.iter().sum();
    let mut out = format!("| {:.0} | {}", bytes / 1e3, ms(parsing));
    for time in mean {
        write!(out, " | {}", ms(time))?;
    }
    println!(
        "{out} | {} | {:.2} | {:.1} | {:.0} |",
        ms(all),
        all / parsing,
        peak / 1e6,
        peak / bytes
    );
    Ok(())
}

fn ms(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

/// Seconds in each stage, and the documents that were read.
fn generate(inputs: &[PathBuf]) -> Outcome<([f64; 5], Vec<Vec<u8>>)> {
    let mut last = clock();
    let mut lap = || {
        let now = clock();
        let seconds = now - last;
        last = now;
        seconds
    };
    let mut run = configure().into_run(inputs)?;
    let documents = run.documents()?;
    let document = lap();
    let model = run.model(&documents)?;
    let modelling = lap();
    let plan = run.plan(&model)?;
    let planning = lap();
    let code = emit::emit(&plan);
    let emitting = lap();
    let file = std::env::temp_dir().join(format!("castile-generated-{}.rs", std::process::id()));
    output::write(&file, &code)?;
    let writing = lap();
    std::fs::remove_file(file)?;
    let paths = documents.all.iter().filter_map(|d| d.path.as_deref());
    let texts = paths.map(std::fs::read).collect::<Result<_, _>>()?;
    Ok(([document, modelling, planning, emitting, writing], texts))
}

/// Seconds that this thread has been on a processor: others may be at work beside it. Linux alone says.
fn clock() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split_whitespace()
        .next()
        .and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or(f64::NAN, |n| n / 1e9)
}

/// The most memory that this process has held, in bytes; not a number where the system doesn't say.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<f64>()
            .ok()
    });
    kb.map_or(f64::NAN, |kb| kb * 1024.0)
}
