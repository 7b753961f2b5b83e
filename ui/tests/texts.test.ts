import { readFileSync } from "node:fs";
import { join } from "node:path";

import { compileMessage } from "@lingui/message-utils/compileMessage";
import { expect, it } from "vitest";

interface Entry {
  source: string;
  text: string;
}

/** The messages of a catalogue, without its head. */
function entriesOf(locale: string): Entry[] {
  const text = readFileSync(join(import.meta.dirname, `../src/locales/${locale}.po`), "utf8");
  const quoted = (lines: string) => [...lines.matchAll(/^"(.*)"$/gm)].map((match) => JSON.parse(`"${match[1]}"`) as string).join("");
  return [...text.matchAll(/^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)/gm)]
    .map((match) => ({ source: quoted(match[1] ?? ""), text: quoted(match[2] ?? "") }))
    .filter(({ source }) => source !== "");
}

type Tokens = ReturnType<typeof compileMessage>;

/** Names of the values that a sentence has places for, in its branches, too. */
function valuesOf(tokens: Tokens): string[] {
  return tokens.flatMap((token) => {
    if (typeof token === "string") return [];
    const [name, , branches] = token;
    const inner = typeof branches === "object" && branches !== null ? Object.values(branches).filter(Array.isArray) : [];
    return [name, ...inner.flatMap((branch) => valuesOf(branch as Tokens))];
  });
}

/** The values and the tags of a sentence. */
function places(text: string): string[] {
  const tags = [...text.matchAll(/<\/?(\d+)\/?>/g)].map((match) => `<${match[1]}>`);
  return [...new Set([...valuesOf(compileMessage(text)), ...tags])].toSorted();
}

it.each(["fi", "en"])("%s has a text for everything", (locale) => {
  const entries = entriesOf(locale);
  expect(entries.length).toBeGreaterThan(200);
  expect(entries.filter(({ text }) => text.trim() === "").map(({ source }) => source)).toEqual([]);
});

it("Finnish keeps the places for values", () => {
  const lost = entriesOf("fi").filter(({ source, text }) => text !== "" && places(source).some((place) => !places(text).includes(place)));
  expect(lost).toEqual([]);
});

it("Finnish uses its own quotes and dashes", () => {
  const foreign = entriesOf("fi").filter(({ text }) => /[“"]|\.\.\./.test(text));
  expect(foreign.map(({ text }) => text)).toEqual([]);
});
