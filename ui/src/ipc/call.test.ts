import { i18n } from "@lingui/core";
import { describe, expect, it } from "vitest";

import { pretendProgram } from "../../tests/program";
import { call } from "./call";
import { CallError, errorMessage, errorWords, fieldMessages, toCallError } from "./errors";
import { logText, noteCrash } from "./log";

const refuse = (error: unknown) => () => {
  throw error;
};

describe("a command", () => {
  it("goes to the program by its name and comes back with its answer", async () => {
    const program = pretendProgram({ list_tags: () => [{ tag: "huolto", customers: 3 }] });
    await expect(call("list_tags", {})).resolves.toEqual([{ tag: "huolto", customers: 3 }]);
    expect(program.asked).toEqual([{ name: "list_tags", request: {} }]);
  });

  it("that is refused throws the code and the fields", async () => {
    pretendProgram({ unlock: refuse({ code: "wrong_passphrase", message: "for the log", fields: {} }) });
    const error = await call("unlock", { passphrase: "x", remember: false }).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({ code: "wrong_passphrase", message: "for the log" });
  });

  it("that breaks in between is internal, whatever was thrown", () => {
    expect(toCallError("no window").code).toBe("internal");
    expect(toCallError(new TypeError("x")).code).toBe("internal");
    expect(toCallError({ code: "not a code", message: "", fields: {} }).code).toBe("internal");
    expect(toCallError(null).code).toBe("internal");
  });
});

describe("an error in words", () => {
  it("never shows the message of the log", () => {
    for (const code of Object.keys(errorWords) as (keyof typeof errorWords)[]) {
      const words = i18n._(errorMessage(new CallError({ code, message: "SECRET", fields: {} })));
      expect(words).not.toContain("SECRET");
      expect(words.length).toBeGreaterThan(10);
    }
  });

  it("names the file or the folder", () => {
    const words = (fields: Record<string, string>) => i18n._(errorMessage(new CallError({ code: "read_only", message: "", fields })));
    expect(words({ path: "/tmp/a.csv" })).toContain("/tmp/a.csv");
    expect(words({ folder: "/tmp/firm" })).toContain("/tmp/firm");
  });

  it("about fields belongs to the fields", () => {
    const wrong = fieldMessages(new CallError({ code: "invalid_field", message: "", fields: { business_id: "check_digit", name: "something new" } }));
    expect(Object.entries(wrong).map(([field, words]) => [field, i18n._(words)])).toEqual([
      ["business_id", "The check digit does not match"],
      ["name", "Not in the right form"],
    ]);
    expect(fieldMessages(new CallError({ code: "read_only", message: "", fields: { path: "x" } }))).toEqual({});
  });
});

it("the log has the places of a crash and nothing that was on the screen", () => {
  noteCrash(new Error("could not draw Pohjolan Konepaja Oy"));
  const text = logText({ version: "1.2.3" });
  expect(text).toContain("version: 1.2.3");
  expect(text).toContain("crash Error");
  expect(text).toMatch(/call\.test\.ts:\d+/);
  expect(text).not.toContain("Pohjolan");
});
