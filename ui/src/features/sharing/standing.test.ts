import { describe, expect, it } from "vitest";

import type { SyncStatus } from "@/ipc/bindings/SyncStatus";

import { mattersOf } from "./standing";

const calm: SyncStatus = {
  shared: true,
  folder: "/cloud/Pelikirja",
  paused: false,
  running: false,
  state: "right",
  since: 1,
  last_round_at: 2,
  in_step: true,
  unsent_changes: 0,
  unsent_files: 0,
  waiting_files: 0,
  files: 12,
  bytes: 4000,
  conflicts: 0,
  troubles: [],
  names: { d1: "OFFICE-PC", d2: "LAPTOP-2" },
  role: "owner",
  recovery_unchecked: false,
};
const kinds = (changes: Partial<SyncStatus>) => mattersOf({ ...calm, ...changes }).map(({ kind }) => kind);

describe("what is said of the exchange", () => {
  it("is that all is in step, once a round has seen it", () => {
    expect(kinds({})).toEqual(["in_step"]);
    expect(kinds({ last_round_at: null }), "nothing was looked at yet").toEqual(["looking"]);
    expect(kinds({ state: "unknown" })).toEqual(["looking"]);
  });

  it("names the machine that files are missing from, and does not count them twice", () => {
    expect(mattersOf({ ...calm, waiting_files: 3, troubles: [{ kind: "held_back", device: "d1", entries: 2 }] })).toEqual([{ kind: "waiting", files: 2, name: "OFFICE-PC" }]);
    expect(mattersOf({ ...calm, waiting_files: 3 })).toEqual([{ kind: "waiting", files: 3, name: null }]);
    expect(mattersOf({ ...calm, troubles: [{ kind: "held_back", device: null, entries: 1 }] })).toEqual([{ kind: "waiting", files: 1, name: null }]);
  });

  it("never claims to be sending what cannot be sent", () => {
    expect(kinds({ unsent_changes: 3 })).toEqual(["sending"]);
    expect(kinds({ unsent_files: 3 })).toEqual(["sending_files"]);
    expect(kinds({ unsent_changes: 3, unsent_files: 3 }), "the files hold the changes").toEqual(["sending"]);
    expect(kinds({ unsent_changes: 3, paused: true })).toEqual(["paused", "unsent"]);
    expect(kinds({ unsent_changes: 3, state: "unreachable" })).toEqual(["unreachable", "unsent"]);
    expect(kinds({ unsent_changes: 3, troubles: [{ kind: "full" }] })).toEqual(["full", "unsent"]);
  });

  it("begins with what matters most", () => {
    const troubles: SyncStatus["troubles"] = [
      { kind: "clock_ahead", device: "d2", by: 10_800_000 },
      { kind: "damaged", path: "o/a" },
      { kind: "damaged", path: "o/b" },
      { kind: "held_back", device: "d1", entries: 2 },
      { kind: "read_only" },
    ];
    expect(mattersOf({ ...calm, role: null, troubles })).toEqual([
      { kind: "shut_out" },
      { kind: "read_only" },
      { kind: "waiting", files: 2, name: "OFFICE-PC" },
      { kind: "clock_ahead", name: "LAPTOP-2", by: 10_800_000 },
      { kind: "damaged", files: 2 },
    ]);
  });

  it("tells of changes set aside with the machine that they came from", () => {
    expect(mattersOf({ ...calm, troubles: [{ kind: "set_aside", device: "d2", entries: 4 }] })).toEqual([{ kind: "set_aside", device: "d2", name: "LAPTOP-2", files: 4 }]);
  });
});
