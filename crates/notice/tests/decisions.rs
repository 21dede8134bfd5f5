//! A state of decisions that is updated step by step says what deciding from nothing says, to the byte. Lists, people and
//! changes are invented: few names, birth dates, homes and numbers, so that rows meet each other in every way.

// The pipeline itself may not touch disk, environment or clock; a test on the repository's own files must.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used)]

#[path = "decisions/people.rs"]
mod people;
#[path = "repository/mod.rs"]
mod repository;
#[path = "decisions/setup.rs"]
mod setup;

use notice::composition::Face;
use notice::line::{Change, ContextChange, Decision, DecisionState, Disposition, decide};
use people::{Person, people};
use proptest::prelude::*;
use proptest::sample::Index;
use setup::{Decided, Lists, Setup, Way, context};

/// Everything that a decision says, as text of which the first difference is easily found.
fn told(decision: &Decision) -> Vec<String> {
    let mut told: Vec<String> = decision.entries.iter().map(|entry| format!("{entry:?}")).collect();
    told.extend(decision.variants.iter().cloned());
    told.extend(decision.samples.iter().map(|sample| format!("{sample:?}")));
    told.push(serde_json::to_string(&decision.tally).unwrap());
    told.extend(decision.columns.iter().map(|finding| format!("{finding:?}")));
    told.push(format!("{:?} {:?} {}", decision.residents, decision.mail_by, decision.tallest));
    told.extend(decision.seeds.iter().map(|seed| format!("{seed:?}")));
    told.extend(decision.codes_short().iter().map(ToString::to_string));
    told.extend(Face::ALL.map(|face| format!("{:?}", decision.glyphs.face(face))));
    told
}

/// One thing that happens to a case.
#[derive(Clone, Debug)]
enum Step {
    /// Somebody decides about a row.
    Decide(Index, Decided, Index),
    /// The decision about a row is taken back.
    Forget(Index),
    /// A row was written to, or was not after all.
    Mail(Index),
    /// A row has a code for life.
    Deal(Index, bool, u32),
    /// A list comes or goes.
    List(usize),
    /// Rows of the first list count no more, or all do again.
    Gone(Option<Index>),
    /// Other words.
    Words(u8),
    /// Other facts.
    Facts(u8),
    /// Another size of type.
    Large(bool),
    /// Other pools of codes.
    Pools(u8),
    /// Several at once.
    Both(Box<Step>, Box<Step>),
}

fn step() -> impl Strategy<Value = Step> {
    let row = any::<Index>;
    let decided = prop::sample::select(Decided::ALL.to_vec());
    let single = prop_oneof![
        12 => (row(), decided, row()).prop_map(|(row, decided, other)| Step::Decide(row, decided, other)),
        2 => row().prop_map(Step::Forget),
        3 => row().prop_map(Step::Mail),
        2 => (row(), any::<bool>(), 0u32..6).prop_map(|(row, minors, place)| Step::Deal(row, minors, place)),
        2 => (0usize..3).prop_map(Step::List),
        1 => prop::option::of(row()).prop_map(Step::Gone),
        2 => (0u8..5).prop_map(Step::Words),
        1 => (0u8..4).prop_map(Step::Facts),
        1 => any::<bool>().prop_map(Step::Large),
        1 => (0u8..3).prop_map(Step::Pools),
    ]
    .boxed();
    let pair = (single.clone(), single.clone()).prop_map(|(a, b)| Step::Both(Box::new(a), Box::new(b)));
    prop_oneof![6 => single, 1 => pair]
}

/// Change of the context by a step.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Changed {
    Nothing,
    Passages(Vec<String>),
    Words,
    Facts,
}

impl Changed {
    fn context(&self) -> ContextChange<'_> {
        match self {
            Self::Nothing => ContextChange::Nothing,
            Self::Passages(paths) => ContextChange::Passages(paths),
            Self::Words => ContextChange::Words,
            Self::Facts => ContextChange::Facts,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Facts, _) | (_, Self::Facts) => Self::Facts,
            (Self::Words, _) | (_, Self::Words) => Self::Words,
            (Self::Passages(one), Self::Passages(other)) => Self::Passages([one, other].concat()),
            (Self::Nothing, other) | (other, Self::Nothing) => other,
        }
    }
}

