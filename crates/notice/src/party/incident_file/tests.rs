use crate::party::Incident;

const SAMPLE: &str = include_str!("../../../../../sample-data/incident.toml");

#[test]
fn the_sample_is_accepted() {
    let incident = Incident::parse("incident.toml", SAMPLE).expect("the sample file");
    assert_eq!(incident.event.people_total, 140_121);
}
