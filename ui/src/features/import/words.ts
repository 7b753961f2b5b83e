import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { Delimiter } from "@/ipc/bindings/Delimiter";
import type { Field } from "@/ipc/bindings/Field";
import type { FileFormat } from "@/ipc/bindings/FileFormat";
import type { ImportKind } from "@/ipc/bindings/ImportKind";
import type { Reason } from "@/ipc/bindings/Reason";
import type { TextEncoding } from "@/ipc/bindings/TextEncoding";

/** What the rows of a file are. */
export const kindWords = {
  customers: msg`Customers`,
  people: msg`People`,
  products: msg`Products`,
  orders: msg`Orders`,
} satisfies Record<ImportKind, MessageDescriptor>;

/** Something that a column may hold. */
export const fieldWords = {
  order_number: msg`Order or invoice number`,
  ordered_on: msg`Order date`,
  customer_number: msg`Customer number`,
  customer_name: msg`Customer`,
  business_id: msg`Business ID`,
  vat_id: msg`VAT number`,
  parent: msg`Group`,
  industry: msg`Industry`,
  street: msg`Street address`,
  postcode: msg`Postcode`,
  city: msg`City`,
  country: msg`Country`,
  phone: msg`Telephone`,
  email: msg`E-mail`,
  website: msg`Website`,
  tier: msg`Tier`,
  owner_name: msg`Account manager`,
  language: msg`Language`,
  tags: msg`Tags`,
  ended_on: msg`Customer until`,
  notes: msg`Notes`,
  contact_name: msg`Contact person`,
  contact_title: msg`Contact’s title`,
  contact_phone: msg`Contact’s telephone`,
  contact_email: msg`Contact’s e-mail`,
  person_name: msg`Name`,
  first_name: msg`First name`,
  last_name: msg`Last name`,
  title: msg`Title`,
  birthday: msg`Birthday`,
  line_number: msg`Line number`,
  product_number: msg`Product number`,
  product_name: msg`Product`,
  product_group: msg`Product group`,
  unit: msg`Unit`,
  list_price: msg`List price`,
  quantity: msg`Quantity`,
  unit_price: msg`Unit price`,
  discount: msg`Discount`,
  net_amount: msg`Net amount`,
  currency: msg`Currency`,
  salesperson: msg`Salesperson`,
} satisfies Record<Field, MessageDescriptor>;

/** Why the program proposes a column. */
export const reasonWords = {
  header: msg`By its name`,
  similar_header: msg`A similar name`,
  content: msg`By its values`,
} satisfies Record<Reason, MessageDescriptor>;

export const formatWords = {
  csv: msg`Text (CSV)`,
  xlsx: msg`Excel (XLSX)`,
  ods: msg`OpenDocument (ODS)`,
  vcard: msg`Business cards (vCard)`,
} satisfies Record<FileFormat, MessageDescriptor>;

export const delimiterWords = {
  comma: msg`Comma`,
  semicolon: msg`Semicolon`,
  tab: msg`Tab`,
  pipe: msg`Vertical bar`,
} satisfies Record<Delimiter, MessageDescriptor>;

export const encodingWords = {
  "utf-8": msg`UTF-8`,
  "utf-16le": msg`UTF-16`,
  "utf-16be": msg`UTF-16 (big-endian)`,
  "windows-1252": msg`Windows, Western European (1252)`,
  "iso-8859-15": msg`ISO, Western European (8859-15)`,
  "windows-1250": msg`Windows, Central European (1250)`,
  "windows-1251": msg`Windows, Cyrillic (1251)`,
  "windows-1257": msg`Windows, Baltic (1257)`,
} satisfies Record<TextEncoding, MessageDescriptor>;
