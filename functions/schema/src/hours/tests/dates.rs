//! French hours with holidays, seasons, dates and appointments, each with its
//! canonical OSM string.

use super::check_understood;

#[test]
fn public_holidays_and_days_of_the_month() {
    check_understood(&[
        ("7j/7 sauf jours fériés", "Mo-Su unknown; PH off"),
        ("lun-ven 9h-18h sauf jours fériés", "Mo-Fr 09:00-18:00; PH off"),
        ("lun-ven 9h-18h, fermé les jours fériés", "Mo-Fr 09:00-18:00; PH off"),
        ("1er samedi du mois 10h-12h", "Sa[1] 10:00-12:00"),
        ("le 1er et le 3e samedi du mois de 10h à 12h", "Sa[1,3] 10:00-12:00"),
        ("dernier dimanche du mois 14h-18h", "Su[-1] 14:00-18:00"),
        ("dimanche et jours fériés 9h-13h", "Su,PH 09:00-13:00"),
        ("lun-sam 9h-19h, dimanches et jours fériés 9h-13h", "Mo-Sa 09:00-19:00; Su,PH 09:00-13:00"),
        ("lun-sam 9h-19h y compris jours fériés", "Mo-Sa,PH 09:00-19:00"),
        ("7j/7 9h-19h jours fériés compris", "Mo-Su,PH 09:00-19:00"),
        ("fermé samedi, dimanche et jours fériés", "Sa-Su,PH off"),
        ("tous les 1ers samedis du mois 14h-18h", "Sa[1] 14:00-18:00"),
        ("mar-sam 9h-19h, sauf jours fériés", "Tu-Sa 09:00-19:00; PH off"),
        ("mar-sam 9h-19h (sauf jours fériés)", "Tu-Sa 09:00-19:00; PH off"),
        ("mar-sam 9h-19h ; jours fériés 9h-13h", "Tu-Sa 09:00-19:00; PH 09:00-13:00"),
        ("mar-sam 9h-19h ; jours fériés : fermé", "Tu-Sa 09:00-19:00; PH off"),
        ("2e et 4e mercredi du mois 14h-16h", "We[2,4] 14:00-16:00"),
        ("premier samedi du mois de 10h à 12h", "Sa[1] 10:00-12:00"),
        ("mar-ven 9h-18h, 1er samedi du mois 9h-12h", "Tu-Fr 09:00-18:00; Sa[1] 09:00-12:00"),
        ("tous les derniers vendredis du mois 18h-22h", "Fr[-1] 18:00-22:00"),
        ("sam, dim et jours fériés 10h-18h", "Sa-Su,PH 10:00-18:00"),
        (
            "du lundi au vendredi de 9h à 12h30 et de 14h à 18h, le samedi de 9h à 12h, fermé les dimanches et jours fériés",
            "Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:00; Su,PH off",
        ),
    ]);
}

