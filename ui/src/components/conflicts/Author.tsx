import { Text } from "@mantine/core";

import type { ConflictAuthor } from "@/ipc/bindings/ConflictAuthor";
import { useFormat } from "@/shared/format";

import { MemberAvatar } from "../people";

/** Who wrote something, when by their own clock, and on which machine. */
export function Author({ author: { member, device, at } }: { author: ConflictAuthor }) {
  const format = useFormat();
  const about = [format.dateTime(at), device].filter((part) => part !== "").join(" · ");
  return (
    <Text size="xs" c="dimmed" component="div">
      {member !== null && <MemberAvatar member={member} withName size={16} />} {about}
    </Text>
  );
}
