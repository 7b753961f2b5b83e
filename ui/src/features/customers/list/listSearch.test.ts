import { describe, expect, it } from "vitest";

import { columnIds, contactWord, emptyFilter, isFiltered, type ListState, parseContact, parseListSearch, sameList, searchOf, stateOf, usualList } from "./listSearch";
import { definitionOf, listOf } from "./useViews";

const chosen: ListState = {
  search: "äänekoski 12",
  filter: {
    tiers: ["t1"],
    owners: ["m1", null],
    segments: ["lapsed", null],
    signals: ["stopped_ordering"],
    tags: ["huolto, öljy"],
    last_contact: { kind: "older_than", days: 90 },
    ended: true,
  },
  sort: "last_contact",
  descending: false,
  columns: ["name", "tags", "owner"],
};

describe("the list of customers in the address", () => {
  it("leaves the address empty while everything is as usual", () => {
    expect(searchOf(usualList, null)).toEqual({});
    expect(stateOf({})).toEqual(usualList);
  });

  it("comes back as it was", () => {
    expect(stateOf(parseListSearch(JSON.parse(JSON.stringify(searchOf(chosen, "v1")))))).toEqual(chosen);
    expect(searchOf(chosen, "v1").view, "the view is kept, too").toBe("v1");
  });

  it("keeps an ascending order of the usual column", () => {
    const upwards = { ...usualList, descending: false };
    expect(stateOf(searchOf(upwards, null))).toEqual(upwards);
  });

  it("sorts by every column and remembers each in a view", () => {
    for (const sort of columnIds) {
      const list = { ...usualList, sort, columns: [...columnIds] };
      expect(stateOf(searchOf(list, null))).toEqual(list);
      expect(listOf({ id: "v", name: "v", shared: false, own: true, definition: definitionOf(list) })).toEqual(list);
    }
  });

  it("leaves out what no list understands", () => {
    const raw = { q: 123, tier: "t1", owner: [1, "", "none"], segment: ["loyal", "gone"], signal: ["x"], contact: "over", ended: "yes", sort: "old", columns: ["name", "old"], view: 7 };
    expect(parseListSearch(raw)).toEqual({ q: "123", owner: ["none"], segment: ["loyal"], columns: ["name"] });
  });

  it("knows whether something is left out of the list", () => {
    expect(isFiltered(usualList)).toBe(false);
    expect(isFiltered({ ...usualList, search: "  " }), "spaces find everything").toBe(false);
    expect(isFiltered({ ...usualList, filter: { ...emptyFilter, ended: true } })).toBe(true);
    expect(isFiltered({ ...usualList, sort: "name" }), "order leaves nothing out").toBe(false);
  });

  it("sees when a view was changed", () => {
    expect(sameList(chosen, structuredClone(chosen))).toBe(true);
    expect(sameList(chosen, { ...chosen, descending: true })).toBe(false);
    expect(sameList(chosen, { ...chosen, columns: ["name", "owner", "tags"] }), "the order of columns counts").toBe(false);
  });

  it.each(["never", "over90", "within30"])("reads %s both ways", (word) => {
    const filter = parseContact(word);
    expect(filter && contactWord(filter)).toBe(word);
  });
});
