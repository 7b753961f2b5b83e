import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { expect, it } from "vitest";

const src = join(import.meta.dirname, "../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file))
  .map((file) => file.replaceAll("\\", "/"));

/** What each layer may import besides itself: app -> features -> components -> shared -> ipc. */
const below: Record<string, readonly string[]> = {
  "main.tsx": ["app", "ipc"],
  app: ["features", "components", "shared", "ipc", "locales"],
  features: ["components", "shared", "ipc", "locales"],
  components: ["shared", "ipc", "locales"],
  shared: ["ipc", "locales"],
  ipc: [],
};

/** The layer and, within features, the feature: `features/today`. */
const partOf = (file: string) => file.split("/").slice(0, file.startsWith("features/") ? 2 : 1).join("/");

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

function inside(file: string, imported: string): string | null {
  if (imported.startsWith("@/")) return imported.slice(2);
  return imported.startsWith(".") ? relative(src, join(src, file, "..", imported)).replaceAll("\\", "/") : null;
}

it("sees the files at all", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(importsOf("app/Gate.tsx")).toContain("@/ipc/events");
});

it("imports go down only, and features do not know each other", () => {
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap((imported) => {
      const target = inside(file, imported);
      if (target === null || partOf(target) === partOf(file)) return [];
      const layer = target.split("/")[0] ?? "";
      return below[file.split("/")[0] ?? ""]?.includes(layer) ? [] : [`${file} imports ${target}`];
    }),
  );
  expect(wrong).toEqual([]);
});

it("only ipc talks to the program", () => {
  const wrong = files.filter((file) => !file.startsWith("ipc/") && importsOf(file).some((imported) => imported.startsWith("@tauri-apps/")));
  expect(wrong).toEqual([]);
});

it("no file is so long that everything ends up in it", () => {
  const long = files
    .filter((file) => !file.startsWith("ipc/bindings/"))
    .map((file) => ({ file, lines: readFileSync(join(src, file), "utf8").split("\n").length }))
    .filter(({ lines }) => lines > 450);
  expect(long).toEqual([]);
});

it("no style sheet uses light-dark(), which the build lowers to something that does not follow the theme", () => {
  const sheets = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets.filter((file) => readFileSync(join(src, file), "utf8").includes("light-dark("))).toEqual([]);
});

it("the lock file names no registry", () => {
  const lock = readFileSync(join(src, "../package-lock.json"), "utf8");
  expect(lock).not.toContain('"resolved"');
});
