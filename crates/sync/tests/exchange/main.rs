//! Devices exchange what they wrote through a folder on a disk.
#![expect(clippy::expect_used, reason = "the helpers of a test fail as the test does")]

mod handing_out;
mod memory;

use memory::Memory;
use pelikirja_crypto::{OsRandomness, SecretKey};
use pelikirja_domain::{Id, Role};
use pelikirja_sync::membership::Standing;
use pelikirja_sync::{Act, Beginning, DiskFolder, Engine, FolderState, JoinError, Report, World};

const OWNER: Id = Id::from_bytes([1; 16]);
const ASSISTANT: Id = Id::from_bytes([2; 16]);
const DAY: i64 = 24 * 60 * 60 * 1000;

struct Firm {
    root: tempfile::TempDir,
    now: i64,
    recovery: SecretKey,
}

impl Firm {
    fn new() -> anyhow::Result<Self> {
        Ok(Self { root: tempfile::tempdir()?, now: 1_795_000_000_000, recovery: SecretKey::random()? })
    }

    fn begin(&self) -> anyhow::Result<Engine<Memory>> {
        let beginning = Beginning { member: OWNER, recovery: self.recovery.clone(), seed: seed() };
        Ok(Engine::begin(Memory::default(), &beginning, b"mac", self.now, &mut OsRandomness)?)
    }

    fn with<T>(&self, act: impl FnOnce(&mut World<'_>) -> T) -> T {
        let mut folder = DiskFolder::new(self.root.path());
        act(&mut World { folder: &mut folder, now: self.now, randomness: &mut OsRandomness })
    }

    fn round(&self, engine: &mut Engine<Memory>) -> anyhow::Result<Report> {
        Ok(self.with(|world| engine.round(world))?)
    }

    /// Invites and joins.
    fn join(&self, owner: &mut Engine<Memory>, member: Id, role: Role) -> anyhow::Result<Engine<Memory>> {
        let invitation = owner.invite(member, role, self.now + DAY, self.now, &mut OsRandomness)?;
        self.round(owner)?;
        Ok(self.with(|world| Engine::join(Memory::default(), &seed(), b"pc", &invitation.code, world))?)
    }
}

/// What a new device's keys follow from.
fn seed() -> SecretKey {
    SecretKey::random().expect("the system has randomness")
}

fn write(engine: &mut Engine<Memory>, what: &str) {
    engine.replica().written.push(what.as_bytes().to_vec());
}

fn counting(engine: &mut Engine<Memory>) -> Vec<String> {
    engine.replica().counting().iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
}

#[test]
fn what_one_writes_the_other_gets_and_nobody_else_can_read() -> anyhow::Result<()> {
    let firm = Firm::new()?;
    let mut owner = firm.begin()?;
    write(&mut owner, "Kallio Oy");
    let mut assistant = firm.join(&mut owner, ASSISTANT, Role::Assistant)?;
    write(&mut assistant, "Puhelu");
    assert_eq!(firm.round(&mut assistant)?.folder, FolderState::Right);
    firm.round(&mut owner)?;
    let report = firm.round(&mut assistant)?;
    assert!(report.is_in_step(), "{report:?}");
    assert_eq!(counting(&mut owner), ["Kallio Oy", "Puhelu"]);
    assert_eq!(counting(&mut assistant), ["Kallio Oy", "Puhelu"]);
    for listed in pelikirja_sync::Folder::list(&mut DiskFolder::new(firm.root.path()))? {
        let bytes = std::fs::read(firm.root.path().join(&listed.path))?;
        for word in [&b"Kallio"[..], b"Puhelu"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word), "{}", listed.path);
        }
    }
    Ok(())
}

#[test]
fn an_invitation_is_good_for_one_device_and_for_its_time() -> anyhow::Result<()> {
    let mut firm = Firm::new()?;
    let mut owner = firm.begin()?;
    let invitation = owner.invite(ASSISTANT, Role::Assistant, firm.now + DAY, firm.now, &mut OsRandomness)?;
    firm.round(&mut owner)?;
    let join = || firm.with(|world| Engine::join(Memory::default(), &seed(), b"pc", &invitation.code, world));
    // Neither knows of the other.
    let (mut first, mut second) = (join()?, join()?);
    firm.round(&mut first)?;
    firm.round(&mut second)?;
    firm.round(&mut owner)?;
    let active: Vec<Id> = owner.membership().active_devices().collect();
    assert_eq!(active.len(), 2, "one of the two counts");
    assert!(active.contains(&first.device()) != active.contains(&second.device()));
    let third = join().err();
    assert!(matches!(third, Some(JoinError::Used)), "{third:?}");
    let other = pelikirja_crypto::InvitationCode::random_from(&mut OsRandomness)?;
    let wrong = firm.with(|world| Engine::join(Memory::default(), &seed(), b"pc", &other, world).err());
    assert!(matches!(wrong, Some(JoinError::NoInvitation)), "{wrong:?}");
    firm.now += 2 * DAY;
    let late = owner.invite(ASSISTANT, Role::Assistant, firm.now - 1, firm.now, &mut OsRandomness)?;
    firm.round(&mut owner)?;
    let expired = firm.with(|world| Engine::join(Memory::default(), &seed(), b"pc", &late.code, world).err());
    assert!(matches!(expired, Some(JoinError::Expired)), "{expired:?}");
    Ok(())
}

