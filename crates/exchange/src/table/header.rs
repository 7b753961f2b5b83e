//! Which row names the columns.

use crate::date::parse_date;
use crate::inspection::HeaderRow;
use crate::mapping::ColumnRef;
use crate::number::parse_number;
use crate::synonyms;

/// Finds the row with the headers among the first rows of a file.
pub(crate) fn find(rows: &[Vec<String>]) -> HeaderRow {
    let row_number = |index: usize| HeaderRow::Row(u32::try_from(index + 1).unwrap_or(1));
    // A row with names that are known is it, even under a title and a date.
    let known = rows.iter().take(15).enumerate().find(|(_, row)| {
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let known = row.iter().filter(|cell| synonyms::is_known(cell)).count();
        known >= 2 || known == 1 && filled == 1 && width(rows) == 1
    });
    if let Some((index, _)) = known {
        return row_number(index);
    }
    let width = width(rows);
    let first = rows.iter().take(5).position(|row| {
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        filled * 10 >= width * 6
    });
    let Some(first) = first else { return HeaderRow::None };
    if rows[first].iter().any(|cell| is_value(cell)) { HeaderRow::None } else { row_number(first) }
}

/// The row that names all of `columns`: `header` unless it does not and another one does. Columns that had no names
/// are named by their letters in files of rejected rows.
pub(crate) fn naming(rows: &[Vec<String>], header: HeaderRow, columns: &[&ColumnRef]) -> HeaderRow {
    if columns.is_empty() {
        return header;
    }
    let names_all = |row: &Vec<String>| columns.iter().all(|column| row.contains(&column.header));
    let found = match header {
        HeaderRow::None => rows
            .first()
            .filter(|row| columns.iter().all(|column| row.get(column.index as usize) == Some(&column.header)))
            .map(|_| 0),
        HeaderRow::Row(row) if rows.get((row as usize).wrapping_sub(1)).is_some_and(names_all) => None,
        HeaderRow::Row(_) => rows.iter().position(names_all),
    };
    found.map_or(header, |index| HeaderRow::Row(u32::try_from(index + 1).unwrap_or(1)))
}

/// The number of cells that most rows have.
pub(crate) fn width(rows: &[Vec<String>]) -> usize {
    let count = |width: usize| rows.iter().filter(|row| row.len() == width).count();
    rows.iter().map(Vec::len).max_by_key(|&width| (count(width), width)).unwrap_or(0)
}

/// Name of a column without one, as spreadsheets name them: A to Z, AA and so on.
pub(crate) fn letters(index: usize) -> String {
    let mut name = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        rest -= 1;
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + letter));
        rest /= 26;
    }
    name
}

/// Whether a cell is data rather than a name.
fn is_value(cell: &str) -> bool {
    !cell.is_empty()
        && (parse_number(cell, None).is_ok() || parse_date(cell, None).is_ok() || cell.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(';').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn headers_are_found_under_titles_and_missed_where_there_are_none() {
        assert_eq!(find(&rows("Asiakasnro;Nimi\n1;Oy")), HeaderRow::Row(1));
        assert_eq!(
            find(&rows("Tilausraportti 1.1.2024;;\n;;\nTilausnro;Tilauspvm;Summa\n1;2;3")),
            HeaderRow::Row(3)
        );
        assert_eq!(find(&rows("alpha;beta\n1;2")), HeaderRow::Row(1));
        assert_eq!(find(&rows("1;Oy;4.7.1996\n2;Ab;5.7.1996")), HeaderRow::None);
        assert_eq!(find(&[]), HeaderRow::None);
    }

    #[test]
    fn columns_without_names_get_letters() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
