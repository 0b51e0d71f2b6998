//! Claims about places: whatever people do, in whatever order.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{Capacity, Place, Places};
use crate::reference::Reference;

/// What people and time do to a session.
#[derive(Clone, Copy, Debug)]
enum Act {
    Come,
    Leave(usize),
    Take(usize),
    Join(usize),
    Pass,
    Wait(i64),
    Resize(u32),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => Just(Act::Come),
        2 => (0..12_usize).prop_map(Act::Leave),
        3 => (0..12_usize).prop_map(Act::Take),
        1 => (0..12_usize).prop_map(Act::Join),
        2 => Just(Act::Pass),
        2 => (1..100_i64).prop_map(Act::Wait),
        1 => (0..6_u32).prop_map(Act::Resize),
    ]
}

fn reference() -> Reference {
    Reference::new().unwrap()
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at + SignedDuration::from_hours(hours)
}

fn holders(places: &Places) -> Vec<Reference> {
    places.lines().flat_map(|line| line.holders.iter().cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn never_more_places_than_capacity_and_no_place_offered_twice(
        acts in proptest::collection::vec(act(), 0..80),
        seats in 0..5_u32,
        waiting in 0..5_u32,
    ) {
        let mut places = Places::default();
        let mut capacity = Capacity { seats, waiting };
        let mut at = Timestamp::UNIX_EPOCH;
        let mut known: Vec<Reference> = Vec::new();
        for act in acts {
            let before = places.taken(at);
            let turns: Vec<_> = known.iter().map(|known| places.turn(known)).collect();
            match act {
                Act::Come => {
                    let new = reference();
                    let place = places.admit(new.clone(), capacity, at);
                    let overtook = place == Some(Place::Seated) && turns.iter().any(Option::is_some);
                    prop_assert!(!overtook, "someone overtook who waits");
                    known.extend(place.map(|_| new));
                }
                Act::Leave(who) => {
                    if let Some(who) = known.get(who) { places.leave(who); }
                }
                Act::Take(who) => {
                    if let Some(who) = known.get(who).cloned() {
                        let was_offered = places.lines().any(|line| line.holders.contains(&who) && line.place.is_offered(at));
                        prop_assert_eq!(places.take(&who, at).is_some(), was_offered);
                    }
                }
                Act::Join(who) => {
                    let new = reference();
                    if let Some(who) = known.get(who).cloned() && places.join(&who, new.clone(), at).is_some() {
                        known.push(new);
                    }
                }
                Act::Pass => {
                    let passed = places.pass_on(capacity, at, later(at, 48));
                    let twice = passed.offered.iter().filter(|offered| passed.lapsed.contains(offered)).count();
                    prop_assert_eq!(twice, 0);
                    prop_assert!(places.waiting() == 0 || places.taken(at) >= capacity.seats, "a place stays unoffered");
                }
                Act::Wait(hours) => at = later(at, hours),
                Act::Resize(seats) => capacity.seats = seats,
            }
            // A session that was made smaller keeps whom it had, and takes nobody more.
            prop_assert!(places.taken(at) <= capacity.seats.max(before), "{:?}", places);
            prop_assert!(places.waiting() <= waiting);
            let all = holders(&places);
            prop_assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "one person, two lines");
            prop_assert!(places.lines().all(|line| (1..=2).contains(&line.holders.len())));
        }
    }
}

#[test]
fn a_freed_place_goes_to_who_waits_first_and_passes_on_when_it_is_not_taken() {
    let capacity = Capacity { seats: 1, waiting: 2 };
    let (at, names) = (Timestamp::UNIX_EPOCH, [reference(), reference(), reference()]);
    let mut places = Places::default();
    let given: Vec<_> = names.iter().map(|name| places.admit(name.clone(), capacity, at)).collect();
    assert_eq!(given, [Some(Place::Seated), Some(Place::Waiting), Some(Place::Waiting)]);
    assert_eq!(places.admit(reference(), capacity, at), None, "as many wait as may");
    assert_eq!(places.turn(&names[2]), Some(2));
    places.leave(&names[0]);
    assert_eq!(places.pass_on(capacity, at, later(at, 48)).offered, [names[1].clone()]);
    assert_eq!(places.turn(&names[2]), Some(1));
    assert_eq!(places.take(&names[2], at), None, "it is not theirs");
    // The deadline passes, and nothing ran: the place can no longer be taken.
    let late = later(at, 48);
    assert_eq!((places.taken(late), places.take(&names[1], late)), (0, None));
    let passed = places.pass_on(capacity, late, later(late, 48));
    assert_eq!((passed.lapsed, passed.offered), (vec![names[1].clone()], vec![names[2].clone()]));
    assert_eq!(places.take(&names[2], late), Some(vec![names[2].clone()]));
}

#[test]
fn two_households_hold_one_place_until_both_leave_it() {
    let capacity = Capacity { seats: 1, waiting: 0 };
    let (at, [first, second, third]) = (Timestamp::UNIX_EPOCH, [reference(), reference(), reference()]);
    let mut places = Places::default();
    assert_eq!(places.admit(first.clone(), capacity, at), Some(Place::Seated));
    assert_eq!(places.join(&first, second.clone(), at), Some(Place::Seated));
    assert_eq!(places.join(&first, third.clone(), at), None, "a child has two households at most");
    assert_eq!(places.taken(at), 1);
    places.leave(&first);
    assert_eq!(places.admit(third.clone(), capacity, at), None);
    places.leave(&second);
    assert_eq!(places.admit(third, capacity, at), Some(Place::Seated));
}
