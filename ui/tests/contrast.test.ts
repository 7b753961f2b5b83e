import { describe, expect, it } from "vitest";

import { palette } from "@/app/theme/palette";
import { cssVariables } from "@/app/theme/theme";

/** Relative luminance and contrast after WCAG 2.2. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [lighter = 0, darker = 0] = [luminance(left), luminance(right)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const hues = (["petrol", "red", "amber", "green", "blue", "violet", "rose"] as const).map((name) => ({ name, scale: palette[name] }));
const { light, dark } = cssVariables({} as never);

/** A variable of a scheme, followed to its colour. */
function color(scheme: Record<string, string>, name: string): string {
  const value = scheme[name] ?? "";
  const shade = /^var\(--mantine-color-(\w+)-(\d)\)$/.exec(value);
  if (!shade) return value;
  return palette[shade[1] as keyof typeof palette][Number(shade[2])] ?? "";
}

describe("readable (4.5:1)", () => {
  it.each(hues)("white on $name 7, $name 8 on $name 1", ({ scale }) => {
    expect(contrast("#ffffff", scale[7])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(scale[8], scale[1])).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ["light", light, ["#ffffff", palette.gray[0], palette.gray[1]]],
    ["dark", dark, ["#1b1a18", "#21201d", "#151412"]],
  ] as const)("texts on the surfaces of the %s theme", (_, scheme, surfaces) => {
    for (const surface of surfaces) {
      for (const name of ["--mantine-color-text", "--mantine-color-dimmed", "--mantine-color-anchor", "--mantine-color-error", "--pk-bad", "--pk-warn", "--pk-good"]) {
        expect(contrast(color(scheme, name), surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

it.each([
  ["light", light, "#ffffff"],
  ["dark", dark, "#21201d"],
] as const)("charts and the focus ring can be seen in the %s theme (3:1)", (_, scheme, surface) => {
  for (const name of ["--pk-chart-1", "--pk-chart-3", "--pk-chart-4", "--pk-chart-5", "--pk-chart-6", "--pk-focus"]) {
    expect(contrast(color(scheme, name), surface), name).toBeGreaterThanOrEqual(3);
  }
});
