//! The real program in a real window.
#![cfg(target_os = "linux")]

mod first_run;
mod import;
mod main_job;
mod screens;
mod security;
mod sharing;
