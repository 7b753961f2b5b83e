import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl } from "@mantine/core";

import { SignalBadge } from "@/components/badges";
import { FilterPill } from "@/components/list";
import type { SignalKind } from "@/ipc/bindings/SignalKind";
import type { Today } from "@/ipc/bindings/Today";
import { useFormat } from "@/shared/format";
import { useCurrency, useMembers, useStatus } from "@/shared/status";
import { signalWords } from "@/shared/words";

import classes from "./Today.module.css";
import { type QueueView, setView, type Whose } from "./view";

/** Whose queue, which signals; and what the cards amount to. */
export function QueueFilters({ view, today }: { view: QueueView & { whose: Whose }; today: Today }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const currency = useCurrency();
  const members = useMembers();
  const me = useStatus()?.me;
  const { whose, kinds } = view;
  const colleagues = [...members.values()].filter(({ id, active }) => active && id !== me);
  const chosen = typeof whose === "object" ? [whose.member] : [];
  const amount = format.money(today.value_at_stake, { currency, precision: "whole" });
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t`Whose queue, which signals`}>
      <SegmentedControl
        size="xs"
        aria-label={t`Whose queue`}
        data={[
          { value: "mine", label: t`Mine` },
          { value: "team", label: t`Whole team` },
        ]}
        value={typeof whose === "string" ? whose : ""}
        onChange={(value) => setView({ whose: value as "mine" | "team", active: null })}
      />
      {colleagues.length > 0 && (
        <FilterPill
          label={t`Colleague`}
          options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={([member]) => setView({ whose: member ? { member } : null, active: null })}
          single
        />
      )}
      <FilterPill
        label={t`Signal`}
        options={Object.entries(signalWords).map(([value, words]) => ({ value, label: i18n._(words), picture: <SignalBadge kind={value as SignalKind} /> }))}
        value={kinds}
        onChange={(next) => setView({ kinds: next as SignalKind[], active: null })}
      />
      <span className={classes.spring} />
      {today.total > 0 && (
        <output className={classes.sum}>
          <strong>
            <Plural value={today.total} one="# customer" other="# customers" />
          </strong>
          {today.value_at_stake > 0 && (
            <>
              , <Trans>{amount} at stake</Trans>
            </>
          )}
        </output>
      )}
    </div>
  );
}
