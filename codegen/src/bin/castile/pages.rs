//! `castile completions` and `castile man`

use std::process::ExitCode;

use castile_codegen::Error;
use clap::CommandFactory as _;

use crate::{args, terminal};

pub(crate) fn completions(args: &args::Completions) -> Result<ExitCode, Error> {
    let mut out = Vec::new();
    let mut command = args::Args::command();
    clap_complete::generate(args.shell, &mut command, "castile", &mut out);
    terminal::print(&String::from_utf8_lossy(&out))?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn man(args: &args::Man) -> Result<ExitCode, Error> {
    let mut command = args::Args::command();
    command.build();
    if let Some(name) = &args.command {
        let known: Vec<_> = command
            .get_subcommands()
            .map(|c| c.get_name().to_owned())
            .collect();
        let Some(found) = command.find_subcommand(name) else {
            return Err(terminal::failure(
                &format!("there is no command `{name}`"),
                &format!("the commands are {}", known.join(", ")),
            ));
        };
        command = found.clone();
    }
    let mut out = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut out)
        .map_err(|error| terminal::failure(&format!("cannot make the page: {error}"), ""))?;
    terminal::print(&String::from_utf8_lossy(&out))?;
    Ok(ExitCode::SUCCESS)
}
