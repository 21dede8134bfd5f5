use super::places::{SHARES, SHARES_TOTAL, TOWNS, Town};
use crate::party::Jurisdiction;

/// From this size on every jurisdiction has at least one row.
const EVERYWHERE_FROM: u64 = 1_000;

/// The number of rows that are still to come, by place.
pub(super) struct SpecimenPlan {
    places: Vec<SpecimenPlace>,
    left: u64,
}

/// One jurisdiction of the plan.
pub(super) struct SpecimenPlace {
    /// Code; [`Jurisdiction::FOREIGN`] for addresses abroad.
    pub jurisdiction: Jurisdiction,
    /// Its towns whose ZIP prefix the table confirms.
    pub towns: Vec<&'static Town>,
    /// Rows of this place in the whole list.
    pub people: u64,
    left: u64,
}

impl SpecimenPlan {
    /// Shares out `people` rows by largest remainder, so that the sum is exact and 140,121 gives each place just its share.
    pub fn new(people: u64, gazetteer_table: &str) -> Self {
        let confirmed = |town: &Town| {
            gazetteer_table.lines().any(|line| {
                line.split_once(',')
                    .is_some_and(|(zip3, state)| state.trim() == town.0 && zip3.trim().parse() == Ok(town.2))
            })
        };
        let mut places: Vec<SpecimenPlace> = SHARES
            .iter()
            .filter_map(|&(code, _)| {
                let jurisdiction = Jurisdiction::parse(code)?;
                let towns = TOWNS.iter().filter(|t| t.0 == code && confirmed(t)).collect();
                Some(SpecimenPlace { jurisdiction, towns, people: 0, left: 0 })
            })
            .collect();

        let mut remainders = Vec::with_capacity(SHARES.len());
        let mut given = 0;
        for (place, &(_, share)) in places.iter_mut().zip(SHARES) {
            let exact = u128::from(people) * u128::from(share);
            place.people = (exact / u128::from(SHARES_TOTAL)) as u64;
            remainders.push((exact % u128::from(SHARES_TOTAL)) as u64);
            given += place.people;
        }
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|&n| std::cmp::Reverse(remainders[n]));
        for &n in order.iter().take((people - given) as usize) {
            places[n].people += 1;
        }
        if people >= EVERYWHERE_FROM {
            let mut lent = 0;
            for place in &mut places {
                if place.people == 0 {
                    place.people = 1;
                    lent += 1;
                }
            }
            places[0].people -= lent;
        }
        for place in &mut places {
            place.left = place.people;
        }
        Self { places, left: people }
    }

    /// Rows still to come.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// All places, in the order of the shares.
    pub fn places(&self) -> &[SpecimenPlace] {
        &self.places
    }

    /// The place of the row that `ticket` (below [`Self::left`]) falls on.
    pub fn choose(&self, mut ticket: u64) -> usize {
        for (n, place) in self.places.iter().enumerate() {
            if ticket < place.left {
                return n;
            }
            ticket -= place.left;
        }
        0
    }

    /// Rows still to come from a place.
    pub fn left_at(&self, place: usize) -> u64 {
        self.places[place].left
    }

    /// One row of a place is written.
    pub fn take(&mut self, place: usize) {
        self.places[place].left -= 1;
        self.left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{SHARES, SHARES_TOTAL, SpecimenPlan, TOWNS};

    #[test]
    fn shares_add_up() {
        assert_eq!(SHARES.iter().map(|s| s.1).sum::<u64>(), SHARES_TOTAL);
    }

    #[test]
    fn any_size_is_shared_out_to_the_row() {
        for people in [0, 1, 9, 60, 200, 999, 1_000, 1_001, 10_000, 140_121, 1_000_000] {
            let plan = SpecimenPlan::new(people, "");
            assert_eq!(plan.places().iter().map(|p| p.people).sum::<u64>(), people, "{people}");
            assert_eq!(people >= 1_000, plan.places().iter().all(|p| p.people > 0), "{people}");
        }
    }

    #[test]
    fn towns_lie_where_they_are_said_to_lie() {
        let known: std::collections::BTreeSet<_> = SHARES.iter().map(|s| s.0).collect();
        assert!(TOWNS.iter().all(|t| known.contains(t.0)));
        // A prefix table that knows only Austin confirms only Austin.
        let plan = SpecimenPlan::new(10, "zip3,state\n787,TX\n");
        assert!(plan.places()[0].towns.iter().all(|t| t.1 == "Austin") && !plan.places()[0].towns.is_empty());
        assert!(plan.places()[1].towns.is_empty());
    }
}
