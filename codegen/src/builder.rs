//! The way in for build scripts: options one by one, then one verb.

use std::path::{Path as FilePath, PathBuf};

use crate::diagnostic::{Diagnostics, Severity};
use crate::error::Error;
use crate::options::Path;
use crate::output::{self, Outcome};
use crate::render;
use crate::run::{Generated, Run};

/// Generates from one WSDL or schema into `OUT_DIR`, with default options.
///
/// The file is named after the document: `CommandWebService.wsdl` becomes `command_web_service.rs`. Cargo is told to
/// run the build script again when a file changes that was read.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), castile_codegen::Error> {
///     castile_codegen::compile("wsdl/CommandWebService.wsdl")
/// }
/// ```
pub fn compile(input: impl Into<PathBuf>) -> Result<(), Error> {
    configure().compile([input])
}

/// Options for what is generated, then [`Builder::compile`].
///
/// ```no_run
/// fn main() -> Result<(), castile_codegen::Error> {
///     castile_codegen::configure()
///         .operations(["clearJobStatus"])
///         .rename("{http://www.birst.com/}StatusResult", "JobStatus")
///         .compile(["wsdl/CommandWebService.wsdl"])
/// }
/// ```
pub fn configure() -> Builder {
    Builder::default()
}

/// Options for what is generated; [`configure`] makes one.
///
/// A path says what an option is about: `.` everything, `Order` or `{namespace}Order` a type, element or operation,
/// `{namespace}` all in it, `Order/sku` or `Order/@id` a member, `xs:dateTime` a built-in type. An option that matches
/// nothing is an error.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `compile` or `generate`"]
pub struct Builder {
    run: Run,
    out_dir: Option<PathBuf>,
    file_name: Option<String>,
    /// Options that can't be read; reported with everything else.
    mistakes: Diagnostics,
}

impl Builder {
    /// Generates these operations alone, with all that they reach. May be called again to add some.
    pub fn operations<I>(mut self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let names = names.into_iter().map(Into::into);
        self.run.options.operations.extend(names);
        self
    }

    /// Generates `enum Document` over all global elements, with `from_xml`, `from_xml_strict` and `to_xml`, and
    /// `Request` and `Response` over the messages of SOAP, with `from_envelope` and `to_envelope`. Those of bindings over
    /// plain HTTP have no envelopes, and are in neither.
    pub fn document_enum(mut self, yes: bool) -> Self {
        self.run.options.document_enum = yes;
        self
    }

    /// Generates a trait for each client, named after its port type, which the client, a service and a test double
    /// implement.
    pub fn server(mut self, yes: bool) -> Self {
        self.run.options.server = yes;
        self
    }

    /// Generates a client for each HTTP GET and POST binding. Unless it's said, only those have one that have operations
    /// which no SOAP binding has: services of ASP.NET offer everything three times.
    pub fn http_bindings(mut self, yes: bool) -> Self {
        self.run.options.http_bindings = yes;
        self
    }

    /// Leaves out operations that refer to something missing, each with a warning, instead of refusing the document.
    pub fn partial(mut self, yes: bool) -> Self {
        self.run.options.partial = yes;
        self
    }

    /// Puts a namespace into a module of this name.
    pub fn module(mut self, namespace: impl Into<String>, module: impl Into<String>) -> Self {
        let (namespace, module) = (namespace.into(), module.into());
        if !is_identifier(&module) {
            let message = format!("`{module}` is not a name for a module");
            let mistake = self.mistakes.error_without_place(message);
            mistake.help("a module's name is letters, digits and `_`, a letter first");
        }
        self.run.options.modules.push((namespace, module));
        self
    }

    /// Gives a type, element, operation or member this Rust name.
    pub fn rename(mut self, path: impl AsRef<str>, name: impl Into<String>) -> Self {
        let name = name.into();
        if !is_identifier(&name) {
            let message = format!("`{name}` is not a Rust name");
            let mistake = self.mistakes.error_without_place(message);
            mistake.help("a name is letters, digits and `_`, a letter first");
        }
        if let Some(path) = self.path(path.as_ref()) {
            self.run.options.renames.push((path, name));
        }
        self
    }

