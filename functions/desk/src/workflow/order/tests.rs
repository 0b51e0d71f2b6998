//! Claims about the moves of orders: whatever is tried, in whatever order, at
//! whatever moment.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::json;

use super::{Move, Order, Stage, Step};
use crate::request::{Request, Who};
use crate::workflow::{Matter, State};

const HOURS: i64 = 10;

fn request() -> Request {
    let part = |merchant: &str, hours: i64| {
        json!({
            "merchant": merchant, "title": merchant, "url": "/", "stage": "received",
            "cutoff": Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours),
            "lines": [{ "product": "p", "name": "P", "quantity": 2, "price": "1,50 €" }],
        })
    };
    serde_json::from_value(json!({
        "reference": "MK-2222-2222", "version": 1, "form": "commande", "language": "fr", "channel": "web",
        "received_at": Timestamp::UNIX_EPOCH, "secret": vec![0; 32], "proof": "none",
        "matter": {
            "workflow": "order", "title": "Commander", "url": "/",
            "point": { "key": "p", "title": "P", "url": "/", "slot": "1970-01-01T13:00", "starts_at": Timestamp::UNIX_EPOCH, "ends_at": Timestamp::UNIX_EPOCH },
            "parts": [part("a", 4), part("b", 8)], "fee": "0,50 €", "agreed": "6,50 €", "answers": {}, "is_cancelled": false,
        },
        "history": [],
    }))
    .unwrap()
}

fn order(request: &Request) -> &Order {
    match &request.matter {
        Matter::Order(order) => order,
        _ => panic!("it asks something else"),
    }
}

fn any_move() -> impl Strategy<Value = Move> {
    let merchant = prop_oneof![Just("a"), Just("b"), Just("c")];
    let step = prop_oneof![
        Just(Step::Confirm),
        Just(Step::Prepare),
        Just(Step::Bring),
        Just(Step::HandOver),
        Just(Step::Refuse { reason: "non".to_owned() }),
    ];
    prop_oneof![
        9 => (merchant, step).prop_map(|(merchant, step)| Move::Part { merchant: merchant.to_owned(), step }),
        1 => Just(Move::Cancel),
    ]
}

fn rank(stage: &Stage) -> u8 {
    match stage {
        Stage::Received => 0,
        Stage::Confirmed => 1,
        Stage::Prepared => 2,
        Stage::Ready => 3,
        Stage::HandedOver | Stage::Refused { .. } => 4,
    }
}

proptest! {
    #[test]
    fn a_part_only_goes_forward_one_step_at_a_time(moves in proptest::collection::vec((any_move(), 0..2_i64), 0..40)) {
        let mut at = Timestamp::UNIX_EPOCH;
        let mut request = request();
        for (step, hours) in moves {
            at += SignedDuration::from_hours(hours);
            let was = request.clone();
            match request.make_order(step.clone(), Who::Merchant, at) {
                Ok(()) => {
                    prop_assert!(!order(&was).is_cancelled, "what was taken back stays so");
                    prop_assert_eq!(request.history.len(), was.history.len() + 1);
                    if step == Move::Cancel {
                        prop_assert!(order(&was).cutoff().unwrap() > at, "not after the earliest cut-off");
                    }
                }
                Err(illegal) => {
                    prop_assert_eq!(serde_json::to_value(&request).unwrap(), serde_json::to_value(&was).unwrap());
                    let stays = was.state(at);
                    let parts: Vec<State> = order(&was).parts.iter().map(|part| part.state(at)).collect();
                    prop_assert!(illegal.state == stays || parts.contains(&illegal.state));
                }
            }
            for (before, after) in order(&was).parts.iter().zip(&order(&request).parts) {
                let (before, after) = (rank(&before.stage), rank(&after.stage));
                prop_assert!(after == before || after == before + 1 || after == 4);
            }
            // What is asked, where and when never changes.
            prop_assert_eq!(&order(&was).point, &order(&request).point);
            prop_assert_eq!(order(&was).asked(), order(&request).asked());
        }
    }

    #[test]
    fn a_state_is_of_the_record_and_the_moment(hours in 0..HOURS, confirmed in any::<bool>()) {
        let mut request = request();
        if confirmed {
            let step = Move::Part { merchant: "a".to_owned(), step: Step::Confirm };
            request.make_order(step, Who::Merchant, Timestamp::UNIX_EPOCH).unwrap();
        }
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let silent = if confirmed { 8 } else { 4 };
        let wanted = if hours >= silent { State::Unanswered } else { State::Received };
        prop_assert_eq!(request.state(at), wanted);
    }
}

#[test]
fn nothing_is_to_be_paid_for_what_is_refused() {
    let mut request = request();
    let refuse =
        |merchant: &str| Move::Part { merchant: merchant.to_owned(), step: Step::Refuse { reason: "non".to_owned() } };
    let mut totals = vec![order(&request).total().cents()];
    for merchant in ["a", "b"] {
        request.make_order(refuse(merchant), Who::Merchant, Timestamp::UNIX_EPOCH).unwrap();
        totals.push(order(&request).total().cents());
    }
    assert_eq!(totals, [650, 350, 0]);
    assert_eq!(request.state(Timestamp::UNIX_EPOCH), State::Refused);
    assert!(!order(&request).holds_place());
}
