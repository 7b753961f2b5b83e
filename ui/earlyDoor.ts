import { fileURLToPath } from "node:url";

import { build, createServer, type InlineConfig, type Plugin } from "vite";

import type { Doors } from "./src/app/door/doors";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Draws the doors when the interface is built and puts a small script with them in the page, which shows the right one
 * and then has the program loaded. Without it (in development) the page loads the program itself.
 *
 * @param config what the files of the interface need to be read
 */
export function earlyDoor(config: () => Pick<InlineConfig, "plugins" | "resolve">): Plugin {
  let doors: Doors;
  let reference: string;
  return {
    name: "early-door",
    apply: "build",
    async buildStart() {
      doors = await draw(config());
      reference = this.emitFile({ type: "asset", name: "door.js", source: await scriptWith(doors, config()) });
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") this.error("the page is not there yet");
        const program = /\s*<script type="module" crossorigin src="([^"]+)"><\/script>/;
        const address = program.exec(String(page.source))?.[1];
        if (!address) this.error("the page does not load the program as it did");
        page.source = String(page.source)
          .replace(program, "")
          .replace(/(\s*)<\/body>/, `$1  <script src="/${this.getFileName(reference)}" data-program="${address}"></script>$1</body>`);

        const styles = Object.values(bundle).map((output) => (output.type === "asset" && output.fileName.endsWith(".css") ? String(output.source) : ""));
        const unknown = ownClasses(doors).filter((name) => !styles.some((style) => style.includes(`.${name}`)));
        if (unknown.length > 0) this.error(`no style sheet knows the classes of the door: ${unknown.join(", ")}`);
      },
    },
  };
}

/** Runs the components here as the window would. */
async function draw(config: Pick<InlineConfig, "plugins" | "resolve">): Promise<Doors> {
  const server = await createServer({
    ...config,
    configFile: false,
    mode: "production",
    appType: "custom",
    logLevel: "warn",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  // The library of keys asks for the system when it is read; no door shows a key.
  const standIn = !("navigator" in globalThis);
  if (standIn) Object.defineProperty(globalThis, "navigator", { value: { userAgent: "" }, configurable: true });
  try {
    const { renderDoors } = (await server.ssrLoadModule(file("./src/app/door/render.tsx"))) as typeof import("./src/app/door/render");
    return await renderDoors();
  } finally {
    if (standIn) Reflect.deleteProperty(globalThis, "navigator");
    await server.close();
  }
}

/** The script as one file that needs no other and leaves no name behind. */
async function scriptWith(doors: Doors, { resolve }: Pick<InlineConfig, "resolve">): Promise<string> {
  const entry = "virtual:door";
  const output = await build({
    configFile: false,
    logLevel: "warn",
    ...(resolve ? { resolve } : {}),
    plugins: [
      {
        name: "door-entry",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry ? `import { begin } from ${JSON.stringify(file("./src/app/door/early.ts"))};\nbegin(${JSON.stringify(doors)}, document.currentScript.dataset.program);` : null,
      },
    ],
    build: { write: false, target: ["es2022", "safari16.4", "chrome111"], rolldownOptions: { input: entry, output: { format: "iife" } }, modulePreload: { polyfill: false } },
  });
  const [first] = [output].flat();
  const code = first && "output" in first ? first.output[0]?.code : undefined;
  if (!code) throw new Error("the door has no script");
  return code;
}

/** The classes that come from the program's own style sheets, named anew by each build. */
function ownClasses({ common, doors }: Doors): string[] {
  const markup = common + Object.values(doors).join("");
  const names = [...markup.matchAll(/class="([^"]*)"/g)].flatMap((match) => (match[1] ?? "").split(" "));
  return [...new Set(names.filter((name) => name.startsWith("_")))];
}
