import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { Money, RelativeDays } from "@/components/values";
import type { BlockProductGroup } from "@/ipc/bindings/BlockProductGroup";
import type { BlockStoppedProduct } from "@/ipc/bindings/BlockStoppedProduct";

import { Nothing } from "./blocks";
import classes from "./Preparation.module.css";

interface ProductsBlockProps {
  groups: readonly BlockProductGroup[];
  stopped: readonly BlockStoppedProduct[];
  changed: ReadonlySet<string>;
}

/** Rows shown before "show all". */
const few = 6;

/** How broad the customer's buying is, and what they stopped buying. */
export function ProductsBlock({ groups, stopped, changed }: ProductsBlockProps) {
  const { t } = useLingui();
  const [all, { open }] = useDisclosure();
  const bought = groups.filter(({ value_365 }) => value_365 > 0).length;
  if (groups.length === 0) {
    return (
      <Nothing>
        <Trans>Nothing is known of what they buy.</Trans>
      </Nothing>
    );
  }
  return (
    <>
      <p className={classes.sentence}>
        <Plural value={bought} one="Buys from # product group." other="Buys from # product groups." />
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Product group`}</th>
            <th scope="col" className={classes.number}>{t`Last 12 months`}</th>
            <th scope="col" className={classes.number}>{t`The 12 before`}</th>
          </tr>
        </thead>
        <tbody>
          {(all ? groups : groups.slice(0, few)).map(({ key, group, value_365, value_previous_365 }) => (
            <tr key={key} data-changed={changed.has(key) || undefined}>
              <td>{group ?? t`Without a group`}</td>
              <td className={classes.number}>
                <Money cents={value_365} precision="whole" />
              </td>
              <td className={classes.number}>
                <Money cents={value_previous_365} precision="whole" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && groups.length > few && (
        <Button variant="subtle" color="gray" size="compact-sm" ml={-6} onClick={open}>
          <Plural value={groups.length} one="Show it" other="Show all #" />
        </Button>
      )}
      {stopped.length > 0 && (
        <>
          <div className={classes.subtitle}>
            <Trans>No longer bought</Trans>
          </div>
          <ul className={classes.lines}>
            {stopped.map(({ key, name, number, last_order, value }) => (
              <li key={key} className={classes.line} data-changed={changed.has(key) || undefined}>
                <span className={classes.grow}>
                  {name} <span className={classes.quiet}>{number}</span>
                </span>
                <span className={classes.quiet}>
                  <Trans>
                    last <RelativeDays date={last_order} />
                  </Trans>
                </span>
                <Money cents={value} precision="whole" />
                {changed.has(key) && <span className={classes.new}>{t({ message: "changed", context: "a line" })}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
