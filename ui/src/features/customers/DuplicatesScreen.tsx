import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconCircleCheck } from "@tabler/icons-react";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { BlockSkeleton } from "@/components/Skeletons";
import type { DuplicatePair } from "@/ipc/bindings/DuplicatePair";
import { showChange } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useShortcuts } from "@/shared/shortcuts";
import { usePermissions } from "@/shared/permissions";

import classes from "./duplicates/Duplicates.module.css";
import { MergeDrawer } from "./duplicates/MergeDrawer";
import { PairCard } from "./duplicates/PairCard";

/** Records that look like the same firm, two by two: to be merged or declared different. */
export function DuplicatesScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const router = useRouter();
  const { may, denied } = usePermissions();
  const mayDecide = may("distinct_pair", "make") && may("customer", "merged_into");
  const reason = denied("customer", "merged_into");
  const { customer } = useSearch({ from: "/customers/duplicates" });
  const answer = useCommand("list_duplicates", {});
  const pairs = (answer.data ?? []).filter(({ first, second }) => customer === undefined || first.id === customer || second.id === customer);
  const [place, setPlace] = useState(-1);
  const [merging, setMerging] = useState<DuplicatePair | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const active = Math.min(place, pairs.length - 1);
  const pair = pairs[active];
  const dismiss = useChange("dismiss_duplicate", { onDone: ({ transaction }) => showChange({ message: t`Declared different`, transaction }) });
  const different = ({ first, second }: DuplicatePair) => dismiss.mutate({ first: first.id, second: second.id });
  const back = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/customers" }));

  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  useShortcuts(msg`Suspected duplicates`, [
    { keys: ["j", "ArrowDown"], label: msg`Next pair`, run: () => setPlace(Math.min(active + 1, pairs.length - 1)), keysOnly: true },
    { keys: ["k", "ArrowUp"], label: msg`Previous pair`, run: () => setPlace(Math.max(active - 1, 0)), keysOnly: true },
    { keys: "Escape", label: msg`Back`, run: back, keysOnly: true },
    ...(mayDecide
      ? [
          { keys: ["Enter", "m"], label: msg`Merge the pair`, run: () => pair && setMerging(pair), keysOnly: true },
          { keys: "x", label: msg`Not the same`, run: () => pair && different(pair), keysOnly: true },
        ]
      : []),
  ]);

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Tooltip label={t`Back`}>
          <ActionIcon onClick={back} aria-label={t`Back`} className="pk-no-print">
            <IconArrowLeft size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Title order={1}>
          <Trans>Suspected duplicates</Trans>
        </Title>
        {pairs.length > 0 && <output className={classes.count}>{format.number(pairs.length)}</output>}
        {customer !== undefined && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void navigate({ to: "/customers/duplicates", search: {} })}>
            <Trans>Show all</Trans>
          </Button>
        )}
      </header>
      {answer.error ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <BlockSkeleton height={220} />
      ) : pairs.length === 0 ? (
        <EmptyState
          icon={IconCircleCheck}
          title={t`No duplicates in sight`}
          actions={
            <Button variant="default" onClick={() => void navigate({ to: "/customers" })}>
              <Trans>All customers</Trans>
            </Button>
          }
        >
          <Trans>Records are compared by business ID, name and city, e-mail and telephone.</Trans>
        </EmptyState>
      ) : (
        <>
          <p className={classes.lead}>
            <Trans>These records look like the same firm. What you merge can be parted again with undo; what you declare different is not proposed again.</Trans> {reason && !reason.quiet && reason.reason}
          </p>
          <div ref={list}>
            {pairs.map((one, index) => (
              <PairCard
                key={`${one.first.id} ${one.second.id}`}
                pair={one}
                active={index === active}
                mayDecide={mayDecide}
                onMerge={() => setMerging(one)}
                onDifferent={() => different(one)}
              />
            ))}
          </div>
        </>
      )}
      <MergeDrawer pair={merging} onClose={() => setMerging(null)} />
    </div>
  );
}
