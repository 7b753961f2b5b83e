import { i18n } from "@lingui/core";
import { describe, expect, it } from "vitest";

import type { Field } from "@/ipc/bindings/Field";
import { CallError } from "@/ipc/errors";
import { activateLanguage } from "@/shared/language";

import { fileProblem, fileProblemWords } from "./fileProblems";
import { folderProblem } from "./folders/folderProblem";
import { folderImportWords } from "./folders/notice";
import { scannedWords, scanWords } from "./folders/scanned";
import { folderOf } from "./paths";
import { problemWords } from "./report/problems";
import { importSearch } from "./search";
import { fieldWords } from "./words";

const report = { batch: "b", kind: "orders", rows: 9, created: 4, updated: 1, unchanged: 3, rejected: 1, problems: [], left_alone: 0, moved_orders: 0, repeated: 0, rejected_file: null, rejected_file_failed: false, stopped: false } as const;
const nothing = { created: 0, updated: 0, unchanged: 0 };
const whole = { ...report, problems: [], warnings: [], customers: nothing, people: nothing, products: nothing, orders: nothing };

/** Fields that stand together in a mapping. */
const alike: Field[][] = [
  ["customer_name", "customer_number", "business_id", "vat_id", "parent", "phone", "email", "contact_name", "contact_title", "contact_phone", "contact_email"],
  ["person_name", "first_name", "last_name", "title", "email", "phone", "customer_number", "customer_name", "birthday", "notes"],
  ["order_number", "ordered_on", "customer_number", "customer_name", "net_amount", "quantity", "unit_price", "discount", "product_number", "product_name", "line_number"],
];

describe("words of the import", () => {
  it.each(["fi", "en"] as const)("say something different for every problem and field (%s)", (language) => {
    activateLanguage(language);
    for (const words of [Object.values(problemWords), Object.values(fileProblemWords)]) {
      const said = words.map((one) => i18n._(one));
      expect(new Set(said).size, "two problems would look the same").toBe(words.length);
    }
    for (const fields of Object.values(alike)) {
      const said = fields.map((field) => i18n._(fieldWords[field]));
      expect(new Set(said).size, "two fields of a kind would look the same").toBe(fields.length);
    }
  });

  it("name the column that a file lacks", () => {
    const error = new CallError({ code: "bad_file", message: "", fields: { problem: "column_missing", column: "Netto" } });
    expect(i18n._(fileProblem(error))).toContain("“Netto”");
  });

  it("fall back on the words of the code for a problem that nobody knows yet", () => {
    const error = new CallError({ code: "bad_file", message: "", fields: { problem: "something_new" } });
    expect(i18n._(fileProblem(error))).toBe("The file cannot be imported.");
    expect(i18n._(folderProblem({ code: "bad_file", problem: "something_new" }, "/srv"))).toBe("The last file could not be imported.");
    expect(i18n._(folderProblem({ code: "bad_file", problem: "empty" }, "/srv")), "the precise problem").toContain("nothing in the file");
    expect(i18n._(folderProblem({ code: "file_not_found" }, "/srv"))).toContain("/srv");
  });

  it("sum up what looking into the folders brought", () => {
    expect(scannedWords(i18n, [])).toBe("No new files.");
    const file = { folder: "f", file: "a.csv", report: null, error: null, growing: false };
    const failed = { ...file, error: { code: "bad_file" as const, message: "", fields: {} } };
    expect(scannedWords(i18n, [failed, { ...file, growing: true }])).toBe("1 file could not be imported. 1 file is still being written.");
    expect(scannedWords(i18n, [{ ...file, report: { ...whole, rejected: 0 } }, failed])).toBe("1 file imported: 5 rows new or changed. 1 file could not be imported.");
    expect(scanWords(i18n, [whole, whole])).toBe("2 files imported: 10 rows new or changed, 2 left out.");
    expect(scanWords(i18n, [{ ...whole, rejected: 0 }])).toBe("1 file imported: 5 rows new or changed.");
  });
});

describe("a file from a watched folder", () => {
  it("is told with what it brought, or with what is wrong and the remedy", () => {
    expect(folderImportWords({ file: "a.csv", report: whole, error: null })).toBe("a.csv: 1 file imported: 5 rows new or changed, 1 left out.");
    const error = (code: "bad_file" | "incomplete_mapping", fields = {}) => folderImportWords({ file: "a.csv", report: null, error: { code, message: "", fields } });
    expect(error("bad_file", { problem: "empty" })).toBe("a.csv could not be imported. There is nothing in the file. Export it again.");
    expect(error("incomplete_mapping")).toContain("Import one such file by hand");
  });
});

describe("addresses and paths", () => {
  it("take from an address only what makes sense", () => {
    expect(importSearch({ file: "/tmp/a.csv", kind: "orders", more: 1 })).toEqual({ file: "/tmp/a.csv", kind: "orders" });
    expect(importSearch({ file: "", kind: "cars" })).toEqual({});
  });

  it.each([
    ["/srv/vienti/a.csv", "/srv/vienti"],
    ["/a.csv", "/"],
    ["C:\\vienti\\a.csv", "C:\\vienti"],
    ["C:\\a.csv", "C:\\"],
    ["\\\\palvelin\\talous\\a.csv", "\\\\palvelin\\talous"],
    ["a.csv", ""],
  ])("the folder of %s", (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });
});
