//! Finding things as a person does: by what they are and what they are called.

use anyhow::{Context, Result};
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use super::Window;

/// Defines `find(role, name)` and `findById(id)`: visible elements, the first in the order of the page.
const FIND: &str = include_str!("find.js");

/// The key under which WebDriver wraps an element (W3C WebDriver, section 12).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Window {
    /// Waits for an element by its role (`button`, `link`, `textbox`, `heading`, ...) and its accessible
    /// name; the whole name must match, blanks aside.
    ///
    /// # Errors
    /// When none appears.
    pub async fn role(&self, role: &str, name: &str) -> Result<Element> {
        self.find(
            &format!("a {role} called {name:?}"),
            "find(arguments[0], arguments[1])",
            vec![json!(role), json!(name)],
        )
        .await
    }

    /// Waits for an element by its `data-testid`, for what has no name a person would know.
    ///
    /// # Errors
    /// When none appears.
    pub async fn test_id(&self, id: &str) -> Result<Element> {
        self.find(&format!("the element {id:?}"), "findById(arguments[0])", vec![json!(id)]).await
    }

    /// Waits until the window shows these words somewhere.
    ///
    /// # Errors
    /// When they do not appear.
    pub async fn shows(&self, words: &str) -> Result<()> {
        self.until(&format!("the words {words:?}"), async || {
            Ok(self.text().await?.contains(words).then_some(()))
        })
        .await
    }

    /// Waits until the window shows these words nowhere.
    ///
    /// # Errors
    /// When they stay.
    pub async fn shows_no(&self, words: &str) -> Result<()> {
        let gone = async || Ok((!self.text().await?.contains(words)).then_some(()));
        self.until(&format!("the words {words:?} to go away"), gone).await
    }

    /// Clicks on the element with this role and name as soon as it can be clicked.
    ///
    /// # Errors
    /// When it does not appear, or something stays in front of it.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        // Found anew each time: the page may replace the element while we reach for it.
        self.until(&format!("the {role} {name:?} to be clickable"), async || {
            self.role(role, name).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Replaces what stands in the field with this label.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.role("textbox", label).await?;
        field.click().await?;
        self.press("Ctrl+A").await?;
        if text.is_empty() {
            return self.press("Delete").await;
        }
        Ok(field.send_keys(text).await?)
    }

    async fn find(&self, what: &str, expression: &str, arguments: Vec<Value>) -> Result<Element> {
        let body = format!("{FIND}\nreturn {expression}");
        let found = self
            .until(what, async || {
                let element = self.script(&body, arguments.clone()).await?;
                Ok((!element.is_null()).then_some(element))
            })
            .await?;
        let reference = found[ELEMENT].as_str().context("the driver gave something else than an element")?;
        Ok(Element::from_element_id(self.client.clone(), ElementRef::from(reference.to_owned())))
    }
}
