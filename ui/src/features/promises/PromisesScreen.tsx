import { msg } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, SegmentedControl } from "@mantine/core";
import { IconHeartHandshake, IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { EmptyState } from "@/components/EmptyState";
import { FilterPill, ListPage } from "@/components/list";
import type { Promise as PromiseRecord } from "@/ipc/bindings/Promise";
import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import type { PromiseOrder } from "@/ipc/bindings/PromiseOrder";
import type { PromisePage } from "@/ipc/bindings/PromisePage";
import { call } from "@/ipc/call";
import { useCommand } from "@/shared/data";
import { today } from "@/shared/format";
import { promiseDirectionWords } from "@/shared/meetingWords";
import { usePermissions } from "@/shared/permissions";
import { openPromise } from "@/shared/promises";
import { useShortcuts } from "@/shared/shortcuts";
import { useMembers, useStatus } from "@/shared/status";

import { requestOf } from "./request";
import type { PromisesSearch, Which } from "./search";
import { usePromiseColumns } from "./usePromiseColumns";

const team = "team";
const firstColumns = ["text", "customer", "person", "due", "member", "state"];

/** Every promise, ours and theirs: what has to be done, by whom, by when; and what became of it. */
export function PromisesScreen() {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as PromisesSearch;
  const me = useStatus()?.me ?? null;
  const members = useMembers();
  const { may } = usePermissions();
  const [shown, setShown] = useState<readonly string[]>(firstColumns);
  const { whose, direction, customer } = search;
  const which: Which = search.which ?? "open";
  const customerName = useCommand("get_customer", { id: customer ?? "" }, { enabled: customer !== undefined }).data?.fields.name;

  const change = (changes: { [Key in keyof PromisesSearch]?: PromisesSearch[Key] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined));
    void navigate({ to: "/promises", search: next as never, replace: true });
  };
  const key = JSON.stringify(requestOf(search, me, today()));
  const source = useMemo(() => {
    const request = JSON.parse(key) as ReturnType<typeof requestOf>;
    return { key: ["list_promises", request], load: (offset: number, limit: number): Promise<PromisePage> => call("list_promises", { ...request, offset, limit }) };
  }, [key]);
  const columns = usePromiseColumns();
  const make = () => openPromise({ kind: "new" });
  const open = (promise: PromiseRecord) => {
    const { meeting, customer: promised } = promise;
    if (may("promise", "state")) openPromise({ kind: "settle", promise });
    // Whoever only reads goes where it was made.
    else void (meeting === null ? navigate({ to: "/customers/$customer", params: { customer: promised } as never }) : navigate({ to: "/meetings/$meeting", params: { meeting } as never }));
  };
  useShortcuts(msg`Promises`, may("promise", "make") ? [{ keys: "n", label: msg`New promise`, run: make }] : []);

  const add = may("promise", "make") && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={make}>
      <Trans>New promise</Trans>
    </Button>
  );
  const colleagues = [...members.values()].filter(({ id, active }) => active && id !== me);
  const chosen = whose === undefined || whose === team ? [] : [whose];
  return (
    <ListPage<PromiseRecord, PromisePage>
      title={t`Promises`}
      source={source}
      rowId={({ id }) => id}
      rowLabel={({ text }) => text}
      columns={columns}
      shown={shown}
      onShown={setShown}
      sort={{ column: search.order ?? "due", descending: search.descending === true }}
      onSort={(sort) => change({ order: sort.column === "due" ? undefined : (sort.column as Exclude<PromiseOrder, "due">), descending: sort.descending || undefined })}
      filters={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t`Whose promises`}
            data={[
              { value: "mine", label: t`Mine` },
              { value: team, label: t`Whole team` },
            ]}
            value={whose === undefined ? "mine" : whose === team ? team : ""}
            onChange={(value) => change({ whose: value === team ? team : undefined })}
          />
          {colleagues.length > 0 && (
            <FilterPill label={t`Colleague`} options={colleagues.map(({ id, name }) => ({ value: id, label: name }))} value={chosen} onChange={([member]) => change({ whose: member })} single />
          )}
          <FilterPill
            label={t`Who promised`}
            options={(Object.keys(promiseDirectionWords) as PromiseDirection[]).map((value) => ({ value, label: i18n._(promiseDirectionWords[value]) }))}
            value={direction ? [direction] : []}
            onChange={([value]) => change({ direction: value as PromiseDirection | undefined })}
            single
          />
          <WhichPill which={which} onChange={(next) => change({ which: next === "open" ? undefined : next })} />
          {customer !== undefined && (
            <FilterPill label={t`Customer`} options={[{ value: customer, label: customerName ?? "…" }]} value={[customer]} onChange={() => change({ customer: undefined })} single />
          )}
        </>
      }
      filtered={whose !== undefined || direction !== undefined || which !== "open" || customer !== undefined}
      onClearFilters={() => void navigate({ to: "/promises", search: { whose: team, which: "all" } as never, replace: true })}
      summary={({ overdue }) => overdue > 0 && <Plural value={overdue} one="# past its day" other="# past their day" />}
      actions={add}
      onOpen={open}
      empty={
        <EmptyState icon={IconHeartHandshake} title={t`You have no open promises`} actions={add}>
          <Trans>Promises are written down in the minutes of a meeting, or here: who promised whom, what and by when. Pelikirja reminds of them on their day.</Trans>
        </EmptyState>
      }
    />
  );
}

function WhichPill({ which, onChange }: { which: Which; onChange: (which: Which) => void }) {
  const { t } = useLingui();
  const words: Record<Which, string> = { open: t`Open ones`, overdue: t`Past their day`, settled: t`Settled ones`, all: t`All` };
  return (
    <FilterPill
      label={t`Which`}
      options={(Object.keys(words) as Which[]).map((value) => ({ value, label: words[value] }))}
      value={[which]}
      onChange={([value]) => onChange((value as Which | undefined) ?? "all")}
      single
    />
  );
}
