//! The system's own dialogs, which the page knows nothing of.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Window;

impl Window {
    /// Answers the dialog with this title by a file, typing its path as one does who knows it.
    ///
    /// # Errors
    /// When no such dialog appears, or it does not go away.
    pub async fn choose_file(&self, title: &str, path: &Path) -> Result<()> {
        let search = ["search", "--onlyvisible", "--name", title];
        let dialog = self.until(&format!("the dialog {title}"), async || self.xdotool(&search)).await?;
        let path = path.to_str().context("the path is not UTF-8")?;
        // A slash opens the field for a path, with the slash in it.
        self.xdotool(&["windowfocus", "--sync", &dialog])?;
        self.xdotool(&["key", "slash"])?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        self.xdotool(&["type", "--delay", "5", path.trim_start_matches('/')])?;
        self.xdotool(&["key", "Return"])?;
        let gone = async || Ok(self.xdotool(&search)?.is_none().then_some(()));
        self.until("the dialog to close", gone).await
    }

    /// What xdotool answers on this window's screen; none when it finds nothing.
    fn xdotool(&self, arguments: &[&str]) -> Result<Option<String>> {
        let output = Command::new("xdotool")
            .args(arguments)
            .env("DISPLAY", &self.screen.display)
            .output()
            .context("xdotool cannot be started: run cargo xtask setup")?;
        let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        match (output.status.success(), arguments.first()) {
            (true, _) => Ok(Some(answer.lines().next_back().unwrap_or_default().to_owned())),
            (false, Some(&"search")) => Ok(None),
            (false, _) => bail!("xdotool {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)),
        }
    }
}
