//! Tables for a spreadsheet.
//!
//! Semicolons, quotes and a byte-order mark: what a French spreadsheet opens
//! with its accents.
//!
//! Architecture invariant: what people typed is never a formula there: a cell that
//! could be one starts with an apostrophe.

/// What tells a spreadsheet how the letters are written.
pub const BEGINNING: &str = "\u{feff}";

/// The beginning of a table, with the names of its columns.
#[must_use]
pub fn table<T: AsRef<str>>(columns: &[T]) -> String {
    format!("{BEGINNING}{}", line(columns))
}

/// One line of a table.
#[must_use]
pub fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell_of(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(";"))
}

/// <https://owasp.org/www-community/attacks/CSV_Injection>: a formula starts with
/// one of these signs, with or without spaces before it.
fn cell_of(text: &str) -> String {
    let starts_a_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    let mark = if starts_a_formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::{cell_of, table};

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(cell_of("=1+1"), "\"'=1+1\"");
        assert_eq!(cell_of(" @SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(cell_of("\t=1"), "\"'\t=1\"");
        assert_eq!(cell_of("Le « Fournil »; 3\" pains"), "\"Le « Fournil »; 3\"\" pains\"");
    }

    #[test]
    fn a_table_opens_with_its_accents() {
        assert_eq!(table(&["état", "nom"]), "\u{feff}\"état\";\"nom\"\r\n");
    }
}
