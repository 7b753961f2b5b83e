import type { Readable } from "node:stream";

import { i18n } from "@lingui/core";
import { prerenderToNodeStream } from "react-dom/static";

import type { DeviceSettings } from "@/ipc/bindings/DeviceSettings";
import type { Language } from "@/ipc/bindings/Language";
import type { Status } from "@/ipc/bindings/Status";
import { commandKey, queryClient } from "@/shared/data";
import { loadLanguage, offered } from "@/shared/language";

import { Program } from "../Program";
import { doorName, type Doors, statesWithDoor } from "./doors";

/** Draws every door as markup, from the components that the window draws. Runs where the interface is built. */
export async function renderDoors(): Promise<Doors> {
  const drawn = await inTurn(Object.keys(offered) as Language[], async (language) => {
    await loadLanguage(language);
    i18n.activate(language, offered[language].locale);
    return inTurn(statesWithDoor, async (status): Promise<[string, string]> => {
      const name = doorName(status, language);
      if (name === null) throw new Error("a state without a door");
      return [name, await renderDoor(status, language)];
    });
  }).then((each) => each.flat());
  queryClient.clear();
  const common = commonStart(drawn.map(([, markup]) => markup));
  return { common, doors: Object.fromEntries(drawn.map(([name, markup]) => [name, markup.slice(common.length)])) };
}

/** One after the other: what is drawn reads the language and the state from where there is one of each. */
function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  return items.reduce<Promise<Result[]>>(async (before, item) => {
    const done = await before;
    done.push(await work(item));
    return done;
  }, Promise.resolve([]));
}

async function renderDoor(status: Status, language: Language): Promise<string> {
  const settings: DeviceSettings = { language, theme: "auto", lock_after_minutes: null, backup_folder: null, narrow_navigation: false };
  queryClient.setQueryData(commandKey("get_device_settings", {}), settings);
  queryClient.setQueryData(commandKey("status", {}), status);
  const problems: unknown[] = [];
  const { prelude } = await prerenderToNodeStream(<Program start={{ settings }} />, { onError: (problem) => void problems.push(problem) });
  const markup = await textOf(prelude as Readable);
  if (problems.length > 0) throw problems[0];
  return markup;
}

async function textOf(stream: Readable): Promise<string> {
  let text = "";
  for await (const piece of stream.setEncoding("utf8")) text += piece as string;
  return text;
}

/** The longest text that all begin with. */
function commonStart(texts: readonly string[]): string {
  const [first = "", ...others] = texts;
  let end = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, end))) end -= 1;
  }
  return first.slice(0, end);
}
