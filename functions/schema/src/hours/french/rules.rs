//! Clauses into rules: in the order in which one overrides another.
//!
//! OSM lets a later rule replace an earlier one of the same day; French does
//! not say. A day that two clauses speak of is therefore accepted only where
//! both readings agree, or where one clause plainly makes an exception to a wider
//! one.

use super::super::problem::{Fault, Problem};
use super::super::rule::{Days, Effect, Join, Period, Rule, Span};
use super::clauses::{Clause, Clauses, Said, is_stretch};

/// What hours by appointment are called in the canonical string.
pub(super) const APPOINTMENT: &str = "sur rendez-vous";

/// In which order rules are written: the later override the earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Week,
    Season,
    WeeklyClosure,
    Holidays,
    Date,
    DatedClosure,
}

pub(super) fn rules(text: &str, clauses: Clauses) -> Result<Vec<Rule>, Vec<Problem>> {
    let Clauses { said: clauses, also_by_appointment, mut problems } = clauses;
    let mut checker = Checker { text, clauses: &clauses, problems: Vec::new() };
    for clause in &clauses {
        checker.clause(clause);
    }
    // A clause at fault would clash with others for no other reason.
    let is_sound = problems.is_empty() && checker.problems.is_empty();
    let mut ranked = if is_sound { checker.open_rules() } else { Vec::new() };
    problems.append(&mut checker.problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    for clause in clauses.iter().filter(|clause| clause.said == Said::Closed) {
        let mut rule = rule(clause, Effect::Closed);
        rule.times.clone_from(&clause.times);
        ranked.push((rank(clause), rule));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut rules: Vec<Rule> = Vec::with_capacity(ranked.len());
    for (rank, rule) in ranked {
        if rank == Rank::Season && leaves_days_of(&rules, &rule) {
            rules.push(Rule { periods: rule.periods.clone(), ..Rule::new(Effect::Closed) });
        }
        rules.push(rule);
    }
    if also_by_appointment {
        let mut rule = Rule::new(Effect::Unknown);
        rule.comment = Some(APPOINTMENT.to_owned());
        rule.join = if rules.is_empty() { Join::Replace } else { Join::Fallback };
        rules.push(rule);
    }
    Ok(rules)
}

/// Whether a season's first rule would leave days of the usual week as they are:
/// a season's hours are all the hours of that season.
fn leaves_days_of(before: &[Rule], rule: &Rule) -> bool {
    let usual = before
        .iter()
        .filter(|earlier| earlier.periods.is_empty() && earlier.effect != Effect::Closed)
        .fold(0, |mask, earlier| mask | earlier.days.mask());
    let has_nth = before.iter().any(|earlier| earlier.periods.is_empty() && !earlier.days.nth.is_empty());
    let is_first = !before.iter().any(|earlier| earlier.periods == rule.periods);
    is_first && (usual & !rule.days.mask() != 0 || has_nth)
}

fn rank(clause: &Clause) -> Rank {
    let is_dated = !clause.periods.is_empty() && !clause.inherited;
    let is_holiday = clause.days.as_ref().is_some_and(|days| days.plain == 0 && days.holidays);
    match clause.said {
        _ if is_holiday && !is_dated => Rank::Holidays,
        Said::Open if is_dated && !is_stretch(&clause.periods) => Rank::Date,
        Said::Open if !clause.periods.is_empty() => Rank::Season,
        Said::Open => Rank::Week,
        Said::Closed if is_dated => Rank::DatedClosure,
        Said::Closed => Rank::WeeklyClosure,
    }
}

fn rule(clause: &Clause, effect: Effect) -> Rule {
    let mut rule = Rule::new(effect);
    rule.periods.clone_from(&clause.periods);
    rule.days = clause.days.clone().unwrap_or_default();
    rule
}

struct Checker<'a> {
    text: &'a str,
    clauses: &'a [Clause],
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn fault(&mut self, fault: Fault, clause: &Clause) {
        self.problems.push(Problem::new(fault, self.text, clause.range.clone()));
    }

    fn others<'b>(&'b self, clause: &'b Clause) -> impl Iterator<Item = &'b Clause> {
        self.clauses.iter().filter(move |other| !std::ptr::eq(*other, clause))
    }

    fn clause(&mut self, clause: &Clause) {
        match clause.said {
            Said::Open => self.open_clause(clause),
            Said::Closed => self.closed_clause(clause),
        }
    }

    fn open_clause(&mut self, clause: &Clause) {
        let others_have_hours =
            self.others(clause).any(|other| other.said == Said::Open && (!other.times.is_empty() || other.all_day));
        let says_nothing = clause.days.is_none() && clause.periods.is_empty() && !clause.has_hours();
        if says_nothing {
            return self.fault(Fault::NotUnderstood, clause);
        }
        let is_only_inherited = clause.days.is_none() && (clause.periods.is_empty() || clause.inherited);
        let others_have_days = self
            .others(clause)
            .any(|other| other.said == Said::Open && other.periods == clause.periods && other.days.is_some());
        if clause.has_hours() && is_only_inherited && others_have_days {
            self.fault(Fault::MissingDays, clause);
        } else if !clause.has_hours() && (others_have_hours || (clause.days.is_none() && !clause.explicit)) {
            self.fault(Fault::MissingTimes, clause);
        }
    }

    fn closed_clause(&mut self, clause: &Clause) {
        let is_bare =
            clause.days.is_none() && (clause.periods.is_empty() || clause.inherited) && clause.times.is_empty();
        if is_bare && self.clauses.len() > 1 {
            return self.fault(Fault::NotUnderstood, clause);
        }
        if !clause.times.is_empty() {
            return;
        }
        let Some(closed) = &clause.days else { return };
        let contradicts = self.others(clause).any(|other| {
            let open = other.days.as_ref().map_or(0, |days| days.plain);
            other.said == Said::Open && other.periods == clause.periods && open != 0 && open & !closed.plain == 0
        });
        if contradicts {
            self.fault(Fault::DaySaidTwice, clause);
        }
    }

    /// The rules of what is open, the hours of one set of days brought together.
    fn open_rules(&mut self) -> Vec<(Rank, Rule)> {
        let mut ranked: Vec<(Rank, Rule)> = Vec::new();
        for clause in self.clauses.iter().filter(|clause| clause.said == Said::Open) {
            let rule = open_rule(clause);
            match self.place(&ranked, &rule) {
                Place::Own => ranked.push((rank(clause), rule)),
                Place::With(index) => {
                    let times = &mut ranked[index].1.times;
                    times.extend(&rule.times);
                    times.sort_unstable();
                }
                Place::Clash(fault) => self.fault(fault, clause),
            }
            if clause.times.windows(2).any(|pair| pair[0].overlaps(pair[1])) {
                self.fault(Fault::Overlap, clause);
            }
        }
        ranked
    }

    #[expect(clippy::unused_self, reason = "the checks of a clause read as one family")]
    fn place(&self, ranked: &[(Rank, Rule)], rule: &Rule) -> Place {
        for (index, (_, earlier)) in ranked.iter().enumerate() {
            if !same_year(&earlier.periods, &rule.periods) {
                continue;
            }
            let overlap = earlier.spans().iter().any(|span| rule.spans().iter().any(|other| span.overlaps(*other)));
            if earlier.days == rule.days {
                let both_hours = !earlier.times.is_empty() && !rule.times.is_empty();
                return match (overlap, both_hours && earlier.effect == rule.effect) {
                    (false, true) => Place::With(index),
                    (true, _) => Place::Clash(Fault::Overlap),
                    (false, false) => Place::Clash(Fault::DaySaidTwice),
                };
            }
            let narrower = is_within(&rule.days, &earlier.days);
            let shares = shares_a_day(&rule.days, &earlier.days);
            if shares && !(narrower && overlap) {
                return Place::Clash(Fault::DaySaidTwice);
            }
        }
        Place::Own
    }
}

/// Where a rule goes among those before it.
enum Place {
    Own,
    With(usize),
    Clash(Fault),
}

fn same_year(left: &[Period], right: &[Period]) -> bool {
    left == right
}

fn is_within(inner: &Days, outer: &Days) -> bool {
    inner.mask() & !outer.mask() == 0
        && inner.nth.iter().all(|&(day, _)| outer.mask() & (1 << day) != 0)
        && inner != outer
        && (!inner.holidays || inner.is_special() || outer.holidays)
}

fn shares_a_day(left: &Days, right: &Days) -> bool {
    let nth_in = |nth: &[(u8, i8)], mask: u8| nth.iter().any(|&(day, _)| mask & (1 << day) != 0);
    left.mask() & right.mask() != 0
        || nth_in(&left.nth, right.mask())
        || nth_in(&right.nth, left.mask())
        || left.nth.iter().any(|nth| right.nth.contains(nth))
        || (left.holidays && right.holidays)
}

fn open_rule(clause: &Clause) -> Rule {
    let is_known = (!clause.times.is_empty() || clause.all_day) && !clause.appointment;
    let mut rule = rule(clause, if is_known { Effect::Open } else { Effect::Unknown });
    rule.times.clone_from(&clause.times);
    rule.times.sort_unstable();
    if rule.times == [Span::WHOLE_DAY] {
        rule.times.clear();
    }
    // `24/7` and `7j/7 - 24h/24` are one thing, written one way.
    if clause.all_day && rule.days == Days::plain(Days::EVERY) && rule.periods.is_empty() {
        rule.days = Days::default();
    }
    if clause.appointment {
        rule.comment = Some(APPOINTMENT.to_owned());
    }
    rule
}
