//! Products.

use super::{Checker, RowKind};
use crate::kind::Field;
use crate::problem::ProblemCode;
use crate::raw_row::Cells;
use crate::rows::ProductRow;

/// Products.
pub(crate) struct Products;

impl RowKind for Products {
    type Row<'a> = ProductRow<'a>;

    fn check<'a>(checker: &mut Checker<'_>, cells: &Cells<'a>) -> Option<ProductRow<'a>> {
        let number = checker.text(cells, Field::ProductNumber);
        let name = checker.text(cells, Field::ProductName);
        if number.is_none() && name.is_none() && checker.problems.is_empty() {
            checker.problem(Field::ProductName, "", ProblemCode::MissingProduct);
        }
        let row = ProductRow {
            number,
            name,
            group: checker.text(cells, Field::ProductGroup),
            unit: checker.text(cells, Field::Unit),
            list_price: checker.number(cells, Field::ListPrice),
        };
        checker.problems.is_empty().then_some(row)
    }
}
