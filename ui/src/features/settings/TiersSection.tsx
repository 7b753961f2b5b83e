import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Button, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { ErrorState } from "@/components/ErrorState";
import { TextSkeleton } from "@/components/Skeletons";
import type { Tier } from "@/ipc/bindings/Tier";
import { call } from "@/ipc/call";
import { showChange, showProblem } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { usePermissions } from "@/shared/permissions";

import classes from "./Settings.module.css";
import { SettingsSection } from "./SettingsSection";
import { TierDrawer } from "./TierDrawer";
import { moveTier } from "./tierOrder";

/** Classes of customers: their order, their names, and how long a customer may be without a contact. */
export function TiersSection() {
  const { t } = useLingui();
  const format = useFormat();
  const readOnly = !usePermissions().may("tier", "name");
  const { data: tiers, error, refetch } = useCommand("list_tiers", {});
  const [editing, setEditing] = useState<{ tier: Tier | null; opened: boolean }>({ tier: null, opened: false });
  const remove = useChange("delete_tier", { onDone: ({ transaction }) => showChange({ message: t`Tier deleted`, transaction }) });
  // Each place is a change of its own; the opposite arrow takes the move back.
  const move = async (id: string, by: -1 | 1) => {
    try {
      await Promise.all(moveTier(tiers ?? [], id, by).map((request) => call("save_tier", request)));
    } catch (problem) {
      showProblem(problem);
    }
  };
  return (
    <SettingsSection
      anchor="tiers"
      title={t`Tiers`}
      description={<Trans>A class of customers is cared for in the same way. A customer whose tier has a limit comes into the queue when there has been no two-way contact for that long.</Trans>}
      actions={
        readOnly ? null : (
          <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEditing({ tier: null, opened: true })}>
            <Trans>Add a tier</Trans>
          </Button>
        )
      }
    >
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {!tiers && !error && <TextSkeleton lines={3} />}
      {tiers && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t`Tier`}</th>
              <th scope="col" className={classes.number}>{t`Contact at least every`}</th>
              <th scope="col" className={classes.number}>{t`Customers`}</th>
              {!readOnly && (
                <th scope="col">
                  <VisuallyHidden>{t`Change`}</VisuallyHidden>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier, index) => (
              <tr key={tier.id}>
                <td>
                  {readOnly ? (
                    tier.name
                  ) : (
                    <Anchor component="button" type="button" size="sm" onClick={() => setEditing({ tier, opened: true })}>
                      {tier.name}
                    </Anchor>
                  )}
                </td>
                <td className={classes.number}>{tier.contact_maximum_days === null ? t`no limit` : <Days days={tier.contact_maximum_days} />}</td>
                <td className={classes.number}>{format.number(tier.customers)}</td>
                {!readOnly && (
                  <td>
                    <div className={classes.actions}>
                      <TierButton label={t`Move ${tier.name} up`} disabled={index === 0} onClick={() => void move(tier.id, -1)} icon={IconArrowUp} />
                      <TierButton label={t`Move ${tier.name} down`} disabled={index === tiers.length - 1} onClick={() => void move(tier.id, 1)} icon={IconArrowDown} />
                      <TierButton
                        label={tier.customers > 0 ? t`Only a tier without customers can be deleted` : t`Delete ${tier.name}`}
                        disabled={tier.customers > 0 || tiers.length === 1}
                        onClick={() => remove.mutate({ id: tier.id })}
                        icon={IconTrash}
                      />
                    </div>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <TierDrawer tier={editing.tier} opened={editing.opened} onClose={() => setEditing((now) => ({ ...now, opened: false }))} />
    </SettingsSection>
  );
}

function Days({ days }: { days: number }) {
  return <Trans>{days} days</Trans>;
}

interface TierButtonProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  icon: typeof IconTrash;
}

function TierButton({ label, disabled, onClick, icon: Picture }: TierButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => !disabled && onClick()} data-disabled={disabled || undefined} aria-disabled={disabled}>
        <Picture size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}
