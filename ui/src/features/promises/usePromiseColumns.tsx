import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";

import { ConflictMark } from "@/components/conflicts";
import type { ListColumn } from "@/components/list";
import { MemberAvatar } from "@/components/people";
import { DirectionMark, PromiseMenu } from "@/components/promises";
import { DateText, RelativeDays } from "@/components/values";
import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import { promiseStateWords } from "@/shared/meetingWords";

import classes from "./Promises.module.css";

/** The columns of the list of promises. */
export function usePromiseColumns(): readonly ListColumn<PromiseRecord>[] {
  const { t, i18n } = useLingui();
  const { locale } = i18n;
  return useMemo(
    (): ListColumn<PromiseRecord>[] => [
      {
        id: "text",
        header: t`Promise`,
        width: 300,
        grow: 3,
        fixed: true,
        cell: ({ id, direction, text }) => (
          <span title={text}>
            <DirectionMark direction={direction} /> {text} <ConflictMark table="promise" record={id} label={text} />
          </span>
        ),
      },
      {
        id: "customer",
        header: t`Customer`,
        width: 170,
        grow: 1,
        sortable: true,
        cell: ({ customer, customer_name }) => (
          <Link to="/customers/$customer" params={{ customer } as never} className={classes.customer} onClick={(event) => event.stopPropagation()} title={customer_name}>
            {customer_name}
          </Link>
        ),
      },
      { id: "person", header: t`At the customer`, width: 130, sortable: true, cell: ({ person, person_name }) => person_name ?? (person === null ? "–" : t`(erased)`) },
      {
        id: "due",
        header: t`Due`,
        width: 110,
        sortable: true,
        cell: ({ due, state }) => (state === "open" ? <RelativeDays date={due} warnAfter={0} short /> : <DateText date={due} />),
      },
      { id: "member", header: t`Who of us`, width: 110, cell: ({ member }) => <MemberAvatar member={member} withName="short" /> },
      {
        id: "state",
        header: t`State`,
        width: 150,
        cell: (promise) => (
          <span className={classes.state}>
            <span data-state={promise.overdue ? "overdue" : promise.state} className={classes.stateWord} title={promise.evidence ?? undefined}>
              {promise.overdue ? t`Past its day` : i18n._(promiseStateWords[promise.state])}
            </span>
            <PromiseMenu promise={promise} />
          </span>
        ),
      },
      { id: "settled_on", header: t`Settled on`, width: 110, cell: ({ settled_on }) => <DateText date={settled_on} /> },
      { id: "evidence", header: t`How one knows`, width: 200, grow: 1, cell: ({ evidence }) => evidence ?? "–" },
      { id: "meeting", header: t`Promised at`, width: 110, cell: ({ meeting_day }) => <DateText date={meeting_day} /> },
    ],
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- t changes with the language, which stays the same object
    [t, i18n, locale],
  );
}
