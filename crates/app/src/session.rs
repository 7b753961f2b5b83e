//! An open workspace with what the program keeps in memory of it.

use std::ops::Deref;
use std::sync::{Arc, Weak};

use chrono::NaiveDate;
use pelikirja_domain::Id;
use pelikirja_store::{Reader, Store, StoreError, Touched, WriteTransaction, Written, schema, to_word};

use crate::api::{Changed, TransactionKind};
use crate::app::App;
use crate::customer_index::CustomerIndex;
use crate::error::{AppError, Result};
use crate::events::{AppEvent, Area};
use crate::open_workspaces::OpenMark;
use crate::{permissions, signals, sync};

/// An open workspace. Clones share everything; when the last one goes, the file is closed and the key wiped.
#[derive(Clone)]
pub struct Session(Arc<SessionData>);

/// What an open workspace consists of.
pub struct SessionData {
    app: App,
    store: Store,
    index: CustomerIndex,
    signals: signals::State,
    sync: sync::State,
    demo: bool,
    // Last, so that the store is closed before it says so: fields drop in this order.
    _open: OpenMark,
}

impl Drop for SessionData {
    fn drop(&mut self) {
        // Leaves the file complete. A failure leaves the write-ahead log beside it, where the next start finds it.
        let _ = self.store.checkpoint();
    }
}

impl Deref for Session {
    type Target = SessionData;

    fn deref(&self) -> &SessionData {
        &self.0
    }
}

impl Session {
    pub(crate) fn new(app: App, store: Store, demo: bool) -> Self {
        let open = OpenMark::new(app.clone(), store.folder().path());
        Self(Arc::new(SessionData {
            app,
            store,
            index: CustomerIndex::default(),
            signals: signals::State::default(),
            sync: sync::State::default(),
            demo,
            _open: open,
        }))
    }

    /// A handle that does not keep the workspace open.
    pub(crate) fn downgrade(&self) -> Weak<SessionData> {
        Arc::downgrade(&self.0)
    }

    /// The workspace, unless it was closed meanwhile.
    pub(crate) fn upgrade(handle: &Weak<SessionData>) -> Option<Self> {
        handle.upgrade().map(Self)
    }

    /// Writes in one transaction, then tells who shows the data.
    ///
    /// What the member who uses this machine may not write is refused here, whichever command it comes from: judged when
    /// all of it is there, by what the other machines will judge it by.
    ///
    /// # Errors
    /// Those of the transaction, [`permissions::check`] and [`ErrorCode::DeviceRemoved`][removed], and then nothing has
    /// changed. What comes after it is kept cannot fail the write.
    ///
    /// [removed]: crate::error::ErrorCode::DeviceRemoved
    pub(crate) fn write<T>(
        &self,
        kind: TransactionKind,
        write: impl FnOnce(&mut WriteTransaction<'_>) -> Result<T>,
    ) -> Result<Written<T>> {
        let author = self.sync.author(self)?;
        let judged = |tx: &mut WriteTransaction<'_>| {
            let value = write(tx)?;
            permissions::check(tx, author)?;
            Ok(value)
        };
        let written = self
            .store
            .write(&to_word(&kind), |tx| judged(tx).map_err(Failure::App))
            .map_err(AppError::from)?;
        self.follow(&written.touched);
        self.sync.changed();
        Ok(written)
    }

    /// Does what [`Self::write`] does, for commands that change a number of records.
    pub(crate) fn change(
        &self,
        kind: TransactionKind,
        write: impl FnOnce(&mut WriteTransaction<'_>) -> Result<u32>,
    ) -> Result<Changed> {
        let written = self.write(kind, write)?;
        Ok(Changed { transaction: written.transaction, records: written.value })
    }

    /// Brings what is derived in step with a finished write: signals and figures, the list in memory, the screen.
    ///
    /// The write is kept, so nothing of this may let it look as if it had failed: it would be done again. Signals that
    /// could not be computed stay to be done, and a list that could not be brought in step is read anew.
    pub(crate) fn follow(&self, touched: &Touched) {
        self.follow_with(touched, signals::follow);
    }

    /// As [`Self::follow`], but signals wait until [`signals::work_off_left`]: many writes come one after the other, and
    /// after each of them everybody would be computed anew.
    pub(crate) fn follow_but_signals(&self, touched: &Touched) {
        self.follow_with(touched, signals::put_off);
    }

    fn follow_with(&self, touched: &Touched, signals: fn(&Self, &Touched) -> Result<()>) {
        let signals = signals(self, touched);
        let list = self.index.refresh(&self.store, touched);
        if signals.is_err() || list.is_err() {
            self.index.forget();
        }
        let areas = areas(touched);
        if !areas.is_empty() {
            self.app.emit(&AppEvent::DataChanged { areas });
        }
    }
}

impl SessionData {
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn index(&self) -> &CustomerIndex {
        &self.index
    }

