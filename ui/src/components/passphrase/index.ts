export { NewPassphrase } from "./NewPassphrase";
export { checkNewPassphrase } from "./check";
export { PassphraseInput } from "./PassphraseInput";
