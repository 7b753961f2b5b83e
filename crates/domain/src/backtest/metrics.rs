//! Measures of a ranking and of predicted chances.

use super::{CalibrationBin, GainPoint};

/// Chance that a lost customer ranks before one that stayed, ties half (Mann-Whitney); none unless there are both.
pub(super) fn auc(ranked: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = ranked.to_vec();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut stayed_below, mut pairs, mut lost) = (0.0, 0.0, 0.0);
    for tied in sorted.chunk_by(|left, right| left.0 == right.0) {
        let lost_here = count(tied.iter().filter(|(_, is_lost)| *is_lost));
        let stayed_here = count(tied.iter()) - lost_here;
        pairs += lost_here * (stayed_below + stayed_here / 2.0);
        stayed_below += stayed_here;
        lost += lost_here;
    }
    (lost > 0.0 && stayed_below > 0.0).then(|| pairs / (lost * stayed_below))
}

/// Mean squared error of the predicted chances (Brier 1950); none of none.
pub(super) fn brier(predictions: &[(f64, bool)]) -> Option<f64> {
    mean(predictions.iter().map(|(predicted, is_lost)| (predicted - f64::from(u8::from(*is_lost))).powi(2)))
}

/// Mean prediction and outcome of at most ten equally large groups, from the smallest prediction up.
pub(super) fn calibration(predictions: &[(f64, bool)]) -> Vec<CalibrationBin> {
    let mut sorted = predictions.to_vec();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
    let size = sorted.len().div_ceil(10).max(1);
    let bin = |part: &[(f64, bool)]| {
        Some(CalibrationBin {
            predicted: mean(part.iter().map(|(predicted, _)| *predicted))?,
            observed: mean(part.iter().map(|(_, is_lost)| f64::from(u8::from(*is_lost))))?,
            customers: u32::try_from(part.len()).unwrap_or(u32::MAX),
        })
    };
    sorted.chunks(size).filter_map(bin).collect()
}

/// The lost values in the order of a queue.
pub(super) struct LostValues {
    /// Sum of the lost value among the first n, n from 0 to all.
    cumulative: Vec<f64>,
}

impl LostValues {
    /// Of customers as (place by this, lost value), the highest first; equals keep their order.
    pub(super) fn new(mut queue: Vec<(f64, f64)>) -> Self {
        queue.sort_by(|left, right| right.0.total_cmp(&left.0));
        let mut cumulative = vec![0.0];
        let mut sum = 0.0;
        for (_, lost_value) in queue {
            sum += lost_value;
            cumulative.push(sum);
        }
        Self { cumulative }
    }

    /// Share of the lost value among the first `top`; none when nothing was lost.
    pub(super) fn share_in(&self, top: usize) -> Option<f64> {
        let all = self.cumulative.last().copied().filter(|all| *all > 0.0)?;
        let reached = self.cumulative.get(top).copied().unwrap_or(all);
        Some(reached / all)
    }

    /// The share for each hundredth of the queue, 0 to 100, between whole customers interpolated.
    pub(super) fn gain(&self) -> Option<Vec<f64>> {
        let last = self.cumulative.len() - 1;
        (0..=100_usize)
            .map(|percent| {
                let (below, part) = (percent * last / 100, percent * last % 100);
                let (low, high) = (self.share_in(below)?, self.share_in((below + 1).min(last))?);
                #[expect(clippy::cast_precision_loss, reason = "below 100")]
                Some(low + (high - low) * part as f64 / 100.0)
            })
            .collect()
    }
}

/// Means of gain curves, point by point; empty of none.
pub(super) fn mean_gain(curves: &[Vec<f64>]) -> Vec<GainPoint> {
    (0..=100_u8)
        .filter_map(|percent| {
            let lost_value =
                mean(curves.iter().filter_map(|curve| curve.get(usize::from(percent)).copied()))?;
            Some(GainPoint { called: f64::from(percent) / 100.0, lost_value })
        })
        .collect()
}

/// Arithmetic mean; none of nothing.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

fn count<T>(items: impl Iterator<Item = T>) -> f64 {
    items.fold(0.0, |count, _| count + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auc_counts_pairs_and_halves_of_ties() {
        let ranked = [(0.9, true), (0.4, false), (0.4, true), (0.1, false)];
        // Of four pairs three are right and one is tied.
        assert_eq!(auc(&ranked), Some(3.5 / 4.0));
        assert_eq!(auc(&[(0.3, true)]), None, "nobody stayed");
    }

    #[test]
    fn lost_value_is_counted_from_the_top() {
        let values = LostValues::new(vec![(0.1, 30.0), (0.9, 60.0), (0.5, 0.0), (0.7, 10.0)]);
        assert_eq!(values.share_in(1), Some(0.6));
        assert_eq!(values.share_in(99), Some(1.0), "a top larger than the queue is all of it");
        let gain = values.gain().unwrap();
        assert_eq!((gain[0], gain[25], gain[100]), (0.0, 0.6, 1.0));
        assert!((gain[10] - 0.24).abs() < 1e-12, "between whole customers");
        assert_eq!(LostValues::new(vec![(0.1, 0.0)]).gain(), None, "nothing was lost");
    }

    #[test]
    fn calibration_bins_hold_all_customers() {
        let predictions: Vec<_> = (0..95_u8).map(|n| (f64::from(n) / 100.0, n % 2 == 0)).collect();
        let bins = calibration(&predictions);
        assert_eq!(bins.len(), 10);
        assert_eq!(bins.iter().map(|bin| bin.customers).sum::<u32>(), 95);
        assert!(bins.windows(2).all(|pair| pair[0].predicted < pair[1].predicted));
        assert_eq!(calibration(&[]), []);
        assert!((brier(&[(0.8, true), (0.5, false)]).unwrap() - (0.04 + 0.25) / 2.0).abs() < 1e-12);
    }
}
