import { MantineThemeProvider, type MantineThemeOverride } from "@mantine/core";
import { type ReactNode, useMemo } from "react";

import type { Denial } from "@/shared/permissions";

const fields = ["TextInput", "NumberInput", "Select", "Textarea"] as const;

/** Fields that one may read and not change: each keeps its place in the order of the keyboard, and says why. */
export function ReadOnlyFields({ denial, children }: { denial: Denial | null; children: ReactNode }) {
  const reason = denial?.reason;
  const theme = useMemo((): MantineThemeOverride => {
    if (reason === undefined) return {};
    return { components: Object.fromEntries(fields.map((field) => [field, { defaultProps: { readOnly: true, variant: "filled", "aria-description": reason } }])) };
  }, [reason]);
  return (
    <MantineThemeProvider theme={theme} inherit>
      {children}
    </MantineThemeProvider>
  );
}