    /// Uses this Rust type for a simple type or a member, e.g. `("xs:dateTime", "::jiff::Timestamp")`. It must
    /// implement the runtime's `Text`, and `Value` with `type As = AsText`.
    pub fn type_map(mut self, path: impl AsRef<str>, ty: impl Into<String>) -> Self {
        let ty = ty.into();
        if let Err(error) = syn::parse_str::<syn::Type>(&ty) {
            let message = format!("`{ty}` is not a Rust type: {error}");
            let mistake = self.mistakes.error_without_place(message);
            mistake.help("write it with its whole path, like `::jiff::Timestamp`");
        }
        if let Some(path) = self.path(path.as_ref()) {
            self.run.options.types.push((path, ty));
        }
        self
    }

    /// Adds derives to types, e.g. `(".", "Hash")`; several with commas.
    pub fn derive(mut self, path: impl AsRef<str>, derives: impl Into<String>) -> Self {
        let derives = derives.into();
        for derive in derives.split(',') {
            if syn::parse_str::<syn::Path>(derive.trim()).is_err() {
                let message = format!("`{}` is not a trait to derive", derive.trim());
                let mistake = self.mistakes.error_without_place(message);
                mistake.help("write a name or a path, like `Hash` or `::serde::Serialize`");
            }
        }
        if let Some(path) = self.path(path.as_ref()) {
            self.run.options.derives.push((path, derives));
        }
        self
    }

    /// Adds an attribute to types or members, e.g. `("Order", "#[non_exhaustive]")`.
    pub fn attribute(mut self, path: impl AsRef<str>, attribute: impl Into<String>) -> Self {
        let attribute = attribute.into();
        let trimmed = attribute.trim();
        let inner = trimmed.strip_prefix("#[").and_then(|a| a.strip_suffix(']'));
        let inner = inner.unwrap_or(trimmed).to_owned();
        if syn::parse_str::<syn::Meta>(&inner).is_err() {
            let message = format!("`{attribute}` is not an attribute");
            let mistake = self.mistakes.error_without_place(message);
            mistake.help("write it like `#[non_exhaustive]`");
        }
        if let Some(path) = self.path(path.as_ref()) {
            self.run.options.attributes.push((path, inner));
        }
        self
    }

    /// Takes nil for absent at these paths: `Option<T>` instead of `Option<Nillable<T>>`.
    pub fn nil_as_none(mut self, path: impl AsRef<str>) -> Self {
        if let Some(path) = self.path(path.as_ref()) {
            self.run.options.nil_as_none.push(path);
        }
        self
    }

    /// Expects services to leave out what the schema requires at these paths: `Option<T>` instead of `T`. A lenient reading
    /// takes it for absent then, which is an error else; a strict one and `validate()` insist on it all the same.
    pub fn optional(mut self, path: impl AsRef<str>) -> Self {
        if let Some(path) = self.path(path.as_ref()) {
            self.run.options.optional.push(path);
        }
        self
    }

    /// Hides what is at these paths from `Debug`. What sounds like a password, a key or a token is hidden anyway; this
    /// is for secrets of other names, e.g. `"LoginResponse/LoginResult"`.
    pub fn secret(self, path: impl AsRef<str>) -> Self {
        self.secrets(path.as_ref(), true)
    }

    /// Lets `Debug` show what is at these paths though its name sounds like a secret.
    pub fn not_secret(self, path: impl AsRef<str>) -> Self {
        self.secrets(path.as_ref(), false)
    }

    fn secrets(mut self, path: &str, secret: bool) -> Self {
        if let Some(path) = self.path(path) {
            self.run.options.secrets.push((path, secret));
        }
        self
    }

