import { Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

import classes from "./Settings.module.css";

interface SettingsSectionProps {
  /** Where the index on the left leads. */
  anchor: string;
  title: string;
  /** What the settings are about, when the title does not say it. */
  description?: ReactNode;
  /** Small buttons on the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One part of the settings. */
export function SettingsSection({ anchor, title, description, actions, children }: SettingsSectionProps) {
  const heading = useId();
  return (
    <section className={classes.section} data-anchor={anchor} aria-labelledby={heading}>
      <div>
        <div className={classes.head}>
          <Title order={2} id={heading} tabIndex={-1}>
            {title}
          </Title>
          {actions}
        </div>
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </div>
      {children}
    </section>
  );
}
