import { expect, it } from "vitest";

import { RecentCustomers } from "./RecentCustomers";

const names = (recent: RecentCustomers) => recent.list().map(({ name }) => name);

it("remembers the last few customers once each, the last first", () => {
  const recent = new RecentCustomers();
  for (const id of ["a", "b", "c", "d", "e", "f", "g", "b"]) recent.opened({ id, name: id.toUpperCase() });
  expect(names(recent)).toEqual(["B", "G", "F", "E", "D", "C"]);
});

it("knows a new name and forgets who is gone", () => {
  const recent = new RecentCustomers();
  recent.opened({ id: "a", name: "Vanha Oy" });
  recent.opened({ id: "a", name: "Uusi Oy" });
  expect(names(recent)).toEqual(["Uusi Oy"]);
  recent.gone("a");
  expect(names(recent)).toEqual([]);
});