    /// Knows, of the types that derive from `base`, only those at `path` where a value of `base` stands; may be called
    /// again to add some. What comes of another type is kept whole in `Unknown`. Where hundreds derive from one, as
    /// all records of a service from `Record`, what an operation reaches is small only so.
    ///
    /// Of the elements that may stand for the element `base` it chooses likewise; what comes in another is kept whole in
    /// that element's variant.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), castile_codegen::Error> {
    /// castile_codegen::configure()
    ///     .operations(["get"])
    ///     .derived("Record", "Customer")
    ///     .derived("Record", "{urn:sales}")
    ///     .compile(["wsdl/records.wsdl"])
    /// # }
    /// ```
    pub fn derived(mut self, base: impl AsRef<str>, path: impl AsRef<str>) -> Self {
        let (base, path) = (self.path(base.as_ref()), self.path(path.as_ref()));
        self.run.options.derived.extend(base.zip(path));
        self
    }

    /// Where types derive from another, or elements may stand for another, knows only those that the operations need
    /// anyway because something declares them; off by default. Others can be added by [`derived`](Self::derived); what
    /// comes of one that isn't known is kept whole, and can be sent so.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), castile_codegen::Error> {
    /// castile_codegen::configure()
    ///     .operations(["GetItem"])
    ///     .declared_only(true)
    ///     .derived("BaseFolderType", "FolderType")
    ///     .compile(["wsdl/services.wsdl"])
    /// # }
    /// ```
    pub fn declared_only(mut self, yes: bool) -> Self {
        self.run.options.declared_only = yes;
        self
    }

    /// Whether to write documentation; on by default.
    pub fn docs(mut self, yes: bool) -> Self {
        self.run.options.docs = yes;
        self
    }

    /// The path by which generated code names the runtime crate; `castile` by default.
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        let path = path.into();
        if syn::parse_str::<syn::Path>(&path).is_err() {
            let message = format!("`{path}` is not a path to a crate");
            let mistake = self.mistakes.error_without_place(message);
            mistake.help("write it like `castile` or `::my::castile`");
        }
        self.run.options.runtime = path;
        self
    }

    /// Reads a file in place of a URL that documents import; nothing is ever fetched.
    pub fn catalog(mut self, url: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.run.sources = self.run.sources.catalog(url, path);
        self
    }

    /// Lets documents import from this folder. Without one, from the folders of the documents given.
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.run.sources = self.run.sources.root(folder);
        self
    }

    /// Adds a document that isn't a file, under the path by which others find it.
    pub fn memory(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.run.sources = self.run.sources.memory(path, bytes);
        self
    }

    /// Writes into this folder instead of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Names the file, without `.rs`, instead of taking the name of the first document.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Generates one file from these WSDLs and schemas into `OUT_DIR`, unless it holds the same text already. In a build
    /// script it tells cargo which files were read, and what there is to warn of.
    pub fn compile<I>(self, inputs: I) -> Result<(), Error>
    where
        I: IntoIterator,
        I::Item: Into<PathBuf>,
    {
        let inputs: Vec<PathBuf> = inputs.into_iter().map(Into::into).collect();
        let for_cargo = output::in_build_script();
        if for_cargo {
            inputs.iter().for_each(|p| output::rerun_if_changed(p));
        }
        let file = self.file(&inputs)?;
        let generated = self.generate(inputs)?;
        if for_cargo {
            for path in generated
                .documents
                .all
                .iter()
                .filter_map(|d| d.path.as_deref())
            {
                output::rerun_if_changed(path);
            }
            for warning in &generated.warnings.all {
                output::warning(&render::line(warning));
            }
        }
        write(&file, &generated.code)?;
        Ok(())
    }

    /// Generates like [`Builder::compile`], but hands the text back instead of writing it.
    pub fn generate<I>(self, inputs: I) -> Result<Generated, Error>
    where
        I: IntoIterator,
        I::Item: Into<PathBuf>,
    {
        self.into_run(inputs)?.generate()
    }

    /// The run with its stages one by one, for those who want to enter in the middle. Fails if an option can't be read.
    pub fn into_run<I>(mut self, inputs: I) -> Result<Run, Error>
    where
        I: IntoIterator,
        I::Item: Into<PathBuf>,
    {
        self.run.inputs = inputs.into_iter().map(Into::into).collect();
        match self.mistakes.has_errors() {
            true => Err(Error::from(self.mistakes)),
            false => Ok(self.run),
        }
    }

    fn path(&mut self, text: &str) -> Option<Path> {
        match text.parse() {
            Ok(path) => Some(path),
            Err(message) => {
                self.mistakes.error_without_place(message);
                None
            }
        }
    }

    /// The file to write.
    fn file(&self, inputs: &[PathBuf]) -> Result<PathBuf, Error> {
        let folder = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => match std::env::var_os("OUT_DIR") {
                Some(folder) => folder.into(),
                None => {
                    return Err(failure(
                        "there is no OUT_DIR to write into",
                        "call this from a build script, or say where with `out_dir`",
                    ));
                }
            },
        };
        let name = match &self.file_name {
            Some(name) => name.clone(),
            None => inputs.first().map_or_else(String::new, |p| file_stem(p)),
        };
        Ok(folder.join(format!("{name}.rs")))
    }
}

