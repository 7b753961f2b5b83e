//! From the command line to the program's commands and back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pelikirja_app::{App, AppOptions, NoKeyStore, SystemClock, commands};
use serde_json::{Value, json};

use crate::arguments::{Arguments, Command, FolderCommand, Role};
use crate::failure::{Result, usage};
use crate::output;
use crate::shell::Shell;

/// Does what was asked.
///
/// # Errors
/// [`Failure`] says whether the call or the program is to blame.
pub fn run(arguments: Arguments) -> Result<()> {
    let mut workspace = arguments.workspace.as_deref().map(absolute).transpose()?;
    if workspace.is_none() && matches!(arguments.command, Command::Demo { .. }) {
        workspace = beside_the_programs_own()?;
    }
    let shell = Shell { app: app(workspace.clone())?, passphrase_file: arguments.passphrase_file, workspace };
    match arguments.command {
        Command::Commands { json } => list_commands(json),
        Command::Create { name, member, json } => shell.create(&name, &member, json),
        Command::Demo { customers, lines, seed, json } => shell.demo(customers, lines, seed, json),
        Command::Import { undo: Some(batch), json, .. } => {
            shell.answer("undo_import", &json!({ "id": batch }), json)
        }
        Command::Import { file, kind, mapping, dry_run, json, .. } => {
            let file = file.ok_or_else(|| usage("name the file to import"))?;
            shell.import(&absolute(&file)?, kind, &mapping, dry_run, json)
        }
        Command::Watch { json } => shell.watch(json),
        Command::Queue { limit, as_of, json } => shell.queue(limit, as_of, json),
        Command::Scores { as_of, horizon } => shell.scores(as_of, horizon),
        Command::Backtest { json } => shell.answer("backtest", &json!({}), json),
        Command::Backup { file, json } => {
            shell.answer("make_backup", &json!({ "path": absolute(&file)? }), json)
        }
        Command::Restore { file, json } => shell.restore(&absolute(&file)?, json),
        Command::Check { json } => shell.check(json),
        Command::Share { folder, device_name, json } => {
            let request = json!({ "folder": absolute(&folder)?, "device_name": device_name });
            shell.words("share_workspace", &request, json)
        }
        Command::Invite { role, name, member, days, json } => {
            let role = role.map(Role::word);
            let request = json!({ "role": role, "name": name, "member": member, "days": days });
            shell.words("invite", &request, json)
        }
        Command::Join { arrival } => shell.arrive("join_workspace", &arrival),
        Command::Recover { arrival } => shell.arrive("recover_workspace", &arrival),
        Command::Sync { watch, every, json } => shell.sync(watch.then_some(every), json),
        Command::Members { json } => shell.members(json),
        Command::RemoveDevice { id, json } => {
            shell.unlock()?;
            shell.app.dispatch("remove_device", json!({ "id": id }))?;
            shell.exchange(json)
        }
        Command::Folder(FolderCommand::Check { json }) => shell.check_folder(json),
        Command::ErasePerson { id, json } => shell.erase_person(id, json),
        Command::Call { name, request } => shell.call(&name, &request),
        Command::Serve => shell.serve(),
    }
}

/// Where the demo firm goes when the program has a workspace already: that one stays the program's own.
fn beside_the_programs_own() -> Result<Option<PathBuf>> {
    let status = app(None)?.dispatch("status", json!({}))?;
    let has_none = status.get("state").and_then(Value::as_str) == Some("missing");
    let is_demo = status.get("demo").and_then(Value::as_bool) == Some(true);
    if has_none || is_demo { Ok(None) } else { Ok(Some(data_folder()?.join("firm-demo"))) }
}

fn data_folder() -> Result<PathBuf> {
    pelikirja_app::default_data_folder()
        .ok_or_else(|| usage("there is no home folder; name a data folder in PELIKIRJA_DATA_DIR"))
}

fn app(workspace: Option<PathBuf>) -> Result<App> {
    Ok(App::new(AppOptions {
        data_folder: data_folder()?,
        workspace,
        clock: Arc::new(SystemClock),
        key_store: Arc::new(NoKeyStore),
        background: false,
    }))
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|error| usage(format!("{}: {error}", path.display())))
}

fn list_commands(as_json: bool) -> Result<()> {
    let all = commands();
    if as_json {
        return Ok(output::json(&all)?);
    }
    for command in all {
        output::line(&format!(
            "{}({}) -> {}\n    {}",
            command.name, command.request, command.response, command.about
        ))?;
    }
    Ok(())
}
