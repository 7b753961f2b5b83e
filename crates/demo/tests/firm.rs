//! The demo firm as a whole: sizes, shares, seasons and the form of everything in it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use pelikirja_demo::{DemoFirm, DemoSettings};
use pelikirja_domain::{BusinessId, MeetingState, PreparationState, PromiseState, Role, TierKey};

fn today() -> NaiveDate {
    // A Saturday, so that "up to today" is not a working day by itself.
    NaiveDate::from_ymd_opt(2026, 2, 28).unwrap_or_default()
}

fn firm() -> DemoFirm {
    DemoFirm::new(DemoSettings::new(today()))
}

#[test]
fn three_percent_are_key_and_bring_almost_half() {
    for seed in 1..=5 {
        let firm = DemoFirm::new(DemoSettings { seed, ..DemoSettings::new(today()) });
        let mut count = BTreeMap::new();
        let mut value = BTreeMap::new();
        for customer in firm.customers() {
            let tier = format!("{:?}", customer.tier);
            let cents: i64 =
                firm.orders(customer.index).iter().flat_map(|order| &order.lines).map(|l| l.net.0).sum();
            *count.entry(tier.clone()).or_insert(0) += 1;
            *value.entry(tier).or_insert(0) += cents;
        }
        assert_eq!((count["Key"], count["Mid"], count["Small"]), (30, 200, 770), "seed {seed}");
        let total: i64 = value.values().sum();
        let percent = 100 * value["Key"] / total;
        assert!((40..=58).contains(&percent), "seed {seed}: key accounts bring {percent} %");
        assert!(value["Mid"] > value["Small"], "seed {seed}");
        assert!((300_000_000..3_000_000_000).contains(&total), "seed {seed}: {total} cents in three years");
    }
}

#[test]
fn the_lines_come_out_as_asked() {
    for (seed, customers, lines) in
        [(1, 1_000, 60_000), (2, 1_000, 60_000), (3, 2_000, 20_000), (4, 300, 60_000), (5, 100, 800)]
    {
        let firm = DemoFirm::new(DemoSettings { seed, customers, lines, today: today() });
        let mut made = 0;
        firm.for_each_order(|_, order| made += order.lines.len());
        assert!(made.abs_diff(lines) * 50 <= lines, "{made} lines instead of {lines}");
    }
}

#[test]
fn settings_out_of_range_still_make_a_firm() {
    for (customers, lines, today) in
        [(0, 0, NaiveDate::MIN), (1, usize::MAX, NaiveDate::MAX), (7, 3, today())]
    {
        let firm = DemoFirm::new(DemoSettings { seed: u64::MAX, customers, lines, today });
        assert_eq!(firm.customers().count(), firm.customer_count());
        assert_eq!(firm.customer_count(), customers.max(1));
        firm.for_each_order(|_, order| assert!(order.date <= firm.settings().today));
        assert!(firm.customer(customers.max(1)).is_none());
        assert!(firm.orders(usize::MAX).is_empty() && firm.contacts(usize::MAX).is_empty());
        assert!(firm.next_action(usize::MAX).is_none());
    }
}

#[test]
fn orders_are_placed_on_working_days_of_three_years() {
    let firm = firm();
    let mut numbers = BTreeMap::new();
    let (mut orders, mut credits) = (0, 0);
    firm.for_each_order(|_, order| {
        assert!(order.date <= today() && order.date >= NaiveDate::from_ymd_opt(2023, 2, 28).unwrap());
        assert!(!matches!(order.date.weekday(), Weekday::Sat | Weekday::Sun), "{}", order.date);
        let holiday = (order.date.month(), order.date.day());
        assert!(!matches!(holiday, (1, 1) | (12, 6 | 24 | 25 | 26)), "{}", order.date);
        assert!(numbers.insert(order.number, order.date).is_none(), "number {} given twice", order.number);
        assert!(!order.lines.is_empty());
        let sign = if order.credits.is_some() { -1 } else { 1 };
        for line in &order.lines {
            assert!(line.product < firm.products().len());
            assert!(line.quantity.signum() == sign && line.net.0.signum() == sign, "{order:?}");
        }
        *(if sign > 0 { &mut orders } else { &mut credits }) += 1;
    });
    assert!((0.005..0.02).contains(&(f64::from(credits) / f64::from(orders))), "{credits} of {orders}");
    // Orders are numbered from 1, credit notes from 9; each series grows with the date.
    for series in ["1", "9"] {
        let dates: Vec<_> = numbers.iter().filter(|(n, _)| n.to_string().starts_with(series)).collect();
        assert!(dates.windows(2).all(|pair| pair[0].1 <= pair[1].1), "series {series}");
    }
}

