-- Released migrations are never edited: `cargo xtask tidy` compares them with released.txt.
--
-- Every synced table has the same first columns: a local key (never leaves the device), the identity that is the
-- same everywhere, whether it is deleted, and when it was made (milliseconds since 1970 UTC).

CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

-- The log: transactions and, a row each, what they changed. `id` follows from session, time and `counter`; `cells` as
-- in change.rs. `unattended`: nobody sat before it. `undoes`: the transaction taken back; `first`: the one at the
-- end of that chain, which reverses nothing itself; `again`: whether `first` counts again after this; the highest
-- (undo_clock, session) decides. `undone_by` follows from these: set where `first` does not count.
CREATE TABLE txn (
    seq        INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    at         INTEGER NOT NULL,
    member     BLOB,
    device     BLOB    NOT NULL,
    session    BLOB    NOT NULL,
    counter    INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    unattended INTEGER NOT NULL,
    undoes     BLOB,
    first      BLOB,
    again      INTEGER,
    undo_clock INTEGER,
    undone_by  BLOB
);
CREATE INDEX txn_first ON txn (first) WHERE first IS NOT NULL;
CREATE INDEX txn_undone_by ON txn (undone_by) WHERE undone_by IS NOT NULL;
CREATE TABLE change (
    seq   INTEGER PRIMARY KEY AUTOINCREMENT,
    txn   INTEGER NOT NULL REFERENCES txn (seq),
    tbl   INTEGER NOT NULL,
    row   BLOB    NOT NULL,
    clock INTEGER NOT NULL,
    cells BLOB    NOT NULL
);
CREATE INDEX change_row ON change (row, tbl);
CREATE INDEX change_txn ON change (txn);

