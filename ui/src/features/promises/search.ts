import type { PromiseDirection } from "@/ipc/bindings/PromiseDirection";
import type { PromiseOrder } from "@/ipc/bindings/PromiseOrder";

/** Which promises by what became of them: those that wait, those past their day, those settled, or all. */
export type Which = "open" | "overdue" | "settled" | "all";

/** What the address of the promises may name: the filters and the order. What is as usual is left out. */
export interface PromisesSearch {
  /** Whose: a member; "team" for everybody's. One's own when absent. */
  whose?: string;
  direction?: PromiseDirection;
  which?: Exclude<Which, "open">;
  /** Only with this customer. */
  customer?: string;
  order?: Exclude<PromiseOrder, "due">;
  descending?: true;
}

const oneOf = <Value extends string>(value: unknown, values: readonly Value[]): Value | undefined => values.find((one) => one === value);

/** Takes from an address what makes sense. */
export function promisesSearch(search: Record<string, unknown>): PromisesSearch {
  const { whose, customer } = search;
  const direction = oneOf(search["direction"], ["ours", "theirs"]);
  const which = oneOf(search["which"], ["overdue", "settled", "all"]);
  const order = oneOf(search["order"], ["customer", "person"]);
  return {
    ...(typeof whose === "string" && whose !== "" ? { whose } : {}),
    ...(direction ? { direction } : {}),
    ...(which ? { which } : {}),
    ...(typeof customer === "string" && customer !== "" ? { customer } : {}),
    ...(order ? { order } : {}),
    ...(search["descending"] === true ? { descending: true } : {}),
  };
}
