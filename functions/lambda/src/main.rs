//! The deployed function: the desk's router under the Lambda runtime, on `DynamoDB`.
//!
//! One process serves one visit at a time; everything it keeps between two is the
//! edition of the bundle that it was handed, and its line to the table.
//!
//! Architecture invariant: no rule of the desk is here. What is: where its settings
//! come from, how an event becomes a request, and whom a request is from.

use std::process::ExitCode;
use std::sync::Arc;

use desk::Desk;
use desk::clock::Clock;
use desk::store::dynamodb::DynamoDb;
use lambda_http::{Error, service_fn};

mod bundle;
mod event;
mod log;
mod origin;
mod settings;

use bundle::Looked;
use event::Function;
use settings::Settings;

fn main() -> ExitCode {
    log::start();
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the function can't start");
            ExitCode::FAILURE
        }
    }
}

/// Answers events until the sandbox ends. One thread: there is one visit at a time,
/// and a pool of threads costs a part of every cold start.
fn serve() -> Result<(), Error> {
    let settings = Settings::read()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Arc::new(DynamoDb::new(settings.access));
        let desk = Desk::without_folder(store.clone(), Clock::System, settings.key);
        let desk = Arc::new(desk.delivering(settings.mail_password));
        let bundle = Looked::new(store, Arc::clone(&desk), settings.bundle_age);
        let function = Function::new(desk, bundle, settings.origin, &settings.base_path);
        lambda_http::run(service_fn(|request| function.answer(request))).await
    })
}
