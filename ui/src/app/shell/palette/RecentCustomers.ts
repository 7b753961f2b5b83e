import type { CustomerName } from "@/ipc/bindings/CustomerName";

/** How many customers are remembered. */
const most = 6;

/** Customers opened lately, the last first. */
export class RecentCustomers {
  #list: readonly CustomerName[] = [];
  #listeners = new Set<() => void>();

  readonly list = (): readonly CustomerName[] => this.#list;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A customer's page was opened, or the customer has another name now. */
  opened(customer: CustomerName): void {
    this.#change([customer, ...this.#list.filter(({ id }) => id !== customer.id)].slice(0, most));
  }

  /** The customer is not there any more. */
  gone(id: string): void {
    this.#change(this.#list.filter((customer) => customer.id !== id));
  }

  #change(list: readonly CustomerName[]): void {
    this.#list = list;
    for (const listener of this.#listeners) listener();
  }
}
