// Are the message files up to date with the sources, and is every offered language complete?
// Extracts anew, compares, and leaves the up-to-date files in place to be translated.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { createCompiledCatalog, getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";

/** As `offered` in src/shared/offered.ts; Swedish is prepared and may have gaps. */
const offered = ["fi", "en"];
const config = getConfig();
const files = config.locales.map((locale) => `src/locales/${locale}.po`);
const withoutDate = (text) => text.replace(/^"POT-Creation-Date.*$/m, "");
const read = () => files.map((file) => withoutDate(readFileSync(file, "utf8")));

const problems = [];
const before = read();
execFileSync("npx", ["lingui", "extract", "--clean", "--workers", "1"], { stdio: ["ignore", "ignore", "inherit"] });
const after = read();
files.forEach((file, index) => {
  if (before[index] !== after[index]) problems.push(`${file} was not up to date: run \`npm run i18n:extract\`, translate, commit`);
});

const [catalog] = await getCatalogs(config);
const translations = await Promise.all(
  offered.map((locale) => catalog.getTranslations(locale, { fallbackLocales: {}, sourceLocale: config.sourceLocale })),
);
for (const [index, { messages, missing }] of translations.entries()) {
  const locale = offered[index];
  for (const { source, id } of missing) problems.push(`${locale}: no translation of ${JSON.stringify(source || id)}`);
  const { errors } = createCompiledCatalog(locale, messages, { strict: true });
  for (const { id, error } of errors) problems.push(`${locale}: ${id}: ${error.message}`);
}

if (problems.length > 0) {
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exit(1);
}
process.stdout.write("Texts are up to date; Finnish and English are complete.\n");
