// What merging takes with the CRDT of the program Actual: messages of ten devices, one cell each, read by one that has
// none of them. It decodes each message, finds whether the cell has a newer one, writes the cell if not, and enters the
// message into the Merkle tree. All of it in memory: nothing is kept on a disk, encrypted, signed or judged, nobody's lost
// value is noted, nothing can be searched afterwards. Prints the seconds of processor time.

import { create, fromBinary, merkle, MessageSchema, Timestamp, toBinary } from "@actual-app/crdt";

const count = Number(process.argv[2]);
const DEVICES = 10;
const COLUMNS = ["phone", "email", "street", "city", "postcode", "website", "industry", "source", "external_number", "vat_id"];

/** The messages, as they travel. */
function messages() {
  const begin = Date.UTC(2026, 10, 22, 8);
  return Array.from({ length: count }, (_, number) => {
    const device = number % DEVICES;
    const customer = Math.floor(number / DEVICES / COLUMNS.length);
    const column = COLUMNS[Math.floor(number / DEVICES) % COLUMNS.length];
    const timestamp = new Timestamp(begin + number, 0, device.toString(16).padStart(16, "0"));
    const value = `S:${column} ${(number * 7919) % 100003}`;
    const message = { dataset: "customer", row: `${device}-${customer}`, column, value };
    return { timestamp: timestamp.toString(), content: toBinary(MessageSchema, create(MessageSchema, message)) };
  });
}

const travelling = messages();
const begun = process.cpuUsage();
const cells = new Map();
let tree = merkle.emptyTrie();
for (const { timestamp, content } of travelling) {
  const { dataset, row, column, value } = fromBinary(MessageSchema, content);
  const cell = `${dataset} ${row} ${column}`;
  const before = cells.get(cell);
  if (before === undefined || before.timestamp < timestamp) cells.set(cell, { timestamp, value: value.slice(2) });
  tree = merkle.insert(tree, Timestamp.parse(timestamp));
}
const used = process.cpuUsage(begun);
if (cells.size !== count || !tree.hash) throw new Error(`${cells.size} cells of ${count} were written`);
console.log((used.user + used.system) / 1e6);
