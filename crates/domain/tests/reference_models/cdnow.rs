//! The CDNOW sample.

/// One customer of the sample; time in weeks.
pub struct CdnowCustomer {
    /// Repeat purchases, `x`.
    pub repeats: f64,
    /// Time of the last of them since the first purchase, `tx`.
    pub last: f64,
    /// End of the period since the first purchase, `T`.
    pub observed: f64,
    /// Value of all repeat purchases in dollars.
    pub repeat_value: f64,
}

pub fn customers() -> Vec<CdnowCustomer> {
    let rows = include_str!("../data/cdnow_summary.csv").lines().skip(1);
    let customers: Vec<_> = rows
        .map(|row| {
            let fields: Vec<f64> = row.split(',').filter_map(|field| field.parse().ok()).collect();
            CdnowCustomer {
                repeats: fields[0],
                last: fields[1] / 7.0,
                observed: fields[2] / 7.0,
                repeat_value: fields[3] / 100.0,
            }
        })
        .collect();
    assert_eq!(customers.len(), 2_357);
    customers
}
