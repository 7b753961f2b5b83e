import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { Fragment } from "react";

import type { MissingFromPreparation } from "@/ipc/bindings/MissingFromPreparation";
import { labelText } from "@/shared/forms";
import { useLanguage } from "@/shared/language";

import classes from "./Preparation.module.css";
import { useMissingWords } from "./useMissingWords";

interface MissingListProps {
  missing: readonly MissingFromPreparation[];
  /** Brings a field into view; without it the fields are only named. */
  onField?: (field: string) => void;
}

/** Named one by one; of more than that only how many more. */
const most = 6;

/** What is missing, with a way to each field. */
export function MissingList({ missing, onField }: MissingListProps) {
  const { t } = useLingui();
  const language = useLanguage();
  const words = useMissingWords();
  const shown = missing.length > most ? missing.slice(0, most - 1) : missing;
  const more = missing.length - shown.length;
  return (
    <div className={classes.missing}>
      <span className={classes.missingTitle}>
        <Trans>Missing:</Trans>
      </span>{" "}
      {shown.map((one, index) => (
        <Fragment key={one.kind === "assistant_field" || one.kind === "owner_field" ? one.field : one.kind}>
          {index > 0 && ", "}
          {onField && (one.kind === "assistant_field" || one.kind === "owner_field") ? (
            <Anchor component="button" type="button" inherit onClick={() => onField(one.field)}>
              {labelText(one.label, language)}
            </Anchor>
          ) : (
            words(one)
          )}
        </Fragment>
      ))}
      {more > 0 && ` ${t`and ${more} more`}`}
    </div>
  );
}
