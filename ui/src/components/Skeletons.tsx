import { Skeleton, Stack } from "@mantine/core";

import classes from "./Skeletons.module.css";

const widths = ["92%", "78%", "85%", "64%", "88%", "71%"];

/** Lines of text that are on their way. They appear only when the wait is long enough to be noticed. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <Stack gap="xs" className={classes.late} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={10} width={widths[line % widths.length]} />
      ))}
    </Stack>
  );
}

/** A chart or another block that is on its way. */
export function BlockSkeleton({ height }: { height: number }) {
  return <Skeleton height={height} className={classes.late} aria-hidden />;
}
