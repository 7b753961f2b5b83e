//! How long the order model takes on a made-up firm: `cargo run --release -p pelikirja-domain --example score_speed`.
//!
//! Prints the figure that `cargo xtask bench model` reads, and the others as words; nothing is asserted, as time
//! depends on the machine. How often to score may be given, 3 unless told; the median counts.

#[path = "../tests/order_model/random.rs"]
mod random;

use std::time::Instant;

use chrono::{Days, NaiveDate};
use pelikirja_domain::{
    CareState, Cents, OrderDay, OrderModel, Season, SignalDetector, SignalRules, StatisticsBuilder, backtest,
};

use random::Random;

const CUSTOMERS: u32 = 100_000;
const HISTORY_DAYS: u32 = 1_095;
const HORIZON_DAYS: u32 = 182;

fn main() {
    let Some(start) = NaiveDate::from_ymd_opt(2023, 1, 1) else { return };
    let as_of = start + Days::new(u64::from(HISTORY_DAYS));
    let mut random = Random(1);
    let histories: Vec<Vec<OrderDay>> = (0..CUSTOMERS).map(|_| history(start, &mut random)).collect();
    let order_days: usize = histories.iter().map(Vec::len).sum();

    let clock = Instant::now();
    let mut builder = StatisticsBuilder::new(as_of);
    let statistics: Vec<_> = histories.iter().map(|history| builder.summarise(history)).collect();
    let summarise = clock.elapsed();

    let clock = Instant::now();
    let model = OrderModel::fit(&statistics);
    let fit = clock.elapsed();

    let rounds: usize = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(3);
    let mut times = Vec::new();
    let mut scores = Vec::new();
    for _ in 0..rounds {
        let clock = Instant::now();
        scores = model.score_all(&statistics, HORIZON_DAYS);
        times.push(clock.elapsed());
    }
    times.sort();
    let score_all = times.get(times.len() / 2).copied().unwrap_or_default();

    let clock = Instant::now();
    let scored_alone =
        statistics.iter().map(|customer| model.score(customer, HORIZON_DAYS).p_no_order).sum::<f64>();
    let score_one_core = clock.elapsed();

    let clock = Instant::now();
    let detector = SignalDetector::new(SignalRules::default(), &Season::FLAT, as_of);
    let mut signals = Vec::new();
    for (customer, score) in statistics.iter().zip(&scores) {
        detector.detect(customer, score, &CareState::default(), &mut signals);
    }
    let detect = clock.elapsed();

    let clock = Instant::now();
    let _ = backtest(&histories, HORIZON_DAYS, &|_| true);
    let backtest = clock.elapsed();

    eprintln!(
        "{CUSTOMERS} customers, {order_days} order days; milliseconds: summarise {}, fit {}, score on one core {}, \
         detect {}, backtest {}; {} signals, mean chance of no order {:.4}",
        summarise.as_millis(),
        fit.as_millis(),
        score_one_core.as_millis(),
        detect.as_millis(),
        backtest.as_millis(),
        signals.len(),
        scored_alone / f64::from(CUSTOMERS),
    );
    println!(
        r#"{{"work":"score {CUSTOMERS} customers","unit":"seconds","value":{},"baseline":null,"bar":{{"at_most":0.3}}}}"#,
        score_all.as_secs_f64()
    );
}

/// Orders at a pace of the customer's own, regular by about k = 2, until it leaves.
fn history(start: NaiveDate, random: &mut Random) -> Vec<OrderDay> {
    let mean_interval = 10.0 - 80.0 * random.unit().ln();
    let leaves = 0.12 * random.unit();
    let mut day = random.unit() * f64::from(HISTORY_DAYS) * 0.7;
    let mut days = Vec::new();
    while day < f64::from(HISTORY_DAYS) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "days within three years"
        )]
        days.push(OrderDay {
            day: start + Days::new(day as u64),
            net: Cents((20_000.0 * (0.3 - random.unit().ln())) as i64),
        });
        if random.unit() < leaves {
            break;
        }
        day += 1.0 - mean_interval / 2.0 * (random.unit().ln() + random.unit().ln());
    }
    days
}
