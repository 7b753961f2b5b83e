import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { IconFileImport } from "@tabler/icons-react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { GuardedButton } from "@/components/guarded";
import { Section } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import { useCommand } from "@/shared/data";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";

import { WatchedFolders } from "./folders/WatchedFolders";
import { ImportsTable } from "./overview/ImportsTable";
import classes from "./overview/Overview.module.css";
import { useFileDrop } from "./useFileDrop";

/** What has been brought in, what comes by itself, and the way to bring in more: a file may be dropped anywhere. */
export function ImportScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const imports = useCommand("list_imports", {});
  const denial = usePermissions().denied("import");
  const over = useFileDrop((file) => denial === null && void navigate({ to: "/import/new", search: { file } }));
  const begin = () => void navigate({ to: "/import/new" });
  useShortcuts(msg`Import`, denial === null ? [{ keys: "n", label: msg`Import a file`, run: begin }] : []);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Title order={1}>
          <Trans>Import</Trans>
        </Title>
        <GuardedButton denial={denial} onClick={begin} variant={imports.data?.length === 0 ? "default" : "filled"} leftSection={<IconFileImport size={16} stroke={1.5} />}>
          <Trans>Import a file</Trans>
        </GuardedButton>
      </header>
      {denial && !denial.quiet && (
        <Text size="sm" c="dimmed">
          <Trans>Here you see what has been brought in. Account managers and owners import.</Trans>
        </Text>
      )}
      <Section title={t`Imports`} count={imports.data?.length || undefined}>
        {imports.error ? (
          <ErrorState error={imports.error} retry={() => void imports.refetch()} />
        ) : !imports.data ? (
          <TextSkeleton lines={5} />
        ) : imports.data.length === 0 ? (
          <EmptyState icon={IconFileImport} title={t`Nothing has been imported yet`} actions={<FirstJobs />}>
            {denial === null ? (
              <Trans>Begin with the customer list, then the orders: from them Pelikirja sees whom to call. Drop a file anywhere on this page, or choose one.</Trans>
            ) : (
              <Trans>Once the customers and their orders are brought in, Pelikirja sees whom to call.</Trans>
            )}
          </EmptyState>
        ) : (
          <ImportsTable imports={imports.data} />
        )}
      </Section>
      <WatchedFolders />
      {over && denial === null && (
        <div className={classes.over} aria-hidden>
          <span>
            <Trans>Let go, and it is read</Trans>
          </span>
        </div>
      )}
    </div>
  );
}

function FirstJobs() {
  const navigate = useNavigate();
  const denial = usePermissions().denied("import");
  return (
    <>
      <GuardedButton denial={denial} onClick={() => void navigate({ to: "/import/new", search: { kind: "customers" } })}>
        <Trans>Import customers</Trans>
      </GuardedButton>
      <GuardedButton denial={denial} onClick={() => void navigate({ to: "/import/new", search: { kind: "orders" } })} variant="default">
        <Trans>Import orders</Trans>
      </GuardedButton>
    </>
  );
}
