import { Collapse, Title, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";

import classes from "./Record.module.css";

interface SectionProps {
  title: string;
  /** How many there are, beside the title. */
  count?: number | undefined;
  /** Small buttons on the right of the title: "add". */
  actions?: ReactNode;
  /** Can be folded away; `closed` begins so. */
  folding?: "open" | "closed";
  children: ReactNode;
}

/** A part of a record or of a form, under a heading. Sections are set apart by room and a line, not by boxes. */
export function Section({ title, count, actions, folding, children }: SectionProps) {
  const id = useId();
  const [opened, { toggle }] = useDisclosure(folding !== "closed");
  const heading = (
    <Title order={2} id={id} className={classes.sectionTitle}>
      {title}
      {count !== undefined && <span className={classes.sectionCount}>{count}</span>}
    </Title>
  );
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.sectionHead}>
        {folding ? (
          <UnstyledButton onClick={toggle} aria-expanded={opened} className={classes.fold}>
            <IconChevronRight size={14} className={classes.chevron} data-opened={opened || undefined} aria-hidden />
            {heading}
          </UnstyledButton>
        ) : (
          heading
        )}
        {actions && <div className="pk-no-print">{actions}</div>}
      </div>
      {folding ? <Collapse expanded={opened}>{children}</Collapse> : children}
    </section>
  );
}

/** A table of label and value, for the side column. Rows without a value are left out by the caller or say what is missing. */
export function Details({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className={classes.details}>
      {rows.map(({ label, value }) => (
        <div key={label} className={classes.detail}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
