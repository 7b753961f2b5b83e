import { expect, it } from "vitest";

import { type DraftChange, Drafts, type Stored } from "./Drafts";

/** A program that keeps what it is sent and answers when it is told to. */
function pretended() {
  const sent: DraftChange<string>[][] = [];
  let answer = () => {};
  let refuse: (problem: unknown) => void = () => {};
  const drafts = new Drafts<string>(
    (changes) => {
      sent.push(changes);
      return new Promise<void>((resolve, reject) => {
        answer = resolve;
        refuse = reject;
      });
    },
    () => 1000,
  );
  const stored = (values: Record<string, string>, logPlace: number) => drafts.setStored(new Map(Object.entries(values).map(([key, value]): [string, Stored<string>] => [key, { value, logPlace }])));
  return { drafts, sent, stored, answer: () => answer(), refuse: (problem: unknown) => refuse(problem) };
}

it("sends what was typed with what it began from, and only that", async () => {
  const { drafts, sent, stored, answer } = pretended();
  stored({ goal: "old", news: "same" }, 5);
  drafts.change("goal", "new");
  expect(drafts.state().state).toBe("waiting");
  const done = drafts.flush();
  expect(sent).toEqual([[{ key: "goal", value: "new", base: "old", logPlace: 5 }]]);
  answer();
  await done;
  expect(drafts.state()).toMatchObject({ state: "clean", savedAt: 1000 });
  expect(drafts.value("goal"), "until the answer is read again the field does not jump back").toBe("new");
});

it("shows what others wrote in a field that nobody types into, and keeps what is being typed", () => {
  const { drafts, stored } = pretended();
  stored({ goal: "old", news: "" }, 5);
  drafts.change("goal", "mine");
  stored({ goal: "theirs", news: "theirs" }, 6);
  expect([drafts.value("goal"), drafts.value("news")]).toEqual(["mine", "theirs"]);
});

it("a text that was merged with another one's is shown merged once it is saved", async () => {
  const { drafts, stored, answer } = pretended();
  stored({ goal: "a c" }, 5);
  drafts.change("goal", "a b c");
  const done = drafts.flush();
  answer();
  await done;
  stored({ goal: "a b c d" }, 7);
  expect(drafts.value("goal")).toBe("a b c d");
});

it("what is typed while a save is under way is saved after it, from what was sent", async () => {
  const { drafts, sent, stored, answer } = pretended();
  stored({ goal: "" }, 5);
  drafts.change("goal", "one");
  const done = drafts.flush();
  drafts.change("goal", "one two");
  answer();
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent[1]).toEqual([{ key: "goal", value: "one two", base: "one", logPlace: 5 }]);
  answer();
  await done;
  expect(drafts.state().state).toBe("clean");
});

it("keeps the text when saving fails, says so, and sends it with the next try", async () => {
  const { drafts, sent, stored, refuse, answer } = pretended();
  stored({ goal: "" }, 5);
  drafts.change("goal", "text");
  const failed = drafts.flush();
  refuse("no room");
  await failed;
  expect(drafts.state()).toMatchObject({ state: "failed", problem: "no room" });
  expect(drafts.value("goal")).toBe("text");
  const again = drafts.flush();
  answer();
  await again;
  expect(sent).toHaveLength(2);
  expect(drafts.state().state).toBe("clean");
});

it("what was typed and taken back is not sent", async () => {
  const { drafts, sent, stored } = pretended();
  stored({ goal: "old" }, 5);
  drafts.change("goal", "older");
  drafts.change("goal", "old");
  await drafts.flush();
  expect(sent).toEqual([]);
});
