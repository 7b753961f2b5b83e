//! A firm whose machines have a copy of the shared folder each, and a daemon that carries.

use pelikirja_tests::program::{PASSPHRASE, Program};
use serde_json::{Value, json};

use crate::content::Content;
use crate::daemon::Daemon;
use crate::folder::{Files, are_alike, is_arriving};
use crate::wait::until;

/// What the machines are called.
const NAMES: [&str; 3] = ["MAC", "OFFICE-PC", "LAPTOP-2"];

/// A machine: the program, and the daemon that carries its copy of the folder.
pub struct Machine {
    pub program: Program,
    pub daemon: Daemon,
}

impl Machine {
    /// Exchanges with this machine's copy of the folder, once.
    pub fn sync(&self) -> Value {
        self.program.call("sync_now", json!({}))
    }

    /// Adds a customer and returns its identity.
    pub fn add(&self, name: &str) -> String {
        self.program.add_customer(json!({ "name": name }))
    }

    /// Writes a customer's telephone number.
    pub fn set_phone(&self, customer: &str, phone: &str) {
        self.program.call("save_customer", json!({ "id": customer, "phone": phone }));
    }
}

/// An hour passes on all machines; a clock that is ahead of the others would be told as a trouble.
pub fn an_hour_passes(machines: &[&Machine]) {
    machines.iter().for_each(|machine| machine.program.clock.advance_hours(1));
}

/// Machines; the first is the owner's, the others have joined over their own copies. Daemon `n` is linked with
/// daemon `n + 1` alone, so between the first and the third everything goes through the second.
pub fn firm<const MACHINES: usize>() -> [Machine; MACHINES] {
    let names = &NAMES[..MACHINES];
    let links: Vec<_> = (1..MACHINES).map(|place| (place - 1, place)).collect();
    let daemons = Daemon::start_linked(names, &links);
    let owner = Program::with_workspace();
    let shared = json!({ "folder": daemons[0].folder(), "device_name": names[0] });
    owner.call("share_workspace", shared);
    let mut programs = Vec::new();
    for (daemon, name) in daemons.iter().zip(names).skip(1) {
        let invited = owner.call("invite", json!({ "name": name, "role": "manager" }));
        owner.call("sync_now", json!({}));
        let step = format!("the invitation of {name} is carried");
        until(&step, || are_alike(&daemons.iter().map(Daemon::files).collect::<Vec<_>>()));
        programs.push(joined(daemon, name, &invited));
        let joined = || {
            owner.call("sync_now", json!({}));
            let devices = owner.call("list_devices", json!({})).to_string();
            if devices.contains(name) { Ok(()) } else { Err(devices) }
        };
        until(&format!("the owner hears of {name}"), joined);
    }
    let mut machines = std::iter::once(owner).chain(programs).zip(daemons);
    std::array::from_fn(|_| {
        let (program, daemon) = machines.next().expect("a machine a name");
        Machine { program, daemon }
    })
}

fn joined(daemon: &Daemon, name: &str, invited: &Value) -> Program {
    let words: Vec<_> = invited["words"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let program = Program::new();
    let request = json!({
        "shared_folder": daemon.folder(),
        "words": words.join(" "),
        "passphrase": PASSPHRASE,
        "device_name": name,
    });
    program.call("join_workspace", request);
    program.call("sync_now", json!({}));
    program
}

/// Has every machine exchange until all of them show the same and are in step, and all copies of the folder are alike;
/// then nothing is damaged, and no daemon has had to keep two versions of one file.
pub fn together(step: &str, machines: &[&Machine]) -> Content {
    let content = until(step, || are_together(machines));
    for machine in machines {
        let report = machine.program.call("check", json!({}));
        assert_eq!(report["problems"], json!([]), "{step}");
    }
    let files = machines[0].daemon.files();
    let twice: Vec<_> = files.keys().filter(|name| name.contains("sync-conflict")).collect();
    assert!(twice.is_empty(), "{step}: two machines wrote one file: {twice:?}");
    content
}

fn are_together(machines: &[&Machine]) -> Result<Content, String> {
    for machine in machines {
        machine.sync();
    }
    let copies: Vec<Files> = machines.iter().map(|machine| machine.daemon.files()).collect();
    are_alike(&copies)?;
    let arriving = copies.iter().flat_map(Files::keys).find(|name| is_arriving(name));
    arriving.map_or(Ok(()), |name| Err(format!("{name} is on its way")))?;
    for machine in machines {
        let status = machine.program.call("sync_status", json!({}));
        if status["in_step"] != true || status["troubles"] != json!([]) {
            return Err(status.to_string());
        }
    }
    let mut contents: Vec<_> = machines.iter().map(|machine| Content::of(&machine.program)).collect();
    let last = contents.pop().ok_or("no machine")?;
    match contents.into_iter().find(|content| *content != last) {
        Some(other) => Err(format!("one shows {other:#?}, another {last:#?}")),
        None => Ok(last),
    }
}
