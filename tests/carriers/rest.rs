//! The interface of a daemon for programs: JSON over HTTP, on this machine only.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// What every daemon of the tests is asked with; nobody else can reach them.
pub const KEY: &str = "pelikirja-carriers";
/// A daemon on a busy machine may take its time; one that is dead refuses at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks the daemon at that port. HTTP 1.0, so that the answer ends where the connection does.
pub fn ask(port: u16, method: &str, path: &str, body: &str) -> Result<Value, String> {
    let failed = |error: std::io::Error| format!("{method} {path}: {error}");
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(failed)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
    let request = format!(
        "{method} {path} HTTP/1.0\r\nHost: localhost\r\nX-API-Key: {KEY}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).map_err(failed)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(failed)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or(format!("{method} {path}: cut off: {answer}"))?;
    if head.split(' ').nth(1) != Some("200") {
        return Err(format!("{method} {path}: {answer}"));
    }
    if body.trim().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(body).map_err(|error| format!("{method} {path}: {error}: {body}"))
}
