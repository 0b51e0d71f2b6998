//! OSM strings that are understood, each with its canonical form.

use super::check_understood;

#[test]
fn osm_strings() {
    check_understood(&[
        (
            "Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off",
            "Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off",
        ),
        (r#"Mo-Fr 09:00-12:00 || "sur rendez-vous""#, r#"Mo-Fr 09:00-12:00 || unknown "sur rendez-vous""#),
        ("Mar 9:00-12:00", "Tu 09:00-12:00"),
        ("Mar-Oct 09:00-18:00", "Mar-Oct 09:00-18:00"),
        ("Fr 22:00-04:00", "Fr 22:00-04:00"),
        ("Fr 22:00-28:00", "Fr 22:00-04:00"),
        ("2027 Aug 01-15 off", "2027 Aug 01-15 off"),
        ("Mo-Sa 09:00-19:00; 2026 Dec 24-Jan 02 off", "Mo-Sa 09:00-19:00; 2026 Dec 24-2027 Jan 02 off"),
        ("Dec 24-Jan 02 off", "Dec 24-Jan 02 off"),
        ("Su[1] 10:00-12:00", "Su[1] 10:00-12:00"),
        ("Su[1,-1] 10:00-12:00", "Su[1,-1] 10:00-12:00"),
        (r#""sur rendez-vous""#, r#"unknown "sur rendez-vous""#),
        (r#"Mo-Fr 09:00-12:00 "sur rendez-vous""#, r#"Mo-Fr 09:00-12:00 unknown "sur rendez-vous""#),
        ("Mo-Fr 10:00-12:00, Tu 14:00-16:00", "Mo-Fr 10:00-12:00, Tu 14:00-16:00"),
        ("Mo-Fr 9:00-18:00", "Mo-Fr 09:00-18:00"),
        ("Mo-Sa 09:00-19:00; Su,PH off", "Mo-Sa 09:00-19:00; Su,PH off"),
        ("Mo-Su,PH 08:00-20:00", "Mo-Su,PH 08:00-20:00"),
        ("Mo-Fr 08:00-12:00, Sa 09:00-11:00", "Mo-Fr 08:00-12:00, Sa 09:00-11:00"),
        (
            "Apr-Oct: Mo-Sa 08:00-20:00; Nov-Mar: Mo-Sa 09:00-18:00",
            "Apr-Oct Mo-Sa 08:00-20:00; Nov-Mar Mo-Sa 09:00-18:00",
        ),
        ("Nov-Feb Tu-Su 10:00-17:00", "Nov-Feb Tu-Su 10:00-17:00"),
        ("2026 Dec 24-2027 Jan 02 off", "2026 Dec 24-2027 Jan 02 off"),
        ("Dec 25,Jan 01 off", "Dec 25,Jan 01 off"),
        ("Mo-Fr off", "Mo-Fr off"),
        ("Fr-Sa 18:00-02:00; PH off", "Fr-Sa 18:00-02:00; PH off"),
        (r#"Mo-Fr 09:00-12:00 open "sonner""#, r#"Mo-Fr 09:00-12:00 open "sonner""#),
        ("Mar 09:00-12:00 open", "Mar 09:00-12:00 open"),
        ("Su unknown", "Su unknown"),
        ("Mo 09:00-24:00", "Mo 09:00-24:00"),
        (r#"Mo-Fr 09:00-12:00 "on appointment""#, r#"Mo-Fr 09:00-12:00 unknown "on appointment""#),
        ("2027 Mo-Fr 09:00-12:00", "2027 Jan 01-2027 Dec 31 Mo-Fr 09:00-12:00"),
        ("We[2] 14:00-16:00", "We[2] 14:00-16:00"),
        ("mo-fr 09:00-12:00; ph off", "Mo-Fr 09:00-12:00; PH off"),
        (r#"Mar 09:00-12:00 open "sonner""#, r#"Mar 09:00-12:00 open "sonner""#),
        ("Mo-Fr 10:00-18:00; Mo 12:00-14:00 off", "Mo-Fr 10:00-18:00; Mo 12:00-14:00 off"),
        ("Sa 09:00-12:00", "Sa 09:00-12:00"),
        ("Aug 16-Sep 3 off", "Aug 16-Sep 03 off"),
        ("Aug Mo[1] 10:00-12:00", "Aug: Mo[1] 10:00-12:00"),
        ("Jul,Aug: Sa[1,-1] 10:00-12:00", "Jul,Aug: Sa[1,-1] 10:00-12:00"),
    ]);
}
