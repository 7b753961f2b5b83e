import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { IconBuilding, IconDatabaseImport, IconFolderOpen, IconPlayerPlay, IconUsers } from "@tabler/icons-react";
import { Suspense, useState } from "react";

import { JobProgress } from "@/components/JobProgress";
import { errorMessage } from "@/ipc/errors";
import { useChange } from "@/shared/data";
import { statusChanged } from "@/shared/status";

import { Choice } from "./Choice";
import { Doorway } from "./Doorway";
import { LanguageChoice } from "./LanguageChoice";
import { CreateWorkspaceForm, JoinForm, OpenWorkspace, RestoreForm } from "./laterForms";

/** The very first screen: the language, and whether to begin with one's own firm, an invented one or a backup. */
export function FirstRunScreen() {
  const { t, i18n } = useLingui();
  const [step, setStep] = useState<"choices" | "create" | "join" | "recover" | "open" | "restore">("choices");
  const demo = useChange("create_demo", { onDone: statusChanged, onProblem: () => {} });
  const refused = demo.error && demo.error.code !== "stopped" ? i18n._(errorMessage(demo.error)) : null;
  const back = () => setStep("choices");
  return (
    <Doorway corner={<LanguageChoice />}>
      <Suspense fallback={null}>
        {step === "create" && <CreateWorkspaceForm onBack={back} />}
        {step === "join" && <JoinForm way="join" onBack={back} />}
        {step === "recover" && <JoinForm way="recover" onBack={back} />}
        {step === "open" && <OpenWorkspace onBack={back} />}
        {step === "restore" && <RestoreForm onBack={back} />}
      </Suspense>
      {step === "choices" && demo.isPending && (
        <Stack>
          <Title order={1}>
            <Trans>Making the demo firm</Trans>
          </Title>
          <JobProgress kind="demo" title={t`A thousand customers and three years of orders`}>
            <Trans>It opens by itself when it is ready.</Trans>
          </JobProgress>
        </Stack>
      )}
      {step === "choices" && !demo.isPending && (
        <Stack>
          <Title order={1}>
            <Trans>Welcome to Pelikirja</Trans>
          </Title>
          <Text c="dimmed">
            <Trans>Whom should we call today, and why? Pelikirja reads it from your own orders. Everything stays on this machine, encrypted.</Trans>
          </Text>
          <Choice icon={IconBuilding} title={t`Start with our firm`} onClick={() => setStep("create")} first>
            <Trans>Make a workspace and bring in what accounting exports.</Trans>
          </Choice>
          <Choice icon={IconUsers} title={t`Join a firm`} onClick={() => setStep("join")}>
            <Trans>You have twelve words from a colleague.</Trans>
          </Choice>
          <Choice icon={IconPlayerPlay} title={t`Try with a demo firm`} onClick={() => demo.mutate({})}>
            <Trans>An invented wholesaler with a thousand customers. Easy to remove.</Trans>
          </Choice>
          <Choice icon={IconFolderOpen} title={t`Open a workspace on this machine`} onClick={() => setStep("open")}>
            <Trans>One that was made here before.</Trans>
          </Choice>
          <Choice icon={IconDatabaseImport} title={t`Restore a backup`} onClick={() => setStep("restore")}>
            <Trans>From a file that Pelikirja made, on this machine or another.</Trans>
          </Choice>
          <Anchor component="button" type="button" size="sm" ta="center" onClick={() => setStep("recover")}>
            <Trans>Bring the firm back with printed words</Trans>
          </Anchor>
          {refused && (
            <Group role="alert">
              <Text size="sm" c="var(--pk-bad)">
                {refused}
              </Text>
            </Group>
          )}
        </Stack>
      )}
    </Doorway>
  );
}
