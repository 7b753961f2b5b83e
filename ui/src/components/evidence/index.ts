export { CardNotes } from "./CardNotes";
export { evidenceSentences } from "./evidence";
export { EvidenceText, SignalList, useVoice } from "./EvidenceText";
export { type Voice, voiceOf } from "./numbers";
export { rhythmSentences } from "./rhythm";
