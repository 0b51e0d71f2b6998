//! The types of a field, one module a type: its value, its parser from text, its words.
