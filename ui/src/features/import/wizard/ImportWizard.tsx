import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Title, Tooltip } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { IconLock, IconX } from "@tabler/icons-react";
import { useEffect, useReducer } from "react";

import { EmptyState } from "@/components/EmptyState";
import { queryClient, useChange, useCommand } from "@/shared/data";
import { type Denial, usePermissions } from "@/shared/permissions";
import { useShortcuts } from "@/shared/shortcuts";

import { fileName } from "../paths";
import { useFileDrop } from "../useFileDrop";
import { CheckStep } from "./CheckStep";
import { ChooseFile } from "./ChooseFile";
import { ColumnsStep } from "./ColumnsStep";
import { ImportStep } from "./ImportStep";
import { begin, mappingOf, type Step, wizard } from "./state";
import { Steps } from "./Steps";
import classes from "./Wizard.module.css";

const route = getRouteApi("/import/new");

/** Bringing in a file, for who may. */
export function ImportWizard() {
  const denial = usePermissions().denied("import");
  return denial === null ? <Wizard /> : <NotForYou denial={denial} />;
}

/** An address leads here although no button does. */
function NotForYou({ denial }: { denial: Denial }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={IconLock}
      title={t`Importing needs another role`}
      actions={
        <Button variant="default" onClick={() => void navigate({ to: "/import" })}>
          <Trans>See the imports</Trans>
        </Button>
      }
    >
      {denial.reason}
    </EmptyState>
  );
}

/** Choose it, see what was found, check it, import it, see what happened. */
function Wizard() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { file, kind } = route.useSearch();
  const [state, dispatch] = useReducer(wizard, { path: file ?? null, kind: kind ?? null }, begin);
  const { step, path } = state;

  const inspected = useCommand(
    "inspect_file",
    { path: path ?? "", overrides: state.overrides, ...(state.kind ? { kind: state.kind } : {}) },
    { enabled: path !== null, keepPrevious: true },
  );
  const check = useChange("dry_run_import", { onProblem: () => {} });
  const run = useChange("run_import", { onProblem: () => {} });
  useEffect(() => () => queryClient.removeQueries({ queryKey: ["inspect_file"] }), []);
  const busy = check.isPending || run.isPending;

  const chooseFile = (chosen: string) => {
    check.reset();
    run.reset();
    // The same name may hold something else by now: it may just have been mended.
    void queryClient.resetQueries({ queryKey: ["inspect_file"] });
    dispatch({ type: "file", path: chosen });
  };
  const over = useFileDrop((dropped) => {
    if (!busy) chooseFile(dropped);
  });

  const request = path !== null && inspected.data ? { path, mapping: mappingOf(inspected.data.proposal, state) } : null;
  const go = (next: Step) => dispatch({ type: "step", step: next });
  const startCheck = () => {
    if (!request) return;
    go("check");
    check.mutate(request);
  };
  const startImport = () => {
    if (!request) return;
    go("import");
    run.mutate(request);
  };
  const close = () => void navigate({ to: "/import" });

  useShortcuts(msg`Import a file`, [{ keys: "Escape", label: msg`Leave the import`, run: () => !busy && close(), keysOnly: true }]);

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Title order={1} className={classes.headerName} lineClamp={1}>
          {path === null ? t`Import a file` : fileName(path)}
        </Title>
        <Steps current={step} reachable={reachable(step, busy, run.isSuccess)} onGo={go} />
        <Tooltip label={t`Close`}>
          <ActionIcon onClick={close} aria-label={t`Close`}>
            <IconX size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </header>
      {step === "file" && <ChooseFile kind={state.kind} over={over} onFile={chooseFile} />}
      {step === "columns" && (
        <ColumnsStep
          state={state}
          dispatch={dispatch}
          found={inspected.data}
          stale={inspected.isPlaceholderData}
          error={inspected.error}
          onRetry={() => void inspected.refetch()}
          onOther={() => go("file")}
          onNext={startCheck}
        />
      )}
      {step === "check" && <CheckStep check={check} onAgain={startCheck} onBack={() => go("columns")} onNext={startImport} />}
      {step === "import" && request && (
        <ImportStep run={run} path={request.path} mapping={request.mapping} onAgain={startImport} onBack={() => go("columns")} onClose={close} onNext={(to) => void navigate({ to })} onOther={() => go("file")} />
      )}
    </div>
  );
}

/** The steps that one may go back to. After the import there is nothing to go back to: it can be undone instead. */
function reachable(step: Step, busy: boolean, done: boolean): Step[] {
  if (busy || done) return [];
  if (step === "columns") return ["file"];
  return step === "file" ? [] : ["file", "columns"];
}
