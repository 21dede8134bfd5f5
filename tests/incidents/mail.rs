//! Letters that come back, and letters that go out again.

use super::{HEAD, adults, list, manifest};
use crate::case::sample;
use crate::casefile::Desk;

/// OPM 2015: a tenth came back, second letters looked like repeated ones, and codes could not be read.
#[test]
fn i15_what_comes_back_is_counted_and_a_second_letter_says_what_it_is() {
    let desk = Desk::new();
    let names = [("Ada", "Abernathy"), ("Bram", "Bolton"), ("Cleo", "Carver")];
    desk.json("import", &[&list(&desk, "list.csv", HEAD, &adults(&names))]);
    desk.signed_and_released();
    let first = manifest(&desk.export("out"));
    let back = &first[1];
    let returned = desk.path("returned.csv");
    std::fs::write(&returned, format!("piece_id,reason\n{},ANK\n", back["piece_id"])).expect("written");
    desk.json("returns", &[&returned.display().to_string(), "--by", "A. Clerk"]);
    assert_eq!(desk.json("status", &[])["returned"], 1);
    let new = desk.path("new.csv");
    let text = format!("piece_id,address_1,city,state,zip\n{},5 New Street,Austin,TX,78701\n", back["piece_id"]);
    std::fs::write(&new, text).expect("written");
    let path = new.display().to_string();
    desk.json("remail", &["--pieces", &path, "--by", "A. Clerk", "--reason", "the post"]);
    desk.signed_and_released();
    let package = desk.export("second");
    let second = manifest(&package);
    assert_eq!(second.len(), 1);
    assert_eq!((&second[0]["name"], &*second[0]["address1"]), (&back["name"], "5 New Street"));
    let texts = super::readable(&package);
    let (_, letter) = texts.iter().find(|(name, _)| *name == second[0]["pdf_file"]).expect("the letter");
    assert!(letter.contains("second copy"), "it says so itself");
}

/// The same: codes that the eye takes for each other.
#[test]
fn i15_codes_that_could_be_misread_are_refused() {
    let desk = Desk::empty();
    for name in ["logo.svg", "signature.png"] {
        std::fs::copy(sample(name), desk.path(name)).expect("copied");
    }
    let incident = std::fs::read_to_string(sample("incident.toml")).expect("the incident");
    std::fs::write(desk.path("incident.toml"), incident.replacen("# codes = ", "codes = ", 1)).expect("written");
    std::fs::write(desk.path("codes-adult.csv"), "code\nAB10CD\nABIOCD\nEF22GH\n").expect("written");
    let incident = desk.path("incident.toml").display().to_string();
    let made = crate::case::outcome(&desk.run("new", &["--incident", &incident]));
    assert!(made.0 == 2 && made.2.contains("codes-adult.csv") && !made.2.contains("ABIOCD"), "{}", made.2);
    assert!(!desk.case().exists());
}
