//! A Syncthing daemon with a home of its own and one copy of the folder.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::configuration::{Configuration, Device, FOLDER};
use crate::folder::{Files, files};
use crate::rest::ask;
use crate::wait::until;

/// So much of its log is shown when a test fails.
const LOG_LINES: usize = 25;

/// A daemon; it ends with the test, however the test ends.
pub struct Daemon {
    name: &'static str,
    home: TempDir,
    id: String,
    rest_port: u16,
    port: u16,
    process: Option<Child>,
}

impl Daemon {
    /// Daemons that run, each told of those that it has a link with (by their places in `names`).
    pub fn start_linked(names: &[&'static str], links: &[(usize, usize)]) -> Vec<Self> {
        let mut daemons: Vec<_> = names.iter().zip(free_ports(names.len())).map(Self::made).collect();
        for (place, daemon) in daemons.iter().enumerate() {
            let is_linked = |other: usize| links.contains(&(place, other)) || links.contains(&(other, place));
            let others = daemons.iter().enumerate().filter(|(other, _)| is_linked(*other));
            let known = std::iter::once(daemon).chain(others.map(|(_, other)| other));
            let devices: Vec<_> = known.map(Self::device).collect();
            let (folder, rest_port) = (&daemon.folder(), daemon.rest_port);
            let configuration = Configuration { folder, rest_port, devices: &devices };
            fs::write(daemon.home.path().join("config.xml"), configuration.to_xml()).expect("writes");
        }
        daemons.iter_mut().for_each(Self::start);
        daemons
    }

    /// A daemon with keys, that is to be given its configuration.
    fn made((name, (rest_port, port)): (&&'static str, (u16, u16))) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(home.path().join("shared/.stfolder")).expect("a folder with the daemon's marker");
        let output = syncthing(home.path()).arg("generate").arg("--home").arg(home.path()).output();
        let output = output.unwrap_or_else(|error| cannot_start(&error));
        assert!(output.status.success(), "{name} gets no keys: {output:?}");
        let generated = fs::read_to_string(home.path().join("config.xml")).expect("a configuration");
        let id = generated.split(r#"<device id=""#).nth(1).and_then(|rest| rest.split('"').next());
        let id = id.filter(|id| id.len() == 63).unwrap_or_else(|| panic!("no identity in {generated}"));
        Self { name, id: id.to_owned(), home, rest_port, port, process: None }
    }

    fn device(&self) -> Device<'_> {
        Device { name: self.name, id: &self.id, port: self.port }
    }

    /// Starts it and waits until it answers.
    pub fn start(&mut self) {
        assert!(self.process.is_none(), "{} runs already", self.name);
        let log = File::options().create(true).append(true).open(self.log_path()).expect("a log");
        let errors = log.try_clone().expect("the same log");
        let mut command = syncthing(self.home.path());
        command.args(["serve", "--no-browser", "--home"]).arg(self.home.path());
        let process = command.stdout(log).stderr(errors).spawn();
        self.process = Some(process.unwrap_or_else(|error| cannot_start(&error)));
        until(&format!("{} answers", self.name), || {
            let ended = self.process.as_mut().and_then(|process| process.try_wait().ok().flatten());
            if let Some(status) = ended {
                panic!("{} has ended by itself: {status}", self.name);
            }
            self.ask("GET", "/rest/system/ping", &Value::Null)
        });
    }

    /// Has it end in an orderly way.
    pub fn stop(&mut self) {
        self.ask("POST", "/rest/system/shutdown", &Value::Null).expect("it takes the order to end");
        let mut process = self.process.take().expect("it runs");
        until(&format!("{} ends", self.name), || match process.try_wait() {
            Ok(Some(_)) => Ok(()),
            state => Err(format!("{state:?}")),
        });
    }

    /// Kills it at once (SIGKILL).
    pub fn kill(&mut self) {
        let mut process = self.process.take().expect("it runs");
        process.kill().expect("it can be killed");
        process.wait().expect("it has ended");
    }

    /// Its copy of the folder.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("shared")
    }

    /// What lies in its copy of the folder.
    pub fn files(&self) -> Files {
        files(&self.folder())
    }

    /// Lets it send so many kilobytes a second, 0 without a limit; the first half megabyte goes at once.
    pub fn limit_sending(&self, kilobytes_per_second: u32) {
        let body = json!({ "maxSendKbps": kilobytes_per_second });
        // Soon after its start the daemon may end a connection without an answer; saying it twice does no harm.
        until(&format!("{} takes a limit", self.name), || self.ask("PATCH", "/rest/config/options", &body));
    }

    /// Whether it is in the midst of fetching files: how many it still needs.
    pub fn needed_files(&self) -> Result<u64, String> {
        let status = self.ask("GET", &format!("/rest/db/status?folder={FOLDER}"), &Value::Null)?;
        status["needFiles"].as_u64().ok_or_else(|| status.to_string())
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        ask(self.rest_port, method, path, &body).map_err(|error| format!("{}: {error}", self.name))
    }

    fn log_path(&self) -> PathBuf {
        self.home.path().join("daemon.log")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
        }
        if std::thread::panicking() {
            let log = fs::read_to_string(self.log_path()).unwrap_or_default();
            let lines: Vec<_> = log.lines().collect();
            let last = lines[lines.len().saturating_sub(LOG_LINES)..].join("\n  ");
            eprintln!("the last that {} said:\n  {last}", self.name);
        }
    }
}

/// Two ports a daemon that nobody listens at. All are held until the last is found, so that they differ.
fn free_ports(daemons: usize) -> Vec<(u16, u16)> {
    let held: Vec<_> =
        (0..2 * daemons).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port")).collect();
    let ports: Vec<_> = held.iter().map(|port| port.local_addr().expect("it has a number").port()).collect();
    ports.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The daemon's program, to be started. Told that somebody watches over it, it does not start a second process to do
/// so: killing the one kills all of it.
fn syncthing(home: &Path) -> Command {
    let mut command = Command::new("syncthing");
    command.env("HOME", home).env("STMONITORED", "yes").stdin(Stdio::null());
    command.env("STNODEFAULTFOLDER", "1").env("STNOUPGRADE", "1");
    command
}

fn cannot_start(error: &std::io::Error) -> ! {
    match error.kind() {
        ErrorKind::NotFound => panic!(
            "there is no program `syncthing` on this machine, and these tests have it carry the folder: \
             `cargo xtask test` installs it where there is apt (Debian package syncthing); elsewhere install \
             Syncthing 1.19 or newer so that `syncthing` is found on the PATH"
        ),
        _ => panic!("`syncthing` cannot be started: {error}"),
    }
}
