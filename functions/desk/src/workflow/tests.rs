//! Claims about moves: whatever is tried, in whatever order.

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;

use super::update::{Decision, Intent, Move};
use super::{Matter, Request, State};
use crate::request::Who;
use crate::verified::Verified;

fn request() -> Request {
    serde_json::from_value(json!({
        "reference": "MK-2222-2222", "version": 1, "form": "mise-a-jour-commerce", "language": "fr", "channel": "web",
        "received_at": Timestamp::UNIX_EPOCH, "secret": vec![0; 32], "proof": "none",
        "matter": {
            "workflow": "update", "page": "commerces/x", "kind": "commerce", "title": "X", "url": "/commerces/x/",
            "changes": [{ "key": "a", "before": null, "after": "1" }, { "key": "b", "before": null, "after": "2" }],
            "decision": "open", "pending": null, "made": null,
        },
        "history": [],
    }))
    .unwrap()
}

fn intent() -> Intent {
    let text = String::new;
    Intent {
        file: text(),
        before_hash: text(),
        after_hash: text(),
        before_text: text(),
        after_text: text(),
        changes: Vec::new(),
    }
}

fn any_verified() -> impl Strategy<Value = Option<Verified>> {
    proptest::option::of(proptest::sample::select(Verified::ALL.to_vec()))
}

fn any_move() -> impl Strategy<Value = Move> {
    let fields = prop_oneof![Just(vec!["a".to_owned()]), Just(vec!["a".to_owned(), "b".to_owned()])];
    prop_oneof![
        (fields, any_verified()).prop_map(|(fields, verified)| Move::BeginAccept {
            fields,
            verified,
            intent: intent()
        }),
        Just(Move::BeginUndo { intent: intent() }),
        Just(Move::Finish),
        Just(Move::Abandon),
        Just(Move::Refuse { reason: "non".to_owned() }),
        Just(Move::Reopen),
        Just(Move::Cancel),
    ]
}

proptest! {
    #[test]
    fn moves_are_made_whole_or_refused_and_nothing_else(moves in proptest::collection::vec(any_move(), 0..40)) {
        let at = Timestamp::UNIX_EPOCH;
        let mut request = request();
        for step in moves {
            let before = serde_json::to_value(&request).unwrap();
            let was = request.state(at);
            let steps = request.history.len();
            match request.make(step, Who::Staff, at) {
                Ok(()) => {
                    prop_assert_ne!(was, State::Cancelled, "what was taken back stays so");
                    prop_assert_eq!(request.history.len(), steps + 1);
                }
                Err(illegal) => {
                    prop_assert_eq!(illegal.state, was);
                    prop_assert_eq!(serde_json::to_value(&request).unwrap(), before);
                }
            }
            let Matter::Update(update) = &request.matter else { panic!("it asks something else") };
            // The page holds what was accepted if and only if a change of it was made.
            prop_assert_eq!(update.made.is_some(), matches!(update.decision, Decision::Accepted { .. }));
            prop_assert_eq!(request.is_open(), request.state(at) == State::Received || request.is_pending());
        }
    }
}
