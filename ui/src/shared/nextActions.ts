import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { CustomerName } from "@/ipc/bindings/CustomerName";
import type { NextAction } from "@/ipc/bindings/NextAction";
import type { NextActionBase } from "@/ipc/bindings/NextActionBase";
import { call } from "@/ipc/call";

import { showChange, showProblem } from "./changes";
import { Opener } from "./opener";

export interface NextActionRequest {
  customer: CustomerName;
  /** One to change. */
  action?: NextAction;
  /** The last one was just finished: asks what comes next, and may be declined. */
  asked?: boolean;
  /** Goes on when the drawer has closed, saved or not. */
  afterwards?: () => void;
}

/** The drawer itself is drawn by the shell. */
export const nextActions = new Opener<NextActionRequest>();

/** Opens the form of a next action over whatever is on the screen. */
export const openNextAction = nextActions.open;

/** Finishes a next action and asks for the next one when the customer has none left. */
export async function finishNextAction({ id, customer, customer_name }: NextAction): Promise<void> {
  try {
    const { transaction, asks_next_action } = await call("finish_next_action", { id });
    showChange({ message: i18n._(msg`Done`), transaction });
    if (asks_next_action) openNextAction({ customer: { id: customer, name: customer_name }, asked: true });
  } catch (problem) {
    showProblem(problem);
  }
}

/** A next action as somebody saw it who changes it now. */
export function actionBase({ customer, text, due, owner, log_place }: NextAction): NextActionBase {
  return { customer, text, due, owner, log_place };
}

/** Moves a next action to another day. */
export async function moveNextAction(action: NextAction, due: string): Promise<void> {
  const { id, customer, text } = action;
  try {
    const { transaction } = await call("save_next_action", { id, customer, text, due, base: actionBase(action) });
    showChange({ message: i18n._(msg`Date changed`), transaction });
  } catch (problem) {
    showProblem(problem);
  }
}

/** Deletes a next action. */
export async function deleteNextAction({ id }: NextAction): Promise<void> {
  try {
    const { transaction } = await call("delete_next_action", { id });
    showChange({ message: i18n._(msg`Next action deleted`), transaction });
  } catch (problem) {
    showProblem(problem);
  }
}
