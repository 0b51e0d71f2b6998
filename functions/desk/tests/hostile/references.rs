//! References as anyone could type them: read, or told, and never another's.

use desk::reference::Reference;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(20_000), failure_persistence: None, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_typed_is_a_reference_or_none(
        typed in prop_oneof!["(?i)mk[- –]?[2-9a-z]{3,5}[- .]?[2-9a-z]{3,5}", any::<String>(), "[A-Z0-9]{0,3000}"],
    ) {
        match typed.parse::<Reference>() {
            Ok(reference) => {
                prop_assert_eq!(reference.as_str().len(), "MK-7Q4F-93TX".len());
                let again: Reference = reference.as_str().parse().unwrap();
                prop_assert_eq!(again, reference);
            }
            Err(problem) => prop_assert!(!problem.code().is_empty()),
        }
    }
}
