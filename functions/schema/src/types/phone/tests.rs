//! Claims about telephone numbers.

use super::*;
use crate::types::claims::{holds_for_any_text, reads_back};

holds_for_any_text!(
    Phone::parse,
    Phone::parse,
    &[
        "01",
        "47",
        "46",
        "75",
        "00",
        " ",
        ".",
        "+33",
        "(0)",
        "0033",
        "Tél : ",
        "06 90",
        "+590",
        "+508",
        "116",
        "36",
        "+44",
        "+1",
        "entrée libre",
        "-"
    ]
);

proptest::proptest! {
    #[test]
    fn every_french_number_reads_back(digits in "0[1-9][0-9]{8}") {
        if let Ok(number) = Phone::parse(&digits) {
            reads_back(&number, &number.to_text(), Phone::parse);
            reads_back(&number, &number.words(Language::French), Phone::parse);
            reads_back(&number, number.as_str(), Phone::parse);
            reads_back(&number, &number.tel_uri(), Phone::parse);
            reads_back(&number, &format!("+33 (0){}", &digits[1..]), Phone::parse);
            assert_eq!(number.to_text().replace(' ', ""), digits);
        }
    }

    #[test]
    fn every_international_number_reads_back(digits in "[1-9][0-9]{5,15}") {
        if let Ok(number) = Phone::parse(&format!("+{digits}")) {
            reads_back(&number, &number.to_text(), Phone::parse);
            reads_back(&number, number.as_str(), Phone::parse);
        }
    }
}

fn read(written: &str) -> Result<String, &'static str> {
    Phone::parse(written).map(|number| number.as_str().to_owned()).map_err(|problem| problem.code())
}

#[test]
fn french_numbers_are_read_as_people_write_them() {
    for written in [
        "01 47 46 75 00",
        "0147467500",
        "01.47.46.75.00",
        "01-47-46-75-00",
        "01\u{a0}47\u{a0}46\u{202f}75 00",
        "+33147467500",
        "+33 1 47 46 75 00",
        "+33 (0)1 47 46 75 00",
        "+33(0)147467500",
        "0033 1 47 46 75 00",
        "0033 (0)1 47 46 75 00",
        "(+33) 1 47 46 75 00",
        "Tél : 01\n47 46 75 00",
        "Tél. : 01 47 46 75 00",
        "T. 01 47 46 75 00",
        "tel:+33147467500",
        "Téléphone 01 47 46 75 00",
        "☎ 01 47 46 75 00",
        "\u{202a}01 47 46 75 00\u{202c}",
        "01 47 46 75 00.",
        "01–47–46–75–00",
        "01/47/46/75/00",
        "014 746 7500",
        "Te\u{301}l. 0147467500",
        "+33 01 47 46 75 00",
    ] {
        assert_eq!(read(written).as_deref(), Ok("+33147467500"), "{written}");
    }
    let number = Phone::parse("0147467500").unwrap();
    assert_eq!(number.words(Language::French), "01\u{a0}47\u{a0}46\u{a0}75\u{a0}00");
    assert_eq!(number.to_text(), "01 47 46 75 00");
    assert_eq!(number.tel_uri(), "tel:+33147467500");
}

#[test]
fn overseas_numbers_have_the_code_of_their_territory() {
    for (written, expected) in [
        ("06 39 12 34 56", "+262639123456"),
        ("06 90 12 34 56", "+590690123456"),
        ("0691 12 34 56", "+590691123456"),
        ("06 92 12 34 56", "+262692123456"),
        ("06 93 12 34 56", "+262693123456"),
        ("06 94 12 34 56", "+594694123456"),
        ("06 96 12 34 56", "+596696123456"),
        ("06 97 12 34 56", "+596697123456"),
        ("02 62 12 34 56", "+262262123456"),
        ("02 63 12 34 56", "+262263123456"),
        ("02 69 12 34 56", "+262269123456"),
        ("05 90 12 34 56", "+590590123456"),
        ("05 94 12 34 56", "+594594123456"),
        ("05 96 12 34 56", "+596596123456"),
        ("05 08 41 23 45", "+508412345"),
        ("06 95 12 34 56", "+33695123456"),
        ("06 39 98 14 40", "+33639981440"),
        ("06 98 12 34 56", "+33698123456"),
        ("02 61 12 34 56", "+33261123456"),
        ("+33 6 90 12 34 56", "+590690123456"),
        ("+590 690 12 34 56", "+590690123456"),
        ("+590 (0)690 12 34 56", "+590690123456"),
        ("+508 41 23 45", "+508412345"),
        ("+687 26 12 34", "+687261234"),
        ("+689 40 12 34 56", "+68940123456"),
    ] {
        assert_eq!(read(written).as_deref(), Ok(expected), "{written}");
    }
    assert_eq!(Phone::parse("+590690123456").unwrap().to_text(), "06 90 12 34 56");
    assert_eq!(Phone::parse("+508412345").unwrap().to_text(), "05 08 41 23 45");
    assert_eq!(Phone::parse("+687261234").unwrap().to_text(), "+687 26 12 34");
    assert_eq!(read("+44 (0)20 7946 0958").as_deref(), Ok("+442079460958"));
    assert_eq!(read("05 08 00 00 00"), Err("phone-not-a-number"));
    assert_eq!(read("07 09 00 12 34"), Err("phone-shared-overseas"));
}

