import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Text, Tooltip } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";

import type { BlockContent } from "@/ipc/bindings/BlockContent";
import type { PreparationBlock } from "@/ipc/bindings/PreparationBlock";
import { showChange } from "@/shared/changes";
import { useChange } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { blockWords } from "@/shared/meetingWords";

import { ActionsBlock, AttendeesBlock, MinutesBlock, PromisesBlock, SignalsBlock } from "./blocks";
import { OrdersBlock } from "./OrdersBlock";
import classes from "./Preparation.module.css";
import { ProductsBlock } from "./ProductsBlock";

interface BlockViewProps {
  meeting: string;
  block: PreparationBlock;
  readOnly: boolean;
}

/** What fills itself: as it was when it was read, with what was different then, and whether it would be different now. */
export function BlockView({ meeting, block, readOnly }: BlockViewProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const refresh = useChange("refresh_block", { onDone: ({ transaction }) => showChange({ message: t`Facts read again`, transaction }) });
  const { block: kind, content, taken_at: takenAt, changed, outdated } = block;
  const name = i18n._(blockWords[kind]);
  const at = takenAt === null ? "" : format.dateTime(takenAt);
  return (
    <section className={classes.block} aria-label={name}>
      <header className={classes.blockHead}>
        <span className={classes.blockName}>{name}</span>
        <span className={classes.taken}>
          {takenAt !== null && <Trans>read {at}</Trans>}
          {changed.length > 0 && (
            <>
              {" · "}
              <span className={classes.changedNote}>
                <Plural value={changed.length} one="# line was new or different" other="# lines were new or different" />
              </span>
            </>
          )}
          {outdated.length > 0 && (
            <>
              {" · "}
              <span className={classes.outdated}>
                <Plural value={outdated.length} one="# line has changed since" other="# lines have changed since" />
              </span>
            </>
          )}
        </span>
        {!readOnly && (
          <Tooltip label={t`Read again`}>
            <ActionIcon size="sm" onClick={() => refresh.mutate({ meeting, block: kind })} loading={refresh.isPending} aria-label={t`Read again: ${name}`} className="pk-no-print">
              <IconRefresh size={15} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      {content === null ? (
        <Text size="sm" c="dimmed">
          <Trans>Not read yet.</Trans>
        </Text>
      ) : (
        <Content content={content} changed={new Set(changed)} />
      )}
    </section>
  );
}

function Content({ content, changed }: { content: BlockContent; changed: ReadonlySet<string> }) {
  switch (content.block) {
    case "attendees":
      return <AttendeesBlock people={content.people} changed={changed} />;
    case "orders":
      return <OrdersBlock orders={content.orders} changed={changed} />;
    case "products":
      return <ProductsBlock groups={content.groups} stopped={content.stopped} changed={changed} />;
    case "promises":
      return <PromisesBlock promises={content.promises} changed={changed} />;
    case "last_minutes":
      return <MinutesBlock minutes={content.minutes} />;
    case "signals":
      return <SignalsBlock signals={content.signals} changed={changed} />;
    case "actions":
      return <ActionsBlock actions={content.actions} changed={changed} />;
  }
}
