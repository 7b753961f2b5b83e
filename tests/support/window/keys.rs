//! Pressing keys.

use anyhow::{Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::Window;

impl Window {
    /// Presses keys together, wherever the focus is: `Ctrl+K`, `Enter`, `Shift+?`, `g`.
    ///
    /// # Errors
    /// When a key has no name here, or the page does not answer.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let keys = keys.split('+').map(code).collect::<Result<Vec<char>>>()?;
        let down = keys.iter().map(|key| KeyAction::Down { value: *key });
        let up = keys.iter().rev().map(|key| KeyAction::Up { value: *key });
        let actions =
            down.chain(up).fold(KeyActions::new("keyboard".into()), |actions, action| actions.then(action));
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Types a text, wherever the focus is.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".into());
        for letter in text.chars() {
            actions = actions.then(KeyAction::Down { value: letter }).then(KeyAction::Up { value: letter });
        }
        Ok(self.client.perform_actions(actions).await?)
    }
}

/// The code of a key as WebDriver has it.
fn code(name: &str) -> Result<char> {
    let key = match name {
        "Ctrl" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => return Ok(' '),
        "Delete" => Key::Delete,
        "Backspace" => Key::Backspace,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        _ => {
            let mut letters = name.chars();
            return match (letters.next(), letters.next()) {
                // A capital is Shift and the small letter, and here Shift is named on its own.
                (Some(letter), None) => Ok(letter.to_ascii_lowercase()),
                _ => bail!("no key is called {name:?}"),
            };
        }
    };
    Ok(key.into())
}
