//! How a value is kept: as its canonical text, read again through its parser.
//!
//! No type of field is named here, and nothing here knows a rule of one.

use std::fmt::{self, Display};
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{self, Visitor};

/// Gives a type the serde form of its canonical text: `$read` is its parser with the widest options.
macro_rules! kept_as_text {
    ($value:ty, $read:expr) => {
        impl serde::Serialize for $value {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $value {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::types::kept::deserialize(deserializer, $read)
            }
        }
    };
}

/// Lets a problem travel as a standard error, said in English for logs and for serde.
macro_rules! told_as_error {
    ($problem:ty) => {
        impl std::fmt::Display for $problem {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.told($crate::words::Language::English).message)
            }
        }

        impl std::error::Error for $problem {}
    };
}

pub(super) use {kept_as_text, told_as_error};

pub(super) fn deserialize<'de, D, T, P>(deserializer: D, read: fn(&str) -> Result<T, P>) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    P: Display,
{
    let reader = Reader { read, problem: PhantomData };
    // A format for machines does not say what comes, and has the text that was written.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(reader)
    } else {
        deserializer.deserialize_str(reader)
    }
}

/// Reads a text, or the number that YAML and JSON have in `min: 3`.
struct Reader<T, P> {
    read: fn(&str) -> Result<T, P>,
    problem: PhantomData<P>,
}

impl<T, P: Display> Visitor<'_> for Reader<T, P> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }
}
