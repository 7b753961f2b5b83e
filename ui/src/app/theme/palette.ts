import type { MantineColorsTuple } from "@mantine/core";

/**
 * The colours of the program. Each scale runs over the same lightnesses (OKLCH 0.975 to 0.37), so that
 * shade 7 carries white text and shade 8 is readable on shade 1 in every hue (both above 4.5:1; tested).
 */
export const palette = {
  /** The one accent: links, the primary button, what is chosen. */
  petrol: ["#f0f9fb", "#dff0f5", "#c0e1eb", "#9acedd", "#71b9cc", "#4da3b8", "#338ba1", "#1c7387", "#0c5c6d", "#004856"],
  red: ["#fff4f3", "#ffe6e4", "#fecdc8", "#ffaba3", "#fe827a", "#e96560", "#cf4d4a", "#b03736", "#902828", "#731a1b"],
  amber: ["#fff5eb", "#fee9d1", "#fcd3a3", "#f2b873", "#e19c42", "#cb8315", "#ae6f03", "#8f5a02", "#734701", "#5a3700"],
  green: ["#edfbef", "#dbf5df", "#bbe8c3", "#96d6a3", "#72c184", "#56aa6b", "#3e9355", "#287a41", "#196231", "#0c4d23"],
  blue: ["#f1f8ff", "#e0effe", "#c1defe", "#95c9ff", "#72b1f2", "#579adc", "#4083c3", "#2c6ba6", "#1e5588", "#12426d"],
  violet: ["#f7f5fe", "#eeeafe", "#ddd4ff", "#c8b8fe", "#b29cf2", "#9b84dc", "#856dc3", "#6d57a6", "#584488", "#44336d"],
  rose: ["#fff3f7", "#ffe5ee", "#ffcadd", "#fda6c8", "#ed87b1", "#d66d9a", "#bd5783", "#a0416b", "#823156", "#682342"],
  /** Warm neutrals of the light theme. */
  gray: ["#fbfaf8", "#f5f4f2", "#ecebe8", "#e1dfdc", "#d2d0cd", "#a9a7a4", "#757370", "#595754", "#3b3a38", "#201f1d"],
  /** Warm neutrals of the dark theme: 0 is text, 7 the page, 9 the deepest. */
  dark: ["#ebe9e6", "#c0bdba", "#a09e9b", "#7c7a77", "#514f4d", "#3b3936", "#2e2c2a", "#1d1b19", "#161512", "#100e0c"],
} satisfies Record<string, MantineColorsTuple>;
