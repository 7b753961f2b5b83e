import { createTheme, type CSSVariablesResolver, type MantineThemeOverride } from "@mantine/core";

import { palette } from "./palette";

const systemFont =
  '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Inter, "Noto Sans", Cantarell, Ubuntu, "DejaVu Sans", sans-serif';

/** Density, type and headings of the whole program; screens choose among these and set none of their own. */
export const theme: MantineThemeOverride = createTheme({
  colors: palette,
  primaryColor: "petrol",
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.3,
  fontFamily: systemFont,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "3px", sm: "5px", md: "7px", lg: "10px", xl: "16px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.25rem", lineHeight: "1.3" },
      h2: { fontSize: "0.9375rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4" },
      h4: { fontSize: "0.8125rem", lineHeight: "1.4" },
      h5: { fontSize: "0.8125rem", lineHeight: "1.4" },
      h6: { fontSize: "0.75rem", lineHeight: "1.4" },
    },
  },
  shadows: {
    xs: "0 1px 2px rgb(0 0 0 / 5%)",
    sm: "0 1px 3px rgb(0 0 0 / 8%), 0 4px 12px rgb(0 0 0 / 5%)",
    md: "0 2px 6px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 8%)",
    lg: "0 4px 12px rgb(0 0 0 / 10%), 0 16px 48px rgb(0 0 0 / 12%)",
    xl: "0 8px 24px rgb(0 0 0 / 12%), 0 24px 64px rgb(0 0 0 / 16%)",
  },
  components: {
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 500 } },
    Button: { defaultProps: { size: "sm" } },
    Drawer: { defaultProps: { position: "right", size: 480, overlayProps: { backgroundOpacity: 0.25 } } },
    Menu: { defaultProps: { shadow: "md", withinPortal: true, transitionProps: { duration: 80 } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 80 } } },
    Select: { defaultProps: { checkIconPosition: "right", allowDeselect: false } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 }, fz: "xs" } },
  },
});

/** Tinted surfaces (badges, quiet buttons) on dark: a veil of the hue instead of a near-black. */
const tintsOnDark = Object.fromEntries(
  Object.entries(palette)
    .filter(([name]) => name !== "dark" && name !== "gray")
    .flatMap(([name, scale]) => [
      [`--mantine-color-${name}-light`, `color-mix(in srgb, ${scale[5]} 18%, transparent)`],
      [`--mantine-color-${name}-light-hover`, `color-mix(in srgb, ${scale[5]} 26%, transparent)`],
      [`--mantine-color-${name}-light-color`, scale[3]],
    ]),
);

/** Meanings on top of the scales. Components use these names (`--pk-...`), never a shade. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--pk-row-height": "2rem",
    "--pk-nav-width": "13.5rem",
    "--pk-nav-width-collapsed": "3.5rem",
    "--pk-page-padding": "1.5rem",
  },
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "var(--mantine-color-gray-9)",
    "--mantine-color-dimmed": "#676562",
    "--mantine-color-placeholder": "#757370",
    "--mantine-color-default": "#ffffff",
    "--mantine-color-default-hover": "var(--mantine-color-gray-1)",
    "--mantine-color-default-border": "var(--mantine-color-gray-4)",
    "--mantine-color-anchor": "var(--mantine-color-petrol-7)",
    "--mantine-color-error": "var(--mantine-color-red-7)",
    "--pk-nav": "var(--mantine-color-gray-1)",
    "--pk-panel": "#ffffff",
    "--pk-sunken": "var(--mantine-color-gray-0)",
    "--pk-line": "var(--mantine-color-gray-2)",
    "--pk-line-strong": "var(--mantine-color-gray-4)",
    "--pk-hover": "rgb(60 55 45 / 5%)",
    "--pk-chosen": "var(--mantine-color-petrol-0)",
    "--pk-chosen-strong": "var(--mantine-color-petrol-1)",
    "--pk-accent": "var(--mantine-color-petrol-7)",
    "--pk-focus": "var(--mantine-color-petrol-6)",
    "--pk-bad": "var(--mantine-color-red-7)",
    "--pk-warn": "var(--mantine-color-amber-7)",
    "--pk-good": "var(--mantine-color-green-7)",
    "--pk-chart-1": "#1b7791",
    "--pk-chart-2": "#d08a1d",
    "--pk-chart-3": "#856dc3",
    "--pk-chart-4": "#4a9a60",
    "--pk-chart-5": "#c2577f",
    "--pk-chart-6": "#8d8a86",
    "--pk-chart-grid": "var(--mantine-color-gray-2)",
  },
  dark: {
    ...tintsOnDark,
    "--mantine-color-body": "#1b1a18",
    "--mantine-color-text": "var(--mantine-color-dark-0)",
    "--mantine-color-dimmed": "#a5a29e",
    "--mantine-color-placeholder": "#918e8a",
    "--mantine-color-default": "#262422",
    "--mantine-color-default-hover": "#302e2b",
    "--mantine-color-default-border": "var(--mantine-color-dark-5)",
    "--mantine-color-anchor": "var(--mantine-color-petrol-4)",
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--pk-nav": "#151412",
    "--pk-panel": "#21201d",
    "--pk-sunken": "#171614",
    "--pk-line": "#302e2b",
    "--pk-line-strong": "#45423f",
    "--pk-hover": "rgb(255 250 240 / 5%)",
    "--pk-chosen": "rgb(80 175 205 / 11%)",
    "--pk-chosen-strong": "rgb(80 175 205 / 20%)",
    "--pk-accent": "var(--mantine-color-petrol-4)",
    "--pk-focus": "var(--mantine-color-petrol-4)",
    "--pk-bad": "var(--mantine-color-red-4)",
    "--pk-warn": "var(--mantine-color-amber-4)",
    "--pk-good": "var(--mantine-color-green-4)",
    "--pk-chart-1": "#4fb0cb",
    "--pk-chart-2": "#dfa045",
    "--pk-chart-3": "#a892ea",
    "--pk-chart-4": "#72c184",
    "--pk-chart-5": "#e283ab",
    "--pk-chart-6": "#94918d",
    "--pk-chart-grid": "#302e2b",
  },
});
