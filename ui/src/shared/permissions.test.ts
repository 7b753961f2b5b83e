import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { permissionsOf } from "../../tests/permissions";
import { missingFor } from "./permissions";

describe("what is missing for something", () => {
  it("is nothing for an owner, and nothing while it is not known", () => {
    expect(missingFor(permissionsOf("owner"), ["change_roles"])).toBeNull();
    expect(missingFor(permissionsOf("owner"), ["customer", "delete"])).toBeNull();
    expect(missingFor(undefined, ["import"]), "the program itself refuses").toBeNull();
  });

  it("is the least role that may do it", () => {
    const assistant = permissionsOf("assistant");
    expect(missingFor(assistant, ["customer", "owner"])).toBe("manager");
    expect(missingFor(assistant, ["customer", "delete"])).toBe("manager");
    expect(missingFor(assistant, ["import"])).toBe("manager");
    expect(missingFor(assistant, ["change_playbook"])).toBe("owner");
    expect(missingFor(assistant, ["customer", "phone"])).toBeNull();
    expect(missingFor(permissionsOf("viewer"), ["contact", "make"])).toBe("assistant");
  });

  it("asks whose record it is where only one's own may be changed", () => {
    const assistant = permissionsOf("assistant");
    expect(missingFor(assistant, ["contact", "delete", "own"])).toBeNull();
    expect(missingFor(assistant, ["contact", "delete", "other"])).toBe("manager");
    expect(missingFor(permissionsOf("manager"), ["member", "email", "own"])).toBeNull();
    expect(missingFor(permissionsOf("manager"), ["member", "email", "other"])).toBe("owner");
    expect([missingFor(assistant, ["contact", "member", "new"]), missingFor(assistant, ["contact", "member", "own"])], "one signs with one's own name, and only once").toEqual([null, "manager"]);
  });

  it("is the firm itself on a machine that was removed from it", () => {
    expect(missingFor(permissionsOf(null), ["contact", "make"])).toBe("removed");
    expect(missingFor(permissionsOf(null), ["import"])).toBe("removed");
  });
});

it("screens ask only about what the table of roles knows", () => {
  const { acts, tables } = permissionsOf("owner");
  const folder = join(import.meta.dirname, "..");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path) && !/\.test\.|bindings/.test(path));
  const asked = sources.flatMap((path) =>
    [...readFileSync(join(folder, path), "utf8").matchAll(/\b(?:may|denied)\("(\w+)"(?:, "(\w+)")?/g)].map(([, first = "", column]) => ({ path, first, column })),
  );
  const unknown = asked.filter(({ first, column }) => {
    if (column === undefined) return tables[first] === undefined && !(first in acts);
    return column !== "make" && column !== "delete" && tables[first]?.columns[column] === undefined;
  });
  expect(unknown).toEqual([]);
  expect(asked.length, "the pattern finds the questions").toBeGreaterThan(30);
});
