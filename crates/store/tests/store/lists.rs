//! Lists as a person sees them.

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Evidence, Id, Signal, SignalKind};
use pelikirja_store::facts::{FactBatch, NewLine};
use pelikirja_store::schema::{
    contact, contact_person, customer, customer_tag, employment, meeting, meeting_series, member,
    next_action, person, product, saved_view, tier,
};
use pelikirja_store::search::Indexed;
use pelikirja_store::table::signal_handling::{Handling, HandlingState};
use pelikirja_store::{Column, IntoValue, Result, StoreError, Value, Written, day_number};

use crate::support::Workspace;

const MIXED: [&str; 6] = ["Öljy", "alfa", "Zeta", "Äijälä", "Åkerlund", "Beta"];
const SORTED: [&str; 6] = ["alfa", "Beta", "Zeta", "Åkerlund", "Äijälä", "Öljy"];

fn add<const N: usize>(workspace: &Workspace, cells: [(Column, Value); N]) -> Id {
    let written: Result<Written<_>> = workspace.store.write("test", |tx| {
        let id = tx.new_id()?;
        tx.create(id, cells)?;
        Ok(id)
    });
    written.expect("writes").value
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn key_of(workspace: &Workspace, customer: Id) -> i64 {
    let key: Result<Option<i64>> = workspace.store.read(|reader| reader.customer_key(customer));
    key.expect("reads").expect("is there")
}

/// Imports orders of one line each: number, day, product, net value in cents.
fn import(workspace: &Workspace, customer: Id, orders: &[(&str, &str, Option<i64>, i64)]) {
    let customer = key_of(workspace, customer);
    let written = workspace.store.write("import", |tx| {
        let mut batch = FactBatch::begin(tx, tx.new_id()?, "test")?;
        for (order_number, on, product, net) in orders {
            let line = NewLine {
                order_number,
                customer,
                day: day_number(day(on)),
                currency: "EUR",
                line: None,
                product: *product,
                quantity: 1.0,
                net: *net,
            };
            batch.add(tx, line)?;
        }
        batch.finish(tx)?;
        Ok::<_, StoreError>(())
    });
    written.expect("writes");
}

#[test]
fn every_list_of_names_is_in_the_order_of_the_alphabet() {
    let workspace = Workspace::new();
    let parent = add(&workspace, [(customer::NAME, "Emo".into_value())]);
    let contacted = add(
        &workspace,
        [(contact::CUSTOMER, parent.into_value()), (contact::DATE, "2026-01-01".into_value())],
    );
    for name in MIXED {
        add(&workspace, [(customer::NAME, name.into_value()), (customer::PARENT, parent.into_value())]);
        add(&workspace, [(member::NAME, name.into_value()), (member::ROLE, "manager".into_value())]);
        add(&workspace, [(tier::NAME, name.into_value())]);
        add(&workspace, [(saved_view::NAME, name.into_value())]);
        add(
            &workspace,
            [(customer_tag::CUSTOMER, parent.into_value()), (customer_tag::TAG, name.into_value())],
        );
        let someone = add(&workspace, [(person::NAME, name.into_value())]);
        add(
            &workspace,
            [(employment::PERSON, someone.into_value()), (employment::CUSTOMER, parent.into_value())],
        );
        add(
            &workspace,
            [
                (contact_person::CONTACT, contacted.into_value()),
                (contact_person::PERSON, someone.into_value()),
            ],
        );
    }
    let lists: Result<[(&str, Vec<String>); 7]> = workspace.store.read(|reader| {
        Ok([
            ("subsidiaries", reader.subsidiaries(parent)?.into_iter().map(|(_, name)| name).collect()),
            ("members", reader.members()?.into_iter().map(|member| member.name).collect()),
            ("tiers", reader.tiers()?.into_iter().map(|tier| tier.name).collect()),
            ("views", reader.saved_views()?.into_iter().map(|view| view.name).collect()),
            ("tags", reader.tags(parent)?),
            ("people", reader.people_at(parent)?.into_iter().map(|person| person.name).collect()),
            (
                "people of a contact",
                reader.contact_persons(contacted)?.into_iter().map(|(_, _, name)| name).collect(),
            ),
        ])
    });
    for (list, names) in lists.expect("reads") {
        assert_eq!(names, SORTED, "{list}");
    }
    let listed = workspace.store.listed_customers().expect("reads");
    let (listed, _) = listed.iter().find(|(listed, _)| listed.id == parent).expect("it is listed");
    assert_eq!(listed.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(), SORTED);
}

#[test]
fn who_is_called_and_where_somebody_worked_last() {
    let workspace = Workspace::new();
    let firm = add(&workspace, [(customer::NAME, "Firma".into_value())]);
    let earlier = add(&workspace, [(customer::NAME, "Ennen".into_value())]);
    let add_person = |name: &str, phone: Option<&str>| {
        add(&workspace, [(person::NAME, name.into_value()), (person::PHONE, phone.into_value())])
    };
    let typed = add_person("Ylermi", Some("040 1"));
    let imported = add_person("Aarne", None);
    add(
        &workspace,
        [
            (employment::PERSON, typed.into_value()),
            (employment::CUSTOMER, firm.into_value()),
            (employment::IS_PRIMARY, false.into_value()),
        ],
    );
    add(&workspace, [(employment::PERSON, imported.into_value()), (employment::CUSTOMER, firm.into_value())]);
    for (customer, ended) in [(earlier, "2019-01-01"), (firm, "2024-01-01"), (earlier, "2021-01-01")] {
        add(
            &workspace,
            [
                (employment::PERSON, imported.into_value()),
                (employment::CUSTOMER, customer.into_value()),
                (employment::ENDED_ON, ended.into_value()),
            ],
        );
    }
    let retired = add_person("Onni", None);
    for (customer, ended) in [(earlier, "2019-01-01"), (firm, "2024-01-01"), (earlier, "2021-01-01")] {
        add(
            &workspace,
            [
                (employment::PERSON, retired.into_value()),
                (employment::CUSTOMER, customer.into_value()),
                (employment::ENDED_ON, ended.into_value()),
            ],
        );
    }
    let read: Result<_> = workspace.store.read(|reader| {
        let key = reader.find_keys(Indexed::Person, "onni", 1)?;
        Ok((reader.person_to_call(firm)?, reader.found_person(key[0])?))
    });
    let (to_call, found) = read.expect("reads");
    assert_eq!(
        to_call.map(|person| person.name).as_deref(),
        Some("Ylermi"),
        "nobody is primary, one has a telephone"
    );
    assert_eq!(found.and_then(|person| person.customer), Some(firm), "where they worked last");
}

#[test]
fn orders_are_found_by_number_whatever_its_case_the_newest_first() {
    let workspace = Workspace::new();
    let firm = add(&workspace, [(customer::NAME, "Firma".into_value())]);
    let orders = [("C5", "2026-01-01"), ("C51", "2026-03-01"), ("C52", "2026-02-01"), ("D5", "2026-05-01")];
    import(&workspace, firm, &orders.map(|(number, on)| (number, on, None, 1_000)));
    let found = |beginning: &str, limit| {
        let read: Result<Vec<_>> = workspace.store.read(|reader| reader.orders_by_number(beginning, limit));
        read.expect("reads").into_iter().map(|order| order.number).collect::<Vec<_>>()
    };
    assert_eq!(found("c5", 10), ["C5", "C51", "C52"], "the number itself, then the newest");
    assert_eq!(found("c", 1), ["C51"]);
}

#[test]
fn of_very_many_orders_those_with_the_highest_numbers_are_looked_at() {
    let workspace = Workspace::new();
    let firm = add(&workspace, [(customer::NAME, "Firma".into_value())]);
    let numbers: Vec<String> = (1..=2_100).map(|number| format!("9{number:04}")).collect();
    let on = |number: &str| match number {
        "90001" => "2026-12-01",
        "92000" => "2026-11-01",
        _ => "2026-01-01",
    };
    let orders: Vec<_> = numbers.iter().map(|number| (number.as_str(), on(number), None, 1_000)).collect();
    import(&workspace, firm, &orders);
    let found = |beginning: &str| {
        let read: Result<Vec<_>> = workspace.store.read(|reader| reader.orders_by_number(beginning, 2));
        read.expect("reads").into_iter().map(|order| order.number).collect::<Vec<_>>()
    };
    assert_eq!(found("9")[0], "92000", "the newest of the high numbers; 90001 is newer, but one of too many");
    assert_eq!(found("9000")[0], "90001", "the newest of all where few begin so");
    assert_eq!(found("90002"), ["90002"], "however many there are, a whole number is found");
}

#[test]
fn a_product_was_bought_last_when_it_was_bought_and_not_when_it_came_back() {
    let workspace = Workspace::new();
    let firm = add(&workspace, [(customer::NAME, "Firma".into_value())]);
    let [kept, _] = ["Ovi", "Lukko"].map(|name| add(&workspace, [(product::NAME, name.into_value())]));
    let products: Result<[i64; 2]> = workspace.store.read(|reader| {
        let key = |name| reader.find_keys(Indexed::Product, name, 1).map(|keys| keys[0]);
        Ok([key("ovi")?, key("lukko")?])
    });
    let [kept_key, returned_key] = products.expect("reads");
    import(
        &workspace,
        firm,
        &[
            ("1", "2026-01-10", Some(kept_key), 5_000),
            ("2", "2026-03-10", Some(kept_key), -2_000),
            ("3", "2026-03-10", Some(returned_key), -1_000),
            ("4", "2027-01-10", Some(kept_key), 9_000),
        ],
    );
    let read: Result<Vec<_>> = workspace
        .store
        .read(|reader| reader.products_bought(key_of(&workspace, firm), day("2026-11-22"), 10));
    let bought = read.expect("reads");
    assert_eq!(bought.len(), 1, "what only came back was not bought: {bought:?}");
    assert_eq!(
        (bought[0].id, bought[0].last_order, bought[0].value_365),
        (kept, day("2026-01-10"), Cents(3_000))
    );
}

/// Three customers, the second merged into the first, the third deleted, with everything that hangs on them.
fn firm_with_merged() -> (Workspace, [Id; 4]) {
    let workspace = Workspace::new();
    let [first, merged, deleted, other] = ["Yksi", "Kaksi", "Kolme", "Neljä"]
        .map(|name| add(&workspace, [(customer::NAME, name.into_value())]));
    for (index, of) in [first, merged, deleted, other].into_iter().enumerate() {
        add(
            &workspace,
            [
                (customer_tag::CUSTOMER, of.into_value()),
                (customer_tag::TAG, format!("t{index}").as_str().into_value()),
            ],
        );
        add(
            &workspace,
            [
                (contact::CUSTOMER, of.into_value()),
                (contact::TWO_WAY, true.into_value()),
                (contact::DATE, format!("2026-05-1{index}").as_str().into_value()),
            ],
        );
        add(
            &workspace,
            [
                (next_action::CUSTOMER, of.into_value()),
                (next_action::TEXT, "soita".into_value()),
                (next_action::DUE, format!("2026-06-1{}", 9 - index).as_str().into_value()),
            ],
        );
    }
    add(&workspace, [(customer_tag::TAG, "of nobody".into_value())]);
    add(&workspace, [(contact::TWO_WAY, true.into_value()), (contact::DATE, "2026-05-20".into_value())]);
    add(
        &workspace,
        [(next_action::TEXT, "of nobody".into_value()), (next_action::DUE, "2026-05-20".into_value())],
    );
    let (today, evidence) = (
        day("2026-06-01"),
        [
            Evidence::NoContact { last_contact: None, days_since: None, maximum_days: 30 },
            Evidence::BoughtOnce {
                only_order: day("2026-01-01"),
                days_since: 151,
                value: Cents(100),
                p_no_order: None,
                horizon_days: 182,
            },
        ],
    );
    let [known, unknown] = evidence;
    let signals = [Signal::new(known, Cents(300), today), Signal::without_value(unknown, Cents(500), today)];
    let handling = Handling {
        state: HandlingState::Snoozed,
        until: Some(day("2026-07-01")),
        assigned_to: None,
        reason: None,
        note: None,
        evidence: Some(signals[0].clone()),
        handled_on: today,
    };
    let written: Result<Written<()>> = workspace.store.write("test", |tx| {
        tx.set(merged, [(customer::MERGED_INTO, first.into_value())])?;
        tx.delete(&customer::TABLE, deleted)?;
        tx.handle_signal(other, &handling, &signals[0])?;
        Ok(())
    });
    written.expect("writes");
    let derived: Result<()> = workspace.store.derive(|derived| {
        derived.set_signals_day(today)?;
        for of in [first, other] {
            derived.set_signals(key_of(&workspace, of), &signals)?;
        }
        Ok(())
    });
    derived.expect("writes");
    (workspace, [first, merged, deleted, other])
}

#[test]
fn a_customer_read_alone_is_the_one_read_with_all() {
    let (workspace, customers) = firm_with_merged();
    let mut all = workspace.store.listed_customers().expect("reads");
    let mut some = workspace.store.read(|reader| reader.listed_customers_of(&customers)).expect("reads");
    for listed in [&mut all, &mut some] {
        listed.sort_by_key(|(listed, _)| listed.key);
    }
    assert_eq!(format!("{all:#?}"), format!("{some:#?}"));
    let names: Vec<_> = all.iter().map(|(listed, _)| &*listed.name).collect();
    assert_eq!(names, ["Yksi", "Neljä"], "neither the merged nor the deleted one");
    let (first, _) = &all[0];
    assert_eq!(first.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(), ["t0", "t1"], "the merged one's too");
    assert_eq!((first.last_contact, first.next_action), (Some(day("2026-05-11")), Some(day("2026-06-18"))));
    // Both ways of reading cards: of all, above, and of one.
    let card = |index: usize| all[index].0.card.as_deref().expect("it has a card");
    assert_eq!(
        card(0).signals.iter().map(|signal| signal.kind).collect::<Vec<_>>(),
        [SignalKind::BoughtOnce, SignalKind::NoContact]
    );
    assert_eq!(
        card(0).signals.iter().map(|signal| signal.value_at_stake).collect::<Vec<_>>(),
        [None, Some(Cents(300))]
    );
    assert_eq!((card(1).signals.len(), card(1).snoozed), (1, true));
}

#[test]
fn the_care_of_a_customer_read_alone_is_the_one_read_with_all() {
    let (workspace, customers) = firm_with_merged();
    for until in ["2026-05-10", "2026-05-31"] {
        let read: Result<()> = workspace.store.read(|reader| {
            let population = reader.population(day(until))?;
            assert_eq!(population.customers.len(), 2);
            for customer in customers {
                let key = reader.customer_key(customer)?.expect("is there");
                let alone = reader.care_of(key, day(until))?.map(|(row, _)| row);
                let with_all = population.customers.iter().find(|row| row.id == customer).cloned();
                assert_eq!(alone, with_all, "until {until}");
            }
            Ok(())
        });
        read.expect("reads");
    }
}

#[test]
fn numbers_that_no_meeting_has_hide_none_and_stop_no_list() {
    let workspace = Workspace::new();
    let (firm, _) = workspace.add_customer("Konepaja Oy");
    let rule =
        r#"{"frequency":{"kind":"weeks","every":1,"weekday":"monday"},"from":"2026-11-02","until":null}"#;
    // As only another program would write them.
    for odd in [-1_i64, 1_441, i64::MAX] {
        add(
            &workspace,
            [
                (meeting::CUSTOMER, firm.into_value()),
                (meeting::DAY, day("2026-11-23").into_value()),
                (meeting::BEGINS, odd.into_value()),
                (meeting::DURATION, odd.into_value()),
                (meeting::ALARM_MINUTES, odd.saturating_mul(40).into_value()),
                (meeting::MOVED_BY_CUSTOMER, (-1_i64).into_value()),
                (meeting::ICS_SEQUENCE, i64::MIN.into_value()),
            ],
        );
        add(
            &workspace,
            [
                (meeting_series::CUSTOMER, firm.into_value()),
                (meeting_series::RULE, rule.into_value()),
                (meeting_series::BEGINS, odd.into_value()),
                (meeting_series::DURATION, odd.into_value()),
            ],
        );
    }
    let (meetings, series) = workspace
        .store
        .read(|reader| {
            let span = reader.meetings_between(day("2026-11-23"), day("2026-11-23"))?;
            Ok::<_, StoreError>((span, reader.all_series(None)?))
        })
        .expect("reads");
    assert_eq!((meetings.len(), series.len()), (3, 3), "none is hidden");
    for meeting in meetings {
        let times = (meeting.begins, meeting.duration, meeting.alarm_minutes);
        assert_eq!((times, meeting.moved_by_customer, meeting.ics_sequence), ((None, None, None), 0, 0));
    }
    assert!(series.iter().all(|one| one.begins.is_none() && one.duration.is_none()));
}