-- Transactions of this device that others have not got yet; `done`: how many of its operations they have.
CREATE TABLE outbox (txn INTEGER PRIMARY KEY, done INTEGER NOT NULL);
-- Values of a cell that were written at the same time as the one that counts (column 0: a deletion that came to
-- nothing), as places in `change`. Follows from the log.
CREATE TABLE conflict (
    row BLOB NOT NULL, tbl INTEGER NOT NULL, col INTEGER NOT NULL, loser INTEGER NOT NULL, winner INTEGER NOT NULL,
    PRIMARY KEY (row, tbl, col, loser)
) WITHOUT ROWID;
-- Operations of others that do not count, as they came. `role` is that of the author's entry; `header`: the operation
-- that says which transaction it belongs to.
CREATE TABLE quarantine_op (
    seq       INTEGER PRIMARY KEY,
    chain     BLOB    NOT NULL,
    number    INTEGER NOT NULL,
    hash      BLOB    NOT NULL,
    device    BLOB    NOT NULL,
    member    BLOB,
    role      TEXT,
    header    BLOB,
    operation BLOB    NOT NULL,
    reason    TEXT    NOT NULL
);
CREATE INDEX quarantine_op_entry ON quarantine_op (chain, number);
CREATE INDEX quarantine_op_reason ON quarantine_op (reason);
-- What the exchange between devices keeps for itself.
CREATE TABLE sync_state (name BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE setting (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    name TEXT, value TEXT
);
CREATE TABLE member (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    name TEXT, role TEXT, email TEXT, phone TEXT, active INTEGER
);
CREATE TABLE tier (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    name TEXT, tier_key TEXT, position INTEGER, contact_maximum_days INTEGER
);
CREATE TABLE customer (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    name TEXT, business_id TEXT, vat_id TEXT, external_number TEXT, parent BLOB, industry TEXT,
    street TEXT, postcode TEXT, city TEXT, country TEXT, phone TEXT, email TEXT, website TEXT,
    tier BLOB, tier_reason TEXT, owner BLOB, deputy BLOB, stage TEXT, ladder TEXT, language TEXT, source TEXT,
    notes TEXT, ended_on TEXT, ended_reason TEXT, merged_into BLOB
);
CREATE INDEX customer_parent ON customer (parent) WHERE parent IS NOT NULL;
CREATE INDEX customer_merged_into ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE customer_tag (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    customer BLOB, tag TEXT
);
CREATE INDEX customer_tag_customer ON customer_tag (customer);
CREATE TABLE person (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    name TEXT, email TEXT, phone TEXT, birthday TEXT, notes TEXT
);
CREATE TABLE employment (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    person BLOB, customer BLOB, title TEXT, role TEXT, stance TEXT, influence INTEGER, is_primary INTEGER,
    started_on TEXT, ended_on TEXT
);
CREATE INDEX employment_customer ON employment (customer);
CREATE INDEX employment_person ON employment (person);
CREATE TABLE contact (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    customer BLOB, date TEXT, kind TEXT, direction TEXT, two_way INTEGER, minutes INTEGER, note TEXT, member BLOB
);
CREATE INDEX contact_customer ON contact (customer, date, two_way, deleted);
CREATE TABLE contact_person (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    contact BLOB, person BLOB
);
CREATE INDEX contact_person_contact ON contact_person (contact);
CREATE INDEX contact_person_person ON contact_person (person);
CREATE TABLE next_action (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    customer BLOB, text TEXT, due TEXT, owner BLOB, done_on TEXT
);
CREATE INDEX next_action_customer ON next_action (customer);
CREATE INDEX next_action_due ON next_action (due) WHERE done_on IS NULL AND deleted = 0;
CREATE TABLE signal_handling (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    customer BLOB, signal TEXT, state TEXT, until TEXT, assigned_to BLOB, reason TEXT, note TEXT, evidence TEXT,
    handled_on TEXT, member BLOB
);
CREATE INDEX signal_handling_customer ON signal_handling (customer);
CREATE INDEX signal_handling_handled_on ON signal_handling (handled_on);
CREATE TABLE product (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    number TEXT, name TEXT, product_group TEXT, unit TEXT, list_price INTEGER, source TEXT
);
CREATE INDEX product_number ON product (number);
CREATE TABLE import_batch (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    kind TEXT, file TEXT, report TEXT, undone_at INTEGER, unattended INTEGER, member BLOB, txn BLOB
);
CREATE TABLE import_mapping (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    source TEXT, kind TEXT, mapping TEXT
);
CREATE TABLE saved_view (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    member BLOB, name TEXT, shared INTEGER, definition TEXT
);
CREATE TABLE distinct_pair (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    first BLOB, second BLOB
);
CREATE TABLE device (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    name TEXT
);

-- Facts from other systems, identified by a keyed hash of (source, number), one clock a batch. What a file said is kept
-- in parts (facts/statement.rs); `whole`: all are here; `stands`: orders and lines say what it says; `repeats`: the file
-- repeated whole orders. Orders follow from the batches that count, in the order of (clock, id). `customer`, `product`
-- and `batch` are local keys; `stated`: the batch whose file said of the order just what is stored; `day` counts days
-- since 1970-01-01; money is cents.
CREATE TABLE fact_batch (
    key INTEGER PRIMARY KEY, id BLOB NOT NULL, clock INTEGER NOT NULL, txn INTEGER NOT NULL, source TEXT NOT NULL,
    repeats INTEGER NOT NULL, whole INTEGER NOT NULL, stands INTEGER NOT NULL,
    UNIQUE (txn, id)
);
CREATE INDEX fact_batch_id ON fact_batch (id);
CREATE TABLE fact_part (
    batch INTEGER NOT NULL, number INTEGER NOT NULL, last INTEGER NOT NULL, bytes BLOB NOT NULL,
    UNIQUE (batch, number)
);
CREATE TABLE orders (
    key      INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL,
    number   TEXT    NOT NULL,
    customer INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    net      INTEGER NOT NULL,
    currency TEXT    NOT NULL,
    lines    INTEGER NOT NULL,
    stated   INTEGER
);
CREATE UNIQUE INDEX orders_id ON orders (id);
CREATE INDEX orders_customer ON orders (customer, day, net);
CREATE INDEX orders_number ON orders (number COLLATE NOCASE, day);
CREATE TABLE order_line (
    order_key INTEGER NOT NULL,
    line      INTEGER NOT NULL,
    product   INTEGER,
    quantity  REAL    NOT NULL,
    net       INTEGER NOT NULL,
    batch     INTEGER NOT NULL,
    PRIMARY KEY (order_key, line)
) WITHOUT ROWID;

-- Derived on this device; can be computed again at any time.
CREATE TABLE customer_figures (
    customer    INTEGER PRIMARY KEY,
    segment     TEXT,
    value_365   INTEGER NOT NULL,
    value_previous_365 INTEGER NOT NULL,
    value_at_stake INTEGER,
    first_day   INTEGER,
    last_day    INTEGER,
    order_days  INTEGER NOT NULL,
    quartile_low REAL,
    median_interval REAL,
    quartile_high REAL,
    p_active    REAL,
    p_no_order  REAL
);
CREATE TABLE signal (
    customer       INTEGER NOT NULL,
    kind           TEXT    NOT NULL,
    since          TEXT    NOT NULL,
    value_at_stake INTEGER,
    priority       INTEGER NOT NULL,
    evidence       TEXT    NOT NULL,
    PRIMARY KEY (customer, kind)
) WITHOUT ROWID;

-- Search: words with their beginnings, and three letters inside words. The text is folded before (case, accents).
-- Row ids are kind * 2^40 + the record's local key.
CREATE VIRTUAL TABLE search_word USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);
CREATE VIRTUAL TABLE search_part USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'trigram', detail = none
);

-- Folders of this machine whose files are imported as they come; not synced.
CREATE TABLE watched_folder (
    id BLOB PRIMARY KEY, folder TEXT NOT NULL, kind TEXT NOT NULL, prefix TEXT NOT NULL, mapping TEXT,
    active INTEGER NOT NULL, last_import_at INTEGER, last_error TEXT
) WITHOUT ROWID;
CREATE TABLE watched_file (
    folder BLOB NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (folder, name)
) WITHOUT ROWID;
