import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowMerge, IconBuildingStore, IconDots, IconFileImport, IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

import { Arriving } from "@/components/Arriving";
import { EmptyState } from "@/components/EmptyState";
import { GuardedButton, GuardedItem } from "@/components/guarded";
import { ListPage, type ListPageProps, ViewMenu } from "@/components/list";
import { Money } from "@/components/values";
import type { CustomerColumn } from "@/ipc/bindings/CustomerColumn";
import type { CustomerPage } from "@/ipc/bindings/CustomerPage";
import type { CustomerRow } from "@/ipc/bindings/CustomerRow";
import { call } from "@/ipc/call";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";
import { useArriving } from "@/shared/sync";

import { CustomerBulk } from "./list/CustomerBulk";
import { CustomerFilters } from "./list/CustomerFilters";
import { emptyFilter, isFiltered, type ListState, sameList, searchOf, stateOf, usualList } from "./list/listSearch";
import { NewCustomerDrawer } from "./list/NewCustomerDrawer";
import { SegmentStrip } from "./list/SegmentStrip";
import { useCustomerColumns } from "./list/useCustomerColumns";
import { listOf, useViews } from "./list/useViews";

function yearValue({ value_365 }: CustomerPage) {
  return (
    <>
      <Money cents={value_365} precision="whole" /> <Trans>in 12 months</Trans>
    </>
  );
}

/** All customers: found, filtered, sorted, changed in place and in bulk. What is shown stands in the address. */
export function CustomersScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const address = useSearch({ from: "/customers" });
  const { denied, readOnly } = usePermissions();
  const arriving = useArriving();
  const newDenied = denied("customer", "make");
  const [adding, { open: add, close: stopAdding }] = useDisclosure();
  const list = stateOf(address);
  const view = address.view ?? null;
  const { views, saveNew, update, remove } = useViews();
  const chosen = views.find(({ id }) => id === view);
  const columns = useCustomerColumns();

  const show = (next: ListState, options: { view?: string | null; replace?: boolean } = {}) =>
    void navigate({
      to: "/customers",
      search: searchOf(next, options.view === undefined ? view : options.view),
      replace: options.replace ?? false,
      // Another list begins at its top; the router would put it where the last one was left.
      resetScroll: false,
    });
  const change = (changes: Partial<ListState>, replace = false) => show({ ...list, ...changes }, { replace });
  const open = (id: string) => void navigate({ to: "/customers/$customer", params: { customer: id } });

  const { search, filter, sort, descending } = list;
  const question = JSON.stringify({ search, filter, sort, descending });
  const source = useMemo(() => {
    const request = JSON.parse(question) as Pick<ListState, "search" | "filter" | "sort" | "descending">;
    return { key: ["list_customers", request], load: (offset: number, limit: number) => call("list_customers", { ...request, offset, limit }) };
  }, [question]);

  const bulk: ListPageProps<CustomerRow, CustomerPage>["bulk"] = (selection, count, clear) => <CustomerBulk selection={selection} list={list} count={count} clear={clear} />;

  useShortcuts(msg`Customers`, [
    ...(newDenied === null ? [{ keys: "n", label: msg`New customer`, run: add }] : []),
    { keys: "shift+d", label: msg`Suspected duplicates`, run: () => void navigate({ to: "/customers/duplicates" }) },
  ]);

  return (
    <>
      <ListPage<CustomerRow, CustomerPage>
        title={t`Customers`}
        source={source}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        columns={columns}
        shown={list.columns}
        onShown={(shown) => change({ columns: shown as CustomerColumn[] }, true)}
        sort={{ column: sort, descending }}
        onSort={({ column, descending: down }) => change({ sort: column as ListState["sort"], descending: down })}
        search={{ value: search, onChange: (words) => change({ search: words }, true), placeholder: t`Find a customer` }}
        filters={<CustomerFilters filter={filter} onChange={(next) => change({ filter: next })} />}
        strip={<SegmentStrip chosen={filter.segments} onChange={(segments) => change({ filter: { ...filter, segments } })} />}
        filtered={isFiltered(list)}
        onClearFilters={() => change({ search: "", filter: emptyFilter })}
        summary={yearValue}
        views={
          <ViewMenu
            views={views}
            current={chosen ? chosen.id : null}
            changed={chosen !== undefined && !sameList(list, listOf(chosen))}
            allName={t`All customers`}
            onChoose={(id) => {
              const picked = views.find((one) => one.id === id);
              show(picked ? listOf(picked) : usualList, { view: picked?.id ?? null });
            }}
            onSaveNew={(name, shared) => saveNew(name, shared, list, (id) => show(list, { view: id, replace: true }))}
            onUpdate={() => chosen && update(chosen, { list })}
            onRename={(name, shared) => chosen && update(chosen, { name, shared })}
            onDelete={() => {
              if (!chosen) return;
              remove(chosen);
              show(list, { view: null, replace: true });
            }}
          />
        }
        actions={
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="input-sm" aria-label={t`More`}>
                  <IconDots size={18} stroke={1.5} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconArrowMerge size={16} stroke={1.5} />} onClick={() => void navigate({ to: "/customers/duplicates" })}>
                  <Trans>Suspected duplicates</Trans>
                </Menu.Item>
                <GuardedItem leftSection={<IconFileImport size={16} stroke={1.5} />} denial={denied("import")} onClick={() => void navigate({ to: "/import" })}>
                  <Trans>Import a customer list</Trans>
                </GuardedItem>
              </Menu.Dropdown>
            </Menu>
            <GuardedButton leftSection={<IconPlus size={16} stroke={1.75} />} denial={newDenied} onClick={add}>
              <Trans>New customer</Trans>
            </GuardedButton>
          </>
        }
        {...(readOnly === null ? { bulk } : {})}
        onOpen={({ id }) => open(id)}
        empty={
          arriving ? (
            <Arriving what="firm" />
          ) : (
            <EmptyState
              icon={IconBuildingStore}
              title={t`No customers yet`}
              actions={
                <>
                  <GuardedButton leftSection={<IconFileImport size={16} stroke={1.5} />} denial={denied("import")} onClick={() => void navigate({ to: "/import/new", search: { kind: "customers" } })}>
                    <Trans>Import customers</Trans>
                  </GuardedButton>
                  <GuardedButton variant="default" denial={newDenied} onClick={add}>
                    <Trans>Add a customer</Trans>
                  </GuardedButton>
                </>
              }
            >
              <Trans>Bring the customers and their orders from accounting, and the program sees whom to call and why.</Trans>
            </EmptyState>
          )
        }
      />
      <NewCustomerDrawer opened={adding} onClose={stopAdding} onMade={open} />
    </>
  );
}
