import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";

import { queryClient } from "@/shared/data";

import { Appearance } from "./Appearance";
import { useTakeOver } from "./door/useTakeOver";
import { ErrorBoundary } from "./ErrorBoundary";
import { Gate } from "./Gate";
import type { Start } from "./start";

/** The whole program: providers outside, the gate inside. */
export function Program({ start }: { start: Start }) {
  useTakeOver();
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <Appearance initial={start.settings}>
          <Notifications position="bottom-right" limit={4} containerWidth={380} />
          <ErrorBoundary>
            <Gate />
          </ErrorBoundary>
        </Appearance>
      </QueryClientProvider>
    </I18nProvider>
  );
}
