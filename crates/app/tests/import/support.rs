//! A firm to import into.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{NaiveDate, NaiveDateTime};
use pelikirja_app::{App, AppError, AppEvent, AppOptions, NoKeyStore};
use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Clock, Instant};
use pelikirja_store::{IntoValue, Store, StoreError, WorkspaceFolder, schema};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "avaa ovi";
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();

pub struct TestClock;

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.local_now().and_utc().timestamp_millis()
    }

    fn local_now(&self) -> NaiveDateTime {
        TODAY.and_hms_opt(12, 0, 0).unwrap()
    }
}

/// An empty firm with one member, *Maija Mäki*, and one tier, *Avain*.
pub struct Firm {
    folder: TempDir,
    pub app: App,
    pub events: Arc<Mutex<Vec<AppEvent>>>,
}

impl Firm {
    pub fn new() -> Self {
        Self::make(false)
    }

    /// A firm whose program works in the background.
    pub fn with_background() -> Self {
        Self::make(true)
    }

    fn make(background: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("firm");
        let clock: Arc<dyn Clock> = Arc::new(TestClock);
        let files = WorkspaceFolder::new(&workspace);
        let store = Store::create(&files, PASSPHRASE, KdfParameters::FLOOR, Arc::clone(&clock)).unwrap();
        let me = store
            .write("create_workspace", |tx| {
                let (me, tier) = (tx.new_id()?, tx.new_id()?);
                tx.create(me, [(schema::member::NAME, "Maija Mäki".into_value())])?;
                tx.create(tier, [(schema::tier::NAME, "Avain".into_value())])?;
                Ok::<_, StoreError>(me)
            })
            .unwrap()
            .value;
        store.set_member(me).unwrap();
        drop(store);
        let app = App::new(AppOptions {
            data_folder: folder.path().to_owned(),
            workspace: Some(workspace),
            clock,
            key_store: Arc::new(NoKeyStore),
            background,
        });
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&events);
        app.subscribe(Box::new(move |event| heard.lock().unwrap().push(event)));
        let firm = Self { folder, app, events };
        firm.call("unlock", json!({ "passphrase": PASSPHRASE }));
        firm
    }

    /// A folder for files.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn call(&self, name: &str, request: Value) -> Value {
        self.app.dispatch(name, request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub fn refused(&self, name: &str, request: Value) -> AppError {
        match self.app.dispatch(name, request) {
            Ok(answer) => panic!("{name} was not refused: {answer}"),
            Err(error) => error,
        }
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// A copy of a file of the shared data, or `None`, said aloud, where the data is not beside the repository.
    pub fn shared(&self, name: &str) -> Option<PathBuf> {
        let source = Path::new("../../../shared/data").join(name);
        if !source.exists() {
            eprintln!("SKIPPED: {} is missing", source.display());
            return None;
        }
        Some(self.file(source.file_name().unwrap().to_str().unwrap(), fs::read(&source).unwrap()))
    }

    /// The mapping that the program proposes, which has nothing to ask.
    pub fn mapping(&self, path: &Path, kind: &str) -> Value {
        let mut inspected = self.call("inspect_file", json!({ "path": path, "kind": kind }));
        assert_eq!(inspected["proposal"]["questions"], json!([]), "{inspected}");
        inspected["proposal"]["mapping"].take()
    }

    pub fn dry_run(&self, path: &Path, kind: &str) -> Value {
        let mapping = self.mapping(path, kind);
        self.call("dry_run_import", json!({ "path": path, "mapping": mapping }))
    }

    pub fn import(&self, path: &Path, kind: &str) -> Value {
        let mapping = self.mapping(path, kind);
        self.call("run_import", json!({ "path": path, "mapping": mapping }))
    }

    /// Writes a file and imports it.
    pub fn import_text(&self, name: &str, kind: &str, text: &str) -> Value {
        self.import(&self.file(name, text), kind)
    }

    pub fn customers(&self) -> Vec<Value> {
        let page = self.call("list_customers", json!({ "limit": 500, "sort": "external_number" }));
        page["rows"].as_array().unwrap().clone()
    }

    pub fn customer_named(&self, name: &str) -> Value {
        let all = self.customers();
        let row = all.iter().find(|row| row["name"] == name);
        let row = row.unwrap_or_else(|| panic!("no customer {name} among {all:?}"));
        self.call("get_customer", json!({ "id": row["id"] }))
    }

    /// Orders of a customer as `number date cents lines`, the newest first.
    pub fn orders_of(&self, name: &str) -> Vec<String> {
        let customer = self.customer_named(name);
        let orders = self.call("customer_orders", json!({ "id": customer["id"] }));
        let line = |order: &Value| {
            let text = |field: &str| order[field].as_str().unwrap().to_owned();
            format!("{} {} {} {}", text("number"), text("date"), order["net"], order["lines"])
        };
        orders["orders"].as_array().unwrap().iter().map(line).collect()
    }

    /// The store is whole: pages, log, totals of orders.
    pub fn check(&self) -> Value {
        let check = self.call("check", json!({}));
        assert_eq!(check["ok"], true, "{check}");
        check
    }
}

/// Rows, created, updated, unchanged, rejected.
pub fn rows(report: &Value) -> [u64; 5] {
    ["rows", "created", "updated", "unchanged", "rejected"].map(|field| report[field].as_u64().unwrap())
}

/// Created, updated, unchanged records.
pub fn records(report: &Value, what: &str) -> [u64; 3] {
    ["created", "updated", "unchanged"].map(|field| report[what][field].as_u64().unwrap())
}

/// Codes with the number of rows: `missing_date 2`.
pub fn codes(counted: &Value) -> Vec<String> {
    let code = |one: &Value| format!("{} {}", one["problem"]["problem"].as_str().unwrap(), one["rows"]);
    counted.as_array().unwrap().iter().map(code).collect()
}
