import { SimpleGrid, Title } from "@mantine/core";
import type { ReactNode } from "react";

import type { CallError } from "@/ipc/call";

import { ErrorState } from "../ErrorState";
import { BlockSkeleton } from "../Skeletons";
import classes from "./Figures.module.css";

interface FiguresPageProps {
  title: string;
  /** The question that the page answers, and the answer in a sentence. */
  lead?: ReactNode;
  /** Choices on the right of the title: period, whose. */
  controls?: ReactNode;
  loading?: boolean;
  error?: CallError | null;
  onRetry?: () => void;
  /** In place of everything when there are no figures yet. */
  empty?: ReactNode;
  children: ReactNode;
}

/** The figures pattern: the answer in words, then tiles, then charts with a table behind each. */
export function FiguresPage({ title, lead, controls, loading = false, error, onRetry, empty, children }: FiguresPageProps) {
  if (error) return <ErrorState error={error} {...(onRetry ? { retry: onRetry } : {})} />;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div>
          <Title order={1}>{title}</Title>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {controls && <div className={`${classes.controls} pk-no-print`}>{controls}</div>}
      </header>
      {loading ? <FiguresSkeleton /> : (empty ?? children)}
    </div>
  );
}

function FiguresSkeleton() {
  return (
    <>
      <StatTiles>
        {[0, 1, 2, 3].map((tile) => (
          <BlockSkeleton key={tile} height={84} />
        ))}
      </StatTiles>
      <ChartGrid>
        <BlockSkeleton height={280} />
        <BlockSkeleton height={280} />
      </ChartGrid>
    </>
  );
}

/** A row of tiles, two to four of them beside each other. */
export function StatTiles({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid type="container" cols={{ base: 2, "40rem": 4 }} spacing="sm" mb="lg">
      {children}
    </SimpleGrid>
  );
}

/** Charts beside each other where there is room. */
export function ChartGrid({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid type="container" cols={{ base: 1, "56rem": 2 }} spacing="md">
      {children}
    </SimpleGrid>
  );
}

interface StatTileProps {
  label: string;
  value: ReactNode;
  /** What the figure means or is compared with: never a bare number. */
  hint?: ReactNode;
  /** Whether what the hint says is good or bad news. */
  tone?: "good" | "bad";
}

/** One figure with its name, and what to think of it. */
export function StatTile({ label, value, hint, tone }: StatTileProps) {
  return (
    <div className={classes.tile}>
      <div className={classes.tileLabel}>{label}</div>
      <div className={classes.tileValue}>{value}</div>
      {hint && (
        <div className={classes.tileHint} data-tone={tone}>
          {hint}
        </div>
      )}
    </div>
  );
}
