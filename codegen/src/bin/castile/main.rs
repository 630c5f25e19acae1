//! The command `castile`: fetches a WSDL, generates from it, and shows what is in it.
//!
//! Everything that is wrong with the input goes to the error output in lines that begin with `error` or `warning`. The
//! exit code is 0 for success, 1 if something is wrong with the documents or `--check` found a difference, 2 for a
//! command line that makes no sense.

mod args;
mod describe;
mod fetch;
mod generate;
mod inspect;
mod pages;
mod receipt;
mod sample;
mod serve;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let result = match args.command {
        args::Command::Fetch(args) => fetch::fetch(&args),
        args::Command::Generate(args) => generate::generate(&args),
        args::Command::Inspect(args) => inspect::inspect(&args),
        args::Command::Sample(args) => sample::sample(&args),
        args::Command::Serve(args) => serve::serve(&args),
        args::Command::Completions(args) => pages::completions(&args),
        args::Command::Man(args) => pages::man(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            terminal::report(&error);
            ExitCode::FAILURE
        }
    }
}
