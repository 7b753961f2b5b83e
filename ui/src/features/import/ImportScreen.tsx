import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Title } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { IconFileImport } from "@tabler/icons-react";

import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Section } from "@/components/record";
import { TextSkeleton } from "@/components/Skeletons";
import { useCommand } from "@/shared/data";
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
  const over = useFileDrop((file) => void navigate({ to: "/import/new", search: { file } }));
  useShortcuts(msg`Import`, [{ keys: "n", label: msg`Import a file`, run: () => void navigate({ to: "/import/new" }) }]);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Title order={1}>
          <Trans>Import</Trans>
        </Title>
        <Button component={Link} to="/import/new" variant={imports.data?.length === 0 ? "default" : "filled"} leftSection={<IconFileImport size={16} stroke={1.5} />}>
          <Trans>Import a file</Trans>
        </Button>
      </header>
      <Section title={t`Imports`} count={imports.data?.length || undefined}>
        {imports.error ? (
          <ErrorState error={imports.error} retry={() => void imports.refetch()} />
        ) : !imports.data ? (
          <TextSkeleton lines={5} />
        ) : imports.data.length === 0 ? (
          <EmptyState icon={IconFileImport} title={t`Nothing has been imported yet`} actions={<FirstJobs />}>
            <Trans>Begin with the customer list, then the orders: from them Pelikirja sees whom to call. Drop a file anywhere on this page, or choose one.</Trans>
          </EmptyState>
        ) : (
          <ImportsTable imports={imports.data} />
        )}
      </Section>
      <WatchedFolders />
      {over && (
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
  return (
    <>
      <Button onClick={() => void navigate({ to: "/import/new", search: { kind: "customers" } })}>
        <Trans>Import customers</Trans>
      </Button>
      <Button onClick={() => void navigate({ to: "/import/new", search: { kind: "orders" } })} variant="default">
        <Trans>Import orders</Trans>
      </Button>
    </>
  );
}