    pub(crate) fn signals(&self) -> &signals::State {
        &self.signals
    }

    pub(crate) fn sync(&self) -> &sync::State {
        &self.sync
    }

    pub(crate) fn is_demo(&self) -> bool {
        self.demo
    }

    /// Reads on one consistent state of the data.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        self.store.read(|reader| read(reader).map_err(Failure::App)).map_err(AppError::from)
    }

    /// Reads two things at once; see [`Store::read_both`].
    pub(crate) fn read_both<T: Send, U>(
        &self,
        one: impl FnOnce(&Reader<'_>) -> Result<T> + Send,
        other: impl FnOnce(&Reader<'_>) -> Result<U>,
    ) -> Result<(T, U)> {
        let both = self.store.read_both(
            |reader| one(reader).map_err(Failure::App),
            |reader| other(reader).map_err(Failure::App),
        );
        both.map_err(AppError::from)
    }

    /// The member who uses this machine.
    pub(crate) fn me(&self) -> Option<Id> {
        self.store.member()
    }

    /// Today's business date.
    pub(crate) fn today(&self) -> NaiveDate {
        self.store.clock().today()
    }
}

/// Carries a command's own error through the store.
enum Failure {
    App(AppError),
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for AppError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::App(error) => error,
            Failure::Store(error) => error.into(),
        }
    }
}

fn areas(touched: &Touched) -> Vec<Area> {
    let tables: [(Area, &[&schema::Table]); 8] = [
        (
            Area::Customers,
            &[
                &schema::customer::TABLE,
                &schema::customer_tag::TABLE,
                &schema::person::TABLE,
                &schema::employment::TABLE,
                &schema::distinct_pair::TABLE,
            ],
        ),
        (
            Area::Contacts,
            &[&schema::contact::TABLE, &schema::contact_person::TABLE, &schema::next_action::TABLE],
        ),
        (Area::Queue, &[&schema::signal_handling::TABLE, &schema::contact::TABLE, &schema::customer::TABLE]),
        (
            Area::Meetings,
            &[
                &schema::meeting::TABLE,
                &schema::meeting_series::TABLE,
                &schema::meeting_participant::TABLE,
                &schema::preparation::TABLE,
                &schema::preparation_answer::TABLE,
                &schema::preparation_block::TABLE,
                &schema::minutes::TABLE,
            ],
        ),
        (Area::Promises, &[&schema::promise::TABLE]),
        (Area::Templates, &[&schema::preparation_template::TABLE]),
        (Area::Imports, &[&schema::import_batch::TABLE, &schema::import_mapping::TABLE]),
        (
            Area::Settings,
            &[
                &schema::setting::TABLE,
                &schema::member::TABLE,
                &schema::tier::TABLE,
                &schema::saved_view::TABLE,
            ],
        ),
    ];
    let mut areas: Vec<Area> = tables
        .into_iter()
        .filter(|(_, tables)| tables.iter().any(|table| touched.has(table)))
        .map(|(area, _)| area)
        .collect();
    if !touched.order_customers.is_empty() || touched.has(&schema::product::TABLE) {
        areas.push(Area::Orders);
    }
    if !touched.order_customers.is_empty() {
        // Signals and figures follow orders.
        areas.extend(
            [Area::Customers, Area::Queue]
                .into_iter()
                .filter(|area| !areas.contains(area))
                .collect::<Vec<_>>(),
        );
    }
    areas
}
