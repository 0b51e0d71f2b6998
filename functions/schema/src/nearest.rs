//! The word a person most likely meant.

/// The candidate that looks most like what was written, if one is near enough.
///
/// Near enough is a third of its letters changed, added, left out or swapped.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&written, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= candidate.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_its_key() {
        assert_eq!(nearest("telefone", ["telephone", "horaires"]), Some("telephone".to_owned()));
        assert_eq!(nearest("horaire", ["telephone", "horaires"]), Some("horaires".to_owned()));
    }

    #[test]
    fn a_word_like_no_other_finds_none() {
        assert_eq!(nearest("parking", ["telephone", "horaires"]), None);
    }
}
