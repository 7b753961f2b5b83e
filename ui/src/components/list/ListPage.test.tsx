import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { CallError } from "@/ipc/errors";
import { queryClient } from "@/shared/data";

import { draw } from "../../../tests/program";
import { type ListColumn, ListPage, type ListPageProps, type RowPage, type Selection, TextEditor } from ".";

interface Row {
  id: string;
  name: string;
  city: string;
}

const total = 100_000;
const rowAt = (index: number): Row => ({ id: `c${index}`, name: `Customer ${index}`, city: index % 2 ? "Turku" : "Oulu" });
const allRows = (offset: number, limit: number): RowPage<Row> => ({
  rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => rowAt(offset + index)),
  total,
});
const none: RowPage<Row> = { rows: [], total: 0 };

const saveCity = vi.fn();
const columns: ListColumn<Row>[] = [
  { id: "name", header: "Name", width: 200, grow: 1, sortable: true, fixed: true, cell: ({ name }) => name },
  {
    id: "city",
    header: "City",
    width: 120,
    sortable: true,
    largestFirst: true,
    cell: ({ city }) => city,
    editKeys: "c",
    edit: (row, close) => <TextEditor label="City" value={row.city} onSave={(city) => saveCity(row.id, city)} onClose={close} />,
  },
];

type Options = Partial<ListPageProps<Row, RowPage<Row>>> & { load?: (offset: number, limit: number) => Promise<RowPage<Row>>; readOnly?: boolean };

async function loadAll(offset: number, limit: number): Promise<RowPage<Row>> {
  return allRows(offset, limit);
}

const bulk: ListPageProps<Row, RowPage<Row>>["bulk"] = (selection: Selection, count, clear) => (
  <button type="button" onClick={clear}>
    {`${selection.kind} ${count}`}
  </button>
);

function Customers({ load = loadAll, readOnly = false, ...rest }: Options) {
  const [sort, setSort] = useState({ column: "name", descending: false });
  const [shown, setShown] = useState(["name", "city"]);
  const [search, setSearch] = useState("");
  const [source] = useState(() => ({ load }));
  return (
    <ListPage<Row>
      title="Customers"
      source={{ key: ["list_customers", { sort, search }], load: source.load }}
      rowId={({ id }) => id}
      rowLabel={({ name }) => name}
      columns={readOnly ? columns.filter(({ edit }) => edit === undefined) : columns}
      shown={shown}
      onShown={setShown}
      sort={sort}
      onSort={setSort}
      search={{ value: search, onChange: setSearch, placeholder: "Find a customer" }}
      filtered={search !== ""}
      onClearFilters={() => setSearch("")}
      onOpen={() => {}}
      empty={<p>Import your customer list</p>}
      {...(readOnly ? {} : { bulk })}
      {...rest}
    />
  );
}

const active = () => document.querySelector("[data-active]")?.textContent;
const press = (keys: string) => userEvent.keyboard(keys);

beforeEach(() => {
  queryClient.clear();
  saveCity.mockClear();
});

describe("a long list", () => {
  it("draws only what is on the screen and says how long it is", async () => {
    await draw(<Customers />);
    await screen.findByText("Customer 0");
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("100001");
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    expect(screen.getByText("100,000")).toBeTruthy();
  });

  it("shows bones until the first answer and asks for one page only", async () => {
    let answer: (page: RowPage<Row>) => void = () => {};
    const load = vi.fn(() => new Promise<RowPage<Row>>((resolve) => (answer = resolve)));
    await draw(<Customers load={load} />);
    expect(screen.getByRole("grid").getAttribute("aria-busy")).toBe("true");
    expect(screen.getAllByRole("row").length).toBeGreaterThan(5);
    answer(allRows(0, 100));
    await screen.findByText("Customer 0");
    expect(screen.getByRole("grid").getAttribute("aria-busy")).toBe("false");
    expect(load.mock.calls).toEqual([[0, 100]]);
  });

  it("does the first job when there is nothing, without a toolbar", async () => {
    await draw(<Customers load={async () => none} />);
    await screen.findByText("Import your customer list");
    expect(screen.queryByRole("searchbox")).toBeNull();
  });

  it("tells nothing found from nothing there, and gets back", async () => {
    await draw(<Customers load={async (offset, limit) => (screen.getByRole<HTMLInputElement>("searchbox").value ? none : allRows(offset, limit))} />);
    await screen.findByText("Customer 0");
    await userEvent.type(screen.getByRole("searchbox"), "zzz");
    await screen.findByText("No row fits the search and the filters.");
    await userEvent.click(screen.getByText("Clear search and filters"));
    await screen.findByText("Customer 0");
  });

  it("keeps the old answer on the screen while the next one is on its way", async () => {
    let answer: (page: RowPage<Row>) => void = () => {};
    const load = vi.fn((offset: number, limit: number) =>
      load.mock.calls.length === 1 ? Promise.resolve(allRows(offset, limit)) : new Promise<RowPage<Row>>((resolve) => (answer = resolve)),
    );
    await draw(<Customers load={load} />);
    await screen.findByText("Customer 0");
    await userEvent.click(screen.getByText("City", { selector: "button span" }));
    await waitFor(() => expect(screen.getByRole("grid").getAttribute("data-stale")).toBe("true"));
    expect(screen.getByText("Customer 0")).toBeTruthy();
    answer({ rows: [{ id: "z", name: "Zeta", city: "Åbo" }], total: 1 });
    await screen.findByText("Zeta");
    expect(screen.queryByText("Customer 0")).toBeNull();
  });

  it("says what went wrong and tries again", async () => {
    const load = vi.fn().mockRejectedValueOnce(new CallError({ code: "disk_full", message: "", fields: {} })).mockResolvedValue(allRows(0, 100));
    await draw(<Customers load={load} />);
    await screen.findByText("The disk is full. Free some space and try again.");
    await userEvent.click(screen.getByText("Try again"));
    await screen.findByText("Customer 0");
  });

  it("sorts by its headers and tells it", async () => {
    await draw(<Customers />);
    await screen.findByText("Customer 0");
    const [name, city] = screen.getAllByRole("columnheader").slice(1);
    expect(name?.getAttribute("aria-sort")).toBe("ascending");
    await userEvent.click(within(city as HTMLElement).getByRole("button"));
    expect(city?.getAttribute("aria-sort")).toBe("descending");
    expect(name?.getAttribute("aria-sort")).toBeNull();
  });
});