/// Carries a step out; gives what of the context it changes.
fn carry_out(step: &Step, lists: &mut Lists, setup: &mut Setup) -> Changed {
    match step {
        Step::Decide(row, decided, other) => {
            let (row, other) = (lists.row(*row), lists.row(*other));
            lists.decide(row, *decided, other);
        }
        Step::Forget(row) => lists.forget(*row),
        Step::Mail(row) => lists.mail(*row),
        Step::Deal(row, minors, place) => lists.deal(*row, *minors, *place),
        Step::List(at) => lists.toggle(*at),
        Step::Gone(from) => lists.leave_out(from.as_ref()),
        Step::Words(words) => {
            let before = setup.words();
            setup.words = *words;
            let paths = before.into_iter().chain(setup.words()).map(|(path, _)| path.to_owned());
            return Changed::Passages(paths.collect());
        }
        Step::Facts(facts) => {
            setup.facts = *facts;
            return Changed::Facts;
        }
        Step::Large(large) => {
            setup.large = *large;
            return Changed::Words;
        }
        Step::Pools(pools) => {
            setup.pools = *pools;
            return Changed::Words;
        }
        Step::Both(one, other) => {
            return carry_out(one, lists, setup).and(carry_out(other, lists, setup));
        }
    }
    Changed::Nothing
}

/// Takes a state through the steps and holds it against deciding from nothing after each.
fn hold_against_nothing(people: &[Vec<Person>], way: Way, steps: &[Step]) {
    let (mut lists, mut setup) = (Lists::new(people, way), Setup { way, ..Setup::default() });
    let mut current = context(setup);
    let mut state = None;
    let mut before = lists.present();
    for at in 0..=steps.len() {
        let mut changed = Changed::Nothing;
        if let Some(step) = at.checked_sub(1).and_then(|at| steps.get(at)) {
            changed = carry_out(step, &mut lists, &mut setup);
        }
        if changed != Changed::Nothing {
            current = context(setup);
        }
        lists.take_codes(&mut current.pools);
        let sources = lists.sources(&current);
        let nothing = decide(&current, &sources, &mut |_| {});
        let present = lists.present();
        let places: Vec<Option<u16>> =
            present.iter().map(|id| before.iter().position(|was| was == id).map(|at| at as u16)).collect();
        let updated = match &mut state {
            None => DecisionState::build(&current, &sources, &mut |_| {}).map(|(built, decision)| {
                state = Some(built);
                decision
            }),
            Some(state) => {
                let lists = (present != before).then_some(places.as_slice());
                state.update(&current, &sources, &Change { context: changed.context(), lists })
            }
        };
        match (updated, nothing) {
            (Ok(updated), Ok(nothing)) => {
                for (n, (updated, nothing)) in told(&updated).iter().zip(&told(&nothing)).enumerate() {
                    assert_eq!(updated, nothing, "step {at}, {n}: {steps:?}");
                }
                assert_eq!(told(&updated).len(), told(&nothing).len(), "step {at}: {steps:?}");
                before = present;
            }
            (Err(_), Err(_)) => {
                // The state stays as it was before the change; a case that is refused is changed back.
                if state.is_some() {
                    return;
                }
            }
            (updated, nothing) => {
                panic!("step {at}: {:?} but {:?}: {steps:?}", updated.err(), nothing.err());
            }
        }
    }
}

fn lists() -> impl Strategy<Value = Vec<Vec<Person>>> {
    (people(60), people(12), people(12)).prop_map(|(a, b, c)| vec![a, b, c])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn an_updated_state_says_what_deciding_from_nothing_says(
        lists in lists(),
        way in prop::sample::select(Way::ALL.to_vec()),
        steps in prop::collection::vec(step(), 4..16),
    ) {
        hold_against_nothing(&lists, way, &steps);
    }
}

#[test]
fn the_invented_lists_have_letters_of_every_kind() {
    // The law above would hold if nobody got a letter.
    let all: Vec<Person> = (0..240).map(Person::numbered).collect();
    let lists = Lists::new(&[all], Way::Own);
    let context = context(Setup::default());
    let sources = lists.sources(&context);
    let decision = decide(&context, &sources, &mut |_| {}).unwrap();
    for disposition in [Disposition::Letter, Disposition::Held, Disposition::Merged] {
        assert!(
            decision.entries.iter().any(|entry| entry.disposition == disposition),
            "{disposition:?}: {:?}",
            decision.tally
        );
    }
    assert!(decision.variants.len() > 20, "{:?}", decision.variants);
    assert!(!decision.seeds.is_empty() && !decision.codes_short().is_empty());
}
