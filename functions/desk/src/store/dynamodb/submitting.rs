//! A submission: read what decides, judge, write all of it under the condition
//! that what was read still holds; else again.
//!
//! Architecture invariant: the order of judging is that of the embedded store.

use std::collections::HashMap;

use jiff::Timestamp;

use super::item::{self, Expression, Item, Row, alone, digested};
use super::patience::{Patience, Trouble};
use super::table::{Action, Written};
use super::{
    DynamoDb, Mark, Stroke, absent, book_key, book_put, code_key, code_row, errands, mark_key, queue, request_key,
    request_row, stroke,
};
use crate::code::{Posted, Proof};
use crate::key::Digest;
use crate::reference::Reference;
use crate::request::Request;
use crate::store::{IDENTITY_LIFE, LIKENESS_LIFE, Rate, Spent, Submission, Submitted};
use crate::unavailable::Unavailable;

impl DynamoDb {
    pub(super) async fn submitted(&self, submission: Submission) -> Result<Submitted, Unavailable> {
        let stroke = stroke()?;
        let mut patience = Patience::new();
        loop {
            let trouble = match self.attempt(&submission, stroke, &patience).await {
                Ok(Some(submitted)) => return Ok(submitted),
                Ok(None) => Trouble::Passing("others write at the same place".to_owned()),
                Err(trouble) => trouble,
            };
            patience.pause(trouble).await?;
        }
    }

    /// One round; none when what was read did not hold until it was written.
    async fn attempt(
        &self,
        submission: &Submission,
        stroke: Stroke,
        patience: &Patience,
    ) -> Result<Option<Submitted>, Trouble> {
        let known = Known { items: self.table.get_all(keys(submission), patience).await?, submission };
        if let Some(request) = known.own(stroke)? {
            return Ok(Some(Submitted::Recorded(Box::new(request))));
        }
        if let Some(mark) = known.live_mark()?
            && let Some(request) = self.found(&mark.reference, patience).await?
        {
            let same = mark.content == submission.marks.content;
            return Ok(Some(if same { Submitted::Again(mark.recalled(request)) } else { Submitted::KeyReused }));
        }
        if let Some(refused) = known.refused()? {
            return Ok(Some(refused));
        }
        let (request, actions) = known.actions(stroke)?;
        let written = self.table.write(actions, patience).await?;
        Ok((written == Written::All).then(|| Submitted::Recorded(Box::new(request))))
    }
}

/// Everything that decides what becomes of a submission.
fn keys(submission: &Submission) -> Vec<Row> {
    let Submission { request, rate, code, page, books, spent, .. } = submission;
    let mut keys = vec![request_key(&request.reference), mark_key(judged_mark(submission))];
    keys.extend(rate.map(|rate| rate_key(&rate)));
    keys.extend(spent.map(|spent| spent_key(&spent)));
    keys.extend(code.map(|_| code_key(page)));
    keys.extend(books.iter().map(|book| book_key(&book.name)));
    keys
}

/// The mark that tells a repetition: the sender's key, or else the content.
fn judged_mark(submission: &Submission) -> &Digest {
    submission.marks.identity.as_ref().unwrap_or(&submission.marks.likeness)
}

fn rate_key(rate: &Rate) -> Row {
    alone(&digested("rate", &rate.network))
}

fn spent_key(spent: &Spent) -> Row {
    alone(&digested("spent", &spent.digest))
}

/// A submission and what the table says of it.
struct Known<'a> {
    items: HashMap<String, Item>,
    submission: &'a Submission,
}

