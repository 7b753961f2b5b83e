//! The one list of commands.
//!
//! Adding one takes three steps: types in `api/`, a function in a module, a line here. The line makes the
//! dispatcher call it, the TypeScript type know it and `pelikirja commands` list it.

use chrono::NaiveDate;
use pelikirja_domain::BacktestOutcome;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::api::*;
use crate::error::{AppError, ErrorCode, Result};
use crate::{
    App, contacts, customers, duplicates, erasure, figures, history, import, meetings, members, minutes,
    people, permissions, preparations, promises, queue, search, settings, sync, views, watch, workspace,
};

/// A command as `pelikirja commands` lists it.
#[derive(Debug, Clone, Serialize)]
pub struct CommandInfo {
    /// Name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// TypeScript name of the request.
    pub request: String,
    /// TypeScript name of the response.
    pub response: String,
    /// Whether it answers while the workspace is locked.
    pub while_locked: bool,
}

macro_rules! commands {
    (
        while_locked { $( $(#[doc = $ldoc:literal])+ $lname:ident($lreq:ty) -> $lres:ty = $lfun:path; )* }
        unlocked { $( $(#[doc = $doc:literal])+ $name:ident($req:ty) -> $res:ty = $fun:path; )* }
    ) => {
        /// Every command with its request and response.
        #[derive(TS)]
        #[expect(dead_code, reason = "exists for its TypeScript form")]
        pub struct Commands {
            $( $(#[doc = $ldoc])+ $lname: ($lreq, $lres), )*
            $( $(#[doc = $doc])+ $name: ($req, $res), )*
        }

        /// Every command, for `pelikirja commands`.
        pub fn commands() -> Vec<CommandInfo> {
            let config = ts_rs::Config::from_env();
            let all = vec![
                $( CommandInfo {
                    name: stringify!($lname),
                    about: concat!($($ldoc),+).trim_ascii(),
                    request: <$lreq as TS>::name(&config),
                    response: <$lres as TS>::name(&config),
                    while_locked: true,
                }, )*
                $( CommandInfo {
                    name: stringify!($name),
                    about: concat!($($doc),+).trim_ascii(),
                    request: <$req as TS>::name(&config),
                    response: <$res as TS>::name(&config),
                    while_locked: false,
                }, )*
            ];
            #[cfg(feature = "next-schema")]
            let all = [all, crate::next_schema::commands()].concat();
            all
        }

        pub(crate) fn dispatch(app: &App, name: &str, request: Value) -> Result<Value> {
            match name {
                $( stringify!($lname) => answer($lfun(app, read(request)?)?), )*
                $( stringify!($name) => {
                    let session = app.session()?;
                    answer($fun(&session, read(request)?)?)
                } )*
                #[cfg(feature = "next-schema")]
                "write_next" => answer(crate::next_schema::write(&app.session()?, read(request)?)?),
                #[cfg(feature = "next-schema")]
                "read_next" => answer(crate::next_schema::read(&app.session()?, read(request)?)?),
                _ => Err(AppError::new(ErrorCode::UnknownCommand, format!("no command {name}"))),
            }
        }
    };
}

fn read<T: serde::de::DeserializeOwned>(request: Value) -> Result<T> {
    serde_json::from_value(request).map_err(|error| AppError::new(ErrorCode::BadRequest, error.to_string()))
}

fn answer<T: Serialize>(response: T) -> Result<Value> {
    serde_json::to_value(response).map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))
}

commands! {
    while_locked {
        /// Whether there is a workspace and whether it is open.
        status(Empty) -> Status = workspace::status;
        /// Makes a workspace and opens it.
        create_workspace(CreateWorkspace) -> Status = workspace::create;
        /// Makes the demo firm and opens it.
        create_demo(CreateDemo) -> Status = workspace::create_demo;
        /// Removes the demo firm from this machine.
        remove_demo(Empty) -> Status = workspace::remove_demo;
        /// The workspaces on this machine that are known.
        list_workspaces(Empty) -> Vec<KnownWorkspace> = workspace::list_workspaces;
        /// Has the program use another workspace that is there already.
        open_workspace(OpenWorkspace) -> Status = workspace::open_workspace;
        /// Opens the workspace.
        unlock(Unlock) -> Status = workspace::unlock;
        /// Locks the workspace and wipes its keys.
        lock(Empty) -> Status = workspace::lock;
        /// Puts a backup into an empty folder and opens it.
        restore_backup(Restore) -> Status = workspace::restore;
        /// How hard a passphrase is to guess.
        passphrase_strength(PassphraseStrengthRequest) -> PassphraseStrength = workspace::passphrase_strength;
        /// Comes to a firm in a shared folder, with an invitation.
        join_workspace(JoinWorkspace) -> Status = sync::join_workspace;
        /// Comes back to a firm in a shared folder as an owner, with the printed words.
        recover_workspace(JoinWorkspace) -> Status = sync::recover_workspace;
        /// Settings of this machine.
        get_device_settings(Empty) -> DeviceSettings = settings::device;
        /// Changes the settings of this machine.
        save_device_settings(DeviceSettings) -> DeviceSettings = settings::save_device;
        /// Stops a running job.
        stop_job(ById) -> Empty = workspace::stop_job;
    }
    unlocked {
        /// Another passphrase for the same key.
        change_passphrase(ChangePassphrase) -> Empty = workspace::change_passphrase;
        /// Has the operating system's key store remember the key, or forget it.
        set_remembered(SetRemembered) -> Status = workspace::set_remembered;
        /// Writes the whole workspace to one encrypted file.
        make_backup(FilePath) -> Backup = workspace::make_backup;
        /// The daily backups, the newest first.
        list_backups(Empty) -> Vec<Backup> = workspace::list_backups;
        /// Checks the store, its log and its derived tables.
        check(Empty) -> CheckReport = workspace::check;
        /// Settings of the firm.
        get_firm_settings(Empty) -> FirmSettings = settings::firm;
        /// Changes the settings of the firm.
        save_firm_settings(SaveFirmSettings) -> Changed = settings::save_firm;
        /// What the member who uses this machine may do.
        permissions(Empty) -> Permissions = permissions::permissions;
        /// Members of the firm.
        list_members(Empty) -> Vec<Member> = members::list_members;
        /// Makes or changes a member.
        save_member(SaveMember) -> Saved = members::save_member;
        /// Tiers of customers.
        list_tiers(Empty) -> Vec<Tier> = members::list_tiers;
        /// Makes or changes a tier.
        save_tier(SaveTier) -> Saved = members::save_tier;
        /// Deletes a tier that no customer is in.
        delete_tier(ById) -> Changed = members::delete_tier;

        /// Puts the firm into a folder that others have as well; answers with the words to print.
        share_workspace(ShareWorkspace) -> RecoveryWords = sync::share_workspace;
        /// The words to print, until they have been checked.
        recovery_words(Empty) -> RecoveryWords = sync::recovery_words;
        /// Checks some of the printed words; right ones have the program forget them.
        check_recovery_words(CheckRecoveryWords) -> RecoveryWordsChecked = sync::check_recovery_words;
        /// How the exchange with other machines stands.
        sync_status(Empty) -> SyncStatus = sync::status;
        /// Reads every file of the shared folder and says what is damaged, missing or forged, and who could mend it.
        check_shared_folder(Empty) -> FolderCheck = sync::check_shared_folder;
        /// Exchanges now.
        sync_now(Empty) -> SyncRound = sync::sync_now;
        /// Pauses the exchange on this machine, or goes on.
        pause_sync(PauseSync) -> SyncStatus = sync::pause_sync;
        /// Says where the shared folder is on this machine now.
        move_shared_folder(MoveSharedFolder) -> SyncStatus = sync::move_shared_folder;
        /// Invites a machine of a member, or of somebody new.
        invite(Invite) -> Invited = sync::invite;
        /// Invitations that can still be used or, on request, also what became of others.
        list_invitations(ListInvitations) -> Vec<Invitation> = sync::list_invitations;
        /// Takes an invitation back.
        cancel_invitation(ByInvitation) -> Empty = sync::cancel_invitation;
        /// Machines of the firm.
        list_devices(Empty) -> Vec<Device> = sync::list_devices;
        /// Gives a machine a name.
        rename_device(RenameDevice) -> Empty = sync::rename_device;
        /// Vouches for a machine that joined.
        confirm_device(ById) -> Empty = sync::confirm_device;
        /// Shuts a machine out and begins new keys.
        remove_device(ById) -> Empty = sync::remove_device;
        /// Takes what a removed machine wrote after its removal.
        adopt_device(ById) -> Empty = sync::adopt_device;
        /// Shuts a member out with all machines; answers with the invitations that are open still.
        remove_member(ById) -> MemberRemoved = sync::remove_member;
        /// Gives a member another role.
        set_role(SetRole) -> Empty = sync::set_role;
        /// Begins new keys.
        rotate_keys(Empty) -> Empty = sync::rotate_keys;
        /// Where two people wrote different things at once, the newest first; at most 500.
        list_conflicts(Empty) -> Vec<Conflict> = sync::list_conflicts;
        /// Takes the other of two values.
        use_other_value(SettleConflict) -> Changed = sync::use_other_value;
        /// Keeps the value that counts, and says so to everybody.
        dismiss_conflict(SettleConflict) -> Changed = sync::dismiss_conflict;

        /// A window into the list of customers.
        list_customers(ListCustomers) -> CustomerPage = customers::list;
        /// All that the customer page shows at once.
        get_customer(ById) -> CustomerRecord = customers::get;
        /// Makes or changes a customer.
        save_customer(SaveCustomer) -> Saved = customers::save;
        /// Changes several customers in one transaction.
        bulk_edit_customers(BulkEditCustomers) -> Changed = customers::bulk_edit;
        /// Tags in use, the most used first.
        list_tags(Empty) -> Vec<TagCount> = customers::list_tags;
        /// A customer's orders, products and value by month.
        customer_orders(ById) -> CustomerOrders = customers::orders;
        /// Lines of an order.
        order_lines(ById) -> Vec<OrderLineRow> = customers::order_lines;
        /// A customer's timeline, the newest first.
        customer_timeline(TimelineRequest) -> TimelinePage = contacts::timeline;
        /// Saved views of the list of customers.
        list_views(Empty) -> Vec<SavedView> = views::list;
        /// Makes or changes a saved view.
        save_view(SaveView) -> Saved = views::save;
        /// Deletes a saved view.
        delete_view(ById) -> Changed = views::delete;
        /// Customers that look like the same firm; at most 200 pairs.
        list_duplicates(Empty) -> Vec<DuplicatePair> = duplicates::list;
        /// Declares two customers different.
        dismiss_duplicate(CustomerPair) -> Changed = duplicates::dismiss;
        /// Merges one customer into another.
        merge_customers(MergeCustomers) -> Changed = duplicates::merge;

        /// Makes or changes a person at a customer.
        save_person(SavePerson) -> Saved = people::save;
        /// Deletes a person.
        delete_person(ById) -> Changed = people::delete;
        /// Erases a person for good, on every machine of the firm.
        erase_person(ById) -> PersonErased = erasure::erase_person;
        /// Where something may remain of those who were erased.
        erasure_remains(Empty) -> ErasureRemains = erasure::remains;
        /// A person leaves one customer for another.
        change_employer(ChangeEmployer) -> Changed = people::change_employer;
        /// Logs a contact, or changes one.
        log_contact(LogContact) -> ContactLogged = contacts::log;
        /// Deletes a contact.
        delete_contact(ById) -> Changed = contacts::delete;
        /// Makes or changes a next action.
        save_next_action(SaveNextAction) -> Saved = contacts::save_next_action;
        /// Finishes a next action.
        finish_next_action(FinishNextAction) -> NextActionFinished = contacts::finish_next_action;
        /// Deletes a next action.
        delete_next_action(ById) -> Changed = contacts::delete_next_action;

        /// Meetings in a span of days, by day and time.
        list_meetings(ListMeetings) -> Vec<MeetingRow> = meetings::list;
        /// A meeting with all that its page shows.
        get_meeting(ById) -> Meeting = meetings::get;
        /// Makes or changes a meeting.
        save_meeting(SaveMeeting) -> Saved = meetings::save;
        /// Moves a meeting to another time; the customer's moves are counted.
        move_meeting(MoveMeeting) -> Changed = meetings::move_to;
        /// Calls a meeting off.
        cancel_meeting(CancelMeeting) -> Changed = meetings::cancel;
        /// Plans a meeting again that was called off.
        restore_meeting(ById) -> Changed = meetings::restore;
        /// Deletes a meeting; of a series that one only.
        delete_meeting(ById) -> Changed = meetings::delete;
        /// Says who comes to a meeting, or came.
        mark_participants(MarkParticipants) -> Changed = meetings::mark;
        /// Series of meetings.
        list_series(ListSeries) -> Vec<MeetingSeries> = meetings::list_series;
        /// Makes or changes a series of meetings, all of it or from a day on.
        save_series(SaveSeries) -> Saved = meetings::save_series;
        /// Deletes a series of meetings and its planned meetings from today on.
        delete_series(ById) -> Changed = meetings::delete_series;
        /// On which days a rule has meetings.
        preview_series(PreviewSeries) -> Vec<NaiveDate> = meetings::preview_series;
        /// A customer's meetings and series, and how they and we keep to what was arranged.
        customer_meetings(ById) -> CustomerMeetings = meetings::customer_meetings;

        /// The form that prepares a meeting.
        get_preparation(ById) -> PreparationPage = preparations::get;
        /// Begins the form of a meeting, or has it follow another template.
        begin_preparation(BeginPreparation) -> Saved = preparations::begin;
        /// Saves answers in the form of a meeting.
        save_answers(SaveAnswers) -> Changed = preparations::save_answers;
        /// Fills the blocks of a form anew.
        refresh_block(RefreshBlock) -> Changed = preparations::refresh;
        /// Says that the assistant's part of a form is done.
        complete_preparation(ById) -> Changed = preparations::complete;
        /// Approves a form.
        approve_preparation(ById) -> Changed = preparations::approve;
        /// Takes the last step of a form back.
        reopen_preparation(ById) -> Changed = preparations::reopen;
        /// Meetings whose preparation is due, by day, with what is missing.
        list_preparations_due(ListPreparationsDue) -> Vec<PreparationDue> = preparations::list_due;
        /// Templates of forms, those that are built in first.
        list_templates(Empty) -> Vec<Template> = preparations::list_templates;
        /// Makes or changes a template of the firm's own.
        save_template(SaveTemplate) -> Saved = preparations::save_template;
        /// Deletes a template of the firm's own; open forms stay.
        delete_template(ById) -> Changed = preparations::delete_template;

        /// The minutes of a meeting.
        get_minutes(ById) -> MinutesPage = minutes::get;
        /// Saves the minutes of a meeting, and what comes next.
        save_minutes(SaveMinutes) -> MinutesSaved = minutes::save;
        /// Closes the minutes of a meeting and logs the contact.
        close_minutes(ById) -> MinutesClosed = minutes::close;
        /// Opens the minutes of a meeting again.
        reopen_minutes(ById) -> Changed = minutes::reopen;
        /// A message to the customer with what was agreed, to be read and changed.
        minutes_message(MinutesMessageRequest) -> MinutesMessage = minutes::message;
        /// Writes a message into a file that a mail program opens as a draft.
        save_message_draft(SaveMessageDraft) -> Empty = minutes::save_draft;
        /// A window into the list of promises.
        list_promises(ListPromises) -> PromisePage = promises::list;
        /// Makes or changes a promise.
        save_promise(SavePromise) -> Saved = promises::save;
        /// Says what became of a promise.
        settle_promise(SettlePromise) -> PromiseSettled = promises::settle;
        /// Deletes a promise.
        delete_promise(ById) -> Changed = promises::delete;

        /// Whom to contact today and why.
        today(TodayRequest) -> Today = queue::today;
        /// Hides a customer from the queue until a day.
        snooze_signals(SnoozeSignals) -> Changed = queue::snooze;
        /// Hands a customer's card to a colleague.
        hand_over_signals(HandOverSignals) -> Changed = queue::hand_over;
        /// The signals were a false alarm.
        dismiss_signals(DismissSignals) -> Changed = queue::dismiss;
        /// Computes all signals again.
        recompute_signals(Empty) -> Empty = queue::recompute;
        /// The queue in the form of the command line, also as of a day in the past.
        queue_at(QueueAt) -> Vec<QueueRow> = queue::at;
        /// What the order model says of all customers as of a day.
        scores_at(ScoresAt) -> Vec<ScoreRow> = queue::scores_at;
        /// Customers by segment.
        segment_summary(Empty) -> Vec<SegmentCount> = figures::segments;
        /// How well the queue would have done on the firm's own history.
        backtest(Empty) -> BacktestOutcome = figures::backtest;

        /// Finds customers, people, products, orders and notes.
        search(SearchRequest) -> Vec<SearchHit> = search::search;
        /// Who changed what of a record, the newest first; at most 500 changes.
        record_history(RecordHistoryRequest) -> Vec<HistoryEntry> = history::record;
        /// Who changed what of a customer, its people, contacts and next actions, the newest first; about 500 changes.
        customer_history(ById) -> Vec<CustomerHistoryEntry> = customers::history;
        /// What a member did and on which machine, the newest first; in pages of 50 transactions.
        member_activity(MemberActivityRequest) -> MemberActivityPage = history::member_activity;
        /// Undoes a transaction.
        undo(UndoRequest) -> Undone = history::undo;
        /// Does an undone transaction again.
        redo(Empty) -> Undone = history::redo;
        /// What undo and redo would do.
        undo_state(Empty) -> UndoState = history::state;

        /// Checks that a file of rejected rows is there and was written by this program.
        locate_rejected_file(FilePath) -> FilePath = import::locate;
        /// Looks at a file: format, columns, first rows, a proposed mapping.
        inspect_file(InspectFile) -> InspectedFile = import::inspect;
        /// Checks every row with the real validators and changes nothing.
        dry_run_import(ImportRequest) -> ImportReport = import::dry_run;
        /// Imports a file.
        run_import(ImportRequest) -> ImportReport = import::run;
        /// Imports, the newest first.
        list_imports(Empty) -> Vec<ImportBatch> = import::list;
        /// Undoes an import as a whole.
        undo_import(ById) -> ImportUndone = import::undo;
        /// Folders of this machine whose files are imported as they come.
        list_watched_folders(Empty) -> Vec<WatchedFolder> = watch::list;
        /// Makes or changes a watched folder.
        save_watched_folder(SaveWatchedFolder) -> Saved = watch::save;
        /// Deletes a watched folder.
        delete_watched_folder(ById) -> Empty = watch::delete;
        /// Puts back a watched folder that was deleted, as it was.
        restore_watched_folder(WatchedFolder) -> Empty = watch::restore;
        /// Looks into the watched folders now and imports what is new.
        scan_watched_folders(Empty) -> Vec<ScannedFile> = watch::scan;
    }
}
