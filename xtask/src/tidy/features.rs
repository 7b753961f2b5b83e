//! Who imports whom in the interface: `app -> features -> components, ipc, locales`; features do not
//! import each other, and only `ipc` talks to the shell.

use std::path::{Component, Path};

use super::files::TextFile;

/// Every import that points the wrong way.
pub fn faults(files: &[TextFile]) -> Vec<String> {
    let sources = files.iter().filter(|file| {
        file.path.starts_with("ui/src/") && (file.path.ends_with(".ts") || file.path.ends_with(".tsx"))
    });
    let mut faults = Vec::new();
    for file in sources {
        for import in imports(&file.text) {
            if let Some(why) = fault(&file.path, import) {
                faults.push(format!("{}: imports {import}: {why}", file.path));
            }
        }
    }
    faults
}

/// The module names after `from`, `import` and `import(`.
fn imports(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let after = line
            .split_once(" from ")
            .map(|(_, after)| after)
            .or_else(|| line.split_once("import(").map(|(_, after)| after))
            .or_else(|| line.strip_prefix("import "));
        let Some(after) = after else { continue };
        let Some(quote) = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { continue };
        if let Some(module) = after[1..].split(quote).next() {
            found.push(module);
        }
    }
    found
}

fn fault(path: &str, import: &str) -> Option<&'static str> {
    if import.starts_with("@tauri-apps/") {
        return (!path.starts_with("ui/src/ipc/")).then_some("only ui/src/ipc talks to the shell");
    }
    let target = resolve(path, import)?;
    let (from, to) = (Place::of(path)?, Place::of(&target)?);
    match (from, to) {
        (Place::Feature(one), Place::Feature(other)) if one != other => {
            Some("features do not import features")
        }
        (Place::Feature(_) | Place::Shared, Place::App) => Some("only the app joins features"),
        (Place::Shared, Place::Feature(_)) => Some("shared pieces know no feature"),
        _ => None,
    }
}

/// What part of the interface a file belongs to.
#[derive(PartialEq, Eq)]
enum Place {
    App,
    Feature(String),
    /// components, ipc, locales and whatever else all features use.
    Shared,
}

impl Place {
    fn of(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("ui/src/")?.split('/');
        match (parts.next()?, parts.next()) {
            ("app", _) => Some(Self::App),
            ("features", Some(feature)) => Some(Self::Feature(feature.to_owned())),
            // The entry point stands above everything.
            (_, None) => Some(Self::App),
            _ => Some(Self::Shared),
        }
    }
}

/// The file that a relative or `@/` or `~/` import names, without its ending; None for a package.
fn resolve(path: &str, import: &str) -> Option<String> {
    if let Some(rest) = import.strip_prefix("@/").or_else(|| import.strip_prefix("~/")) {
        return Some(format!("ui/src/{rest}"));
    }
    if !import.starts_with('.') {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    for component in Path::new(path).parent()?.join(import).components() {
        match component {
            Component::ParentDir => {
                parts.pop();
            }
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            _ => {}
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    #[test]
    fn the_right_directions_pass() {
        let files = [
            file("ui/src/app/router.tsx", "import { Today } from '../features/today/Today';\n"),
            file("ui/src/main.tsx", "import { App } from './app/App';"),
            file(
                "ui/src/features/today/Today.tsx",
                "import { call } from '../../ipc/call';\nimport './today.css';",
            ),
            file(
                "ui/src/features/today/Card.tsx",
                "import { Today } from './Today';\nimport x from 'react';",
            ),
            file("ui/src/ipc/call.ts", "import { invoke } from \"@tauri-apps/api/core\";"),
        ];
        assert_eq!(faults(&files), Vec::<String>::new());
    }

    #[test]
    fn the_wrong_directions_are_named() {
        let files = [
            file("ui/src/features/today/Today.tsx", "import { invoke } from '@tauri-apps/api/core';"),
            file("ui/src/features/today/Card.tsx", "import {\n  List,\n} from '../customers/List';"),
            file(
                "ui/src/features/today/Lazy.tsx",
                "const a = lazy(() => import('@/features/customers/List'));",
            ),
            file("ui/src/components/Money.tsx", "export { Today } from \"../features/today/Today\";"),
            file("ui/src/features/import/Step.tsx", "import { router } from '../../app/router';"),
        ];
        let reasons: Vec<String> = faults(&files)
            .iter()
            .filter_map(|fault| fault.rsplit_once(": ").map(|(_, why)| why.to_owned()))
            .collect();
        assert_eq!(
            reasons,
            [
                "only ui/src/ipc talks to the shell",
                "features do not import features",
                "features do not import features",
                "shared pieces know no feature",
                "only the app joins features",
            ]
        );
    }
}
