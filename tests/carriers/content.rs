//! What a machine shows of the firm: customers, their orders, and the conflicts.

use std::path::Path;

use pelikirja_tests::program::Program;
use serde_json::{Value, json};

/// Everything that all machines must show alike, sorted.
#[derive(Debug, PartialEq)]
pub struct Content {
    /// Fields and orders of each customer.
    pub customers: Vec<Value>,
    /// Fields with two values, and from which machines.
    pub conflicts: Vec<Value>,
}

impl Content {
    /// What a machine shows now.
    pub fn of(program: &Program) -> Self {
        let page = program.call("list_customers", json!({ "offset": 0, "limit": 500 }));
        let customers = rows(&page["rows"]).map(|row| customer(program, &row["id"])).collect();
        let conflicts = program.call("list_conflicts", json!({}));
        Self { customers: sorted(customers), conflicts: sorted(rows(&conflicts).map(conflict).collect()) }
    }

    /// The customers' names.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<_> =
            self.customers.iter().filter_map(|customer| customer["name"].as_str()).collect();
        names.sort_unstable();
        names
    }

    /// A customer, by name.
    pub fn customer(&self, name: &str) -> &Value {
        let found = self.customers.iter().find(|customer| customer["name"] == name);
        found.unwrap_or_else(|| panic!("no {name} among {:?}", self.names()))
    }

    /// Orders of all customers.
    pub fn orders(&self) -> usize {
        self.customers.iter().map(|customer| rows(&customer["orders"]).count()).sum()
    }
}

/// Reads orders from a file into a machine. Returns how many were new.
pub fn import_orders(program: &Program, csv: &str) -> Value {
    let file = program.folder().join("orders.csv");
    std::fs::write(&file, csv).expect("writes");
    import(program, &file)
}

fn import(program: &Program, file: &Path) -> Value {
    let inspected = program.call("inspect_file", json!({ "path": file, "kind": "orders" }));
    let request = json!({ "path": file, "mapping": inspected["proposal"]["mapping"] });
    program.call("run_import", request)["orders"]["created"].clone()
}

fn customer(program: &Program, id: &Value) -> Value {
    let record = program.call("get_customer", json!({ "id": id }));
    let orders = program.call("customer_orders", json!({ "id": id }));
    let order = |order: &Value| json!({ "number": order["number"], "net": order["net"] });
    let orders = sorted(rows(&orders["orders"]).map(order).collect());
    json!({ "id": id, "name": record["fields"]["name"], "fields": record["fields"], "orders": orders })
}

fn conflict(conflict: &Value) -> Value {
    json!({
        "label": conflict["label"],
        "fields": conflict["fields"],
        "kept_by": conflict["kept_by"]["device"],
        "other_by": conflict["other_by"]["device"],
    })
}

fn rows(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_cached_key(Value::to_string);
    values
}