#[test]
fn a_credit_note_corrects_an_earlier_order() {
    let firm = firm();
    for customer in 0..firm.customer_count() {
        let orders = firm.orders(customer);
        assert!(orders.windows(2).all(|pair| pair[0].date <= pair[1].date));
        for note in orders.iter().filter(|order| order.credits.is_some()) {
            let credited = orders.iter().find(|order| Some(order.number) == note.credits).unwrap();
            assert!(credited.date < note.date);
            for line in &note.lines {
                let sold = credited.lines.iter().find(|sold| sold.product == line.product).unwrap();
                assert!(-line.quantity <= sold.quantity);
            }
        }
    }
}

#[test]
fn july_and_the_end_of_december_are_quiet() {
    let mut months = BTreeMap::new();
    let mut last_weeks = 0;
    firm().for_each_order(|_, order| {
        *months.entry((order.date.year(), order.date.month())).or_insert(0) += 1;
        last_weeks += usize::from(order.date.month() == 12 && order.date.day() >= 16);
    });
    for year in 2023..=2025 {
        assert!(months[&(year, 7)] * 2 < months[&(year, 5)], "July {year}: {months:?}");
        assert!(months[&(year, 12)] * 4 < months[&(year, 10)] * 3, "December {year}: {months:?}");
    }
    let december: usize = (2023..=2025).map(|year| months[&(year, 12)]).sum();
    assert!(last_weeks * 3 < december, "{last_weeks} of {december} orders after 15 December");
}

#[test]
fn business_ids_are_valid_and_each_its_own() {
    let firm =
        DemoFirm::new(DemoSettings { customers: 20_000, lines: 200_000, ..DemoSettings::new(today()) });
    let mut ids = BTreeSet::new();
    for customer in firm.customers() {
        assert_eq!(customer.business_id.to_string().parse::<BusinessId>(), Ok(customer.business_id));
        assert!(ids.insert(customer.business_id), "{} twice", customer.business_id);
        assert!(customer.business_id.to_string().as_str() >= "8", "only numbers that nobody has");
    }
}

#[test]
fn names_are_mostly_distinct() {
    let firm =
        DemoFirm::new(DemoSettings { customers: 20_000, lines: 200_000, ..DemoSettings::new(today()) });
    let names = |count: usize| {
        firm.customers().step_by(20_000 / count).map(|c| c.name).collect::<BTreeSet<_>>().len()
    };
    assert!(names(1_000) >= 990, "{} of 1,000", names(1_000));
    assert!(names(20_000) >= 18_800, "{} of 20,000", names(20_000));
}

