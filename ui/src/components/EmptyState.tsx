import { Group, Stack, Text, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** Why there is nothing, and what the first job does. */
  children?: ReactNode;
  /** Buttons that do the first job. */
  actions?: ReactNode;
}

/** In place of nothing: why, and the button that does the first job. */
export function EmptyState({ icon: Picture, title, children, actions }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" px="xl" pt="3rem" pb="xl">
      <Picture size={32} stroke={1.25} color="var(--mantine-color-dimmed)" aria-hidden />
      <Title order={2} ta="center">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" ta="center" maw={420}>
          {children}
        </Text>
      )}
      {actions && (
        <Group gap="xs" mt="xs">
          {actions}
        </Group>
      )}
    </Stack>
  );
}
