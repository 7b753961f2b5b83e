import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

import type { Status } from "@/ipc/bindings/Status";
import { logText } from "@/ipc/log";
import { commandKey, queryClient } from "@/shared/data";

/** Copies the log, which names no customers, people or texts, to be sent to whoever helps. */
export function CopyLogButton() {
  const { i18n } = useLingui();
  const clipboard = useClipboard({ timeout: 2000 });
  const copy = () => {
    const status = queryClient.getQueryData<Status>(commandKey("status", {}));
    clipboard.copy(logText({ version: status?.version ?? "", platform: status?.platform ?? "", language: i18n.locale }));
  };
  return (
    <Button variant="default" onClick={copy} leftSection={clipboard.copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}>
      {clipboard.copied ? <Trans>Copied</Trans> : <Trans>Copy the log</Trans>}
    </Button>
  );
}
