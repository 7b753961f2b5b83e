//! How a daemon is set up: it speaks with the daemons that it is told of, on this machine, and with nobody else.

use std::fmt::Write as _;
use std::path::Path;

use crate::rest::KEY;

/// The folder's name among the daemons.
pub const FOLDER: &str = "firm";

/// How a daemon is known to another.
pub struct Device<'a> {
    /// A name for the log.
    pub name: &'a str,
    /// The hash of its key.
    pub id: &'a str,
    /// The port at which it waits for others.
    pub port: u16,
}

/// What one daemon must know of itself and the others.
pub struct Configuration<'a> {
    /// Where its copy of the folder lies.
    pub folder: &'a Path,
    /// The port that programs ask it at.
    pub rest_port: u16,
    /// Itself, then the daemons that it exchanges with.
    pub devices: &'a [Device<'a>],
}

impl Configuration<'_> {
    /// As the daemon reads it, `config.xml`. Whatever is not said here has its default; everything that would
    /// speak with the world outside is said, and off.
    pub fn to_xml(&self) -> String {
        let (mut shared_with, mut devices) = (String::new(), String::new());
        for Device { name, id, port } in self.devices {
            // Writing to a String cannot fail.
            let _ = write!(shared_with, r#"<device id="{id}"></device>"#);
            let _ = write!(
                devices,
                r#"<device id="{id}" name="{name}" compression="never"><address>tcp://127.0.0.1:{port}</address></device>"#
            );
        }
        let (folder, rest_port) = (self.folder.display(), self.rest_port);
        let port = self.devices.first().map_or(0, |device| device.port);
        format!(
            r#"<configuration version="36">
  <folder id="{FOLDER}" label="" path="{folder}" type="sendreceive" rescanIntervalS="10" fsWatcherEnabled="true" fsWatcherDelayS="1" autoNormalize="true">
    {shared_with}
    <minDiskFree unit="%">0</minDiskFree>
    <maxConflicts>10</maxConflicts>
  </folder>
  {devices}
  <gui enabled="true" tls="false">
    <address>127.0.0.1:{rest_port}</address>
    <apikey>{KEY}</apikey>
  </gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <announceLANAddresses>false</announceLANAddresses>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted>
    <urURL></urURL>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <releasesURL></releasesURL>
    <crashReportingEnabled>false</crashReportingEnabled>
    <crashReportingURL></crashReportingURL>
    <reconnectionIntervalS>5</reconnectionIntervalS>
    <limitBandwidthInLan>true</limitBandwidthInLan>
    <minHomeDiskFree unit="%">0</minHomeDiskFree>
    <setLowPriority>false</setLowPriority>
  </options>
</configuration>
"#
        )
    }
}
