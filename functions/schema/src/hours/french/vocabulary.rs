//! The words of opening hours, levelled: no accents, no capitals.
//!
//! A word that is not here is a fault. Words that would need a guess (`matin`,
//! `été`, `vacances`) are here to be recognised, and answered for elsewhere.

/// What a word means in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Monday is 0.
    Day(u8),
    /// January is 1.
    Month(i8),
    Noon,
    Midnight,
    Morning,
    Evening,
    Night,
    Closed,
    Open,
    Except,
    And,
    Or,
    /// `à`, `au`: from one end to the other.
    To,
    /// `jusqu’`.
    Until,
    Between,
    /// `de`, `du`: before the first end, or nothing.
    From,
    /// `partir`, as in `à partir de`.
    Starting,
    /// Articles and titles, which add nothing.
    Filler,
    /// `mois`, as in `du mois`.
    OfMonth,
    /// `tous`, `chaque`: with `jours`, every day.
    Every,
    /// `jour`, `jours`.
    DayWord,
    /// `fériés`.
    Holiday,
    /// `après`, as in `après-midi`.
    After,
    /// `week`, as in `week-end`.
    Week,
    End,
    Weekend,
    /// `semaine`, `we`: days that differ with whoever writes.
    VagueWeek,
    Season,
    SchoolHolidays,
    School,
    /// `sur`, `par`, `by`, `on`.
    By,
    Appointment,
    Meeting,
    You,
    Only,
    /// -1 is the last.
    Ordinal(i8),
    Including,
    /// `y`, as in `y compris`.
    There,
    Daily,
    Without,
    Interruption,
    Non,
    Stop,
}

pub(super) fn meaning(word: &str) -> Option<Meaning> {
    day(word).map(Meaning::Day).or_else(|| month(word).map(Meaning::Month)).or_else(|| other(word))
}

fn day(word: &str) -> Option<u8> {
    Some(match word {
        "lundi" | "lundis" | "lun" | "lu" | "mo" | "mon" | "monday" | "mondays" => 0,
        "mardi" | "mardis" | "mar" | "ma" | "tu" | "tue" | "tues" | "tuesday" | "tuesdays" => 1,
        "mercredi" | "mercredis" | "mer" | "me" | "wed" | "wednesday" | "wednesdays" => 2,
        "jeudi" | "jeudis" | "jeu" | "je" | "th" | "thu" | "thur" | "thurs" | "thursday" | "thursdays" => 3,
        "vendredi" | "vendredis" | "ven" | "vend" | "ve" | "fr" | "fri" | "friday" | "fridays" => 4,
        "samedi" | "samedis" | "sam" | "sa" | "sat" | "saturday" | "saturdays" => 5,
        "dimanche" | "dimanches" | "dim" | "di" | "su" | "sun" | "sunday" | "sundays" => 6,
        _ => return None,
    })
}

fn month(word: &str) -> Option<i8> {
    Some(match word {
        "janvier" | "janv" | "jan" | "january" => 1,
        "fevrier" | "fevr" | "fev" | "february" => 2,
        "mars" | "march" => 3,
        "avril" | "avr" | "april" => 4,
        "mai" | "may" => 5,
        "juin" | "june" => 6,
        "juillet" | "juill" | "juil" | "july" => 7,
        "aout" | "august" => 8,
        "septembre" | "sept" | "sep" | "september" => 9,
        "octobre" | "oct" | "october" => 10,
        "novembre" | "nov" | "november" => 11,
        "decembre" | "dec" | "december" => 12,
        _ => return None,
    })
}

