import { fileURLToPath } from "node:url";

import { transformAsync } from "@babel/core";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { earlyDoor } from "./earlyDoor.ts";

/** Rewrites Lingui's macros. Only files that import one take the detour through Babel; Oxc does the rest. */
function linguiMacros(): Plugin {
  return {
    name: "lingui-macros",
    enforce: "pre",
    async transform(code, id) {
      const file = id.split("?")[0] ?? id;
      if (!/\.tsx?$/.test(file) || file.includes("node_modules") || !/@lingui\/(core|react)\/macro/.test(code)) {
        return null;
      }
      const result = await transformAsync(code, {
        filename: file,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", ...(file.endsWith("x") ? (["jsx"] as const) : [])] },
        plugins: ["@lingui/babel-plugin-lingui-macro"],
        retainLines: true,
      });
      return result?.code ? { code: result.code, map: result.map ?? null } : null;
    },
  };
}

/** What the files of the interface need to be read; new each time, for plugins belong to one build. */
const reading = () => ({
  plugins: [linguiMacros(), lingui({ failOnCompileError: true }), react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
});

export default defineConfig({
  ...reading(),
  plugins: [...reading().plugins, earlyDoor(reading)],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    // The oldest web views in use: macOS 13 and Debian 12; WebView2 renews itself.
    target: ["es2022", "safari16.4", "chrome111"],
    // The content policy of the window allows no data: scripts and few inline images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first screen needs lies in one file: each more is a turn through the window's process before anything shows.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "gate", tags: ["$initial"] }] } } },
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./tests/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
    css: false,
    testTimeout: 60_000,
  },
});
