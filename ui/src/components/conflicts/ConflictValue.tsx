import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";

import { useCommand } from "@/shared/data";
import { useFieldText } from "@/shared/fields/useFieldText";

interface ConflictValueProps {
  table: string;
  field: string;
  value: string | null;
}

/** Fields that name a customer. */
const customers: ReadonlySet<string> = new Set(["parent", "merged_into"]);

/** One of two values, in words and as a whole: one chooses between them. */
export function ConflictValue({ table, field, value }: ConflictValueProps) {
  const text = useFieldText();
  const names = customers.has(field) && value !== null;
  const named = useCommand("get_customer", { id: value ?? "" }, { enabled: names });
  if (value === null || value === "") {
    return (
      <Text size="sm" c="dimmed">
        <Trans>empty</Trans>
      </Text>
    );
  }
  return (
    <Text size="sm" style={{ overflowWrap: "anywhere", userSelect: "text", whiteSpace: "pre-wrap" }}>
      {names ? (named.data?.fields.name ?? "…") : text(field, value, table)}
    </Text>
  );
}
