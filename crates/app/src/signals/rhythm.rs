//! How a customer buys, for its page.

use pelikirja_domain::{Id, OrderScore};

use crate::api::CustomerRhythm;
use crate::error::Result;
use crate::session::Session;

/// How a customer buys; none when it never ordered or figures are not computed yet.
pub(crate) fn rhythm_of(session: &Session, customer: Id) -> Result<Option<CustomerRhythm>> {
    let Some(basis) = session.signals().basis(session.store())? else { return Ok(None) };
    let figures = session.read(|reader| match reader.customer_key(customer)? {
        Some(key) => Ok(reader.figures_of(key)?),
        None => Ok(None),
    })?;
    let Some(figures) = figures else { return Ok(None) };
    let (Some(first_order), Some(last_order), Some(p_no_order)) =
        (figures.first_order, figures.last_order, figures.p_no_order)
    else {
        return Ok(None);
    };
    let since = session.today().signed_duration_since(last_order).num_days();
    Ok(Some(CustomerRhythm {
        order_days: figures.order_days,
        first_order,
        last_order,
        days_since_last: u32::try_from(since).unwrap_or(0),
        median_interval_days: figures.quartiles.map(|quartiles| quartiles.median),
        quartile_low_days: figures.quartiles.map(|quartiles| quartiles.low),
        quartile_high_days: figures.quartiles.map(|quartiles| quartiles.high),
        value_365: figures.value_365,
        value_previous_365: figures.value_previous_365,
        score: OrderScore {
            p_active: figures.p_active,
            p_no_order,
            value_at_stake: figures.value_at_stake,
            horizon_days: basis.horizon_days,
        },
        horizon_days: basis.horizon_days,
    }))
}
