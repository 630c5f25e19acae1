//! The main job: `clearJobStatus` in SOAP 1.1 and in SOAP 1.2, over HTTP.
//!
//! The client is the one that the build step generated from `wsdl/CommandWebService.wsdl`. It calls a double of the
//! service on this machine, or the service whose URL, user and password are given:
//!
//! ```text
//! cargo run -p birst-command --example clear_job_status [URL USER PASSWORD SPACE-ID JOB-TOKEN]
//! ```

mod double;

use std::error::Error;

use birst_command::{Birst, SoapVersion, Waiting};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [url, user, password, space, job] = arguments.as_slice() {
        return clear(url, user, password, space, job).await;
    }
    if !arguments.is_empty() {
        return Err(
            "expected URL USER PASSWORD SPACE-ID JOB-TOKEN, or nothing for a double of the service"
                .into(),
        );
    }
    let service = double::start().await?;
    let url = service.url("/CommandWebService.asmx");
    println!("a double of CommandWebService answers at {url}");
    let outcome = clear(
        &url,
        double::USER,
        double::PASSWORD,
        double::SPACE,
        double::JOB,
    )
    .await;
    service.stop().await;
    outcome
}

async fn clear(
    url: &str,
    user: &str,
    password: &str,
    space: &str,
    job: &str,
) -> Result<(), Box<dyn Error>> {
    for soap in [SoapVersion::V1_1, SoapVersion::V1_2] {
        println!("\n{soap}");
        let birst = Birst::login_over(soap, url, user, password).await?;
        println!(
            "  Login               -> a token of {} characters",
            birst.token().len()
        );

        let requested = birst.clear_job_status(space, job).await?;
        println!("  clearJobStatus      -> {requested}");

        let status = birst.wait_for_job(job, Waiting::default()).await?;
        println!("  wait for the job    -> {status:?}");

        // A space that isn't there: the service refuses, and the refusal is a value as well.
        match birst
            .clear_job_status("00000000-0000-0000-0000-000000000000", job)
            .await
        {
            Ok(requested) => println!("  a space not there   -> {requested}"),
            Err(birst_command::Error::Fault(fault)) => {
                println!(
                    "  a space not there   -> fault {} ({:?}), HTTP {:?}",
                    fault.code,
                    fault.kind(),
                    fault.status
                );
                println!("                         \"{}\"", fault.reason());
            }
            Err(error) => return Err(error.into()),
        }
        birst.logout().await?;
        println!("  Logout              -> done");
    }
    Ok(())
}
