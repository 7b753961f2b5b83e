import { describe, expect, it } from "vitest";

import { checkArrival, emptyArrival, splitWords, toJoin, withWord } from "./join";

const arrival = { ...emptyArrival, shared_folder: "/cloud/Pelikirja", words: "Ocean  tiger\nmarble", passphrase: "green horses sing", repeat: "green horses sing" };

describe("the words of an invitation", () => {
  it("are read as they are copied: with numbers, lines and capitals", () => {
    expect(splitWords("1. Ocean\n2. tiger,  3) MARBLE ")).toEqual(["ocean", "tiger", "marble"]);
    expect(splitWords(" \n")).toEqual([]);
  });

  it("can be mended one by one", () => {
    expect(withWord("ocaen tiger marble", 1, "ocean")).toBe("ocean tiger marble");
    expect(withWord("ocean tiger", 9, "x"), "no such place").toBe("ocean tiger");
  });
});

describe("coming to a firm", () => {
  it("asks for nothing that has a usual value", () => {
    expect(toJoin(arrival)).toEqual({ shared_folder: "/cloud/Pelikirja", words: "ocean tiger marble", passphrase: "green horses sing", remember: false });
    expect(toJoin({ ...arrival, device_name: " LAPTOP-2 ", folder: "/data" })).toMatchObject({ device_name: "LAPTOP-2", folder: "/data" });
  });

  it.each([
    [{ shared_folder: "" }, ["shared_folder"]],
    [{ shared_folder: "Pelikirja" }, ["shared_folder"]],
    [{ words: "1 2 3" }, ["words"]],
    [{ repeat: "other" }, ["repeat"]],
    [{ shared_folder: "C:\\Users\\Aino\\OneDrive" }, []],
    [{ shared_folder: "\\\\server\\share" }, []],
  ])("with %j is wrong in %j", (change, fields) => {
    expect(Object.keys(checkArrival({ ...arrival, ...change }))).toEqual(fields);
  });
});