describe("the keyboard in a list", () => {
  it("moves with j, k and the arrows and opens with Enter, without a click before", async () => {
    const onOpen = vi.fn();
    await draw(<Customers onOpen={onOpen} />);
    await screen.findByText("Customer 0");
    await press("jj{ArrowDown}k");
    expect(active()).toContain("Customer 1");
    expect(screen.getByRole("grid").getAttribute("aria-activedescendant")).toMatch(/-1$/);
    await press("{Enter}");
    expect(onOpen).toHaveBeenCalledWith(rowAt(1));
  });

  it("does not run past either end", async () => {
    await draw(<Customers load={async () => ({ rows: [rowAt(0), rowAt(1)], total: 2 })} />);
    await screen.findByText("Customer 0");
    await press("jjjjj");
    expect(active()).toContain("Customer 1");
    await press("kkkkk");
    expect(active()).toContain("Customer 0");
  });

  it("selects with x, extends with Shift, takes all with Ctrl+A and none with Escape", async () => {
    await draw(<Customers />);
    await screen.findByText("Customer 0");
    await press("jx");
    expect(screen.getByText("some 1")).toBeTruthy();
    await press("{Shift>}{ArrowDown}{/Shift}");
    expect(screen.getByText("some 2")).toBeTruthy();
    await press("{Control>}a{/Control}");
    expect(screen.getByText("all 100000")).toBeTruthy();
    await press("x");
    expect(screen.getByText("all 99999")).toBeTruthy();
    await press("{Escape}");
    expect(screen.queryByText(/^all|^some/)).toBeNull();
  });

  it("selects a range of rows that were never on the screen", async () => {
    const load = vi.fn(async (offset: number, limit: number) => allRows(offset, limit));
    await draw(<Customers load={load} />);
    await screen.findByText("Customer 0");
    await press("jx");
    const user = userEvent.setup();
    const boxes = screen.getAllByRole("checkbox");
    await user.keyboard("{Shift>}");
    await user.click(boxes[6] as HTMLElement);
    await user.keyboard("{/Shift}");
    await screen.findByText("some 6");
  });

  it("goes to the search with / and types there without doing anything else", async () => {
    await draw(<Customers />);
    await screen.findByText("Customer 0");
    await press("/jx");
    expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("jx");
    expect(active()).toBeUndefined();
    await press("{Escape}{Escape}");
    await screen.findByText("Customer 0");
    await press("j");
    expect(active()).toContain("Customer 0");
  });

  it("edits in place: Enter keeps, Escape does not", async () => {
    await draw(<Customers />);
    await screen.findByText("Customer 0");
    await press("jc");
    const field = screen.getByRole("textbox", { name: "City" });
    await userEvent.clear(field);
    await userEvent.type(field, "Vaasa{Enter}");
    expect(saveCity).toHaveBeenCalledWith("c0", "Vaasa");
    await press("c");
    await userEvent.type(screen.getByRole("textbox", { name: "City" }), "xyz{Escape}");
    expect(saveCity).toHaveBeenCalledOnce();
    expect(screen.queryByRole("textbox", { name: "City" })).toBeNull();
  });

  it("neither selects nor edits where nothing may be changed", async () => {
    await draw(<Customers readOnly />);
    await screen.findByText("Customer 0");
    await press("jxc");
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.queryByRole("textbox", { name: "City" })).toBeNull();
  });
});

it("a list has nothing that a screen reader stumbles over", async () => {
  await draw(<Customers />);
  await screen.findByText("Customer 0");
  const { violations } = await axe.run(screen.getByTestId("drawn"), { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
