import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** Copies a text and says so for a moment. `label` names what is copied: "Copy the number". */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useLingui();
  const clipboard = useClipboard({ timeout: 1500 });
  return (
    <Tooltip label={clipboard.copied ? t`Copied` : label} openDelay={clipboard.copied ? 0 : 400}>
      <ActionIcon
        size="sm"
        color={clipboard.copied ? "green" : "gray"}
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          clipboard.copy(text);
        }}
      >
        {clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} stroke={1.5} />}
      </ActionIcon>
    </Tooltip>
  );
}
