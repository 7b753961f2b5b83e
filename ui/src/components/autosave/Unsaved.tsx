import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";

interface UnsavedProps {
  /** Each with the name of its field. */
  texts: readonly { key: string; label: string; text: string }[];
}

/** Over fields that are only read by now: what was typed too late to be stored, to be copied. Nothing when there is none. */
export function Unsaved({ texts }: UnsavedProps) {
  if (texts.length === 0) return null;
  return (
    <div role="alert">
      <Text size="sm" c="var(--pk-bad)">
        <Trans>This could not be saved any more. Copy it if you need it:</Trans>
      </Text>
      {texts.map(({ key, label, text }) => (
        <div key={key}>
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <Text size="sm" style={{ userSelect: "text", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {text || "–"}
          </Text>
        </div>
      ))}
    </div>
  );
}
