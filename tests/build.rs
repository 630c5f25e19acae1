//! Generates a module from each feature file, and one from the WSDL of the interop peers where they are.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let features = Path::new("../wsdl/features");
    println!("cargo:rerun-if-changed={}", features.display());
    for file in documents(features)? {
        castile_codegen::configure()
            .document_enum(true)
            .server(true)
            .compile([&file])?;
    }
    castile_codegen::configure()
        .document_enum(true)
        .optional("root")
        .file_name("left_out")
        .compile([features.join("forms.xsd")])?;
    castile_codegen::configure()
        .document_enum(true)
        .server(true)
        .compile(["../wsdl/CommandWebService.wsdl"])?;
    castile_codegen::configure()
        .operations(["get"])
        .declared_only(true)
        .derived("Record", "Invoice")
        .derived("event", "moved")
        .compile(["records.wsdl"])?;
    peers()
}

/// The WSDLs and schemas of a folder, in order of their names.
fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "xsd" || e == "wsdl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The interop peers publish a service with a richer type than ours; its client is generated where they are.
fn peers() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-env-changed=CASTILE_SHARED");
    println!("cargo:rustc-check-cfg=cfg(peers)");
    println!("cargo:rustc-check-cfg=cfg(edge10)");
    let Ok(shared) = env::var("CASTILE_SHARED") else {
        return Ok(());
    };
    let edge10 = Path::new(&shared).join("corpus/birst-edge10/edge10.wsdl");
    if edge10.is_file() {
        castile_codegen::configure()
            .document_enum(true)
            .compile([&edge10])?;
        println!("cargo:rustc-cfg=edge10");
    }
    let wsdl = Path::new(&shared).join("lab/wsdl/CommandWebService.wsdl");
    if wsdl.is_file() {
        castile_codegen::configure()
            .file_name("peers")
            .server(true)
            .compile([&wsdl])?;
        for (name, file) in [("peers_encoded", "rpcenc"), ("peers_rpc", "rpclit")] {
            let wsdl = wsdl.with_file_name(format!("{file}.wsdl"));
            castile_codegen::configure()
                .file_name(name)
                .document_enum(true)
                .server(true)
                .compile([&wsdl])?;
        }
        println!("cargo:rustc-cfg=peers");
    }
    Ok(())
}