#[test]
fn a_removed_device_is_shut_out_and_what_it_writes_later_is_set_aside() -> anyhow::Result<()> {
    let firm = Firm::new()?;
    let mut owner = firm.begin()?;
    let mut assistant = firm.join(&mut owner, ASSISTANT, Role::Assistant)?;
    write(&mut assistant, "ennen");
    firm.round(&mut assistant)?;
    firm.round(&mut owner)?;
    let device = assistant.device();
    owner.act(Act::RemoveDevice { device }, firm.now, &mut OsRandomness)?;
    write(&mut owner, "salaisuus");
    firm.round(&mut owner)?;
    write(&mut assistant, "jälkeen");
    firm.round(&mut assistant)?;
    firm.round(&mut assistant)?;
    firm.round(&mut owner)?;
    assert_eq!(counting(&mut owner), ["ennen", "salaisuus"]);
    assert!(!counting(&mut assistant).contains(&"salaisuus".to_owned()));
    owner.act(Act::Adopt { device }, firm.now, &mut OsRandomness)?;
    firm.round(&mut owner)?;
    assert_eq!(counting(&mut owner), ["ennen", "jälkeen", "salaisuus"]);
    Ok(())
}

#[test]
fn an_assistant_cannot_decide_who_belongs_to_the_firm() -> anyhow::Result<()> {
    let firm = Firm::new()?;
    let mut owner = firm.begin()?;
    let mut assistant = firm.join(&mut owner, ASSISTANT, Role::Assistant)?;
    firm.round(&mut assistant)?;
    let refused = assistant.act(Act::RemoveMember { member: OWNER }, firm.now, &mut OsRandomness);
    assert!(matches!(refused, Err(pelikirja_sync::ActError::NotAllowed)), "{refused:?}");
    let refused =
        assistant.act(Act::SetRole { member: ASSISTANT, role: Role::Owner }, firm.now, &mut OsRandomness);
    assert!(matches!(refused, Err(pelikirja_sync::ActError::NotAllowed)), "{refused:?}");
    Ok(())
}

#[test]
fn the_printed_words_bring_a_dead_laptop_back() -> anyhow::Result<()> {
    let firm = Firm::new()?;
    let mut owner = firm.begin()?;
    write(&mut owner, "Kallio Oy");
    firm.round(&mut owner)?;
    drop(owner);
    let wrong = SecretKey::random()?;
    let refused = firm.with(|world| Engine::recover(Memory::default(), &seed(), b"new", &wrong, world).err());
    assert!(matches!(refused, Some(JoinError::WrongRecovery)), "{refused:?}");
    let mut back =
        firm.with(|world| Engine::recover(Memory::default(), &seed(), b"new", &firm.recovery, world))?;
    firm.round(&mut back)?;
    assert_eq!(counting(&mut back), ["Kallio Oy"]);
    assert_eq!(back.standing(), Standing::Member(Role::Owner));
    Ok(())
}

#[test]
fn what_vanishes_from_the_folder_is_written_again() -> anyhow::Result<()> {
    let firm = Firm::new()?;
    let mut owner = firm.begin()?;
    write(&mut owner, "yksi");
    firm.round(&mut owner)?;
    let report = firm.round(&mut owner)?;
    assert!(report.is_in_step(), "{report:?}");
    std::fs::remove_dir_all(firm.root.path().join("o"))?;
    assert_eq!(firm.round(&mut owner)?.sent_files, 1);
    for entry in std::fs::read_dir(firm.root.path())? {
        let path = entry?.path();
        if path.is_dir() { std::fs::remove_dir_all(path)? } else { std::fs::remove_file(path)? }
    }
    let report = firm.round(&mut owner)?;
    assert_eq!(report.folder, FolderState::Missing, "an empty folder may be a drive that is not there");
    assert!(std::fs::read_dir(firm.root.path())?.next().is_none(), "nothing is written into it");
    Ok(())
}

#[test]
fn many_small_files_become_few() -> anyhow::Result<()> {
    let mut firm = Firm::new()?;
    let mut owner = firm.begin()?;
    let mut assistant = firm.join(&mut owner, ASSISTANT, Role::Assistant)?;
    firm.round(&mut assistant)?;
    for number in 0..200 {
        firm.now += DAY / 24;
        write(&mut owner, &format!("{number:03}"));
        firm.round(&mut owner)?;
        firm.round(&mut assistant)?;
    }
    for _ in 0..6 {
        firm.now += DAY;
        firm.round(&mut owner)?;
        firm.round(&mut assistant)?;
    }
    let report = firm.round(&mut owner)?;
    assert!(report.files < 60, "{report:?}");
    let mut newcomer = firm.join(&mut owner, Id::from_bytes([3; 16]), Role::Viewer)?;
    firm.round(&mut newcomer)?;
    assert_eq!(counting(&mut newcomer).len(), 200);
    assert_eq!(counting(&mut assistant).len(), 200);
    Ok(())
}
