//! How long an answer is waited for, and when to ask again.
//!
//! Whatever passes by itself (throttling, a conflict with another transaction, a
//! line that was cut, an answer that does not come) is tried again after a pause
//! of chance length, until the time of the operation is over. What does not pass
//! is told at once.
//!
//! Architecture invariant: what is told is the name of the failure, never the
//! words of the answer: they may quote what was kept.

use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use tokio::time::{Instant, sleep, timeout_at};

use crate::random;
use crate::unavailable::Unavailable;

/// Visitors wait for it: beyond, they are told to come back.
const TOTAL: Duration = Duration::from_secs(3);
/// An answer usually takes milliseconds; one that is lost leaves time for others.
const ONE: Duration = Duration::from_millis(900);
const SILENCE: &str = "no answer in time";
const SHORTEST: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_millis(400);

/// Why one attempt came to nothing.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// It may go well in a moment; whether it was carried out is not known.
    Passing(String),
    /// It will not.
    Lasting(String),
}

impl Trouble {
    pub(super) fn lasting(cause: &str) -> Self {
        Self::Lasting(cause.to_owned())
    }

    fn silence() -> Self {
        Self::Passing(SILENCE.to_owned())
    }

    fn cause(self) -> String {
        match self {
            Self::Passing(cause) | Self::Lasting(cause) => cause,
        }
    }
}

/// The time of one operation.
#[derive(Debug)]
pub(super) struct Patience {
    until: Instant,
    tries: u32,
    /// The last cause that had a name: it says more than that time ran out.
    named: Option<String>,
}

impl Patience {
    pub(super) fn new() -> Self {
        Self { until: Instant::now() + TOTAL, tries: 0, named: None }
    }

    /// Asks once.
    pub(super) async fn once<T, E: ProvideErrorMetadata>(
        &self,
        asking: impl Future<Output = Result<T, SdkError<E>>>,
    ) -> Result<T, Trouble> {
        self.reasoned(asking).await.map_err(|problem| problem.unwrap_or_else(|error| trouble(&error)))
    }

    /// Asks once, and hands out the error of the server for a closer look.
    pub(super) async fn reasoned<T, E>(
        &self,
        asking: impl Future<Output = Result<T, SdkError<E>>>,
    ) -> Result<T, Result<Trouble, SdkError<E>>> {
        match timeout_at(self.until.min(Instant::now() + ONE), asking).await {
            Ok(answer) => answer.map_err(Err),
            Err(_) => Err(Ok(Trouble::silence())),
        }
    }

    /// Waits a moment before another attempt, or gives up.
    pub(super) async fn pause(&mut self, trouble: Trouble) -> Result<(), Unavailable> {
        let pause = self.next_pause()?;
        let is_over = Instant::now() + pause >= self.until;
        match trouble {
            Trouble::Passing(cause) if !is_over => {
                self.tries += 1;
                self.named = Some(cause).filter(|cause| cause != SILENCE).or_else(|| self.named.take());
                sleep(pause).await;
                Ok(())
            }
            trouble => {
                let cause = trouble.cause();
                let named = self.named.take().filter(|_| cause == SILENCE);
                Err(Unavailable::new(named.unwrap_or(cause)))
            }
        }
    }

    /// Between nothing and a bound that doubles: those who collided part ways.
    fn next_pause(&self) -> Result<Duration, Unavailable> {
        let bound = SHORTEST.saturating_mul(1 << self.tries.min(8)).min(LONGEST);
        let chance = u32::from(u16::from_le_bytes(random::bytes()?));
        Ok(bound * chance / u32::from(u16::MAX))
    }
}

/// What the failure of a request means.
pub(super) fn trouble<E: ProvideErrorMetadata>(error: &SdkError<E>) -> Trouble {
    match error {
        SdkError::ServiceError(service) => told(service.err().code(), service.raw().status().as_u16()),
        SdkError::TimeoutError(_) => Trouble::silence(),
        SdkError::DispatchFailure(_) => Trouble::Passing("DynamoDB can't be reached".to_owned()),
        SdkError::ResponseError(_) => Trouble::Passing("the answer was cut".to_owned()),
        _ => Trouble::lasting("the request can't be written"),
    }
}

/// What the server says by a name and a number.
fn told(code: Option<&str>, status: u16) -> Trouble {
    let name = code.unwrap_or("an error without a name").to_owned();
    let passes = matches!(
        name.as_str(),
        "ProvisionedThroughputExceededException"
            | "ThrottlingException"
            | "RequestLimitExceeded"
            | "TransactionConflictException"
            | "TransactionInProgressException"
            | "ReplicatedWriteConflictException"
            | "InternalServerError"
    );
    if passes || status >= 500 { Trouble::Passing(name) } else { Trouble::Lasting(name) }
}
