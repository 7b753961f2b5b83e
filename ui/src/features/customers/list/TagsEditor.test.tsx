import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";

import { draw, pretendProgram } from "../../../../tests/program";
import { TagsEditor } from "./TagsEditor";

/** A row whose tags somebody else changes while its editor is open. */
function Row({ onSave }: { onSave: (tags: string[], began: string[]) => void }) {
  const [tags, setTags] = useState(["a"]);
  return (
    <>
      <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => setTags(["a", "theirs"])}>
        another machine
      </button>
      <TagsEditor value={tags} onSave={onSave} onClose={() => {}} />
    </>
  );
}

async function opened() {
  pretendProgram({ list_tags: () => [] });
  const saved: unknown[] = [];
  await draw(<Row onSave={(...said) => saved.push(said)} />);
  await userEvent.click(screen.getByRole("button", { name: "another machine" }));
  return saved;
}

describe("tags edited in a row", () => {
  it("say what they began from, whatever others do meanwhile", async () => {
    const saved = await opened();
    await userEvent.type(screen.getByRole("combobox", { name: "Tags" }), "mine{Enter}");
    await userEvent.tab();
    expect(saved).toEqual([[["a", "mine"], ["a"]]]);
  });

  it("are not saved when only others changed them", async () => {
    const saved = await opened();
    await userEvent.click(screen.getByRole("combobox", { name: "Tags" }));
    await userEvent.tab();
    expect(saved).toEqual([]);
  });
});
