import { describe, expect, it } from "vitest";

import type { QueueCard } from "@/ipc/bindings/QueueCard";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import type { Today } from "@/ipc/bindings/Today";

import { cardsOf, nextOffset, type QueuePages, withoutSignals } from "./queue";
import { firstWhose, memberOf } from "./view";

const frequency = { recent_orders: 1, recent_days: 90, expected_orders: 4, base_orders: 16, base_days: 365, probability: 0.99 };

function card(customer: string, value: number | null, kinds: readonly SignalKind[] = ["growing"]): QueueCard {
  return {
    customer,
    name: customer,
    external_number: null,
    city: null,
    tier: null,
    owner: null,
    assigned_to: null,
    segment: null,
    signals: kinds.map((kind) => ({
      evidence: kind === "growing" ? { kind, frequency, size: null } : { kind: "no_contact", last_contact: null, days_since: null, maximum_days: 30 },
      since: "2026-11-01",
      returned: false,
    })),
    notes: [],
    value_at_stake: value,
    value_365: (value ?? 100) * 2,
    p_no_order: null,
    last_contact: null,
    person: null,
    next_action: null,
  };
}

function page(queue: QueueCard[], total: number): Today {
  return { date: "2026-11-22", queue, total, value_at_stake: 1000, snoozed: 0, done_today: 0, actions: [], upcoming: [], meetings: [], promises: [], preparations_due: 0, customers: 10, orders: 10, computed_at: 0, plain_rule: false };
}

const pages: QueuePages = { pages: [page([card("a", 500), card("b", 300, ["growing", "no_contact"])], 3), page([card("c", 200)], 3)], pageParams: [0, 2] };

describe("taking a card away before the program has answered", () => {
  it("takes the card, its count and its value from every page", () => {
    const left = withoutSignals(pages, "c", ["growing"]);
    expect(cardsOf(left).map(({ customer }) => customer)).toEqual(["a", "b"]);
    expect(left.pages.map(({ total }) => total)).toEqual([2, 2]);
    expect(left.pages.map((one) => one.value_at_stake)).toEqual([800, 800]);
  });

  it("takes nothing from the value for a card of which nobody knows what is at stake", () => {
    const unknown: QueuePages = { pages: [page([card("a", null)], 1)], pageParams: [0] };
    expect(withoutSignals(unknown, "a", ["growing"]).pages[0]?.value_at_stake).toBe(1000);
  });

  it("leaves the card while one of its signals is left", () => {
    const left = withoutSignals(pages, "b", ["growing"]);
    expect(cardsOf(left)[1]?.signals.map(({ evidence }) => evidence.kind)).toEqual(["no_contact"]);
    expect(left.pages[0]?.total, "the customer is still there").toBe(3);
  });

  it("changes nothing for a card that is not there, nor what it was given", () => {
    expect(withoutSignals(pages, "x", ["growing"])).toBe(pages);
    withoutSignals(pages, "a", ["growing"]);
    expect(cardsOf(pages)).toHaveLength(3);
  });
});

describe("reading the queue page by page", () => {
  it("goes on where the cards that were read end, also when some have left", () => {
    expect(nextOffset(pages.pages)).toBeUndefined();
    expect(nextOffset([page([card("a", 1), card("b", 1)], 3)])).toBe(2);
    expect(nextOffset(withoutSignals({ pages: [page([card("a", 1), card("b", 1)], 4)], pageParams: [0] }, "a", ["growing"]).pages)).toBe(1);
    expect(nextOffset([page([], 3)]), "an empty page would be asked for for ever").toBeUndefined();
  });

  it("shows a card once that has moved to the next page between two readings", () => {
    const moved: QueuePages = { pages: [page([card("a", 1), card("b", 1)], 3), page([card("b", 1)], 3)], pageParams: [0, 2] };
    expect(cardsOf(moved).map(({ customer }) => customer)).toEqual(["a", "b"]);
  });
});

describe("whose queue", () => {
  const me = { id: "m1", name: "Aino", role: "manager", email: null, phone: null, active: true, customers: 3, log_place: 1 } as const;

  it("is one's own for those who have customers, else everybody's", () => {
    expect(firstWhose(me)).toBe("mine");
    expect(firstWhose({ ...me, customers: 0 })).toBe("team");
    expect(firstWhose(undefined)).toBe("team");
  });

  it("is asked for by the member", () => {
    expect(memberOf("mine", "m1")).toBe("m1");
    expect(memberOf("team", "m1")).toBeUndefined();
    expect(memberOf({ member: "m2" }, "m1")).toBe("m2");
  });
});
