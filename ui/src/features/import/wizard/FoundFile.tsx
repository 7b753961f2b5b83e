import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NumberInput, SegmentedControl, Select } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Dispatch } from "react";

import type { Delimiter } from "@/ipc/bindings/Delimiter";
import type { ImportKind } from "@/ipc/bindings/ImportKind";
import type { Inspection } from "@/ipc/bindings/Inspection";
import type { Overrides } from "@/ipc/bindings/Overrides";
import type { TextEncoding } from "@/ipc/bindings/TextEncoding";
import { useFormat } from "@/shared/format";

import { delimiterWords, encodingWords, formatWords, kindWords } from "../words";
import type { WizardAction } from "./state";
import classes from "./Wizard.module.css";

interface FoundFileProps {
  inspection: Inspection;
  kind: ImportKind;
  overrides: Overrides;
  dispatch: Dispatch<WizardAction>;
}

/** What the file is, in a line; opened, everything about it can be corrected. */
export function FoundFile({ inspection, kind, overrides, dispatch }: FoundFileProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [open, { toggle }] = useDisclosure();
  const { encoding, delimiter, header, sheet, sheets } = inspection;
  const headerRow = header === "none" ? null : header.row;
  const facts = [
    i18n._(formatWords[inspection.format]),
    format.bytes(inspection.size_bytes),
    encoding && i18n._(encodingWords[encoding]),
    delimiter && t`delimiter ${i18n._(delimiterWords[delimiter]).toLocaleLowerCase()}`,
    sheet && t`sheet ${sheet}`,
    inspection.format !== "vcard" && (headerRow === null ? t`no header row` : t`headers on row ${headerRow}`),
  ].filter(Boolean);
  const correct = (changes: Partial<Overrides>) => dispatch({ type: "overrides", changes });
  const kinds = Object.entries(kindWords).map(([value, words]) => ({ value, label: i18n._(words) }));
  return (
    <>
      <div className={classes.found}>
        <SegmentedControl
          aria-label={t`What the file holds`}
          data={inspection.format === "vcard" ? kinds.filter(({ value }) => value === "people") : kinds}
          value={kind}
          onChange={(value) => dispatch({ type: "kind", kind: value as ImportKind })}
        />
        <div className={classes.fact}>
          <span>{facts.join(" · ")}</span>
          {inspection.format !== "vcard" && (
            <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={open}>
              {open ? <Trans>Done</Trans> : <Trans>Correct</Trans>}
            </Button>
          )}
        </div>
      </div>
      {open && (
        <div className={classes.found} style={{ marginTop: "0.75rem" }}>
          {encoding && (
            <Select
              label={t`Encoding`}
              description={t`Are å, ä and ö right below?`}
              w={260}
              data={Object.entries(encodingWords).map(([value, words]) => ({ value, label: i18n._(words) }))}
              value={overrides.encoding ?? encoding}
              onChange={(value) => correct({ encoding: value as TextEncoding | null })}
            />
          )}
          {delimiter && (
            <Select
              label={t`Delimiter`}
              w={150}
              data={Object.entries(delimiterWords).map(([value, words]) => ({ value, label: i18n._(words) }))}
              value={overrides.delimiter ?? delimiter}
              onChange={(value) => correct({ delimiter: value as Delimiter | null })}
            />
          )}
          {sheets.length > 1 && <Select label={t`Sheet`} w={200} data={sheets} value={overrides.sheet ?? sheet} onChange={(value) => correct({ sheet: value, header: null })} />}
          <NumberInput
            label={t`Row with the headers`}
            placeholder={t`none`}
            w={170}
            min={0}
            max={100}
            allowDecimal={false}
            value={headerRow ?? ""}
            onChange={(value) => correct({ header: typeof value === "number" && value > 0 ? { row: value } : "none" })}
          />
        </div>
      )}
    </>
  );
}
