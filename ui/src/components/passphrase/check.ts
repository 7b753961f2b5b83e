import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Letters that a new passphrase has at least; the program asks for the same and for strength besides. */
const leastLetters = 8;

/** What is wrong with a new passphrase as far as it can be told without asking how hard it is to guess. */
export function checkNewPassphrase(passphrase: string, repeat: string): { passphrase?: MessageDescriptor; repeat?: MessageDescriptor } {
  if (passphrase === "") return { passphrase: msg`Needed` };
  if (Array.from(passphrase).length < leastLetters) return { passphrase: msg`At least ${leastLetters} letters` };
  if (repeat === "") return { repeat: msg`Needed` };
  return repeat === passphrase ? {} : { repeat: msg`Not the same as above` };
}
