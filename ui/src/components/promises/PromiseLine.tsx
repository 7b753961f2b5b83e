import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconCheck, IconDots, IconPencil, IconTrash, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import { promiseStateWords } from "@/shared/meetingWords";
import { usePermissions } from "@/shared/permissions";
import { openPromise } from "@/shared/promises";
import { useStatus } from "@/shared/status";

import { ConflictMark } from "../conflicts";
import { MemberAvatar } from "../people";
import { DateText, RelativeDays } from "../values";
import { DirectionMark } from "./DirectionMark";
import classes from "./Promises.module.css";
import { useSettle } from "./useSettle";

interface PromiseLineProps {
  promise: PromiseRecord;
  /** On the page of a customer every promise is with them. */
  withCustomer?: boolean;
  /** Under a heading that says who promised, the mark is left out. */
  withDirection?: boolean;
  /** Menu with the rarer things. */
  withMenu?: boolean;
}

/** A promise in a short list: tick it when it was kept, or say in the menu what became of it. */
export function PromiseLine({ promise, withCustomer = false, withDirection = true, withMenu = false }: PromiseLineProps) {
  const { t, i18n } = useLingui();
  const { may } = usePermissions();
  const me = useStatus()?.me;
  const { settle } = useSettle();
  const { id, customer, customer_name, direction, text, due, member, person_name, state, settled_on, evidence } = promise;
  const open = state === "open";
  const mayChange = may("promise", "state");
  return (
    <li className={classes.line} data-settled={!open || undefined}>
      {mayChange && open ? (
        <Tooltip label={t({ message: "Kept", context: "promise" })}>
          <button type="button" className={classes.tick} onClick={() => settle(promise, "done")} aria-label={t`Kept: ${text}`}>
            <IconCheck size={11} stroke={3} aria-hidden />
          </button>
        </Tooltip>
      ) : (
        <span className={classes.state} data-state={state} title={i18n._(promiseStateWords[state])}>
          {state === "broken" || state === "withdrawn" ? <IconX size={12} stroke={2.5} aria-hidden /> : open ? null : <IconCheck size={12} stroke={2.5} aria-hidden />}
        </span>
      )}
      <div className={classes.words}>
        {withDirection && <DirectionMark direction={direction} />} {text} <ConflictMark table="promise" record={id} label={text} />
        <div className={classes.about}>
          {withCustomer && (
            <Link to="/customers/$customer" params={{ customer } as never} className={classes.customer} title={customer_name}>
              {customer_name}
            </Link>
          )}
          {person_name && <span>{person_name}</span>}
          {open ? (
            <RelativeDays date={due} warnAfter={0} />
          ) : (
            <span>
              {i18n._(promiseStateWords[state])} <DateText date={settled_on} />
            </span>
          )}
          {!open && evidence && <span className={classes.evidence}>{evidence}</span>}
        </div>
      </div>
      {member !== null && member !== me && <MemberAvatar member={member} size={18} />}
      {withMenu && mayChange && <PromiseMenu promise={promise} />}
    </li>
  );
}

/** What else may be done about a promise; nothing for those who only read. */
export function PromiseMenu({ promise }: { promise: PromiseRecord }) {
  const { t } = useLingui();
  const { may } = usePermissions();
  const { settle, remove } = useSettle();
  const me = useStatus()?.me;
  const open = promise.state === "open";
  if (!may("promise", "state")) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t`More: ${promise.text}`} className="pk-no-print" onClick={(event) => event.stopPropagation()}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {open ? (
          <>
            <Menu.Item leftSection={<IconCheck size={16} stroke={1.5} />} onClick={() => openPromise({ kind: "settle", promise })}>
              <Trans>What became of it…</Trans>
            </Menu.Item>
            <Menu.Item leftSection={<IconX size={16} stroke={1.5} />} onClick={() => settle(promise, "broken")}>
              <Trans>It was broken</Trans>
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.5} />} onClick={() => settle(promise, "withdrawn")}>
              <Trans>Nobody waits for it any more</Trans>
            </Menu.Item>
          </>
        ) : (
          <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.5} />} onClick={() => settle(promise, "open")}>
            <Trans>Open again</Trans>
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => openPromise({ kind: "change", promise })}>
          <Trans>Change</Trans>
        </Menu.Item>
        {may("promise", "delete", promise.member === me ? "own" : "other") && (
          <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => remove(promise)}>
            <Trans>Delete</Trans>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
