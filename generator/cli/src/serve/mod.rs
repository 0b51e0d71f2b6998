//! The local server: the site as it will be, its desk, and the staff's bureau.
//!
//! Four things run: a thread that builds when files or the clock say so, the
//! public listener, the bureau's own listener, and the tick that tells people. They
//! share the state of the last build, the desk, and nothing else.
//!
//! Architecture invariant: nothing of the preview (script, overlay, bureau) is
//! ever written into the built site.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use desk::inbox::Inbox;
use site::Options;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::Status;
use crate::arguments::{Desk, Serve};
use crate::bureau;
use crate::context::Context;
use crate::failure::Failure;
use crate::inbox::Office;
use crate::mail;
use crate::static_files::{Audience, Folder};
use crate::store;
use crate::words::{self, Phrase};

mod builder;
mod listening;
mod live;
mod public;
mod ticking;
mod watcher;

/// What is still being answered when the server is asked to stop gets this long.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// `parvis serve`: for those who write the site and answer its requests.
pub(crate) fn run(context: &Context, serve: &Serve) -> Result<Status, Failure> {
    let settings = context.settings()?;
    let prefix = settings.base_path().to_owned();
    let runtime = Runtime::new()?;
    let public = runtime.block_on(listen(SocketAddr::new(serve.door.host, serve.door.port)))?;
    let bureau = runtime.block_on(listen(SocketAddr::from((Ipv4Addr::LOCALHOST, serve.bureau_port))))?;
    let desk = store::open(context, &serve.door.store)?;
    let office = Office::new(Inbox::new(desk.clone()), &context.root);
    runtime.block_on(settle(context, &office))?;

    let output = context.root.join("output");
    let options = Options { output: output.clone(), base_url: None, drafts: serve.drafts, jobs: None };
    let building = builder::start(context, options)?;
    let folder = Folder::new(output, &prefix, Audience::Authors);
    let site = public::preview(desk::router(desk.clone()), folder, building.live(), &prefix);
    // On the network, this machine has names that only its people know.
    let site = if serve.door.host.is_loopback() { public::for_this_machine(site) } else { site };
    let door = bureau::Door::new(bureau.local_addr()?, context.language())?;

    let public_address = public.local_addr()?;
    context.terminal.warn(&Phrase::SiteAt(words::address(public_address, &prefix)));
    context.terminal.warn(&Phrase::BureauAt(door.link()));
    context.terminal.say(&Phrase::HowToStop);
    let site_address = words::address(public_address, "");
    let staff = bureau::router(bureau::Bureau::new(door, office, context, site_address));
    mail::warn(context)?;
    runtime.block_on(until_stopped(context, desk, vec![(public, site), (bureau, staff)], building.live()))?;
    building.stop();
    Ok(Status::Fine)
}

/// `parvis desk`: for a server that everybody reaches.
pub(crate) fn run_desk(context: &Context, desk: &Desk) -> Result<Status, Failure> {
    let prefix = context.settings()?.base_path().to_owned();
    let output = context.root.join("output");
    if !output.join("index.html").is_file() {
        return Err(Failure::NotBuilt(PathBuf::from("output")));
    }
    let runtime = Runtime::new()?;
    let listener = runtime.block_on(listen(SocketAddr::new(desk.door.host, desk.door.port)))?;
    let opened = store::open(context, &desk.door.store)?;
    let folder = Folder::new(output, &prefix, Audience::Public);
    let site = public::published(desk::router(opened.clone()), folder, &prefix);
    let site = public::behind(site, desk.trusted_proxy);
    context.terminal.warn(&Phrase::SiteAt(words::address(listener.local_addr()?, &prefix)));
    mail::warn(context)?;
    runtime.block_on(until_stopped(context, opened, vec![(listener, site)], live::Live::none()))?;
    Ok(Status::Fine)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|source| Failure::Listen { address, source })
}

/// Finishes or gives up what a process that died left half-way.
async fn settle(context: &Context, office: &Office) -> Result<(), Failure> {
    for (reference, settled) in office.settle().await.map_err(|error| Failure::Inbox(Box::new(error)))? {
        context.terminal.warn(&Phrase::settled(&reference, &settled, context.language()));
    }
    Ok(())
}

/// Serves until the terminal or the system asks to stop.
async fn until_stopped(
    context: &Context,
    desk: Arc<desk::Desk>,
    served: Vec<(TcpListener, Router)>,
    live: live::Live,
) -> Result<(), Failure> {
    let (stop, stopping) = watch::channel(false);
    let mut servers = tokio::task::JoinSet::new();
    servers.spawn(ticking::keep(desk, stopping.clone()));
    for (listener, router) in served {
        servers.spawn(listening::serve(listener, router, stopping.clone(), listening::BOUNDS));
    }
    asked_to_stop().await?;
    context.terminal.say(&Phrase::Stopping);
    live.end();
    let _served = stop.send(true);
    let all = async { while servers.join_next().await.is_some() {} };
    let _in_time = tokio::time::timeout(LAST_ANSWERS, all).await;
    Ok(())
}

#[cfg(unix)]
async fn asked_to_stop() -> Result<(), Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed?,
        _ = terminated.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_stop() -> Result<(), Failure> {
    Ok(tokio::signal::ctrl_c().await?)
}
