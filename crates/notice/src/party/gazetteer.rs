use super::{Jurisdiction, Zip};
use crate::finding::{Problem, ProblemCode};
use rustc_hash::FxHashMap;

/// States, and the ZIP prefixes that lie in them: data, handed in by whoever loads the templates.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    names: FxHashMap<String, Jurisdiction>,
    zip3: Vec<Vec<Jurisdiction>>,
}

impl Gazetteer {
    /// From the prefix table (`zip3,state` with a header, several rows for a prefix that crosses a border) and the
    /// names of jurisdictions (`("Texas", TX)`, …). `file` is how the table is called in refusals.
    pub fn new<'a>(
        file: &str,
        zip3_table: &str,
        names: impl IntoIterator<Item = (&'a str, Jurisdiction)>,
    ) -> Result<Self, Problem> {
        let mut gazetteer = Self { names: FxHashMap::default(), zip3: vec![Vec::new(); 1000] };
        for (number, line) in (1u32..).zip(zip3_table.lines()).skip(1).filter(|(_, l)| !l.trim().is_empty()) {
            let parsed = line.split_once(',').and_then(|(three, state)| {
                let prefix = (three.len() == 3).then(|| three.parse::<usize>().ok()).flatten()?;
                Some((prefix, Jurisdiction::parse(state.trim())?))
            });
            let Some((prefix, state)) = parsed else {
                return Err(Problem::of_file(
                    file,
                    "The line is not a ZIP prefix and a state.",
                    ProblemCode::GazetteerUnreadable,
                )
                .at(number, 0));
            };
            gazetteer.zip3[prefix].push(state);
        }
        for (name, state) in names {
            gazetteer.names.insert(normal(name), state);
        }
        for states in &gazetteer.zip3 {
            for &state in states {
                gazetteer.names.insert(state.code().to_owned(), state);
            }
        }
        Ok(gazetteer)
    }

    /// The state that a cell names, by code or by full name, in any case, with or without dots.
    pub fn state(&self, cell: &str) -> Option<Jurisdiction> {
        self.names.get(&normal(cell)).copied()
    }

    /// The states in which a ZIP can lie: none where its prefix is not in use, several on a border. The first is the
    /// usual one.
    pub fn states_of(&self, zip: Zip) -> &[Jurisdiction] {
        self.zip3.get(usize::from(zip.three())).map_or(&[], Vec::as_slice)
    }
}

/// Capitals and single blanks, without dots: `d.c.` is `DC`, `New  york` is `NEW YORK`.
fn normal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|&c| c != '.').flat_map(char::to_uppercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Gazetteer, Jurisdiction, Zip};

    #[test]
    fn codes_names_and_prefixes() {
        let texas = Jurisdiction::parse("tx").expect("a code");
        let g = Gazetteer::new("zip3", "zip3,state\n787,TX\n739,OK\n739,TX\n", [("Texas", texas)]).expect("a table");
        assert_eq!(g.state("t.x."), Some(texas));
        assert_eq!(g.state(" texas "), Some(texas));
        assert_eq!(g.state("Tejas"), None);
        assert_eq!(g.states_of(Zip::parse("73960").expect("a zip")).len(), 2);
        assert!(g.states_of(Zip::parse("00001").expect("a zip")).is_empty());
        assert_eq!(Gazetteer::new("zip3", "zip3,state\n78,TX\n", []).expect_err("short").place.line, 2);
    }
}