#[test]
fn service_and_foreign_numbers_are_read() {
    for (written, kept, said) in [
        ("15", "15", "15"),
        ("17", "17", "17"),
        ("18", "18", "18"),
        ("112", "112", "112"),
        ("114", "114", "114"),
        ("115", "115", "115"),
        ("119", "119", "119"),
        ("116 117", "116117", "116 117"),
        ("3646", "3646", "36 46"),
        ("39 49", "3949", "39 49"),
        ("10 14", "1014", "10 14"),
        ("118 218", "118218", "118 218"),
        ("Tél. 36 46", "3646", "36 46"),
        ("+44 20 7946 0958", "+442079460958", "+44 20 79 46 09 58"),
        ("+1 514 555 0123", "+15145550123", "+1 51 45 55 01 23"),
        ("0032 2 555 12 12", "+3225551212", "+32 25 55 12 12"),
        ("+212 5 22 12 34 56", "+212522123456", "+212 522 12 34 56"),
    ] {
        assert_eq!(read(written).as_deref(), Ok(kept), "{written}");
        assert_eq!(Phone::parse(written).unwrap().to_text(), said, "{written}");
    }
}

#[test]
fn words_after_a_number_name_the_number_to_keep() {
    for (written, kept) in [
        ("01 47 35 96 94entrée libre", "01\u{a0}47\u{a0}35\u{a0}96\u{a0}94"),
        ("01 46 57 16 11Secteur Malakoff/Vanves/Chatillon", "01\u{a0}46\u{a0}57\u{a0}16\u{a0}11"),
        ("Tél. : 01 47 46 75 00.Journal municipal", "01\u{a0}47\u{a0}46\u{a0}75\u{a0}00"),
    ] {
        let problem = Phone::parse(written).unwrap_err();
        assert_eq!(problem.code(), "phone-trailing-words", "{written}");
        assert!(problem.told(Language::French).hint.unwrap().contains(kept), "{problem:?}");
    }
}

#[test]
fn what_is_not_one_number_is_refused() {
    for (written, code) in [
        ("DEPUIS 198110, boulevard Voltaire", "phone-not-a-number"),
        ("", "phone-empty"),
        ("Tél :", "phone-not-a-number"),
        ("01 47 46 75", "phone-length"),
        ("01 47 46 75 00 12", "phone-length"),
        ("01 47 46 75 00 / 06 12 34 56 78", "phone-length"),
        ("147467500", "phone-no-zero"),
        ("00 47 46 75 00", "phone-not-a-number"),
        ("+33 1 47 46 75", "phone-length"),
        ("+", "phone-not-a-number"),
        ("93", "phone-not-a-number"),
        ("116", "phone-not-a-number"),
        ("12345", "phone-not-a-number"),
        ("4646", "phone-not-a-number"),
        ("+0 12 34 56 78", "phone-not-a-number"),
        ("+44", "phone-length"),
        ("0000000000", "phone-not-a-number"),
        ("01+47467500", "phone-not-a-number"),
        ("٠١٤٧٤٦٧٥٠٠", "phone-not-a-number"),
        ("Fax : 01 47 46 75 00", "phone-not-a-number"),
    ] {
        assert_eq!(read(written), Err(code), "{written}");
    }
}
