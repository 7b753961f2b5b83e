//! What people who do not see the screen, or see it badly, would stumble over: found by axe.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use super::Window;

/// Something wrong on the page.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Fault {
    /// The rule, by axe's name.
    pub id: String,
    /// `serious` or `critical`.
    pub impact: String,
    /// What the rule asks for.
    pub help: String,
    /// The elements, as CSS selectors.
    pub targets: Vec<String>,
}

impl Window {
    /// The serious and critical faults of what the window shows, by WCAG 2.1 A and AA.
    ///
    /// # Errors
    /// When axe is not installed or the page does not answer.
    pub async fn accessibility_faults(&self) -> Result<Vec<Fault>> {
        // Tests run in the folder of their package; what the compiler knew may be another clone that shares the build folder.
        let script = Path::new("../ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(script).context("axe is not installed: run cargo xtask setup")?;
        self.script(&axe, vec![]).await?;
        let faults = self
            .script_async(
                "const { violations } = await window.axe.run(document, { runOnly: arguments[0], resultTypes: ['violations'] });
                 return violations
                     .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                     .map(({ id, impact, help, nodes }) => ({ id, impact, help, targets: nodes.map(({ target }) => target.join(' ')) }))",
                vec![json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])],
            )
            .await?;
        serde_json::from_value(faults.clone()).with_context(|| format!("axe answered {faults}"))
    }
}
