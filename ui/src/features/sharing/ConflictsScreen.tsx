import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Title, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconCircleCheck } from "@tabler/icons-react";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { useSettle } from "@/components/conflicts";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { BlockSkeleton } from "@/components/Skeletons";
import { useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { useShortcuts } from "@/shared/shortcuts";

import { ConflictCard } from "./ConflictCard";
import classes from "./ConflictsScreen.module.css";

/** Where two people wrote different things without knowing of each other: both values, and which to take. */
export function ConflictsScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const router = useRouter();
  const { customer } = useSearch({ from: "/sharing/conflicts" });
  const answer = useCommand("list_conflicts", {});
  const conflicts = (answer.data ?? []).filter((conflict) => customer === undefined || conflict.customer === customer);
  const { takeOther, keep, denialOf } = useSettle();
  const [place, setPlace] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const active = Math.min(place, conflicts.length - 1);
  const chosen = conflicts[active];
  const back = () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/sharing" }));

  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  useShortcuts(msg`Conflicts`, [
    { keys: ["j", "ArrowDown"], label: msg`Next conflict`, run: () => setPlace(Math.min(active + 1, conflicts.length - 1)), keysOnly: true },
    { keys: ["k", "ArrowUp"], label: msg`Previous conflict`, run: () => setPlace(Math.max(active - 1, 0)), keysOnly: true },
    { keys: "Escape", label: msg`Back`, run: back, keysOnly: true },
    ...(chosen && denialOf(chosen) !== null
      ? []
      : [
          { keys: "o", label: msg`Use the other value`, run: () => chosen && takeOther(chosen), keysOnly: true },
          { keys: "x", label: msg`Keep the value of now`, run: () => chosen && keep(chosen), keysOnly: true },
        ]),
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
          <Trans>Conflicts</Trans>
        </Title>
        {conflicts.length > 0 && <output className={classes.count}>{format.number(conflicts.length)}</output>}
        {customer !== undefined && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void navigate({ to: "/sharing/conflicts", search: {} })}>
            <Trans>Show all</Trans>
          </Button>
        )}
      </header>
      {answer.error ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : answer.isPending ? (
        <BlockSkeleton height={180} />
      ) : conflicts.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={t`No conflicts`}>
          <Trans>When two people change the same field without knowing of each other, both values are kept and shown here.</Trans>
        </EmptyState>
      ) : (
        <>
          <p className={classes.lead}>
            <Trans>These fields were changed by two people who did not know of each other. The later value counts; the other one is kept until somebody decides. What you choose can be undone.</Trans>
          </p>
          <div ref={list}>
            {conflicts.map((conflict, index) => (
              <ConflictCard key={conflict.id} conflict={conflict} active={index === active} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}
