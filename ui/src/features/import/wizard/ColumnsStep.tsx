import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { Dispatch } from "react";

import { Section } from "@/components/record";
import { BlockSkeleton } from "@/components/Skeletons";
import type { Field } from "@/ipc/bindings/Field";
import type { InspectedFile } from "@/ipc/bindings/InspectedFile";
import type { CallError } from "@/ipc/call";

import { Refused } from "../report/Refused";
import { fieldWords } from "../words";
import { Footer } from "./Footer";
import { FoundFile } from "./FoundFile";
import { MappingTable } from "./MappingTable";
import { Preview } from "./Preview";
import { Questions } from "./Questions";
import { RuleFields } from "./RuleFields";
import { mappingOf, obstacles, type WizardAction, type WizardState } from "./state";
import classes from "./Wizard.module.css";

interface ColumnsStepProps {
  state: WizardState;
  dispatch: Dispatch<WizardAction>;
  found: InspectedFile | undefined;
  /** Whether `found` answers an earlier question. */
  stale: boolean;
  error: CallError | null;
  onRetry: () => void;
  onOther: () => void;
  onNext: () => void;
}

/** The second step: what was found in the file, which column is what, and what only the user knows. */
export function ColumnsStep({ state, dispatch, found, stale, error, onRetry, onOther, onNext }: ColumnsStepProps) {
  const { t, i18n } = useLingui();
  if (error) {
    return (
      <Refused error={error}>
        <Button onClick={onOther}>
          <Trans>Choose another file</Trans>
        </Button>
        <Button variant="default" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </Refused>
    );
  }
  if (!found) {
    return (
      <div className={classes.body}>
        <div className={classes.inner}>
          <BlockSkeleton height={240} />
        </div>
      </div>
    );
  }
  const { inspection, proposal, kind, kept } = found;
  const mapping = mappingOf(proposal, state);
  const { missing, questions } = obstacles(found, state);
  const ready = missing.length === 0 && questions.length === 0 && !stale;
  const cards = inspection.format === "vcard";
  const or = t({ message: " or ", context: "between names of fields" });
  const named = (group: readonly Field[]) => group.map((field) => i18n._(fieldWords[field])).join(or);
  const lacking = missing.map(named).join(", ");
  return (
    <>
      <div className={classes.body}>
        <div className={classes.inner}>
          {kept && (
            <Alert variant="light" icon={<IconHistory size={18} stroke={1.5} />} mb="sm" py="xs">
              <Trans>You have imported files like this before; the columns are as you chose them then.</Trans>
            </Alert>
          )}
          <FoundFile inspection={inspection} kind={kind} overrides={state.overrides} dispatch={dispatch} />
          <Questions questions={proposal.questions} mapping={mapping} rules={state.rules} onAnswer={(changes) => dispatch({ type: "rules", changes })} />
          <Section title={t`First rows`}>
            <Preview inspection={inspection} mapping={mapping} />
          </Section>
          {!cards && (
            <div className={classes.columns}>
              <div>
                <Section title={t`What is in which column`}>
                  <MappingTable
                    found={found}
                    mapping={mapping}
                    chosen={state.columns}
                    onChoose={(field, column) => dispatch({ type: "column", field, column })}
                  />
                </Section>
              </div>
              <div>
                <Section title={t`How the values are read`}>
                  <RuleFields mapping={mapping} asked={questions} onChange={(changes) => dispatch({ type: "rules", changes })} />
                </Section>
              </div>
            </div>
          )}
        </div>
      </div>
      <Footer
        label={t`Check the file`}
        onNext={ready ? onNext : undefined}
        warn={!ready}
        words={
          missing.length > 0 ? (
            <Trans>Still without a column: {lacking}</Trans>
          ) : questions.length > 0 ? (
            <Trans>Answer the question above first.</Trans>
          ) : (
            <Trans>The check changes nothing: it tells what the import would do.</Trans>
          )
        }
      />
    </>
  );
}