const SEASONS_AND_DATES: &[(&str, &str)] = &[
    ("été (juillet-août) : mar-sam 9h-13h", "Jul-Aug Tu-Sa 09:00-13:00"),
    ("du 1er juillet au 31 août : lun-ven 9h-13h", "Jul 01-Aug 31 Mo-Fr 09:00-13:00"),
    (
        "de septembre à juin : mar-sam 9h-19h ; juillet-août : mar-sam 10h-18h",
        "Sep-Jun Tu-Sa 09:00-19:00; Jul-Aug Tu-Sa 10:00-18:00",
    ),
    ("mar-sam 9h-19h ; fermé du 1er au 15 août", "Tu-Sa 09:00-19:00; Aug 01-15 off"),
    ("mar-sam 9h-19h, fermé le 25 décembre", "Tu-Sa 09:00-19:00; Dec 25 off"),
    ("lun-sam 9h-19h ; ouvert le 1er mai 9h-12h", "Mo-Sa 09:00-19:00; May 01 09:00-12:00"),
    ("fermé le lundi et le 25 décembre", "Mo off; Dec 25 off"),
    ("fermé les 25 décembre et 1er janvier", "Dec 25,Jan 01 off"),
    ("fermé le 1er janvier, le 1er mai et le 25 décembre", "Jan 01,May 01,Dec 25 off"),
    ("lun-sam 9h-19h ; fermé du 24 décembre au 2 janvier", "Mo-Sa 09:00-19:00; Dec 24-Jan 02 off"),
    ("lun-sam 9h-19h ; fermé du 01/08 au 15/08", "Mo-Sa 09:00-19:00; Aug 01-15 off"),
    ("lun-sam 9h-19h ; fermé du 01/08/2027 au 15/08/2027", "Mo-Sa 09:00-19:00; 2027 Aug 01-15 off"),
    ("fermé du 1er au 15 août 2027", "2027 Aug 01-15 off"),
    ("fermé en août", "Aug off"),
    ("lun-ven 9h-18h, fermé en août", "Mo-Fr 09:00-18:00; Aug off"),
    (
        "octobre à mars : mar-sam 9h-17h ; avril à septembre : mar-sam 9h-19h",
        "Oct-Mar Tu-Sa 09:00-17:00; Apr-Sep Tu-Sa 09:00-19:00",
    ),
    ("lun-sam 9h-19h ; août : mar-sam 9h-12h", "Mo-Sa 09:00-19:00; Aug off; Aug Tu-Sa 09:00-12:00"),
    ("lun-sam 9h-19h ; en août 9h-12h", "Mo-Sa 09:00-19:00; Aug 09:00-12:00"),
    ("le 14 juillet 2027 10h-12h", "2027 Jul 14 10:00-12:00"),
    ("fermé le mercredi 14 juillet 2027", "2027 Jul 14 off"),
    ("fermé du lundi 2 août 2027 au vendredi 20 août 2027", "2027 Aug 02-20 off"),
    ("fermé du lundi 2 au vendredi 20 août 2027", "2027 Aug 02-20 off"),
    ("Mar.-Sam. 10h-19h", "Tu-Sa 10:00-19:00"),
    ("7j/7 8h-22h sauf le 25 décembre et le 1er janvier", "Mo-Su 08:00-22:00; Dec 25,Jan 01 off"),
    ("mer-dim 14h-18h, fermé en août", "We-Su 14:00-18:00; Aug off"),
    (
        "du 15 juin au 15 septembre : tous les jours 10h-20h ; du 16 septembre au 14 juin : mar-dim 10h-18h",
        "Jun 15-Sep 15 Mo-Su 10:00-20:00; Sep 16-Jun 14 Tu-Su 10:00-18:00",
    ),
    ("de novembre à février : 9h-17h ; de mars à octobre : 9h-19h", "Nov-Feb 09:00-17:00; Mar-Oct 09:00-19:00"),
    ("hiver (octobre à mars) : 9h-17h ; été (avril à septembre) : 9h-20h", "Oct-Mar 09:00-17:00; Apr-Sep 09:00-20:00"),
    ("juillet et août : mar-sam 9h-13h", "Jul,Aug Tu-Sa 09:00-13:00"),
    ("lun-sam 8h-20h ; en août : lun-sam 9h-13h", "Mo-Sa 08:00-20:00; Aug Mo-Sa 09:00-13:00"),
    ("lun-ven 9h-18h ; fermé du 1er au 21 août", "Mo-Fr 09:00-18:00; Aug 01-21 off"),
    ("lun-ven 9h-18h ; fermé du 24 décembre 2026 au 3 janvier 2027", "Mo-Fr 09:00-18:00; 2026 Dec 24-2027 Jan 03 off"),
    ("lun-ven 9h-18h ; fermé le 24/12 et le 31/12", "Mo-Fr 09:00-18:00; Dec 24,Dec 31 off"),
    ("lun-ven 9h-18h ; fermé le 2027-05-14", "Mo-Fr 09:00-18:00; 2027 May 14 off"),
    ("Fermeture annuelle en août", "Aug off"),
    ("mars : 9h-12h", "Mar 09:00-12:00 open"),
    ("mars 9h-12h", "Mar 09:00-12:00 open"),
    ("en mars 9h-12h", "Mar 09:00-12:00 open"),
    ("mai 9h-12h", "May 09:00-12:00"),
    ("mar-sam 9h-19h ; fermé du 15 juillet au 20 août inclus", "Tu-Sa 09:00-19:00; Jul 15-Aug 20 off"),
    ("Lun, Mar, Jeu : 9h–12h", "Mo-Tu,Th 09:00-12:00"),
    ("25/12 : fermé", "Dec 25 off"),
    ("le 25 décembre : fermé", "Dec 25 off"),
    ("lun-ven 9h-18h ; le 8 mai 9h-12h", "Mo-Fr 09:00-18:00; May 08 09:00-12:00"),
    ("lun-ven 9h-18h ; 24 et 31 décembre 9h-16h", "Mo-Fr 09:00-18:00; Dec 24,Dec 31 09:00-16:00"),
    ("lun-ven 9h-18h ; 24 et 31 décembre : 9h-16h", "Mo-Fr 09:00-18:00; Dec 24,Dec 31 09:00-16:00"),
    ("ouvert le 8 mai", "May 08 unknown"),
    ("lun-ven 9h-18h en août", "Aug Mo-Fr 09:00-18:00"),
    ("congés du 1er au 15 août", "Aug 01-15 off"),
    ("du 1/04 au 30/09 : 8h-20h", "Apr 01-Sep 30 08:00-20:00"),
    ("le premier dimanche de chaque mois 10h-18h", "Su[1] 10:00-18:00"),
];

