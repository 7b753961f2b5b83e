//! Minimising a smooth function from near its bottom.

use super::nelder_mead::Minimum;

/// When a search ends, and how far it looks around.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings {
    /// Step of the differences that stand for derivatives, in each coordinate.
    pub difference: f64,
    /// Longest step of the search in any coordinate.
    pub longest_step: f64,
    /// Expected gain below which a point is the bottom.
    pub smallest_gain: f64,
    /// Steps at the most.
    pub steps: usize,
}

/// Times that a step is halved when it leads upwards.
const MOST_HALVINGS: usize = 5;
/// Times that the curvature is raised tenfold where the function is not bent upwards.
const MOST_RAISES: i32 = 8;

/// Newton's method with derivatives from differences, steps cut short and curvature raised (Levenberg 1944) where need
/// be.
///
/// Some only when the function is bent upwards in all directions where it ended and a further step would gain less
/// than `smallest_gain`: a bottom, not merely a place where a search got stuck. Deterministic.
pub fn minimise_nearby<const N: usize>(
    start: [f64; N],
    surroundings: Surroundings,
    mut function: impl FnMut(&[f64; N]) -> f64,
) -> Option<Minimum<N>> {
    let mut evaluations = 0;
    let mut evaluate = |point: &[f64; N]| {
        evaluations += 1;
        function(point)
    };
    let mut point = start;
    let mut value = evaluate(&point);
    for _ in 0..surroundings.steps {
        let bend = Bend::around(&point, value, surroundings.difference, &mut evaluate)?;
        let (mut step, is_raised) = bend.step()?;
        let gain = bend.gain(&step);
        let longest = step.iter().fold(0.0, |longest: f64, part| longest.max(part.abs()));
        let mut scale = (surroundings.longest_step / longest).min(1.0);
        let is_last = !is_raised && scale == 1.0 && gain < surroundings.smallest_gain;
        let mut has_gained = false;
        for _ in 0..=MOST_HALVINGS {
            step = step.map(|part| part * scale);
            let next = moved(&point, &step);
            let next_value = evaluate(&next);
            if next_value < value {
                (point, value, has_gained) = (next, next_value, true);
                break;
            }
            scale = 0.5;
        }
        if is_last {
            return Some(Minimum { point, value, evaluations });
        }
        if !has_gained {
            return None;
        }
    }
    None
}

fn moved<const N: usize>(point: &[f64; N], step: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|axis| point[axis] + step[axis])
}

/// Slope and curvature of a function at a point.
struct Bend<const N: usize> {
    slope: [f64; N],
    curvature: [[f64; N]; N],
}

impl<const N: usize> Bend<N> {
    /// From differences; none where the function is no number.
    fn around(
        point: &[f64; N],
        value: f64,
        difference: f64,
        evaluate: &mut impl FnMut(&[f64; N]) -> f64,
    ) -> Option<Self> {
        let mut beside = |axes: &[usize], by: f64| {
            let mut point = *point;
            for axis in axes {
                point[*axis] += by;
            }
            evaluate(&point)
        };
        let after: [f64; N] = std::array::from_fn(|axis| beside(&[axis], difference));
        let before: [f64; N] = std::array::from_fn(|axis| beside(&[axis], -difference));
        let square = difference * difference;
        let slope = std::array::from_fn(|axis| (after[axis] - before[axis]) / (2.0 * difference));
        let mut curvature = [[0.0; N]; N];
        for one in 0..N {
            curvature[one][one] = (after[one] - 2.0 * value + before[one]) / square;
            for other in 0..one {
                let both = beside(&[one, other], difference);
                let mixed = (both - after[one] - after[other] + value) / square;
                (curvature[one][other], curvature[other][one]) = (mixed, mixed);
            }
        }
        let is_smooth = curvature.iter().flatten().chain(&slope).all(|number: &f64| number.is_finite());
        is_smooth.then_some(Self { slope, curvature })
    }

    /// The step to the bottom, and whether the curvature had to be raised for there to be one.
    fn step(&self) -> Option<([f64; N], bool)> {
        let downhill = self.slope.map(|slope| -slope);
        if let Some(step) = solve(self.curvature, downhill) {
            return Some((step, false));
        }
        let largest = self.curvature.iter().flatten().fold(0.0, |most: f64, part| most.max(part.abs()));
        (0..MOST_RAISES).find_map(|raise| {
            let mut curvature = self.curvature;
            for (axis, row) in curvature.iter_mut().enumerate() {
                row[axis] += largest * 1e-6 * 10f64.powi(raise);
            }
            Some((solve(curvature, downhill)?, true))
        })
    }

    /// How much lower the function is after a step, were it as bent all the way.
    fn gain(&self, step: &[f64; N]) -> f64 {
        -0.5 * self.slope.iter().zip(step).map(|(slope, part)| slope * part).sum::<f64>()
    }
}

/// Solves a symmetric system by Cholesky's decomposition; none unless the matrix is positive definite.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> Option<[f64; N]> {
    for row in 0..N {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| matrix[row][k] * matrix[column][k]).sum();
            let rest = matrix[row][column] - known;
            if row == column {
                // What rounding leaves of zero is no curvature.
                if rest <= 1e-12 * matrix[row][row].abs() {
                    return None;
                }
                matrix[row][row] = rest.sqrt();
            } else {
                matrix[row][column] = rest / matrix[column][column];
            }
        }
    }
    for row in 0..N {
        let known: f64 = (0..row).map(|k| matrix[row][k] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|k| matrix[k][row] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEAR: Surroundings =
        Surroundings { difference: 1e-3, longest_step: 1.0, smallest_gain: 1e-6, steps: 60 };

    #[test]
    fn finds_the_bottom_of_rosenbrocks_valley() {
        let found =
            minimise_nearby([-1.2, 1.0], NEAR, |[x, y]| (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2));
        let found = found.unwrap();
        assert!((found.point[0] - 1.0).abs() < 1e-3 && (found.point[1] - 1.0).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn solves_a_system_and_refuses_one_that_is_not_positive() {
        let found = solve([[4.0, 2.0, 0.5], [2.0, 3.0, 1.0], [0.5, 1.0, 2.0]], [9.5, 11.0, 8.5]).unwrap();
        for (part, exact) in found.iter().zip([1.0, 2.0, 3.0]) {
            assert!((part - exact).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(solve([[1.0, 2.0], [2.0, 1.0]], [1.0, 1.0]), None);
    }

    #[test]
    fn a_saddle_a_slope_without_end_and_what_is_no_number_have_no_bottom() {
        assert_eq!(minimise_nearby([0.0, 0.0], NEAR, |[x, y]| x * x - y * y), None);
        assert_eq!(minimise_nearby([0.0], NEAR, |[x]| -x), None);
        assert_eq!(minimise_nearby([0.0], NEAR, |_| f64::NAN), None);
        assert_eq!(minimise_nearby([0.5], NEAR, |[x]| x.ln()), None);
    }
}
