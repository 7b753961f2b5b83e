import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { describe, expect, it } from "vitest";

import type { ImportReport } from "@/ipc/bindings/ImportReport";
import type { InspectedFile } from "@/ipc/bindings/InspectedFile";
import type { Mapping } from "@/ipc/bindings/Mapping";

import { type Answers, draw, pretendProgram } from "../../../../tests/program";
import { importSearch } from "../search";
import { ImportWizard } from "./ImportWizard";

const headers = ["Laskunro", "Pvm", "Asiakas", "Netto"];
const fields = ["order_number", "ordered_on", "customer_name", "net_amount"] as const;
const columns = Object.fromEntries(fields.map((field, index) => [field, { index, header: headers[index] ?? "" }]));
const profile = { filled: 2, integers: 0, numbers: 0, beyond_one: 0, fractions: 0, negative: 0, comma_decimals: 0, point_decimals: 0, either_decimals: 0, percents: 0, dates: 0, day_first: 0, month_first: 0, either_order: 0, business_ids: 0, emails: 0, phones: 0, credit_numbers: 0, credit_rows: 0, examples: ["L1", "L2"], ambiguous_examples: [] };
const mapping: Mapping = { kind: "orders", source_name: "laskut", overrides: { encoding: null, delimiter: null, header: null, sheet: null }, columns, date_order: null, decimal_mark: "comma", default_currency: "EUR", discount: "fraction", amount: "column", credit_prefix: null, open_end: false };

const found: InspectedFile = {
  inspection: {
    file_name: "laskut.csv",
    size_bytes: 2000,
    format: "csv",
    encoding: "windows-1252",
    has_bom: false,
    delimiter: "semicolon",
    sheets: [],
    sheet: null,
    header: { row: 1 },
    headers,
    rows: [{ line: 2, cells: ["L1", "07/04/1996", "Alfa Oy", "12,50"] }],
    columns: headers.map(() => profile),
  },
  kind: "orders",
  fields: ["order_number", "ordered_on", "customer_name", "net_amount", "discount"],
  required: { column: [["order_number"], ["ordered_on"], ["customer_name"], ["net_amount"]], quantity_times_price: [["order_number"], ["ordered_on"], ["customer_name"], ["quantity"], ["unit_price"]] },
  proposal: { mapping, fields: fields.map((field) => ({ field, column: columns[field] ?? { index: 0, header: "" }, confidence: 0.9, reason: "header" })), questions: [], missing: [], unused: [] },
  kept: false,
};

const none = { created: 0, updated: 0, unchanged: 0 };
const report: ImportReport = {
  batch: null,
  kind: "orders",
  rows: 10,
  created: 8,
  updated: 0,
  unchanged: 1,
  rejected: 1,
  problems: [{ problem: { column: "Pvm", field: "ordered_on", value: "31.02.1996", expected: null, problem: "bad_date" }, rows: 1, lines: [7] }],
  warnings: [],
  repeated: 0,
  customers: { ...none, created: 2 },
  people: none,
  products: none,
  orders: { ...none, created: 8 },
  left_alone: 0,
  moved_orders: 0,
  rejected_file: null,
  rejected_file_failed: false,
  stopped: false,
};

async function open(answers: Answers) {
  const program = pretendProgram({ inspect_file: () => found, list_members: () => [], ...answers });
  const root = createRootRoute();
  const wizardRoute = createRoute({ getParentRoute: () => root, path: "/import/new", validateSearch: importSearch, component: ImportWizard });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => <p>elsewhere</p> });
  const router = createRouter({
    routeTree: root.addChildren([wizardRoute, elsewhere]),
    history: createMemoryHistory({ initialEntries: ["/import/new?file=/tmp/laskut.csv"] }),
  });
  await draw(<RouterProvider router={router as never} />);
  return program;
}

const requests = (asked: { name: string; request: unknown }[], name: string) => asked.filter((one) => one.name === name).map(({ request }) => request);

describe("bringing in a file", () => {
  it("goes from the columns through the check to the result", async () => {
    const { asked } = await open({
      dry_run_import: () => report,
      run_import: () => ({ ...report, batch: "b1", rejected_file: "/tmp/rejected.csv" }),
      undo_import: () => ({ transaction: "tx1", removed: 10, restored: 0, kept: [{ table: "customer", id: "c1", name: "Alfa Oy" }], kept_total: 1 }),
    });
    await userEvent.click(await screen.findByRole("button", { name: "Check the file" }));
    expect(await screen.findByText("Not a date.")).toBeTruthy();
    expect(screen.getByText("31.02.1996")).toBeTruthy();
    expect(requests(asked, "run_import"), "the check imports nothing").toEqual([]);

    await userEvent.click(screen.getByRole("button", { name: "Import" }));
    expect(await screen.findByText("/tmp/rejected.csv")).toBeTruthy();
    expect(requests(asked, "run_import")).toEqual([{ path: "/tmp/laskut.csv", mapping }]);
    expect(screen.getByRole("button", { name: "See the queue" }), "orders make the queue: that comes next").toBeTruthy();

    await userEvent.click(screen.getByRole("button", { name: "Undo the import" }));
    expect(await screen.findByText(/1 was kept, because somebody has edited it/)).toBeTruthy();
    expect(screen.getByText("Alfa Oy")).toBeTruthy();
  });

  it("asks how to read a date that can be read in two ways before it goes on", async () => {
    const asking = { ...found, proposal: { ...found.proposal, questions: [{ question: "date_order" as const, column: { index: 1, header: "Pvm" }, examples: ["07/04/1996"] }] } };
    const { asked } = await open({ inspect_file: () => asking, dry_run_import: () => report });
    const check = await screen.findByRole<HTMLButtonElement>("button", { name: "Check the file" });
    expect(check.disabled).toBe(true);
    await userEvent.click(screen.getByRole("radio", { name: /Month first.*Thursday 4 July/ }));
    expect(check.disabled).toBe(false);
    await userEvent.click(check);
    await waitFor(() => expect(requests(asked, "dry_run_import")).toMatchObject([{ mapping: { date_order: "month_first" } }]));
  });

  it("asks the program to look again when the delimiter is corrected", async () => {
    const { asked } = await open({});
    await userEvent.click(await screen.findByRole("button", { name: "Correct" }));
    await userEvent.click(screen.getByRole("combobox", { name: "Delimiter" }));
    await userEvent.click(await screen.findByRole("option", { name: "Tab" }));
    await waitFor(() => expect(requests(asked, "inspect_file").at(-1)).toMatchObject({ overrides: { delimiter: "tab" } }));
  });

  it("says that nothing was changed when the import was stopped, and offers it again", async () => {
    await open({
      dry_run_import: () => report,
      run_import: () => {
        throw { code: "stopped", message: "", fields: {} };
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Check the file" }));
    await userEvent.click(await screen.findByRole("button", { name: "Import" }));
    expect(await screen.findByText("The import was stopped")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Import again" })).toBeTruthy();
  });

  it("says what is wrong with a file that cannot be read, and where", async () => {
    await open({
      inspect_file: () => {
        throw { code: "bad_file", message: "", fields: { problem: "unterminated_quote", row: "812" } };
      },
    });
    expect(await screen.findByText(/quotation mark opens and never closes/)).toBeTruthy();
    expect(screen.getByText("Noticed on row 812.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Choose another file" }));
    expect(await screen.findByText("Drop a file here")).toBeTruthy();
  });
});
