import { IconSearch } from "@tabler/icons-react";
import { describe, expect, it } from "vitest";

import { arrange, matches, moveBy, type PaletteItem } from "./arrange";

const item = (label: string): PaletteItem => ({ key: label, icon: IconSearch, label, run: () => {} });
const contents = {
  recent: [item("Oulun Sähkö Oy")],
  places: [item("Tänään"), item("Asetukset")],
  goings: [item("Siirry: Tänään"), item("Siirry: Asetukset")],
  actions: [item("Lukitse"), item("Tumma teema")],
  hits: { customer: [item("Lahden Lukko Oy")], note: [item("lukko vaihdettu")] },
  aboutHits: [item("Kirjaa kontakti: Lahden Lukko Oy")],
};
const shown = (query: string) => arrange(query, contents).map(({ key, items }) => [key, ...items.map(({ label }) => label)]);

describe("what the palette shows", () => {
  it("without a query: where one was, where one can go, what one can do", () => {
    expect(shown(" ")).toEqual([
      ["recent", "Oulun Sähkö Oy"],
      ["place", "Tänään", "Asetukset"],
      ["action", "Lukitse", "Tumma teema"],
    ]);
  });

  it("with one: customers before actions, notes last, and no empty group", () => {
    expect(shown("luk")).toEqual([
      ["customer", "Lahden Lukko Oy"],
      ["action", "Lukitse", "Kirjaa kontakti: Lahden Lukko Oy"],
      ["note", "lukko vaihdettu"],
    ]);
  });

  it("names where one can go as something to do", () => {
    expect(shown("tan")).toContainEqual(["action", "Siirry: Tänään", "Kirjaa kontakti: Lahden Lukko Oy"]);
  });

  it("finds actions by the beginnings of their words, accents forgiven", () => {
    expect(matches("Siirry: Tänään", "tanaan")).toBe(true);
    expect(matches("Siirry: Tänään", "tän sii")).toBe(true);
    expect(matches("Siirry: Tänään", "nään")).toBe(false);
  });
});

describe("moving in the palette", () => {
  it("goes round at the ends", () => {
    expect(moveBy("ArrowDown", 2, 3)).toBe(0);
    expect(moveBy("ArrowUp", 0, 3)).toBe(2);
  });

  it("stops at the ends page by page", () => {
    expect(moveBy("PageDown", 1, 20)).toBe(9);
    expect(moveBy("PageDown", 18, 20)).toBe(19);
    expect(moveBy("PageUp", 3, 20)).toBe(0);
  });

  it("leaves other keys to the field, and an empty list alone", () => {
    expect(moveBy("a", 0, 3)).toBeNull();
    expect(moveBy("ArrowDown", 0, 0)).toBeNull();
  });
});
