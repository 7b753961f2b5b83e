import { expect, it } from "vitest";

import { gridTracks, type ListColumn, nextSort, shownColumns } from "./columns";
import { everything, isSelected, nothing, selectedCount, withRows } from "./selection";

const column = (id: string, more: Partial<ListColumn<object>> = {}): ListColumn<object> => ({ id, header: id, width: 100, cell: () => null, ...more });

it("everything less some stays everything less some", () => {
  const most = withRows(everything, ["b", "c"], false);
  expect(selectedCount(most, 100_000)).toBe(99_998);
  expect(isSelected(most, "a")).toBe(true);
  expect(isSelected(most, "b")).toBe(false);
  expect(selectedCount(withRows(most, ["b"], true), 100_000)).toBe(99_999);
});

it("rows one by one", () => {
  const two = withRows(nothing, ["a", "b"], true);
  expect(selectedCount(two, 10)).toBe(2);
  expect(isSelected(withRows(two, ["a"], false), "a")).toBe(false);
  expect(selectedCount(nothing, 10)).toBe(0);
});

it("a first click sorts each column its own way, the second the other way round", () => {
  const value = column("value", { largestFirst: true });
  const first = nextSort(value, { column: "name", descending: false });
  expect(first).toEqual({ column: "value", descending: true });
  expect(nextSort(value, first)).toEqual({ column: "value", descending: false });
  expect(nextSort(column("name"), first)).toEqual({ column: "name", descending: false });
});

it("columns stand in the chosen order; the name cannot be lost and unknown ones do no harm", () => {
  const columns = [column("name", { fixed: true }), column("city"), column("tier")];
  expect(shownColumns(columns, ["tier", "gone", "city"]).map(({ id }) => id)).toEqual(["name", "tier", "city"]);
  expect(shownColumns(columns, ["city", "name"]).map(({ id }) => id)).toEqual(["city", "name"]);
});

it("header and rows share their tracks", () => {
  expect(gridTracks([column("a", { grow: 2 }), column("b")], true)).toBe("36px minmax(100px, 2fr) 100px 12px");
});
