import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text, Title } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";

import { KeyHint } from "@/components/KeyHint";
import type { ImportKind } from "@/ipc/bindings/ImportKind";
import { chooseFile } from "@/ipc/files";
import { showProblem } from "@/shared/changes";
import { useShortcuts } from "@/shared/shortcuts";

import classes from "./Wizard.module.css";

interface ChooseFileProps {
  /** What the file is expected to hold. */
  kind: ImportKind | null;
  /** Whether a file is held over the window. */
  over: boolean;
  onFile: (path: string) => void;
}

/** The first step: drop a file or choose one. */
export function ChooseFile({ kind, over, onFile }: ChooseFileProps) {
  const { t } = useLingui();
  const choose = async () => {
    try {
      const path = await chooseFile(t`Choose a file to import`, [
        { name: t`Tables and business cards`, extensions: ["csv", "txt", "tsv", "xlsx", "ods", "vcf"] },
        { name: t`All files`, extensions: ["*"] },
      ]);
      if (path !== null) onFile(path);
    } catch (problem) {
      showProblem(problem);
    }
  };
  useShortcuts(msg`Import a file`, [{ keys: "o", label: msg`Choose a file`, run: () => void choose() }]);
  const title = {
    customers: t`Drop your customer list here`,
    people: t`Drop your contact people here`,
    products: t`Drop your product list here`,
    orders: t`Drop your orders here`,
  };
  return (
    <div className={classes.body}>
      <div className={classes.drop} data-over={over || undefined}>
        <IconFileImport size={32} stroke={1.25} color="var(--mantine-color-dimmed)" aria-hidden />
        <Title order={2}>{over ? t`Let go, and it is read` : kind ? title[kind] : t`Drop a file here`}</Title>
        <Text c="dimmed" size="sm" maw={400}>
          <Trans>CSV, Excel, OpenDocument or business cards, just as accounting or another program exports them. Nothing changes before you have seen what would happen.</Trans>
        </Text>
        <Button mt="sm" onClick={() => void choose()} data-autofocus rightSection={<KeyHint keys="o" onButton />}>
          <Trans>Choose a file</Trans>
        </Button>
      </div>
      <dl className={classes.kinds}>
        <div>
          <dt>
            <Trans>Customers</Trans>
          </dt>
          <dd>
            <Trans>Name, business ID, number, address, who cares for them. Matched by business ID, then number, then name.</Trans>
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Orders</Trans>
          </dt>
          <dd>
            <Trans>Order or invoice lines with customer, date and amount. The queue is read from these.</Trans>
          </dd>
        </div>
        <div>
          <dt>
            <Trans>People</Trans>
          </dt>
          <dd>
            <Trans>Whom to call at the customer: name, title, telephone, e-mail.</Trans>
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Products</Trans>
          </dt>
          <dd>
            <Trans>Number, name and group, for what a customer buys and does not buy.</Trans>
          </dd>
        </div>
      </dl>
    </div>
  );
}
