import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconClipboardList, IconDots, IconRefresh } from "@tabler/icons-react";

import { type SavingState, SavingNote } from "@/components/autosave";
import { GuardedButton } from "@/components/guarded";
import { KeyHint } from "@/components/KeyHint";
import { PreparationBadge } from "@/components/meetings";
import { MemberAvatar } from "@/components/people";
import type { MeetingRow } from "@/ipc/bindings/MeetingRow";
import type { Preparation } from "@/ipc/bindings/Preparation";
import type { Stamp } from "@/ipc/bindings/Stamp";
import type { CallError } from "@/ipc/call";
import { showChange, showProblem } from "@/shared/changes";
import { useChange, useCommand } from "@/shared/data";
import { useFormat } from "@/shared/format";
import { labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";
import { usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";

import { MissingList } from "./MissingList";
import classes from "./Preparation.module.css";
import { templateKey } from "./templates";

interface PreparationBarProps {
  meeting: MeetingRow;
  preparation: Preparation;
  saving: SavingState;
  /** Saves what was typed; whether it could be. */
  flush: () => Promise<boolean>;
  /** It was not accepted: these fields are missing. */
  onRefused: (fields: string[]) => void;
  /** Brings a field into view. */
  onField: (field: string) => void;
}

/** Below the form, always in view: how far it is and by whom, what is missing, and the one thing to do next. */
export function PreparationBar({ meeting, preparation, saving, flush, onRefused, onField }: PreparationBarProps) {
  const { t } = useLingui();
  const { denied, may } = usePermissions();
  const { state, completed, approved, missing, blocks } = preparation;
  const id = meeting.id;
  const onProblem = (problem: CallError) => {
    const fields = problem.code === "preparation_incomplete" ? (problem.fields["missing"] ?? "").split(",").filter((key) => key !== "") : [];
    // What is missing is said beside its field, and here.
    if (fields.length > 0) onRefused(fields);
    else showProblem(problem);
  };
  const complete = useChange("complete_preparation", { onProblem, onDone: ({ transaction }) => showChange({ message: t`Preparation completed`, transaction }) });
  const approve = useChange("approve_preparation", { onProblem, onDone: ({ transaction }) => showChange({ message: t`Preparation approved`, transaction }) });
  const reopen = useChange("reopen_preparation", { onDone: ({ transaction }) => showChange({ message: t`Preparation open again`, transaction }) });
  const refresh = useChange("refresh_block", { onDone: ({ transaction }) => showChange({ message: t`Facts read again`, transaction }) });
  const go = async (which: typeof complete) => {
    // What could not be saved must not look as if it stood in what was approved.
    if (await flush()) which.mutate({ id });
  };
  const mayNotApprove = denied("preparation", "approved_at");
  const mayFill = may("preparation_answer", "text");
  // Whoever may approve does so without waiting for the assistant's part to be called done.
  const next = state === "approved" ? null : state === "completed" || mayNotApprove === null ? "approve" : "complete";
  useShortcuts(msg`Preparation`, [
    ...(next === "approve" && mayNotApprove === null ? [{ keys: "mod+Enter", label: msg`Approve the preparation`, run: () => void go(approve), inFields: true }] : []),
    ...(next === "complete" && mayFill ? [{ keys: "mod+Enter", label: msg`The preparation is complete`, run: () => void go(complete), inFields: true }] : []),
    ...(state !== "approved" && mayFill ? [{ keys: "r", label: msg`Read all facts again`, run: () => refresh.mutate({ meeting: id }) }] : []),
  ]);
  const outdated = blocks.some((block) => block.outdated.length > 0);
  return (
    <div className={`${classes.bar} pk-no-print`}>
      <div className={classes.barLine}>
        <span className={classes.barState}>
          <PreparationBadge state={state} />
        </span>
        <Stamped stamp={approved ?? completed} />
        <span className={classes.spring} />
        {state !== "approved" && mayFill && outdated && (
          <Tooltip label={t`Something has changed since the facts were read`}>
            <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={14} stroke={1.5} />} onClick={() => refresh.mutate({ meeting: id })} loading={refresh.isPending}>
              <Trans>Read the facts again</Trans>
            </Button>
          </Tooltip>
        )}
        {next === "complete" && mayFill && (
          <Button size="compact-md" onClick={() => void go(complete)} loading={complete.isPending} rightSection={<KeyHint keys="mod+Enter" onButton />}>
            <Trans>Complete</Trans>
          </Button>
        )}
        {next === "approve" && (
          <>
            {state === "draft" && (
              <Button variant="default" size="compact-md" onClick={() => void go(complete)} loading={complete.isPending}>
                <Trans>Complete</Trans>
              </Button>
            )}
            <GuardedButton denial={mayNotApprove} size="compact-md" onClick={() => void go(approve)} loading={approve.isPending} rightSection={<KeyHint keys="mod+Enter" onButton />}>
              <Trans>Approve</Trans>
            </GuardedButton>
          </>
        )}
        {state !== "draft" && (state === "completed" ? mayFill : mayNotApprove === null) && (
          <Button variant="default" size="compact-md" onClick={() => reopen.mutate({ id })} loading={reopen.isPending}>
            <Trans>Open again</Trans>
          </Button>
        )}
        {state !== "approved" && mayFill && <TemplateMenu meeting={id} preparation={preparation} />}
      </div>
      {(state !== "approved" || saving.state === "failed") && (
        <div className={classes.barNotes}>
          {state !== "approved" && missing.length > 0 && <MissingList missing={missing} onField={onField} />}
          <span className={classes.spring} />
          {(mayFill || saving.state === "failed") && <SavingNote saving={saving} />}
        </div>
      )}
    </div>
  );
}

function Stamped({ stamp }: { stamp: Stamp | null }) {
  const format = useFormat();
  if (!stamp) return null;
  return (
    <span className={classes.stamp}>
      <MemberAvatar member={stamp.member} withName size={18} /> <time dateTime={new Date(stamp.at).toISOString()}>{format.dateTime(stamp.at)}</time>
    </span>
  );
}

/** Another form for the same meeting: what was answered stays. */
function TemplateMenu({ meeting, preparation }: { meeting: string; preparation: Preparation }) {
  const { t } = useLingui();
  const language = useLanguage();
  const templates = useCommand("list_templates", {}).data ?? [];
  const begin = useChange("begin_preparation", { onDone: ({ transaction }) => showChange({ message: t`Another form is in use; the answers stayed`, transaction }) });
  const now = templateKey(preparation.template);
  const others = templates.filter(({ template }) => templateKey(template) !== now || preparation.template_changed);
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t`Another form`}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans>Another form; answers stay</Trans>
        </Menu.Label>
        {others.map(({ template, name }) => (
          <Menu.Item key={templateKey(template)} leftSection={<IconClipboardList size={16} stroke={1.5} />} onClick={() => begin.mutate({ meeting, template })}>
            {labelText(name, language)} {templateKey(template) === now && <Trans>(as it is now)</Trans>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
