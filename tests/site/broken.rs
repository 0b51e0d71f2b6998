//! Broken pages, all in one site and one `parvis check`: each is told at its
//! place, with its advice, in French and in English; the others do not hide it.

use std::collections::BTreeMap;

use town::{Fault, Town};

mod pages;

use pages::{Broken, all};

/// The village, with every broken page in it.
fn broken_town() -> Town {
    let town = Town::village();
    for Broken { file, bytes, .. } in &all() {
        town.write(file, bytes);
    }
    town
}

/// The place and the code of each fault, by file.
fn places(faults: &[Fault]) -> BTreeMap<&str, Vec<(u64, u64, &str)>> {
    let mut places: BTreeMap<&str, Vec<(u64, u64, &str)>> = BTreeMap::new();
    for fault in faults {
        places.entry(&fault.file).or_default().push((fault.line, fault.column, &fault.code));
    }
    places
}

#[test]
fn every_broken_page_is_told_at_its_place() {
    let faults = broken_town().check("fr");
    let pages = all();
    assert!(pages.len() >= 25, "{} broken pages", pages.len());
    let expected: BTreeMap<&str, Vec<(u64, u64, &str)>> = pages
        .iter()
        .filter(|page| !page.told.is_empty())
        .map(|page| (page.file.as_str(), page.told.to_vec()))
        .collect();
    let found = places(&faults);
    for (file, told) in &expected {
        assert_eq!(found.get(file), Some(told), "{file}");
    }
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "faults in other files");
}

#[test]
fn every_fault_says_what_to_do_in_french_and_in_english() {
    let town = broken_town();
    let (french, english) = (town.check("fr"), town.check("en"));
    insta::assert_snapshot!("faults-in-french", told(&french));
    insta::assert_snapshot!("faults-in-english", told(&english));
    assert_eq!(places(&french), places(&english));
    for (french, english) in french.iter().zip(&english) {
        assert_ne!(french.message, english.message, "{} says the same in both languages", french.code);
        assert!(french.hint.is_some() && english.hint.is_some(), "{} gives no advice", french.code);
        assert_typography(&french.message);
        assert_typography(french.hint.as_deref().unwrap());
    }
}

fn told(faults: &[Fault]) -> String {
    let lines = faults.iter().map(|fault| {
        let Fault { file, line, column, severity, code, message, hint } = fault;
        let hint = hint.as_deref().unwrap_or("-");
        format!("{file}:{line}:{column}: {severity} {code}\n    {message}\n    -> {hint}\n")
    });
    lines.collect()
}

/// French puts a no-break space before high punctuation; only what is quoted
/// from the file, between « », stays as it was written.
fn assert_typography(text: &str) {
    let mut outside = String::new();
    let mut depth = 0;
    for sign in text.chars() {
        depth -= i32::from(sign == '»');
        if depth == 0 {
            outside.push(sign);
        }
        depth += i32::from(sign == '«');
    }
    assert!(!text.contains("« "), "an ordinary space after « in: {text}");
    for sign in [" :", " ;", " ?", " !", " »"] {
        assert!(!outside.contains(sign), "an ordinary space before `{sign}` in: {text}");
    }
}

#[test]
fn faults_are_found_in_one_run_and_stop_the_build() {
    let town = broken_town();
    assert_eq!(town.parvis(&["check"]).code, Some(1));
    let build = town.parvis(&["build"]);
    assert_eq!(build.code, Some(1));
    assert!(!town.output().exists(), "a build with faults writes nothing");
}

#[test]
fn people_read_the_line_the_caret_and_the_advice() {
    let town = Town::village();
    town.edit("content/commerces/librairie.md", "telephone: 01 99 00 14 07", "telefone: 01 99 00 14 07");
    let ran = town.parvis(&["check"]).expect(1);
    assert_eq!(ran.stdout, "");
    insta::assert_snapshot!("one-fault-on-a-terminal", ran.stderr);
    insta::assert_snapshot!("one-fault-on-an-english-terminal", town.parvis(&["check", "--lang", "en"]).stderr);
}

#[test]
fn warnings_alone_are_no_failure() {
    let town = Town::village();
    let page = town.read("content/lieux/mairie.md");
    town.write("content/lieux/mairie.md", format!("\u{feff}{page}"));
    let faults = town.check("fr");
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].severity, "warning");
    assert_eq!(town.parvis(&["check"]).code, Some(0));
    assert_eq!(town.build().pages, town.build().pages);
}

#[test]
fn a_faulty_page_does_not_stop_the_others_when_asked_to_go_on() {
    let town = Town::village();
    let _first = town.build();
    let before = town.snapshot();
    town.edit("content/commerces/librairie.md", "categorie: librairie", "categorie: librerie");
    town.edit("content/lieux/mairie.md", "Ouverte à tous.", "Ouverte le samedi.");
    let ran = town.parvis(&["build", "--keep-going"]);
    assert_eq!(ran.code, Some(1));
    let after = town.snapshot();
    let differ = before.differences(&after);
    let pages: Vec<&str> = differ.iter().map(String::as_str).filter(|path| *path != ".parvis").collect();
    assert_eq!(pages, ["lieux/mairie/index.html"]);
    assert!(after.text("commerces/librairie/index.html").contains("La Librairie"), "the last good version stays up");
}

#[test]
fn settings_that_cannot_be_used_are_another_failure() {
    let town = Town::village();
    town.edit("parvis.yaml", "theme: malakoff", "them: malakoff");
    let ran = town.parvis(&["check", "--format", "json"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    town.edit("parvis.yaml", "them: malakoff", "theme: malakoff");
    assert_eq!(town.parvis(&["check"]).code, Some(0));
    assert_eq!(town.parvis(&["chekc"]).code, Some(2));
    assert_eq!(town.parvis(&["check", "--at", "demain"]).code, Some(2));
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_no_text_is_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let town = Town::village();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    std::fs::copy(town.path("content/lieux/mairie.md"), town.path("content/lieux").join(name)).unwrap();
    let faults = town.check("fr");
    assert_eq!(faults.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>(), ["name-not-utf8"]);
    assert!(faults[0].file.starts_with("content/lieux/caf"), "{faults:?}");
}