#[test]
fn seasons_and_dates() {
    check_understood(SEASONS_AND_DATES);
}

#[test]
fn appointments() {
    check_understood(&[
        ("sur rendez-vous", r#"unknown "sur rendez-vous""#),
        ("lun-ven 9h-18h sur rdv", r#"Mo-Fr 09:00-18:00 unknown "sur rendez-vous""#),
        ("lun-ven 9h-18h et sur rdv", r#"Mo-Fr 09:00-18:00 || unknown "sur rendez-vous""#),
        ("lun-ven 9h-18h ; sur rendez-vous", r#"Mo-Fr 09:00-18:00 || unknown "sur rendez-vous""#),
        ("lun-ven 9h-18h, samedi sur rendez-vous", r#"Mo-Fr 09:00-18:00; Sa unknown "sur rendez-vous""#),
        ("lun-ven 9h-18h, sur rendez-vous le samedi", r#"Mo-Fr 09:00-18:00; Sa unknown "sur rendez-vous""#),
        ("uniquement sur rendez-vous", r#"unknown "sur rendez-vous""#),
        ("sur rdv uniquement", r#"unknown "sur rendez-vous""#),
        ("sur RDV du lundi au vendredi de 9h à 18h", r#"Mo-Fr 09:00-18:00 unknown "sur rendez-vous""#),
        ("du lundi au vendredi sur rendez-vous", r#"Mo-Fr unknown "sur rendez-vous""#),
        ("samedi sur rendez-vous 9h-12h", r#"Sa 09:00-12:00 unknown "sur rendez-vous""#),
        ("mercredi et samedi 14h-18h sur rendez-vous", r#"We,Sa 14:00-18:00 unknown "sur rendez-vous""#),
        ("sur rendez-vous uniquement le samedi", r#"Sa unknown "sur rendez-vous""#),
        ("sur rendez vous", r#"unknown "sur rendez-vous""#),
        ("Sur RDV.", r#"unknown "sur rendez-vous""#),
        ("mardi 9h-12h, et sur rendez-vous", r#"Tu 09:00-12:00 || unknown "sur rendez-vous""#),
        ("mardi 9h-12h ou sur rendez-vous", r#"Tu 09:00-12:00 || unknown "sur rendez-vous""#),
        ("RDV", r#"unknown "sur rendez-vous""#),
        ("sans rendez-vous : mercredi 14h-17h", "We 14:00-17:00"),
        ("lundi 9h-12h sans rendez-vous", "Mo 09:00-12:00"),
        ("mercredi 14h-17h sans rendez-vous", "We 14:00-17:00"),
    ]);
}
