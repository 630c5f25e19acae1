//! `castile inspect`

use std::process::ExitCode;

use castile_codegen::Error;
use castile_codegen::inspect::Summary;
use serde_json::{Value, json};

use crate::{args, terminal};

pub(crate) fn inspect(args: &args::Inspect) -> Result<ExitCode, Error> {
    let mut run = args.reading.builder().into_run(&args.inputs)?;
    let documents = run.documents()?;
    let model = run.model(&documents)?;
    terminal::warn(&run.diagnostics);
    let summary = castile_codegen::inspect::inspect(&model);
    let text = match args.json {
        true => format!("{:#}\n", as_json(&summary)),
        false => summary.to_string(),
    };
    terminal::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn as_json(summary: &Summary) -> Value {
    let services = summary.services.iter().map(|service| {
        let ports = service.ports.iter().map(|port| {
            json!({
                "name": port.name,
                "protocol": port.protocol,
                "address": port.address,
                "portType": port.port_type,
            })
        });
        json!({
            "name": service.name,
            "documentation": service.doc,
            "ports": ports.collect::<Vec<_>>(),
        })
    });
    let operations = summary.operations.iter().map(|operation| {
        json!({
            "name": operation.name,
            "portType": operation.port_type,
            "signature": operation.signature,
            "documentation": operation.doc,
            "soapAction": operation.action,
            "style": operation.style,
            "faults": operation.faults,
        })
    });
    let types = summary.types.iter().map(|ty| {
        json!({
            "name": ty.name,
            "kind": ty.kind,
            "members": ty.members,
            "documentation": ty.doc,
        })
    });
    json!({
        "services": services.collect::<Vec<_>>(),
        "operations": operations.collect::<Vec<_>>(),
        "types": types.collect::<Vec<_>>(),
    })
}
