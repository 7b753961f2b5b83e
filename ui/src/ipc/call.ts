import { invoke } from "@tauri-apps/api/core";

import type { Commands } from "./bindings/Commands";
import { CallError, toCallError } from "./errors";
import { noteCall } from "./log";

export type CommandName = keyof Commands;
export type RequestOf<Name extends CommandName> = Commands[Name][0];
export type ResponseOf<Name extends CommandName> = Commands[Name][1];

/**
 * Asks the program to do something: the one way from the interface to the program.
 *
 * @throws {CallError} with the code of what went wrong
 */
export async function call<Name extends CommandName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<ResponseOf<Name>> {
  const begun = performance.now();
  try {
    const response = await invoke<ResponseOf<Name>>("call", { name, request });
    noteCall(name, performance.now() - begun, "ok");
    return response;
  } catch (problem) {
    const error = toCallError(problem);
    noteCall(name, performance.now() - begun, error.code);
    throw error;
  }
}

export { CallError };
