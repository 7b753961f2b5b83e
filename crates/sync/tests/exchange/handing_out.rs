//! Keys reach those who came without them.

use pelikirja_crypto::OsRandomness;
use pelikirja_domain::{Id, Role};
use pelikirja_sync::{Act, Engine};

use crate::memory::Memory;
use crate::{ASSISTANT, DAY, Firm, counting, seed, write};

const SECOND_OWNER: Id = Id::from_bytes([3; 16]);
const THIRD_OWNER: Id = Id::from_bytes([4; 16]);

#[test]
fn a_device_that_came_in_a_newer_epoch_hands_its_key_to_one_that_came_in_the_older() -> anyhow::Result<()> {
    let firm = Firm::new()?;
    let mut owner = firm.begin()?;
    let mut second = firm.join(&mut owner, SECOND_OWNER, Role::Owner)?;
    firm.round(&mut second)?;
    firm.round(&mut owner)?;
    owner.act(Act::Confirm { device: second.device() }, firm.now, &mut OsRandomness)?;
    let invitation = owner.invite(ASSISTANT, Role::Assistant, firm.now + DAY, firm.now, &mut OsRandomness)?;
    firm.round(&mut owner)?;
    firm.round(&mut second)?;
    // The invitation, not used yet, does not have the second key, which seals the third device's arrival.
    second.act(Act::Rotate, firm.now, &mut OsRandomness)?;
    let mut third = firm.join(&mut second, THIRD_OWNER, Role::Owner)?;
    firm.round(&mut third)?;
    firm.round(&mut second)?;
    second.act(Act::Confirm { device: third.device() }, firm.now, &mut OsRandomness)?;
    firm.round(&mut second)?;
    firm.round(&mut third)?;
    let mut assistant =
        firm.with(|world| Engine::join(Memory::default(), &seed(), b"pc", &invitation.code, world))?;
    firm.round(&mut assistant)?;
    write(&mut third, "Kallio Oy");
    // Nobody else does so any more: all see that the keys were handed out.
    firm.round(&mut third)?;
    // Keys are read first: whose they are is known one round later.
    firm.round(&mut assistant)?;
    let report = firm.round(&mut assistant)?;
    assert_eq!(counting(&mut assistant), ["Kallio Oy"], "{report:?}");
    for engine in [&mut owner, &mut second, &mut third, &mut assistant] {
        firm.round(engine)?;
    }
    let files = firm.round(&mut owner)?.files;
    for engine in [&mut owner, &mut second, &mut third, &mut assistant] {
        let report = firm.round(engine)?;
        assert_eq!(report.files, files, "handing out ends: {report:?}");
        assert!(report.is_in_step(), "{report:?}");
    }
    Ok(())
}
