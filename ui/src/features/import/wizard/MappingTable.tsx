import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button, Select, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import type { ColumnRef } from "@/ipc/bindings/ColumnRef";
import type { Field } from "@/ipc/bindings/Field";
import type { InspectedFile } from "@/ipc/bindings/InspectedFile";
import type { Mapping } from "@/ipc/bindings/Mapping";
import type { ProposedMapping } from "@/ipc/bindings/ProposedMapping";

import { fieldWords, reasonWords } from "../words";
import type { WizardState } from "./state";
import classes from "./Wizard.module.css";

/** A proposal below this confidence is marked as one to look at. */
const unsure = 0.7;

interface MappingTableProps {
  found: InspectedFile;
  mapping: Mapping;
  /** What the user chose by hand. */
  chosen: WizardState["columns"];
  onChoose: (field: Field, column: ColumnRef | null) => void;
}

/** Every field of the kind with its column, some of its values, and how the program came to it. */
export function MappingTable({ found: { inspection, proposal, fields, required }, mapping, chosen, onChoose }: MappingTableProps) {
  const { t, i18n } = useLingui();
  const [all, { toggle }] = useDisclosure();
  const groups = required[mapping.amount];
  const groupOf = (field: Field) => groups.find((group) => group.includes(field));
  const important = fields.filter((field) => groupOf(field) !== undefined || proposal.mapping.columns[field] || field in chosen);
  const rest = fields.length - important.length;
  const options = inspection.headers.map((header, index) => ({ value: String(index), label: header.trim() === "" ? t`Column ${index + 1}` : header }));
  const used = new Set(Object.values(mapping.columns).map((column) => column?.index));
  const unused = options.filter(({ value }) => !used.has(Number(value))).map(({ label }) => label);
  const unusedNames = unused.join(", ");
  return (
    <>
      <table className={classes.mapping}>
        <colgroup>
          <col style={{ width: "32%" }} />
          <col style={{ width: "27%" }} />
          <col />
          <col style={{ width: "7.5rem" }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Field</Trans>
            </th>
            <th scope="col">
              <Trans>Column in the file</Trans>
            </th>
            <th scope="col">
              <Trans>Values</Trans>
            </th>
            <th scope="col">
              <Trans>Found</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {(all ? fields : important).map((field) => {
            const column = mapping.columns[field];
            const group = groupOf(field);
            const missing = group !== undefined && !group.some((one) => mapping.columns[one]);
            const name = i18n._(fieldWords[field]);
            return (
              <tr key={field}>
                <th scope="row">
                  {name}{" "}
                  {group && (missing || column !== undefined) && (
                    <span className={classes.required} data-missing={missing || undefined}>
                      {group.length > 1 ? <Trans>one of these is needed</Trans> : <Trans>needed</Trans>}
                    </span>
                  )}
                </th>
                <td>
                  <Select
                    aria-label={t`Column for: ${name}`}
                    data={options}
                    value={column ? String(column.index) : null}
                    onChange={(value) => onChoose(field, value === null ? null : { index: Number(value), header: inspection.headers[Number(value)] ?? "" })}
                    placeholder={t`not in the file`}
                    searchable
                    clearable
                    error={missing}
                    nothingFoundMessage={t`Nothing found`}
                  />
                </td>
                <td className={classes.samples}>{column && (inspection.columns[column.index]?.examples ?? []).slice(0, 4).join(" · ")}</td>
                <td>{column && <Found field={field} column={column} proposal={proposal} byHand={field in chosen} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rest > 0 && (
        <Button variant="subtle" size="compact-sm" mt="xs" ml={-6} onClick={toggle} aria-expanded={all}>
          {all ? <Trans>Fewer fields</Trans> : <Plural value={rest} one="# more field" other="# more fields" />}
        </Button>
      )}
      {unused.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          <Trans>Nothing is taken from: {unusedNames}</Trans>
        </Text>
      )}
    </>
  );
}

interface FoundProps {
  field: Field;
  column: ColumnRef;
  proposal: ProposedMapping;
  byHand: boolean;
}

/** How the column came to its field; a guess is marked as one. */
function Found({ field, column, proposal, byHand }: FoundProps) {
  const { t, i18n } = useLingui();
  const proposed = proposal.fields.find((one) => one.field === field && one.column.index === column.index);
  if (byHand && !proposed) return <Text span size="xs">{t`Your choice`}</Text>;
  if (!proposed) return <Text span size="xs" c="dimmed">{t`As before`}</Text>;
  const words = i18n._(reasonWords[proposed.reason]);
  if (proposed.confidence < unsure) return <Badge color="amber">{t`Please check`}</Badge>;
  return (
    <Text span size="xs" c="dimmed">
      {words}
    </Text>
  );
}
