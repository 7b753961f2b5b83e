//! Every planted story can be seen in the data alone.

use chrono::{Days, NaiveDate};
use pelikirja_demo::{DemoFirm, DemoOrder, DemoSettings, DemoStory, StoryKind};
use pelikirja_domain::{ContactKind, StakeholderRole, TierKey};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, 28).unwrap_or_default()
}

/// Visits the stories that `wanted` picks, in the firms of several seeds.
fn each(wanted: fn(&StoryKind) -> bool, mut visit: impl FnMut(&DemoFirm, &DemoStory)) {
    for seed in 1..=8 {
        let firm = DemoFirm::new(DemoSettings { seed, ..DemoSettings::new(today()) });
        let mut found = 0;
        for story in firm.stories().iter().filter(|story| wanted(&story.kind)) {
            visit(&firm, story);
            found += 1;
        }
        assert!(found > 0, "seed {seed} has no such story");
    }
}

/// Cents ordered from one day to another, both included.
fn value(orders: &[DemoOrder], from: NaiveDate, until: NaiveDate) -> i64 {
    let within = orders.iter().filter(|order| (from..=until).contains(&order.date));
    within.flat_map(|order| &order.lines).map(|line| line.net.0).sum()
}

fn days_before(date: NaiveDate, days: u64) -> NaiveDate {
    date - Days::new(days)
}

#[test]
fn a_key_account_leaves_slowly() {
    each(
        |kind| *kind == StoryKind::KeyAccountLeaving,
        |firm, story| {
            assert_eq!(firm.customer(story.customer).unwrap().tier, TierKey::Key);
            let orders = firm.orders(story.customer);
            assert!(orders.iter().all(|order| order.date <= story.until), "silent after {}", story.until);
            assert!((today() - story.until).num_days() >= 60);
            let (before, last) = (
                value(&orders, days_before(story.from, 365), story.from) / 365,
                value(&orders, days_before(story.until, 90), story.until) / 90,
            );
            assert!(last * 2 < before && before > 0, "{last} cents a day at the end, {before} before");
        },
    );
}

#[test]
fn a_small_customer_grows_tenfold() {
    let mut factors = Vec::new();
    each(
        |kind| *kind == StoryKind::GrowsTenfold,
        |firm, story| {
            assert_eq!(firm.customer(story.customer).unwrap().tier, TierKey::Small);
            let orders = firm.orders(story.customer);
            let before = value(&orders, days_before(story.from, 365), story.from) / 365;
            let now = value(&orders, days_before(story.until, 90), story.until) / 90;
            assert!(before > 0 && now > 5 * before, "from {before} to {now} cents a day");
            factors.push(now / before);
        },
    );
    factors.sort_unstable();
    assert!((7..=25).contains(&factors[factors.len() / 2]), "about tenfold: {factors:?}");
}

#[test]
fn a_dozen_complain_of_one_bad_product_within_three_weeks() {
    each(
        |kind| matches!(kind, StoryKind::ComplaintWave { .. }),
        |firm, story| {
            let StoryKind::ComplaintWave { product } = story.kind else { return };
            let name = &firm.products()[product].name;
            let contacts = firm.contacts(story.customer);
            let complaints: Vec<_> = contacts
                .iter()
                .filter(|contact| {
                    contact.kind == ContactKind::Service && contact.note.contains(name.as_str())
                })
                .collect();
            assert!(!complaints.is_empty() && (story.until - story.from).num_days() < 21);
            assert!(complaints.iter().all(|contact| (story.from..=story.until).contains(&contact.date)));
            let delivered = |order: &DemoOrder| {
                (days_before(story.from, 28)..story.from).contains(&order.date)
                    && order.lines.iter().any(|line| line.product == product)
            };
            assert!(firm.orders(story.customer).iter().any(delivered), "it was sold to whoever complains");
            let wave = firm.stories().iter().filter(|other| other.kind == story.kind).count();
            assert_eq!(wave, 12);
        },
    );
}

#[test]
fn once_only_buyers_never_return() {
    each(
        |kind| *kind == StoryKind::OnceOnly,
        |firm, story| {
            let dates: Vec<_> = firm.orders(story.customer).iter().map(|order| order.date).collect();
            assert_eq!(dates, [story.from]);
            assert!((120..=710).contains(&(today() - story.from).num_days()));
            assert!(firm.customer(story.customer).unwrap().since <= story.from);
            let alike = firm.stories().iter().filter(|other| other.kind == StoryKind::OnceOnly).count();
            assert!((3..=6).contains(&alike));
        },
    );
}

#[test]
fn a_loyal_customer_has_not_been_spoken_to_for_a_year() {
    each(
        |kind| *kind == StoryKind::LoyalWithoutContact,
        |firm, story| {
            let contacts = firm.contacts(story.customer);
            assert!(contacts.iter().all(|contact| !contact.two_way || contact.date < story.from));
            assert!(contacts.iter().any(|contact| contact.two_way), "there was contact once");
            assert!((today() - story.from).num_days() >= 365);
            let orders = firm.orders(story.customer);
            let recent = orders.iter().filter(|order| order.date > days_before(today(), 365)).count();
            assert!(recent >= 10, "{recent} orders within a year");
            assert!(orders.last().is_some_and(|order| (today() - order.date).num_days() < 75));
        },
    );
}

#[test]
fn a_lapsed_customer_has_come_back() {
    each(
        |kind| *kind == StoryKind::CameBack,
        |firm, story| {
            let orders = firm.orders(story.customer);
            let before = orders.iter().filter(|order| order.date < story.from).count();
            let after = orders.iter().filter(|order| order.date > story.until).count();
            assert_eq!(orders.len(), before + after, "silent from {} to {}", story.from, story.until);
            assert!(before >= 6 && after >= 3, "{before} orders before, {after} after");
            assert!((story.until - story.from).num_days() > 240);
        },
    );
}

#[test]
fn a_champion_works_for_another_customer_now() {
    each(
        |kind| matches!(kind, StoryKind::ChampionMoved { .. }),
        |firm, story| {
            let StoryKind::ChampionMoved { person, to } = story.kind else { return };
            let old = firm.customer(story.customer).unwrap().people[person].clone();
            let new = firm.customer(to).unwrap().people.last().cloned().unwrap();
            assert_eq!((old.identity, old.name()), (new.identity, new.name()));
            assert_eq!((old.role, new.role), (StakeholderRole::Champion, StakeholderRole::Champion));
            assert_eq!((old.to, new.from, new.to), (Some(story.from), Some(story.until), None));
            assert!(story.from < story.until && story.until <= today());
            assert_ne!(old.email, new.email, "each employer has its own address");
        },
    );
}

#[test]
fn stories_do_not_meet() {
    let firm = DemoFirm::new(DemoSettings { customers: 5_000, lines: 100_000, ..DemoSettings::new(today()) });
    let stories = firm.stories();
    assert!(stories.windows(2).all(|pair| pair[0].customer < pair[1].customer), "one story a customer");
    let leaving = stories.iter().filter(|story| story.kind == StoryKind::KeyAccountLeaving).count();
    assert_eq!(leaving, 5, "one in a thousand customers");
    for story in stories {
        if let StoryKind::ChampionMoved { to, .. } = story.kind {
            assert!(stories.iter().all(|other| other.customer != to));
        }
    }
}
