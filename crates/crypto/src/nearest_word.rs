//! Which word somebody may have meant.

use bip39::Language;
use zeroize::Zeroizing;

/// The word of the list with the fewest changes of a letter; of several, the one that begins most alike.
pub(crate) fn nearest_word(word: &str) -> &'static str {
    // No word of the list has more than 8 letters: what is beyond 32 is equally far from all of them.
    let word: Zeroizing<Vec<char>> = Zeroizing::new(word.chars().take(32).collect());
    let rank = |listed: &&&'static str| {
        let same = listed.chars().zip(word.iter()).take_while(|(one, other)| one == *other).count();
        (changes(&word, listed), usize::MAX - same)
    };
    Language::English.word_list().iter().min_by_key(rank).copied().unwrap_or_default()
}

/// How many letters to put in, take out, replace or swap with their neighbour make one word the other (the optimal
/// string alignment distance).
fn changes(word: &[char], listed: &str) -> usize {
    let listed: Vec<char> = listed.chars().collect();
    let width = listed.len() + 1;
    let mut table = vec![0_usize; (word.len() + 1) * width];
    for row in 0..=word.len() {
        for column in 0..width {
            let at = row * width + column;
            table[at] = match (row, column) {
                (0, count) | (count, 0) => count,
                _ => {
                    let replaced = usize::from(word[row - 1] != listed[column - 1]);
                    let mut fewest =
                        (table[at - width - 1] + replaced).min(table[at - width] + 1).min(table[at - 1] + 1);
                    let swapped = row > 1
                        && column > 1
                        && word[row - 1] == listed[column - 2]
                        && word[row - 2] == listed[column - 1];
                    if swapped {
                        fewest = fewest.min(table[at - 2 * width - 2] + 1);
                    }
                    fewest
                }
            };
        }
    }
    table.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_found() {
        let slips = [
            ("abandn", "abandon"),
            ("abanndon", "abandon"),
            ("abadnon", "abandon"),
            ("äpple", "apple"),
            ("zooo", "zoo"),
            ("l1st", "list"),
            ("", "act"),
        ];
        for (slip, meant) in slips {
            assert_eq!(nearest_word(slip), meant, "of {slip:?}");
        }
    }

    #[test]
    fn of_two_equally_near_the_one_that_begins_alike_is_taken() {
        // "oral", "rail" and "real" are one letter away.
        assert_eq!(nearest_word("ral"), "rail");
    }

    #[test]
    fn changes_are_counted() {
        let count = |word: &str, listed| changes(&word.chars().collect::<Vec<_>>(), listed);
        assert_eq!(count("apple", "apple"), 0);
        assert_eq!(count("", "apple"), 5);
        assert_eq!(count("aplpe", "apple"), 1, "neighbours that changed places");
        assert_eq!(count("kitten", "sitting"), 3);
    }

    #[test]
    fn no_length_takes_long_or_panics() {
        assert_eq!(nearest_word(&"ä".repeat(1_000_000)), "abandon", "all are equally far");
    }
}
