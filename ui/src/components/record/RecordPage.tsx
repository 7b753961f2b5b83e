import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { CallError } from "@/ipc/call";

import { ErrorState } from "../ErrorState";
import { BlockSkeleton, TextSkeleton } from "../Skeletons";
import classes from "./Record.module.css";

export interface Fact {
  label: string;
  value: ReactNode;
}

interface RecordPageProps {
  /** Name of the record; absent while it is on its way. */
  title: string | undefined;
  /** Badges beside the name. */
  badges?: ReactNode;
  /** One line under the name: number, city, business id. */
  subtitle?: ReactNode;
  /** Buttons; the first is the one that is used most. */
  actions?: ReactNode;
  /** Up to six facts that answer "who is this and how are things" at a glance. */
  facts?: readonly Fact[];
  /** Goes back to where the record was opened from. */
  onBack: () => void;
  /** Sections of the side column: what is looked up. */
  side?: ReactNode;
  /** Sections of the main column: what is read and worked on. */
  children: ReactNode;
  error?: CallError | null;
  onRetry?: () => void;
}

/** The record pattern: a header with facts, a main column to work in, a side column to look things up. */
export function RecordPage({ title, badges, subtitle, actions, facts, onBack, side, children, error, onRetry }: RecordPageProps) {
  const { t } = useLingui();
  if (error) return <ErrorState error={error} {...(onRetry ? { retry: onRetry } : {})} />;
  return (
    <article className={classes.page}>
      <header className={classes.header}>
        <div className={classes.headline}>
          <Tooltip label={t`Back`}>
            <ActionIcon onClick={onBack} aria-label={t`Back`} className="pk-no-print">
              <IconArrowLeft size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <div className={classes.name}>
            <div className={classes.nameLine}>
              {title === undefined ? <BlockSkeleton height={24} /> : <Title order={1}>{title}</Title>}
              {badges}
            </div>
            {subtitle && <div className={classes.subtitle}>{subtitle}</div>}
          </div>
          {actions && <div className={`${classes.actions} pk-no-print`}>{actions}</div>}
        </div>
        {facts && facts.length > 0 && (
          <dl className={classes.facts}>
            {facts.map(({ label, value }) => (
              <div key={label} className={classes.fact}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </header>
      <div className={classes.columns} data-alone={side === undefined || undefined}>
        <div className={classes.main}>{title === undefined ? <TextSkeleton lines={12} /> : children}</div>
        {side !== undefined && <aside className={classes.side}>{title === undefined ? <TextSkeleton lines={8} /> : side}</aside>}
      </div>
    </article>
  );
}