fn other(word: &str) -> Option<Meaning> {
    Some(match word {
        "midi" | "noon" => Meaning::Noon,
        "minuit" | "midnight" => Meaning::Midnight,
        "matin" | "matins" | "matinee" | "morning" | "matinees" => Meaning::Morning,
        "soir" | "soirs" | "soiree" | "evening" => Meaning::Evening,
        "nuit" | "nuits" | "night" => Meaning::Night,
        "ferme" | "fermee" | "fermes" | "fermees" | "fermeture" | "fermetures" | "closed" | "off" | "relache"
        | "conge" | "conges" => Meaning::Closed,
        "ouvert" | "ouverte" | "ouverts" | "ouvertes" | "ouverture" | "ouvertures" | "open" => Meaning::Open,
        "sauf" | "hors" | "excepte" | "exceptee" | "exceptes" | "except" => Meaning::Except,
        "et" | "and" | "puis" => Meaning::And,
        "ou" | "or" => Meaning::Or,
        "a" | "au" | "aux" | "to" => Meaning::To,
        "jusqu" | "jusque" | "until" | "till" => Meaning::Until,
        "entre" | "between" => Meaning::Between,
        "de" | "du" | "des" | "d" | "en" | "from" => Meaning::From,
        "partir" => Meaning::Starting,
        "mois" => Meaning::OfMonth,
        "le" | "la" | "les" | "l" | "horaire" | "horaires" | "heure" | "heures" | "hebdomadaire" | "continu"
        | "annuel" | "annuelle" | "exceptionnelle" | "estivale" | "pour" | "the" | "hours" => Meaning::Filler,
        "tous" | "tout" | "toutes" | "chaque" | "every" => Meaning::Every,
        "jour" | "jours" | "day" | "days" => Meaning::DayWord,
        "ferie" | "feries" | "ph" => Meaning::Holiday,
        "apres" => Meaning::After,
        "week" => Meaning::Week,
        "end" | "ends" => Meaning::End,
        "weekend" | "weekends" => Meaning::Weekend,
        "semaine" | "we" | "ouvrable" | "ouvrables" | "ouvre" | "ouvres" => Meaning::VagueWeek,
        "ete" | "hiver" | "printemps" | "automne" | "saison" => Meaning::Season,
        "vacances" => Meaning::SchoolHolidays,
        "scolaire" | "scolaires" | "zone" => Meaning::School,
        "sur" | "by" => Meaning::By,
        "rdv" | "appointment" => Meaning::Appointment,
        "rendez" => Meaning::Meeting,
        "vous" => Meaning::You,
        "uniquement" | "seulement" | "exclusivement" | "only" => Meaning::Only,
        "premier" | "premiers" => Meaning::Ordinal(1),
        "deuxieme" | "deuxiemes" | "second" | "seconds" => Meaning::Ordinal(2),
        "troisieme" | "troisiemes" => Meaning::Ordinal(3),
        "quatrieme" | "quatriemes" => Meaning::Ordinal(4),
        "cinquieme" => Meaning::Ordinal(5),
        "dernier" | "derniers" => Meaning::Ordinal(-1),
        "compris" | "inclus" | "incluses" | "meme" | "including" => Meaning::Including,
        "y" => Meaning::There,
        "quotidien" | "quotidiennement" | "daily" | "tlj" => Meaning::Daily,
        "sans" => Meaning::Without,
        "interruption" => Meaning::Interruption,
        "non" => Meaning::Non,
        "stop" => Meaning::Stop,
        _ => return None,
    })
}

/// The words that a stranger may have been meant as.
const SUGGESTED: [&str; 31] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "midi",
    "minuit",
    "fermé",
    "ouvert",
    "sauf",
    "jours fériés",
    "rendez-vous",
    "tous les jours",
    "week-end",
    "uniquement",
    "dernier",
    "premier",
];

/// The nearest word to one that is not understood, if one is near.
pub(super) fn nearest(word: &str) -> Option<&'static str> {
    SUGGESTED
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(word, &bare(known)), known))
        .filter(|&(distance, known)| {
            distance <= 2 && distance * 3 <= known.chars().count().min(word.chars().count() + 1)
        })
        .min()
        .map(|(_, known)| known)
}

fn bare(word: &str) -> String {
    word.replace('é', "e").replace('û', "u")
}
