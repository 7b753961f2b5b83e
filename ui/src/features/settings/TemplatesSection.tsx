import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Button, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconCopy, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";

import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import type { Template } from "@/ipc/bindings/Template";
import { showChange } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { fieldsOf, labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";
import { usePermissions } from "@/shared/permissions";

import classes from "./Settings.module.css";
import { SettingsSection } from "./SettingsSection";

/** The forms that prepare meetings: those that are built in, to be copied, and the firm's own. */
export function TemplatesSection() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayChange = usePermissions().may("preparation_template", "form");
  const { data: templates, error, refetch } = useCommand("list_templates", {});
  return (
    <SettingsSection
      anchor="templates"
      title={t`Preparation forms`}
      description={<Trans>What is asked before a meeting, and which facts fill themselves. A changed form does not change preparations that have begun.</Trans>}
      actions={
        mayChange && (
          <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => void navigate({ to: "/settings/templates/$template", params: { template: "new" } })}>
            <Trans>New form</Trans>
          </Button>
        )
      }
    >
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {!templates && !error && <TextSkeleton lines={3} />}
      {templates && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t`Form`}</th>
              <th scope="col" className={classes.number}>{t`Questions`}</th>
              <th scope="col" className={classes.number}>{t`In use`}</th>
              {mayChange && (
                <th scope="col">
                  <VisuallyHidden>{t`Change`}</VisuallyHidden>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {templates.map((template) => (
              <TemplateRow key={template.template.kind === "own" ? template.template.id : template.template.which} template={template} mayChange={mayChange} />
            ))}
          </tbody>
        </table>
      )}
    </SettingsSection>
  );
}

function TemplateRow({ template: { template, name, form, preparations }, mayChange }: { template: Template; mayChange: boolean }) {
  const { t } = useLingui();
  const language = useLanguage();
  const format = useFormat();
  const remove = useChange("delete_template", { onDone: ({ transaction }) => showChange({ message: t`Form deleted`, transaction }) });
  const words = labelText(name, language);
  const key = template.kind === "own" ? template.id : template.which;
  return (
    <tr>
      <td className={classes.words}>
        {template.kind === "own" && mayChange ? (
          <Anchor component={Link} to="/settings/templates/$template" params={{ template: key } as never} size="sm">
            {words}
          </Anchor>
        ) : (
          words
        )}
        {template.kind === "built_in" && <span style={{ color: "var(--mantine-color-dimmed)" }}> · {t`built in`}</span>}
      </td>
      <td className={classes.number}>{format.number(fieldsOf(form).length)}</td>
      <td className={classes.number}>{preparations === 0 ? "–" : <Plural value={preparations} one="# preparation" other="# preparations" />}</td>
      {mayChange && (
        <td>
          <div className={classes.actions}>
            <Tooltip label={t`Make an own form of it`}>
              <ActionIcon component={Link} to="/settings/templates/$template" params={{ template: `copy-${key}` } as never} aria-label={t`Make an own form of ${words}`}>
                <IconCopy size={16} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
            {template.kind === "own" && (
              <Tooltip label={t`Delete ${words}`}>
                <ActionIcon onClick={() => remove.mutate({ id: template.id })} loading={remove.isPending} aria-label={t`Delete ${words}`}>
                  <IconTrash size={16} stroke={1.5} />
                </ActionIcon>
              </Tooltip>
            )}
          </div>
        </td>
      )}
    </tr>
  );
}
