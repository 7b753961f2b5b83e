//! One firm on many machines: the shared folder, who belongs to the firm, the exchange and its conflicts.
//!
//! `pelikirja_sync` carries sealed operations through a folder; the store makes and applies them. Here the two meet.

mod arrival;
mod background;
mod check;
mod conflicts;
mod devices;
mod erasure;
mod fingerprint;
mod join;
mod replica;
mod share;
mod state;
mod status;

pub(crate) use background::start;
pub(crate) use check::check_shared_folder;
pub(crate) use conflicts::{dismiss_conflict, list_conflicts, use_other_value};
pub(crate) use devices::{
    adopt_device, cancel_invitation, check_not_last_owner, confirm_device, invite, list_devices,
    list_invitations, names, remove_device, remove_member, rename_device, rotate_keys, set_role,
};
pub(crate) use erasure::{erasure_progress, redact};
pub(crate) use join::{join_workspace, recover_workspace};
pub(crate) use share::{
    check_recovery_words, move_shared_folder, pause_sync, recovery_words, share_workspace,
};
pub(crate) use state::State;
pub(crate) use status::{own_role, status, sync_now};