#[test]
fn customers_are_complete_and_well_formed() {
    let firm = firm();
    let filled = |text: &str| !text.trim().is_empty() && text.trim() == text;
    let mut since = NaiveDate::MIN;
    for customer in firm.customers() {
        let all =
            [&customer.external_number, &customer.name, &customer.street, &customer.phone, &customer.website];
        assert!(all.into_iter().chain([&customer.email]).all(|text| filled(text)), "{customer:?}");
        assert!(customer.postcode.len() == 5 && customer.postcode.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(filled(customer.city) && filled(customer.industry) && customer.industry_code.len() == 5);
        assert!(customer.email.ends_with(".example") && customer.website.ends_with(".example"));
        assert!(
            customer.phone.starts_with("049 ") && !customer.phone.starts_with("049 4"),
            "{}",
            customer.phone
        );
        assert_eq!(customer.external_number, (100_001 + customer.index).to_string());
        assert!(customer.since <= today());
        since = since.max(customer.since);
        if customer.tier != TierKey::Small {
            assert!(customer.owner.is_some_and(|owner| owner < 6) && customer.deputy != customer.owner);
        }
        if let Some(parent) = customer.parent {
            let parent = firm.customer(parent).unwrap();
            assert_eq!((parent.tier, parent.parent), (TierKey::Key, None), "a group has one level");
            assert_ne!(parent.index, customer.index);
        }
        assert!((1..=7).contains(&customer.people.len()));
        for (place, person) in customer.people.iter().enumerate() {
            assert_eq!(person.primary, place == 0);
            assert!(filled(&person.name()) && filled(person.title) && person.email.ends_with(".example"));
            assert!(person.phone.starts_with("049 ") && person.email.is_ascii());
            assert!(
                person.birthday.is_none_or(|day| day.year() < 2005)
                    && person.from.is_none_or(|day| day <= today())
            );
        }
    }
    assert!(
        since > NaiveDate::from_ymd_opt(2025, 12, 1).unwrap(),
        "the last one came lately, not on {since}"
    );
    assert!(firm.customers().any(|customer| customer.parent.is_some()));
}

#[test]
fn small_customers_are_mostly_shared_by_two_people() {
    let small: Vec<_> = firm().customers().filter(|customer| customer.tier == TierKey::Small).collect();
    let shared = small.iter().filter(|customer| matches!(customer.owner, Some(4 | 5))).count();
    let nobody = small.iter().filter(|customer| customer.owner.is_none()).count();
    assert!(shared * 10 > small.len() * 7, "{shared} of {}", small.len());
    assert!(nobody > 0, "some are outside every care, as in most firms");
}

#[test]
fn the_firm_has_nine_members_with_their_roles() {
    let members = firm().members();
    let count = |role: Role| members.iter().filter(|member| member.role == role).count();
    assert_eq!([Role::Owner, Role::Manager, Role::Assistant, Role::Viewer].map(count), [1, 5, 2, 1]);
    assert!(members.iter().all(|member| member.email.ends_with("@teknotarvikekallio.example")));
}

#[test]
fn contacts_and_next_actions_fit_the_people() {
    let firm = firm();
    let mut kinds = BTreeSet::new();
    let mut count = 0;
    for customer in firm.customers() {
        let contacts = firm.contacts(customer.index);
        assert!(contacts.windows(2).all(|pair| pair[0].date <= pair[1].date));
        for contact in contacts {
            assert!(contact.date <= today() && contact.date.weekday().number_from_monday() <= 5);
            assert!(
                (1..=480).contains(&contact.minutes) && contact.member < 9 && !contact.note.contains('{')
            );
            assert!(!contact.note.is_empty());
            if let Some(person) = contact.person {
                let person = &customer.people[person];
                assert!(person.from.is_none_or(|from| from <= contact.date), "{person:?} {contact:?}");
                assert!(person.to.is_none_or(|to| contact.date <= to), "{person:?} {contact:?}");
            }
            kinds.insert(format!("{:?}", contact.kind));
            count += 1;
        }
    }
    assert_eq!(kinds.len(), 9, "every kind of contact happens: {kinds:?}");
    assert!((3_000..12_000).contains(&count), "{count} contacts");
    let actions: Vec<_> = firm.next_actions().collect();
    assert!((40..200).contains(&actions.len()), "{} next actions", actions.len());
    for action in actions {
        assert!(!action.text.is_empty() && action.member < 9);
        assert!((action.due - today()).num_days().abs() <= 63);
    }
}

#[test]
fn a_year_of_meetings_has_forms_in_all_states_and_promises_of_every_fate() {
    let firm = firm();
    let (mut states, mut forms, mut fates) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
    let (mut count, mut series) = (0, 0);
    for customer in firm.customers() {
        let contacts = firm.contacts(customer.index);
        series += usize::from(firm.meeting_series(customer.index).is_some());
        let meetings = firm.meetings(customer.index);
        assert!(meetings.windows(2).all(|pair| pair[0].day <= pair[1].day));
        for meeting in meetings {
            assert!(meeting.people.iter().all(|(person, _)| *person < customer.people.len()));
            assert_eq!(meeting.state == MeetingState::Held, meeting.contact.is_some(), "{meeting:?}");
            if let Some(contact) = meeting.contact {
                assert_eq!(contacts[contact].date, meeting.day, "a meeting that was held is a contact");
            }
            if meeting.day > today() {
                forms.insert(meeting.preparation.as_ref().map(|form| form.state));
            }
            for promise in meeting.minutes.iter().flat_map(|minutes| &minutes.promises) {
                assert!(promise.due >= meeting.day && promise.settled_on.is_none_or(|day| day <= today()));
                assert_eq!(promise.state == PromiseState::Open, promise.settled_on.is_none(), "{promise:?}");
                *fates.entry(format!("{:?}", promise.state)).or_insert(0) += 1;
            }
            states.insert(format!("{:?}", meeting.state));
            count += 1;
        }
    }
    assert!((200..1_000).contains(&count), "{count} meetings");
    assert!(series > 0, "some are met at fixed times");
    assert_eq!(states.len(), 4, "{states:?}");
    use PreparationState::{Approved, Completed, Draft};
    assert_eq!(forms, BTreeSet::from([None, Some(Draft), Some(Completed), Some(Approved)]));
    assert_eq!(fates.len(), 5, "{fates:?}");
    assert!(fates["Kept"] > 4 * fates["Broken"], "most are kept: {fates:?}");
}
