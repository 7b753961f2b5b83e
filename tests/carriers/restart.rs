//! Daemons that are killed while files are on their way.

use serde_json::json;

use crate::content::Content;
use crate::daemon::Daemon;
use crate::firm::{firm, together};
use crate::folder::is_arriving;
use crate::wait::until;

/// Long notes that no compression makes small: some two megabytes in the folder together.
const NOTES: u64 = 60;
/// Letters of each.
const LETTERS: usize = 50_000;
/// Slow enough that the files take half a minute, so that a kill hits them on their way.
const KILOBYTES_PER_SECOND: u32 = 64;

#[test]
fn daemons_killed_while_files_are_on_their_way_lose_nothing() {
    let [mut mac, mut office] = firm();
    mac.daemon.limit_sending(KILOBYTES_PER_SECOND);
    for number in 0..NOTES {
        let customer = json!({ "name": format!("Asiakas {number} Oy"), "notes": letters(number + 1) });
        mac.program.add_customer(customer);
    }
    mac.sync();

    files_are_on_their_way("the receiver is in the midst of fetching", &mac.daemon, &office.daemon);
    office.daemon.kill();
    let half_here = office.daemon.files();
    let missing = mac.daemon.files().into_keys().filter(|name| !half_here.contains_key(name)).count();
    assert!(missing > 0, "the kill came when everything was there already");
    // The program works on beside what the dead daemon has left.
    office.add("Niemi Oy");
    office.sync();
    assert_eq!(office.program.call("check", json!({}))["problems"], json!([]));
    assert!(Content::of(&office.program).names().len() <= NOTES as usize);

    office.daemon.start();
    files_are_on_their_way("the sender is in the midst of sending", &mac.daemon, &office.daemon);
    mac.daemon.kill();
    mac.add("Kallio Oy");
    mac.sync();

    mac.daemon.start();
    mac.daemon.limit_sending(0);
    let shown = together("all that was on its way is everywhere", &[&mac, &office]);
    assert_eq!(shown.names().len() as u64, NOTES + 2);
    for number in 0..NOTES {
        let shown = &shown.customer(&format!("Asiakas {number} Oy"))["fields"]["notes"];
        assert!(*shown == letters(number + 1), "note {number} is not what was written");
    }
}

/// Waits until the receiver has a file half-written and needs more of them.
fn files_are_on_their_way(step: &str, sender: &Daemon, receiver: &Daemon) {
    until(step, || {
        let (sent, here) = (sender.files(), receiver.files());
        let needed = receiver.needed_files()?;
        let arriving = here.keys().any(|name| is_arriving(name));
        if arriving && needed > 0 {
            return Ok(());
        }
        Err(format!("{needed} needed; there {:?}, here {:?}", sent.keys(), here.keys()))
    });
}

/// A text in which nothing repeats, another for each seed: a shift register (Marsaglia, Xorshift RNGs, 2003).
fn letters(seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let letter = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'0' + (state >> 58) as u8)
    };
    std::iter::repeat_with(letter).take(LETTERS).collect()
}
