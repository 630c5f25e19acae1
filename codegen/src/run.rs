//! The way of the data, stage by stage.

use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::document::{Documents, Sources};
use crate::error::Error;
use crate::model::{BuildOptions, Model};
use crate::options::Options;
use crate::plan::Plan;
use crate::{document, emit, model, options, plan};

/// A run: what goes in, and what has been reported so far.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The WSDLs and schemas, several for one generated file.
    pub inputs: Vec<PathBuf>,
    /// Where documents may come from.
    pub sources: Sources,
    /// What to generate.
    pub options: Options,
    /// What was reported: warnings, once a stage has succeeded.
    pub diagnostics: Diagnostics,
}

/// Generated code that isn't written yet, and all that it was made of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The Rust text.
    pub code: String,
    /// The documents that were read.
    pub documents: Documents,
    /// What they mean.
    pub model: Model,
    /// What was decided.
    pub plan: Plan,
    /// What was warned of.
    pub warnings: Diagnostics,
}

impl Run {
    /// From paths to Rust text.
    pub fn generate(mut self) -> Result<Generated, Error> {
        let documents = self.documents()?;
        let model = self.model(&documents)?;
        let plan = self.plan(&model)?;
        let code = emit::emit(&plan);
        Ok(Generated {
            code,
            documents,
            model,
            plan,
            warnings: self.diagnostics,
        })
    }

    /// Reads the documents and all they import.
    pub fn documents(&mut self) -> Result<Documents, Error> {
        if self.inputs.is_empty() {
            let error = self.diagnostics.error_without_place("no document is given");
            error.help("give the path of a WSDL or of a schema");
        }
        let documents = document::load(&self.inputs, &self.sources, &mut self.diagnostics);
        self.diagnostics.sources.extend(documents.texts());
        self.unless_wrong(documents)
    }

    /// Works out what the documents mean.
    pub fn model(&mut self, documents: &Documents) -> Result<Model, Error> {
        let options = BuildOptions {
            partial: self.options.partial,
        };
        let model = model::build(documents, options, &mut self.diagnostics);
        self.unless_wrong(model)
    }

    /// Decides what is written.
    pub fn plan(&mut self, model: &Model) -> Result<Plan, Error> {
        options::check(&self.options, model, &mut self.diagnostics);
        self.unless_wrong(())?;
        let mut plan = plan::plan(model, &self.options, &mut self.diagnostics);
        let names = self.inputs.iter().filter_map(|input| input.file_name());
        plan.sources = names.map(shown).collect();
        self.unless_wrong(plan)
    }

    /// The result of a stage, unless it has reported an error.
    fn unless_wrong<T>(&mut self, result: T) -> Result<T, Error> {
        match self.diagnostics.has_errors() {
            true => Err(Error::from(std::mem::take(&mut self.diagnostics))),
            false => Ok(result),
        }
    }
}

/// A file's name in a comment: signs that would break it, or turn the direction of text, are left out.
fn shown(name: &std::ffi::OsStr) -> String {
    let name = name.to_string_lossy();
    let fine = |c: &char| c.is_alphanumeric() || c.is_ascii_graphic() || *c == ' ';
    name.chars().filter(fine).collect()
}
