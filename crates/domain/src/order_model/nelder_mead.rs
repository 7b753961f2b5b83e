//! Minimising a function without derivatives.

/// Where a search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum<const N: usize> {
    /// The point.
    pub point: [f64; N],
    /// The function's value there.
    pub value: f64,
    /// How often the function was called.
    pub evaluations: usize,
}

/// When a search ends.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    /// Spread of the values over the simplex.
    pub value: f64,
    /// Largest distance of a corner from the best, in any coordinate.
    pub point: f64,
    /// Calls of the function at the most.
    pub evaluations: usize,
}

/// The simplex method of Nelder & Mead (1965), with reflection 1, expansion 2, contraction and shrinking 1/2.
///
/// Deterministic. Values that are not numbers count as infinitely bad.
pub fn minimise<const N: usize>(
    start: [f64; N],
    step: f64,
    tolerance: Tolerance,
    mut function: impl FnMut(&[f64; N]) -> f64,
) -> Minimum<N> {
    let mut evaluations = 0;
    let mut evaluate = |point: &[f64; N], evaluations: &mut usize| {
        *evaluations += 1;
        let value = function(point);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut simplex: Vec<([f64; N], f64)> = Vec::with_capacity(N + 1);
    simplex.push((start, evaluate(&start, &mut evaluations)));
    for axis in 0..N {
        let mut corner = start;
        corner[axis] += step;
        simplex.push((corner, evaluate(&corner, &mut evaluations)));
    }
    loop {
        simplex.sort_by(|left, right| left.1.total_cmp(&right.1));
        let (best, worst) = (simplex[0], simplex[N]);
        if evaluations >= tolerance.evaluations || has_converged(&simplex, tolerance) {
            return Minimum { point: best.0, value: best.1, evaluations };
        }
        let centre = centre_without_worst(&simplex);
        let along = |factor: f64| {
            let mut point = centre;
            for axis in 0..N {
                point[axis] += factor * (worst.0[axis] - centre[axis]);
            }
            point
        };
        let reflected = along(-1.0);
        let reflected_value = evaluate(&reflected, &mut evaluations);
        if reflected_value < best.1 {
            let expanded = along(-2.0);
            let expanded_value = evaluate(&expanded, &mut evaluations);
            simplex[N] = if expanded_value < reflected_value {
                (expanded, expanded_value)
            } else {
                (reflected, reflected_value)
            };
        } else if reflected_value < simplex[N - 1].1 {
            simplex[N] = (reflected, reflected_value);
        } else {
            let contracted = along(if reflected_value < worst.1 { -0.5 } else { 0.5 });
            let contracted_value = evaluate(&contracted, &mut evaluations);
            if contracted_value < reflected_value.min(worst.1) {
                simplex[N] = (contracted, contracted_value);
            } else {
                for corner in &mut simplex[1..] {
                    for axis in 0..N {
                        corner.0[axis] = best.0[axis] + 0.5 * (corner.0[axis] - best.0[axis]);
                    }
                    corner.1 = evaluate(&corner.0, &mut evaluations);
                }
            }
        }
    }
}

fn has_converged<const N: usize>(sorted: &[([f64; N], f64)], tolerance: Tolerance) -> bool {
    let (best, worst) = (sorted[0], sorted[N]);
    let near = |corner: &([f64; N], f64)| {
        corner.0.iter().zip(&best.0).all(|(one, other)| (one - other).abs() <= tolerance.point)
    };
    worst.1 - best.1 <= tolerance.value && sorted.iter().all(near)
}

fn centre_without_worst<const N: usize>(sorted: &[([f64; N], f64)]) -> [f64; N] {
    let mut centre = [0.0; N];
    for (corner, _) in &sorted[..N] {
        for axis in 0..N {
            centre[axis] += corner[axis];
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of dimensions")]
    let count = N as f64;
    centre.map(|sum| sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIGHT: Tolerance = Tolerance { value: 1e-14, point: 1e-8, evaluations: 5_000 };

    #[test]
    fn finds_the_bottom_of_rosenbrocks_valley() {
        let found =
            minimise([-1.2, 1.0], 0.5, TIGHT, |[x, y]| (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2));
        assert!((found.point[0] - 1.0).abs() < 1e-5 && (found.point[1] - 1.0).abs() < 1e-5, "{found:?}");
    }

    #[test]
    fn ends_on_a_function_that_is_never_a_number() {
        let found = minimise([0.0; 3], 1.0, TIGHT, |_| f64::NAN);
        assert!(found.evaluations <= TIGHT.evaluations + 4, "{found:?}");
    }
}
