import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { draw, pretendProgram } from "../../../tests/program";
import { DataChart } from ".";

const month = { key: "month", label: "Month", text: (at: number | string) => `month ${at}` };
const euros = (cents: number) => `${cents / 100} euros`;

it("every chart can be shown as the table behind it, gaps included", async () => {
  pretendProgram({});
  await draw(
    <DataChart
      title="Orders by month"
      kind="bar"
      rows={[
        { month: 1, net: 1200, before: 900 },
        { month: 2, net: -300, before: null },
      ]}
      x={month}
      series={[
        { key: "net", label: "Net" },
        { key: "before", label: "A year before", dashed: true },
      ]}
      value={euros}
    />,
  );
  await userEvent.click(screen.getByRole("button", { name: "Show as table: Orders by month" }));
  const rows = within(screen.getByRole("table", { name: "Orders by month" })).getAllByRole("row");
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
    ["Month", "Net", "A year before"],
    ["month 1", "12 euros", "9 euros"],
    ["month 2", "-3 euros", "–"],
  ]);
  expect(screen.getByRole("button", { name: "Show as chart: Orders by month" }).getAttribute("aria-pressed")).toBe("true");
});

it("a chart without figures says so", async () => {
  pretendProgram({});
  await draw(<DataChart title="Orders by month" kind="line" rows={[]} x={month} series={[]} value={euros} />);
  expect(screen.getByText("No figures yet")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});
