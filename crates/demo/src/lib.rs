//! A demo firm, generated: a Finnish wholesaler of technical supplies, its people, customers, orders and
//! contacts.
//!
//! Pure: the seed, the sizes and the day decide every byte, on every platform. Only whole numbers and the
//! IEEE operations that are exact everywhere (`+ - * /` and square root) are used; see `random.rs` for the
//! generator and `real.rs` for the logarithm and exponential made of them. Every customer has its own random
//! stream, so a single customer can be asked for without making the others, and 100,000 customers with
//! five million order lines stream through without being held.
//!
//! No name, number or address leads to a real person or firm by intent: e-mail and web addresses are under
//! the reserved `.example`, telephone numbers and business ids in ranges that nobody is given.

mod basket;
mod calendar;
mod catalogue;
mod contacts;
mod customers;
mod firm;
mod firm_names;
mod industries;
mod meeting_words;
mod meetings;
mod members;
mod names;
mod notes;
mod orders;
mod people;
mod places;
mod plan;
mod products;
mod profile;
mod random;
mod real;
mod rhythm;
mod stories;
mod text;
mod tiers;

pub use contacts::{DemoContact, DemoNextAction};
pub use customers::{DemoCustomer, Language};
pub use firm::{DemoFirm, DemoSettings};
pub use meetings::{DemoMeeting, DemoMinutes, DemoPreparation, DemoPromise, DemoSeries};
pub use members::DemoMember;
pub use orders::{DemoLine, DemoOrder};
pub use people::{DemoPerson, PersonIdentity};
pub use products::DemoProduct;
pub use stories::{DemoStory, StoryKind};
