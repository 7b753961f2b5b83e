import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** Swedish is prepared and not offered: see `offered` in src/app/language.ts. */
export default defineConfig({
  sourceLocale: "en",
  locales: ["fi", "en", "sv"],
  catalogs: [{ path: "<rootDir>/src/locales/{locale}", include: ["src"], exclude: ["**/*.test.*", "**/bindings/**"] }],
  format: formatter({ lineNumbers: false }),
  orderBy: "message",
});
