import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconClipboardList } from "@tabler/icons-react";

import { EmptyState } from "@/components/EmptyState";
import type { TemplateChoice } from "@/ipc/bindings/TemplateChoice";
import { showChange } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";

import { suggestedFirst, templateKey } from "./templates";

/** Nobody has begun: which form, the one that fits first. */
export function BeginPreparation({ meeting, suggested }: { meeting: string; suggested: TemplateChoice }) {
  const { t } = useLingui();
  const language = useLanguage();
  const { may } = usePermissions();
  const templates = suggestedFirst(useCommand("list_templates", {}).data ?? [], suggested);
  const begin = useChange("begin_preparation", { onDone: ({ transaction }) => showChange({ message: t`Preparation begun`, transaction }) });
  const mayBegin = may("preparation", "make");
  const start = (template: TemplateChoice) => {
    if (!begin.isPending) begin.mutate({ meeting, template });
  };
  useShortcuts(msg`Preparation`, mayBegin ? [{ keys: "b", label: msg`Begin the preparation`, run: () => start(suggested) }] : []);
  return (
    <EmptyState
      icon={IconClipboardList}
      title={t`Nobody has begun the preparation`}
      actions={
        mayBegin &&
        templates.map(({ template, name }, index) => (
          <Button key={templateKey(template)} variant={index === 0 ? "filled" : "default"} onClick={() => start(template)} loading={begin.isPending && index === 0}>
            {labelText(name, language)}
          </Button>
        ))
      }
    >
      <Trans>Choose a form. Who attends, orders, promises, the last minutes and what was noticed are filled in at once; the rest takes about five minutes.</Trans>
    </EmptyState>
  );
}
