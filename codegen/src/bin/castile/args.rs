//! The command line.

use std::fmt;
use std::path::PathBuf;

use castile_codegen::{Builder, configure};
use clap::{ArgGroup, Parser, Subcommand, ValueEnum};

/// Turns a WSDL into a Rust crate that speaks SOAP
#[derive(Debug, Parser)]
#[command(name = "castile", version, propagate_version = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Save a service's WSDL with all that it imports, each location the name of a file beside it
    Fetch(Fetch),
    /// Generate Rust from WSDLs and schemas
    Generate(Box<Generate>),
    /// Show services, operations with their signatures, and types
    Inspect(Inspect),
    /// Print the sample request and response of an operation, with HTTP heads, for each SOAP port
    Sample(Sample),
    /// Answer every operation with values that the schema allows, on a port of this machine
    Serve(Serve),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print a manual page
    Man(Man),
}

/// What every command that reads documents takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Reading {
    /// Leave out operations that refer to something missing, with a warning
    #[arg(long)]
    pub(crate) partial: bool,
    /// Read PATH where a document imports URL; only `castile fetch` asks others for documents
    #[arg(long, value_name = "URL=PATH", value_parser = after_last)]
    pub(crate) catalog: Vec<(String, String)>,
    /// Let documents import from this folder alone
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Vec<PathBuf>,
}

impl Reading {
    pub(crate) fn builder(&self) -> Builder {
        let mut builder = configure().partial(self.partial);
        for (url, path) in &self.catalog {
            builder = builder.catalog(url, path);
        }
        for root in &self.root {
            builder = builder.root(root);
        }
        builder
    }
}

#[derive(clap::Args)]
pub(crate) struct Fetch {
    /// Where the WSDLs or schemas are, e.g. `https://example.org/Service.asmx?wsdl`
    #[arg(required = true, value_name = "URL")]
    pub(crate) urls: Vec<String>,
    /// The folder to save them in; files of the same names are replaced
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Ask this host too, beside those of the URLs, for what documents import; may be given several times
    #[arg(long, value_name = "HOST")]
    pub(crate) host: Vec<String>,
    /// Send this header field, `Authorization: Bearer …` say, to the hosts of the URLs; may be given several times
    #[arg(long, value_name = "NAME: VALUE", value_parser = field)]
    pub(crate) header: Vec<(String, String)>,
}

/// Shows no header field, as they hold secrets.
impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetch")
            .field("out", &self.out)
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("where").args(["out", "crate_dir", "emit"]).required(true).multiple(true))]
pub(crate) struct Generate {
    /// WSDLs and schemas, all for one file
    #[arg(required = true, value_name = "WSDL|XSD")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Write one file
    #[arg(long, value_name = "FILE.rs", conflicts_with_all = ["crate_dir", "name", "runtime_path"])]
    pub(crate) out: Option<PathBuf>,
    /// Write a whole crate
    #[arg(long = "crate", value_name = "DIR", conflicts_with = "emit")]
    pub(crate) crate_dir: Option<PathBuf>,
    /// Name of the crate; without it, that of the first document
    #[arg(long, requires = "crate_dir")]
    pub(crate) name: Option<String>,
    /// Let the crate depend on the runtime in this folder
    #[arg(long, value_name = "DIR", requires = "crate_dir")]
    pub(crate) runtime_path: Option<PathBuf>,
    /// Generate this operation and what it reaches; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) operation: Vec<String>,
    /// Generate `enum Document` over all elements that a document can begin with, `Request` and `Response` over the
    /// messages of SOAP
    #[arg(long)]
    pub(crate) document_enum: bool,
    /// Generate a trait for each port type, for services and test doubles to implement
    #[arg(long)]
    pub(crate) server: bool,
    /// Generate a client for each HTTP GET and POST binding, also where SOAP has the same operations
    #[arg(long)]
    pub(crate) http_bindings: bool,
    /// Put a namespace into a module
    #[arg(long, value_name = "NS=NAME", value_parser = after_last)]
    pub(crate) module: Vec<(String, String)>,
    /// Name a type, element or member (`{namespace}Order`, `Order/sku`) yourself
    #[arg(long, value_name = "PATH=NAME", value_parser = after_path)]
    pub(crate) rename: Vec<(String, String)>,
    /// Use a Rust type of your own for a simple type (`xs:dateTime`) or a member
    #[arg(long, value_name = "PATH=TYPE", value_parser = after_path)]
    pub(crate) type_map: Vec<(String, String)>,
    /// Add derives to types (`.` for all)
    #[arg(long, value_name = "PATH=DERIVES", value_parser = after_path)]
    pub(crate) derive: Vec<(String, String)>,
    /// Add an attribute to types or members
    #[arg(long, value_name = "PATH=ATTRIBUTE", value_parser = after_path)]
    pub(crate) attribute: Vec<(String, String)>,
    /// Take nil for absent at this path
    #[arg(long, value_name = "PATH")]
    pub(crate) nil_as_none: Vec<String>,
    /// Expect services to leave out what the schema requires at this path
    #[arg(long, value_name = "PATH")]
    pub(crate) optional: Vec<String>,
    /// Hide what is at this path from `Debug`, as passwords and tokens are anyway
    #[arg(long, value_name = "PATH")]
    pub(crate) secret: Vec<String>,
    /// Let `Debug` show what is at this path though it sounds like a secret
    #[arg(long, value_name = "PATH")]
    pub(crate) not_secret: Vec<String>,
    /// Know only those derived types and substitutes that the operations need anyway, and keep others whole
    #[arg(long)]
    pub(crate) declared_only: bool,
    /// Of the types that derive from BASE (the elements that may stand for it) know only TYPE where a value of BASE
    /// stands, and keep others whole; may be given several times
    #[arg(long, value_name = "BASE=TYPE", value_parser = after_path)]
    pub(crate) derived: Vec<(String, String)>,
    /// Write no documentation
    #[arg(long)]
    pub(crate) no_docs: bool,
    /// Path by which generated code names the runtime crate
    #[arg(long, value_name = "PATH")]
    pub(crate) runtime: Option<String>,
    /// Show what a stage has made, on the standard output or in the file of `--out`
    #[arg(long, value_name = "STAGE")]
    pub(crate) emit: Option<Stage>,
    /// Write nothing, and fail if the files would change
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What there is between bytes and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// The documents that were read, with their imports
    Documents,
    /// What they define
    Model,
    /// What was decided
    Plan,
    /// The Rust text
    Code,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Inspect {
    /// WSDLs and schemas
    #[arg(required = true, value_name = "WSDL|XSD")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Sample {
    /// The WSDL
    #[arg(value_name = "WSDL")]
    pub(crate) input: PathBuf,
    /// Name of the operation
    pub(crate) operation: String,
    /// Show this port alone
    #[arg(long, value_name = "NAME")]
    pub(crate) port: Option<String>,
    /// How deep structures are shown
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=32))]
    pub(crate) depth: u8,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// The WSDLs
    #[arg(required = true, value_name = "WSDL")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The port; without it, one that is free
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// Answer this operation with the text of a file: an envelope, or what stands in its Body
    #[arg(long, value_name = "OPERATION=FILE", value_parser = after_path)]
    pub(crate) reply: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// The subcommand that the page is about; without it, the page is about them all
    pub(crate) command: Option<String>,
}