impl Known<'_> {
    fn at(&self, key: Row) -> Option<&Item> {
        let key = key.item();
        key.get("pk").and_then(|value| value.as_s().ok()).and_then(|partition| self.items.get(partition))
    }

    fn now(&self) -> Timestamp {
        self.submission.request.received_at
    }

    fn request(&self) -> Option<&Item> {
        self.at(request_key(&self.submission.request.reference))
    }

    /// What an earlier round recorded, though its answer was lost.
    fn own(&self, stroke: Stroke) -> Result<Option<Request>, Trouble> {
        match self.request() {
            Some(item) if item::bytes(item, "stroke")? == stroke => item::json(item, "record").map(Some),
            _ => Ok(None),
        }
    }

    fn mark(&self) -> Result<Option<Mark>, Trouble> {
        self.at(mark_key(judged_mark(self.submission))).map(Mark::read).transpose()
    }

    fn live_mark(&self) -> Result<Option<Mark>, Trouble> {
        Ok(self.mark()?.filter(|mark| mark.expires_at > self.now()))
    }

    /// Why nothing is to be written.
    fn refused(&self) -> Result<Option<Submitted>, Trouble> {
        if self.request().is_some() {
            return Ok(Some(Submitted::Taken));
        }
        if let Some(spent) = self.submission.spent.and_then(|spent| self.at(spent_key(&spent)))
            && item::moment(spent, "expires_at")? > self.now()
        {
            return Ok(Some(Submitted::Spent));
        }
        for book in &self.submission.books {
            let version = self.at(book_key(&book.name)).map_or(Ok(0), |item| item::number(item, "version"))?;
            if version != book.version {
                return Ok(Some(Submitted::Outrun));
            }
        }
        let Some(rate) = &self.submission.rate else { return Ok(None) };
        let counted = self.counted(rate)?;
        Ok(counted.filter(|counted| counted.recorded >= rate.most).map(|counted| {
            let until = counted.started_at + rate.within;
            Submitted::TooMany { until }
        }))
    }

    /// What a network has sent in the time that runs.
    fn counted(&self, rate: &Rate) -> Result<Option<Counted>, Trouble> {
        let Some(item) = self.at(rate_key(rate)) else { return Ok(None) };
        let counted =
            Counted { started_at: item::moment(item, "started_at")?, recorded: item::number(item, "recorded")? };
        Ok(Some(counted).filter(|counted| counted.started_at > self.now() - rate.within))
    }

    /// The request as it is to be recorded, and all that is written with it.
    fn actions(&self, stroke: Stroke) -> Result<(Request, Vec<Action>), Trouble> {
        let submission = self.submission;
        let mut request = submission.request.clone();
        let mut actions = Vec::new();
        request.proof = self.judge_code(&mut actions)?;
        actions.push(Action::put_if(request_row(&request, stroke)?, absent()));
        actions.extend(queue::lines(&request));
        self.count(&mut actions)?;
        self.keep_marks(&mut actions)?;
        for book in &submission.books {
            actions.push(book_put(book, stroke)?);
        }
        actions.extend(submission.errands.iter().map(errands::put));
        if let Some(spent) = submission.spent {
            let row = spent_key(&spent).moment("expires_at", spent.expires_at).forgotten_after(spent.expires_at);
            let condition = Expression::new("attribute_not_exists(#pk) OR #expires_at <= :now");
            actions.push(Action::put_if(row, condition.number(":now", self.now().as_millisecond())));
        }
        Ok((request, actions))
    }

    /// What the typed code proves; the try counts if nobody tried meanwhile.
    fn judge_code(&self, actions: &mut Vec<Action>) -> Result<Proof, Trouble> {
        let Some(typed) = self.submission.code else { return Ok(Proof::None) };
        let page = &self.submission.page;
        let Some(item) = self.at(code_key(page)) else { return Ok(Proof::WrongCode) };
        let read = Posted {
            page: page.clone(),
            digest: item::digest(item, "digest")?,
            expires_at: item::moment(item, "expires_at")?,
            tries: item::number(item, "tries")?,
            used: item::number::<u8>(item, "used")? != 0,
        };
        let condition = Expression::new("#digest = :digest AND #tries = :tries AND #used = :used")
            .bytes(":digest", read.digest.as_bytes().to_vec())
            .number(":tries", read.tries)
            .number(":used", i64::from(read.used));
        let mut judged = read;
        let proof = judged.judge(typed, self.now());
        actions.push(Action::put_if(code_row(&judged), condition));
        Ok(proof)
    }

    fn count(&self, actions: &mut Vec<Action>) -> Result<(), Trouble> {
        let Some(rate) = &self.submission.rate else { return Ok(()) };
        let key = rate_key(rate);
        let action = if let Some(counted) = self.counted(rate)? {
            let condition = Expression::new("#started_at = :started_at AND #recorded < :most")
                .number(":started_at", counted.started_at.as_millisecond())
                .number(":most", rate.most);
            Action::Update(key, Expression::new("ADD #recorded :one").number(":one", 1), condition)
        } else {
            let row = key.moment("started_at", self.now()).number("recorded", 1);
            let row = row.forgotten_after(self.now() + rate.within);
            let begun = (self.now() - rate.within).as_millisecond();
            let condition = Expression::new("attribute_not_exists(#pk) OR #started_at <= :begun");
            Action::put_if(row, condition.number(":begun", begun))
        };
        actions.push(action);
        Ok(())
    }

    fn keep_marks(&self, actions: &mut Vec<Action>) -> Result<(), Trouble> {
        let Submission { marks, masked, request, .. } = self.submission;
        let mark = |life| Mark {
            content: marks.content,
            reference: request.reference.clone(),
            masked: *masked,
            expires_at: request.received_at + life,
        };
        let unchanged = match self.mark()? {
            None => absent(),
            Some(read) => as_read(&read.reference, read.expires_at),
        };
        match &marks.identity {
            Some(identity) => {
                actions.push(Action::put_if(mark(IDENTITY_LIFE).row(identity), unchanged));
                actions.push(Action::put(mark(LIKENESS_LIFE).row(&marks.likeness)));
            }
            None => actions.push(Action::put_if(mark(LIKENESS_LIFE).row(&marks.likeness), unchanged)),
        }
        Ok(())
    }
}

fn as_read(reference: &Reference, expires_at: Timestamp) -> Expression {
    Expression::new("#reference = :reference AND #expires_at = :expires_at")
        .text(":reference", reference.as_str())
        .number(":expires_at", expires_at.as_millisecond())
}

/// The count of a network.
struct Counted {
    started_at: Timestamp,
    recorded: u32,
}
