//! Figures computed anew for everybody, put in place without reading all customers again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pelikirja_store::Store;
use pelikirja_store::table::figures::FiguresRow;
use pelikirja_store::table::signal_handling::Card;

use super::{CustomerIndex, Customers, order};
use crate::error::Result;

impl CustomerIndex {
    /// Puts these figures, and the cards that go with them, in the place of everybody's. Nothing happens before the
    /// customers were read for the first time.
    pub fn set_figures(&self, store: &Store, figures: &[FiguresRow]) -> Result<()> {
        let mut slot = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            return Ok(());
        }
        // Read under the lock: whatever is done about a signal after this waits to refresh the list.
        let cards = store.read(|reader| reader.cards())?;
        *slot = slot.take().map(|customers| {
            let figures = figures.iter().map(|row| (row.customer, row)).collect();
            Arc::new(customers.with_figures(&figures, cards))
        });
        Ok(())
    }
}

impl Customers {
    fn with_figures(
        self: Arc<Self>,
        figures: &HashMap<i64, &FiguresRow>,
        mut cards: HashMap<i64, Card>,
    ) -> Self {
        let mut orders = std::mem::take(&mut *self.orders.lock().unwrap_or_else(PoisonError::into_inner));
        orders.retain(|key, _| order::Changed::figures().leaves(*key));
        // Nobody looks at the old ones as a rule; then nothing is copied.
        let mut customers = Arc::try_unwrap(self).unwrap_or_else(|shared| Self {
            entries: shared.entries.clone(),
            texts: Arc::clone(&shared.texts),
            phones: Arc::clone(&shared.phones),
            signs: Arc::clone(&shared.signs),
            places: Arc::clone(&shared.places),
            names: shared.names.clone(),
            sums: OnceLock::new(),
            cards: OnceLock::new(),
            orders: Mutex::default(),
        });
        for entry in &mut customers.entries {
            let entry = Arc::make_mut(entry);
            let key = entry.listed.key;
            entry.listed.set_figures(figures.get(&key).copied());
            entry.listed.set_card(cards.remove(&key));
        }
        Self { sums: OnceLock::new(), cards: OnceLock::new(), orders: Mutex::new(orders), ..customers }
    }
}