/// `NAME: VALUE`
fn field(text: &str) -> Result<(String, String), String> {
    match text.split_once(':') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("a header field is a name, a colon and a value".to_owned()),
    }
}

/// `LEFT=RIGHT` at the last `=`: URLs hold some.
fn after_last(text: &str) -> Result<(String, String), String> {
    split(text, text.rsplit_once('='))
}

/// `PATH=RIGHT` at the first `=` after a namespace in braces.
fn after_path(text: &str) -> Result<(String, String), String> {
    let braces = match text.starts_with('{') {
        true => text.find('}').unwrap_or(0),
        false => 0,
    };
    let at = text.get(braces..).and_then(|rest| rest.find('='));
    let halves = at.and_then(|at| text.split_at_checked(braces + at));
    split(
        text,
        halves.map(|(path, rest)| (path, rest.trim_start_matches('='))),
    )
}

fn split(text: &str, halves: Option<(&str, &str)>) -> Result<(String, String), String> {
    match halves {
        Some((left, right)) if !left.is_empty() && !right.is_empty() => {
            Ok((left.to_owned(), right.to_owned()))
        }
        _ => Err(format!("`{text}` has no `=` with something on both sides")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn pairs_are_split_where_it_makes_sense() {
        let pair = |left: &str, right: &str| Ok((left.to_owned(), right.to_owned()));
        assert_eq!(
            after_last("http://a/?b=c=d.xsd"),
            pair("http://a/?b=c", "d.xsd")
        );
        assert_eq!(
            after_path("{urn:a=b}Order=A<B = C>"),
            pair("{urn:a=b}Order", "A<B = C>")
        );
        assert_eq!(after_path("Order/@id=Key"), pair("Order/@id", "Key"));
        assert!(after_path("Order").is_err() && after_last("=a").is_err());
        assert!(after_path("{urn:a=b").is_ok_and(|(path, _)| path == "{urn:a"));
    }

    #[test]
    fn generate_wants_to_know_where_to() {
        let parse = |line: &str| Args::try_parse_from(line.split(' ')).map(|_| ());
        assert!(parse("castile generate a.wsdl --out a.rs").is_ok());
        assert!(parse("castile generate a.wsdl b.xsd --emit code").is_ok());
        assert!(parse("castile generate a.wsdl --crate a --name b --runtime-path c").is_ok());
        assert!(parse("castile generate a.wsdl").is_err());
        assert!(parse("castile generate --out a.rs").is_err());
        assert!(parse("castile generate a.wsdl --out a.rs --crate a").is_err());
        assert!(parse("castile generate a.wsdl --out a.rs --name a").is_err());
    }
}
