import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { CustomerFields } from "@/ipc/bindings/CustomerFields";

/** Names of the fields of a customer: in the form, in the history, when two are merged. */
export const customerFieldWords = {
  name: msg`Name`,
  business_id: msg`Business ID`,
  vat_id: msg`VAT ID`,
  external_number: msg`Customer number`,
  parent: msg`Parent firm`,
  industry: msg`Industry`,
  street: msg`Street address`,
  postcode: msg`Postcode`,
  city: msg`City`,
  country: msg`Country`,
  phone: msg`Telephone`,
  email: msg`E-mail`,
  website: msg`Website`,
  tier: msg`Tier`,
  tier_reason: msg`Reason for the tier`,
  owner: msg`Account manager`,
  deputy: msg`Deputy`,
  stage: msg`Stage of life`,
  ladder: msg`Step of the ladder`,
  language: msg`Language`,
  source: msg`Where they came from`,
  notes: msg`Good to know`,
  ended_on: msg`Ended on`,
  ended_reason: msg`Why it ended`,
  tags: msg`Tags`,
} satisfies Record<keyof CustomerFields, MessageDescriptor>;

/** Whether a column of the store is a field that people know by name. */
export function isCustomerField(field: string): field is keyof CustomerFields {
  return field in customerFieldWords;
}