/// The name of the generated file for a document: `command_web_service` for `wsdl/CommandWebService.wsdl`.
pub fn file_stem(input: &FilePath) -> String {
    use heck::ToSnakeCase as _;
    let stem = input.file_stem().unwrap_or_default().to_string_lossy();
    let name = stem.to_snake_case();
    match name.is_empty() {
        true => "service".to_owned(),
        false => name,
    }
}

/// Writes a file; the error says which.
pub(crate) fn write(file: &FilePath, text: &str) -> Result<Outcome, Error> {
    output::write(file, text).map_err(|error| {
        let message = format!("cannot write `{}`: {error}", file.display());
        failure(&message, "check that the folder may be written to")
    })
}

/// An error that stands nowhere in a document.
pub(crate) fn failure(message: &str, help: &str) -> Error {
    let mut diagnostics = Diagnostics::default();
    diagnostics.error_without_place(message).help(help);
    debug_assert!(
        diagnostics
            .all
            .iter()
            .all(|d| d.severity == Severity::Error)
    );
    Error::from(diagnostics)
}

fn is_identifier(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_cannot_be_read_are_reported_together() {
        let error = configure()
            .rename("{urn:a", "Order")
            .rename("Order", "two words")
            .type_map("xs:date", "::jiff::")
            .derive(".", "Hash, 1")
            .module("urn:a", "fn")
            .attribute("Order", "#[")
            .runtime("a b")
            .into_run(["nothing.wsdl"])
            .unwrap_err();
        let text = format!("{error:?}");
        for part in [
            "path `{urn:a` has no `}`",
            "`two words` is not a Rust name",
            "`::jiff::` is not a Rust type",
            "`1` is not a trait to derive",
            "`fn` is not a name for a module",
            "`#[` is not an attribute",
            "`a b` is not a path to a crate",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert_eq!(text, error.to_string());
    }

    #[test]
    fn options_that_can_be_read_are_kept() {
        let run = configure()
            .operations(["a", "b"])
            .operations(["c"])
            .rename("Order/@id", "key")
            .attribute("Order", "#[non_exhaustive]")
            .attribute("Order", "must_use")
            .into_run(["a.wsdl"])
            .unwrap();
        assert_eq!(run.options.operations, ["a", "b", "c"]);
        let (path, name) = &run.options.renames[0];
        assert_eq!(
            (path.to_string().as_str(), name.as_str()),
            ("Order/@id", "key")
        );
        let attributes = run.options.attributes.iter().map(|(_, a)| a.as_str());
        assert_eq!(
            attributes.collect::<Vec<_>>(),
            ["non_exhaustive", "must_use"]
        );
    }

    #[test]
    fn files_are_named_after_documents() {
        for (input, name) in [
            ("wsdl/CommandWebService.wsdl", "command_web_service"),
            ("a.b.wsdl", "a_b"),
            ("--.wsdl", "service"),
            ("", "service"),
        ] {
            assert_eq!(file_stem(FilePath::new(input)), name);
        }
    }

    #[test]
    fn no_document_and_no_folder_are_errors() {
        let nothing: [PathBuf; 0] = [];
        let error = configure().generate(nothing).unwrap_err();
        assert!(error.to_string().contains("no document is given"));
        let error = configure()
            .out_dir("x")
            .generate(["/nowhere/a.wsdl"])
            .unwrap_err();
        assert!(error.to_string().contains("/nowhere/a.wsdl"), "{error}");
    }
}
